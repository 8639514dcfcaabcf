//! What was expected, what came, and why.

use super::{Run, placed, run};
use crate::diagnostic::Language;
use crate::eval::Outcome;
use crate::model::{Example, Expectation, Symbol, Wanted};
use crate::plan::Plans;
use crate::report::{Speaker, because, breaches, faults, is_not_applicable};
use crate::source::{Sources, Span};
use crate::value::{Bound, Interval, Kind, Limits, Number, Range, Value};
use serde::Serialize;

/// What an example comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All came as expected.
    Passed,
    /// Something else came.
    Failed,
    /// Something else came than in the base that wrote the example: a variant may answer otherwise.
    Differs,
    /// Nothing of it has a meaning in this ruleset, which inherits it.
    Skipped,
}

/// An example with its answers, in words.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleReport {
    /// Its title.
    pub title: String,
    /// The file that has it.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// What it comes to.
    pub verdict: Verdict,
    /// Each expectation with what came.
    pub answers: Vec<Answer>,
    /// Parts of it that have no meaning in this ruleset, which inherits it, as they are written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<String>,
    /// Where it stands.
    #[serde(skip)]
    pub span: Span,
    /// The plan that it is for.
    #[serde(skip)]
    pub plan: usize,
}

/// One expectation, and what came.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The name that is looked at, as it is written.
    pub name: String,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub found: String,
    /// Whether that is as expected.
    pub holds: bool,
    /// Why it came, where it is not as expected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// Where the expectation stands.
    #[serde(skip)]
    pub span: Span,
}

/// Runs all examples of a ruleset: its own in the order of the page, then those that it inherits.
pub fn reports(plans: &Plans, sources: &Sources, language: Language) -> Vec<ExampleReport> {
    placed(plans).map(|(plan, example)| report(plans, (plan, example), sources, language)).collect()
}

fn report(
    plans: &Plans,
    (plan, example): (usize, &Example),
    sources: &Sources,
    language: Language,
) -> ExampleReport {
    let mut skipped: Vec<String> = example.skipped.iter().map(|part| part.text.clone()).collect();
    let (mut answers, mut is_inherited) = (Vec::new(), true);
    if example.is_placed {
        let run = run(plans, plan, example);
        is_inherited = run.is_inherited();
        answers = self::answers(&run, language);
    } else {
        skipped.extend(example.expectations.iter().map(|it| sources.text(it.span).to_owned()));
    }
    let verdict = match answers.iter().all(|answer| answer.holds) {
        _ if answers.is_empty() => Verdict::Skipped,
        true => Verdict::Passed,
        false if is_inherited => Verdict::Differs,
        false => Verdict::Failed,
    };
    ExampleReport {
        title: example.title.clone(),
        file: sources.get(example.span.source).name.clone(),
        line: sources.position(example.span).0,
        verdict,
        answers,
        skipped,
        span: example.span,
        plan,
    }
}

/// What came where each expectation looks.
pub(super) fn answers(run: &Run<'_>, language: Language) -> Vec<Answer> {
    Answers::new(run, language).all()
}

/// What is asked of one run.
struct Answers<'a> {
    run: &'a Run<'a>,
    speaker: Speaker<'a>,
    /// What the row does not fulfil: then it is refused, and comes to nothing.
    breaches: Vec<String>,
    /// The codes of the findings that the row has.
    findings: Vec<&'static str>,
    /// The findings in words.
    messages: Vec<String>,
}

impl<'a> Answers<'a> {
    fn new(run: &'a Run<'a>, language: Language) -> Self {
        let speaker = run.speaker(language);
        let breaches = breaches(&speaker);
        let faults = if breaches.is_empty() { faults(&speaker) } else { Vec::new() };
        let findings = breaches.iter().chain(&faults).map(|finding| finding.code).collect();
        let in_words = |code, message: String| format!("{code}: {message}");
        let all = breaches.iter().chain(&faults);
        let messages = all.map(|finding| in_words(finding.code, finding.message(language))).collect();
        let breaches = breaches.iter().map(|it| in_words(it.code, it.message(language))).collect();
        Answers { run, speaker, breaches, findings, messages }
    }

    fn all(&self) -> Vec<Answer> {
        let mut answers: Vec<Answer> =
            self.run.example.expectations.iter().map(|expectation| self.answer(expectation)).collect();
        // Said once.
        let mut open = !self.breaches.is_empty();
        for answer in answers.iter_mut().filter(|answer| !answer.holds) {
            if std::mem::take(&mut open) {
                answer.because.clone_from(&self.breaches);
            }
        }
        answers
    }

    fn answer(&self, expectation: &Expectation) -> Answer {
        let Expectation { name, wanted, span } = expectation;
        let (expected, found, holds, because) = match wanted {
            Wanted::Finding(code) => {
                let holds = self.findings.contains(&code.as_str());
                let found = if self.findings.is_empty() {
                    self.speaker.word("test-no-finding")
                } else {
                    self.findings.join(", ")
                };
                (code.clone(), found, holds, self.messages.clone())
            }
            wanted => self.outcome(wanted),
        };
        let because = if holds { Vec::new() } else { because };
        Answer { name: name.clone(), expected, found, holds, because, span: *span }
    }

