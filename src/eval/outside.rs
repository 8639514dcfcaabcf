//! What is known of a unit beside its own row.

use super::outcome::Outcome;
use crate::model::Gap;
use crate::value::Period;
use std::sync::Arc;

/// What is known of a unit beside its own row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outside {
    /// The items of each collection of the plan, in order: months by time, units by name; none where nothing
    /// is known of them. Comparable units share one list.
    pub collections: Vec<Option<Arc<[Item]>>>,
    /// In how many whole months of its period the unit is in place, and whether on the last day.
    pub place: Option<(u32, bool)>,
    /// Whether each quota cuts the unit; what is not decided is none.
    pub standings: Vec<(u32, Option<bool>)>,
}

/// An item of a collection: a month, a unit, a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The unit; empty where it is the unit itself.
    pub unit: String,
    /// The period; none where it is the unit's own.
    pub period: Option<Period>,
    /// Why it has no result, if it has none.
    pub gap: Option<Gap>,
    /// What is read of it, in the order of the collection's imports.
    pub values: Vec<Outcome>,
}

impl Item {
    /// Whether it is still to come: nobody knows anything of it, and there is no reason why there is nothing.
    pub fn is_to_come(&self) -> bool {
        self.gap.is_none() && self.values.is_empty() && self.period.is_some()
    }
}

/// What an item came to in a value over a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The condition holds, or there is none.
    Yes,
    /// It does not hold.
    No,
    /// It is passed over: a gap that is dropped, or a condition that does not apply.
    Passed,
    /// Nobody knows yet.
    Open,
}
