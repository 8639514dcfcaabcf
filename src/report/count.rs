//! What of a unit is counted, without its reasons.

use super::speak::Speaker;
use super::tally::Tallied;
use super::unit::credits;
use crate::model::{Criterion, Home};
use crate::plan::{Chain, NodeId, Plan, Plans};
use crate::value::Number;
use std::collections::HashMap;

/// What of a result is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitCount {
    /// The unit.
    pub unit: String,
    /// What it came to.
    pub tallied: Tallied,
    /// What it lost in each criterion that counts for it, by its place among those of [`Losses`]; nothing where its
    /// result is not decided.
    pub lost: Vec<(usize, Number)>,
}

impl UnitCount {
    /// What of the unit that a speaker speaks of is counted.
    pub fn new(speaker: &Speaker<'_>, losses: &Losses) -> UnitCount {
        let tallied = Tallied::of(speaker);
        let lost = losses.of(
            speaker.record.plan,
            &tallied,
            |node| speaker.outcome(node).number(),
            |node| speaker.outcome(node).truth() == Some(true),
        );
        UnitCount { unit: speaker.record.unit.clone(), tallied, lost }
    }
}

/// The criteria in which units can lose points: those of contents, and deductions.
#[derive(Clone, Debug)]
pub struct Losses {
    /// Full name and title, each once, in the order of the rulesets.
    pub(super) list: Vec<(String, String)>,
    plans: Vec<Vec<Loser>>,
}

/// A criterion of a plan in which points can be lost.
#[derive(Clone, Debug)]
struct Loser {
    place: usize,
    result: NodeId,
    /// What it is short of; none where its points are what is lost.
    maximum: Option<NodeId>,
    /// Where it counts with points although it does not apply.
    credits: Vec<NodeId>,
}

impl Losses {
    /// The criteria of a ruleset.
    pub fn new(plans: &Plans) -> Losses {
        let (mut list, mut places) = (Vec::new(), HashMap::new());
        let mut loser = |plan: &Plan, criterion: &Criterion, chain: &Chain| {
            let place = *places.entry(criterion.path.clone()).or_insert_with(|| {
                list.push((criterion.path.clone(), criterion.title.clone()));
                list.len() - 1
            });
            let maximum = matches!(criterion.home, Home::Content(_)).then_some(chain.maximum);
            Loser { place, result: chain.result, maximum, credits: credits(plan, chain) }
        };
        let plans = plans.all().iter().map(|plan| {
            let criteria = plan.ruleset.criteria.iter().zip(&plan.criteria);
            let criteria = criteria.filter(|(criterion, _)| can_lose(plan, criterion));
            criteria.map(|(criterion, chain)| loser(plan, criterion, chain)).collect()
        });
        let plans = plans.collect();
        Losses { list, plans }
    }

    /// The nodes that are looked at beside the results of a plan.
    pub fn nodes(&self, plan: usize) -> impl Iterator<Item = NodeId> {
        let losers = self.plans[plan].iter();
        losers.flat_map(|loser| loser.credits.iter().copied().chain(loser.maximum))
    }

    /// What a unit lost, by what nodes came to: a number, and whether something holds.
    pub fn of(
        &self,
        plan: usize,
        tallied: &Tallied,
        number: impl Fn(NodeId) -> Option<Number>,
        holds: impl Fn(NodeId) -> bool,
    ) -> Vec<(usize, Number)> {
        let losers = self.plans[plan].iter().filter(|_| tallied.is_value());
        let lost = |loser: &Loser| {
            let points = number(loser.result)?;
            let lost = match loser.maximum {
                Some(maximum) => number(maximum)?.minus(points)?,
                None => points,
            };
            let is_credited = loser.credits.iter().any(|when| holds(*when));
            (!is_credited).then_some((loser.place, lost))
        };
        losers.filter_map(lost).collect()
    }
}

fn can_lose(plan: &Plan, criterion: &Criterion) -> bool {
    match criterion.home {
        Home::Content(_) => criterion.maximum.is_some(),
        Home::Pool(pool) => plan.ruleset.pools[pool as usize].negative,
    }
}
