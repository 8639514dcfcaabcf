//! Tiers with fixed limits: no number may fall in two of them, or in none.

use super::finding;
use crate::diagnostic::Diagnostic;
use crate::eval::Slots;
use crate::plan::{Op, Plan, Tiers};
use crate::value::{Bound, Interval, Kind, Limits, Number};

/// A number in no tier, and a number in two that give different points, for each set of tiers.
pub(super) fn gaps_and_overlaps(plan: &Plan, slots: &Slots) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for node in &plan.nodes {
        let Op::Tiers(tiers) = &node.op else { continue };
        let Some(reach) = &tiers.reach else { continue };
        let domain = domain(slots.get(tiers.of).interval());
        let kind = plan.node(tiers.of).kind;
        // A tier with a condition of its own may fill a gap; that is not for fixed limits to say.
        if tiers.lines.iter().all(|line| line.or_when.is_none())
            && let Some(value) = gap(reach, &domain)
        {
            findings.push(finding::gap(node.span, &shown(value, kind)));
        }
        for (first, second, value) in overlaps(tiers, reach, &domain, slots) {
            let (first, second) = (tiers.lines[first].span, tiers.lines[second].span);
            findings.push(finding::overlap(second, first, &shown(value, kind)));
        }
    }
    findings
}

fn domain(interval: Interval) -> Limits {
    let end = |end: Option<Number>| end.map(|at| Bound { at, included: true });
    Limits { low: end(interval.low), high: end(interval.high) }
}

fn shown(value: Number, kind: Kind) -> String {
    match kind {
        Kind::Share => format!("{}%", value.times(Number::HUNDRED).unwrap_or(value).approximate(2)),
        _ => value.approximate(4),
    }
}

/// A number of the domain that no tier holds: a limit itself, or one between two limits.
fn gap(reach: &[Limits], domain: &Limits) -> Option<Number> {
    let mut ends: Vec<Number> =
        reach.iter().chain([domain]).flat_map(|it| [it.low, it.high]).flatten().map(|it| it.at).collect();
    ends.sort();
    ends.dedup();
    let two = Number::whole(2);
    let between = ends.windows(2).filter_map(|pair| pair[0].plus(pair[1])?.over(two));
    let outside = [
        ends.first().and_then(|end| end.minus(Number::ONE)),
        ends.last().and_then(|end| end.plus(Number::ONE)),
    ];
    let mut candidates: Vec<Number> =
        ends.iter().copied().chain(between).chain(outside.into_iter().flatten()).collect();
    candidates.sort_by_key(|value| (!ends.contains(value), *value));
    candidates.into_iter().find(|value| domain.contain(*value) && reach.iter().all(|it| !it.contain(*value)))
}

fn overlaps(tiers: &Tiers, reach: &[Limits], domain: &Limits, slots: &Slots) -> Vec<(usize, usize, Number)> {
    let mut found = Vec::new();
    for second in 1..reach.len() {
        for first in 0..second {
            let both = reach[first].intersect(&reach[second]).intersect(domain);
            let differ = slots.get(tiers.lines[first].value) != slots.get(tiers.lines[second].value);
            if let Some(value) = inside(&both).filter(|_| differ) {
                found.push((first, second, value));
            }
        }
    }
    found
}

/// A number within limits, an end of them if it can be.
fn inside(limits: &Limits) -> Option<Number> {
    if limits.is_empty() {
        return None;
    }
    let ends = [limits.low, limits.high].into_iter().flatten();
    let included = ends.clone().find(|end| end.included).map(|end| end.at);
    let middle = || match (limits.low, limits.high) {
        (Some(low), Some(high)) => low.at.plus(high.at)?.over(Number::whole(2)),
        (Some(low), None) => low.at.plus(Number::ONE),
        (None, Some(high)) => high.at.minus(Number::ONE),
        (None, None) => Some(Number::ZERO),
    };
    included.or_else(middle)
}
