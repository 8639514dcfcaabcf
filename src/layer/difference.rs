//! What differs between two rulesets, over all editions and kinds of unit.

use super::{Change, Edition, Layered, Table, compare};
use crate::syntax::Printer;
use crate::value::Date;

/// One difference, and where it holds.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What differs.
    pub change: Change,
    /// The kind of unit that it is about; none where it is about all.
    pub form: Option<String>,
    /// The editions of the second ruleset that have it, by their place.
    pub editions: Vec<usize>,
}

/// What differs, each once, in the order of the editions; on one day only where `as_of` says which. An
/// edition is held against that of the first ruleset which is in force when it begins.
pub fn differences(
    before: &Layered,
    after: &Layered,
    as_of: Option<Date>,
    printer: Printer,
) -> Vec<Difference> {
    let mut found: Vec<Difference> = Vec::new();
    for (at, new) in after.editions.iter().enumerate() {
        if as_of.is_some_and(|day| !new.holds(day)) {
            continue;
        }
        let day = as_of.or(new.from);
        let holds = |old: &&Edition| day.is_none_or(|day| old.holds(day));
        let old = before.editions.iter().find(holds).or_else(|| {
            let earlier = before.editions.iter().rfind(|old| old.from <= day);
            earlier.or(before.editions.first())
        });
        let Some(old) = old else { continue };
        for (form, change) in of_edition(old, new, printer) {
            let is_same = |it: &&mut Difference| it.form == form && it.change.is_same(&change);
            match found.iter_mut().find(is_same) {
                Some(known) => known.editions.push(at),
                None => found.push(Difference { change, form, editions: vec![at] }),
            }
        }
    }
    found
}

/// What differs for all units, then what differs for one kind only.
fn of_edition(old: &Edition, new: &Edition, printer: Printer) -> Vec<(Option<String>, Change)> {
    let is_used = new.used_tables().any(|(word, _)| word.is_none());
    let common = if is_used { explained(&old.common, &new.common, printer) } else { Vec::new() };
    let mut found: Vec<(Option<String>, Change)> =
        common.iter().map(|change| (None, change.clone())).collect();
    let mut words: Vec<(&str, &str)> = Vec::new();
    for form in old.forms.iter().chain(&new.forms) {
        if words.iter().all(|(key, _)| *key != form.word.key) {
            words.push((&form.word.key, &form.word.text));
        }
    }
    for (key, word) in words {
        let own = explained(table(old, key), table(new, key), printer);
        let own = own.into_iter().filter(|change| !common.iter().any(|it| it.is_same(change)));
        found.extend(own.map(|change| (Some(word.to_owned()), change)));
    }
    found
}

/// The table for a kind of unit.
fn table<'a>(edition: &'a Edition, key: &str) -> &'a Table {
    let form = edition.forms.iter().find(|form| form.word.key == key);
    form.map_or(&edition.common, |form| &form.table)
}

/// What differs between two tables, with the line and the reason by which a layer made it.
fn explained(old: &Table, new: &Table, printer: Printer) -> Vec<Change> {
    let explain = |change: Change| {
        let is_made =
            |it: &&Change| (it.kind, it.aspect, &it.path) == (change.kind, change.aspect, &change.path);
        match new.changes.iter().rev().find(is_made) {
            Some(made) => Change { span: made.span, because: made.because.clone(), ..change },
            None => change,
        }
    };
    compare(old, new, printer).into_iter().map(explain).collect()
}
