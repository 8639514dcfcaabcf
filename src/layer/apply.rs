//! Puts one layer on the tables below it.

use super::entry::{Entry, added, compare, entries, entries_of};
use super::operation::{Done, NEW, covers, keys, operate, phase, reorder, target};
use super::{Aspect, Change, Label, Table, finding, lock};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;
use crate::syntax::Printer;
use crate::syntax::ast::{Dotted, ElementKind, File, Operation, OperationKind, Target};
use crate::value::name;
use std::collections::BTreeMap;

/// A layer and what it is put on.
pub(super) struct Applying<'a> {
    /// What to do.
    pub(super) body: &'a File,
    /// What the base is called.
    pub(super) base: &'a str,
    /// The base as it was when the layer was written, where that was recorded.
    pub(super) recorded: Option<&'a [Entry]>,
    pub(super) printer: Printer,
}

/// What an operation came to on one table.
enum Found {
    /// What it is about is not there.
    Missing,
    /// It is there, and was so before; where the base says so.
    Unchanged(Option<Span>),
    /// It is done, and this changed; or what is wrong was said.
    Done(Vec<Change>),
    /// An order that is not that of its parts, with what to say if it is none of any table's.
    Unsorted(Diagnostic),
}

/// Applies a layer to tables with the names of their kinds of unit. An operation must find what it is
/// about in one of them at least.
pub(super) fn apply<'t>(
    tables: impl IntoIterator<Item = (Label, &'t mut Table)>,
    layer: &Applying<'_>,
    findings: &mut Diagnostics,
) {
    let mut tables: Vec<(Label, &mut Table)> = tables.into_iter().collect();
    let operations = single(&layer.body.operations, findings);
    // What is taken from the base is gone before the layer's own items come: they may have its names.
    let (first, last): (Vec<&Operation>, Vec<&Operation>) =
        operations.into_iter().partition(|operation| phase(&operation.kind) < NEW);
    first.into_iter().for_each(|operation| everywhere(&mut tables, operation, layer, findings));
    for (_, table) in &mut tables {
        add_items(table, layer);
    }
    last.into_iter().for_each(|operation| everywhere(&mut tables, operation, layer, findings));
}

/// How many findings of a layer are worth looking for what was meant.
const MAXIMUM_SUGGESTIONS: usize = 100;

/// Does one operation on all tables.
fn everywhere(
    tables: &mut [(Label, &mut Table)],
    operation: &Operation,
    layer: &Applying<'_>,
    findings: &mut Diagnostics,
) {
    let target = target(operation);
    let entry = (target.kind, target.path.text());
    let (mut missing, mut unchanged, mut done, mut unsorted) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (label, table) in tables.iter_mut() {
        match one(table, operation, layer, findings) {
            Found::Missing => missing.push(label.clone()),
            Found::Unchanged(base) => unchanged.push(base),
            Found::Done(changes) => done.push((label.clone(), changes)),
            Found::Unsorted(finding) => unsorted.push((label.clone(), finding)),
        }
    }
    // An order must be that of one table at least; the others have parts of their own, or lack some.
    if unsorted.len() + missing.len() == tables.len() {
        findings.extend(unsorted.into_iter().next().map(|(_, finding)| finding));
    } else {
        let others = tables.iter_mut().filter(|(label, _)| unsorted.iter().any(|(it, _)| it == label));
        others.for_each(|(_, table)| sort_leniently(table, operation, layer));
    }
    findings.extend(overridden(operation, &done));
    if unchanged.len() == tables.len() - missing.len()
        && let Some(base) = unchanged.first()
    {
        findings.push(finding::changes_nothing(operation.span, (entry.0, &entry.1), *base));
    }
    if missing.len() == tables.len() {
        // What is added has no place only because its home is not there.
        let home = match &operation.kind {
            OperationKind::Add(_, Some(home)) => Target { kind: ElementKind::Content, path: home.clone() },
            _ => target,
        };
        // What could not be read in the base is said there.
        let is_broken = |table: &Table| {
            home.path.names.last().is_some_and(|name| table.file.broken_names().contains(&name.key))
        };
        if let Some((_, table)) = tables.first().filter(|(_, table)| !is_broken(table)) {
            let is_worth = findings.len() < MAXIMUM_SUGGESTIONS;
            findings.push(unknown(&table.file, operation, &home, layer, is_worth));
        }
    } else if !missing.is_empty() {
        let names = missing.iter().map(|label| format!("`{label}`")).filter(|it| it != "``");
        let names = names.collect::<Vec<_>>().join(", ");
        findings.push(finding::passed_over(operation.span, (entry.0, &entry.1), &names));
    }
}

