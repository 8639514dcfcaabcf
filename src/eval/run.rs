//! The loop over the plan.

use super::gather::gather;
use super::outcome::Outcome;
use super::outside::Outside;
use super::slots::Slots;
use super::step::Run;
use crate::data::Record;
use crate::model::FactSource;
use crate::plan::{Op, Plan};

/// Scores one record.
pub fn run(plan: &Plan, record: &Record) -> Slots {
    let mut slots = Slots::default();
    run_into(plan, record, &Outside::default(), &mut slots);
    slots
}

/// Scores one record, with what is known beside it, into slots that were used before.
pub fn run_into(plan: &Plan, record: &Record, outside: &Outside, slots: &mut Slots) {
    slots.gathered.clear();
    slots.outcomes.clear();
    slots.outcomes.reserve(plan.nodes.len());
    for (index, node) in plan.nodes.iter().enumerate() {
        let id = plan.id(index);
        let outcome = match &node.op {
            Op::Fact(fact) => filled(plan, record, outside, slots, *fact),
            _ => None,
        };
        let outcome = outcome.unwrap_or_else(|| Run { plan, record, slots }.op(&node.op, id));
        slots.outcomes.push(outcome);
    }
}

/// A fact that no row gives; none where a row or example gives it all the same, and where nothing is known
/// but what it can be.
fn filled(plan: &Plan, record: &Record, outside: &Outside, slots: &mut Slots, id: u32) -> Option<Outcome> {
    let is_given = record.facts.get(id as usize).is_some_and(Option::is_some);
    if is_given || !record.within.is_empty() {
        return None;
    }
    match plan.ruleset.facts[id as usize].source {
        FactSource::Row => None,
        FactSource::Item(_) => Some(Outcome::NotApplicable),
        FactSource::Gathered(at) => {
            let (outcome, verdicts) = gather(plan, record, outside, slots, plan.gathers.get(at as usize)?);
            slots.gathered.insert(at, verdicts);
            Some(outcome)
        }
        FactSource::Standing(_) => {
            let standing = outside.standings.iter().find(|(fact, _)| *fact == id);
            standing.and_then(|(_, is_cut)| *is_cut).map(Outcome::truth_of)
        }
    }
}
