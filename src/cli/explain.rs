//! `tieuchi explain`: the whole tree of reasons for one unit.

use super::{DONE, DecimalSign, SOME_REFUSED, USAGE, files, findings};
use clap::Args;
use std::ops::ControlFlow;
use std::path::PathBuf;
use tieuchi::data::{Options, no_such_unit};
use tieuchi::value::Date;
use tieuchi::value::name::nearest;
use tieuchi::{Language, Row, Severity, Sources, read, score};

#[derive(Args)]
pub(super) struct Explain {
    /// The ruleset
    ruleset: PathBuf,
    /// The table of facts with the unit
    data: PathBuf,
    /// The unit
    #[arg(long)]
    unit: String,
    /// The period; all of the unit's periods where none is given
    #[arg(long)]
    period: Option<String>,
    /// The decimal sign of the data; found out where none is given
    #[arg(long, value_enum)]
    decimal: Option<DecimalSign>,
    /// Explain by what was in force on this day, whatever the period
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

impl Explain {
    pub(super) fn run(self, language: Language) -> u8 {
        let mut sources = Sources::default();
        let plan = match files::ruleset(&mut sources, &self.ruleset, language) {
            Ok(plan) => plan,
            Err(code) => return code,
        };
        let (mut pages, mut findings, mut others) = (Vec::new(), Vec::new(), Vec::new());
        if let Err(code) = files::in_force(&plan, self.as_of, &self.ruleset, language) {
            return code;
        }
        let options = Options { decimal: self.decimal.map(Into::into), as_of: self.as_of };
        let (name, file, format) = match files::data(&self.data, language) {
            Ok(opened) => opened,
            Err(finding) => {
                findings::to_stderr(&[finding], &sources, language);
                return USAGE;
            }
        };
        read(&plan, &name, file, format, options, &mut |row| {
            match row {
                Row::Record(record)
                    if self.is_meant(&record.unit, record.period.map(|it| it.to_string())) =>
                {
                    match score(&plan, record) {
                        Ok(scored) => pages.push(scored.explain(&sources, language)),
                        Err(breaches) => findings.extend(breaches),
                    }
                }
                Row::Refused { unit, findings: refused } if self.is_meant(&unit, None) => {
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
            let near = nearest(&self.unit, others.iter().map(String::as_str));
            findings.push(no_such_unit(&name, &self.unit, near));
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
    fn is_meant(&self, unit: &str, period: Option<String>) -> bool {
        unit == self.unit && (self.period.is_none() || period.is_none() || self.period == period)
    }
}
