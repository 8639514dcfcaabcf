//! Classes and titles: which ones data reaches, and data that falls in none.

use super::goal::Goal;
use super::search::{Answer, Input, Prover};
use super::table::gaps;
use super::{Findings, finding};
use crate::plan::{Classes, LimitNodes, NodeId, Op};
use crate::source::Span;
use crate::value::{Bound, Kind, Limits, Value};
use std::collections::{BTreeMap, BTreeSet};

/// How many nodes may be run to find an input with all points.
const FULL_WORK: u64 = 20_000;

/// A class or title that some data reaches.
struct Reached {
    goal: Goal,
    /// Inputs that do.
    inputs: Vec<Input>,
    /// Whether one with all points was looked for.
    is_full_tried: bool,
    /// For each case of a part whether the first of the inputs shows that it is reached then too; empty where
    /// that was not asked.
    shown: Vec<bool>,
    name: String,
    /// Where the class or title is written.
    span: Span,
}

/// A case of a part that is not applicable.
struct Absent {
    holds: Goal,
    when: NodeId,
    span: Span,
    /// An input for which it holds, if there is one that is known.
    input: Input,
}

impl Reached {
    fn new(prover: &Prover<'_>, goal: Goal, input: Input, name: &str, span: Span) -> Reached {
        let is_full_tried = prover.known.first() == Some(&input);
        let (inputs, shown) = (vec![input], Vec::new());
        Reached { goal, inputs, is_full_tried, shown, name: name.to_owned(), span }
    }

    /// Whether an input that is known shows that it is reached in a case.
    fn is_shown(&mut self, prover: &mut Prover<'_>, cases: &[Absent], at: usize) -> bool {
        let both = |case: &Absent| vec![case.holds.clone(), self.goal.clone()];
        if let (true, Some(input)) = (self.shown.is_empty(), self.inputs.first()) {
            let questions: Vec<_> = cases.iter().map(|case| (&case.input, both(case))).collect();
            self.shown = prover.shows_each(input, &questions);
        }
        let (goals, then) = (both(&cases[at]), &cases[at].input);
        let more = self.inputs.iter().skip(1);
        if self.shown[at] || more.into_iter().any(|input| prover.shows(&goals, &[input, then])) {
            return true;
        }
        if std::mem::replace(&mut self.is_full_tried, true) {
            return false;
        }
        // With all the points that there are, those of one part are not missed.
        let input = full(prover).and_then(|full| prover.soon(&[self.goal.clone(), full], FULL_WORK));
        self.inputs.extend(input.clone());
        input.is_some_and(|input| prover.shows(&goals, &[&input, then]))
    }

    /// Whether a decision may lead to it all the same.
    fn is_open(&self, prover: &Prover<'_>) -> bool {
        matches!(self.goal, Goal::Is(node, _) if prover.frame.reads_decision(node))
    }
}

/// Finds classes and titles that nothing reaches, at all or while a part is not applicable, and data that
/// falls in no class. Gives the conditions of parts that put a class or title out of reach.
pub(super) fn classes(
    prover: &mut Prover<'_>,
    findings: &mut Findings<'_>,
    never: &BTreeSet<NodeId>,
) -> BTreeSet<NodeId> {
    let plan = prover.frame.plan;
    let mut reached = Vec::new();
    know_ends(prover);
    for (list, node) in plan.ruleset.classes.iter().zip(&plan.classes) {
        let Op::Classes(classes) = &plan.node(*node).op else { continue };
        let found = reachable(prover, findings, *node, classes, never);
        if list.content.is_none() {
            reached = found;
        }
        in_no_class(prover, findings, *node, classes);
    }
    for (title, node) in plan.ruleset.titles.iter().zip(&plan.titles) {
        let goal = Goal::Is(*node, Value::Truth(true));
        let goals = std::slice::from_ref(&goal);
        let known = reached.iter().flat_map(|it: &Reached| &it.inputs).find(|it| prover.shows(goals, &[it]));
        let answer = known.map(|input| Answer::Found(input.clone()));
        match answer.unwrap_or_else(|| prover.can(goals)) {
            Answer::Found(input) => {
                let name = if title.title.is_empty() { &title.name } else { &title.title };
                reached.push(Reached::new(prover, goal, input, name, title.span));
            }
            // The competent level may decide on a class with which it is granted.
            Answer::Impossible if prover.frame.reads_decision(*node) => {}
            Answer::Impossible => findings.push(finding::unreached_title(title.span, &title.name)),
            Answer::Unknown => findings.unproved(title.span, "unproved-title"),
        }
    }
    without_a_part(prover, findings, &mut reached)
}

