//! Rows that wait until others are there, packed: a missing fact takes a byte, a small number two.

use super::names::{Names, UnitId};
use crate::data::{Decision, Record, RecordPlace};
use crate::plan::Plans;
use crate::value::{Number, Period, Value, day, day_number};
use std::sync::Arc;

/// Rows in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    rows: Vec<Row>,
    /// The facts of all of them.
    facts: Vec<u8>,
    /// The files and columns that they come from.
    places: Vec<(Arc<str>, Arc<[u64]>)>,
}

#[derive(Debug)]
struct Row {
    unit: UnitId,
    period: Option<Period>,
    assessor: Option<u8>,
    /// Whether nothing is known of it, because it was refused.
    is_refused: bool,
    plan: u32,
    place: u32,
    line: u64,
    /// Where its facts begin, and how many there are.
    facts: (usize, u32),
    decision: Option<Box<Decision>>,
}

impl Waiting {
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Adds a row.
    pub(super) fn push(&mut self, record: Record, names: &mut Names) {
        let begin = self.facts.len();
        record.facts.iter().for_each(|fact| put(*fact, &mut self.facts));
        let place = self.place(&record.place);
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.rows.push(Row {
            unit: names.add(&record.unit),
            period: record.period,
            assessor: record.assessor,
            is_refused: !record.within.is_empty(),
            plan: small(record.plan),
            place: small(place),
            line: record.place.line,
            facts: (begin, small(record.facts.len())),
            decision: record.decision.map(Box::new),
        });
    }

    fn place(&mut self, place: &RecordPlace) -> usize {
        let is_same = |(file, columns): &(Arc<str>, Arc<[u64]>)| {
            Arc::ptr_eq(file, &place.file) && Arc::ptr_eq(columns, &place.columns)
        };
        // Rows of one file come one behind the other.
        if !self.places.last().is_some_and(is_same) {
            self.places.push((place.file.clone(), place.columns.clone()));
        }
        self.places.len() - 1
    }

    /// The unit and period of a row.
    pub(super) fn pair(&self, row: usize) -> (UnitId, Option<Period>) {
        (self.rows[row].unit, self.rows[row].period)
    }

    /// A row as it was added. Of one that was refused nothing is known but what its facts can be.
    pub(super) fn record(&self, row: usize, names: &Names, plans: &Plans) -> Record {
        let row = &self.rows[row];
        let mut bytes = self.facts.get(row.facts.0..).unwrap_or_default();
        let facts = (0..row.facts.1).map(|_| take(&mut bytes).unwrap_or_default()).collect();
        let (file, columns) = self.places.get(row.place as usize).cloned().unwrap_or_default();
        let plan = row.plan as usize;
        let within = plans.get(plan).ruleset.facts.iter().map(|fact| fact.range);
        Record {
            unit: names.name(row.unit).to_owned(),
            period: row.period,
            assessor: row.assessor,
            decision: row.decision.as_deref().cloned(),
            facts,
            within: if row.is_refused { within.collect() } else { Vec::new() },
            plan,
            place: RecordPlace { file, line: row.line, columns },
        }
    }
}

const MISSING: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const WORD: u8 = 3;
const WORDS: u8 = 4;
const DATE: u8 = 5;
const NUMBER: u8 = 6;
/// A number of one of these denominators says it by its tag.
const DENOMINATORS: [i128; 4] = [1, 10, 100, 1000];
const DECIMAL: u8 = 7;

fn put(fact: Option<Value>, bytes: &mut Vec<u8>) {
    match fact {
        None => bytes.push(MISSING),
        Some(Value::Truth(truth)) => bytes.push(if truth { TRUE } else { FALSE }),
        Some(Value::Word(word)) => bytes.extend([WORD, word]),
        Some(Value::Words(words)) => {
            bytes.push(WORDS);
            put_whole(words.into(), bytes);
        }
        Some(Value::Date(date)) => {
            bytes.push(DATE);
            put_whole(day_number(date).into(), bytes);
        }
        Some(Value::Number(number)) => {
            match (DECIMAL..).zip(DENOMINATORS).find(|(_, it)| *it == number.denominator()) {
                Some((tag, _)) => bytes.push(tag),
                None => {
                    bytes.push(NUMBER);
                    put_whole(number.denominator(), bytes);
                }
            }
            put_whole(number.numerator(), bytes);
        }
    }
}

/// The next fact; none only behind the last one.
fn take(bytes: &mut &[u8]) -> Option<Option<Value>> {
    let value = match take_byte(bytes)? {
        FALSE => Value::Truth(false),
        TRUE => Value::Truth(true),
        WORD => Value::Word(take_byte(bytes)?),
        WORDS => Value::Words(u64::try_from(take_whole(bytes)?).ok()?),
        DATE => Value::Date(day(take_whole(bytes)?)?),
        NUMBER => {
            let denominator = take_whole(bytes)?;
            Value::Number(Number::fraction(take_whole(bytes)?, denominator)?)
        }
        tag => match DENOMINATORS.get(usize::from(tag.wrapping_sub(DECIMAL))) {
            Some(denominator) => Value::Number(Number::fraction(take_whole(bytes)?, *denominator)?),
            None => return Some(None),
        },
    };
    Some(Some(value))
}

fn take_byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

/// Seven bits a byte, the lowest first; the sign is the lowest bit of all.
fn put_whole(number: i128, bytes: &mut Vec<u8>) {
    let mut rest = ((number << 1) ^ (number >> 127)).cast_unsigned();
    while rest >= 0x80 {
        bytes.push(rest.to_le_bytes()[0] | 0x80);
        rest >>= 7;
    }
    bytes.push(rest.to_le_bytes()[0]);
}

fn take_whole(bytes: &mut &[u8]) -> Option<i128> {
    let (mut number, mut shift) = (0u128, 0);
    loop {
        let byte = take_byte(bytes)?;
        number |= u128::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
        if byte < 0x80 {
            return Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed());
        }
    }
}
