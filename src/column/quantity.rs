//! Numbers of columns, while a plan is compiled: what is in their lanes, and how large it can become.
//!
//! A number is one whole number over another. Both are known in size before anything runs, from what facts
//! can be; whatever could leave 2^53 is not made (`None`), and then runs a record at a time.

use super::lane::{LIMIT, Whole};
use crate::value::{Interval, Number};

/// A place for a whole number of each record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NumberReg(pub(super) u32);

/// A whole number of each record: what stands in a register, or 1, times a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scaled {
    /// The register; none where the number is the same for all.
    pub(super) reg: Option<NumberReg>,
    /// The factor.
    pub(super) by: i128,
    /// The least that it can be.
    pub(super) low: i128,
    /// The greatest that it can be.
    pub(super) high: i128,
}

impl Scaled {
    /// The same number for all.
    pub(super) fn constant(value: i128) -> Option<Scaled> {
        Scaled { reg: None, by: value, low: value, high: value }.checked()
    }

    /// What stands in a register.
    pub(super) fn of(reg: NumberReg, low: i128, high: i128) -> Option<Scaled> {
        Scaled { reg: Some(reg), by: 1, low, high }.checked()
    }

    /// None where it could leave a lane.
    fn checked(self) -> Option<Scaled> {
        let fits = |value: i128| value.unsigned_abs() < LIMIT.unsigned_abs();
        (fits(self.low) && fits(self.high) && fits(self.by)).then_some(self)
    }

    /// It times a factor.
    pub(super) fn times(self, factor: i128) -> Option<Scaled> {
        let (low, high) = (self.low.checked_mul(factor)?, self.high.checked_mul(factor)?);
        let by = self.by.checked_mul(factor)?;
        Scaled { reg: self.reg, by, low: low.min(high), high: low.max(high) }.checked()
    }

    /// Its value, where it is the same for all.
    pub(super) fn known(self) -> Option<i128> {
        if self.reg.is_none() { Some(self.by) } else { None }
    }

    /// As a kernel reads it.
    pub(super) fn term(self) -> Term {
        // Its bounds were checked when it was made.
        Term { reg: self.reg, by: Whole::new(self.by).unwrap_or(Whole::ZERO) }
    }
}

/// An operand of a kernel: what stands in a register, or 1, times a factor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) reg: Option<NumberReg>,
    pub(super) by: Whole,
}

/// What a number is over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Below {
    /// The same for all records, above 0.
    Fixed(i128),
    /// A number of each record, at least 1 in every lane.
    Lanes(Scaled),
}

impl Below {
    pub(super) fn scaled(self) -> Option<Scaled> {
        match self {
            Below::Fixed(value) => Scaled::constant(value),
            Below::Lanes(scaled) => Some(scaled),
        }
    }
}

/// A number of each record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Quantity {
    pub(super) above: Scaled,
    pub(super) below: Below,
}

impl Quantity {
    /// The same number for all.
    pub(super) fn constant(number: Number) -> Option<Quantity> {
        let number = number.reduced();
        let above = Scaled::constant(number.numerator())?;
        Scaled::constant(number.denominator())?;
        Some(Quantity { above, below: Below::Fixed(number.denominator()) })
    }

    /// The number, where it is the same for all.
    pub(super) fn known(self) -> Option<Number> {
        match self.below {
            Below::Fixed(below) => Number::fraction(self.above.known()?, below),
            Below::Lanes(_) => None,
        }
    }

    /// The same number, known to lie in an interval.
    pub(super) fn within(mut self, interval: Interval) -> Quantity {
        let Below::Fixed(below) = self.below else { return self };
        if self.above.reg.is_none() {
            return self;
        }
        let scaled = |end: Number| end.times(Number::whole(below)).map(Number::floor).map(Number::numerator);
        if let Some(low) = interval.low.and_then(scaled) {
            self.above.low = self.above.low.max(low.min(self.above.high));
        }
        if let Some(high) = interval.high.and_then(scaled) {
            self.above.high = self.above.high.min((high + 1).max(self.above.low));
        }
        self
    }
}

/// The smallest number that both divide.
pub(super) fn common(a: i128, b: i128) -> Option<i128> {
    let sum = Number::fraction(1, a)?.plus(Number::fraction(1, b)?)?;
    (sum.denominator() % a == 0 && sum.denominator() % b == 0).then(|| sum.denominator())
}
