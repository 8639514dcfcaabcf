//! Sums of facts, and what the relations between facts say about them.
//!
//! `present / due` lies between 0 and 1 because the facts say so together, not each by its own range. A
//! sum of facts is kept as a number for each fact; what must hold (`present + unexcused <= due`) as a sum
//! that is never above 0.

use super::domain::Domain;
use crate::model::Fact;
use crate::plan::{Op, Plan};
use crate::value::{Interval, Kind, Number, Range, Scale, Value, day_number};

/// A number for each fact, and a constant: in the order of facts, none of them 0.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Linear {
    pub(super) terms: Vec<(u32, Number)>,
    pub(super) constant: Number,
}

impl Linear {
    pub(super) fn constant(constant: Number) -> Linear {
        Linear { terms: Vec::new(), constant }
    }

    fn fact(id: u32) -> Linear {
        Linear { terms: vec![(id, Number::ONE)], constant: Number::ZERO }
    }

    /// This and `factor` times another; none where numbers grow too large.
    pub(super) fn plus(&self, other: &Linear, factor: Number) -> Option<Linear> {
        let mut terms = Vec::with_capacity(self.terms.len() + other.terms.len());
        let (mut left, mut right) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        loop {
            let term = match (left.peek(), right.peek()) {
                (None, None) => break,
                (Some(a), Some(b)) if a.0 == b.0 => {
                    let (a, b) = (left.next()?, right.next()?);
                    (a.0, a.1.plus(b.1.times(factor)?)?.reduced())
                }
                (Some(a), b) if b.is_none_or(|b| a.0 < b.0) => *left.next()?,
                _ => right.next().and_then(|(id, of)| Some((*id, of.times(factor)?.reduced())))?,
            };
            if !term.1.is_zero() {
                terms.push(term);
            }
        }
        let constant = self.constant.plus(other.constant.times(factor)?)?.reduced();
        Some(Linear { terms, constant })
    }

    /// `factor` times this.
    pub(super) fn times(&self, factor: Number) -> Option<Linear> {
        Linear::constant(Number::ZERO).plus(self, factor)
    }

    /// The same where it must stay below 0: as much more as it can change by at the least.
    pub(super) fn strictly(self, facts: &[Fact]) -> Option<Linear> {
        match self.least_above_zero(facts) {
            Some(step) => Some(Linear { constant: self.constant.plus(step)?, ..self }),
            None => Some(self),
        }
    }

    /// A number above 0 that it is never below unless it is 0 or less: facts move in steps.
    pub(super) fn least_above_zero(&self, facts: &[Fact]) -> Option<Number> {
        let steps = self.terms.iter().map(|(id, factor)| factor.times(facts[*id as usize].step));
        let mut finest = steps.chain([Some(self.constant)]);
        match finest.try_fold(Scale::None, |scale, step| Some(scale.with(Scale::of(step?))))? {
            Scale::Fixed(scale) => Number::fraction(1, scale),
            _ => None,
        }
    }

    /// What one of its facts weighs for another.
    pub(super) fn ratios(&self) -> impl Iterator<Item = Number> {
        let factors = || self.terms.iter().map(|(_, factor)| *factor);
        factors().flat_map(move |a| factors().filter_map(move |b| a.over(b)?.negated()))
    }

    fn as_constant(&self) -> Option<Number> {
        self.terms.is_empty().then_some(self.constant)
    }
}

/// The sum that each node is, where it is one. A date is the number of its day.
pub(super) fn forms(plan: &Plan) -> Vec<Option<Linear>> {
    let mut forms: Vec<Option<Linear>> = Vec::with_capacity(plan.nodes.len());
    for node in &plan.nodes {
        let of = |id: &crate::plan::NodeId| forms[id.index()].clone();
        let form = match &node.op {
            Op::Constant(Value::Number(number)) => Some(Linear::constant(number.reduced())),
            Op::Constant(Value::Date(date)) => {
                Some(Linear::constant(Number::whole(day_number(*date).into())))
            }
            Op::Fact(id) if node.kind.is_number() || node.kind == Kind::Date => Some(Linear::fact(*id)),
            Op::Sum(links) => links.iter().try_fold(Linear::constant(Number::ZERO), |sum, (minus, link)| {
                sum.plus(&of(link)?, if *minus { Number::whole(-1) } else { Number::ONE })
            }),
            Op::Days(a, b) => of(a).zip(of(b)).and_then(|(a, b)| a.plus(&b, Number::whole(-1))),
            Op::Later(date, days, earlier) => of(date).zip(of(days)).and_then(|(date, days)| {
                date.plus(&days, if *earlier { Number::whole(-1) } else { Number::ONE })
            }),
            Op::Product(a, b) => product(of(a), of(b)),
            Op::Quotient(a, b) => of(a).zip(of(b)).and_then(|(a, b)| {
                let divisor = b.as_constant().filter(|divisor| !divisor.is_zero())?;
                a.times(Number::ONE.over(divisor)?)
            }),
            _ => None,
        };
        forms.push(form);
    }
    forms
}

fn product(a: Option<Linear>, b: Option<Linear>) -> Option<Linear> {
    let (a, b) = (a?, b?);
    match (a.as_constant(), b.as_constant()) {
        (Some(factor), _) => b.times(factor),
        (_, Some(factor)) => a.times(factor),
        _ => None,
    }
}

/// What a fact can be, a date as the number of its day.
pub(super) fn interval(domain: Domain, fact: &Fact) -> Interval {
    match domain.range(fact) {
        Range::Number(interval) => interval,
        Range::Date(first, last) => {
            Interval::new(Number::whole(day_number(first).into()), Number::whole(day_number(last).into()))
        }
        _ => Interval::default(),
    }
}
