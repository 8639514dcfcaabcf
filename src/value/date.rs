//! Days and periods.

use std::fmt;

/// A day of the calendar.
pub type Date = jiff::civil::Date;

/// The number of the day, counted from 1970-01-01.
pub fn day_number(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    (date - epoch).get_days()
}

/// The day `days` later; none outside the calendar.
pub fn later(date: Date, days: i128) -> Option<Date> {
    let days = jiff::Span::new().try_days(i64::try_from(days).ok()?).ok()?;
    date.checked_add(days).ok()
}

/// How often a unit is assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// `every month`
    Month,
    /// `every quarter`
    Quarter,
    /// `every year`
    Year,
}

/// One month, quarter or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    span: Span,
    first: Date,
}

impl Period {
    /// Reads `2025-11`, `2025-Q4` or `2025`, as `span` demands.
    pub fn parse(text: &str, span: Span) -> Option<Period> {
        let year = |text: &str| if text.len() == 4 { text.parse::<i16>().ok() } else { None };
        let (year, month) = match span {
            Span::Year => (year(text)?, 1),
            Span::Month => {
                let (first, month) = text.split_once('-')?;
                let month: i8 = if month.len() == 2 { month.parse().ok()? } else { return None };
                (year(first)?, month)
            }
            Span::Quarter => {
                let (first, quarter) = text.split_once("-Q")?;
                let quarter: i8 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
                (year(first)?, quarter * 3 - 2)
            }
        };
        Some(Period { span, first: Date::new(year, month, 1).ok()? })
    }

    /// Reads a period of one span, or of any where none is given.
    pub fn any(text: &str, span: Option<Span>) -> Option<Period> {
        let all = [Span::Month, Span::Quarter, Span::Year];
        all.into_iter()
            .filter(|it| span.is_none_or(|span| span == *it))
            .find_map(|it| Period::parse(text, it))
    }

    /// Its first day, by which the edition of a ruleset is chosen.
    pub fn first_day(self) -> Date {
        self.first
    }
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
