//! `tieuchi schema`: what a row of data looks like, for the systems that produce it.

use super::{DONE, USAGE, files};
use clap::Args;
use std::path::PathBuf;
use tieuchi::{Language, Sources, schema};

#[derive(Args)]
pub(super) struct Schema {
    /// The ruleset
    ruleset: PathBuf,
}

impl Schema {
    pub(super) fn run(self, language: Language) -> u8 {
        let mut sources = Sources::default();
        match files::ruleset(&mut sources, &self.ruleset, language) {
            Ok(plan) => {
                let text = serde_json::to_string_pretty(&schema(&plan)).unwrap_or_default();
                if files::print(&(text + "\n")).is_ok() { DONE } else { USAGE }
            }
            Err(code) => code,
        }
    }
}
