//! All tests in one binary, a file for each feature.

// A test that cannot go on says why.
#![allow(clippy::panic)]

mod bulk;
mod cases;
mod catalogue;
mod claims;
mod cli;
mod cohorts;
mod compare;
mod compared;
mod coverage;
mod decision;
mod enumerate;
mod examples;
mod given_files;
mod harm;
mod laws;
mod layers;
mod oracle;
mod pages;
mod parity;
#[cfg(feature = "parquet")]
mod parquet;
mod plan;
mod printing;
mod random;
mod reading;
mod record;
mod remedies;
mod rulesets;
mod summary;
mod support;
mod tidy;
mod units;
mod values;
mod years;
