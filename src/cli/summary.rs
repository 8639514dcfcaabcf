//! `tieuchi summary`: how many units came to what, by groups, and where points were lost.

use super::inputs::{Inputs, period};
use super::run::{Given, Job};
use super::{DONE, SOME_REFUSED, USAGE, files, findings};
use clap::{Args, ValueEnum};
use std::fs::File;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tieuchi::data::{Units, no_such_heading, unreadable_file};
use tieuchi::report;
use tieuchi::report::{Counted, Losses, UnitCount};
use tieuchi::value::{Period, name::nearest};
use tieuchi::{Diagnostic, Language, Plans, Severity, Sources};

#[derive(Args)]
pub(super) struct Summary {
    /// The ruleset
    ruleset: PathBuf,
    #[command(flatten)]
    inputs: Inputs,
    /// Group units by a column of their table: `parent`, `type`, `registered`, `pilot` or any other
    #[arg(long, value_name = "NAME", requires = "units")]
    by: Option<String>,
    /// Only this period
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    period: Option<Period>,
    /// How much each count has changed since: an earlier table of facts, or an earlier period of this run
    #[arg(long, value_name = "DATA|PERIOD")]
    earlier: Vec<PathBuf>,
    /// How the summary is written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Write the summary to a file
    #[arg(long, short)]
    output: Option<PathBuf>,
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

/// A summary, and that of earlier.
type Summaries<'a> = (report::Summary<'a>, Option<report::Summary<'a>>);

/// What all summaries of a run share.
struct Run<'a> {
    plans: &'a Plans,
    units: &'a Units,
    sources: &'a Sources,
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
        let mut found = Vec::new();
        let units = self.inputs.units(language, &mut |wrong| found.push(wrong));
        let (sources, plans) = (&sources, &plans);
        let mut run = Run { plans, units: &Units::default(), sources, language, code: DONE };
        run.found(&found);
        let Some((units, _)) = units else { return USAGE };
        let mut run = Run { units: &units, ..run };
        if let (Some(by), Some(path)) = (self.by.as_deref(), &self.inputs.units)
            && !units.has_column(by)
        {
            let name = path.display().to_string();
            run.show(&[no_such_heading(&name, by, nearest(by, units.headings()))]);
            return USAGE;
        }
        let losses = Losses::new(plans);
        let summaries = match self.counted(&mut run, &losses) {
            Ok(summaries) => summaries,
            Err(code) => return code,
        };
        match self.write(&summaries.0, summaries.1.as_ref(), language) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let name = self.output.as_deref().unwrap_or(Path::new("-")).display().to_string();
                run.show(&[unreadable_file(&name, &error.to_string())]);
                USAGE
            }
            _ => run.code,
        }
    }

    /// The summary, and that of earlier where it is asked for. The error is an exit code.
    fn counted<'a>(&'a self, run: &mut Run<'a>, losses: &'a Losses) -> Result<Summaries<'a>, u8> {
        let by = self.by.as_deref();
        let empty = || report::Summary::new(run.plans, losses, run.units, by, run.language);
        let (mut now, mut earlier) = (empty(), (!self.earlier.is_empty()).then(empty));
        let before = match self.earlier.as_slice() {
            [only] => Period::any(&only.to_string_lossy(), None),
            _ => None,
        };
        // Without a period of their own, the counts are those of all periods but the earlier one.
        let is_now = |period: Option<Period>| match self.period {
            Some(_) => period == self.period,
            None => before.is_none() || period != before,
        };
        run.count((self, losses), &self.inputs, &mut |unit, period| match unit {
            _ if is_now(period) => now.take(unit),
            _ if before.is_some() && period == before => earlier.iter_mut().for_each(|it| it.take(unit)),
            _ => {}
        })?;
        if let (Some(earlier), None) = (&mut earlier, before) {
            let inputs = Inputs { data: self.earlier.clone(), ..self.inputs.clone() };
            run.count((self, losses), &inputs, &mut |unit, _| earlier.take(unit))?;
        }
        now.end();
        earlier.iter_mut().for_each(report::Summary::end);
        Ok((now, earlier))
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

    /// Scores all files, and hands each unit on with its period. The error is an exit code.
    fn count(
        &mut self,
        (of, losses): (&Summary, &Losses),
        inputs: &Inputs,
        each: &mut dyn FnMut(Counted<'_>, Option<Period>),
    ) -> Result<(), u8> {
        let (sources, language) = (self.sources, self.language);
        let of_job = (self.plans, self.units, of.ruleset.as_path());
        let scored = inputs.with_job(of_job, (sources, language), |job| {
            Job { losses: Some(losses), ..job }.run(&mut |given| self.given(given, (of, losses), each))
        });
        scored.map(drop)
    }

    fn given(
        &mut self,
        given: Given<'_>,
        (of, losses): (&Summary, &Losses),
        each: &mut dyn FnMut(Counted<'_>, Option<Period>),
    ) -> ControlFlow<()> {
        match given {
            Given::Counted(unit, period) => each(Ok(&unit), period),
            Given::Unit(scored) => {
                let unit = UnitCount::new(&scored.speaker(self.language), losses);
                each(Ok(&unit), scored.record().period);
            }
            Given::Refused(unit, wrong) => {
                each(Err(&unit), of.period);
                self.found(&wrong);
            }
            // It is counted by the table of units.
            Given::Missing(..) => {}
            Given::Finding(wrong) => self.found(&[wrong]),
        }
        ControlFlow::Continue(())
    }
}
