//! Tiers with fixed limits: no number may fall in two of them, or in none.

use super::finding;
use crate::diagnostic::Diagnostic;
use crate::eval::Slots;
use crate::plan::{Op, Plan, Tiers};
use crate::value::{Bound, Interval, Kind, Limits, Mode, Number, Scale};

/// A number in no tier, and a number in two that give different points, for each set of tiers.
pub(super) fn gaps_and_overlaps(plan: &Plan, slots: &Slots) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for node in &plan.nodes {
        let Op::Tiers(tiers) = &node.op else { continue };
        let Some(reach) = &tiers.reach else { continue };
        let whole = domain(slots.get(tiers.of).interval());
        let (kind, scale) = (plan.node(tiers.of).kind, plan.node(tiers.of).scale);
        // How far a quotient goes, ranges alone do not tell: `present` is at most `members`. Beyond the
        // printed limits nothing is claimed of it.
        let domain = if matches!(scale, Scale::Fixed(_)) { whole } else { whole.intersect(&printed(reach)) };
        // A tier with a condition of its own may fill a gap; that is not for fixed limits to say.
        if tiers.lines.iter().all(|line| line.or_when.is_none())
            && let Some(value) = gap(reach, &domain, scale)
        {
            findings.push(finding::gap(node.span, &shown(value, kind)));
        }
        for (first, second, value) in overlaps(tiers, reach, &domain, scale, slots) {
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

/// From the lowest printed limit to the highest.
fn printed(reach: &[Limits]) -> Limits {
    let ends =
        || reach.iter().flat_map(|it| [it.low, it.high]).flatten().map(|it| Bound { included: true, ..it });
    Limits { low: ends().min_by_key(|it| it.at), high: ends().max_by_key(|it| it.at) }
}

fn shown(value: Number, kind: Kind) -> String {
    match kind {
        Kind::Share => format!("{}%", value.times(Number::HUNDRED).unwrap_or(value).approximate(2)),
        _ => value.approximate(4),
    }
}

/// A number of the domain that no tier holds: a limit itself, or one beside or between limits. Where
/// the numbers have a scale, only such as can be.
fn gap(reach: &[Limits], domain: &Limits, scale: Scale) -> Option<Number> {
    let mut ends: Vec<Number> =
        reach.iter().chain([domain]).flat_map(|it| [it.low, it.high]).flatten().map(|it| it.at).collect();
    ends.sort();
    ends.dedup();
    let step = match scale {
        Scale::Fixed(scale) => Number::fraction(1, scale),
        _ => None,
    };
    let beside = step.unwrap_or(Number::ONE);
    let around = ends.iter().flat_map(|end| [end.minus(beside), end.plus(beside)]).flatten();
    let between = ends.windows(2).filter_map(|pair| pair[0].plus(pair[1])?.over(Number::whole(2)));
    let candidates = ends.iter().copied().chain(around).chain(between);
    let possible = candidates.filter(|value| step.is_none_or(|step| value.is_multiple_of(step)));
    let mut open =
        possible.filter(|value| domain.contain(*value) && reach.iter().all(|it| !it.contain(*value)));
    open.next()
}

/// Pairs of tiers that hold one number and give different points for it.
fn overlaps(
    tiers: &Tiers,
    reach: &[Limits],
    domain: &Limits,
    scale: Scale,
    slots: &Slots,
) -> Vec<(usize, usize, Number)> {
    let mut found = Vec::new();
    for second in 1..reach.len() {
        for first in 0..second {
            let both = reach[first].intersect(&reach[second]).intersect(domain);
            let differ = slots.get(tiers.lines[first].value) != slots.get(tiers.lines[second].value);
            if let Some(value) = inside(&both, scale).filter(|_| differ) {
                found.push((first, second, value));
            }
        }
    }
    found
}

/// A number within limits, an end of them if it can be; where the numbers have a scale, one that can be.
fn inside(limits: &Limits, scale: Scale) -> Option<Number> {
    let half = Number::fraction(1, 2)?;
    let step = match scale {
        Scale::Fixed(scale) => Number::fraction(1, scale)?,
        _ => half,
    };
    let from_low = limits.low.and_then(|low| low.at.rounded(step, Mode::Up));
    let from_high = limits.high.and_then(|high| high.at.rounded(step, Mode::Down));
    let middle = limits.low.zip(limits.high).and_then(|(low, high)| low.at.plus(high.at)?.times(half));
    let middle = middle.filter(|_| !matches!(scale, Scale::Fixed(_)));
    let ends = [limits.low, limits.high].into_iter().flatten().map(|end| end.at);
    let ends = ends.filter(|end| !matches!(scale, Scale::Fixed(_)) || end.is_multiple_of(step));
    let beside = [
        from_low.and_then(|low| low.plus(step)),
        from_high.and_then(|high| high.minus(step)),
        from_low,
        from_high,
        middle,
    ];
    ends.chain(beside.into_iter().flatten()).find(|value| limits.contain(*value))
}
