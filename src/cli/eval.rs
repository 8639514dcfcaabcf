//! `tieuchi eval`: scores every row of the data.

use super::bulk::{Bulk, Came};
use super::compare::{self, Comparing};
use super::inputs::Inputs;
use super::run::Given;
use super::{DONE, Format, SOME_REFUSED, USAGE, files, findings};
use clap::{Args, ValueEnum};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use tieuchi::assessment::reads_others;
use tieuchi::bulk::{Line, Page, ResultForm, ResultRows};
use tieuchi::data::{Repeats, not_compared, unreadable_file, without_row};
use tieuchi::diagnostic::catalogue::{say, word};
#[cfg(feature = "parquet")]
use tieuchi::report::ParquetWriter;
use tieuchi::report::{
    CsvWriter, Fingerprint, Head, RecordWriter, ResultLayout, Speaker, Table, Tallied, Tally,
};
use tieuchi::{Diagnostic, Language, Plans, Row, Scored, Severity, Sources, UnitReport};

#[derive(Args)]
pub(super) struct Eval {
    /// The ruleset
    ruleset: PathBuf,
    #[command(flatten)]
    inputs: Inputs,
    /// How results are written
    #[arg(long, value_enum, default_value = "text")]
    format: Results,
    /// Write results to a file
    #[arg(long, short)]
    output: Option<PathBuf>,
    /// Write where those who score the same unit (`scored by`) differ
    #[arg(long)]
    compare: bool,
    /// How many threads score rows that need nothing but themselves; as many as there are processors where none is
    /// given. Results are the same
    #[arg(long, value_name = "NUMBER")]
    threads: Option<usize>,
    /// Write what was read, by fingerprint, and all results to a file that `verify` holds against them later
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

/// How results are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Results {
    /// A table, and counts
    Text,
    /// One JSON object on each line
    Json,
    /// A line for each unit, a column for each criterion
    Csv,
    /// The columns of the CSV with types, where this command was built with Parquet
    Parquet,
}

/// Where results go.
type Out<'a> = Box<dyn Write + Send + 'a>;

/// Where results go, in one of the formats.
enum Writer<'a> {
    Text(Box<Table<'a>>, Out<'a>),
    Json(Out<'a>),
    Csv(Box<CsvWriter<Out<'a>>>),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetWriter<Out<'a>>>),
    Compare(Box<Comparing<'a>>),
}

impl Writer<'_> {
    fn add(&mut self, speaker: &Speaker<'_>, unit: &UnitReport) -> io::Result<()> {
        match self {
            Writer::Compare(comparing) => {
                comparing.add(speaker, unit.clone());
                Ok(())
            }
            Writer::Text(table, out) => match table.add(unit) {
                Some(page) => out.write_all(page.as_bytes()),
                None => Ok(()),
            },
            Writer::Json(out) => {
                serde_json::to_writer(&mut *out, unit)?;
                out.write_all(b"\n")
            }
            Writer::Csv(out) => out.add(unit),
            #[cfg(feature = "parquet")]
            Writer::Parquet(out) => out.add(unit),
        }
    }

    /// Writes some of the rows that are ready.
    fn rows(&mut self, rows: &ResultRows, range: Range<usize>) -> io::Result<()> {
        match (self, rows) {
            (Writer::Csv(out), ResultRows::Csv(rows)) => out.lines(&rows.bytes[range]),
            #[cfg(feature = "parquet")]
            (Writer::Parquet(out), ResultRows::Parquet(rows)) => out.rows(rows, range),
            _ => Ok(()),
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
            #[cfg(feature = "parquet")]
            Writer::Parquet(out) => out.end(),
            Writer::Compare(comparing) => comparing.end(),
        }
    }
}

/// What is done with all that a run comes to.
struct Run<'a> {
    sources: &'a Sources,
    language: Language,
    writer: Writer<'a>,
    record: Option<RecordWriter<BufWriter<File>>>,
    tally: Tally,
    /// The table of units, as its findings call it.
    table: String,
    /// Something was left out that is no row of the ruleset itself.
    is_partial: bool,
    /// Writing failed, and why.
    failed: Option<io::Error>,
}

