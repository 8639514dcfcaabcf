//! A file with all its bases.

use super::apply::{Applying, apply};
use super::entry::{Entry, entries};
use super::record::{self, record_name};
use super::{Edition, Layered, Table, edition, finding, form, lock};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{SourceId, Sources, Span, Unreadable, beside, builtin};
use crate::syntax::ast::{Base, File};
use crate::syntax::{Parsed, Printer, bases, parse};
use crate::value::name;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How many layers may lie on each other. No administration has so many levels.
const MAXIMUM_LAYERS: usize = 32;

/// Puts files on their bases. Each file is read once, however many variants it has.
#[derive(Debug)]
pub struct Layers<'a> {
    sources: &'a Sources,
    finished: BTreeMap<SourceId, Rc<Finished>>,
}

/// What a file comes to.
#[derive(Debug)]
pub struct Finished {
    /// What reading it, its bases and putting them on each other found.
    pub findings: Diagnostics,
    /// The tables; none where so much is missing that more could be wrong.
    pub layered: Option<Layered>,
    /// The file that it is a variant of.
    pub base: Option<SourceId>,
    /// Its head.
    pub head: Option<Span>,
    /// The keywords that it is written in.
    pub printer: Printer,
}

impl<'a> Layers<'a> {
    /// Begins with files of which none is read yet.
    pub fn new(sources: &'a Sources) -> Self {
        Layers { sources, finished: BTreeMap::new() }
    }

    /// What a file comes to with its bases.
    pub fn finish(&mut self, id: SourceId) -> Rc<Finished> {
        self.finish_within(id, &mut Vec::new())
    }

    /// `open` holds the files on the way, each with where it names its base.
    fn finish_within(&mut self, id: SourceId, open: &mut Vec<(SourceId, Span)>) -> Rc<Finished> {
        if let Some(known) = self.finished.get(&id) {
            return known.clone();
        }
        let mut findings = Diagnostics::default();
        let parsed = parse(self.sources, id, &mut findings);
        let Parsed { file, is_torn, keywords } = parsed;
        let head = file.headers.first().map(|head| head.span);
        let mut finished =
            Finished { findings, layered: None, base: None, head, printer: Printer { keywords } };
        if is_torn {
            finished.base = file.bases.first().and_then(|base| self.source_of(id, base));
        } else {
            self.put(id, file, open, &mut finished);
        }
        finished.findings.settle();
        // One slip in a block is met again in each edition, with other names around it.
        finished.findings.first_at_each_place("TC0404");
        let finished = Rc::new(finished);
        self.finished.insert(id, finished.clone());
        finished
    }

    fn put(&mut self, id: SourceId, file: File, open: &mut Vec<(SourceId, Span)>, out: &mut Finished) {
        let findings = &mut out.findings;
        if let [first, second, ..] = file.bases.as_slice() {
            findings.push(finding::two_bases(second.span, first.span, (&first.text, &second.text)));
            return;
        }
        let inner = file.editions.iter().flat_map(|edition| &edition.body.forms);
        let blocks = file.forms.iter().chain(inner).map(|it| (&*it.body, true));
        for (body, is_form) in blocks.chain(file.editions.iter().map(|it| (&*it.body, false))) {
            findings.extend(form::misplaced(body, is_form).into_iter().map(finding::misplaced));
        }
        let dated = file.in_force.iter().map(|it| (it.from, it.until, it.span));
        let dated = dated.chain(file.editions.iter().map(|it| (it.from, it.until, it.span)));
        let reversed = dated.filter(|(from, until, _)| matches!((from, until), (Some(a), Some(b)) if a > b));
        findings.extend(reversed.map(|(.., span)| finding::dates_reversed(span)));
        edition::check(file.in_force.first(), &file.editions, findings);
        let mut file = file;
        // Where an edition stands on the page matters nowhere.
        file.editions.sort_by_key(|edition| edition.from);
        let Some(base) = file.bases.first().cloned() else {
            // The base is missing once, however many operations wait for it.
            findings.extend(file.operations.first().map(|it| finding::nothing_to_change(it.span)));
            let own = file.in_force.first().cloned();
            let written = File { operations: Vec::new(), ..file.clone() };
            file = File {
                forms: std::mem::take(&mut file.forms),
                editions: std::mem::take(&mut file.editions),
                ..File::default()
            };
            let edition = Edition {
                from: own.as_ref().and_then(|it| it.from),
                until: own.as_ref().and_then(|it| it.until),
                span: own.map(|it| it.span),
                common: Table { file: bare(written), changes: Vec::new() },
                forms: Vec::new(),
            };
            let name = edition.common.file.headers.first().map_or("", |head| &head.name.text).to_owned();
            out.layered = Some(self.blocks(&file, vec![edition], &name, None, out.printer, findings));
            return;
        };
        open.push((id, base.span));
        let below = self.base(id, &base, open, findings);
        open.pop();
        let Some((base_id, below)) = below else { return };
        out.base = Some(base_id);
        // Notes on how the base was made are for its own author.
        findings.extend(below.findings.iter().filter(|it| it.severity != Severity::Note).cloned());
        let Some(layered) = &below.layered else { return };
        let record = self.recorded(id);
        findings.extend(record::since(&file, base.span, &record, &layered.editions, out.printer));
        let recorded = record.last().map(|edition| entries(&edition.common.file, out.printer));
        for second in file.in_force.iter().skip(1) {
            let from = second.from.map_or(String::new(), |from| from.to_string());
            findings.push(finding::overlap(second.span, file.in_force[0].span, &from, ""));
        }
        let mut editions = edition::within(layered.editions.clone(), file.in_force.first(), findings);
        let layer =
            Applying { body: &file, base: &base.text, recorded: recorded.as_deref(), printer: out.printer };
        apply(editions.iter_mut().flat_map(Edition::tables_mut), &layer, findings);
        out.layered =
            Some(self.blocks(&file, editions, &base.text, recorded.as_deref(), out.printer, findings));
    }

