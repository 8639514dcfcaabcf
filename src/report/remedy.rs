//! What would have to become what for a unit to reach a class or title, for people and other programs.

use super::speak::Speaker;
use super::unit::{UnitReport, missing, report};
use crate::diagnostic::Language;
use crate::diagnostic::catalogue::say;
use crate::eval::run;
use crate::plan::Plan;
use crate::prove::{Change, Changes, Hurdle, OutOfReach, Remedy, Wanted, cell};
use crate::value::name::{heading, nearest};
use crate::value::{Range, Value};
use serde::Serialize;
use std::fmt::Write;

/// What came of asking how a class or title can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// It is reached as it is.
    Already,
    /// It is reached with changes.
    WithChanges,
    /// Nothing reaches it.
    OutOfReach,
    /// Neither was found within the work that is allowed.
    Unknown,
}

/// A fact that has to become something else.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeReport {
    /// The fact, by its name.
    pub fact: String,
    /// Its label.
    pub label: String,
    /// What it is; none where it is not known yet.
    pub from: Option<String>,
    /// What it has to become, as a cell of data holds it.
    pub to: String,
    /// Up to where all is as good, where that is further.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The last day of the period.
    pub by: Option<String>,
    /// Who decides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// In words.
    #[serde(skip)]
    text: String,
}

/// A criterion whose points move.
#[derive(Clone, Debug, Serialize)]
pub struct Gain {
    /// The criterion, by its full name.
    pub criterion: String,
    /// Its title.
    pub title: String,
    /// Its points before; none where they were not decided, or it did not apply.
    pub before: Option<String>,
    /// Its points after.
    pub after: Option<String>,
}

/// How a unit can reach a class or title.
#[derive(Clone, Debug, Serialize)]
pub struct RemedyReport {
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: Option<String>,
    /// The class or title, by its name.
    pub reach: String,
    /// What came of it.
    pub outcome: Reach,
    /// Whether the class or title is reached, as it is or with the changes.
    pub reached: bool,
    /// What has to become what.
    pub changes: Vec<ChangeReport>,
    /// The criteria that move with it.
    pub gains: Vec<Gain>,
    /// The total, with the changes; exact, as text.
    pub total: Option<String>,
    /// The class, with the changes.
    pub class: Option<String>,
    /// The total as it is.
    pub total_before: Option<String>,
    /// The class as it is.
    pub class_before: Option<String>,
    /// Facts that keep something else of the result undecided.
    pub undecided: Vec<String>,
    /// What cannot hold whatever else is done, in words.
    pub out_of_reach: Vec<String>,
    /// Facts that were to stay as they are and with which it could be reached.
    pub fixed: Vec<String>,
    /// Whether it is proved that no list is shorter.
    pub is_shortest: bool,
    /// Whether it is proved that each fact is as near as can be to what it is.
    pub is_exact: bool,
    /// The title of the ruleset, and of what is to be reached.
    #[serde(skip)]
    titles: [String; 2],
    /// The total and the class in words, as they are and with the changes.
    #[serde(skip)]
    shown: [[String; 2]; 2],
}

/// The class or title of a name, or with that title, whatever the spelling of spaces and capitals.
///
/// # Errors
///
/// The nearest name, if there is one near.
pub fn wanted(plan: &Plan, name: &str) -> Result<Wanted, Option<String>> {
    let is_meant = |it: &str| !it.is_empty() && heading(it) == heading(name);
    let words = plan.class_words();
    let classes = (0u8..).zip(words).map(|(at, it)| (Wanted::Class(at), &it.name, &it.title));
    let titles = (0u32..).zip(&plan.ruleset.titles).map(|(at, it)| (Wanted::Title(at), &it.name, &it.title));
    let all: Vec<(Wanted, &String, &String)> = classes.chain(titles).collect();
    let by_name = all.iter().find(|(_, it, _)| is_meant(it));
    let found = by_name.or_else(|| all.iter().find(|(.., title)| is_meant(title)));
    found
        .map(|(wanted, ..)| *wanted)
        .ok_or_else(|| nearest(name, all.iter().flat_map(|(_, it, title)| [it.as_str(), title.as_str()])))
}