impl Eval {
    pub(super) fn run(mut self, language: Language) -> u8 {
        self.inputs.is_recorded = self.record.is_some();
        if let Err(code) = self.can_be_written(language).and_then(|()| self.writes_over_nothing(language)) {
            return code;
        }
        let (mut sources, mut prints) = (Sources::default(), Vec::new());
        let ruleset = files::name(&self.ruleset);
        let plans = match files::ruleset_in(&mut sources, None, &ruleset, &mut prints, language) {
            Ok(plans) => plans,
            Err(code) => return code,
        };
        if self.compare && !compare::is_possible(&plans) {
            findings::line_to_stderr(&word(language, "compare-nobody"));
            return USAGE;
        }
        let (inputs, until) = (self.inputs.list(), self.inputs.until);
        let head = Head::new(&ruleset, language, (self.inputs.options(), until), inputs.clone());
        let record = match self.recording(&head) {
            Ok(record) => record,
            Err(error) => return unwritable(self.record.as_deref(), &error, language),
        };
        let writer = match self.writer(&plans, language) {
            Ok(writer) => writer,
            Err(error) => return unwritable(self.output.as_deref(), &error, language),
        };
        let (tally, layout) = (Tally::new(&plans), ResultLayout::new(&plans));
        let table = self.inputs.units.as_ref().map_or(String::new(), |path| path.display().to_string());
        let mut run = Run {
            sources: &sources,
            language,
            writer,
            record,
            tally,
            table,
            is_partial: false,
            failed: None,
        };
        let Some((units, print)) = self.inputs.units(language, &mut |finding| run.finding(&finding)) else {
            return USAGE;
        };
        prints.extend(print);
        if let Some(form) = self.bulk_form(&plans) {
            let threads =
                self.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
            let of = (&plans, &units, self.ruleset.as_path());
            let done = self.inputs.with_job(of, (&sources, language), |job| {
                run.bulk(Bulk { job, layout: &layout, form, threads });
            });
            return done.map_or_else(|code| code, |()| run.end(self.format, prints));
        }
        let scored = self.inputs.score((&plans, &units, &self.ruleset), (&sources, language), &mut |given| {
            run.given(given);
            if run.failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        match scored {
            Ok(files) => {
                prints.extend(files);
                run.end(self.format, prints)
            }
            Err(code) => code,
        }
    }

    /// As what rows are written together, where they need nothing but themselves, and nothing else is asked of them.
    fn bulk_form(&self, plans: &Plans) -> Option<ResultForm> {
        let form = match self.format {
            Results::Csv => ResultForm::Csv,
            #[cfg(feature = "parquet")]
            Results::Parquet => ResultForm::Parquet,
            _ => return None,
        };
        let is_plain = !self.compare && self.record.is_none();
        (is_plain && self.inputs.is_data_only() && !reads_others(plans)).then_some(form)
    }

    /// Whether results can be written in the format that is asked for, to where they go; the error is an exit code.
    fn can_be_written(&self, language: Language) -> Result<(), u8> {
        let wrong = match self.format {
            Results::Text | Results::Json | Results::Csv => return Ok(()),
            Results::Parquet if !cfg!(feature = "parquet") => "eval-no-parquet",
            Results::Parquet if self.compare => "eval-no-comparison",
            Results::Parquet if self.output.is_none() && io::stdout().is_terminal() => "eval-binary",
            Results::Parquet => return Ok(()),
        };
        findings::line_to_stderr(&word(language, wrong));
        Err(USAGE)
    }

    /// Whether what is read stays as it is; the error is an exit code.
    fn writes_over_nothing(&self, language: Language) -> Result<(), u8> {
        let with = self.inputs.with.iter().map(|(_, path)| path);
        let given = self.inputs.data.iter().chain(&self.inputs.units).chain(&self.inputs.results);
        let read = given.chain(with).chain([&self.ruleset]);
        let read: Vec<&Path> = read.map(PathBuf::as_path).collect();
        let mut written = self.output.iter().chain(&self.record);
        let Some(path) = written.find(|path| files::is_one_of(path, &read)) else { return Ok(()) };
        let name = path.display().to_string();
        findings::line_to_stderr(&say(language, "eval-writes-over", &[("name", name.into())]));
        Err(USAGE)
    }

    fn recording(&self, head: &Head) -> io::Result<Option<RecordWriter<BufWriter<File>>>> {
        let Some(path) = &self.record else { return Ok(None) };
        RecordWriter::new(BufWriter::new(File::create(path)?), head).map(Some)
    }

    fn writer<'a>(&self, plans: &'a Plans, language: Language) -> io::Result<Writer<'a>> {
        let mut out: Out<'a> = match &self.output {
            Some(path) => Box::new(BufWriter::new(File::create(path)?)),
            None => Box::new(BufWriter::new(io::stdout())),
        };
        // Without this mark Excel does not take a file for UTF-8, and breaks every Vietnamese word.
        if self.format == Results::Csv && self.output.is_some() {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let width = u16::try_from(findings::width()).unwrap_or(100);
        let compare = |format, out| Writer::Compare(Box::new(Comparing::new(plans, format, language, out)));
        Ok(match self.format {
            Results::Text if self.compare => compare(Format::Text, out),
            Results::Text => Writer::Text(Box::new(Table::new(plans, language, width)), out),
            Results::Json if self.compare => compare(Format::Json, out),
            Results::Json => Writer::Json(out),
            Results::Csv if self.compare => compare(Format::Csv, out),
            Results::Csv => Writer::Csv(Box::new(CsvWriter::new(plans, out)?)),
            #[cfg(feature = "parquet")]
            Results::Parquet => Writer::Parquet(Box::new(ParquetWriter::new(plans, out)?)),
            // It was said before that this cannot be written.
            #[cfg(not(feature = "parquet"))]
            Results::Parquet => Writer::Json(out),
        })
    }
}

