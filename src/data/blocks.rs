//! A file in blocks: as much as can be held, cut where a row ends.

use super::finding;
use super::split::{Cells, Text};
use crate::diagnostic::Diagnostic;
use memchr::{memchr, memchr_iter, memrchr2};
use std::io::Read;
use std::sync::Arc;

/// How much of a file is looked at before its first row is read.
const HEAD: usize = 1 << 16;

/// How large a block is, where no row is larger.
const SIZE: usize = 1 << 20;

/// What stands before the text of a block, so that eight bytes can be taken before the end of any cell.
const PAD: [u8; 8] = [b'\n'; 8];

/// Rows of a table as they stand in its file.
#[derive(Debug)]
pub struct Block {
    /// The text, behind its [`PAD`].
    bytes: Vec<u8>,
    /// Where its first row begins.
    from: usize,
    /// The line on which that is.
    line: u64,
    delimiter: u8,
    /// Whether each delimiter ends a cell and each line feed a row: there are no quotation marks, and no
    /// carriage returns but before a line feed.
    pub(super) is_simple: bool,
    /// Why nothing more can be read.
    pub(super) wrong: Option<Diagnostic>,
}

impl Block {
    /// A text that a block is to be made of, before its first row.
    #[cfg(feature = "parquet")]
    pub(super) fn begin() -> Vec<u8> {
        PAD.to_vec()
    }

    /// Rows that were written by what knows how: marks stand only around cells. Only the last of them may hold a
    /// line break; the first is the row of that number.
    #[cfg(feature = "parquet")]
    pub(super) fn of_rows(bytes: Vec<u8>, line: u64, delimiter: u8) -> Block {
        let is_simple = memchr(b'"', &bytes).is_none();
        Block { bytes, from: PAD.len(), line, delimiter, is_simple, wrong: None }
    }

    /// No rows, and why there are no more.
    #[cfg(feature = "parquet")]
    pub(super) fn broken_off(wrong: Diagnostic) -> Block {
        Block { wrong: Some(wrong), ..Block::of_rows(PAD.to_vec(), 0, b',') }
    }

    pub(super) fn text(&self) -> Text<'_> {
        Text { bytes: &self.bytes, at: self.from, line: self.line, delimiter: self.delimiter }
    }

    /// Takes the first row out; false where there is none.
    pub(super) fn take_row(&mut self, cells: &mut Cells) -> bool {
        let mut text = self.text();
        let is_there = text.row(cells);
        (self.from, self.line) = (text.at, text.line);
        is_there
    }
}

/// The blocks of a file, one after the other. Of a file only one block is held, or one row that is larger.
#[derive(Debug)]
pub struct Blocks<R> {
    /// None at its end.
    input: Option<R>,
    file: Arc<str>,
    delimiter: u8,
    size: usize,
    /// What was read and is in no block yet, behind its [`PAD`].
    pending: Vec<u8>,
    /// The line at which that begins.
    line: u64,
    scan: Scan,
    /// The beginning of the file.
    head: Vec<u8>,
    /// A block of which the headings were taken.
    first: Option<Block>,
    wrong: Option<Diagnostic>,
}

/// How far rows were looked for, and where the last one ends.
#[derive(Clone, Copy, Debug)]
struct Scan {
    at: usize,
    is_quoted: bool,
    end: Option<usize>,
}

