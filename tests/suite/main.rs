//! All tests in one binary, a file for each feature.

mod cases;
mod catalogue;
mod cli;
mod laws;
mod rulesets;
mod support;
mod tidy;
mod values;
