//! Limits as tables print them: `from 75%`, `below 90%`, `from 40% below 50%`.

use super::{Interval, Number, Relation};
use std::cmp::Ordering;

/// One end: a number, and whether it belongs to what is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number.
    pub at: Number,
    /// Whether the number itself is inside.
    pub included: bool,
}

/// What a line of a table reaches over; an end that is none is open to that side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The lower end: `from` includes it, `above` does not.
    pub low: Option<Bound>,
    /// The upper end: `up to` includes it, `below` does not.
    pub high: Option<Bound>,
}

impl Limits {
    /// All numbers that stand in a relation to one; none where these are two stretches.
    pub fn of(relation: Relation, at: Number) -> Option<Limits> {
        let bound = |included| Some(Bound { at, included });
        Some(match relation {
            Relation::Equal => Limits { low: bound(true), high: bound(true) },
            Relation::Less => Limits { low: None, high: bound(false) },
            Relation::AtMost => Limits { low: None, high: bound(true) },
            Relation::Greater => Limits { low: bound(false), high: None },
            Relation::AtLeast => Limits { low: bound(true), high: None },
            Relation::Unequal => return None,
        })
    }

    /// Whether `value` is inside.
    pub fn contain(&self, value: Number) -> bool {
        let is_within = |bound: Bound, side: Ordering| match value.cmp(&bound.at) {
            Ordering::Equal => bound.included,
            order => order == side,
        };
        self.low.is_none_or(|low| is_within(low, Ordering::Greater))
            && self.high.is_none_or(|high| is_within(high, Ordering::Less))
    }

    /// Whether no number is inside.
    pub fn is_empty(&self) -> bool {
        let (Some(low), Some(high)) = (self.low, self.high) else { return false };
        low.at > high.at || (low.at == high.at && !(low.included && high.included))
    }

    /// The part that lies in `other` too.
    pub fn intersect(&self, other: &Limits) -> Limits {
        let low = tighter(self.low, other.low, |a, b| a > b);
        let high = tighter(self.high, other.high, |a, b| a < b);
        Limits { low, high }
    }

    /// The lines of a table as they reach: one with a single limit goes on to the next limit that
    /// is printed, one with two is just that.
    pub fn reach(lines: &[Limits]) -> Vec<Limits> {
        lines
            .iter()
            .map(|line| match (line.low, line.high) {
                (Some(low), None) => Limits { low: Some(low), high: next_above(low, lines) },
                (None, Some(high)) => Limits { low: next_below(high, lines), high: Some(high) },
                _ => *line,
            })
            .collect()
    }
}

impl From<Interval> for Limits {
    fn from(interval: Interval) -> Limits {
        let end = |end: Option<Number>| end.map(|at| Bound { at, included: true });
        Limits { low: end(interval.low), high: end(interval.high) }
    }
}

fn tighter(a: Option<Bound>, b: Option<Bound>, first: fn(Number, Number) -> bool) -> Option<Bound> {
    match (a, b) {
        (Some(a), Some(b)) if a.at == b.at => Some(Bound { at: a.at, included: a.included && b.included }),
        (Some(a), Some(b)) => Some(if first(a.at, b.at) { a } else { b }),
        (bound, None) | (None, bound) => bound,
    }
}

/// Where a line that starts at `low` ends: just before the next line begins. The end of another
/// line counts as a printed limit too, and stays with that line.
fn next_above(low: Bound, lines: &[Limits]) -> Option<Bound> {
    let starts = lines.iter().filter_map(|line| line.low).map(|bound| (bound, !bound.included));
    let ends = lines.iter().filter_map(|line| line.high).map(|bound| (bound, false));
    starts
        .chain(ends)
        .filter(|(bound, _)| bound.at > low.at)
        .map(|(bound, included)| Bound { at: bound.at, included })
        .min_by_key(|bound| (bound.at, bound.included))
}

/// Where a line that ends at `high` starts: just behind the line before it.
fn next_below(high: Bound, lines: &[Limits]) -> Option<Bound> {
    let ends = lines.iter().filter_map(|line| line.high).map(|bound| (bound, !bound.included));
    let starts = lines.iter().filter_map(|line| line.low).map(|bound| (bound, false));
    ends.chain(starts)
        .filter(|(bound, _)| bound.at < high.at)
        .map(|(bound, included)| Bound { at: bound.at, included })
        .max_by_key(|bound| (bound.at, !bound.included))
}
