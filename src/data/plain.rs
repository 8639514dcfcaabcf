//! Rows of any file of data as they stand, for tables of which every column may be kept.

use super::object::{self, Object, Objects, text};
use super::sheet::Sheet;
use super::{Format, finding};
use crate::diagnostic::Diagnostic;
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;

/// What a file holds, piece by piece.
pub(super) enum Plain {
    /// The line of headings of a table.
    Heading(Vec<String>),
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
        Format::Csv => sheet(name, input, each),
        Format::Json | Format::JsonLines => {
            object::read(input, format == Format::JsonLines, &mut PlainObjects { file: name.into(), each })
        }
    };
}

fn sheet(name: &str, input: impl Read, each: &mut Taker<'_>) -> ControlFlow<()> {
    let mut sheet = match Sheet::open(name, input) {
        Ok(sheet) => sheet,
        Err(wrong) => return each(Plain::Finding(wrong)),
    };
    let file = sheet.file.clone();
    each(Plain::Heading(sheet.heading.clone()))?;
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
