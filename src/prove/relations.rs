//! What relations between facts say about sums of them.
//!
//! The greatest that a sum can be is what its facts allow by themselves, or less, where taking away something
//! that is never above 0 leaves a smaller bound. That is looked for no further than what is asked needs, and
//! not where a unit is known for which it would come to more.

use super::linear::Linear;
use super::standing::{Index, Standing};
use crate::value::{Interval, Number};
use std::borrow::Cow;

/// How often a relation may be taken away from a sum.
const MAXIMUM_DEPTH: usize = 3;

/// What is never above 0, with all that it is made of.
pub(super) struct Relations<'a> {
    standing: &'a Standing,
    /// What is known of those that always hold, which come first.
    index: &'a Index,
}

/// How far the greatest that a sum can be is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// To the number itself.
    Exact,
    /// Until it is known whether it is below 0, 0 or above.
    Sign,
    /// Until it is known whether it is above 0.
    NotAbove,
}

/// The least of the bounds that were found, and what is enough.
struct Bounds {
    least: Option<Number>,
    until: Until,
    /// What no bound can be below.
    reached: Option<Number>,
}

impl Bounds {
    fn take(&mut self, bound: Option<Number>) {
        self.least = match (self.least, bound) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }

    fn is_enough(&self) -> bool {
        let is_enough = |least: Number| match self.until {
            Until::Exact => false,
            Until::Sign => least < Number::ZERO,
            Until::NotAbove => least <= Number::ZERO,
        };
        self.least.is_some_and(is_enough) || self.is_settled(self.reached)
    }

    /// Whether bounds that are never below `reached` add nothing.
    fn is_settled(&self, reached: Option<Number>) -> bool {
        let is_settled = |reached: Number| {
            (self.until != Until::Exact && reached > Number::ZERO)
                || self.least.is_some_and(|least| least <= reached)
        };
        reached.is_some_and(is_settled)
    }
}

impl<'a> Relations<'a> {
    /// Over what is known by now; `standing` has to be fresh.
    pub(super) fn new(standing: &'a Standing, index: &'a Index) -> Relations<'a> {
        Relations { standing, index }
    }

    /// The greatest that a sum can be.
    pub(super) fn greatest(&self, sum: &Linear) -> Option<Number> {
        self.bound(sum, Until::Exact)
    }

    /// The least that a sum can be.
    pub(super) fn least(&self, sum: &Linear) -> Option<Number> {
        if sum.terms.len() < 2 {
            return self.standing.least_by_ranges(sum);
        }
        self.greatest(&sum.times(Number::whole(-1))?)?.negated()
    }

    /// How a sum stands to 0: what it can be, with -1 for all that is below 0 and 1 for all above. `other` is the
    /// same sum with the other sign.
    pub(super) fn sign(&self, sum: &Linear, other: &Linear) -> Interval {
        let sign =
            |most: Number| Number::whole(i128::from(most > Number::ZERO) - i128::from(most < Number::ZERO));
        let least = self.bound(other, Until::Sign);
        let greatest = self.bound(sum, Until::Sign);
        Interval { low: least.map(sign).and_then(Number::negated), high: greatest.map(sign) }
    }

    /// Whether a sum is known never to be above 0.
    fn is_never_above_zero(&self, sum: &Linear) -> bool {
        self.bound(sum, Until::NotAbove).is_some_and(|most| most <= Number::ZERO)
    }

    fn bound(&self, sum: &Linear, until: Until) -> Option<Number> {
        let least = self.standing.by_ranges(sum);
        if sum.terms.len() < 2 {
            return least;
        }
        let mut bounds = Bounds { least, until, reached: self.standing.reached(sum) };
        if !bounds.is_enough() {
            self.search(sum, MAXIMUM_DEPTH, &mut bounds);
        }
        bounds.least
    }

    /// Looks for a smaller bound: what is never above 0 is taken away so often that one of the facts is gone.
    fn search(&self, sum: &Linear, depth: usize, bounds: &mut Bounds) {
        let standing = self.standing;
        if depth == 0 || sum.terms.len() < 2 {
            return;
        }
        // Facts that few relations name lead to the end soonest.
        let mut terms: Vec<&(u32, Number)> = sum.terms.iter().collect();
        terms.sort_by_key(|(id, _)| self.index.count_naming(*id));
        for (id, of_sum) in terms {
            for at in self.index.naming(standing.relations(), *id) {
                if bounds.is_enough() {
                    return;
                }
                let relation = &standing.relations()[at];
                let Some((_, of_relation)) = relation.terms.iter().find(|(it, _)| it == id) else { continue };
                let is_opposed = (*of_sum > Number::ZERO) != (*of_relation > Number::ZERO);
                if is_opposed || standing.is_promised(at) {
                    continue;
                }
                let factor = of_sum.over(*of_relation).and_then(Number::negated);
                let rest = factor.and_then(|factor| sum.plus(relation, factor));
                let Some(rest) = rest.filter(|rest| rest.terms.len() <= sum.terms.len()) else { continue };
                bounds.take(standing.by_ranges(&rest));
                if depth > 1 && !bounds.is_settled(standing.reached(&rest)) {
                    self.search(&rest, depth - 1, bounds);
                }
            }
        }
    }

    /// What `dividend / divisor` can be where the divisor is above 0, as far as relations say more than `known`.
    pub(super) fn quotient(&self, dividend: &Linear, divisor: &Linear, known: Interval) -> Interval {
        let is_low = |at: Number| {
            let rest = divisor.times(at).and_then(|part| part.plus(dividend, Number::whole(-1)));
            rest.is_some_and(|rest| self.is_never_above_zero(&rest))
        };
        let is_high = |at: Number| {
            let rest = at.negated().and_then(|factor| dividend.plus(divisor, factor));
            rest.is_some_and(|rest| self.is_never_above_zero(&rest))
        };
        let tried = self.ratios();
        let higher = tried.iter().rev().take_while(|at| known.low.is_none_or(|low| **at > low));
        let lower = tried.iter().take_while(|at| known.high.is_none_or(|high| **at < high));
        Interval {
            low: higher.copied().find(|at| is_low(*at)),
            high: lower.copied().find(|at| *at >= Number::ZERO && is_high(*at)),
        }
    }

    /// Numbers that a quotient may be held against, the least first.
    fn ratios(&self) -> Cow<'_, [Number]> {
        let more = &self.standing.relations()[self.index.count..];
        if more.is_empty() {
            return Cow::Borrowed(&self.index.ratios);
        }
        let mut ratios = self.index.ratios.clone();
        ratios.extend(more.iter().flat_map(Linear::ratios));
        ratios.sort();
        ratios.dedup();
        Cow::Owned(ratios)
    }
}
