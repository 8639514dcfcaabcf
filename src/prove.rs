//! Floor 12. What holds whatever the data.
//!
//! In: a plan. Out: findings that need ranges. The plan is run on a record that knows nothing: each
//! slot is then all that its node can be. It is the same run that answers for a unit with missing
//! facts, so that what is proved here is what happens there.
//! Knows the plan and its outcomes. Does not know how anything is written.

mod divisor;
mod finding;
mod size;
mod tiers;

use crate::data::Record;
use crate::diagnostic::Diagnostics;
use crate::eval::{Slots, run};
use crate::plan::Plan;

/// Finds divisors that can be 0, numbers that can grow too large, and tiers with fixed limits that
/// leave a gap or overlap.
pub fn prove(plan: &Plan, findings: &mut Diagnostics) {
    let slots = ranges(plan);
    findings.extend(divisor::unguarded(plan, &slots));
    findings.extend(size::too_large(plan, &slots));
    findings.extend(tiers::gaps_and_overlaps(plan, &slots));
}

/// All that each node can be, by the declared ranges of facts. Defaults are left aside: a fact that
/// has one can still be given as anything else.
pub fn ranges(plan: &Plan) -> Slots {
    run(plan, &Record { facts: Vec::new(), is_open: true, ..Record::default() })
}
