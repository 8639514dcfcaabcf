//! Results of examples as text: what is not as expected in full, of the rest only how many.

use super::answer::{Answer, ExampleReport, Verdict};
use crate::diagnostic::Language;
use crate::diagnostic::catalogue::say;
use serde::Serialize;
use std::fmt::Write;

/// How many examples came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// All of them.
    pub examples: usize,
    /// All came as expected.
    pub passed: usize,
    /// Something else came.
    pub failed: usize,
    /// Something else came than in the base.
    pub differs: usize,
    /// Without a meaning in the ruleset that inherits them.
    pub skipped: usize,
    /// As expected, but for parts that have no meaning in the ruleset that inherits them.
    pub partly: usize,
}

impl Tally {
    /// Counts examples.
    pub fn new(examples: &[ExampleReport]) -> Tally {
        let count = |verdict| examples.iter().filter(|example| example.verdict == verdict).count();
        Tally {
            examples: examples.len(),
            passed: count(Verdict::Passed),
            failed: count(Verdict::Failed),
            differs: count(Verdict::Differs),
            skipped: count(Verdict::Skipped),
            partly: examples.iter().filter(|it| is_partly(it)).count(),
        }
    }

    /// Takes in the counts of another ruleset.
    pub fn add(&mut self, other: Tally) {
        self.examples += other.examples;
        self.passed += other.passed;
        self.failed += other.failed;
        self.differs += other.differs;
        self.skipped += other.skipped;
        self.partly += other.partly;
    }

    /// In words: `3 examples: 2 as expected, 1 not`.
    pub fn text(&self, language: Language) -> String {
        let mut text = say(language, "test-examples", &[("count", self.examples.into())]);
        let parts = [
            ("test-passed", self.passed),
            ("test-failed", self.failed),
            ("test-differs", self.differs),
            ("test-skipped", self.skipped),
        ];
        let parts = parts.into_iter().filter(|(_, count)| *count > 0);
        let partly = ("partly", self.partly.into());
        let parts = parts.map(|(id, count)| say(language, id, &[("count", count.into()), partly.clone()]));
        let parts = parts.collect::<Vec<_>>().join(", ");
        if !parts.is_empty() {
            text = format!("{text}: {parts}");
        }
        text
    }
}

/// What is not as expected; nothing where all is. `file` is the ruleset, which needs no naming.
pub fn text(examples: &[ExampleReport], file: &str, language: Language) -> String {
    examples.iter().map(|example| page(example, file, language)).collect()
}

/// Whether an example holds as far as it has a meaning here.
fn is_partly(example: &ExampleReport) -> bool {
    example.verdict == Verdict::Passed && !example.skipped.is_empty()
}

fn page(example: &ExampleReport, file: &str, language: Language) -> String {
    let mut page = String::new();
    let id = match example.verdict {
        Verdict::Passed => return page,
        Verdict::Failed => "test-head-failed",
        Verdict::Differs => "test-head-differs",
        Verdict::Skipped => "test-head-skipped",
    };
    let line = ("line", example.line.to_string().into());
    let place = if example.file == file {
        say(language, "explain-line", &[line])
    } else {
        say(language, "explain-file-line", &[("file", example.file.as_str().into()), line])
    };
    let head = say(language, id, &[("title", example.title.as_str().into()), ("place", place.into())]);
    // Writing to a string cannot fail.
    let _ = writeln!(page, "  {head}");
    for answer in example.answers.iter().filter(|answer| !answer.holds) {
        let _ = writeln!(page, "    {}", sentence(answer, example.verdict, language));
        // That a variant answers otherwise needs no reason; who asks for it reads the data.
        let is_failure = example.verdict == Verdict::Failed;
        for because in answer.because.iter().filter(|_| is_failure) {
            let _ = writeln!(page, "      - {because}");
        }
    }
    if !example.skipped.is_empty() {
        let skipped = example.skipped.iter().map(|part| format!("`{part}`")).collect::<Vec<_>>().join(", ");
        let _ = writeln!(page, "    {}", say(language, "test-not-here", &[("parts", skipped.into())]));
    }
    page
}

/// `total: expected 96, came 91`; of what is inherited, `total: in the base 96, here 91`.
pub fn sentence(answer: &Answer, verdict: Verdict, language: Language) -> String {
    let id = if verdict == Verdict::Differs { "test-answer-differs" } else { "test-answer" };
    let arguments = [
        ("name", answer.name.as_str().into()),
        ("expected", answer.expected.as_str().into()),
        ("found", answer.found.as_str().into()),
    ];
    say(language, id, &arguments)
}
