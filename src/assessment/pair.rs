//! Which units and periods there are.

use super::stage::Stage;
use super::{Assessment, Event, Sink};
use crate::data::{Record, Unit, below_none, record_of};
use crate::diagnostic::Diagnostic;
use crate::model::CollectionKind;
use crate::plan::Plans;
use crate::value::{Date, Period};
use std::collections::BTreeSet;

/// A unit in a period.
type Pair = (String, Option<Period>);

impl Assessment<'_> {
    /// The units and periods of a stage that have no row, although something is read for them; of the last
    /// stage also those that the table of units has.
    pub(super) fn missing_pairs(&self, stage: usize, rows: &[Record], is_last: bool) -> BTreeSet<Pair> {
        let it = &self.stages[stage];
        if it.is_list {
            return BTreeSet::new();
        }
        let mut known: BTreeSet<Pair> = rows.iter().map(|row| (row.unit.clone(), row.period)).collect();
        let kept = || {
            let pairs =
                it.kept.iter().flat_map(|(unit, periods)| periods.keys().map(move |period| (unit, *period)));
            pairs.map(|(unit, period)| (unit.clone(), period))
        };
        if !it.waits {
            known.extend(kept());
        }
        // A row that was refused is not replaced by one that nobody wrote.
        let is_refused = |(unit, _): &Pair| it.refused.contains(unit);
        let mut pairs = self.implied(stage);
        if is_last {
            let periods: BTreeSet<Option<Period>> =
                known.iter().chain(&pairs).map(|(_, period)| *period).collect();
            let assessed = self.units.iter().filter(|unit| is_meant(it, unit));
            for unit in assessed {
                let own = periods.iter().filter(|period| period.is_none_or(|period| is_there(unit, period)));
                pairs.extend(own.map(|period| (unit.id.clone(), *period)));
            }
        }
        // What earlier results say is not made again.
        known.extend(kept());
        pairs.into_iter().filter(|pair| !known.contains(pair) && !is_refused(pair)).collect()
    }

    /// For each unit with a refused row one of which nothing is known, in each period in which it has no other: those
    /// that are compared with it must not be scored as if it did not exist.
    pub(super) fn refused_rows(&self, stage: usize, rows: &[Record]) -> Vec<Record> {
        let it = &self.stages[stage];
        if !it.has_cohort {
            return Vec::new();
        }
        let known: BTreeSet<Pair> = rows.iter().map(|row| (row.unit.clone(), row.period)).collect();
        let periods: BTreeSet<Option<Period>> = rows.iter().map(|row| row.period).collect();
        let pairs = it.refused.iter().flat_map(|unit| periods.iter().map(|period| (unit.clone(), *period)));
        let open = pairs.filter(|pair| !known.contains(pair)).map(|(unit, period)| {
            let facts = &it.plans.get(0).ruleset.facts;
            let within = facts.iter().map(|fact| fact.range).collect();
            Record { unit, period, facts: vec![None; facts.len()], within, ..Record::default() }
        });
        open.collect()
    }

    /// The units and periods for which a stage reads something.
    fn implied(&self, stage: usize) -> BTreeSet<Pair> {
        let it = &self.stages[stage];
        let Some((_, every)) = it.assesses() else { return BTreeSet::new() };
        let mut pairs = BTreeSet::new();
        for collection in it.plans.all().iter().flat_map(|plan| &plan.ruleset.collections) {
            let Some(source) = it.source(stage, collection).filter(|source| *source != stage) else {
                continue;
            };
            let source = &self.stages[source];
            for (unit, periods) in &source.kept {
                let whose = match collection.kind {
                    CollectionKind::Lower => self.above(unit, it),
                    _ => Some(unit.as_str()),
                };
                let known = whose.and_then(|whose| self.units.get(whose));
                let Some(whose) = whose.filter(|_| known.is_none_or(|unit| is_meant(it, unit))) else {
                    continue;
                };
                pairs.extend(
                    periods.keys().map(|period| (whose.to_owned(), period.map(|it| it.within(every)))),
                );
            }
        }
        pairs
    }

    /// Says which units of a kind that a stage reads stand below none that it assesses: what they come to
    /// reaches nobody, and nobody would miss it.
    pub(super) fn below_nothing(&self, stage: usize, each: &mut Sink<'_, '_>) {
        let it = &self.stages[stage];
        let Some((assessed, _)) = it.assesses() else { return };
        let collections = it.plans.all().iter().flat_map(|plan| &plan.ruleset.collections);
        let lower = collections.filter(|collection| collection.kind == CollectionKind::Lower);
        let sources: BTreeSet<usize> = lower.filter_map(|collection| it.source(stage, collection)).collect();
        for source in sources.into_iter().map(|source| &self.stages[source]) {
            let is_lost = |unit: &&Unit| {
                !unit.kind.is_empty() && is_meant(source, unit) && self.above(&unit.id, it).is_none()
            };
            self.units
                .iter()
                .filter(is_lost)
                .for_each(|unit| each(Event::Finding(below_none(unit, assessed))));
        }
    }

    /// The nearest unit above one that a stage assesses.
    fn above(&self, unit: &str, stage: &Stage<'_>) -> Option<&str> {
        let unit = self.units.get(unit)?;
        self.units.superiors(unit).find(|it| is_meant(stage, it)).map(|it| it.id.as_str())
    }

    /// The units that a stage assesses and that have a unit as the nearest one above which the reader assesses, by
    /// identifier.
    pub(super) fn nearest_below(&self, unit: &str, source: &Stage<'_>, reader: &Stage<'_>) -> Vec<&Unit> {
        let mut found = Vec::new();
        let mut open: Vec<&Unit> = self.units.below(unit).collect();
        while let Some(next) = open.pop() {
            if is_meant(source, next) {
                found.push(next);
            }
            if !is_meant(reader, next) {
                open.extend(self.units.below(&next.id));
            }
        }
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found
    }
}

/// Whether a unit is one of those that a stage assesses. Of a unit without a type nothing else is known.
pub(super) fn is_meant(stage: &Stage<'_>, unit: &Unit) -> bool {
    use crate::value::name::key;
    unit.kind.is_empty() || stage.assesses().is_none_or(|(assessed, _)| key(assessed) == key(&unit.kind))
}

/// Whether a unit is there on some day of a period.
fn is_there(unit: &Unit, period: Period) -> bool {
    unit.joined.is_none_or(|joined| joined < period.day_behind())
        && unit.left.is_none_or(|left| left > period.first_day())
}

/// The record of a unit of which nothing but its results elsewhere is known.
pub(super) fn bare(
    plans: &Plans,
    unit: &str,
    period: Option<Period>,
    as_of: Option<Date>,
) -> Result<Record, Vec<Diagnostic>> {
    record_of(plans, &Unit { id: unit.to_owned(), ..Unit::default() }, period, as_of)
}
