//! Which columns results have, and their rows cell by cell, whatever they are written as.

use super::table::pools;
use super::unit::{DecisionReport, PartReport, UnitReport};
use crate::plan::{NodeId, Plan, Plans};
use crate::value::Scale;
use std::collections::HashMap;

/// Which columns results have: a column a content, pool and criterion, and what is known of the unit.
#[derive(Clone, Debug)]
pub struct ResultLayout {
    /// The contents, pools and criteria of all plans, a column each.
    parts: Vec<String>,
    /// What the numbers of the total, the maximum and the parts are multiples of.
    scales: (Scale, Scale, Vec<Scale>),
    /// Whether units have forms, which then have a column.
    pub(crate) has_forms: bool,
    /// Whether there are several assessors, who then have a column.
    pub(crate) has_assessors: bool,
    /// Whether classes can be decided, which then has columns.
    pub(crate) has_decisions: bool,
}

/// Takes rows of results cell by cell, in the order of the columns of a layout.
pub trait ResultCells {
    /// A text; an empty one says as little as [`ResultCells::nothing`].
    fn text(&mut self, text: &str);

    /// A number over another one; `ready` has the texts of those over the same that begin with 0.
    fn number(&mut self, number: (i64, i64), ready: &[ReadyText]);

    /// A number in words: what [`Number`](crate::value::Number) shows.
    fn shown(&mut self, number: &str);

    /// An empty cell.
    fn nothing(&mut self);

    /// Ends a row; gives the place behind it, from which the next one begins.
    fn end(&mut self) -> usize;
}

/// A short text with a comma behind it: its bytes, and how many of them there are; 0 where it is too long.
pub type ReadyText = ([u8; 16], u8);

impl ResultLayout {
    /// The columns of a ruleset.
    pub fn new(plans: &Plans) -> ResultLayout {
        let of = |plan: &Plan| plan.ruleset.contents.iter().map(|it| it.path.clone()).collect::<Vec<_>>();
        let contents = plans.all().iter().flat_map(of);
        let of = |plan: &Plan| plan.ruleset.criteria.iter().map(|it| it.path.clone()).collect::<Vec<_>>();
        let criteria = plans.all().iter().flat_map(of);
        let pools = pools(plans).into_iter().map(|pool| pool.name().to_owned());
        let mut parts: Vec<String> = Vec::new();
        for path in contents.chain(pools).chain(criteria) {
            if !parts.contains(&path) {
                parts.push(path);
            }
        }
        let mut layout = ResultLayout {
            scales: (Scale::None, Scale::None, vec![Scale::None; parts.len()]),
            parts,
            has_forms: plans.all().iter().any(|plan| plan.ruleset.form.is_some()),
            has_assessors: plans.all().iter().any(|plan| !plan.ruleset.assessors.is_empty()),
            has_decisions: plans.all().iter().any(|plan| plan.class_decided_by().is_some()),
        };
        plans.all().iter().for_each(|plan| layout.widen(plan));
        layout
    }

    /// Makes scales fit the numbers of one more plan.
    fn widen(&mut self, plan: &Plan) {
        let of = |node: NodeId| plan.node(node).scale;
        let nodes = self.nodes(plan);
        let (total, maximum, parts) = &mut self.scales;
        *total = total.with(of(plan.total));
        *maximum = maximum.with(of(plan.total_maximum));
        for (scale, node) in parts.iter_mut().zip(nodes) {
            *scale = node.map_or(*scale, |node| scale.with(of(node)));
        }
    }

    /// The line of headings.
    pub fn heading(&self) -> Vec<&str> {
        self.columns().into_iter().map(|(name, _)| name).collect()
    }

    /// The columns, each with what its numbers are multiples of; none of a column of texts.
    pub(super) fn columns(&self) -> Vec<(&str, Scale)> {
        let (total, maximum, parts) = &self.scales;
        let text = |name| (name, Scale::None);
        let mut columns: Vec<(&str, Scale)> = vec![text("unit"), text("period")];
        columns.extend(self.has_assessors.then(|| text("assessor")));
        columns.extend(self.has_forms.then(|| text("form")));
        columns.extend([text("state"), ("total", *total), text("low"), text("high"), ("max", *maximum)]);
        columns.push(text("class"));
        let decisions = self.has_decisions.then_some(["decision", "document", "decision date"]);
        columns.extend(decisions.into_iter().flatten().map(text));
        columns.push(text("recognised"));
        columns.extend(self.parts.iter().map(String::as_str).zip(parts.iter().copied()));
        columns.push(text("undecided"));
        columns
    }

    /// Writes the row of one unit; gives the place behind it.
    pub fn write(&self, unit: &UnitReport, out: &mut impl ResultCells) -> usize {
        let text = |text: &Option<String>, out: &mut _| put(text, out, ResultCells::text);
        out.text(&unit.unit);
        text(&unit.period, out);
        if self.has_assessors {
            text(&unit.assessor, out);
        }
        if self.has_forms {
            text(&unit.form, out);
        }
        out.text(unit.state.name());
        put(&unit.total, out, ResultCells::shown);
        // The ends of what is still possible need not be multiples of what totals are.
        let [low, high] = unit.range.as_ref().map_or(["", ""], |[low, high]| [low, high]);
        out.text(low);
        out.text(high);
        put(&unit.max, out, ResultCells::shown);
        text(&unit.class, out);
        if self.has_decisions {
            let of = |part: fn(&DecisionReport) -> &str| unit.decision.as_ref().map_or("", part);
            [of(|it| &it.class), of(|it| &it.document), of(|it| &it.date)]
                .iter()
                .for_each(|text| out.text(text));
        }
        out.text(&unit.recognised.join(" "));
        let all = unit.contents.iter().chain(&unit.pools).chain(&unit.criteria);
        let known: HashMap<&str, &PartReport> = all.map(|part| (part.id.as_str(), part)).collect();
        for path in &self.parts {
            put(known.get(path.as_str()).map_or(&None, |part| &part.points), out, ResultCells::shown);
        }
        out.text(&unit.undecided.join(" "));
        out.end()
    }

    /// The node of each column of parts for a plan; none where it has no such part, or one without points.
    pub(crate) fn nodes(&self, plan: &Plan) -> Vec<Option<NodeId>> {
        let ruleset = &plan.ruleset;
        let contents = ruleset.contents.iter().zip(&plan.contents);
        let contents = contents.map(|(content, chain)| (content.path.as_str(), chain.result));
        let pools = ruleset.pools.iter().zip(&plan.pools).map(|(pool, node)| (pool.name(), *node));
        let criteria = ruleset.criteria.iter().zip(&plan.criteria);
        let criteria = criteria.filter(|(criterion, _)| criterion.has_points());
        let criteria = criteria.map(|(criterion, chain)| (criterion.path.as_str(), chain.result));
        let known: HashMap<&str, NodeId> = contents.chain(pools).chain(criteria).collect();
        self.parts.iter().map(|path| known.get(path.as_str()).copied()).collect()
    }
}

/// Puts in a cell what there is.
fn put<C: ResultCells>(text: &Option<String>, out: &mut C, write: fn(&mut C, &str)) {
    match text {
        Some(text) => write(out, text),
        None => out.nothing(),
    }
}
