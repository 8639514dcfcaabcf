//! Headings of the table of units.

use super::columns;
use crate::value::name;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Unit,
    Title,
    Kind,
    Parent,
    Joined,
    Left,
    Registered,
    Pilot,
    Other,
}

/// The headings of columns that count, beside those of the unit; the first one names the column.
const HEADINGS: [(Column, &[&str]); 7] = [
    (Column::Title, &["title", "tên", "tên đơn vị"]),
    (Column::Kind, &["type", "loại"]),
    (Column::Parent, &["parent", "cấp trên"]),
    (Column::Joined, &["joined", "ngày thành lập"]),
    (Column::Left, &["left", "ngày rời đi"]),
    (Column::Registered, &["registered", "đăng ký", "đăng kí"]),
    (Column::Pilot, &["pilot", "thí điểm"]),
];

/// All headings that count, with what they say.
pub(super) fn headings() -> impl Iterator<Item = (Column, &'static str)> {
    let units = columns::UNIT.into_iter().map(|text| (Column::Unit, text));
    units
        .chain(HEADINGS.into_iter().flat_map(|(column, texts)| texts.iter().map(move |text| (column, *text))))
}

/// The name of a column that counts.
pub(super) fn named(column: Column) -> &'static str {
    headings().find(|(it, _)| *it == column).map_or("", |(_, text)| text)
}

/// What a heading says.
pub(super) fn column(text: &str) -> Column {
    let wanted = name::heading(text);
    headings().find(|(_, text)| name::heading(text) == wanted).map_or(Column::Other, |(column, _)| column)
}
