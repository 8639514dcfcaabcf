//! The only door to the grammar.

use crate::source::{SourceId, Span};

/// How deep brackets may stand in each other. No printed table comes near it.
pub(super) const MAXIMUM_DEPTH: usize = 24;

/// The parser that `pest` derives from `grammar/`.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/keywords.pest"]
#[grammar = "../grammar/words.pest"]
#[grammar = "../grammar/ruleset.pest"]
#[grammar = "../grammar/awards.pest"]
#[grammar = "../grammar/formulas.pest"]
#[grammar = "../grammar/results.pest"]
#[grammar = "../grammar/layers.pest"]
#[grammar = "../grammar/examples.pest"]
#[grammar = "../grammar/collections.pest"]
pub(super) struct TableParser;

/// A place of one character in a file.
pub(super) fn at(source: SourceId, place: usize) -> Span {
    let start = u32::try_from(place).unwrap_or(u32::MAX);
    Span { source, start, end: start }
}

/// The first bracket that stands deeper than [`MAXIMUM_DEPTH`]. Counted before anything is parsed,
/// because the parser goes down by calls. Skips what the grammar skips: a title that ends on its
/// line, and a comment.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut skip_to = 0;
    for (place, character) in text.char_indices() {
        if place < skip_to {
            continue;
        }
        match character {
            '#' => skip_to = text[place..].find('\n').map_or(text.len(), |end| place + end),
            '"' | '“' | '”' => skip_to = end_of_title(text, place + character.len_utf8()),
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAXIMUM_DEPTH {
            return Some(place);
        }
    }
    None
}

/// The place behind the quote that closes a title on the line; `start` where none does.
pub(super) fn end_of_title(text: &str, start: usize) -> usize {
    let closing = text[start..].char_indices().find(|(_, next)| matches!(next, '\n' | '"' | '“' | '”'));
    match closing {
        Some((place, quote)) if quote != '\n' => start + place + quote.len_utf8(),
        _ => start,
    }
}
