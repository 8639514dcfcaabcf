//! The result of one unit as data.

use super::gathered::{GatheredReport, QuotaReport, gathered, open_items, quotas};
use super::reason::{fault_in_words, reasons};
use super::speak::Speaker;
use crate::eval::{Outcome, Undecided};
use crate::model::Adjustments;
use crate::plan::{Chain, NodeId, Op, Plan};
use crate::value::{Number, Range};
use serde::Serialize;
use serde::ser::SerializeMap;
use std::collections::BTreeSet;

/// The three outcomes, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A value.
    Value,
    /// Not applicable; for a unit, not assessed.
    NotApplicable,
    /// Facts or decisions are missing, or the ruleset does not say.
    Undecided,
}

impl State {
    /// Its name, as it stands in data.
    pub fn name(self) -> &'static str {
        match self {
            State::Value => "value",
            State::NotApplicable => "not_applicable",
            State::Undecided => "undecided",
        }
    }

    fn of(outcome: &Outcome) -> State {
        match outcome {
            Outcome::Value(_) => State::Value,
            Outcome::NotApplicable => State::NotApplicable,
            Outcome::Undecided(_) => State::Undecided,
        }
    }
}

/// A criterion, a content, the bonus or the deductions.
#[derive(Clone, Debug, Serialize)]
pub struct PartReport {
    /// Its full name.
    #[serde(skip)]
    pub id: String,
    /// Its points, exact, as text; for a criterion without points its word. None where there is none.
    pub points: Option<String>,
    /// The maximum in force for the unit, exact, as text.
    pub max: Option<String>,
    /// Which outcome it is.
    pub state: State,
    /// Why.
    pub reason: String,
    /// The least and greatest that it may be, where it is undecided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<[String; 2]>,
}

/// A decision of the competent level: an input, which stands beside what the rules give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecisionReport {
    /// The class, by its name.
    pub class: String,
    /// The document.
    pub document: String,
    /// Its day.
    pub date: String,
    /// Who decided.
    pub by: String,
    /// Which outcome the class is that the rules give.
    pub computed: State,
}

/// The result of one unit for one period.
#[derive(Clone, Debug, Serialize)]
pub struct UnitReport {
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: Option<String>,
    /// Who scored it, by name; none where the ruleset names no assessors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessor: Option<String>,
    /// Whether this result counts for others: where several score a unit, that of the last of them.
    #[serde(skip)]
    pub is_final: bool,
    /// The kind of unit whose form scored it; none where there is one form for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The total, exact, as text; none where it is not decided or the unit is not assessed.
    pub total: Option<String>,
    /// The maximum in force for the unit.
    pub max: Option<String>,
    /// The class that the rules give, by its name; none where it is not decided or the unit is not assessed.
    pub class: Option<String>,
    /// What the competent level decided, which then is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<DecisionReport>,
    /// Which outcome the result as a whole is.
    pub state: State,
    /// Titles granted, by their names.
    pub recognised: Vec<String>,
    /// The contents, by their full names.
    #[serde(serialize_with = "by_id")]
    pub contents: Vec<PartReport>,
    /// The bonus and the deductions as they count in the total, by `bonus` and `deductions`.
    #[serde(serialize_with = "by_id", skip_serializing_if = "Vec::is_empty")]
    pub pools: Vec<PartReport>,
    /// The criteria, by their full names.
    #[serde(serialize_with = "by_id")]
    pub criteria: Vec<PartReport>,
    /// Facts that decide what is not decided, by their names.
    pub undecided: Vec<String>,
    /// The least and greatest total, where it is undecided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<[String; 2]>,
    /// Classes that are still possible, where none is decided.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub possible: Vec<String>,
    /// Whether the unit may turn out to have no class at all, because it is not assessed or none fits.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub perhaps_no_class: bool,
    /// What the ruleset does not say, or could not do, for the unit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<String>,
    /// What was read of months, units, rows, with each item.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gathered: Vec<GatheredReport>,
    /// How the unit stands in each quota of its cohort.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<QuotaReport>,
    /// What of the facts that decide is missing, in words.
    #[serde(skip)]
    pub missing: Vec<String>,
    /// Facts for which the ruleset's default was taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub defaults: Vec<String>,
}

impl UnitReport {
    /// The class in force: decided, or else what the rules give.
    pub fn class_in_force(&self) -> Option<&str> {
        let decided = self.decision.as_ref().map(|decision| &decision.class);
        decided.or(self.class.as_ref()).map(String::as_str)
    }
}

fn by_id<S: serde::Serializer>(parts: &[PartReport], out: S) -> Result<S::Ok, S::Error> {
    let mut map = out.serialize_map(Some(parts.len()))?;
    for part in parts {
        map.serialize_entry(&part.id, part)?;
    }
    map.end()
}

/// The result of the unit that a speaker speaks of, with all that was looked at for it.
pub fn report(speaker: &Speaker<'_>) -> UnitReport {
    UnitReport { gathered: gathered(speaker), ..result(speaker) }
}

