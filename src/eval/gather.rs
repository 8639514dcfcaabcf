//! Values over collections.

use super::item::Gathering;
use super::made::{Came, Verdict};
use super::outcome::{Outcome, Why};
use super::outside::{Items, Outside};
use super::share::shared;
use super::slots::Slots;
use super::summary::{Shared, Summary};
use crate::data::Record;
use crate::model::{Ask, FactSource};
use crate::plan::{Gather, Plan};
use crate::value::{Number, Value};
use std::sync::{Arc, OnceLock};

/// What a value over a collection comes to. The slots of nodes that run for each item are left as the last one
/// filled them.
pub(super) fn gather(
    plan: &Plan,
    record: &Record,
    outside: &Outside,
    slots: &mut Slots,
    at: u32,
) -> Option<Outcome> {
    let gather = plan.gathers.get(at as usize)?;
    let fact = &plan.ruleset.facts[gather.fact as usize];
    let unknown = || Why::missing(gather.fact).outcome(fact.range);
    match gather.ask {
        Ask::MonthsInPlace => {
            let months = outside.place.map(|(months, _)| Value::Number(Number::whole(i128::from(months))));
            return Some(months.map_or_else(unknown, Outcome::Value));
        }
        Ask::InPlace => {
            let is_there = outside.place.map(|(_, is_there)| Outcome::truth_of(is_there));
            return Some(is_there.unwrap_or_else(unknown));
        }
        _ => {}
    }
    let Some((items, skipped)) = items(outside, gather) else { return Some(unknown()) };
    if skipped == 0
        && let Some(cell) = items.shared(at)
    {
        let new = || shared(Gathering::new(plan, record, slots, gather), items);
        let known = cell.get_or_init(new);
        if let Some(outcome) = summed_up(Gathering::new(plan, record, slots, gather), items, known) {
            return Some(outcome);
        }
    }
    let mut run = Gathering::new(plan, record, slots, gather);
    items.iter().enumerate().skip(skipped).for_each(|(at, item)| _ = run.item(at, item));
    Some(match gather.ask {
        Ask::Rank => run.came.rank(|at| items[at].unit == record.unit),
        _ => run.came.left(gather, fact.kind).outcome(plan, gather, run.slots),
    })
}

/// The items of the collection, and how many of the first ones are not looked at.
fn items<'o>(outside: &'o Outside, gather: &Gather) -> Option<(&'o Items, usize)> {
    let items = outside.collections.get(gather.collection? as usize)?.as_ref()?;
    Some((items, items.len().saturating_sub(gather.last.unwrap_or(usize::MAX))))
}

/// The value for one unit, of what is known for all that see the list; none where it has to look at all items
/// by itself.
fn summed_up(mut run: Gathering<'_>, items: &Items, known: &Shared) -> Option<Outcome> {
    let unit = &run.record.unit;
    let outcome = match &known.summary {
        Summary::Nothing => return None,
        Summary::Same(left) => left.outcome(run.plan, run.gather, run.slots),
        Summary::Ranks(ranks) => ranks.of(unit, |at| items[at].unit == *unit),
    };
    if let Some(last) = known.last {
        run.came = Came::default();
        run.item(last, &items[last]);
    }
    Some(outcome)
}

/// What each item came to in a value over a collection, by the place of the value among those of the plan:
/// those that count at all, the last one last. Empty where the value was given. Where it is not the same for
/// many units it is worked out anew, as holding it takes a place for each item of each unit.
pub fn verdicts(plan: &Plan, record: &Record, outside: &Outside, slots: &Slots, at: u32) -> Arc<[Verdict]> {
    let Some(gather) = plan.gathers.get(at as usize) else { return Arc::default() };
    let is_given = record.facts.get(gather.fact as usize).is_some_and(Option::is_some);
    let is_gathered = matches!(plan.ruleset.facts[gather.fact as usize].source, FactSource::Gathered(_));
    let Some((items, skipped)) = items(outside, gather) else { return Arc::default() };
    if is_given || !is_gathered || !record.within.is_empty() {
        return Arc::default();
    }
    match items.shared(at).and_then(OnceLock::get) {
        Some(Shared { summary: Summary::Same(_) | Summary::Ranks(_), verdicts, .. }) if skipped == 0 => {
            verdicts.clone()
        }
        _ => {
            let mut slots = slots.clone();
            let mut run = Gathering::new(plan, record, &mut slots, gather);
            items.iter().enumerate().skip(skipped).map(|(at, item)| run.item(at, item)).collect()
        }
    }
}
