//! What a layer may not change in the layers below it.

use super::entry::Entry;
use super::{Aspect, Change, finding};
use crate::diagnostic::Diagnostics;
use crate::syntax::ast::{ExprKind, Lock, Operation};
use crate::value::Number;

/// Holds the locks of elements against the changes of one operation. A lock binds other files; its own
/// author may change it. Wording and order stay free: locks are about points. Gives whether they hold.
pub(super) fn hold(
    before: &[Entry],
    changes: &[Change],
    operation: &Operation,
    findings: &mut Diagnostics,
) -> bool {
    for change in changes {
        let old = before.iter().find(|it| it.kind == change.kind && it.path == change.path);
        let Some((old, lock)) = old.and_then(|old| Some((old, old.lock.as_ref()?))) else { continue };
        if lock.span.source == operation.span.source {
            continue;
        }
        let is_broken = match (change.aspect, &lock.open) {
            (Aspect::Title | Aspect::Order, _) => false,
            (Aspect::Removed, _) | (_, None) => true,
            (Aspect::Lock, Some(_)) => !is_narrower(operation, lock),
            _ => false,
        };
        if is_broken {
            findings.push(finding::locked(operation.span, old, lock.span));
            return false;
        }
    }
    true
}

/// Whether an element is locked by another file than that of an operation.
pub(super) fn binds(before: &[Entry], operation: &Operation) -> bool {
    let mut locks = before.iter().filter_map(|entry| entry.lock.as_ref());
    locks.any(|lock| lock.span.source != operation.span.source)
}

/// Whether the lock that an operation sets stays within the one that it replaces.
fn is_narrower(operation: &Operation, old: &Lock) -> bool {
    use crate::syntax::ast::OperationKind::{Replace, SetClass, SetParameter, SetPart, SetTotal};
    let new = match &operation.kind {
        SetPart(_, change) => change.lock.as_ref(),
        SetClass(line) => line.lock.as_ref(),
        SetParameter(parameter) => parameter.lock.as_ref(),
        SetTotal(total) => total.lock.as_ref(),
        Replace(_) => return false,
        _ => None,
    };
    match (new.map(ends), ends(old)) {
        (Some(Some((low, high))), Some((least, most))) => least <= low && high <= most,
        // `locked` lets nothing move, which is within every range.
        (Some(None), _) => true,
        _ => false,
    }
}

/// The two ends of `open 15 to 35`.
fn ends(lock: &Lock) -> Option<(Number, Number)> {
    let (low, high) = lock.open.as_ref()?;
    Some((low.constant()?, high.constant()?))
}

/// Numbers of a finished table that stand outside what is open.
pub(super) fn bounds(entries: &[Entry], findings: &mut Diagnostics) {
    for entry in entries {
        let (Some(lock), Some((number, place))) = (&entry.lock, entry.number) else { continue };
        let Some((low, high)) = ends(lock) else { continue };
        let is_share = lock.open.as_ref().is_some_and(|it| matches!(it.0.kind, ExprKind::Share(_)));
        // A number beside percentages is of another kind, which is said where it is used.
        if (number < low || number > high) && entry.is_share == is_share {
            let texts = [number, low, high].map(|number| shown(number, is_share));
            findings.push(finding::out_of_bounds(place, entry, texts, lock.span));
        }
    }
}

fn shown(number: Number, is_share: bool) -> String {
    match number.times(Number::HUNDRED).filter(|_| is_share) {
        Some(percent) => format!("{percent}%"),
        None => number.to_string(),
    }
}
