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
    #[inline]
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
        if self.denominator == 1 {
            return self;
        }
        let divisor = gcd(self.numerator, self.denominator).unwrap_or(1).max(1);
        Number {
            numerator: quotient(self.numerator, divisor),
            denominator: quotient(self.denominator, divisor),
        }
    }

    /// Whether it is a whole multiple of `step`, which is above 0.
    pub fn is_multiple_of(self, step: Number) -> bool {
        self.over(step).is_some_and(|steps| steps.divided().1 == 0)
    }

    /// Whether it is 0.
    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// Both whole numbers, where they need no more than 64 bits each, as nearly all do: then products cannot
    /// leave 128 bits, and the processor divides by itself.
    #[inline]
    fn small(self) -> Option<(i64, i64)> {
        Some((i64::try_from(self.numerator).ok()?, i64::try_from(self.denominator).ok()?))
    }

    /// The sum; none where it leaves 128 bits.
    #[inline]
    pub fn plus(self, other: Number) -> Option<Number> {
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            let (a, c) = (i128::from(a), i128::from(c));
            if b == d {
                return Some(Number { numerator: a + c, denominator: i128::from(b) });
            }
            let whole =
                |a: i128, c: i128, d: i64| Number { numerator: a * i128::from(d) + c, denominator: d.into() };
            match (b, d) {
                (1, _) => return Some(whole(a, c, d)),
                (_, 1) => return Some(whole(c, a, b)),
                _ => {}
            }
        }
        self.plus_other(other)
    }

    /// The sum of numbers of different scales, or of large ones.
    fn plus_other(self, other: Number) -> Option<Number> {
        if self.denominator == other.denominator {
            let numerator = self.numerator.checked_add(other.numerator)?;
            return Some(Number { numerator, denominator: self.denominator });
        }
        let (left, right, denominator) = common(self.denominator, other.denominator)?;
        let numerator = product(self.numerator, left)?.checked_add(product(other.numerator, right)?)?;
        Some(Number { numerator, denominator })
    }

    /// The difference; none where it leaves 128 bits.
    #[inline]
    pub fn minus(self, other: Number) -> Option<Number> {
        self.plus(other.negated()?)
    }

    /// The same number with the other sign; none where it leaves 128 bits.
    #[inline]
    pub fn negated(self) -> Option<Number> {
        Some(Number { numerator: self.numerator.checked_neg()?, denominator: self.denominator })
    }

    /// The product; none where it leaves 128 bits.
    #[inline]
    pub fn times(self, other: Number) -> Option<Number> {
        Some(Number {
            numerator: product(self.numerator, other.numerator)?,
            denominator: product(self.denominator, other.denominator)?,
        })
    }

    /// The quotient; none where the divisor is 0 or the result leaves 128 bits.
    #[inline]
    pub fn over(self, other: Number) -> Option<Number> {
        Number::fraction(
            product(self.numerator, other.denominator)?,
            product(self.denominator, other.numerator)?,
        )
    }

    /// The greatest whole number that is not above it.
    #[inline]
    pub fn floor(self) -> Number {
        Number::whole(self.divided().0)
    }

    /// The greatest whole number that is not above it, and how much of the denominator is left.
    #[inline]
    fn divided(self) -> (i128, i128) {
        match self.small() {
            Some((numerator, 1)) => (numerator.into(), 0),
            Some((numerator, denominator)) => {
                (numerator.div_euclid(denominator).into(), numerator.rem_euclid(denominator).into())
            }
            None => {
                (self.numerator.div_euclid(self.denominator), self.numerator.rem_euclid(self.denominator))
            }
        }
    }

    /// The multiple of `step` (above 0) that `mode` says; none where it leaves 128 bits.
    pub fn rounded(self, step: Number, mode: Mode) -> Option<Number> {
        let steps = self.over(step)?;
        let (whole, rest) = steps.divided();
        let middle = rest.cmp(&(steps.denominator - rest));
        let up = match mode {
            Mode::Down => false,
            Mode::Up => rest > 0,
            Mode::HalfUp => middle.is_ge(),
            Mode::HalfEven => middle.is_gt() || (middle.is_eq() && whole % 2 != 0),
        };
        Number::whole(whole + i128::from(up)).times(step)
    }

    /// How it compares, whatever its size.
    fn compare_other(self, other: Number) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let left = product(self.numerator, other.denominator);
        let right = product(other.numerator, self.denominator);
        match (left, right) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => compare_large(self.numerator, self.denominator, other.numerator, other.denominator),
        }
    }

    /// The number in decimals, if it has finitely many.
    pub fn decimal(self) -> Option<String> {
        let Number { numerator, denominator } = self.reduced();
        let places = places(denominator)?;
        let scaled = match denominator {
            1 => numerator,
            _ => product(numerator, quotient(10i128.pow(places), denominator))?,
        };
        Some(with_point(scaled, places as usize))
    }

    /// The number rounded to `places` decimals, for people only: `≈ 95.79`, or exact where it is short.
    pub fn approximate(self, places: u32) -> String {
        if let Some(exact) = self.decimal().filter(|exact| exact.len() < 12) {
            return exact;
        }
        let step = Number { numerator: 1, denominator: 10i128.pow(places) };
        match self.rounded(step, Mode::HalfUp) {
            Some(near) => format!("≈ {near}"),
            None => self.to_string(),
        }
    }
}

