//! What scoring can find.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub(super) fn fault(span: Span, unit: &str, what: &str) -> Diagnostic {
    Diagnostic::error("TC0601", span).warning().with("unit", unit).with("what", what)
}
