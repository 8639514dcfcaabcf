//! What others read of results, packed: some ten bytes a value, as many results as a year of a country has.

use super::names::UnitId;
use crate::eval::{Outcome, Undecided};
use crate::value::{Date, Number, Period, Range, Value, day, day_number};
use std::collections::{BTreeMap, HashMap};

/// Values of many results side by side, a column for each name.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Whether the unit was not assessed.
    not_assessed: Vec<bool>,
    columns: Vec<Column>,
}

/// The values of one name. A state says what a value is; a number stands in a lane of its own.
#[derive(Debug, Default)]
struct Column {
    states: Vec<u8>,
    /// As long as `states`, or empty as long as no value needs it.
    lanes: Vec<i64>,
    /// The denominators that numbers have, by state.
    denominators: Vec<i128>,
    /// What fits in no lane: undecided numbers, those out of reach.
    rare: HashMap<u32, Outcome>,
}

/// A state below this one is that of a number, by the place of its denominator.
const DENOMINATORS: u8 = 120;
const FALSE: u8 = 120;
const TRUE: u8 = 121;
const DATE: u8 = 122;
const WORDS: u8 = 123;
/// Not known; one more where it may not apply either.
const ANY_TRUTH: u8 = 124;
/// Not known which of some words; the same.
const ANY_WORD: u8 = 126;
/// The first of 64 words.
const WORD: u8 = 128;
const RARE: u8 = 254;
const NOT_APPLICABLE: u8 = 255;

impl Column {
    fn push(&mut self, row: u32, outcome: Outcome) {
        self.states.push(NOT_APPLICABLE);
        if !self.lanes.is_empty() {
            self.lanes.push(0);
        }
        self.set(row, outcome);
    }

    fn set(&mut self, row: u32, outcome: Outcome) {
        if self.states[row as usize] == RARE {
            self.rare.remove(&row);
        }
        let (state, lane) = match outcome {
            Outcome::NotApplicable => (NOT_APPLICABLE, 0),
            Outcome::Value(value) => self.packed(value).unwrap_or((RARE, 0)),
            Outcome::Undecided(ref undecided) => open(undecided).unwrap_or((RARE, 0)),
        };
        self.states[row as usize] = state;
        if state == RARE {
            self.rare.insert(row, outcome);
        }
        if lane != 0 && self.lanes.is_empty() {
            self.lanes.resize(self.states.len(), 0);
        }
        if let Some(own) = self.lanes.get_mut(row as usize) {
            *own = lane;
        }
    }

    /// A state and a lane of a value; none for what fits in none.
    fn packed(&mut self, value: Value) -> Option<(u8, i64)> {
        Some(match value {
            Value::Truth(truth) => (if truth { TRUE } else { FALSE }, 0),
            Value::Word(word) if word < 64 => (WORD + word, 0),
            Value::Word(_) => return None,
            Value::Words(words) => (WORDS, words.cast_signed()),
            Value::Date(date) => (DATE, i64::from(day_number(date))),
            Value::Number(number) => {
                let lane = i64::try_from(number.numerator()).ok()?;
                (self.denominator(number.denominator())?, lane)
            }
        })
    }

    fn denominator(&mut self, denominator: i128) -> Option<u8> {
        let known = self.denominators.iter().position(|it| *it == denominator);
        let place = u8::try_from(known.unwrap_or(self.denominators.len())).ok()?;
        if known.is_none() && place < DENOMINATORS {
            self.denominators.push(denominator);
        }
        (place < DENOMINATORS).then_some(place)
    }

    fn get(&self, row: u32) -> Outcome {
        let lane = self.lanes.get(row as usize).copied().unwrap_or(0);
        let value = match self.states[row as usize] {
            NOT_APPLICABLE => return Outcome::NotApplicable,
            RARE => return self.rare.get(&row).cloned().unwrap_or(Outcome::NotApplicable),
            FALSE => Value::Truth(false),
            TRUE => Value::Truth(true),
            state if state | 1 == ANY_TRUTH | 1 => return unknown(Range::Truth, state > ANY_TRUTH),
            state if state | 1 == ANY_WORD | 1 => {
                return unknown(Range::Word(lane.cast_unsigned()), state > ANY_WORD);
            }
            WORDS => Value::Words(lane.cast_unsigned()),
            DATE => Value::Date(day(lane.into()).unwrap_or(Date::MIN)),
            word @ WORD.. => Value::Word(word - WORD),
            state => {
                let denominator = self.denominators.get(usize::from(state)).copied().unwrap_or(1);
                Value::Number(Number::fraction(lane.into(), denominator).unwrap_or(Number::ZERO))
            }
        };
        Outcome::Value(value)
    }
}

/// A state and a lane of what is not known; none for what fits in none.
fn open(undecided: &Undecided) -> Option<(u8, i64)> {
    let has_reasons = !undecided.missing.is_empty() || !undecided.faults.is_empty();
    let may_not_apply = u8::from(undecided.may_not_apply);
    match undecided.range {
        _ if has_reasons => None,
        Range::Truth => Some((ANY_TRUTH + may_not_apply, 0)),
        Range::Word(words) => Some((ANY_WORD + may_not_apply, words.cast_signed())),
        _ => None,
    }
}

