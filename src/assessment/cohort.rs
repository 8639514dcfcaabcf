//! Comparable units: who is compared with whom, what each sees of the others, who is cut.
//!
//! Of each unit only what others look at is held while its period is compared, not what every node came to: it is
//! scored again when it is handed on.

use super::kept::Table;
use super::outside::{Seat, nobody_cut};
use super::quota::{Candidate, Group, Standings};
use super::{Assessment, stage};
use crate::data::Record;
use crate::eval::{Item, Items, Outcome, Slots, run_into};
use crate::model::{CohortKey, Collection, CollectionKind, Gap, Quota, QuotaBase, QuotaTarget};
use crate::plan::Plan;
use crate::value::{Kind, Number, Range, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What comparable units share, in words; none where that is not known of a unit.
type Key = Option<Vec<String>>;

/// A comparison of the units of one period.
pub(super) struct Comparison<'c, 'a> {
    assessment: &'c Assessment<'a>,
    stage: usize,
    /// Their rows.
    rows: &'c [usize],
    /// What comparing comes to for each of them.
    seats: Vec<Seat>,
    looks: Vec<Look>,
    /// What others read of each.
    kept: Table,
    /// Used again for each unit.
    slots: Slots,
}

/// What is looked at of a unit.
struct Look {
    plan: usize,
    key: Key,
    is_refused: bool,
    /// Whether it is compared at all.
    is_member: bool,
    /// What quotas look at, as its seat is now; none where that has to be found out.
    stand: Option<Stand>,
}

/// What quotas look at.
struct Stand {
    assessed: (bool, bool),
    keys: Arc<[Outcome]>,
    quotas: Vec<Share>,
}

/// What one quota looks at.
struct Share {
    target: (bool, bool),
    base: (bool, bool),
    size: Option<Number>,
}

impl<'c, 'a> Comparison<'c, 'a> {
    /// Compares the units of one period with each other, and gives what that comes to for each of them.
    pub(super) fn run(assessment: &'c Assessment<'a>, stage: usize, rows: &'c [usize]) -> Vec<Seat> {
        let kept = Table::new(assessment.stages[stage].keys.len());
        let seats = rows.iter().map(|_| Seat::default()).collect();
        let (looks, slots) = (Vec::with_capacity(rows.len()), Slots::default());
        let mut comparison = Comparison { assessment, stage, rows, seats, looks, kept, slots };
        (0..rows.len()).for_each(|at| comparison.look(at));
        let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        // A unit of which it is not known where it belongs may belong to each group.
        let mut floating = Vec::new();
        for (at, look) in comparison.looks.iter_mut().enumerate().filter(|(_, look)| look.is_member) {
            match look.key.take() {
                Some(key) => groups.entry(key).or_default().push(at),
                None => floating.push(at),
            }
        }
        comparison.compare(groups, &floating);
        comparison.seats
    }

    fn compare(&mut self, groups: BTreeMap<Vec<String>, Vec<usize>>, floating: &[usize]) {
        self.leave_open(floating);
        for (key, own) in groups {
            let members = [own.as_slice(), floating].concat();
            self.see_each_other(&own, &members);
            self.share_out(&key.join(", "), own.len(), &members);
            own.iter().for_each(|at| self.looks[*at].stand = None);
        }
    }

    fn plan(&self, at: usize) -> &'a Plan {
        self.assessment.stages[self.stage].plans.get(self.looks[at].plan)
    }

    /// Looks at a unit by itself.
    fn look(&mut self, at: usize) {
        let it = &self.assessment.stages[self.stage];
        let (record, outside) = self.assessment.waiting(self.stage, self.rows[at], &self.seats[at]);
        let plan = it.plans.get(record.plan);
        run_into(plan, &record, &outside, &mut self.slots);
        // Of a unit whose row was refused nothing is known but that it is there.
        let is_refused = stage::is_unknown(plan, &record, &self.slots);
        let key = if is_refused { None } else { self.assessment.key(plan, &record, &self.slots) };
        let is_member = plan.ruleset.cohort.is_some() && plan.ruleset.is_final(record.assessor);
        let (is_not_assessed, values) = it.values(record.plan, |node| self.slots.get(node).clone());
        self.kept.push(is_not_assessed, values.into_iter());
        // Where others are read, it comes to something else once they are there.
        let is_settled = is_member && !plan.ruleset.collections.iter().any(reads_others);
        let stand = is_settled.then(|| Stand::new(plan, &self.slots));
        self.looks.push(Look { plan: record.plan, key, is_refused, is_member, stand });
    }

    /// Lets units see the results of all members of their group.
    fn see_each_other(&mut self, own: &[usize], members: &[usize]) {
        let it = &self.assessment.stages[self.stage];
        // Units with one plan see one list.
        let mut lists: BTreeMap<(usize, usize), Items> = BTreeMap::new();
        for at in own {
            let (number, plan) = (self.looks[*at].plan, self.plan(*at));
            let collections = plan.ruleset.collections.iter().enumerate();
            for (place, _) in collections.filter(|(_, collection)| reads_others(collection)) {
                let list = lists.entry((number, place)).or_insert_with(|| {
                    let places = it.places(number, place);
                    let items = members.iter().zip(0..);
                    let items = items.map(|(at, number)| self.item(*at, number < own.len(), places));
                    Items::shared_by(plan, items.collect())
                });
                self.seats[*at].lists.push((place, list.clone()));
            }
        }
    }

    /// What others see of a unit; of one that may belong elsewhere only that it is there.
    fn item(&self, at: usize, is_known: bool, places: &[Option<usize>]) -> Item {
        let (unit, _) = self.assessment.stages[self.stage].rows.pair(self.rows[at]);
        let kept = self.kept.row(u32::try_from(at).unwrap_or(u32::MAX));
        Item {
            unit: self.assessment.names.name(unit).to_owned(),
            period: None,
            gap: kept.is_not_assessed().then_some(Gap::NotAssessed),
            values: if is_known { kept.values(places) } else { Vec::new() },
        }
    }

    /// Shares out each quota in a group, one after the other: who is cut from one may be cut from the next. The
    /// first members surely belong to it.
    fn share_out(&mut self, name: &str, own: usize, members: &[usize]) {
        let quotas = |at: &usize| self.plan(*at).ruleset.cohort.as_ref().map_or(0, |it| it.quotas.len());
        let count = members.iter().map(quotas).max().unwrap_or(0);
        for number in 0..count {
            let Some(group) = self.group(own, members, number) else {
                // Units of one group with different quotas: who is cut nobody can say.
                self.leave_open(members);
                continue;
            };
            let standings = Arc::new(Standings::new(&group, name));
            for (place, (at, (quota, is_cut))) in members.iter().zip(standings.cuts()).enumerate() {
                if place < own {
                    self.cut(*at, quota, is_cut);
                }
                self.seats[*at].standings.push((standings.clone(), place));
            }
        }
    }

    /// Says whether a quota cuts a unit.
    fn cut(&mut self, at: usize, quota: u32, is_cut: Option<bool>) {
        let plan = self.plan(at);
        let seat = &mut self.seats[at];
        let before = seat.cuts.iter().find(|(fact, _)| *fact == quota).map_or(Some(false), |(_, it)| *it);
        if before == is_cut {
            return;
        }
        if seat.cuts.is_empty() {
            seat.cuts = nobody_cut(plan).collect();
        }
        let own = seat.cuts.iter_mut().filter(|(fact, _)| *fact == quota);
        own.for_each(|(_, it)| *it = is_cut);
        self.looks[at].stand = None;
    }

    /// Leaves open whether any quota cuts these units.
    fn leave_open(&mut self, members: &[usize]) {
        for at in members {
            let cuts = nobody_cut(self.plan(*at)).map(|(quota, _)| (quota, None));
            self.seats[*at].cuts = cuts.collect();
            self.looks[*at].stand = None;
        }
    }

    /// What a quota looks at of a unit, as its seat is now.
    fn stand(&mut self, at: usize) -> &Stand {
        let found = match self.looks[at].stand.take() {
            Some(stand) => stand,
            None => {
                let (record, outside) = self.assessment.waiting(self.stage, self.rows[at], &self.seats[at]);
                run_into(self.plan(at), &record, &outside, &mut self.slots);
                Stand::new(self.plan(at), &self.slots)
            }
        };
        self.looks[at].stand.insert(found)
    }

    /// What a quota looks at in a group; none where its units have different tables of quotas.
    fn group(&mut self, own: usize, members: &[usize], number: usize) -> Option<Group> {
        let mut group = Group::default();
        let mut sizes: Vec<Option<Number>> = Vec::new();
        for (place, at) in members.iter().enumerate() {
            let plan = self.plan(*at);
            let cohort = plan.ruleset.cohort.as_ref()?;
            let quota = cohort.quotas.get(number)?;
            let (is_refused, is_known) = (self.looks[*at].is_refused, place < own);
            let stand = self.stand(*at);
            let share = &stand.quotas[number];
            if is_known {
                sizes.push(share.size);
            }
            // Of one that may belong elsewhere nothing is sure.
            let counts = |(sure, perhaps)| (sure && is_known && !is_refused, perhaps || is_refused);
            let (target, base) = (share.target, share.base);
            let candidate = Candidate {
                fact: quota.fact,
                target: counts(target),
                base: counts(base),
                falls: (false, false),
                assessed: counts(stand.assessed),
                keys: match is_refused {
                    true => stand.keys.iter().map(|_| stage::nothing_known()).collect(),
                    false => stand.keys.clone(),
                },
            };
            let falls = self.falls(*at, quota, (target, base));
            group.candidates.push(Candidate { falls, ..candidate });
            group.base = quota.base;
            group.rounding = Some(quota.rounding);
            group.ties = Some(quota.ties.clone());
            group.name.clone_from(&quota.name);
            group.small = cohort.small;
        }
        // All must ask for the same.
        group.size =
            sizes.first().copied().flatten().filter(|first| sizes.iter().all(|it| *it == Some(*first)));
        Some(group)
    }

    /// Whether a unit comes to stand in the base of a quota when it is cut: surely, and perhaps.
    fn falls(
        &mut self,
        at: usize,
        quota: &Quota,
        (target, before): ((bool, bool), (bool, bool)),
    ) -> (bool, bool) {
        let (Some(QuotaBase::After(_)), (_, true)) = (quota.base, target) else { return (false, false) };
        let (record, mut outside) = self.assessment.waiting(self.stage, self.rows[at], &self.seats[at]);
        let own = outside.standings.iter_mut().filter(|(fact, _)| *fact == quota.fact);
        own.for_each(|(_, is_cut)| *is_cut = Some(true));
        let plan = self.plan(at);
        run_into(plan, &record, &outside, &mut self.slots);
        // Who stands in the base before is no further one.
        let after = in_base(plan, quota, &self.slots);
        (after.0 && !before.1, after.1 && !before.0)
    }
}

