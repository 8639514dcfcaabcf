//! What examples can show of a table: each tier, each limit, each rule that fires, each fact that is missing.
//!
//! A point is a question about what nodes come to, as proving asks them, so that it does not depend on how
//! the table is laid out, and so that an input for it can be looked for.

use crate::eval::Slots;
use crate::plan::{LimitNodes, NodeId, Op, Plan, When};
use crate::prove::Goal;
use crate::source::Span;
use crate::value::{Bound, Kind, Limits, Number, Scale, Value};

/// One thing that an example can show.
#[derive(Clone, Debug)]
pub struct Point {
    /// The message that says what no example shows.
    pub what: &'static str,
    /// Where it is written.
    pub span: Span,
    /// What must come of the row.
    pub shown: Shown,
}

/// When a row shows a point.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// All of this holds.
    Goals(Vec<Goal>),
    /// The fact is not given.
    Missing(u32),
}

/// All points of a plan, in the order of its nodes; `whole` is what its nodes can be.
pub(super) fn points(plan: &Plan, whole: &Slots) -> Vec<Point> {
    let mut points = Points { plan, whole, list: Vec::new() };
    for (index, node) in plan.nodes.iter().enumerate() {
        points.of_node(plan.id(index), &node.op);
    }
    for title in &plan.titles {
        points.both("cover-title-granted", "cover-title-refused", *title, plan.node(*title).span);
    }
    for (fact, id) in plan.ruleset.facts.iter().zip(0u32..) {
        if plan.reads(id) {
            let what = if fact.default.is_some() { "cover-default" } else { "cover-missing" };
            points.list.push(Point { what, span: fact.span, shown: Shown::Missing(id) });
        }
    }
    points.list
}

struct Points<'a> {
    plan: &'a Plan,
    whole: &'a Slots,
    list: Vec<Point>,
}

