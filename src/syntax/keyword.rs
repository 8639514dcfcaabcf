//! The table of keywords, read from the grammar that spells them.

use super::parser::Rule;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Which of the two spellings of keywords a file uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Keywords {
    /// `criterion`
    English,
    /// `tiêu chí`
    Vietnamese,
}

/// A keyword in both languages, as it is written.
#[derive(Debug)]
pub(super) struct Keyword {
    english: Vec<String>,
    vietnamese: String,
    /// The first words of all its spellings.
    begins: Vec<String>,
}

impl Keyword {
    /// The spelling that is written.
    pub(super) fn spelling(&self, keywords: Keywords) -> &str {
        match keywords {
            Keywords::English => self.english.first().map_or("", String::as_str),
            Keywords::Vietnamese => &self.vietnamese,
        }
    }

    /// The language of a spelling that was read.
    pub(super) fn language(&self, text: &str) -> Keywords {
        let is_english = self.english.iter().any(|it| it.split(' ').eq(text.split_whitespace()));
        if is_english { Keywords::English } else { Keywords::Vietnamese }
    }

    /// Whether a text begins with the first word of one of its spellings.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        self.begins.iter().any(|word| text.starts_with(word.as_str()))
    }
}

/// The table, by rule.
pub(super) fn table() -> &'static BTreeMap<Rule, Keyword> {
    static TABLE: LazyLock<BTreeMap<Rule, Keyword>> = LazyLock::new(|| {
        let lines = include_str!("../../grammar/keywords.pest").lines();
        let mut spelled: BTreeMap<&str, Keyword> = lines.filter_map(line).collect();
        let rules = Rule::all_rules().iter();
        rules.filter_map(|rule| Some((*rule, spelled.remove(format!("{rule:?}").as_str())?))).collect()
    });
    &TABLE
}

/// A line of the table: `kw_of = @{ ("of" | "của") ~ e }`.
fn line(line: &str) -> Option<(&str, Keyword)> {
    let (rule, spellings) = line.split_once(" = @{ (")?;
    let spellings = spellings.rsplit_once(") ~ e")?.0;
    let spellings = spellings.split(" | ").flat_map(|spelling| {
        let words = spelling.replace(" ~ s ~ ", " ").replace('"', "");
        match words.strip_suffix(" ~ s?") {
            Some(one) => vec![one.to_owned(), format!("{one}s")],
            None => vec![words],
        }
    });
    let spellings: Vec<String> = spellings.collect();
    let begins = spellings.iter().filter_map(|it| it.split(' ').next()).map(str::to_owned).collect();
    let (mut english, mut vietnamese): (Vec<String>, Vec<String>) =
        spellings.into_iter().partition(|it| it.is_ascii());
    // `khi` is the one Vietnamese spelling without a diacritic.
    if vietnamese.is_empty() {
        vietnamese.extend(english.pop());
    }
    Some((rule, Keyword { english, vietnamese: vietnamese.first()?.clone(), begins }))
}

/// Whether a keyword of several words begins with this one, in either language.
pub(super) fn begins_keyword(word: &str) -> bool {
    static WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        let both = |keyword: &'static Keyword| {
            [Keywords::English, Keywords::Vietnamese].map(|keywords| keyword.spelling(keywords))
        };
        let spellings = table().values().flat_map(both);
        spellings.filter_map(|spelling| spelling.split_once(' ')).map(|(first, _)| first).collect()
    });
    WORDS.contains(word)
}

/// Whether the rule is a keyword.
pub(super) fn is_keyword(rule: Rule) -> bool {
    table().contains_key(&rule)
}
