//! tieuchi's own form of the case: its plans and records.

use crate::{CLASSES, Column, Facts};
use tieuchi::value::{Number, Value};
use tieuchi::{Plan, Plans, Record, Sources, analyze};

const RULESET: &str = include_str!("../../case/case.tieuchi");

/// The case, analysed.
pub fn plans() -> Plans {
    let mut sources = Sources::default();
    let id = sources.add("case.tieuchi", RULESET);
    analyze(&sources, id).plans.expect("the ruleset of the case is sound")
}

/// The facts as records.
pub fn records<'a>(plan: &Plan, facts: &'a Facts) -> impl Iterator<Item = Record> + use<'a> {
    let column = |name: &str| facts.columns.iter().find(|(own, _)| *own == name).map(|(_, column)| column);
    let list = plan.ruleset.facts.iter();
    let columns: Vec<&Column> = list.map(|fact| column(&fact.name).expect("every fact is made")).collect();
    (0..facts.rows).map(move |row| {
        let facts = columns.iter().map(|column| match column {
            Column::Numbers(list) => Some(Value::Number(Number::whole(list[row].into()))),
            Column::Truths(list) => Some(Value::Truth(list[row] == 1)),
        });
        Record { facts: facts.collect(), ..Record::default() }
    })
}

/// A class of the plan by its place from the highest down.
pub fn class(plan: &Plan, word: u8) -> i64 {
    let name = &plan.class_words()[usize::from(word)].name;
    CLASSES.iter().zip(0..).find(|(class, _)| *class == name).map(|(_, at)| at).expect("classes are known")
}
