//! All tests in one binary, a file for each feature.

// A test that cannot go on says why.
#![allow(clippy::panic)]

mod cases;
mod catalogue;
mod cli;
mod laws;
mod layers;
mod pages;
mod printing;
mod rulesets;
mod support;
mod tidy;
mod values;
