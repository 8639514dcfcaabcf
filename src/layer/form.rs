//! Tables for kinds of unit.

use super::apply::{Applying, apply};
use super::operation::{keys, target};
use super::{Edition, Form, Label, Table, finding};
use crate::diagnostic::Diagnostics;
use crate::source::Span;
use crate::syntax::ast::{self, FactKind, Name};
use crate::value::name;

/// How many words of a choice can have a form; as many as a choice may have.
const MAXIMUM_WORDS: usize = 64;

/// Puts `for unit_type = enterprise { … }` on an edition.
pub(super) fn set_apart(
    edition: &mut Edition,
    written: &ast::Form,
    layer: &Applying<'_>,
    findings: &mut Diagnostics,
) {
    if let Some(first) = edition.forms.iter().find(|form| form.by.key != written.by.key) {
        let names = (first.by.text.as_str(), written.by.text.as_str());
        findings.push(finding::two_form_facts(written.by.span, first.by.span, names));
        return;
    }
    let Some((by, known)) = words(&edition.common, &written.by, findings) else { return };
    // More words than a choice may have is said where they stand.
    let known = &known[..known.len().min(MAXIMUM_WORDS)];
    let mut meant = Vec::new();
    for word in &written.words {
        // Known by the declared spelling: `hoà` and `hòa` are one name, and data is read by that.
        let declared = known.iter().find(|it| it.key == word.key);
        let Some(declared) = declared else {
            let listed = known.iter().map(|it| format!("`{}`", it.text)).collect::<Vec<_>>().join(", ");
            let near = name::nearest(&word.text, known.iter().map(|it| it.text.as_str()));
            findings.push(finding::no_form_word(word.span, &word.text, &listed, near));
            continue;
        };
        if !edition.forms.iter().any(|form| form.word.key == word.key) {
            edition.forms.push(Form {
                by: Name { span: written.by.span, ..by.clone() },
                word: declared.clone(),
                span: written.span,
                table: edition.common.clone(),
            });
        }
        meant.push(word.key.clone());
    }
    let forms = edition.forms.iter_mut().filter(|form| meant.contains(&form.word.key));
    let from = edition.from;
    let labelled = forms.map(|form| (Label { word: form.word.text.clone(), from }, &mut form.table));
    apply(labelled, layer, findings);
}

/// Two blocks for one kind of unit that say the same of the same element.
pub(super) fn doubled(forms: &[ast::Form], findings: &mut Diagnostics) {
    for (at, second) in forms.iter().enumerate() {
        for first in &forms[..at] {
            let is_shared = |word: &Name| first.words.iter().any(|it| it.key == word.key);
            if !second.words.iter().any(is_shared) {
                continue;
            }
            for operation in &second.body.operations {
                let keys = keys(operation);
                let mut others = first.body.operations.iter();
                if let Some(other) = others.find(|it| self::keys(it).iter().any(|key| keys.contains(key))) {
                    let target = target(operation);
                    let entry = (target.kind, target.path.text());
                    findings.push(finding::twice(operation.span, other.span, (entry.0, &entry.1)));
                }
            }
        }
    }
}

/// The fact as it is declared, and the words that it can be; none where it is no choice, which is a finding.
fn words(table: &Table, by: &Name, findings: &mut Diagnostics) -> Option<(Name, Vec<Name>)> {
    let facts = &table.file.facts;
    let fact = facts.iter().find(|fact| fact.name.key == by.key);
    let listed = fact.and_then(|fact| match &fact.kind {
        FactKind::Choice(words) => Some(words),
        _ => None,
    });
    let Some(listed) = listed else {
        let near = name::nearest(&by.text, facts.iter().map(|fact| fact.name.text.as_str()));
        findings.push(finding::no_form_fact(by.span, &by.text, near));
        return None;
    };
    // One word alone is the name of a choice that is declared elsewhere.
    let declared = match listed.words.as_slice() {
        [only] => table.file.choices.iter().find(|choice| choice.name.key == only.name.key),
        _ => None,
    };
    let words = declared.map_or(&listed.words, |choice| &choice.words.words);
    let by = fact.map_or(by, |fact| &fact.name).clone();
    Some((by, words.iter().map(|word| word.name.clone()).collect()))
}

/// Whether every word of the deciding fact has a form, so that the common table is nobody's.
pub(super) fn is_complete(edition: &Edition) -> bool {
    let Some(first) = edition.forms.first() else { return false };
    let words = words(&edition.common, &first.by, &mut Diagnostics::default());
    words.is_some_and(|(_, words)| {
        words.iter().all(|word| edition.forms.iter().any(|form| form.word.key == word.key))
    })
}

/// Items that a block cannot hold: they are about the ruleset as a whole.
pub(super) fn misplaced(body: &ast::File, is_form: bool) -> Vec<Span> {
    let mut spans: Vec<Span> = body.headers.iter().map(|it| it.span).collect();
    spans.extend(body.bases.iter().map(|it| it.span));
    spans.extend(body.in_force.iter().map(|it| it.span));
    spans.extend(body.editions.iter().map(|it| it.span));
    spans.extend(body.acceptances.iter().map(|it| it.span));
    spans.extend(body.examples.iter().map(|it| it.span));
    spans.extend(body.assesses.iter().filter(|_| is_form).map(|it| it.span));
    spans.extend(body.assessors.iter().filter(|_| is_form).map(|it| it.span));
    spans.extend(body.forms.iter().filter(|_| is_form).map(|it| it.span));
    spans
}
