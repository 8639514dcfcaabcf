//! Nodes that were seen on a way down, and from where.

use crate::plan::NodeId;

/// Of each node that was seen the one above it, and which of them are still to be looked at. To begin anew costs
/// nothing.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Which way it is.
    turn: u32,
    /// On which way each node was seen last, and from which node; from itself where nothing is above it.
    nodes: Vec<(u32, NodeId)>,
    /// Those to be looked at, the next one last.
    open: Vec<NodeId>,
}

impl Seen {
    /// Begins anew in a plan with so many nodes: with some of them, the first to be looked at first.
    pub(super) fn begin(&mut self, count: usize, from: &[NodeId]) {
        self.turn = self.turn.wrapping_add(1);
        if self.nodes.len() != count || self.turn == 0 {
            self.turn = 1;
            self.nodes = vec![(0, NodeId::default()); count];
        }
        self.open.clear();
        self.open.extend(from.iter().rev());
        from.iter().for_each(|node| self.nodes[node.index()] = (self.turn, *node));
    }

    /// The next to be looked at.
    #[inline]
    pub(super) fn pop(&mut self) -> Option<NodeId> {
        self.open.pop()
    }

    /// Sees a node from another: it is the next to be looked at, if it was not seen before.
    #[inline]
    pub(super) fn push(&mut self, node: NodeId, above: NodeId) {
        let seen = &mut self.nodes[node.index()];
        if seen.0 != self.turn {
            *seen = (self.turn, above);
            self.open.push(node);
        }
    }

    /// The node from which one was seen.
    #[inline]
    pub(super) fn above(&self, node: NodeId) -> Option<NodeId> {
        let (turn, above) = self.nodes[node.index()];
        (turn == self.turn && above != node).then_some(above)
    }
}
