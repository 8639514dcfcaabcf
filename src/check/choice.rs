//! Choices: declared, written in a fact, lists of classes.

use super::{Checker, finding};
use crate::diagnostic::Diagnostic;
use crate::model::{Choice, Word};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::name;

const MAXIMUM_WORDS: usize = 64;

impl Checker<'_> {
    /// Declared choices come first, lists of classes next; those written in facts follow.
    pub(super) fn choices(&mut self) {
        for choice in &self.linked.file.choices {
            self.choice(&choice.name.text, &choice.words);
        }
        for (classes, _) in &self.linked.classes {
            let names = classes.lines.iter().rev().map(|line| (&line.name, line.title.as_ref()));
            let names: Vec<_> = names.collect();
            let id = self.enter("", &names, true, classes.span);
            self.class_choices.push(id);
        }
    }

    /// The choice that a fact's words are: one name alone is that of a declared choice.
    pub(super) fn choice_of(&mut self, words: &ast::Words) -> Option<u32> {
        if let [only] = words.words.as_slice() {
            let known = self.linked.choices.get(&only.name.key).copied();
            if known.is_none() {
                let names = self.linked.file.choices.iter().map(|choice| choice.name.text.as_str());
                let suggestion = name::nearest(&only.name.text, names);
                self.findings.push(finding::unknown_choice(only.name.span, &only.name.text, suggestion));
            }
            return known;
        }
        Some(self.choice("", words))
    }

    fn choice(&mut self, name: &str, words: &ast::Words) -> u32 {
        let names: Vec<_> = words.words.iter().map(|word| (&word.name, word.title.as_ref())).collect();
        self.enter(name, &names, words.ordered, words.span)
    }

    fn enter(
        &mut self,
        name: &str,
        words: &[(&ast::Name, Option<&ast::Text>)],
        ordered: bool,
        span: Span,
    ) -> u32 {
        if words.len() > MAXIMUM_WORDS {
            self.findings.push(finding::too_many_words(span));
        }
        let words = &words[..words.len().min(MAXIMUM_WORDS)];
        for (index, (word, _)) in words.iter().enumerate() {
            if let Some((first, _)) = words[..index].iter().find(|(first, _)| first.key == word.key) {
                let (first, second) = (first.span.min(word.span), first.span.max(word.span));
                self.findings.push(finding::doubled_word(second, first, &word.text));
            }
        }
        self.choice_keys.push(words.iter().map(|(word, _)| word.key.clone()).collect());
        let words = words.iter().map(|(word, title)| Word {
            name: word.text.clone(),
            title: title.map_or(String::new(), |title| title.text.clone()),
        });
        self.choices.push(Choice { name: name.to_owned(), words: words.collect(), ordered });
        u32::try_from(self.choices.len() - 1).unwrap_or(u32::MAX)
    }

    /// The place of a word in a choice.
    pub(super) fn word(&mut self, choice: u32, word: &ast::Name) -> Option<u8> {
        self.found_word(choice, word).map_err(|finding| self.findings.push(finding)).ok()
    }

    /// The place of a word in a choice, or what to say where it has none.
    pub(super) fn found_word(&self, choice: u32, word: &ast::Name) -> Result<u8, Diagnostic> {
        self.find_word(choice, &word.key).ok_or_else(|| {
            let names: Vec<&str> =
                self.choices[choice as usize].words.iter().map(|word| word.name.as_str()).collect();
            let suggestion = name::nearest(&word.text, names.iter().copied());
            let listed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            finding::no_such_word(word.span, &word.text, &listed, suggestion)
        })
    }

    pub(super) fn find_word(&self, choice: u32, key: &str) -> Option<u8> {
        let place = self.choice_keys[choice as usize].iter().position(|word| word == key);
        place.and_then(|place| u8::try_from(place).ok())
    }
}
