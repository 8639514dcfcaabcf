//! Floor 5. What layers come to.
//!
//! In: the tree of a file and those of its bases. Out: finished trees, one for each edition and kind
//! of unit, as if they had been written whole ([`Layered`]), with every change that a layer made and
//! what it replaced ([`Change`]). Locks are held here.
//! Knows trees and where an element stands in them. Does not know what names mean, nor kinds.

mod apply;
mod base;
mod difference;
mod edition;
mod entry;
mod example;
mod extent;
mod finding;
mod form;
mod lock;
mod operation;
mod place;
mod record;
mod show;

pub use base::{Finished, Layers, base_name};
pub use difference::{Difference, differences};
pub use example::examples;
pub use extent::Extents;
pub use finding::kind;
pub use record::{record, record_name, record_parts};
pub use show::show;

pub use crate::syntax::ast::ElementKind;

use crate::diagnostic::Argument;
use crate::source::Span;
use crate::syntax::Printer;
use crate::syntax::ast::{File, Name};
use crate::value::Date;

/// What of an element a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// The whole element is new.
    Added,
    /// The whole element is gone.
    Removed,
    /// Its title.
    Title,
    /// Its maximum.
    Maximum,
    /// Its weight.
    Weight,
    /// The limits of a class.
    Limit,
    /// The value of a parameter.
    Value,
    /// How points come about, conditions, sources: all that has no name.
    Rule,
    /// The order of its parts.
    Order,
    /// How far other layers may change it.
    Lock,
}

/// The message that names an aspect.
pub fn aspect(aspect: Aspect) -> Argument {
    let id = match aspect {
        Aspect::Added => "aspect-added",
        Aspect::Removed => "aspect-removed",
        Aspect::Title => "aspect-title",
        Aspect::Maximum => "aspect-maximum",
        Aspect::Weight => "aspect-weight",
        Aspect::Limit => "aspect-limit",
        Aspect::Value => "aspect-value",
        Aspect::Rule => "aspect-rule",
        Aspect::Order => "aspect-order",
        Aspect::Lock => "aspect-lock",
    };
    Argument::Messages(vec![id.to_owned()])
}

/// One thing that differs between two rulesets, or that a layer changed in its base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind of element.
    pub kind: ElementKind,
    /// Its full name; empty for what there is once.
    pub path: String,
    /// What of it.
    pub aspect: Aspect,
    /// As it was printed before; of rules, the lines that are gone. Empty where there was nothing.
    pub before: String,
    /// As it is printed now; of rules, the lines that are new. Empty where there is nothing.
    pub after: String,
    /// What set it.
    pub span: Span,
    /// What it replaced.
    pub replaced: Option<Span>,
    /// Why, where the layer says.
    pub because: String,
}

impl Change {
    /// Whether another change says the same, wherever it stands.
    pub fn is_same(&self, other: &Change) -> bool {
        (self.kind, &self.path, self.aspect, &self.before, &self.after)
            == (other.kind, &other.path, other.aspect, &other.before, &other.after)
    }
}

/// A finished tree, as if it had been written whole.
#[derive(Clone, Debug)]
pub struct Table {
    /// The tree. Its parts keep the places where they are written, in whatever file.
    pub file: File,
    /// What layers changed, from the lowest up.
    pub changes: Vec<Change>,
}

/// The table for one kind of unit.
#[derive(Clone, Debug)]
pub struct Form {
    /// The fact that decides.
    pub by: Name,
    /// Its word.
    pub word: Name,
    /// Where the form was first set apart.
    pub span: Span,
    /// The table.
    pub table: Table,
}

/// What is in force over one stretch of time.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The first day; none where it was always in force.
    pub from: Option<Date>,
    /// The last day; none where it has no end.
    pub until: Option<Date>,
    /// Where that is said.
    pub span: Option<Span>,
    /// The table of units without a form of their own.
    pub common: Table,
    /// The forms, in the order in which they were set apart.
    pub forms: Vec<Form>,
}

/// What a file comes to with all its bases: editions, the earliest first.
#[derive(Clone, Debug, Default)]
pub struct Layered {
    /// The editions.
    pub editions: Vec<Edition>,
}

impl Edition {
    /// All tables with the word of their kind of unit; the common one has none.
    pub fn tables(&self) -> impl Iterator<Item = (Option<&Name>, &Table)> {
        let forms = self.forms.iter().map(|form| (Some(&form.word), &form.table));
        std::iter::once((None, &self.common)).chain(forms)
    }

    /// Whether it is in force on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The tables that units can have: the common one only where some kind of unit has no form.
    pub fn used_tables(&self) -> impl Iterator<Item = (Option<&Name>, &Table)> {
        let is_complete = form::is_complete(self);
        self.tables().filter(move |(word, _)| word.is_some() || !is_complete)
    }

    fn tables_mut(&mut self) -> impl Iterator<Item = (Label, &mut Table)> {
        let from = self.from;
        let label = move |word: &str| Label { word: word.to_owned(), from };
        let forms = self.forms.iter_mut().map(move |form| (label(&form.word.text), &mut form.table));
        std::iter::once((Label { word: String::new(), from }, &mut self.common)).chain(forms)
    }
}

/// Which of the tables of a ruleset: for the kind of unit, empty for the common one; from which day.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Label {
    word: String,
    from: Option<Date>,
}

impl std::fmt::Display for Label {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.word.as_str(), self.from) {
            ("", Some(from)) => write!(out, "{from}"),
            (word, _) => out.write_str(word),
        }
    }
}

/// What differs between two tables, in the keywords of `printer`.
pub fn compare(before: &Table, after: &Table, printer: Printer) -> Vec<Change> {
    entry::compare(&entry::entries(&before.file, printer), &entry::entries(&after.file, printer))
}
