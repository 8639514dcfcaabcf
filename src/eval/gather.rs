//! Values over collections: the nodes of a formula run for each item, and what they come to is put together.

use super::outcome::{FaultKind, Holds, Outcome, Undecided, Why};
use super::outside::{Item, Outside, Verdict};
use super::slots::Slots;
use super::step::step;
use crate::data::Record;
use crate::model::{Ask, GapMeaning};
use crate::plan::{Gather, NodeId, Plan};
use crate::value::{Interval, Number, Range, Value, order};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// An item that may count, with what the formula comes to.
struct Entry {
    value: Outcome,
    is_sure: bool,
    is_self: bool,
}

/// What a value over a collection comes to, and each item. The slots of nodes that run for each item are
/// left as the last one filled them.
pub(super) fn gather(
    plan: &Plan,
    record: &Record,
    outside: &Outside,
    slots: &mut Slots,
    gather: &Gather,
) -> (Outcome, Vec<Verdict>) {
    let fact = &plan.ruleset.facts[gather.fact as usize];
    let unknown = || Why::missing(gather.fact).outcome(fact.range);
    match gather.ask {
        Ask::MonthsInPlace => {
            let months = outside.place.map(|(months, _)| Value::Number(Number::whole(i128::from(months))));
            return (months.map_or_else(unknown, Outcome::Value), Vec::new());
        }
        Ask::InPlace => {
            let is_there = outside.place.map(|(_, is_there)| Outcome::truth_of(is_there));
            return (is_there.unwrap_or_else(unknown), Vec::new());
        }
        _ => {}
    }
    let items = gather.collection.and_then(|at| outside.collections.get(at as usize)?.as_ref());
    let Some(items) = items else { return (unknown(), Vec::new()) };
    let items = &items[items.len().saturating_sub(gather.last.unwrap_or(usize::MAX))..];
    let mut run =
        Gathering { plan, record, slots, gather, why: Why::missing(gather.fact), entries: Vec::new() };
    let verdicts: Vec<Verdict> = items.iter().map(|item| run.item(item)).collect();
    let outcome = run.outcome(&verdicts);
    (outcome, verdicts)
}

struct Gathering<'a> {
    plan: &'a Plan,
    record: &'a Record,
    slots: &'a mut Slots,
    gather: &'a Gather,
    why: Why,
    entries: Vec<Entry>,
}

