//! Whether the row that a finding names does the harm that it tells of.

use crate::enumerate::{in_force, is_allowed, is_kind, moved, roots};
use std::ops::ControlFlow;
use tieuchi::data::Decimal;
use tieuchi::diagnostic::Place;
use tieuchi::eval::{FaultKind, Outcome, Slots, run};
use tieuchi::model::{Fact, Ruleset};
use tieuchi::plan::{NodeId, Op};
use tieuchi::source::Span;
use tieuchi::value::{Kind, Number, Range, Value};
use tieuchi::{Diagnostic, Format, Options, Plan, Plans, Record, Row, read};

/// Facts by name, with what a cell of data would hold.
pub(crate) type Cells = [(String, String)];

/// Findings about what no data does: there is no row that could show them.
const WITHOUT_ROW: [&str; 9] =
    ["TC0707", "TC0708", "TC0709", "TC0711", "TC0718", "TC0720", "TC0722", "TC0724", "TC0725"];

/// Scores the row of a finding and looks for the harm at its place; says what is missing.
pub(crate) fn shows(plans: &Plans, finding: &Diagnostic) -> Result<(), String> {
    let Place::Source(place) = finding.place else { return Err("no place in a ruleset".to_owned()) };
    let cells: Vec<_> = finding.input.iter().map(|it| (it.fact.clone(), it.value.clone())).collect();
    harms(plans, finding.code, place, &cells)
}

/// Whether a row does the harm of a code at a place.
pub(crate) fn harms(plans: &Plans, code: &str, place: Span, cells: &Cells) -> Result<(), String> {
    if cells.is_empty() && (WITHOUT_ROW.contains(&code) || code == "TC0710") {
        return Ok(());
    }
    let mut last = "no edition".to_owned();
    for edition in plans.editions() {
        // A row may leave open of which kind the unit is; then any form may show it.
        let kinds = edition.by.iter().filter(|by| cells.iter().all(|(name, _)| name != *by));
        let kinds: Vec<(String, String)> =
            kinds.flat_map(|by| edition.forms.iter().map(|(word, _)| (by.clone(), word.clone()))).collect();
        let options = Options { decimal: Some(Decimal::Point), as_of: edition.from.or(edition.until) };
        for kind in kinds.iter().map(Some).chain([None]) {
            let row: Vec<(String, String)> = cells.iter().chain(kind).cloned().collect();
            let harm = record(plans, &row, options).and_then(|it| of_record(plans, code, place, &it));
            match harm {
                Ok(()) => return Ok(()),
                Err(why) => last = why,
            }
        }
    }
    Err(last)
}

/// The record of a row, read as data are.
fn record(plans: &Plans, cells: &Cells, options: Options) -> Result<Record, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let (names, values): (Vec<&str>, Vec<&str>) =
        cells.iter().map(|(name, value)| (name.as_str(), value.as_str())).unzip();
    let lines = [("unit", names), ("u", values)];
    for (first, rest) in lines {
        writer.write_record([first].into_iter().chain(rest)).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    let mut result = Err("no row".to_owned());
    read(plans, "row.csv", bytes.as_slice(), Format::Csv, options, &mut |row| {
        match row {
            Row::Record(record) => result = Ok(record),
            Row::Refused { findings, .. } => {
                let why = findings.iter().map(|it| it.message(tieuchi::Language::English));
                result = Err(format!("the row is refused: {}", why.collect::<Vec<_>>().join("; ")));
            }
            Row::Finding(_) => {}
        }
        ControlFlow::Continue(())
    });
    result
}

/// A row as an embedder would hold it.
struct Scored<'a> {
    plan: &'a Plan,
    slots: Slots,
    place: Span,
}

fn of_record(plans: &Plans, code: &str, place: Span, record: &Record) -> Result<(), String> {
    let plan = plans.get(record.plan);
    let slots = run(plan, record);
    if !is_allowed(plan, record, &slots) {
        return Err("the ruleset does not accept the row".to_owned());
    }
    let scored = Scored { plan, slots, place };
    let shown = match code {
        "TC0701" => scored.fault(&FaultKind::DividedByZero),
        "TC0703" => scored.fault(&FaultKind::NoTier),
        "TC0704" => scored.fault(&FaultKind::TwoTiers),
        "TC0705" => scored.fault(&FaultKind::NoBranch),
        "TC0706" => scored.fault(&FaultKind::NoClass),
        "TC0712" => scored.fault(&FaultKind::TwoClasses),
        "TC0713" => scored.fault(&FaultKind::TwoTreatments),
        "TC0715" => scored.fault(&FaultKind::NothingToAward),
        "TC0714" => scored.is_crossed(),
        "TC0716" => scored.is_lowered(),
        "TC0717" => scored.total().is_some_and(|total| total != Number::ZERO),
        "TC0718" => scored.is_out_of_reach(),
        "TC0719" => {
            let contents = scored.slots.get(plan.contents_sum).number();
            contents.is_some_and(|contents| contents < plan.ruleset.total.maximum)
        }
        "TC0721" => scored.is_cut(),
        "TC0723" => !moved(plan, &scored.slots).is_empty(),
        // A row may stand beside what no row could show; it only has to be one.
        code => WITHOUT_ROW.contains(&code) || code == "TC0710",
    };
    if shown { Ok(()) } else { Err(format!("{code} does not show: {:?}", record.facts)) }
}

