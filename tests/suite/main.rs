//! All tests in one binary, a file for each feature.

// A test that cannot go on says why.
#![allow(clippy::panic)]

mod cases;
mod catalogue;
mod claims;
mod cli;
mod coverage;
mod enumerate;
mod examples;
mod harm;
mod laws;
mod layers;
mod oracle;
mod pages;
mod printing;
mod random;
mod rulesets;
mod summary;
mod support;
mod tidy;
mod units;
mod values;
