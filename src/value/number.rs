//! Exact numbers: a whole number over a whole number, in 128 bits, every operation checked.
//!
//! Denominators come from the decimals of literals, facts and rounding steps, and from quotients
//! that a rule asks for. They are not reduced on the way: what a denominator can grow to is known
//! when the ruleset is checked (`plan::scale`), so that a plan can run on integers of one scale.

use std::cmp::Ordering;
use std::fmt;

/// An exact number, `numerator / denominator`, with a denominator above 0.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    numerator: i128,
    denominator: i128,
}

/// Which way a value between two steps is rounded. Negative values follow the number line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// To the nearest step; from the middle up.
    HalfUp,
    /// To the nearest step; from the middle to the even step.
    HalfEven,
    /// To the next step above.
    Up,
    /// To the next step below.
    Down,
}

impl Number {
    /// 0.
    pub const ZERO: Number = Number::whole(0);
    /// 1.
    pub const ONE: Number = Number::whole(1);
    /// 100.
    pub const HUNDRED: Number = Number::whole(100);

    /// A whole number.
    pub const fn whole(value: i128) -> Number {
        Number { numerator: value, denominator: 1 }
    }

    /// `numerator / denominator`; none where the denominator is 0 or the sign cannot be moved.
    pub fn fraction(numerator: i128, denominator: i128) -> Option<Number> {
        match denominator.cmp(&0) {
            Ordering::Greater => Some(Number { numerator, denominator }),
            Ordering::Equal => None,
            Ordering::Less => {
                Some(Number { numerator: numerator.checked_neg()?, denominator: denominator.checked_neg()? })
            }
        }
    }

    /// Reads `12`, `-3` or `0.25`: digits with at most one decimal point, and nothing else.
    pub fn parse(text: &str) -> Option<Number> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(decimals) {
            return None;
        }
        let decimals = decimals.trim_end_matches('0');
        let denominator = 10i128.checked_pow(u32::try_from(decimals.len()).ok()?)?;
        let numerator: i128 = format!("{whole}{decimals}").parse().ok()?;
        Some(Number { numerator: if negative { -numerator } else { numerator }, denominator })
    }

    /// Reads a number back as it is shown: in decimals, or as a fraction.
    pub fn shown(text: &str) -> Option<Number> {
        match text.split_once('/') {
            Some((above, below)) => Number::fraction(above.parse().ok()?, below.parse().ok()?),
            None => Number::parse(text),
        }
    }

    /// The whole number above the line, as it is kept.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// The whole number below the line, as it is kept; above 0.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// The same number in lowest terms.
    pub fn reduced(self) -> Number {
        let divisor = gcd(self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).unwrap_or(1).max(1);
        Number { numerator: self.numerator / divisor, denominator: self.denominator / divisor }
    }

    /// Whether it is a whole multiple of `step`, which is above 0.
    pub fn is_multiple_of(self, step: Number) -> bool {
        self.over(step).is_some_and(|steps| steps.numerator % steps.denominator == 0)
    }

    /// Whether it is 0.
    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// The sum; none where it leaves 128 bits.
    pub fn plus(self, other: Number) -> Option<Number> {
        if self.denominator == other.denominator {
            let numerator = self.numerator.checked_add(other.numerator)?;
            return Some(Number { numerator, denominator: self.denominator });
        }
        let (left, right, denominator) = common(self.denominator, other.denominator)?;
        let numerator = self.numerator.checked_mul(left)?.checked_add(other.numerator.checked_mul(right)?)?;
        Some(Number { numerator, denominator })
    }

    /// The difference; none where it leaves 128 bits.
    pub fn minus(self, other: Number) -> Option<Number> {
        self.plus(other.negated()?)
    }

    /// The same number with the other sign; none where it leaves 128 bits.
    pub fn negated(self) -> Option<Number> {
        Some(Number { numerator: self.numerator.checked_neg()?, denominator: self.denominator })
    }

    /// The product; none where it leaves 128 bits.
    pub fn times(self, other: Number) -> Option<Number> {
        Some(Number {
            numerator: self.numerator.checked_mul(other.numerator)?,
            denominator: self.denominator.checked_mul(other.denominator)?,
        })
    }

    /// The quotient; none where the divisor is 0 or the result leaves 128 bits.
    pub fn over(self, other: Number) -> Option<Number> {
        Number::fraction(
            self.numerator.checked_mul(other.denominator)?,
            self.denominator.checked_mul(other.numerator)?,
        )
    }

    /// The greatest whole number that is not above it.
    pub fn floor(self) -> Number {
        Number::whole(self.numerator.div_euclid(self.denominator))
    }

    /// The multiple of `step` (above 0) that `mode` says; none where it leaves 128 bits.
    pub fn rounded(self, step: Number, mode: Mode) -> Option<Number> {
        let steps = self.over(step)?;
        let whole = steps.numerator.div_euclid(steps.denominator);
        let rest = steps.numerator.rem_euclid(steps.denominator);
        let middle = rest.cmp(&(steps.denominator - rest));
        let up = match mode {
            Mode::Down => false,
            Mode::Up => rest > 0,
            Mode::HalfUp => middle.is_ge(),
            Mode::HalfEven => middle.is_gt() || (middle.is_eq() && whole % 2 != 0),
        };
        Number::whole(whole + i128::from(up)).times(step)
    }

    /// The number in decimals, if it has finitely many.
    pub fn decimal(self) -> Option<String> {
        let Number { numerator, denominator } = self.reduced();
        let places = (0..=38).find(|places| 10i128.pow(*places) % denominator == 0)?;
        let scaled = numerator.checked_mul(10i128.pow(places) / denominator)?;
        let digits = format!("{:0>width$}", scaled.unsigned_abs(), width = places as usize + 1);
        let (whole, decimals) = digits.split_at(digits.len() - places as usize);
        let point = if decimals.is_empty() { "" } else { "." };
        Some(format!("{}{whole}{point}{decimals}", if scaled < 0 { "-" } else { "" }))
    }

    /// The number rounded to `places` decimals, for people only: `≈ 95.79`, or exact where it is short.
    pub fn approximate(self, places: u32) -> String {
        let step = Number { numerator: 1, denominator: 10i128.pow(places) };
        match (self.decimal(), self.rounded(step, Mode::HalfUp)) {
            (Some(exact), _) if exact.len() < 12 => exact,
            (_, Some(near)) => format!("≈ {near}"),
            (_, None) => self.to_string(),
        }
    }
}

