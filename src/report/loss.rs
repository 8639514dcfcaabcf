//! What units lost in a criterion.

use crate::value::Number;
use std::collections::BTreeMap;

/// Numbers over these stand as they are.
const SMALL: i128 = 1_000;

/// Points that units lost, added up exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Loss {
    /// For how many units the criterion counted.
    pub(super) units: u64,
    /// Sums of what stands above the line, by what stands below it: so the order of units never shows, not
    /// even in what becomes too large.
    sums: BTreeMap<i128, i128>,
    is_too_large: bool,
}

impl Loss {
    /// Adds what one unit lost.
    pub(super) fn add(&mut self, lost: Number) {
        // Finding what both ends share costs more than adding does, and there are few small ones.
        let lost = if lost.denominator() > SMALL { lost.reduced() } else { lost };
        self.units += 1;
        let sum = self.sums.entry(lost.denominator()).or_default();
        match sum.checked_add(lost.numerator()) {
            Some(more) => *sum = more,
            None => self.is_too_large = true,
        }
    }

    /// All that was lost; none where that is too large a number.
    pub(super) fn sum(&self) -> Option<Number> {
        let mut parts = self.sums.iter().filter(|_| !self.is_too_large);
        let sum =
            parts.try_fold(Number::ZERO, |sum, (below, above)| sum.plus(Number::fraction(*above, *below)?));
        sum.filter(|_| !self.is_too_large)
    }

    /// What was lost for each unit.
    pub(super) fn mean(&self) -> Option<Number> {
        self.sum()?.over(Number::whole(i128::from(self.units)))
    }
}
