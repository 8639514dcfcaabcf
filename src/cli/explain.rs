//! `tieuchi explain`: the whole tree of reasons for one unit, or the page behind a code.

use super::compare;
use super::inputs::Inputs;
use super::unit::Asked;
use super::{DONE, USAGE, files, findings};
use clap::Args;
use std::path::PathBuf;
use tieuchi::diagnostic::catalogue::say;
use tieuchi::diagnostic::page::{is_like_a_code, near, page};
use tieuchi::report::Comparisons;
use tieuchi::{Language, Sources};

#[derive(Args)]
pub(super) struct Explain {
    /// The ruleset; or, alone, the code of a finding (`TC0703`), to read what it means
    #[arg(value_name = "RULESET|CODE")]
    subject: PathBuf,
    #[command(flatten)]
    inputs: Inputs,
    /// The unit
    #[arg(long)]
    unit: Option<String>,
    /// The period; all of the unit's periods where none is given
    #[arg(long, requires = "unit")]
    period: Option<String>,
}

impl Explain {
    pub(super) fn run(self, language: Language) -> u8 {
        match &self.unit {
            Some(unit) => self.explained(unit, language),
            _ => finding(&self.subject.to_string_lossy(), language),
        }
    }

    fn explained(&self, unit: &str, language: Language) -> u8 {
        let mut sources = Sources::default();
        let plans = match files::ruleset(&mut sources, &self.subject, language) {
            Ok(plans) => plans,
            Err(code) => return code,
        };
        let asked =
            Asked { ruleset: &self.subject, inputs: &self.inputs, unit, period: self.period.as_deref() };
        asked.say(&plans, (&sources, language), &mut |scored| {
            let mut comparisons = Comparisons::new(&plans);
            let mut pages: Vec<String> = Vec::new();
            for scored in scored {
                pages.push(scored.explain(&sources, language));
                comparisons.add(&scored.speaker(language), scored.report(language));
            }
            if compare::is_possible(&plans) && !pages.is_empty() {
                pages.push(compare::page(comparisons, &plans, language));
            }
            Ok(pages.join("\n"))
        })
    }
}

/// Prints the page of a code.
fn finding(code: &str, language: Language) -> u8 {
    if let Some(page) = page(language, &code.to_ascii_uppercase()) {
        return if files::print(&page.plain(findings::width())).is_err() { USAGE } else { DONE };
    }
    let id = if is_like_a_code(code) { "explain-no-code" } else { "explain-what" };
    let near: Vec<String> = near(code).into_iter().map(|code| format!("`{code}`")).collect();
    let arguments = [("text", code.into()), ("codes", near.join(", ").into())];
    findings::line_to_stderr(&say(language, id, &arguments));
    USAGE
}
