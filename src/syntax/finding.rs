//! What reading can find.

use crate::diagnostic::{Argument, Diagnostic};
use crate::source::{Span, Unreadable};

pub(super) fn unreadable(file: Span, why: &Unreadable) -> Diagnostic {
    match why {
        Unreadable::NotUtf8 { at } => Diagnostic::error("TC0101", Span { start: *at, end: *at, ..file }),
        Unreadable::TooLarge { bytes } => Diagnostic::error("TC0102", file)
            .with("bytes", *bytes)
            .with("maximum", crate::source::MAXIMUM_BYTES),
        Unreadable::Missing(reason) => Diagnostic::error("TC0117", file).with("reason", reason.as_str()),
    }
}

pub(super) fn too_deep(place: Span, maximum: usize) -> Diagnostic {
    Diagnostic::error("TC0103", place).with("maximum", maximum)
}

pub(super) fn unexpected(
    place: Span,
    text: &str,
    expected: Vec<String>,
    suggestion: Option<String>,
) -> Diagnostic {
    let finding = if text.is_empty() {
        Diagnostic::error("TC0104", place)
    } else {
        Diagnostic::error("TC0105", place).with("text", text)
    };
    finding.with("expected", Argument::Messages(expected)).suggest(suggestion)
}

/// `because ""`
pub(super) fn no_reason(place: Span) -> Diagnostic {
    unexpected(place, "", vec!["expected-reason".to_owned()], None)
}

pub(super) fn open_title(place: Span) -> Diagnostic {
    Diagnostic::error("TC0106", place)
}

pub(super) fn reserved(place: Span, word: &str) -> Diagnostic {
    Diagnostic::error("TC0107", place).with("word", word)
}

pub(super) fn unclosed(opening: Span) -> Diagnostic {
    Diagnostic::error("TC0108", opening)
}

pub(super) fn two_readings(place: Span, text: &str, vietnamese: &str, english: &str) -> Diagnostic {
    Diagnostic::error("TC0109", place)
        .with("text", text)
        .with("vietnamese", vietnamese)
        .with("english", english)
}

pub(super) fn bad_number(place: Span, text: &str) -> Diagnostic {
    Diagnostic::error("TC0110", place).with("text", text)
}

pub(super) fn bad_date(place: Span, text: &str) -> Diagnostic {
    Diagnostic::error("TC0111", place).with("text", text)
}

pub(super) fn and_beside_or(place: Span, text: &str) -> Diagnostic {
    Diagnostic::error("TC0112", place).with("text", text)
}

pub(super) fn mixed_keywords(place: Span, word: &str, other: &str) -> Diagnostic {
    Diagnostic::error("TC0115", place).with("word", word).with("other", other)
}

pub(super) fn too_many(place: Span, maximum: usize) -> Diagnostic {
    Diagnostic::error("TC0116", place).with("maximum", maximum)
}
