//! The scale of numbers, known before anything runs.

use super::Number;

/// The scale of a number: how fine it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Every value is a whole number over this.
    Fixed(i128),
    /// The denominator differs from unit to unit.
    Ratio,
    /// It is no number.
    None,
}

impl Scale {
    /// The scale of one number.
    pub fn of(number: Number) -> Scale {
        Scale::Fixed(number.reduced().denominator())
    }

    /// The scale that holds both.
    #[must_use]
    pub fn with(self, other: Scale) -> Scale {
        match (self, other) {
            (Scale::None, scale) | (scale, Scale::None) => scale,
            (Scale::Fixed(a), Scale::Fixed(b)) => {
                // The denominator of a sum is the smallest that holds both.
                let both = Number::fraction(1, a).and_then(|a| a.plus(Number::fraction(1, b)?));
                both.map_or(Scale::Ratio, |sum| Scale::Fixed(sum.denominator()))
            }
            _ => Scale::Ratio,
        }
    }

    /// The scale of products.
    #[must_use]
    pub fn times(self, other: Scale) -> Scale {
        match (self, other) {
            (Scale::Fixed(a), Scale::Fixed(b)) => a.checked_mul(b).map_or(Scale::Ratio, Scale::Fixed),
            _ => Scale::Ratio,
        }
    }
}
