//! Which units and periods there are.

use super::names::UnitId;
use super::stage::Stage;
use super::{Assessment, Event, Sink};
use crate::data::{Record, Unit, Units, below_none, record_of};
use crate::diagnostic::Diagnostic;
use crate::model::CollectionKind;
use crate::plan::Plans;
use crate::value::{Date, Period, PeriodSpan};
use std::collections::BTreeSet;

/// A unit in a period.
pub(super) type Pair = (UnitId, Option<Period>);

impl Assessment<'_> {
    /// The units and periods of a stage that have no row, although something is read for them; of the last
    /// stage also those that the table of units has. By name, then by period.
    pub(super) fn missing_pairs(&mut self, stage: usize) -> Vec<Pair> {
        if self.stages[stage].is_list {
            return Vec::new();
        }
        let mut pairs = self.implied(stage);
        if self.stages[stage].is_last {
            self.of_table(stage, &mut pairs);
        }
        let it = &self.stages[stage];
        let waiting: BTreeSet<Pair> = (0..it.rows.len()).map(|row| it.rows.pair(row)).collect();
        let is_known = |pair: &Pair| {
            // What earlier results say is not made again.
            waiting.contains(pair) || [&it.scored, &it.kept].into_iter().any(|it| it.has(*pair))
        };
        // A row that was refused is not replaced by one that nobody wrote.
        let is_refused = |(unit, _): &Pair| it.refused.contains(self.names.name(*unit));
        let mut missing: Vec<Pair> =
            pairs.into_iter().filter(|pair| !is_known(pair) && !is_refused(pair)).collect();
        missing.sort_by(|a, b| self.names.compare(a.0, b.0).then(a.1.cmp(&b.1)));
        missing
    }

    /// Adds all units of the table that a stage assesses, in the periods in which it has any.
    fn of_table(&mut self, stage: usize, pairs: &mut BTreeSet<Pair>) {
        let it = &self.stages[stage];
        let mut periods: BTreeSet<Option<Period>> = pairs.iter().map(|(_, period)| *period).collect();
        periods.extend((0..it.rows.len()).map(|row| it.rows.pair(row).1));
        periods.extend(it.scored.periods());
        if !it.reads_others {
            periods.extend(it.kept.periods());
        }
        for unit in self.units.iter().filter(|unit| it.is_meant(unit)) {
            let own = periods.iter().filter(|period| period.is_none_or(|period| is_there(unit, period)));
            for period in own {
                pairs.insert((self.names.add(&unit.id), *period));
            }
        }
    }

    /// For each unit with a refused row one of which nothing is known, in each period in which it has no other: those
    /// that are compared with it must not be scored as if it did not exist.
    pub(super) fn refused_rows(&mut self, stage: usize) -> Vec<Record> {
        let it = &self.stages[stage];
        if !it.has_cohort {
            return Vec::new();
        }
        let known: BTreeSet<Pair> = (0..it.rows.len()).map(|row| it.rows.pair(row)).collect();
        let periods: BTreeSet<Option<Period>> = known.iter().map(|(_, period)| *period).collect();
        let pairs = it.refused.iter().flat_map(|unit| periods.iter().map(move |period| (unit, *period)));
        let names = &self.names;
        let is_known = |unit: &str, period| names.get(unit).is_some_and(|id| known.contains(&(id, period)));
        let open = pairs.filter(|(unit, period)| !is_known(unit, *period)).map(|(unit, period)| {
            let facts = &it.plans.get(0).ruleset.facts;
            let within = facts.iter().map(|fact| fact.range).collect();
            Record { unit: unit.clone(), period, facts: vec![None; facts.len()], within, ..Record::default() }
        });
        open.collect()
    }

    /// The units and periods for which a stage reads something.
    fn implied(&mut self, stage: usize) -> BTreeSet<Pair> {
        let mut pairs = BTreeSet::new();
        let Some((_, every)) = self.stages[stage].assesses() else { return pairs };
        for (source, is_lower) in self.sources(stage) {
            let units: Vec<UnitId> = self.stages[source].kept.units().collect();
            for unit in units {
                let Some(whose) = self.whose(unit, stage, is_lower) else { continue };
                let periods = self.stages[source].kept.periods_of(unit);
                pairs.extend(within(periods, every).into_iter().map(|period| (whose, period)));
            }
        }
        pairs
    }

    /// The other stages that one reads, and whether these are of the units below.
    fn sources(&self, stage: usize) -> BTreeSet<(usize, bool)> {
        let it = &self.stages[stage];
        let collections = it.plans.all().iter().flat_map(|plan| &plan.ruleset.collections);
        let source =
            |collection| Some((it.source(stage, collection)?, collection.kind == CollectionKind::Lower));
        collections.filter_map(source).filter(|(source, _)| *source != stage).collect()
    }

    /// The unit that reads a result of a unit: itself, or the nearest one above that the stage assesses.
    fn whose(&mut self, unit: UnitId, stage: usize, is_lower: bool) -> Option<UnitId> {
        let (it, units) = (&self.stages[stage], self.units);
        if is_lower {
            let above = above(units, self.names.name(unit), it)?;
            return Some(self.names.add(above));
        }
        let known = units.get(self.names.name(unit));
        known.is_none_or(|known| it.is_meant(known)).then_some(unit)
    }

    /// Says which units of a kind that a stage reads stand below none that it assesses: what they come to
    /// reaches nobody, and nobody would miss it.
    pub(super) fn below_nothing(&self, stage: usize, each: &mut Sink<'_, '_>) {
        let it = &self.stages[stage];
        let Some((assessed, _)) = it.assesses() else { return };
        for (source, _) in self.sources(stage).into_iter().filter(|(_, is_lower)| *is_lower) {
            let source = &self.stages[source];
            let is_lost = |unit: &&Unit| {
                !unit.kind.is_empty() && source.is_meant(unit) && above(self.units, &unit.id, it).is_none()
            };
            let lost = self.units.iter().filter(is_lost);
            lost.for_each(|unit| each(Event::Finding(below_none(unit, assessed))));
        }
    }

    /// The units that a stage assesses and that have a unit as the nearest one above which the reader assesses, by
    /// identifier.
    pub(super) fn nearest_below(&self, unit: &str, source: &Stage<'_>, reader: &Stage<'_>) -> Vec<&Unit> {
        let mut found = Vec::new();
        let mut open: Vec<&Unit> = self.units.below(unit).collect();
        while let Some(next) = open.pop() {
            if source.is_meant(next) {
                found.push(next);
            }
            if !reader.is_meant(next) {
                open.extend(self.units.below(&next.id));
            }
        }
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found
    }
}

/// The nearest unit above one that a stage assesses.
fn above<'u>(units: &'u Units, unit: &str, stage: &Stage<'_>) -> Option<&'u str> {
    let unit = units.get(unit)?;
    units.superiors(unit).find(|it| stage.is_meant(it)).map(|it| it.id.as_str())
}

/// The periods of a length in which others begin, each once.
fn within(periods: impl Iterator<Item = Option<Period>>, every: PeriodSpan) -> Vec<Option<Period>> {
    let mut found: Vec<Option<Period>> = Vec::new();
    for period in periods.map(|period| period.map(|it| it.within(every))) {
        if found.last() != Some(&period) {
            found.push(period);
        }
    }
    found
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
