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
        let span = if from == own.from { Some(own.span) } else { edition.span };
        Some(Edition { from, until, span, ..edition })
    });
    let kept: Vec<Edition> = kept.collect();
    if let (true, Some(from)) = (kept.is_empty(), own.from) {
        let until = own.until.map_or(String::new(), |until| until.to_string());
        let from = last.and_then(|last| later(last, 1)).unwrap_or(from).max(from);
        findings.push(finding::gap(own.span, base, &from.to_string(), &until));
    }
    kept
}

/// Days that a file writes: from, until, and where.
type Written = (Option<Date>, Option<Date>, Span);

/// What a file says of its editions that cannot hold together: two that begin on one day, one that says
/// its end behind the start of the next, one that begins before what it changes.
pub(super) fn check(own: Option<&ast::InForce>, newer: &[ast::Edition], findings: &mut Diagnostics) {
    let mut written: Vec<Written> = own.iter().map(|it| (it.from, it.until, it.span)).collect();
    written.extend(newer.iter().map(|it| (it.from, it.until, it.span)));
    let head = own.and_then(|it| Some((it.from?, it.span)));
    written.sort_by_key(|(from, ..)| *from);
    for pair in written.windows(2) {
        let ((first, until, place), (Some(from), _, span)) = (pair[0], pair[1]) else { continue };
        if first == Some(from) {
            let (place, span) = (place.min(span), place.max(span));
            findings.push(finding::overlap(span, place, &from.to_string(), ""));
        } else if let Some(until) = until.filter(|until| *until >= from) {
            findings.push(finding::overlap(span, place, &from.to_string(), &until.to_string()));
        }
    }
    for edition in newer {
        if let (Some(from), Some((begins, place))) = (edition.from, head)
            && from < begins
        {
            let (from, begins) = (from.to_string(), begins.to_string());
            findings.push(finding::too_early(edition.span, place, &from, &begins));
        }
    }
}

/// Puts a newer edition on the editions that it changes: those in force on its days. What was in force
/// before is so again after its last day.
pub(super) fn amend(
    editions: &mut Vec<Edition>,
    newer: &ast::Edition,
    layer: &Applying<'_>,
    findings: &mut Diagnostics,
) {
    let Some(from) = newer.from else { return };
    let (eve, dawn) = (later(from, -1), newer.until.and_then(|until| later(until, 1)));
    let cut = |edition: &Edition, days: Days| {
        let (from, until) = both((edition.from, edition.until), days)?;
        Some(Edition { from, until, ..edition.clone() })
    };
    let mut kept: Vec<Edition> = editions.iter().filter_map(|it| cut(it, (None, eve))).collect();
    kept.extend(editions.iter().filter(|_| dawn.is_some()).filter_map(|it| cut(it, (dawn, None))));
    let mut amended: Vec<Edition> =
        editions.iter().filter_map(|it| cut(it, (Some(from), newer.until))).collect();
    // Where nothing is in force on its first day, it changes what was in force before.
    if amended.is_empty()
        && let Some(last) = editions.iter().rfind(|it| it.until.is_none_or(|until| until < from))
    {
        amended.push(Edition { from: Some(from), until: newer.until, ..last.clone() });
    }
    for edition in amended.iter_mut().filter(|it| it.from == Some(from)) {
        edition.span = Some(newer.span);
    }
    let tables = amended.iter_mut().flat_map(Edition::tables_mut);
    apply(tables, layer, findings);
    kept.append(&mut amended);
    kept.sort_by_key(|edition| edition.from);
    *editions = kept;
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
