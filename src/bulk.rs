//! Floor 17. Many units at once.
//!
//! In: batches of records. Out: a row of results for each, straight from columns ([`Lines`]). What a row holds is the
//! same as [`ResultLayout::write`] makes of a report: a record that columns leave open, or do not hold, is scored by
//! itself and written that way.
//! Knows columns and reports. Does not know files.

mod counts;

pub use counts::Counts;
use counts::tallied;

use crate::column::{Machine, Numbers, Words};
use crate::data::{Batch, Chunk, Entry, LANES, Record, Row, RowHead, numbered};
use crate::diagnostic::{Diagnostic, Language};
use crate::eval::{Outside, Slots, run_into};
use crate::plan::{NodeId, Plans};
#[cfg(feature = "parquet")]
use crate::report::ParquetRows;
use crate::report::{CsvRows, ReadyText, ResultCells, ResultLayout};
use crate::report::{Speaker, State, Tallied, breaches, faults, ready, result};
use crate::value::Period;
use std::collections::BTreeMap;

/// Numbers up to this have their text ready.
const READY: i64 = 2_048;

/// What rows of results are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultForm {
    /// Lines of text.
    Csv,
    /// Columns with types.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// Rows of results, ready to be written.
#[derive(Debug)]
pub enum ResultRows {
    /// Lines of text.
    Csv(CsvRows),
    /// Columns with types.
    #[cfg(feature = "parquet")]
    Parquet(ParquetRows),
}

impl Default for ResultRows {
    fn default() -> Self {
        ResultRows::Csv(CsvRows::default())
    }
}

/// What came of a row.
#[derive(Debug)]
pub enum Line {
    /// A row of the page.
    Written {
        /// Where it ends; it begins where the row before it ends.
        end: usize,
        /// What it counts as, by its place in [`Page::tallied`].
        tallied: usize,
        /// What the ruleset does not say for the unit.
        faults: Vec<Diagnostic>,
    },
    /// The row does not meet what the ruleset requires.
    Refused(Vec<Diagnostic>),
    /// No record: the row was refused before, or is something about the file.
    Other(Box<Row>),
}

/// Rows of results, with what came of each row of data.
#[derive(Debug, Default)]
pub struct Page {
    /// The rows, one behind the other.
    pub written: ResultRows,
    /// What lines count as, each once.
    pub tallied: Vec<Tallied>,
    rows: Vec<(usize, RowHead, Line)>,
    units: String,
}

impl Page {
    fn add(&mut self, unit: &str, head: RowHead, line: Line) {
        self.units.push_str(unit);
        self.rows.push((self.units.len(), head, line));
    }

    /// What came of each row, in order: its unit, what else it says, and its line.
    pub fn rows(&self) -> impl Iterator<Item = (&str, RowHead, &Line)> {
        let mut start = 0;
        self.rows.iter().map(move |(end, head, line)| {
            let unit = &self.units[std::mem::replace(&mut start, *end)..*end];
            (unit, *head, line)
        })
    }
}

/// Writes batches of records as rows of results.
#[derive(Debug)]
pub struct Lines<'a> {
    plans: &'a Plans,
    language: Language,
    layout: &'a ResultLayout,
    form: ResultForm,
    tables: Vec<TableLines<'a>>,
    /// The texts of numbers over each number that numbers are over.
    texts: BTreeMap<i64, Vec<ReadyText>>,
    slots: Slots,
    /// What lines of a page count as, with its place.
    keys: Vec<(Key, usize)>,
    period: (Option<Period>, String),
}

/// The lines of one plan.
#[derive(Debug)]
struct TableLines<'a> {
    machine: Machine<'a>,
    /// The node of each column of parts; none where the plan has no such part, or it has no points.
    parts: Vec<Option<NodeId>>,
}

/// The columns of a chunk that are written.
struct Columns<'m> {
    plan: usize,
    chunk: &'m Chunk,
    /// Whether a record is not settled, or not what the ruleset requires.
    is_unsettled: [bool; LANES],
    class: Option<Words<'m>>,
    titles: Vec<Option<Words<'m>>>,
    total: Option<Shown<'m>>,
    maximum: Option<Shown<'m>>,
    parts: Vec<Option<Shown<'m>>>,
}

/// Numbers with the texts of most of them.
struct Shown<'m> {
    numbers: Numbers<'m>,
    texts: &'m [ReadyText],
}

/// What makes two settled records count as the same: the plan, the class, the titles (a bit each), who scored,
/// and whether the unit is assessed.
type Key = (usize, Option<u8>, u64, Option<u8>, bool);

