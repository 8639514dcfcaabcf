//! One row: cells that must all be good.

use super::columns::Column;
use super::number::Decimal;
use super::record::{Record, RecordPlace, Written};
use super::{Row, Sink, cell, finding};
use crate::diagnostic::Diagnostic;
use crate::model::Fact;
use crate::plan::{Plan, Plans};
use crate::value::{Date, Kind, Period, PeriodSpan, name};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What all rows of a file share.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    pub(super) plans: &'a Plans,
    pub(super) as_of: Option<Date>,
    pub(super) file: Arc<str>,
    pub(super) decimal: Option<Decimal>,
    /// Whether the decimal sign was found out, and not given.
    pub(super) is_found: bool,
}

/// A row that is being read.
pub(super) struct Reading<'a> {
    pub(super) rows: &'a Rows<'a>,
    pub(super) plan: &'a Plan,
    pub(super) line: u64,
    pub(super) record: Record,
    /// What was read of a decision.
    pub(super) written: Written,
    pub(super) findings: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Rows<'_> {
    /// The decimal sign of a fact's cells, where it is beyond doubt.
    pub(super) fn decimal_of(&self, fact: &Fact) -> Option<Decimal> {
        // Nobody writes a whole number as `1.000`, unless it is a thousand.
        let is_doubtful = self.is_found && self.decimal == Some(Decimal::Point) && fact.kind == Kind::Count;
        self.decimal.filter(|_| !is_doubtful)
    }

    /// Begins a row that a plan scores. `columns` holds the column of each of its facts, from 1.
    pub(super) fn begin(&self, line: u64, plan: usize, columns: Arc<[u64]>) -> Reading<'_> {
        let facts = vec![None; self.plans.get(plan).ruleset.facts.len()];
        let place = RecordPlace { file: self.file.clone(), line, columns };
        let record = Record { facts, plan, place, ..Record::default() };
        let (findings, warnings) = (Vec::new(), Vec::new());
        Reading {
            rows: self,
            plan: self.plans.get(plan),
            line,
            record,
            written: Written::default(),
            findings,
            warnings,
        }
    }
}

impl Reading<'_> {
    /// Something wrong with the row.
    pub(super) fn refuse(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// A filled cell of a column that only other forms ask for, or whose fact only they read.
    pub(super) fn not_asked(&mut self, column: u64, text: &str, heading: &str) {
        if !text.is_empty() {
            let place = finding::cell(&self.rows.file, self.line, column);
            self.warnings.push(finding::not_asked(place, text, heading));
        }
    }

    /// A cell, by what its column holds. `column` counts from 1.
    pub(super) fn cell(&mut self, what: Column, column: u64, text: &str, heading: &str) {
        let rows = self.rows;
        let place = finding::cell(&rows.file, self.line, column);
        match what {
            Column::Unknown => {}
            Column::Unit if text.trim() != text => self.findings.push(finding::spaces(place, text)),
            Column::Unit => self.record.unit = name::composed(text),
            Column::Period => self.period(text, column),
            Column::Assessor => self.assessor(text, place),
            Column::Decision | Column::Document | Column::DecisionDate => self.decision(what, text, place),
            Column::Fact(id) => {
                let ruleset = &self.plan.ruleset;
                let fact = &ruleset.facts[id as usize];
                match cell::value(ruleset, fact, text, rows.decimal_of(fact), place) {
                    Ok(value) => {
                        self.record.facts[id as usize] = value;
                        if rows.plans.is_read_elsewhere(self.record.plan, id) {
                            self.not_asked(column, text, heading);
                        }
                    }
                    Err(finding) => self.findings.push(finding),
                }
            }
        }
    }

    fn period(&mut self, text: &str, column: u64) {
        let ruleset = &self.plan.ruleset;
        let place = || finding::cell(&self.rows.file, self.line, column);
        let every = ruleset.assesses.as_ref().map(|(_, every)| *every);
        if text.is_empty() {
            return;
        }
        let Some(period) = Period::any(text, every) else {
            let form = match every {
                Some(PeriodSpan::Month) => "form-month",
                Some(PeriodSpan::Quarter) => "form-quarter",
                Some(PeriodSpan::Year) => "form-year",
                None => "form-any",
            };
            self.findings.push(finding::bad_period(place(), text, form));
            return;
        };
        let (day, (from, until)) = (period.first_day(), ruleset.in_force);
        let is_out = from.is_some_and(|from| day < from) || until.is_some_and(|until| until < day);
        if is_out && self.rows.as_of.is_none() {
            let shown =
                |date: Option<crate::value::Date>| date.map_or(String::new(), |date| date.to_string());
            self.findings.push(finding::not_in_force(place(), text, &shown(from), &shown(until)));
        }
        self.record.period = Some(period);
    }

    /// Whether nothing was to be said of the cells so far.
    pub(super) fn is_good(&self) -> bool {
        self.findings.is_empty() && self.warnings.is_empty()
    }

    /// Hands on what is odd about the row, then the record, or why the row was refused.
    pub(super) fn end(mut self, each: &mut Sink<'_>) -> ControlFlow<()> {
        for warning in std::mem::take(&mut self.warnings) {
            each(Row::Finding(warning.with("unit", self.record.unit.as_str())))?;
        }
        each(self.row())
    }

    fn row(mut self) -> Row {
        if self.record.unit.is_empty() && self.findings.is_empty() {
            self.findings.push(finding::no_unit(finding::cell(&self.rows.file, self.line, 0)));
        }
        self.roles();
        if self.findings.is_empty() {
            return Row::Record(self.record);
        }
        let unit = self.record.unit;
        let findings = self.findings.into_iter().map(|finding| finding.with("unit", unit.as_str()));
        Row::Refused { findings: findings.collect(), unit }
    }
}
