//! Floors and caps of one part that contradict each other.

use super::goal::Goal;
use super::search::{Answer, Prover};
use super::{Findings, finding};
use crate::plan::{Op, When};
use crate::value::{Bound, Limits, Number, Value};

/// Finds `at least` above `at most` where both hold at once.
pub(super) fn floors_above_caps(prover: &mut Prover<'_>, findings: &mut Findings<'_>) {
    let plan = prover.frame.plan;
    for node in &plan.nodes {
        let Op::Bound { floors, caps, .. } = &node.op else { continue };
        for floor in floors {
            for cap in caps {
                let places = (plan.node(floor.0).span, plan.node(cap.0).span);
                match both(prover, *floor, *cap) {
                    Answer::Found(input) => {
                        findings.add(finding::floor_above_cap(places.0, places.1), plan, &input);
                    }
                    Answer::Impossible => {}
                    Answer::Unknown => findings.unproved(places.0, "unproved-floor"),
                }
            }
        }
    }
}

/// Whether a floor can be above a cap.
fn both(prover: &mut Prover<'_>, floor: When, cap: When) -> Answer {
    let above = Limits { low: Some(Bound { at: Number::ZERO, included: false }), high: None };
    let whens = [floor.1, cap.1].into_iter().flatten().map(|when| Goal::Is(when, Value::Truth(true)));
    let goals: Vec<Goal> = std::iter::once(Goal::Apart(floor.0, cap.0, above)).chain(whens).collect();
    prover.solve(&goals)
}
