//! Facts and named formulas that nothing reads.

use super::{Checker, finding};
use crate::link::{FactOrigin, Symbol};
use std::collections::BTreeSet;

impl Checker<'_> {
    pub(super) fn unused(&mut self) {
        let linked = self.linked;
        let is_whole = !self.findings.has_errors();
        let used: BTreeSet<Symbol> = linked.names.values().copied().collect();
        // In a file with errors the reader may be what could not be read.
        if !is_whole {
            return;
        }
        for (fact, id) in linked.facts.iter().zip(0..) {
            let is_declared = matches!(fact.origin, FactOrigin::Declared(_));
            if is_declared && !used.contains(&Symbol::Fact(id)) {
                self.findings.push(finding::unused(fact.span, &fact.path));
            }
        }
        for ((definition, _), id) in linked.definitions.iter().zip(0..) {
            if !used.contains(&Symbol::Definition(id)) {
                self.findings.push(finding::unused(definition.name.span, &definition.name.text));
            }
        }
    }
}