/// Brings the parts that an order names into it, and leaves the others behind them.
fn sort_leniently(table: &mut Table, operation: &Operation, layer: &Applying<'_>) {
    let OperationKind::Reorder(of, names) = &operation.kind else { return };
    let target = target(operation);
    let before = entries_of(&mut table.file, &target, layer.printer);
    reorder(&mut table.file, of.as_ref(), names, true);
    let changes = compare(&before, &entries_of(&mut table.file, &target, layer.printer));
    table.changes.extend(changes.into_iter().map(|change| Change { span: operation.span, ..change }));
}

/// The operations of a layer in the order in which they are done. A second one about the same of the
/// same element is a finding, and is not done.
fn single<'o>(operations: &'o [Operation], findings: &mut Diagnostics) -> Vec<&'o Operation> {
    let mut seen: BTreeMap<(ElementKind, String, Aspect), Span> = BTreeMap::new();
    let wholes: Vec<&Operation> = operations
        .iter()
        .filter(|it| matches!(it.kind, OperationKind::Replace(_) | OperationKind::Remove(_)))
        .collect();
    let mut single: Vec<&Operation> = Vec::new();
    for operation in operations {
        let name = target(operation).path.text();
        let keys = keys(operation);
        let same = keys.iter().find_map(|key| seen.get(key)).copied();
        let whole = wholes.iter().find(|whole| covers(whole, operation)).map(|whole| whole.span);
        if let Some(first) = same.or(whole) {
            findings.push(finding::twice(operation.span, first, (target(operation).kind, &name)));
            continue;
        }
        seen.extend(keys.into_iter().map(|key| (key, operation.span)));
        single.push(operation);
    }
    // What is added stands in what is added before it.
    single.sort_by_key(|it| (phase(&it.kind), target(it).path.names.len(), target(it).kind));
    single
}

/// What an operation for all units takes from the form of some: their own value is gone, which its author
/// may not have known.
fn overridden(operation: &Operation, done: &[(Label, Vec<Change>)]) -> Option<Diagnostic> {
    let common = |label: &Label| {
        let same = done.iter().find(|(it, _)| it.word.is_empty() && it.from == label.from);
        same.map_or(&[][..], |(_, changes)| changes)
    };
    let found = done.iter().filter(|(label, _)| !label.word.is_empty()).filter_map(|(label, changes)| {
        let differs = |change: &&Change| {
            let key = |it: &Change| (it.kind, it.path.clone(), it.aspect);
            let it = common(label).iter().find(|it| key(it) == key(change));
            it.is_some_and(|it| it.before != change.before && it.aspect != Aspect::Removed)
        };
        Some((label, changes.iter().find(differs)?))
    });
    let found: Vec<_> = found.collect();
    let (_, first) = found.first()?;
    let words = found.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let place = first.replaced.unwrap_or(first.span);
    Some(finding::overrides_form(operation.span, (first.kind, &first.path), &words, place))
}

/// Does one operation on one table.
fn one(table: &mut Table, operation: &Operation, layer: &Applying<'_>, findings: &mut Diagnostics) -> Found {
    let target = target(operation);
    let place = target.path.span;
    let name = target.path.text();
    let before = entries_of(&mut table.file, &target, layer.printer);
    // What a lock refuses is not done, so that nothing else is found because of it.
    let kept = lock::binds(&before, operation).then(|| table.file.clone());
    match operate(&mut table.file, &operation.kind) {
        Done::Yes => {}
        Done::Missing => return Found::Missing,
        Done::Exists(first) => {
            findings.push(finding::exists(place, (target.kind, &name), first));
            return Found::Done(Vec::new());
        }
        Done::Order(missing, unknown) => {
            return Found::Unsorted(finding::bad_order(operation.span, &missing, &unknown));
        }
    }
    let mut changes = compare(&before, &entries_of(&mut table.file, &target, layer.printer));
    if changes.is_empty() {
        // Nothing may change in what does not show: who locked stays the owner.
        if let Some(kept) = kept {
            table.file = kept;
        }
        let base = before.iter().find(|it| it.kind == target.kind && it.key == target.path.key());
        return Found::Unchanged(base.map(|it| it.span).filter(|it| it.source != operation.span.source));
    }
    if !lock::hold(&before, &changes, operation, findings) {
        table.file = kept.unwrap_or_default();
        return Found::Done(Vec::new());
    }
    for change in &mut changes {
        change.span = operation.span;
        change.because = operation.because.as_ref().map_or(String::new(), |it| it.text.clone());
    }
    table.changes.extend(changes.iter().cloned());
    Found::Done(changes)
}

