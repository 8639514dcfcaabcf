//! The quick ways through cells: what every cell of a column must come to, made ready once.
//!
//! A quick way knows only what is good. What it does not know is left for the slow one, which says what is
//! wrong.

use super::chunk::NO_NUMBER;
use super::columns::Column;
use super::index::{Found, LAST};
use super::number::Decimal;
use super::row::Rows;
use crate::model::Fact;
use crate::value::{Kind, Mode, Number, Range};

/// How the cells of a column are read for a plan.
#[derive(Clone, Debug)]
pub(super) enum Way {
    /// Nothing is asked of them.
    Any,
    /// They must be empty, also where they fill a fact: there is something to be said of each that is not.
    Empty(Option<usize>),
    Unit,
    Period,
    Assessor,
    /// A number of this fact.
    Number(usize, Box<Numbers>),
    /// Anything else of this fact: the same texts come again and again.
    Known(usize),
}

impl Way {
    /// The way for a column that holds this for the plan; `is_known` where any plan knows what it holds.
    pub(super) fn new(rows: &Rows<'_>, plan: usize, what: Column, is_known: bool) -> Way {
        match what {
            Column::Unknown if is_known => Way::Empty(None),
            Column::Unknown => Way::Any,
            Column::Unit => Way::Unit,
            Column::Period => Way::Period,
            Column::Assessor => Way::Assessor,
            Column::Decision | Column::Document | Column::DecisionDate => Way::Empty(None),
            Column::Fact(id) if rows.plans.is_read_elsewhere(plan, id) => Way::Empty(Some(id as usize)),
            Column::Fact(id) => {
                let fact = &rows.plans.get(plan).ruleset.facts[id as usize];
                match fact.kind {
                    Kind::Truth | Kind::Word(_) | Kind::Words(_) | Kind::Date => Way::Known(id as usize),
                    _ => {
                        let numbers = Numbers::new(fact, rows.decimal_of(fact));
                        numbers.map_or(Way::Known(id as usize), |it| Way::Number(id as usize, Box::new(it)))
                    }
                }
            }
        }
    }
}

/// What a number must be, in whole numbers at the scale of its column.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    /// How many of the scale make one; 0 where one is none of them.
    one: i64,
    /// The scale, and what a number is divided by as it is written.
    scale: i64,
    written: i64,
    low: i64,
    high: i64,
    /// Numbers are multiples of this.
    step: i64,
    decimal: Option<u8>,
    is_share: bool,
}

/// What lanes of numbers hold.
const LEAST: i64 = NO_NUMBER as i64 + 1;
const GREATEST: i64 = i32::MAX as i64;

/// The most digits of a number that is read quickly.
const DIGITS: u32 = 15;

impl Numbers {
    /// None where the fact's numbers are too large, or too small, for quick ways.
    fn new(fact: &Fact, decimal: Option<Decimal>) -> Option<Numbers> {
        let step = fact.step.reduced();
        let small = |number: i128| i64::try_from(number).ok().filter(|it| (1..1 << 24).contains(it));
        let (scale, step) = (small(step.denominator())?, small(step.numerator())?);
        let is_share = fact.kind == Kind::Share;
        let written = if is_share { 100 } else { 1 };
        let end = |number: Number, mode| {
            let scaled = number.times(Number::whole(i128::from(scale)))?.rounded(Number::ONE, mode)?;
            i64::try_from(scaled.reduced().numerator().clamp(LEAST.into(), GREATEST.into())).ok()
        };
        let (mut low, mut high) = (LEAST, GREATEST);
        if let Range::Number(interval) = fact.range {
            low = interval.low.map_or(Some(low), |low| end(low, Mode::Up))?;
            high = interval.high.map_or(Some(high), |high| end(high, Mode::Down))?;
        }
        Some(Numbers {
            one: if scale % written == 0 { scale / written } else { 0 },
            scale,
            written,
            low,
            high,
            // A count is whole, whatever its steps.
            step: if fact.kind == Kind::Count { step * scale } else { step },
            decimal: decimal.and_then(|decimal| u8::try_from(decimal.sign()).ok()),
            is_share,
        })
    }

    /// The number of a cell with nothing but up to eight digits, and whether it is one; 0 of an empty cell.
    #[inline]
    pub(super) fn plain(&self, cell: Found<'_>) -> (i64, bool) {
        let length = cell.length();
        let digits = (cell.eight() ^ 0x3030_3030_3030_3030) & LAST[length.min(8)];
        let others = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
        (eight_digits(digits) * self.one, others == 0 && length <= 8 && (self.one != 0 || length == 0))
    }

    /// Whether a number at the scale of the column may stand there.
    #[inline]
    pub(super) fn allows(&self, number: i64) -> bool {
        self.low <= number && number <= self.high && (self.step == 1 || number % self.step == 0)
    }

    /// The number of a cell with a sign before it, decimals, or a percent sign.
    pub(super) fn written(&self, text: &[u8]) -> Option<i64> {
        let bare = text.strip_suffix(b"%").filter(|_| self.is_share).unwrap_or(text);
        let (is_negative, digits) = bare.strip_prefix(b"-").map_or((false, bare), |rest| (true, rest));
        let (mut number, mut count, mut decimals) = (0i64, 0, None);
        for byte in digits {
            match byte {
                b'0'..=b'9' => {
                    number = number.checked_mul(10)? + i64::from(byte - b'0');
                    count += 1;
                }
                byte if Some(*byte) == self.decimal && decimals.is_none() && count > 0 => {
                    decimals = Some(count)
                }
                _ => return None,
            }
        }
        if count == 0 || count > DIGITS || decimals == Some(count) {
            return None;
        }
        let parts = self.written * 10i64.pow(count - decimals.unwrap_or(count));
        let scaled = number.checked_mul(self.scale)?;
        let number = if scaled % parts == 0 { scaled / parts } else { return None };
        let number = if is_negative { -number } else { number };
        self.allows(number).then_some(number)
    }
}

/// The number of eight digits, of which the first stands in the lowest byte.
#[inline]
fn eight_digits(digits: u64) -> i64 {
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let high = (pairs & 0x0000_00FF_0000_00FF).wrapping_mul(0x000F_4240_0000_0064);
    let low = ((pairs >> 16) & 0x0000_00FF_0000_00FF).wrapping_mul(0x0000_2710_0000_0001);
    (high.wrapping_add(low) >> 32) as i64
}
