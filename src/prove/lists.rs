//! Lists of nodes, one behind the other.

use crate::plan::NodeId;
use std::ops::Index;

/// A list of nodes for each number from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// Where each list ends.
    ends: Vec<usize>,
    nodes: Vec<NodeId>,
}

impl<L: IntoIterator<Item = NodeId>> FromIterator<L> for Lists {
    fn from_iter<I: IntoIterator<Item = L>>(lists: I) -> Lists {
        let mut all = Lists::default();
        for list in lists {
            all.nodes.extend(list);
            all.ends.push(all.nodes.len());
        }
        all
    }
}

impl Index<usize> for Lists {
    type Output = [NodeId];

    #[inline]
    fn index(&self, at: usize) -> &[NodeId] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.nodes[start..self.ends[at]]
    }
}
