//! From the ruleset as meant to nodes in running order: formulas, classes, titles.

use super::node::{
    Band, ClassLine, Classes, Compared, Grid, GridKey, LimitNodes, Node, NodeId, Op, Steps, Tier, Tiers, When,
};
use super::{Chain, Gather, Plan, Ranking, scale};
use crate::model::{self, Conditional, Expr, ExprNode, FactSource, LimitExprs, PartId, Ruleset, Symbol};
use crate::source::Span;
use crate::value::{Kind, Number, Scale, Value};
use std::collections::BTreeMap;

pub(super) fn lower(ruleset: Ruleset) -> Plan {
    let mut lower = Lower::new(&ruleset);
    let count = |length: usize| 0..u32::try_from(length).unwrap_or(u32::MAX);
    let is_gathered = |id: &u32| matches!(ruleset.facts[*id as usize].source, FactSource::Gathered(_));
    // A value over a collection is lowered where it is read first, behind all that it reads.
    count(ruleset.facts.len()).filter(|id| !is_gathered(id)).for_each(|id| _ = lower.fact(id));
    let total = lower.in_order();
    let requirements: Vec<NodeId> =
        ruleset.requirements.iter().map(|requirement| lower.expr(&requirement.condition)).collect();
    let ranking = lower.ranking();
    let facts: Vec<NodeId> = count(ruleset.facts.len()).map(|id| lower.fact(id)).collect();
    let gathers = std::mem::take(&mut lower.gathers).into_values().collect();
    let of = |symbol: Symbol, lower: &Lower<'_>| lower.symbols.get(&symbol).copied().unwrap_or(NodeId(0));
    let definitions = count(ruleset.definitions.len()).map(|id| of(Symbol::Definition(id), &lower)).collect();
    let computed = |id| lower.computed.get(&id).copied().unwrap_or(NodeId(0));
    let classes = count(ruleset.classes.len()).map(computed).collect();
    let decided = lower.computed.iter().map(|(id, node)| (of(Symbol::Classes(*id), &lower), *node));
    let decided = decided.filter(|(in_force, node)| in_force != node).map(|(in_force, _)| in_force).next();
    let titles = count(ruleset.titles.len()).map(|id| of(Symbol::Title(id), &lower)).collect();
    let contents_sum = of(Symbol::Contents, &lower);
    let criteria: Vec<Chain> = lower.criteria.values().copied().collect();
    let contents: Vec<Chain> = lower.contents.values().copied().collect();
    let nodes = lower.nodes;
    // A criterion without points may be nothing but its fact, and so may a requirement.
    let results = criteria.iter().map(|chain| chain.result).chain(requirements.iter().copied());
    let results = results.chain(ranking.keys.iter().copied()).chain(ruleset_keys(&ruleset, &facts));
    let read = read(&nodes, results, ruleset.facts.len());
    Plan {
        nodes,
        read,
        results: Vec::new(),
        requirements,
        facts,
        definitions,
        criteria,
        contents,
        pools: total.pools,
        contents_sum,
        total_sum: total.sum,
        total_bound: total.bound,
        total: total.result,
        total_maximum: total.maximum,
        classes,
        decided,
        titles,
        gathers,
        ranking,
        ruleset,
    }
}

/// The facts that say which units are comparable.
fn ruleset_keys<'a>(ruleset: &'a Ruleset, facts: &'a [NodeId]) -> impl Iterator<Item = NodeId> + 'a {
    let keys = ruleset.cohort.iter().flat_map(|cohort| &cohort.by);
    keys.filter_map(|key| match key {
        model::CohortKey::Fact(id) => facts.get(*id as usize).copied(),
        model::CohortKey::Superior => None,
    })
}

/// Which facts are read: by another node, or as a result of their own.
fn read(nodes: &[Node], results: impl Iterator<Item = NodeId>, facts: usize) -> Vec<bool> {
    let mut read = vec![false; facts];
    let operands = nodes.iter().flat_map(|node| node.op.operands());
    for node in operands.chain(results) {
        if let Op::Fact(fact) = nodes[node.index()].op {
            read[fact as usize] = true;
        }
    }
    read
}

/// The nodes of the total.
pub(super) struct TotalNodes {
    pub(super) pools: Vec<NodeId>,
    pub(super) sum: NodeId,
    pub(super) bound: NodeId,
    pub(super) result: NodeId,
    pub(super) maximum: NodeId,
}

