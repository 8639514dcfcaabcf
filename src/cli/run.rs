//! One run over all files: what every command does that scores many units.

use super::files;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tieuchi::assessment::{Assessment, Columns, Event, Settings};
use tieuchi::bulk::Counts;
use tieuchi::column::results;
use tieuchi::data::{
    Batch, Entry, Options, Repeats, RowHead, Taker, Units, needs_units, no_data_for, no_such_stage,
    not_compared, numbered, read_batches, read_batches_anywhere, read_results, unfit_result, unknown_unit,
    unreadable_file,
};
use tieuchi::diagnostic::catalogue::word;
use tieuchi::plan::NodeId;
use tieuchi::report::{Fingerprint, Input, Losses, Sha256, UnitCount};
use tieuchi::value::{Period, name::nearest};
use tieuchi::{Diagnostic, Format, Language, Plans, Record, Row, Scored};

/// The role of a table of facts.
pub(super) const DATA: &str = "data";
/// The role of the table of units.
pub(super) const UNITS: &str = "units";
/// The role of results of earlier periods.
pub(super) const RESULTS: &str = "results";
/// What stands before the name of a ruleset or list in the role of its data.
pub(super) const WITH: &str = "with ";

/// What is read, and how.
#[derive(Clone, Copy)]
pub(super) struct Job<'a, 'j> {
    pub(super) plans: &'a Plans,
    /// The ruleset as it was named.
    pub(super) ruleset: &'j str,
    pub(super) units: &'a Units,
    /// The files, by what they are for.
    pub(super) inputs: &'j [Input],
    /// The folder from which they are named; none where that is the working directory.
    pub(super) folder: Option<&'j Path>,
    pub(super) options: Options,
    /// Periods behind this one are still to come.
    pub(super) until: Option<Period>,
    pub(super) language: Language,
    /// Whether anybody asks for the fingerprints of the files.
    pub(super) is_recorded: bool,
    /// Whether units of the ruleset itself are only counted, and in which criteria they lose points.
    pub(super) losses: Option<&'j Losses>,
}

/// What a run hands on.
pub(super) enum Given<'a> {
    /// A unit that was scored.
    Unit(Box<Scored<'a>>),
    /// What of a unit is counted, for one period, where no more is asked for.
    Counted(Box<UnitCount>, Option<Period>),
    /// A row of the ruleset itself that was refused.
    Refused(String, Vec<Diagnostic>),
    /// A unit that stands in the table of units and has no row.
    Missing(String, Option<Period>),
    /// Something else that is wrong. After an error something was left out.
    Finding(Diagnostic),
}

