//! Floor 9. Units and tables of facts.
//!
//! In: files of data. Out: records that fit the ruleset's facts, one by one, and what was refused.
//! Knows the plan's facts and file formats. Does not know how anything is scored.

mod record;

pub use record::{Record, RecordPlace};
