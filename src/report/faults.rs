//! Findings about a unit: what its facts do not fulfil, and what the ruleset could not score to the end.

use super::finding;
use super::reason::fault_in_words;
use super::speak::Speaker;
use crate::data;
use crate::diagnostic::Diagnostic;
use crate::eval::Outcome;
use crate::value::Value;
use std::collections::BTreeSet;

/// What the ruleset does not say, or could not do, for the unit: each once.
pub fn faults(speaker: &Speaker<'_>) -> Vec<Diagnostic> {
    let results = [speaker.plan.total].into_iter().chain(speaker.plan.classes.iter().copied());
    let open = results
        .chain(speaker.plan.titles.iter().copied())
        .filter_map(|node| speaker.outcome(node).undecided());
    let parts = speaker.plan.criteria.iter().filter_map(|chain| speaker.outcome(chain.result).undecided());
    let faults: BTreeSet<_> = open.chain(parts).flat_map(|undecided| &undecided.faults).collect();
    let mut findings: Vec<Diagnostic> = faults
        .into_iter()
        .map(|fault| {
            let span = speaker.plan.node(fault.node).span;
            finding::fault(span, &speaker.record.unit, &fault_in_words(speaker, fault))
        })
        .collect();
    findings.sort();
    findings.dedup();
    findings
}

/// What the ruleset requires of facts and the unit's do not meet: its row is refused.
pub fn breaches(speaker: &Speaker<'_>) -> Vec<Diagnostic> {
    let plan = speaker.plan;
    let requirements = plan.ruleset.requirements.iter().zip(&plan.requirements);
    let broken =
        requirements.filter(|(_, node)| *speaker.outcome(**node) == Outcome::Value(Value::Truth(false)));
    broken
        .map(|(requirement, node)| {
            let facts = requirement.facts.iter().map(|id| {
                let given = speaker.record.facts.get(*id as usize).copied().flatten();
                let fact = &plan.ruleset.facts[*id as usize];
                let value = given.or(fact.default).map(|value| speaker.value(value, fact.kind));
                format!("{} {}", speaker.fact(*id), value.unwrap_or_default())
            });
            let values = facts.collect::<Vec<_>>().join(", ");
            data::breach(speaker.record, requirement, &speaker.formula(*node), &values)
        })
        .collect()
}
