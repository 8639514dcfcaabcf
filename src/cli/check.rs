//! `tieuchi check`: all findings of rulesets.

use super::{DONE, REFUSED, USAGE, files, findings};
use clap::{Args, ValueEnum};
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use tieuchi::diagnostic::catalogue::say;
use tieuchi::{Analyzer, Diagnostic, Diagnostics, Language, Severity, Sources};

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
        let read: Vec<_> =
            self.files.iter().filter_map(|path| files::source(&mut sources, path, language)).collect();
        let mut findings = Diagnostics::default();
        let mut analyzer = Analyzer::new(&sources);
        for id in &read {
            findings.extend(analyzer.analyze(*id).findings);
        }
        // What is found in a base shared by many is said once.
        findings.settle();
        let findings: Vec<Diagnostic> = findings.into_iter().collect();
        let text = match self.format {
            Format::Text => text(&findings, &sources, read.len(), language),
            Format::Json => json(&findings, &sources, language),
        };
        if files::print(&text).is_err() || read.len() < self.files.len() {
            return USAGE;
        }
        if findings.iter().any(|finding| finding.severity == Severity::Error) { REFUSED } else { DONE }
    }
}

fn text(findings: &[Diagnostic], sources: &Sources, files: usize, language: Language) -> String {
    let shown = findings::text(findings, sources, language, io::stdout().is_terminal());
    let count = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let arguments = [
        ("files", files.into()),
        ("errors", count(Severity::Error).into()),
        ("warnings", count(Severity::Warning).into()),
    ];
    let summary = say(language, "check-summary", &arguments);
    // The gravest finding serves as the example, once for all.
    let first = findings.iter().min_by_key(|finding| finding.severity);
    let more = first.map(|finding| say(language, "check-more", &[("code", finding.code.into())]) + "\n");
    format!("{shown}{summary}\n{}", more.unwrap_or_default())
}

fn json(findings: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let findings: Vec<_> = findings.iter().map(|finding| finding.record(sources, language)).collect();
    let text = serde_json::to_string_pretty(&serde_json::json!({ "findings": findings }));
    text.unwrap_or_default() + "\n"
}
