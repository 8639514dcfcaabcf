//! What many units that see one list of items find out of it once for all of them.

use super::made::{Came, Left, Verdict, ranked};
use super::outcome::{Outcome, Why};
use crate::value::Number;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// What is known of a value over a list before it is asked for which unit.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) summary: Summary,
    /// What each item came to; empty where that is not the same for all units.
    pub(super) verdicts: Arc<[Verdict]>,
    /// The last item for which the formula was run.
    pub(super) last: Option<usize>,
}

/// How much of a value is the same for all units.
#[derive(Debug)]
pub(super) enum Summary {
    /// All of it.
    Same(Left),
    /// What each item comes to, but not which of them is the unit.
    Ranks(Ranks),
    /// Nothing: the formula reads something of the unit.
    Nothing,
}

/// What items come to, sorted, so that a place is found by search.
#[derive(Debug)]
pub(super) struct Ranks {
    why: Why,
    /// The items that have a place, by what their units hash to, among equal ones by their place in the list.
    entries: Vec<Ranked>,
    /// What their units hash to.
    hashes: Vec<u64>,
    /// What those are at least that surely count, from the lowest.
    lows: Vec<Number>,
    /// What each is at most, from the lowest; those without a limit are counted.
    highs: Vec<Number>,
    unlimited: usize,
}

#[derive(Debug)]
struct Ranked {
    item: usize,
    low: Option<Number>,
    high: Option<Number>,
    is_sure: bool,
}

impl Ranks {
    /// Sorts what items came to; `unit` is the unit of each.
    pub(super) fn new<'u>(came: Came, unit: impl Fn(usize) -> &'u str) -> Ranks {
        let entries = came.entries.iter().map(|entry| {
            let interval = entry.value.interval();
            let ranked =
                Ranked { item: entry.item, low: interval.low, high: interval.high, is_sure: entry.is_sure };
            (hash(unit(entry.item)), ranked)
        });
        let mut entries: Vec<(u64, Ranked)> = entries.collect();
        entries.sort_by_key(|(hash, entry)| (*hash, entry.item));
        let (hashes, entries): (Vec<u64>, Vec<Ranked>) = entries.into_iter().unzip();
        let mut lows: Vec<Number> = entries.iter().filter(|it| it.is_sure).filter_map(|it| it.low).collect();
        let mut highs: Vec<Number> = entries.iter().filter_map(|it| it.high).collect();
        lows.sort();
        highs.sort();
        let unlimited = entries.len() - highs.len();
        Ranks { why: came.why, entries, hashes, lows, highs, unlimited }
    }

    /// The place of a unit; `is_own` says whether an item is the unit.
    pub(super) fn of(&self, unit: &str, is_own: impl Fn(usize) -> bool) -> Outcome {
        let hash = hash(unit);
        let alike = &self.entries[self.hashes.partition_point(|it| *it < hash)..];
        let alike =
            &alike[..self.hashes[self.hashes.len() - alike.len()..].partition_point(|it| *it == hash)];
        let own = || alike.iter().filter(|it| is_own(it.item));
        let Some(Ranked { low, high, .. }) = own().next() else { return Outcome::NotApplicable };
        let is_above = |it: &Number| high.is_some_and(|high| *it > high);
        let may_be_above = |it: &Number| low.is_none_or(|low| *it > low);
        let above = self.lows.len() - self.lows.partition_point(|it| !is_above(it));
        let perhaps = self.unlimited + self.highs.len() - self.highs.partition_point(|it| !may_be_above(it));
        // It does not stand above itself.
        let itself = own().filter(|it| it.is_sure && it.low.as_ref().is_some_and(is_above)).count();
        let perhaps_itself = own().filter(|it| it.high.as_ref().is_none_or(may_be_above)).count();
        ranked(&self.why, above - itself, perhaps - perhaps_itself)
    }
}

/// The same for the same name in every run.
fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}