/// The fact of a name or label.
///
/// # Errors
///
/// The nearest name, if there is one near.
pub fn fact_of(plan: &Plan, name: &str) -> Result<u32, Option<String>> {
    let facts = &plan.ruleset.facts;
    let is_meant = |it: &str| !it.is_empty() && heading(it) == heading(name);
    let found = facts.iter().position(|fact| is_meant(&fact.name));
    let found = found.or_else(|| facts.iter().position(|fact| is_meant(&fact.label)));
    let found = found.and_then(|at| u32::try_from(at).ok());
    found.ok_or_else(|| nearest(name, facts.iter().flat_map(|it| [it.name.as_str(), it.label.as_str()])))
}

/// Says how the unit that a speaker speaks of can reach what is wanted.
pub fn remedied(speaker: &Speaker<'_>, wanted: Wanted, remedy: &Remedy) -> RemedyReport {
    let (plan, before) = (speaker.plan, report(speaker));
    let (name, title) = named(plan, wanted);
    let ruleset = &plan.ruleset;
    let mut said = RemedyReport {
        unit: before.unit.clone(),
        period: before.period.clone(),
        reach: name,
        outcome: Reach::Unknown,
        reached: false,
        changes: Vec::new(),
        gains: Vec::new(),
        total: before.total.clone(),
        class: before.class.clone(),
        total_before: before.total.clone(),
        class_before: before.class.clone(),
        undecided: before.undecided.clone(),
        out_of_reach: Vec::new(),
        fixed: Vec::new(),
        is_shortest: false,
        is_exact: false,
        shown: [shown(speaker), shown(speaker)],
        titles: [if ruleset.title.is_empty() { &ruleset.name } else { &ruleset.title }.clone(), title],
    };
    match remedy {
        Remedy::Reached => {
            (said.outcome, said.reached, said.is_shortest, said.is_exact) =
                (Reach::Already, true, true, true);
        }
        Remedy::Found(changes) => said.found(speaker, &before, changes),
        Remedy::OutOfReach(why) => said.out_of_reach(speaker, why),
        Remedy::Unknown => {}
    }
    said
}

/// The total and the class in words.
fn shown(speaker: &Speaker<'_>) -> [String; 2] {
    let class = speaker.plan.class().map(|(node, _)| speaker.result(node));
    [speaker.result(speaker.plan.total), class.unwrap_or_else(|| "–".to_owned())]
}

/// The name and the title of a class or title.
fn named(plan: &Plan, wanted: Wanted) -> (String, String) {
    let found = match wanted {
        Wanted::Class(word) => {
            plan.class_words().get(usize::from(word)).map(|it| (it.name.clone(), it.title.clone()))
        }
        Wanted::Title(title) => {
            plan.ruleset.titles.get(title as usize).map(|it| (it.name.clone(), it.title.clone()))
        }
    };
    let (name, title) = found.unwrap_or_default();
    if title.is_empty() { (name.clone(), name) } else { (name, title) }
}

impl RemedyReport {
    fn found(&mut self, speaker: &Speaker<'_>, before: &UnitReport, changes: &Changes) {
        let slots = run(speaker.plan, &changes.record);
        let changed = Speaker { record: &changes.record, slots: &slots, ..*speaker };
        let after = report(&changed);
        (self.outcome, self.reached) = (Reach::WithChanges, true);
        self.changes = changes.list.iter().map(|change| change_report(&changed, change)).collect();
        self.gains = gains(speaker.plan, before, &after);
        (self.total, self.class) = (after.total, after.class);
        self.shown[1] = shown(&changed);
        self.undecided = missing(&changed).into_iter().map(|id| speaker.fact(id)).collect();
        (self.is_shortest, self.is_exact) = (changes.is_shortest, changes.is_nearest);
    }