/// A whole number in digits, the last so many of them behind a point.
fn with_point(number: i128, places: usize) -> String {
    // As many digits as 128 bits or the most places need, a point and a sign.
    let mut digits = [b'0'; 48];
    let (mut at, mut rest, mut written) = (digits.len(), number.unsigned_abs(), 0);
    while rest > 0 || written <= places {
        if written == places && places > 0 {
            at -= 1;
            digits[at] = b'.';
        }
        let (more, digit) = match u64::try_from(rest) {
            Ok(small) => (u128::from(small / 10), small % 10),
            Err(_) => (rest / 10, u64::try_from(rest % 10).unwrap_or(0)),
        };
        at -= 1;
        digits[at] += u8::try_from(digit).unwrap_or(0);
        (rest, written) = (more, written + 1);
    }
    if number < 0 {
        at -= 1;
        digits[at] = b'-';
    }
    String::from_utf8_lossy(&digits[at..]).into_owned()
}

/// The product of two whole numbers; none where it leaves 128 bits.
#[inline]
fn product(left: i128, right: i128) -> Option<i128> {
    match (i64::try_from(left), i64::try_from(right)) {
        (Ok(left), Ok(right)) => Some(i128::from(left) * i128::from(right)),
        _ => left.checked_mul(right),
    }
}

/// What two denominators must be multiplied with to meet, and where they meet.
fn common(left: i128, right: i128) -> Option<(i128, i128, i128)> {
    let divisor = gcd(left, right)?;
    let rest = quotient(left, divisor);
    Some((quotient(right, divisor), rest, product(rest, right)?))
}

/// The whole quotient by a divisor above 0, without what remains.
fn quotient(of: i128, by: i128) -> i128 {
    match (i64::try_from(of), i64::try_from(by)) {
        (Ok(of), Ok(by)) => (of / by).into(),
        _ => of / by,
    }
}

/// The greatest divisor of both, of which one is not 0; none where it leaves 128 bits.
fn gcd(left: i128, right: i128) -> Option<i128> {
    let (mut left, mut right) = (left.unsigned_abs(), right.unsigned_abs());
    while right != 0 {
        if let (Ok(mut small), Ok(mut other)) = (u64::try_from(left), u64::try_from(right)) {
            while other != 0 {
                (small, other) = (other, small % other);
            }
            return Some(small.into());
        }
        (left, right) = (right, left % right);
    }
    i128::try_from(left).ok()
}

/// How many decimals a number over this denominator has in lowest terms, if they end.
fn places(denominator: i128) -> Option<u32> {
    if denominator == 1 {
        return Some(0);
    }
    let twos = denominator.trailing_zeros();
    let (mut rest, mut fives) = (denominator >> twos, 0);
    while rest % 5 == 0 {
        (rest, fives) = (rest / 5, fives + 1);
    }
    Some(twos.max(fives)).filter(|places| rest == 1 && *places <= 38)
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
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.small(), other.small()) {
            (Some((a, b)), Some((c, d))) if b == d => a.cmp(&c),
            (Some((a, b)), Some((c, d))) => {
                (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)))
            }
            _ => self.compare_other(*other),
        }
    }
}

impl PartialOrd for Number {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    #[inline]
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
