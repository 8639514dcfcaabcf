//! Which plan scores a row: the edition in force in its period, the form of its kind of unit.

use super::columns::Column;
use super::row::Rows;
use super::{cell, finding};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Fact, Word};
use crate::value::{Date, Period, Value};

/// Finds the cell of a row by what its column holds for a plan: its text, and its number from 1.
pub(super) type Find<'a> = dyn Fn(usize, Column) -> Option<(String, u64)> + 'a;

impl Rows<'_> {
    /// The plan for a row.
    pub(super) fn choose(&self, line: u64, find: &Find<'_>) -> Result<usize, Diagnostic> {
        self.form(self.edition(line, find)?, line, find)
    }

    /// Which plan of an edition, by its number, is for a row.
    pub(super) fn form(&self, edition: usize, line: u64, find: &Find<'_>) -> Result<usize, Diagnostic> {
        let edition = &self.plans.editions()[edition];
        let any = edition.plans().next().unwrap_or(0);
        let Some((id, fact, words)) = self.plans.kinds(edition) else { return Ok(any) };
        let ruleset = &self.plans.get(any).ruleset;
        let place = |column| finding::cell(&self.file, line, column);
        let found = find(any, Column::Fact(id));
        let column = found.as_ref().map_or(0, |(_, column)| *column);
        let given = match found {
            Some((text, column)) => cell::value(ruleset, fact, &text, self.decimal, place(column))?,
            None => None,
        };
        let word = match given.or(fact.default) {
            Some(Value::Word(word)) => words.get(usize::from(word)),
            _ => None,
        };
        let own = word.and_then(|word| edition.forms.iter().find(|(it, _)| *it == word.name));
        let plan = own.map(|(_, plan)| *plan).or(edition.common.filter(|_| word.is_some()));
        plan.ok_or_else(|| no_form(place(column), fact, words))
    }

    /// The number of the edition, where it is the same for all rows.
    pub(super) fn only_edition(&self) -> Option<usize> {
        let last = self.plans.editions().len() - 1;
        match self.as_of {
            Some(day) => Some(self.edition_at(day).unwrap_or(last)),
            None => Some(0).filter(|_| last == 0),
        }
    }

    fn edition_at(&self, day: Date) -> Option<usize> {
        self.plans.editions().iter().position(|edition| edition.holds(day))
    }

    /// The number of the edition for a row.
    pub(super) fn edition(&self, line: u64, find: &Find<'_>) -> Result<usize, Diagnostic> {
        if let Some(only) = self.only_edition() {
            return Ok(only);
        }
        let editions = self.plans.editions();
        let last = editions.len() - 1;
        let (text, column) = find(0, Column::Period).unwrap_or_default();
        let place: Place = finding::cell(&self.file, line, column);
        let ends = (editions[0].from, editions[last].until);
        let shown = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
        if text.is_empty() {
            let starts: Vec<String> = editions.iter().map(|edition| shown(edition.from)).collect();
            return Err(finding::no_edition(place, &listed(starts.iter().map(String::as_str))));
        }
        let day = Period::any(&text, None).map(Period::first_day);
        if let Some(edition) = day.and_then(|day| self.edition_at(day)) {
            return Ok(edition);
        }
        // What is no period at all is said when the cell is read.
        if day.is_some() {
            return Err(finding::not_in_force(place, &text, &shown(ends.0), &shown(ends.1)));
        }
        Ok(last)
    }
}

/// The finding that a row, or the whole file, does not say of which kind units are.
pub(super) fn no_form(place: Place, fact: &Fact, words: &[Word]) -> Diagnostic {
    finding::no_form(place, fact.shown(), &listed(words.iter().map(|word| word.name.as_str())))
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.filter(|name| !name.is_empty()).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