    fn out_of_reach(&mut self, speaker: &Speaker<'_>, why: &OutOfReach) {
        self.outcome = Reach::OutOfReach;
        self.out_of_reach = why.hurdles.iter().map(|hurdle| hurdle_in_words(speaker, *hurdle)).collect();
        self.fixed = why.fixed.iter().map(|fact| fixed_in_words(speaker, *fact)).collect();
        (self.is_shortest, self.is_exact) = (true, true);
    }

    /// All of it in a few lines.
    pub fn text(&self, language: Language) -> String {
        let period = self.period.as_ref().map_or(String::new(), |period| format!(", {period}"));
        let mut text = format!("{}{period}: {}\n", self.unit, self.titles[0]);
        let none = || "–".to_owned();
        let mut line = |id: &str, arguments: &[(&'static str, crate::diagnostic::Argument)]| {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", say(language, id, arguments));
        };
        let result =
            |shown: &[String; 2]| [("total", shown[0].as_str().into()), ("class", shown[1].as_str().into())];
        line("plan-now", &result(&self.shown[0]));
        let name = ("name", self.titles[1].as_str().into());
        match self.outcome {
            Reach::Already => line("plan-already", &[name]),
            Reach::Unknown => line("plan-unknown", &[name]),
            Reach::OutOfReach => {
                line("plan-out-of-reach", &[name]);
                self.out_of_reach.iter().for_each(|it| line("plan-item", &[("item", it.as_str().into())]));
                if self.out_of_reach.is_empty() && self.fixed.is_empty() {
                    line("plan-together", &[]);
                }
                if !self.fixed.is_empty() {
                    line("plan-fixed", &[("facts", self.fixed.join("; ").into())]);
                }
            }
            Reach::WithChanges => {
                let by = self.changes.first().and_then(|change| change.by.clone());
                let by = by.unwrap_or_else(|| "none".to_owned());
                line("plan-head", &[name, ("by", by.into()), ("count", self.changes.len().into())]);
                self.changes.iter().for_each(|it| line("plan-item", &[("item", it.text.as_str().into())]));
                if !self.gains.is_empty() {
                    line("plan-gains", &[]);
                }
                for gain in &self.gains {
                    let [before, after] =
                        [&gain.before, &gain.after].map(|it| it.clone().unwrap_or_else(none));
                    let item = format!("{}: {before} → {after}", gain.title);
                    line("plan-item", &[("item", item.into())]);
                }
                line("plan-then", &result(&self.shown[1]));
                if !self.undecided.is_empty() {
                    line("plan-undecided", &[("facts", self.undecided.join("; ").into())]);
                }
                if !self.is_shortest {
                    line("plan-not-shortest", &[]);
                }
                if !self.is_exact {
                    line("plan-not-nearest", &[]);
                }
            }
        }
        text
    }
}

/// A change in words: of what to what, and who decides it.
fn change_report(speaker: &Speaker<'_>, change: &Change) -> ChangeReport {
    let ruleset = &speaker.plan.ruleset;
    let fact = &ruleset.facts[change.fact as usize];
    let value = |value: Value| speaker.value(value, fact.kind);
    // Of what months bring, it is known what they may still bring.
    let unknown = || match fact.is_given() {
        true => speaker.word("plan-not-known"),
        false => speaker.result(speaker.plan.facts[change.fact as usize]),
    };
    let from = change.from.map_or_else(unknown, value);
    let is_wide = change.until != change.to;
    let to = if is_wide { stretch(speaker, change) } else { value(change.to) };
    let mut text = format!("{}: {from} → {to}", fact.shown());
    let caps = fact.at_most.iter().filter_map(|cap| {
        let given = speaker.record.facts.get(*cap as usize).copied().flatten()?;
        let kind = ruleset.facts[*cap as usize].kind;
        Some(format!("{} {}", speaker.fact(*cap), speaker.value(given, kind)))
    });
    let caps: Vec<String> = caps.collect();
    if !caps.is_empty() {
        text = format!("{text} ({})", caps.join("; "));
    }
    let is_kind = ruleset.units.is_some_and(|(kind, _)| kind == change.fact);
    let id = match (change.from, fact.decided_by.is_empty()) {
        (Some(_), _) if is_kind => "plan-kind",
        (_, true) => "",
        (None, false) => "plan-to-be-decided",
        (Some(_), false) => "plan-decided",
    };
    if !id.is_empty() {
        let who = [("who", fact.decided_by.as_str().into())];
        text = format!("{text}; {}", speaker.say(id, &who));
    }
    let by = speaker.record.period.map(|period| period.last_day().to_string());
    ChangeReport {
        fact: fact.name.clone(),
        label: fact.label.clone(),
        from: change.from.map(|from| cell(ruleset, fact, from)),
        to: cell(ruleset, fact, change.to),
        until: is_wide.then(|| cell(ruleset, fact, change.until)),
        by,
        decided_by: (!fact.decided_by.is_empty()).then(|| fact.decided_by.clone()),
        text,
    }
}

/// All that is as good, in words.
fn stretch(speaker: &Speaker<'_>, change: &Change) -> String {
    let fact = &speaker.plan.ruleset.facts[change.fact as usize];
    let ends = match fact.range {
        Range::Number(interval) => [interval.low, interval.high].map(|end| end.map(Value::Number)),
        Range::Date(first, last) => [first, last].map(|day| Some(Value::Date(day))),
        _ => [None, None],
    };
    let value = |value: Value| speaker.value(value, fact.kind);
    if ends[1] == Some(change.until) {
        return speaker.say("limit-from", &[("at", value(change.to).into())]);
    }
    if ends[0] == Some(change.to) {
        return speaker.say("limit-up-to", &[("at", value(change.until).into())]);
    }
    let ends = [("low", value(change.to).into()), ("high", value(change.until).into())];
    speaker.say("range-between", &ends)
}

/// The criteria whose points are not what they were.
fn gains(plan: &Plan, before: &UnitReport, after: &UnitReport) -> Vec<Gain> {
    let pairs = plan.ruleset.criteria.iter().zip(before.criteria.iter().zip(&after.criteria));
    let moved = pairs.filter(|(_, (before, after))| before.points != after.points);
    let gain = |(criterion, (before, after)): (&crate::model::Criterion, _)| {
        let (before, after): (&super::PartReport, &super::PartReport) = (before, after);
        Gain {
            criterion: criterion.path.clone(),
            title: if criterion.title.is_empty() { &criterion.path } else { &criterion.title }.clone(),
            before: before.points.clone(),
            after: after.points.clone(),
        }
    };
    moved.map(gain).collect()
}

/// What cannot hold whatever else is done.
fn hurdle_in_words(speaker: &Speaker<'_>, hurdle: Hurdle) -> String {
    match hurdle {
        Hurdle::Limit(of, relation, at) => {
            let condition = format!("{} {} {}", speaker.formula(of), relation.symbol(), speaker.formula(at));
            let condition = ("condition", condition.into());
            speaker.say("plan-never-holds", &[condition, ("now", speaker.result(of).into())])
        }
        Hurdle::Holds(node) => {
            let arguments =
                [("condition", speaker.formula(node).into()), ("now", speaker.result(node).into())];
            speaker.say("plan-never-holds", &arguments)
        }
        Hurdle::Fails(node) => {
            speaker.say("plan-always-holds", &[("condition", speaker.formula(node).into())])
        }
    }
}

/// A fact that stays as it is, with what it is.
fn fixed_in_words(speaker: &Speaker<'_>, id: u32) -> String {
    let fact = &speaker.plan.ruleset.facts[id as usize];
    let given = speaker.record.facts.get(id as usize).copied().flatten().or(fact.default);
    let value = given.map_or(String::new(), |value| speaker.value(value, fact.kind));
    format!("{} {value}", fact.shown())
}
