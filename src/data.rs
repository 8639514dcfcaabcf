//! Floor 10. Units and tables of facts.
//!
//! In: files of data. Out: records that fit the ruleset's facts, one by one, and what was refused.
//! A row with one bad cell is refused whole and named; all others go on. Nothing is kept: memory
//! does not grow with rows. Only the table of units, which says what stands below what, is kept whole.
//! Knows the plan's facts and file formats. Does not know how anything is scored.

mod blocks;
mod cell;
mod choose;
mod chunk;
mod columns;
mod complete;
mod finding;
mod group;
mod index;
mod json;
mod layout;
mod memo;
mod number;
mod object;
#[cfg(feature = "parquet")]
mod parquet;
mod plain;
mod reader;
mod record;
mod repeat;
mod results;
mod role;
mod row;
mod schema;
mod sheet;
mod split;
mod table;
mod unit;
mod unit_heading;
mod unit_row;
mod units;
mod way;

pub use blocks::{Block, Blocks};
pub(crate) use chunk::multiple_of;
pub use chunk::{
    Batch, Cells, Chunk, Entry, FactColumn, LANES, NO_NUMBER, NO_SET, NO_WORD, RowHead, numbered,
};
pub use complete::{complete, completed, record_of};
pub use finding::{
    below_none, breach, needs_units, no_data_for, no_such_class, no_such_edition, no_such_fact,
    no_such_heading, no_such_stage, no_such_unit, not_compared, unfit_result, unknown_unit, unreadable_file,
    without_row, wrong_type,
};
pub use layout::{Layout, TableBlocks, open, open_parquet};
pub use number::Decimal;
#[cfg(feature = "parquet")]
pub use parquet::is_guarded;
use reader::hand_on;
pub use reader::{Reader, Taker};
pub use record::{Decision, Record, RecordPlace};
pub use repeat::Repeats;
pub use results::{EarlierResult, read_results};
pub use schema::{headings, schema};
pub use unit::{Field, Unit};
pub use units::Units;

use crate::diagnostic::{Diagnostic, has_rows};
use crate::plan::Plans;
use crate::value::Date;
use std::io::{Cursor, Read, Seek};
use std::ops::ControlFlow;

/// The format of a file of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma, semicolon or tab separated, with a line of headings.
    Csv,
    /// One object, or a list of objects.
    Json,
    /// One object a line.
    JsonLines,
    /// Columns with types; read with the feature `parquet` only.
    Parquet,
}

impl Format {
    /// The format that the ending of a file's name says.
    pub fn of_name(name: &str) -> Option<Format> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "csv" | "tsv" | "txt" => Some(Format::Csv),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            _ if has_rows(name) => Some(Format::Parquet),
            _ => None,
        }
    }
}

/// How data is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The decimal sign; found out from the file where none is given.
    pub decimal: Option<Decimal>,
    /// Score by what was in force on this day, whatever the period of a row.
    pub as_of: Option<Date>,
}

/// What a reader comes to, row by row.
#[derive(Debug)]
pub enum Row {
    /// A record that fits the facts.
    Record(Record),
    /// A row that was refused, with the reasons.
    Refused {
        /// The unit, as far as it could be read.
        unit: String,
        /// Why.
        findings: Vec<Diagnostic>,
    },
    /// Something about the file as a whole.
    Finding(Diagnostic),
}

/// Takes rows one by one, and may stop.
pub type Sink<'a> = dyn FnMut(Row) -> ControlFlow<()> + 'a;

/// Reads a file of data and hands each row to `each`. `name` is the file's name in findings. A Parquet file is held
/// as a whole: [`read_batches_anywhere`] does without that.
pub fn read(
    plans: &Plans,
    name: &str,
    input: impl Read,
    format: Format,
    options: Options,
    each: &mut Sink<'_>,
) {
    match format {
        // Only `each` can stop, and it knows that it did.
        Format::Json | Format::JsonLines => _ = json::read(plans, name, input, format, options, each),
        _ => read_batches(plans, name, input, format, options, &mut |batch| batch.rows(each)),
    }
}

/// Reads a file of data as [`read`] does, and hands on its rows in columns, many at a time.
pub fn read_batches(
    plans: &Plans,
    name: &str,
    input: impl Read,
    format: Format,
    options: Options,
    each: &mut Taker<'_>,
) {
    let mut batch = Batch::new(plans);
    let _ = match format {
        Format::Csv => {
            let opened = open(plans, name, input, options, &mut |row| kept(&mut batch, row));
            blocks_of(opened, &mut batch, each)
        }
        Format::Json | Format::JsonLines => {
            let mut flow = ControlFlow::Continue(());
            let _ = json::read(plans, name, input, format, options, &mut |row| {
                batch.push(row);
                if batch.is_full() {
                    flow = hand_on(&mut batch, 1, each);
                }
                flow
            });
            if flow.is_continue() { hand_on(&mut batch, 1, each) } else { flow }
        }
        Format::Parquet => {
            match whole(name, input) {
                Ok(bytes) => read_batches_anywhere(plans, name, bytes, format, options, each),
                Err(wrong) => _ = kept(&mut batch, Row::Finding(wrong)),
            }
            hand_on(&mut batch, 1, each)
        }
    };
}

/// Reads a file of data as [`read_batches`] does, where it can be read at any place: of a Parquet file only some
/// pages are held.
pub fn read_batches_anywhere(
    plans: &Plans,
    name: &str,
    input: impl Read + Seek + Send + 'static,
    format: Format,
    options: Options,
    each: &mut Taker<'_>,
) {
    if format != Format::Parquet {
        return read_batches(plans, name, input, format, options, each);
    }
    let mut batch = Batch::new(plans);
    let opened = open_parquet(plans, name, input, options, &mut |row| kept(&mut batch, row));
    let _ = blocks_of(opened, &mut batch, each);
}

/// What is said of a file as a whole stands before its rows.
fn kept(batch: &mut Batch, row: Row) -> ControlFlow<()> {
    batch.push(row);
    ControlFlow::Continue(())
}

/// All bytes of a file that can only be read from its beginning on.
fn whole(name: &str, mut input: impl Read) -> Result<Cursor<Vec<u8>>, Diagnostic> {
    let mut bytes = Vec::new();
    let read = input.read_to_end(&mut bytes);
    read.map_err(|error| finding::unreadable_file(name, &error.to_string()))?;
    Ok(Cursor::new(bytes))
}

fn blocks_of(
    opened: Option<(Layout<'_>, impl Iterator<Item = Block>)>,
    batch: &mut Batch,
    each: &mut Taker<'_>,
) -> ControlFlow<()> {
    hand_on(batch, 1, each)?;
    let Some((layout, mut blocks)) = opened else { return ControlFlow::Continue(()) };
    let mut reader = layout.reader();
    blocks.try_for_each(|block| reader.read(&block, batch, each))
}

/// Reads one record from a JSON object.
///
/// # Errors
///
/// All that is wrong with it.
pub fn read_json(plans: &Plans, text: &str) -> Result<Record, Vec<Diagnostic>> {
    let mut result = Err(Vec::new());
    read(plans, "json", text.as_bytes(), Format::Json, Options::default(), &mut |row| {
        match row {
            Row::Record(record) => result = Ok(record),
            Row::Refused { findings, .. } => result = Err(findings),
            Row::Finding(finding) => {
                if let Err(findings) = &mut result {
                    findings.push(finding);
                }
            }
        }
        ControlFlow::Continue(())
    });
    result
}
