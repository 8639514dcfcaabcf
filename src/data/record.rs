//! What one unit reports for one period.

use crate::value::{Date, Period, Range, Value};
use std::sync::Arc;

/// Where a record stands in the data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordPlace {
    /// The file.
    pub file: Arc<str>,
    /// Its line, from 1.
    pub line: u64,
    /// The column of each fact, from 1; 0 where the file has none.
    pub columns: Arc<[u64]>,
}

/// A decision of the competent level: an input with its document, never a computed result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The class, by its place among the words of the unit's own classes.
    pub class: u8,
    /// The document, as it is written.
    pub document: String,
    /// The day of the document.
    pub date: Date,
}

/// What a row says of a decision, cell by cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    pub(super) class: Option<u8>,
    pub(super) document: Option<String>,
    pub(super) date: Option<Date>,
}

/// The facts of one unit and period. A fact that is none is missing, which is not 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The unit's identifier.
    pub unit: String,
    /// The period, where the data names one.
    pub period: Option<Period>,
    /// Who scored the unit, by the place among the ruleset's assessors; none where it names none.
    pub assessor: Option<u8>,
    /// What the competent level decided about the unit's class; none where it decided nothing.
    pub decision: Option<Decision>,
    /// The facts, by their index in the ruleset of that plan.
    pub facts: Vec<Option<Value>>,
    /// What each fact that is not given can be: what a proof looks at. Where it is empty, a fact that is not
    /// given is its default, or missing.
    pub within: Vec<Range>,
    /// Which of the ruleset's plans scores it: that of the edition in force and of the kind of unit.
    pub plan: usize,
    /// Where it stands.
    pub place: RecordPlace,
}
