//! What a value may be while facts are missing: the least and the greatest, or a set of words.
//!
//! Always at least as wide as the truth: what a range excludes is impossible, what it allows may
//! still turn out to be. A range of one value is that value.

use super::{Date, Number, Relation, Value};
use std::cmp::Ordering;

/// All numbers from `low` to `high`, both included; an end that is none is open to that side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval {
    /// The least number.
    pub low: Option<Number>,
    /// The greatest number.
    pub high: Option<Number>,
}

impl Interval {
    /// From `low` to `high`.
    pub fn new(low: Number, high: Number) -> Interval {
        Interval { low: Some(low), high: Some(high) }
    }

    /// One number.
    pub fn point(value: Number) -> Interval {
        Interval::new(value, value)
    }

    /// The number, if it is only one.
    pub fn single(self) -> Option<Number> {
        self.low.filter(|low| self.high == Some(*low))
    }

    /// Whether `value` is inside.
    pub fn contains(self, value: Number) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }

    /// The smallest interval over both.
    pub fn hull(self, other: Interval) -> Interval {
        Interval {
            low: both(self.low, other.low, Number::min),
            high: both(self.high, other.high, Number::max),
        }
    }

    /// What lies in both; `self` where nothing does.
    pub fn meet(self, other: Interval) -> Interval {
        let (low, high) =
            (either(self.low, other.low, Number::max), either(self.high, other.high, Number::min));
        if both(low, high, |low, high| low > high) == Some(true) { self } else { Interval { low, high } }
    }

    /// The greater of a number here and a number there.
    pub fn at_least(self, floor: Interval) -> Interval {
        Interval {
            low: either(self.low, floor.low, Number::max),
            high: both(self.high, floor.high, Number::max),
        }
    }

    /// The less of a number here and a number there.
    pub fn at_most(self, cap: Interval) -> Interval {
        Interval { low: both(self.low, cap.low, Number::min), high: either(self.high, cap.high, Number::min) }
    }

    /// Sums.
    pub fn plus(self, other: Interval) -> Interval {
        Interval {
            low: both(self.low, other.low, Number::plus).flatten(),
            high: both(self.high, other.high, Number::plus).flatten(),
        }
    }

    /// The same numbers with the other sign.
    pub fn negated(self) -> Interval {
        Interval { low: self.high.and_then(Number::negated), high: self.low.and_then(Number::negated) }
    }

    /// Products.
    pub fn times(self, other: Interval) -> Interval {
        if self.is_positive() && other.is_positive() {
            return Interval {
                low: both(self.low, other.low, Number::times).flatten(),
                high: both(self.high, other.high, Number::times).flatten(),
            };
        }
        self.corners(other, Number::times)
    }

    /// Quotients by every divisor but 0.
    pub fn over(self, other: Interval) -> Interval {
        if !other.contains(Number::ZERO) {
            return match (self.is_positive() && other.is_positive(), other.low, other.high) {
                (true, Some(least), greatest) => Interval {
                    low: greatest
                        .map_or(Some(Number::ZERO), |greatest| self.low.and_then(|low| low.over(greatest))),
                    high: self.high.and_then(|high| high.over(least)),
                },
                _ => self.corners(other, Number::over),
            };
        }
        if self.is_positive() && other.is_positive() {
            let low = other.high.and_then(|high| self.low.and_then(|low| low.over(high)));
            return Interval { low: Some(low.unwrap_or(Number::ZERO)), high: None };
        }
        Interval::default()
    }

    fn is_positive(self) -> bool {
        self.low.is_some_and(|low| low >= Number::ZERO)
    }

    fn corners(self, other: Interval, apply: fn(Number, Number) -> Option<Number>) -> Interval {
        let (Some(a), Some(b), Some(c), Some(d)) = (self.low, self.high, other.low, other.high) else {
            return Interval::default();
        };
        let results = [apply(a, c), apply(a, d), apply(b, c), apply(b, d)];
        if results.iter().any(Option::is_none) {
            return Interval::default();
        }
        Interval {
            low: results.iter().flatten().min().copied(),
            high: results.iter().flatten().max().copied(),
        }
    }

    /// Applies a function that never falls to both ends.
    pub fn map(self, apply: impl Fn(Number) -> Option<Number>) -> Interval {
        Interval { low: self.low.and_then(&apply), high: self.high.and_then(&apply) }
    }
}

fn both<T>(a: Option<Number>, b: Option<Number>, apply: fn(Number, Number) -> T) -> Option<T> {
    Some(apply(a?, b?))
}

