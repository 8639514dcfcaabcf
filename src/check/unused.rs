//! Facts and named formulas that nothing reads.

use super::finding;
use crate::diagnostic::Diagnostics;
use crate::layer::ElementKind;
use crate::link::{FactOrigin, Linked, Symbol};
use crate::source::Span;
use crate::syntax::ast::{CohortKey, Lock};
use crate::value::name;
use std::collections::BTreeSet;

/// Finds what is read in none of the tables of a ruleset: a fact that one kind of unit does not need is
/// no slip where another one does. `deciding` holds the facts that choose the form of a unit.
pub fn unused(tables: &[Linked], deciding: &BTreeSet<&str>, findings: &mut Diagnostics) {
    let used: BTreeSet<Span> = tables.iter().flat_map(used).collect();
    for table in tables {
        // What a variant leaves over is not its author's to declare, but to know.
        let head = table.file.headers.first().map(|head| head.span);
        for fact in table.facts.iter().filter(|fact| !used.contains(&fact.span)) {
            let FactOrigin::Declared(declared) = &fact.origin else { continue };
            // What adds up over time is for those who read the months.
            if declared.over_time.is_some()
                || deciding.contains(declared.name.key.as_str())
                || is_kept(declared.lock.as_ref(), fact.span, table)
            {
                continue;
            }
            findings.push(match head.filter(|_| fact.span.source != table.root) {
                Some(head) => finding::left_over(head, fact.span, ElementKind::Fact, &fact.path),
                None => finding::unused(fact.span, &fact.path),
            });
        }
        for (definition, _) in &table.definitions {
            let name = &definition.name;
            let parameter = table.file.parameters.iter().find(|it| it.name.span == name.span);
            let lock = parameter.and_then(|parameter| parameter.lock.as_ref());
            if used.contains(&name.span) || is_kept(lock, name.span, table) {
                continue;
            }
            findings.push(match head.filter(|_| name.span.source != table.root) {
                Some(head) => finding::left_over(head, name.span, kind(parameter.is_some()), &name.text),
                None => finding::unused(name.span, &name.text),
            });
        }
    }
}

fn kind(is_parameter: bool) -> ElementKind {
    if is_parameter { ElementKind::Parameter } else { ElementKind::Definition }
}

/// Whether a part of a base may not be taken away, so that nobody can do anything about it.
fn is_kept(lock: Option<&Lock>, span: Span, table: &Linked) -> bool {
    lock.is_some() && span.source != table.root
}

/// Where the facts and formulas are declared that a table reads.
fn used(table: &Linked) -> Vec<Span> {
    let symbols: BTreeSet<&Symbol> = table.names.values().collect();
    let spans = symbols.into_iter().filter_map(|symbol| match symbol {
        Symbol::Fact(id) => Some(table.facts[*id as usize].span),
        Symbol::Definition(id) => Some(table.definitions[*id as usize].0.name.span),
        _ => None,
    });
    let keys = table.file.cohorts.iter().flat_map(|cohort| &cohort.by).filter_map(|key| match key {
        CohortKey::Fact(name) => Some(&name.key),
        CohortKey::Superior(_) => None,
    });
    let compared = keys.flat_map(|key| table.facts.iter().filter(move |fact| name::key(&fact.path) == *key));
    spans.chain(compared.map(|fact| fact.span)).collect()
}
