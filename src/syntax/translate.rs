//! The same file with the keywords of the other language.

use super::keyword::{self, Keywords};
use super::parser::{self, Rule, TableParser};
use pest::Parser;

/// The text with every keyword in `keywords`, all else as it stands; none where it cannot be read.
pub fn translate(text: &str, keywords: Keywords) -> Option<String> {
    if parser::too_deep(text).is_some() {
        return None;
    }
    let mut translated = String::with_capacity(text.len());
    let mut done = 0;
    for node in TableParser::parse(Rule::file, text).ok()?.flatten() {
        let Some(keyword) = keyword::table().get(&node.as_rule()) else { continue };
        let place = node.as_span();
        translated.push_str(&text[done..place.start()]);
        let is_there = keyword.language(node.as_str()) == keywords;
        translated.push_str(if is_there { node.as_str() } else { keyword.spelling(keywords) });
        let is_one = text[..place.start()].split_whitespace().next_back() == Some("1");
        if !is_there && is_one && node.as_rule() == Rule::kw_points && keywords == Keywords::English {
            translated.truncate(translated.len() - "s".len());
        }
        // The block of facts is in the plural; one fact, as in `set fact`, is not.
        let is_block = text[place.end()..].trim_start().starts_with('{');
        if !is_there && !is_block && node.as_rule() == Rule::kw_facts && keywords == Keywords::English {
            translated.truncate(translated.len() - "s".len());
        }
        done = place.end();
    }
    translated.push_str(&text[done..]);
    Some(translated)
}
