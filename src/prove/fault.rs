//! Data for which the ruleset has no answer: a divisor of 0, a number in no tier or in two, two rules that
//! contradict each other. Where such a fault reaches no result, because the rule says what then holds,
//! there is nothing to say.

use super::frame::Frame;
use super::goal::{Goal, exactly_zero};
use super::input::{shown, words};
use super::search::{Answer, Prover};
use super::table::{first_overlap, gaps};
use super::{Findings, finding, settle};
use crate::plan::{GridKey, NodeId, Op, Tiers};
use crate::source::Span;
use crate::value::{Limits, Value};

/// Finds what leaves a unit without an answer.
pub(super) fn faults(prover: &mut Prover<'_>, findings: &mut Findings<'_>) {
    let plan = prover.frame.plan;
    for (index, node) in plan.nodes.iter().enumerate() {
        let id = plan.id(index);
        let results = prover.frame.nearest_results(id);
        if results.is_empty() {
            continue;
        }
        let reached = Goal::Reached(id, results);
        match &node.op {
            Op::Quotient(_, divisor) => by_zero(prover, findings, (id, *divisor), reached),
            Op::Steps(steps) => {
                let sizes: Vec<NodeId> = steps.bands.iter().map(|band| band.per).collect();
                for size in sizes {
                    by_zero(prover, findings, (id, size), reached.clone());
                }
            }
            Op::Tiers(tiers) => tiers_of(prover, findings, id, tiers, &reached),
            Op::Grid(grid) => {
                in_none(prover, findings, id, vec![Goal::Gap(id), reached.clone()]);
                let cells = grid.rows.len() * grid.columns.len();
                in_two(prover, findings, id, cells, &reached, |_| node.span);
            }
            Op::First(_, None) => {
                let goals = vec![Goal::Faulty(id), reached];
                contradiction(prover, findings, id, goals, finding::no_branch);
            }
            Op::Applicable { cases, .. } if cases.len() > 1 => {
                let goals = vec![Goal::Faulty(id), reached];
                contradiction(prover, findings, id, goals, finding::two_treatments);
            }
            // What a local function comes to is not looked into.
            Op::Call(..) => findings.unproved(node.span, "unproved-function"),
            Op::Classes(classes) if classes.settled.len() + classes.caps.len() > 1 => {
                let goals = vec![Goal::Faulty(id)];
                contradiction(prover, findings, id, goals, finding::two_classes);
            }
            Op::Bound { required: true, .. } => {
                let goals = vec![Goal::Faulty(id), reached];
                contradiction(prover, findings, id, goals, finding::nothing_to_award);
            }
            _ => {}
        }
    }
}

fn by_zero(
    prover: &mut Prover<'_>,
    findings: &mut Findings<'_>,
    (node, divisor): (NodeId, NodeId),
    reached: Goal,
) {
    let plan = prover.frame.plan;
    let goals = [Goal::Within(divisor, exactly_zero()), reached];
    let place = plan.node(node).span;
    settle(prover, findings, &goals, (place, "unproved-divisor"), |_, _| {
        finding::divisor(place, &words(plan, divisor))
    });
}

/// A fault of which no more is to be said than where.
fn contradiction(
    prover: &mut Prover<'_>,
    findings: &mut Findings<'_>,
    node: NodeId,
    goals: Vec<Goal>,
    say: fn(Span) -> crate::diagnostic::Diagnostic,
) {
    let place = prover.frame.plan.node(node).span;
    settle(prover, findings, &goals, (place, "unproved-answer"), |_, _| say(place));
}

