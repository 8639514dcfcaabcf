//! What is made of all items of a collection: counts, sums, means, the highest.

use super::outcome::{FaultKind, Outcome, Why, any_of};
use super::slots::Slots;
use crate::model::Ask;
use crate::plan::{Gather, Plan};
use crate::value::{Interval, Kind, Number, Range, Value, order};
use std::cmp::Ordering;

/// What an item came to in a value over a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The condition holds, or there is none.
    Yes,
    /// It does not hold.
    No,
    /// It is passed over: a gap that is dropped, or a condition that does not apply.
    Passed,
    /// Nobody knows yet.
    Open,
}

/// An item that may count, with what the formula comes to.
pub(super) struct Entry {
    /// Its place among the items.
    pub(super) item: usize,
    pub(super) value: Outcome,
    pub(super) is_sure: bool,
}

/// How many items came to what.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    yes: usize,
    no: usize,
    open: usize,
    /// The longest run, and the one that is running: surely, and perhaps.
    longest: (usize, usize),
    running: (usize, usize),
}

impl Counts {
    pub(super) fn add(&mut self, verdict: Verdict) {
        // What is passed over breaks no run.
        let running = |run: usize, counts: bool| if counts { run + 1 } else { 0 };
        let (sure, perhaps) = self.running;
        match verdict {
            Verdict::Passed => return,
            Verdict::Yes => self.yes += 1,
            Verdict::No => self.no += 1,
            Verdict::Open => self.open += 1,
        }
        self.running = (running(sure, verdict == Verdict::Yes), running(perhaps, verdict != Verdict::No));
        self.longest = (self.longest.0.max(self.running.0), self.longest.1.max(self.running.1));
    }
}

/// What all items came to.
#[derive(Default)]
pub(super) struct Came {
    pub(super) why: Why,
    pub(super) entries: Vec<Entry>,
    pub(super) counts: Counts,
}

/// What is made of them, before it is said what holds where no item is left.
#[derive(Debug)]
pub(super) struct Left {
    outcome: Outcome,
    /// Whether no item is left, where that matters.
    is_none: bool,
    /// Whether all that are left may still fall away.
    may_be_none: bool,
    why: Why,
}

impl Left {
    /// The value. What holds where no item is left may be the unit's own.
    pub(super) fn outcome(&self, plan: &Plan, gather: &Gather, slots: &Slots) -> Outcome {
        let none = gather.none.map(|none| slots.get(none));
        match none {
            Some(none) if self.is_none => none.clone(),
            None if self.is_none => {
                let range = plan.ruleset.facts[gather.fact as usize].range;
                Outcome::faulty(plan.facts[gather.fact as usize], FaultKind::NothingLeft, range)
            }
            Some(none) if self.may_be_none => any_of([&self.outcome, none], self.why.clone()),
            _ => self.outcome.clone(),
        }
    }
}

impl Came {
    /// What is made of the items.
    pub(super) fn left(self, gather: &Gather, kind: Kind) -> Left {
        let Counts { yes, no, open, .. } = self.counts;
        let is_of_values = gather.of.is_some();
        let left = if is_of_values { self.entries.len() } else { yes + no + open };
        let is_any_sure = if is_of_values { self.entries.iter().any(|it| it.is_sure) } else { yes + no > 0 };
        // Of nothing the count and the sum are 0.
        let counts_none = matches!(gather.ask, Ask::Count | Ask::LongestRun | Ask::Sum);
        let is_none = left == 0 && !counts_none;
        let outcome = if is_none { Outcome::NotApplicable } else { self.made(gather.ask, kind) };
        Left { outcome, is_none, may_be_none: !is_any_sure && !counts_none, why: self.why }
    }

    fn made(&self, ask: Ask, kind: Kind) -> Outcome {
        let Counts { yes, no, open, longest, .. } = self.counts;
        let why = self.why.clone();
        match ask {
            Ask::All if no > 0 => Outcome::truth_of(false),
            Ask::All if open == 0 => Outcome::truth_of(true),
            Ask::All => why.outcome(Range::Truth),
            Ask::Count => why.number(Interval::new(whole(yes), whole(yes + open))),
            Ask::LongestRun => why.number(Interval::new(whole(longest.0), whole(longest.1))),
            Ask::Share => {
                let all = whole(yes + no + open);
                let share = |of: usize| whole(of).over(all);
                why.number(Interval { low: share(yes), high: share(yes + open) })
            }
            _ => self.value(ask, kind, why),
        }
    }

    /// A number or word that is made of what the formula comes to for each item.
    fn value(&self, ask: Ask, kind: Kind, why: Why) -> Outcome {
        let is_sure = self.entries.iter().all(|entry| entry.is_sure);
        match ask {
            Ask::Last if is_sure => self.entries.last().map_or(Outcome::NotApplicable, |it| it.value.clone()),
            _ if !kind.is_number() || ask == Ask::Last => self.word(ask, why, is_sure),
            _ => why.number(self.interval(ask, is_sure)),
        }
    }

