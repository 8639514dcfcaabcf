//! `tieuchi eval`: scores every row of the data.

use super::{DONE, DecimalSign, SOME_REFUSED, USAGE, files, findings};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tieuchi::data::{Options, Repeats, not_compared, unreadable_file};
use tieuchi::report::{CsvWriter, Table, Tally};
use tieuchi::value::Date;
use tieuchi::{Diagnostic, Language, Plans, Record, Row, Severity, Sources, UnitReport, read, score};

#[derive(Args)]
pub(super) struct Eval {
    /// The ruleset
    ruleset: PathBuf,
    /// Tables of facts: .csv, .json or .jsonl
    #[arg(required = true)]
    data: Vec<PathBuf>,
    /// How results are written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Write results to a file
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
    /// A table, and counts
    Text,
    /// One JSON object on each line
    Json,
    /// A line for each unit, a column for each criterion
    Csv,
}

/// Where results go, in one of the formats.
enum Writer<'a> {
    Text(Box<Table<'a>>, Box<dyn Write + 'a>),
    Json(Box<dyn Write + 'a>),
    Csv(Box<CsvWriter<Box<dyn Write + 'a>>>),
}

impl Writer<'_> {
    fn add(&mut self, unit: &UnitReport) -> io::Result<()> {
        match self {
            Writer::Text(table, out) => match table.add(unit) {
                Some(page) => out.write_all(page.as_bytes()),
                None => Ok(()),
            },
            Writer::Json(out) => {
                serde_json::to_writer(&mut *out, unit)?;
                out.write_all(b"\n")
            }
            Writer::Csv(out) => out.add(unit).map_err(io::Error::other),
        }
    }

    fn end(&mut self, tally: &Tally, language: Language) -> io::Result<()> {
        match self {
            Writer::Text(table, out) => {
                out.write_all(table.page().as_bytes())?;
                out.write_all(tally.text(language).as_bytes())?;
                out.flush()
            }
            Writer::Json(out) => out.flush(),
            Writer::Csv(out) => out.flush(),
        }
    }
}

/// One run over all files of data.
struct Run<'a> {
    plans: &'a Plans,
    sources: &'a Sources,
    language: Language,
    writer: Writer<'a>,
    tally: Tally,
    repeats: Repeats,
    /// A file as a whole could not be read.
    unread: bool,
    /// Writing failed, and why.
    failed: Option<io::Error>,
}

impl Eval {
    pub(super) fn run(self, language: Language) -> u8 {
        let mut sources = Sources::default();
        let plans = match files::ruleset(&mut sources, &self.ruleset, language) {
            Ok(plans) => plans,
            Err(code) => return code,
        };
        if let Err(code) = files::in_force(&plans, self.as_of, &self.ruleset, language) {
            return code;
        }
        let writer = match self.writer(&plans, language) {
            Ok(writer) => writer,
            Err(error) => {
                let name = self.output.as_deref().unwrap_or(Path::new("-")).display().to_string();
                findings::to_stderr(&[unreadable_file(&name, &error.to_string())], &sources, language);
                return USAGE;
            }
        };
        let tally = Tally::new(&plans);
        let mut run = Run {
            plans: &plans,
            sources: &sources,
            language,
            writer,
            tally,
            repeats: Repeats::default(),
            unread: false,
            failed: None,
        };
        let options = Options { decimal: self.decimal.map(Into::into), as_of: self.as_of };
        for path in &self.data {
            run.file(path, options);
        }
        run.end(self.format)
    }

    fn writer<'a>(&self, plans: &'a Plans, language: Language) -> io::Result<Writer<'a>> {
        let mut out: Box<dyn Write> = match &self.output {
            Some(path) => Box::new(BufWriter::new(File::create(path)?)),
            None => Box::new(BufWriter::new(io::stdout())),
        };
        // Without this mark Excel does not take a file for UTF-8, and breaks every Vietnamese word.
        if self.format == Format::Csv && self.output.is_some() {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let width = u16::try_from(findings::width()).unwrap_or(100);
        Ok(match self.format {
            Format::Text => Writer::Text(Box::new(Table::new(plans, language, width)), out),
            Format::Json => Writer::Json(out),
            Format::Csv => Writer::Csv(Box::new(CsvWriter::new(plans, out).map_err(io::Error::other)?)),
        })
    }
}

impl Run<'_> {
    fn file(&mut self, path: &Path, options: Options) {
        let (name, file, format) = match files::data(path, self.language) {
            Ok(opened) => opened,
            Err(finding) => {
                self.unread = true;
                return self.show(&[finding]);
            }
        };
        let bar = progress(file.metadata().map_or(0, |data| data.len()));
        let plans = self.plans;
        let input = bar.wrap_read(file);
        read(plans, &name, input, format, options, &mut |row| {
            bar.suspend(|| self.row(row));
            if self.failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        bar.finish_and_clear();
        if self.repeats.is_full() {
            self.show(&[not_compared(&name)]);
        }
    }

    fn show(&self, findings: &[Diagnostic]) {
        findings::to_stderr(findings, self.sources, self.language);
    }

    fn row(&mut self, row: Row) {
        match row {
            Row::Record(record) => self.record(record),
            Row::Refused { findings, .. } => self.refused(&findings),
            Row::Finding(finding) => {
                self.unread |= finding.severity == Severity::Error;
                self.show(&[finding]);
            }
        }
    }

    fn record(&mut self, record: Record) {
        if let Some(repeated) = self.repeats.check(&record) {
            return self.refused(&[repeated]);
        }
        let scored = match score(self.plans, record) {
            Ok(scored) => scored,
            Err(breaches) => return self.refused(&breaches),
        };
        let report = scored.report(self.language);
        self.show(&scored.faults(self.language));
        self.tally.add(&report);
        if let Err(error) = self.writer.add(&report) {
            self.failed = Some(error);
        }
    }

    fn refused(&mut self, findings: &[Diagnostic]) {
        self.tally.refused += 1;
        self.show(findings);
    }

    fn end(mut self, format: Format) -> u8 {
        if self.failed.is_none() {
            self.failed = self.writer.end(&self.tally, self.language).err();
        }
        // The other formats hold results only; what was refused is counted beside them.
        if format != Format::Text && (self.tally.refused > 0 || io::stderr().is_terminal()) {
            let _ = io::stderr().lock().write_all(self.tally.text(self.language).as_bytes());
        }
        match &self.failed {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.show(&[unreadable_file("-", &error.to_string())]);
                USAGE
            }
            _ if self.tally.refused > 0 || self.unread => SOME_REFUSED,
            _ => DONE,
        }
    }
}

/// A bar over the bytes of a file, shown on a terminal when it takes long.
fn progress(bytes: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr_with_hz(4));
    if bytes < 4 << 20 {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent:>3}% {eta:>5}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
