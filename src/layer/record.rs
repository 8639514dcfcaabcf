//! What a base said when its variant was written, and what changed since.

use super::apply::renamed;
use super::entry::{Entry, beside_name, compare, entries};
use super::operation::target;
use super::{Aspect, Change, Edition, Layered, Table, finding, show};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::Printer;
use crate::syntax::ast::{ElementKind, File};
use crate::value::name;

/// How many changes of a base are said one by one.
const MAXIMUM_CHANGES: usize = 20;

/// What stands between two editions in a record.
const MARK: &str = "\n# ---- edition ----\n";

/// The name of a part of the record of a variant's base; the first is the file itself.
pub fn record_name(variant: &str, part: usize) -> String {
    if part == 0 { format!("{variant}.base") } else { format!("{variant}.base#{part}") }
}

/// A record: every edition as one flat file, one behind the other.
pub fn record(layered: &Layered, printer: Printer) -> String {
    // What examples say is not what a variant builds on.
    let editions = layered.editions.iter().map(|edition| show(edition, printer, None, &|_, _| false));
    editions.collect::<Vec<_>>().join(MARK)
}

/// The editions of a record, each a text of its own.
pub fn record_parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(MARK)
}

/// What changed in the base since the variant was written for it. What an operation of the variant no
/// longer finds is said there.
pub(super) fn since(
    variant: &File,
    place: Span,
    recorded: &[Edition],
    now: &[Edition],
    printer: Printer,
) -> Vec<Diagnostic> {
    let named: Vec<String> = variant.operations.iter().map(|it| target(it).path.key()).collect();
    let since = Since { place, named, printer };
    let (mut changes, mut said) = (Vec::new(), Vec::new());
    for new in now {
        let same = recorded.iter().find(|old| old.from == new.from);
        let Some(old) =
            same.or_else(|| recorded.iter().rfind(|old| old.from <= new.from)).or(recorded.last())
        else {
            return Vec::new();
        };
        for (word, table) in new.tables() {
            let form = word.and_then(|word| old.forms.iter().find(|form| form.word.key == word.key));
            let before = form.map_or(&old.common, |form| &form.table);
            since.table(before, table, &mut changes, &mut said);
        }
    }
    let count = changes.len();
    let shown = changes.iter().take(MAXIMUM_CHANGES);
    said.extend(shown.map(|change| finding::base_changed(place, change, count)));
    said
}

struct Since {
    place: Span,
    /// What the variant's operations are about.
    named: Vec<String>,
    printer: Printer,
}

impl Since {
    /// What changed in one table, each once.
    fn table(&self, old: &Table, new: &Table, changes: &mut Vec<Change>, said: &mut Vec<Diagnostic>) {
        let (old, new) = (entries(&old.file, self.printer), entries(&new.file, self.printer));
        let mut found = compare(&old, &new);
        for (before, after) in renames(&found, &old, &new) {
            let inside = |path: &str, home: &str| {
                path == home || path.strip_prefix(home).is_some_and(|rest| rest.starts_with('.'))
            };
            // What stands in a content that was renamed is not new, nor gone.
            found.retain(|it| !(inside(&it.path, &before.path) || inside(&it.path, &after.path)));
            found.extend(beside_name(before, after));
            if !self.named.contains(&before.key) {
                said.push(finding::renamed(self.place, (before.kind, &before.path), after).warning());
            }
        }
        found.retain(|it| it.aspect != Aspect::Removed || !self.named.contains(&name::key(&it.path)));
        for change in found {
            if !changes.iter().any(|it: &Change| it.is_same(&change)) {
                changes.push(change);
            }
        }
    }
}

/// What is gone with what is new and says the same: contents first, for they take their parts along.
fn renames<'a>(changes: &[Change], old: &'a [Entry], new: &'a [Entry]) -> Vec<(&'a Entry, &'a Entry)> {
    let mut gone: Vec<&Change> = changes.iter().filter(|it| it.aspect == Aspect::Removed).collect();
    gone.sort_by_key(|it| it.kind != ElementKind::Content);
    let mut found: Vec<(&Entry, &Entry)> = Vec::new();
    // Looking for what was meant costs; after so many it helps nobody.
    for change in gone.into_iter().take(MAXIMUM_CHANGES) {
        let key = name::key(&change.path);
        let inside = |home: &Entry| key.starts_with(&format!("{}.", home.key));
        if found.iter().any(|(before, _)| inside(before)) {
            continue;
        }
        let before = old.iter().find(|it| it.kind == change.kind && it.key == key);
        found.extend(before.zip(renamed(change.kind, &key, old, new)));
    }
    found
}
