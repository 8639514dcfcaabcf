//! Records side by side: of some thousand units each fact is a column.

use super::{Record, RecordPlace, Row, Sink};
use crate::model::Fact;
use crate::plan::Plans;
use crate::value::{Kind, Number, Period, Value, day, day_number};
use std::ops::ControlFlow;
use std::sync::Arc;

/// How many records stand side by side.
pub const LANES: usize = 1024;

/// In a lane of numbers: the record lacks the fact. No number comes to it.
pub const NO_NUMBER: i32 = i32::MIN;

/// In a lane of words or answers: the record lacks the fact. No kind has so many words.
pub const NO_WORD: u8 = u8::MAX;

/// In a lane of sets: the record lacks the fact. A set of 64 words stands in no column.
pub const NO_SET: u64 = u64::MAX;

/// The values of a fact, a lane for each record.
#[derive(Clone, Debug)]
pub enum Cells {
    /// Numbers as multiples of `1 / denominator`, and days of the calendar as numbers (denominator 1).
    Numbers {
        /// The multiples.
        lanes: Vec<i32>,
        /// What they are parts of.
        denominator: i128,
    },
    /// Yes/no as 1 and 0, words by their place.
    Small(Vec<u8>),
    /// Sets of words, a bit each.
    Sets(Vec<u64>),
}

/// What a fact is in each record of a chunk.
#[derive(Clone, Debug)]
pub struct FactColumn {
    /// The values, with one of its own for a record that lacks the fact.
    pub cells: Cells,
    kind: Kind,
}

/// Up to [`LANES`] records that one plan scores.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// The facts, by their index in the ruleset of the plan.
    pub facts: Vec<FactColumn>,
    /// Which of the ruleset's plans scores them.
    pub plan: usize,
    /// The file they stand in, and the column of each fact there.
    pub place: RecordPlace,
    /// Whether columns have their lanes: many plans never see a record.
    is_prepared: bool,
    units: String,
    /// Where each unit's name ends.
    ends: Vec<usize>,
    heads: Vec<RowHead>,
}

/// What a row says beside unit and facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowHead {
    /// The period.
    pub period: Option<Period>,
    /// Who scored the unit.
    pub assessor: Option<u8>,
    /// The line in the file.
    pub line: u64,
}

impl FactColumn {
    fn new(fact: &Fact) -> FactColumn {
        let cells = match fact.kind {
            Kind::Truth | Kind::Word(_) => Cells::Small(Vec::new()),
            Kind::Words(_) => Cells::Sets(Vec::new()),
            Kind::Date => Cells::Numbers { lanes: Vec::new(), denominator: 1 },
            _ => Cells::Numbers { lanes: Vec::new(), denominator: fact.step.reduced().denominator() },
        };
        FactColumn { cells, kind: fact.kind }
    }

    /// Makes room for all lanes.
    fn prepare(&mut self) {
        match &mut self.cells {
            Cells::Numbers { lanes, .. } => lanes.resize(LANES, NO_NUMBER),
            Cells::Small(lanes) => lanes.resize(LANES, NO_WORD),
            Cells::Sets(lanes) => lanes.resize(LANES, NO_SET),
        }
    }

    /// Leaves the fact out in some lanes.
    pub(super) fn leave_out(&mut self, from: std::ops::Range<usize>) {
        match &mut self.cells {
            Cells::Numbers { lanes, .. } => lanes[from].fill(NO_NUMBER),
            Cells::Small(lanes) => lanes[from].fill(NO_WORD),
            Cells::Sets(lanes) => lanes[from].fill(NO_SET),
        }
    }

    /// Puts what stands in one lane into another.
    fn copy(&mut self, from: usize, to: usize) {
        match &mut self.cells {
            Cells::Numbers { lanes, .. } => lanes[to] = lanes[from],
            Cells::Small(lanes) => lanes[to] = lanes[from],
            Cells::Sets(lanes) => lanes[to] = lanes[from],
        }
    }

    /// Puts a value in a lane; false where it does not fit.
    pub fn set(&mut self, lane: usize, value: Option<Value>) -> bool {
        let Some(value) = value else {
            self.leave_out(lane..lane + 1);
            return true;
        };
        self.bits(value).map(|bits| self.put(lane, bits)).is_some()
    }

