//! What every question about a plan needs, made once: who reads whom, which nodes are sums of facts, how
//! facts are tied together, which nodes are results.

use super::domain::Domain;
use super::linear::{Linear, forms, interval};
use super::lists::Lists;
use super::relations::Relations;
use super::standing::{Index, Standing};
use crate::eval::{Facts, Slots};
use crate::plan::{Node, NodeId, Op, Plan};
use crate::value::{Interval, Kind, Number, Relation};

/// What a call of a local function counts for, in nodes: it may do a lot.
const CALL: u64 = 1_000;

/// A plan as questions are asked of it.
pub(super) struct Frame<'a> {
    pub(super) plan: &'a Plan,
    /// What each node reads, conditions first.
    pub(super) operands: Lists,
    /// The same without constants.
    pub(super) moving: Lists,
    /// How much work it is to run each node.
    pub(super) work: Vec<u64>,
    /// Nodes whose range depends on each fact through relations, not by reading it.
    pub(super) tied: Lists,
    /// Who reads each node.
    pub(super) readers: Lists,
    /// How many results read each fact without another result between.
    pub(super) shared: Vec<usize>,
    /// The node of each fact.
    pub(super) fact_nodes: Vec<Option<NodeId>>,
    /// The fact that each node is, if it is one.
    pub(super) facts: Vec<Option<u32>>,
    /// Which nodes are requirements.
    pub(super) is_required: Vec<bool>,
    /// The sum of facts that a node is, where it is one.
    pub(super) forms: Vec<Option<Linear>>,
    /// What each comparison holds against 0, and the same with the other sign.
    pub(super) differences: Vec<Option<(Linear, Linear)>>,
    /// Sums that are never above 0 in any row that is accepted.
    pub(super) relations: Vec<Linear>,
    /// What is looked up of them.
    pub(super) index: Index,
    /// Which nodes are quotients of sums whose divisor is never below 0.
    is_ratio: Vec<bool>,
    /// What each fact can be.
    pub(super) domains: Vec<Domain>,
    /// Whether a node is a result that people see.
    pub(super) is_result: Vec<bool>,
    /// Which nodes can be otherwise than the rules say, because they read a class that can be decided.
    reads_decision: Vec<bool>,
    /// The fact that chooses the form of a unit, where units have forms.
    kind: Option<u32>,
    /// What each node can be by ranges alone.
    pub(super) slots: &'a Slots,
}

