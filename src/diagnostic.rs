//! Floor 1. Findings as data.
//!
//! In: what a pass found: a code, arguments, places. Out: the same, sorted, each once; the sentence
//! for it in English or Vietnamese ([`catalogue`]); a picture of it for a terminal ([`render`]); the
//! page that says more about it ([`page`]).
//! Knows sources. Does not know what any code means: the makers stand beside the pass that finds.

pub mod catalogue;
pub mod page;
pub mod render;

use crate::source::{Sources, Span};
use serde::Serialize;
use std::collections::BTreeMap;

pub use catalogue::Language;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The ruleset or the row is refused.
    Error,
    /// It runs, and somebody should look.
    Warning,
    /// It runs; this was decided on the way.
    Note,
}

/// A word or number that a message mentions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Argument {
    /// Text as it stands.
    Text(String),
    /// A number that a message may inflect for.
    Count(u64),
    /// Messages of the catalogue, and words that stand as they are, one after another.
    Messages(Vec<String>),
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Argument::Text(text)
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Argument::Text(text.to_owned())
    }
}

impl From<usize> for Argument {
    fn from(count: usize) -> Self {
        Argument::Count(count as u64)
    }
}

impl From<u64> for Argument {
    fn from(count: u64) -> Self {
        Argument::Count(count)
    }
}

/// The arguments of a message, by name.
pub type Arguments = BTreeMap<&'static str, Argument>;

/// Where a finding is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In a ruleset.
    Source(Span),
    /// In a file of data.
    Cell {
        /// The file's name.
        file: String,
        /// The line of the file, or its row where it [has rows](has_rows), from 1; 0 where the file as a whole is meant.
        line: u64,
        /// The column of the table, from 1; 0 where the line as a whole is meant.
        column: u64,
    },
}

/// Whether places in a file of data are rows, counted from 1, and not lines: a Parquet file has none. Its name says
/// that it is one.
pub fn has_rows(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("parquet"))
}

/// The word by which messages select how places in a file are called.
pub fn counted_by(file: &str) -> &'static str {
    if has_rows(file) { "row" } else { "line" }
}

/// A further place that belongs to a finding, with the message `CODE.note` shown at it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// The attribute of the message that says what is there.
    pub text: &'static str,
}

/// How many facts of an input are shown in a picture; the record has all of them.
const SHOWN_FACTS: usize = 12;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// Where it is.
    pub place: Place,
    /// Its stable code, `TC` and four digits; the first two number the pass.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What its message mentions.
    pub arguments: Arguments,
    /// Further places.
    pub labels: Vec<Label>,
    /// Which of the message's proposals fits: `help`, or a variant of it.
    pub help: &'static str,
    /// An input that shows the harm: facts by name, each with its value as data writes it. All other facts
    /// may be anything that the ruleset allows.
    pub input: Vec<Given>,
}

/// A fact of an input that shows the harm of a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Given {
    /// The name of the fact.
    pub fact: String,
    /// What people know it by.
    pub label: String,
    /// Its value as a cell of data holds it.
    pub value: String,
}

impl Diagnostic {
    /// An error in a ruleset.
    pub fn error(code: &'static str, span: Span) -> Self {
        Self::new(code, Severity::Error, Place::Source(span))
    }

    /// A finding anywhere.
    pub fn new(code: &'static str, severity: Severity, place: Place) -> Self {
        Diagnostic {
            place,
            code,
            severity,
            arguments: Arguments::new(),
            labels: Vec::new(),
            help: "help",
            input: Vec::new(),
        }
    }

    /// The same, no longer an error.
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same, with an argument for the message.
    pub fn with(mut self, name: &'static str, argument: impl Into<Argument>) -> Self {
        self.arguments.insert(name, argument.into());
        self
    }

    /// The same, with a text that may be missing: a message then selects on the number `[0]`.
    pub fn with_any(self, name: &'static str, text: &str) -> Self {
        if text.is_empty() { self.with(name, 0usize) } else { self.with(name, text) }
    }

    /// The same, with a further place; `text` names the attribute of the message shown there.
    pub fn label(mut self, span: Span, text: &'static str) -> Self {
        self.labels.push(Label { span, text });
        self
    }

    /// The same, with another of the message's proposals.
    pub fn help(mut self, attribute: &'static str) -> Self {
        self.help = attribute;
        self
    }

