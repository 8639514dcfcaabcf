//! A row as an example is written, in English keywords; who shows it lays it out.

use super::Suggested;
use crate::eval::Outcome;
use crate::model::{Adjustments, Award, Ruleset};
use crate::plan::{NodeId, Plan};
use crate::value::{Kind, Number, Value};

impl Suggested {
    /// The example that gives this row and expects what it came to: for its author to hold against the table.
    pub fn written(&self, plan: &Plan, title: &str) -> String {
        let common = self.common_answer(plan);
        let answers = common.map_or(Vec::new(), |_| answers(&plan.ruleset));
        let is_said = |id: u32, value: Value| common == Some(value) && answers.contains(&id);
        let facts = (0u32..).zip(plan.ruleset.facts.iter().zip(&self.record.facts));
        let given = facts.filter_map(|(id, (fact, value))| {
            let value = value.filter(|value| !is_said(id, *value))?;
            Some(format!("{} {}", fact.name, literal(&plan.ruleset, fact.kind, value)))
        });
        let all =
            common.map(|answer| format!("all criteria {}", literal(&plan.ruleset, Kind::Truth, answer)));
        let given = line("given", all.into_iter().chain(given).collect());
        format!("example \"{title}\" {{\n{given}{}}}\n", line("expect", self.expected(plan)))
    }

    /// The answer that most yes/no criteria have, where all have one.
    fn common_answer(&self, plan: &Plan) -> Option<Value> {
        let answers = answers(&plan.ruleset);
        let given: Vec<Value> = answers.iter().filter_map(|id| self.record.facts[*id as usize]).collect();
        let yes = given.iter().filter(|value| **value == Value::Truth(true)).count();
        let is_all = given.len() == answers.len() && answers.len() > 1;
        is_all.then_some(Value::Truth(yes * 2 >= answers.len()))
    }

    /// What the row came to: total, class, titles, contents.
    fn expected(&self, plan: &Plan) -> Vec<String> {
        let mut expected = vec![format!("total {}", self.outcome(plan, plan.total, "not applicable"))];
        if let Some((node, _)) = plan.class() {
            expected.push(format!("class {}", self.outcome(plan, node, "not assessed")));
        }
        for (title, node) in plan.ruleset.titles.iter().zip(&plan.titles) {
            expected.push(format!("{} {}", title.name, self.outcome(plan, *node, "not applicable")));
        }
        for (content, chain) in plan.ruleset.contents.iter().zip(&plan.contents) {
            expected.push(format!("{} {}", content.path, self.outcome(plan, chain.result, "not applicable")));
        }
        expected
    }

    fn outcome(&self, plan: &Plan, node: NodeId, absent: &str) -> String {
        match self.slots.get(node) {
            Outcome::Value(value) => literal(&plan.ruleset, plan.node(node).kind, *value),
            Outcome::NotApplicable => absent.to_owned(),
            Outcome::Undecided(_) => "undecided".to_owned(),
        }
    }
}

/// The facts that `all criteria` answers.
fn answers(ruleset: &Ruleset) -> Vec<u32> {
    let of = |adjustments: &Adjustments| adjustments.evidence.clone();
    let mut all: Vec<u32> = ruleset.contents.iter().flat_map(|content| of(&content.adjustments)).collect();
    for criterion in &ruleset.criteria {
        all.extend(of(&criterion.adjustments));
        match criterion.award {
            Award::Answer(fact) => all.push(fact),
            Award::Fact(fact) if ruleset.facts[fact as usize].kind == Kind::Truth => all.push(fact),
            _ => {}
        }
    }
    all
}

/// A value as it is written in a ruleset.
fn literal(ruleset: &Ruleset, kind: Kind, value: Value) -> String {
    let word = |choice: u32, word: u8| ruleset.choices[choice as usize].words[usize::from(word)].name.clone();
    match (value, kind) {
        (Value::Number(number), Kind::Share) => {
            format!("{}%", digits(number.times(Number::HUNDRED).unwrap_or(number)))
        }
        (Value::Number(number), _) => digits(number),
        (Value::Word(it), Kind::Word(choice)) => word(choice, it),
        (Value::Words(0), _) | (Value::Truth(false), _) => "no".to_owned(),
        (Value::Words(words), Kind::Words(choice)) => {
            let all = (0..64).filter(|it| words >> it & 1 == 1).map(|it| word(choice, it));
            all.collect::<Vec<_>>().join(" + ")
        }
        (Value::Date(date), _) => date.to_string(),
        _ => "yes".to_owned(),
    }
}

/// Items behind a keyword; nothing where there are none.
fn line(keyword: &str, items: Vec<String>) -> String {
    if items.is_empty() { String::new() } else { format!("  {keyword} {}\n", items.join(", ")) }
}

/// A number that nobody takes for a thousand: three decimals have a fourth.
fn digits(number: Number) -> String {
    let text = number.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if decimals == 3 { text + "0" } else { text }
}
