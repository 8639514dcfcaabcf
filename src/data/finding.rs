//! What reading data can find.

use crate::diagnostic::{Argument, Diagnostic, Place, Severity, counted_by};
use crate::model::Requirement;
use crate::value::{Date, Period};
use std::sync::Arc;

/// A file, line and column; 0 where the whole is meant.
pub(super) fn cell(file: &Arc<str>, line: u64, column: u64) -> Place {
    Place::Cell { file: file.to_string(), line, column }
}

fn error(code: &'static str, place: Place) -> Diagnostic {
    Diagnostic::new(code, Severity::Error, place)
}

/// A file that cannot be opened or read, with the system's words.
pub fn unreadable_file(name: &str, reason: &str) -> Diagnostic {
    let place = Place::Cell { file: name.to_owned(), line: 0, column: 0 };
    error("TC0501", place).with("reason", reason)
}

/// A Parquet file that is given to what was built without them.
#[cfg(not(feature = "parquet"))]
pub(super) fn no_parquet(name: &str) -> Diagnostic {
    at(name, "TC0583")
}

/// A column of a Parquet file with values that no cell can hold.
#[cfg(feature = "parquet")]
pub(super) fn unread_type(file: &str, name: &str, kind: &str) -> Diagnostic {
    at(file, "TC0584").with("text", name).with("type", kind)
}

/// A column of a Parquet file that is compressed in a way that is not read.
#[cfg(feature = "parquet")]
pub(super) fn unread_codec(file: &str, name: &str, codec: &str) -> Diagnostic {
    at(file, "TC0585").with("text", name).with("codec", codec)
}

/// A file that is no Parquet file, or a damaged one; from this row on nothing of it can be read.
#[cfg(feature = "parquet")]
pub(super) fn damaged_parquet(file: &Arc<str>, row: u64, reason: &str) -> Diagnostic {
    error("TC0586", cell(file, row, 0)).with("reason", reason)
}

/// A row in which something does not hold that the ruleset requires of its facts.
pub fn breach(record: &super::Record, requirement: &Requirement, words: &str, values: &str) -> Diagnostic {
    let column = requirement.facts.first().and_then(|fact| record.place.columns.get(*fact as usize));
    let place = cell(&record.place.file, record.place.line, column.copied().unwrap_or(0));
    error("TC0524", place).with("requirement", words).with("values", values)
}

pub(super) fn not_utf8(place: Place) -> Diagnostic {
    error("TC0502", place)
}

pub(super) fn no_heading(place: Place) -> Diagnostic {
    error("TC0503", place)
}

pub(super) fn unknown_column(place: Place, text: &str, suggestion: Option<String>) -> Diagnostic {
    Diagnostic::new("TC0504", Severity::Warning, place).with("text", text).suggest(suggestion)
}

pub(super) fn unfilled_fact(place: Place, name: &str, label: &str) -> Diagnostic {
    Diagnostic::new("TC0505", Severity::Warning, place).with("name", name).with("label", label)
}

pub(super) fn doubled_column(place: Place, text: &str, name: &str) -> Diagnostic {
    error("TC0506", place).with("text", text).with("name", name)
}

pub(super) fn ambiguous_column(place: Place, text: &str, names: &str) -> Diagnostic {
    error("TC0507", place).with("text", text).with("names", names)
}

pub(super) fn decimal_found(place: Place, sign: &str, text: &str) -> Diagnostic {
    let help = if sign == "." { "comma" } else { "help" };
    Diagnostic::new("TC0508", Severity::Note, place).with("sign", sign).with("text", text).help(help)
}

pub(super) fn two_decimals(place: Place, first: &str, second: &str) -> Diagnostic {
    Diagnostic::new("TC0509", Severity::Warning, place).with("first", first).with("second", second)
}

pub(super) fn spaces(place: Place, text: &str) -> Diagnostic {
    error("TC0510", place).with("text", text).with("trimmed", text.trim())
}

pub(super) fn no_number(place: Place, text: &str, name: &str) -> Diagnostic {
    error("TC0511", place).with("text", text).with("name", name)
}

pub(super) fn two_readings(place: Place, text: &str, vietnamese: &str, english: &str) -> Diagnostic {
    error("TC0512", place).with("text", text).with("vietnamese", vietnamese).with("english", english)
}

pub(super) fn not_whole(place: Place, text: &str, name: &str) -> Diagnostic {
    error("TC0513", place).with("text", text).with("name", name)
}

pub(super) fn out_of_range(place: Place, text: &str, name: &str, low: &str, high: &str) -> Diagnostic {
    error("TC0514", place).with("text", text).with("name", name).with("low", low).with("high", high)
}

pub(super) fn between_steps(place: Place, text: &str, name: &str, step: &str) -> Diagnostic {
    error("TC0515", place).with("text", text).with("name", name).with("step", step)
}

pub(super) fn percent_sign(place: Place, text: &str, name: &str) -> Diagnostic {
    error("TC0516", place).with("text", text).with("name", name)
}