/// The result of a unit, without naming each month, unit or row that was looked at: of units that are compared
/// with very many others these are all of them, for each.
pub fn result(speaker: &Speaker<'_>) -> UnitReport {
    let (plan, ruleset) = (speaker.plan, &speaker.plan.ruleset);
    let state = state(speaker);
    let decision = speaker.record.decision.as_ref();
    // Of a unit that the rules do not assess, no total counts, whatever is decided about its class.
    let is_assessed = state != State::NotApplicable
        && plan.class().is_none_or(|(node, _)| *speaker.outcome(node) != Outcome::NotApplicable);
    let total = speaker.outcome(plan.total);
    let class = plan.class().map(|(node, _)| speaker.outcome(node));
    let word =
        |word: u8| plan.class_words().get(word as usize).map_or(String::new(), |word| word.name.clone());
    let possible = match class.and_then(|class| class.undecided()).map(|it| it.range) {
        Some(Range::Word(words)) => (0..64).rev().filter(|bit| words >> bit & 1 == 1).map(word).collect(),
        _ => Vec::new(),
    };
    let titles = ruleset.titles.iter().zip(&plan.titles);
    let granted = titles.filter(|(_, node)| speaker.outcome(**node).truth() == Some(true));
    UnitReport {
        unit: speaker.record.unit.clone(),
        period: speaker.record.period.map(|period| period.to_string()),
        assessor: speaker.assessor().map(|word| word.name.clone()),
        is_final: ruleset.is_final(speaker.record.assessor),
        form: ruleset.form.clone(),
        total: exact(total).filter(|_| is_assessed),
        max: exact(speaker.outcome(plan.total_maximum)).filter(|_| is_assessed),
        class: class.and_then(Outcome::word).map(word),
        decision: decision.map(|decision| DecisionReport {
            class: word(decision.class),
            document: decision.document.clone(),
            date: decision.date.to_string(),
            by: plan.class_decided_by().unwrap_or_default().to_owned(),
            computed: class.map_or(State::Value, State::of),
        }),
        state,
        recognised: granted.map(|(title, _)| title.name.clone()).collect(),
        contents: contents(speaker),
        pools: pools(speaker),
        criteria: criteria(speaker),
        undecided: missing(speaker).into_iter().map(|id| ruleset.facts[id as usize].name.clone()).collect(),
        range: range(total).filter(|_| is_assessed),
        possible,
        perhaps_no_class: class.and_then(Outcome::undecided).is_some_and(|it| it.may_not_apply),
        faults: fault_texts(speaker),
        gathered: Vec::new(),
        quotas: quotas(speaker),
        missing: missing_in_words(speaker),
        defaults: defaults(speaker).into_iter().map(|id| ruleset.facts[id as usize].name.clone()).collect(),
    }
}

/// Which outcome the result as a whole is: that of the class, or of the total where there is none.
pub(super) fn state(speaker: &Speaker<'_>) -> State {
    let results = results(speaker);
    let first = State::of(speaker.outcome(results[0]));
    match first {
        State::NotApplicable => first,
        _ if results.iter().any(|node| State::of(speaker.outcome(*node)) == State::Undecided) => {
            State::Undecided
        }
        _ => first,
    }
}

/// The nodes that the result of a unit consists of; the one that says whether it is assessed first. Where its
/// class was decided, the result does not wait for the total.
fn results(speaker: &Speaker<'_>) -> Vec<NodeId> {
    let plan = speaker.plan;
    let total = Some(plan.total).filter(|_| speaker.record.decision.is_none());
    plan.class_in_force().into_iter().chain(total).chain(plan.titles.iter().copied()).collect()
}

/// What keeps the result of the unit undecided.
pub(super) fn open<'a>(speaker: &'a Speaker<'_>) -> Vec<&'a Undecided> {
    if state(speaker) == State::NotApplicable {
        return Vec::new();
    }
    // The total may still be open where the class was decided.
    let results = results(speaker).into_iter().chain([speaker.plan.total]);
    results.filter_map(|node| speaker.outcome(node).undecided()).collect()
}

fn fault_texts(speaker: &Speaker<'_>) -> Vec<String> {
    let faults: BTreeSet<_> = open(speaker).into_iter().flat_map(|undecided| &undecided.faults).collect();
    faults.into_iter().map(|fault| fault_in_words(speaker, fault)).collect()
}

/// The facts that decide what is not decided.
pub(super) fn missing(speaker: &Speaker<'_>) -> BTreeSet<u32> {
    open(speaker).into_iter().flat_map(|undecided| undecided.missing.iter()).collect()
}

