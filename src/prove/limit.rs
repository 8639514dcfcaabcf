//! Floors and caps of one part that contradict each other.

use super::goal::Goal;
use super::search::Prover;
use super::{Findings, finding, settle};
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
                settle(prover, findings, &both(*floor, *cap), (places.0, "unproved-floor"), |_, _| {
                    finding::floor_above_cap(places.0, places.1)
                });
            }
        }
    }
}

/// A floor that is above a cap while both hold.
fn both(floor: When, cap: When) -> Vec<Goal> {
    let above = Limits { low: Some(Bound { at: Number::ZERO, included: false }), high: None };
    let whens = [floor.1, cap.1].into_iter().flatten().map(|when| Goal::Is(when, Value::Truth(true)));
    std::iter::once(Goal::Apart(floor.0, cap.0, above)).chain(whens).collect()
}