pub(super) fn bad_date(place: Place, text: &str, readings: &[String]) -> Diagnostic {
    let finding = error("TC0517", place).with("text", text);
    match readings {
        [] => finding,
        [only] => finding.with("first", only.as_str()).help("one"),
        [first, second, ..] => {
            finding.with("first", first.as_str()).with("second", second.as_str()).help("two")
        }
    }
}

pub(super) fn no_truth(place: Place, text: &str, name: &str) -> Diagnostic {
    error("TC0518", place).with("text", text).with("name", name)
}

pub(super) fn no_word(
    place: Place,
    text: &str,
    name: &str,
    words: &str,
    suggestion: Option<String>,
) -> Diagnostic {
    error("TC0519", place).with("text", text).with("name", name).with("words", words).suggest(suggestion)
}

pub(super) fn wrong_length(place: Place, wanted: usize, found: usize) -> Diagnostic {
    error("TC0520", place).with("wanted", wanted).with("found", found)
}

pub(super) fn no_unit(place: Place) -> Diagnostic {
    error("TC0521", place)
}

pub(super) fn bad_period(place: Place, text: &str, every: &'static str) -> Diagnostic {
    error("TC0522", place).with("text", text).with("form", Argument::Messages(vec![every.to_owned()]))
}

pub(super) fn not_in_force(place: Place, period: &str, from: &str, until: &str) -> Diagnostic {
    let finding = error("TC0523", place).with("period", period).with("from", from).with("until", until);
    if until.is_empty() { finding } else { finding.help("until") }
}

pub(super) fn bad_json(place: Place, reason: &str) -> Diagnostic {
    error("TC0525", place).with("reason", reason)
}

pub(super) fn doubled_key(place: Place, text: &str) -> Diagnostic {
    error("TC0526", place).with("text", text)
}

pub(super) fn no_cell(place: Place, text: &str, name: &str) -> Diagnostic {
    error("TC0527", place).with("text", text).with("name", name)
}

pub(super) fn no_unit_column(place: Place, headings: &str) -> Diagnostic {
    error("TC0528", place).with("headings", headings)
}

pub(super) fn repeated(place: Place, unit: &str, period: &str, file: &str, line: u64) -> Diagnostic {
    error("TC0529", place)
        .with("unit", unit)
        .with("period", period)
        .with("file", file)
        .with("first", line.to_string())
        .with("by", counted_by(file))
}

/// A unit that no row of the data has.
pub fn no_such_unit(name: &str, unit: &str, suggestion: Option<String>) -> Diagnostic {
    let place = Place::Cell { file: name.to_owned(), line: 0, column: 0 };
    error("TC0530", place).with("unit", unit).suggest(suggestion)
}

/// So many rows that repeats among later ones are not looked for.
pub fn not_compared(name: &str) -> Diagnostic {
    let place = Place::Cell { file: name.to_owned(), line: 0, column: 0 };
    Diagnostic::new("TC0531", Severity::Note, place)
}

/// A row of a ruleset with several editions that does not say which.
pub(super) fn no_edition(place: Place, editions: &str) -> Diagnostic {
    error("TC0533", place).with("editions", editions)
}

/// A row that does not say of which kind its unit is.
pub(super) fn no_form(place: Place, fact: &str, forms: &str) -> Diagnostic {
    error("TC0534", place).with("fact", fact).with("forms", forms)
}

/// A filled cell that the form of its unit does not ask for.
pub(super) fn not_asked(place: Place, text: &str, heading: &str) -> Diagnostic {
    Diagnostic::new("TC0535", Severity::Warning, place).with("text", text).with("heading", heading)
}

/// A day on which no edition is in force.
pub fn no_such_edition(name: &str, day: Date, from: Option<Date>, until: Option<Date>) -> Diagnostic {
    let place = Place::Cell { file: name.to_owned(), line: 0, column: 0 };
    let shown = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
    let finding = error("TC0536", place).with("day", day.to_string());
    let finding = finding.with_any("from", &shown(from)).with_any("until", &shown(until));
    if until.is_none() { finding } else { finding.help("until") }
}

/// A class or title that the ruleset does not have.
pub fn no_such_class(name: &str, text: &str, suggestion: Option<String>) -> Diagnostic {
    let place = Place::Cell { file: name.to_owned(), line: 0, column: 0 };
    error("TC0560", place).with("text", text).suggest(suggestion)
}

/// A fact that is to stay as it is and that the ruleset does not have.
pub fn no_such_fact(name: &str, text: &str, suggestion: Option<String>) -> Diagnostic {
    let place = Place::Cell { file: name.to_owned(), line: 0, column: 0 };
    error("TC0561", place).with("text", text).suggest(suggestion)
}

pub(super) fn open_quote(place: Place) -> Diagnostic {
    error("TC0532", place)
}

