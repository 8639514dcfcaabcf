//! `tieuchi explain`: the whole tree of reasons for one unit, or the page behind a code.

use super::{DONE, DecimalSign, SOME_REFUSED, USAGE, files, findings};
use clap::Args;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tieuchi::data::{Options, no_such_unit};
use tieuchi::diagnostic::catalogue::say;
use tieuchi::diagnostic::page::{is_like_a_code, near, page};
use tieuchi::value::Date;
use tieuchi::value::name::nearest;
use tieuchi::{Language, Row, Severity, Sources, read, score};

#[derive(Args)]
pub(super) struct Explain {
    /// The ruleset; or, alone, the code of a finding (`TC0703`), to read what it means
    #[arg(value_name = "RULESET|CODE")]
    subject: PathBuf,
    /// The table of facts with the unit
    #[arg(requires = "unit")]
    data: Option<PathBuf>,
    /// The unit
    #[arg(long, requires = "data")]
    unit: Option<String>,
    /// The period; all of the unit's periods where none is given
    #[arg(long, requires = "unit")]
    period: Option<String>,
    /// The decimal sign of the data; found out where none is given
    #[arg(long, value_enum, requires = "unit")]
    decimal: Option<DecimalSign>,
    /// Explain by what was in force on this day, whatever the period
    #[arg(long, value_name = "DATE", requires = "unit")]
    as_of: Option<Date>,
}

impl Explain {
    pub(super) fn run(self, language: Language) -> u8 {
        match (&self.data, &self.unit) {
            (Some(data), Some(unit)) => self.explained(data, unit, language),
            _ => finding(&self.subject.to_string_lossy(), language),
        }
    }

    fn explained(&self, data: &Path, unit: &str, language: Language) -> u8 {
        let mut sources = Sources::default();
        let plan = match files::ruleset(&mut sources, &self.subject, language) {
            Ok(plan) => plan,
            Err(code) => return code,
        };
        let (mut pages, mut findings, mut others) = (Vec::new(), Vec::new(), Vec::new());
        if let Err(code) = files::in_force(&plan, self.as_of, &self.subject, language) {
            return code;
        }
        let options = Options { decimal: self.decimal.map(Into::into), as_of: self.as_of };
        let (name, file, format) = match files::data(data, language) {
            Ok(opened) => opened,
            Err(finding) => {
                findings::to_stderr(&[finding], &sources, language);
                return USAGE;
            }
        };
        read(&plan, &name, file, format, options, &mut |row| {
            match row {
                Row::Record(record)
                    if self.is_meant(unit, &record.unit, record.period.map(|it| it.to_string())) =>
                {
                    match score(&plan, record) {
                        Ok(scored) => pages.push(scored.explain(&sources, language)),
                        Err(breaches) => findings.extend(breaches),
                    }
                }
                Row::Refused { unit: refused_unit, findings: refused }
                    if self.is_meant(unit, &refused_unit, None) =>
                {
                    findings.extend(refused)
                }
                // Enough names to find a slip among them.
                Row::Record(record) if others.len() < 10_000 => others.push(record.unit),
                Row::Finding(finding) if finding.severity == Severity::Error => findings.push(finding),
                _ => {}
            }
            ControlFlow::Continue(())
        });
        if pages.is_empty() && findings.is_empty() {
            let near = nearest(unit, others.iter().map(String::as_str));
            findings.push(no_such_unit(&name, unit, near));
            findings::to_stderr(&findings, &sources, language);
            return USAGE;
        }
        findings::to_stderr(&findings, &sources, language);
        if files::print(&pages.join("\n")).is_err() {
            return USAGE;
        }
        if findings.is_empty() { DONE } else { SOME_REFUSED }
    }

    /// Whether a row is asked for. A refused row has no period that could be trusted.
    fn is_meant(&self, wanted: &str, unit: &str, period: Option<String>) -> bool {
        unit == wanted && (self.period.is_none() || period.is_none() || self.period == period)
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
