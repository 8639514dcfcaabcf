//! What a layer may not change in the layers below it.

use super::entry::Entry;
use super::{Aspect, Change, finding};
use crate::diagnostic::Diagnostics;
use crate::syntax::Printer;
use crate::syntax::ast::{Element, Expr, ExprKind, Lock, Operation, OperationKind};

/// Holds the locks of elements against the changes of one operation. A lock binds other files; its own
/// author may change it. Wording and order stay free: locks are about points. Gives whether they hold.
pub(super) fn hold(
    before: &[Entry],
    changes: &[Change],
    operation: &Operation,
    findings: &mut Diagnostics,
) -> bool {
    let is_list =
        matches!(&operation.kind, OperationKind::Replace(it) if matches!(**it, Element::Classes(_)));
    for change in changes {
        // The other lines of a list, and what it is of, decide of a class as much as its own line.
        let locked =
            before.iter().find(|it| it.lock.as_ref().is_some_and(|it| it.owner() != operation.span.source));
        if let Some((entry, lock)) = locked.filter(|_| is_list).and_then(|it| Some((it, it.lock.as_ref()?))) {
            findings.push(finding::locked(operation.span, entry, lock.span));
            return false;
        }
        let old = before.iter().find(|it| it.kind == change.kind && it.path == change.path);
        let Some((old, lock)) = old.and_then(|old| Some((old, old.lock.as_ref()?))) else { continue };
        if lock.owner() == operation.span.source {
            continue;
        }
        let is_broken = match (change.aspect, &lock.open) {
            (Aspect::Title | Aspect::Order, _) => false,
            (Aspect::Removed, _) | (_, None) => true,
            (Aspect::Lock, Some(_)) => !is_narrower(operation, lock),
            // `from 60` may become `from 70`, and not `up to 60`.
            (Aspect::Limit, Some(_)) => words(&change.before) != words(&change.after),
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
    locks.any(|lock| lock.owner() != operation.span.source)
}

/// A limit without its numbers.
fn words(limits: &str) -> String {
    limits.chars().filter(|it| it.is_alphabetic() || *it == ' ').collect()
}

/// Whether the lock that an operation sets stays within the one that it replaces.
fn is_narrower(operation: &Operation, old: &Lock) -> bool {
    use crate::syntax::ast::OperationKind::{Replace, SetClass, SetFact, SetParameter, SetPart, SetTotal};
    let new = match &operation.kind {
        SetPart(_, change) => change.lock.as_ref(),
        SetClass(line) => line.lock.as_ref(),
        SetFact(_, change) => change.lock.as_ref(),
        SetParameter(parameter) => parameter.lock.as_ref(),
        SetTotal(total) => total.lock.as_ref(),
        Replace(element) => match element.as_ref() {
            Element::Content(_, it) => it.lock.as_ref(),
            Element::Criterion(_, it) => it.lock.as_ref(),
            Element::Class(it) => it.lock.as_ref(),
            Element::Parameter(it) => it.lock.as_ref(),
            Element::Total(it) => it.lock.as_ref(),
            _ => None,
        },
        _ => None,
    };
    let Some(new) = new else { return false };
    match (&new.open, &old.open) {
        // `locked` lets nothing move, which is within every range.
        (None, _) => true,
        (Some((low, high)), Some((least, most))) => {
            let within = |value: &Expr| is_between(value, least, most);
            within(low) == Some(true) && within(high) == Some(true)
        }
        (Some(_), None) => false,
    }
}

/// Whether a constant lies between two others; none where they are of different kinds.
fn is_between(value: &Expr, low: &Expr, high: &Expr) -> Option<bool> {
    match (&value.kind, &low.kind, &high.kind) {
        (ExprKind::Number(value), ExprKind::Number(low), ExprKind::Number(high))
        | (ExprKind::Share(value), ExprKind::Share(low), ExprKind::Share(high)) => {
            Some(low <= value && value <= high)
        }
        (ExprKind::Date(value), ExprKind::Date(low), ExprKind::Date(high)) => {
            Some(low <= value && value <= high)
        }
        _ => None,
    }
}

/// Numbers of a finished table that stand outside what is open, or that nobody can hold against it.
pub(super) fn bounds(entries: &[Entry], printer: Printer, findings: &mut Diagnostics) {
    for entry in entries {
        let Some(lock) = &entry.lock else { continue };
        let Some((low, high)) = &lock.open else { continue };
        let Some(number) = &entry.number else {
            findings.push(finding::nothing_open(lock.span, entry));
            continue;
        };
        if is_between(number, low, high) != Some(true) {
            let texts = [number, low, high].map(|it| printer.expr(it));
            findings.push(finding::out_of_bounds(number.span, entry, texts, lock.span));
        }
    }
}
