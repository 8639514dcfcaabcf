//! Floor 12. All units of a run.
//!
//! In: the plans of a ruleset and of all that it reads, the table of units, records. Out: each unit scored
//! with what it reads of months, lower units, lists, comparable units, earlier periods ([`Run`]).
//! What is read is scored first: rulesets in the order in which they read each other, lower units before
//! higher ones, earlier periods before later ones, quotas last. Of what is read only the values are kept that
//! others look at. The order of rows never shows.
//! Knows the plan, data and scoring. Does not know files, nor how anything is said.

mod cohort;
mod outside;
mod pair;
mod quota;
mod stage;

pub use quota::Standing;

use crate::data::{EarlierResult, Record, Units, complete, record_of, wrong_type};
use crate::diagnostic::Diagnostic;
use crate::eval::{Outside, Slots, run_into};
use crate::plan::Plans;
use crate::value::{Date, Period};
use stage::Stage;
use std::collections::BTreeMap;

/// A unit that was scored.
#[derive(Debug)]
pub struct Run {
    /// Its record.
    pub record: Record,
    /// What each node came to.
    pub slots: Slots,
    /// What was known beside the record.
    pub outside: Outside,
    /// How it stands in each quota.
    pub standings: Vec<Standing>,
}

/// What comes out, one by one.
#[derive(Debug)]
pub enum Event<'a> {
    /// A unit of the ruleset itself.
    Unit(&'a Plans, Box<Run>),
    /// A unit whose row does not meet what its ruleset requires; it counts as one without data.
    Refused(&'a Plans, Box<Run>),
    /// A unit of the table of units that has no row, in a ruleset that reads nothing else.
    Missing(String, Option<Period>),
    /// Something that is wrong with a unit as the table of units has it.
    Finding(Diagnostic),
}

/// Takes what comes out.
pub type Sink<'s, 'a> = dyn FnMut(Event<'a>) + 's;

/// How a run goes about gaps in time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// Periods behind this one are still to come: nobody knows of them.
    pub until: Option<Period>,
    /// Score by what was in force on this day, whatever the periods.
    pub as_of: Option<Date>,
}

/// All units of a run, stage by stage: a stage is a ruleset or list that another one reads, and the last one
/// the ruleset itself.
#[derive(Debug)]
pub struct Assessment<'a> {
    units: &'a Units,
    settings: Settings,
    stages: Vec<Stage<'a>>,
}

