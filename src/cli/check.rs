//! `tieuchi check`: all findings of rulesets.

use super::level::Levels;
use super::{DONE, REFUSED, USAGE, files, findings};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use tieuchi::diagnostic::catalogue::say;
use tieuchi::{Accepted, Analyzer, Diagnostic, Diagnostics, Language, Severity, Sources};

#[derive(Args)]
pub(super) struct Check {
    /// Rulesets
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Show what the rulesets accept too, each with its reason
    #[arg(long)]
    accepted: bool,
    #[command(flatten)]
    levels: Levels,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the words of the ruleset
    Text,
    /// An object with the lists `findings` and `accepted`
    Json,
}

/// What was found in all files.
struct Found {
    findings: Vec<Diagnostic>,
    accepted: BTreeSet<Accepted>,
    /// How many findings are left out.
    allowed: usize,
    files: usize,
}

impl Check {
    pub(super) fn run(self, language: Language) -> u8 {
        if let Some(wrong) = self.levels.wrong_use(language) {
            findings::say_to_stderr(&wrong);
            return USAGE;
        }
        let mut sources = Sources::default();
        let read: Vec<_> =
            self.files.iter().filter_map(|path| files::source(&mut sources, path, language)).collect();
        let (mut findings, mut accepted) = (Diagnostics::default(), BTreeSet::new());
        let mut analyzer = Analyzer::new(&sources);
        for id in &read {
            let analysis = analyzer.analyze(*id);
            findings.extend(analysis.findings);
            accepted.extend(analysis.accepted);
        }
        // What is found in a base shared by many is said once.
        findings.settle();
        let allowed = self.levels.apply(&mut findings);
        let findings = findings.into_iter().collect();
        let found = Found { findings, accepted, allowed, files: read.len() };
        let text = match self.format {
            Format::Text => found.text(self.accepted, &sources, language),
            Format::Json => found.json(&sources, language),
        };
        if files::print(&text).is_err() || read.len() < self.files.len() {
            return USAGE;
        }
        if found.count(Severity::Error) > 0 { REFUSED } else { DONE }
    }
}

impl Found {
    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    fn text(&self, with_accepted: bool, sources: &Sources, language: Language) -> String {
        let mut shown = Diagnostics::default();
        shown.extend(self.findings.iter().cloned());
        shown.extend(self.accepted.iter().filter(|_| with_accepted).map(Accepted::note));
        shown.settle();
        let shown: Vec<Diagnostic> = shown.into_iter().collect();
        let shown = findings::text(&shown, sources, language, io::stdout().is_terminal());
        let arguments = [
            ("files", self.files.into()),
            ("errors", self.count(Severity::Error).into()),
            ("warnings", self.count(Severity::Warning).into()),
            ("accepted", self.accepted.len().into()),
            ("allowed", self.allowed.into()),
        ];
        let summary = say(language, "check-summary", &arguments);
        // The gravest finding serves as the example, once for all.
        let first = self.findings.iter().min_by_key(|finding| finding.severity);
        let more = first.map(|finding| say(language, "check-more", &[("code", finding.code.into())]) + "\n");
        format!("{shown}{summary}\n{}", more.unwrap_or_default())
    }

    fn json(&self, sources: &Sources, language: Language) -> String {
        let findings: Vec<_> = self.findings.iter().map(|it| it.record(sources, language)).collect();
        let accepted: Vec<_> = self.accepted.iter().map(|it| it.record(sources, language)).collect();
        let json = serde_json::json!({
            "findings": findings, "accepted": accepted, "allowed": self.allowed,
        });
        serde_json::to_string_pretty(&json).unwrap_or_default() + "\n"
    }
}
