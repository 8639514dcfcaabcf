//! What can be wrong with what a ruleset reads.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A ruleset that is not there.
pub(super) fn no_ruleset(place: Span, text: &str, reason: &str, near: Option<String>) -> Diagnostic {
    Diagnostic::error("TC0213", place).with("text", text).with_any("reason", reason).suggest(near)
}

/// A ruleset with errors of its own.
pub(super) fn has_errors(place: Span, text: &str) -> Diagnostic {
    Diagnostic::error("TC0214", place).with("text", text)
}

/// Rulesets that read each other in a circle.
pub(super) fn circle(place: Span, names: &str) -> Diagnostic {
    Diagnostic::error("TC0215", place).with("names", names)
}