impl<'a> Lines<'a> {
    /// Compiles the plans of a ruleset. `layout` says which columns there are, `form` as what they are written.
    pub fn new(
        plans: &'a Plans,
        layout: &'a ResultLayout,
        form: ResultForm,
        language: Language,
    ) -> Lines<'a> {
        let tables = plans.all().iter().map(|plan| {
            let machine = Machine::new(plan, &[]);
            TableLines { machine, parts: layout.nodes(plan) }
        });
        let tables: Vec<TableLines<'_>> = tables.collect();
        let belows = tables.iter().filter(|_| form == ResultForm::Csv).flat_map(|table| {
            let plan = table.machine.plan();
            let nodes = table.parts.iter().flatten().copied().chain([plan.total, plan.total_maximum]);
            nodes.filter_map(|node| table.machine.below(node))
        });
        let texts = belows.map(|below| (below, (0..READY).map(|above| ready(above, below)).collect()));
        let (texts, slots, keys, period) =
            (texts.collect(), Slots::default(), Vec::new(), (None, String::new()));
        Lines { plans, language, layout, form, tables, texts, slots, keys, period }
    }

    /// Scores a batch, and takes out of it what is no record.
    pub fn add(&mut self, batch: &mut Batch) -> Page {
        match self.form {
            ResultForm::Csv => {
                let (page, rows) = self.write(batch, CsvRows::default());
                Page { written: ResultRows::Csv(rows), ..page }
            }
            #[cfg(feature = "parquet")]
            ResultForm::Parquet => {
                let (page, rows) = self.write(batch, ParquetRows::new(self.layout));
                Page { written: ResultRows::Parquet(rows), ..page }
            }
        }
    }

    fn write<C: ResultCells>(&mut self, batch: &mut Batch, out: C) -> (Page, C) {
        let order = std::mem::take(&mut batch.order);
        for (table, chunk) in self.tables.iter_mut().zip(&batch.chunks).filter(|(_, chunk)| !chunk.is_empty())
        {
            table.machine.run(chunk);
        }
        self.keys.clear();
        let Lines { tables, texts, .. } = self;
        // What a page needs of columns is looked up once.
        let columns = tables.iter().zip(&batch.chunks).enumerate();
        let columns = columns.map(|(plan, (table, chunk))| Columns::new(plan, table, chunk, texts));
        let columns: Vec<Columns<'_>> = columns.collect();
        let mut writing = Writing {
            plans: self.plans,
            language: self.language,
            layout: self.layout,
            tables,
            slots: &mut self.slots,
            keys: &mut self.keys,
            period: &mut self.period,
            page: Page::default(),
            recognised: Vec::new(),
            out,
        };
        for (entry, lane) in numbered(order, columns.len()) {
            match entry {
                Entry::Row(row) => match *row {
                    Row::Record(record) => writing.alone(&record),
                    row => writing.page.add("", RowHead::default(), Line::Other(Box::new(row))),
                },
                Entry::Lane(plan) => {
                    let columns = &columns[plan];
                    if columns.is_unsettled[lane] {
                        writing.alone(&columns.chunk.record(lane));
                    } else {
                        writing.settled(columns, lane);
                    }
                }
            }
        }
        (writing.page, writing.out)
    }
}

/// A page that is being written.
struct Writing<'w, 'a, C> {
    plans: &'a Plans,
    language: Language,
    layout: &'a ResultLayout,
    tables: &'w [TableLines<'a>],
    slots: &'w mut Slots,
    keys: &'w mut Vec<(Key, usize)>,
    period: &'w mut (Option<Period>, String),
    page: Page,
    /// The titles of what rows count as, in one text.
    recognised: Vec<String>,
    out: C,
}

impl<C: ResultCells> Writing<'_, '_, C> {
    /// A record that is scored by itself.
    fn alone(&mut self, record: &Record) {
        let (plan, outside) = (self.plans.get(record.plan), Outside::default());
        run_into(plan, record, &outside, self.slots);
        let (slots, language, page) = (&*self.slots, self.language, &mut self.page);
        let speaker = Speaker { plan, record, slots, outside: &outside, standings: &[], language };
        let breaches = breaches(&speaker);
        if !breaches.is_empty() {
            return page.add(&record.unit, record.head(), Line::Refused(breaches));
        }
        let end = self.layout.write(&result(&speaker), &mut self.out);
        page.tallied.push(Tallied::of(&speaker));
        self.recognised.push(String::new());
        let (tallied, faults) = (page.tallied.len() - 1, faults(&speaker));
        page.add(&record.unit, record.head(), Line::Written { end, tallied, faults });
    }

