//! Floor 9. What runs.
//!
//! In: a checked ruleset. Out: a flat list of nodes in running order, each reading only nodes
//! before it ([`Plan`]). Lowering cannot fail. A node is an award or an adjustment rather than an
//! arithmetic instruction, so that the plan reads like the table.
//! Knows the model. Does not know data, nor how a node is run.

mod gather;
mod interface;
mod lower;
mod node;
mod part;
mod plans;
mod scale;

pub use gather::{Gather, Ranking};
pub use node::{
    Band, Case, ClassLine, Classes, Compared, Grid, GridKey, LimitNodes, Node, NodeId, Op, Steps, Tier,
    Tiers, When,
};

pub use plans::{Edition, Plans, Read};

use crate::model::{self, Ruleset, Symbol, Word};
use crate::value::{Date, Range};

/// The nodes of a criterion or content, step by step.
#[derive(Clone, Copy, Debug)]
pub struct Chain {
    /// The award, or the sum of the parts.
    pub award: NodeId,
    /// After `requires`, `zero when`, `evidence`.
    pub open: NodeId,
    /// After deductions.
    pub deducted: NodeId,
    /// After floors, caps and the maximum.
    pub bound: NodeId,
    /// After its share of maxima that fell away elsewhere.
    pub grown: NodeId,
    /// After rounding.
    pub rounded: NodeId,
    /// The outcome: points, or not applicable.
    pub result: NodeId,
    /// The maximum that is in force for the unit.
    pub maximum: NodeId,
}

/// A ruleset ready to run.
#[derive(Debug)]
pub struct Plan {
    /// What the plan was made from.
    pub ruleset: Ruleset,
    /// All nodes, in running order.
    pub nodes: Vec<Node>,
    /// What must hold for a row to be accepted, with the same index as `ruleset.requirements`.
    pub requirements: Vec<NodeId>,
    /// The facts.
    pub facts: Vec<NodeId>,
    /// The named formulas.
    pub definitions: Vec<NodeId>,
    /// The nodes of each criterion.
    pub criteria: Vec<Chain>,
    /// The nodes of each content.
    pub contents: Vec<Chain>,
    /// The bonus and deductions, in the order of `ruleset.pools`.
    pub pools: Vec<NodeId>,
    /// The sum of the contents.
    pub contents_sum: NodeId,
    /// The total before its limits and rounding.
    pub total_sum: NodeId,
    /// The total within its limits.
    pub total_bound: NodeId,
    /// The total.
    pub total: NodeId,
    /// The maximum of the total that is in force for the unit.
    pub total_maximum: NodeId,
    /// The lists of classes: what the rules give.
    pub classes: Vec<NodeId>,
    /// The unit's own class with what the competent level decided; none where it does not decide.
    pub decided: Option<NodeId>,
    /// The titles.
    pub titles: Vec<NodeId>,
    /// The values over collections, with the same index as `ruleset.gathers`.
    pub gathers: Vec<Gather>,
    /// What ranks comparable units.
    pub ranking: Ranking,
    /// Whether anything reads a fact, with the same index as `ruleset.facts`.
    read: Vec<bool>,
    /// The result that each node is, if it is one.
    results: Vec<Option<Symbol>>,
}

impl Plan {
    /// Lowers a checked ruleset.
    pub fn new(ruleset: Ruleset) -> Plan {
        let mut plan = lower::lower(ruleset);
        plan.results = plan.results();
        plan
    }

    /// The result that a node is, if it is one that has a name: a criterion, a content, the total, a class or
    /// a title.
    pub fn result(&self, node: NodeId) -> Option<Symbol> {
        self.results.get(node.index()).copied().flatten()
    }