impl Scored<'_> {
    fn total(&self) -> Option<Number> {
        self.slots.get(self.plan.total).number()
    }

    /// Whether a fault of this kind arises at the place and reaches a result.
    fn fault(&self, kind: &FaultKind) -> bool {
        let faults = roots(self.plan).into_iter().filter_map(|root| self.slots.get(root).undecided());
        faults.flat_map(|it| &it.faults).any(|it| is_kind(it, kind) && is_at(self.plan, it.node, self.place))
    }

    fn is_crossed(&self) -> bool {
        self.plan.nodes.iter().enumerate().any(|(index, node)| {
            let Op::Bound { floors, caps, high, .. } = &node.op else { return false };
            let caps = in_force(caps, &self.slots).into_iter();
            let high = high.and_then(|high| self.slots.get(high).number());
            let least = caps.chain(high).min();
            let greatest = in_force(floors, &self.slots).into_iter().max();
            greatest.zip(least).is_some_and(|(floor, cap)| floor > cap)
                && is_at(self.plan, self.plan.id(index), self.place)
        })
    }

    fn is_lowered(&self) -> bool {
        let maximum = self.slots.get(self.plan.total_maximum).number();
        maximum.is_some_and(|maximum| maximum < self.plan.ruleset.total.maximum)
    }

    /// Whether a part does not apply, and the class or title of the place can no longer be had.
    fn is_out_of_reach(&self) -> bool {
        let truth = |id: NodeId| self.slots.get(id).truth();
        let gone = self.plan.nodes.iter().any(|node| match &node.op {
            Op::Applicable { cases, .. } => cases.iter().any(|case| truth(case.when) == Some(true)),
            _ => false,
        });
        let is_title = |(title, node): (&tieuchi::model::Title, &NodeId)| {
            touches(title.span, self.place)
                && (truth(*node) == Some(false) || *self.slots.get(*node) == Outcome::NotApplicable)
        };
        let titles = self.plan.ruleset.titles.iter().zip(&self.plan.titles);
        let lists = self.plan.classes.iter();
        let class_is_out = lists.into_iter().any(|list| {
            let Op::Classes(classes) = &self.plan.node(*list).op else { return false };
            let mut lines = classes.lines.iter().filter(|line| touches(line.span, self.place));
            lines.any(|line| !may_be(self.slots.get(*list), line.word))
        });
        gone && (class_is_out || titles.into_iter().any(is_title))
    }

    fn is_cut(&self) -> bool {
        let parts = self.plan.ruleset.criteria.iter().zip(&self.plan.criteria);
        parts.into_iter().any(|(criterion, chain)| {
            let points = self.slots.get(chain.award).number().max(self.slots.get(chain.deducted).number());
            touches(region(self.plan, criterion.span), self.place)
                && criterion.maximum.zip(points).is_some_and(|(maximum, points)| points > maximum)
        })
    }
}

fn may_be(class: &Outcome, word: u8) -> bool {
    matches!(class.range(), Some(Range::Word(words)) if words >> word & 1 == 1)
}

fn touches(a: Span, b: Span) -> bool {
    a.source == b.source && a.start <= b.end && b.start <= a.end
}

/// Whether a node is written at a place: the place is in it, or around it, or in its part.
pub(crate) fn is_at(plan: &Plan, node: NodeId, place: Span) -> bool {
    let it = plan.node(node);
    match &it.op {
        // What a sum grows to is said by the treatments of its parts, wherever they stand.
        Op::Rescale { .. } => true,
        Op::Applicable { .. } | Op::Bound { .. } | Op::Classes(_) => touches(region(plan, it.span), place),
        _ => it.span.encloses(place) || place.encloses(it.span),
    }
}

/// From the head of an element to the next element.
pub(crate) fn region(plan: &Plan, head: Span) -> Span {
    let ruleset: &Ruleset = &plan.ruleset;
    let parts = ruleset.criteria.iter().map(|it| it.span).chain(ruleset.contents.iter().map(|it| it.span));
    let others = ruleset.pools.iter().map(|it| it.span).chain(ruleset.titles.iter().map(|it| it.span));
    let lists = ruleset.classes.iter().map(|it| it.span).chain([ruleset.total.span]);
    let next =
        parts.chain(others).chain(lists).filter(|it| it.source == head.source && it.start > head.start);
    let next = next.map(|it| it.start.saturating_sub(1)).min().unwrap_or(u32::MAX);
    Span { end: next.max(head.end), ..head }
}

/// What a cell of data would hold for a value of a fact.
pub(crate) fn cell(plan: &Plan, fact: &Fact, value: Value) -> String {
    let word =
        |choice: u32, word: u8| plan.ruleset.choices[choice as usize].words[usize::from(word)].name.clone();
    match (value, fact.kind) {
        (Value::Truth(truth), _) => if truth { "yes" } else { "no" }.to_owned(),
        (Value::Word(it), Kind::Word(choice)) => word(choice, it),
        (Value::Words(words), Kind::Words(choice)) => {
            let each = (0u8..64).filter(|it| words >> it & 1 == 1).map(|it| word(choice, it));
            each.collect::<Vec<_>>().join("|")
        }
        (Value::Number(number), Kind::Share) => {
            number.times(Number::HUNDRED).unwrap_or(number).reduced().to_string()
        }
        (Value::Number(number), _) => number.reduced().to_string(),
        (Value::Date(date), _) => date.to_string(),
        (Value::Word(it), _) => it.to_string(),
        (Value::Words(it), _) => it.to_string(),
    }
}

/// The facts of a record as cells.
pub(crate) fn cells(plan: &Plan, record: &Record) -> Vec<(String, String)> {
    let facts = plan.ruleset.facts.iter().zip(&record.facts);
    facts.filter_map(|(fact, value)| Some((fact.name.clone(), cell(plan, fact, (*value)?)))).collect()
}