    /// A record of which all results stand in columns.
    fn settled(&mut self, columns: &Columns<'_>, lane: usize) {
        let (unit, head) = (columns.chunk.unit(lane), columns.chunk.head(lane));
        self.out.text(unit);
        self.period(head.period);
        let tallied = self.tally(columns, lane, head);
        let end = self.results(columns, lane, (head, tallied));
        self.page.add(unit, head, Line::Written { end, tallied, faults: Vec::new() });
    }

    fn period(&mut self, period: Option<Period>) {
        if self.period.0 != period {
            *self.period = (period, period.map_or(String::new(), |period| period.to_string()));
        }
        self.out.text(&self.period.1);
    }

    /// What a settled record counts as, by its place.
    fn tally(&mut self, columns: &Columns<'_>, lane: usize, head: RowHead) -> usize {
        let machine = &self.tables[columns.plan].machine;
        let plan = machine.plan();
        let class = columns.class.and_then(|words| words.get(lane));
        let is_granted = |words: &Option<Words<'_>>| words.and_then(|words| words.get(lane)) == Some(1);
        // Of titles behind the 64th nothing is remembered: each such record counts by itself.
        let titles = columns.titles.iter().rev();
        let titles = titles.fold(0, |bits, words| bits << 1 | u64::from(is_granted(words)));
        let is_absent = machine.is_absent(plan.class_in_force().unwrap_or(plan.total), lane);
        let key = (columns.plan, class, titles, head.assessor, is_absent);
        let known = self.keys.iter().find(|(known, _)| *known == key);
        if let Some((_, known)) = known.filter(|_| plan.titles.len() <= 64) {
            return *known;
        }
        let word = |node: NodeId| machine.words(node).and_then(|words| words.get(lane));
        let tallied = tallied(machine, (columns.chunk, lane), word);
        self.recognised.push(tallied.recognised.join(" "));
        self.page.tallied.push(tallied);
        self.keys.push((key, self.page.tallied.len() - 1));
        self.page.tallied.len() - 1
    }

    /// All behind the period; the place behind the row.
    fn results(&mut self, columns: &Columns<'_>, lane: usize, (head, at): (RowHead, usize)) -> usize {
        let ruleset = &self.tables[columns.plan].machine.plan().ruleset;
        let (out, tallied) = (&mut self.out, &self.page.tallied[at]);
        if self.layout.has_assessors {
            let assessor = head.assessor.and_then(|it| ruleset.assessors.get(usize::from(it)));
            out.text(assessor.map_or("", |word| word.name.as_str()));
        }
        if self.layout.has_forms {
            out.text(ruleset.form.as_deref().unwrap_or_default());
        }
        out.text(tallied.state.name());
        let is_assessed = tallied.state != State::NotApplicable;
        put(columns.total.as_ref().filter(|_| is_assessed), lane, out);
        // What is settled has one total only.
        out.nothing();
        out.nothing();
        put(columns.maximum.as_ref().filter(|_| is_assessed), lane, out);
        out.text(tallied.class.as_deref().unwrap_or_default());
        if self.layout.has_decisions {
            (0..3).for_each(|_| out.nothing());
        }
        out.text(&self.recognised[at]);
        columns.parts.iter().for_each(|part| put(part.as_ref(), lane, out));
        out.nothing();
        out.end()
    }
}

impl<'m> Columns<'m> {
    fn new(
        plan: usize,
        table: &'m TableLines<'_>,
        chunk: &'m Chunk,
        texts: &'m BTreeMap<i64, Vec<ReadyText>>,
    ) -> Columns<'m> {
        let machine = &table.machine;
        let shown = |node: NodeId| {
            let texts = machine.below(node).and_then(|below| texts.get(&below));
            Some(Shown { numbers: machine.numbers(node)?, texts: texts.map_or(&[], Vec::as_slice) })
        };
        let of = machine.plan();
        let (total, maximum) = (shown(of.total), shown(of.total_maximum));
        let parts = table.parts.iter().map(|node| node.and_then(shown)).collect();
        let class = of.class_in_force().and_then(|node| machine.words(node));
        let titles = of.titles.iter().map(|node| machine.words(*node)).collect();
        Columns { plan, chunk, is_unsettled: machine.unsettled(), class, titles, total, maximum, parts }
    }
}

/// Writes a number; nothing where there is none.
#[inline]
fn put(shown: Option<&Shown<'_>>, lane: usize, out: &mut impl ResultCells) {
    match shown.and_then(|shown| Some((shown.numbers.get(lane)?, shown.texts))) {
        Some((number, texts)) => out.number(number, texts),
        None => out.nothing(),
    }
}
