//! Floor 13. All units of a run.
//!
//! In: the plans of a ruleset and of all that it reads, the table of units, records. Out: each unit scored
//! with what it reads of months, lower units, lists, comparable units, earlier periods ([`Run`]).
//! What is read is scored first: rulesets in the order in which they read each other, lower units before
//! higher ones, earlier periods before later ones, quotas last. The order of rows never shows.
//!
//! What is held: of each result the values that others look at, packed ([`kept`]); rows that wait for each other,
//! because their units are compared or look at earlier periods, packed too ([`waiting`]). All others are
//! scored, handed on and forgotten one by one, or side by side where only others read them ([`columns`]).
//! Knows the plan, data and scoring. Does not know files, nor how anything is said.

mod cohort;
mod columns;
mod kept;
mod names;
mod outside;
mod pair;
mod place;
mod quota;
mod stage;
mod waiting;

pub use columns::Columns;
pub use quota::Standing;
pub use stage::reads_others;

use crate::data::{Chunk, EarlierResult, Record, Units, complete, record_of, wrong_type};
use crate::diagnostic::Diagnostic;
use crate::eval::{Outside, Slots, run_into};
use crate::plan::{NodeId, Plans};
use crate::value::{Date, Period};
use cohort::Comparison;
use names::Names;
use outside::Seat;
use stage::Stage;
use std::collections::BTreeMap;
use waiting::Waiting;

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
    names: Names,
}

