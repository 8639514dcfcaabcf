//! What a formula is made of.

use super::{Expr, ExprNode, GridKey, LimitExprs};

impl Expr {
    /// The formulas that it is made of.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.node {
            ExprNode::Constant(_) | ExprNode::Symbol(_) | ExprNode::Everything | ExprNode::Hole => Vec::new(),
            ExprNode::Sum(links) | ExprNode::Product(links) => links.iter().map(|(_, link)| link).collect(),
            ExprNode::Days(a, b) | ExprNode::Later(a, b, _) | ExprNode::Compare(_, a, b) => vec![a, b],
            ExprNode::Includes(of, _) | ExprNode::Not(of) | ExprNode::Proportion(of, _) => vec![of],
            ExprNode::All(links) | ExprNode::Any(links) | ExprNode::Call(_, links) => links.iter().collect(),
            ExprNode::Together(links) | ExprNode::Greatest(links) => links.iter().collect(),
            ExprNode::Least(links) | ExprNode::Average(links) => links.iter().collect(),
            ExprNode::Tiers(of, tiers) => {
                let lines = tiers.iter().flat_map(|tier| {
                    tier.limits.exprs().chain(&tier.or_when).chain(std::iter::once(&tier.value))
                });
                std::iter::once(&**of).chain(lines).collect()
            }
            ExprNode::First(branches, otherwise) => {
                branches.iter().flat_map(|(when, value)| [when, value]).chain(otherwise.as_deref()).collect()
            }
            ExprNode::Steps(steps) => {
                let bands = steps.bands.iter();
                let bands = bands.flat_map(|band| [&band.rate, &band.per].into_iter().chain(&band.up_to));
                [&steps.of, &steps.base, &steps.at].into_iter().chain(bands).collect()
            }
            ExprNode::Grid(grid) => {
                let keys = grid.rows.iter().chain(&grid.columns).flat_map(|key| match key {
                    GridKey::Limits(limits) => limits.exprs().collect::<Vec<_>>(),
                    GridKey::Value(_) => Vec::new(),
                });
                let cells = grid.cells.iter().flatten();
                [&grid.rows_of, &grid.columns_of].into_iter().chain(keys).chain(cells).collect()
            }
        }
    }
}

impl LimitExprs {
    fn exprs(&self) -> impl Iterator<Item = &Expr> {
        self.low.iter().chain(&self.high).map(|(limit, _)| &**limit)
    }
}