impl Stand {
    fn new(plan: &Plan, slots: &Slots) -> Stand {
        let quotas = plan.ruleset.cohort.iter().flat_map(|cohort| &cohort.quotas).zip(0..);
        let share = |(quota, number): (&Quota, usize)| Share {
            target: in_target(plan, quota, slots),
            base: in_base(plan, quota, slots),
            size: plan.ranking.sizes.get(number).and_then(|node| slots.get(*node).number()),
        };
        Stand {
            assessed: is_assessed(plan, slots),
            keys: plan.ranking.keys.iter().map(|node| slots.get(*node).clone()).collect(),
            quotas: quotas.map(share).collect(),
        }
    }
}

impl Assessment<'_> {
    /// What a unit shares with those that it is compared with.
    fn key(&self, plan: &Plan, record: &Record, slots: &Slots) -> Key {
        let by = plan.ruleset.cohort.as_ref().map_or(&[][..], |cohort| cohort.by.as_slice());
        let part = |key: &CohortKey| match key {
            CohortKey::Superior => {
                let unit = self.units.get(&record.unit)?;
                Some(unit.parent.clone().unwrap_or_default())
            }
            CohortKey::Fact(fact) => match slots.get(plan.facts[*fact as usize]) {
                Outcome::Value(value) => Some(in_words(plan, *fact, *value)),
                _ => None,
            },
        };
        by.iter().map(part).collect()
    }
}

/// Whether a collection is of comparable units, and anything is read of them.
fn reads_others(collection: &Collection) -> bool {
    collection.kind == CollectionKind::Cohort && !collection.imports.is_empty()
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
