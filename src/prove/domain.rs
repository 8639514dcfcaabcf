//! What a fact can be: a stretch of steps, or a set of words.

use crate::model::Fact;
use crate::value::{Date, Interval, Kind, Mode, Number, Range, Value, day_number};

/// What a fact can be. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Domain {
    /// Multiples of the fact's step, or days, from the first to the last.
    Steps(i128, i128),
    /// One of these words; for `yes/no` the first word is `no`.
    Word(u64),
    /// Any words among the second that hold the first.
    Words(u64, u64),
}

impl Domain {
    /// All that a fact can be.
    pub(super) fn of(fact: &Fact) -> Domain {
        Domain::within(fact, fact.range)
    }

    /// All that a fact can be within a range.
    pub(super) fn within(fact: &Fact, range: Range) -> Domain {
        match range {
            Range::Number(interval) => {
                let steps = |end: Option<Number>, mode| {
                    end.and_then(|end| end.rounded(fact.step, mode)).and_then(|end| end.over(fact.step))
                };
                let low = steps(interval.low, Mode::Up).map_or(0, |low| low.floor().numerator());
                let high = steps(interval.high, Mode::Down).map_or(low, |high| high.floor().numerator());
                Domain::Steps(low, high.max(low))
            }
            Range::Truth => Domain::Word(0b11),
            Range::Word(words) => Domain::Word(words),
            Range::Words { sure, possible } => Domain::Words(sure, possible),
            Range::Date(first, last) => Domain::Steps(day_number(first).into(), day_number(last).into()),
        }
    }

    /// The same as a range of values.
    pub(super) fn range(self, fact: &Fact) -> Range {
        match (self, fact.kind) {
            (Domain::Steps(low, high), Kind::Date) => Range::Date(day(low), day(high)),
            (Domain::Steps(low, high), _) => {
                Range::Number(Interval::new(number(fact, low), number(fact, high)))
            }
            (Domain::Word(_), Kind::Truth) => Range::Truth,
            (Domain::Word(words), _) => Range::Word(words),
            (Domain::Words(sure, possible), _) => Range::Words { sure, possible },
        }
    }

    /// Its value, if there is only one.
    pub(super) fn single(self, fact: &Fact) -> Option<Value> {
        match self {
            Domain::Steps(low, high) if low < high => None,
            Domain::Steps(low, _) if fact.kind == Kind::Date => Some(Value::Date(day(low))),
            Domain::Steps(low, _) => Some(Value::Number(number(fact, low))),
            Domain::Word(words) if words.count_ones() != 1 => None,
            Domain::Word(words) if fact.kind == Kind::Truth => Some(Value::Truth(words == 0b10)),
            Domain::Word(words) => u8::try_from(words.trailing_zeros()).ok().map(Value::Word),
            Domain::Words(sure, possible) => (sure == possible).then_some(Value::Words(sure)),
        }
    }

    /// How many values it has, as a power of 2.
    pub(super) fn bits(self) -> u32 {
        match self {
            Domain::Steps(low, high) => 128 - (high - low).unsigned_abs().leading_zeros(),
            Domain::Word(words) => words.count_ones().next_power_of_two().trailing_zeros(),
            Domain::Words(sure, possible) => (possible & !sure).count_ones(),
        }
    }

    /// Whether it is one value only.
    pub(super) fn is_single(self) -> bool {
        match self {
            Domain::Steps(low, high) => low == high,
            Domain::Word(words) => words.count_ones() == 1,
            Domain::Words(sure, possible) => sure == possible,
        }
    }

    /// The part from `low` to `high`; none where nothing is left.
    pub(super) fn between(self, fact: &Fact, low: Option<Number>, high: Option<Number>) -> Option<Domain> {
        let Domain::Steps(first, last) = self else { return Some(self) };
        let step = if fact.kind == Kind::Date { Number::ONE } else { fact.step };
        let steps = |end: Number| end.over(step);
        let first = match low.and_then(steps).and_then(|low| low.rounded(Number::ONE, Mode::Up)) {
            Some(low) => first.max(low.floor().numerator()),
            None => first,
        };
        let last = match high.and_then(steps) {
            Some(high) => last.min(high.floor().numerator()),
            None => last,
        };
        (first <= last).then_some(Domain::Steps(first, last))
    }

    /// Parts that it falls into, the one to look at first in front: the least number, `yes`, the lowest
    /// word. `at` is where numbers are best cut: the last of the lower part.
    pub(super) fn split(self, at: Option<i128>) -> Vec<Domain> {
        match self {
            Domain::Steps(low, high) => steps(low, high, at),
            Domain::Word(0b11) => vec![Domain::Word(0b10), Domain::Word(0b01)],
            Domain::Word(words) => {
                let first = words & words.wrapping_neg();
                vec![Domain::Word(first), Domain::Word(words & !first)]
            }
            Domain::Words(sure, possible) => {
                let open = possible & !sure;
                let first = open & open.wrapping_neg();
                vec![Domain::Words(sure, possible & !first), Domain::Words(sure | first, possible)]
            }
        }
    }
}

fn steps(low: i128, high: i128, at: Option<i128>) -> Vec<Domain> {
    if let Some(at) = at.filter(|at| low <= *at && *at < high) {
        return vec![Domain::Steps(low, at), Domain::Steps(at + 1, high)];
    }
    let middle = low + (high - low) / 2;
    let halves = [Domain::Steps(low, middle), Domain::Steps(middle + 1, high)];
    if high - low < 4 {
        return halves.to_vec();
    }
    // Small numbers make inputs that people understand, so the least is tried by itself.
    vec![Domain::Steps(low, low), Domain::Steps(low + 1, middle), halves[1]]
}

fn number(fact: &Fact, steps: i128) -> Number {
    Number::whole(steps).times(fact.step).unwrap_or(Number::ZERO)
}

fn day(number: i128) -> Date {
    crate::value::day(number).unwrap_or(Date::MAX)
}
