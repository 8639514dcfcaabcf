//! A sum that grows part by part.

use super::outcome::{FaultKind, Outcome, Why};
use crate::plan::NodeId;
use crate::value::{Interval, Number, Range, Value};

/// What parts came to so far; the same as adding one outcome to the other, without an outcome for each step.
pub(super) enum Tally {
    Known(Number),
    /// Something that is not known, with what it may be, and why.
    Open(Interval, Why),
}

impl Tally {
    pub(super) const ZERO: Tally = Tally::Known(Number::ZERO);

    /// Adds what applies; the flag is whether it is taken away.
    #[inline]
    pub(super) fn add(&mut self, part: &Outcome, minus: bool, id: NodeId) {
        match (&mut *self, part) {
            (Tally::Known(sum), Outcome::Value(Value::Number(number))) => {
                match if minus { sum.minus(*number) } else { sum.plus(*number) } {
                    Some(more) => *sum = more,
                    None => *self = Tally::out_of_range(id),
                }
            }
            _ => self.add_open(part, minus),
        }
    }

    fn add_open(&mut self, part: &Outcome, minus: bool) {
        let (range, mut why) = match std::mem::replace(self, Tally::ZERO) {
            Tally::Known(sum) => (Interval::point(sum), Why::default()),
            Tally::Open(range, why) => (range, why),
        };
        why.add(part);
        let more = if minus { part.interval().negated() } else { part.interval() };
        let range = range.plus(more);
        *self = match range.single() {
            Some(number) if !why.may_not_apply => Tally::Known(number),
            _ => Tally::Open(range, why),
        };
    }

    #[cold]
    fn out_of_range(id: NodeId) -> Tally {
        Tally::Open(Interval::default(), Why::fault(id, FaultKind::OutOfRange))
    }

    /// What it may be.
    pub(super) fn range(&self) -> Interval {
        match self {
            Tally::Known(sum) => Interval::point(*sum),
            Tally::Open(range, _) => *range,
        }
    }

    /// Adds the reasons of the sum to others.
    pub(super) fn add_to(&self, other: &mut Why) {
        if let Tally::Open(range, why) = self {
            other.add_condition(&why.clone().open(Range::Number(*range)));
        }
    }

    pub(super) fn outcome(self) -> Outcome {
        match self {
            Tally::Known(sum) => Outcome::Value(Value::Number(sum)),
            Tally::Open(range, why) => why.open(Range::Number(range)),
        }
    }
}
