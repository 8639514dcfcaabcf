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
