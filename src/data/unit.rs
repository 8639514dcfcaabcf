//! A unit of the table of units, and when it is in place.

use super::record::RecordPlace;
use super::unit_heading::{Column, column};
use crate::value::{Date, Period, PeriodSpan, name};

/// A unit as the table of units has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// Its identifier, as in all data.
    pub id: String,
    /// Its title, *tên*; may be empty.
    pub title: String,
    /// Its type, *loại*: what a ruleset `assesses`; may be empty.
    pub kind: String,
    /// The unit directly above it, *cấp trên*; always one of the same table.
    pub parent: Option<String>,
    /// The first day on which it is there, *ngày thành lập*; where none is given, it was always there.
    pub joined: Option<Date>,
    /// The first day on which it is no longer there, *ngày rời đi*; where none is given, it has not left.
    pub left: Option<Date>,
    /// Whether it has registered to be assessed, *đăng ký*.
    pub registered: Option<bool>,
    /// Whether it is a pilot, *thí điểm*.
    pub pilot: Option<bool>,
    /// All other columns that its row has: heading and text, as they stand. Empty cells are left out.
    pub others: Vec<(String, String)>,
    /// Where it stands; `columns` are those of `others`.
    pub place: RecordPlace,
}

/// What a column says of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field<'a> {
    /// A text as it stands.
    Text(&'a str),
    /// Another unit, by its identifier.
    Unit(&'a str),
    /// Yes or no.
    Truth(bool),
    /// A day.
    Date(Date),
}

impl Unit {
    /// The title; the identifier where it has none.
    pub fn shown(&self) -> &str {
        if self.title.is_empty() { &self.id } else { &self.title }
    }

    /// What any column says of it, by a heading of that column; none where its cell is empty.
    pub fn field(&self, heading: &str) -> Option<Field<'_>> {
        match column(heading) {
            Column::Unit => filled(&self.id),
            Column::Title => filled(&self.title),
            Column::Kind => filled(&self.kind),
            Column::Parent => self.parent.as_deref().map(Field::Unit),
            Column::Joined => self.joined.map(Field::Date),
            Column::Left => self.left.map(Field::Date),
            Column::Registered => self.registered.map(Field::Truth),
            Column::Pilot => self.pilot.map(Field::Truth),
            Column::Other => self.other(heading).and_then(filled),
        }
    }

    /// The text of another column by its heading, compared as headings are.
    pub fn other(&self, heading: &str) -> Option<&str> {
        let wanted = name::heading(heading);
        let found = self.others.iter().find(|(heading, _)| name::heading(heading) == wanted);
        found.map(|(_, text)| text.as_str())
    }

    /// Whether it is there on a day: from the day on which it joined, until the day before it left.
    pub fn in_place(&self, day: Date) -> bool {
        self.joined.is_none_or(|joined| joined <= day) && self.left.is_none_or(|left| day < left)
    }

    /// How many whole months of the period it is there, from their first day to their last.
    pub fn months_in_place(&self, period: Period) -> u32 {
        let is_whole = |month: Period| self.in_place(month.first_day()) && self.in_place(month.last_day());
        period.parts(PeriodSpan::Month).map(|month| u32::from(is_whole(month))).sum()
    }

    /// Whether it is there on the last day of the period. One that left on that day is not.
    pub fn is_there_at_end(&self, period: Period) -> bool {
        self.in_place(period.last_day())
    }
}

fn filled(text: &str) -> Option<Field<'_>> {
    if text.is_empty() { None } else { Some(Field::Text(text)) }
}
