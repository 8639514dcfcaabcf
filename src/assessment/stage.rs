//! A ruleset of a run, and what is kept of its results.

use super::Run;
use crate::data::{EarlierResult, Record};
use crate::eval::{Outcome, Slots, Undecided};
use crate::link::Interface;
use crate::model::{Ask, CohortKey, Collection, CollectionKind, ImportOf};
use crate::plan::{NodeId, Plan, Plans};
use crate::value::{Interval, Kind, Period, PeriodSpan, Range, Value, name};
use std::collections::{BTreeMap, BTreeSet};

/// A ruleset or list whose rows are scored before those of what reads it.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    /// The name under which data is given for it.
    pub(super) name: &'a str,
    pub(super) plans: &'a Plans,
    /// The stage of each ruleset and list that it reads, in the order of `plans.reads()`.
    pub(super) reads: Vec<usize>,
    /// The names that others read of it, in order.
    pub(super) keys: Vec<String>,
    /// What there is to read of it.
    interface: Interface,
    /// The words of what is read, by key, as the latest edition has them.
    words: Vec<Vec<String>>,
    /// For each plan the node of each key.
    nodes: Vec<Vec<Option<NodeId>>>,
    /// For each plan and collection of it where the source keeps what is read.
    places: Vec<Vec<Vec<Option<usize>>>>,
    /// Whether its rows have to wait for others.
    pub(super) waits: bool,
    /// Whether units are compared with each other.
    pub(super) has_cohort: bool,
    /// Whether it is a list, of which a unit may have many rows.
    pub(super) is_list: bool,
    /// Whether there was data for it.
    pub(super) is_given: bool,
    /// Units of which a row was refused; the name is empty where nobody knows whose it was.
    pub(super) refused: BTreeSet<String>,
    /// Rows that wait until all are there.
    pub(super) rows: Vec<Record>,
    /// What others read, by unit and period.
    pub(super) kept: BTreeMap<String, BTreeMap<Option<Period>, Vec<Kept>>>,
}

/// What others read of one result.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// Whether the unit was not assessed.
    pub(super) is_not_assessed: bool,
    /// The value of each key.
    pub(super) values: Vec<Outcome>,
}

/// The stages of a ruleset: what is read first, the ruleset itself last.
pub(super) fn stages(plans: &Plans) -> Vec<Stage<'_>> {
    let mut stages: Vec<Stage<'_>> = Vec::new();
    let name = plans.get(0).ruleset.name.as_str();
    enter(name, plans, &mut stages);
    for at in 0..stages.len() {
        let wanted = wanted(&stages, at);
        stages[at].look_for(wanted);
    }
    for at in 0..stages.len() {
        stages[at].places = places(&stages, at);
    }
    stages
}

/// Enters what a ruleset reads, then itself; each once.
fn enter<'a>(name: &'a str, plans: &'a Plans, stages: &mut Vec<Stage<'a>>) -> usize {
    if let Some(known) = stages.iter().position(|stage| std::ptr::eq(stage.plans, plans)) {
        return known;
    }
    let reads = plans.reads().iter().map(|read| enter(&read.name, &read.plans, stages)).collect();
    for (read, at) in plans.reads().iter().zip(&reads) {
        let is_list = |collection: &Collection| {
            collection.kind == CollectionKind::List && read.places.contains(&collection.span)
        };
        let collections = plans.all().iter().flat_map(|plan| &plan.ruleset.collections);
        let at: &usize = at;
        stages[*at].is_list |= collections.into_iter().any(is_list);
    }
    stages.push(Stage {
        name,
        plans,
        reads,
        keys: Vec::new(),
        interface: plans.interface(),
        words: Vec::new(),
        nodes: Vec::new(),
        places: Vec::new(),
        waits: waits(plans),
        has_cohort: plans.all().iter().any(|plan| plan.ruleset.cohort.is_some()),
        is_list: false,
        is_given: false,
        refused: BTreeSet::new(),
        rows: Vec::new(),
        kept: BTreeMap::new(),
    });
    stages.len() - 1
}

/// The names that others, or its own comparisons, read of a stage.
fn wanted(stages: &[Stage<'_>], of: usize) -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    for (at, stage) in stages.iter().enumerate() {
        for plan in stage.plans.all() {
            for collection in &plan.ruleset.collections {
                let source = stage.source(at, collection);
                if source == Some(of) {
                    wanted.extend(collection.imports.iter().filter_map(|import| key(plan, &import.of)));
                }
            }
        }
    }
    wanted
}

