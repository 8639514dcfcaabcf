//! Text with delimiters, cut in cells one row after the other, with all that quotation marks can do.

use super::finding;
use crate::diagnostic::Diagnostic;
use std::sync::Arc;

/// The cells of a row, without the marks around them.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// The line on which the row begins, from 1.
    pub(super) line: u64,
    /// Whether a mark is never closed, or text stands behind a closing one: such a row may have swallowed
    /// others, which must not be scored with each other's answers.
    is_faulty: bool,
    text: Vec<u8>,
    /// Where each cell ends.
    ends: Vec<usize>,
}

impl Cells {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&[u8]> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.text[start..end])
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// Whether there is not a single letter in it: that is how spreadsheets end, and says nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Why the cells of the row do not stand where they belong, if they do not.
    pub(super) fn wrong(&self, file: &Arc<str>, columns: usize) -> Option<Diagnostic> {
        let place = finding::cell(file, self.line, 0);
        match self.len() {
            _ if self.is_faulty => Some(finding::open_quote(place)),
            length if length != columns => Some(finding::wrong_length(place, columns, length)),
            _ => None,
        }
    }
}

/// A text of rows, and how far it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// The line at which that is, from 1.
    pub(super) line: u64,
    pub(super) delimiter: u8,
}

/// Where reading stands in a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// Behind a mark in a quoted cell: the end of the cell, or the first of two marks.
    Closed,
}

impl Text<'_> {
    /// Reads the next row; false where there is none. Empty lines are no rows.
    pub(super) fn row(&mut self, cells: &mut Cells) -> bool {
        cells.text.clear();
        cells.ends.clear();
        cells.is_faulty = false;
        while let Some(b'\n' | b'\r') = self.bytes.get(self.at) {
            self.step();
        }
        cells.line = self.line;
        if self.at >= self.bytes.len() {
            return false;
        }
        while self.cell(cells) {}
        true
    }

    /// Reads a cell and what ends it; whether another one follows in the row.
    fn cell(&mut self, cells: &mut Cells) -> bool {
        let mut state = State::Start;
        while let Some(byte) = self.bytes.get(self.at).copied() {
            let is_line_end = byte == b'\n' || byte == b'\r';
            let (next, is_text) = match (state, byte) {
                (State::Start, b'"') => (State::Quoted, false),
                (State::Quoted, b'"') => (State::Closed, false),
                (State::Quoted, _) | (State::Closed, b'"') => (State::Quoted, true),
                (_, _) if byte == self.delimiter || is_line_end => {
                    cells.ends.push(cells.text.len());
                    self.step();
                    return !is_line_end;
                }
                _ => (State::Plain, true),
            };
            cells.is_faulty |= state == State::Closed && next == State::Plain;
            state = next;
            if is_text {
                cells.text.push(byte);
            }
            self.step();
        }
        cells.is_faulty |= state == State::Quoted;
        cells.ends.push(cells.text.len());
        false
    }

    /// Goes over a byte. Two signs that end a line together end it with the second.
    pub(super) fn step(&mut self) {
        let byte = self.bytes.get(self.at);
        let is_line_end =
            byte == Some(&b'\n') || byte == Some(&b'\r') && self.bytes.get(self.at + 1) != Some(&b'\n');
        self.line += u64::from(is_line_end);
        self.at += 1;
    }
}