/// The facts that decide by their names; values over others with what of these is missing, said once for all
/// that lack the same.
fn missing_in_words(speaker: &Speaker<'_>) -> Vec<String> {
    let mut words: Vec<(String, Option<String>)> = Vec::new();
    for id in missing(speaker) {
        let fact = &speaker.plan.ruleset.facts[id as usize];
        let name = if fact.is_given() { fact.name.as_str() } else { fact.shown() };
        let items = open_items(speaker, id);
        match words.iter_mut().find(|(_, known)| items.is_some() && *known == items) {
            Some((names, _)) => *names = format!("{names}, {name}"),
            None => words.push((name.to_owned(), items)),
        }
    }
    let shown = words.into_iter().map(|(names, items)| match items {
        Some(items) => format!("{names} ({items})"),
        None => names,
    });
    shown.collect()
}

/// The facts for which a default was taken.
pub(super) fn defaults(speaker: &Speaker<'_>) -> Vec<u32> {
    let facts = (0u32..).zip(&speaker.plan.ruleset.facts);
    let given = |id: u32| speaker.record.facts.get(id as usize).copied().flatten().is_some();
    facts.filter(|(id, fact)| fact.default.is_some() && !given(*id)).map(|(id, _)| id).collect()
}

fn exact(outcome: &Outcome) -> Option<String> {
    outcome.number().map(|number| number.to_string())
}

fn range(outcome: &Outcome) -> Option<[String; 2]> {
    let interval = outcome.undecided().map(|_| outcome.interval())?;
    Some([interval.low?, interval.high?].map(|end| end.to_string()))
}

fn contents(speaker: &Speaker<'_>) -> Vec<PartReport> {
    let contents = speaker.plan.ruleset.contents.iter().zip(&speaker.plan.contents);
    contents.map(|(it, chain)| part(speaker, &it.path, chain, &it.adjustments, Some(it.maximum))).collect()
}

/// The bonus and the deductions, each after its own maximum.
fn pools(speaker: &Speaker<'_>) -> Vec<PartReport> {
    let pools = speaker.plan.ruleset.pools.iter().zip(&speaker.plan.pools);
    let parts = pools.map(|(pool, node)| {
        let outcome = speaker.outcome(*node);
        PartReport {
            id: pool.name().to_owned(),
            points: exact(outcome),
            max: pool.maximum.map(|maximum| maximum.to_string()),
            state: State::of(outcome),
            reason: cut(speaker, *node),
            range: range(outcome),
        }
    });
    parts.collect()
}

/// That a pool came to more than its maximum; nothing where it did not.
fn cut(speaker: &Speaker<'_>, pool: NodeId) -> String {
    let Op::Bound { of, .. } = speaker.plan.node(pool).op else { return String::new() };
    match (speaker.outcome(of).number(), speaker.outcome(pool).number()) {
        (Some(sum), Some(points)) if points < sum => {
            let arguments =
                [("points", sum.approximate(4).into()), ("maximum", points.approximate(4).into())];
            speaker.say("reason-maximum", &arguments)
        }
        _ => String::new(),
    }
}

fn criteria(speaker: &Speaker<'_>) -> Vec<PartReport> {
    let criteria = speaker.plan.ruleset.criteria.iter().zip(&speaker.plan.criteria);
    let parts = criteria.map(|(it, chain)| {
        if it.has_points() {
            part(speaker, &it.path, chain, &it.adjustments, it.maximum)
        } else {
            pointless(speaker, &it.path, chain)
        }
    });
    parts.collect()
}

fn part(
    speaker: &Speaker<'_>,
    path: &str,
    chain: &Chain,
    adjustments: &Adjustments,
    printed: Option<Number>,
) -> PartReport {
    let outcome = speaker.outcome(chain.result);
    let credited = credited(speaker, chain);
    let maximum = speaker.outcome(chain.maximum);
    let because = reasons(speaker, chain, adjustments);
    let because: Vec<String> = because.into_iter().map(|reason| reason.text).collect();
    PartReport {
        id: path.to_owned(),
        points: exact(outcome),
        max: printed.and_then(|_| exact(maximum)),
        state: if credited { State::NotApplicable } else { State::of(outcome) },
        reason: because.join("; "),
        range: range(outcome),
    }
}

/// Whether a part does not apply and counts with points all the same.
pub(super) fn credited(speaker: &Speaker<'_>, chain: &Chain) -> bool {
    let holds = |when: &NodeId| speaker.outcome(*when).truth() == Some(true);
    speaker.outcome(chain.result).undecided().is_none() && credits(speaker.plan, chain).iter().any(holds)
}

/// The conditions under which a part does not apply: where it has points all the same, these are a credit.
pub(super) fn credits(plan: &Plan, chain: &Chain) -> Vec<NodeId> {
    match &plan.node(chain.result).op {
        Op::Applicable { cases, .. } => cases.iter().map(|case| case.when).collect(),
        _ => Vec::new(),
    }
}

fn pointless(speaker: &Speaker<'_>, path: &str, chain: &Chain) -> PartReport {
    let outcome = speaker.outcome(chain.result);
    let is_known = matches!(outcome, Outcome::Value(_));
    PartReport {
        id: path.to_owned(),
        points: None,
        max: None,
        state: State::of(outcome),
        reason: if is_known { speaker.result(chain.result) } else { speaker.word("state-undecided") },
        range: None,
    }
}