/// Takes what a run hands on, and may stop it.
pub(super) type Sink<'s, 'a> = dyn FnMut(Given<'a>) -> ControlFlow<()> + 's;

/// Reads the table of units, where the inputs have one; none where the run cannot go on.
pub(super) fn units(
    inputs: &[Input],
    folder: Option<&Path>,
    language: Language,
    each: &mut dyn FnMut(Diagnostic),
) -> Option<(Units, Option<Fingerprint>)> {
    let Some(input) = inputs.iter().find(|input| input.role == UNITS) else {
        return Some((Units::default(), None));
    };
    let (file, format) = files::data_in(folder, &input.name, language).map_err(&mut *each).ok()?;
    let mut bytes = Fingerprinting { inner: file, digest: Some(Sha256::default()) };
    let units = Units::read(&input.name, &mut bytes, format, each);
    let fingerprint = bytes.fingerprint(input);
    // Without any unit, all that asks for them would only be empty.
    (!units.is_empty()).then_some((units, fingerprint))
}

impl<'a> Job<'a, '_> {
    /// Scores all that the files hold; gives the fingerprints of those that could be read whole, where they are
    /// asked for.
    pub(super) fn run(&self, each: &mut Sink<'_, 'a>) -> Vec<Fingerprint> {
        let settings = Settings { until: self.until, as_of: self.options.as_of };
        let mut running = Running {
            job: *self,
            assessment: Assessment::new(self.plans, self.units, settings),
            each,
            is_stopped: false,
            unknown: BTreeSet::new(),
            prints: Vec::new(),
        };
        for input in self.inputs.iter().filter(|input| input.role == RESULTS) {
            running.results(input);
        }
        let stages: Vec<(&str, &Plans)> = running.assessment.stages().collect();
        for (at, (name, plans)) in stages.iter().enumerate() {
            let is_last = at + 1 == stages.len();
            let role = if is_last { DATA.to_owned() } else { format!("{WITH}{name}") };
            let files: Vec<&Input> = self.inputs.iter().filter(|input| input.role == role).collect();
            running.stage(at, plans, is_last, &files);
        }
        running.prints
    }

    /// Opens a file; gives its format, and the bar over what is read of it.
    pub(super) fn open(&self, input: &Input) -> Result<(File, Format, ProgressBar), Diagnostic> {
        let (file, format) = files::data_in(self.folder, &input.name, self.language)?;
        let bar = progress(file.metadata().map_or(0, |data| data.len()));
        Ok((file, format, bar))
    }

    /// What is wrong with the files that are given, before any of them is read.
    pub(super) fn misused(&self) -> Vec<Diagnostic> {
        let assessment = Assessment::new(self.plans, self.units, Settings::default());
        let stages: Vec<(&str, &Plans)> = assessment.stages().collect();
        let Some((last, reads)) = stages.split_last() else { return Vec::new() };
        let mut wrong = Vec::new();
        let given: Vec<&str> = self.inputs.iter().filter_map(|input| input.role.strip_prefix(WITH)).collect();
        for name in &given {
            if reads.iter().all(|(known, _)| known != name) {
                let near = nearest(name, reads.iter().map(|(known, _)| *known));
                wrong.push(no_such_stage(self.ruleset, name, near));
            }
        }
        for (name, plans) in reads {
            // A ruleset that reads others itself needs no rows of its own.
            if plans.reads().is_empty() && !given.contains(name) {
                wrong.push(no_data_for(self.ruleset, name, plans.is_list()));
            }
        }
        let has = |role: &str| self.inputs.iter().any(|input| input.role == role);
        if !has(DATA) && last.1.reads().is_empty() {
            wrong.push(no_data_for(self.ruleset, last.0, false));
        }
        if assessment.needs_units() && !has(UNITS) {
            wrong.push(needs_units(self.ruleset));
        }
        wrong
    }
}

/// A run over all files.
struct Running<'s, 'a, 'e, 'j> {
    job: Job<'a, 'j>,
    assessment: Assessment<'a>,
    each: &'s mut Sink<'e, 'a>,
    is_stopped: bool,
    /// Units that were said to stand in no table.
    unknown: BTreeSet<String>,
    prints: Vec<Fingerprint>,
}

