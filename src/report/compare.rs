//! Where those who score the same unit differ.

use super::difference::reads;
use super::speak::Speaker;
use super::table::title_of;
use super::unit::{PartReport, State, UnitReport};
use crate::diagnostic::Language;
use crate::diagnostic::catalogue::{say, word};
use crate::model::Word;
use crate::plan::{Plan, Plans};
use serde::Serialize;
use serde::ser::SerializeMap;
use std::collections::{BTreeMap, BTreeSet};

/// What each assessor says of one thing, by name, in the order in which the ruleset names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByAssessor<T>(pub Vec<(String, T)>);

impl<T: Serialize> Serialize for ByAssessor<T> {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(self.0.len()))?;
        for (name, said) in &self.0 {
            map.serialize_entry(name, said)?;
        }
        map.end()
    }
}

impl<T: PartialEq> ByAssessor<T> {
    fn is_same(&self) -> bool {
        self.0.windows(2).all(|pair| pair[0].1 == pair[1].1)
    }
}

/// The result by one assessor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// The total, exact, as text; none where it is not decided or the unit is not assessed.
    pub total: Option<String>,
    /// The least and greatest total, where it is undecided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<[String; 2]>,
    /// The class, by its name.
    pub class: Option<String>,
    /// Which outcome the result as a whole is.
    pub state: State,
    /// Titles granted, by their names.
    pub recognised: Vec<String>,
}

/// A fact that assessors give differently.
#[derive(Clone, Debug, Serialize)]
pub struct DifferingFact {
    /// Its name.
    pub fact: String,
    /// Its label.
    #[serde(skip)]
    pub shown: String,
    /// Its values in words; none where it is missing.
    pub values: ByAssessor<Option<String>>,
}

/// A criterion that comes to something else.
#[derive(Clone, Debug, Serialize)]
pub struct DifferingCriterion {
    /// Its full name.
    pub criterion: String,
    /// Its title.
    #[serde(skip)]
    pub shown: String,
    /// What it came to; none where the form that scored the unit does not have it.
    pub results: ByAssessor<Option<PartReport>>,
    /// What it reads and was given differently.
    pub facts: Vec<DifferingFact>,
}

/// One unit and period, as each assessor scored it.
#[derive(Clone, Debug, Serialize)]
pub struct UnitComparison {
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: Option<String>,
    /// Whether all assessors scored it, and all came to the same in everything.
    pub agree: bool,
    /// The result by each.
    pub results: ByAssessor<Judged>,
    /// The assessors of whom there is no row.
    pub missing: Vec<String>,
    /// The criteria in which they differ.
    pub criteria: Vec<DifferingCriterion>,
    /// What else was given differently, and moved no criterion.
    pub facts: Vec<DifferingFact>,
    /// The names of assessors with what people know them by.
    #[serde(skip)]
    pub shown: Vec<(String, String)>,
}

/// What one assessor made of a unit.
#[derive(Debug)]
struct Sheet {
    assessor: u8,
    plan: usize,
    report: UnitReport,
    /// The facts in words, by their index.
    facts: Vec<Option<String>>,
}

/// Collects the rows of units, wherever they stand in the data.
#[derive(Debug)]
pub struct Comparisons<'a> {
    plans: &'a Plans,
    units: BTreeMap<(String, Option<String>), Vec<Sheet>>,
}