/// What two denominators must be multiplied with to meet, and where they meet.
fn common(left: i128, right: i128) -> Option<(i128, i128, i128)> {
    if right % left == 0 {
        return Some((right / left, 1, right));
    }
    if left % right == 0 {
        return Some((1, left / right, left));
    }
    let divisor = i128::try_from(gcd(left.unsigned_abs(), right.unsigned_abs())).ok()?;
    Some((right / divisor, left / divisor, (left / divisor).checked_mul(right)?))
}

fn gcd(mut left: u128, mut right: u128) -> u128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

/// Compares `a / b` with `c / d` where the products leave 128 bits: whole parts first, then what
/// remains, upside down.
fn compare_large(mut a: i128, mut b: i128, mut c: i128, mut d: i128) -> Ordering {
    let mut flipped = false;
    loop {
        let (left, right) = (a.div_euclid(b), c.div_euclid(d));
        let (rest_left, rest_right) = (a.rem_euclid(b), c.rem_euclid(d));
        let order = match left.cmp(&right) {
            Ordering::Equal if rest_left == 0 || rest_right == 0 => rest_left.cmp(&rest_right),
            Ordering::Equal => {
                (a, b, c, d) = (b, rest_left, d, rest_right);
                flipped = !flipped;
                continue;
            }
            order => order,
        };
        return if flipped { order.reverse() } else { order };
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let left = self.numerator.checked_mul(other.denominator);
        let right = other.numerator.checked_mul(self.denominator);
        match (left, right) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => compare_large(self.numerator, self.denominator, other.numerator, other.denominator),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

/// Exact: decimals where they end (`95.5`), else a fraction in lowest terms (`1820/19`).
impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimal() {
            Some(decimal) => out.write_str(&decimal),
            None => {
                let Number { numerator, denominator } = self.reduced();
                write!(out, "{numerator}/{denominator}")
            }
        }
    }
}
