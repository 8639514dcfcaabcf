//! The lane: a whole number in the container that processors compute with fastest.
//!
//! A float of 64 bits holds each whole number below 2^53 exactly, and sums, differences, products and
//! comparisons of such numbers that stay below 2^53 are exact too. Nothing else is ever put into one: the
//! type has no other door, and who computes with it has shown the bound beforehand (`column/quantity.rs`).
//!
//! A quotient is taken only to be cut down to a whole number at once. With `a` below 2^53 in size and `b` a
//! whole number above 0, `a / b` is either whole or at least `1 / b` away from the whole number `k` above
//! it. Rounding to a float could reach `k` only if `1 / b` were at most half the distance between floats
//! just below `k`, which is at most `k / 2^53`; then `k × b` would be 2^53 or more, and so would `a`. So the
//! floor of the rounded quotient is the floor of the quotient.

// A container for whole numbers, not arithmetic with fractions.
#![allow(clippy::float_arithmetic)]

/// Whole numbers must stay below this in size.
pub(super) const LIMIT: i128 = 1 << 53;

/// A whole number below 2^53 in size.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
#[repr(transparent)]
pub(super) struct Whole(f64);

impl Whole {
    /// 0.
    pub(super) const ZERO: Whole = Whole(0.0);
    /// 1.
    pub(super) const ONE: Whole = Whole(1.0);

    /// A whole number; none where it is too large.
    pub(super) fn new(value: i128) -> Option<Whole> {
        // Below 2^53 nothing is lost.
        if value.unsigned_abs() < LIMIT.unsigned_abs() { Some(Whole(value as f64)) } else { None }
    }

    /// A number of 32 bits.
    #[inline(always)]
    pub(super) fn of(value: i32) -> Whole {
        Whole(f64::from(value))
    }

    /// The number.
    #[inline(always)]
    pub(super) fn get(self) -> i64 {
        self.0 as i64
    }

    #[inline(always)]
    pub(super) fn plus(self, other: Whole) -> Whole {
        Whole(self.0 + other.0)
    }

    #[inline(always)]
    pub(super) fn times(self, other: Whole) -> Whole {
        Whole(self.0 * other.0)
    }

    #[inline(always)]
    pub(super) fn least(self, other: Whole) -> Whole {
        if self.0 < other.0 { self } else { other }
    }

    #[inline(always)]
    pub(super) fn greatest(self, other: Whole) -> Whole {
        if self.0 > other.0 { self } else { other }
    }

    /// The greatest whole number that is not above `self / other`; `other` is above 0.
    #[inline(always)]
    pub(super) fn floor_over(self, other: Whole) -> Whole {
        Whole((self.0 / other.0).floor())
    }
}
