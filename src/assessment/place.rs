//! How many units of a group stand above each one, and how many are equal to it.
//!
//! Each key is sorted by its ends, what it is at least and at most; who stands higher is then counted by search,
//! and only those that are equal go on to the next key. So a group costs its size times the length of a
//! search, undecided units too.

use crate::eval::Outcome;
use crate::value::{Range, Relation, Value, order};
use std::cmp::Ordering;
use std::mem::discriminant;

/// What a place looks at of a unit.
pub(super) trait Ranked {
    /// What ranks it, the first key first.
    fn keys(&self) -> &[Outcome];

    /// Whether it counts for others: surely, and perhaps.
    fn counts(&self) -> (bool, bool);
}

/// How many stand above a unit, and how many are equal to it: surely, and perhaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) above: (usize, usize),
    pub(super) equal: (usize, usize),
    /// Either of both, each unit once.
    pub(super) before: (usize, usize),
}

/// The place of each unit of a group, in their order.
pub(super) fn places<R: Ranked>(units: &[R]) -> Vec<Place> {
    if !are_alike(units) {
        return (0..units.len()).map(|own| compared(units, own)).collect();
    }
    let mut counting = Counting { units, found: vec![Found::default(); units.len()] };
    counting.level((0..units.len()).collect(), 0);
    counting.found.iter().map(Found::place).collect()
}

/// An order of all, in which what is not known stands below what is.
pub(super) fn in_order(a: &[Outcome], b: &[Outcome]) -> Ordering {
    let known = |it: &Outcome| match it {
        Outcome::Value(_) => 2,
        Outcome::Undecided(_) => 1,
        Outcome::NotApplicable => 0,
    };
    let one = |(a, b): (&Outcome, &Outcome)| match (a, b) {
        (Outcome::Value(a), Outcome::Value(b)) => kind(a).cmp(&kind(b)).then_with(|| order(a, b)),
        _ => known(a).cmp(&known(b)),
    };
    a.iter().zip(b).map(one).find(|it| *it != Ordering::Equal).unwrap_or(Ordering::Equal)
}

/// Forms of one ruleset may rank by values of different kinds; an order of all has to hold for these too.
fn kind(value: &Value) -> u8 {
    match value {
        Value::Number(_) => 0,
        Value::Truth(_) => 1,
        Value::Word(_) => 2,
        Value::Words(_) => 3,
        Value::Date(_) => 4,
    }
}

/// Whether the keys of all units can be sorted together.
fn are_alike<R: Ranked>(units: &[R]) -> bool {
    let Some(first) = units.first() else { return true };
    let mut kinds = (0..first.keys().len()).map(|at| {
        let keys = units.iter().filter_map(|it| it.keys().get(at));
        let keys = keys.filter(|it| it.undecided().is_none_or(|it| !it.may_not_apply));
        let mut kinds = keys.filter_map(|it| it.range().map(|range| discriminant(&range)));
        let first = kinds.next();
        kinds.all(|kind| Some(kind) == first)
    });
    units.iter().all(|it| it.keys().len() == first.keys().len()) && kinds.all(|is_one| is_one)
}

/// The place of a unit that is compared with each other one.
fn compared<R: Ranked>(units: &[R], own: usize) -> Place {
    let mut place = Place::default();
    let others = units.iter().enumerate().filter(|(at, it)| *at != own && it.counts().1);
    for (_, other) in others {
        let compared = compare(other.keys(), units[own].keys());
        let is_sure = other.counts().0;
        let count = |(sure, perhaps): &mut (usize, usize), is: bool| {
            *sure += usize::from(is && is_sure);
            *perhaps += usize::from(is || compared.is_none());
        };
        count(&mut place.above, compared == Some(Ordering::Greater));
        count(&mut place.equal, compared == Some(Ordering::Equal));
        count(&mut place.before, compared.is_some_and(|it| it != Ordering::Less));
    }
    place
}

