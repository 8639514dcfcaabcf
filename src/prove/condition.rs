//! Conditions that hold always or never, and lines of tables that nothing reaches.

use super::goal::Goal;
use super::search::{Answer, Prover};
use super::{Findings, finding};
use crate::plan::{NodeId, Op, Plan, When};
use crate::value::Value;
use std::collections::BTreeSet;

/// Finds conditions that do not depend on data although they name it, and lines behind them. Gives the
/// conditions that never hold: what follows from them is not said again.
pub(super) fn conditions(prover: &mut Prover<'_>, findings: &mut Findings<'_>) -> BTreeSet<NodeId> {
    let plan = prover.frame.plan;
    let (mut never, mut always) = (BTreeSet::new(), BTreeSet::new());
    for node in written(plan) {
        // A condition over parameters alone is a switch for those who write variants.
        if matches!(plan.node(node).op, Op::Fact(_)) || !reads_facts(prover, node) {
            continue;
        }
        let mut can_be = |truth: bool| prover.can(&[Goal::Is(node, Value::Truth(truth))]);
        let span = plan.node(node).span;
        match can_be(true) {
            Answer::Found(_) => match can_be(false) {
                Answer::Impossible => {
                    always.insert(node);
                    findings.push(finding::always(span));
                }
                Answer::Found(_) => {}
                Answer::Unknown => findings.unproved(span, "unproved-condition"),
            },
            Answer::Impossible => {
                never.insert(node);
                findings.push(finding::never(span));
            }
            Answer::Unknown => findings.unproved(span, "unproved-condition"),
        }
    }
    lines(prover, findings, &never, &always);
    never
}

/// The conditions of a ruleset, each once.
fn written(plan: &Plan) -> BTreeSet<NodeId> {
    let whens = |list: &[When]| list.iter().filter_map(|(_, when)| *when).collect::<Vec<_>>();
    let mut all = BTreeSet::new();
    for node in &plan.nodes {
        match &node.op {
            Op::Met(when, _) => all.extend([*when]),
            Op::First(branches, _) => all.extend(branches.iter().map(|(when, _)| *when)),
            Op::Tiers(tiers) => all.extend(tiers.lines.iter().filter_map(|line| line.or_when)),
            Op::Open { requires, zero, .. } => all.extend(requires.iter().chain(zero).copied()),
            Op::Deduct { fixed, shares, .. } => all.extend([whens(fixed), whens(shares)].concat()),
            Op::Bound { floors, caps, .. } => all.extend([whens(floors), whens(caps)].concat()),
            Op::Applicable { cases, .. } => all.extend(cases.iter().map(|case| case.when)),
            Op::Classes(classes) => {
                all.extend(classes.lines.iter().flat_map(|line| line.when.into_iter().chain(line.or_when)));
                all.extend(classes.caps.iter().chain(&classes.settled).map(|(_, when)| *when));
                all.extend(&classes.not_assessed);
            }
            _ => {}
        }
    }
    all
}

/// Whether what a node comes to is for the facts alone to say, and not the same for all of them.
fn reads_facts(prover: &mut Prover<'_>, node: NodeId) -> bool {
    let (_, facts) = prover.state.aim([node].into_iter());
    facts.iter().any(|fact| !prover.frame.domains[*fact as usize].is_single())
        && !facts.iter().any(|fact| prover.frame.decides_form(*fact))
        && !prover.frame.reads_decision(node)
}

/// Tiers, branches, rows and columns that no data reaches.
fn lines(
    prover: &mut Prover<'_>,
    findings: &mut Findings<'_>,
    never: &BTreeSet<NodeId>,
    always: &BTreeSet<NodeId>,
) {
    let plan = prover.frame.plan;
    for (index, node) in plan.nodes.iter().enumerate() {
        let id = plan.id(index);
        let places = match &node.op {
            Op::Tiers(tiers) => tiers.lines.iter().map(|line| Some(line.span)).collect(),
            Op::First(branches, otherwise) => {
                let is_known = |when: &NodeId| never.contains(when) || always.contains(when);
                let is_switch = branches.iter().any(|(when, _)| !reads_facts(prover, *when));
                if is_switch || branches.iter().any(|(when, _)| is_known(when)) {
                    continue;
                }
                let values = branches.iter().map(|(_, value)| value).chain(otherwise);
                values.map(|value| Some(plan.node(*value).span)).collect()
            }
            _ => Vec::<Option<crate::source::Span>>::new(),
        };
        if places.is_empty() || !reads_facts(prover, id) {
            continue;
        }
        for (line, place) in places.into_iter().enumerate() {
            let Some(place) = place else { continue };
            let ways = ways(plan, id, line).into_iter();
            match reached(ways.map(|goals| prover.can(&goals))) {
                Answer::Impossible => findings.push(finding::unreached_line(place)),
                Answer::Unknown => findings.unproved(place, "unproved-line"),
                Answer::Found(_) => {}
            }
        }
    }
}

/// What several ways to one thing come to: the first that is found; else whether all are known to fail.
fn reached(answers: impl Iterator<Item = Answer>) -> Answer {
    let mut worst = Answer::Impossible;
    for answer in answers {
        match answer {
            Answer::Found(_) => return answer,
            Answer::Unknown => worst = answer,
            Answer::Impossible => {}
        }
    }
    worst
}

/// In which ways data can reach a line: by its limits, by its condition.
fn ways(plan: &Plan, node: NodeId, line: usize) -> Vec<Vec<Goal>> {
    let reached = Goal::Tier(node, line);
    let Op::Tiers(tiers) = &plan.node(node).op else { return vec![vec![reached]] };
    let Some(reach) = &tiers.reach else { return vec![vec![reached]] };
    let by_limits = Goal::Within(tiers.of, reach[line]);
    let by_condition = tiers.lines[line].or_when.map(|when| Goal::Is(when, Value::Truth(true)));
    [Some(by_limits), by_condition].into_iter().flatten().map(|way| vec![way, reached.clone()]).collect()
}

/// Rows and columns of grids that no data reaches; a single cell may stand there only to fill the grid.
pub(super) fn grids(prover: &mut Prover<'_>, findings: &mut Findings<'_>) {
    let plan = prover.frame.plan;
    for (index, node) in plan.nodes.iter().enumerate() {
        let Op::Grid(grid) = &node.op else { continue };
        if !reads_facts(prover, plan.id(index)) {
            continue;
        }
        let columns = grid.columns.len();
        let rows =
            (0..grid.rows.len()).map(|row| (0..columns).map(|column| row * columns + column).collect());
        let downs =
            (0..columns).map(|column| (0..grid.rows.len()).map(|row| row * columns + column).collect());
        let lines: Vec<Vec<usize>> = rows.chain(downs).collect();
        for cells in lines {
            let Some(first) = cells.first() else { continue };
            let place = plan.node(grid.cells[first / columns][first % columns]).span;
            let answers = cells.iter().map(|cell| prover.can(&[Goal::Tier(plan.id(index), *cell)]));
            match reached(answers) {
                Answer::Impossible => findings.push(finding::unreached_line(place)),
                Answer::Unknown => findings.unproved(place, "unproved-line"),
                Answer::Found(_) => {}
            }
        }
    }
}
