//! What each operation does to a tree.

use super::{Aspect, place};
use crate::source::Span;
use crate::syntax::ast::{
    ClassLine, Dotted, Element, ElementKind, Expr, ExprKind, File, Name, Operation, OperationKind, Part,
    PartChange, PathPart, Target, Text, Title, Total,
};

/// What became of an operation on one table.
pub(super) enum Done {
    Yes,
    /// What it is about is not there.
    Missing,
    /// What it adds is there already.
    Exists(Span),
    /// A list of names that is not the list of parts: what is missing, and what is no part.
    Order(String, String),
}

/// What is removed goes first and what is ordered comes last, wherever it stands on the page.
pub(super) fn phase(kind: &OperationKind) -> u8 {
    match kind {
        OperationKind::Remove(_) => 0,
        OperationKind::Replace(_) => 1,
        OperationKind::Add(..) => 3,
        OperationKind::Reorder(..) => 4,
        _ => 2,
    }
}

/// What an operation is about.
pub(super) fn target(operation: &Operation) -> Target {
    let alone = |kind: ElementKind, name: &Name| Target {
        kind,
        path: Dotted { names: vec![name.clone()], span: name.span },
    };
    let unnamed = |kind: ElementKind, span: Span| Target { kind, path: Dotted { names: Vec::new(), span } };
    match &operation.kind {
        OperationKind::SetPart(target, _) | OperationKind::Remove(target) => target.clone(),
        OperationKind::SetClass(line) => alone(ElementKind::Class, &line.name),
        OperationKind::SetClasses(title) => unnamed(ElementKind::Classes, title.span),
        OperationKind::SetTitle(name, ..) => alone(ElementKind::Title, name),
        OperationKind::SetFact(name, _) => alone(ElementKind::Fact, name),
        OperationKind::SetTotal(total) => unnamed(ElementKind::Total, total.span),
        OperationKind::SetParameter(parameter) => alone(ElementKind::Parameter, &parameter.name),
        OperationKind::Replace(element) | OperationKind::Add(element, _) => element.target(),
        OperationKind::Reorder(Some(path), _) => Target { kind: ElementKind::Content, path: path.clone() },
        OperationKind::Reorder(None, _) => unnamed(ElementKind::Ruleset, operation.span),
    }
}

/// What of its element an operation is about; one that is about the whole has all.
pub(super) fn aspects(kind: &OperationKind) -> Vec<Aspect> {
    use Aspect::{Added, Limit, Lock, Maximum, Order, Removed, Rule, Title, Value, Weight};
    let given =
        |list: &[(Aspect, bool)]| list.iter().filter(|(_, given)| *given).map(|(it, _)| *it).collect();
    match kind {
        OperationKind::SetPart(_, it) => given(&[
            (Title, it.title.is_some()),
            (Maximum, it.maximum.is_some()),
            (Weight, it.weight.is_some()),
            (Lock, it.lock.is_some()),
        ]),
        OperationKind::SetClass(it) => given(&[
            (Title, it.title.is_some()),
            (Limit, !it.limits.is_empty()),
            (Rule, it.when.is_some() || it.or_when.is_some() || it.otherwise),
            (Lock, it.lock.is_some()),
        ]),
        OperationKind::SetClasses(_) => vec![Title],
        OperationKind::SetTitle(_, title, when) => given(&[(Title, title.is_some()), (Rule, when.is_some())]),
        OperationKind::SetFact(_, it) => {
            let has_rule = it.values.is_some() || it.default.is_some() || it.decided_by.is_some();
            let has_rule = has_rule || !it.at_most.is_empty() || !it.at_least.is_empty();
            given(&[(Title, it.label.is_some()), (Rule, has_rule), (Lock, it.lock.is_some())])
        }
        OperationKind::SetTotal(_) => vec![Rule],
        OperationKind::SetParameter(_) => vec![Value],
        OperationKind::Replace(element) => match element.as_ref() {
            Element::Content(_, it) => given(&[
                (Rule, true),
                (Title, it.title.is_some()),
                (Maximum, it.maximum.is_some()),
                (Lock, it.lock.is_some()),
            ]),
            Element::Criterion(_, it) => given(&[
                (Rule, true),
                (Title, it.title.is_some()),
                (Maximum, it.maximum.is_some()),
                (Lock, it.lock.is_some()),
            ]),
            Element::Class(it) => given(&[(Rule, true), (Limit, true), (Title, it.title.is_some())]),
            Element::Parameter(_) => vec![Value],
            _ => vec![Rule],
        },
        OperationKind::Reorder(..) => vec![Order],
        // What comes or goes cannot be changed in the same layer.
        OperationKind::Add(..) | OperationKind::Remove(_) => {
            vec![Added, Removed, Title, Maximum, Weight, Limit, Value, Rule, Order, Lock]
        }
    }
}