impl<'a> Running<'_, 'a, '_, '_> {
    fn stage(&mut self, at: usize, plans: &Plans, is_last: bool, files: &[&Input]) {
        let (mut repeats, mut columns) = (Repeats::default(), self.columns(at));
        for input in files {
            self.file(at, (plans, is_last), input, (&mut repeats, columns.as_mut()));
        }
        let Running { assessment, each, is_stopped, .. } = self;
        if !*is_stopped {
            let is_given = !files.is_empty();
            assessment.end(at, is_given, &mut |event| hand_on((*each, is_stopped), event, is_last));
        }
    }

    /// Results of earlier periods.
    fn results(&mut self, input: &Input) {
        let file = match files::data_in(self.job.folder, &input.name, self.job.language) {
            Ok((_, Format::Parquet)) => {
                let reason = word(self.job.language, "results-as-json");
                return self.give(Given::Finding(unreadable_file(&input.name, &reason)));
            }
            Ok((file, _)) => file,
            Err(finding) => return self.give(Given::Finding(finding)),
        };
        let mut bytes = Fingerprinting { inner: file, digest: self.digest() };
        let mut wrong = Vec::new();
        read_results(&input.name, &mut bytes, &mut |result| match result {
            Ok(result) => {
                let added = self.assessment.add_earlier(&result);
                wrong.extend(added.err().map(|what| unfit_result(&input.name, &result, what)));
            }
            Err(finding) => wrong.push(finding),
        });
        wrong.into_iter().for_each(|finding| self.give(Given::Finding(finding)));
        self.prints.extend(bytes.fingerprint(input));
    }

    fn file(
        &mut self,
        at: usize,
        (plans, is_last): (&Plans, bool),
        input: &Input,
        (repeats, mut columns): (&mut Repeats, Option<&mut Columns<'a>>),
    ) {
        let opened = match self.job.open(input) {
            Ok(opened) => opened,
            Err(finding) => return self.give(Given::Finding(finding)),
        };
        let bar = opened.2.clone();
        let (options, digest) = (self.job.options, self.digest());
        let print = read_file(plans, input, opened, options, digest, &mut |batch| match &mut columns {
            Some(columns) => {
                columns.run(batch);
                bar.suspend(|| self.batch((at, plans, is_last), batch, columns, repeats));
                self.flow()
            }
            None => batch.rows(&mut |row| {
                bar.suspend(|| self.row(at, (plans, is_last), row, repeats));
                self.flow()
            }),
        });
        bar.finish_and_clear();
        if repeats.is_full() {
            self.give(Given::Finding(not_compared(&input.name)));
        }
        self.prints.extend(print);
    }

    /// What scores the rows of a stage side by side, where that is enough.
    fn columns(&self, at: usize) -> Option<Columns<'a>> {
        let plans = self.job.plans;
        let counted = self.job.losses.map(|losses| {
            move |plan: usize| results(plans.get(plan), &losses.nodes(plan).collect::<Vec<_>>())
        });
        self.assessment.columns(at, counted.as_ref().map(|it| it as &dyn Fn(usize) -> Vec<NodeId>))
    }

    /// Rows of a stage that were scored side by side.
    fn batch(
        &mut self,
        (at, plans, is_last): (usize, &Plans, bool),
        batch: &mut Batch,
        columns: &Columns<'a>,
        repeats: &mut Repeats,
    ) {
        let order = std::mem::take(&mut batch.order);
        let counts = batch.chunks.iter().map(|chunk| {
            let machine = columns.machine(chunk.plan).filter(|_| is_last && !chunk.is_empty())?;
            Some(Counts::new(machine, self.job.losses?, chunk))
        });
        let counts: Vec<Option<Counts<'_, '_>>> = counts.collect();
        for (entry, lane) in numbered(order, batch.chunks.len()) {
            let plan = match entry {
                Entry::Row(row) => {
                    self.row(at, (plans, is_last), *row, repeats);
                    continue;
                }
                Entry::Lane(plan) => plan,
            };
            let chunk = &batch.chunks[plan];
            let (unit, head, place) = (chunk.unit(lane), chunk.head(lane), &chunk.place);
            if !self.is_new((at, plans, is_last), (unit, head, &place.file), repeats) {
                continue;
            }
            self.unknown(unit, || chunk.record(lane));
            let Running { assessment, each, is_stopped, .. } = self;
            let mut each = |event| hand_on((*each, is_stopped), event, is_last);
            let is_settled = assessment.add_lane(at, columns, (chunk, lane), &mut each);
            if let Some(counts) = counts[plan].as_ref().filter(|_| is_settled) {
                self.give(Given::Counted(Box::new(counts.of(lane)), head.period));
            }
        }
    }

    fn row(&mut self, at: usize, (plans, is_last): (&Plans, bool), row: Row, repeats: &mut Repeats) {
        match row {
            Row::Record(record) => {
                let (unit, head, file) = (&record.unit, record.head(), &record.place.file);
                if self.is_new((at, plans, is_last), (unit, head, file), repeats) {
                    self.unknown(unit, || record.clone());
                    let Running { assessment, each, is_stopped, .. } = self;
                    assessment.add(at, record, &mut |event| hand_on((*each, is_stopped), event, is_last));
                }
            }
            Row::Refused { unit, findings } => self.refused((at, is_last), unit, findings),
            Row::Finding(finding) => self.give(Given::Finding(finding)),
        }
    }

    /// Whether there was no row of the unit and period before. One that comes again is refused, but in a list.
    fn is_new(
        &mut self,
        (at, plans, is_last): (usize, &Plans, bool),
        (unit, head, file): (&str, RowHead, &Arc<str>),
        repeats: &mut Repeats,
    ) -> bool {
        let is_list = !is_last && plans.is_list();
        let repeated = if is_list { None } else { repeats.check(unit, head, file) };
        let is_new = repeated.is_none();
        repeated
            .into_iter()
            .for_each(|repeated| self.refused((at, is_last), unit.to_owned(), vec![repeated]));
        is_new
    }

    fn flow(&self) -> ControlFlow<()> {
        if self.is_stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// A unit that the table of units does not have, said once.
    fn unknown(&mut self, unit: &str, record: impl FnOnce() -> Record) {
        if self.job.units.is_empty()
            || self.job.units.get(unit).is_some()
            || !self.unknown.insert(unit.to_owned())
        {
            return;
        }
        let known = self.job.units.iter().take(10_000).map(|unit| unit.id.as_str());
        let near = if self.unknown.len() < 100 { nearest(unit, known) } else { None };
        self.give(Given::Finding(unknown_unit(&record(), near)));
    }

    /// A row that was refused. One of what is read is missing where it is read.
    fn refused(&mut self, (at, is_last): (usize, bool), unit: String, findings: Vec<Diagnostic>) {
        self.assessment.refuse(at, &unit);
        if is_last {
            return self.give(Given::Refused(unit, findings));
        }
        findings.into_iter().for_each(|finding| self.give(Given::Finding(finding)));
    }

    /// What takes a fingerprint, where one is asked for.
    fn digest(&self) -> Option<Sha256> {
        self.job.is_recorded.then(Sha256::default)
    }

    fn give(&mut self, given: Given<'a>) {
        give((self.each, &mut self.is_stopped), given);
    }
}

