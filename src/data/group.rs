//! Some rows of one plan, read column by column.

use super::chunk::{Cells as Lanes, Chunk, FactColumn, NO_NUMBER, NO_SET, NO_WORD, RowHead};
use super::index::{Found, Index, RowAt};
use super::layout::Layout;
use super::memo::Memo;
use super::record::Record;
use super::way::{Numbers, Way};
use crate::value::{Kind, Period, name};

/// How many texts are remembered of a column, of one with periods, and of one with days.
const WORDS: usize = 1 << 6;
const MONTHS: usize = 1 << 9;
const DAYS: usize = 1 << 11;

/// How many periods are remembered.
const PERIODS: usize = 1 << 12;

/// A text, and where its cells are.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) index: &'a Index,
    pub(super) bytes: &'a [u8],
}

impl<'a> Source<'a> {
    #[inline]
    pub(super) fn cell(self, row: RowAt, column: usize) -> Found<'a> {
        self.index.cell(self.bytes, row.cell, column)
    }
}

/// Rows of a plan that are read together.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) rows: Vec<RowAt>,
    plan: usize,
    /// The column of the unit.
    unit: usize,
    heads: Vec<RowHead>,
    /// Whether there is something to be said of a row.
    is_bad: Vec<bool>,
    /// Rows that have to be looked at again in a column.
    odd: Vec<usize>,
    /// The lane of the first row.
    base: usize,
    /// How many of the rows were added.
    added: usize,
    /// For each column what its texts were read as.
    known: Vec<Memo>,
    periods: Vec<Period>,
}

impl Group {
    pub(super) fn new(layout: &Layout<'_>, plan: usize) -> Group {
        let facts = &layout.rows.plans.get(plan).ruleset.facts;
        let memo = |way: &Way| match way {
            Way::Known(fact) if facts[*fact].kind == Kind::Date => Memo::new(DAYS),
            Way::Period => Memo::new(MONTHS),
            _ => Memo::new(WORDS),
        };
        let ways = layout.ways[plan].as_deref().unwrap_or_default();
        Group {
            rows: Vec::new(),
            plan,
            unit: ways.iter().position(|way| matches!(way, Way::Unit)).unwrap_or(0),
            heads: Vec::new(),
            is_bad: Vec::new(),
            odd: Vec::new(),
            base: 0,
            added: 0,
            known: ways.iter().map(memo).collect(),
            periods: Vec::new(),
        }
    }

    /// Reads the rows into lanes behind the last record of a chunk.
    pub(super) fn read(&mut self, layout: &Layout<'_>, source: Source<'_>, chunk: &mut Chunk) {
        chunk.prepare(&layout.rows.file, &layout.table.places[self.plan]);
        self.base = chunk.len();
        self.added = 0;
        self.is_bad.clear();
        self.is_bad.resize(self.rows.len(), false);
        self.heads.clear();
        self.heads.extend(self.rows.iter().map(|row| RowHead { line: row.line, ..RowHead::default() }));
        for (column, way) in layout.ways[self.plan].iter().flatten().enumerate() {
            let cells = Cells { layout, source, plan: self.plan, column };
            match way {
                Way::Any => {}
                Way::Empty(fact) => {
                    self.test(&cells, |cell| cell.length() == 0);
                    let lanes = self.base..self.base + self.rows.len();
                    // A row that was read with care may have left something there.
                    fact.iter().for_each(|fact| chunk.facts[*fact].leave_out(lanes.clone()));
                }
                Way::Unit => self.test(&cells, |cell| is_plain_name(cell.text())),
                Way::Period => self.periods(&cells),
                Way::Assessor => self.assessors(&cells),
                Way::Number(fact, numbers) => self.numbers(&cells, numbers, (*fact, &mut chunk.facts[*fact])),
                Way::Known(fact) => self.words(&cells, (*fact, &mut chunk.facts[*fact])),
            }
        }
    }

    /// Adds the next row to the chunk, or gives back one of which something is to be said.
    pub(super) fn add_next(&mut self, source: Source<'_>, chunk: &mut Chunk) -> Result<(), RowAt> {
        let at = self.added;
        let row = self.rows[at];
        let is_good = !self.is_bad[at];
        if is_good {
            chunk.take(self.base + at);
            chunk.end(source.cell(row, self.unit).text(), self.heads[at]);
        }
        self.added += 1;
        if self.added == self.rows.len() {
            self.rows.clear();
        }
        if is_good { Ok(()) } else { Err(row) }
    }