    /// The highest or lowest of words or days; all of them where that is open.
    fn word(&self, ask: Ask, why: Why, is_sure: bool) -> Outcome {
        let values = self.entries.iter().map(|entry| match entry.value {
            Outcome::Value(value) if is_sure => Some(value),
            _ => None,
        });
        let known: Option<Vec<Value>> = values.collect();
        let wanted = if ask == Ask::Least { Ordering::Less } else { Ordering::Greater };
        let best = known
            .into_iter()
            .flatten()
            .reduce(|best, next| if order(&next, &best) == wanted { next } else { best });
        match best {
            Some(value) if ask != Ask::Last => Outcome::Value(value),
            _ => {
                let ranges = self.entries.iter().filter_map(|entry| entry.value.range());
                ranges.reduce(Range::hull).map_or(Outcome::NotApplicable, |range| why.outcome(range))
            }
        }
    }

    fn interval(&self, ask: Ask, is_sure: bool) -> Interval {
        let all = || self.entries.iter().map(|entry| entry.value.interval());
        let sure = || self.entries.iter().filter(|entry| entry.is_sure).map(|entry| entry.value.interval());
        let hull = || all().reduce(Interval::hull).unwrap_or_default();
        let zero = Interval::point(Number::ZERO);
        let sum = || {
            let each = self.entries.iter().map(|entry| match entry.is_sure {
                true => entry.value.interval(),
                false => entry.value.interval().hull(zero),
            });
            each.fold(zero, Interval::plus)
        };
        match ask {
            Ask::Sum => sum(),
            Ask::Average if is_sure => {
                let count = Interval::point(whole(self.entries.len()));
                sum().over(count)
            }
            // What may fall away cannot lower the greatest below what is sure.
            Ask::Greatest => sure().reduce(Interval::at_least).map_or_else(hull, |floor| {
                let most = all().reduce(Interval::at_least).unwrap_or(floor);
                Interval { low: floor.low, high: most.high }
            }),
            Ask::Least => sure().reduce(Interval::at_most).map_or_else(hull, |cap| {
                let least = all().reduce(Interval::at_most).unwrap_or(cap);
                Interval { low: least.low, high: cap.high }
            }),
            Ask::Percentile(share) if is_sure => {
                let end = |end: fn(Interval) -> Option<Number>| percentile(all().map(end).collect(), share);
                Interval { low: end(|it| it.low), high: end(|it| it.high) }
            }
            Ask::Average => Interval { low: self.average(false), high: self.average(true) },
            _ => hull(),
        }
    }

    /// The greatest or least mean, whichever of those that are not sure fall away.
    fn average(&self, is_greatest: bool) -> Option<Number> {
        let end = |entry: &Entry| {
            let interval = entry.value.interval();
            if is_greatest { interval.high } else { interval.low }
        };
        let (sure, open): (Vec<&Entry>, Vec<&Entry>) = self.entries.iter().partition(|it| it.is_sure);
        let mut sum = sure.iter().try_fold(Number::ZERO, |sum, it| sum.plus(end(it)?))?;
        let mut open: Vec<Number> = open.into_iter().map(end).collect::<Option<_>>()?;
        open.sort();
        if is_greatest {
            open.reverse();
        }
        let mut count = sure.len();
        for next in open {
            // One that does not move the mean further that way is better left out.
            let mean = if count == 0 { None } else { sum.over(whole(count)) };
            if mean.is_some_and(|mean| if is_greatest { next <= mean } else { next >= mean }) {
                break;
            }
            (sum, count) = (sum.plus(next)?, count + 1);
        }
        sum.over(whole(count))
    }

    /// One more than those that stand certainly higher, up to those that may. `is_own` knows the unit itself.
    pub(super) fn rank(&self, is_own: impl Fn(usize) -> bool) -> Outcome {
        let Some(own) = self.entries.iter().find(|entry| is_own(entry.item)) else {
            return Outcome::NotApplicable;
        };
        let (own, others) = (own.value.interval(), self.entries.iter().filter(|entry| !is_own(entry.item)));
        let (mut above, mut perhaps) = (0, 0);
        for other in others {
            let it = other.value.interval();
            let is_above = other.is_sure && it.low.zip(own.high).is_some_and(|(low, high)| low > high);
            let may_be = it.high.zip(own.low).is_none_or(|(high, low)| high > low);
            above += usize::from(is_above);
            perhaps += usize::from(may_be);
        }
        ranked(&self.why, above, perhaps)
    }
}

/// The place behind so many that stand higher, surely and perhaps.
pub(super) fn ranked(why: &Why, above: usize, perhaps: usize) -> Outcome {
    why.clone().number(Interval::new(whole(above + 1), whole(perhaps + 1)))
}

fn whole(count: usize) -> Number {
    Number::whole(i128::try_from(count).unwrap_or(i128::MAX))
}

/// The least of `values` that at least a share of them does not exceed (the nearest rank).
fn percentile(values: Vec<Option<Number>>, share: Number) -> Option<Number> {
    let mut values: Vec<Number> = values.into_iter().collect::<Option<_>>()?;
    values.sort();
    let rank = whole(values.len()).times(share)?.rounded(Number::ONE, crate::value::Mode::Up)?;
    let rank = usize::try_from(rank.numerator()).unwrap_or(1).clamp(1, values.len());
    values.get(rank - 1).copied()
}
