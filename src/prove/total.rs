//! What points can come to: of each criterion, and of the total.

use super::goal::Goal;
use super::search::{Answer, Prover};
use super::{Findings, finding, settle};
use crate::model::{Award, Home, Treatment};
use crate::plan::{Chain, NodeId, Op};
use crate::source::Span;
use crate::value::{Bound, Interval, Limits, Mode, Number, Value};
use std::collections::BTreeSet;

/// Holds what can be reached against what is printed. `said` are conditions of parts that put a class or
/// title out of reach: that the total falls with them is no news.
pub(super) fn totals(prover: &mut Prover<'_>, findings: &mut Findings<'_>, said: &BTreeSet<NodeId>) {
    let is_short = criteria(prover, findings);
    let plan = prover.frame.plan;
    let total = &plan.ruleset.total;
    if plan.criteria.is_empty() {
        return;
    }
    // Data without an answer is said already, and takes its points from what is known.
    if !findings.has_errors() {
        match prover.extreme(plan.contents_sum, true, &[]) {
            (Some(most), true) if most.at < total.maximum && !is_short => {
                let finding = finding::maximum_of_total(total.span, most.at, total.maximum);
                findings.add(finding, plan, &prover.shortest(most));
            }
            (_, true) => {}
            (_, false) => findings.unproved(total.span, "unproved-greatest"),
        }
    }
    match prover.extreme(plan.total, false, &[]) {
        (Some(least), true) if least.at > Number::ZERO => {
            findings.add(finding::least_total(total.span, least.at), plan, &prover.shortest(least));
        }
        (_, true) => {}
        (_, false) if findings.has_errors() => {}
        (_, false) => findings.unproved(total.span, "unproved-least"),
    }
    dropped(prover, findings, said);
    rounded(prover, findings);
}

/// Criteria that never reach their maximum, or whose award is cut by it. Gives whether there are any of the
/// first kind.
fn criteria(prover: &mut Prover<'_>, findings: &mut Findings<'_>) -> bool {
    let plan = prover.frame.plan;
    let mut is_short = false;
    for (criterion, chain) in plan.ruleset.criteria.iter().zip(&plan.criteria) {
        let Some(maximum) = criterion.maximum else { continue };
        if matches!(criterion.award, Award::Fact(_) | Award::Condition(_)) {
            continue;
        }
        let at_maximum = Limits { low: Some(Bound { at: maximum, included: true }), high: None };
        match prover.can(&[Goal::Within(chain.rounded, at_maximum)]) {
            Answer::Found(_) => {}
            Answer::Unknown => findings.unproved(criterion.span, "unproved-maximum"),
            Answer::Impossible => {
                is_short = true;
                // Of tiers whose best is printed below the maximum that is said when they are checked.
                let award = plan.node(chain.award).span;
                if findings.has_said("TC0317", criterion.span) || findings.has_said("TC0317", award) {
                    continue;
                }
                if let (Some(most), _) = prover.extreme(chain.rounded, true, &[]) {
                    let finding = finding::below_maximum(criterion.span, &criterion.path, most.at, maximum);
                    findings.add(finding, plan, &prover.shortest(most));
                }
            }
        }
        above(prover, findings, (criterion.span, chain), maximum);
    }
    is_short
}

/// An award that can be more than the maximum, where its points are chosen and not counted.
fn above(
    prover: &mut Prover<'_>,
    findings: &mut Findings<'_>,
    (place, chain): (Span, &Chain),
    maximum: Number,
) {
    let award = chain.award;
    if !matches!(prover.frame.plan.node(award).op, Op::Tiers(_) | Op::First(..) | Op::Grid(_) | Op::Sum(_)) {
        return;
    }
    let more = Limits { low: Some(Bound { at: maximum, included: false }), high: None };
    let at_maximum = Limits::from(Interval::point(maximum));
    let goals =
        [Goal::Within(chain.deducted, more), Goal::Known(award), Goal::Within(chain.bound, at_maximum)];
    settle(prover, findings, &goals, (place, "unproved-above"), |prover, input| {
        let points = prover.number(award, input).unwrap_or(maximum);
        finding::above_maximum(place, points, maximum)
    });
}

/// Parts that fall away and take points with them, while limits of classes stay as they are.
fn dropped(prover: &mut Prover<'_>, findings: &mut Findings<'_>, said: &BTreeSet<NodeId>) {
    let plan = prover.frame.plan;
    let looks_at_total = |node: &crate::plan::Node| match &node.op {
        Op::Classes(classes) => classes.of == plan.total,
        Op::Compare(it) => it.left == plan.total,
        _ => false,
    };
    if !plan.nodes.iter().any(looks_at_total) {
        return;
    }
    let maximum = plan.ruleset.total.maximum;
    for (criterion, chain) in plan.ruleset.criteria.iter().zip(&plan.criteria) {
        let Op::Applicable { cases, .. } = &plan.node(chain.result).op else { continue };
        if matches!(criterion.home, Home::Pool(_)) {
            continue;
        }
        for case in
            cases.iter().filter(|case| case.treatment == Treatment::Drop && !said.contains(&case.when))
        {
            let holds = Goal::Is(case.when, Value::Truth(true));
            // What other rules take from the points is not for this one to answer.
            match prover.extreme(plan.total_maximum, true, &[holds]) {
                (Some(most), true) if most.at < maximum => {
                    let finding = finding::drop_lowers(case.span, most.at, maximum);
                    findings.add(finding, plan, &prover.shortest(most));
                }
                (_, true) => {}
                (_, false) => findings.unproved(case.span, "unproved-greatest"),
            }
        }
    }
}

/// Totals that get into a class only because they are rounded.
fn rounded(prover: &mut Prover<'_>, findings: &mut Findings<'_>) {
    let plan = prover.frame.plan;
    let Op::Round { of, step, mode } = plan.node(plan.total).op else { return };
    let Some((node, _)) = plan.class() else { return };
    let Op::Classes(classes) = &plan.node(node).op else { return };
    if classes.of != plan.total || mode == Mode::Down {
        return;
    }
    for line in &classes.lines {
        let Some((low, true)) = line.limits.low else { continue };
        let Some(limit) = prover.state.get(low).number() else { continue };
        let below = Limits {
            low: limit.minus(step).map(|at| Bound { at, included: false }),
            high: Some(Bound { at: limit, included: false }),
        };
        let at_limit = Limits { low: Some(Bound { at: limit, included: true }), high: None };
        let goals = [Goal::Within(of, below), Goal::Within(plan.total, at_limit), Goal::Known(of)];
        match prover.solve(&goals) {
            Answer::Found(input) => {
                let before = prover.number(of, &input).map_or(String::new(), |number| number.approximate(4));
                findings.add(finding::rounded_up(line.span, &before, limit), plan, &input);
            }
            Answer::Impossible => {}
            // It would be the same for the other classes.
            Answer::Unknown => return findings.unproved(line.span, "unproved-rounding"),
        }
    }
}
