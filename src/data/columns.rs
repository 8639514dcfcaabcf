//! Which column is which fact.

use super::finding;
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Plan, Plans};
use crate::value::name;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Unit,
    Period,
    Assessor,
    Decision,
    Document,
    DecisionDate,
    Fact(u32),
    Unknown,
}

/// All headings that a file may use.
struct Headings {
    names: BTreeMap<String, Vec<u32>>,
    unit: Vec<String>,
    period: Vec<String>,
    /// What the ruleset asks for beside facts: who scored, what was decided.
    roles: BTreeMap<String, Column>,
    shown: Vec<String>,
}

/// The headings under which a unit may stand.
pub(super) const UNIT: [&str; 3] = ["unit", "đơn vị", "mã đơn vị"];
pub(super) const ASSESSOR: [&str; 2] = ["assessor", "người chấm"];
pub(super) const DECISION: [&str; 2] = ["decision", "quyết định"];
pub(super) const DOCUMENT: [&str; 2] = ["document", "văn bản"];
pub(super) const DECISION_DATE: [&str; 2] = ["decision date", "ngày quyết định"];
const PERIOD: [&str; 3] = ["period", "kỳ", "kỳ đánh giá"];

impl Headings {
    /// A fact is known by its name, by the last part of its name, and by its label.
    fn new(plan: &Plan) -> Headings {
        let ruleset = &plan.ruleset;
        let mut names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut enter = |text: &str, id: u32| {
            let known = names.entry(name::heading(text)).or_default();
            if !text.is_empty() && !known.contains(&id) {
                known.push(id);
            }
        };
        let given = || ruleset.facts.iter().zip(0..).filter(|(fact, _)| fact.is_given());
        for (fact, id) in given() {
            enter(&fact.name, id);
            enter(&fact.label, id);
        }
        let full = names.clone();
        for (fact, id) in given() {
            let last = fact.name.rsplit('.').next().unwrap_or_default();
            if !full.contains_key(&name::heading(last)) {
                names.entry(name::heading(last)).or_default().push(id);
            }
        }
        let mut unit: Vec<String> = UNIT.iter().map(|text| name::heading(text)).collect();
        unit.extend(ruleset.assesses.iter().map(|(unit, _)| name::heading(unit)));
        let headings = |of: &[&str]| of.iter().map(|text| name::heading(text)).collect::<Vec<_>>();
        let period = headings(&PERIOD);
        let asked = roles(plan);
        let shown = given().flat_map(|(fact, _)| [fact.name.as_str(), fact.label.as_str()]);
        let shown = shown.filter(|text| !text.is_empty()).chain(["unit", "period"]);
        let asked = || asked.iter().flat_map(|(column, texts)| texts.iter().map(|text| (*text, *column)));
        let shown = shown.chain(asked().map(|(text, _)| text)).map(str::to_owned).collect();
        let roles = asked().map(|(text, column)| (name::heading(text), column)).collect();
        Headings { names, unit, period, roles, shown }
    }

    /// The facts, or the role, that a heading names.
    fn find(&self, text: &str) -> (Column, &[u32]) {
        let heading = name::heading(text);
        match self.names.get(&heading).map(Vec::as_slice) {
            Some([only]) => (Column::Fact(*only), &[]),
            Some(several) => (Column::Unknown, several),
            None if self.unit.contains(&heading) => (Column::Unit, &[]),
            None if self.period.contains(&heading) => (Column::Period, &[]),
            None => (self.roles.get(&heading).copied().unwrap_or(Column::Unknown), &[]),
        }
    }