/// All the points that there are.
fn full(prover: &Prover<'_>) -> Option<Goal> {
    let sum = prover.frame.plan.contents_sum;
    let full = prover.state.get(sum).interval().high.map(|at| Bound { at, included: true });
    full.map(|low| Goal::Within(sum, Limits { low: Some(low), high: None }))
}

/// Looks for an input with the best class and all points, and for one with the least: what lies between is
/// soon found then.
fn know_ends(prover: &mut Prover<'_>) {
    let plan = prover.frame.plan;
    let Some(Op::Classes(classes)) = plan.class().map(|(node, _)| &plan.node(node).op) else { return };
    let (Some((node, _)), Some(best)) = (plan.class(), classes.lines.first()) else { return };
    let full = full(prover).map(|full| [Goal::Is(node, Value::Word(best.word)), full]);
    let most = full.and_then(|goals| prover.soon(&goals, FULL_WORK));
    prover.known.extend(most);
    let least = prover.farthest(plan.total, false).and_then(|goals| prover.soon(&goals, FULL_WORK));
    prover.known.extend(least);
}

/// The classes above the lowest that data reaches.
fn reachable(
    prover: &mut Prover<'_>,
    findings: &mut Findings<'_>,
    node: NodeId,
    classes: &Classes,
    never: &BTreeSet<NodeId>,
) -> Vec<Reached> {
    let plan = prover.frame.plan;
    let Kind::Word(choice) = plan.node(node).kind else { return Vec::new() };
    let mut reached = Vec::new();
    let mut known = match prover.known.clone().as_slice() {
        [most, least] => prover.words_between(node, most, least),
        _ => BTreeMap::new(),
    };
    for (index, line) in classes.lines.iter().enumerate() {
        let word = &plan.ruleset.choices[choice as usize].words[usize::from(line.word)];
        let goal = Goal::Is(node, Value::Word(line.word));
        let known = known.remove(&line.word).map(Answer::Found);
        match known.unwrap_or_else(|| prover.can(std::slice::from_ref(&goal))) {
            Answer::Found(input) if index + 1 < classes.lines.len() => {
                let name = if word.title.is_empty() { &word.name } else { &word.title };
                reached.push(Reached::new(prover, goal, input, name, line.span));
            }
            Answer::Found(_) => {}
            // It follows from its condition, of which that is said.
            Answer::Impossible if line.when.or(line.or_when).is_some_and(|when| never.contains(&when)) => {}
            Answer::Impossible => findings.push(finding::unreached_class(line.span, &word.name)),
            Answer::Unknown => findings.unproved(line.span, "unproved-class"),
        }
    }
    reached
}