impl<'a> Frame<'a> {
    /// Looks at a plan whose nodes, by ranges alone, can be `slots`.
    pub(super) fn new(
        plan: &'a Plan,
        slots: &'a Slots,
        domains: Vec<Domain>,
        kind: Option<u32>,
    ) -> Frame<'a> {
        let forms = forms(plan);
        let operands = operands(plan, &forms);
        let mut fact_nodes = vec![None; plan.ruleset.facts.len()];
        let mut facts = vec![None; plan.nodes.len()];
        for (index, node) in plan.nodes.iter().enumerate() {
            if let Op::Fact(id) = node.op {
                fact_nodes[id as usize] = Some(plan.id(index));
                facts[index] = Some(id);
            }
        }
        let mut is_required = vec![false; plan.nodes.len()];
        plan.requirements.iter().for_each(|node| is_required[node.index()] = true);
        let is_constant = |id: &NodeId| matches!(plan.node(*id).op, Op::Constant(_));
        let moving =
            |list: &Vec<NodeId>| list.iter().copied().filter(|id| !is_constant(id)).collect::<Vec<_>>();
        let mut frame = Frame {
            plan,
            work: plan.nodes.iter().zip(&operands).map(|(node, list)| work(&node.op, list.len())).collect(),
            moving: operands.iter().map(moving).collect(),
            readers: readers(plan, &operands),
            operands: operands.into_iter().collect(),
            fact_nodes,
            facts,
            is_required,
            tied: Lists::default(),
            shared: Vec::new(),
            forms,
            differences: Vec::new(),
            relations: Vec::new(),
            index: Index::default(),
            is_ratio: vec![false; plan.nodes.len()],
            domains,
            is_result: results(plan),
            reads_decision: reads_decision(plan),
            kind,
            slots,
        };
        // A row whose requirement divides by 0 is accepted, so that quotients say nothing of all rows.
        frame.relations =
            plan.requirements.iter().flat_map(|node| frame.implied(*node, true, false)).collect();
        frame.index = Index::new(&frame.relations, plan.ruleset.facts.len());
        let mut standing = Standing::new(frame.relations.clone(), frame.bounds(&frame.domains));
        standing.refresh();
        let relations = Relations::new(&standing, &frame.index);
        frame.is_ratio = plan.nodes.iter().map(|node| frame.has_divisor_above(node, &relations)).collect();
        frame.differences = plan.nodes.iter().map(|node| frame.held_against_zero(&node.op)).collect();
        frame.tied = frame.tied();
        let results = |node: &Option<NodeId>| node.map_or(0, |node| frame.nearest_results(node).len());
        frame.shared = frame.fact_nodes.iter().map(results).collect();
        frame
    }

    /// Whether a decision can move a node: of such a one, that something never happens is not known.
    pub(super) fn reads_decision(&self, node: NodeId) -> bool {
        self.reads_decision[node.index()]
    }

    /// Whether a fact says which form a unit has: in each form it is what it is.
    pub(super) fn decides_form(&self, fact: u32) -> bool {
        self.kind == Some(fact)
    }

    /// Sums that are never above 0 where a condition comes out as `truth`, as far as it says so.
    pub(super) fn implied(&self, condition: NodeId, truth: bool, with_ratios: bool) -> Vec<Linear> {
        match &self.plan.node(condition).op {
            Op::Not(inner) => self.implied(*inner, !truth, with_ratios),
            Op::All(list) if truth => {
                list.iter().flat_map(|inner| self.implied(*inner, true, with_ratios)).collect()
            }
            Op::Any(list) if !truth => {
                list.iter().flat_map(|inner| self.implied(*inner, false, with_ratios)).collect()
            }
            Op::Compare(it) => {
                let relation = if truth { it.relation } else { it.relation.opposite() };
                let is_sum = |node: crate::plan::NodeId| self.forms[node.index()].is_some();
                let difference = self.difference(it.left, it.right);
                let difference = difference.filter(|_| with_ratios || (is_sum(it.left) && is_sum(it.right)));
                difference.map_or(Vec::new(), |difference| self.held(&difference, relation))
            }
            _ => Vec::new(),
        }
    }

    /// Sums that are never above 0 where `difference` stands to 0 in a relation.
    pub(super) fn held(&self, difference: &Linear, relation: Relation) -> Vec<Linear> {
        let facts = &self.plan.ruleset.facts;
        let other = || difference.times(Number::whole(-1));
        let held = match relation {
            Relation::AtMost => vec![Some(difference.clone())],
            Relation::AtLeast => vec![other()],
            Relation::Less => vec![difference.clone().strictly(facts)],
            Relation::Greater => vec![other().and_then(|it| it.strictly(facts))],
            Relation::Equal => vec![Some(difference.clone()), other()],
            Relation::Unequal => Vec::new(),
        };
        held.into_iter().flatten().collect()
    }

    /// The left side less the right one, both multiplied by a divisor that is above 0.
    pub(super) fn difference(&self, left: NodeId, right: NodeId) -> Option<Linear> {
        if let (Some(left), Some(right)) = (&self.forms[left.index()], &self.forms[right.index()]) {
            return left.plus(right, Number::whole(-1));
        }
        match (self.constant(left), self.constant(right)) {
            (None, Some(right)) => self.against(left, right),
            (Some(left), None) => self.against(right, left)?.times(Number::whole(-1)),
            _ => None,
        }
    }

    /// A node less a number, multiplied by a divisor that is above 0.
    pub(super) fn against(&self, node: NodeId, number: Number) -> Option<Linear> {
        match (&self.forms[node.index()], self.ratio(node)) {
            (Some(form), _) => form.plus(&Linear::constant(number), Number::whole(-1)),
            (None, Some((dividend, divisor))) => dividend.plus(&divisor.times(number)?, Number::whole(-1)),
            _ => None,
        }
    }

    fn held_against_zero(&self, op: &Op) -> Option<(Linear, Linear)> {
        let Op::Compare(it) = op else { return None };
        let difference = self.difference(it.left, it.right)?;
        let other = difference.times(Number::whole(-1))?;
        Some((difference, other))
    }

    fn constant(&self, node: NodeId) -> Option<Number> {
        self.forms[node.index()].as_ref().filter(|form| form.terms.is_empty()).map(|form| form.constant)
    }

    /// Dividend and divisor of a quotient of sums, where the divisor is never below 0. At 0 there is no
    /// quotient, and nothing is said of it.
    pub(super) fn ratio(&self, node: NodeId) -> Option<(&Linear, &Linear)> {
        let Op::Quotient(dividend, divisor) = self.plan.node(node).op else { return None };
        let forms = (self.forms[dividend.index()].as_ref()?, self.forms[divisor.index()].as_ref()?);
        self.is_ratio[node.index()].then_some(forms)
    }

    fn has_divisor_above(&self, node: &Node, relations: &Relations<'_>) -> bool {
        let Op::Quotient(_, divisor) = node.op else { return false };
        let least = self.forms[divisor.index()].as_ref().and_then(|it| relations.least(it));
        least.is_some_and(|least| least >= Number::ZERO)
    }

    /// For each fact the nodes that it narrows through relations.
    fn tied(&self) -> Lists {
        let named = |form: &Linear| form.terms.iter().map(|(id, _)| *id).collect::<Facts>();
        let relations: Vec<Facts> = self.relations.iter().map(named).collect();
        let mut tied = vec![Vec::new(); self.domains.len()];
        for (index, node) in self.plan.nodes.iter().enumerate() {
            let sides = match node.op {
                Op::Sum(_) | Op::Days(..) => vec![self.plan.id(index)],
                Op::Quotient(a, b) => vec![a, b],
                Op::Compare(it) => {
                    [it.left, it.right].into_iter().flat_map(|side| self.sides(side)).collect()
                }
                _ => continue,
            };
            let mut facts = Facts::default();
            let forms = sides.iter().filter_map(|side| self.forms[side.index()].as_ref());
            forms.for_each(|form| facts.add(&named(form)));
            for relation in relations.iter().chain(&relations) {
                if relation.meets(&facts) {
                    facts.add(relation);
                }
            }
            facts.iter().for_each(|fact| tied[fact as usize].push(self.plan.id(index)));
        }
        tied.into_iter().collect()
    }

    /// The sums of a side of a comparison.
    fn sides(&self, side: NodeId) -> Vec<NodeId> {
        match self.plan.node(side).op {
            Op::Quotient(dividend, divisor) => vec![dividend, divisor],
            _ => vec![side],
        }
    }

    /// What each fact can be as a number, where it is one of these domains.
    pub(super) fn bounds(&self, domains: &[Domain]) -> Vec<Interval> {
        let facts = &self.plan.ruleset.facts;
        domains.iter().zip(facts).map(|(domain, fact)| interval(*domain, fact)).collect()
    }

    /// The results that read a node without another result between.
    pub(super) fn nearest_results(&self, node: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut seen = vec![false; self.plan.nodes.len()];
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if self.is_result[node.index()] {
                found.push(node);
                continue;
            }
            let is_new = |reader: &&NodeId| !std::mem::replace(&mut seen[reader.index()], true);
            open.extend(self.readers[node.index()].iter().filter(is_new));
        }
        found.sort_unstable();
        found
    }

    /// Whether two nodes are one formula, written once or twice.
    pub(super) fn is_same(&self, left: NodeId, right: NodeId) -> bool {
        if left == right {
            return true;
        }
        if let (Some(left), Some(right)) = (&self.forms[left.index()], &self.forms[right.index()]) {
            return left == right;
        }
        match (&self.plan.node(left).op, &self.plan.node(right).op) {
            (Op::Quotient(a, b), Op::Quotient(c, d)) | (Op::Product(a, b), Op::Product(c, d)) => {
                self.is_same(*a, *c) && self.is_same(*b, *d)
            }
            (Op::Compare(a), Op::Compare(b)) => {
                a.relation == b.relation && self.is_same(a.left, b.left) && self.is_same(a.right, b.right)
            }
            (Op::Constant(a), Op::Constant(b)) => a == b,
            (Op::Fact(a), Op::Fact(b)) => a == b,
            (Op::Includes(a, word), Op::Includes(b, other)) => word == other && self.is_same(*a, *b),
            (Op::Not(a), Op::Not(b)) => self.is_same(*a, *b),
            (Op::All(a), Op::All(b)) | (Op::Any(a), Op::Any(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.is_same(*a, *b))
            }
            _ => false,
        }
    }
}

