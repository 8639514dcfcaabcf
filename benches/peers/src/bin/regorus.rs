//! Rego by the crate `regorus`, compiled for its virtual machine: a rule for each rule, with `else` for its cases.

use peers::case::{RESULTS, fact, stages};
use peers::rule::{Dialect, Rule};
use peers::{Answer, Column, Engine, Facts, serve};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Rc, Value};
use std::collections::BTreeSet;

struct Text {
    facts: BTreeSet<String>,
}

impl Dialect for Text {
    fn name(&self, name: &str) -> String {
        let own = fact(name);
        if self.facts.contains(&own) { format!("input.{own}") } else { own }
    }

    fn over(&self, above: &str, below: &str) -> String {
        format!("floor({above} / ({below}))")
    }

    fn and(&self) -> &'static str {
        "; "
    }

    fn not(&self, name: &str) -> String {
        format!("not {name}")
    }

    fn choice(&self, rule: &Rule) -> String {
        let mut text = String::new();
        for (tests, value) in &rule.cases {
            text += &format!("{} if {{ {} }} else := ", self.term(value), self.tests(tests));
        }
        text.push_str(&self.term(&rule.otherwise));
        text
    }
}

/// What is asked of the policy.
const ENTRY: &str = "data.case.answer";

struct Regorus {
    machine: RegoVM,
    records: Vec<Value>,
    answers: Vec<Answer>,
}

impl Engine for Regorus {
    fn new(facts: &Facts) -> Regorus {
        let text = Text { facts: facts.columns.iter().map(|(name, _)| fact(name)).collect() };
        let rules = stages().into_iter().flatten();
        let lines: Vec<String> =
            rules.map(|rule| format!("{} := {}", rule.name, text.choice(&rule))).collect();
        let answer = format!("answer := [{}]", RESULTS.join(", "));
        let policy = format!("package case\nimport rego.v1\n{}\n{answer}\n", lines.join("\n"));
        let mut engine = regorus::Engine::new();
        engine.add_policy("case.rego".to_owned(), policy).expect("every rule can be written in Rego");
        let policy = engine.compile_with_entrypoint(&Rc::from(ENTRY)).expect("the policy compiles");
        let program = Compiler::compile_from_policy(&policy, &[ENTRY]).expect("the machine takes it");
        let mut machine = RegoVM::new();
        machine.load_program(program);
        let records = (0..facts.rows).map(|row| record(facts, row)).collect();
        Regorus { machine, records, answers: Vec::new() }
    }

    fn run(&mut self) {
        let machine = &mut self.machine;
        self.answers = self.records.iter().map(|record| answer(machine, record)).collect();
    }

    fn answers(&self) -> Vec<Answer> {
        self.answers.clone()
    }
}

/// The facts of a record as an object.
fn record(facts: &Facts, row: usize) -> Value {
    let mut record = Value::new_object();
    let object = record.as_object_mut().expect("it is an object");
    for (name, column) in &facts.columns {
        let value = match column {
            Column::Numbers(list) => Value::from(i64::from(list[row])),
            Column::Truths(list) => Value::from(list[row] == 1),
        };
        object.insert(Value::from(fact(name)), value);
    }
    record
}

fn answer(machine: &mut RegoVM, record: &Value) -> Answer {
    machine.set_input(record.clone());
    let results = machine.execute().expect("the policy has a value");
    let results = results.as_array().expect("the answer is a list");
    let whole = |at: usize| results[at].as_i64().expect("results are whole numbers");
    Answer::of(whole(0), whole(1), whole(2) == 1, whole(3) == 1)
}

fn main() {
    serve::<Regorus>();
}
