//! The files of a run, as commands take them.

use super::run::{DATA, Job, RESULTS, Sink, UNITS, WITH};
use super::{DecimalSign, USAGE, files, findings};
use clap::Args;
use std::path::{Path, PathBuf};
use tieuchi::data::{Options, Units};
use tieuchi::report::{Fingerprint, Input};
use tieuchi::value::{Date, Period};
use tieuchi::{Diagnostic, Language, Plans, Severity, Sources};

/// Where the data of a run stands, and how it is read.
#[derive(Args, Clone, Debug)]
pub(super) struct Inputs {
    /// Tables of facts: .csv, .json, .jsonl, or .parquet in a command that was built for it; none is needed for a
    /// ruleset that only reads others
    pub(super) data: Vec<PathBuf>,
    /// The table of units
    #[arg(long, value_name = "FILE")]
    pub(super) units: Option<PathBuf>,
    /// Data for a ruleset or list that is read, by its name; may be given several times
    #[arg(long, value_name = "NAME=FILE", value_parser = with)]
    pub(super) with: Vec<(String, PathBuf)>,
    /// Results of earlier periods, as `--format json` or `--record` wrote them, for `last 5 years` and `previous`
    #[arg(long, value_name = "FILE")]
    pub(super) results: Vec<PathBuf>,
    /// Periods behind this one are still to come: what they bring is not known
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub(super) until: Option<Period>,
    /// The decimal sign of the data; found out where none is given
    #[arg(long, value_enum)]
    pub(super) decimal: Option<DecimalSign>,
    /// Score by what was in force on this day, whatever the periods
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
    /// Whether the fingerprints of the files are asked for
    #[arg(skip)]
    pub(super) is_recorded: bool,
}

fn with(text: &str) -> Result<(String, PathBuf), String> {
    let (name, file) = text.split_once('=').ok_or("NAME=FILE")?;
    Ok((name.trim().to_owned(), file.into()))
}

pub(super) fn period(text: &str) -> Result<Period, String> {
    Period::any(text, None).ok_or_else(|| "2025-11, 2025-Q4, 2025".to_owned())
}

impl Inputs {
    /// The files, by what they are for.
    pub(super) fn list(&self) -> Vec<Input> {
        let input = |role: String, path: &Path| Input { role, name: files::name(path) };
        let units = self.units.iter().map(|path| input(UNITS.to_owned(), path));
        let with = self.with.iter().map(|(name, path)| input(format!("{WITH}{name}"), path));
        let results = self.results.iter().map(|path| input(RESULTS.to_owned(), path));
        let data = self.data.iter().map(|path| input(DATA.to_owned(), path));
        units.chain(with).chain(results).chain(data).collect()
    }

    /// Whether there is nothing but tables of facts.
    pub(super) fn is_data_only(&self) -> bool {
        self.units.is_none() && self.with.is_empty() && self.results.is_empty()
    }

    /// How data is read.
    pub(super) fn options(&self) -> Options {
        Options { decimal: self.decimal.map(Into::into), as_of: self.as_of }
    }

    /// Reads the table of units, where there is one; none where the run cannot go on.
    pub(super) fn units(
        &self,
        language: Language,
        each: &mut dyn FnMut(Diagnostic),
    ) -> Option<(Units, Option<Fingerprint>)> {
        super::run::units(&self.list(), None, language, each)
    }

    /// Scores all that the files hold; gives their fingerprints, where they are asked for. The error is an exit code.
    pub(super) fn score<'a>(
        &self,
        of: (&'a Plans, &'a Units, &Path),
        (sources, language): (&Sources, Language),
        each: &mut Sink<'_, 'a>,
    ) -> Result<Vec<Fingerprint>, u8> {
        self.with_job(of, (sources, language), |job| job.run(each))
    }

    /// Checks that the files are those that the ruleset needs, and hands on what is to be done. The error is an exit
    /// code.
    pub(super) fn with_job<'a, T>(
        &self,
        (plans, units, ruleset): (&'a Plans, &'a Units, &Path),
        (sources, language): (&Sources, Language),
        run: impl FnOnce(Job<'a, '_>) -> T,
    ) -> Result<T, u8> {
        files::in_force(plans, self.as_of, ruleset, language)?;
        let (inputs, ruleset) = (self.list(), files::name(ruleset));
        let (options, until) = (self.options(), self.until);
        let (inputs, ruleset, is_recorded) = (&inputs, ruleset.as_str(), self.is_recorded);
        let job = Job {
            plans,
            ruleset,
            units,
            inputs,
            folder: None,
            options,
            until,
            language,
            is_recorded,
            losses: None,
        };
        let wrong = job.misused();
        findings::to_stderr(&wrong, sources, language);
        if wrong.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(USAGE);
        }
        Ok(run(job))
    }
}
