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

    /// What one of its facts weighs for another.
    fn ratios(&self) -> impl Iterator<Item = Number> {
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

/// The greatest that a sum can be by the ranges of its facts alone.
fn by_ranges(sum: &Linear, facts: &[Fact], domains: &[Domain]) -> Option<Number> {
    sum.terms.iter().try_fold(sum.constant, |most, (id, factor)| {
        let interval = interval(domains[*id as usize], &facts[*id as usize]);
        let end = if *factor > Number::ZERO { interval.high } else { interval.low };
        most.plus(end?.times(*factor)?)
    })
}

fn interval(domain: Domain, fact: &Fact) -> Interval {
    match domain.range(fact) {
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
    /// What is known of those that always hold, which come first.
    pub(super) index: &'a Index,
}

/// What is looked up of the relations that always hold.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// How many they are.
    count: usize,
    /// For each fact those that name it.
    of_fact: Vec<Vec<usize>>,
    /// Numbers that a quotient of facts may be held against.
    ratios: Vec<Number>,
}

impl Index {
    pub(super) fn new(relations: &[Linear], facts: usize) -> Index {
        let mut of_fact = vec![Vec::new(); facts];
        for (index, relation) in relations.iter().enumerate() {
            relation.terms.iter().for_each(|(id, _)| of_fact[*id as usize].push(index));
        }
        let mut ratios = vec![Number::ZERO, Number::ONE];
        ratios.extend(relations.iter().flat_map(Linear::ratios));
        ratios.sort();
        ratios.dedup();
        Index { count: relations.len(), of_fact, ratios }
    }

    /// Which of some relations name a fact; those that always hold come first.
    pub(super) fn naming<'r>(
        &'r self,
        relations: &'r [Linear],
        fact: u32,
    ) -> impl Iterator<Item = usize> + 'r {
        let more = (self.count..).zip(relations.iter().skip(self.count));
        let more = more.filter(move |(_, it)| it.terms.iter().any(|(id, _)| *id == fact));
        let always = self.of_fact.get(fact as usize).into_iter().flatten().copied();
        always.chain(more.map(|(index, _)| index))
    }
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
        for (id, of_sum) in &sum.terms {
            for relation in self.index.naming(self.never_above_zero, *id) {
                let relation = &self.never_above_zero[relation];
                let Some((_, of_relation)) = relation.terms.iter().find(|(it, _)| it == id) else { continue };
                let factor = of_sum.over(*of_relation).filter(|factor| *factor > Number::ZERO);
                // What ranges promise by themselves adds nothing.
                let most = factor.and_then(|_| by_ranges(relation, self.facts, self.domains));
                if most.is_some_and(|most| most <= Number::ZERO) {
                    continue;
                }
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
        let mut tried = self.index.ratios.clone();
        let more = self.never_above_zero.iter().skip(self.index.count).flat_map(Linear::ratios);
        tried.extend(more);
        tried.sort();
        tried.dedup();
        let low = tried.iter().rev().copied().find(|at| is_low(*at));
        let high = tried.iter().copied().find(|at| *at >= Number::ZERO && is_high(*at));
        Interval { low, high }
    }
}

/// What a relation leaves of the facts that it names, each with those before it as they are left; none
/// where nothing is left.
pub(super) fn narrowed(relation: &Linear, facts: &[Fact], domains: &[Domain]) -> Option<Vec<(u32, Domain)>> {
    let mut changed: Vec<(u32, Domain)> = Vec::new();
    let term = |(id, factor): &(u32, Number), changed: &[(u32, Domain)]| {
        let now = changed.iter().find(|(it, _)| it == id).map_or(domains[*id as usize], |(_, it)| *it);
        let interval = interval(now, &facts[*id as usize]);
        // The least that the fact adds.
        let end = if *factor > Number::ZERO { interval.low } else { interval.high };
        end.and_then(|end| end.times(*factor))
    };
    for (id, factor) in &relation.terms {
        let others = relation.terms.iter().filter(|(it, _)| it != id);
        let least = others.map(|it| term(it, &changed)).try_fold(relation.constant, |sum, it| sum.plus(it?));
        // factor × fact is at most what the others leave.
        let Some(end) = least.and_then(Number::negated).and_then(|most| most.over(*factor)) else { continue };
        let (low, high) = if *factor > Number::ZERO { (None, Some(end)) } else { (Some(end), None) };
        let now = domains[*id as usize];
        let left = now.between(&facts[*id as usize], low, high)?;
        if left != now {
            changed.push((*id, left));
        }
    }
    Some(changed)
}