impl<'a> Assessment<'a> {
    /// Begins a run of a ruleset with all that it reads.
    pub fn new(plans: &'a Plans, units: &'a Units, settings: Settings) -> Assessment<'a> {
        Assessment { units, settings, stages: stage::stages(plans) }
    }

    /// The name and plans of each stage, in the order in which their rows must come; the last one is the
    /// ruleset itself.
    pub fn stages(&self) -> impl Iterator<Item = (&'a str, &'a Plans)> {
        self.stages.iter().map(|stage| (stage.name, stage.plans)).collect::<Vec<_>>().into_iter()
    }

    /// Whether any stage asks for what only a table of units says.
    pub fn needs_units(&self) -> bool {
        self.stages.iter().any(Stage::needs_units)
    }

    /// Takes what a unit of the ruleset itself came to in an earlier period; a row of the run itself counts more.
    ///
    /// # Errors
    ///
    /// Why it cannot be used: `class`, `twice` or `unit`, which the table of units does not have.
    pub fn add_earlier(&mut self, result: &EarlierResult) -> Result<(), &'static str> {
        if !self.units.is_empty() && self.units.get(&result.unit).is_none() {
            return Err("unit");
        }
        self.stages.last_mut().map_or(Ok(()), |last| last.keep_earlier(result))
    }

    /// Takes note of a row that was refused: nobody knows what it said. The name of the unit is empty where that
    /// could not be read either.
    pub fn refuse(&mut self, stage: usize, unit: &str) {
        if let Some(stage) = self.stages.get_mut(stage) {
            stage.refused.insert(unit.to_owned());
        }
    }

    /// Takes a row of a stage. What can be scored at once is, and need not be held.
    pub fn add(&mut self, stage: usize, mut record: Record, each: &mut Sink<'_, 'a>) {
        let Some(it) = self.stages.get(stage) else { return };
        if let Some(unit) = self.units.get(&record.unit) {
            let assesses = it.assesses().map(|(assessed, _)| assessed).filter(|_| !it.is_list);
            if let Some(assessed) = assesses.filter(|_| !pair::is_meant(it, unit)) {
                each(Event::Finding(wrong_type(&record, &unit.kind, assessed)));
            }
            let wrong = complete(it.plans, &mut record, unit);
            wrong.into_iter().for_each(|finding| each(Event::Finding(finding)));
        }
        if it.waits {
            self.stages[stage].rows.push(record);
        } else {
            let run = self.run(stage, record, Outside::default(), Slots::default());
            self.finish(stage, run, each);
        }
    }

    /// Ends a stage: all its rows were given, and so were those of the stages before it. `is_given` says
    /// whether there was data for it at all.
    pub fn end(&mut self, stage: usize, is_given: bool, each: &mut Sink<'_, 'a>) {
        if stage >= self.stages.len() {
            return;
        }
        self.stages[stage].is_given = is_given;
        let is_last = stage + 1 == self.stages.len();
        let mut rows = std::mem::take(&mut self.stages[stage].rows);
        rows.extend(self.without_row(stage, &rows, is_last, each));
        rows.extend(self.refused_rows(stage, &rows));
        let order = in_order(&rows);
        let mut slots: Vec<Option<Record>> = rows.into_iter().map(Some).collect();
        let mut done: Vec<Option<Run>> = Vec::new();
        done.resize_with(slots.len(), || None);
        for group in order {
            let records = group.iter().filter_map(|at| slots[*at].take()).collect();
            let runs = self.together(stage, records);
            for (at, run) in group.into_iter().zip(runs) {
                self.stages[stage].keep(&run);
                done[at] = Some(run);
            }
        }
        for run in done.into_iter().flatten() {
            self.hand_on(stage, run, each);
        }
        self.below_nothing(stage, each);
    }

    /// Scores the units of one period, those that are comparable against each other.
    fn together(&self, stage: usize, records: Vec<Record>) -> Vec<Run> {
        let runs = records.into_iter().map(|record| {
            let outside = self.outside(stage, &record);
            self.run(stage, record, outside, Slots::default())
        });
        let runs: Vec<Run> = runs.collect();
        if self.stages[stage].has_cohort { self.compared(stage, runs) } else { runs }
    }

    fn run(&self, stage: usize, record: Record, outside: Outside, mut slots: Slots) -> Run {
        run_into(self.stages[stage].plans.get(record.plan), &record, &outside, &mut slots);
        Run { record, slots, outside, standings: Vec::new() }
    }

    fn finish(&mut self, stage: usize, run: Run, each: &mut Sink<'_, 'a>) {
        self.stages[stage].keep(&run);
        self.hand_on(stage, run, each);
    }

    /// Hands on a unit of the ruleset itself, and any whose row was refused.
    fn hand_on(&self, stage: usize, run: Run, each: &mut Sink<'_, 'a>) {
        // That a row was refused is said elsewhere.
        if !run.record.within.is_empty() {
            return;
        }
        let it = &self.stages[stage];
        let is_last = stage + 1 == self.stages.len();
        let run = Box::new(run);
        if stage::is_breach(it.plans.get(run.record.plan), &run.slots) {
            each(Event::Refused(it.plans, run));
        } else if is_last {
            each(Event::Unit(it.plans, run));
        }
    }

    /// Units that have results below them, months, or stand in the table of units, but no row of their own.
    fn without_row(
        &self,
        stage: usize,
        rows: &[Record],
        is_last: bool,
        each: &mut Sink<'_, 'a>,
    ) -> Vec<Record> {
        let it = &self.stages[stage];
        let mut made = Vec::new();
        for (unit, period) in self.missing_pairs(stage, rows, is_last) {
            if !it.waits {
                each(Event::Missing(unit, period));
                continue;
            }
            let known = self.units.get(&unit);
            let record = match known {
                Some(unit) => record_of(it.plans, unit, period, self.settings.as_of),
                None => pair::bare(it.plans, &unit, period, self.settings.as_of),
            };
            match record {
                Ok(record) => made.push(record),
                Err(wrong) => wrong.into_iter().for_each(|finding| each(Event::Finding(finding))),
            }
        }
        made
    }
}

/// The places of rows by period, the earliest first, and by unit within one, so that the order of rows never
/// shows.
fn in_order(rows: &[Record]) -> Vec<Vec<usize>> {
    let mut periods: BTreeMap<Option<Period>, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        periods.entry(row.period).or_default().push(at);
    }
    let mut order: Vec<Vec<usize>> = periods.into_values().collect();
    order.iter_mut().for_each(|places| places.sort_by(|a, b| rows[*a].unit.cmp(&rows[*b].unit)));
    order
}