/// Does an operation to a tree.
pub(super) fn operate(file: &mut File, kind: &OperationKind) -> Done {
    let done = |found: Option<()>| if found.is_some() { Done::Yes } else { Done::Missing };
    match kind {
        OperationKind::SetPart(target, change) => done(set_part(file, target, change)),
        OperationKind::SetClass(line) => done(set_class(file, line)),
        OperationKind::SetClasses(title) => {
            done(file.classes.first_mut().map(|classes| classes.title = Some(title.clone())))
        }
        OperationKind::SetTitle(name, title, when) => {
            done(file.titles.iter_mut().find(|it| it.name.key == name.key).map(|it| {
                it.title = title.clone().or(it.title.take());
                if let Some(when) = when {
                    it.when = when.clone();
                }
            }))
        }
        OperationKind::SetFact(name, change) => {
            let fact = file.facts.iter_mut().find(|it| it.name.key == name.key);
            done(fact.map(|fact| change.as_ref().clone().apply(fact)))
        }
        OperationKind::SetTotal(total) => done(set_total(file, total)),
        OperationKind::SetParameter(new) => {
            done(file.parameters.iter_mut().find(|it| it.name.key == new.name.key).map(|it| {
                it.value = new.value.clone();
                it.title = new.title.clone().or(it.title.take());
                it.lock = new.lock.clone().or(it.lock.take());
            }))
        }
        OperationKind::Replace(element) => done(replace(file, element)),
        OperationKind::Add(element, _) => add(file, element),
        OperationKind::Remove(target) => {
            if remove(file, target) {
                Done::Yes
            } else {
                Done::Missing
            }
        }
        OperationKind::Reorder(of, names) => reorder(file, of.as_ref(), names),
    }
}

fn set_part(file: &mut File, target: &Target, change: &PartChange) -> Option<()> {
    let names = &target.path.names;
    let title = |old: &mut Option<Text>| *old = change.title.clone().or(old.take());
    if target.kind == ElementKind::Content {
        let content = place::content(file, names)?;
        title(&mut content.title);
        content.maximum = change.maximum.clone().or(content.maximum.take());
        content.weight = change.weight.or(content.weight);
        content.lock = change.lock.clone().or(content.lock.take());
    } else {
        let criterion = place::criterion(file, names)?;
        title(&mut criterion.title);
        criterion.maximum = change.maximum.clone().or(criterion.maximum.take());
        criterion.lock = change.lock.clone().or(criterion.lock.take());
    }
    Some(())
}

fn set_class(file: &mut File, new: &ClassLine) -> Option<()> {
    let lines = &mut file.classes.first_mut()?.lines;
    let line = lines.iter_mut().find(|line| line.name.key == new.name.key)?;
    line.title = new.title.clone().or(line.title.take());
    line.lock = new.lock.clone().or(line.lock.take());
    if !new.limits.is_empty() {
        line.limits.clone_from(&new.limits);
        line.otherwise = false;
    }
    if new.when.is_some() || new.or_when.is_some() || new.otherwise {
        line.when.clone_from(&new.when);
        line.or_when.clone_from(&new.or_when);
        line.otherwise = new.otherwise;
    }
    Some(())
}

fn set_total(file: &mut File, new: &Total) -> Option<()> {
    let total = file.totals.first_mut()?;
    total.title = new.title.clone().or(total.title.take());
    total.maximum = new.maximum.clone().or(total.maximum.take());
    total.lock = new.lock.clone().or(total.lock.take());
    if !new.at_most.is_empty() {
        total.at_most.clone_from(&new.at_most);
    }
    if !new.at_least.is_empty() {
        total.at_least.clone_from(&new.at_least);
    }
    Some(())
}

/// Puts an element in another's place. What its head does not say is taken over.
fn replace(file: &mut File, element: &Element) -> Option<()> {
    fn put<T: Clone>(list: &mut [T], is_meant: impl Fn(&T) -> bool, new: &T) -> Option<()> {
        list.iter_mut().find(|it| is_meant(it)).map(|it| *it = new.clone())
    }
    match element {
        Element::Content(path, new) => {
            let old = place::content(file, &path.names)?;
            let mut new = new.as_ref().clone();
            new.title = new.title.or(old.title.take());
            new.maximum = new.maximum.or(old.maximum.take());
            new.weight = new.weight.or(old.weight);
            new.lock = new.lock.or(old.lock.take());
            *old = new;
        }
        Element::Criterion(path, new) => {
            let old = place::criterion(file, &path.names)?;
            let mut new = new.as_ref().clone();
            new.title = new.title.or(old.title.take());
            new.maximum = new.maximum.or(old.maximum.take());
            new.lock = new.lock.or(old.lock.take());
            *old = new;
        }
        Element::Fact(new) => {
            let old = file.facts.iter_mut().find(|it| it.name.key == new.name.key)?;
            let label = new.label.clone().or(old.label.take());
            let lock = new.lock.clone().or(old.lock.take());
            *old = crate::syntax::ast::Fact { label, lock, ..new.as_ref().clone() };
        }
        Element::Class(new) => {
            let lines = &mut file.classes.first_mut()?.lines;
            let old = lines.iter_mut().find(|it| it.name.key == new.name.key)?;
            let (title, lock) =
                (new.title.clone().or(old.title.take()), new.lock.clone().or(old.lock.take()));
            *old = ClassLine { title, lock, ..new.clone() };
        }
        Element::Title(new) => {
            let old = file.titles.iter_mut().find(|it| it.name.key == new.name.key)?;
            let (title, lock) =
                (new.title.clone().or(old.title.take()), new.lock.clone().or(old.lock.take()));
            *old = Title { title, lock, ..new.clone() };
        }
        Element::Parameter(new) => put(&mut file.parameters, |it| it.name.key == new.name.key, new)?,
        Element::Definition(new) => put(&mut file.definitions, |it| it.name.key == new.name.key, new)?,
        Element::Choice(new) => put(&mut file.choices, |it| it.name.key == new.name.key, new)?,
        Element::Function(new) => put(&mut file.functions, |it| it.name.key == new.name.key, new)?,
        Element::Pool(new) => put(&mut file.pools, |it| it.negative == new.negative, new)?,
        Element::Total(new) => *file.totals.first_mut()? = new.clone(),
        Element::Classes(new) => *file.classes.first_mut()? = new.as_ref().clone(),
    }
    Some(())
}

