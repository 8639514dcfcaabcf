//! What of units is counted, straight from columns.

use crate::column::{Machine, Numbers, Words};
use crate::data::Chunk;
use crate::plan::NodeId;
use crate::report::{Losses, State, Tallied, UnitCount};
use crate::value::Number;

/// The columns of a chunk that is counted.
#[derive(Debug)]
pub struct Counts<'m, 'a> {
    machine: &'m Machine<'a>,
    losses: &'m Losses,
    chunk: &'m Chunk,
    /// By the place of their nodes in the plan.
    numbers: Vec<Option<Numbers<'m>>>,
    words: Vec<Option<Words<'m>>>,
}

impl<'m, 'a> Counts<'m, 'a> {
    /// `machine` has run the chunk, with what [`Losses::nodes`] asks for.
    pub fn new(machine: &'m Machine<'a>, losses: &'m Losses, chunk: &'m Chunk) -> Counts<'m, 'a> {
        let nodes = machine.plan().nodes.len();
        let (mut numbers, mut words) = (vec![None; nodes], vec![None; nodes]);
        for node in machine.wanted() {
            numbers[node.index()] = machine.numbers(*node);
            words[node.index()] = machine.words(*node);
        }
        Counts { machine, losses, chunk, numbers, words }
    }

    /// What of a record is counted that columns have settled.
    pub fn of(&self, lane: usize) -> UnitCount {
        let (plan, chunk) = (self.machine.plan(), self.chunk);
        let word = |node: NodeId| self.words[node.index()].and_then(|words| words.get(lane));
        let holds = |node: NodeId| word(node) == Some(1);
        let number = |node: NodeId| {
            let (above, below) = self.numbers[node.index()].and_then(|numbers| numbers.get(lane))?;
            Number::fraction(above.into(), below.into())
        };
        let class = plan.class_in_force();
        let is_absent = self.machine.is_absent(class.unwrap_or(plan.total), lane);
        let assessor = chunk.head(lane).assessor;
        let tallied = Tallied::new(plan, class.and_then(word), assessor, holds);
        let state = if is_absent { State::NotApplicable } else { State::Value };
        let tallied = Tallied { state, ..tallied };
        let lost = self.losses.of(chunk.plan, &tallied, number, holds);
        UnitCount { unit: chunk.unit(lane).to_owned(), tallied, lost }
    }
}
