//! Tables in text, line by line: comma, semicolon or tab separated. Knows nothing of what columns mean.

use super::finding;
use super::quote::{self, Faults, Quotes};
use crate::diagnostic::Diagnostic;
use csv::{ByteRecord, ReaderBuilder};
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

/// How much of a file is looked at before its first row is read.
const HEAD: usize = 1 << 16;

/// A table that is being read.
pub(super) struct Sheet<R: Read> {
    pub(super) file: Arc<str>,
    pub(super) heading: Vec<String>,
    reader: csv::Reader<Quotes<BufReader<R>>>,
    quotes: Faults,
    record: ByteRecord,
    /// The beginning of the file.
    head: Vec<u8>,
    delimiter: u8,
    /// How many lines a row stands behind where its reader says: a line that ends in two signs is
    /// counted when the second one is read.
    after: u64,
}

/// A row of a table.
pub(super) struct Line<'a> {
    pub(super) line: u64,
    pub(super) record: &'a ByteRecord,
    /// Whether its quotation marks are in disorder.
    is_faulty: bool,
}

impl Line<'_> {
    /// Why the cells of the row do not stand where they belong, if they do not.
    pub(super) fn wrong(&self, file: &Arc<str>, columns: usize) -> Option<Diagnostic> {
        let place = finding::cell(file, self.line, 0);
        match self.record.len() {
            _ if self.is_faulty => Some(finding::open_quote(place)),
            length if length != columns => Some(finding::wrong_length(place, columns, length)),
            _ => None,
        }
    }
}

impl<R: Read> Sheet<R> {
    /// Reads the line of headings.
    ///
    /// # Errors
    ///
    /// Why the file cannot be read.
    pub(super) fn open(name: &str, input: R) -> Result<Self, Diagnostic> {
        let file: Arc<str> = name.into();
        let mut input = BufReader::with_capacity(HEAD, input);
        let unreadable = |error: &dyn std::fmt::Display| finding::unreadable_file(name, &error.to_string());
        let head = input.fill_buf().map_err(|error| unreadable(&error))?.to_vec();
        if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
            return Err(finding::not_utf8(finding::cell(&file, 0, 0)));
        }
        if head.starts_with(b"\xEF\xBB\xBF") {
            input.consume(3);
        }
        let delimiter = delimiter(&head);
        let (input, quotes) = Quotes::new(input, delimiter);
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(input);
        let mut record = ByteRecord::new();
        if !reader.read_byte_record(&mut record).map_err(|error| unreadable(&error))? {
            return Err(finding::no_heading(finding::cell(&file, 0, 0)));
        }
        let heading = record.iter().map(|text| String::from_utf8_lossy(text).into_owned()).collect();
        let after = line_ends(&head);
        Ok(Sheet { file, heading, reader, quotes, record, head, delimiter, after })
    }

    /// The next row that has a letter; none at the end.
    ///
    /// # Errors
    ///
    /// Why nothing more can be read.
    pub(super) fn next(&mut self) -> Result<Option<Line<'_>>, Diagnostic> {
        // A row without a single letter is how spreadsheets end, and says nothing.
        loop {
            match self.reader.read_byte_record(&mut self.record) {
                Ok(true) if self.record.iter().all(<[u8]>::is_empty) => {}
                Ok(true) => break,
                Ok(false) => return Ok(None),
                Err(error) => return Err(finding::unreadable_file(&self.file, &error.to_string())),
            }
        }
        let line = self.record.position().map_or(0, csv::Position::line) + self.after;
        // The reader stands behind the row, or behind the first of two signs that end it.
        let last = (self.reader.position().line() + self.after).saturating_sub(1).max(line);
        let is_faulty = quote::is_faulty(&self.quotes, line, last);
        Ok(Some(Line { line, record: &self.record, is_faulty }))
    }

    /// The rows at the beginning of the file, with their lines.
    pub(super) fn first_rows(&self) -> impl Iterator<Item = (u64, ByteRecord)> {
        let head = &self.head;
        let last = || head.iter().rposition(|byte| *byte == b'\n').unwrap_or(head.len());
        let end = if head.len() < HEAD { head.len() } else { last() };
        let reader = ReaderBuilder::new().delimiter(self.delimiter).flexible(true).from_reader(&head[..end]);
        reader.into_byte_records().map_while(Result::ok).map(|record| {
            let line = record.position().map_or(0, csv::Position::line) + self.after;
            (line, record)
        })
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
