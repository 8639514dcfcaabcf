//! How much findings matter in a run of `check`: `--deny` and `--allow`.

use clap::Args;
use std::collections::BTreeSet;
use tieuchi::check::is_advice;
use tieuchi::diagnostic::catalogue::{codes, say};
use tieuchi::value::name;
use tieuchi::{Diagnostics, Language, Severity};

#[derive(Args)]
pub(super) struct Levels {
    /// Findings that count as errors: codes, `warnings` or `notes`, separated by commas
    #[arg(long, value_name = "CODE|warnings|notes", value_delimiter = ',')]
    deny: Vec<String>,
    /// Codes of warnings and notes that are left out and only counted, separated by commas
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    allow: Vec<String>,
}

impl Levels {
    /// What is wrong with the codes, in words.
    pub(super) fn wrong_use(&self, language: Language) -> Option<String> {
        let denied = self.deny.iter().filter(|word| level(word).is_none());
        for code in denied.chain(&self.allow) {
            if codes().any(|known| known == code) {
                continue;
            }
            let near = name::nearest(code, codes().chain(["warnings", "notes"]));
            let code = ("code", code.as_str().into());
            return Some(match near {
                Some(near) => say(language, "check-misspelt-code", &[code, ("suggestion", near.into())]),
                None => say(language, "check-unknown-code", &[code]),
            });
        }
        let code = |code: &String| [("code", code.as_str().into())];
        if let Some(both) = self.allow.iter().find(|code| self.deny.contains(code)) {
            return Some(say(language, "check-denied-and-allowed", &code(both)));
        }
        let error = self.allow.iter().find(|code| !is_advice(code));
        error.map(|error| say(language, "check-error-allowed", &code(error)))
    }

    /// Leaves out what is allowed and makes errors of what is denied; how many are left out.
    pub(super) fn apply(&self, findings: &mut Diagnostics) -> usize {
        let allowed: BTreeSet<&str> = self.allow.iter().map(String::as_str).collect();
        let count = findings.len();
        findings.retain(|it| it.severity == Severity::Error || !allowed.contains(it.code));
        let denied: BTreeSet<&str> = self.deny.iter().map(String::as_str).collect();
        let levels: BTreeSet<Severity> = self.deny.iter().filter_map(|word| level(word)).collect();
        let left_out = count - findings.len();
        findings.change(|it| {
            if denied.contains(it.code) || levels.contains(&it.severity) {
                it.severity = Severity::Error;
            }
        });
        left_out
    }
}

/// The level that a word names.
fn level(word: &str) -> Option<Severity> {
    match word {
        "warnings" => Some(Severity::Warning),
        "notes" => Some(Severity::Note),
        _ => None,
    }
}
