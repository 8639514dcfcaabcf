//! An input as findings show it.

use super::search::Input;
use crate::diagnostic::Given;
use crate::eval::Outcome;
use crate::model::{Fact, Ruleset};
use crate::plan::{NodeId, Op, Plan};
use crate::value::{Kind, Number, Value};

/// The facts of an input by name, each with its value as a cell of data holds it.
pub(super) fn given(plan: &Plan, input: &Input) -> Vec<Given> {
    let given = input.iter().map(|(id, value)| {
        let fact = &plan.ruleset.facts[*id as usize];
        let value = cell(&plan.ruleset, fact, *value);
        Given { fact: fact.name.clone(), label: fact.shown().to_owned(), value }
    });
    given.collect()
}

/// A value as a cell holds it.
pub(crate) fn cell(ruleset: &Ruleset, fact: &Fact, value: Value) -> String {
    let word = |choice: u32, word: u8| ruleset.choices[choice as usize].words[usize::from(word)].name.clone();
    match (value, fact.kind) {
        (Value::Number(number), Kind::Share) => number.times(Number::HUNDRED).unwrap_or(number).to_string(),
        (Value::Number(number), _) => number.to_string(),
        (Value::Truth(truth), _) => if truth { "yes" } else { "no" }.to_owned(),
        (Value::Word(it), Kind::Word(choice)) => word(choice, it),
        (Value::Words(words), Kind::Words(choice)) => {
            let all = (0..64).filter(|it| words >> it & 1 == 1).map(|it| word(choice, it));
            // An empty cell would be a fact that is missing.
            if words == 0 { ",".to_owned() } else { all.collect::<Vec<_>>().join(",") }
        }
        (Value::Date(date), _) => date.to_string(),
        _ => String::new(),
    }
}

/// What a node came to, as text or as the message that says it: a share in percent.
pub(super) fn shown(plan: &Plan, node: NodeId, outcome: &Outcome) -> String {
    let kind = plan.node(node).kind;
    match (outcome, kind) {
        (Outcome::Value(Value::Number(number)), Kind::Share) => {
            format!("{}%", number.times(Number::HUNDRED).unwrap_or(*number).approximate(2))
        }
        (Outcome::Value(Value::Number(number)), _) => number.approximate(4),
        (Outcome::Value(Value::Truth(truth)), _) => if *truth { "word-yes" } else { "word-no" }.to_owned(),
        (Outcome::Value(Value::Word(word)), Kind::Word(choice)) => {
            plan.ruleset.choices[choice as usize].words[usize::from(*word)].name.clone()
        }
        _ => "…".to_owned(),
    }
}

/// A formula in the names that it is made of.
pub(super) fn words(plan: &Plan, node: NodeId) -> String {
    let it = plan.node(node);
    if let Some(name) = &it.name {
        return name.clone();
    }
    match &it.op {
        Op::Fact(id) => plan.ruleset.facts[*id as usize].name.clone(),
        Op::Constant(Value::Number(number)) => number.to_string(),
        Op::Sum(links) => {
            let mut text = String::new();
            for (minus, link) in links {
                let sign = if *minus { " - " } else { " + " };
                text.push_str(if text.is_empty() && !minus { "" } else { sign });
                text.push_str(&words(plan, *link));
            }
            text
        }
        Op::Quotient(a, b) => format!("{} / {}", words(plan, *a), words(plan, *b)),
        Op::Product(a, b) => format!("{} × {}", words(plan, *a), words(plan, *b)),
        Op::Compare(it) => {
            format!("{} {} {}", words(plan, it.left), it.relation.symbol(), words(plan, it.right))
        }
        _ => "…".to_owned(),
    }
}
