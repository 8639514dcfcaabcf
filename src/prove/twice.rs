//! One thing that is measured by two criteria, so that it counts twice; and limits that meet only because
//! numbers move in steps.

use super::frame::Frame;
use super::table::gaps;
use super::{Findings, finding};
use crate::plan::{NodeId, Op};
use crate::value::{Kind, Limits, Scale};

/// Finds criteria whose awards measure the same.
pub(super) fn counted_twice(frame: &Frame<'_>, findings: &mut Findings<'_>) {
    let plan = frame.plan;
    let mut seen: Vec<(NodeId, crate::source::Span)> = Vec::new();
    for (criterion, chain) in plan.ruleset.criteria.iter().zip(&plan.criteria) {
        for measure in measures(frame, chain.award) {
            match seen.iter().find(|(other, _)| frame.is_same(*other, measure)) {
                Some((_, first)) if *first != criterion.span => {
                    findings.push(finding::counted_twice(
                        criterion.span,
                        *first,
                        &super::input::words(plan, measure),
                    ));
                }
                _ => seen.push((measure, criterion.span)),
            }
        }
    }
}

/// What an award depends on by itself: the number behind its tiers, its condition.
fn measures(frame: &Frame<'_>, award: NodeId) -> Vec<NodeId> {
    match &frame.plan.node(award).op {
        Op::Met(when, _) => vec![*when],
        Op::Tiers(tiers) => vec![tiers.of],
        Op::Steps(steps) => vec![steps.of],
        // `proportion` and `each for`: the factor that is no constant.
        Op::Bound { of, required: false, .. } => measures(frame, *of),
        Op::Product(a, b) => {
            let is_open =
                |node: &&NodeId| frame.forms[node.index()].as_ref().is_none_or(|it| !it.terms.is_empty());
            [a, b].into_iter().filter(is_open).copied().collect()
        }
        _ => Vec::new(),
    }
}

/// Finds tiers and classes that leave room between them which only the steps of numbers close.
pub(super) fn closed_by_steps(frame: &Frame<'_>, findings: &mut Findings<'_>) {
    for node in &frame.plan.nodes {
        let (of, reach) = match &node.op {
            Op::Tiers(tiers) => (tiers.of, tiers.reach.clone()),
            Op::Classes(classes) => {
                let lines = classes.lines.iter();
                let known = lines.map(|line| line.limits.known(|id| frame.slots.get(id).number()));
                (classes.of, known.collect())
            }
            _ => continue,
        };
        let (Some(reach), it) = (reach, frame.plan.node(of)) else { continue };
        // That a count is whole is no accident of the table.
        if it.kind == Kind::Count || !matches!(it.scale, Scale::Fixed(_)) {
            continue;
        }
        let whole = Limits::from(frame.slots.get(of).interval());
        let real = gaps(&reach, &whole, Scale::Ratio);
        let closed = real.iter().find(|gap| !super::table::holds_a_number(gap, it.scale));
        if let Some(middle) = closed.and_then(middle) {
            findings.push(finding::closed_by_steps(node.span, &middle));
        }
    }
}

/// A number between two limits.
fn middle(gap: &Limits) -> Option<String> {
    let (low, high) = (gap.low?, gap.high?);
    let middle = low.at.plus(high.at)?.over(crate::value::Number::whole(2))?;
    Some(middle.approximate(4))
}
