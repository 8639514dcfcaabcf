//! Nodes that were seen on a way down, and from where.

use crate::plan::NodeId;

/// Of each node that was seen the one above it. To begin anew costs nothing.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Which way it is.
    turn: u32,
    /// On which way each node was seen last, and from which node; from itself where nothing is above it.
    nodes: Vec<(u32, NodeId)>,
}

impl Seen {
    /// Begins anew, with so many nodes.
    pub(super) fn begin(&mut self, nodes: usize) {
        self.turn = self.turn.wrapping_add(1);
        if self.nodes.len() != nodes || self.turn == 0 {
            self.turn = 1;
            self.nodes = vec![(0, NodeId::default()); nodes];
        }
    }

    /// Sees a node from another; from itself where nothing is above it.
    #[inline]
    pub(super) fn put(&mut self, node: NodeId, above: NodeId) {
        self.nodes[node.index()] = (self.turn, above);
    }

    /// Whether a node was seen.
    #[inline]
    pub(super) fn has(&self, node: NodeId) -> bool {
        self.nodes[node.index()].0 == self.turn
    }

    /// The node from which one was seen.
    #[inline]
    pub(super) fn above(&self, node: NodeId) -> Option<NodeId> {
        let (turn, above) = self.nodes[node.index()];
        (turn == self.turn && above != node).then_some(above)
    }
}
