//! What scoring fills.

use super::outcome::Outcome;
use crate::plan::NodeId;

/// What each node of a plan came to, for one record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slots {
    pub(super) outcomes: Vec<Outcome>,
}

impl Slots {
    /// What a node came to.
    #[inline]
    pub fn get(&self, node: NodeId) -> &Outcome {
        &self.outcomes[node.index()]
    }

    /// Puts another outcome in place of what a node came to; nodes behind it keep theirs.
    pub fn set(&mut self, node: NodeId, outcome: Outcome) {
        self.outcomes[node.index()] = outcome;
    }

    /// The same; gives what stood there before.
    pub fn replace(&mut self, node: NodeId, outcome: Outcome) -> Outcome {
        std::mem::replace(&mut self.outcomes[node.index()], outcome)
    }

    /// What each node came to, in the order of the plan.
    pub fn iter(&self) -> std::slice::Iter<'_, Outcome> {
        self.outcomes.iter()
    }
}