fn tiers_of(
    prover: &mut Prover<'_>,
    findings: &mut Findings<'_>,
    node: NodeId,
    tiers: &Tiers,
    reached: &Goal,
) {
    let plan = prover.frame.plan;
    match &tiers.reach {
        // Each gap by itself: each is a slip of its own.
        Some(reach) => {
            let whole = Limits::from(prover.state.get(tiers.of).interval());
            for piece in gaps(reach, &whole, plan.node(tiers.of).scale) {
                let goals = vec![Goal::Within(tiers.of, piece), Goal::Gap(node), reached.clone()];
                in_none(prover, findings, node, goals);
            }
        }
        None => in_none(prover, findings, node, vec![Goal::Gap(node), reached.clone()]),
    }
    in_two(prover, findings, node, tiers.lines.len(), reached, |line| tiers.lines[line].span);
}

fn in_none(prover: &mut Prover<'_>, findings: &mut Findings<'_>, node: NodeId, goals: Vec<Goal>) {
    let place = prover.frame.plan.node(node).span;
    settle(prover, findings, &goals, (place, "unproved-gap"), |prover, input| {
        finding::gap(place, measured(prover, node, input))
    });
}

fn in_two(
    prover: &mut Prover<'_>,
    findings: &mut Findings<'_>,
    node: NodeId,
    lines: usize,
    reached: &Goal,
    span: impl Fn(usize) -> Span,
) {
    let plan = prover.frame.plan;
    for line in 1..lines {
        let mut is_open = false;
        for supposed in pairs(prover.frame, node, line) {
            let goals = [supposed, vec![Goal::Overlap(node, line), reached.clone()]].concat();
            match prover.solve(&goals) {
                Answer::Found(input) => {
                    let value = measured(prover, node, &input);
                    let first =
                        prover.with(&input, &[node], |it| first_overlap(plan, node, line, it.slots()));
                    findings.add(finding::overlap(span(line), span(first), value), plan, &input);
                    is_open = false;
                    break;
                }
                Answer::Impossible => {}
                Answer::Unknown => is_open = true,
            }
        }
        if is_open {
            findings.unproved(span(line), "unproved-overlap");
        }
    }
}

/// In which ways a line can hold what one before it holds too; none where the limits alone exclude it.
fn pairs(frame: &Frame<'_>, node: NodeId, line: usize) -> Vec<Vec<Goal>> {
    let tiers = match &frame.plan.node(node).op {
        Op::Tiers(tiers) => tiers,
        Op::Grid(grid) => {
            let has_limits = |keys: &[GridKey]| keys.iter().any(|key| matches!(key, GridKey::Limits(_)));
            let is_open = has_limits(&grid.rows) || has_limits(&grid.columns);
            return if is_open { vec![Vec::new()] } else { Vec::new() };
        }
        _ => return Vec::new(),
    };
    let Some(reach) = &tiers.reach else { return vec![Vec::new()] };
    let mut ways = Vec::new();
    for first in 0..line {
        let both = reach[first].intersect(&reach[line]);
        let within = |limits: &Limits| Goal::Within(tiers.of, *limits);
        let holds = |line: usize| tiers.lines[line].or_when.map(|when| Goal::Is(when, Value::Truth(true)));
        let by_limits = (!both.is_empty()).then(|| vec![within(&both)]);
        let first_by_limits = holds(line).map(|when| vec![within(&reach[first]), when]);
        let second_by_limits = holds(first).map(|when| vec![within(&reach[line]), when]);
        let by_conditions = holds(first).zip(holds(line)).map(|(a, b)| vec![a, b]);
        ways.extend([by_limits, first_by_limits, second_by_limits, by_conditions].into_iter().flatten());
    }
    ways
}

/// What tiers or a grid are about, for an input.
fn measured(prover: &mut Prover<'_>, node: NodeId, input: &super::search::Input) -> Vec<String> {
    let plan = prover.frame.plan;
    let of = match &plan.node(node).op {
        Op::Tiers(tiers) => vec![tiers.of],
        Op::Grid(grid) => vec![grid.rows_of, grid.columns_of],
        _ => Vec::new(),
    };
    prover.with(input, &of, |state| of.iter().map(|node| shown(plan, *node, state.get(*node))).collect())
}
