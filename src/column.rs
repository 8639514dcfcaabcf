//! Floor 12. Many records at once.
//!
//! In: a plan and chunks of records. Out: the outcome of each node that is asked for, a lane for each record
//! ([`Machine::run`]), the same as [`crate::eval::run`] gives; what lanes cannot settle is marked
//! ([`Machine::open`]), and is to be run by itself.
//! A node of the plan is a kernel over whole numbers of one scale; how large these can become is known before
//! anything runs. Knows the plan, chunks and scoring. Does not know files, nor how anything is said.

mod arithmetic;
mod compile;
mod kernel;
mod lane;
mod machine;
mod part;
mod program;
mod quantity;
mod register;
mod run;
mod settle;
mod table;

pub use machine::{Machine, Numbers, Words, results};
