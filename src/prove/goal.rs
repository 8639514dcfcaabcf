//! What a question asks of the nodes of a plan.

use super::contradiction::contradicts;
use super::frame::Frame;
use super::state::{State, Supposed, certain};
use super::table::{gap, overlap, tier};
use crate::eval::{Match, Outcome, Slots, line_matches};
use crate::plan::{NodeId, Op};
use crate::value::{Bound, Limits, Number, Range, Value};

/// Something that may be so for some unit: of one that is decided, or that the ruleset gives no answer for.
#[derive(Clone, Debug, PartialEq)]
pub enum Goal {
    /// A number that is known and within limits.
    Within(NodeId, Limits),
    /// A number that is so far from another.
    Apart(NodeId, NodeId, Limits),
    /// A number that is known.
    Known(NodeId),
    /// Something that is known, or is known not to apply.
    Settled(NodeId),
    /// A number that lies where no line of tiers holds it; a unit that falls in no class.
    Gap(NodeId),
    /// A number that lies in a tier and in one before it, which give different values.
    Overlap(NodeId, usize),
    /// A number that lies in one tier.
    Tier(NodeId, usize),
    /// A condition, word or answer that comes out so.
    Is(NodeId, Value),
    /// A class that is one of some words, a bit each; looked for by supposing that it is a certain one of them.
    OneOf(NodeId, u64, Option<u8>),
    /// Rules of one node that leave a unit without an answer: see [`contradicts`].
    Faulty(NodeId),
    /// A fault that a result of the unit carries, wherever the fault is.
    Reached(NodeId, Vec<NodeId>),
}

impl Goal {
    /// The nodes that it is about.
    pub(super) fn nodes(&self) -> Vec<NodeId> {
        match self {
            Goal::Within(node, _)
            | Goal::Known(node)
            | Goal::Settled(node)
            | Goal::Gap(node)
            | Goal::Overlap(node, _)
            | Goal::Tier(node, _)
            | Goal::Is(node, _)
            | Goal::OneOf(node, ..)
            | Goal::Faulty(node) => vec![*node],
            Goal::Apart(node, other, _) => vec![*other, *node],
            Goal::Reached(_, results) => results.clone(),
        }
    }

    /// Whether it is so for all that is possible now, for none of it, or perhaps for some.
    pub(super) fn test(&self, state: &State<'_>) -> Match {
        self.test_on(state.frame, state.slots(), |node| state.by_itself(node))
    }

    /// The same for slots; `by_itself` gives what a node is whatever is supposed of it.
    pub(super) fn test_on<'s>(
        &self,
        frame: &Frame<'_>,
        slots: &'s Slots,
        by_itself: impl Fn(NodeId) -> &'s Outcome,
    ) -> Match {
        match self {
            Goal::Within(node, limits) => match by_itself(*node) {
                Outcome::NotApplicable => Match::No,
                outcome => {
                    let matches = line_matches(limits, outcome.interval());
                    certain(matches, outcome)
                }
            },
            Goal::Apart(node, other, limits) => {
                let (node, other) = (slots.get(*node), slots.get(*other));
                let apart = node.interval().plus(other.interval().negated());
                match (node, other) {
                    (Outcome::NotApplicable, _) | (_, Outcome::NotApplicable) => Match::No,
                    (Outcome::Value(_), Outcome::Value(_)) => line_matches(limits, apart),
                    _ => line_matches(limits, apart).and(Match::Maybe),
                }
            }
            Goal::Settled(node) => match by_itself(*node) {
                Outcome::Undecided(_) => Match::Maybe,
                _ => Match::Yes,
            },
            Goal::Known(node) => match by_itself(*node) {
                Outcome::Value(_) => Match::Yes,
                Outcome::NotApplicable => Match::No,
                Outcome::Undecided(_) => Match::Maybe,
            },
            Goal::Is(node, value) => is(by_itself(*node), *value),
            Goal::OneOf(node, words, _) => one_of(by_itself(*node), *words),
            Goal::Gap(node) => gap(frame.plan, *node, slots),
            Goal::Overlap(node, line) => overlap(frame.plan, *node, *line, slots),
            Goal::Tier(node, line) => tier(frame.plan, *node, *line, slots),
            Goal::Faulty(node) => contradicts(frame.plan, *node, slots),
            Goal::Reached(node, results) => reached(frame, *node, results, slots),
        }
    }

    /// What may be supposed of nodes while it is looked for.
    pub(super) fn supposes(&self) -> Option<(NodeId, Supposed)> {
        match self {
            Goal::Within(node, limits) => Some((*node, Supposed::Within(*limits))),
            Goal::Is(node, Value::Word(word)) | Goal::OneOf(node, _, Some(word)) => {
                Some((*node, Supposed::Word(*word)))
            }
            Goal::Is(node, Value::Truth(truth)) => Some((*node, Supposed::Truth(*truth))),
            _ => None,
        }
    }

    /// The same for what depends on what is known by now: the limits of tiers that are formulas.
    pub(super) fn narrows(&self, state: &State<'_>) -> Option<(NodeId, Limits)> {
        match self {
            Goal::Gap(node) => super::table::narrows(state.frame.plan, *node, state.slots()),
            Goal::Within(node, limits) => carried(state, *node, limits),
            _ => None,
        }
    }
}

