//! Which table is in force when.

use super::apply::{Applying, apply};
use super::{Edition, finding};
use crate::diagnostic::Diagnostics;
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Date, later};

/// A stretch of days: the first and the last; none where it has no end.
type Days = (Option<Date>, Option<Date>);

fn both(a: Days, b: Days) -> Option<Days> {
    let from = a.0.max(b.0);
    let until = match (a.1, b.1) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let is_empty = matches!((from, until), (Some(from), Some(until)) if from > until);
    (!is_empty).then_some((from, until))
}

/// Cuts the editions of a base to the days of its variant.
pub(super) fn within(
    editions: Vec<Edition>,
    own: Option<&ast::InForce>,
    findings: &mut Diagnostics,
) -> Vec<Edition> {
    let Some(own) = own else { return editions };
    let days = (own.from, own.until);
    let first = editions.first().and_then(|it| it.from);
    let base = editions.first().and_then(|it| it.span);
    // A variant cannot be in force before its base is.
    if let (Some(first), Some(until)) = (first, first.and_then(|first| later(first, -1)))
        && own.from.is_none_or(|from| from < first)
    {
        let from = own.from.map_or(String::new(), |from| from.to_string());
        findings.push(finding::gap(own.span, base, &from, &until.to_string()));
    }
    let last = editions.last().and_then(|it| it.until);
    let kept = editions.into_iter().filter_map(|edition| {
        let (from, until) = both((edition.from, edition.until), days)?;
        Some(Edition { from, until, span: Some(own.span), ..edition })
    });
    let kept: Vec<Edition> = kept.collect();
    if let (true, Some(from)) = (kept.is_empty(), own.from) {
        let until = own.until.map_or(String::new(), |until| until.to_string());
        let from = last.and_then(|last| later(last, 1)).unwrap_or(from).max(from);
        findings.push(finding::gap(own.span, base, &from.to_string(), &until));
    }
    kept
}

/// Puts a newer edition on the editions that it changes: those in force from its first day on.
pub(super) fn amend(
    editions: &mut Vec<Edition>,
    newer: &ast::Edition,
    layer: &Applying<'_>,
    findings: &mut Diagnostics,
) {
    let Some(from) = newer.from else { return };
    let eve = later(from, -1);
    let mut amended: Vec<Edition> = Vec::new();
    for edition in editions.iter_mut() {
        let Some((first, until)) = both((edition.from, edition.until), (Some(from), newer.until)) else {
            continue;
        };
        amended.push(Edition { from: first, until, span: Some(newer.span), ..edition.clone() });
    }
    // Where nothing is in force on its first day, it changes what was in force before.
    if amended.is_empty()
        && let Some(last) = editions.iter().rfind(|it| it.until.is_none_or(|until| until < from))
    {
        amended.push(Edition {
            from: Some(from),
            until: newer.until,
            span: Some(newer.span),
            ..last.clone()
        });
    }
    for edition in editions.iter() {
        check(edition, newer, from, findings);
    }
    editions.retain(|it| it.from.is_none_or(|first| first < from));
    for edition in editions.iter_mut().filter(|it| it.until.is_none_or(|until| until >= from)) {
        edition.until = eve;
    }
    let tables = amended.iter_mut().flat_map(Edition::tables_mut);
    apply(tables, layer, findings);
    editions.append(&mut amended);
}

/// An edition that says its own end must not reach into the newer one, nor end before its eve.
fn check(edition: &Edition, newer: &ast::Edition, from: Date, findings: &mut Diagnostics) {
    let place = edition.span.unwrap_or(newer.span);
    if edition.from == Some(from) && edition.span.is_some_and(|it| it.source == newer.span.source) {
        findings.push(finding::overlap(newer.span, place, &from.to_string(), ""));
        return;
    }
    if let Some(until) = edition.until
        && until >= from
        && place.source == newer.span.source
    {
        findings.push(finding::overlap(newer.span, place, &from.to_string(), &until.to_string()));
    }
}

/// Days between two editions on which none is in force.
pub(super) fn gaps(editions: &[Edition], findings: &mut Diagnostics) {
    for pair in editions.windows(2) {
        let (Some(until), Some(from), Some(place)) = (pair[0].until, pair[1].from, pair[1].span) else {
            continue;
        };
        let (first, last) = (later(until, 1), later(from, -1));
        if let (Some(first), Some(last)) = (first, last)
            && first <= last
        {
            let before: Option<Span> = pair[0].span;
            findings.push(finding::gap(place, before, &first.to_string(), &last.to_string()));
        }
    }
}
