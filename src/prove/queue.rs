//! Nodes that are still to be run, the first of the plan first.

use crate::plan::{NodeId, Plan};

/// A set of nodes, a bit each: what is read stands before what reads it, so that most of what is put in
/// lies behind what was taken out.
pub(super) struct Queue<'p> {
    plan: &'p Plan,
    bits: Vec<u64>,
    /// Before this word there is nothing.
    first: usize,
}

impl<'p> Queue<'p> {
    pub(super) fn new(plan: &'p Plan) -> Queue<'p> {
        let words = plan.nodes.len().div_ceil(64);
        Queue { plan, bits: vec![0; words], first: words }
    }

    pub(super) fn extend<'n>(&mut self, nodes: impl IntoIterator<Item = &'n NodeId>) {
        for node in nodes {
            let (word, bit) = (node.index() / 64, node.index() % 64);
            self.bits[word] |= 1 << bit;
            self.first = self.first.min(word);
        }
    }

    /// Takes out the first.
    pub(super) fn pop(&mut self) -> Option<NodeId> {
        while self.bits.get(self.first)? == &0 {
            self.first += 1;
        }
        let word = &mut self.bits[self.first];
        let bit = word.trailing_zeros() as usize;
        *word &= *word - 1;
        Some(self.plan.id(self.first * 64 + bit))
    }
}
