//! Where an element stands in a tree.

use crate::syntax::ast::{Content, Criterion, File, Name, Part};

/// The content with these names, from the outermost in.
pub(super) fn content<'f>(file: &'f mut File, names: &[Name]) -> Option<&'f mut Content> {
    let (first, rest) = names.split_first()?;
    let mut found = file.contents.iter_mut().find(|content| content.name.key == first.key)?;
    for name in rest {
        found = found.parts.iter_mut().find_map(|part| match part {
            Part::Content(inner) if inner.name.key == name.key => Some(inner),
            _ => None,
        })?;
    }
    Some(found)
}

/// The criterion with these names: in a content, or in a pool.
pub(super) fn criterion<'f>(file: &'f mut File, names: &[Name]) -> Option<&'f mut Criterion> {
    let (last, home) = names.split_last()?;
    if let Some(at) = pool(file, home) {
        return file.pools[at].criteria.iter_mut().find(|criterion| criterion.name.key == last.key);
    }
    content(file, home)?.parts.iter_mut().find_map(|part| match part {
        Part::Criterion(criterion) if criterion.name.key == last.key => Some(criterion),
        _ => None,
    })
}

/// The pool that names mean.
pub(super) fn pool(file: &File, names: &[Name]) -> Option<usize> {
    let [name] = names else { return None };
    file.pools.iter().position(|it| it.name() == name.text)
}

/// Takes a content away; whether it was there.
pub(super) fn remove_content(file: &mut File, names: &[Name]) -> bool {
    let Some((last, home)) = names.split_last() else { return false };
    if home.is_empty() {
        return remove(&mut file.contents, |content| content.name.key == last.key);
    }
    content(file, home).is_some_and(|home| {
        remove(&mut home.parts, |part| matches!(part, Part::Content(it) if it.name.key == last.key))
    })
}

/// Takes a criterion away; whether it was there.
pub(super) fn remove_criterion(file: &mut File, names: &[Name]) -> bool {
    let Some((last, home)) = names.split_last() else { return false };
    if let Some(at) = pool(file, home) {
        return remove(&mut file.pools[at].criteria, |criterion| criterion.name.key == last.key);
    }
    content(file, home).is_some_and(|home| {
        remove(&mut home.parts, |part| matches!(part, Part::Criterion(it) if it.name.key == last.key))
    })
}

/// Takes the first that is meant out of a list; whether there was one.
pub(super) fn remove<T>(list: &mut Vec<T>, is_meant: impl Fn(&T) -> bool) -> bool {
    let found = list.iter().position(is_meant);
    found.map(|at| list.remove(at)).is_some()
}

/// The name of a part.
pub(super) fn name(part: &Part) -> &Name {
    match part {
        Part::Content(content) => &content.name,
        Part::Criterion(criterion) => &criterion.name,
    }
}