fn add(file: &mut File, element: &Element) -> Done {
    match element {
        Element::Criterion(path, new) => {
            if let Some(first) = place::criterion(file, &path.names) {
                return Done::Exists(first.span);
            }
            let home = &path.names[..path.names.len().saturating_sub(1)];
            if let Some(at) = place::pool(file, home) {
                file.pools[at].criteria.push(new.as_ref().clone());
                return Done::Yes;
            }
            let Some(home) = place::content(file, home) else { return Done::Missing };
            home.parts.push(Part::Criterion(new.as_ref().clone()));
        }
        Element::Content(path, new) => {
            if let Some(first) = place::content(file, &path.names) {
                return Done::Exists(first.span);
            }
            match path.names.split_last() {
                Some((_, home)) if !home.is_empty() => {
                    let Some(home) = place::content(file, home) else { return Done::Missing };
                    home.parts.push(Part::Content(new.as_ref().clone()));
                }
                _ => file.contents.push(new.as_ref().clone()),
            }
        }
        // Everything else stands in the layer as an item.
        _ => return Done::Missing,
    }
    Done::Yes
}

fn remove(file: &mut File, target: &Target) -> bool {
    let names = &target.path.names;
    let Some(key) = names.last().map(|name| name.key.as_str()) else { return false };
    match target.kind {
        ElementKind::Content => place::remove_content(file, names),
        ElementKind::Criterion => place::remove_criterion(file, names),
        ElementKind::Fact => {
            // What only tied the fact to others has nothing left to tie.
            file.requirements.retain(|it| !mentions(it, key));
            place::remove(&mut file.facts, |it| it.name.key == key)
        }
        ElementKind::Parameter => place::remove(&mut file.parameters, |it| it.name.key == key),
        ElementKind::Definition => place::remove(&mut file.definitions, |it| it.name.key == key),
        ElementKind::Choice => place::remove(&mut file.choices, |it| it.name.key == key),
        ElementKind::Function => place::remove(&mut file.functions, |it| it.name.key == key),
        ElementKind::Pool => place::remove(&mut file.pools, |it| it.name() == key),
        ElementKind::Class => file
            .classes
            .first_mut()
            .is_some_and(|classes| place::remove(&mut classes.lines, |it| it.name.key == key)),
        ElementKind::Title => place::remove(&mut file.titles, |it| it.name.key == key),
        ElementKind::Ruleset | ElementKind::Total | ElementKind::Classes => false,
    }
}

/// Whether a formula names a fact.
fn mentions(expr: &Expr, key: &str) -> bool {
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        if let ExprKind::Path(path) = &expr.kind
            && matches!(path.parts.as_slice(), [PathPart::Name(name)] if name.key == key)
        {
            return true;
        }
        open.extend(expr.children());
    }
    false
}

/// Puts parts in another order. All of them must be named, so that none is forgotten.
fn reorder(file: &mut File, of: Option<&Dotted>, names: &[Name]) -> Done {
    match of {
        None => sorted(&mut file.contents, names, |content| &content.name),
        Some(path) => match place::content(file, &path.names) {
            Some(content) => sorted(&mut content.parts, names, place::name),
            None => Done::Missing,
        },
    }
}

fn sorted<T>(list: &mut [T], names: &[Name], name_of: impl Fn(&T) -> &Name) -> Done {
    let listed = |names: Vec<&Name>| {
        names.iter().map(|name| format!("`{}`", name.text)).collect::<Vec<_>>().join(", ")
    };
    let place = |part: &T| names.iter().position(|name| name.key == name_of(part).key);
    let missing: Vec<&Name> = list.iter().filter(|part| place(part).is_none()).map(&name_of).collect();
    let unknown: Vec<&Name> =
        names.iter().filter(|name| list.iter().all(|part| name_of(part).key != name.key)).collect();
    if !missing.is_empty() || !unknown.is_empty() {
        return Done::Order(listed(missing), listed(unknown));
    }
    list.sort_by_key(place);
    Done::Yes
}
