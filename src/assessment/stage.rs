//! A ruleset of a run, and what is kept of its results.

use super::Run;
use super::kept::{Results, unknown};
use super::names::{Names, UnitId};
use super::waiting::Waiting;
use crate::data::{EarlierResult, Record, Unit, Units};
use crate::eval::{Outcome, Slots};
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
    nodes: Vec<Vec<Option<Exported>>>,
    /// For each plan and collection of it where the source keeps what is read.
    places: Vec<Vec<Vec<Option<usize>>>>,
    /// Whether it reads anything beside its rows, so that a unit may have a result without one.
    pub(super) reads_others: bool,
    /// Whether its rows have to wait for each other: units that are compared, earlier periods.
    pub(super) waits: bool,
    /// Whether its units look at their own earlier periods.
    pub(super) reads_earlier: bool,
    /// Whether units are compared with each other.
    pub(super) has_cohort: bool,
    /// Whether anybody reads its results.
    pub(super) is_read: bool,
    /// Whether it is the ruleset itself.
    pub(super) is_last: bool,
    /// Whether it reads nothing else, and the table of units says which of its units have no row.
    pub(super) can_miss: bool,
    /// Whether it is a list, of which a unit may have many rows.
    pub(super) is_list: bool,
    /// Whether there was data for it.
    pub(super) is_given: bool,
    /// Whether all its rows are there.
    pub(super) is_ended: bool,
    /// Units of which a row was refused; the name is empty where nobody knows whose it was.
    pub(super) refused: BTreeSet<String>,
    /// Units of which a row does not meet what is required.
    pub(super) breaches: BTreeSet<String>,
    /// Rows that wait until all are there.
    pub(super) rows: Waiting,
    /// Units and periods of which there was a row, where others may have none.
    pub(super) scored: Results,
    /// What others read, by unit and period.
    pub(super) kept: Results,
    /// The types of units that it assesses, as the table of units writes them.
    meant: BTreeSet<String>,
}

/// A node that others read.
#[derive(Debug)]
struct Exported {
    node: NodeId,
    /// For each of its words the place among those of the latest edition; none where it is no word.
    words: Option<Vec<Option<u8>>>,
    /// All words of the latest edition.
    all: u64,
}

/// The stages of a ruleset: what is read first, the ruleset itself last.
pub(super) fn stages<'a>(plans: &'a Plans, units: &Units) -> Vec<Stage<'a>> {
    let mut stages: Vec<Stage<'_>> = Vec::new();
    let name = plans.get(0).ruleset.name.as_str();
    enter(name, plans, &mut stages);
    for at in 0..stages.len() {
        let wanted = wanted(&stages, at);
        stages[at].is_read = is_read(&stages, at);
        stages[at].look_for(wanted);
    }
    if let Some(last) = stages.last_mut() {
        (last.is_last, last.can_miss) = (true, !last.reads_others && !units.is_empty());
    }
    let kinds: BTreeSet<&str> = units.iter().map(|unit| unit.kind.as_str()).collect();
    for at in 0..stages.len() {
        stages[at].places = places(&stages, at);
        stages[at].meant =
            kinds.iter().filter(|kind| stages[at].is_of(kind)).map(|&it| it.to_owned()).collect();
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
    let has_cohort = plans.all().iter().any(|plan| plan.ruleset.cohort.is_some());
    let reads_earlier = plans.all().iter().any(looks_back);
    stages.push(Stage {
        name,
        plans,
        reads,
        keys: Vec::new(),
        interface: plans.interface(),
        words: Vec::new(),
        nodes: Vec::new(),
        places: Vec::new(),
        reads_others: reads_others(plans),
        waits: has_cohort || reads_earlier,
        reads_earlier,
        has_cohort,
        is_read: false,
        is_last: false,
        can_miss: false,
        is_list: false,
        is_given: false,
        is_ended: false,
        refused: BTreeSet::new(),
        breaches: BTreeSet::new(),
        rows: Waiting::default(),
        scored: Results::default(),
        kept: Results::default(),
        meant: BTreeSet::new(),
    });
    stages.len() - 1
}