impl<'a> Comparisons<'a> {
    /// Begins to collect.
    pub fn new(plans: &'a Plans) -> Comparisons<'a> {
        Comparisons { plans, units: BTreeMap::new() }
    }

    /// Adds a row that was scored.
    pub fn add(&mut self, speaker: &Speaker<'_>, report: UnitReport) {
        let facts = (0u32..).zip(&speaker.plan.ruleset.facts).map(|(id, fact)| {
            let given = speaker.record.facts.get(id as usize).copied().flatten();
            given.or(fact.default).map(|value| speaker.value(value, fact.kind))
        });
        let (assessor, plan) = (speaker.record.assessor.unwrap_or(0), speaker.record.plan);
        let sheet = Sheet { assessor, plan, facts: facts.collect(), report };
        let key = (sheet.report.unit.clone(), sheet.report.period.clone());
        self.units.entry(key).or_default().push(sheet);
    }

    /// All units and periods, in their order, however the rows stood.
    pub fn finish(self) -> Vec<UnitComparison> {
        let plans = self.plans;
        let units = self.units.into_iter().map(|((unit, period), mut sheets)| {
            sheets.sort_by_key(|sheet| sheet.assessor);
            compared(plans, unit, period, &sheets)
        });
        units.collect()
    }
}

fn compared(plans: &Plans, unit: String, period: Option<String>, sheets: &[Sheet]) -> UnitComparison {
    let results = by_assessor(plans, sheets, |sheet| Judged {
        total: sheet.report.total.clone(),
        range: sheet.report.range.clone(),
        class: sheet.report.class.clone(),
        state: sheet.report.state,
        recognised: sheet.report.recognised.clone(),
    });
    let all = sheets.first().map_or(&[][..], |sheet| &plans.get(sheet.plan).ruleset.assessors);
    let has_row = |word: &&Word| results.0.iter().any(|(name, _)| *name == word.name);
    let missing: Vec<String> = all.iter().filter(|word| !has_row(word)).map(|it| it.name.clone()).collect();
    let mut facts = differing_facts(plans, sheets);
    let criteria = differing_criteria(plans, sheets, &facts);
    let told: BTreeSet<&str> =
        criteria.iter().flat_map(|it| &it.facts).map(|fact| fact.fact.as_str()).collect();
    facts.retain(|fact| !told.contains(fact.fact.as_str()));
    let agree = missing.is_empty() && criteria.is_empty() && results.is_same();
    let shown = all.iter().map(|word| (word.name.clone(), word.shown().to_owned())).collect();
    UnitComparison { unit, period, agree, results, missing, criteria, facts, shown }
}

fn by_assessor<T>(plans: &Plans, sheets: &[Sheet], said: impl Fn(&Sheet) -> T) -> ByAssessor<T> {
    let name = |sheet: &Sheet| {
        let assessors = &plans.get(sheet.plan).ruleset.assessors;
        assessors.get(usize::from(sheet.assessor)).map_or(String::new(), |word| word.name.clone())
    };
    ByAssessor(sheets.iter().map(|sheet| (name(sheet), said(sheet))).collect())
}

/// The plans by which the rows were scored, each once.
fn plans_of<'a>(plans: &'a Plans, sheets: &[Sheet]) -> impl Iterator<Item = &'a Plan> {
    let used: BTreeSet<usize> = sheets.iter().map(|sheet| sheet.plan).collect();
    used.into_iter().map(|number| plans.get(number))
}

/// The facts that were given differently, each once.
fn differing_facts(plans: &Plans, sheets: &[Sheet]) -> Vec<DifferingFact> {
    let mut found: Vec<DifferingFact> = Vec::new();
    for fact in plans_of(plans, sheets).flat_map(|plan| &plan.ruleset.facts) {
        let values = by_assessor(plans, sheets, |sheet| {
            let at = plans.get(sheet.plan).ruleset.facts.iter().position(|it| it.name == fact.name)?;
            sheet.facts.get(at).cloned().flatten()
        });
        if !values.is_same() && found.iter().all(|it| it.fact != fact.name) {
            let (name, shown) = (fact.name.clone(), fact.shown().to_owned());
            found.push(DifferingFact { fact: name, shown, values });
        }
    }
    found
}

