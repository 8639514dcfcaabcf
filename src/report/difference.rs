//! What differs between two rulesets, and what that does to units.

use super::unit::{PartReport, UnitReport};
use crate::diagnostic::Language;
use crate::diagnostic::catalogue::say;
use crate::layer::{self, aspect, kind};
use crate::model::{Aspect, Change, ElementKind};
use crate::plan::{NodeId, Op, Plan};
use crate::source::{Sources, Span};
use crate::value::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// One difference in words, for people and other programs.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// Its number, from 1, by which units refer to it.
    pub number: usize,
    /// The kind of unit that it is about; none where it is about all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// The first day of the edition that it begins with; none where all editions have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The element in words: its kind and name.
    pub element: String,
    /// What of it differs, in words.
    pub aspect: String,
    /// As it is in the first ruleset; empty where there is nothing.
    pub before: String,
    /// As it is in the second ruleset; empty where there is nothing.
    pub after: String,
    /// The line that set it.
    pub set_by: Line,
    /// The line that it replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced: Option<Line>,
    /// Why, where a layer says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub because: String,
}

/// A part of a unit's result that differs.
#[derive(Clone, Debug, Serialize)]
pub struct Moved {
    /// The criterion, by its full name.
    pub criterion: String,
    /// Its points, or its word, by the first ruleset; none where it has none.
    pub before: Option<String>,
    /// Its points, or its word, by the second ruleset; none where it has none.
    pub after: Option<String>,
    /// The numbers of the differences that it follows from.
    pub by: Vec<usize>,
}

/// A unit whose result differs.
#[derive(Clone, Debug, Serialize)]
pub struct UnitDifference {
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: Option<String>,
    /// Who scored it, by name; none where the second ruleset names no assessors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessor: Option<String>,
    /// Its total by both.
    pub total: [Option<String>; 2],
    /// Its class by both.
    pub class: [Option<String>; 2],
    /// Its titles by both.
    pub recognised: [Vec<String>; 2],
    /// The criteria whose points differ.
    pub criteria: Vec<Moved>,
    /// The numbers of the differences in classes, titles and limits that may move it.
    pub by: Vec<usize>,
}

/// Puts differences into words, numbered in their order. `starts` holds the first day of each edition.
pub fn in_words(
    found: &[layer::Difference],
    starts: &[Option<Date>],
    sources: &Sources,
    language: Language,
) -> Vec<Difference> {
    let line = |span: Span| {
        let source = sources.get(span.source);
        Line { file: source.name.clone(), line: sources.position(span).0 }
    };
    let word = |argument| say(language, "diff-word", &[("word", argument)]);
    let put = |(found, number): (&layer::Difference, usize)| {
        let change = &found.change;
        let start = found.editions.first().and_then(|at| starts.get(*at).copied().flatten());
        Difference {
            number,
            form: found.form.clone(),
            from: start.filter(|_| found.editions.len() < starts.len()).map(|day| day.to_string()),
            element: format!("{} {}", word(kind(change.kind)), change.path).trim().to_owned(),
            aspect: word(aspect(change.aspect)),
            before: change.before.clone(),
            after: change.after.clone(),
            set_by: line(change.span),
            replaced: change.replaced.filter(|_| change.aspect != Aspect::Removed).map(line),
            because: change.because.clone(),
        }
    };
    found.iter().zip(1..).map(put).collect()
}

impl Difference {
    /// The difference on a few lines.
    pub fn text(&self, language: Language) -> String {
        let holds: Vec<&str> = self.from.iter().chain(&self.form).map(String::as_str).collect();
        let form = if holds.is_empty() { String::new() } else { format!("[{}] ", holds.join(", ")) };
        let place = |line: &Line| {
            let line_of = [("file", line.file.as_str().into()), ("line", line.line.to_string().into())];
            say(language, "explain-file-line", &line_of)
        };
        let mut text = format!("{}. {form}{}: {}", self.number, self.element, self.aspect);
        let is_long = self.before.contains('\n') || self.after.contains('\n');
        if is_long {
            text.extend(self.before.lines().map(|line| format!("\n     - {line}")));
            text.extend(self.after.lines().map(|line| format!("\n     + {line}")));
        } else {
            let shown = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
            // What is new or gone as a whole has one side only.
            text = match (&self.replaced, self.before.as_str(), self.after.as_str()) {
                (Some(_), before, after) => format!("{text}: {} → {}", shown(before), shown(after)),
                (None, "", "") => text,
                (None, before, after) => format!("{text}: {before}{after}"),
            };
        }
        if !self.because.is_empty() {
            let because = [("because", self.because.as_str().into())];
            text = format!("{text} {}", say(language, "explain-because", &because));
        }
        let replaced =
            self.replaced.as_ref().filter(|it| **it != self.set_by).map(|line| {
                format!("; {}", say(language, "explain-replaces", &[("place", place(line).into())]))
            });
        format!("{text}\n     [{}{}]\n", place(&self.set_by), replaced.unwrap_or_default())
    }
}

/// What differs in a unit's result; none where nothing does. `changes` are those of its kind of unit,
/// each with its number.
pub fn unit_difference(
    before: &UnitReport,
    after: &UnitReport,
    plan: &Plan,
    changes: &[(usize, &Change)],
) -> Option<UnitDifference> {
    let criteria = moved(before, after, plan, changes);
    let is_same =
        before.total == after.total && before.class == after.class && before.recognised == after.recognised;
    if is_same && criteria.is_empty() && before.state == after.state {
        return None;
    }
    let by = results_moved_by(before, after, plan, changes);
    Some(UnitDifference {
        unit: before.unit.clone(),
        period: before.period.clone(),
        assessor: after.assessor.clone(),
        total: [before.total.clone(), after.total.clone()],
        class: [before.class.clone(), after.class.clone()],
        recognised: [before.recognised.clone(), after.recognised.clone()],
        criteria,
        by,
    })
}

