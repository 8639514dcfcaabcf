//! `tieuchi summary`: how many units came to what, by groups, and where points were lost.

use super::{DONE, DecimalSign, SOME_REFUSED, USAGE, files, findings};
use clap::{Args, ValueEnum};
use std::fs::File;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tieuchi::data::{Options, Repeats, Units, no_such_heading, unreadable_file};
use tieuchi::report;
use tieuchi::value::{Date, name::nearest};
use tieuchi::{Diagnostic, Language, Plans, Row, Severity, Sources, read, score};

#[derive(Args)]
pub(super) struct Summary {
    /// The ruleset
    ruleset: PathBuf,
    /// Tables of facts: .csv, .json or .jsonl
    #[arg(required = true)]
    data: Vec<PathBuf>,
    /// The table of units
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,
    /// Group units by a column of their table: `parent`, `type`, `registered`, `pilot` or any other
    #[arg(long, value_name = "NAME", requires = "units")]
    by: Option<String>,
    /// An earlier table of facts: how much each count has changed since
    #[arg(long, value_name = "DATA")]
    earlier: Vec<PathBuf>,
    /// How the summary is written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Write the summary to a file
    #[arg(long, short)]
    output: Option<PathBuf>,
    /// The decimal sign of the data; found out where none is given
    #[arg(long, value_enum)]
    decimal: Option<DecimalSign>,
    /// Score by what was in force on this day, whatever the periods
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables
    Text,
    /// One object with all counts, and all criteria
    Json,
    /// A line for each group, a column for each count and criterion
    Csv,
}

/// What all files of a run share.
struct Run<'a> {
    plans: &'a Plans,
    sources: &'a Sources,
    options: Options,
    language: Language,
    code: u8,
}

impl Summary {
    pub(super) fn run(self, language: Language) -> u8 {
        let mut sources = Sources::default();
        let plans = match files::ruleset(&mut sources, &self.ruleset, language) {
            Ok(plans) => plans,
            Err(code) => return code,
        };
        if let Err(code) = files::in_force(&plans, self.as_of, &self.ruleset, language) {
            return code;
        }
        let options = Options { decimal: self.decimal.map(Into::into), as_of: self.as_of };
        let mut run = Run { plans: &plans, sources: &sources, options, language, code: DONE };
        let Some(units) = self.units(&mut run) else { return USAGE };
        let counted = |files: &[PathBuf], run: &mut Run<'_>| {
            let mut summary = report::Summary::new(&plans, &units, self.by.as_deref(), language);
            let mut repeats = Repeats::default();
            files.iter().for_each(|path| run.file(path, &mut summary, &mut repeats));
            summary.end();
            summary
        };
        let summary = counted(&self.data, &mut run);
        let earlier = (!self.earlier.is_empty()).then(|| counted(&self.earlier, &mut run));
        match self.write(&summary, earlier.as_ref(), language) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let name = self.output.as_deref().unwrap_or(Path::new("-")).display().to_string();
                run.show(&[unreadable_file(&name, &error.to_string())]);
                USAGE
            }
            _ => run.code,
        }
    }

    /// The table of units, where there is one; none where the run cannot go on.
    fn units(&self, run: &mut Run<'_>) -> Option<Units> {
        let Some(path) = &self.units else { return Some(Units::default()) };
        let (name, file, format) =
            files::data(path, run.language).map_err(|wrong| run.show(&[wrong])).ok()?;
        let mut found = Vec::new();
        let units = Units::read(&name, file, format, &mut |wrong| found.push(wrong));
        run.found(&found);
        // Without any unit, all counts by them would only be empty.
        if units.is_empty() && run.code != DONE {
            return None;
        }
        if let Some(by) = self.by.as_deref().filter(|by| !units.has_column(by)) {
            run.show(&[no_such_heading(&name, by, nearest(by, units.headings()))]);
            return None;
        }
        Some(units)
    }

    fn write(
        &self,
        summary: &report::Summary<'_>,
        earlier: Option<&report::Summary<'_>>,
        language: Language,
    ) -> io::Result<()> {
        let mut text = Vec::new();
        match self.format {
            Format::Text => {
                let width = u16::try_from(findings::width()).unwrap_or(100);
                text.extend(summary.text(earlier, language, width).into_bytes());
            }
            Format::Json => {
                serde_json::to_writer_pretty(&mut text, &summary.json(earlier))?;
                text.push(b'\n');
            }
            Format::Csv => {
                // Without this mark Excel does not take a file for UTF-8, and breaks every Vietnamese word.
                text.extend("\u{feff}".bytes().filter(|_| self.output.is_some()));
                summary.csv(earlier, &mut text)?;
            }
        }
        match &self.output {
            Some(path) => File::create(path)?.write_all(&text),
            None => io::stdout().lock().write_all(&text),
        }
    }
}

impl Run<'_> {
    fn show(&self, found: &[Diagnostic]) {
        findings::to_stderr(found, self.sources, self.language);
    }

    /// Shows what was found; after an error, something is left out.
    fn found(&mut self, found: &[Diagnostic]) {
        if found.iter().any(|it| it.severity == Severity::Error) {
            self.code = SOME_REFUSED;
        }
        self.show(found);
    }

    fn file(&mut self, path: &Path, summary: &mut report::Summary<'_>, repeats: &mut Repeats) {
        let (name, file, format) = match files::data(path, self.language) {
            Ok(opened) => opened,
            Err(wrong) => return self.found(&[wrong]),
        };
        let plans = self.plans;
        read(plans, &name, file, format, self.options, &mut |row| {
            self.row(row, summary, repeats);
            ControlFlow::Continue(())
        });
    }

    fn row(&mut self, row: Row, summary: &mut report::Summary<'_>, repeats: &mut Repeats) {
        let (unit, wrong) = match row {
            Row::Finding(wrong) => return self.found(&[wrong]),
            Row::Refused { unit, findings } => (unit, findings),
            Row::Record(record) => {
                let unit = record.unit.clone();
                match repeats.check(&record) {
                    Some(repeated) => (unit, vec![repeated]),
                    None => match score(self.plans, record) {
                        Ok(scored) => return summary.add(&scored.report(self.language)),
                        Err(breaches) => (unit, breaches),
                    },
                }
            }
        };
        summary.refuse(&unit);
        self.found(&wrong);
    }
}
