//! What the columns of a table hold, and its rows with all that can be said of them.

use super::columns::{self, AllHeadings, Column};
use super::number::{self, Decimal};
use super::row::Rows;
use super::split::{Cells, Text};
use super::{Row, Sink, choose, finding, role};
use crate::diagnostic::Severity;
use crate::plan::Plans;
use std::ops::ControlFlow;
use std::sync::Arc;

/// What each column holds, for each plan.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) heading: Vec<String>,
    pub(super) columns: Vec<Vec<Column>>,
    /// For each plan the column of each fact, from 1.
    pub(super) places: Vec<Arc<[u64]>>,
}

impl Columns {
    /// The columns of a table with these headings, which stand in a line, or in none; none where it cannot be read with them.
    pub(super) fn new(
        plans: &Plans,
        file: &Arc<str>,
        (heading, line): (Vec<String>, u64),
        each: &mut Sink<'_>,
    ) -> ControlFlow<(), Option<Columns>> {
        let Some(columns) = heading_columns(plans, file, (&heading, line), each)? else {
            return ControlFlow::Continue(None);
        };
        let places = (0..plans.all().len()).map(|plan| places(plans, plan, &columns)).collect();
        ControlFlow::Continue(Some(Columns { heading, columns, places }))
    }

    /// The first column that holds this for a plan.
    pub(super) fn position(&self, plan: usize, wanted: Column) -> Option<usize> {
        self.columns.iter().position(|column| column[plan] == wanted)
    }
}

/// What each column holds for each plan; none where the file cannot be read with these headings.
fn heading_columns(
    plans: &Plans,
    file: &Arc<str>,
    (heading, line): (&[String], u64),
    each: &mut Sink<'_>,
) -> ControlFlow<(), Option<Vec<Vec<Column>>>> {
    let headings = AllHeadings::new(plans);
    let mut columns: Vec<Vec<Column>> = Vec::new();
    let mut is_readable = true;
    for (text, number) in heading.iter().zip(1..) {
        let (column, wrong) = headings.column(plans, text, file, (line, number));
        if let Some(wrong) = wrong {
            is_readable &= wrong.severity != Severity::Error;
            each(Row::Finding(wrong))?;
        }
        let is_doubled = |plan: &usize| {
            column[*plan] != Column::Unknown && columns.iter().any(|it| it[*plan] == column[*plan])
        };
        if let Some(plan) = (0..column.len()).find(is_doubled) {
            is_readable = false;
            let (place, name) =
                (finding::cell(file, line, number), columns::shown(plans.get(plan), column[plan]));
            each(Row::Finding(finding::doubled_column(place, text, &name)))?;
        }
        columns.push(column);
    }
    if !columns.iter().any(|it| it[0] == Column::Unit) {
        is_readable = false;
        let place = finding::cell(file, line, 0);
        each(Row::Finding(finding::no_unit_column(place, &columns::unit_headings())))?;
    }
    if let Some(wrong) = role::missing_column(plans, &columns, finding::cell(file, line, 0)) {
        is_readable = false;
        each(Row::Finding(wrong))?;
    }
    // Without the column that says of which kind units are, every row would be refused for the same reason.
    if let [only] = plans.editions()
        && let Some((id, fact, words)) = plans.kinds(only)
        && fact.default.is_none()
        && !columns.iter().any(|it| only.plans().any(|plan| it[plan] == Column::Fact(id)))
    {
        is_readable = false;
        each(Row::Finding(choose::no_form(finding::cell(file, line, 0), fact, words)))?;
    }
    if is_readable {
        let filled = columns.iter().flat_map(|columns| columns::facts(plans, columns)).collect();
        for finding in columns::unfilled(plans, file, &filled) {
            each(Row::Finding(finding))?;
        }
    }
    ControlFlow::Continue(is_readable.then_some(columns))
}

/// The column of each fact of a plan, from 1.
fn places(plans: &Plans, plan: usize, columns: &[Vec<Column>]) -> Arc<[u64]> {
    let of = |id: u32| {
        columns.iter().zip(1..).find(|(it, _)| it[plan] == Column::Fact(id)).map_or(0, |(_, at)| at)
    };
    (0u32..).zip(&plans.get(plan).ruleset.facts).map(|(id, _)| of(id)).collect()
}

