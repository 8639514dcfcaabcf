//! Comparable units: who is compared with whom, what each sees of the others, who is cut.

use super::outside::values;
use super::quota::{Candidate, Group, standings};
use super::{Assessment, Run, stage};
use crate::eval::{Item, Outcome, Slots, run_into};
use crate::model::{CohortKey, CollectionKind, Gap, Quota, QuotaBase, QuotaTarget};
use crate::plan::Plan;
use crate::value::{Kind, Number, Range, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What comparable units share, in words; none where that is not known of a unit.
type Key = Option<Vec<String>>;

impl Assessment<'_> {
    /// Compares the units of one period with each other.
    pub(super) fn compared(&self, stage: usize, mut runs: Vec<Run>) -> Vec<Run> {
        let plans = self.stages[stage].plans;
        // Of a unit whose row was refused nothing is known but that it is there.
        let is_refused = |run: &Run| stage::is_unknown(plans.get(run.record.plan), run);
        let keys: Vec<Key> = runs
            .iter()
            .map(|run| if is_refused(run) { None } else { self.key(plans.get(run.record.plan), run) })
            .collect();
        let mut groups: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
        let in_any = |at: &usize| {
            let plan = plans.get(runs[*at].record.plan);
            plan.ruleset.cohort.is_some() && stage::counts(plan, &runs[*at].record)
        };
        let members: Vec<usize> = (0..runs.len()).filter(in_any).collect();
        for at in &members {
            if let Some(key) = &keys[*at] {
                groups.entry(key).or_default().push(*at);
            }
        }
        // A unit of which it is not known where it belongs may belong to each group.
        let floating: Vec<usize> = members.into_iter().filter(|at| keys[*at].is_none()).collect();
        let groups: Vec<(String, Vec<usize>)> =
            groups.into_iter().map(|(key, own)| (key.join(", "), [own, floating.clone()].concat())).collect();
        for (_, members) in &groups {
            self.see_each_other(stage, &mut runs, members, &floating);
        }
        self.leave_open(stage, &mut runs, &floating);
        for (name, members) in &groups {
            self.share_out(stage, &mut runs, (name, members), &floating);
        }
        runs
    }

    fn key(&self, plan: &Plan, run: &Run) -> Key {
        let by = plan.ruleset.cohort.as_ref().map_or(&[][..], |cohort| cohort.by.as_slice());
        let part = |key: &CohortKey| match key {
            CohortKey::Superior => {
                let unit = self.units.get(&run.record.unit)?;
                Some(unit.parent.clone().unwrap_or_default())
            }
            CohortKey::Fact(fact) => match run.slots.get(plan.facts[*fact as usize]) {
                Outcome::Value(value) => Some(in_words(plan, *fact, *value)),
                _ => None,
            },
        };
        by.iter().map(part).collect()
    }

    /// Scores units again, now that each can see the results of the others.
    fn see_each_other(&self, stage: usize, runs: &mut [Run], members: &[usize], floating: &[usize]) {
        let it = &self.stages[stage];
        let plans = it.plans;
        let kept: Vec<_> = members.iter().map(|at| it.kept_of(&runs[*at])).collect();
        // Units with one plan see one list.
        let mut lists: BTreeMap<(usize, usize), Arc<[Item]>> = BTreeMap::new();
        for own in members.iter().filter(|own| !floating.contains(own)) {
            let number = runs[*own].record.plan;
            let plan = plans.get(number);
            let cohorts = plan.ruleset.collections.iter().enumerate();
            let cohorts =
                cohorts.filter(|(_, it)| it.kind == CollectionKind::Cohort && !it.imports.is_empty());
            let mut is_changed = false;
            for (at, _) in cohorts {
                let made = lists.entry((number, at)).or_insert_with(|| {
                    let places = it.places(number, at);
                    let items = members.iter().zip(&kept).map(|(member, kept)| Item {
                        unit: runs[*member].record.unit.clone(),
                        period: None,
                        gap: kept.is_not_assessed.then_some(Gap::NotAssessed),
                        values: if floating.contains(member) { Vec::new() } else { values(kept, places) },
                    });
                    items.collect()
                });
                let list = made.clone();
                runs[*own].outside.collections[at] = Some(list);
                is_changed = true;
            }
            if is_changed {
                self.again(stage, &mut runs[*own]);
            }
        }
    }

    fn again(&self, stage: usize, run: &mut Run) {
        let plan = self.stages[stage].plans.get(run.record.plan);
        let mut slots = std::mem::take(&mut run.slots);
        run_into(plan, &run.record, &run.outside, &mut slots);
        run.slots = slots;
    }

    /// Shares out each quota in a group, one after the other: who is cut from one may be cut from the next.
    fn share_out(
        &self,
        stage: usize,
        runs: &mut [Run],
        (name, members): (&str, &[usize]),
        floating: &[usize],
    ) {
        let plans = self.stages[stage].plans;
        let quotas = |at: &usize| {
            plans.get(runs[*at].record.plan).ruleset.cohort.as_ref().map_or(0, |it| it.quotas.len())
        };
        let count = members.iter().map(quotas).max().unwrap_or(0);
        for number in 0..count {
            let Some(group) = self.group(stage, runs, members, floating, number) else {
                // Units of one group with different quotas: who is cut nobody can say.
                self.leave_open(stage, runs, members);
                continue;
            };
            for (at, standing) in members.iter().zip(standings(&group, name)) {
                let run = &mut runs[*at];
                if !floating.contains(at) {
                    let own = run.outside.standings.iter_mut().find(|(fact, _)| *fact == standing.fact);
                    own.into_iter().for_each(|(_, is_cut)| *is_cut = standing.is_cut);
                    self.again(stage, run);
                }
                run.standings.push(standing);
            }
        }
    }

    /// Leaves open whether any quota cuts these units.
    fn leave_open(&self, stage: usize, runs: &mut [Run], members: &[usize]) {
        for at in members {
            runs[*at].outside.standings.iter_mut().for_each(|(_, is_cut)| *is_cut = None);
            self.again(stage, &mut runs[*at]);
        }
    }

    /// What a quota looks at in a group; none where its units have different tables of quotas.
    fn group(
        &self,
        stage: usize,
        runs: &[Run],
        members: &[usize],
        floating: &[usize],
        number: usize,
    ) -> Option<Group> {
        let plans = self.stages[stage].plans;
        let mut group = Group::default();
        let mut sizes: Vec<Option<Number>> = Vec::new();
        for at in members {
            let (run, plan) = (&runs[*at], plans.get(runs[*at].record.plan));
            let quota = plan.ruleset.cohort.as_ref()?.quotas.get(number)?;
            let is_known = !floating.contains(at);
            let is_refused = stage::is_unknown(plan, run);
            let key = |node| if is_refused { stage::nothing_known() } else { run.slots.get(node).clone() };
            let (mut target, mut base) =
                (in_target(plan, quota, &run.slots), in_base(plan, quota, &run.slots));
            let mut assessed = is_assessed(plan, &run.slots);
            if is_refused {
                (target, base, assessed) = ((false, true), (false, true), (false, true));
            } else if !is_known {
                // It may belong elsewhere.
                [&mut target, &mut base, &mut assessed].into_iter().for_each(|(sure, _)| *sure = false);
            } else {
                sizes.push(plan.ranking.sizes.get(number).and_then(|node| run.slots.get(*node).number()));
            }
            group.candidates.push(Candidate {
                fact: quota.fact,
                target,
                base,
                falls: self.falls(plan, quota, run),
                assessed,
                keys: plan.ranking.keys.iter().map(|node| key(*node)).collect(),
            });
            group.base = quota.base;
            group.rounding = Some(quota.rounding);
            group.ties = Some(quota.ties.clone());
            group.name.clone_from(&quota.name);
            group.small = plan.ruleset.cohort.as_ref().and_then(|cohort| cohort.small);
        }
        // All must ask for the same.
        group.size =
            sizes.first().copied().flatten().filter(|first| sizes.iter().all(|it| *it == Some(*first)));
        Some(group)
    }

    /// Whether a unit comes to stand in the base of a quota when it is cut: surely, and perhaps.
    fn falls(&self, plan: &Plan, quota: &Quota, run: &Run) -> (bool, bool) {
        let (Some(QuotaBase::After(_)), (_, true)) = (quota.base, in_target(plan, quota, &run.slots)) else {
            return (false, false);
        };
        let mut outside = run.outside.clone();
        let own = outside.standings.iter_mut().filter(|(fact, _)| *fact == quota.fact);
        own.for_each(|(_, is_cut)| *is_cut = Some(true));
        let mut slots = Slots::default();
        run_into(plan, &run.record, &outside, &mut slots);
        // Who stands in the base before is no further one.
        let (before, after) = (in_base(plan, quota, &run.slots), in_base(plan, quota, &slots));
        (after.0 && !before.1, after.1 && !before.0)
    }
}

