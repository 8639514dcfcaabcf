//! Why a class or title was not reached: the shortest list of what stands between.

use super::gathered::standing_in_words;
use super::reason::next_tier;
use super::speak::{Speaker, number_in_words};
use crate::eval::Outcome;
use crate::model::Home;
use crate::plan::{Classes, NodeId, Op};
use crate::source::Span;
use crate::value::{Kind, Number, Relation};

/// A class or title that was not reached.
#[derive(Clone, Debug)]
pub struct Missed {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Whether it may still be reached: it depends on what is undecided.
    pub is_open: bool,
    /// Whether it is a class.
    pub is_class: bool,
    /// What stands between.
    pub because: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// Classes above the one reached, from the highest down, and titles that were not granted.
pub fn why_not(speaker: &Speaker<'_>) -> Vec<Missed> {
    let mut missed = Vec::new();
    if let Some((node, _)) = speaker.plan.class() {
        missed.extend(classes(speaker, node));
    }
    for (title, node) in speaker.plan.ruleset.titles.iter().zip(&speaker.plan.titles) {
        let outcome = speaker.outcome(*node);
        if outcome.truth() == Some(true) || *outcome == Outcome::NotApplicable {
            continue;
        }
        let Op::Title { when, .. } = speaker.plan.node(*node).op else { continue };
        missed.push(Missed {
            name: title.name.clone(),
            title: title.title.clone(),
            is_open: outcome.undecided().is_some(),
            is_class: false,
            because: in_words(unmet(speaker, when)),
            span: title.span,
        });
    }
    missed
}

fn classes(speaker: &Speaker<'_>, node: NodeId) -> Vec<Missed> {
    let Op::Classes(classes) = &speaker.plan.node(node).op else { return Vec::new() };
    let Kind::Word(choice) = speaker.plan.node(node).kind else { return Vec::new() };
    let outcome = speaker.outcome(node);
    if *outcome == Outcome::NotApplicable {
        return Vec::new();
    }
    let possible = match outcome.range() {
        Some(crate::value::Range::Word(words)) => words,
        _ => 0,
    };
    // Where several are possible, the lowest of them is what there is so far.
    let lowest = outcome.word().map_or(possible, |word| 1 << word).trailing_zeros();
    let above = classes.lines.iter().take_while(|line| u32::from(line.word) != lowest);
    let missed = above.map(|line| {
        let word = &speaker.plan.ruleset.choices[choice as usize].words[line.word as usize];
        Missed {
            name: word.name.clone(),
            title: word.title.clone(),
            is_open: possible >> line.word & 1 == 1,
            is_class: true,
            because: in_words(class(speaker, classes, line)),
            span: line.span,
        }
    });
    missed.collect()
}

/// One thing that stands between.
struct Obstacle {
    text: String,
    /// Whether it may still fall away.
    is_open: bool,
}

/// What stands between in words. Beside what is certain, what may still turn out is no news.
fn in_words(obstacles: Vec<Obstacle>) -> Vec<String> {
    let is_certain = obstacles.iter().any(|obstacle| !obstacle.is_open);
    let shown = obstacles.into_iter().filter(|obstacle| !(is_certain && obstacle.is_open));
    shown.map(|obstacle| obstacle.text).collect()
}

fn class(speaker: &Speaker<'_>, classes: &Classes, line: &crate::plan::ClassLine) -> Vec<Obstacle> {
    let mut because = Vec::new();
    for (_, when) in classes.settled.iter().filter(|(word, _)| *word != line.word) {
        match speaker.outcome(*when).truth() {
            Some(true) => because.push(obstacle(speaker, "why-settled", *when)),
            Some(false) => {}
            None => because.extend(unmet(speaker, *when)),
        }
    }
    for when in classes.not_assessed.iter().filter(|when| speaker.outcome(**when).undecided().is_some()) {
        because.extend(unmet(speaker, *when));
    }
    for (highest, when) in &classes.caps {
        if *highest < line.word && speaker.outcome(*when).truth() != Some(false) {
            because.push(obstacle(speaker, "why-capped", *when));
        }
    }
    for (at, relation) in line.limits.relations() {
        because.extend(comparison(speaker, classes.of, relation, at));
    }
    if let Some(when) = line.when {
        because.extend(unmet(speaker, when));
    }
    because
}

/// That a quota cuts the unit, and how it stands there; none where the condition is none of a quota.
fn cut(speaker: &Speaker<'_>, when: NodeId) -> Option<Obstacle> {
    let Op::Fact(fact) = speaker.plan.node(when).op else { return None };
    let standing = speaker.standings.iter().find(|standing| standing.fact == fact)?;
    let arguments =
        [("quota", speaker.fact(fact).into()), ("standing", standing_in_words(speaker, standing).into())];
    Some(Obstacle { text: speaker.say("why-cut", &arguments), is_open: standing.is_cut.is_none() })
}

/// What keeps a condition from holding.
fn unmet(speaker: &Speaker<'_>, node: NodeId) -> Vec<Obstacle> {
    if speaker.outcome(node).truth() == Some(true) || *speaker.outcome(node) == Outcome::NotApplicable {
        return Vec::new();
    }
    match &speaker.plan.node(node).op {
        Op::All(list) => list.iter().flat_map(|inner| unmet(speaker, *inner)).collect(),
        Op::Not(inner) if cut(speaker, *inner).is_some() => cut(speaker, *inner).into_iter().collect(),
        Op::Compare(it) if speaker.plan.node(it.left).kind.is_number() => {
            comparison(speaker, it.left, it.relation, it.right).into_iter().collect()
        }
        _ if speaker.outcome(node).undecided().is_some() => vec![obstacle(speaker, "why-open", node)],
        _ => vec![obstacle(speaker, "why-unmet", node)],
    }
}

/// A condition that stands between; with the facts that are missing, where it is open.
fn obstacle(speaker: &Speaker<'_>, id: &str, condition: NodeId) -> Obstacle {
    let mut text = speaker.say(id, &[("condition", speaker.computed(condition).into())]);
    let undecided = speaker.outcome(condition).undecided();
    if let Some(undecided) = undecided.filter(|it| !it.missing.is_empty()) {
        let facts = speaker.facts(undecided.missing.iter());
        text = format!("{text} ({})", speaker.say("why-missing", &[("facts", facts.into())]));
    }
    Obstacle { text, is_open: undecided.is_some() }
}

/// What is wrong between two numbers, and by how much.
fn comparison(speaker: &Speaker<'_>, left: NodeId, relation: Relation, right: NodeId) -> Option<Obstacle> {
    let (a, b) = (speaker.outcome(left), speaker.outcome(right));
    if *a == Outcome::NotApplicable {
        return None;
    }
    let (Some(a), Some(b)) = (a.number(), b.number()) else {
        let (formula, result) = (speaker.formula(left), speaker.result(left));
        let known = a.range().zip(b.range()).and_then(|(a, b)| a.compare(relation, &b));
        let id = if known == Some(false) { "why-unmet" } else { "why-open" };
        let condition = format!("{formula} {} {} ({result})", relation.symbol(), speaker.formula(right));
        let text = speaker.say(id, &[("condition", condition.into())]);
        return (known != Some(true)).then_some(Obstacle { text, is_open: known.is_none() });
    };
    if relation.holds(a.cmp(&b)) {
        return None;
    }
    let kind = speaker.plan.node(left).kind;
    let gap = if a < b { b.minus(a) } else { a.minus(b) };
    let gap = if kind == Kind::Count { gap.and_then(|gap| whole(gap, relation)) } else { gap };
    let arguments = [
        ("formula", speaker.computed(left).into()),
        ("relation", relation.symbol().into()),
        ("limit", speaker.result(right).into()),
        ("gap", gap.map_or(String::new(), |gap| number_in_words(gap, kind)).into()),
    ];
    let id = match relation {
        // Exactly at a limit that is not included, nothing can be said to be short.
        _ if a == b => "why-differs",
        Relation::AtLeast | Relation::Greater => "why-short",
        Relation::AtMost | Relation::Less => "why-over",
        Relation::Equal | Relation::Unequal => "why-differs",
    };
    Some(Obstacle { text: speaker.say(id, &arguments), is_open: false })
}

/// The least whole number that closes a gap: nobody can send 1.4 persons more.
fn whole(gap: Number, relation: Relation) -> Option<Number> {
    let is_strict = matches!(relation, Relation::Greater | Relation::Less);
    match gap.floor() {
        floor if floor == gap && !is_strict => Some(floor),
        floor => floor.plus(Number::ONE),
    }
}

/// Criteria that lost points, the most first, with what the next tier asks for.
pub(super) fn lost(speaker: &Speaker<'_>) -> Vec<String> {
    let ruleset = &speaker.plan.ruleset;
    let mut lost: Vec<(Number, usize)> = Vec::new();
    for (index, (criterion, chain)) in ruleset.criteria.iter().zip(&speaker.plan.criteria).enumerate() {
        let points = speaker.outcome(chain.result).number();
        let maximum = speaker.outcome(chain.maximum).number();
        if let (Home::Content(_), Some(points), Some(maximum), Some(_)) =
            (criterion.home, points, maximum, criterion.maximum)
            && points < maximum
        {
            lost.extend(maximum.minus(points).map(|gap| (gap, index)));
        }
    }
    lost.sort_by(|(a, first), (b, second)| b.cmp(a).then(first.cmp(second)));
    let lines = lost.into_iter().map(|(gap, index)| {
        let criterion = &ruleset.criteria[index];
        let name = if criterion.title.is_empty() { &criterion.path } else { &criterion.title };
        let mut line = speaker
            .say("lost-points", &[("name", name.as_str().into()), ("points", gap.approximate(4).into())]);
        if let Some(next) = next_tier(speaker, &speaker.plan.criteria[index]) {
            line = format!("{line} ({next})");
        }
        line
    });
    lines.collect()
}