fn differing_criteria(plans: &Plans, sheets: &[Sheet], facts: &[DifferingFact]) -> Vec<DifferingCriterion> {
    let mut found: Vec<DifferingCriterion> = Vec::new();
    for criterion in plans_of(plans, sheets).flat_map(|plan| &plan.ruleset.criteria) {
        let results = by_assessor(plans, sheets, |sheet| {
            sheet.report.criteria.iter().find(|part| part.id == criterion.path).cloned()
        });
        let came = results.0.iter().map(|(_, part)| part.as_ref().map(came_to));
        let came: Vec<_> = came.collect();
        let is_same = came.windows(2).all(|pair| pair[0] == pair[1]);
        if is_same || found.iter().any(|it| it.criterion == criterion.path) {
            continue;
        }
        let read: BTreeSet<&str> =
            plans_of(plans, sheets).flat_map(|plan| reads(plan, &criterion.path)).collect();
        let facts = facts.iter().filter(|fact| read.contains(fact.fact.as_str())).cloned().collect();
        let shown = if criterion.title.is_empty() { &criterion.path } else { &criterion.title };
        let (criterion, shown) = (criterion.path.clone(), shown.clone());
        found.push(DifferingCriterion { criterion, shown, results, facts });
    }
    found
}

/// What must be the same for a criterion to be the same. Of one without points its word, which stands as its
/// reason; else the way to the same points may differ.
fn came_to(part: &PartReport) -> (State, Option<&str>, Option<&[String; 2]>, Option<&str>) {
    let word = (part.points.is_none() && part.max.is_none()).then_some(part.reason.as_str());
    (part.state, part.points.as_deref(), part.range.as_ref(), word)
}

impl UnitComparison {
    /// The unit on a few lines: the result by each, and below it in what they differ.
    pub fn text(&self, plans: &Plans, language: Language) -> String {
        let period = self.period.as_ref().map_or(String::new(), |period| format!(", {period}"));
        let results = self.each(&self.results, |judged| in_words(judged, plans, language), "; ");
        let mut text = format!("{}{period}: {results}\n", self.unit);
        if !self.missing.is_empty() {
            let names = self.missing.iter().map(|name| self.shown(name)).collect::<Vec<_>>().join(", ");
            let line = say(language, "compare-missing", &[("assessors", names.into())]);
            text.push_str(&format!("  {line}\n"));
        }
        for it in &self.criteria {
            let points = self.each(&it.results, |part| part_in_words(part.as_ref(), language), ", ");
            text.push_str(&format!("  {} ({}): {points}\n", it.shown, it.criterion));
            text.extend(it.facts.iter().map(|fact| self.fact(fact, language)));
        }
        if !self.facts.is_empty() {
            text.push_str(&format!("  {}\n", word(language, "compare-other-facts")));
            text.extend(self.facts.iter().map(|fact| self.fact(fact, language)));
        }
        text
    }

    fn fact(&self, fact: &DifferingFact, language: Language) -> String {
        let value = |value: &Option<String>| match value {
            Some(value) => value.clone(),
            None => word(language, "compare-not-given"),
        };
        format!("    {}: {}\n", fact.shown, self.each(&fact.values, value, ", "))
    }

    fn each<T>(&self, said: &ByAssessor<T>, in_words: impl Fn(&T) -> String, between: &str) -> String {
        let each = said.0.iter().map(|(name, it)| format!("{} {}", self.shown(name), in_words(it)));
        each.collect::<Vec<_>>().join(between)
    }

    fn shown<'a>(&'a self, name: &'a str) -> &'a str {
        self.shown.iter().find(|(it, _)| it == name).map_or(name, |(_, shown)| shown)
    }

