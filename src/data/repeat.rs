//! Rows that stand twice.

use super::{Record, finding};
use crate::diagnostic::Diagnostic;
use std::collections::HashMap;

/// How many rows are remembered. Memory must not grow with rows; a province has fewer units.
const REMEMBERED: usize = 1 << 18;

/// Remembers units, periods and assessors, to find those that come again.
#[derive(Debug, Default)]
pub struct Repeats {
    seen: HashMap<String, (std::sync::Arc<str>, u64)>,
}

impl Repeats {
    /// The finding for a unit, period and assessor that was seen before; where it was, stands in it.
    pub fn check(&mut self, record: &Record) -> Option<Diagnostic> {
        let period = record.period.map_or(String::new(), |period| period.to_string());
        let assessor = record.assessor.map_or(String::new(), |assessor| assessor.to_string());
        let key = format!("{}\n{period}\n{assessor}", record.unit);
        if let Some((file, line)) = self.seen.get(&key) {
            let place = finding::cell(&record.place.file, record.place.line, 0);
            return Some(finding::repeated(place, &record.unit, &period, file, *line));
        }
        if self.seen.len() < REMEMBERED {
            self.seen.insert(key, (record.place.file.clone(), record.place.line));
        }
        None
    }

    /// Whether so many units came that later ones are no longer compared.
    pub fn is_full(&self) -> bool {
        self.seen.len() >= REMEMBERED
    }
}
