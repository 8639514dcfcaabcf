//! `tieuchi check`: all findings of rulesets.

use super::{DONE, REFUSED, USAGE, files, show};
use clap::{Args, ValueEnum};
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use tieuchi::diagnostic::catalogue::say;
use tieuchi::{Diagnostic, Language, Severity, Sources, analyze};

#[derive(Args)]
pub(super) struct Check {
    /// Rulesets
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the words of the ruleset
    Text,
    /// An object with a list `findings`
    Json,
}

impl Check {
    pub(super) fn run(self, language: Language) -> u8 {
        let mut sources = Sources::default();
        let (mut findings, mut read) = (Vec::new(), 0);
        for path in &self.files {
            if let Some(id) = files::source(&mut sources, path, language) {
                findings.extend(analyze(&sources, id).findings);
                read += 1;
            }
        }
        let text = match self.format {
            Format::Text => text(&findings, &sources, read, language),
            Format::Json => json(&findings, &sources, language),
        };
        if files::print(&text).is_err() || read < self.files.len() {
            return USAGE;
        }
        if findings.iter().any(|finding| finding.severity == Severity::Error) { REFUSED } else { DONE }
    }
}

fn text(findings: &[Diagnostic], sources: &Sources, files: usize, language: Language) -> String {
    let shown = show::text(findings, sources, language, io::stdout().is_terminal());
    let count = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let arguments = [
        ("files", files.into()),
        ("errors", count(Severity::Error).into()),
        ("warnings", count(Severity::Warning).into()),
    ];
    format!("{shown}{}\n", say(language, "check-summary", &arguments))
}

fn json(findings: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let findings: Vec<_> = findings.iter().map(|finding| finding.record(sources, language)).collect();
    let text = serde_json::to_string_pretty(&serde_json::json!({ "findings": findings }));
    text.unwrap_or_default() + "\n"
}
