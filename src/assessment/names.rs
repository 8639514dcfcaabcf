//! Names of units, each held once.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// A unit by the number that its name has in a run.
pub(super) type UnitId = u32;

/// The names of all units of a run.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: HashMap<Arc<str>, UnitId>,
    list: Vec<Arc<str>>,
}

impl Names {
    /// The number of a name, a new one where it has none.
    pub(super) fn add(&mut self, name: &str) -> UnitId {
        if let Some(id) = self.get(name) {
            return id;
        }
        let (id, name) = (UnitId::try_from(self.list.len()).unwrap_or(UnitId::MAX), Arc::<str>::from(name));
        self.list.push(name.clone());
        self.ids.insert(name, id);
        id
    }

    /// The number of a name, if it has one.
    pub(super) fn get(&self, name: &str) -> Option<UnitId> {
        self.ids.get(name).copied()
    }

    /// The name behind a number.
    pub(super) fn name(&self, id: UnitId) -> &str {
        self.list.get(id as usize).map_or("", |name| name)
    }

    /// Which of two names comes first.
    pub(super) fn compare(&self, a: UnitId, b: UnitId) -> Ordering {
        if a == b { Ordering::Equal } else { self.name(a).cmp(self.name(b)) }
    }
}
