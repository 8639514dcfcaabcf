//! Results as CSV.

use super::table::pools;
use super::unit::{DecisionReport, PartReport, UnitReport};
use crate::plan::{NodeId, Plan, Plans};
use std::collections::HashMap;
use std::io::{self, Write};

/// Which columns results have: a column a content, pool and criterion, and what is known of the unit.
#[derive(Clone, Debug)]
pub struct CsvLayout {
    /// The contents, pools and criteria of all plans, a column each.
    parts: Vec<String>,
    /// Whether units have forms, which then have a column.
    pub(crate) has_forms: bool,
    /// Whether there are several assessors, who then have a column.
    pub(crate) has_assessors: bool,
    /// Whether classes can be decided, which then has columns.
    pub(crate) has_decisions: bool,
}

impl CsvLayout {
    /// The columns of a ruleset.
    pub fn new(plans: &Plans) -> CsvLayout {
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
        CsvLayout {
            parts,
            has_forms: plans.all().iter().any(|plan| plan.ruleset.form.is_some()),
            has_assessors: plans.all().iter().any(|plan| !plan.ruleset.assessors.is_empty()),
            has_decisions: plans.all().iter().any(|plan| plan.class_decided_by().is_some()),
        }
    }

    /// The line of headings.
    pub fn heading(&self) -> Vec<&str> {
        let mut heading: Vec<&str> = vec!["unit", "period"];
        heading.extend(self.has_assessors.then_some("assessor"));
        heading.extend(self.has_forms.then_some("form"));
        heading.extend(["state", "total", "low", "high", "max", "class"]);
        let decisions = self.has_decisions.then_some(["decision", "document", "decision date"]);
        heading.extend(decisions.into_iter().flatten());
        heading.push("recognised");
        heading.extend(self.parts.iter().map(String::as_str));
        heading.push("undecided");
        heading
    }

    /// The fields of one unit.
    fn row(&self, unit: &UnitReport) -> Vec<String> {
        let of = |text: &'_ Option<String>| text.clone().unwrap_or_default();
        let [low, high] = unit.range.clone().unwrap_or_default();
        let mut row = vec![unit.unit.clone(), of(&unit.period)];
        row.extend(self.has_assessors.then(|| of(&unit.assessor)));
        row.extend(self.has_forms.then(|| of(&unit.form)));
        row.extend([
            unit.state.name().to_owned(),
            of(&unit.total),
            low,
            high,
            of(&unit.max),
            of(&unit.class),
        ]);
        if self.has_decisions {
            let of = |part: fn(&DecisionReport) -> &str| unit.decision.as_ref().map_or("", part).to_owned();
            row.extend([of(|it| &it.class), of(|it| &it.document), of(|it| &it.date)]);
        }
        row.push(unit.recognised.join(" "));
        let all = unit.contents.iter().chain(&unit.pools).chain(&unit.criteria);
        let known: HashMap<&str, &PartReport> = all.map(|part| (part.id.as_str(), part)).collect();
        row.extend(
            self.parts.iter().map(|path| known.get(path.as_str()).map_or(String::new(), |it| of(&it.points))),
        );
        row.push(unit.undecided.join(" "));
        row
    }

    /// Writes the line of one unit.
    pub(crate) fn write(&self, unit: &UnitReport, out: &mut Vec<u8>) {
        line(self.row(unit).iter().map(String::as_str), out);
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

fn line<'f>(fields: impl Iterator<Item = &'f str>, out: &mut Vec<u8>) {
    for (at, field) in fields.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        csv_text(field, out);
    }
    out.push(b'\n');
}

/// Writes a field, in quotation marks where a reader would need them.
pub(crate) fn csv_text(field: &str, out: &mut Vec<u8>) {
    if !field.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return out.extend_from_slice(field.as_bytes());
    }
    out.push(b'"');
    out.extend_from_slice(field.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}

/// Writes results as CSV: a line a unit.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    out: W,
    layout: CsvLayout,
    line: Vec<u8>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins with the line of headings.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn new(plans: &Plans, mut out: W) -> io::Result<Self> {
        let (layout, mut heading) = (CsvLayout::new(plans), Vec::new());
        line(layout.heading().into_iter(), &mut heading);
        out.write_all(&heading)?;
        Ok(CsvWriter { out, layout, line: heading })
    }

    /// Writes one unit.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn add(&mut self, unit: &UnitReport) -> io::Result<()> {
        self.line.clear();
        self.layout.write(unit, &mut self.line);
        self.out.write_all(&self.line)
    }

    /// Writes lines that are ready.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn lines(&mut self, lines: &[u8]) -> io::Result<()> {
        self.out.write_all(lines)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