/// What a number that grows where a part falls away must have been before, once it is known that it does.
fn carried(state: &State<'_>, node: NodeId, limits: &Limits) -> Option<(NodeId, Limits)> {
    let Op::Rescale { of, remaining, cases } = &state.frame.plan.node(node).op else { return None };
    let holding: Vec<Match> = cases.iter().map(|(when, _)| Match::from(state.get(*when))).collect();
    if holding.contains(&Match::Maybe) {
        return None;
    }
    let target = holding.iter().position(|holds| *holds == Match::Yes).map(|case| cases[case].1);
    let factor = match target {
        Some(target) => state.get(*remaining).number()?.over(target)?,
        None => Number::ONE,
    };
    let end = |end: Option<Bound>| match end {
        None => Some(None),
        Some(bound) => bound.at.times(factor).map(|at| Some(Bound { at, ..bound })),
    };
    Some((*of, Limits { low: end(limits.low)?, high: end(limits.high)? }))
}

pub(super) fn is(outcome: &Outcome, wanted: Value) -> Match {
    match outcome {
        Outcome::Value(value) if *value == wanted => Match::Yes,
        Outcome::Value(_) | Outcome::NotApplicable => Match::No,
        Outcome::Undecided(undecided) => match (undecided.range, wanted) {
            (Range::Word(words), Value::Word(word)) if words >> word & 1 == 0 => Match::No,
            _ => Match::Maybe,
        },
    }
}

/// Whether a class is one of some words, whichever of them.
fn one_of(outcome: &Outcome, wanted: u64) -> Match {
    match outcome.range() {
        Some(Range::Word(words)) if words & wanted == 0 => Match::No,
        Some(Range::Word(words)) if words & !wanted == 0 => certain(Match::Yes, outcome),
        Some(_) => Match::Maybe,
        None => Match::No,
    }
}

/// Whether a fault of a node is carried to a result, and depends on no fact that is still open.
fn reached(frame: &Frame<'_>, node: NodeId, results: &[NodeId], slots: &Slots) -> Match {
    let carries = |result: NodeId| {
        slots.get(result).undecided().is_some_and(|it| it.faults.iter().any(|fault| fault.node == node))
    };
    if !carries(node) {
        return Match::Maybe;
    }
    let mut carrying: Vec<NodeId> = results.iter().copied().filter(|result| carries(*result)).collect();
    if carrying.is_empty() {
        return Match::No;
    }
    carrying.retain(|result| !has_open_fact(frame, *result, slots));
    if carrying.is_empty() { Match::Maybe } else { Match::Yes }
}

/// Whether what is undecided about a node leads to a fact that is still open.
fn has_open_fact(frame: &Frame<'_>, node: NodeId, slots: &Slots) -> bool {
    let mut seen = vec![false; frame.plan.nodes.len()];
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if slots.get(node).undecided().is_none() || std::mem::replace(&mut seen[node.index()], true) {
            continue;
        }
        if matches!(frame.plan.node(node).op, Op::Fact(_)) {
            return true;
        }
        open.extend(&frame.operands[node.index()]);
    }
    false
}

pub(super) fn exactly_zero() -> Limits {
    Limits::from(crate::value::Interval::point(crate::value::Number::ZERO))
}
