//! Rows of any file of data as they stand, for tables of which every column may be kept.

use super::blocks::Block;
use super::object::{self, Object, Objects, text};
#[cfg(feature = "parquet")]
use super::parquet::Opened;
use super::sheet::Sheet;
#[cfg(feature = "parquet")]
use super::whole;
use super::{Format, finding};
use crate::diagnostic::Diagnostic;
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;

/// What a file holds, piece by piece.
pub(super) enum Plain {
    /// The headings of a table, and their line.
    Heading(Vec<String>, u64),
    /// A row, or an object.
    Row(PlainRow),
    /// Why nothing more can be read.
    Finding(Diagnostic),
}

/// A row as it stands.
pub(super) struct PlainRow {
    pub(super) line: u64,
    pub(super) cells: Vec<PlainCell>,
    /// Why its cells do not stand where they belong, if they do not.
    pub(super) wrong: Option<Diagnostic>,
}

/// A cell as it stands.
pub(super) struct PlainCell {
    pub(super) heading: Arc<str>,
    /// Its column, from 1; 0 in JSON.
    pub(super) column: u64,
    /// Its text, or why it has none.
    pub(super) text: Result<String, Diagnostic>,
}

/// Takes pieces one by one, and may stop.
pub(super) type Taker<'a> = dyn FnMut(Plain) -> ControlFlow<()> + 'a;

/// Hands each piece of a file to `each`.
pub(super) fn read(name: &str, input: impl Read, format: Format, each: &mut Taker<'_>) {
    // Only `each` can stop, and it knows that it did.
    let _ = match format {
        Format::Csv => sheet(Sheet::open(name, input), each),
        Format::Parquet => parquet(name, input, each),
        Format::Json | Format::JsonLines => {
            object::read(input, format == Format::JsonLines, &mut PlainObjects { file: name.into(), each })
        }
    };
}

fn sheet<B: Iterator<Item = Block>>(
    sheet: Result<Sheet<B>, Diagnostic>,
    each: &mut Taker<'_>,
) -> ControlFlow<()> {
    let mut sheet = match sheet {
        Ok(sheet) => sheet,
        Err(wrong) => return each(Plain::Finding(wrong)),
    };
    let file = sheet.file.clone();
    each(Plain::Heading(sheet.heading.clone(), sheet.heading_line))?;
    let headings: Vec<Arc<str>> = sheet.heading.iter().map(|text| text.as_str().into()).collect();
    loop {
        let found = match sheet.next() {
            Ok(Some(found)) => found,
            Ok(None) => return ControlFlow::Continue(()),
            Err(wrong) => return each(Plain::Finding(wrong)),
        };
        let cells = headings.iter().zip(found.iter()).zip(1..).map(|((heading, text), column)| {
            let text = std::str::from_utf8(text).map(str::to_owned);
            let text = text.map_err(|_| finding::not_utf8(finding::cell(&file, found.line, column)));
            PlainCell { heading: heading.clone(), column, text }
        });
        let (cells, wrong) = (cells.collect(), found.wrong(&file, headings.len()));
        each(Plain::Row(PlainRow { line: found.line, cells, wrong }))?;
    }
}

/// A Parquet file, of which every column is kept.
#[cfg(feature = "parquet")]
fn parquet(name: &str, input: impl Read, each: &mut Taker<'_>) -> ControlFlow<()> {
    let blocks = whole(name, input).and_then(|bytes| Opened::new(name, bytes)).map_err(|wrong| vec![wrong]);
    let blocks = blocks.and_then(|opened| {
        let (file, heading) = (opened.file.clone(), opened.heading.clone());
        Ok(Sheet::new(file, (heading, 0), opened.blocks(None, &|_| true)?))
    });
    match blocks {
        Ok(blocks) => sheet(Ok(blocks), each),
        Err(wrong) => wrong.into_iter().try_for_each(|wrong| each(Plain::Finding(wrong))),
    }
}

/// Says that Parquet files cannot be read without the feature `parquet`.
#[cfg(not(feature = "parquet"))]
fn parquet(name: &str, _: impl Read, each: &mut Taker<'_>) -> ControlFlow<()> {
    each(Plain::Finding(finding::no_parquet(name)))
}

struct PlainObjects<'s, 'a> {
    file: Arc<str>,
    each: &'s mut Taker<'a>,
}

impl Objects for PlainObjects<'_, '_> {
    fn object(&mut self, object: Object, line: u64) -> ControlFlow<()> {
        let place = || finding::cell(&self.file, line, 0);
        let cells = object.into_iter().map(|(key, value)| {
            let text = text(&value).ok_or_else(|| finding::no_cell(place(), &value.to_string(), &key));
            PlainCell { heading: key.into(), column: 0, text }
        });
        let cells = cells.collect();
        (self.each)(Plain::Row(PlainRow { line, cells, wrong: None }))
    }

    fn refuse(&mut self, line: u64, reason: &str) -> ControlFlow<()> {
        let wrong = Some(finding::bad_json(finding::cell(&self.file, line, 0), reason));
        (self.each)(Plain::Row(PlainRow { line, cells: Vec::new(), wrong }))
    }

    fn unreadable(&mut self, reason: &str) -> ControlFlow<()> {
        (self.each)(Plain::Finding(finding::unreadable_file(&self.file, reason)))
    }
}