fn either(a: Option<Number>, b: Option<Number>, apply: fn(Number, Number) -> Number) -> Option<Number> {
    match (a, b) {
        (Some(a), Some(b)) => Some(apply(a, b)),
        (end, None) | (None, end) => end,
    }
}

/// What a value may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// A number.
    Number(Interval),
    /// `yes` or `no`, either.
    Truth,
    /// One of the words whose bits are set.
    Word(u64),
    /// Words: those that are certain, and those that there may be, one bit each.
    Words {
        /// Certainly among them.
        sure: u64,
        /// Perhaps among them; the certain ones too.
        possible: u64,
    },
    /// A day from the first to the second.
    Date(Date, Date),
}

impl Range {
    /// The value, if it can be only one.
    pub fn single(&self) -> Option<Value> {
        match *self {
            Range::Number(interval) => interval.single().map(Value::Number),
            Range::Word(words) if words.count_ones() == 1 => Some(Value::Word(first_word(words))),
            Range::Words { sure, possible } if sure == possible => Some(Value::Words(sure)),
            Range::Date(first, last) if first == last => Some(Value::Date(first)),
            _ => None,
        }
    }

    /// The smallest range over both.
    pub fn hull(self, other: Range) -> Range {
        match (self, other) {
            (Range::Number(a), Range::Number(b)) => Range::Number(a.hull(b)),
            (Range::Word(a), Range::Word(b)) => Range::Word(a | b),
            (Range::Words { sure: a, possible: b }, Range::Words { sure: c, possible: d }) => {
                Range::Words { sure: a & c, possible: b | d }
            }
            (Range::Date(a, b), Range::Date(c, d)) => Range::Date(a.min(c), b.max(d)),
            (range, _) => range,
        }
    }

    /// How a comparison of the two comes out, if it can come out in one way only.
    pub fn compare(&self, relation: Relation, other: &Range) -> Option<bool> {
        if let (Some(a), Some(b)) = (self.single(), other.single()) {
            return Some(relation.holds(order(&a, &b)));
        }
        let below = self.is_below(other);
        let above = other.is_below(self);
        match relation {
            Relation::Equal => (below.strict || above.strict || self.is_apart(other)).then_some(false),
            Relation::Unequal => (below.strict || above.strict || self.is_apart(other)).then_some(true),
            Relation::Less => known(below.strict, above.weak),
            Relation::AtMost => known(below.weak, above.strict),
            Relation::Greater => known(above.strict, below.weak),
            Relation::AtLeast => known(above.weak, below.strict),
        }
    }

    fn is_apart(&self, other: &Range) -> bool {
        match (self, other) {
            (Range::Word(a), Range::Word(b)) => a & b == 0,
            (Range::Words { sure: a, possible: b }, Range::Words { sure: c, possible: d }) => {
                a & !d != 0 || c & !b != 0
            }
            _ => false,
        }
    }

    fn is_below(&self, other: &Range) -> Below {
        match (self, other) {
            (Range::Number(a), Range::Number(b)) => match (a.high, b.low) {
                (Some(high), Some(low)) => Below { strict: high < low, weak: high <= low },
                _ => Below::default(),
            },
            (Range::Word(a), Range::Word(b)) if *a != 0 && *b != 0 => {
                let (high, low) = (63 - a.leading_zeros(), b.trailing_zeros());
                Below { strict: high < low, weak: high <= low }
            }
            (Range::Date(_, high), Range::Date(low, _)) => Below { strict: high < low, weak: high <= low },
            _ => Below::default(),
        }
    }
}

#[derive(Default)]
struct Below {
    strict: bool,
    weak: bool,
}

/// How something comes out that is sure one way, the other way, or neither.
pub(crate) fn known(yes: bool, no: bool) -> Option<bool> {
    if yes {
        Some(true)
    } else if no {
        Some(false)
    } else {
        None
    }
}

fn first_word(words: u64) -> u8 {
    u8::try_from(words.trailing_zeros()).unwrap_or(u8::MAX)
}

impl From<Value> for Range {
    fn from(value: Value) -> Range {
        match value {
            Value::Number(number) => Range::Number(Interval::point(number)),
            Value::Truth(_) => Range::Truth,
            Value::Word(word) => Range::Word(1 << word),
            Value::Words(words) => Range::Words { sure: words, possible: words },
            Value::Date(date) => Range::Date(date, date),
        }
    }
}

/// How two values of one kind compare; values of different kinds are never compared, because such
/// a comparison is refused when the ruleset is checked.
#[inline]
pub fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::Truth(a), Value::Truth(b)) => a.cmp(b),
        (Value::Word(a), Value::Word(b)) => a.cmp(b),
        (Value::Words(a), Value::Words(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}
