//! How many units came to what.

use super::unit::{State, UnitReport};
use crate::diagnostic::Language;
use crate::diagnostic::catalogue::say;
use crate::plan::Plans;

/// Counts over the rows of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that were scored.
    pub scored: u64,
    /// Of these, units that are not assessed at all.
    pub not_assessed: u64,
    /// Of these, units whose result is undecided.
    pub undecided: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// Units with at least one title, whose result is decided.
    pub recognised: u64,
    /// Units in each class, the highest first: its name and title.
    pub classes: Vec<(String, String, u64)>,
    /// Units with each title: its name and title.
    pub titles: Vec<(String, String, u64)>,
}

impl Tally {
    /// Begins counting for a ruleset.
    pub fn new(plans: &Plans) -> Tally {
        let words = plans.all().iter().flat_map(|plan| plan.class_words().iter().rev());
        let titles = plans.all().iter().flat_map(|plan| &plan.ruleset.titles);
        Tally {
            classes: counted(words.map(|word| (&word.name, &word.title))),
            titles: counted(titles.map(|title| (&title.name, &title.title))),
            ..Tally::default()
        }
    }

    /// Counts one unit.
    pub fn add(&mut self, unit: &UnitReport) {
        self.scored += 1;
        self.not_assessed += u64::from(unit.state == State::NotApplicable);
        self.undecided += u64::from(unit.state == State::Undecided);
        // What is still undecided may change: it counts as undecided, and nowhere else.
        if unit.state != State::Value {
            return;
        }
        self.recognised += u64::from(!unit.recognised.is_empty());
        for (name, _, count) in &mut self.classes {
            *count += u64::from(unit.class.as_ref() == Some(name));
        }
        for (name, _, count) in &mut self.titles {
            *count += u64::from(unit.recognised.contains(name));
        }
    }

    /// Of the rows that were scored, units that are assessed, and whose result is decided.
    pub fn assessed(&self) -> u64 {
        self.scored - self.not_assessed - self.undecided
    }

    /// The counts in words, a line each for rows, classes and titles.
    pub fn text(&self, language: Language) -> String {
        let arguments = [
            ("rows", (self.scored + self.refused).into()),
            ("assessed", self.assessed().into()),
            ("not_assessed", self.not_assessed.into()),
            ("undecided", self.undecided.into()),
            ("refused", self.refused.into()),
        ];
        let mut lines = vec![say(language, "tally-rows", &arguments)];
        if !self.titles.is_empty() {
            let titles = listed(&self.titles);
            let arguments = [("count", self.recognised.into()), ("titles", titles.into())];
            lines.push(say(language, "tally-titles", &arguments));
        }
        if !self.classes.is_empty() {
            lines.push(say(language, "tally-classes", &[("classes", listed(&self.classes).into())]));
        }
        lines.join("\n") + "\n"
    }
}

/// Names with their titles, each once, to be counted from 0.
fn counted<'a>(named: impl Iterator<Item = (&'a String, &'a String)>) -> Vec<(String, String, u64)> {
    let mut counts: Vec<(String, String, u64)> = Vec::new();
    for (name, title) in named {
        if counts.iter().all(|(known, ..)| known != name) {
            counts.push((name.clone(), title.clone(), 0));
        }
    }
    counts
}

fn listed(counts: &[(String, String, u64)]) -> String {
    let counts = counts.iter().map(|(name, title, count)| match title.as_str() {
        "" => format!("{count} {name}"),
        title => format!("{count} {name} “{title}”"),
    });
    counts.collect::<Vec<_>>().join(", ")
}
