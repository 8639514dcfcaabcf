//! Rows of a stage that reads nothing else, scored side by side.

use super::stage::Stage;
use crate::column::Machine;
use crate::data::{Batch, Chunk, LANES, Units, completed};
use crate::eval::Outcome;
use crate::plan::{NodeId, Plans};

/// The rows of a stage in columns.
#[derive(Debug)]
pub struct Columns<'a> {
    plans: &'a Plans,
    /// For each plan, by its number, what is asked for.
    wanted: Vec<Vec<NodeId>>,
    /// For each plan the facts that the table of units may fill.
    completed: Vec<Vec<usize>>,
    /// For each plan of which there was a row.
    tables: Vec<Option<Scored<'a>>>,
}

/// The rows of one plan.
#[derive(Debug)]
struct Scored<'a> {
    machine: Machine<'a>,
    /// Whether a record is not settled, or not what the ruleset requires.
    is_unsettled: [bool; LANES],
}

impl<'a> Columns<'a> {
    /// `others` says what is asked for of a plan, by its number, beside what other stages read of it.
    pub(super) fn new(
        stage: &Stage<'a>,
        units: &Units,
        others: impl Fn(usize) -> Vec<NodeId>,
    ) -> Columns<'a> {
        let plans = stage.plans;
        let all = plans.all().iter().enumerate();
        let wanted = all.map(|(number, plan)| {
            let read = stage.read_of(number).chain(plan.class_in_force());
            read.chain(plan.requirements.iter().copied()).chain(others(number)).collect()
        });
        Columns {
            plans,
            wanted: wanted.collect(),
            completed: completed(plans, units),
            tables: plans.all().iter().map(|_| None).collect(),
        }
    }

    /// Scores the records of a batch.
    pub fn run(&mut self, batch: &Batch) {
        for chunk in batch.chunks.iter().filter(|chunk| !chunk.is_empty()) {
            let (plan, wanted) = (self.plans.get(chunk.plan), &self.wanted[chunk.plan]);
            let table = self.tables[chunk.plan].get_or_insert_with(|| Scored {
                machine: Machine::of(plan, wanted.clone()),
                is_unsettled: [false; LANES],
            });
            table.machine.run(chunk);
            table.is_unsettled = table.machine.unsettled();
        }
    }

    /// What the records of a plan came to that ran last; none where there were none.
    pub fn machine(&self, plan: usize) -> Option<&Machine<'a>> {
        self.tables[plan].as_ref().map(|table| &table.machine)
    }

    /// What each node of a record came to; none where it has to be scored by itself.
    pub(super) fn settled<'c>(
        &'c self,
        (chunk, lane): (&'c Chunk, usize),
        has_unit: bool,
    ) -> Option<impl Fn(NodeId) -> Outcome + 'c> {
        let table = self.tables[chunk.plan].as_ref()?;
        let is_open = |fact: &usize| chunk.facts[*fact].get(lane).is_none();
        let is_completed = has_unit && self.completed[chunk.plan].iter().any(is_open);
        let is_settled = !table.is_unsettled[lane] && !is_completed;
        // All that is asked for is settled.
        is_settled.then_some(move |node| {
            table.machine.outcome(node, chunk, lane).unwrap_or_else(super::stage::nothing_known)
        })
    }
}
