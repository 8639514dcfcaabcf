//! The scale of each number: how fine it can be.
//!
//! Facts have steps and literals have decimals, so that the scale of all that is made from them by
//! sums and products is known before anything runs. Such a number can run as one whole number. Only
//! a quotient by something that is not a constant has a denominator of its own, and only until its
//! criterion is rounded.

use super::node::{Node, NodeId, Op};
use crate::model::{FactSource, Ruleset};
use crate::value::{Kind, Number, Scale, Value};

/// The scale of what `op` gives, from the scales of what it reads.
pub(super) fn infer(op: &Op, nodes: &[Node], ruleset: &Ruleset) -> Scale {
    let scale = |id: NodeId| nodes[id.index()].scale;
    let of = |ids: &[NodeId]| ids.iter().fold(Scale::None, |both, id| both.with(scale(*id)));
    match op {
        Op::Constant(Value::Number(number)) => Scale::of(*number),
        Op::Fact(id) => {
            let fact = &ruleset.facts[*id as usize];
            match fact.source {
                _ if !fact.kind.is_number() => Scale::None,
                FactSource::Row => Scale::of(fact.step),
                // What others come to may be any fraction.
                _ if fact.kind == Kind::Count => Scale::Fixed(1),
                _ => Scale::Ratio,
            }
        }
        Op::Sum(links) => links.iter().fold(Scale::None, |both, (_, id)| both.with(scale(*id))),
        Op::Product(a, b) => scale(*a).times(scale(*b)),
        Op::Quotient(a, b) => quotient(scale(*a), constant(nodes, *b)),
        Op::Days(..) => Scale::Fixed(1),
        Op::Tiers(tiers) => of(&tiers.lines.iter().map(|line| line.value).collect::<Vec<_>>()),
        Op::First(branches, otherwise) => {
            of(&branches.iter().map(|(_, value)| *value).chain(*otherwise).collect::<Vec<_>>())
        }
        Op::Steps(steps) => steps.bands.iter().fold(scale(steps.base), |sum, band| {
            let times = if band.full {
                Scale::Fixed(1)
            } else {
                quotient(scale(steps.of).with(scale(steps.at)), constant(nodes, band.per))
            };
            sum.with(scale(band.rate).times(times))
        }),
        Op::Grid(grid) => of(&grid.cells.concat()),
        Op::Greatest(list) | Op::Least(list) | Op::Parts(list) | Op::Pool(list) => of(list),
        Op::Average(_) | Op::Grow { .. } | Op::Rescale { .. } | Op::Gain { .. } => Scale::Ratio,
        Op::Call(id, _) => {
            let function = &ruleset.functions[*id as usize];
            if function.kind.is_number() { Scale::of(function.step) } else { Scale::None }
        }
        Op::Met(_, number) => Scale::of(*number),
        Op::Open { of: award, .. } => scale(*award),
        Op::Deduct { of: award, fixed, shares } => {
            let share = of(&shares.iter().map(|(value, _)| *value).collect::<Vec<_>>());
            let rest = scale(*award).with(of(&fixed.iter().map(|(value, _)| *value).collect::<Vec<_>>()));
            if shares.is_empty() { rest } else { rest.times(share.with(Scale::Fixed(1))) }
        }
        Op::Bound { of: inner, floors, caps, high, .. } => {
            let ends = floors.iter().chain(caps).map(|(value, _)| *value).chain(*high);
            ends.fold(scale(*inner), |both, end| both.with(scale(end)))
        }
        Op::Round { step, .. } => Scale::of(*step),
        Op::Applicable { grows: Some(_), .. } => Scale::Ratio,
        Op::Applicable { of: inner, cases, .. } => {
            cases.iter().fold(scale(*inner), |both, case| match case.treatment {
                crate::model::Treatment::Credit(points) => both.with(Scale::of(points)),
                _ => both,
            })
        }
        Op::Maximum { of: inner, gains, .. } => scale(*inner).with(of(gains)),
        _ => Scale::None,
    }
}

fn constant(nodes: &[Node], id: NodeId) -> Option<Number> {
    match nodes[id.index()].op {
        Op::Constant(Value::Number(number)) if !number.is_zero() => Some(number.reduced()),
        _ => None,
    }
}

fn quotient(dividend: Scale, divisor: Option<Number>) -> Scale {
    match divisor {
        Some(divisor) => dividend.times(Scale::Fixed(divisor.numerator().abs())),
        None => Scale::Ratio,
    }
}