    /// A value as it stands in a lane; none where it does not fit.
    pub(super) fn bits(&self, value: Value) -> Option<u64> {
        let number = |number: i32| u64::from(number.cast_unsigned());
        match (&self.cells, value) {
            (Cells::Small(_), Value::Truth(truth)) => Some(u64::from(truth)),
            (Cells::Small(_), Value::Word(word)) => Some(u64::from(word)),
            (Cells::Sets(_), Value::Words(words)) => Some(words).filter(|words| *words != NO_SET),
            (Cells::Numbers { .. }, Value::Date(date)) => Some(number(day_number(date))),
            (Cells::Numbers { denominator, .. }, Value::Number(it)) => {
                multiple_of(it, *denominator).map(number)
            }
            _ => None,
        }
    }

    /// Puts what [`FactColumn::bits`] gave in a lane.
    #[inline]
    pub(super) fn put(&mut self, lane: usize, bits: u64) {
        match &mut self.cells {
            Cells::Numbers { lanes, .. } => lanes[lane] = (bits as u32).cast_signed(),
            Cells::Small(lanes) => lanes[lane] = bits as u8,
            Cells::Sets(lanes) => lanes[lane] = bits,
        }
    }

    /// The value in a lane; none where the record lacks it.
    pub fn get(&self, lane: usize) -> Option<Value> {
        Some(match (&self.cells, self.kind) {
            (Cells::Small(lanes), _) if lanes[lane] == NO_WORD => return None,
            (Cells::Sets(lanes), _) if lanes[lane] == NO_SET => return None,
            (Cells::Numbers { lanes, .. }, _) if lanes[lane] == NO_NUMBER => return None,
            (Cells::Small(lanes), Kind::Truth) => Value::Truth(lanes[lane] == 1),
            (Cells::Small(lanes), _) => Value::Word(lanes[lane]),
            (Cells::Sets(lanes), _) => Value::Words(lanes[lane]),
            (Cells::Numbers { lanes, .. }, Kind::Date) => Value::Date(day(lanes[lane].into())?),
            (Cells::Numbers { lanes, denominator }, _) => {
                Value::Number(Number::fraction(i128::from(lanes[lane]), *denominator)?)
            }
        })
    }
}

/// A number as a multiple of `1 / denominator`; none where it is none, or leaves a lane.
pub(crate) fn multiple_of(number: Number, denominator: i128) -> Option<i32> {
    let scaled = number.times(Number::whole(denominator))?.reduced();
    let whole = if scaled.denominator() == 1 { i32::try_from(scaled.numerator()).ok() } else { None };
    whole.filter(|whole| *whole != NO_NUMBER)
}

impl Chunk {
    /// A chunk for records of a plan; `plan` is its number.
    pub fn new(plans: &Plans, plan: usize) -> Chunk {
        let facts = plans.get(plan).ruleset.facts.iter().map(FactColumn::new).collect();
        let (units, place) = (String::new(), RecordPlace::default());
        Chunk { facts, plan, place, is_prepared: false, units, ends: Vec::new(), heads: Vec::new() }
    }

    /// Makes room for records of a file, whose facts stand in these columns.
    pub(super) fn prepare(&mut self, file: &Arc<str>, columns: &Arc<[u64]>) {
        if !self.is_prepared {
            self.facts.iter_mut().for_each(FactColumn::prepare);
            self.is_prepared = true;
        }
        if !Arc::ptr_eq(&self.place.columns, columns) || !Arc::ptr_eq(&self.place.file, file) {
            self.place = RecordPlace { file: file.clone(), line: 0, columns: columns.clone() };
            if self.is_empty() {
                // Another file may lack a fact that the one before had.
                self.facts.iter_mut().for_each(|column| column.leave_out(0..LANES));
            }
        }
    }

    /// Puts the facts that stand in a lane behind the last record into the lane of the next one.
    pub(super) fn take(&mut self, lane: usize) {
        let next = self.len();
        if lane != next {
            self.facts.iter_mut().for_each(|column| column.copy(lane, next));
        }
    }

    /// How many records stand in it.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no record in it.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether there is no room for another record.
    pub fn is_full(&self) -> bool {
        self.len() >= LANES
    }

    /// Takes all records out. What is absent from the file stays marked as missing.
    pub fn clear(&mut self) {
        self.units.clear();
        self.ends.clear();
        self.heads.clear();
    }

