//! What is known of a unit beside its own row.

use super::Assessment;
use super::stage::{Kept, Stage};
use crate::data::{Record, Unit};
use crate::eval::{Item, Outcome, Outside};
use crate::model::{Ask, CollectionKind, Gap};
use crate::plan::Plan;
use crate::value::{Period, PeriodSpan};

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
                CollectionKind::List => rows(record, source)?,
                CollectionKind::Earlier => self.earlier(record, source, longest(plan, at)),
                CollectionKind::Cohort => return None,
            };
            Some(items.into_iter().map(|found| found.item(places)).collect())
        });
        let collections = collections.collect();
        let standings = plan.ruleset.cohort.iter().flat_map(|cohort| &cohort.quotas);
        // Until comparable units were ranked, nobody is cut.
        let standings = standings.map(|quota| (quota.fact, Some(false))).collect();
        Outside { collections, place: self.place(record), standings }
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
        let parts = period.parts(span).map(|part| self.one(&record.unit, Some(part), source, false));
        parts.collect()
    }

    /// The units below, in the unit's own period.
    fn lower<'s>(&self, record: &Record, source: &'s Stage<'_>, reader: &Stage<'_>) -> Vec<Found<'s>> {
        let below = self.nearest_below(&record.unit, source, reader);
        below.into_iter().map(|unit| self.one(&unit.id, record.period, source, true)).collect()
    }

    /// The periods before the unit's own, the latest last.
    fn earlier<'s>(&self, record: &Record, source: &'s Stage<'_>, count: usize) -> Vec<Found<'s>> {
        let Some(period) = record.period else { return Vec::new() };
        let before = std::iter::successors(Some(period.previous()), |period| Some(period.previous()));
        let mut periods: Vec<Period> = before.take(count).collect();
        periods.reverse();
        periods.into_iter().map(|period| self.one(&record.unit, Some(period), source, false)).collect()
    }

    /// What is kept of one unit and period, or why there is nothing.
    fn one<'s>(
        &self,
        unit: &str,
        period: Option<Period>,
        source: &'s Stage<'_>,
        is_other: bool,
    ) -> Found<'s> {
        let kept = source.find(unit, period).first();
        let is_to_come =
            period.zip(self.settings.until).is_some_and(|(it, until)| it.first_day() > until.last_day());
        let gap = match kept {
            Some(kept) => kept.is_not_assessed.then_some(Gap::NotAssessed),
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

/// The rows of a list; none where there was no data for it at all.
fn rows<'s>(record: &Record, source: &'s Stage<'_>) -> Option<Vec<Found<'s>>> {
    let rows = source.find(&record.unit, record.period);
    let found = |kept| Found { unit: String::new(), period: None, gap: None, kept: Some(kept) };
    // A row that was refused may have said anything.
    let is_whole = !source.refused.contains(&record.unit) && !source.refused.contains("");
    (source.is_given && is_whole).then(|| rows.iter().map(found).collect())
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
    kept: Option<&'s Kept>,
}

impl Found<'_> {
    fn item(self, places: &[Option<usize>]) -> Item {
        let values = self.kept.map_or(Vec::new(), |kept| values(kept, places));
        Item { unit: self.unit, period: self.period, gap: self.gap, values }
    }
}

/// The values of an item, in the order of the collection's imports.
pub(super) fn values(kept: &Kept, places: &[Option<usize>]) -> Vec<Outcome> {
    let value = |place: &Option<usize>| place.and_then(|at| kept.values.get(at).cloned());
    places.iter().map(|place| value(place).unwrap_or(Outcome::NotApplicable)).collect()
}
