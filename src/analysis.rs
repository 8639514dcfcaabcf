//! From files to plans: the one path that the command, an editor and an embedding system all take.

mod finding;
mod reading;

use crate::check::{Acceptances, Accepted, check, unused};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::layer::{self, Layers, Table};
use crate::link::{Around, Linked, link};
use crate::plan::{Edition, Plan, Plans};
use crate::prove::prove;
use crate::source::{SourceId, Sources, Span};
use crate::syntax::ast::{Example, Name};
use reading::Readings;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What analysing a ruleset comes to.
#[derive(Debug)]
pub struct Analysis {
    /// All findings, sorted by place, each once.
    pub findings: Diagnostics,
    /// What was found and is accepted in the ruleset or its bases, with the reason.
    pub accepted: Vec<Accepted>,
    /// The ruleset ready to run; none where one of the findings is an error.
    pub plans: Option<Plans>,
}

/// Reads, layers, links, checks, lowers and proves one ruleset. Its bases must be in `sources` too:
/// [`crate::load`] puts them there.
pub fn analyze(sources: &Sources, id: SourceId) -> Analysis {
    Analyzer::new(sources).analyze(id)
}

/// Analyses many rulesets that share bases: each file is read, and each base analysed, once.
#[derive(Debug)]
pub struct Analyzer<'a> {
    sources: &'a Sources,
    layers: Layers<'a>,
    /// What was found in bases by themselves.
    bases: BTreeMap<SourceId, BTreeSet<Diagnostic>>,
    /// Rulesets that others read; none for those with errors.
    read: BTreeMap<SourceId, Option<Arc<Plans>>>,
    /// The rulesets that are being analysed because one reads the next.
    open: Vec<SourceId>,
    /// The circles that were found in what is read.
    circles: Vec<Vec<SourceId>>,
}

impl<'a> Analyzer<'a> {
    /// Begins with files of which none is read yet.
    pub fn new(sources: &'a Sources) -> Self {
        Analyzer {
            sources,
            layers: Layers::new(sources),
            bases: BTreeMap::new(),
            read: BTreeMap::new(),
            open: Vec::new(),
            circles: Vec::new(),
        }
    }

    /// Analyses one ruleset.
    pub fn analyze(&mut self, id: SourceId) -> Analysis {
        let finished = self.layers.finish(id);
        let mut findings = finished.findings.clone();
        let (mut plans, mut acceptances) = (None, Acceptances::default());
        if let Some(layered) = &finished.layered {
            acceptances = Acceptances::new(layered, &self.chain(id));
            let readings = self.readings(id, layered, finished.printer, &mut findings);
            let (found, made) = self.tables(id, layered, (&acceptances, &readings), !findings.has_errors());
            let refused = findings.iter().any(|it| REFUSED.contains(&it.code));
            let own = self.of_variant(id, finished.base, found);
            // What a layer was refused is not in the table: sums that it would have made follow from that.
            findings.extend(own.filter(|finding| !refused || finding.code != "TC0314"));
            findings.extend(acceptances.misused());
            plans = made;
        }
        findings.settle();
        let accepted = acceptances.take(&mut findings, id);
        let plans = plans.filter(|_| !findings.has_errors());
        Analysis { findings, accepted, plans }
    }

    /// A file, its base, the base of that, and so on.
    fn chain(&mut self, id: SourceId) -> Vec<SourceId> {
        let mut chain = vec![id];
        while let Some(base) = chain.last().and_then(|last| self.layers.finish(*last).base)
            && !chain.contains(&base)
        {
            chain.push(base);
        }
        chain
    }

    /// All that is found in the finished tables, and the plans of those that are sound.
    fn tables(
        &self,
        id: SourceId,
        layered: &layer::Layered,
        (acceptances, readings): (&Acceptances, &Readings),
        is_whole: bool,
    ) -> (Diagnostics, Option<Plans>) {
        let mut findings = Diagnostics::default();
        let (mut plans, mut editions, mut linked) = (Vec::new(), Vec::new(), Vec::new());
        let count = layered.editions.iter().map(|edition| edition.used_tables().count()).sum();
        for (number, edition) in layered.editions.iter().enumerate() {
            let mut made = Edition {
                from: edition.from,
                until: edition.until,
                by: edition.forms.first().map(|form| form.by.text.clone()),
                ..Edition::default()
            };
            let mut found: Vec<OfTable> = Vec::new();
            for (word, table) in edition.used_tables() {
                let examples = layer::examples(layered, number, word);
                let (plan, names, own) =
                    self.table(id, (edition, word, table), examples, readings, (is_whole, count));
                let form = edition.forms.iter().find(|form| Some(&form.word.key) == word.map(|it| &it.key));
                let nodes = plan.iter().flat_map(|plan| &plan.nodes);
                let places = nodes.map(|node| node.span).collect();
                found.push(OfTable { form: form.map(|form| form.span), findings: own, places });
                linked.push(names);
                let Some(plan) = plan else { continue };
                match word {
                    Some(word) => made.forms.push((word.text.clone(), plans.len())),
                    None => made.common = Some(plans.len()),
                }
                plans.push(plan);
            }
            findings.extend(of_forms(found));
            editions.push(made);
        }
        // In a file with errors the reader may be what could not be read.
        let is_refused = |it: &Diagnostic| it.severity == Severity::Error && !acceptances.accept(it);
        if findings.iter().any(is_refused) || !is_whole {
            return (findings, None);
        }
        let deciding: BTreeSet<&str> =
            layered.editions.iter().flat_map(|it| &it.forms).map(|form| form.by.key.as_str()).collect();
        unused(&linked, &deciding, &mut findings);
        let plans = Plans::new(plans, editions, readings.reads.clone());
        (findings, plans)
    }

