//! Findings about a unit that the ruleset could not score to the end.

use super::finding;
use super::reason::fault_in_words;
use super::speak::Speaker;
use crate::diagnostic::Diagnostic;
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
