//! Rows of the table of units.

use super::plain::{Plain, PlainCell, PlainRow};
use super::record::RecordPlace;
use super::unit::Unit;
use super::unit_heading::{Column, headings, named};
use super::{cell, columns, finding};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::value::name;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What the rows of a table come to.
pub(super) struct Rows {
    pub(super) list: Vec<Unit>,
    /// How many were refused, and which units stand in them.
    pub(super) refused: u64,
    pub(super) refused_ids: BTreeSet<String>,
    /// The column of the superior, from 1; 0 in JSON.
    pub(super) parent_column: u64,
    pub(super) findings: Diagnostics,
}

/// Reads units row by row.
pub(super) struct Reader {
    file: Arc<str>,
    headings: BTreeMap<String, Column>,
    /// The columns that were seen, and where the others stood first.
    seen: BTreeSet<Column>,
    others: BTreeMap<Arc<str>, (u64, u64)>,
    /// The line in which each unit stands.
    lines: BTreeMap<String, u64>,
    rows: Rows,
}

impl Reader {
    pub(super) fn new(name: &str) -> Reader {
        let rows = Rows {
            list: Vec::new(),
            refused: 0,
            refused_ids: BTreeSet::new(),
            parent_column: 0,
            findings: Diagnostics::default(),
        };
        Reader {
            file: name.into(),
            headings: headings().map(|(column, text)| (name::heading(text), column)).collect(),
            seen: BTreeSet::new(),
            others: BTreeMap::new(),
            lines: BTreeMap::new(),
            rows,
        }
    }

    /// Takes the next piece of the file.
    pub(super) fn take(&mut self, piece: Plain) -> ControlFlow<()> {
        match piece {
            Plain::Heading(texts, line) => return self.heading(&texts, line),
            Plain::Row(row) => self.row(&row),
            Plain::Finding(wrong) => self.rows.findings.push(wrong),
        }
        ControlFlow::Continue(())
    }

    /// All that was read.
    pub(super) fn end(mut self) -> Rows {
        // A column that counts and is there was not meant by another one.
        let missing = headings().filter(|(column, _)| !self.seen.contains(column)).map(|(_, text)| text);
        let missing: Vec<&str> = missing.collect();
        for (text, (line, column)) in &self.others {
            if let Some(meant) = name::nearest(text, missing.iter().copied()) {
                let place = finding::cell(&self.file, *line, *column);
                self.rows.findings.push(finding::nearly_known(place, text, &meant));
            }
        }
        self.rows
    }

    fn column(&self, heading: &str) -> Column {
        self.headings.get(&name::heading(heading)).copied().unwrap_or(Column::Other)
    }

    /// Remembers a column; whether another one holds the same.
    fn see(&mut self, heading: &Arc<str>, at: (u64, u64)) -> Column {
        let column = self.column(heading);
        // Data with ever new keys must not fill the memory.
        if column == Column::Other && self.others.len() < 10_000 {
            self.others.entry(heading.clone()).or_insert(at);
        }
        self.seen.insert(column);
        column
    }

