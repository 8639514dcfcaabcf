//! JSON and JSON Lines, as records.

use super::columns::{self, AllHeadings, Column};
use super::number::Decimal;
use super::object::{self, Object, Objects, text};
use super::row::Rows;
use super::{Format, Options, Row, Sink, finding};
use crate::plan::Plans;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Turns objects into records, and remembers which keys a file used.
struct Records<'a> {
    rows: Rows<'a>,
    headings: AllHeadings,
    /// What each key holds for each plan.
    columns: BTreeMap<String, Arc<[Column]>>,
    filled: BTreeSet<String>,
    each: &'a mut Sink<'a>,
}

impl<'a> Records<'a> {
    fn new(plans: &'a Plans, name: &str, options: Options, each: &'a mut Sink<'a>) -> Self {
        let (file, as_of) = (name.into(), options.as_of);
        let rows = Rows { plans, as_of, file, decimal: Some(Decimal::Point), is_found: false };
        let headings = AllHeadings::new(plans);
        Records { rows, headings, columns: BTreeMap::new(), filled: BTreeSet::new(), each }
    }

    /// What a key holds. What is wrong with it is said once a file.
    fn column(&mut self, key: &str, line: u64) -> ControlFlow<(), Arc<[Column]>> {
        if let Some(columns) = self.columns.get(key) {
            return ControlFlow::Continue(columns.clone());
        }
        let (columns, wrong) = self.headings.column(self.rows.plans, key, &self.rows.file, (line, 0));
        if let Some(wrong) = wrong {
            (self.each)(Row::Finding(wrong))?;
        }
        let columns: Arc<[Column]> = columns.into();
        // Data with ever new keys must not fill the memory.
        if self.columns.len() < 10_000 {
            self.columns.insert(key.to_owned(), columns.clone());
            self.filled.extend(columns::facts(self.rows.plans, &columns));
        }
        ControlFlow::Continue(columns)
    }

    fn end(self) -> ControlFlow<()> {
        for finding in columns::unfilled(self.rows.plans, &self.rows.file, &self.filled) {
            (self.each)(Row::Finding(finding))?;
        }
        ControlFlow::Continue(())
    }
}

impl Objects for Records<'_> {
    fn object(&mut self, object: Object, line: u64) -> ControlFlow<()> {
        let mut all = Vec::with_capacity(object.len());
        for (key, _) in &object {
            all.push(self.column(key, line)?);
        }
        let find = |plan: usize, wanted: Column| {
            let at = all.iter().position(|columns| columns[plan] == wanted)?;
            text(&object[at].1).map(|text| (text, 0))
        };
        let plan = match self.rows.choose(line, &find) {
            Ok(plan) => plan,
            Err(wrong) => {
                let unit = find(0, Column::Unit).map_or(String::new(), |(unit, _)| unit);
                let findings = vec![wrong.with("unit", unit.as_str())];
                return (self.each)(Row::Refused { unit, findings });
            }
        };
        let columns: Vec<Column> = all.iter().map(|columns| columns[plan]).collect();
        let mut reading = self.rows.begin(line, plan, Arc::default());
        for (index, ((key, value), column)) in object.iter().zip(&columns).enumerate() {
            let place = || finding::cell(&self.rows.file, line, 0);
            if *column != Column::Unknown && columns[..index].contains(column) {
                reading.refuse(finding::doubled_key(place(), key));
            }
            let is_known = all[index].iter().any(|column| *column != Column::Unknown);
            match text(value) {
                Some(text) if *column == Column::Unknown && is_known => reading.not_asked(0, &text, key),
                Some(text) => reading.cell(*column, 0, &text, key),
                None if *column == Column::Unknown => {}
                None => reading.refuse(finding::no_cell(place(), &value.to_string(), key)),
            }
        }
        reading.end(self.each)
    }

    fn refuse(&mut self, line: u64, reason: &str) -> ControlFlow<()> {
        let findings = vec![finding::bad_json(finding::cell(&self.rows.file, line, 0), reason)];
        (self.each)(Row::Refused { unit: String::new(), findings })
    }

    fn unreadable(&mut self, reason: &str) -> ControlFlow<()> {
        (self.each)(Row::Finding(finding::unreadable_file(&self.rows.file, reason)))
    }
}

pub(super) fn read(
    plans: &Plans,
    name: &str,
    input: impl Read,
    format: Format,
    options: Options,
    each: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut sink = |row: Row| each(row);
    let mut records = Records::new(plans, name, options, &mut sink);
    object::read(input, format == Format::JsonLines, &mut records)?;
    records.end()
}