/// Whether anybody looks for results of a stage later on. Units that are compared see each other at once.
fn is_read(stages: &[Stage<'_>], of: usize) -> bool {
    let mut collections = stages.iter().enumerate().flat_map(|(at, stage)| {
        let collections = stage.plans.all().iter().flat_map(|plan| &plan.ruleset.collections);
        collections.map(move |collection| (at, stage, collection))
    });
    collections.any(|(at, stage, collection)| match collection.kind {
        CollectionKind::Cohort => false,
        CollectionKind::Earlier => at == of && stage.reads_earlier,
        _ => stage.source(at, collection) == Some(of),
    })
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

/// Whether anything is read of a unit's own earlier periods.
fn looks_back(plan: &Plan) -> bool {
    let is_earlier = |at: u32| plan.ruleset.collections[at as usize].kind == CollectionKind::Earlier;
    let mut collections = plan.ruleset.collections.iter();
    collections.any(|it| it.kind == CollectionKind::Earlier && !it.imports.is_empty())
        || plan.gathers.iter().filter_map(|gather| gather.collection).any(is_earlier)
}

/// Whether a ruleset reads anything but rows of its own.
pub fn reads_others(plans: &Plans) -> bool {
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
            let exported = |(key, words): (&String, &Vec<String>)| {
                exports.get(key).map(|node| Exported::new(plan, *node, words))
            };
            self.keys.iter().zip(&self.words).map(exported).collect()
        });
        self.nodes = nodes.collect();
        self.kept = Results::new(self.keys.len());
    }

    /// The nodes that others read of a plan.
    pub(super) fn read_of(&self, plan: usize) -> impl Iterator<Item = NodeId> {
        self.nodes[plan].iter().flatten().map(|exported| exported.node)
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

    /// Whether it assesses units of a type.
    fn is_of(&self, kind: &str) -> bool {
        kind.is_empty() || self.assesses().is_none_or(|(assessed, _)| name::key(assessed) == name::key(kind))
    }

    /// Whether a unit is one of those that it assesses. Of a unit without a type nothing else is known.
    pub(super) fn is_meant(&self, unit: &Unit) -> bool {
        unit.kind.is_empty() || self.meant.contains(&unit.kind)
    }

    /// Keeps what others read of a result. A row that was refused is none.
    pub(super) fn keep_scored(&mut self, run: &Run, names: &mut Names) {
        let plan = self.plans.get(run.record.plan);
        if is_unknown(plan, &run.record, &run.slots) || !plan.ruleset.is_final(run.record.assessor) {
            return;
        }
        let pair = (names.add(&run.record.unit), run.record.period);
        self.keep(pair, run.record.plan, |node| run.slots.get(node).clone());
    }

    /// Keeps what others read of a result, of which `outcome` says what each node came to.
    pub(super) fn keep(
        &mut self,
        pair: (UnitId, Option<Period>),
        plan: usize,
        outcome: impl Fn(NodeId) -> Outcome,
    ) {
        if self.can_miss {
            self.scored.put(pair, false, false, std::iter::empty());
        }
        if self.is_read {
            let (is_not_assessed, values) = self.values(plan, outcome);
            // Of all but a list there is one result; it counts more than one that was read.
            self.kept.put(pair, self.is_list, is_not_assessed, values.into_iter());
        }
    }

    /// Whether a unit was not assessed, and what others read of it, by the place of its name.
    pub(super) fn values(&self, plan: usize, outcome: impl Fn(NodeId) -> Outcome) -> (bool, Vec<Outcome>) {
        let class = self.plans.get(plan).class_in_force();
        let is_not_assessed = class.is_some_and(|class| outcome(class) == Outcome::NotApplicable);
        let value = |exported: &Option<Exported>| match exported {
            Some(exported) => exported.settled(outcome(exported.node)),
            None => Outcome::NotApplicable,
        };
        (is_not_assessed, self.nodes[plan.min(self.nodes.len() - 1)].iter().map(value).collect())
    }

    /// Keeps a result of an earlier period, as far as results hold what others read.
    ///
    /// # Errors
    ///
    /// Why it cannot be used: `class` where there is none of that name, `twice` where there is one already.
    pub(super) fn keep_earlier(
        &mut self,
        result: &EarlierResult,
        names: &mut Names,
    ) -> Result<(), &'static str> {
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
        let pair = (names.add(&result.unit), result.period);
        if self.kept.find(pair.0, pair.1).next().is_some() {
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
        let values: Vec<Outcome> = values.collect();
        self.kept.put(pair, false, !result.is_assessed, values.into_iter());
        Ok(())
    }

    /// Whether a name is that of a title.
    fn is_title(&self, key: &str) -> bool {
        let mut titles = self.plans.all().iter().flat_map(|plan| &plan.ruleset.titles);
        titles.any(|title| name::key(&title.name) == key)
    }
}

