//! Rows into columns, the quick way: what is good goes straight to its lane. A row of which anything is to be
//! said goes the slow way, so that all findings are made in one place.

use super::blocks::Block;
use super::chunk::{Batch, Entry, LANES};
use super::group::{Group, Source};
use super::index::{Found, Index, RowAt};
use super::layout::{Form, Layout};
use super::memo::Memo;
use super::split::{Cells, Text};
use super::{Row, columns::Column};
use std::ops::ControlFlow;

/// Takes a batch that is full, or the last one of a block; it is emptied afterwards.
pub type Taker<'a> = dyn FnMut(&mut Batch) -> ControlFlow<()> + 'a;

/// How many periods and kinds of units are remembered.
const REMEMBERED: usize = 1 << 9;

/// Reads the blocks of a table into columns.
#[derive(Debug)]
pub struct Reader<'l, 'p> {
    layout: &'l Layout<'p>,
    index: Index,
    /// For each plan its rows among those that are read together.
    groups: Vec<Group>,
    /// The plan of each of these rows, in order.
    order: Vec<usize>,
    editions: Memo,
    /// For each edition, what words choose a form.
    forms: Vec<Memo>,
    /// A row that is read slowly.
    cells: Cells,
    slow: u64,
}

impl<'p> Layout<'p> {
    /// What reads blocks into columns, one of them at a time.
    pub fn reader(&self) -> Reader<'_, 'p> {
        Reader {
            layout: self,
            index: Index::new(self.skips_blank),
            groups: (0..self.ways.len()).map(|plan| Group::new(self, plan)).collect(),
            order: Vec::new(),
            editions: Memo::new(REMEMBERED),
            forms: vec![Memo::new(REMEMBERED); self.choice.forms.len()],
            cells: Cells::default(),
            slow: 0,
        }
    }
}

impl Reader<'_, '_> {
    /// Reads a block into a batch that is empty. Hands it on whenever it is full, and at the end.
    pub fn read(&mut self, block: &Block, batch: &mut Batch, each: &mut Taker<'_>) -> ControlFlow<()> {
        let mut text = block.text();
        // What is no UTF-8, or too large for short numbers, is read with care from cell to cell.
        if u32::try_from(text.bytes.len()).is_err() || std::str::from_utf8(text.bytes).is_err() {
            while text.row(&mut self.cells) {
                self.add_slowly(batch, None);
                hand_on(batch, LANES, each)?;
            }
        }
        let mut index = std::mem::take(&mut self.index);
        while index.find(&mut text, self.layout.table.columns.len(), block.is_simple) {
            let source = Source { index: &index, bytes: text.bytes };
            for row in &index.rows {
                self.enter(*row, source, text, batch);
                if batch.order.len() + self.order.len() >= LANES {
                    self.finish(source, text, batch);
                    hand_on(batch, LANES, each)?;
                }
            }
            self.finish(source, text, batch);
        }
        self.index = index;
        block.wrong.iter().for_each(|wrong| batch.push(Row::Finding(wrong.clone())));
        hand_on(batch, 1, each)
    }

    /// How many rows were read with care, cell by cell: many of them cost time.
    pub fn slow_rows(&self) -> u64 {
        self.slow
    }

    /// Puts a row beside those of its plan, or reads it with care.
    fn enter(&mut self, row: RowAt, source: Source<'_>, text: Text<'_>, batch: &mut Batch) {
        let is_whole = row.cells as usize == self.layout.table.columns.len();
        let plan = if is_whole { self.plan(row, source) } else { None };
        match plan.filter(|plan| self.layout.ways[*plan].is_some()) {
            Some(plan) => {
                self.groups[plan].rows.push(row);
                self.order.push(plan);
            }
            None => {
                self.finish(source, text, batch);
                self.read_slowly(row, text, batch, None);
            }
        }
    }

    /// The plan of a row; none where it has to be read with care.
    fn plan(&mut self, row: RowAt, source: Source<'_>) -> Option<usize> {
        let (rows, table, choice) = (&self.layout.rows, &self.layout.table, &self.layout.choice);
        let cell = |column| source.cell(row, column);
        let find = |plan: usize, wanted: Column| {
            let at = table.position(plan, wanted)?;
            Some((cell(at).text().to_owned(), at as u64 + 1))
        };
        let edition = match choice.edition {
            Some(edition) => edition,
            None => {
                let edition = || rows.edition(row.line, &find).ok();
                remembered(&mut self.editions, cell(choice.period?), edition)?
            }
        };
        match choice.forms[edition] {
            Form::One(plan) => plan,
            Form::ByColumn(column) => {
                let form = || rows.form(edition, row.line, &find).ok();
                remembered(&mut self.forms[edition], cell(column), form)
            }
        }
    }

    /// Reads all rows that were entered, and adds them in order.
    fn finish(&mut self, source: Source<'_>, text: Text<'_>, batch: &mut Batch) {
        for plan in 0..self.groups.len() {
            if !self.groups[plan].rows.is_empty() {
                self.groups[plan].read(self.layout, source, &mut batch.chunks[plan]);
            }
        }
        let order = std::mem::take(&mut self.order);
        for plan in &order {
            match self.groups[*plan].add_next(source, &mut batch.chunks[*plan]) {
                Ok(()) => batch.order.push(Entry::Lane(*plan)),
                Err(row) => self.read_slowly(row, text, batch, Some(*plan)),
            }
        }
        self.order = order;
        self.order.clear();
    }

    /// Reads a row with care. Other rows of the plan that is named have lanes already, behind it.
    fn read_slowly(&mut self, row: RowAt, text: Text<'_>, batch: &mut Batch, among: Option<usize>) {
        Text { at: row.from, line: row.line, ..text }.row(&mut self.cells);
        self.add_slowly(batch, among);
    }

    fn add_slowly(&mut self, batch: &mut Batch, among: Option<usize>) {
        self.slow += u64::from(!self.cells.is_blank());
        // Only the batch could stop, and it takes all.
        let _ = self.layout.row(&self.cells, &mut |row| {
            match &row {
                Row::Record(record) if among.is_some_and(|plan| plan != record.plan) => {
                    batch.order.push(Entry::Row(Box::new(row)));
                }
                _ => batch.push(row),
            }
            ControlFlow::Continue(())
        });
    }
}

/// What a text was read as, or comes to now. What is empty is not remembered.
fn remembered(memo: &mut Memo, text: Found<'_>, read: impl FnOnce() -> Option<usize>) -> Option<usize> {
    if text.length() == 0 {
        return read();
    }
    if let Some(known) = memo.get(text) {
        return usize::try_from(known).ok();
    }
    let value = read()?;
    memo.insert(text, value as u64);
    Some(value)
}

/// Hands on a batch that has so many rows.
pub(super) fn hand_on(batch: &mut Batch, wanted: usize, each: &mut Taker<'_>) -> ControlFlow<()> {
    if batch.order.len() < wanted {
        return ControlFlow::Continue(());
    }
    let taken = each(batch);
    batch.clear();
    taken
}
