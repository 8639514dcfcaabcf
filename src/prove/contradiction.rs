//! Rules of one part that leave a unit without an answer: none of the branches holds, two that exclude each
//! other do, or there is nothing that an award could be made from.

use crate::eval::{Match, Outcome, Slots};
use crate::plan::{Classes, NodeId, Op, Plan};

/// Whether the rules of a node contradict each other, or none of them says what holds.
pub(super) fn contradicts(plan: &Plan, node: NodeId, slots: &Slots) -> Match {
    let holds = |when: NodeId| Match::from(slots.get(when));
    match &plan.node(node).op {
        Op::First(branches, None) => {
            branches.iter().map(|(when, _)| holds(*when)).fold(Match::No, Match::or).negated()
        }
        Op::Applicable { cases, .. } => {
            two(&cases.iter().map(|case| (case.treatment, holds(case.when))).collect::<Vec<_>>())
        }
        Op::Classes(classes) => two_classes(classes, slots),
        Op::Bound { of, required: true, .. } => match slots.get(*of) {
            Outcome::NotApplicable => Match::Yes,
            Outcome::Undecided(it) if it.may_not_apply => Match::Maybe,
            _ => Match::No,
        },
        _ => Match::No,
    }
}

/// Two classes that are settled, or one that is settled above what is allowed.
fn two_classes(classes: &Classes, slots: &Slots) -> Match {
    let holds = |when: &NodeId| Match::from(slots.get(*when));
    let is_assessed = classes.not_assessed.iter().map(holds).fold(Match::No, Match::or).negated();
    let settled: Vec<(u8, Match)> = classes.settled.iter().map(|(word, when)| (*word, holds(when))).collect();
    let mut contradicts = two(&settled);
    for (highest, when) in &classes.caps {
        let above = settled.iter().filter(|(word, _)| word > highest);
        let is_above = above.map(|(_, is_settled)| *is_settled).fold(Match::No, Match::or);
        contradicts = contradicts.or(is_above.and(holds(when)));
    }
    let applies = match slots.get(classes.of) {
        Outcome::NotApplicable => Match::No,
        Outcome::Undecided(it) if it.may_not_apply => Match::Maybe,
        _ => Match::Yes,
    };
    applies.and(is_assessed).and(contradicts)
}

/// Whether two things that differ hold at once.
fn two<T: PartialEq>(things: &[(T, Match)]) -> Match {
    let mut both = Match::No;
    for (index, (first, holds)) in things.iter().enumerate() {
        for (_, too) in things[index + 1..].iter().filter(|(other, _)| other != first) {
            both = both.or(holds.and(*too));
        }
    }
    both
}
