//! Tables in text: comma, semicolon or tab separated.

use super::columns::{self, AllHeadings, Column};
use super::number::{self, Decimal};
use super::quote::{self, Quotes};
use super::row::Rows;
use super::{Options, Row, Sink, choose, finding};
use crate::diagnostic::Severity;
use crate::plan::Plans;
use csv::{ByteRecord, ReaderBuilder};
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

/// How much of a file is looked at before its first row is read.
const HEAD: usize = 1 << 16;

pub(super) fn read(
    plans: &Plans,
    name: &str,
    input: impl Read,
    options: Options,
    each: &mut Sink<'_>,
) -> ControlFlow<()> {
    let file: Arc<str> = name.into();
    let mut input = BufReader::with_capacity(HEAD, input);
    let head = match input.fill_buf() {
        Ok(head) => head.to_vec(),
        Err(error) => return each(Row::Finding(finding::unreadable_file(name, &error.to_string()))),
    };
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return each(Row::Finding(finding::not_utf8(finding::cell(&file, 0, 0))));
    }
    if head.starts_with(b"\xEF\xBB\xBF") {
        input.consume(3);
    }
    let delimiter = delimiter(&head);
    let (input, quotes) = Quotes::new(input, delimiter);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(input);
    let mut record = ByteRecord::new();
    let heading = match reader.read_byte_record(&mut record) {
        Ok(true) => record.iter().map(|text| String::from_utf8_lossy(text).into_owned()).collect::<Vec<_>>(),
        Ok(false) => return each(Row::Finding(finding::no_heading(finding::cell(&file, 0, 0)))),
        Err(error) => return each(Row::Finding(finding::unreadable_file(name, &error.to_string()))),
    };
    let Some(columns) = heading_columns(plans, &file, &heading, each)? else {
        return ControlFlow::Continue(());
    };
    let decimal = match options.decimal {
        Some(decimal) => Some(decimal),
        None => {
            let numbers = numbers(plans, &columns);
            find_decimal(&file, &head, delimiter, &numbers, each)?
        }
    };
    let (as_of, after) = (options.as_of, line_ends(&head));
    let rows = Rows { plans, as_of, file: file.clone(), decimal, is_found: options.decimal.is_none(), after };
    let places = (0..plans.all().len()).map(|plan| places(plans, plan, &columns)).collect();
    let table = Columns { heading, columns, places };
    loop {
        match reader.read_byte_record(&mut record) {
            // A row without a single letter is how spreadsheets end, and says nothing.
            Ok(true) if record.iter().all(<[u8]>::is_empty) => {}
            Ok(true) => {
                let first = record.position().map_or(0, csv::Position::line) + after;
                // The reader stands behind the row, or behind the first of two signs that end it.
                let last = (reader.position().line() + after).saturating_sub(1).max(first);
                let is_faulty = quote::is_faulty(&quotes, first, last);
                row(&rows, &table, &record, is_faulty, each)?;
            }
            Ok(false) => return ControlFlow::Continue(()),
            Err(error) => return each(Row::Finding(finding::unreadable_file(name, &error.to_string()))),
        }
        if reader.is_done() {
            return ControlFlow::Continue(());
        }
    }
}

/// One where lines end in two signs: the reader of rows counts the second with the row behind it.
fn line_ends(head: &[u8]) -> u64 {
    u64::from(head.windows(2).any(|pair| pair == b"\r\n"))
}

/// The sign that stands most often in the line of headings, outside quotes.
fn delimiter(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [0u32; 3];
    for byte in head.iter().take_while(|byte| **byte != b'\n') {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => counts[0] += 1,
            b';' if !quoted => counts[1] += 1,
            b'\t' if !quoted => counts[2] += 1,
            _ => {}
        }
    }
    let best = counts.iter().max().copied().unwrap_or(0);
    if counts[0] == best {
        b','
    } else if counts[1] == best {
        b';'
    } else {
        b'\t'
    }
}