/// A unit that has a row before in the table of units.
pub(super) fn doubled_unit(place: Place, unit: &str, line: u64) -> Diagnostic {
    let by = if let Place::Cell { file, .. } = &place { counted_by(file) } else { "line" };
    error("TC0540", place).with("unit", unit).with("first", line.to_string()).with("by", by)
}

/// A superior that has no row in the table of units.
pub(super) fn no_parent(place: Place, unit: &str, parent: &str, suggestion: Option<String>) -> Diagnostic {
    error("TC0541", place).with("unit", unit).with("parent", parent).suggest(suggestion)
}

/// Units that stand above themselves.
pub(super) fn circle_of_units(place: Place, unit: &str, names: &str) -> Diagnostic {
    error("TC0542", place).with("unit", unit).with("names", names)
}

/// A unit that left before it was there.
pub(super) fn left_too_early(place: Place, joined: Date, left: Date) -> Diagnostic {
    error("TC0543", place).with("joined", joined.to_string()).with("left", left.to_string())
}

/// A column that is kept as it stands, and nearly has the heading of one that counts.
pub(super) fn nearly_known(place: Place, text: &str, meant: &str) -> Diagnostic {
    Diagnostic::new("TC0544", Severity::Warning, place).with("text", text).with("meant", meant)
}

/// A column by which units are to be grouped, and that their table does not have.
pub fn no_such_heading(name: &str, text: &str, suggestion: Option<String>) -> Diagnostic {
    let place = Place::Cell { file: name.to_owned(), line: 0, column: 0 };
    error("TC0545", place).with("text", text).suggest(suggestion)
}

/// A ruleset that is read, for which there is no data; of a list nothing more than that is wrong.
pub fn no_data_for(file: &str, name: &str, is_list: bool) -> Diagnostic {
    let finding = at(file, "TC0575").with("name", name);
    if is_list { finding.warning().help("list") } else { finding }
}

/// Data for a ruleset or list that is not read.
pub fn no_such_stage(file: &str, name: &str, near: Option<String>) -> Diagnostic {
    at(file, "TC0576").with("name", name).suggest(near)
}

/// A ruleset that reads units below others, without a table that says which these are.
pub fn needs_units(file: &str) -> Diagnostic {
    at(file, "TC0577")
}

/// A row of a unit that the table of units does not have.
pub fn unknown_unit(record: &super::Record, near: Option<String>) -> Diagnostic {
    let place = cell(&record.place.file, record.place.line, 0);
    error("TC0578", place).warning().with("unit", record.unit.as_str()).suggest(near)
}

/// A unit of a kind that is read from below, which stands below none that reads it.
pub fn below_none(unit: &super::Unit, assessed: &str) -> Diagnostic {
    let place = cell(&unit.place.file, unit.place.line, 0);
    error("TC0580", place).warning().with("unit", unit.id.as_str()).with("type", assessed)
}

/// A unit that stands in the table of units and has no row.
pub fn without_row(file: &str, unit: &str, period: Option<Period>) -> Diagnostic {
    let period = period.map_or(String::new(), |period| period.to_string());
    at(file, "TC0579").warning().with("unit", unit).with_any("period", &period)
}

/// A row of a unit of another type than the ruleset assesses: what comes of it counts for nobody.
pub fn wrong_type(record: &super::Record, kind: &str, assesses: &str) -> Diagnostic {
    let place = cell(&record.place.file, record.place.line, 0);
    let finding = error("TC0581", place).warning().with("unit", record.unit.as_str());
    finding.with("type", kind).with("assesses", assesses)
}

/// An earlier result that cannot be used: `what` is `class`, `twice` or `unit`.
pub fn unfit_result(file: &str, result: &super::EarlierResult, what: &'static str) -> Diagnostic {
    let text = result.class.as_deref().unwrap_or_default();
    let finding = error("TC0582", cell(&file.into(), result.line, 0)).with("unit", result.unit.as_str());
    finding.with("what", what).with("text", text)
}

fn at(file: &str, code: &'static str) -> Diagnostic {
    error(code, cell(&file.into(), 0, 0))
}

/// A row, or a file, that does not say who scored.
pub(super) fn no_assessor(place: Place, headings: &str, words: &str) -> Diagnostic {
    error("TC0565", place).with("headings", headings).with("words", words)
}

pub(super) fn unknown_assessor(
    place: Place,
    text: &str,
    words: &str,
    suggestion: Option<String>,
) -> Diagnostic {
    error("TC0566", place).with("text", text).with("words", words).suggest(suggestion)
}

/// A decision without the document that it stands in, or without its day.
pub(super) fn decision_without_document(place: Place, is_without: [bool; 2]) -> Diagnostic {
    let missing = match is_without {
        [true, true] => "both",
        [true, false] => "document",
        _ => "date",
    };
    error("TC0567", place).with("missing", missing)
}

/// A document, or only a day, without a decision.
pub(super) fn document_without_decision(place: Place, document: Option<&str>) -> Diagnostic {
    error("TC0568", place).with_any("document", document.unwrap_or_default())
}
