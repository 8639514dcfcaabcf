//! What the examples of a ruleset do not show of its table, and rows that would.

use super::point::{Point, Shown, is_missing, points};
use super::{Run, runs};
use crate::data::Record;
use crate::eval::{Slots, run};
use crate::plan::{Plan, Plans};
use crate::prove::{Answer, Finder, Goal, Input, finder, ranges};
use crate::value::Value;

/// What examples show of one table of a ruleset.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The number of its plan.
    pub plan: usize,
    /// How many points data can show.
    pub points: usize,
    /// Those that no example shows.
    pub open: Vec<Point>,
}

/// A row that shows what no example does.
#[derive(Clone, Debug)]
pub struct Suggested {
    /// The number of the plan that scores it.
    pub plan: usize,
    /// The row.
    pub record: Record,
    /// What it comes to.
    pub slots: Slots,
}

/// What the examples of a ruleset show, for each of its tables.
pub fn coverage(plans: &Plans) -> Vec<Coverage> {
    let runs = runs(plans);
    let numbers = 0..plans.all().len();
    numbers.map(|number| of_plan(plans, number, &runs, |_, coverage| coverage)).collect()
}

/// Rows that would show the rest of the latest edition, as few as come of taking what fits together.
pub fn suggestions(plans: &Plans) -> Vec<Suggested> {
    let runs = runs(plans);
    // A row without a period is scored by the latest edition.
    let last = plans.editions().last();
    let numbers = 0..plans.all().len();
    let numbers = numbers.filter(|it| last.is_some_and(|edition| edition.plans().any(|plan| plan == *it)));
    numbers
        .flat_map(|number| of_plan(plans, number, &runs, |finder, open| suggest(plans, finder, open)))
        .collect()
}

fn of_plan<T>(
    plans: &Plans,
    number: usize,
    runs: &[Run<'_>],
    then: impl FnOnce(&mut Finder<'_>, Coverage) -> T,
) -> T {
    let plan = plans.get(number);
    let mut all = points(plan, &ranges(plan));
    all.sort_by_key(|point| point.span);
    let own: Vec<&Run<'_>> = runs.iter().filter(|run| run.record.plan == number).collect();
    finder(plan, |finder| {
        let (mut open, mut count) = (Vec::new(), 0);
        for point in all {
            let is_shown = own.iter().any(|run| shows(finder, &point.shown, &run.record, &run.slots));
            if is_shown || can_be(finder, &point.shown) {
                count += 1;
                open.extend((!is_shown).then_some(point));
            }
        }
        then(finder, Coverage { plan: number, points: count, open })
    })
}

fn shows(finder: &Finder<'_>, shown: &Shown, record: &Record, slots: &Slots) -> bool {
    match shown {
        Shown::Goals(goals) => finder.shows(goals, slots),
        Shown::Missing(fact) => is_missing(&record.facts, *fact),
    }
}

/// Whether data can show a point at all.
fn can_be(finder: &mut Finder<'_>, shown: &Shown) -> bool {
    match shown {
        Shown::Goals(goals) => matches!(finder.find(&[], goals), Answer::Found(_)),
        Shown::Missing(_) => true,
    }
}

/// Row after row, each showing as many open points as fit together.
fn suggest(plans: &Plans, finder: &mut Finder<'_>, coverage: Coverage) -> Vec<Suggested> {
    let plan = plans.get(coverage.plan);
    let (mut open, mut rows) = (coverage.open, Vec::new());
    let kind = plan
        .ruleset
        .units
        .and_then(|(fact, words)| Some((fact, Value::Word(u8::try_from(words.trailing_zeros()).ok()?))));
    while !open.is_empty() {
        let mut input: Input = kind.into_iter().collect();
        let begun = input.len();
        for point in &open {
            if let Shown::Goals(goals) = &point.shown
                && let Answer::Found(more) = finder.find(&input, goals)
            {
                merge(&mut input, more);
            }
        }
        // Where only missing facts are left, the row stays empty.
        if input.len() > begun {
            complete(plan, finder, &mut input);
        }
        let row = suggested(plan, coverage.plan, &input);
        let before = open.len();
        open.retain(|point| !shows(finder, &point.shown, &row.record, &row.slots));
        if open.len() == before {
            break;
        }
        rows.push(row);
    }
    rows
}

/// Gives what the total and the class still depend on.
fn complete(plan: &Plan, finder: &mut Finder<'_>, input: &mut Input) {
    let mut wanted: Vec<Goal> = plan.criteria.iter().map(|chain| Goal::Settled(chain.result)).collect();
    wanted.extend(plan.classes.iter().chain(&plan.titles).map(|node| Goal::Settled(*node)));
    for goal in wanted {
        if let Answer::Found(more) = finder.find(input, &[goal]) {
            merge(input, more);
        }
    }
}

fn merge(input: &mut Input, more: Input) {
    let known = |fact: u32, input: &Input| input.iter().any(|(it, _)| *it == fact);
    for (fact, value) in more {
        if !known(fact, input) {
            input.push((fact, value));
        }
    }
    input.sort_by_key(|(fact, _)| *fact);
}

fn suggested(plan: &Plan, number: usize, input: &Input) -> Suggested {
    let mut facts = vec![None; plan.ruleset.facts.len()];
    input.iter().for_each(|(fact, value)| facts[*fact as usize] = Some(*value));
    let record = Record { facts, plan: number, ..Record::default() };
    let slots = run(plan, &record);
    Suggested { plan: number, record, slots }
}