/// What each column holds, for each plan.
struct Columns {
    heading: Vec<String>,
    columns: Vec<Vec<Column>>,
    /// For each plan the column of each fact, from 1.
    places: Vec<Arc<[u64]>>,
}

/// What each column holds for each plan; none where the file cannot be read with these headings.
fn heading_columns(
    plans: &Plans,
    file: &Arc<str>,
    heading: &[String],
    each: &mut Sink<'_>,
) -> ControlFlow<(), Option<Vec<Vec<Column>>>> {
    let headings = AllHeadings::new(plans);
    let mut columns: Vec<Vec<Column>> = Vec::new();
    let mut is_readable = true;
    for (text, number) in heading.iter().zip(1..) {
        let (column, wrong) = headings.column(plans, text, file, (1, number));
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
                (finding::cell(file, 1, number), columns::shown(plans.get(plan), column[plan]));
            each(Row::Finding(finding::doubled_column(place, text, &name)))?;
        }
        columns.push(column);
    }
    if !columns.iter().any(|it| it[0] == Column::Unit) {
        is_readable = false;
        let place = finding::cell(file, 1, 0);
        each(Row::Finding(finding::no_unit_column(place, &headings.unit_headings())))?;
    }
    // Without the column that says of which kind units are, every row would be refused for the same reason.
    if let [only] = plans.editions()
        && let Some((id, fact, words)) = plans.kinds(only)
        && fact.default.is_none()
        && !columns.iter().any(|it| only.plans().any(|plan| it[plan] == Column::Fact(id)))
    {
        is_readable = false;
        each(Row::Finding(choose::no_form(finding::cell(file, 1, 0), fact, words)))?;
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
fn find_decimal(
    file: &Arc<str>,
    head: &[u8],
    delimiter: u8,
    numbers: &[bool],
    each: &mut Sink<'_>,
) -> ControlFlow<(), Option<Decimal>> {
    let whole = head.len() < HEAD;
    let end =
        if whole { head.len() } else { head.iter().rposition(|byte| *byte == b'\n').unwrap_or(head.len()) };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(&head[..end]);
    let mut seen: [Option<(u64, u64, String)>; 2] = [None, None];
    let mut is_doubtful = false;
    for record in reader.byte_records().map_while(Result::ok) {
        let line = record.position().map_or(0, csv::Position::line) + line_ends(head);
        for ((_, text), number) in numbers.iter().zip(&record).zip(1u64..).filter(|((is, _), _)| **is) {
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

fn row(
    rows: &Rows<'_>,
    table: &Columns,
    record: &ByteRecord,
    is_faulty: bool,
    each: &mut Sink<'_>,
) -> ControlFlow<()> {
    let line = record.position().map_or(0, csv::Position::line) + rows.after;
    let columns = &table.columns;
    // Of a row with a cell too many or too few, only the cells before the slip stand where they belong.
    let is_whole = record.len() == columns.len() && !is_faulty;
    let find = |plan: usize, wanted: Column| {
        let at = columns.iter().position(|column| column[plan] == wanted)?;
        Some((String::from_utf8_lossy(record.get(at)?).into_owned(), at as u64 + 1))
    };
    let chosen = if is_whole { rows.choose(line, &find) } else { Ok(0) };
    let plan = *chosen.as_ref().unwrap_or(&0);
    let mut reading = rows.begin(line, plan, table.places[plan].clone());
    if is_faulty {
        reading.refuse(finding::open_quote(finding::cell(&rows.file, line, 0)));
    } else if !is_whole {
        reading.refuse(finding::wrong_length(
            finding::cell(&rows.file, line, 0),
            columns.len(),
            record.len(),
        ));
    }
    // Without its form, nothing can be said of a row but whose it is.
    let is_known = is_whole && chosen.is_ok();
    chosen.err().into_iter().for_each(|wrong| reading.refuse(wrong));
    for (index, (column, text)) in columns.iter().zip(record).enumerate() {
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