    /// Marks the rows of which a cell is not good.
    fn test(&mut self, cells: &Cells<'_>, is_good: impl Fn(Found<'_>) -> bool) {
        for (row, is_bad) in self.rows.iter().zip(&mut self.is_bad) {
            *is_bad |= !is_good(cells.at(*row));
        }
    }

    fn numbers(&mut self, cells: &Cells<'_>, numbers: &Numbers, (id, fact): (usize, &mut FactColumn)) {
        self.odd.clear();
        if let Lanes::Numbers { lanes, .. } = &mut fact.cells {
            for ((at, row), lane) in self.rows.iter().enumerate().zip(&mut lanes[self.base..]) {
                let cell = cells.at(*row);
                let (number, is_plain) = numbers.plain(cell);
                let is_empty = cell.length() == 0;
                *lane = if is_empty { NO_NUMBER } else { number as i32 };
                if !(is_plain && (is_empty || numbers.allows(number))) {
                    self.odd.push(at);
                }
            }
        }
        for at in &self.odd {
            let cell = cells.at(self.rows[*at]);
            let bits = match numbers.written(cell.bytes()) {
                Some(number) => Some(u64::from((number as i32).cast_unsigned())),
                None => cells.with_care(cell).and_then(|record| fact.bits(record.facts[id]?)),
            };
            match bits {
                Some(bits) => fact.put(self.base + at, bits),
                None => self.is_bad[*at] = true,
            }
        }
    }

    fn words(&mut self, cells: &Cells<'_>, (id, fact): (usize, &mut FactColumn)) {
        let base = self.base;
        match &mut fact.cells {
            Lanes::Small(lanes) => {
                self.known(cells, |at, bits| lanes[base + at] = bits.map_or(NO_WORD, |bits| bits as u8));
            }
            Lanes::Sets(lanes) => self.known(cells, |at, bits| lanes[base + at] = bits.unwrap_or(NO_SET)),
            Lanes::Numbers { lanes, .. } => self.known(cells, |at, bits| {
                lanes[base + at] = bits.map_or(NO_NUMBER, |bits| (bits as u32).cast_signed());
            }),
        }
        for odd in 0..self.odd.len() {
            let at = self.odd[odd];
            match self.settled(cells, at, |record, _| fact.bits(record.facts[id]?)) {
                Some(bits) => fact.put(base + at, bits),
                None => self.is_bad[at] = true,
            }
        }
    }

    fn periods(&mut self, cells: &Cells<'_>) {
        let (mut heads, periods) = (std::mem::take(&mut self.heads), std::mem::take(&mut self.periods));
        self.known(cells, |at, bits| {
            heads[at].period = bits.and_then(|bits| periods.get(bits as usize)).copied()
        });
        (self.heads, self.periods) = (heads, periods);
        for odd in 0..self.odd.len() {
            let at = self.odd[odd];
            let bits = self.settled(cells, at, |record, periods| {
                periods.push(record.period.filter(|_| periods.len() < PERIODS)?);
                Some(periods.len() as u64 - 1)
            });
            match bits {
                Some(bits) => self.heads[at].period = self.periods.get(bits as usize).copied(),
                None => self.is_bad[at] = true,
            }
        }
    }

    fn assessors(&mut self, cells: &Cells<'_>) {
        let mut heads = std::mem::take(&mut self.heads);
        self.known(cells, |at, bits| heads[at].assessor = bits.and_then(|bits| u8::try_from(bits).ok()));
        self.heads = heads;
        for odd in 0..self.odd.len() {
            let at = self.odd[odd];
            let bits = self.settled(cells, at, |record, _| record.assessor.map(u64::from));
            self.heads[at].assessor = bits.and_then(|bits| u8::try_from(bits).ok());
        }
        // A row of such a ruleset has to say who scored.
        self.heads.iter().zip(&mut self.is_bad).for_each(|(head, bad)| *bad |= head.assessor.is_none());
    }

    /// Puts what is known of the texts of a column where it belongs, none of an empty one; lists the others.
    #[inline]
    fn known(&mut self, cells: &Cells<'_>, mut put: impl FnMut(usize, Option<u64>)) {
        self.odd.clear();
        let memo = &self.known[cells.column];
        for (at, row) in self.rows.iter().enumerate() {
            let cell = cells.at(*row);
            let bits = if cell.length() == 0 { None } else { memo.get(cell) };
            if bits.is_none() && cell.length() > 0 {
                self.odd.push(at);
            }
            put(at, bits);
        }
    }

    /// What the text of a cell comes to, which is remembered; none where something is to be said of it.
    fn settled(
        &mut self,
        cells: &Cells<'_>,
        at: usize,
        read: impl FnOnce(&Record, &mut Vec<Period>) -> Option<u64>,
    ) -> Option<u64> {
        let cell = cells.at(self.rows[at]);
        // A row before it may have had the same.
        if let Some(bits) = self.known[cells.column].get(cell) {
            return Some(bits);
        }
        let bits = read(&cells.with_care(cell)?, &mut self.periods)?;
        self.known[cells.column].insert(cell, bits);
        Some(bits)
    }
}

/// The cells of a column.
struct Cells<'a> {
    layout: &'a Layout<'a>,
    source: Source<'a>,
    plan: usize,
    column: usize,
}

impl<'a> Cells<'a> {
    #[inline]
    fn at(&self, row: RowAt) -> Found<'a> {
        self.source.cell(row, self.column)
    }

    /// What the slow way makes of a cell by itself; none where it has something to say of it.
    fn with_care(&self, cell: Found<'_>) -> Option<Record> {
        let (rows, table) = (&self.layout.rows, &self.layout.table);
        let mut reading = rows.begin(0, self.plan, table.places[self.plan].clone());
        let (what, heading) = (table.columns[self.column][self.plan], &table.heading[self.column]);
        reading.cell(what, self.column as u64 + 1, cell.text(), heading);
        reading.is_good().then_some(reading.record)
    }
}

/// Whether a text is the name of a unit as it stands: nothing around it, and its letters composed.
fn is_plain_name(text: &str) -> bool {
    !text.is_empty() && text.trim().len() == text.len() && name::is_composed(text)
}
