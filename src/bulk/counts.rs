//! What of a unit is counted, straight from columns.

use crate::column::Machine;
use crate::data::Chunk;
use crate::plan::NodeId;
use crate::report::{Losses, State, Tallied, UnitCount};
use crate::value::Number;

/// What of a record is counted that columns have settled: `machine` has run its chunk, with what
/// [`Losses::nodes`] asks for.
pub fn count(machine: &Machine<'_>, losses: &Losses, (chunk, lane): (&Chunk, usize)) -> UnitCount {
    let plan = machine.plan();
    let word = |node: NodeId| machine.words(node).and_then(|words| words.get(lane));
    let holds = |node: NodeId| word(node) == Some(1);
    let number = |node: NodeId| {
        let (above, below) = machine.numbers(node)?.get(lane)?;
        Number::fraction(above.into(), below.into())
    };
    let class = plan.class_in_force();
    let is_absent = machine.is_absent(class.unwrap_or(plan.total), lane);
    let assessor = chunk.head(lane).assessor;
    let tallied = Tallied::new(plan, class.and_then(word), assessor, holds);
    let state = if is_absent { State::NotApplicable } else { State::Value };
    let tallied = Tallied { state, ..tallied };
    let lost = losses.of(chunk.plan, &tallied, number, holds);
    UnitCount { unit: chunk.unit(lane).to_owned(), tallied, lost }
}