/// Which of two stands higher, by the first key in which they differ; none where a key is not known.
fn compare(a: &[Outcome], b: &[Outcome]) -> Option<Ordering> {
    for (a, b) in a.iter().zip(b) {
        let ordering = match (a, b) {
            (Outcome::Value(a), Outcome::Value(b)) => order(a, b),
            // What does not apply stands below every value.
            (Outcome::NotApplicable, Outcome::NotApplicable) => Ordering::Equal,
            (Outcome::NotApplicable, Outcome::Value(_)) => Ordering::Less,
            (Outcome::Value(_), Outcome::NotApplicable) => Ordering::Greater,
            _ => apart(a, b)?,
        };
        if ordering != Ordering::Equal {
            return Some(ordering);
        }
    }
    Some(Ordering::Equal)
}

/// Which of two is higher whatever they come to.
fn apart(a: &Outcome, b: &Outcome) -> Option<Ordering> {
    let known = |it: &Outcome| it.undecided().is_none_or(|it| !it.may_not_apply);
    let (first, second) = (a.range()?, b.range()?);
    if !known(a) || !known(b) {
        return None;
    }
    let is = |relation| Range::compare(&first, relation, &second) == Some(true);
    if is(Relation::Greater) {
        Some(Ordering::Greater)
    } else if is(Relation::Less) {
        Some(Ordering::Less)
    } else {
        None
    }
}

/// What a key may come to.
#[derive(Clone, Copy)]
enum Ends {
    /// It does not apply.
    Absent,
    /// It is known.
    Known(Value),
    /// At least and at most, as far as that is known.
    Between(Option<Value>, Option<Value>),
    /// Not even whether it applies.
    Open,
}

impl Ends {
    fn of(key: &Outcome) -> Ends {
        match key {
            Outcome::NotApplicable => Ends::Absent,
            Outcome::Value(value) => Ends::Known(*value),
            Outcome::Undecided(it) if it.may_not_apply => Ends::Open,
            Outcome::Undecided(it) => match it.range {
                Range::Number(interval) => {
                    Ends::Between(interval.low.map(Value::Number), interval.high.map(Value::Number))
                }
                Range::Word(words) if words != 0 => {
                    let word = |bit: u32| u8::try_from(bit).ok().map(Value::Word);
                    Ends::Between(word(words.trailing_zeros()), word(63 - words.leading_zeros()))
                }
                Range::Date(first, last) => Ends::Between(Some(Value::Date(first)), Some(Value::Date(last))),
                range => Ends::Between(range.single(), range.single()),
            },
        }
    }

    /// What it is at least, if it applies.
    fn low(self) -> Option<Value> {
        match self {
            Ends::Known(value) => Some(value),
            Ends::Between(low, _) => low,
            Ends::Absent | Ends::Open => None,
        }
    }

    /// What it is at most, if it applies.
    fn high(self) -> Option<Value> {
        match self {
            Ends::Known(value) => Some(value),
            Ends::Between(_, high) => high,
            Ends::Absent | Ends::Open => None,
        }
    }
}

/// What is counted for a unit: surely, and in all.
#[derive(Clone, Copy, Default)]
struct Found {
    above: (usize, usize),
    equal: (usize, usize),
    /// Of how many it is not known how they stand to it.
    open: usize,
}

impl Found {
    fn place(&self) -> Place {
        let (above, equal, open) = (self.above, self.equal, self.open);
        Place {
            above: (above.0, above.1 + open),
            equal: (equal.0, equal.1 + open),
            before: (above.0 + equal.0, above.1 + equal.1 + open),
        }
    }
}

/// How many of some units count for others: surely, and in all.
fn tally<R: Ranked>(units: &[R], of: &[usize]) -> (usize, usize) {
    let counts = of.iter().map(|at| units[*at].counts()).filter(|(_, may_be)| *may_be);
    counts.fold((0, 0), |(sure, all), (is, _)| (sure + usize::from(is), all + 1))
}

/// One end of a key for all units that count, in order, with how many from each on count surely.
struct Side {
    values: Vec<Value>,
    sure: Vec<usize>,
}

impl Side {
    fn new(mut ends: Vec<(Value, bool)>) -> Side {
        ends.sort_by(|a, b| order(&a.0, &b.0));
        let mut sure = vec![0; ends.len() + 1];
        for at in (0..ends.len()).rev() {
            sure[at] = sure[at + 1] + usize::from(ends[at].1);
        }
        Side { values: ends.into_iter().map(|(value, _)| value).collect(), sure }
    }

