//! The rulesets and lists that a ruleset reads: analysed before it, each once.

use super::{Analyzer, finding};
use crate::check::check;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::layer::{self, Edition, Layered, Table};
use crate::link::{Around, Interface, Interfaces, link};
use crate::plan::{self, Plan, Plans, Read};
use crate::prove::ranges;
use crate::source::{SourceId, Span, Unreadable, builtin};
use crate::syntax::Printer;
use crate::syntax::ast::{File, Header, List, Reads};
use crate::value::{Range, name};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is found of a ruleset with nothing but facts, and is as it should be of a list: nothing is assessed, and
/// nothing in it reads the facts.
const OF_RULESETS: [&str; 2] = ["TC0332", "TC0335"];

/// What the rulesets and lists come to that a ruleset reads.
pub(super) struct Readings {
    /// What can be read of each, by where it is declared.
    pub(super) interfaces: Interfaces,
    /// The plans of each.
    pub(super) reads: Vec<Read>,
    /// The language in which values over collections are called.
    pub(super) printer: Printer,
}

impl Analyzer<'_> {
    /// Analyses all that any table of a ruleset reads.
    pub(super) fn readings(
        &mut self,
        id: SourceId,
        layered: &Layered,
        printer: Printer,
        findings: &mut Diagnostics,
    ) -> Readings {
        let mut readings = Readings { interfaces: Interfaces::new(), reads: Vec::new(), printer };
        self.open.push(id);
        let tables =
            layered.editions.iter().flat_map(|edition| edition.used_tables().map(move |it| (edition, it.1)));
        for (edition, table) in tables {
            for reads in &table.file.reads {
                if !readings.interfaces.contains_key(&reads.from.span) {
                    let plans = self.ruleset(reads, findings);
                    readings.enter(reads.from.span, reads.span, plans);
                }
            }
            for list in &table.file.lists {
                if !readings.interfaces.contains_key(&list.span) {
                    let plans = self.rows(id, edition, table, list, printer, findings);
                    readings.enter(list.span, list.span, plans);
                }
            }
        }
        self.open.pop();
        readings
    }

    /// The plans of a ruleset that is read.
    fn ruleset(&mut self, reads: &Reads, findings: &mut Diagnostics) -> Option<(String, Arc<Plans>)> {
        let (place, text) = (reads.from.span, reads.from.text.as_str());
        let name = layer::base_name(&self.sources.get(place.source).name, text, reads.is_path);
        let Some(found) = name.and_then(|name| self.sources.find(&name)) else {
            findings.push(finding::no_ruleset(place, text, "", name::nearest(text, builtin::names())));
            return None;
        };
        if let Some(Unreadable::Missing(reason)) = &self.sources.get(found).unreadable {
            findings.push(finding::no_ruleset(place, text, reason, None));
            return None;
        }
        if let Some(start) = self.open.iter().position(|open| *open == found) {
            self.circles.push(self.open[start..].to_vec());
            findings.push(finding::circle(place, &self.names_of(&self.open[start..])));
            return None;
        }
        if !self.read.contains_key(&found) {
            let plans = self.analyze(found).plans.map(Arc::new);
            self.read.insert(found, plans);
        }
        let plans = self.read.get(&found).cloned().flatten();
        if plans.is_none() {
            // In a circle, each would only name the next one as the one with errors.
            let circle = self.circles.iter().find(|it| it.contains(&found) && it.contains(&place.source));
            findings.push(match circle {
                Some(circle) => finding::circle(place, &self.names_of(circle)),
                None => finding::has_errors(place, text),
            });
        }
        plans.map(|plans| (plans.get(0).ruleset.name.clone(), plans))
    }

    fn names_of(&self, files: &[SourceId]) -> String {
        let names = files.iter().map(|id| format!("`{}`", self.sources.get(*id).name));
        names.collect::<Vec<_>>().join(", ")
    }

    /// The plans of a list: a ruleset of nothing but facts.
    fn rows(
        &self,
        id: SourceId,
        edition: &Edition,
        table: &Table,
        list: &List,
        printer: Printer,
        findings: &mut Diagnostics,
    ) -> Option<(String, Arc<Plans>)> {
        let header = Header { name: list.name.clone(), title: list.label.clone(), span: list.span };
        let file = File {
            headers: vec![header],
            assesses: table.file.assesses.clone(),
            facts: list.fields.clone(),
            choices: table.file.choices.clone(),
            is_list: true,
            ..File::default()
        };
        let table = Table { file, changes: Vec::new() };
        let mut own = Diagnostics::default();
        let around = Around { interfaces: &Interfaces::new(), printer };
        let linked = link(id, &table, Vec::new(), true, &around, &mut own);
        let edition = Edition { forms: Vec::new(), ..edition.clone() };
        let ruleset = check(self.sources, &linked, &edition, None, &mut own);
        let own: Vec<Diagnostic> = own.into_iter().filter(|it| !OF_RULESETS.contains(&it.code)).collect();
        let is_sound = own.iter().all(|it| it.severity != Severity::Error);
        findings.extend(own);
        let edition = plan::Edition { common: Some(0), ..plan::Edition::default() };
        let plans = is_sound.then(|| Plans::new(vec![Plan::new(ruleset)], vec![edition], Vec::new()));
        plans.flatten().map(|plans| (list.name.text.clone(), Arc::new(plans)))
    }
}

impl Readings {
    fn enter(&mut self, key: Span, place: Span, found: Option<(String, Arc<Plans>)>) {
        self.interfaces.insert(key, found.as_ref().map(|(_, plans)| interface(plans)));
        let Some((name, plans)) = found else { return };
        match self.reads.iter_mut().find(|it| Arc::ptr_eq(&it.plans, &plans)) {
            Some(known) => known.places.push(place),
            None => self.reads.push(Read { name, places: vec![place], plans }),
        }
    }
}

/// What can be read of a ruleset, with what each of it can come to, whatever the data.
fn interface(plans: &Plans) -> Interface {
    let mut interface = plans.interface();
    let mut known: BTreeMap<String, Option<Range>> = BTreeMap::new();
    for plan in plans.all() {
        let slots = ranges(plan);
        for (text, node) in plan.exports() {
            let range = slots.get(node).range();
            let both = |known: Option<Range>| known.zip(range).map(|(a, b)| a.hull(b));
            known.entry(name::key(&text)).and_modify(|it| *it = both(*it)).or_insert(range);
        }
    }
    for (key, range) in known {
        let bounded = range.filter(|range| match range {
            Range::Number(interval) => interval.low.is_some() && interval.high.is_some(),
            _ => false,
        });
        if let (Some(exported), Some(range)) = (interface.names.get_mut(&key), bounded) {
            exported.range = range;
        }
    }
    interface
}