    /// Kinds of unit, then newer editions, and what must hold of all of them.
    fn blocks(
        &self,
        file: &File,
        mut editions: Vec<Edition>,
        base: &str,
        recorded: Option<&[Entry]>,
        printer: Printer,
        findings: &mut Diagnostics,
    ) -> Layered {
        let layer = |body| Applying { body, base, recorded, printer };
        form::doubled(&file.forms, findings);
        for form in &file.forms {
            editions.iter_mut().for_each(|it| form::set_apart(it, form, &layer(&form.body), findings));
        }
        for newer in &file.editions {
            if !is_bearable(&editions, newer.span, findings) {
                break;
            }
            edition::amend(&mut editions, newer, &layer(&newer.body), findings);
            form::doubled(&newer.body.forms, findings);
            for form in &newer.body.forms {
                let is_late = |it: &&mut Edition| {
                    it.from >= newer.from && newer.until.is_none_or(|until| it.from <= Some(until))
                };
                let late = editions.iter_mut().filter(is_late);
                late.for_each(|it| form::set_apart(it, form, &layer(&form.body), findings));
            }
        }
        edition::gaps(&editions, findings);
        for (_, table) in editions.iter().flat_map(Edition::tables) {
            lock::bounds(&entries(&table.file, printer), printer, findings);
        }
        Layered { editions }
    }

    /// The base with its own bases; none where it cannot be used, which is a finding.
    fn base(
        &mut self,
        id: SourceId,
        base: &Base,
        open: &mut Vec<(SourceId, Span)>,
        findings: &mut Diagnostics,
    ) -> Option<(SourceId, Rc<Finished>)> {
        let Some(found) = self.source_of(id, base) else {
            let near = name::nearest(&base.text, builtin::names());
            findings.push(finding::no_base(base.span, &base.text, "", near));
            return None;
        };
        if let Some(Unreadable::Missing(reason)) = &self.sources.get(found).unreadable {
            findings.push(finding::no_base(base.span, &base.text, reason, None));
            return None;
        }
        if let Some(start) = open.iter().position(|(it, _)| *it == found) {
            findings.push(self.circle(&open[start..]));
            return None;
        }
        if self.height(found) >= MAXIMUM_LAYERS {
            findings.push(finding::too_many_layers(base.span, MAXIMUM_LAYERS));
            return None;
        }
        Some((found, self.finish_within(found, open)))
    }

    /// How many layers lie under a file, counted by names only: no more than it matters.
    fn height(&self, id: SourceId) -> usize {
        let (mut height, mut under, mut seen) = (0, Some(id), BTreeSet::new());
        // A circle has no height, and is said as what it is.
        while let Some(id) = under.filter(|id| height <= MAXIMUM_LAYERS && seen.insert(*id)) {
            let source = self.sources.get(id);
            let base = bases(&source.text).into_iter().next();
            under =
                base.and_then(|(base, is_path)| self.sources.find(&base_name(&source.name, &base, is_path)?));
            height += 1;
        }
        height
    }

    /// Said at the first of its places, so that it is one finding wherever reading began.
    fn circle(&self, members: &[(SourceId, Span)]) -> Diagnostic {
        let mut members = members.to_vec();
        members.sort();
        let names = members.iter().map(|(it, _)| format!("`{}`", self.sources.get(*it).name));
        let places: Vec<Span> = members.iter().map(|(_, span)| *span).collect();
        finding::circle(places[0], &places[1..], &names.collect::<Vec<_>>().join(", "))
    }

    fn source_of(&self, id: SourceId, base: &Base) -> Option<SourceId> {
        let name = base_name(&self.sources.get(id).name, &base.text, base.is_path)?;
        self.sources.find(&name)
    }

    /// The head of a file that was read.
    pub fn head(&self, id: SourceId) -> Option<Span> {
        self.finished.get(&id)?.head
    }

    /// The editions of the base as they were when the variant was written, where that was recorded.
    fn recorded(&mut self, variant: SourceId) -> Vec<Edition> {
        let name = &self.sources.get(variant).name;
        let parts = (0..).map_while(|part| self.sources.find(&record_name(name, part)));
        let parts: Vec<SourceId> = parts.collect();
        let finished = parts.into_iter().map(|id| self.finish_within(id, &mut Vec::new()));
        let finished: Vec<Rc<Finished>> = finished.collect();
        let editions = finished.iter().filter_map(|it| it.layered.as_ref()).flat_map(|it| &it.editions);
        editions.cloned().collect()
    }
}

/// How many tables a ruleset may come to: editions by kinds of unit.
const MAXIMUM_TABLES: usize = 1_000;

/// Whether one more edition is still within what can be held.
fn is_bearable(editions: &[Edition], place: Span, findings: &mut Diagnostics) -> bool {
    let tables: usize = editions.iter().map(|edition| edition.forms.len() + 1).sum();
    if tables > MAXIMUM_TABLES {
        findings.push(finding::too_many_tables(place, MAXIMUM_TABLES));
    }
    tables <= MAXIMUM_TABLES
}

/// A file without what belongs to layers.
fn bare(mut file: File) -> File {
    file.forms.clear();
    file.editions.clear();
    file
}

/// The name under which the sources know the base of a file.
pub fn base_name(name: &str, base: &str, is_path: bool) -> Option<String> {
    if is_path { Some(beside(name, base)) } else { builtin::source_name(base) }
}
