//! What many units came to, by groups of the table of units.

use super::count::{Losses, UnitCount};
use super::loss::Loss;
use super::tally::Tally;
use crate::data::{Field, Unit, Units};
use crate::diagnostic::Language;
use crate::diagnostic::catalogue::word;
use crate::plan::Plans;
use crate::value::name;
use std::collections::{BTreeMap, BTreeSet};

/// Counts of results, one by one, over groups of units and over all. The order in which results come never
/// shows.
#[derive(Debug)]
pub struct Summary<'a> {
    units: &'a Units,
    by: Option<&'a str>,
    language: Language,
    /// The types of unit that the ruleset assesses.
    assessed: Vec<String>,
    losses: &'a Losses,
    /// The groups by name; the last one is of units that no group takes.
    groups: BTreeMap<(bool, String), Group>,
    all: Group,
    /// A group in which nothing is counted yet.
    empty: Group,
    /// The units of the table that had a row.
    seen: BTreeSet<&'a str>,
}

/// The counts of one group.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) registered: u64,
    pub(super) listed: u64,
    pub(super) tally: Tally,
    /// What was lost in each criterion.
    pub(super) losses: Vec<Loss>,
    /// Units without a row, that should have one.
    pub(super) without_data: BTreeSet<String>,
    /// Units with a row, that the table of units does not have.
    pub(super) unlisted: BTreeSet<String>,
}

/// A name, and how many there are of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) key: String,
    pub(super) value: i64,
}

/// What is counted: what a unit came to, or the unit of a row that was refused.
pub type Counted<'r> = Result<&'r UnitCount, &'r str>;

impl<'a> Summary<'a> {
    /// Begins counting, by a column of the table of units where one is given. `losses` are those of the ruleset.
    pub fn new(
        plans: &Plans,
        losses: &'a Losses,
        units: &'a Units,
        by: Option<&'a str>,
        language: Language,
    ) -> Summary<'a> {
        let none = vec![Loss::default(); losses.list.len()];
        let empty = Group { tally: Tally::new(plans), losses: none, ..Group::default() };
        let assessed = plans.all().iter().filter_map(|plan| plan.ruleset.assesses.as_ref());
        let assessed = assessed.map(|(unit, _)| name::heading(unit)).collect();
        let (groups, seen) = (BTreeMap::new(), BTreeSet::new());
        let all = empty.clone();
        Summary { units, by, language, assessed, losses, groups, all, empty, seen }
    }

    /// Counts a result, or a row that was refused.
    pub fn take(&mut self, counted: Counted<'_>) {
        match counted {
            Ok(unit) => self.add(unit),
            Err(unit) => self.refuse(unit),
        }
    }

    /// Counts what a unit came to in one period.
    pub fn add(&mut self, unit: &UnitCount) {
        self.each(&unit.unit, |group| {
            group.tally.count(&unit.tallied, 1);
            unit.lost.iter().for_each(|(criterion, lost)| group.losses[*criterion].add(*lost));
        });
    }

    /// Counts a row that was refused, by its unit as far as that could be read.
    pub fn refuse(&mut self, unit: &str) {
        self.each(unit, |group| group.tally.refused += 1);
    }

    /// Counts the units of the table, when all rows were read. A unit of a type that the ruleset does not
    /// assess is passed over.
    pub fn end(&mut self) {
        let has_registration = self.has_registration();
        let units: Vec<&Unit> = self.units.iter().filter(|unit| self.is_assessed(unit)).collect();
        for unit in units {
            let is_registered = unit.registered == Some(true);
            let is_wanted = is_registered || !has_registration;
            let is_missing = is_wanted && !self.seen.contains(unit.id.as_str());
            self.count(self.group(Some(unit)), |group| {
                group.listed += 1;
                group.registered += u64::from(is_registered);
                if is_missing {
                    group.without_data.insert(unit.id.clone());
                }
            });
        }
    }

    /// Whether the table says which units are registered.
    pub(super) fn has_registration(&self) -> bool {
        self.units.iter().any(|unit| unit.registered.is_some())
    }

    fn is_assessed(&self, unit: &Unit) -> bool {
        let is_named = || self.assessed.contains(&name::heading(&unit.kind));
        unit.kind.is_empty() || self.assessed.is_empty() || is_named()
    }

    /// Counts something of a unit that has a row.
    fn each(&mut self, unit: &str, count: impl Fn(&mut Group)) {
        let units: &'a Units = self.units;
        let found = units.get(unit);
        let is_unlisted = found.is_none() && !unit.is_empty() && !self.units.is_empty();
        self.seen.extend(found.map(|unit| unit.id.as_str()));
        self.count(self.group(found), |group| {
            count(group);
            if is_unlisted {
                group.unlisted.insert(unit.to_owned());
            }
        });
    }

    fn count(&mut self, name: (bool, String), count: impl Fn(&mut Group)) {
        if self.by.is_some() {
            count(self.groups.entry(name).or_insert_with(|| self.empty.clone()));
        }
        count(&mut self.all);
    }

    /// The group of a unit; the last one for those that no group takes.
    fn group(&self, unit: Option<&Unit>) -> (bool, String) {
        let field = unit.zip(self.by).and_then(|(unit, by)| unit.field(by));
        let text = match field {
            None => return (true, "–".to_owned()),
            Some(Field::Text(text)) => text.to_owned(),
            Some(Field::Date(day)) => day.to_string(),
            Some(Field::Truth(truth)) => word(self.language, if truth { "word-yes" } else { "word-no" }),
            Some(Field::Unit(id)) => match self.units.get(id) {
                Some(unit) if !unit.title.is_empty() => format!("{} ({id})", unit.title),
                _ => id.to_owned(),
            },
        };
        (false, text)
    }

    /// What groups may be found under: those of this summary and of another one, sorted.
    pub(super) fn names<'s>(&'s self, other: Option<&'s Summary<'_>>) -> BTreeSet<&'s (bool, String)> {
        self.groups.keys().chain(other.into_iter().flat_map(|other| other.groups.keys())).collect()
    }

    /// A group by name; one in which nothing is counted, where there is none.
    pub(super) fn get(&self, name: &(bool, String)) -> &Group {
        self.groups.get(name).unwrap_or(&self.empty)
    }

    /// All units.
    pub(super) fn all(&self) -> &Group {
        &self.all
    }

    /// The column by which units are grouped.
    pub(super) fn by(&self) -> Option<&str> {
        self.by
    }

    /// All counts of a group, in the order in which they are shown.
    pub(super) fn counts(&self, group: &Group) -> Vec<Count> {
        let tally = &group.tally;
        let (has_units, has_registration) = (!self.units.is_empty(), self.has_registration());
        let mut counts = Vec::new();
        let mut count = |key: &str, value: u64| {
            counts.push(Count { key: key.to_owned(), value: i64::try_from(value).unwrap_or(i64::MAX) });
        };
        if has_registration {
            count("registered", group.registered);
        }
        if has_units {
            count("listed", group.listed);
        }
        count("assessed", tally.assessed());
        tally.classes.iter().for_each(|(name, _, value)| count(&format!("class.{name}"), *value));
        tally.titles.iter().for_each(|(name, _, value)| count(&format!("title.{name}"), *value));
        count("not_assessed", tally.not_assessed);
        count("undecided", tally.undecided);
        count("refused", tally.refused);
        if has_units {
            count("without_data", group.without_data.len() as u64);
        }
        counts
    }

    /// The criteria: full name and title, in the order of the ruleset.
    pub(super) fn criteria(&self) -> &[(String, String)] {
        &self.losses.list
    }
}