    fn table(
        &self,
        id: SourceId,
        (edition, form, table): (&layer::Edition, Option<&Name>, &Table),
        examples: Vec<Example>,
        readings: &Readings,
        (is_whole, tables): (bool, usize),
    ) -> (Option<Plan>, Linked, Diagnostics) {
        let mut own = Diagnostics::default();
        let around = Around { interfaces: &readings.interfaces, printer: readings.printer };
        let linked = link(id, table, examples, is_whole, &around, &mut own);
        let ruleset = check(self.sources, &linked, edition, form, &mut own);
        let mut plan = None;
        if is_whole && !own.has_errors() {
            let lowered = Plan::new(ruleset);
            prove(&lowered, tables, &mut own);
            plan = Some(lowered);
        }
        (plan, linked, own)
    }

    /// What is found in a base only because of this variant says so; what its base has by itself stays
    /// as it is, so that it is said once for all variants.
    fn of_variant(
        &mut self,
        id: SourceId,
        base: Option<SourceId>,
        found: Diagnostics,
    ) -> impl Iterator<Item = Diagnostic> + use<> {
        let is_foreign = move |finding: &Diagnostic| match &finding.place {
            Place::Source(span) => span.source != id && finding.labels.iter().all(|it| it.span.source != id),
            Place::Cell { .. } => false,
        };
        let is_left_over = |finding: &Diagnostic| finding.code == LEFT_OVER;
        let known = match base.filter(|_| found.iter().any(|it| is_foreign(it) || is_left_over(it))) {
            Some(base) => self.known(base).clone(),
            None => BTreeSet::new(),
        };
        let head = Span { end: 0, ..self.sources.whole(id) };
        let head = self.layers.head(id).unwrap_or(head);
        // What nothing reads in the base either is no news of the variant.
        let unread: BTreeSet<Span> = known.iter().filter_map(unread).collect();
        let found = found.into_iter().filter(move |finding| {
            !is_left_over(finding) || finding.labels.iter().all(|label| !unread.contains(&label.span))
        });
        found.map(move |finding| {
            let is_own = is_foreign(&finding) && !known.contains(&finding);
            if is_own { finding.label(head, "label-variant") } else { finding }
        })
    }

    /// All that is found in a base by itself.
    fn known(&mut self, base: SourceId) -> &BTreeSet<Diagnostic> {
        if !self.bases.contains_key(&base) {
            let Analysis { findings, accepted, .. } = self.analyze(base);
            let accepted = accepted.into_iter().map(|it| it.finding);
            self.bases.insert(base, findings.into_iter().chain(accepted).collect());
        }
        &self.bases[&base]
    }
}

/// Findings of operations that a lower layer does not allow, and that are not done.
const REFUSED: [&str; 2] = ["TC0406", "TC0407"];

/// The finding of `check` that a variant reads a part of its base no more.
const LEFT_OVER: &str = "TC0342";

/// The place of what nothing reads.
fn unread(finding: &Diagnostic) -> Option<Span> {
    match (&finding.place, finding.code) {
        (Place::Source(span), "TC0332") => Some(*span),
        (_, LEFT_OVER) => finding.labels.first().map(|label| label.span),
        _ => None,
    }
}

/// What was found in one table of an edition.
struct OfTable {
    /// Where the form is set apart that the table is for; none for the common table.
    form: Option<Span>,
    findings: Diagnostics,
    /// Where the nodes of its plan are written.
    places: BTreeSet<Span>,
}

/// Findings about a part of a table that are only worth saying where every table with that part has them: a
/// condition on the kind of unit always holds in the form of that kind.
const OF_ALL_FORMS: [&str; 3] = ["TC0709", "TC0710", "TC0711"];

/// What was found in the tables of an edition. What only some kinds of unit have says which.
fn of_forms(found: Vec<OfTable>) -> Vec<Diagnostic> {
    let count = found.len();
    // One finding may have an input of its own in each table.
    let bare = |finding: &Diagnostic| finding.clone().input(Vec::new());
    let mut times: BTreeMap<Diagnostic, usize> = BTreeMap::new();
    for finding in found.iter().flat_map(|table| table.findings.iter()) {
        *times.entry(bare(finding)).or_default() += 1;
    }
    let tables_with = |place: Span| found.iter().filter(|table| table.places.contains(&place)).count();
    let is_of_all = |finding: &Diagnostic| match &finding.place {
        Place::Source(place) if OF_ALL_FORMS.contains(&finding.code) => {
            times[&bare(finding)] >= tables_with(*place)
        }
        _ => true,
    };
    let (mut said, mut seen) = (Vec::new(), BTreeSet::new());
    for table in &found {
        for finding in table.findings.iter().filter(|finding| is_of_all(finding)) {
            let times = times[&bare(finding)];
            match table.form {
                // What the common table has too is said without a form.
                Some(form) if times < count && !seen.contains(&bare(finding)) => {
                    said.push(finding.clone().label(form, "label-form"));
                }
                Some(_) if times < count => {}
                _ if seen.insert(bare(finding)) => said.push(finding.clone()),
                _ => {}
            }
        }
    }
    said
}
