//! Days and periods.

use std::fmt;

/// A day of the calendar.
pub type Date = jiff::civil::Date;

/// The day from which days are counted.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// The number of the day, counted from 1970-01-01.
pub fn day_number(date: Date) -> i32 {
    (date - EPOCH).get_days()
}

/// The day with a number that [`day_number`] gave; none outside the calendar.
pub fn day(number: i128) -> Option<Date> {
    later(EPOCH, number)
}

/// The day `days` later; none outside the calendar.
pub fn later(date: Date, days: i128) -> Option<Date> {
    let days = jiff::Span::new().try_days(i64::try_from(days).ok()?).ok()?;
    date.checked_add(days).ok()
}

/// How often a unit is assessed, from the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// `every month`
    Month,
    /// `every quarter`
    Quarter,
    /// `every year`
    Year,
}

impl Span {
    /// How many months it has.
    pub fn months(self) -> u32 {
        match self {
            Span::Month => 1,
            Span::Quarter => 3,
            Span::Year => 12,
        }
    }
}

/// One month, quarter or year. Those that begin earlier come first; of those that begin together, the
/// shorter one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: Date,
    span: Span,
}

impl Period {
    /// Reads `2025-11`, `2025-Q4` or `2025`, as `span` demands.
    pub fn parse(text: &str, span: Span) -> Option<Period> {
        let (year, month) = match span {
            Span::Year => (text, 1),
            Span::Month => {
                let (year, month) = text.split_once('-')?;
                (year, digits(month, 2)?)
            }
            Span::Quarter => {
                let (year, quarter) = text.split_once("-Q")?;
                (year, digits(quarter, 1).filter(|quarter| (1..=4).contains(quarter))? * 3 - 2)
            }
        };
        // Behind the last year of the calendar no day is left that a period could end before.
        let year = digits(year, 4).filter(|year| *year < Date::MAX.year())?;
        Some(Period { span, first: Date::new(year, i8::try_from(month).ok()?, 1).ok()? })
    }

    /// Reads a period of one span, or of any where none is given.
    pub fn any(text: &str, span: Option<Span>) -> Option<Period> {
        let all = [Span::Month, Span::Quarter, Span::Year];
        all.into_iter()
            .filter(|it| span.is_none_or(|span| span == *it))
            .find_map(|it| Period::parse(text, it))
    }

    /// The period of a length in which it begins.
    #[must_use]
    pub fn within(self, span: Span) -> Period {
        let months = i8::try_from(span.months()).unwrap_or(1);
        let first = self.first.month() - (self.first.month() - 1) % months;
        Period { span, first: Date::new(self.first.year(), first, 1).unwrap_or(self.first) }
    }

    /// How long it is.
    pub fn span(self) -> Span {
        self.span
    }

    /// Its first day, by which the edition of a ruleset is chosen.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// The day behind its last one.
    pub fn day_behind(self) -> Date {
        moved(self.first, self.span.months(), 1).unwrap_or(Date::MAX)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.day_behind().yesterday().unwrap_or(self.first)
    }

    /// The months of a year or a quarter, the quarters of a year, in order; a period itself where it is as
    /// long as its parts would be, none where it is shorter.
    pub fn parts(self, span: Span) -> impl Iterator<Item = Period> {
        let starts = (0..self.span.months() / span.months()).map(move |part| part * span.months());
        starts.filter_map(move |months| Some(Period { span, first: moved(self.first, months, 1)? }))
    }

    /// The period before, of the same length.
    #[must_use]
    pub fn previous(self) -> Period {
        let first = moved(self.first, self.span.months(), -1);
        Period { first: first.unwrap_or(self.first), ..self }
    }
}

/// The day some months later (`1`) or earlier (`-1`); none outside the calendar.
fn moved(day: Date, months: u32, direction: i64) -> Option<Date> {
    let months = jiff::Span::new().try_months(i64::from(months) * direction).ok()?;
    day.checked_add(months).ok()
}

/// A number of so many digits, without a sign.
fn digits(text: &str, length: usize) -> Option<i16> {
    let is_plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.span {
            Span::Year => write!(out, "{year:04}"),
            Span::Month => write!(out, "{year:04}-{month:02}"),
            Span::Quarter => write!(out, "{year:04}-Q{}", (month + 2) / 3),
        }
    }
}
