//! Sums of facts, and what the relations between facts say about them.
//!
//! `present / due` lies between 0 and 1 because the facts say so together, not each by its own range. A
//! sum of facts is kept as a number for each fact; what must hold (`present + unexcused <= due`) as a sum
//! that is never above 0. The greatest that another sum can be is what its facts allow by themselves, or
//! less, where taking away something that is never above 0 leaves a smaller bound.

use super::domain::Domain;
use crate::model::Fact;
use crate::plan::{Op, Plan};
use crate::value::{Interval, Kind, Number, Range, Scale, Value, day_number};

/// How often a relation may be taken away from a sum.
const MAXIMUM_DEPTH: usize = 3;

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

/// The greatest that a sum can be by the ranges of its facts alone.
fn by_ranges(sum: &Linear, facts: &[Fact], domains: &[Domain]) -> Option<Number> {
    sum.terms.iter().try_fold(sum.constant, |most, (id, factor)| {
        let interval = interval(*id, facts, domains);
        let end = if *factor > Number::ZERO { interval.high } else { interval.low };
        most.plus(end?.times(*factor)?)
    })
}

fn interval(id: u32, facts: &[Fact], domains: &[Domain]) -> Interval {
    match domains[id as usize].range(&facts[id as usize]) {
        Range::Number(interval) => interval,
        Range::Date(first, last) => {
            Interval::new(Number::whole(day_number(first).into()), Number::whole(day_number(last).into()))
        }
        _ => Interval::default(),
    }
}

/// What is never above 0, with all that it is made of.
pub(super) struct Relations<'a> {
    pub(super) facts: &'a [Fact],
    pub(super) domains: &'a [Domain],
    pub(super) never_above_zero: &'a [Linear],
}

impl Relations<'_> {
    /// The greatest that a sum can be.
    pub(super) fn greatest(&self, sum: &Linear) -> Option<Number> {
        self.greatest_within(sum, MAXIMUM_DEPTH)
    }

    /// The least that a sum can be.
    pub(super) fn least(&self, sum: &Linear) -> Option<Number> {
        self.greatest(&sum.times(Number::whole(-1))?)?.negated()
    }

    fn greatest_within(&self, sum: &Linear, depth: usize) -> Option<Number> {
        let mut least = by_ranges(sum, self.facts, self.domains);
        if depth == 0 || sum.terms.len() < 2 {
            return least;
        }
        for relation in self.never_above_zero {
            for (id, of_relation) in &relation.terms {
                let Some((_, of_sum)) = sum.terms.iter().find(|(it, _)| it == id) else { continue };
                let factor = of_sum.over(*of_relation).filter(|factor| *factor > Number::ZERO);
                let rest = factor.and_then(|factor| sum.plus(relation, factor.negated()?));
                let Some(rest) = rest.filter(|rest| rest.terms.len() <= sum.terms.len()) else { continue };
                let bound = self.greatest_within(&rest, depth - 1);
                least = match (least, bound) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
            }
        }
        least
    }

    /// What `dividend / divisor` can be where the divisor is above 0, as far as relations say.
    pub(super) fn quotient(&self, dividend: &Linear, divisor: &Linear) -> Interval {
        let is_low = |at: Number| {
            let rest = divisor.times(at).and_then(|part| part.plus(dividend, Number::whole(-1)));
            rest.and_then(|rest| self.greatest(&rest)).is_some_and(|most| most <= Number::ZERO)
        };
        let is_high = |at: Number| {
            let rest = divisor.times(at).and_then(|part| dividend.plus(&part, Number::whole(-1)));
            rest.and_then(|rest| self.greatest(&rest)).is_some_and(|most| most <= Number::ZERO)
        };
        let mut tried: Vec<Number> = vec![Number::ZERO, Number::ONE];
        for relation in self.never_above_zero {
            let factors = || relation.terms.iter().map(|(_, factor)| *factor);
            tried.extend(factors().flat_map(|a| factors().filter_map(move |b| a.over(b)?.negated())));
        }
        tried.sort();
        tried.dedup();
        let low = tried.iter().rev().copied().find(|at| is_low(*at));
        let high = tried.iter().copied().find(|at| *at >= Number::ZERO && is_high(*at));
        Interval { low, high }
    }

    /// Takes from the range of each fact what a relation excludes; false where nothing is left.
    pub(super) fn narrow(relations: &[Linear], facts: &[Fact], domains: &mut [Domain]) -> Option<Vec<u32>> {
        let mut changed = Vec::new();
        for _ in 0..4 {
            let before = changed.len();
            for relation in relations {
                for (id, factor) in &relation.terms {
                    let others: Vec<_> = relation.terms.iter().filter(|(it, _)| it != id).copied().collect();
                    let rest = Linear { terms: others, constant: relation.constant }.times(Number::whole(-1));
                    // factor × fact is at most what the others leave.
                    let Some(most) = rest.and_then(|rest| by_ranges(&rest, facts, domains)) else { continue };
                    let Some(end) = most.over(*factor) else { continue };
                    let is_high = *factor > Number::ZERO;
                    let (low, high) = if is_high { (None, Some(end)) } else { (Some(end), None) };
                    let fact = &facts[*id as usize];
                    let now = domains[*id as usize];
                    let narrowed = now.between(fact, low, high)?;
                    if narrowed != now {
                        domains[*id as usize] = narrowed;
                        changed.push(*id);
                    }
                }
            }
            if changed.len() == before {
                break;
            }
        }
        changed.sort_unstable();
        changed.dedup();
        Some(changed)
    }
}
