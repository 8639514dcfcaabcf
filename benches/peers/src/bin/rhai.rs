//! Rhai: one compiled function of the facts that gives the four results. Facts are a list whose members become local
//! variables, which the engine finds without looking for their names.

use peers::case::{RESULTS, fact, stages};
use peers::rule::{Dialect, Rule};
use peers::{Answer, Column, Engine, Facts, serve};
use rhai::{AST, Array, Dynamic, Scope};

struct Text;

impl Dialect for Text {
    fn name(&self, name: &str) -> String {
        fact(name)
    }

    fn choice(&self, rule: &Rule) -> String {
        let mut text = String::new();
        for (tests, value) in &rule.cases {
            text += &format!("if {} {{ {} }} else ", self.tests(tests), self.term(value));
        }
        let otherwise = self.term(&rule.otherwise);
        if rule.cases.is_empty() { otherwise } else { format!("{text}{{ {otherwise} }}") }
    }
}

struct Rhai {
    engine: rhai::Engine,
    script: AST,
    records: Vec<Array>,
    answers: Vec<Answer>,
}

impl Engine for Rhai {
    fn new(facts: &Facts) -> Rhai {
        let mut engine = rhai::Engine::new();
        engine.set_max_expr_depths(0, 0);
        let names = facts.columns.iter().zip(0..).map(|((name, _), at)| (fact(name), format!("facts[{at}]")));
        let rules = stages().into_iter().flatten().map(|rule| (Text.choice(&rule), rule.name));
        let lets = names.chain(rules.map(|(value, name)| (name, value)));
        let lines: Vec<String> = lets.map(|(name, value)| format!("let {name} = {value};")).collect();
        let text = format!("fn score(facts) {{\n{}\n[{}] }}", lines.join("\n"), RESULTS.join(", "));
        let script = engine.compile(text).expect("every rule can be written in Rhai");
        let records = (0..facts.rows).map(|row| record(facts, row)).collect();
        Rhai { engine, script, records, answers: Vec::new() }
    }

    fn run(&mut self) {
        let (engine, script) = (&self.engine, &self.script);
        self.answers = self.records.iter().map(|record| answer(engine, script, record)).collect();
    }

    fn answers(&self) -> Vec<Answer> {
        self.answers.clone()
    }
}

/// The facts of a record as a list.
fn record(facts: &Facts, row: usize) -> Array {
    let fact = |column: &Column| match column {
        Column::Numbers(list) => Dynamic::from(i64::from(list[row])),
        Column::Truths(list) => Dynamic::from(list[row] == 1),
    };
    facts.columns.iter().map(|(_, column)| fact(column)).collect()
}

fn answer(engine: &rhai::Engine, script: &AST, record: &Array) -> Answer {
    let results = engine.call_fn::<Array>(&mut Scope::new(), script, "score", (record.clone(),));
    let results = results.expect("the function has a value");
    let whole = |at: usize| results[at].as_int().expect("results are whole numbers");
    Answer::of(whole(0), whole(1), whole(2) == 1, whole(3) == 1)
}

fn main() {
    serve::<Rhai>();
}
