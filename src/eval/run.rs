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
    slots.outcomes.clear();
    slots.outcomes.reserve(plan.nodes.len());
    for (index, node) in plan.nodes.iter().enumerate() {
        let outcome = match &node.op {
            Op::Constant(value) => Outcome::Value(*value),
            Op::Fact(fact) => match record.facts.get(*fact as usize) {
                Some(Some(value)) => Outcome::Value(*value),
                _ => filled(plan, record, outside, slots, *fact)
                    .unwrap_or_else(|| Run { plan, record, slots }.fact(*fact)),
            },
            op => Run { plan, record, slots }.op(op, plan.id(index)),
        };
        slots.outcomes.push(outcome);
    }
}

/// A fact that no row gives, where the engine fills it; none where nothing is known but what it can be.
fn filled(plan: &Plan, record: &Record, outside: &Outside, slots: &mut Slots, id: u32) -> Option<Outcome> {
    if !record.within.is_empty() {
        return None;
    }
    match plan.ruleset.facts[id as usize].source {
        FactSource::Row => None,
        FactSource::Item(_) => Some(Outcome::NotApplicable),
        FactSource::Gathered(at) => gather(plan, record, outside, slots, at),
        FactSource::Standing(_) => {
            let standing = outside.standings.iter().find(|(fact, _)| *fact == id);
            standing.and_then(|(_, is_cut)| *is_cut).map(Outcome::truth_of)
        }
    }
}
