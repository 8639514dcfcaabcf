//! Floor 16. A ruleset's own examples.
//!
//! In: plans. Out: the row of each example with all that it came to ([`Run`]); what was expected, what came,
//! and why ([`ExampleReport`]); as data and text.
//! Knows how a row is scored and spoken of. Does not know how an example is written, nor data.

mod answer;
mod coverage;
mod point;
mod text;
mod written;

pub use answer::{Answer, ExampleReport, Verdict, reports};
pub use coverage::{Coverage, Suggested, coverage, suggestions};
pub use point::{Point, Shown};
pub use text::{Tally, sentence, text};

use crate::data::Record;
use crate::diagnostic::Language;
use crate::eval::{Outside, Slots, run_into};
use crate::model::Example;
use crate::plan::{Edition, Plan, Plans};
use crate::report::Speaker;
use crate::source::Span;
use crate::value::Date;
use std::collections::BTreeSet;

/// An example that was scored: its row, and what each node of its plan came to.
#[derive(Debug)]
pub struct Run<'a> {
    /// The example.
    pub example: &'a Example,
    /// The plan, which [`Record::plan`] numbers.
    pub plan: &'a Plan,
    /// The row, as a reader of data would have made it; the unit is the title.
    pub record: Record,
    /// What each node came to.
    pub slots: Slots,
    /// What is known beside the row: that no quota cuts it.
    pub outside: Outside,
}

impl Run<'_> {
    /// Whether a base wrote the example, and the ruleset inherits it.
    pub fn is_inherited(&self) -> bool {
        self.example.span.source != self.plan.ruleset.root
    }

    /// Speaks of the example's row.
    pub fn speaker(&self, language: Language) -> Speaker<'_> {
        Speaker {
            plan: self.plan,
            record: &self.record,
            slots: &self.slots,
            outside: &self.outside,
            standings: &[],
            language,
        }
    }
}

/// Scores all examples of a ruleset: its own in the order of the page, then those that it inherits. One for
/// whose row the ruleset has no table is not scored.
pub fn runs(plans: &Plans) -> Vec<Run<'_>> {
    placed(plans)
        .filter(|(_, example)| example.is_placed)
        .map(|(plan, example)| run(plans, plan, example))
        .collect()
}

/// The parts of examples that do not hold in the edition that begins on a day, each by the places of the
/// example and of the part: those of other editions, and of what is inherited all that comes out otherwise
/// or has no meaning there.
pub fn elsewhere(plans: &Plans, from: Option<Date>) -> BTreeSet<(Span, Span)> {
    let edition = plans.editions().iter().find(|edition| edition.from == from);
    let own: BTreeSet<usize> = edition.into_iter().flat_map(Edition::plans).collect();
    let mut elsewhere = BTreeSet::new();
    for (plan, example) in placed(plans) {
        let mut parts: Vec<Span> = example.skipped.iter().map(|it| it.span).collect();
        if !own.contains(&plan) || !example.is_placed {
            parts.extend(example.expectations.iter().map(|it| it.span));
        } else if example.span.source != plans.get(plan).ruleset.root {
            let run = run(plans, plan, example);
            let answers = answer::answers(&run, Language::English);
            parts.extend(answers.iter().filter(|answer| !answer.holds).map(|answer| answer.span));
        }
        elsewhere.extend(parts.into_iter().map(|part| (example.span, part)));
    }
    elsewhere
}

/// All examples, each with the number of its plan.
fn placed(plans: &Plans) -> impl Iterator<Item = (usize, &Example)> {
    let all = plans.all().iter().enumerate();
    let all = all.flat_map(|(number, plan)| plan.ruleset.examples.iter().map(move |it| (number, it)));
    let mut all: Vec<(usize, &Example)> = all.collect();
    all.sort_by_key(|(plan, example)| (example.span.source != plans.get(*plan).ruleset.root, example.span));
    all.into_iter()
}

fn run<'a>(plans: &'a Plans, number: usize, example: &'a Example) -> Run<'a> {
    let record = Record {
        unit: example.title.clone(),
        period: example.period,
        facts: example.facts.clone(),
        plan: number,
        ..Record::default()
    };
    let plan = plans.get(number);
    let quotas = plan.ruleset.cohort.iter().flat_map(|cohort| &cohort.quotas);
    let standings = quotas.map(|quota| (quota.fact, Some(false))).collect();
    let (outside, mut slots) = (Outside { standings, ..Outside::default() }, Slots::default());
    run_into(plan, &record, &outside, &mut slots);
    Run { example, plan, record, slots, outside }
}
