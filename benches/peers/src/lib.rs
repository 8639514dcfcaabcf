//! The case of `benches/case` in other engines, so that each can be held against tieuchi.
//!
//! Every engine is a program of its own in `bin/`, so that memory and size are its own too. Each makes the same
//! facts, brings them into the form that it takes, and then waits for orders on its input ([`serve`]). The program
//! `peers` (`main.rs`) starts them all, compares every answer, and lets them run in turns.

pub mod answer;
pub mod case;
pub mod columns;
#[path = "../../case/facts.rs"]
pub mod facts;
pub mod own;
pub mod rule;
pub mod serve;

pub use answer::{Answer, CLASSES};
pub use facts::{Column, Facts};
pub use serve::{Engine, serve};