impl Gathering<'_> {
    fn item(&mut self, item: &Item) -> Verdict {
        let collection = self.gather.collection.map(|at| &self.plan.ruleset.collections[at as usize]);
        let meaning =
            item.gap.zip(collection).map(|(gap, collection)| collection.meaning(gap, self.gather.ask));
        match meaning {
            Some(GapMeaning::Drop) => return Verdict::Passed,
            Some(GapMeaning::No) => {
                if self.gather.with.is_none() && self.gather.of.is_some() {
                    let value = Outcome::Value(Value::Number(Number::ZERO));
                    self.entries.push(Entry { value, is_sure: true, is_self: self.is_self(item) });
                }
                return Verdict::No;
            }
            _ => {}
        }
        let is_unknown = meaning == Some(GapMeaning::Undecided) || item.is_to_come();
        self.put(item, is_unknown);
        for index in self.gather.body.clone() {
            let id = self.plan.id(index);
            let outcome = step(self.plan, self.record, self.slots, id);
            self.slots.set(id, outcome);
        }
        let with = self.gather.with.map(|with| self.slots.get(with).clone());
        let of = self.gather.of.map(|of| self.slots.get(of).clone());
        match self.verdict(with, of, self.is_self(item)) {
            // It may turn out to be one that is passed over.
            Verdict::Yes if is_unknown && self.gather.of.is_none() && self.gather.with.is_none() => {
                Verdict::Open
            }
            verdict => verdict,
        }
    }

    /// Whether an item of comparable units is the unit itself.
    fn is_self(&self, item: &Item) -> bool {
        item.unit == self.record.unit
    }

    /// Puts what is read of an item where the nodes look for it.
    fn put(&mut self, item: &Item, is_unknown: bool) {
        for (place, node) in self.gather.imports.iter().enumerate() {
            let value = match item.values.get(place) {
                Some(value) if !is_unknown => value.clone(),
                _ => self.unknown(*node),
            };
            self.slots.set(*node, value);
        }
    }

    /// Something of which nothing is known, not even whether it applies.
    fn unknown(&self, import: NodeId) -> Outcome {
        let fact = self.plan.facts.iter().position(|node| *node == import).unwrap_or(0);
        Outcome::Undecided(Box::new(Undecided {
            range: self.plan.ruleset.facts[fact].range,
            may_not_apply: true,
            missing: super::facts::Facts::from([self.gather.fact]),
            faults: BTreeSet::new(),
        }))
    }

    fn verdict(&mut self, with: Option<Outcome>, of: Option<Outcome>, is_self: bool) -> Verdict {
        let holds = match &with {
            Some(Outcome::NotApplicable) => return Verdict::Passed,
            Some(outcome) => outcome.holds(),
            None => Holds::Yes,
        };
        if holds == Holds::No {
            return Verdict::No;
        }
        with.iter().chain(&of).for_each(|outcome| self.why.add_condition(outcome));
        let mut is_sure = holds == Holds::Yes;
        match of {
            Some(Outcome::NotApplicable) => return Verdict::Passed,
            Some(value) => {
                is_sure &= value.undecided().is_none_or(|it| !it.may_not_apply);
                self.entries.push(Entry { value, is_sure, is_self });
            }
            None => {}
        }
        if is_sure { Verdict::Yes } else { Verdict::Open }
    }

    fn outcome(mut self, verdicts: &[Verdict]) -> Outcome {
        let count = |wanted: Verdict| verdicts.iter().filter(|it| **it == wanted).count();
        let (yes, no, open) = (count(Verdict::Yes), count(Verdict::No), count(Verdict::Open));
        if self.gather.ask == Ask::Rank {
            return self.rank();
        }
        let is_of_values = self.gather.of.is_some();
        let left = if is_of_values { self.entries.len() } else { yes + no + open };
        if left == 0 && !matches!(self.gather.ask, Ask::Count | Ask::LongestRun | Ask::Sum) {
            return self.nothing();
        }
        let why = std::mem::take(&mut self.why);
        let is_any_sure = if is_of_values { self.entries.iter().any(|it| it.is_sure) } else { yes + no > 0 };
        let counts_none = matches!(self.gather.ask, Ask::Count | Ask::LongestRun | Ask::Sum);
        let outcome = self.left(why.clone(), (yes, no, open), verdicts);
        match self.gather.none {
            // All of them may still fall away.
            Some(none) if !is_any_sure && !counts_none => {
                super::outcome::any_of([&outcome, self.slots.get(none)], why)
            }
            _ => outcome,
        }
    }

    /// What is made of the items that are left.
    fn left(&self, why: Why, (yes, no, open): (usize, usize, usize), verdicts: &[Verdict]) -> Outcome {
        match self.gather.ask {
            Ask::All if no > 0 => Outcome::truth_of(false),
            Ask::All if open == 0 => Outcome::truth_of(true),
            Ask::All => why.outcome(Range::Truth),
            Ask::Count => why.number(Interval::new(whole(yes), whole(yes + open))),
            Ask::LongestRun => {
                let longest = |counts: &[Verdict]| whole(longest_run(verdicts, counts));
                why.number(Interval::new(longest(&[Verdict::Yes]), longest(&[Verdict::Yes, Verdict::Open])))
            }
            Ask::Share => {
                let all = whole(yes + no + open);
                let share = |of: usize| whole(of).over(all);
                why.number(Interval { low: share(yes), high: share(yes + open) })
            }
            _ => self.value(why),
        }
    }

    /// What holds where no item is left; a fault where nothing is said for that.
    fn nothing(&self) -> Outcome {
        match self.gather.none {
            Some(none) => self.slots.get(none).clone(),
            None => {
                let range = self.plan.ruleset.facts[self.gather.fact as usize].range;
                let node = self.plan.facts[self.gather.fact as usize];
                Outcome::faulty(node, FaultKind::NothingLeft, range)
            }
        }
    }

    /// A number or word that is made of what the formula comes to for each item.
    fn value(&self, why: Why) -> Outcome {
        let kind = self.plan.ruleset.facts[self.gather.fact as usize].kind;
        let is_sure = self.entries.iter().all(|entry| entry.is_sure);
        match self.gather.ask {
            Ask::Last if is_sure => self.entries.last().map_or(Outcome::NotApplicable, |it| it.value.clone()),
            _ if !kind.is_number() || self.gather.ask == Ask::Last => self.word(why, is_sure),
            _ => why.number(self.interval(is_sure)),
        }
    }

    /// The highest or lowest of words or days; all of them where that is open.
    fn word(&self, why: Why, is_sure: bool) -> Outcome {
        let values = self.entries.iter().map(|entry| match entry.value {
            Outcome::Value(value) if is_sure => Some(value),
            _ => None,
        });
        let known: Option<Vec<Value>> = values.collect();
        let wanted = if self.gather.ask == Ask::Least { Ordering::Less } else { Ordering::Greater };
        let best = known
            .into_iter()
            .flatten()
            .reduce(|best, next| if order(&next, &best) == wanted { next } else { best });
        match best {
            Some(value) if self.gather.ask != Ask::Last => Outcome::Value(value),
            _ => {
                let ranges = self.entries.iter().filter_map(|entry| entry.value.range());
                ranges.reduce(Range::hull).map_or(Outcome::NotApplicable, |range| why.outcome(range))
            }
        }
    }

    fn interval(&self, is_sure: bool) -> Interval {
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
        match self.gather.ask {
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

    /// One more than those that stand certainly higher, up to those that may.
    fn rank(self) -> Outcome {
        let Some(own) = self.entries.iter().find(|entry| entry.is_self) else {
            return Outcome::NotApplicable;
        };
        let (own, others) = (own.value.interval(), self.entries.iter().filter(|entry| !entry.is_self));
        let (mut above, mut perhaps) = (0, 0);
        for other in others {
            let it = other.value.interval();
            let is_above = other.is_sure && it.low.zip(own.high).is_some_and(|(low, high)| low > high);
            let may_be = it.high.zip(own.low).is_none_or(|(high, low)| high > low);
            above += usize::from(is_above);
            perhaps += usize::from(may_be);
        }
        self.why.number(Interval::new(whole(above + 1), whole(perhaps + 1)))
    }
}

fn whole(count: usize) -> Number {
    Number::whole(i128::try_from(count).unwrap_or(i128::MAX))
}

/// The longest row of items that count; those that are passed over do not break it.
fn longest_run(verdicts: &[Verdict], counts: &[Verdict]) -> usize {
    let (mut longest, mut run) = (0, 0);
    for verdict in verdicts.iter().filter(|it| **it != Verdict::Passed) {
        run = if counts.contains(verdict) { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// The least of `values` that at least a share of them does not exceed (the nearest rank).
fn percentile(values: Vec<Option<Number>>, share: Number) -> Option<Number> {
    let mut values: Vec<Number> = values.into_iter().collect::<Option<_>>()?;
    values.sort();
    let rank = whole(values.len()).times(share)?.rounded(Number::ONE, crate::value::Mode::Up)?;
    let rank = usize::try_from(rank.numerator()).unwrap_or(1).clamp(1, values.len());
    values.get(rank - 1).copied()
}