    /// How many are greater: surely, and in all.
    fn above(&self, value: &Value) -> (usize, usize) {
        let from = self.values.partition_point(|it| order(it, value) != Ordering::Greater);
        (self.sure[from], self.values.len() - from)
    }

    /// How many are less.
    fn below(&self, value: &Value) -> usize {
        self.values.partition_point(|it| order(it, value) == Ordering::Less)
    }
}

/// Counts by one key after the other.
struct Counting<'u, R> {
    units: &'u [R],
    found: Vec<Found>,
}

impl<R: Ranked> Counting<'_, R> {
    /// Counts for units that are equal in all keys before this one.
    fn level(&mut self, members: Vec<usize>, depth: usize) {
        let [first, _, ..] = members.as_slice() else { return };
        if self.units[*first].keys().len() == depth {
            let (sure, all) = tally(self.units, &members);
            for own in members {
                let (is, may_be) = tally(self.units, &[own]);
                self.found[own].equal = (sure - is, all - may_be);
            }
            return;
        }
        self.count(&members, depth);
        for group in self.groups(&members, depth) {
            // How those that are equal stand, the next key says.
            let (_, equal) = tally(self.units, &group);
            group.iter().for_each(|own| self.found[*own].open = self.found[*own].open.saturating_sub(equal));
            self.level(group, depth + 1);
        }
    }

    fn ends(&self, unit: usize, depth: usize) -> Ends {
        Ends::of(&self.units[unit].keys()[depth])
    }

    /// Counts for each unit those that stand above it by this key, and as open all but those and the ones
    /// below.
    fn count(&mut self, members: &[usize], depth: usize) {
        let units = self.units;
        let counts = || members.iter().copied().filter(|at| units[*at].counts().1);
        let side = |end: fn(Ends) -> Option<Value>| {
            let values = counts().filter_map(|at| Some((end(self.ends(at, depth))?, units[at].counts().0)));
            Side::new(values.collect())
        };
        let (lows, highs) = (side(Ends::low), side(Ends::high));
        let of = |is: fn(&Ends) -> bool| {
            let found: Vec<usize> = counts().filter(|at| is(&self.ends(*at, depth))).collect();
            tally(units, &found)
        };
        let (known, absent) = (of(|it| matches!(it, Ends::Known(_))), of(|it| matches!(it, Ends::Absent)));
        let all = counts().count();
        for own in members {
            let above = |high: Option<Value>| high.map_or((0, 0), |high| lows.above(&high));
            let below = |low: Option<Value>| low.map_or(0, |low| highs.below(&low));
            let (above, below, itself) = match self.ends(*own, depth) {
                Ends::Absent => (known, 0, 0),
                // What does not apply stands below every value.
                Ends::Known(value) => (above(Some(value)), below(Some(value)) + absent.1, 0),
                Ends::Between(low, high) => (above(high), below(low), tally(units, &[*own]).1),
                Ends::Open => ((0, 0), 0, tally(units, &[*own]).1),
            };
            let found = &mut self.found[*own];
            found.above = (found.above.0 + above.0, found.above.1 + above.1);
            found.open += all.saturating_sub(above.1 + below + itself);
        }
    }

    /// The units that are known to be equal to each other, each with itself among them.
    fn groups(&self, members: &[usize], depth: usize) -> Vec<Vec<usize>> {
        let key = |at: &usize| &self.units[*at].keys()[depth];
        let is_decided = |at: &usize| key(at).undecided().is_none();
        let mut decided: Vec<usize> = members.iter().copied().filter(is_decided).collect();
        let compare = |a: &usize, b: &usize| match (key(a), key(b)) {
            (Outcome::Value(a), Outcome::Value(b)) => order(a, b),
            (a, b) => (*b == Outcome::NotApplicable).cmp(&(*a == Outcome::NotApplicable)),
        };
        decided.sort_by(compare);
        decided.chunk_by(|a, b| compare(a, b).is_eq()).map(<[usize]>::to_vec).collect()
    }
}
