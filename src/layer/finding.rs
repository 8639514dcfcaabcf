//! What putting layers on each other can find.

use super::{Change, entry::Entry};
use crate::diagnostic::{Argument, Diagnostic, Severity};
use crate::source::Span;
use crate::syntax::ast::ElementKind;

/// The message that names a kind of element.
pub fn kind(kind: ElementKind) -> Argument {
    let id = match kind {
        ElementKind::Ruleset => "element-ruleset",
        ElementKind::Content => "element-content",
        ElementKind::Criterion => "element-criterion",
        ElementKind::Fact => "element-fact",
        ElementKind::Parameter => "element-parameter",
        ElementKind::Definition => "element-definition",
        ElementKind::Choice => "element-choice",
        ElementKind::Function => "element-function",
        ElementKind::Pool => "element-pool",
        ElementKind::Total => "element-total",
        ElementKind::Classes => "element-classes",
        ElementKind::Class => "element-class",
        ElementKind::Title => "element-title",
    };
    Argument::Messages(vec![id.to_owned()])
}

pub(super) fn no_base(place: Span, name: &str, reason: &str, suggestion: Option<String>) -> Diagnostic {
    let finding = Diagnostic::error("TC0401", place).with("name", name).with_any("reason", reason);
    finding.suggest(suggestion)
}

pub(super) fn circle(place: Span, others: &[Span], names: &str) -> Diagnostic {
    let finding = Diagnostic::error("TC0402", place).with("names", names);
    others.iter().fold(finding, |finding, other| finding.label(*other, "member"))
}

pub(super) fn two_bases(place: Span, first: Span, names: (&str, &str)) -> Diagnostic {
    Diagnostic::error("TC0403", place).with("name", names.1).with("first", names.0).label(first, "first")
}

pub(super) fn unknown(place: Span, entry: (ElementKind, &str), base: &str, there: &str) -> Diagnostic {
    Diagnostic::error("TC0404", place)
        .with("kind", kind(entry.0))
        .with_any("name", entry.1)
        .with("base", base)
        .with_any("there", there)
}

pub(super) fn exists(place: Span, entry: (ElementKind, &str), first: Span) -> Diagnostic {
    Diagnostic::error("TC0405", place)
        .with("kind", kind(entry.0))
        .with_any("name", entry.1)
        .label(first, "first")
}

pub(super) fn locked(place: Span, entry: &Entry, lock: Span) -> Diagnostic {
    Diagnostic::error("TC0406", place)
        .with("kind", kind(entry.kind))
        .with_any("name", entry.path.as_str())
        .label(lock, "lock")
}

pub(super) fn out_of_bounds(place: Span, entry: &Entry, texts: [String; 3], lock: Span) -> Diagnostic {
    let [value, low, high] = texts;
    Diagnostic::error("TC0407", place)
        .with("kind", kind(entry.kind))
        .with_any("name", entry.path.as_str())
        .with("value", value)
        .with("low", low)
        .with("high", high)
        .label(lock, "lock")
}

pub(super) fn twice(place: Span, first: Span, entry: (ElementKind, &str)) -> Diagnostic {
    let (first, place) = (first.min(place), first.max(place));
    Diagnostic::error("TC0408", place)
        .with("kind", kind(entry.0))
        .with_any("name", entry.1)
        .label(first, "first")
}

pub(super) fn bad_order(place: Span, missing: &str, unknown: &str) -> Diagnostic {
    let finding =
        Diagnostic::error("TC0409", place).with_any("missing", missing).with_any("unknown", unknown);
    if missing.is_empty() { finding.help("unknown") } else { finding }
}

pub(super) fn misplaced(place: Span) -> Diagnostic {
    Diagnostic::error("TC0410", place)
}

pub(super) fn nothing_to_change(place: Span) -> Diagnostic {
    Diagnostic::error("TC0411", place)
}

pub(super) fn no_form_fact(place: Span, name: &str, suggestion: Option<String>) -> Diagnostic {
    Diagnostic::error("TC0412", place).with("name", name).suggest(suggestion)
}

