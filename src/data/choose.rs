//! Which plan scores a row: the edition in force in its period, the form of its kind of unit.

use super::columns::Column;
use super::row::Rows;
use super::{cell, finding};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Fact, Word};
use crate::plan::Edition;
use crate::value::{Period, Value};

/// Finds the cell of a row by what its column holds for a plan: its text, and its number from 1.
pub(super) type Find<'a> = dyn Fn(usize, Column) -> Option<(String, u64)> + 'a;

impl Rows<'_> {
    /// The plan for a row.
    pub(super) fn choose(&self, line: u64, find: &Find<'_>) -> Result<usize, Diagnostic> {
        let edition = self.edition(line, find)?;
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

    fn edition(&self, line: u64, find: &Find<'_>) -> Result<&Edition, Diagnostic> {
        let editions = self.plans.editions();
        let last = &editions[editions.len() - 1];
        if let Some(day) = self.as_of {
            return Ok(self.plans.edition_at(day).unwrap_or(last));
        }
        if let [only] = editions {
            return Ok(only);
        }
        let (text, column) = find(0, Column::Period).unwrap_or_default();
        let place: Place = finding::cell(&self.file, line, column);
        let ends = (editions[0].from, last.until);
        let shown = |date: Option<crate::value::Date>| date.map_or(String::new(), |date| date.to_string());
        if text.is_empty() {
            let starts: Vec<String> = editions.iter().map(|edition| shown(edition.from)).collect();
            return Err(finding::no_edition(place, &listed(starts.iter().map(String::as_str))));
        }
        let day = Period::any(&text, None).map(Period::first_day);
        if let Some(edition) = day.and_then(|day| self.plans.edition_at(day)) {
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
