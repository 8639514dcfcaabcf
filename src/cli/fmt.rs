//! `tieuchi fmt`: the same ruleset with the keywords of the other language.

use super::{DONE, REFUSED, USAGE, files, findings};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use tieuchi::syntax::{Keywords, translate};
use tieuchi::{Language, Sources, analyze};

#[derive(Args)]
pub(super) struct Fmt {
    /// The ruleset
    ruleset: PathBuf,
    /// The language of its keywords
    #[arg(long, value_enum)]
    keywords: Spelling,
}

#[derive(Clone, Copy, ValueEnum)]
enum Spelling {
    /// criterion, points, when
    En,
    /// tiêu chí, điểm, khi
    Vi,
}

impl Fmt {
    pub(super) fn run(self, language: Language) -> u8 {
        let mut sources = Sources::default();
        let Some(id) = files::source(&mut sources, &self.ruleset, language) else { return USAGE };
        let keywords = match self.keywords {
            Spelling::En => Keywords::English,
            Spelling::Vi => Keywords::Vietnamese,
        };
        let analysis = analyze(&sources, id);
        // Mixed keywords are what this command mends; any other error may hide a keyword.
        let errors: Vec<_> =
            analysis.findings.into_iter().filter(|finding| finding.code != "TC0115").collect();
        let refused = errors.iter().any(|finding| finding.severity == tieuchi::Severity::Error);
        match translate(&sources.get(id).text, keywords) {
            Some(text) if !refused => {
                if files::print(&text).is_ok() {
                    DONE
                } else {
                    USAGE
                }
            }
            _ => {
                findings::to_stderr(&errors, &sources, language);
                REFUSED
            }
        }
    }
}
