//! Where the cells of some rows stand in a text.

use super::split::{Cells, Text};
use memchr::memchr;

/// How many cells are looked for together: their places stay near the processor.
const CELLS: usize = 2048;

/// Where cells and rows stand in a text.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Whether a row without anything in it is none.
    skips_blank: bool,
    starts: Vec<u32>,
    ends: Vec<u32>,
    /// The rows, those that have a letter where others are none.
    pub(super) rows: Vec<RowAt>,
    /// The cell at which each line ends.
    lines: Vec<u32>,
}

/// A row in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowAt {
    /// Its first cell.
    pub(super) cell: u32,
    /// How many cells it has; 0 where its quotation marks need care.
    pub(super) cells: u32,
    /// Where it begins.
    pub(super) from: usize,
    /// Its line.
    pub(super) line: u64,
}

/// A cell that was found.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    bytes: &'a [u8],
    start: usize,
    end: usize,
}

impl<'a> Found<'a> {
    #[inline]
    pub(super) fn length(self) -> usize {
        self.end - self.start
    }

    /// The bytes themselves.
    pub(super) fn bytes(self) -> &'a [u8] {
        &self.bytes[self.start..self.end]
    }

    /// The eight bytes that end where the cell ends.
    #[inline]
    pub(super) fn eight(self) -> u64 {
        let bytes = self.bytes.get(self.end.wrapping_sub(8)..self.end).and_then(<[u8]>::first_chunk);
        u64::from_le_bytes(bytes.copied().unwrap_or_default())
    }

    /// The last eight bytes, with zeros before them where there are less.
    #[inline]
    pub(super) fn word(self) -> u64 {
        self.eight() & LAST[self.length().min(8)]
    }

    /// What stands before the last eight bytes.
    pub(super) fn rest(self) -> &'a [u8] {
        &self.bytes[self.start..self.end.saturating_sub(8).max(self.start)]
    }

    /// The text of the cell.
    pub(super) fn text(self) -> &'a str {
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

/// The last bytes of eight, by how many they are.
pub(super) const LAST: [u64; 9] = {
    let mut masks = [u64::MAX; 9];
    let mut length = 0;
    while length < 8 {
        masks[length] = !(u64::MAX >> (8 * length));
        length += 1;
    }
    masks
};

impl Index {
    /// Of rows, where one without anything in it may be none.
    pub(super) fn new(skips_blank: bool) -> Index {
        Index { skips_blank, ..Index::default() }
    }

