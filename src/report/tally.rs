//! How many units came to what.

use super::speak::Speaker;
use super::unit::{State, state};
use crate::diagnostic::Language;
use crate::diagnostic::catalogue::say;
use crate::plan::{NodeId, Plan, Plans};
use std::collections::BTreeSet;

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
    /// Units whose class was decided by the competent level.
    pub decided: u64,
    /// Of the rows that were scored, those of assessors whose result does not count for others.
    pub beside: u64,
    /// The assessors whose result counts, each once.
    finals: Vec<String>,
    /// Units in each class, the highest first: its name and title.
    pub classes: Vec<(String, String, u64)>,
    /// Units with each title: its name and title.
    pub titles: Vec<(String, String, u64)>,
}

/// What of a unit is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallied {
    /// Which outcome its result is.
    pub state: State,
    /// Whether this result counts for others.
    pub is_final: bool,
    /// Whether its class was decided by the competent level.
    pub is_decided: bool,
    /// Its class in force, by name.
    pub class: Option<String>,
    /// Its titles, by name.
    pub recognised: Vec<String>,
}

impl Tallied {
    /// What of the unit that a speaker speaks of is counted.
    pub fn of(speaker: &Speaker<'_>) -> Tallied {
        let word = |node: NodeId| speaker.outcome(node).word();
        let decided = speaker.record.decision.as_ref().map(|decision| decision.class);
        let class = decided.or_else(|| speaker.plan.class().and_then(|(node, _)| word(node)));
        let is_granted = |node: NodeId| speaker.outcome(node).truth() == Some(true);
        let tallied = Tallied::new(speaker.plan, class, speaker.record.assessor, is_granted);
        Tallied { state: state(speaker), is_decided: decided.is_some(), ..tallied }
    }

    /// A result that is a value, with a class in force and the titles that are granted.
    pub fn new(
        plan: &Plan,
        class: Option<u8>,
        assessor: Option<u8>,
        is_granted: impl Fn(NodeId) -> bool,
    ) -> Tallied {
        let class = class.and_then(|word| plan.class_words().get(usize::from(word)));
        let titles = plan.titles.iter().zip(&plan.ruleset.titles).filter(|(node, _)| is_granted(**node));
        Tallied {
            state: State::Value,
            is_final: plan.ruleset.is_final(assessor),
            is_decided: false,
            class: class.map(|word| word.name.clone()),
            recognised: titles.map(|(_, title)| title.name.clone()).collect(),
        }
    }

    /// Whether the result as a whole is a value.
    pub(super) fn is_value(&self) -> bool {
        self.state == State::Value
    }
}

impl Tally {
    /// Begins counting for a ruleset.
    pub fn new(plans: &Plans) -> Tally {
        let words = plans.all().iter().flat_map(|plan| plan.class_words().iter().rev());
        let titles = plans.all().iter().flat_map(|plan| &plan.ruleset.titles);
        let last = plans.all().iter().filter_map(|plan| plan.ruleset.assessors.last());
        let finals: BTreeSet<String> = last.map(|word| word.shown().to_owned()).collect();
        Tally {
            finals: finals.into_iter().collect(),
            classes: counted(words.map(|word| (&word.name, &word.title))),
            titles: counted(titles.map(|title| (&title.name, &title.title))),
            ..Tally::default()
        }
    }

    /// Counts so many units that came to the same.
    pub fn count(&mut self, unit: &Tallied, times: u64) {
        self.scored += times;
        self.not_assessed += times * u64::from(unit.state == State::NotApplicable);
        self.undecided += times * u64::from(unit.state == State::Undecided);
        self.beside += times * u64::from(!unit.is_final);
        // A unit with several assessors counts once, with the result that counts for others.
        if !unit.is_final {
            return;
        }
        // What is still undecided may change: it counts as undecided, and nowhere else.
        if !unit.is_value() {
            return;
        }
        self.decided += times * u64::from(unit.is_decided);
        self.recognised += times * u64::from(!unit.recognised.is_empty());
        for (name, _, count) in &mut self.classes {
            *count += times * u64::from(unit.class.as_ref() == Some(name));
        }
        for (name, _, count) in &mut self.titles {
            *count += times * u64::from(unit.recognised.contains(name));
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
        if self.beside > 0 {
            let finals = self.finals.join(", ");
            lines.push(say(language, "tally-final", &[("assessor", finals.into())]));
        }
        if !self.titles.is_empty() {
            let titles = listed(&self.titles);
            let arguments = [("count", self.recognised.into()), ("titles", titles.into())];
            lines.push(say(language, "tally-titles", &arguments));
        }
        if !self.classes.is_empty() {
            lines.push(say(language, "tally-classes", &[("classes", listed(&self.classes).into())]));
        }
        if self.decided > 0 {
            lines.push(say(language, "tally-decided", &[("count", self.decided.into())]));
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
