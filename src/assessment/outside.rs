//! What is known of a unit beside its own row.

use super::Assessment;
use super::kept::Kept;
use super::names::UnitId;
use super::quota::Standings;
use super::stage::Stage;
use crate::data::{Record, Unit};
use crate::eval::{Item, Items, Outside};
use crate::model::{Ask, CollectionKind, Gap};
use crate::plan::Plan;
use crate::value::{Period, PeriodSpan};
use std::sync::Arc;

/// What comparing comes to for a unit.
#[derive(Debug, Default)]
pub(super) struct Seat {
    /// What it sees of comparable units, by collection.
    pub(super) lists: Vec<(usize, Items)>,
    /// Whether each quota cuts it; empty where none does.
    pub(super) cuts: Vec<(u32, Option<bool>)>,
    /// How its group stands in each quota, and its place there.
    pub(super) standings: Vec<(Arc<Standings>, usize)>,
}

/// Whether each quota cuts a unit, before comparable units were ranked.
pub(super) fn nobody_cut(plan: &Plan) -> impl Iterator<Item = (u32, Option<bool>)> {
    let quotas = plan.ruleset.cohort.iter().flat_map(|cohort| &cohort.quotas);
    quotas.map(|quota| (quota.fact, Some(false)))
}

impl Assessment<'_> {
    /// The items of all collections but comparable units, which are known when all of them were scored.
    pub(super) fn outside(&self, stage: usize, record: &Record) -> Outside {
        let it = &self.stages[stage];
        let plan = it.plans.get(record.plan);
        let collections = plan.ruleset.collections.iter().zip(0u32..).map(|(collection, at)| {
            let source = it.source(stage, collection).map(|source| &self.stages[source])?;
            let places = it.places(record.plan, at as usize);
            let items = match collection.kind {
                CollectionKind::Months => self.parts(record, PeriodSpan::Month, source),
                CollectionKind::Quarters => self.parts(record, PeriodSpan::Quarter, source),
                CollectionKind::Lower => self.lower(record, source, it),
                CollectionKind::List => self.rows(record, source)?,
                CollectionKind::Earlier => self.earlier(record, source, longest(plan, at)),
                CollectionKind::Cohort => return None,
            };
            Some(items.into_iter().map(|found| found.item(places)).collect())
        });
        let collections = collections.collect();
        Outside { collections, place: self.place(record), standings: nobody_cut(plan).collect() }
    }

    /// A row that waits, with all that is known beside it.
    pub(super) fn waiting(&self, stage: usize, row: usize, seat: &Seat) -> (Record, Outside) {
        let it = &self.stages[stage];
        let record = it.rows.record(row, &self.names, it.plans);
        let mut outside = self.outside(stage, &record);
        seat.lists.iter().for_each(|(at, list)| outside.collections[*at] = Some(list.clone()));
        if !seat.cuts.is_empty() {
            outside.standings.clone_from(&seat.cuts);
        }
        (record, outside)
    }

    /// In how many whole months the unit is in place, and whether at the end. One that the table of units does not
    /// have, or has without dates, always is; without a table nobody knows.
    fn place(&self, record: &Record) -> Option<(u32, bool)> {
        let period = record.period?;
        match self.units.get(&record.unit) {
            Some(unit) => Some((unit.months_in_place(period), unit.is_there_at_end(period))),
            None if self.units.is_empty() => None,
            None => Some((period.span().months(), true)),
        }
    }

    /// The months or quarters of the unit's period.
    fn parts<'s>(&self, record: &Record, span: PeriodSpan, source: &'s Stage<'_>) -> Vec<Found<'s>> {
        let Some(period) = record.period else { return Vec::new() };
        let own = (record.unit.as_str(), self.names.get(&record.unit));
        let parts = period.parts(span).map(|part| self.one(own, Some(part), source, false));
        parts.collect()
    }

    /// The units below, in the unit's own period.
    fn lower<'s>(&'s self, record: &Record, source: &'s Stage<'_>, reader: &Stage<'_>) -> Vec<Found<'s>> {
        let below = self.nearest_below(&record.unit, source, reader);
        let unit = |unit: &'s Unit| (unit.id.as_str(), self.names.get(&unit.id));
        below.into_iter().map(|it| self.one(unit(it), record.period, source, true)).collect()
    }

    /// The periods before the unit's own, the latest last.
    fn earlier<'s>(&self, record: &Record, source: &'s Stage<'_>, count: usize) -> Vec<Found<'s>> {
        let Some(period) = record.period else { return Vec::new() };
        let before = std::iter::successors(Some(period.previous()), |period| Some(period.previous()));
        let mut periods: Vec<Period> = before.take(count).collect();
        periods.reverse();
        let own = (record.unit.as_str(), self.names.get(&record.unit));
        periods.into_iter().map(|period| self.one(own, Some(period), source, false)).collect()
    }

    /// What is kept of one unit and period, or why there is nothing.
    fn one<'s>(
        &self,
        (unit, id): (&str, Option<UnitId>),
        period: Option<Period>,
        source: &'s Stage<'_>,
        is_other: bool,
    ) -> Found<'s> {
        let kept = id.and_then(|id| source.kept.find(id, period).next());
        let is_to_come =
            period.zip(self.settings.until).is_some_and(|(it, until)| it.first_day() > until.last_day());
        let gap = match kept {
            Some(kept) => kept.is_not_assessed().then_some(Gap::NotAssessed),
            None => {
                let own = self.units.get(unit).zip(period);
                let own = own.map_or(Gap::NoData, |(unit, period)| gap(unit, period));
                // Of what is still to come nothing is known, unless the unit is not there any more.
                (own != Gap::NoData || !is_to_come).then_some(own)
            }
        };
        Found {
            unit: if is_other { unit.to_owned() } else { String::new() },
            period: period.filter(|_| !is_other),
            gap,
            kept,
        }
    }

    /// The rows of a list; none where there was no data for it at all.
    fn rows<'s>(&self, record: &Record, source: &'s Stage<'_>) -> Option<Vec<Found<'s>>> {
        let found = |kept| Found { unit: String::new(), period: None, gap: None, kept: Some(kept) };
        // A row that was refused may have said anything.
        let is_whole = !source.refused.contains(&record.unit) && !source.refused.contains("");
        let rows = self.names.get(&record.unit).into_iter();
        let rows = rows.flat_map(|id| source.kept.find(id, record.period)).map(found);
        (source.is_given && is_whole).then(|| rows.collect())
    }
}

/// Why a unit has no result in a period. A month in which it was there for a part only asks for none; a year
/// asks for one where it was there for a whole month.
fn gap(unit: &Unit, period: Period) -> Gap {
    if unit.months_in_place(period) > 0 {
        Gap::NoData
    } else if unit.joined.is_some_and(|joined| joined > period.first_day()) {
        Gap::BeforeJoining
    } else {
        Gap::AfterLeaving
    }
}

/// How many earlier periods are looked at.
fn longest(plan: &Plan, collection: u32) -> usize {
    let own = plan.gathers.iter().filter(|gather| gather.collection == Some(collection));
    own.filter(|gather| gather.ask != Ask::Rank).filter_map(|gather| gather.last).max().unwrap_or(0)
}

/// An item before its values are taken out of what was kept.
struct Found<'s> {
    unit: String,
    period: Option<Period>,
    gap: Option<Gap>,
    kept: Option<Kept<'s>>,
}

impl Found<'_> {
    fn item(self, places: &[Option<usize>]) -> Item {
        let values = self.kept.map_or(Vec::new(), |kept| kept.values(places));
        Item { unit: self.unit, period: self.period, gap: self.gap, values }
    }
}
