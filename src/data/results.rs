//! Results of earlier periods, as this engine wrote them: one object a line.

use super::finding;
use crate::diagnostic::Diagnostic;
use crate::value::{Number, Period};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

/// The longest line that is read.
const MAXIMUM_LINE: u64 = 1 << 24;

/// What a unit came to in an earlier period.
#[derive(Clone, Debug, Default)]
pub struct EarlierResult {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: Option<Period>,
    /// Who scored, where the ruleset names several.
    pub assessor: Option<String>,
    /// Whether it was assessed at all.
    pub is_assessed: bool,
    /// Whether the result was decided.
    pub is_decided: bool,
    /// The class in force, by its name.
    pub class: Option<String>,
    /// The titles that it was granted.
    pub recognised: Vec<String>,
    /// The total, contents and criteria, by name.
    pub points: BTreeMap<String, Number>,
}

/// A line of a file of results; other lines of a record have no unit.
#[derive(Deserialize)]
struct Line {
    unit: Option<String>,
    #[serde(default)]
    period: Option<String>,
    #[serde(default)]
    assessor: Option<String>,
    #[serde(default)]
    state: String,
    #[serde(default)]
    class: Option<String>,
    #[serde(default)]
    decision: Option<Decided>,
    #[serde(default)]
    total: Option<String>,
    #[serde(default)]
    recognised: Vec<String>,
    #[serde(default)]
    contents: BTreeMap<String, Json>,
    #[serde(default)]
    criteria: BTreeMap<String, Json>,
}

#[derive(Deserialize)]
struct Decided {
    class: String,
}

/// Reads results of earlier periods, and hands on each, or what is wrong with its line.
pub fn read_results(name: &str, input: impl Read, each: &mut dyn FnMut(Result<EarlierResult, Diagnostic>)) {
    let file: Arc<str> = name.into();
    let mut input = BufReader::new(input);
    for number in 1.. {
        let mut bytes = Vec::new();
        match input.by_ref().take(MAXIMUM_LINE).read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => return each(Err(finding::unreadable_file(name, &error.to_string()))),
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let wrong = |reason: &str| finding::bad_json(finding::cell(&file, number, 0), reason);
        match serde_json::from_slice::<Line>(&bytes) {
            Ok(Line { unit: None, .. }) => {}
            Ok(line) => each(line.result(number).ok_or_else(|| wrong("no period"))),
            Err(error) => each(Err(wrong(&error.to_string()))),
        }
    }
}

impl Line {
    fn result(self, line: u64) -> Option<EarlierResult> {
        let period = match &self.period {
            None => None,
            Some(text) => Some(Period::any(text, None)?),
        };
        let parts = self.contents.iter().chain(&self.criteria);
        let points =
            parts.filter_map(|(name, part)| Some((name.clone(), number(part.get("points")?.as_str()?)?)));
        let total = self.total.as_deref().and_then(number).map(|total| ("total".to_owned(), total));
        Some(EarlierResult {
            line,
            unit: self.unit?,
            period,
            assessor: self.assessor,
            is_assessed: self.state != "not_applicable",
            is_decided: self.state == "value",
            class: self.decision.map(|decision| decision.class).or(self.class),
            recognised: self.recognised,
            points: points.chain(total).collect(),
        })
    }
}

/// An exact number as results hold it: `96`, `87.5`, `1820/19`.
fn number(text: &str) -> Option<Number> {
    match text.split_once('/') {
        Some((above, below)) => Number::fraction(above.parse().ok()?, below.parse().ok()?),
        None => match text.strip_prefix('-') {
            Some(text) => Number::parse(text)?.negated(),
            None => Number::parse(text),
        },
    }
}
