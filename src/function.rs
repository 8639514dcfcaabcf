//! Floor 4. What a rule may call.
//!
//! In: the text of a local function, values. Out: a value, or why there is none.
//! Knows values only. A function has no reach outside: no input, output, clock or chance.

mod script;

pub use script::{BUDGET, Script, Stop};