pub(super) struct Lower<'a> {
    pub(super) ruleset: &'a Ruleset,
    pub(super) nodes: Vec<Node>,
    pub(super) facts: BTreeMap<u32, NodeId>,
    pub(super) symbols: BTreeMap<Symbol, NodeId>,
    /// The classes that the rules give; readers see the one in force.
    pub(super) computed: BTreeMap<u32, NodeId>,
    pub(super) criteria: BTreeMap<u32, Chain>,
    pub(super) contents: BTreeMap<u32, Chain>,
    /// The lowered conditions of parts that may be not applicable.
    pub(super) conditions: BTreeMap<PartId, Vec<NodeId>>,
    /// The values over collections that were lowered, by their place.
    pub(super) gathers: BTreeMap<u32, Gather>,
    /// What `all` means in the deduction that is being lowered.
    pub(super) everything: Option<NodeId>,
}

impl<'a> Lower<'a> {
    fn new(ruleset: &'a Ruleset) -> Lower<'a> {
        Lower {
            ruleset,
            nodes: Vec::new(),
            facts: BTreeMap::new(),
            symbols: BTreeMap::new(),
            computed: BTreeMap::new(),
            criteria: BTreeMap::new(),
            contents: BTreeMap::new(),
            conditions: BTreeMap::new(),
            everything: None,
            gathers: BTreeMap::new(),
        }
    }

    /// Lowers all parts, each after all that it reads; gives the nodes of the total.
    fn in_order(&mut self) -> TotalNodes {
        let mut total = None;
        for symbol in &self.ruleset.order {
            match *symbol {
                Symbol::Definition(id) => self.definition(id),
                Symbol::Criterion(id) => self.criterion(id),
                Symbol::Content(id) => self.content(id),
                Symbol::Contents => self.contents_sum(),
                Symbol::Total => total = Some(self.total()),
                Symbol::Classes(id) => self.classes(id),
                Symbol::Title(id) => self.title(id),
                _ => {}
            }
        }
        total.unwrap_or_else(|| self.total())
    }
}

impl Lower<'_> {
    pub(super) fn push(&mut self, op: Op, kind: Kind, span: Span) -> NodeId {
        let scale = if kind.is_number() { scale::infer(&op, &self.nodes, self.ruleset) } else { Scale::None };
        self.nodes.push(Node { op, kind, scale, span, name: None, title: None });
        NodeId(u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX))
    }

    pub(super) fn constant(&mut self, number: Number, span: Span) -> NodeId {
        self.push(Op::Constant(Value::Number(number)), Kind::Number, span)
    }

    pub(super) fn fact(&mut self, id: u32) -> NodeId {
        if let Some(node) = self.facts.get(&id) {
            return *node;
        }
        let fact = &self.ruleset.facts[id as usize];
        if let FactSource::Gathered(at) = fact.source {
            self.gather(at);
            return self.facts.get(&id).copied().unwrap_or_default();
        }
        let node = self.push(Op::Fact(id), fact.kind, fact.span);
        self.facts.insert(id, node);
        node
    }

    /// What ranks comparable units.
    fn ranking(&mut self) -> Ranking {
        let Some(cohort) = &self.ruleset.cohort else { return Ranking::default() };
        let sizes = cohort.quotas.iter().map(|quota| self.expr(&quota.size)).collect();
        Ranking { keys: self.exprs(&cohort.rank_by), sizes }
    }

    fn definition(&mut self, id: u32) {
        let definition = &self.ruleset.definitions[id as usize];
        let node = self.expr(&definition.value);
        // A fact keeps its own name; everything else is known by the name of its `let`.
        if !matches!(self.nodes[node.index()].op, Op::Fact(_)) {
            let node = &mut self.nodes[node.index()];
            node.name.get_or_insert_with(|| definition.name.clone());
            node.title.get_or_insert_with(|| definition.title.clone());
        }
        self.symbols.insert(Symbol::Definition(id), node);
    }

    pub(super) fn exprs(&mut self, exprs: &[Expr]) -> Vec<NodeId> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    pub(super) fn whens(&mut self, list: &[Conditional], wanted: impl Fn(&Conditional) -> bool) -> Vec<When> {
        let list = list.iter().filter(|conditional| wanted(conditional));
        list.map(|it| (self.expr(&it.value), it.when.as_ref().map(|when| self.expr(when)))).collect()
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> NodeId {
        let op = match &expr.node {
            ExprNode::Constant(value) => Op::Constant(*value),
            ExprNode::Symbol(symbol) => return self.symbol(*symbol, expr.span),
            ExprNode::Everything => match self.everything {
                Some(node) => return node,
                None => Op::Constant(Value::Number(Number::ZERO)),
            },
            ExprNode::Sum(links) => {
                Op::Sum(links.iter().map(|(minus, link)| (*minus, self.expr(link))).collect())
            }
            ExprNode::Product(links) => return self.product(links, expr),
            ExprNode::Days(left, right) => Op::Days(self.expr(left), self.expr(right)),
            ExprNode::Later(date, days, earlier) => Op::Later(self.expr(date), self.expr(days), *earlier),
            ExprNode::Compare(relation, left, right) => {
                Op::Compare(Compared { relation: *relation, left: self.expr(left), right: self.expr(right) })
            }
            ExprNode::Includes(of, word) => Op::Includes(self.expr(of), *word),
            ExprNode::All(links) => Op::All(self.exprs(links)),
            ExprNode::Any(links) => Op::Any(self.exprs(links)),
            ExprNode::Not(inner) => Op::Not(self.expr(inner)),
            ExprNode::Tiers(of, lines) => self.tiers(of, lines),
            ExprNode::First(branches, otherwise) => {
                let branches =
                    branches.iter().map(|(when, value)| (self.expr(when), self.expr(value))).collect();
                Op::First(branches, otherwise.as_ref().map(|value| self.expr(value)))
            }
            ExprNode::Proportion(share, maximum) => return self.proportion(share, *maximum, expr.span),
            ExprNode::Steps(steps) => self.steps(steps),
            ExprNode::Grid(grid) => self.grid(grid),
            ExprNode::Together(links) => Op::Parts(self.exprs(links)),
            ExprNode::Greatest(links) => Op::Greatest(self.exprs(links)),
            ExprNode::Least(links) => Op::Least(self.exprs(links)),
            ExprNode::Average(links) => Op::Average(self.exprs(links)),
            ExprNode::Call(function, arguments) => Op::Call(*function, self.exprs(arguments)),
            ExprNode::Hole => Op::Constant(Value::Number(Number::ZERO)),
        };
        self.push(op, expr.kind, expr.span)
    }

    fn symbol(&mut self, symbol: Symbol, span: Span) -> NodeId {
        let known = match symbol {
            Symbol::Fact(id) => return self.fact(id),
            Symbol::CriterionMaximum(id) => self.criteria.get(&id).map(|chain| chain.maximum),
            Symbol::ContentMaximum(id) => self.contents.get(&id).map(|chain| chain.maximum),
            symbol => self.symbols.get(&symbol).copied(),
        };
        // The order of the ruleset has every symbol before its readers.
        debug_assert!(known.is_some(), "{symbol:?} is read before it is lowered");
        known.unwrap_or_else(|| self.constant(Number::ZERO, span))
    }

    fn product(&mut self, links: &[(bool, Expr)], expr: &Expr) -> NodeId {
        let mut product = None;
        for (divides, link) in links {
            let factor = self.expr(link);
            product = Some(match product {
                None => factor,
                Some(left) if *divides => self.push(Op::Quotient(left, factor), expr.kind, expr.span),
                Some(left) => self.push(Op::Product(left, factor), expr.kind, expr.span),
            });
        }
        product.unwrap_or_else(|| self.constant(Number::ONE, expr.span))
    }

    fn proportion(&mut self, share: &Expr, maximum: Number, span: Span) -> NodeId {
        let share = self.expr(share);
        let maximum = self.constant(maximum, span);
        let of = self.push(Op::Product(share, maximum), Kind::Number, span);
        let (floors, caps) = (Vec::new(), Vec::new());
        self.push(
            Op::Bound { of, floors, caps, from_zero: true, required: false, high: Some(maximum) },
            Kind::Number,
            span,
        )
    }

    pub(super) fn limits(&mut self, limits: &LimitExprs) -> LimitNodes {
        LimitNodes {
            low: limits.low.as_ref().map(|(at, included)| (self.expr(at), *included)),
            high: limits.high.as_ref().map(|(at, included)| (self.expr(at), *included)),
        }
    }

    fn constant_of(&self, id: NodeId) -> Option<Number> {
        match self.nodes[id.index()].op {
            Op::Constant(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    fn tiers(&mut self, of: &Expr, lines: &[model::Tier]) -> Op {
        let of = self.expr(of);
        let lines: Vec<Tier> = lines
            .iter()
            .map(|line| Tier {
                limits: self.limits(&line.limits),
                or_when: line.or_when.as_ref().map(|when| self.expr(when)),
                value: self.expr(&line.value),
                span: line.span,
            })
            .collect();
        let mut tiers = Tiers { of, lines, reach: None };
        tiers.reach = tiers.known_reach(|id| self.constant_of(id));
        Op::Tiers(Box::new(tiers))
    }

    fn steps(&mut self, steps: &model::Steps) -> Op {
        let (of, base, at) = (self.expr(&steps.of), self.expr(&steps.base), self.expr(&steps.at));
        let bands = steps.bands.iter().map(|band| Band {
            rate: self.expr(&band.rate),
            per: self.expr(&band.per),
            full: band.full,
            up_to: band.up_to.as_ref().map(|end| self.expr(end)),
        });
        let bands = bands.collect();
        Op::Steps(Box::new(Steps { of, base, at, less: steps.less, bands }))
    }

    fn grid(&mut self, grid: &model::Grid) -> Op {
        let (rows_of, columns_of) = (self.expr(&grid.rows_of), self.expr(&grid.columns_of));
        let rows = grid.rows.iter().map(|key| self.grid_key(key)).collect();
        let columns = grid.columns.iter().map(|key| self.grid_key(key)).collect();
        let cells = grid.cells.iter().map(|cells| self.exprs(cells)).collect();
        Op::Grid(Box::new(Grid { rows_of, columns_of, rows, columns, cells }))
    }

    fn grid_key(&mut self, key: &model::GridKey) -> GridKey {
        match key {
            model::GridKey::Limits(limits) => GridKey::Limits(self.limits(limits)),
            model::GridKey::Value(value) => GridKey::Value(*value),
        }
    }

    fn classes(&mut self, id: u32) {
        let classes = &self.ruleset.classes[id as usize];
        let mut of = self.expr(&classes.of);
        // Without any criterion there is no total: classes stand on their conditions alone.
        if self.ruleset.criteria.is_empty() && self.symbols.get(&Symbol::Total) == Some(&of) {
            of = self.constant(Number::ZERO, classes.span);
        }
        let lines = classes.lines.iter().map(|line| ClassLine {
            word: line.word,
            limits: self.limits(&line.limits),
            when: line.when.as_ref().map(|when| self.expr(when)),
            or_when: line.or_when.as_ref().map(|when| self.expr(when)),
            span: line.span,
        });
        let lines = lines.collect();
        let caps = classes.caps.iter().map(|rule| (rule.word, self.expr(&rule.when))).collect();
        let settled = classes.settled.iter().map(|rule| (rule.word, self.expr(&rule.when))).collect();
        let not_assessed = self.exprs(&classes.not_assessed);
        let op = Op::Classes(Box::new(Classes { of, lines, caps, settled, not_assessed }));
        let kind = Kind::Word(classes.choice);
        let node = self.push(op, kind, classes.span);
        self.computed.insert(id, node);
        let can_be_decided = classes.content.is_none() && !classes.decided_by.is_empty();
        let in_force = if can_be_decided { self.push(Op::Decided(node), kind, classes.span) } else { node };
        self.symbols.insert(Symbol::Classes(id), in_force);
    }

    fn title(&mut self, id: u32) {
        let title = &self.ruleset.titles[id as usize];
        let when = self.expr(&title.when);
        let own = self.ruleset.classes.iter().position(|classes| classes.content.is_none());
        let class = own.and_then(|own| u32::try_from(own).ok());
        let class = class.and_then(|own| self.symbols.get(&Symbol::Classes(own)).copied());
        let node = self.push(Op::Title { when, class }, Kind::Truth, title.span);
        self.symbols.insert(Symbol::Title(id), node);
    }
}