impl Points<'_> {
    fn add(&mut self, what: &'static str, span: Span, goals: Vec<Goal>) {
        let shown = Shown::Goals(goals);
        if self.list.iter().all(|point| point.shown != shown) {
            self.list.push(Point { what, span, shown });
        }
    }

    fn span(&self, node: NodeId) -> Span {
        self.plan.node(node).span
    }

    fn holds(&mut self, what: &'static str, when: NodeId, span: Span) {
        self.add(what, span, vec![Goal::Is(when, Value::Truth(true))]);
    }

    fn both(&mut self, yes: &'static str, no: &'static str, when: NodeId, span: Span) {
        self.holds(yes, when, span);
        self.add(no, span, vec![Goal::Is(when, Value::Truth(false))]);
    }

    fn whens(&mut self, what: &'static str, list: &[When]) {
        for (value, when) in list {
            let span = self.span(when.unwrap_or(*value));
            match when {
                Some(when) => self.holds(what, *when, span),
                None => {
                    let some = Limits { low: Some(Bound { at: Number::ZERO, included: false }), high: None };
                    self.add(what, span, vec![Goal::Within(*value, some)]);
                }
            }
        }
    }

    fn of_node(&mut self, id: NodeId, op: &Op) {
        match op {
            Op::Tiers(tiers) => {
                for (line, tier) in tiers.lines.iter().enumerate() {
                    self.add("cover-tier", tier.span, vec![Goal::Tier(id, line)]);
                    self.limits(tiers.of, &tier.limits, tier.span);
                    self.whens(
                        "cover-tier-when",
                        &tier.or_when.map(|when| (when, Some(when))).into_iter().collect::<Vec<_>>(),
                    );
                }
            }
            Op::First(branches, otherwise) => {
                let values = branches.iter().map(|(_, value)| *value).chain(*otherwise);
                for (line, value) in values.enumerate() {
                    self.add("cover-branch", self.span(value), vec![Goal::Tier(id, line)]);
                }
            }
            Op::Grid(grid) => {
                for (cell, value) in grid.cells.concat().into_iter().enumerate() {
                    self.add("cover-cell", self.span(value), vec![Goal::Tier(id, cell)]);
                }
            }
            Op::Met(when, _) => self.both("cover-met", "cover-not-met", *when, self.span(id)),
            Op::Open { requires, zero, evidence, .. } => {
                for when in requires.iter().chain(evidence) {
                    let goal = Goal::Is(*when, Value::Truth(false));
                    self.add("cover-required", self.span(*when), vec![goal]);
                }
                zero.iter().for_each(|when| self.holds("cover-zero", *when, self.span(*when)));
            }
            Op::Deduct { fixed, shares, .. } => {
                self.whens("cover-deduct", fixed);
                self.whens("cover-deduct", shares);
            }
            Op::Bound { of, floors, caps, high, .. } => {
                let conditional = |list: &[When]| -> Vec<When> {
                    list.iter().filter(|(_, when)| when.is_some()).copied().collect()
                };
                self.whens("cover-floor", &conditional(floors));
                self.whens("cover-cap", &conditional(caps));
                self.cut(*of, caps, *high);
            }
            Op::Applicable { cases, .. } => {
                cases.iter().for_each(|case| self.holds("cover-not-applicable", case.when, case.span));
            }
            Op::Classes(classes) => {
                for line in &classes.lines {
                    self.add("cover-class", line.span, vec![Goal::Is(id, Value::Word(line.word))]);
                    self.limits(classes.of, &line.limits, line.span);
                }
                let caps = classes.caps.iter().map(|(_, when)| ("cover-class-cap", *when));
                let settled = classes.settled.iter().map(|(_, when)| ("cover-settled", *when));
                let none = classes.not_assessed.iter().map(|when| ("cover-not-assessed", *when));
                caps.chain(settled)
                    .chain(none)
                    .for_each(|(what, when)| self.holds(what, when, self.span(when)));
            }
            _ => {}
        }
    }

    /// Pools, contents and the total that are cut: where more than the limit is there.
    fn cut(&mut self, of: NodeId, caps: &[When], high: Option<NodeId>) {
        let is_sum = matches!(self.plan.node(of).op, Op::Pool(_) | Op::Sum(_) | Op::Parts(_));
        let always = caps.iter().filter(|(_, when)| when.is_none()).map(|(cap, _)| *cap);
        for cap in always.chain(high).filter(|_| is_sum).collect::<Vec<_>>() {
            if let Some(at) = self.whole.get(cap).number() {
                let more = Limits { low: Some(Bound { at, included: false }), high: None };
                self.add("cover-cut", self.span(of), vec![Goal::Within(of, more)]);
            }
        }
    }

    /// At a limit, just below it, just above it.
    fn limits(&mut self, of: NodeId, limits: &LimitNodes, span: Span) {
        let step = self.step(of);
        let end = |at: Number, included| Some(Bound { at, included });
        let at = Limits { low: end(Number::ZERO, true), high: end(Number::ZERO, true) };
        let below = step.negated().map(|low| Limits { low: end(low, true), high: end(Number::ZERO, false) });
        let above = Limits { low: end(Number::ZERO, false), high: end(step, true) };
        let sides = [("cover-at", Some(at)), ("cover-below", below), ("cover-above", Some(above))];
        for limit in limits.nodes() {
            for (what, apart) in sides {
                let Some(apart) = apart else { continue };
                let goal = match self.whole.get(limit).number() {
                    Some(number) => moved(&apart, number).map(|limits| Goal::Within(of, limits)),
                    None => Some(Goal::Apart(of, limit, apart)),
                };
                goal.into_iter().for_each(|goal| self.add(what, span, vec![goal]));
            }
        }
    }

    /// How far from a limit is just beside it: a step of the number, or five hundredths of one that has none.
    fn step(&self, of: NodeId) -> Number {
        let node = self.plan.node(of);
        let twentieth = Number::fraction(1, 20).unwrap_or(Number::ONE);
        match (&node.op, node.scale) {
            (Op::Fact(id), _) => self.plan.ruleset.facts[*id as usize].step,
            (_, Scale::Fixed(scale)) => Number::fraction(1, scale).unwrap_or(Number::ONE),
            _ if node.kind == Kind::Share => twentieth,
            _ => Number::ONE,
        }
    }
}

fn moved(limits: &Limits, by: Number) -> Option<Limits> {
    let end = |end: Option<Bound>| match end {
        None => Some(None),
        Some(bound) => bound.at.plus(by).map(|at| Some(Bound { at, ..bound })),
    };
    Some(Limits { low: end(limits.low)?, high: end(limits.high)? })
}

/// Whether a fact is missing in a row: neither given nor told by anything else.
pub(super) fn is_missing(facts: &[Option<Value>], fact: u32) -> bool {
    facts.get(fact as usize).is_none_or(Option::is_none)
}
