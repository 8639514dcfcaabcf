//! What each operation does to a tree.

use super::{Aspect, place};
use crate::source::Span;
use crate::syntax::ast::{
    Choice, ClassLine, Classes, Content, Criterion, Definition, Dotted, Element, ElementKind, Expr, ExprKind,
    Fact, File, Lock, Name, Operation, OperationKind, Parameter, Part, PartChange, PathPart, Pool, Target,
    Text, Title, Total,
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

/// The first phase that is about what is new.
pub(super) const NEW: u8 = 3;

/// What is removed goes first and what is ordered comes last, wherever it stands on the page.
pub(super) fn phase(kind: &OperationKind) -> u8 {
    match kind {
        OperationKind::Remove(_) => 0,
        OperationKind::Replace(_) => 1,
        OperationKind::Add(..) => NEW,
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

/// What an operation is about, down to the aspect: two of one layer must not share any.
pub(super) fn keys(operation: &Operation) -> Vec<(ElementKind, String, Aspect)> {
    let target = target(operation);
    aspects(&operation.kind).into_iter().map(|it| (target.kind, target.path.key(), it)).collect()
}

/// What an operation puts in place or takes away as a whole: nothing inside it can be changed beside.
pub(super) fn covers(operation: &Operation, inner: &Operation) -> bool {
    let (outer, target) = (target(operation), target(inner));
    let is_whole = matches!(operation.kind, OperationKind::Replace(_) | OperationKind::Remove(_));
    match outer.kind {
        _ if !is_whole => false,
        ElementKind::Content | ElementKind::Pool => {
            let inside = format!("{}.", outer.path.key());
            matches!(target.kind, ElementKind::Content | ElementKind::Criterion)
                && target.path.key().starts_with(&inside)
        }
        ElementKind::Classes => target.kind == ElementKind::Class,
        _ => false,
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
                (Weight, it.weight.is_some()),
                (Lock, it.lock.is_some()),
            ]),
            Element::Criterion(_, it) => given(&[
                (Rule, true),
                (Title, it.title.is_some()),
                (Maximum, it.maximum.is_some()),
                (Lock, it.lock.is_some()),
            ]),
            Element::Class(it) => {
                given(&[(Rule, true), (Limit, true), (Title, it.title.is_some()), (Lock, it.lock.is_some())])
            }
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
                Lock::renew(&mut it.lock, new.lock.clone());
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
        OperationKind::Reorder(of, names) => reorder(file, of.as_ref(), names, false),
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
        Lock::renew(&mut content.lock, change.lock.clone());
    } else {
        let criterion = place::criterion(file, names)?;
        title(&mut criterion.title);
        criterion.maximum = change.maximum.clone().or(criterion.maximum.take());
        Lock::renew(&mut criterion.lock, change.lock.clone());
    }
    Some(())
}

fn set_class(file: &mut File, new: &ClassLine) -> Option<()> {
    let lines = &mut file.classes.first_mut()?.lines;
    let line = lines.iter_mut().find(|line| line.name.key == new.name.key)?;
    line.title = new.title.clone().or(line.title.take());
    Lock::renew(&mut line.lock, new.lock.clone());
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
    Lock::renew(&mut total.lock, new.lock.clone());
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
    match element {
        Element::Content(path, new) => {
            let old = place::content(file, &path.names)?;
            let weight = new.weight.or(old.weight);
            let maximum = new.maximum.clone().or(old.maximum.take());
            let title = new.title.clone().or(old.title.take());
            Lock::renew(&mut old.lock, new.lock.clone());
            let lock = old.lock.take();
            *old = Content { title, maximum, weight, lock, ..new.as_ref().clone() };
        }
        Element::Criterion(path, new) => {
            let old = place::criterion(file, &path.names)?;
            let maximum = new.maximum.clone().or(old.maximum.take());
            let title = new.title.clone().or(old.title.take());
            Lock::renew(&mut old.lock, new.lock.clone());
            let lock = old.lock.take();
            *old = Criterion { title, maximum, lock, ..new.as_ref().clone() };
        }
        Element::Fact(new) => {
            let old = file.facts.iter_mut().find(|it| it.name.key == new.name.key)?;
            let label = new.label.clone().or(old.label.take());
            Lock::renew(&mut old.lock, new.lock.clone());
            let lock = old.lock.take();
            *old = Fact { label, lock, ..new.as_ref().clone() };
        }
        Element::Class(new) => {
            let lines = &mut file.classes.first_mut()?.lines;
            let old = lines.iter_mut().find(|it| it.name.key == new.name.key)?;
            let title = new.title.clone().or(old.title.take());
            Lock::renew(&mut old.lock, new.lock.clone());
            let lock = old.lock.take();
            *old = ClassLine { title, lock, ..new.clone() };
        }
        Element::Title(new) => {
            let old = file.titles.iter_mut().find(|it| it.name.key == new.name.key)?;
            let title = new.title.clone().or(old.title.take());
            Lock::renew(&mut old.lock, new.lock.clone());
            let lock = old.lock.take();
            *old = Title { title, lock, ..new.clone() };
        }
        _ => return replace_small(file, element),
    }
    Some(())
}

/// The same for what has no lock, or stands once.
fn replace_small(file: &mut File, element: &Element) -> Option<()> {
    fn find<T>(list: &mut [T], is_meant: impl Fn(&T) -> bool) -> Option<&mut T> {
        list.iter_mut().find(|it| is_meant(it))
    }
    match element {
        Element::Parameter(new) => {
            let old = find(&mut file.parameters, |it| it.name.key == new.name.key)?;
            let title = new.title.clone().or(old.title.take());
            Lock::renew(&mut old.lock, new.lock.clone());
            let lock = old.lock.take();
            *old = Parameter { title, lock, ..new.clone() };
        }
        Element::Definition(new) => {
            let old = find(&mut file.definitions, |it| it.name.key == new.name.key)?;
            let title = new.title.clone().or(old.title.take());
            *old = Definition { title, ..new.clone() };
        }
        Element::Choice(new) => {
            let old = find(&mut file.choices, |it| it.name.key == new.name.key)?;
            let title = new.title.clone().or(old.title.take());
            *old = Choice { title, ..new.clone() };
        }
        Element::Function(new) => {
            *find(&mut file.functions, |it| it.name.key == new.name.key)? = new.as_ref().clone();
        }
        Element::Pool(new) => {
            let old = find(&mut file.pools, |it| it.negative == new.negative)?;
            let title = new.title.clone().or(old.title.take());
            let maximum = new.maximum.clone().or(old.maximum.take());
            *old = Pool { title, maximum, ..new.clone() };
        }
        Element::Total(new) => {
            let old = file.totals.first_mut()?;
            let title = new.title.clone().or(old.title.take());
            Lock::renew(&mut old.lock, new.lock.clone());
            let lock = old.lock.take();
            *old = Total { title, lock, ..new.clone() };
        }
        Element::Classes(new) => {
            let old = file.classes.first_mut()?;
            let title = new.title.clone().or(old.title.take());
            *old = Classes { title, ..new.as_ref().clone() };
        }
        _ => return None,
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

/// Puts parts in another order. All of them must be named, so that none is forgotten; leniently, those
/// that are not named stand behind.
pub(super) fn reorder(file: &mut File, of: Option<&Dotted>, names: &[Name], is_lenient: bool) -> Done {
    match of {
        None => sorted(&mut file.contents, names, |content| &content.name, is_lenient),
        Some(path) => match place::content(file, &path.names) {
            Some(content) => sorted(&mut content.parts, names, place::name, is_lenient),
            None => Done::Missing,
        },
    }
}

fn sorted<T>(list: &mut [T], names: &[Name], name_of: impl Fn(&T) -> &Name, is_lenient: bool) -> Done {
    let listed = |names: Vec<&Name>| {
        names.iter().map(|name| format!("`{}`", name.text)).collect::<Vec<_>>().join(", ")
    };
    let place = |part: &T| names.iter().position(|name| name.key == name_of(part).key);
    let missing: Vec<&Name> = list.iter().filter(|part| place(part).is_none()).map(&name_of).collect();
    let is_there = |name: &Name| list.iter().any(|part| name_of(part).key == name.key);
    let is_again = |at: usize| names[..at].iter().any(|it| it.key == names[at].key);
    let unknown: Vec<&Name> =
        (0..names.len()).filter(|at| !is_there(&names[*at]) || is_again(*at)).map(|at| &names[at]).collect();
    let is_whole = missing.is_empty() && unknown.is_empty();
    if !is_whole && !is_lenient {
        return Done::Order(listed(missing), listed(unknown));
    }
    list.sort_by_key(|part| place(part).unwrap_or(names.len()));
    Done::Yes
}