    /// The same with a name that may have been meant, if there is one: the proposal is then `suggest`.
    pub fn suggest(self, name: Option<String>) -> Self {
        match name {
            Some(name) => self.with("suggestion", name).help("suggest"),
            None => self,
        }
    }

    /// The same, with an input that shows the harm.
    pub fn input(mut self, input: Vec<Given>) -> Self {
        self.input = input;
        self
    }

    /// The sentence that says what is wrong.
    pub fn message(&self, language: Language) -> String {
        catalogue::text(language, self.code, None, &self.arguments)
    }

    /// The sentence that proposes an edit; empty where there is nothing to propose.
    pub fn proposal(&self, language: Language) -> String {
        catalogue::text(language, self.code, Some(self.help), &self.arguments)
    }

    /// The input that shows the harm, as far as it fits a line; empty where there is none.
    pub fn input_in_words(&self, language: Language) -> String {
        let value = |given: &Given| match given.value.as_str() {
            "yes" => catalogue::word(language, "word-yes"),
            "no" | "," => catalogue::word(language, "word-no"),
            value => value.to_owned(),
        };
        let shown = self.input.iter().take(SHOWN_FACTS).map(|it| format!("{}: {}", it.label, value(it)));
        let mut text = shown.collect::<Vec<_>>().join("; ");
        if let Some(more) = self.input.len().checked_sub(SHOWN_FACTS).filter(|more| *more > 0) {
            text = format!("{text} {}", catalogue::say(language, "word-more", &[("count", more.into())]));
        }
        text
    }

    /// File, line and column, from 1; 0 where the whole is meant.
    pub fn position(&self, sources: &Sources) -> (String, u64, u64) {
        match &self.place {
            Place::Source(span) => {
                let (line, column) = sources.position(*span);
                (sources.get(span.source).name.clone(), line.into(), column.into())
            }
            Place::Cell { file, line, column } => (file.clone(), *line, *column),
        }
    }

    /// The finding as other programs read it.
    pub fn record(&self, sources: &Sources, language: Language) -> Finding {
        let (file, line, column) = self.position(sources);
        let (message, help) = (self.message(language), self.proposal(language));
        let places = self.labels.iter().map(|label| {
            let (line, column) = sources.position(label.span);
            let file = sources.get(label.span.source).name.clone();
            FindingPlace { file, line, column, message: self.label_text(label.text, language) }
        });
        let places = places.collect();
        let input = self.input.iter().map(|it| (it.fact.clone(), it.value.clone())).collect();
        Finding { code: self.code, severity: self.severity, message, file, line, column, help, places, input }
    }

    /// What is said at a place; what is said in the same words of many findings has a message of its own.
    fn label_text(&self, text: &str, language: Language) -> String {
        let own = catalogue::text(language, self.code, Some(text), &self.arguments);
        if own.is_empty() { catalogue::text(language, text, None, &self.arguments) } else { own }
    }
}

/// A finding in words, for other programs.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// The stable code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1: characters in a ruleset, cells in data.
    pub column: u64,
    /// One edit that mends it; may be empty.
    pub help: String,
    /// Further places that belong to it, in this file or others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<FindingPlace>,
    /// A row of data that shows the harm; other facts may be anything.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub input: BTreeMap<String, String>,
}

/// A further place of a finding.
#[derive(Clone, Debug, Serialize)]
pub struct FindingPlace {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is there.
    pub message: String,
}

/// The findings of all passes: sorted by place, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Takes one more.
    pub fn push(&mut self, finding: Diagnostic) {
        self.list.push(finding);
    }

    /// Sorts by place and drops what was found twice.
    pub fn settle(&mut self) {
        self.list.sort();
        self.list.dedup();
    }

    /// Keeps those that are meant.
    pub fn retain(&mut self, is_meant: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(is_meant);
    }

    /// Makes each of them another.
    pub fn change(&mut self, change: impl FnMut(&mut Diagnostic)) {
        self.list.iter_mut().for_each(change);
    }

    /// Of one code, keeps the first finding at each place.
    pub fn first_at_each_place(&mut self, code: &str) {
        let mut seen = std::collections::BTreeSet::new();
        self.list.retain(|finding| finding.code != code || seen.insert(finding.place.clone()));
    }

    /// All findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether one of them refuses the ruleset or the row.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, iter: T) {
        self.list.extend(iter);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
