//! What linking can find.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub(super) fn no_header(file: Span) -> Diagnostic {
    Diagnostic::error("TC0201", file)
}

pub(super) fn twice(second: Span, first: Span, what: &str) -> Diagnostic {
    Diagnostic::error("TC0202", second).with("what", what).label(first, "first")
}

pub(super) fn doubled_name(second: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0203", second).with("name", name).label(first, "first")
}

pub(super) fn unknown_name(place: Span, name: &str, suggestion: Option<String>) -> Diagnostic {
    Diagnostic::error("TC0204", place).with("name", name).suggest(suggestion)
}

/// A name that a layer took away and that is still used.
pub(super) fn removed_name(removal: Span, place: Span, name: &str) -> Diagnostic {
    Diagnostic::error("TC0208", removal).with("name", name).label(place, "use")
}

pub(super) fn unknown_function(place: Span, name: &str, suggestion: Option<String>) -> Diagnostic {
    Diagnostic::error("TC0205", place).with("name", name).suggest(suggestion)
}

pub(super) fn circle(place: Span, names: &str) -> Diagnostic {
    Diagnostic::error("TC0206", place).with("names", names)
}

pub(super) fn no_such_result(place: Span, text: &str) -> Diagnostic {
    Diagnostic::error("TC0207", place).with("text", text)
}

/// Months are read from what is assessed every month, and lower units in the same period.
pub(super) fn wrong_period(place: Span) -> Diagnostic {
    Diagnostic::error("TC0209", place)
}

/// A collection that nothing declares.
pub(super) fn no_such_collection(place: Span, text: &str, suggestion: Option<String>) -> Diagnostic {
    Diagnostic::error("TC0210", place).with("text", text).suggest(suggestion)
}

/// A fact that does not say how it adds up over time, or is no fact.
pub(super) fn no_way_over_time(place: Span, text: &str) -> Diagnostic {
    Diagnostic::error("TC0211", place).with("text", text)
}

/// A value over a collection inside another one.
pub(super) fn nested(place: Span) -> Diagnostic {
    Diagnostic::error("TC0212", place)
}