impl<R: Read> Blocks<R> {
    /// Opens a table; `name` is the name of its file in findings.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub(super) fn open(name: &str, input: R) -> Result<Self, Diagnostic> {
        let scan = Scan { at: PAD.len(), is_quoted: false, end: None };
        let mut blocks = Blocks {
            input: Some(input),
            file: name.into(),
            delimiter: b',',
            size: SIZE,
            pending: PAD.to_vec(),
            line: 1,
            scan,
            head: Vec::new(),
            first: None,
            wrong: None,
        };
        blocks.fill(PAD.len() + HEAD);
        let mut head = &blocks.pending[PAD.len()..];
        if let Some(wrong) = blocks.wrong.take_if(|_| head.is_empty()) {
            return Err(wrong);
        }
        if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
            return Err(finding::not_utf8(finding::cell(&blocks.file, 0, 0)));
        }
        while let Some(rest) = head.strip_prefix(b"\xEF\xBB\xBF") {
            head = rest;
        }
        blocks.delimiter = delimiter(head);
        blocks.head = head[..head.len().min(HEAD)].to_vec();
        let mark = blocks.pending.len() - PAD.len() - head.len();
        blocks.pending.drain(..mark);
        blocks.pending[..PAD.len()].copy_from_slice(&PAD);
        Ok(blocks)
    }

    /// The same file in blocks of so many bytes.
    #[must_use]
    pub fn with_size(self, size: usize) -> Self {
        Blocks { size, ..self }
    }

    pub(super) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Takes the line of headings out.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub(super) fn heading(&mut self) -> Result<Vec<String>, Diagnostic> {
        let mut cells = Cells::default();
        while let Some(mut block) = self.next() {
            if block.take_row(&mut cells) {
                self.first = Some(block);
                return Ok(cells.iter().map(|text| String::from_utf8_lossy(text).into_owned()).collect());
            }
            if let Some(wrong) = block.wrong {
                return Err(wrong);
            }
        }
        Err(finding::no_heading(finding::cell(&self.file, 0, 0)))
    }

    /// The beginning of the file, as far as whole rows go.
    pub(super) fn head(&self) -> Text<'_> {
        let head = &self.head;
        let last = || memchr::memrchr(b'\n', head).unwrap_or(head.len());
        let end = if head.len() < HEAD { head.len() } else { last() };
        Text { bytes: &head[..end], at: 0, line: 1, delimiter: self.delimiter }
    }

    /// Reads until so many bytes are pending, or the file ends.
    fn fill(&mut self, wanted: usize) {
        let missing = wanted.saturating_sub(self.pending.len());
        let Some(input) = self.input.as_mut().filter(|_| missing > 0) else { return };
        self.pending.reserve_exact(missing);
        match input.by_ref().take(missing as u64).read_to_end(&mut self.pending) {
            Ok(length) if length == missing => {}
            Ok(_) => self.input = None,
            Err(error) => {
                self.wrong = Some(finding::unreadable_file(&self.file, &error.to_string()));
                self.input = None;
            }
        }
    }

    /// Looks for ends of rows up to a place. Whether a mark is followed by another one may have to wait for
    /// what is read next.
    fn scan(&mut self, to: usize) {
        let bytes = &self.pending;
        while self.scan.at < to {
            let at = self.scan.at;
            let mark = memchr(b'"', &bytes[at..to]).map(|found| at + found);
            if self.scan.is_quoted {
                match mark.map(|mark| (mark, bytes.get(mark + 1))) {
                    None => self.scan.at = to,
                    Some((mark, Some(b'"'))) => self.scan.at = mark + 2,
                    Some((mark, None)) if self.input.is_some() => {
                        self.scan.at = mark;
                        return;
                    }
                    Some((mark, _)) => (self.scan.at, self.scan.is_quoted) = (mark + 1, false),
                }
                continue;
            }
            let end = self.row_end(at, mark.unwrap_or(to));
            self.scan.end = end.or(self.scan.end);
            let opens = |mark: &usize| {
                let before = bytes[mark - 1];
                before == self.delimiter || before == b'\n' || before == b'\r'
            };
            self.scan.is_quoted = mark.as_ref().is_some_and(opens);
            self.scan.at = mark.map_or(to, |mark| mark + 1);
        }
    }

    /// Behind the last end of a row in a stretch without quotation marks.
    fn row_end(&self, from: usize, mut to: usize) -> Option<usize> {
        while let Some(found) = memrchr2(b'\n', b'\r', &self.pending[from..to]) {
            let at = from + found;
            let is_whole = match self.pending.get(at + 1) {
                _ if self.pending[at] == b'\n' => true,
                Some(next) => *next != b'\n',
                None => self.input.is_none(),
            };
            if is_whole {
                return Some(at + 1);
            }
            to = at;
        }
        None
    }

    /// Where the next block ends.
    fn cut(&mut self) -> usize {
        let mut size = self.size.max(1);
        loop {
            let limit = PAD.len() + size;
            self.fill(limit);
            self.scan(limit.min(self.pending.len()));
            let has_ended = self.input.is_none() && self.pending.len() <= limit;
            match self.scan.end {
                end if has_ended => {
                    // Of a row that could not be read to its end nothing is known.
                    if self.wrong.is_some() {
                        self.pending.truncate(end.unwrap_or(PAD.len()));
                    }
                    return self.pending.len();
                }
                Some(end) => return end,
                None => size *= 2,
            }
        }
    }
}

impl<R: Read> Iterator for Blocks<R> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        let end = self.cut();
        let has_ended = self.input.is_none() && end == self.pending.len();
        let mut rest = Vec::with_capacity(PAD.len() + self.size.max(self.pending.len() - end));
        rest.extend_from_slice(&PAD);
        rest.extend_from_slice(&self.pending[end..]);
        let mut bytes = std::mem::replace(&mut self.pending, rest);
        bytes.truncate(end);
        self.scan.at = self.scan.at.max(end) - end + PAD.len();
        self.scan.end = None;
        let wrong = self.wrong.take_if(|_| has_ended);
        if bytes.len() == PAD.len() && wrong.is_none() {
            return None;
        }
        let (lines, is_simple) = lines(&bytes[PAD.len()..]);
        let line = self.line;
        self.line += lines;
        Some(Block { bytes, from: PAD.len(), line, delimiter: self.delimiter, is_simple, wrong })
    }
}

/// How many lines end in a text, and whether each delimiter and line feed in it means what it is.
fn lines(text: &[u8]) -> (u64, bool) {
    let feeds = memchr_iter(b'\n', text).count();
    let mut alone = 0;
    if memchr(b'\r', text).is_some() {
        alone = memchr_iter(b'\r', text).filter(|at| text.get(at + 1) != Some(&b'\n')).count();
    }
    ((feeds + alone) as u64, alone == 0 && memchr(b'"', text).is_none())
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