/// Says which file cannot be written.
fn unwritable(path: Option<&Path>, error: &io::Error, language: Language) -> u8 {
    let name = path.unwrap_or(Path::new("-")).display().to_string();
    let finding = unreadable_file(&name, &error.to_string());
    findings::to_stderr(&[finding], &Sources::default(), language);
    USAGE
}

impl Run<'_> {
    fn show(&self, findings: &[Diagnostic]) {
        findings::to_stderr(findings, self.sources, self.language);
    }

    fn finding(&mut self, finding: &Diagnostic) {
        self.is_partial |= finding.severity == Severity::Error;
        self.show(std::slice::from_ref(finding));
    }

    fn given(&mut self, given: Given<'_>) {
        match given {
            Given::Unit(scored) => self.scored(&scored),
            Given::Refused(_, findings) => self.refused(&findings),
            // Nothing is only counted here.
            Given::Counted(..) => {}
            Given::Missing(unit, period) => self.finding(&without_row(&self.table, &unit, period)),
            Given::Finding(finding) => self.finding(&finding),
        }
    }

    /// All files, in columns.
    fn bulk(&mut self, bulk: Bulk<'_, '_>) {
        let mut repeats = Repeats::default();
        for input in bulk.job.inputs {
            let file: Arc<str> = input.name.as_str().into();
            let read = bulk.file(input, &mut |came| {
                match came {
                    Came::Row(row) => self.row(&row),
                    Came::Page(page) => self.page(page, &file, &mut repeats),
                }
                if self.failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            if let Err(finding) = read {
                self.finding(&finding);
                continue;
            }
            if repeats.is_full() {
                self.finding(&not_compared(&input.name));
            }
        }
    }

    fn row(&mut self, row: &Row) {
        match row {
            Row::Record(_) => {}
            Row::Refused { findings, .. } => self.refused(findings),
            Row::Finding(finding) => self.finding(finding),
        }
    }

    /// Writes the lines of a page, but those of rows that stood before.
    fn page(&mut self, page: &Page, file: &Arc<str>, repeats: &mut Repeats) {
        let mut counts = vec![0; page.tallied.len()];
        // What is to be written together, and where the next line begins.
        let (mut from, mut at) = (0, 0);
        for (unit, head, line) in page.rows() {
            let repeated = match line {
                Line::Other(_) => None,
                _ => repeats.check(unit, head, file),
            };
            match (line, repeated) {
                (Line::Written { end, .. }, Some(repeated)) => {
                    self.lines(&page.written, from..at);
                    (from, at) = (*end, *end);
                    self.refused(&[repeated]);
                }
                (_, Some(repeated)) => self.refused(&[repeated]),
                (Line::Written { end, tallied, faults }, None) => {
                    counts[*tallied] += 1;
                    at = *end;
                    if !faults.is_empty() {
                        self.show(faults);
                    }
                }
                (Line::Refused(findings), None) => self.refused(findings),
                (Line::Other(row), None) => self.row(row),
            }
        }
        self.lines(&page.written, from..at);
        for (tallied, count) in page.tallied.iter().zip(counts) {
            self.tally.count(tallied, count);
        }
    }

    fn lines(&mut self, rows: &ResultRows, range: Range<usize>) {
        if self.failed.is_none() {
            self.failed = self.writer.rows(rows, range).err();
        }
    }

    fn scored(&mut self, scored: &Scored<'_>) {
        // A table has no place for each item that was looked at.
        let is_table = !matches!(self.writer, Writer::Json(_) | Writer::Compare(_)) && self.record.is_none();
        let report = if is_table { scored.result(self.language) } else { scored.report(self.language) };
        self.show(&scored.faults(self.language));
        self.tally.count(&Tallied::of(&scored.speaker(self.language)), 1);
        let recorded = self.record.as_mut().map_or(Ok(()), |record| record.add(&report));
        let written = self.writer.add(&scored.speaker(self.language), &report);
        self.failed = recorded.and(written).err();
    }

    fn refused(&mut self, findings: &[Diagnostic]) {
        self.tally.refused += 1;
        self.show(findings);
    }

    fn end(mut self, format: Results, files: Vec<Fingerprint>) -> u8 {
        if self.failed.is_none() {
            let recorded =
                self.record.as_mut().map_or(Ok(()), |record| record.end(files, self.tally.refused));
            self.failed = recorded.and(self.writer.end(&self.tally, self.language)).err();
        }
        // The other formats hold results only; what was refused or left open is counted beside them.
        let is_whole = self.tally.refused == 0 && self.tally.undecided == 0;
        if format != Results::Text && (!is_whole || io::stderr().is_terminal()) {
            let _ = io::stderr().lock().write_all(self.tally.text(self.language).as_bytes());
        }
        match &self.failed {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.show(&[unreadable_file("-", &error.to_string())]);
                USAGE
            }
            _ if self.tally.refused > 0 || self.is_partial => SOME_REFUSED,
            _ => DONE,
        }
    }
}
