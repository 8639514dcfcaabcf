//! Floors and caps of one part that contradict each other.

use super::goal::Goal;
use super::search::{Answer, Prover};
use super::{Findings, finding};
use crate::plan::{NodeId, Op, When};
use crate::value::{Bound, Limits, Number, Value};

/// Finds `at least` above `at most` where both hold at once.
pub(super) fn floors_above_caps(prover: &mut Prover<'_>, findings: &mut Findings<'_>) {
    let plan = prover.frame.plan;
    for node in &plan.nodes {
        let Op::Bound { floors, caps, .. } = &node.op else { continue };
        for floor in floors {
            for cap in caps {
                if let Some(input) = both(prover, *floor, *cap) {
                    let (floor, cap) = (plan.node(floor.0).span, plan.node(cap.0).span);
                    findings.add(finding::floor_above_cap(floor, cap), plan, &input);
                }
            }
        }
    }
}

/// An input for which a floor is above a cap, as far as both are known numbers.
fn both(prover: &mut Prover<'_>, floor: When, cap: When) -> Option<super::search::Input> {
    let known = |prover: &Prover<'_>, node: NodeId| prover.state.get(node).number();
    let mut goals: Vec<Goal> = Vec::new();
    let above = |at: Number| Limits { low: Some(Bound { at, included: false }), high: None };
    let below = |at: Number| Limits { low: None, high: Some(Bound { at, included: false }) };
    match (known(prover, floor.0), known(prover, cap.0)) {
        (Some(low), Some(high)) if low <= high => return None,
        (Some(_), Some(_)) => {}
        (_, Some(high)) => goals.push(Goal::Within(floor.0, above(high))),
        (Some(low), _) => goals.push(Goal::Within(cap.0, below(low))),
        (None, None) => return None,
    }
    let whens = [floor.1, cap.1].into_iter().flatten();
    goals.extend(whens.map(|when| Goal::Is(when, Value::Truth(true))));
    match prover.solve(&goals) {
        Answer::Found(input) => Some(input),
        Answer::Impossible | Answer::Unknown => None,
    }
}
