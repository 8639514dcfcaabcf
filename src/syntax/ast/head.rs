//! The head of a ruleset.

use super::{Name, Text, Word};
use crate::source::Span;
use crate::value::{Date, PeriodSpan};

/// `ruleset agencies "…"`
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// The whole item.
    pub span: Span,
}

/// `in force from 2025-11-01 until 2026-12-31`
#[derive(Clone, Debug)]
pub struct InForce {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// The whole item.
    pub span: Span,
}

/// `assesses cell every month`
#[derive(Clone, Debug)]
pub struct Assesses {
    /// What is assessed.
    pub unit: Name,
    /// How often.
    pub every: PeriodSpan,
    /// The whole item.
    pub span: Span,
}

/// `scored by self "Tự chấm", superior "Cấp trên"`
#[derive(Clone, Debug)]
pub struct Assessors {
    /// Who scores a unit, one after the other.
    pub words: Vec<Word>,
    /// The whole item.
    pub span: Span,
}
