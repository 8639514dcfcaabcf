#![doc = include_str!("../README.md")]
//!
//! # The pipeline
//!
//! ```text
//! Sources → Layers::finish → link::link → check::check → Plan::new → prove::prove    analyze
//!           data::read → eval::run → report::report                                   score
//!           model::Example → eval::run → suite::reports                               suite::runs
//! ```

mod analysis;
pub mod check;
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
pub use report::UnitReport;
pub use source::{SourceId, Sources};

use eval::Slots;
use report::Speaker;

/// A unit that was scored: its record with what each node of the plan came to.
#[derive(Debug)]
pub struct Scored<'a> {
    plan: &'a Plan,
    record: Record,
    slots: Slots,
}

/// Scores one record.
///
/// # Errors
///
/// What the ruleset requires of its facts and the record does not meet.
pub fn score(plans: &Plans, record: Record) -> Result<Scored<'_>, Vec<Diagnostic>> {
    let plan = plans.get(record.plan);
    let slots = eval::run(plan, &record);
    let scored = Scored { plan, record, slots };
    let breaches = report::breaches(&scored.speaker(Language::English));
    if breaches.is_empty() { Ok(scored) } else { Err(breaches) }
}

impl Scored<'_> {
    /// Speaks of the unit in a language.
    pub fn speaker(&self, language: Language) -> Speaker<'_> {
        Speaker { plan: self.plan, record: &self.record, slots: &self.slots, language }
    }

    /// The result with all reasons, as data.
    pub fn report(&self, language: Language) -> UnitReport {
        report::report(&self.speaker(language))
    }

    /// The whole tree of reasons as text. `sources` holds the ruleset, to name its lines.
    pub fn explain(&self, sources: &Sources, language: Language) -> String {
        report::explain(&self.speaker(language), sources)
    }

    /// What the ruleset does not say, or could not do, for this unit.
    pub fn faults(&self, language: Language) -> Vec<Diagnostic> {
        report::faults(&self.speaker(language))
    }
}