    /// A cell of a row, by the number of the row's first cell and its own place in the row.
    #[inline]
    pub(super) fn cell<'a>(&self, bytes: &'a [u8], first: u32, column: usize) -> Found<'a> {
        let at = first as usize + column;
        Found { bytes, start: self.starts[at] as usize, end: self.ends[at] as usize }
    }

    /// Finds the next rows of a text, of which each has about so many cells; false where there are none.
    /// `is_simple` where each delimiter ends a cell and each line feed a row. A text has to be shorter than 4 GB.
    pub(super) fn find(&mut self, text: &mut Text<'_>, columns: usize, is_simple: bool) -> bool {
        let wanted = (CELLS / columns.max(1)).clamp(1, 256);
        self.starts.clear();
        self.ends.clear();
        self.rows.clear();
        self.lines.clear();
        if text.at >= text.bytes.len() {
            return false;
        }
        if is_simple {
            self.find_simple(text, wanted)
        } else {
            self.find_quoted(text, wanted)
        }
        true
    }

    fn find_simple(&mut self, text: &mut Text<'_>, wanted: usize) {
        let count = self.ends_of_cells(*text, wanted);
        self.ends.truncate(count);
        self.starts.push(u32::try_from(text.at).unwrap_or(u32::MAX));
        self.starts.extend(self.ends.iter().map(|end| end + 1));
        let mut first = 0;
        for last in &self.lines {
            let (cell, cells) = (first, last + 1 - first);
            let (from, end) = (self.starts[cell as usize], &mut self.ends[*last as usize]);
            text.at = (*end as usize + 1).min(text.bytes.len());
            let is_returned = *end > self.starts[*last as usize] && text.bytes[*end as usize - 1] == b'\r';
            *end -= u32::from(is_returned);
            // Nothing but delimiters says nothing.
            if *end - from >= cells || !self.skips_blank {
                self.rows.push(RowAt { cell, cells, from: from as usize, line: text.line });
            }
            text.line += 1;
            first = last + 1;
        }
    }

    /// Where cells end, and which of them end a line, until so many lines have ended or the text has.
    fn ends_of_cells(&mut self, text: Text<'_>, wanted: usize) -> usize {
        let (delimiters, feeds) = (u64::from_ne_bytes([text.delimiter; 8]), u64::from_ne_bytes([b'\n'; 8]));
        let mut count = 0;
        let mut at = text.at;
        let mut words = text.bytes[text.at..].chunks_exact(8);
        for word in words.by_ref() {
            let word = u64::from_le_bytes(word.first_chunk().copied().unwrap_or_default());
            let lines = equal(word, feeds);
            count = self.enter(count, at, equal(word, delimiters) | lines, lines);
            at += 8;
            if self.lines.len() >= wanted {
                return count;
            }
        }
        for byte in words.remainder() {
            let is_feed = u64::from(*byte == b'\n') << 7;
            count = self.enter(count, at, u64::from(*byte == text.delimiter) << 7 | is_feed, is_feed);
            at += 1;
        }
        if self.lines.len() < wanted && text.bytes.last() != Some(&b'\n') {
            count = self.enter(count, at, 0x80, 0x80);
        }
        count
    }

    /// Enters the ends that stand in eight bytes, each a bit at the top of its byte.
    #[inline]
    fn enter(&mut self, count: usize, at: usize, ends: u64, lines: u64) -> usize {
        if self.ends.len() < count + 8 {
            self.ends.resize(count + CELLS, 0);
        }
        let found = (ends >> 7).wrapping_mul(0x0101_0101_0101_0101) >> 56;
        let mut left = ends;
        // Most often not more than four stand there: no branch is taken for less.
        for slot in &mut self.ends[count..count + 4] {
            *slot = at as u32 + left.trailing_zeros() / 8;
            left &= left.wrapping_sub(1);
        }
        for slot in &mut self.ends[count + 4..count + 8] {
            if left == 0 {
                break;
            }
            *slot = at as u32 + left.trailing_zeros() / 8;
            left &= left - 1;
        }
        let mut lines = lines;
        while lines != 0 {
            let before = ends & (lines & lines.wrapping_neg()).wrapping_sub(1);
            self.lines.push(count as u32 + before.count_ones());
            lines &= lines - 1;
        }
        count + found as usize
    }

    fn find_quoted(&mut self, text: &mut Text<'_>, wanted: usize) {
        let mut aside = Cells::default();
        while self.rows.len() < wanted {
            while let Some(b'\n' | b'\r') = text.bytes.get(text.at) {
                text.step();
            }
            if text.at >= text.bytes.len() {
                return;
            }
            let (first, from, line) = (self.ends.len(), text.at, text.line);
            let (mut cells, mut is_filled) = (0, true);
            if let Some(end) = self.plain_row(*text) {
                cells = self.ends.len() - first;
                is_filled =
                    self.ends[first..].iter().zip(&self.starts[first..]).any(|(end, start)| end > start);
                text.at = end;
            } else {
                self.ends.truncate(first);
                self.starts.truncate(first);
                text.row(&mut aside);
            }
            if is_filled || !self.skips_blank {
                self.rows.push(RowAt { cell: first as u32, cells: cells as u32, from, line });
            }
        }
    }

    /// Enters the cells of a row; where the row ends. None where its quotation marks need care.
    fn plain_row(&mut self, text: Text<'_>) -> Option<usize> {
        let bytes = text.bytes;
        let ends = |byte: &u8| *byte == text.delimiter || *byte == b'\n' || *byte == b'\r';
        let mut at = text.at;
        loop {
            let is_quoted = bytes.get(at) == Some(&b'"');
            let start = at + usize::from(is_quoted);
            let end = match is_quoted {
                true => start + memchr(b'"', &bytes[start..])?,
                false => bytes[start..].iter().position(ends).map_or(bytes.len(), |found| start + found),
            };
            // Lines are counted where they end.
            if is_quoted && bytes[start..end].iter().any(|byte| *byte == b'\n' || *byte == b'\r') {
                return None;
            }
            self.starts.push(start as u32);
            self.ends.push(end as u32);
            at = end + usize::from(is_quoted);
            match bytes.get(at) {
                Some(byte) if *byte == text.delimiter => at += 1,
                Some(b'\n' | b'\r') | None => return Some(at),
                Some(_) => return None,
            }
        }
    }
}

/// The bytes that are equal, each a bit at its top.
#[inline]
fn equal(word: u64, other: u64) -> u64 {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    let differ = word ^ other;
    !(((differ & LOW) + LOW) | differ | LOW)
}