/// Data that falls in no class: for each stretch of points by itself, because each has its own reason.
fn in_no_class(prover: &mut Prover<'_>, findings: &mut Findings<'_>, node: NodeId, classes: &Classes) {
    let plan = prover.frame.plan;
    let is_caught = |line: &crate::plan::ClassLine| {
        line.limits.low.is_none()
            && line.limits.high.is_none()
            && line.when.is_none()
            && line.or_when.is_none()
    };
    if classes.lines.last().is_some_and(is_caught) {
        return;
    }
    let none = || Goal::Gap(node);
    let (mut found, mut stretches) = (false, Vec::new());
    for line in &classes.lines {
        let known = line.limits.known(|id| prover.state.get(id).number());
        if let Some(limits) = known.filter(|limits| *limits != Limits::default()) {
            stretches.push((Some(line.span), vec![none(), Goal::Within(classes.of, limits)]));
        }
    }
    // What no line holds by its limits, each stretch by itself too.
    let reach: Vec<Limits> = stretches.iter().filter_map(|(_, goals)| within(goals)).collect();
    let whole = Limits::from(prover.state.get(classes.of).interval());
    let has_rest = classes.lines.iter().any(|line| line.limits == LimitNodes::default());
    if !has_rest && !reach.is_empty() {
        let pieces = gaps(&reach, &whole, plan.node(classes.of).scale).into_iter();
        stretches.extend(pieces.map(|piece| (None, vec![none(), Goal::Within(classes.of, piece)])));
    }
    stretches.push((None, vec![none()]));
    let count = stretches.len();
    for (number, (line, goals)) in stretches.into_iter().enumerate() {
        // What all stretches together leave open is asked only where none of them gave an input.
        if number + 1 == count && found {
            break;
        }
        match prover.solve(&goals) {
            Answer::Found(input) => {
                found = true;
                let points = prover.number(classes.of, &input);
                findings.add(finding::no_class(plan.node(node).span, line, points), plan, &input);
            }
            Answer::Impossible => {}
            Answer::Unknown => findings.unproved(line.unwrap_or(plan.node(node).span), "unproved-no-class"),
        }
    }
}

/// The limits of a stretch.
fn within(goals: &[Goal]) -> Option<Limits> {
    goals.iter().find_map(|goal| match goal {
        Goal::Within(_, limits) => Some(*limits),
        _ => None,
    })
}

/// Classes and titles that are out of reach while a part is not applicable.
fn without_a_part(
    prover: &mut Prover<'_>,
    findings: &mut Findings<'_>,
    reached: &mut [Reached],
) -> BTreeSet<NodeId> {
    let cases = absent(prover);
    let mut said = BTreeSet::new();
    for (at, case) in cases.iter().enumerate() {
        let mut lost: Vec<(Span, String)> = Vec::new();
        // Where a higher class is in reach, a lower one is no loss.
        let mut has_class = false;
        for it in reached.iter_mut() {
            let is_class = matches!(it.goal, Goal::Is(_, Value::Word(_)));
            if is_class && has_class {
                continue;
            }
            if it.is_shown(prover, &cases, at) {
                has_class |= is_class;
                continue;
            }
            match prover.can(&[case.holds.clone(), it.goal.clone()]) {
                Answer::Found(input) => {
                    has_class |= is_class;
                    it.inputs.push(input);
                }
                Answer::Impossible if it.is_open(prover) => {}
                Answer::Impossible => lost.push((it.span, format!("`{}`", it.name))),
                Answer::Unknown => findings.unproved(case.span, "unproved-part"),
            }
        }
        if !lost.is_empty() {
            said.insert(case.when);
            let (places, names): (Vec<Span>, Vec<String>) = lost.into_iter().unzip();
            findings.push(finding::out_of_reach(case.span, &names.join(", "), places.into_iter()));
        }
    }
    said
}

/// The cases of parts that can be not applicable.
fn absent(prover: &mut Prover<'_>) -> Vec<Absent> {
    let mut cases = Vec::new();
    for node in &prover.frame.plan.nodes {
        let Op::Applicable { cases: of_node, .. } = &node.op else { continue };
        for case in of_node {
            let holds = Goal::Is(case.when, Value::Truth(true));
            let input = match prover.can(std::slice::from_ref(&holds)) {
                Answer::Impossible => continue,
                Answer::Found(input) => input,
                Answer::Unknown => Input::new(),
            };
            cases.push(Absent { holds, when: case.when, span: case.span, input });
        }
    }
    cases
}
