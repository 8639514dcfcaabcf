//! Numbers as spreadsheets write them.

use crate::value::Number;

/// The decimal sign of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// `87.5`
    Point,
    /// `87,5`
    Comma,
}

impl Decimal {
    pub(super) fn sign(self) -> char {
        match self {
            Decimal::Point => '.',
            Decimal::Comma => ',',
        }
    }

    fn grouping(self) -> char {
        match self {
            Decimal::Point => ',',
            Decimal::Comma => '.',
        }
    }
}

/// What a text is as a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Read {
    Number(Number),
    /// A Vietnamese and an English reader would read it differently.
    TwoReadings {
        vietnamese: String,
        english: String,
    },
    NoNumber,
}

/// Reads a number. Without a decimal sign, only what can be read in one way.
pub(super) fn number(text: &str, decimal: Option<Decimal>) -> Read {
    if let Some(decimal) = decimal {
        return plain(text, decimal).map_or(Read::NoNumber, Read::Number);
    }
    match (plain(text, Decimal::Comma), plain(text, Decimal::Point)) {
        (Some(vietnamese), Some(english)) if vietnamese == english => Read::Number(english),
        (Some(vietnamese), Some(english)) => {
            Read::TwoReadings { vietnamese: vietnamese.to_string(), english: english.to_string() }
        }
        (Some(number), None) | (None, Some(number)) => Read::Number(number),
        (None, None) => Read::NoNumber,
    }
}

/// The decimal sign that a text shows, if it can be read with one only.
pub(super) fn evidence(text: &str) -> Option<Decimal> {
    match (plain(text, Decimal::Comma), plain(text, Decimal::Point)) {
        (Some(_), None) => Some(Decimal::Comma),
        (None, Some(_)) => Some(Decimal::Point),
        _ => None,
    }
}

/// Reads a number with its thousands in proper groups or not grouped at all.
fn plain(text: &str, decimal: Decimal) -> Option<Number> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, decimals) = match digits.split_once(decimal.sign()) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let groups: Vec<&str> = whole.split(decimal.grouping()).collect();
    if let [first, rest @ ..] = groups.as_slice()
        && !rest.is_empty()
        && (first.is_empty()
            || first.len() > 3
            || first.starts_with('0')
            || rest.iter().any(|group| group.len() != 3))
    {
        return None;
    }
    let point = decimals.map_or(String::new(), |decimals| format!(".{decimals}"));
    Number::parse(&format!("{sign}{}{point}", groups.concat()))
}
