//! Facts of the table of units: what it says of a unit fills facts that the unit's row leaves open, and a unit
//! without a row has one made of it.

use super::columns::Column;
use super::row::Rows;
use super::unit::Unit;
use super::units::Units;
use super::{Record, Row, cell, finding};
use crate::diagnostic::Diagnostic;
use crate::model::Fact;
use crate::plan::{Plan, Plans};
use crate::value::{Date, Period, name};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Fills facts of a record that the table of units knows; gives what is wrong there.
pub fn complete(plans: &Plans, record: &mut Record, unit: &Unit) -> Vec<Diagnostic> {
    let ruleset = &plans.get(record.plan).ruleset;
    let mut wrong = Vec::new();
    for (fact, value) in ruleset.facts.iter().zip(&mut record.facts) {
        if value.is_some() || !fact.is_given() {
            continue;
        }
        let Some(text) = text(unit, fact) else { continue };
        let place = finding::cell(&unit.place.file, unit.place.line, 0);
        match cell::value(ruleset, fact, &text, None, place) {
            Ok(found) => *value = found,
            Err(finding) => wrong.push(finding.with("unit", unit.id.as_str())),
        }
    }
    wrong
}

/// For each plan the facts, by their numbers, that a table of units may fill.
pub fn completed(plans: &Plans, units: &Units) -> Vec<Vec<usize>> {
    let known: BTreeSet<String> = units.headings().into_iter().map(name::heading).collect();
    let is_known =
        |fact: &Fact| [&fact.name, &fact.label].iter().any(|it| known.contains(&name::heading(it)));
    let of = |plan: &Plan| {
        let facts = plan.ruleset.facts.iter().enumerate();
        let facts = facts.filter(|(_, fact)| !units.is_empty() && fact.is_given() && is_known(fact));
        facts.map(|(at, _)| at).collect()
    };
    plans.all().iter().map(of).collect()
}

/// The record of a unit that has no row of its own: what the table of units says of it.
///
/// # Errors
///
/// What is wrong there, such as a kind of unit that is not known.
pub fn record_of(
    plans: &Plans,
    unit: &Unit,
    period: Option<Period>,
    as_of: Option<Date>,
) -> Result<Record, Vec<Diagnostic>> {
    let file = unit.place.file.clone();
    let rows = Rows { plans, as_of, file, decimal: None, is_found: false };
    let said = period.map(|period| period.to_string()).unwrap_or_default();
    let find = |plan: usize, wanted: Column| match wanted {
        Column::Unit => Some((unit.id.clone(), 0)),
        Column::Period => Some((said.clone(), 0)),
        Column::Fact(id) => text(unit, &plans.get(plan).ruleset.facts[id as usize]).map(|text| (text, 0)),
        _ => None,
    };
    let plan =
        rows.choose(unit.place.line, &find).map_err(|wrong| vec![wrong.with("unit", unit.id.as_str())])?;
    let mut reading = rows.begin(unit.place.line, plan, Arc::default());
    reading.cell(Column::Unit, 0, &unit.id, "");
    reading.cell(Column::Period, 0, &said, "");
    let mut made = Err(Vec::new());
    let _ = reading.end(&mut |row| {
        match row {
            Row::Record(record) => made = Ok(record),
            Row::Refused { findings, .. } => made = Err(findings),
            Row::Finding(_) => {}
        }
        ControlFlow::Continue(())
    });
    let mut record = made?;
    let wrong = complete(plans, &mut record, unit);
    if wrong.is_empty() { Ok(record) } else { Err(wrong) }
}

/// What the table of units says of a fact, by the fact's name or label.
fn text(unit: &Unit, fact: &Fact) -> Option<String> {
    let truth = |truth: bool| if truth { "yes" } else { "no" }.to_owned();
    let named = |heading: &str| match heading {
        "type" | "loại" => (!unit.kind.is_empty()).then(|| unit.kind.clone()),
        "joined" | "ngày thành lập" => unit.joined.map(|day| day.to_string()),
        "left" | "ngày rời đi" => unit.left.map(|day| day.to_string()),
        "registered" | "đăng ký" => unit.registered.map(truth),
        "pilot" | "thí điểm" => unit.pilot.map(truth),
        _ => None,
    };
    [&fact.name, &fact.label]
        .into_iter()
        .filter(|it| !it.is_empty())
        .find_map(|text| unit.other(text).map(str::to_owned).or_else(|| named(&name::heading(text))))
}
