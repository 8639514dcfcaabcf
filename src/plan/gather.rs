//! Values over collections, and what ranks comparable units.

use super::lower::Lower;
use super::node::{NodeId, Op};
use crate::model::{Ask, Expr, ExprNode, FactSource, Symbol};
use std::ops::Range;

/// A value over a collection: which nodes run for each item, and what is made of them.
#[derive(Clone, Debug)]
pub struct Gather {
    /// The fact that it fills.
    pub fact: u32,
    /// What is asked.
    pub ask: Ask,
    /// Of which collection; none for what is known of the unit itself.
    pub collection: Option<u32>,
    /// Only so many of the last items.
    pub last: Option<usize>,
    /// The nodes of what is read of each item, in the order of the collection's imports.
    pub imports: Vec<NodeId>,
    /// The nodes that run for each item.
    pub body: Range<usize>,
    /// The formula over items.
    pub of: Option<NodeId>,
    /// The condition on items.
    pub with: Option<NodeId>,
    /// What holds where no item is left.
    pub none: Option<NodeId>,
}

/// What ranks comparable units, and how many each quota lets through.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// The keys, the first one first.
    pub keys: Vec<NodeId>,
    /// The size of each quota, in the order of the ruleset.
    pub sizes: Vec<NodeId>,
}

impl Lower<'_> {
    /// Lowers a value over a collection. Its nodes that run for each item stand one behind the other: what
    /// they read of the unit itself is lowered before them.
    pub(super) fn gather(&mut self, at: u32) {
        let gather = &self.ruleset.gathers[at as usize];
        let exprs = || gather.of.iter().chain(&gather.with);
        exprs().chain(&gather.none).for_each(|expr| self.prepare(expr));
        let collection = gather.collection.map(|at| &self.ruleset.collections[at as usize]);
        let imports = collection.map_or(&[][..], |it| it.imports.as_slice());
        let imports: Vec<NodeId> = imports.iter().map(|import| self.fact(import.fact)).collect();
        let start = self.nodes.len();
        let of = gather.of.as_ref().map(|of| self.expr(of));
        let with = gather.with.as_ref().map(|with| self.expr(with));
        let body = start..self.nodes.len();
        let none = gather.none.as_ref().map(|none| self.expr(none));
        let (fact, ask, last) = (gather.fact, gather.ask, gather.last);
        let collection = gather.collection;
        let lowered = Gather { fact, ask, collection, last, imports, body, of, with, none };
        self.gathers.insert(at, lowered);
        let kind = self.ruleset.facts[fact as usize].kind;
        let node = self.push(Op::Fact(fact), kind, gather.span);
        self.facts.insert(fact, node);
    }

    /// Lowers the values over collections that a formula reads.
    fn prepare(&mut self, expr: &Expr) {
        if let ExprNode::Symbol(Symbol::Fact(id)) = expr.node
            && matches!(self.ruleset.facts[id as usize].source, FactSource::Gathered(_))
        {
            self.fact(id);
        }
        expr.children().into_iter().for_each(|child| self.prepare(child));
    }
}
