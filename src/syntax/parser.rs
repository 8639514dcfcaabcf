//! The only door to the grammar.

use crate::source::{SourceId, Span};
use pest::Parser;
use pest::iterators::{Pair, Pairs};

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

/// What a file says that it is a variant of, each with whether it is a path: enough to read the bases
/// before the file itself is.
pub fn bases(text: &str) -> Vec<(String, bool)> {
    let variant = heads(text, &['v', 'c'], Rule::variant).next();
    let bases = variant.into_iter().flat_map(|read| read.flatten().filter(|it| it.as_rule() == Rule::base));
    bases.map(named).collect()
}

/// The rulesets that a file reads from, each with whether it is a path.
pub fn reads(text: &str) -> Vec<(String, bool)> {
    let from = |read: Pairs<'_, Rule>| {
        let from =
            read.flat_map(Pair::into_inner).filter(|it| matches!(it.as_rule(), Rule::name | Rule::title));
        from.map(named).next()
    };
    heads(text, &['r', 'l'], Rule::reads).filter_map(from).collect()
}

/// All places outside titles and comments where an item can be read that begins with one of two letters.
fn heads<'t>(text: &'t str, first: &'static [char], rule: Rule) -> impl Iterator<Item = Pairs<'t, Rule>> {
    let (mut skip_to, mut before) = (0, ' ');
    text.char_indices().filter_map(move |(place, character)| {
        let is_start = !before.is_alphanumeric() && before != '_';
        before = character;
        if place < skip_to {
            return None;
        }
        match character {
            '#' => skip_to = text[place..].find('\n').map_or(text.len(), |end| place + end),
            '"' | '“' | '”' => skip_to = end_of_title(text, place + character.len_utf8()),
            it if is_start && first.contains(&it) => return TableParser::parse(rule, &text[place..]).ok(),
            _ => {}
        }
        None
    })
}

/// The name or path that a base is.
fn named(base: Pair<'_, Rule>) -> (String, bool) {
    let path = base.clone().into_inner().flatten().find(|part| part.as_rule() == Rule::title_text);
    match path {
        Some(path) => (path.as_str().to_owned(), true),
        None => (base.as_str().trim().to_owned(), false),
    }
}

/// The place behind the quote that closes a title on the line; `start` where none does.
fn end_of_title(text: &str, start: usize) -> usize {
    let closing = text[start..].char_indices().find(|(_, next)| matches!(next, '\n' | '"' | '“' | '”'));
    match closing {
        Some((place, quote)) if quote != '\n' => start + place + quote.len_utf8(),
        _ => start,
    }
}