pub(super) fn no_form_word(place: Span, name: &str, words: &str, suggestion: Option<String>) -> Diagnostic {
    Diagnostic::error("TC0413", place).with("name", name).with("words", words).suggest(suggestion)
}

pub(super) fn two_form_facts(place: Span, first: Span, names: (&str, &str)) -> Diagnostic {
    Diagnostic::error("TC0414", place).with("first", names.0).with("second", names.1).label(first, "first")
}

pub(super) fn overlap(place: Span, first: Span, from: &str, until: &str) -> Diagnostic {
    Diagnostic::error("TC0415", place).with("from", from).with_any("until", until).label(first, "first")
}

pub(super) fn gap(place: Span, first: Option<Span>, from: &str, until: &str) -> Diagnostic {
    let finding = Diagnostic::error("TC0416", place).with_any("from", from).with_any("until", until);
    first.into_iter().fold(finding, |finding, first| finding.label(first, "first"))
}

pub(super) fn passed_over(place: Span, entry: (ElementKind, &str), tables: &str) -> Diagnostic {
    Diagnostic::new("TC0417", Severity::Note, crate::diagnostic::Place::Source(place))
        .with("kind", kind(entry.0))
        .with_any("name", entry.1)
        .with_any("tables", tables)
}

pub(super) fn changes_nothing(place: Span, entry: (ElementKind, &str), base: Option<Span>) -> Diagnostic {
    let finding =
        Diagnostic::error("TC0418", place).warning().with("kind", kind(entry.0)).with_any("name", entry.1);
    base.into_iter().fold(finding, |finding, base| finding.label(base, "base"))
}

pub(super) fn too_many_layers(place: Span, maximum: usize) -> Diagnostic {
    Diagnostic::error("TC0419", place).with("maximum", maximum)
}

pub(super) fn base_changed(place: Span, change: &Change, count: usize) -> Diagnostic {
    let text = |text: &str| text.replace('\n', "; ");
    let finding = Diagnostic::error("TC0420", place)
        .warning()
        .with("kind", kind(change.kind))
        .with_any("name", change.path.as_str())
        .with("aspect", super::aspect(change.aspect))
        .with_any("before", &text(&change.before))
        .with_any("after", &text(&change.after))
        .with("count", count);
    finding.label(change.span, "changed")
}

pub(super) fn renamed(place: Span, entry: (ElementKind, &str), now: &Entry) -> Diagnostic {
    Diagnostic::error("TC0421", place)
        .with("kind", kind(entry.0))
        .with_any("name", entry.1)
        .with("now", now.path.as_str())
        .label(now.span, "now")
}

pub(super) fn dates_reversed(place: Span) -> Diagnostic {
    Diagnostic::error("TC0327", place)
}

/// An operation for all units that takes the place of what a form of the base sets for some.
pub(super) fn overrides_form(
    place: Span,
    entry: (ElementKind, &str),
    forms: &str,
    replaced: Span,
) -> Diagnostic {
    Diagnostic::new("TC0422", Severity::Note, crate::diagnostic::Place::Source(place))
        .with("kind", kind(entry.0))
        .with_any("name", entry.1)
        .with("forms", forms)
        .label(replaced, "form")
}

/// An edition that begins before what it is an edition of.
pub(super) fn too_early(place: Span, first: Span, from: &str, begins: &str) -> Diagnostic {
    Diagnostic::error("TC0423", place).with("from", from).with("begins", begins).label(first, "first")
}

/// `open` where there is no number that could move.
pub(super) fn nothing_open(place: Span, entry: &Entry) -> Diagnostic {
    Diagnostic::error("TC0424", place).with("kind", kind(entry.kind)).with_any("name", &entry.path)
}

pub(super) fn too_many_tables(place: Span, maximum: usize) -> Diagnostic {
    Diagnostic::error("TC0425", place).with("maximum", maximum)
}