    /// What a column holds, and what is wrong with its heading.
    fn column(
        &self,
        plan: &Plan,
        text: &str,
        file: &Arc<str>,
        at: (u64, u64),
    ) -> (Column, Option<Diagnostic>) {
        let place = finding::cell(file, at.0, at.1);
        match self.find(text) {
            (Column::Unknown, []) => {
                let suggestion = name::nearest(text, self.shown.iter().map(String::as_str));
                (Column::Unknown, Some(finding::unknown_column(place, text, suggestion)))
            }
            (Column::Unknown, several) => {
                let names = several.iter().map(|id| format!("`{}`", plan.ruleset.facts[*id as usize].name));
                let names = names.collect::<Vec<_>>().join(", ");
                (Column::Unknown, Some(finding::ambiguous_column(place, text, &names)))
            }
            (column, _) => (column, None),
        }
    }
}

/// The columns beside unit, period and facts for which a ruleset asks, each with its headings.
pub(super) fn roles(plan: &Plan) -> Vec<(Column, [&'static str; 2])> {
    let mut roles = Vec::new();
    if !plan.ruleset.assessors.is_empty() {
        roles.push((Column::Assessor, ASSESSOR));
    }
    if plan.class_decided_by().is_some() {
        roles.push((Column::Decision, DECISION));
        roles.push((Column::Document, DOCUMENT));
        roles.push((Column::DecisionDate, DECISION_DATE));
    }
    roles
}

/// The name of what a column holds.
pub(super) fn shown(plan: &Plan, column: Column) -> String {
    match column {
        Column::Fact(id) => plan.ruleset.facts[id as usize].name.clone(),
        Column::Period => "period".to_owned(),
        Column::Assessor => ASSESSOR[0].to_owned(),
        Column::Decision => DECISION[0].to_owned(),
        Column::Document => DOCUMENT[0].to_owned(),
        Column::DecisionDate => DECISION_DATE[0].to_owned(),
        _ => "unit".to_owned(),
    }
}

/// Facts of any plan that no column fills, each once.
pub(super) fn unfilled(plans: &Plans, file: &Arc<str>, filled: &BTreeSet<String>) -> Vec<Diagnostic> {
    let mut said = filled.clone();
    let facts = plans.all().iter().flat_map(|plan| &plan.ruleset.facts);
    let missing =
        facts.filter(|fact| fact.is_given() && fact.default.is_none() && said.insert(fact.name.clone()));
    missing.map(|fact| finding::unfilled_fact(finding::cell(file, 0, 0), &fact.name, &fact.label)).collect()
}

/// The headings of all plans.
pub(super) struct AllHeadings(Vec<Headings>);

impl AllHeadings {
    pub(super) fn new(plans: &Plans) -> AllHeadings {
        AllHeadings(plans.all().iter().map(Headings::new).collect())
    }

    /// What a column holds for each plan, and what is wrong with its heading: that it means two facts of
    /// one plan, or nothing in any of them.
    pub(super) fn column(
        &self,
        plans: &Plans,
        text: &str,
        file: &Arc<str>,
        at: (u64, u64),
    ) -> (Vec<Column>, Option<Diagnostic>) {
        let each = self.0.iter().zip(plans.all());
        let (columns, wrongs): (Vec<Column>, Vec<Option<Diagnostic>>) =
            each.map(|(headings, plan)| headings.column(plan, text, file, at)).unzip();
        let is_known = columns.iter().any(|column| *column != Column::Unknown);
        let mut wrongs = wrongs.into_iter().flatten();
        let wrong = wrongs.find(|wrong| !is_known || wrong.severity == Severity::Error);
        (columns, wrong)
    }
}

/// The headings under which a unit may stand, for a finding.
pub(super) fn unit_headings() -> String {
    UNIT.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")
}

/// Headings with a comma between.
pub(super) fn listed(headings: &[&str]) -> String {
    headings.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")
}

/// The names of the facts that a column fills, by what it holds for each plan.
pub(super) fn facts(plans: &Plans, columns: &[Column]) -> Vec<String> {
    let each = columns.iter().zip(plans.all());
    let names = each.filter_map(|(column, plan)| match column {
        Column::Fact(id) => Some(plan.ruleset.facts[*id as usize].name.clone()),
        _ => None,
    });
    names.collect()
}