/// Reads a file of data. Its fingerprint, where one is asked for.
fn read_file(
    plans: &Plans,
    input: &Input,
    (file, format, bar): (File, Format, ProgressBar),
    options: Options,
    digest: Option<Sha256>,
    each: &mut Taker<'_>,
) -> Option<Fingerprint> {
    if format != Format::Parquet {
        let mut bytes = Fingerprinting { inner: bar.wrap_read(file), digest };
        read_batches(plans, &input.name, &mut bytes, format, options, each);
        return bytes.fingerprint(input);
    }
    // What is not read from its beginning to its end is gone through once more for that.
    let print = Fingerprinting { inner: &file, digest }.fingerprint(input);
    read_batches_anywhere(plans, &input.name, Metered { file, bar }, format, options, each);
    print
}

/// A file of which stretches are read: the bar counts them, wherever they stand.
pub(super) struct Metered {
    pub(super) file: File,
    pub(super) bar: ProgressBar,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.bar.inc(length as u64);
        Ok(length)
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Hands on what a run comes to, as soon as it is there.
fn hand_on<'a>(to: (&mut Sink<'_, 'a>, &mut bool), event: Event<'a>, is_last: bool) {
    match event {
        Event::Unit(plans, run) => give(to, Given::Unit(Box::new(Scored::new(plans, *run)))),
        Event::Refused(plans, run) => {
            let unit = run.record.unit.clone();
            let breaches = Scored::new(plans, *run).breaches();
            if is_last {
                return give(to, Given::Refused(unit, breaches));
            }
            let (each, is_stopped) = to;
            breaches.into_iter().for_each(|finding| give((each, is_stopped), Given::Finding(finding)));
        }
        Event::Missing(unit, period) => give(to, Given::Missing(unit, period)),
        Event::Finding(finding) => give(to, Given::Finding(finding)),
    }
}

fn give<'a>((each, is_stopped): (&mut Sink<'_, 'a>, &mut bool), given: Given<'a>) {
    if !*is_stopped {
        *is_stopped = each(given).is_break();
    }
}

/// Takes the fingerprint of what passes through, where one is asked for.
struct Fingerprinting<R> {
    inner: R,
    /// None where nobody asks for it.
    digest: Option<Sha256>,
}

impl<R: Read> Read for Fingerprinting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        if let Some(digest) = &mut self.digest {
            digest.update(&buffer[..length]);
        }
        Ok(length)
    }
}

impl<R: Read> Fingerprinting<R> {
    /// The fingerprint of the whole file, also where a reader stopped before its end.
    fn fingerprint(mut self, input: &Input) -> Option<Fingerprint> {
        self.digest.as_ref()?;
        let is_whole = io::copy(&mut self, &mut io::sink()).is_ok();
        let sha256 = self.digest?.finish();
        is_whole.then(|| Fingerprint { role: input.role.clone(), name: input.name.clone(), sha256 })
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
