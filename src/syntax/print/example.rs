//! Examples.

use super::{Printer, block, quoted};
use crate::syntax::ast::{Example, Expectation, ExpectationKind, Expected, Given, GivenKind, Limit, Literal};
use crate::syntax::parser::Rule;

/// How long a line with what is given may be; the rest stands on a line of its own.
const WIDTH: usize = 100;

impl Printer {
    /// `example "…" like "…" { given … expect … }`
    pub fn example(&self, example: &Example) -> String {
        let like =
            example.like.as_ref().map(|like| format!(" {} {}", self.word(Rule::kw_like), quoted(like)));
        let head =
            format!("{} {}{}", self.word(Rule::kw_example), quoted(&example.title), like.unwrap_or_default());
        let givens = example.givens.iter().map(|given| self.given(given));
        let mut lines = filled(self.word(Rule::kw_given), givens);
        let expectations = example.expectations.iter().map(|expectation| self.expectation(expectation));
        lines.extend(filled(self.word(Rule::kw_expect), expectations));
        block(&head, &lines)
    }

    fn given(&self, given: &Given) -> String {
        match &given.kind {
            GivenKind::AllCriteria(yes) => {
                format!("{} {}", self.word(Rule::kw_all_criteria), self.truth(*yes))
            }
            GivenKind::Period(period) => format!("{} {}", self.word(Rule::kw_period), period.text),
            GivenKind::Fact(name, value) => {
                let value = value.as_ref().map(|value| self.literal(value));
                let missing = || self.word(Rule::kw_missing).to_owned();
                format!("{} {}", self.pooled(&name.text()), value.unwrap_or_else(missing))
            }
        }
    }

    /// `total 96`, `class undecided`, `finding TC0601`
    pub fn expectation(&self, expectation: &Expectation) -> String {
        match &expectation.kind {
            ExpectationKind::Finding(code) => format!("{} {}", self.word(Rule::kw_finding), code.text),
            ExpectationKind::Outcome(path, expected) => {
                format!("{} {}", self.pooled(&self.path(path)), self.expected(expected))
            }
        }
    }

    fn expected(&self, expected: &Expected) -> String {
        match expected {
            Expected::Value(value) => self.literal(value),
            Expected::Limits(limits) => {
                limits.iter().map(|limit| self.exact_limit(limit)).collect::<Vec<_>>().join(" ")
            }
            Expected::Undecided => self.word(Rule::kw_undecided).to_owned(),
            Expected::NotApplicable => self.word(Rule::kw_has_no_value).to_owned(),
            Expected::NotAssessed => self.word(Rule::kw_has_no_class).to_owned(),
        }
    }

    /// What a limit of an example is at is a constant: it needs no brackets, whatever its sign.
    fn exact_limit(&self, limit: &Limit) -> String {
        format!("{} {}", self.limit_end(limit.end), self.expr(&limit.at))
    }

    fn literal(&self, value: &Literal) -> String {
        match value {
            Literal::Constant(expr) => self.expr(expr),
            Literal::Words(words) => {
                words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" + ")
            }
        }
    }
}

/// Items behind a keyword, as many on a line as there is room for.
fn filled(word: &str, items: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        match lines.last_mut() {
            Some(line) if line.chars().count() + item.chars().count() + 2 <= WIDTH => {
                line.push_str(", ");
                line.push_str(&item);
            }
            _ => lines.push(format!("{word} {item}")),
        }
    }
    lines
}