/// For each plan of a stage and each of its collections where the source keeps what is read.
fn places(stages: &[Stage<'_>], of: usize) -> Vec<Vec<Vec<Option<usize>>>> {
    let stage = &stages[of];
    let of_collection = |plan: &Plan, collection: &Collection| {
        let keys = stage.source(of, collection).map_or(&[][..], |source| &stages[source].keys);
        let place = |key: String| keys.binary_search(&key).ok();
        collection.imports.iter().map(|import| key(plan, &import.of).and_then(place)).collect()
    };
    let of_plan = |plan: &Plan| plan.ruleset.collections.iter().map(|it| of_collection(plan, it)).collect();
    stage.plans.all().iter().map(of_plan).collect()
}

/// Whether the rows of a ruleset have to wait until all that it reads is there.
fn waits(plans: &Plans) -> bool {
    plans.all().iter().any(|plan| {
        plan.ruleset.cohort.is_some()
            || !plan.ruleset.gathers.is_empty()
            || !plan
                .ruleset
                .collections
                .iter()
                .all(|collection| collection.kind == CollectionKind::Earlier && collection.imports.is_empty())
    })
}

/// The name under which a result is kept.
fn key(plan: &Plan, of: &ImportOf) -> Option<String> {
    match of {
        ImportOf::Name(key) => Some(key.clone()),
        ImportOf::Own(symbol) => {
            let node = plan.symbol(*symbol)?;
            plan.exports().into_iter().find(|(_, it)| *it == node).map(|(text, _)| name::key(&text))
        }
    }
}

impl Stage<'_> {
    /// The stage whose results a collection is of.
    pub(super) fn source(&self, own: usize, collection: &Collection) -> Option<usize> {
        match collection.kind {
            CollectionKind::Cohort | CollectionKind::Earlier => Some(own),
            _ => self.plans.read_of(collection).map(|read| self.reads[read]),
        }
    }

    fn look_for(&mut self, wanted: BTreeSet<String>) {
        self.keys = wanted.into_iter().collect();
        let words = self.keys.iter().map(|key| {
            let words = self.interface.names.get(key).map(|it| &it.words.0);
            words.map_or(Vec::new(), |words| words.iter().map(|(word, _)| name::key(word)).collect())
        });
        self.words = words.collect();
        let nodes = self.plans.all().iter().map(|plan| {
            let exports: BTreeMap<String, NodeId> =
                plan.exports().into_iter().rev().map(|(text, node)| (name::key(&text), node)).collect();
            self.keys.iter().map(|key| exports.get(key).copied()).collect()
        });
        self.nodes = nodes.collect();
    }

    /// Where the source of a collection keeps each of its imports; by the place of the collection in a plan.
    pub(super) fn places(&self, plan: usize, collection: usize) -> &[Option<usize>] {
        &self.places[plan.min(self.places.len() - 1)][collection]
    }

    /// Whether it asks for what only the table of units says: units below, the one above, since when they are there.
    pub(super) fn needs_units(&self) -> bool {
        let mut plans = self.plans.all().iter();
        let is_of_place = |ask: &Ask| matches!(ask, Ask::MonthsInPlace | Ask::InPlace);
        self.reads_lower()
            || plans.any(|plan| {
                let by = plan.ruleset.cohort.iter().flat_map(|cohort| &cohort.by);
                plan.gathers.iter().any(|gather| is_of_place(&gather.ask))
                    || by.into_iter().any(|key| *key == CohortKey::Superior)
            })
    }

    fn reads_lower(&self) -> bool {
        let mut collections = self.plans.all().iter().flat_map(|plan| &plan.ruleset.collections);
        collections.any(|collection| collection.kind == CollectionKind::Lower)
    }

    /// What its units are, and how long their periods.
    pub(super) fn assesses(&self) -> Option<(&str, PeriodSpan)> {
        self.plans.get(0).ruleset.assesses.as_ref().map(|(unit, every)| (unit.as_str(), *every))
    }

    /// Keeps what others read of a result. A row that was refused is none.
    pub(super) fn keep(&mut self, run: &Run) {
        let plan = self.plans.get(run.record.plan);
        if is_unknown(plan, run) || !counts(plan, &run.record) {
            return;
        }
        let kept = self.kept_of(run);
        let periods = self.kept.entry(run.record.unit.clone()).or_default();
        let kept_before = periods.entry(run.record.period).or_default();
        // Of all but a list there is one result; it counts more than one that was read.
        if !self.is_list {
            kept_before.clear();
        }
        kept_before.push(kept);
    }

    /// Keeps a result of an earlier period, as far as results hold what others read.
    ///
    /// # Errors
    ///
    /// Why it cannot be used: `class` where there is none of that name, `twice` where there is one already.
    pub(super) fn keep_earlier(&mut self, result: &EarlierResult) -> Result<(), &'static str> {
        let ruleset = &self.plans.get(usize::MAX).ruleset;
        let last = ruleset.final_assessor().and_then(|last| ruleset.assessors.get(usize::from(last)));
        // Of several who scored, the result of the last one counts.
        if last.is_some_and(|last| result.assessor.as_ref().is_some_and(|it| *it != last.name)) {
            return Ok(());
        }
        let words = || self.plans.all().iter().flat_map(|plan| plan.class_words());
        let is_class = |class: &String| words().any(|word| name::key(&word.name) == name::key(class));
        if result.class.as_ref().is_some_and(|class| !is_class(class)) {
            return Err("class");
        }
        if !self.find(&result.unit, result.period).is_empty() {
            return Err("twice");
        }
        let values = self.keys.iter().zip(&self.words).map(|(key, words)| {
            let exported = self.interface.names.get(key);
            let place = |word: &String| words.iter().position(|it| *it == name::key(word));
            let known = match exported.map(|it| it.kind) {
                _ if !result.is_assessed => return Outcome::NotApplicable,
                _ if key == "class" => {
                    let word = result.class.as_ref().and_then(place).and_then(|at| u8::try_from(at).ok());
                    word.map(Value::Word)
                }
                Some(Kind::Truth) if result.is_decided && self.is_title(key) => {
                    Some(Value::Truth(result.recognised.iter().any(|title| name::key(title) == *key)))
                }
                _ => {
                    let points = result.points.iter().find(|(path, _)| name::key(path) == *key);
                    points.map(|(_, points)| Value::Number(*points))
                }
            };
            match (known, exported) {
                (Some(value), _) => Outcome::Value(value),
                (None, exported) => unknown(exported.map_or(Range::Truth, |it| it.range), false),
            }
        });
        let kept = Kept { is_not_assessed: !result.is_assessed, values: values.collect() };
        self.kept.entry(result.unit.clone()).or_default().insert(result.period, vec![kept]);
        Ok(())
    }

    /// Whether a name is that of a title.
    fn is_title(&self, key: &str) -> bool {
        let mut titles = self.plans.all().iter().flat_map(|plan| &plan.ruleset.titles);
        titles.any(|title| name::key(&title.name) == key)
    }

    pub(super) fn kept_of(&self, run: &Run) -> Kept {
        let plan = self.plans.get(run.record.plan);
        let class = plan.class_in_force().map(|node| run.slots.get(node));
        let values = self.nodes[run.record.plan.min(self.nodes.len() - 1)].iter().zip(&self.words);
        let values = values.map(|(node, words)| match node {
            Some(node) => self.settled(plan, *node, run.slots.get(*node), words),
            None => Outcome::NotApplicable,
        });
        Kept { is_not_assessed: class == Some(&Outcome::NotApplicable), values: values.collect() }
    }

    /// An outcome as others see it: its reasons are those of another table, its words those of the latest.
    fn settled(&self, plan: &Plan, node: NodeId, outcome: &Outcome, words: &[String]) -> Outcome {
        let place = |word: u8| match plan.node(node).kind {
            Kind::Word(choice) | Kind::Words(choice) => {
                let own = plan.ruleset.choices[choice as usize].words.get(usize::from(word))?;
                let key = name::key(&own.name);
                words.iter().position(|it| *it == key).and_then(|at| u8::try_from(at).ok())
            }
            _ => Some(word),
        };
        let bits = |bits: u64| {
            let own = (0..64u8).filter(|bit| bits >> bit & 1 == 1);
            own.filter_map(place).fold(0, |bits, bit| bits | 1 << bit)
        };
        match outcome {
            Outcome::Value(Value::Word(word)) => {
                // A word that only an earlier edition has is none that others can ask for.
                let all = u64::MAX.checked_shr(64 - u32::try_from(words.len()).unwrap_or(64)).unwrap_or(0);
                place(*word).map_or_else(
                    || unknown(Range::Word(all), false),
                    |word| Outcome::Value(Value::Word(word)),
                )
            }
            Outcome::Value(Value::Words(words)) => Outcome::Value(Value::Words(bits(*words))),
            Outcome::Undecided(undecided) => {
                let range = match undecided.range {
                    Range::Word(words) => Range::Word(bits(words)),
                    Range::Words { sure, possible } => {
                        Range::Words { sure: bits(sure), possible: bits(possible) }
                    }
                    range => range,
                };
                unknown(range, undecided.may_not_apply)
            }
            outcome => outcome.clone(),
        }
    }

    /// What is kept of a unit and period.
    pub(super) fn find(&self, unit: &str, period: Option<Period>) -> &[Kept] {
        let found = self.kept.get(unit).and_then(|periods| periods.get(&period));
        found.map_or(&[], Vec::as_slice)
    }
}

/// Whether a row does not meet what its ruleset requires.
pub(super) fn is_breach(plan: &Plan, slots: &Slots) -> bool {
    plan.requirements.iter().any(|requirement| slots.get(*requirement).truth() == Some(false))
}

/// Whether the row of a unit was refused, so that nothing is known of it.
pub(super) fn is_unknown(plan: &Plan, run: &Run) -> bool {
    !run.record.within.is_empty() || is_breach(plan, &run.slots)
}

/// Something of which nothing is known.
pub(super) fn nothing_known() -> Outcome {
    unknown(Range::Number(Interval::default()), true)
}

/// Whether a result counts for others: of several who score a unit, that of the last one does.
pub(super) fn counts(plan: &Plan, record: &Record) -> bool {
    let last = plan.ruleset.final_assessor();
    last.is_none() || record.assessor == last
}

/// Something of which no more is known than what it can be.
fn unknown(range: Range, may_not_apply: bool) -> Outcome {
    let (missing, faults) = Default::default();
    Outcome::Undecided(Box::new(Undecided { range, may_not_apply, missing, faults }))
}