/// What each node reads, in the order in which it is split.
fn operands(plan: &Plan, forms: &[Option<Linear>]) -> Vec<Vec<NodeId>> {
    // What is split first: conditions, then what branches, then numbers that are measured.
    let turn = |id: &NodeId| match (plan.node(*id).kind, &forms[id.index()]) {
        (Kind::Truth, _) => 0,
        (_, None) if !matches!(plan.node(*id).op, Op::Quotient(..)) => 1,
        _ => 2,
    };
    let mut operands: Vec<Vec<NodeId>> = plan.nodes.iter().map(|node| node.op.operands()).collect();
    for (list, node) in operands.iter_mut().zip(&plan.nodes) {
        list.sort_by_key(turn);
        // Limits before what they limit: then it can be cut at them.
        if let Op::Tiers(tiers) = &node.op {
            let limits: Vec<NodeId> = tiers.lines.iter().flat_map(|line| line.limits.nodes()).collect();
            list.sort_by_key(|id| (turn(id) > 0, !limits.contains(id)));
        }
    }
    operands
}

/// Who reads each node.
fn readers(plan: &Plan, operands: &[Vec<NodeId>]) -> Lists {
    let mut readers = vec![Vec::new(); plan.nodes.len()];
    for (index, list) in operands.iter().enumerate() {
        for operand in list {
            let readers: &mut Vec<NodeId> = &mut readers[operand.index()];
            if readers.last() != Some(&plan.id(index)) {
                readers.push(plan.id(index));
            }
        }
    }
    readers.into_iter().collect()
}

/// How much work it is to run a node, by what it reads: a sum of many parts is that much more.
fn work(op: &Op, operands: usize) -> u64 {
    if matches!(op, Op::Call(..)) { CALL } else { 1 + operands as u64 / 4 }
}

fn reads_decision(plan: &Plan) -> Vec<bool> {
    let mut reads: Vec<bool> = Vec::with_capacity(plan.nodes.len());
    for node in &plan.nodes {
        let is_moved = node.op.operands().iter().any(|operand| reads[operand.index()]);
        reads.push(is_moved || matches!(node.op, Op::Decided(_)));
    }
    reads
}

fn results(plan: &Plan) -> Vec<bool> {
    let mut is_result = vec![false; plan.nodes.len()];
    let chains = plan.criteria.iter().chain(&plan.contents).map(|chain| chain.result);
    let results = plan.classes.iter().chain(&plan.titles).chain(&plan.requirements).copied();
    for node in chains.chain(results).chain([plan.total]) {
        is_result[node.index()] = true;
    }
    is_result
}
