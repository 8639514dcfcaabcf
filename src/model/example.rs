//! Examples as meant.

use crate::link::Symbol;
use crate::source::Span;
use crate::value::{Limits, Period, Value};

/// An example, *ví dụ*: a row, as far as it is given, and what must come of it.
#[derive(Debug)]
pub struct Example {
    /// What it is known by.
    pub title: String,
    /// Where it stands; in a base, where it is inherited.
    pub span: Span,
    /// The period, where one is given.
    pub period: Option<Period>,
    /// The facts, by their index in the ruleset. One that is not given is missing, which is not 0.
    pub facts: Vec<Option<Value>>,
    /// What must come of it.
    pub expectations: Vec<Expectation>,
    /// What is inherited, or comes from an example that this one is like, and has no meaning in this table: it
    /// is passed over.
    pub skipped: Vec<Skipped>,
    /// Whether the ruleset has a table for the row; an inherited example may lack the kind of unit, or be
    /// of a period in which the ruleset is not in force.
    pub is_placed: bool,
}

/// One thing that must come of a row.
#[derive(Debug)]
pub struct Expectation {
    /// The name that is looked at, as it is written.
    pub name: String,
    /// What must come of it.
    pub wanted: Wanted,
    /// Where it is written.
    pub span: Span,
}

/// What must come of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// `total 96`
    Value(Symbol, Value),
    /// `total from 90 below 95`
    Limits(Symbol, Limits),
    /// `total undecided`
    Undecided(Symbol),
    /// `timing not applicable`, `class not assessed`
    NotApplicable(Symbol),
    /// `finding TC0601`
    Finding(String),
}

/// A part of an example that has no meaning in the table that answers it.
#[derive(Debug)]
pub struct Skipped {
    /// The part, as it is written.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}