impl<'a> Assessment<'a> {
    /// Begins a run of a ruleset with all that it reads.
    pub fn new(plans: &'a Plans, units: &'a Units, settings: Settings) -> Assessment<'a> {
        Assessment { units, settings, stages: stage::stages(plans, units), names: Names::default() }
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
        self.stages.last_mut().map_or(Ok(()), |last| last.keep_earlier(result, &mut self.names))
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
            if let Some(assessed) = assesses.filter(|_| !it.is_meant(unit)) {
                each(Event::Finding(wrong_type(&record, &unit.kind, assessed)));
            }
            let wrong = complete(it.plans, &mut record, unit);
            wrong.into_iter().for_each(|finding| each(Event::Finding(finding)));
        }
        let is_ready = it.reads.iter().all(|read| self.stages[*read].is_ended);
        if it.waits || !is_ready {
            self.stages[stage].rows.push(record, &mut self.names);
        } else {
            self.score(stage, record, each);
        }
    }

    /// What scores rows of a stage side by side, where nothing but what others read of them is asked for, or, of
    /// the ruleset itself, what `others` says of a plan; none where they have to be taken one by one.
    pub fn columns(
        &self,
        stage: usize,
        others: Option<&dyn Fn(usize) -> Vec<NodeId>>,
    ) -> Option<Columns<'a>> {
        let it = self.stages.get(stage)?;
        let is_asked = others.is_some() || !it.is_last;
        let others = |plan: usize| others.filter(|_| it.is_last).map_or(Vec::new(), |others| others(plan));
        (is_asked && !it.reads_others && !it.waits).then(|| Columns::new(it, self.units, others))
    }

    /// Takes a row of a stage that stands in columns, which have been run. Whether they settle it: then nothing is
    /// handed on of it.
    pub fn add_lane(
        &mut self,
        stage: usize,
        columns: &Columns<'a>,
        (chunk, lane): (&Chunk, usize),
        each: &mut Sink<'_, 'a>,
    ) -> bool {
        let Some(it) = self.stages.get_mut(stage) else { return false };
        let unit = self.units.get(chunk.unit(lane));
        let is_meant = unit.is_none_or(|unit| it.is_meant(unit));
        let Some(outcome) = columns.settled((chunk, lane), unit.is_some()).filter(|_| is_meant) else {
            self.add(stage, chunk.record(lane), each);
            return false;
        };
        let head = chunk.head(lane);
        let is_final = it.plans.get(chunk.plan).ruleset.is_final(head.assessor);
        if is_final && (it.is_read || it.can_miss) {
            let pair = (self.names.add(chunk.unit(lane)), head.period);
            it.keep(pair, chunk.plan, outcome);
        }
        true
    }

    /// Ends a stage: all its rows were given, and so were those of the stages before it. `is_given` says
    /// whether there was data for it at all.
    pub fn end(&mut self, stage: usize, is_given: bool, each: &mut Sink<'_, 'a>) {
        let Some(it) = self.stages.get_mut(stage) else { return };
        it.is_given = is_given;
        if !it.waits {
            self.waited(stage, each);
        }
        if !self.stages[stage].reads_others {
            // Nobody has said more of them than that row.
            let it = &mut self.stages[stage];
            it.refused.append(&mut it.breaches);
        }
        self.without_row(stage, each);
        if self.stages[stage].waits {
            for record in self.refused_rows(stage) {
                self.stages[stage].rows.push(record, &mut self.names);
            }
            self.together(stage, each);
        }
        let it = &mut self.stages[stage];
        (it.rows, it.is_ended) = (Waiting::default(), true);
        it.refused.append(&mut it.breaches);
        self.below_nothing(stage, each);
    }

    /// Scores rows that were given before what they read.
    fn waited(&mut self, stage: usize, each: &mut Sink<'_, 'a>) {
        let rows = std::mem::take(&mut self.stages[stage].rows);
        for row in 0..rows.len() {
            let record = rows.record(row, &self.names, self.stages[stage].plans);
            self.score(stage, record, each);
        }
    }

    /// Scores the units that wait: the earliest periods first, those of one period against each other. They are
    /// handed on in the order of their rows.
    fn together(&mut self, stage: usize, each: &mut Sink<'_, 'a>) {
        let it = &self.stages[stage];
        let (has_cohort, reads_earlier, count) = (it.has_cohort, it.reads_earlier, it.rows.len());
        let order = self.in_order(stage);
        // Nothing can look at earlier periods of this run where there is only one.
        let keeps_before = reads_earlier && order.len() > 1;
        let mut seats: Vec<Seat> = Vec::new();
        seats.resize_with(if has_cohort { count } else { 0 }, Seat::default);
        for rows in order {
            if has_cohort {
                for (row, seat) in rows.iter().zip(Comparison::run(self, stage, &rows)) {
                    seats[*row] = seat;
                }
            }
            for row in rows.iter().filter(|_| keeps_before) {
                let run = self.seated(stage, *row, seats.get(*row));
                self.stages[stage].keep_scored(&run, &mut self.names);
            }
        }
        for row in 0..count {
            let run = self.seated(stage, row, seats.get(row));
            if !keeps_before {
                self.stages[stage].keep_scored(&run, &mut self.names);
            }
            self.hand_on(stage, run, each);
        }
    }

    /// The rows of a stage that wait, by period, the earliest first, and by unit within one, so that their order
    /// never shows.
    fn in_order(&self, stage: usize) -> Vec<Vec<usize>> {
        let rows = &self.stages[stage].rows;
        let mut periods: BTreeMap<Option<Period>, Vec<usize>> = BTreeMap::new();
        for row in 0..rows.len() {
            periods.entry(rows.pair(row).1).or_default().push(row);
        }
        let mut order: Vec<Vec<usize>> = periods.into_values().collect();
        let by_name = |a: &usize, b: &usize| self.names.compare(rows.pair(*a).0, rows.pair(*b).0);
        order.iter_mut().for_each(|rows| rows.sort_by(by_name));
        order
    }

    /// Scores a row that waits.
    fn seated(&self, stage: usize, row: usize, seat: Option<&Seat>) -> Run {
        let none = Seat::default();
        let seat = seat.unwrap_or(&none);
        let (record, outside) = self.waiting(stage, row, seat);
        let standings = seat.standings.iter().filter_map(|(group, place)| group.of(*place)).collect();
        Run { standings, ..self.run(stage, record, outside) }
    }

    fn run(&self, stage: usize, record: Record, outside: Outside) -> Run {
        let mut slots = Slots::default();
        run_into(self.stages[stage].plans.get(record.plan), &record, &outside, &mut slots);
        Run { record, slots, outside, standings: Vec::new() }
    }

    /// Scores a row that waits for no other, and hands it on.
    fn score(&mut self, stage: usize, record: Record, each: &mut Sink<'_, 'a>) {
        let it = &mut self.stages[stage];
        let outside = if it.reads_others {
            let pair = (self.names.add(&record.unit), record.period);
            it.scored.put(pair, false, false, std::iter::empty());
            self.outside(stage, &record)
        } else {
            Outside::default()
        };
        let run = self.run(stage, record, outside);
        self.stages[stage].keep_scored(&run, &mut self.names);
        self.hand_on(stage, run, each);
    }

    /// Hands on a unit of the ruleset itself, and any whose row was refused.
    fn hand_on(&mut self, stage: usize, run: Run, each: &mut Sink<'_, 'a>) {
        // That a row was refused is said elsewhere.
        if !run.record.within.is_empty() {
            return;
        }
        let it = &mut self.stages[stage];
        let run = Box::new(run);
        if stage::is_breach(it.plans.get(run.record.plan), &run.slots) {
            it.breaches.insert(run.record.unit.clone());
            each(Event::Refused(it.plans, run));
        } else if it.is_last {
            each(Event::Unit(it.plans, run));
        }
    }

    /// Units that have results below them, months, or stand in the table of units, but no row of their own.
    fn without_row(&mut self, stage: usize, each: &mut Sink<'_, 'a>) {
        for (unit, period) in self.missing_pairs(stage) {
            let (it, unit) = (&self.stages[stage], self.names.name(unit));
            if !it.reads_others {
                each(Event::Missing(unit.to_owned(), period));
                continue;
            }
            let record = match self.units.get(unit) {
                Some(unit) => record_of(it.plans, unit, period, self.settings.as_of),
                None => pair::bare(it.plans, unit, period, self.settings.as_of),
            };
            match record {
                Ok(record) if it.waits => self.stages[stage].rows.push(record, &mut self.names),
                Ok(record) => self.score(stage, record, each),
                Err(wrong) => wrong.into_iter().for_each(|finding| each(Event::Finding(finding))),
            }
        }
    }
}
