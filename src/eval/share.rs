//! What is worked out once for all units that see one list of items.

use super::item::Gathering;
use super::outside::Item;
use super::summary::{Ranks, Shared, Summary};
use crate::model::Ask;
use crate::plan::{Gather, NodeId, Op, Plan};
use std::sync::Arc;

/// Works out of a list what is the same for all units that see it. Runs the formula for each item.
pub(super) fn shared(mut run: Gathering<'_>, items: &[Item]) -> Shared {
    if reads_own(run.plan, run.gather) {
        return Shared { summary: Summary::Nothing, verdicts: Arc::default(), last: None };
    }
    let verdicts = items.iter().enumerate().map(|(at, item)| run.item(at, item)).collect();
    let Gathering { plan, gather, came, last, .. } = run;
    let kind = plan.ruleset.facts[gather.fact as usize].kind;
    let summary = match gather.ask {
        Ask::Rank => Summary::Ranks(Ranks::new(came, |at| &items[at].unit)),
        _ => Summary::Same(came.left(gather, kind)),
    };
    Shared { summary, verdicts, last }
}

/// Whether a formula over items reads anything that was worked out before it, which is of the unit itself.
fn reads_own(plan: &Plan, gather: &Gather) -> bool {
    let is_own = |node: &NodeId| {
        let is_before = !gather.body.contains(&node.index()) && !gather.imports.contains(node);
        is_before && !matches!(plan.node(*node).op, Op::Constant(_))
    };
    let roots = gather.of.iter().chain(&gather.with).any(is_own);
    roots || gather.body.clone().any(|index| plan.nodes[index].op.operands().iter().any(is_own))
}