/// Whether a unit has what a quota limits: surely, and perhaps.
fn in_target(plan: &Plan, quota: &Quota, slots: &Slots) -> (bool, bool) {
    match quota.target {
        QuotaTarget::Class(word) => in_class(plan, slots, 1 << word),
        QuotaTarget::Title(title) => match slots.get(plan.titles[title as usize]) {
            Outcome::Value(value) => (*value == Value::Truth(true), *value == Value::Truth(true)),
            Outcome::NotApplicable => (false, false),
            Outcome::Undecided(_) => (false, true),
        },
    }
}

/// Whether a unit is among those of which a quota is a share: surely, and perhaps.
fn in_base(plan: &Plan, quota: &Quota, slots: &Slots) -> (bool, bool) {
    match quota.base {
        Some(QuotaBase::Before(word) | QuotaBase::After(word)) => in_class(plan, slots, 1 << word),
        Some(QuotaBase::OrBetter(word)) => in_class(plan, slots, u64::MAX << word),
        Some(QuotaBase::Cohort) => is_assessed(plan, slots),
        None => (false, false),
    }
}

fn in_class(plan: &Plan, slots: &Slots, words: u64) -> (bool, bool) {
    match plan.class_in_force().map(|node| slots.get(node)) {
        Some(Outcome::Value(Value::Word(word))) => (words >> word & 1 == 1, words >> word & 1 == 1),
        Some(Outcome::Undecided(undecided)) => match undecided.range {
            Range::Word(possible) => (
                possible & !words == 0 && possible != 0 && !undecided.may_not_apply,
                possible & words != 0 || possible == 0,
            ),
            _ => (false, true),
        },
        _ => (false, false),
    }
}

/// Whether a unit is assessed at all: surely, and perhaps.
fn is_assessed(plan: &Plan, slots: &Slots) -> (bool, bool) {
    match plan.class_in_force().map(|node| slots.get(node)) {
        Some(Outcome::NotApplicable) => (false, false),
        Some(Outcome::Undecided(undecided)) => (!undecided.may_not_apply, true),
        _ => (true, true),
    }
}

/// A value that units share, in words: those of forms that number their words otherwise are the same.
fn in_words(plan: &Plan, fact: u32, value: Value) -> String {
    match (value, plan.ruleset.facts[fact as usize].kind) {
        (Value::Word(word), Kind::Word(choice)) => {
            let words = &plan.ruleset.choices[choice as usize].words;
            words.get(usize::from(word)).map_or(String::new(), |word| word.name.clone())
        }
        (Value::Number(number), _) => number.to_string(),
        (Value::Truth(truth), _) => truth.to_string(),
        (Value::Date(date), _) => date.to_string(),
        (Value::Words(words), _) => words.to_string(),
        _ => String::new(),
    }
}
