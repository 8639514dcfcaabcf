//! The table of units: which there are, and which stands below which.

use super::finding;
use super::unit::Unit;
use super::unit_heading::{Column, column, headings};
use super::unit_row::{Reader, Rows};
use super::{Format, plain};
use crate::diagnostic::Diagnostic;
use crate::value::name;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;

/// For so many parents that are unknown a nearer spelling is looked for, among so many units.
const SUGGESTED: (usize, usize) = (100, 10_000);

/// A table of units, checked: each once, every parent in the table, no unit above itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Units {
    list: Vec<Unit>,
    places: HashMap<String, usize>,
    parents: Vec<Option<usize>>,
    /// The units directly below each, sorted by identifier.
    below: Vec<Vec<usize>>,
    /// How many rows were refused.
    pub refused: u64,
}

impl Units {
    /// Reads a table of units, and hands all that is wrong with it to `each`, in the order of the file. A
    /// row with something wrong in it is refused and counted. A unit whose parent is not in the table, or
    /// that stands above itself, stays without a parent.
    pub fn read(name: &str, input: impl Read, format: Format, each: &mut dyn FnMut(Diagnostic)) -> Units {
        let mut reader = Reader::new(name);
        plain::read(name, input, format, &mut |piece| reader.take(piece));
        let Rows { list, refused, refused_ids, parent_column, mut findings } = reader.end();
        let places = list.iter().zip(0..).map(|(unit, at)| (unit.id.clone(), at)).collect();
        let mut units = Units { list, places, refused, ..Units::default() };
        findings.extend(units.find_parents(&refused_ids, parent_column));
        findings.extend(units.cut_circles(parent_column));
        units.settle();
        findings.settle();
        findings.into_iter().for_each(each);
        units
    }

    /// Writes down what was found out of parents.
    fn settle(&mut self) {
        for unit in 0..self.list.len() {
            self.list[unit].parent = self.parents[unit].map(|parent| self.list[parent].id.clone());
        }
        self.below = vec![Vec::new(); self.list.len()];
        let mut sorted: Vec<usize> = (0..self.list.len()).collect();
        sorted.sort_by_key(|unit| self.list[*unit].id.as_str());
        for at in sorted {
            if let Some(parent) = self.parents[at] {
                self.below[parent].push(at);
            }
        }
    }

    /// Finds the unit that each parent names. That of a row that was refused is not unknown.
    fn find_parents(&mut self, refused: &BTreeSet<String>, column: u64) -> Vec<Diagnostic> {
        let (mut wrong, mut near): (Vec<Diagnostic>, BTreeMap<&str, Option<String>>) = Default::default();
        let known = OnceCell::new();
        for unit in &self.list {
            let found = unit.parent.as_ref().and_then(|parent| self.places.get(parent)).copied();
            self.parents.push(found);
            let Some(parent) = unit.parent.as_deref().filter(|it| found.is_none() && !refused.contains(*it))
            else {
                continue;
            };
            if near.len() < SUGGESTED.0 && !near.contains_key(parent) {
                let known = known.get_or_init(|| {
                    let known: BTreeSet<&str> = self.list.iter().map(|unit| unit.id.as_str()).collect();
                    known.into_iter().take(SUGGESTED.1).collect::<Vec<_>>()
                });
                near.insert(parent, name::nearest(parent, known.iter().copied()));
            }
            let suggestion = near.get(parent).cloned().flatten();
            let place = finding::cell(&unit.place.file, unit.place.line, column);
            wrong.push(finding::no_parent(place, &unit.id, parent, suggestion));
        }
        wrong
    }

    /// Takes the parents away from units that stand above themselves.
    fn cut_circles(&mut self, column: u64) -> Vec<Diagnostic> {
        let mut wrong = Vec::new();
        for circle in circles(&self.parents) {
            let names = circle.iter().chain(&circle[..1]).map(|at| format!("`{}`", self.list[*at].id));
            let first = &self.list[circle[0]];
            let names: Vec<String> = names.collect();
            let place = finding::cell(&first.place.file, first.place.line, column);
            wrong.push(finding::circle_of_units(place, &first.id, &names.join(" → ")));
            circle.iter().for_each(|at| self.parents[*at] = None);
        }
        wrong
    }

    /// Whether there is no unit.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The unit of an identifier.
    pub fn get(&self, id: &str) -> Option<&Unit> {
        self.place(id).map(|at| &self.list[at])
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).or_else(|| self.places.get(&name::composed(id))).copied()
    }

    /// All units, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Unit> {
        self.list.iter()
    }

    /// Whether there is a column with a heading: one that counts, or one that some unit fills.
    pub fn has_column(&self, heading: &str) -> bool {
        column(heading) != Column::Other || self.list.iter().any(|unit| unit.other(heading).is_some())
    }

    /// All headings of columns that count, and all others.
    pub fn headings(&self) -> BTreeSet<&str> {
        let others = self.list.iter().flat_map(|unit| &unit.others).map(|(heading, _)| heading.as_str());
        others.chain(headings().map(|(_, text)| text)).collect()
    }

    /// The unit directly above one.
    pub fn parent(&self, unit: &Unit) -> Option<&Unit> {
        unit.parent.as_ref().and_then(|parent| self.get(parent))
    }

    /// The units above one, from the nearest to the highest.
    pub fn superiors<'a>(&'a self, unit: &'a Unit) -> impl Iterator<Item = &'a Unit> {
        std::iter::successors(self.parent(unit), |unit| self.parent(unit))
    }

    /// The units directly below one, sorted by identifier.
    pub fn below(&self, id: &str) -> impl Iterator<Item = &Unit> {
        let below = self.place(id).map_or(&[][..], |at| &self.below[at]);
        below.iter().map(|at| &self.list[*at])
    }

    /// All units, each behind all that stand below it: first those with none below them, and always by
    /// identifier, so that the order of rows never shows.
    pub fn lower_first(&self) -> Vec<&Unit> {
        let heights = self.heights();
        let mut order: Vec<usize> = (0..self.list.len()).collect();
        order.sort_by_key(|at| (heights[*at], self.list[*at].id.as_str()));
        order.into_iter().map(|at| &self.list[at]).collect()
    }

    /// How many levels stand below each unit.
    fn heights(&self) -> Vec<usize> {
        let mut heights = vec![0; self.list.len()];
        let mut waiting: Vec<usize> = self.below.iter().map(Vec::len).collect();
        let mut open: Vec<usize> = (0..waiting.len()).filter(|at| waiting[*at] == 0).collect();
        while let Some(at) = open.pop() {
            let Some(parent) = self.parents[at] else { continue };
            heights[parent] = heights[parent].max(heights[at] + 1);
            waiting[parent] -= 1;
            if waiting[parent] == 0 {
                open.push(parent);
            }
        }
        heights
    }
}

/// The circles in which parents run, each from its first unit in the file.
fn circles(parents: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut circles = Vec::new();
    // From which start each unit was reached first.
    let mut reached: Vec<Option<usize>> = vec![None; parents.len()];
    for start in 0..parents.len() {
        let mut at = Some(start);
        while let Some(unit) = at.filter(|unit| reached[*unit].is_none()) {
            reached[unit] = Some(start);
            at = parents[unit];
        }
        let Some(end) = at.filter(|unit| reached[*unit] == Some(start)) else { continue };
        let around = std::iter::successors(parents[end], |unit| parents[*unit].filter(|_| *unit != end));
        let mut circle: Vec<usize> = around.collect();
        let first = (0..circle.len()).min_by_key(|at| circle[*at]).unwrap_or(0);
        circle.rotate_left(first);
        circles.push(circle);
    }
    circles
}