    fn outcome(&self, wanted: &Wanted) -> (String, String, bool, Vec<String>) {
        let (Wanted::Value(symbol, _)
        | Wanted::Limits(symbol, _)
        | Wanted::Undecided(symbol)
        | Wanted::NotApplicable(symbol)) = wanted
        else {
            return (String::new(), String::new(), false, Vec::new());
        };
        let Some(node) = self.speaker.plan.symbol(*symbol) else {
            return (String::new(), String::new(), false, Vec::new());
        };
        let (outcome, kind) = (self.run.slots.get(node), self.speaker.plan.node(node).kind);
        let expected = match wanted {
            Wanted::Value(_, value) => self.value(*value, kind),
            Wanted::Limits(_, limits) => self.limits(limits, kind),
            Wanted::Undecided(_) => self.speaker.word("state-undecided"),
            _ => self.nothing(*symbol),
        };
        if !self.breaches.is_empty() {
            return (expected, self.speaker.word("test-refused"), false, Vec::new());
        }
        let holds = self.holds(wanted, *symbol, outcome);
        let found = match outcome {
            Outcome::Value(value) => self.value(*value, kind),
            Outcome::NotApplicable => self.nothing(*symbol),
            Outcome::Undecided(undecided) => self.undecided(undecided.range, kind),
        };
        (expected, found, holds, if holds { Vec::new() } else { because(&self.speaker, *symbol) })
    }

    /// Whether an outcome is as wanted.
    fn holds(&self, wanted: &Wanted, symbol: Symbol, outcome: &Outcome) -> bool {
        match (wanted, outcome) {
            (Wanted::Value(_, value), Outcome::Value(found)) => value == found,
            (Wanted::Limits(_, limits), Outcome::Value(Value::Number(found))) => limits.contain(*found),
            // Limits hold of a result that is not decided yet where all that it may be lies within them.
            (Wanted::Limits(_, limits), Outcome::Undecided(it)) if !it.may_not_apply => {
                let Interval { low, high } = outcome.interval();
                let is_within = |limit: Option<Bound>, end: Option<Number>| {
                    limit.is_none() || end.is_some_and(|end| limits.contain(end))
                };
                is_within(limits.low, low) && is_within(limits.high, high)
            }
            (Wanted::Undecided(_), Outcome::Undecided(_)) => true,
            (Wanted::NotApplicable(_), _) => is_not_applicable(&self.speaker, symbol),
            _ => false,
        }
    }

    /// What a result is called that has no value.
    fn nothing(&self, symbol: Symbol) -> String {
        let is_class = matches!(symbol, Symbol::Classes(_));
        self.speaker.word(if is_class { "state-not-assessed" } else { "state-not-applicable" })
    }

    /// A value as an author writes it: exact, words by their names.
    fn value(&self, value: Value, kind: Kind) -> String {
        let word = |choice: u32, word: u8| {
            let words = &self.speaker.plan.ruleset.choices[choice as usize].words;
            words.get(usize::from(word)).map_or(String::new(), |word| word.name.clone())
        };
        match (value, kind) {
            (Value::Number(number), Kind::Share) => {
                format!("{}%", number.times(Number::HUNDRED).unwrap_or(number))
            }
            (Value::Number(number), _) => number.to_string(),
            (Value::Word(bit), Kind::Word(choice)) => word(choice, bit),
            (Value::Words(bits), Kind::Words(choice)) if bits != 0 => {
                let bits = (0..64).filter(|bit| bits >> bit & 1 == 1);
                bits.map(|bit| word(choice, bit)).collect::<Vec<_>>().join(" + ")
            }
            (Value::Words(_), _) => self.speaker.word("word-no"),
            (value, kind) => self.speaker.value(value, kind),
        }
    }

    fn limits(&self, limits: &Limits, kind: Kind) -> String {
        let at = |id: &str, number| {
            self.speaker.say(id, &[("at", self.value(Value::Number(number), kind).into())])
        };
        match (limits.low, limits.high) {
            (Some(low), Some(high)) if low == high => at("limit-exactly", low.at),
            (low, high) => {
                let low = low.map(|it| at(if it.included { "limit-from" } else { "limit-above" }, it.at));
                let high = high.map(|it| at(if it.included { "limit-up-to" } else { "limit-below" }, it.at));
                low.into_iter().chain(high).collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// That something is undecided, and what it may still be.
    fn undecided(&self, range: Range, kind: Kind) -> String {
        let word = self.speaker.word("state-undecided");
        match range {
            Range::Number(interval) => {
                let [low, high] = [interval.low, interval.high]
                    .map(|end| end.map_or("…".to_owned(), |end| self.value(Value::Number(end), kind)));
                let range = self.speaker.say("range-between", &[("low", low.into()), ("high", high.into())]);
                format!("{word} ({range})")
            }
            Range::Word(bits) if bits != 0 => {
                let words = (0..64u8).rev().filter(|bit| bits >> bit & 1 == 1);
                let words =
                    words.map(|bit| self.value(Value::Word(bit), kind)).collect::<Vec<_>>().join(", ");
                self.speaker.say("range-one-of", &[("words", words.into())])
            }
            _ => word,
        }
    }
}