/// Something of which no more is known than what it can be.
pub(super) fn unknown(range: Range, may_not_apply: bool) -> Outcome {
    let (missing, faults) = Default::default();
    Outcome::Undecided(Box::new(Undecided { range, may_not_apply, missing, faults }))
}

impl Table {
    /// A table for so many names.
    pub(super) fn new(width: usize) -> Table {
        Table { not_assessed: Vec::new(), columns: (0..width).map(|_| Column::default()).collect() }
    }

    /// Adds a result, and gives its row.
    pub(super) fn push(&mut self, is_not_assessed: bool, values: impl Iterator<Item = Outcome>) -> u32 {
        let row = u32::try_from(self.not_assessed.len()).unwrap_or(u32::MAX);
        self.not_assessed.push(is_not_assessed);
        self.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(row, value));
        row
    }

    fn set(&mut self, row: u32, is_not_assessed: bool, values: impl Iterator<Item = Outcome>) {
        self.not_assessed[row as usize] = is_not_assessed;
        self.columns.iter_mut().zip(values).for_each(|(column, value)| column.set(row, value));
    }

    /// A result.
    pub(super) fn row(&self, row: u32) -> Kept<'_> {
        Kept { table: self, row }
    }
}

/// What others read of one result.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept<'t> {
    table: &'t Table,
    row: u32,
}

impl Kept<'_> {
    /// Whether the unit was not assessed.
    pub(super) fn is_not_assessed(&self) -> bool {
        self.table.not_assessed[self.row as usize]
    }

    /// The values of names, each by its place among those that are kept.
    pub(super) fn values(&self, places: &[Option<usize>]) -> Vec<Outcome> {
        let value = |place: &Option<usize>| place.and_then(|at| self.table.columns.get(at));
        places.iter().map(|it| value(it).map_or(Outcome::NotApplicable, |it| it.get(self.row))).collect()
    }
}

/// Results by unit and period.
#[derive(Debug, Default)]
pub(super) struct Results {
    table: Table,
    /// The periods that there are, each by its number.
    periods: Vec<Option<Period>>,
    numbers: BTreeMap<Option<Period>, u32>,
    /// For each unit its periods and rows.
    units: Vec<Vec<(u32, u32)>>,
}

impl Results {
    /// Results of which so many names are read.
    pub(super) fn new(width: usize) -> Results {
        Results { table: Table::new(width), ..Results::default() }
    }

    /// Keeps a result; in place of what is there, or beside it.
    pub(super) fn put(
        &mut self,
        (unit, period): (UnitId, Option<Period>),
        is_beside: bool,
        is_not_assessed: bool,
        values: impl Iterator<Item = Outcome>,
    ) {
        let number = match self.numbers.get(&period) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.periods.len()).unwrap_or(u32::MAX);
                self.periods.push(period);
                self.numbers.insert(period, number);
                number
            }
        };
        if self.units.len() <= unit as usize {
            self.units.resize(unit as usize + 1, Vec::new());
        }
        let rows = &mut self.units[unit as usize];
        let own = rows.iter().find(|(it, _)| !is_beside && *it == number);
        if let Some((_, row)) = own {
            return self.table.set(*row, is_not_assessed, values);
        }
        // Growing by half wastes less than doubling; there are very many of these.
        if rows.len() == rows.capacity() {
            rows.reserve_exact((rows.len() / 2).max(4));
        }
        rows.push((number, self.table.push(is_not_assessed, values)));
    }

    /// What is kept of a unit and period; of a list there may be many.
    pub(super) fn find(&self, unit: UnitId, period: Option<Period>) -> impl Iterator<Item = Kept<'_>> {
        let number = self.numbers.get(&period).copied();
        let rows = self.units.get(unit as usize).map_or(&[][..], Vec::as_slice);
        rows.iter().filter(move |(it, _)| Some(*it) == number).map(|(_, row)| self.table.row(*row))
    }

    /// Whether anything is kept of a unit and period.
    pub(super) fn has(&self, (unit, period): (UnitId, Option<Period>)) -> bool {
        self.find(unit, period).next().is_some()
    }

    /// The units of which anything is kept.
    pub(super) fn units(&self) -> impl Iterator<Item = UnitId> {
        (0..).zip(&self.units).filter(|(_, rows)| !rows.is_empty()).map(|(unit, _)| unit)
    }

    /// The periods of which anything is kept of a unit.
    pub(super) fn periods_of(&self, unit: UnitId) -> impl Iterator<Item = Option<Period>> {
        let rows = self.units.get(unit as usize).map_or(&[][..], Vec::as_slice);
        rows.iter().map(|(number, _)| self.periods[*number as usize])
    }

    /// All periods of which anything is kept.
    pub(super) fn periods(&self) -> impl Iterator<Item = Option<Period>> {
        self.periods.iter().copied()
    }
}
