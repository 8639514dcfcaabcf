//! Rows that stand twice.

use super::chunk::RowHead;
use super::finding;
use crate::diagnostic::Diagnostic;
use crate::value::Period;
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};
use std::sync::Arc;

/// How many rows are remembered. Memory must not grow with rows; a province has fewer units.
const REMEMBERED: usize = 1 << 18;

/// Remembers units, periods and assessors, to find those that come again.
#[derive(Debug, Default)]
pub struct Repeats {
    /// With a key of its own for each run, so that nobody can choose units that all hash alike.
    hash: RandomState,
    /// For each hash the latest row that has it.
    latest: HashMap<u64, usize, BuildHasherDefault<Hashed>>,
    rows: Vec<Seen>,
    /// The units of all rows, one behind the other.
    units: String,
    files: Vec<Arc<str>>,
}

/// A row that was seen.
#[derive(Debug)]
struct Seen {
    /// Where its unit ends.
    end: usize,
    period: Option<Period>,
    assessor: Option<u8>,
    file: u32,
    line: u64,
    /// The row before it that has the same hash.
    before: Option<u32>,
}

impl Repeats {
    /// The finding for a unit, period and assessor that was seen before; where it was, stands in it.
    pub fn check(&mut self, unit: &str, head: RowHead, file: &Arc<str>) -> Option<Diagnostic> {
        let hash = self.hash.hash_one((unit, head.period, head.assessor));
        let latest = self.latest.get(&hash).copied();
        let mut next = latest;
        while let Some(at) = next {
            let seen = &self.rows[at];
            if seen.period == head.period && seen.assessor == head.assessor && self.unit(at) == unit {
                let place = finding::cell(file, head.line, 0);
                let period = head.period.map_or(String::new(), |period| period.to_string());
                let file = &self.files[seen.file as usize];
                return Some(finding::repeated(place, unit, &period, file, seen.line));
            }
            next = seen.before.map(|at| at as usize);
        }
        if !self.is_full() {
            self.remember(unit, head, file, latest);
            self.latest.insert(hash, self.rows.len() - 1);
        }
        None
    }

    fn remember(&mut self, unit: &str, head: RowHead, file: &Arc<str>, before: Option<usize>) {
        if self.files.last() != Some(file) {
            self.files.push(file.clone());
        }
        self.units.push_str(unit);
        let RowHead { period, assessor, line } = head;
        // There are never so many rows that their number does not fit.
        let (file, before) = (self.files.len() as u32 - 1, before.map(|at| at as u32));
        self.rows.push(Seen { end: self.units.len(), period, assessor, file, line, before });
    }

    fn unit(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.rows[before].end);
        &self.units[start..self.rows[at].end]
    }

    /// Whether so many units came that later ones are no longer compared.
    pub fn is_full(&self) -> bool {
        self.rows.len() >= REMEMBERED
    }
}

/// Takes what was hashed before as it is.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0 << 8 | u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
