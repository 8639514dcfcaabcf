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
        let chunk = self.chunk;
        let word = |node: NodeId| self.words[node.index()].and_then(|words| words.get(lane));
        let holds = |node: NodeId| word(node) == Some(1);
        let number = |node: NodeId| {
            let (above, below) = self.numbers[node.index()].and_then(|numbers| numbers.get(lane))?;
            Number::fraction(above.into(), below.into())
        };
        let tallied = tallied(self.machine, (chunk, lane), word);
        let lost = self.losses.of(chunk.plan, &tallied, number, holds);
        UnitCount { unit: chunk.unit(lane).to_owned(), tallied, lost }
    }
}

/// What a settled record came to; `word` says what a node came to for it.
pub(super) fn tallied(
    machine: &Machine<'_>,
    (chunk, lane): (&Chunk, usize),
    word: impl Fn(NodeId) -> Option<u8>,
) -> Tallied {
    let (plan, assessor) = (machine.plan(), chunk.head(lane).assessor);
    let class = plan.class_in_force();
    let is_absent = machine.is_absent(class.unwrap_or(plan.total), lane);
    let state = if is_absent { State::NotApplicable } else { State::Value };
    let tallied = Tallied::new(plan, class.and_then(&word), assessor, |title| word(title) == Some(1));
    Tallied { state, ..tallied }
}
