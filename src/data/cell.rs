//! One cell: a text that must be a value of its fact.

use super::finding;
use super::number::{self, Decimal, Read};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Choice, Fact, Ruleset, Word};
use crate::value::{Date, Kind, Number, Range, Value, name};

/// The value of a text for a fact; none where the text is empty.
pub(super) fn value(
    ruleset: &Ruleset,
    fact: &Fact,
    text: &str,
    decimal: Option<Decimal>,
    place: Place,
) -> Result<Option<Value>, Diagnostic> {
    if text.is_empty() {
        return Ok(None);
    }
    if text.trim() != text {
        return Err(finding::spaces(place, text));
    }
    let value = match fact.kind {
        Kind::Truth => truth(text, fact.shown(), place).map(Value::Truth),
        Kind::Word(choice) => word(&ruleset.choices[choice as usize], fact, text, &place).map(Value::Word),
        Kind::Words(choice) => words(&ruleset.choices[choice as usize], fact, text, &place).map(Value::Words),
        Kind::Date => date(fact, text, place).map(Value::Date),
        _ => number(fact, text, decimal, &place).map(Value::Number),
    };
    value.map(Some)
}

fn number(fact: &Fact, text: &str, decimal: Option<Decimal>, place: &Place) -> Result<Number, Diagnostic> {
    let bare = match (text.strip_suffix('%'), fact.kind) {
        (Some(bare), Kind::Share) => bare.trim_end(),
        (Some(_), _) => return Err(finding::percent_sign(place.clone(), text, fact.shown())),
        (None, _) => text,
    };
    let number = match number::number(bare, decimal) {
        Read::Number(number) => number,
        Read::TwoReadings { vietnamese, english } => {
            return Err(finding::two_readings(place.clone(), text, &vietnamese, &english));
        }
        Read::NoNumber => return Err(finding::no_number(place.clone(), text, fact.shown())),
    };
    let shown = |number: Number| {
        if fact.kind == Kind::Share { number.times(Number::HUNDRED).unwrap_or(number) } else { number }
    };
    let number = match fact.kind {
        Kind::Share => number.over(Number::HUNDRED).unwrap_or(number),
        _ => number,
    };
    if fact.kind == Kind::Count && !number.is_multiple_of(Number::ONE) {
        return Err(finding::not_whole(place.clone(), text, fact.shown()));
    }
    if let Range::Number(interval) = fact.range
        && !interval.contains(number)
    {
        let end = |end: Option<Number>| end.map_or(String::new(), |end| shown(end).to_string());
        let (low, high) = (end(interval.low), end(interval.high));
        return Err(finding::out_of_range(place.clone(), text, fact.shown(), &low, &high));
    }
    if !number.is_multiple_of(fact.step) {
        return Err(finding::between_steps(place.clone(), text, fact.shown(), &shown(fact.step).to_string()));
    }
    Ok(number)
}

/// Yes or no, for what is called `name`.
pub(super) fn truth(text: &str, name: &str, place: Place) -> Result<bool, Diagnostic> {
    match name::heading(text).as_str() {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" => Ok(false),
        other if [name::heading("có"), name::heading("đạt")].contains(&other.to_owned()) => Ok(true),
        other if [name::heading("không"), name::heading("không đạt")].contains(&other.to_owned()) => {
            Ok(false)
        }
        _ => Err(finding::no_truth(place, text, name)),
    }
}

/// The place of a word, by its name or its title.
pub(super) fn find(words: &[Word], text: &str) -> Option<u8> {
    let (key, heading) = (name::key(text), name::heading(text));
    let by_name = words.iter().position(|word| name::key(&word.name) == key);
    let by_title =
        || words.iter().position(|word| !word.title.is_empty() && name::heading(&word.title) == heading);
    by_name.or_else(by_title).and_then(|place| u8::try_from(place).ok())
}

fn word(choice: &Choice, fact: &Fact, text: &str, place: &Place) -> Result<u8, Diagnostic> {
    find(&choice.words, text).ok_or_else(|| {
        let (words, suggestion) = offered(&choice.words, text);
        finding::no_word(place.clone(), text, fact.shown(), &words, suggestion)
    })
}

/// The words that could stand in a cell, and the one that was probably meant.
pub(super) fn offered(words: &[Word], text: &str) -> (String, Option<String>) {
    let names = words.iter().flat_map(|word| [word.name.as_str(), word.title.as_str()]);
    let suggestion = name::nearest(text, names.filter(|name| !name.is_empty()));
    let listed: Vec<String> = words.iter().map(|word| format!("`{}`", word.name)).collect();
    (listed.join(", "), suggestion)
}

fn words(choice: &Choice, fact: &Fact, text: &str, place: &Place) -> Result<u64, Diagnostic> {
    let mut words = 0;
    for text in text.split([',', ';', '|']).map(str::trim).filter(|text| !text.is_empty()) {
        words |= 1 << word(choice, fact, text, place)?;
    }
    Ok(words)
}

fn date(fact: &Fact, text: &str, place: Place) -> Result<Date, Diagnostic> {
    let date = day(text, place.clone())?;
    match fact.range {
        Range::Date(low, high) if date < low || high < date => {
            Err(finding::out_of_range(place, text, fact.shown(), &low.to_string(), &high.to_string()))
        }
        _ => Ok(date),
    }
}

/// A day, as year, month and day.
pub(super) fn day(text: &str, place: Place) -> Result<Date, Diagnostic> {
    let is_plain = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let date = if is_plain { text.parse::<Date>().ok() } else { None };
    date.ok_or_else(|| finding::bad_date(place, text, &readings(text)))
}

/// The days that a date in another form could be: the day first, the month first.
fn readings(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [first, second, year] = parts.as_slice() else { return Vec::new() };
    let Ok(year) = year.parse::<i16>() else { return Vec::new() };
    let day = |month: &str, day: &str| Date::new(year, month.parse().ok()?, day.parse().ok()?).ok();
    let mut days: Vec<String> =
        [day(second, first), day(first, second)].into_iter().flatten().map(|day| day.to_string()).collect();
    days.dedup();
    days
}
