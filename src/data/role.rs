//! Cells that are no facts: who scored the unit, and what was decided about it.

use super::columns::{ASSESSOR, Column, DECISION, listed};
use super::record::{Decision, Written};
use super::row::Reading;
use super::{cell, finding};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Ruleset;
use crate::plan::Plans;
use crate::value::name;

impl Reading<'_> {
    /// One of the assessors, by name or title.
    pub(super) fn assessor(&mut self, text: &str, place: Place) {
        let words = &self.plan.ruleset.assessors;
        if !self.is_filled(text, &place) {
            return;
        }
        match cell::find(words, text) {
            Some(assessor) => self.record.assessor = Some(assessor),
            None => {
                let (words, suggestion) = cell::offered(words, text);
                self.refuse(finding::unknown_assessor(place, text, &words, suggestion));
            }
        }
    }
}

impl Reading<'_> {
    /// A decision, the document that it stands in, or its day.
    pub(super) fn decision(&mut self, what: Column, text: &str, place: Place) {
        if !self.is_filled(text, &place) {
            return;
        }
        match what {
            Column::Decision => {
                let words = self.plan.class_words();
                match cell::find(words, text) {
                    Some(class) => self.written.class = Some(class),
                    None => {
                        let (words, suggestion) = cell::offered(words, text);
                        self.refuse(finding::no_word(place, text, DECISION[0], &words, suggestion));
                    }
                }
            }
            Column::Document => self.written.document = Some(name::composed(text)),
            _ => match cell::day(text, place.clone()) {
                Ok(day) => self.written.date = Some(day),
                Err(finding) => self.refuse(finding),
            },
        }
    }

    /// Whether a cell says something, without spaces around it.
    fn is_filled(&mut self, text: &str, place: &Place) -> bool {
        if text.trim() != text {
            self.refuse(finding::spaces(place.clone(), text));
            return false;
        }
        !text.is_empty()
    }

    /// What is wrong with these cells together; what is wrong with one of them was said when it was read.
    pub(super) fn roles(&mut self) {
        let ruleset = &self.plan.ruleset;
        let place = finding::cell(&self.rows.file, self.line, 0);
        if !self.findings.is_empty() {
            return;
        }
        if self.record.assessor.is_none() && !ruleset.assessors.is_empty() {
            return self.refuse(no_assessor(place, ruleset));
        }
        let Written { class, document, date } = std::mem::take(&mut self.written);
        match (class, document, date) {
            (None, None, None) => {}
            (Some(class), Some(document), Some(date)) => {
                self.record.decision = Some(Decision { class, document, date });
            }
            (Some(_), document, date) => {
                let is_without = [document.is_none(), date.is_none()];
                self.refuse(finding::decision_without_document(place, is_without));
            }
            (None, document, _) => {
                self.refuse(finding::document_without_decision(place, document.as_deref()))
            }
        }
    }
}

/// The finding that a row, or the whole file, does not say who scored.
pub(super) fn no_assessor(place: Place, ruleset: &Ruleset) -> Diagnostic {
    let words: Vec<String> = ruleset.assessors.iter().map(|word| format!("`{}`", word.name)).collect();
    finding::no_assessor(place, &listed(&ASSESSOR), &words.join(", "))
}

/// What makes every row of a table unreadable: that no column says who scored.
pub(super) fn missing_column(plans: &Plans, columns: &[Vec<Column>], place: Place) -> Option<Diagnostic> {
    let asks = |plan: &usize| !plans.get(*plan).ruleset.assessors.is_empty();
    let is_there = |plan: usize| columns.iter().any(|column| column[plan] == Column::Assessor);
    let all = 0..plans.all().len();
    // Where some rows can still be read, each of the others says it.
    let is_hopeless = all.clone().all(|plan| asks(&plan) && !is_there(plan));
    is_hopeless.then(|| no_assessor(place, &plans.get(0).ruleset))
}
