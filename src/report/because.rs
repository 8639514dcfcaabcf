//! Why one name came to what it did, on a few lines: for whoever expected something else.

use super::reason::{fault_in_words, reasons};
use super::speak::Speaker;
use super::unit::credited;
use super::why_not::why_not;
use crate::eval::Outcome;
use crate::model::{Home, Symbol};
use crate::plan::{Chain, NodeId, Op};

/// Why the result that a symbol means is what it is.
pub fn because(speaker: &Speaker<'_>, symbol: Symbol) -> Vec<String> {
    let (plan, ruleset) = (speaker.plan, &speaker.plan.ruleset);
    let Some(node) = plan.symbol(symbol) else { return Vec::new() };
    let mut lines = match symbol {
        Symbol::Criterion(id) => steps(speaker, &plan.criteria[id as usize], id),
        Symbol::Content(id) => {
            let (content, chain) = (&ruleset.contents[id as usize], &plan.contents[id as usize]);
            let own = reasons(speaker, chain, &content.adjustments).into_iter().map(|reason| reason.text);
            let inside = format!("{}.", content.path);
            own.chain(criteria(speaker, |path, _| path.starts_with(&inside))).collect()
        }
        Symbol::Contents | Symbol::Total => sum(speaker, symbol == Symbol::Total),
        Symbol::Pool(id) => criteria(speaker, |_, home| home == Home::Pool(id)),
        Symbol::Classes(id) => classes(speaker, id),
        Symbol::Title(_) => match plan.node(node).op {
            Op::Title { when, .. } => vec![speaker.computed(when)],
            _ => Vec::new(),
        },
        _ => vec![speaker.computed(node)],
    };
    if !matches!(symbol, Symbol::Criterion(_) | Symbol::Content(_)) {
        lines.extend(undecided(speaker, node));
    }
    lines
}

/// Whether a result does not apply to the unit, be it that it counts with points all the same.
pub fn is_not_applicable(speaker: &Speaker<'_>, symbol: Symbol) -> bool {
    let chain = match symbol {
        Symbol::Criterion(id) => speaker.plan.criteria.get(id as usize),
        Symbol::Content(id) => speaker.plan.contents.get(id as usize),
        _ => None,
    };
    let outcome = speaker.plan.symbol(symbol).map(|node| speaker.outcome(node));
    outcome == Some(&Outcome::NotApplicable) || chain.is_some_and(|chain| credited(speaker, chain))
}

fn steps(speaker: &Speaker<'_>, chain: &Chain, id: u32) -> Vec<String> {
    let reasons = reasons(speaker, chain, &speaker.plan.ruleset.criteria[id as usize].adjustments);
    let lines: Vec<String> = reasons.into_iter().map(|reason| reason.text).collect();
    if lines.is_empty() { vec![speaker.computed(chain.result)] } else { lines }
}

/// A part with its points, and the maximum where it has one.
fn points(speaker: &Speaker<'_>, result: NodeId, maximum: Option<NodeId>) -> String {
    let text = match maximum {
        Some(maximum) if *speaker.outcome(result) != Outcome::NotApplicable => {
            let maximum = speaker.result(maximum);
            let arguments = [("points", speaker.result(result).into()), ("maximum", maximum.into())];
            speaker.say("explain-points", &arguments)
        }
        _ => speaker.result(result),
    };
    format!("{}: {text}", speaker.formula(result))
}

/// Criteria of one place.
fn criteria(speaker: &Speaker<'_>, is_meant: impl Fn(&str, Home) -> bool) -> Vec<String> {
    let criteria = speaker.plan.ruleset.criteria.iter().zip(&speaker.plan.criteria);
    let meant = criteria.filter(|(it, _)| is_meant(&it.path, it.home));
    meant.map(|(it, chain)| points(speaker, chain.result, it.maximum.map(|_| chain.maximum))).collect()
}

/// What the total, or the contents alone, is the sum of.
fn sum(speaker: &Speaker<'_>, has_pools: bool) -> Vec<String> {
    let (plan, ruleset) = (speaker.plan, &speaker.plan.ruleset);
    let tops = ruleset.contents.iter().zip(&plan.contents).filter(|(it, _)| it.parent.is_none());
    let tops: Vec<&Chain> = tops.map(|(_, chain)| chain).collect();
    // What has all its points is not where to look, unless nothing is.
    let is_full = |chain: &&&Chain| speaker.outcome(chain.result) == speaker.outcome(chain.maximum);
    let lost: Vec<&Chain> = tops.iter().filter(|chain| !is_full(chain)).copied().collect();
    let shown = if lost.is_empty() { tops } else { lost };
    let mut lines: Vec<String> =
        shown.into_iter().map(|chain| points(speaker, chain.result, Some(chain.maximum))).collect();
    for (pool, node) in ruleset.pools.iter().zip(&plan.pools).filter(|_| has_pools) {
        let word = speaker.word(if pool.negative { "word-deductions" } else { "word-bonus" });
        let name = if pool.title.is_empty() { word } else { pool.title.clone() };
        lines.push(format!("{name}: {}", speaker.result(*node)));
    }
    lines
}

/// What the classes go by, and why none above was reached.
fn classes(speaker: &Speaker<'_>, id: u32) -> Vec<String> {
    let (plan, ruleset) = (speaker.plan, &speaker.plan.ruleset);
    let Op::Classes(classes) = &plan.node(plan.classes[id as usize]).op else { return Vec::new() };
    let holds = |when: &&NodeId| speaker.outcome(**when).truth() == Some(true);
    let left_out = classes.not_assessed.iter().filter(holds);
    let left_out = left_out
        .map(|when| speaker.say("explain-not-assessed", &[("condition", speaker.computed(*when).into())]));
    let mut lines = vec![speaker.computed(classes.of)];
    lines.extend(left_out);
    if ruleset.classes[id as usize].content.is_none() {
        let titles = |name: &str| ruleset.titles.iter().any(|title| title.name == name);
        for missed in why_not(speaker).into_iter().filter(|missed| !titles(&missed.name)) {
            let name = if missed.title.is_empty() { missed.name } else { missed.title };
            let reason = speaker.say("explain-not-reached", &[("name", name.into())]);
            lines.push(format!("{reason}: {}", missed.because.join("; ")));
        }
    }
    lines
}

/// What keeps a node undecided.
fn undecided(speaker: &Speaker<'_>, node: NodeId) -> Vec<String> {
    let Some(open) = speaker.outcome(node).undecided() else { return Vec::new() };
    let mut lines: Vec<String> = open.faults.iter().map(|fault| fault_in_words(speaker, fault)).collect();
    if !open.missing.is_empty() {
        let facts = speaker.facts(open.missing.iter());
        lines.push(speaker.say("why-missing", &[("facts", facts.into())]));
    }
    lines
}
