//! Divisors that can be 0 where the rule does not say what then holds.

use super::finding;
use crate::diagnostic::Diagnostic;
use crate::eval::Slots;
use crate::plan::{NodeId, Op, Plan};
use crate::value::{Number, Relation, Value};
use std::collections::BTreeSet;

const MAXIMUM_WORK: usize = 20_000_000;

/// Quotients that a result can reach without passing a condition that excludes 0.
pub(super) fn unguarded(plan: &Plan, slots: &Slots) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut looks = 0;
    for (index, node) in plan.nodes.iter().enumerate() {
        for divisor in divisors(&node.op) {
            let can_be_zero = slots.get(divisor).interval().contains(Number::ZERO);
            looks += usize::from(can_be_zero);
            // Each look goes through the plan. A ruleset that needs too many keeps its finding.
            let is_too_much = looks * plan.nodes.len() > MAXIMUM_WORK;
            if can_be_zero && (is_too_much || is_reached(plan, plan.id(index), divisor)) {
                findings.push(finding::divisor(node.span, &words(plan, divisor)));
            }
        }
    }
    findings
}

/// What a node divides by, as its rule is written.
fn divisors(op: &Op) -> Vec<NodeId> {
    match op {
        Op::Quotient(_, divisor) => vec![*divisor],
        Op::Steps(steps) => steps.bands.iter().map(|band| band.per).collect(),
        _ => Vec::new(),
    }
}

/// Facts, names and operators of a divisor.
fn words(plan: &Plan, node: NodeId) -> String {
    let it = plan.node(node);
    if let Some(name) = &it.name {
        return name.clone();
    }
    match &it.op {
        Op::Fact(id) => plan.ruleset.facts[*id as usize].name.clone(),
        Op::Constant(Value::Number(number)) => number.to_string(),
        Op::Sum(links) => {
            let mut text = String::new();
            for (minus, link) in links {
                let sign = if *minus { " - " } else { " + " };
                text.push_str(if text.is_empty() && !minus { "" } else { sign });
                text.push_str(&words(plan, *link));
            }
            text
        }
        _ => "…".to_owned(),
    }
}

/// Whether some result reads the quotient on a way that nothing guards.
fn is_reached(plan: &Plan, quotient: NodeId, divisor: NodeId) -> bool {
    let mut open: Vec<NodeId> = roots(plan);
    let mut seen: BTreeSet<NodeId> = BTreeSet::new();
    while let Some(node) = open.pop() {
        if node == quotient {
            return true;
        }
        if seen.insert(node) {
            open.extend(unguarded_operands(plan, node, divisor));
        }
    }
    false
}

fn roots(plan: &Plan) -> Vec<NodeId> {
    let chains = plan.criteria.iter().chain(&plan.contents).map(|chain| chain.result);
    let results = plan.classes.iter().chain(&plan.titles).chain(&plan.requirements).copied();
    chains.chain(results).chain([plan.total]).collect()
}

/// What a node reads without a condition before it that excludes a divisor of 0.
fn unguarded_operands(plan: &Plan, node: NodeId, divisor: NodeId) -> Vec<NodeId> {
    let excludes = |condition: NodeId| excludes_zero(plan, condition, divisor, false);
    match &plan.node(node).op {
        Op::Applicable { cases, .. } if cases.iter().any(|case| excludes(case.when)) => {
            cases.iter().map(|case| case.when).collect()
        }
        Op::First(branches, otherwise) => {
            let mut operands = Vec::new();
            for (when, value) in branches {
                operands.push(*when);
                if !excludes_zero(plan, *when, divisor, true) {
                    operands.push(*value);
                }
                if excludes(*when) {
                    return operands;
                }
            }
            operands.extend(otherwise);
            operands
        }
        // A condition that is settled by one of its parts does not look at the others.
        Op::All(list) if list.iter().any(|inner| excludes_zero(plan, *inner, divisor, true)) => {
            list.iter().copied().filter(|inner| excludes_zero(plan, *inner, divisor, true)).collect()
        }
        Op::Any(list) if list.iter().any(|inner| excludes(*inner)) => {
            list.iter().copied().filter(|inner| excludes(*inner)).collect()
        }
        op => op.operands(),
    }
}

/// Whether a condition that comes out as `truth` excludes that the divisor is 0.
fn excludes_zero(plan: &Plan, condition: NodeId, divisor: NodeId, truth: bool) -> bool {
    match &plan.node(condition).op {
        Op::Not(inner) => excludes_zero(plan, *inner, divisor, !truth),
        Op::Any(list) if !truth => list.iter().any(|inner| excludes_zero(plan, *inner, divisor, false)),
        Op::All(list) if truth => list.iter().any(|inner| excludes_zero(plan, *inner, divisor, true)),
        Op::Any(list) | Op::All(list) => list.iter().all(|inner| excludes_zero(plan, *inner, divisor, truth)),
        Op::Compare(it) => {
            let zero_holds = |order: std::cmp::Ordering| it.relation.holds(order) == truth;
            let at_zero = if is_same(plan, it.left, divisor) {
                constant(plan, it.right).map(|limit| zero_holds(Number::ZERO.cmp(&limit)))
            } else if is_same(plan, it.right, divisor) {
                constant(plan, it.left).map(|limit| zero_holds(limit.cmp(&Number::ZERO)))
            } else if is_difference(plan, divisor, it.left, it.right) {
                // `members = exempt` for a divisor `members - exempt`
                Some(
                    matches!(it.relation, Relation::Equal | Relation::Unequal)
                        && zero_holds(std::cmp::Ordering::Equal),
                )
                .filter(|_| matches!(it.relation, Relation::Equal | Relation::Unequal))
            } else {
                None
            };
            at_zero == Some(false)
        }
        _ => false,
    }
}

fn constant(plan: &Plan, node: NodeId) -> Option<Number> {
    match plan.node(node).op {
        Op::Constant(Value::Number(number)) => Some(number),
        _ => None,
    }
}

/// Whether two nodes are one formula, written once or twice.
fn is_same(plan: &Plan, left: NodeId, right: NodeId) -> bool {
    if left == right {
        return true;
    }
    match (&plan.node(left).op, &plan.node(right).op) {
        (Op::Constant(a), Op::Constant(b)) => a == b,
        (Op::Sum(a), Op::Sum(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && is_same(plan, a.1, b.1))
        }
        (Op::Product(a, b), Op::Product(c, d)) => is_same(plan, *a, *c) && is_same(plan, *b, *d),
        _ => false,
    }
}

fn is_difference(plan: &Plan, node: NodeId, left: NodeId, right: NodeId) -> bool {
    match &plan.node(node).op {
        Op::Sum(links) => match links.as_slice() {
            [(false, a), (true, b)] => {
                (is_same(plan, *a, left) && is_same(plan, *b, right))
                    || (is_same(plan, *a, right) && is_same(plan, *b, left))
            }
            _ => false,
        },
        _ => false,
    }
}
