//! Examples in layers: whose they are, and which table each is for.

use super::{Edition, Layered, form};
use crate::source::Span;
use crate::syntax::ast::{
    Example, Expr, ExprKind, Fact, GivenKey, GivenKind, Literal, Name, PathPart, Titles,
};
use crate::value::Period;

/// Puts an example of a layer among those below it: in the place of the one with its title.
pub(super) fn put(examples: &mut Vec<Example>, own: &Example) {
    let is_below = |it: &&mut Example| it.key == own.key && it.span.source != own.span.source;
    match examples.iter_mut().find(is_below) {
        Some(below) => *below = own.upon(below),
        None => examples.push(own.clone()),
    }
}

/// The examples with only those parts of which `is_shown` says so, by the places of the example and of the
/// part; one that then expects nothing is left out, and what was like it has its row.
pub(super) fn shown(all: &[Example], is_shown: &dyn Fn(Span, Span) -> bool) -> Vec<Example> {
    let titles = Titles::new(all);
    let has_any = |it: &Example| it.expectations.iter().any(|part| is_shown(it.span, part.span));
    let kept = all.iter().filter(|it| has_any(it)).map(|example| {
        let base = example.like.as_ref().and_then(|like| titles.find(like));
        let mut kept = if base.is_some_and(has_any) { example.clone() } else { titles.whole(example) };
        kept.givens.retain(|it| is_shown(example.span, it.span));
        kept.expectations.retain(|it| is_shown(example.span, it.span));
        kept
    });
    kept.collect()
}

/// The examples that one table is to answer, each with its whole row: those of its edition (by number) and
/// of its kind of unit. What does not say which falls to the latest edition, and to the first table of it.
pub fn examples(layered: &Layered, edition: usize, word: Option<&Name>) -> Vec<Example> {
    let Some(it) = layered.editions.get(edition) else { return Vec::new() };
    // All tables have the same examples: no layer gives one to some of them only.
    let all = &it.common.file.examples;
    let titles = Titles::new(all);
    let key = word.map(|word| word.key.as_str());
    let own = all.iter().filter(|example| edition_of(layered, example, &titles) == edition);
    own.filter(|example| form_of(it, example, &titles) == key).map(|example| titles.whole(example)).collect()
}

/// The number of the edition in force in the example's period; the latest where it gives none.
fn edition_of<'a>(layered: &Layered, example: &'a Example, titles: &Titles<'a>) -> usize {
    let latest = layered.editions.len().saturating_sub(1);
    let Some(GivenKind::Period(text)) = titles.given(example, &GivenKey::Period).map(|it| &it.kind) else {
        return latest;
    };
    let day = Period::any(&text.text, None).map(Period::first_day);
    let found = day.and_then(|day| layered.editions.iter().position(|edition| edition.holds(day)));
    found.unwrap_or(latest)
}

/// The key of the word whose form scores the example; none where that is the common table.
fn form_of<'a>(edition: &'a Edition, example: &'a Example, titles: &Titles<'a>) -> Option<&'a str> {
    let first = edition.forms.first()?;
    let given = titles.given(example, &GivenKey::Fact(first.by.key.clone())).map(|it| &it.kind);
    let word = match given {
        Some(GivenKind::Fact(_, Some(Literal::Words(words)))) => words.first().map(|word| word.key.as_str()),
        _ => edition.common.file.facts.iter().find(|fact| fact.name.key == first.by.key).and_then(default),
    };
    let own = edition.forms.iter().find(|form| Some(form.word.key.as_str()) == word);
    let fallback = || form::is_complete(edition).then_some(first);
    own.or_else(fallback).map(|form| form.word.key.as_str())
}

/// The word that a fact is where nothing is given.
fn default(fact: &Fact) -> Option<&str> {
    match &fact.default {
        Some(Expr { kind: ExprKind::Path(path), .. }) => match path.parts.as_slice() {
            [PathPart::Name(word)] => Some(&word.key),
            _ => None,
        },
        _ => None,
    }
}