/// The differences by which the class or a title moves, beside the points: of the classes and titles
/// themselves, and of what they read.
fn results_moved_by(
    before: &UnitReport,
    after: &UnitReport,
    plan: &Plan,
    changes: &[(usize, &Change)],
) -> Vec<usize> {
    let only = |one: &[String], other: &[String]| {
        one.iter().filter(|name| !other.contains(name)).cloned().collect::<Vec<String>>()
    };
    let mut titles = only(&before.recognised, &after.recognised);
    titles.extend(only(&after.recognised, &before.recognised));
    let classes: Vec<&String> = [&before.class, &after.class].into_iter().flatten().collect();
    let has_class = before.class != after.class;
    let mut nodes: Vec<NodeId> =
        plan.class().filter(|_| has_class).map(|(node, _)| node).into_iter().collect();
    let titled = plan.ruleset.titles.iter().zip(&plan.titles);
    nodes.extend(titled.filter(|(title, _)| titles.contains(&title.name)).map(|(_, node)| *node));
    let reads = names_read(plan, nodes);
    let concerns = |change: &Change| match change.kind {
        ElementKind::Title => titles.contains(&change.path),
        ElementKind::Class => has_class && classes.contains(&&change.path),
        ElementKind::Classes => has_class,
        ElementKind::Total => before.total != after.total,
        ElementKind::Parameter | ElementKind::Definition => reads.contains(change.path.as_str()),
        _ => false,
    };
    let is_set = |change: &Change| !matches!(change.aspect, Aspect::Title | Aspect::Order | Aspect::Lock);
    let by = changes.iter().filter(|(_, change)| concerns(change) && is_set(change));
    by.map(|(number, _)| *number).collect()
}

fn moved(before: &UnitReport, after: &UnitReport, plan: &Plan, changes: &[(usize, &Change)]) -> Vec<Moved> {
    let find =
        |list: &[PartReport], id: &str| list.iter().find(|it| it.id == id).and_then(|it| it.points.clone());
    let mut ids: Vec<&str> = before.criteria.iter().map(|it| it.id.as_str()).collect();
    ids.extend(
        after
            .criteria
            .iter()
            .map(|it| it.id.as_str())
            .filter(|id| before.criteria.iter().all(|it| it.id != *id)),
    );
    let mut moved = Vec::new();
    for id in ids {
        let (was, is) = (find(&before.criteria, id), find(&after.criteria, id));
        if was == is {
            continue;
        }
        let reads = reads(plan, id);
        let concerns = |change: &Change| match change.kind {
            ElementKind::Criterion => change.path == id,
            ElementKind::Content => id.starts_with(&format!("{}.", change.path)),
            ElementKind::Fact | ElementKind::Definition | ElementKind::Parameter => {
                reads.contains(change.path.as_str())
            }
            _ => false,
        };
        let by = changes.iter().filter(|(_, change)| concerns(change) && change.aspect != Aspect::Title);
        let by = by.map(|(number, _)| *number).collect();
        moved.push(Moved { criterion: id.to_owned(), before: was, after: is, by });
    }
    moved
}

/// The names of facts, `let`s and parameters that a criterion reads.
pub(super) fn reads<'a>(plan: &'a Plan, path: &str) -> BTreeSet<&'a str> {
    let at = plan.ruleset.criteria.iter().position(|it| it.path == path);
    names_read(plan, at.map(|at| plan.criteria[at].result).into_iter().collect())
}

/// The names of facts, `let`s and parameters that nodes read, not counting what other parts read.
fn names_read(plan: &Plan, mut open: Vec<NodeId>) -> BTreeSet<&str> {
    let starts = open.clone();
    let parts: BTreeSet<NodeId> =
        plan.criteria.iter().chain(&plan.contents).map(|chain| chain.result).chain([plan.total]).collect();
    let (mut names, mut seen) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        if !seen.insert(id) || (parts.contains(&id) && !starts.contains(&id)) {
            continue;
        }
        let node = plan.node(id);
        names.extend(node.name.as_deref());
        if let Op::Fact(fact) = node.op {
            names.insert(plan.ruleset.facts[fact as usize].name.as_str());
        }
        open.extend(node.op.operands());
    }
    names
}

impl UnitDifference {
    /// The unit on a few lines.
    pub fn text(&self, language: Language) -> String {
        let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
        let pair = |[before, after]: &[Option<String>; 2]| {
            if before == after { shown(before) } else { format!("{} → {}", shown(before), shown(after)) }
        };
        let titles = |titles: &[String]| match titles {
            [] => None,
            titles => Some(titles.join(", ")),
        };
        let recognised = [titles(&self.recognised[0]), titles(&self.recognised[1])];
        let beside = self.period.iter().chain(&self.assessor).map(|text| format!(", {text}"));
        let arguments = [
            ("unit", format!("{}{}", self.unit, beside.collect::<String>()).into()),
            ("total", pair(&self.total).into()),
            ("class", pair(&self.class).into()),
            ("titles", pair(&recognised).into()),
        ];
        let mut text = say(language, "diff-unit", &arguments) + numbers(&self.by).as_str() + "\n";
        for it in &self.criteria {
            let points = pair(&[it.before.clone(), it.after.clone()]);
            text.push_str(&format!("  {}: {points}{}\n", it.criterion, numbers(&it.by)));
        }
        text
    }
}

fn numbers(by: &[usize]) -> String {
    let numbers: Vec<String> = by.iter().map(usize::to_string).collect();
    if numbers.is_empty() { String::new() } else { format!("   ({})", numbers.join(", ")) }
}
