//! Records side by side: of some thousand units each fact is a column.

use super::{Record, RecordPlace, Row};
use crate::model::Fact;
use crate::plan::Plans;
use crate::value::{Date, Kind, Number, Period, Value, day_number, later};

/// How many records stand side by side.
pub const LANES: usize = 1024;

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
    /// The values; what stands in the lane of a record that lacks the fact means nothing.
    pub cells: Cells,
    /// 1 for each record that lacks the fact, else 0.
    pub missing: Vec<u8>,
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
            Kind::Truth | Kind::Word(_) => Cells::Small(vec![0; LANES]),
            Kind::Words(_) => Cells::Sets(vec![0; LANES]),
            Kind::Date => Cells::Numbers { lanes: vec![0; LANES], denominator: 1 },
            _ => {
                let denominator = fact.step.reduced().denominator();
                Cells::Numbers { lanes: vec![0; LANES], denominator }
            }
        };
        FactColumn { cells, missing: vec![1; LANES], kind: fact.kind }
    }

    /// Puts a value in a lane; false where it does not fit.
    pub fn set(&mut self, lane: usize, value: Option<Value>) -> bool {
        let fits = match (&mut self.cells, value) {
            (_, None) => false,
            (Cells::Small(lanes), Some(Value::Truth(truth))) => put(lanes, lane, Some(u8::from(truth))),
            (Cells::Small(lanes), Some(Value::Word(word))) => put(lanes, lane, Some(word)),
            (Cells::Sets(lanes), Some(Value::Words(words))) => put(lanes, lane, Some(words)),
            (Cells::Numbers { lanes, .. }, Some(Value::Date(date))) => {
                put(lanes, lane, Some(day_number(date)))
            }
            (Cells::Numbers { lanes, denominator }, Some(Value::Number(number))) => {
                put(lanes, lane, scaled(number, *denominator))
            }
            _ => false,
        };
        self.missing[lane] = u8::from(value.is_none());
        fits || value.is_none()
    }

    /// The value in a lane; none where the record lacks it.
    pub fn get(&self, lane: usize) -> Option<Value> {
        if self.missing[lane] == 1 {
            return None;
        }
        Some(match (&self.cells, self.kind) {
            (Cells::Small(lanes), Kind::Truth) => Value::Truth(lanes[lane] == 1),
            (Cells::Small(lanes), _) => Value::Word(lanes[lane]),
            (Cells::Sets(lanes), _) => Value::Words(lanes[lane]),
            (Cells::Numbers { lanes, .. }, Kind::Date) => Value::Date(day(lanes[lane])?),
            (Cells::Numbers { lanes, denominator }, _) => {
                Value::Number(Number::fraction(i128::from(lanes[lane]), *denominator)?)
            }
        })
    }
}

fn put<T>(lanes: &mut [T], lane: usize, value: Option<T>) -> bool {
    let Some(value) = value else { return false };
    lanes[lane] = value;
    true
}

fn scaled(number: Number, denominator: i128) -> Option<i32> {
    let scaled = number.times(Number::whole(denominator))?.reduced();
    if scaled.denominator() == 1 { i32::try_from(scaled.numerator()).ok() } else { None }
}

/// The day with a number that [`day_number`] gave.
pub fn day(number: i32) -> Option<Date> {
    later(Date::constant(1970, 1, 1), i128::from(number))
}

impl Chunk {
    /// A chunk for records of a plan; `plan` is its number.
    pub fn new(plans: &Plans, plan: usize) -> Chunk {
        let facts = plans.get(plan).ruleset.facts.iter().map(FactColumn::new).collect();
        let (units, place) = (String::new(), RecordPlace::default());
        Chunk { facts, plan, place, units, ends: Vec::new(), heads: Vec::new() }
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
        if self.place.file != record.place.file || self.place.columns != record.place.columns {
            if lane > 0 {
                return false;
            }
            self.place = record.place.clone();
        }
        let Record { period, assessor, .. } = *record;
        self.end(&record.unit, RowHead { period, assessor, line: record.place.line });
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

/// What stands next in a batch.
#[derive(Debug)]
pub enum Entry {
    /// The next record of the chunk of this plan.
    Lane(usize),
    /// A row that no column holds: refused, odd, or with a value that is too large.
    Row(Box<Row>),
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
