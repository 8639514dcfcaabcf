//! Which other files a file names, found without reading all of it.

use super::keyword;
use super::parser::{Rule, TableParser, end_of_title};
use pest::Parser;
use pest::iterators::{Pair, Pairs};

/// What a file says that it is a variant of, each with whether it is a path: enough to read the bases
/// before the file itself is.
pub fn bases(text: &str) -> Vec<(String, bool)> {
    let variant = heads(text, Rule::kw_variant_of, Rule::variant).next();
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
    heads(text, Rule::kw_reads, Rule::reads).filter_map(from).collect()
}

/// All places outside titles and comments where an item can be read that begins with a keyword.
fn heads(text: &str, begin: Rule, rule: Rule) -> impl Iterator<Item = Pairs<'_, Rule>> {
    let (mut skip_to, mut before) = (0, ' ');
    let keyword = keyword::table().get(&begin);
    // What is no such keyword is not parsed: it would be an error, with all the text behind it looked through.
    let may_begin = move |place: usize| keyword.is_some_and(|keyword| keyword.may_begin(&text[place..]));
    text.char_indices().filter_map(move |(place, character)| {
        let is_start = !before.is_alphanumeric() && before != '_';
        before = character;
        if place < skip_to {
            return None;
        }
        match character {
            '#' => skip_to = text[place..].find('\n').map_or(text.len(), |end| place + end),
            '"' | '“' | '”' => skip_to = end_of_title(text, place + character.len_utf8()),
            _ if is_start && may_begin(place) => return TableParser::parse(rule, &text[place..]).ok(),
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