    /// A line for each thing: what it is, its name, and what each of `assessors` says.
    fn lines(&self, assessors: &[String]) -> Vec<Vec<String>> {
        fn cells<T>(said: &ByAssessor<T>, all: &[String], text: impl Fn(&T) -> String) -> Vec<String> {
            let own = |name: &String| said.0.iter().find(|(it, _)| it == name).map(|(_, it)| text(it));
            all.iter().map(|name| own(name).unwrap_or_default()).collect()
        }
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let line = |what: &str, name: &str, cells: Vec<String>| {
            let head = [&self.unit, &optional(&self.period), what, name].map(str::to_owned);
            head.into_iter().chain(cells).collect::<Vec<_>>()
        };
        let results = &self.results;
        let mut lines = vec![
            line("state", "", cells(results, assessors, |it| it.state.name().to_owned())),
            line("total", "", cells(results, assessors, |it| optional(&it.total))),
            line("class", "", cells(results, assessors, |it| optional(&it.class))),
            line("recognised", "", cells(results, assessors, |it| it.recognised.join(" "))),
        ];
        let fact = |fact: &DifferingFact| line("fact", &fact.fact, cells(&fact.values, assessors, optional));
        for it in &self.criteria {
            let points = |part: &Option<PartReport>| match part {
                Some(part) if part.points.is_none() && part.max.is_none() => part.reason.clone(),
                part => part.as_ref().map_or(String::new(), |part| optional(&part.points)),
            };
            lines.push(line("criterion", &it.criterion, cells(&it.results, assessors, points)));
            lines.extend(it.facts.iter().map(fact));
        }
        lines.extend(self.facts.iter().map(fact));
        lines
    }
}

fn in_words(judged: &Judged, plans: &Plans, language: Language) -> String {
    let state = match judged.state {
        State::Value => None,
        State::NotApplicable => Some(word(language, "state-not-assessed")),
        State::Undecided => Some(word(language, "state-undecided")),
    };
    let total = judged.total.clone().or(judged.range.as_ref().map(|[low, high]| format!("{low}…{high}")));
    let names = judged.class.iter().chain(&judged.recognised).map(|name| title_of(plans, name));
    total.into_iter().chain(names).chain(state).collect::<Vec<_>>().join(", ")
}

fn part_in_words(part: Option<&PartReport>, language: Language) -> String {
    let Some(part) = part else { return "–".to_owned() };
    match (&part.points, &part.range, part.state) {
        (Some(points), ..) => points.clone(),
        (None, Some([low, high]), _) => format!("{low}…{high}"),
        (None, None, State::Value) => part.reason.clone(),
        (None, None, State::NotApplicable) => word(language, "state-not-applicable"),
        (None, None, State::Undecided) => word(language, "state-undecided"),
    }
}

/// The units in which assessors differ, and how many there are in which they do not.
pub fn comparison_text(units: &[UnitComparison], plans: &Plans, language: Language) -> String {
    let differing = units.iter().filter(|unit| !unit.agree);
    let mut text: String = differing.map(|unit| unit.text(plans, language)).collect();
    if !text.is_empty() {
        text.push('\n');
    }
    let count = |is_meant: &dyn Fn(&&UnitComparison) -> bool| units.iter().filter(is_meant).count();
    let arguments = [
        ("units", units.len().into()),
        ("agree", count(&|unit| unit.agree).into()),
        ("differ", count(&|unit| !unit.agree).into()),
        ("missing", count(&|unit| !unit.missing.is_empty()).into()),
    ];
    format!("{text}{}\n", say(language, "compare-summary", &arguments))
}

/// All units as CSV: a line for each result, and for each criterion and fact that differs; a column for each
/// assessor.
///
/// # Errors
///
/// What the writer gives.
pub fn comparison_csv(units: &[UnitComparison], plans: &Plans, out: impl std::io::Write) -> csv::Result<()> {
    let mut assessors: Vec<String> = Vec::new();
    for word in plans.all().iter().flat_map(|plan| &plan.ruleset.assessors) {
        if !assessors.contains(&word.name) {
            assessors.push(word.name.clone());
        }
    }
    let mut out = csv::Writer::from_writer(out);
    out.write_record(
        ["unit", "period", "what", "name"].into_iter().chain(assessors.iter().map(String::as_str)),
    )?;
    for line in units.iter().flat_map(|unit| unit.lines(&assessors)) {
        out.write_record(line)?;
    }
    out.flush().map_err(Into::into)
}
