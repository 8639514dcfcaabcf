//! `tieuchi schema`: what a row of data looks like, for the systems that produce it.

use super::{DONE, USAGE, files};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use tieuchi::data::headings;
use tieuchi::{Language, Plans, Sources, schema};

#[derive(Args)]
pub(super) struct Schema {
    /// The ruleset
    ruleset: PathBuf,
    /// How it is described
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// The JSON Schema of one row
    Json,
    /// The headings of a table of data, to be filled in
    Csv,
}

impl Format {
    fn text(self, plans: &Plans) -> String {
        match self {
            Format::Json => serde_json::to_string_pretty(&schema(plans)).unwrap_or_default() + "\n",
            Format::Csv => headings(plans),
        }
    }
}

impl Schema {
    pub(super) fn run(self, language: Language) -> u8 {
        let mut sources = Sources::default();
        match files::ruleset(&mut sources, &self.ruleset, language) {
            Ok(plans) if files::print(&self.format.text(&plans)).is_ok() => DONE,
            Ok(_) => USAGE,
            Err(code) => code,
        }
    }
}
