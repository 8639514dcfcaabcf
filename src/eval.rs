//! Floor 11. Scoring.
//!
//! In: a plan and a record. Out: a slot for each node ([`Slots`]); the slots are the explanation.
//! One loop over the nodes. What can go wrong is a value with its reason and flows through the
//! slots; nothing panics, and nothing becomes a silent 0.

mod award;
mod class;
mod outcome;
mod part;
mod run;

pub use outcome::{Fault, FaultKind, Outcome, Undecided};
pub use run::{Slots, run, run_into, step};

pub use award::{Match, line_matches};