    fn heading(&mut self, texts: &[String], line: u64) -> ControlFlow<()> {
        let mut seen = BTreeSet::new();
        let mut is_readable = true;
        for (text, number) in texts.iter().zip(1..) {
            let column = self.column(text);
            if column == Column::Parent {
                self.rows.parent_column = number;
            }
            let what = if column == Column::Other { name::heading(text) } else { named(column).to_owned() };
            if !text.is_empty() && !seen.insert(what.clone()) {
                is_readable = false;
                let place = finding::cell(&self.file, line, number);
                self.rows.findings.push(finding::doubled_column(place, text, &what));
            }
            self.see(&text.as_str().into(), (line, number));
        }
        if !self.seen.contains(&Column::Unit) {
            is_readable = false;
            let place = finding::cell(&self.file, line, 0);
            self.rows.findings.push(finding::no_unit_column(place, &columns::unit_headings()));
        }
        if is_readable { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    fn row(&mut self, row: &PlainRow) {
        let place = RecordPlace { file: self.file.clone(), line: row.line, ..RecordPlace::default() };
        let mut reading = Reading { unit: Unit { place, ..Unit::default() }, ..Reading::default() };
        let mut seen = BTreeSet::new();
        reading.wrong.extend(row.wrong.clone());
        for cell in &row.cells {
            let column = self.see(&cell.heading, (row.line, cell.column));
            let what = if column == Column::Other { name::heading(&cell.heading) } else { String::new() };
            if cell.column == 0 && !seen.insert((column, what)) {
                let place = finding::cell(&self.file, row.line, 0);
                reading.wrong.push(finding::doubled_key(place, &cell.heading));
            }
            // Of a row whose cells do not stand where they belong, only the unit is of use.
            if row.wrong.is_none() || column == Column::Unit {
                reading.cell(column, cell);
            }
        }
        self.keep(reading);
    }

    /// Keeps a row, or says why not.
    fn keep(&mut self, reading: Reading) {
        let Reading { mut unit, mut wrong, columns, left } = reading;
        let place = |column| finding::cell(&self.file, unit.place.line, column);
        if unit.id.is_empty() && wrong.is_empty() {
            wrong.push(finding::no_unit(place(0)));
        }
        if let (Some(joined), Some(day)) = (unit.joined, unit.left)
            && day <= joined
        {
            wrong.push(finding::left_too_early(place(left), joined, day));
        }
        if let Some(line) = self.lines.get(&unit.id) {
            wrong.push(finding::doubled_unit(place(0), &unit.id, *line));
        }
        if wrong.is_empty() {
            self.lines.insert(unit.id.clone(), unit.place.line);
            unit.place.columns = columns.into();
            self.rows.list.push(unit);
            return;
        }
        self.rows.refused += 1;
        self.rows.findings.extend(wrong.into_iter().map(|wrong| wrong.with("unit", unit.id.as_str())));
        self.rows.refused_ids.insert(unit.id);
    }
}

/// A row that is being read.
#[derive(Default)]
struct Reading {
    unit: Unit,
    wrong: Vec<Diagnostic>,
    /// The columns of `others`.
    columns: Vec<u64>,
    /// The column of the day on which the unit left.
    left: u64,
}

impl Reading {
    fn cell(&mut self, column: Column, cell: &PlainCell) {
        match &cell.text {
            Ok(text) if text.is_empty() => {}
            Ok(text) if column == Column::Other => {
                self.unit.others.push((cell.heading.to_string(), text.clone()));
                self.columns.push(cell.column);
            }
            Ok(text) => {
                let place = finding::cell(&self.unit.place.file, self.unit.place.line, cell.column);
                if let Err(wrong) = self.known(column, text, &cell.heading, place) {
                    self.wrong.push(wrong);
                }
                if column == Column::Left {
                    self.left = cell.column;
                }
            }
            Err(wrong) => self.wrong.push(wrong.clone()),
        }
    }

    /// A filled cell of a column that counts.
    fn known(&mut self, column: Column, text: &str, heading: &str, place: Place) -> Result<(), Diagnostic> {
        if text.trim() != text {
            return Err(finding::spaces(place, text));
        }
        let unit = &mut self.unit;
        match column {
            Column::Unit => unit.id = name::composed(text),
            Column::Title => unit.title = text.to_owned(),
            Column::Kind => unit.kind = name::composed(text),
            Column::Parent => unit.parent = Some(name::composed(text)),
            Column::Joined => unit.joined = Some(cell::day(text, place)?),
            Column::Left => unit.left = Some(cell::day(text, place)?),
            Column::Registered => unit.registered = Some(cell::truth(text, heading, place)?),
            Column::Pilot => unit.pilot = Some(cell::truth(text, heading, place)?),
            Column::Other => {}
        }
        Ok(())
    }
}
