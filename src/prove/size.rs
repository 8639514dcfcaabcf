//! Numbers that can grow too large to be exact.
//!
//! A number is kept as one whole number over another. How large both can become follows from the
//! ranges and steps of facts; where either, or what comparing it needs, could leave 127 bits, the
//! ruleset is refused, so that nothing can go wrong when it runs.

use super::finding;
use crate::diagnostic::Diagnostic;
use crate::eval::Slots;
use crate::plan::{NodeId, Op, Plan};
use crate::value::{Interval, Number, Scale};

/// The largest that the two whole numbers of a number can become, as powers of 2 rounded up.
#[derive(Clone, Copy, Default)]
struct Bits {
    above: u32,
    below: u32,
}

const MAXIMUM: u32 = 126;

/// Nodes whose numbers can leave the range; one finding for each that does so by itself.
pub(super) fn too_large(plan: &Plan, slots: &Slots) -> Vec<Diagnostic> {
    let mut all: Vec<Bits> = Vec::with_capacity(plan.nodes.len());
    let mut findings = Vec::new();
    for (index, node) in plan.nodes.iter().enumerate() {
        let operands: Vec<Bits> = node.op.operands().iter().map(|id| all[id.index()]).collect();
        let interval = slots.get(plan.id(index)).interval();
        let mut bits = Bits::default();
        if node.kind.is_number() || matches!(node.op, Op::Compare(_) | Op::Classes(_)) {
            let below = denominator(&node.op, node.scale, &operands, slots);
            let built = numerator(&node.op, &operands);
            let above = magnitude(interval).map_or(built, |magnitude| {
                if node.scale == Scale::Ratio { built.min(magnitude + below) } else { magnitude + below }
            });
            let widest = widest(&node.op, &operands);
            bits = Bits { above: above.min(MAXIMUM), below: below.min(MAXIMUM) };
            let is_number = node.kind.is_number();
            if (is_number && (above > MAXIMUM || below > MAXIMUM)) || widest > MAXIMUM {
                findings.push(finding::too_large(node.span));
                // What follows from it is not reported again.
                bits = Bits::default();
            }
        }
        all.push(bits);
    }
    findings
}

fn bits(number: i128) -> u32 {
    128 - number.unsigned_abs().leading_zeros()
}

/// How many bits the whole part of the largest number in an interval has; none where it has no end.
fn magnitude(interval: Interval) -> Option<u32> {
    let end = |number: Number| bits(number.floor().numerator()) + 1;
    Some(end(interval.low?).max(end(interval.high?)))
}

/// The largest numerator that an operation builds from those of its operands.
fn numerator(op: &Op, operands: &[Bits]) -> u32 {
    let widest = operands.iter().map(|it| it.above).max().unwrap_or(0);
    let count = bits(operands.len() as i128);
    let below: u32 = operands.iter().map(|it| it.below).sum();
    match (op, operands) {
        (Op::Quotient(..), [left, right]) => left.above + right.below,
        (Op::Product(..) | Op::Grow { .. } | Op::Rescale { .. } | Op::Deduct { .. } | Op::Steps(_), _) => {
            operands.iter().map(|it| it.above + it.below).sum()
        }
        (Op::Sum(_) | Op::Parts(_) | Op::Pool(_) | Op::Average(_) | Op::Maximum { .. }, _) => {
            widest + below + count
        }
        _ => widest,
    }
}

/// The largest denominator: fixed by the scale, or grown from those of the operands.
fn denominator(op: &Op, scale: Scale, operands: &[Bits], slots: &Slots) -> u32 {
    let sum = operands.iter().map(|it| it.below).sum::<u32>();
    match (scale, op) {
        (Scale::Fixed(denominator), _) => bits(denominator),
        (_, Op::Quotient(left, right)) => {
            let by = |id: &NodeId| operand(op, *id, operands);
            let above = magnitude(slots.get(*right).interval()).map_or(MAXIMUM, |it| it + by(right).below);
            by(left).below + above
        }
        (_, Op::Grow { from, .. }) => sum + magnitude(slots.get(*from).interval()).unwrap_or(8),
        (_, Op::Rescale { remaining, .. }) => sum + magnitude(slots.get(*remaining).interval()).unwrap_or(8),
        (_, Op::Average(list)) => sum + bits(list.len() as i128),
        (_, Op::Gain { among, .. }) => bits(among.len() as i128) + 4,
        (
            _,
            Op::Sum(_)
            | Op::Product(..)
            | Op::Parts(_)
            | Op::Pool(_)
            | Op::Deduct { .. }
            | Op::Maximum { .. }
            | Op::Steps(_),
        ) => sum,
        // One of several is taken.
        _ => operands.iter().map(|it| it.below).max().unwrap_or(0),
    }
}

fn operand(op: &Op, id: NodeId, operands: &[Bits]) -> Bits {
    let place = op.operands().iter().position(|operand| *operand == id);
    place.map_or(Bits::default(), |place| operands[place])
}

/// The widest product that comparing or adding two operands needs.
fn widest(op: &Op, operands: &[Bits]) -> u32 {
    let cross = |a: &Bits, b: &Bits| (a.above + b.below).max(b.above + a.below);
    match op {
        Op::Compare(_) | Op::Product(..) | Op::Quotient(..) => match operands {
            [a, b] => cross(a, b).max(a.above + b.above * u32::from(matches!(op, Op::Product(..)))),
            _ => 0,
        },
        Op::Tiers(_) | Op::Greatest(_) | Op::Least(_) | Op::Classes(_) | Op::Bound { .. } => match operands {
            [of, rest @ ..] => rest.iter().map(|it| cross(of, it)).max().unwrap_or(0),
            [] => 0,
        },
        _ => 0,
    }
}
