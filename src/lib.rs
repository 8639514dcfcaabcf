#![doc = include_str!("../README.md")]
//!
//! # The pipeline
//!
//! ```text
//! Sources → Layers::finish → link::link → check::check → Plan::new → prove::prove    analyze
//!           data::read → eval::run → report::report                                   score
//!           model::Example → eval::run → suite::reports                               suite::runs
//!           Scored → prove::remedy → report::remedied                                 Scored::remedy
//! ```

mod analysis;
pub mod assessment;
pub mod bulk;
pub mod check;
pub mod column;
pub mod data;
pub mod diagnostic;
pub mod eval;
pub mod function;
pub mod layer;
pub mod link;
mod load;
pub mod model;
pub mod plan;
pub mod prove;
pub mod report;
pub mod source;
pub mod suite;
pub mod syntax;
pub mod value;

pub use analysis::{Analysis, Analyzer, analyze};
pub use check::Accepted;
pub use data::{Format, Options, Record, Row, read, read_json, schema};
pub use diagnostic::{Diagnostic, Diagnostics, Language, Severity};
pub use load::load;
pub use plan::{Plan, Plans};
pub use report::{RemedyReport, UnitReport};
pub use source::{SourceId, Sources};

use assessment::{Run, Standing};
use eval::{Outcome, Outside, Slots};
use prove::Wanted;
use report::Speaker;

/// A unit that was scored: its record with what each node of the plan came to.
#[derive(Debug)]
pub struct Scored<'a> {
    plan: &'a Plan,
    record: Record,
    slots: Slots,
    outside: Outside,
    standings: Vec<Standing>,
}

/// Scores one record by itself: what it would read of months, of other units or of its cohort is missing.
///
/// # Errors
///
/// What the ruleset requires of its facts and the record does not meet.
pub fn score(plans: &Plans, record: Record) -> Result<Scored<'_>, Vec<Diagnostic>> {
    let slots = eval::run(plans.get(record.plan), &record);
    let run = Run { record, slots, outside: Outside::default(), standings: Vec::new() };
    let scored = Scored::new(plans, run);
    let breaches = scored.breaches();
    if breaches.is_empty() { Ok(scored) } else { Err(breaches) }
}

impl<'a> Scored<'a> {
    /// A unit that was scored in a run of many.
    pub fn new(plans: &'a Plans, run: Run) -> Scored<'a> {
        let Run { record, slots, outside, standings } = run;
        Scored { plan: plans.get(record.plan), record, slots, outside, standings }
    }

    /// What the ruleset requires of its facts and the record does not meet.
    pub fn breaches(&self) -> Vec<Diagnostic> {
        report::breaches(&self.speaker(Language::English))
    }

    /// The record.
    pub fn record(&self) -> &Record {
        &self.record
    }
}

impl Scored<'_> {
    /// Speaks of the unit in a language.
    pub fn speaker(&self, language: Language) -> Speaker<'_> {
        Speaker {
            plan: self.plan,
            record: &self.record,
            slots: &self.slots,
            outside: &self.outside,
            standings: &self.standings,
            language,
        }
    }

    /// The result with all reasons, as data.
    pub fn report(&self, language: Language) -> UnitReport {
        report::report(&self.speaker(language))
    }

    /// The result as data, without naming each month, unit or row that was looked at.
    pub fn result(&self, language: Language) -> UnitReport {
        report::result(&self.speaker(language))
    }

    /// The whole tree of reasons as text. `sources` holds the ruleset, to name its lines.
    pub fn explain(&self, sources: &Sources, language: Language) -> String {
        report::explain(&self.speaker(language), sources)
    }

    /// How the unit can reach a class or title. Facts of which `keeps` is true stay as they are.
    pub fn remedy(&self, wanted: Wanted, keeps: &dyn Fn(u32) -> bool, language: Language) -> RemedyReport {
        // What months and other units brought is past; what they may still bring can be reached for.
        let (mut record, mut past, mut possible) = (self.record.clone(), Vec::new(), Vec::new());
        for (id, fact) in (0u32..).zip(&self.plan.ruleset.facts).filter(|(_, fact)| !fact.is_given()) {
            match self.slots.get(self.plan.facts[id as usize]) {
                Outcome::Value(value) => {
                    record.facts[id as usize] = Some(*value);
                    past.push(id);
                }
                Outcome::Undecided(undecided) if fact.kind.is_number() => {
                    possible.push((id, undecided.range))
                }
                _ => {}
            }
        }
        let keeps = |fact: u32| past.contains(&fact) || keeps(fact);
        let remedy = prove::remedy(self.plan, &record, wanted, &keeps, &possible);
        report::remedied(&self.speaker(language), wanted, &remedy)
    }

    /// What the ruleset does not say, or could not do, for this unit.
    pub fn faults(&self, language: Language) -> Vec<Diagnostic> {
        report::faults(&self.speaker(language))
    }
}
