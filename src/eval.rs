//! Floor 11. Scoring.
//!
//! In: a plan and a record. Out: a slot for each node ([`Slots`]); the slots are the explanation.
//! One loop over the nodes. What can go wrong is a value with its reason and flows through the
//! slots; nothing panics, and nothing becomes a silent 0.

mod award;
mod class;
mod facts;
mod gather;
mod item;
mod made;
mod outcome;
mod outside;
mod part;
mod run;
mod share;
mod slots;
mod step;
mod summary;
mod tally;

pub use facts::Facts;
pub use gather::verdicts;
pub use made::Verdict;
pub use outcome::{Fault, FaultKind, Outcome, Undecided};
pub use outside::{Item, Items, Outside};
pub use run::{run, run_into};
pub use slots::Slots;
pub use step::step;

pub use award::{Match, line_matches};
