//! What proving can find.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub(super) fn divisor(place: Span, text: &str) -> Diagnostic {
    Diagnostic::error("TC0701", place).with("divisor", text)
}

pub(super) fn too_large(place: Span) -> Diagnostic {
    Diagnostic::error("TC0702", place)
}

pub(super) fn gap(place: Span, value: &str) -> Diagnostic {
    Diagnostic::error("TC0703", place).with("value", value)
}

pub(super) fn overlap(place: Span, other: Span, value: &str) -> Diagnostic {
    Diagnostic::error("TC0704", place).with("value", value).label(other, "other")
}
