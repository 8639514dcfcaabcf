//! What is known of a unit beside its own row.

use super::outcome::Outcome;
use super::summary::Shared;
use crate::model::Gap;
use crate::plan::Plan;
use crate::value::Period;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// What is known of a unit beside its own row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outside {
    /// The items of each collection of the plan, in order: months by time, units by name; none where nothing
    /// is known of them. Comparable units share one list.
    pub collections: Vec<Option<Items>>,
    /// In how many whole months of its period the unit is in place, and whether on the last day.
    pub place: Option<(u32, bool)>,
    /// Whether each quota cuts the unit; what is not decided is none.
    pub standings: Vec<(u32, Option<bool>)>,
}

/// The items of a collection.
#[derive(Clone, Debug)]
pub struct Items(Arc<List>);

#[derive(Debug)]
struct List {
    items: Vec<Item>,
    /// What was found out once for all units that see the list, by the place of the value among those of their
    /// plan; empty where only one unit sees it.
    shared: Vec<OnceLock<Shared>>,
}

impl Items {
    /// Items that many units of a plan see: what is the same for all of them is worked out once.
    pub fn shared_by(plan: &Plan, items: Vec<Item>) -> Items {
        let shared = plan.gathers.iter().map(|_| OnceLock::new()).collect();
        Items(Arc::new(List { items, shared }))
    }

    /// Where that stands.
    pub(super) fn shared(&self, gather: u32) -> Option<&OnceLock<Shared>> {
        self.0.shared.get(gather as usize)
    }
}

impl FromIterator<Item> for Items {
    fn from_iter<T: IntoIterator<Item = Item>>(items: T) -> Items {
        Items(Arc::new(List { items: items.into_iter().collect(), shared: Vec::new() }))
    }
}

impl Deref for Items {
    type Target = [Item];

    fn deref(&self) -> &[Item] {
        &self.0.items
    }
}

impl PartialEq for Items {
    fn eq(&self, other: &Items) -> bool {
        **self == **other
    }
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