/// The finding for something that the base does not have: what it is called now, where the record of
/// the base or the words themselves tell.
fn unknown(
    file: &File,
    operation: &Operation,
    target: &Target,
    layer: &Applying<'_>,
    is_worth: bool,
) -> Diagnostic {
    let (text, key) = (target.path.text(), target.path.key());
    // Looking for what was meant costs; after so many slips it helps nobody.
    if !is_worth {
        return finding::unknown(target.path.span, (target.kind, &text), layer.base, "");
    }
    let now = entries(file, layer.printer);
    let same_kind = || now.iter().filter(|it| it.kind == target.kind);
    if let Some(new) = layer.recorded.and_then(|recorded| renamed(target.kind, &key, recorded, &now)) {
        return finding::renamed(target.path.span, (target.kind, &text), new);
    }
    let home = key.rsplit_once('.').map(|(home, _)| home);
    let is_near =
        |it: &&Entry| home.is_none_or(|home| it.key.rsplit_once('.').is_some_and(|(a, _)| a == home));
    let near: Vec<String> = same_kind().filter(is_near).map(|it| format!("`{}`", it.path)).collect();
    let there = if near.is_empty() { same_kind().map(|it| format!("`{}`", it.path)).collect() } else { near };
    let finding = finding::unknown(target.path.span, (target.kind, &text), layer.base, &there.join(", "));
    // A criterion named without its content is the commonest slip.
    let tail = format!(".{}", name::plain(&text));
    let whole = same_kind().map(|it| it.path.as_str()).find(|path| name::plain(path).ends_with(&tail));
    let nearest = name::nearest(&text, same_kind().map(|it| it.path.as_str()));
    let home = home.and_then(|home| now.iter().find(|it| it.kind == ElementKind::Content && it.key == home));
    let finding = match home.filter(|it| it.span.source != operation.span.source) {
        Some(home) => finding.label(home.span, "home"),
        None => finding,
    };
    finding.suggest(whole.map(str::to_owned).or(nearest))
}

/// What an element of the recorded base is called now: the one that is new and says the same.
pub(super) fn renamed<'a>(
    kind: ElementKind,
    key: &str,
    recorded: &[Entry],
    now: &'a [Entry],
) -> Option<&'a Entry> {
    let old = recorded.iter().find(|it| it.kind == kind && it.key == key)?;
    let is_new = |new: &&Entry| new.kind == kind && recorded.iter().all(|it| it.key != new.key);
    let mut like = now.iter().filter(is_new).filter(|new| new.is_like(old));
    like.next().filter(|_| like.next().is_none())
}

/// What a variant reads under a name that its base reads too, and its cohort, take the place of the base's.
fn add_collections(file: &mut File, body: &File) {
    file.reads.retain(|it| !body.reads.iter().any(|new| new.what.is_same(&it.what)));
    file.reads.extend(body.reads.iter().cloned());
    file.lists.extend(body.lists.iter().cloned());
    if !body.cohorts.is_empty() {
        file.cohorts.clone_from(&body.cohorts);
    }
}

/// Items that a layer has beside its operations stand behind those of the base.
fn add_items(table: &mut Table, layer: &Applying<'_>) {
    let body = layer.body;
    let Some(header) = table.file.headers.first() else { return };
    let path = Dotted { names: Vec::new(), span: header.span };
    let head = Target { kind: ElementKind::Ruleset, path };
    let before = entries_of(&mut table.file, &head, layer.printer);
    let file = &mut table.file;
    if !body.headers.is_empty() {
        file.headers.clone_from(&body.headers);
    }
    // The documents of a variant stand before those of its base.
    file.sources.splice(0..0, body.sources.iter().cloned());
    if !body.assesses.is_empty() {
        file.assesses.clone_from(&body.assesses);
    }
    if !body.assessors.is_empty() {
        file.assessors.clone_from(&body.assessors);
    }
    for rounding in &body.rounding {
        file.rounding.retain(|it| it.what != rounding.what);
    }
    file.rounding.extend(body.rounding.iter().cloned());
    file.facts.extend(body.facts.iter().cloned());
    file.requirements.extend(body.requirements.iter().cloned());
    file.choices.extend(body.choices.iter().cloned());
    file.definitions.extend(body.definitions.iter().cloned());
    file.functions.extend(body.functions.iter().cloned());
    file.contents.extend(body.contents.iter().cloned());
    file.pools.extend(body.pools.iter().cloned());
    file.totals.extend(body.totals.iter().cloned());
    file.classes.extend(body.classes.iter().cloned());
    file.titles.extend(body.titles.iter().cloned());
    file.parameters.extend(body.parameters.iter().cloned());
    add_collections(file, body);
    file.demands.extend(body.demands.iter().cloned());
    file.acceptances.extend(body.acceptances.iter().cloned());
    body.examples.iter().for_each(|example| super::example::put(&mut file.examples, example));
    file.broken.names.extend(body.broken.names.iter().cloned());
    table.changes.extend(compare(&before, &entries_of(&mut table.file, &head, layer.printer)));
    table.changes.extend(added(body, layer.printer));
}