    /// Ends the record whose facts were put in the lane [`Chunk::len`].
    pub fn end(&mut self, unit: &str, head: RowHead) {
        self.units.push_str(unit);
        self.ends.push(self.units.len());
        self.heads.push(head);
    }

    /// Adds a record; false where a column cannot hold it: a number too large, or a decision.
    pub fn push(&mut self, record: &Record) -> bool {
        let lane = self.len();
        if record.decision.is_some() || !record.within.is_empty() || self.is_full() {
            return false;
        }
        let place = &record.place;
        if lane > 0 && (self.place.file != place.file || self.place.columns != place.columns) {
            return false;
        }
        self.prepare(&place.file, &place.columns);
        let values = record.facts.iter().copied().chain(std::iter::repeat(None));
        // Each must be set, for the record that stood in the lane before.
        if !self
            .facts
            .iter_mut()
            .zip(values)
            .fold(true, |fits, (column, value)| column.set(lane, value) && fits)
        {
            return false;
        }
        self.end(&record.unit, record.head());
        true
    }

    /// The unit of a lane.
    pub fn unit(&self, lane: usize) -> &str {
        let start = lane.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.units[start..self.ends[lane]]
    }

    /// What else the row of a lane says.
    pub fn head(&self, lane: usize) -> RowHead {
        self.heads[lane]
    }

    /// The record of a lane by itself.
    pub fn record(&self, lane: usize) -> Record {
        let RowHead { period, assessor, line } = self.head(lane);
        let facts = self.facts.iter().map(|column| column.get(lane)).collect();
        let place = RecordPlace { line, ..self.place.clone() };
        let (unit, plan) = (self.unit(lane).to_owned(), self.plan);
        Record { unit, period, assessor, facts, plan, place, ..Record::default() }
    }
}

impl Record {
    /// What its row says beside unit and facts.
    pub fn head(&self) -> RowHead {
        RowHead { period: self.period, assessor: self.assessor, line: self.place.line }
    }
}

/// What stands next in a batch.
#[derive(Debug)]
pub enum Entry {
    /// The next record of the chunk of this plan.
    Lane(usize),
    /// A row that no column holds: refused, odd, or with a value that is too large.
    Row(Box<Row>),
}

/// What stands in a batch with so many chunks, in order, with the lane of each that is in a lane.
pub fn numbered(order: Vec<Entry>, chunks: usize) -> impl Iterator<Item = (Entry, usize)> {
    let mut next = vec![0; chunks];
    order.into_iter().map(move |entry| match entry {
        Entry::Lane(plan) => {
            next[plan] += 1;
            (entry, next[plan] - 1)
        }
        entry => (entry, 0),
    })
}

/// Rows in the order of their file, most of them in columns.
#[derive(Debug, Default)]
pub struct Batch {
    /// What stands in it, in order.
    pub order: Vec<Entry>,
    /// A chunk for each plan.
    pub chunks: Vec<Chunk>,
}

impl Batch {
    /// A batch for rows of a ruleset.
    pub fn new(plans: &Plans) -> Batch {
        let chunks = (0..plans.all().len()).map(|plan| Chunk::new(plans, plan)).collect();
        Batch { order: Vec::new(), chunks }
    }

    /// Whether it must be handed on before a row is added.
    pub fn is_full(&self) -> bool {
        self.order.len() >= LANES
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.order.clear();
        self.chunks.iter_mut().for_each(Chunk::clear);
    }

    /// Takes everything out row by row.
    pub fn rows(&mut self, each: &mut Sink<'_>) -> ControlFlow<()> {
        let order = numbered(std::mem::take(&mut self.order), self.chunks.len());
        let taken = order.into_iter().try_for_each(|(entry, lane)| match entry {
            Entry::Lane(plan) => each(Row::Record(self.chunks[plan].record(lane))),
            Entry::Row(row) => each(*row),
        });
        self.clear();
        taken
    }

    /// Adds a row, in columns where they can hold it.
    pub fn push(&mut self, row: Row) {
        if let Row::Record(record) = &row
            && let Some(chunk) = self.chunks.get_mut(record.plan)
            && chunk.push(record)
        {
            self.order.push(Entry::Lane(record.plan));
        } else {
            self.order.push(Entry::Row(Box::new(row)));
        }
    }
}
