//! What proving can find.

use crate::diagnostic::{Argument, Diagnostic, Place, Severity};
use crate::source::Span;
use crate::value::Number;

fn note(code: &'static str, place: Span) -> Diagnostic {
    Diagnostic::new(code, Severity::Note, Place::Source(place))
}

fn warning(code: &'static str, place: Span) -> Diagnostic {
    Diagnostic::error(code, place).warning()
}

fn number(number: Number) -> String {
    number.approximate(4)
}

pub(super) fn divisor(place: Span, text: &str) -> Diagnostic {
    Diagnostic::error("TC0701", place).with("divisor", text)
}

pub(super) fn too_large(place: Span) -> Diagnostic {
    Diagnostic::error("TC0702", place)
}

/// `values` are what tiers, or the rows and columns of a grid, are about.
pub(super) fn gap(place: Span, values: Vec<String>) -> Diagnostic {
    let table = if values.len() > 1 { "grid" } else { "tiers" };
    Diagnostic::error("TC0703", place).with("table", table).with("value", Argument::Messages(values))
}

pub(super) fn overlap(place: Span, other: Span, values: Vec<String>) -> Diagnostic {
    let table = if values.len() > 1 { "grid" } else { "tiers" };
    let finding = Diagnostic::error("TC0704", place).with("table", table);
    finding.with("value", Argument::Messages(values)).label(other, "other")
}

pub(super) fn no_branch(place: Span) -> Diagnostic {
    Diagnostic::error("TC0705", place)
}

/// `line` is the class whose stretch of points it is.
pub(super) fn no_class(place: Span, line: Option<Span>, points: Option<Number>) -> Diagnostic {
    let points = points.map_or(String::new(), number);
    let finding = warning("TC0706", line.unwrap_or(place)).with_any("points", &points);
    if line.is_some() { finding.label(place, "classes").help("stretch") } else { finding }
}

pub(super) fn unreached_class(place: Span, name: &str) -> Diagnostic {
    warning("TC0707", place).with("name", name)
}

pub(super) fn unreached_title(place: Span, name: &str) -> Diagnostic {
    warning("TC0708", place).with("name", name)
}

pub(super) fn always(place: Span) -> Diagnostic {
    warning("TC0709", place)
}

pub(super) fn never(place: Span) -> Diagnostic {
    warning("TC0710", place)
}

pub(super) fn unreached_line(place: Span) -> Diagnostic {
    warning("TC0711", place)
}

pub(super) fn two_classes(place: Span) -> Diagnostic {
    Diagnostic::error("TC0712", place)
}

pub(super) fn two_treatments(place: Span) -> Diagnostic {
    Diagnostic::error("TC0713", place)
}

pub(super) fn floor_above_cap(floor: Span, cap: Span) -> Diagnostic {
    warning("TC0714", floor).label(cap, "cap")
}

pub(super) fn nothing_to_award(place: Span) -> Diagnostic {
    Diagnostic::error("TC0715", place)
}

pub(super) fn drop_lowers(place: Span, most: Number, maximum: Number) -> Diagnostic {
    note("TC0716", place).with("most", number(most)).with("maximum", number(maximum))
}

pub(super) fn least_total(place: Span, least: Number) -> Diagnostic {
    note("TC0717", place).with("least", number(least))
}

pub(super) fn out_of_reach(place: Span, names: &str, classes: impl Iterator<Item = Span>) -> Diagnostic {
    let finding = warning("TC0718", place).with("name", names);
    classes.fold(finding, |finding, class| finding.label(class, "class"))
}

pub(super) fn maximum_of_total(place: Span, most: Number, maximum: Number) -> Diagnostic {
    warning("TC0719", place).with("most", number(most)).with("maximum", number(maximum))
}

pub(super) fn below_maximum(place: Span, name: &str, most: Number, maximum: Number) -> Diagnostic {
    let finding = warning("TC0720", place).with("name", name);
    finding.with("most", number(most)).with("maximum", number(maximum))
}

pub(super) fn above_maximum(place: Span, points: Number, maximum: Number) -> Diagnostic {
    warning("TC0721", place).with("points", number(points)).with("maximum", number(maximum))
}

pub(super) fn closed_by_steps(place: Span, value: &str) -> Diagnostic {
    note("TC0722", place).with("value", value)
}

pub(super) fn rounded_up(place: Span, before: &str, limit: Number) -> Diagnostic {
    note("TC0723", place).with("before", before).with("limit", number(limit))
}

pub(super) fn counted_twice(place: Span, first: Span, measure: &str) -> Diagnostic {
    warning("TC0724", place).with("measure", measure).label(first, "first")
}

/// `what` is the message that says what was asked.
pub(super) fn unproved(place: Span, what: &str) -> Diagnostic {
    note("TC0725", place).with("what", Argument::Messages(vec![what.to_owned()]))
}