/// Which columns hold numbers for any plan.
fn numbers(plans: &Plans, columns: &[Vec<Column>]) -> Vec<bool> {
    let is_number = |column: &Vec<Column>| {
        column.iter().zip(plans.all()).any(|(column, plan)| match column {
            Column::Fact(id) => plan.ruleset.facts[*id as usize].kind.is_number(),
            _ => false,
        })
    };
    columns.iter().map(is_number).collect()
}

/// The decimal sign that the first rows show. What was found is said; where both stand, neither is taken.
pub(super) fn find_decimal(
    plans: &Plans,
    file: &Arc<str>,
    columns: &Columns,
    mut head: Text<'_>,
    each: &mut Sink<'_>,
) -> ControlFlow<(), Option<Decimal>> {
    let (numbers, mut cells) = (numbers(plans, &columns.columns), Cells::default());
    let mut seen: [Option<(u64, u64, String)>; 2] = [None, None];
    let mut is_doubtful = false;
    // The first row is that of the headings.
    head.row(&mut cells);
    while head.row(&mut cells) {
        let line = cells.line;
        for ((_, text), number) in numbers.iter().zip(cells.iter()).zip(1u64..).filter(|((is, _), _)| **is) {
            let text = String::from_utf8_lossy(text).into_owned();
            is_doubtful |= matches!(number::number(&text, None), number::Read::TwoReadings { .. });
            if let Some(decimal) = number::evidence(text.trim_end_matches('%')) {
                seen[usize::from(decimal == Decimal::Comma)].get_or_insert((line, number, text));
            }
        }
    }
    ControlFlow::Continue(match seen {
        [Some((line, column, point)), Some((_, _, comma))] => {
            each(Row::Finding(finding::two_decimals(finding::cell(file, line, column), &point, &comma)))?;
            None
        }
        // A decimal point is what this language writes itself: there is something to tell only where a
        // number could be read otherwise.
        [Some((line, column, text)), None] => {
            if is_doubtful {
                each(Row::Finding(finding::decimal_found(finding::cell(file, line, column), ".", &text)))?;
            }
            Some(Decimal::Point)
        }
        [None, Some((line, column, text))] => {
            each(Row::Finding(finding::decimal_found(finding::cell(file, line, column), ",", &text)))?;
            Some(Decimal::Comma)
        }
        [None, None] => None,
    })
}

/// Hands on a row, with all that can be said of it.
pub(super) fn row(rows: &Rows<'_>, table: &Columns, record: &Cells, each: &mut Sink<'_>) -> ControlFlow<()> {
    let (line, columns) = (record.line, &table.columns);
    // Of a row with a cell too many or too few, only the cells before the slip stand where they belong.
    let wrong = record.wrong(&rows.file, columns.len());
    let is_whole = wrong.is_none();
    let find = |plan: usize, wanted: Column| {
        let at = table.position(plan, wanted)?;
        Some((String::from_utf8_lossy(record.get(at)?).into_owned(), at as u64 + 1))
    };
    let chosen = if is_whole { rows.choose(line, &find) } else { Ok(0) };
    let plan = *chosen.as_ref().unwrap_or(&0);
    let mut reading = rows.begin(line, plan, table.places[plan].clone());
    wrong.into_iter().for_each(|wrong| reading.refuse(wrong));
    // Without its form, nothing can be said of a row but whose it is.
    let is_known = is_whole && chosen.is_ok();
    chosen.err().into_iter().for_each(|wrong| reading.refuse(wrong));
    for (index, (column, text)) in columns.iter().zip(record.iter()).enumerate() {
        let (what, number) = (column[plan], index as u64 + 1);
        if !is_known && what != Column::Unit {
            continue;
        }
        match std::str::from_utf8(text) {
            Ok(text) if what == Column::Unknown && column.iter().any(|it| *it != Column::Unknown) => {
                reading.not_asked(number, text, &table.heading[index]);
            }
            Ok(text) => reading.cell(what, number, text, &table.heading[index]),
            Err(_) => reading.refuse(finding::not_utf8(finding::cell(&rows.file, line, number))),
        }
    }
    reading.end(each)
}