    fn results(&self) -> Vec<Option<Symbol>> {
        let chains = |chains: &[Chain]| chains.iter().map(|chain| chain.result).collect::<Vec<_>>();
        let numbered = |nodes: &[NodeId], symbol: fn(u32) -> Symbol| {
            (0..).zip(nodes).map(|(id, node)| (*node, symbol(id))).collect::<Vec<_>>()
        };
        let class = self.class().and_then(|(node, _)| self.classes.iter().position(|it| *it == node));
        let decided = self.decided.zip(class.and_then(|at| u32::try_from(at).ok()));
        let mut named = vec![(self.total, Symbol::Total)];
        named.extend(numbered(&chains(&self.criteria), Symbol::Criterion));
        named.extend(numbered(&chains(&self.contents), Symbol::Content));
        named.extend(decided.map(|(node, id)| (node, Symbol::Classes(id))));
        named.extend(numbered(&self.classes, Symbol::Classes));
        named.extend(numbered(&self.titles, Symbol::Title));
        let mut results = vec![None; self.nodes.len()];
        // A node that is several has the name of the first.
        for (node, symbol) in named.into_iter().rev() {
            results[node.index()] = Some(symbol);
        }
        results
    }

    /// The node behind an id.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The id of the node at an index.
    pub fn id(&self, index: usize) -> NodeId {
        NodeId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Whether points, a class, a title or a requirement depends on a fact.
    pub fn reads(&self, fact: u32) -> bool {
        self.read.get(fact as usize).copied().unwrap_or(false)
    }

    /// Every day of the calendar.
    pub(crate) fn date_range(&self) -> Range {
        Range::Date(Date::MIN, Date::MAX)
    }

    /// The most steps that scoring one unit can take, whatever its data: an operand is one step, a
    /// call of a local function its whole budget.
    pub fn work(&self) -> u64 {
        self.nodes.iter().map(|node| node.op.work()).sum()
    }

    /// The unit's own class by the rules: its node, and its list in `ruleset.classes`.
    pub fn class(&self) -> Option<(NodeId, &model::Classes)> {
        let own =
            self.classes.iter().zip(&self.ruleset.classes).find(|(_, classes)| classes.content.is_none());
        own.map(|(node, classes)| (*node, classes))
    }

    /// The unit's own class as it is in force: decided, or else what the rules give.
    pub fn class_in_force(&self) -> Option<NodeId> {
        self.decided.or(self.class().map(|(node, _)| node))
    }

    /// Who may decide the unit's own class; none where nobody may.
    pub fn class_decided_by(&self) -> Option<&str> {
        self.class().map(|(_, classes)| classes.decided_by.as_str()).filter(|who| !who.is_empty())
    }

    /// The words of the unit's own classes, from the lowest up.
    pub fn class_words(&self) -> &[Word] {
        self.class().map_or(&[], |(_, classes)| &self.ruleset.choices[classes.choice as usize].words)
    }

    /// The node that a symbol means.
    pub fn symbol(&self, symbol: Symbol) -> Option<NodeId> {
        match symbol {
            Symbol::Criterion(id) => Some(self.criteria[id as usize].result),
            Symbol::Content(id) => Some(self.contents[id as usize].result),
            Symbol::Total => Some(self.total),
            Symbol::Contents => Some(self.contents_sum),
            Symbol::Classes(id) => {
                let decided = self.decided.filter(|_| self.ruleset.classes[id as usize].content.is_none());
                Some(decided.unwrap_or(self.classes[id as usize]))
            }
            Symbol::Title(id) => Some(self.titles[id as usize]),
            Symbol::Fact(id) => Some(self.facts[id as usize]),
            Symbol::Definition(id) => Some(self.definitions[id as usize]),
            Symbol::Pool(id) => Some(self.pools[id as usize]),
            Symbol::CriterionMaximum(id) => Some(self.criteria[id as usize].maximum),
            Symbol::ContentMaximum(id) => Some(self.contents[id as usize].maximum),
            Symbol::TotalMaximum => Some(self.total_maximum),
            Symbol::ClassFrom(_) | Symbol::Word | Symbol::PartPoints | Symbol::PartMaximum => None,
        }
    }
}
