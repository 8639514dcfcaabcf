//! All plans of a ruleset.

use super::Plan;
use crate::model::{Collection, Fact, Word};
use crate::source::Span;
use crate::value::{Date, Kind};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A ruleset ready to run: a plan for each edition and kind of unit.
#[derive(Debug)]
pub struct Plans {
    plans: Vec<Plan>,
    editions: Vec<Edition>,
    /// For each plan the facts that only other plans read, in order.
    elsewhere: Vec<Vec<u32>>,
    /// The rulesets and lists that are read, each once.
    reads: Vec<Read>,
}

/// A ruleset or list that another one reads.
#[derive(Clone, Debug)]
pub struct Read {
    /// The name of the ruleset or list: data for it is given under this name.
    pub name: String,
    /// Where each `reads` or `list` stands that means it.
    pub places: Vec<Span>,
    /// What scores its rows.
    pub plans: Arc<Plans>,
}

/// Which plans are in force over one stretch of time.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// The first day; none where it was always in force.
    pub from: Option<Date>,
    /// The last day; none where it has no end.
    pub until: Option<Date>,
    /// The fact that says of which kind a unit is; none where there is one form for all.
    pub by: Option<String>,
    /// The plan of units without a form of their own; none where every kind has one.
    pub common: Option<usize>,
    /// The words of the kinds, each with its plan.
    pub forms: Vec<(String, usize)>,
}

impl Edition {
    /// Whether it is in force on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Its plans, the common one first.
    pub fn plans(&self) -> impl Iterator<Item = usize> {
        self.common.into_iter().chain(self.forms.iter().map(|(_, plan)| *plan))
    }
}

impl Plans {
    /// Joins plans; `editions` number them, the earliest first. None where there is no plan.
    pub fn new(plans: Vec<Plan>, editions: Vec<Edition>, reads: Vec<Read>) -> Option<Plans> {
        let elsewhere = elsewhere(&plans, &editions);
        if plans.is_empty() { None } else { Some(Plans { plans, editions, elsewhere, reads }) }
    }

    /// The rulesets and lists that are read, each once.
    pub fn reads(&self) -> &[Read] {
        &self.reads
    }

    /// Whether these are the rows of a list: nothing but facts.
    pub fn is_list(&self) -> bool {
        let ruleset = &self.get(0).ruleset;
        ruleset.contents.is_empty() && ruleset.classes.is_empty() && ruleset.titles.is_empty()
    }

    /// Which of [`Plans::reads`] a collection of a plan is of; none for own results.
    pub fn read_of(&self, collection: &Collection) -> Option<usize> {
        self.reads.iter().position(|read| read.places.contains(&collection.span))
    }

    /// All plans, those of the earliest edition first.
    pub fn all(&self) -> &[Plan] {
        &self.plans
    }

    /// The plan with this number; the last one where there is none.
    pub fn get(&self, number: usize) -> &Plan {
        &self.plans[number.min(self.plans.len() - 1)]
    }

    /// Whether a fact of a plan is read by other plans only, so that it says nothing about a unit that this
    /// plan scores.
    pub fn is_read_elsewhere(&self, plan: usize, fact: u32) -> bool {
        self.elsewhere.get(plan).is_some_and(|facts| facts.binary_search(&fact).is_ok())
    }

    /// The editions, the earliest first.
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// The fact that says of which kind a unit is, by its place in any plan of an edition, and its words;
    /// none where there is one form for all.
    pub fn kinds(&self, edition: &Edition) -> Option<(u32, &Fact, &[Word])> {
        let ruleset = &self.get(edition.plans().next().unwrap_or(0)).ruleset;
        let (id, fact) =
            (0u32..).zip(&ruleset.facts).find(|(_, fact)| Some(&fact.name) == edition.by.as_ref())?;
        let Kind::Word(choice) = fact.kind else { return None };
        Some((id, fact, &ruleset.choices[choice as usize].words))
    }

    /// The edition that is in force on a day.
    pub fn edition_at(&self, day: Date) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.holds(day))
    }
}

fn elsewhere(plans: &[Plan], editions: &[Edition]) -> Vec<Vec<u32>> {
    let facts = |plan: &'_ Plan, is_read: bool| -> Vec<u32> {
        let all = (0u32..).zip(&plan.ruleset.facts).map(|(id, _)| id);
        all.filter(|id| plan.reads(*id) == is_read).collect()
    };
    let name = |plan: &Plan, id: u32| plan.ruleset.facts[id as usize].name.clone();
    let read = plans.iter().flat_map(|plan| facts(plan, true).into_iter().map(|id| name(plan, id)));
    let mut read: BTreeSet<String> = read.collect();
    // The fact that says of which kind a unit is chooses the plan, and no plan has to read it.
    editions.iter().filter_map(|edition| edition.by.as_ref()).for_each(|by| {
        read.remove(by);
    });
    let of = |plan| facts(plan, false).into_iter().filter(|id| read.contains(&name(plan, *id))).collect();
    plans.iter().map(of).collect()
}
