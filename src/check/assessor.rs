//! Who scores a unit.

use super::{Checker, finding};
use crate::model::Word;
use crate::syntax::ast;
use crate::value::name;

/// More than any practice has; a slip in a list is longer.
const MAXIMUM: usize = 16;

impl Checker<'_> {
    /// The assessors in their order. A cell names one by its name or title, so no two may share either.
    pub(super) fn assessors(&mut self) -> Vec<Word> {
        let Some(declared) = self.linked.file.assessors.first() else { return Vec::new() };
        let words = &declared.words;
        if let Some(first) = words.get(MAXIMUM) {
            self.findings.push(finding::too_many_assessors(first.name.span, MAXIMUM));
        }
        let words = &words[..words.len().min(MAXIMUM)];
        for (index, word) in words.iter().enumerate() {
            let first = words[..index].iter().find(|first| is_same(first, word));
            let spans = first.map(|first| (word.name.span, first.name.span));
            self.findings.extend(
                spans.map(|(second, first)| finding::doubled_assessor(second, first, &word.name.text)),
            );
        }
        let words = words.iter().map(|word| Word {
            name: word.name.text.clone(),
            title: word.title.as_ref().map_or(String::new(), |title| title.text.clone()),
        });
        words.collect()
    }
}

/// Whether a cell could mean either.
fn is_same(one: &ast::Word, other: &ast::Word) -> bool {
    let title = |word: &ast::Word| word.title.as_ref().map(|title| name::heading(&title.text));
    one.name.key == other.name.key || (title(one).is_some() && title(one) == title(other))
}