impl Exported {
    fn new(plan: &Plan, node: NodeId, words: &[String]) -> Exported {
        let choice = match plan.node(node).kind {
            Kind::Word(choice) | Kind::Words(choice) => Some(choice),
            _ => None,
        };
        let place = |own: &String| words.iter().position(|it| it == own).and_then(|at| u8::try_from(at).ok());
        let own = choice.map(|choice| &plan.ruleset.choices[choice as usize].words);
        let own = own.map(|own| own.iter().map(|own| place(&name::key(&own.name))).collect());
        let all = u64::MAX.checked_shr(64 - u32::try_from(words.len()).unwrap_or(64)).unwrap_or(0);
        Exported { node, words: own, all }
    }

    fn word(&self, word: u8) -> Option<u8> {
        self.words.as_ref().map_or(Some(word), |words| words.get(usize::from(word)).copied().flatten())
    }

    fn bits(&self, bits: u64) -> u64 {
        let own = (0..64u8).filter(|bit| bits >> bit & 1 == 1);
        own.filter_map(|word| self.word(word)).fold(0, |bits, bit| bits | 1 << bit)
    }

    /// What it came to, as others see it: its reasons are those of another table, its words those of the latest.
    fn settled(&self, outcome: Outcome) -> Outcome {
        match outcome {
            // A word that only an earlier edition has is none that others can ask for.
            Outcome::Value(Value::Word(word)) => match self.word(word) {
                Some(word) => Outcome::Value(Value::Word(word)),
                None => unknown(Range::Word(self.all), false),
            },
            Outcome::Value(Value::Words(words)) => Outcome::Value(Value::Words(self.bits(words))),
            Outcome::Undecided(undecided) => {
                let range = match undecided.range {
                    Range::Word(words) => Range::Word(self.bits(words)),
                    Range::Words { sure, possible } => {
                        Range::Words { sure: self.bits(sure), possible: self.bits(possible) }
                    }
                    range => range,
                };
                unknown(range, undecided.may_not_apply)
            }
            outcome => outcome,
        }
    }
}

/// Whether a row does not meet what its ruleset requires.
pub(super) fn is_breach(plan: &Plan, slots: &Slots) -> bool {
    plan.requirements.iter().any(|requirement| slots.get(*requirement).truth() == Some(false))
}

/// Whether the row of a unit was refused, so that nothing is known of it.
pub(super) fn is_unknown(plan: &Plan, record: &Record, slots: &Slots) -> bool {
    !record.within.is_empty() || is_breach(plan, slots)
}

/// Something of which nothing is known.
pub(super) fn nothing_known() -> Outcome {
    unknown(Range::Number(Interval::default()), true)
}
