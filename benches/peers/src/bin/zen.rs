//! zen by the crate `zen-expression`: a compiled expression for each rule. What rules come to is one list for those
//! behind them, which is quicker than names.

use peers::case::{RESULTS, fact, stages};
use peers::rule::{Dialect, Rule};
use peers::{Answer, Column, Engine, Facts, serve};
use zen_expression::expression::Standard;
use zen_expression::variable::ToVariable;
use zen_expression::vm::VM;
use zen_expression::{Expression, Scope, Variable, compile_expression};

/// The names of the rules, in the order of their values in the list `done`.
struct Text(Vec<String>);

impl Dialect for Text {
    fn name(&self, name: &str) -> String {
        match self.0.iter().position(|own| own == name) {
            Some(at) => format!("done[{at}]"),
            None => fact(name),
        }
    }

    fn over(&self, above: &str, below: &str) -> String {
        format!("floor({above} / ({below}))")
    }

    fn and(&self) -> &'static str {
        " and "
    }

    fn not(&self, name: &str) -> String {
        format!("not {name}")
    }
}

struct Zen {
    rules: Vec<Expression<Standard>>,
    /// Where the results stand among the rules.
    results: [usize; RESULTS.len()],
    records: Vec<Variable>,
    answers: Vec<Answer>,
}

impl Engine for Zen {
    fn new(facts: &Facts) -> Zen {
        let rules: Vec<Rule> = stages().into_iter().flatten().collect();
        let text = Text(rules.iter().map(|rule| rule.name.clone()).collect());
        let place = |name: &str| text.0.iter().position(|own| own == name).expect("results are rules");
        let results = RESULTS.map(place);
        let compile =
            |rule| compile_expression(&text.choice(rule)).expect("every rule can be written in zen");
        let rules = rules.iter().map(compile).collect();
        let records = (0..facts.rows).map(|row| record(facts, row)).collect();
        Zen { rules, results, records, answers: Vec::new() }
    }

    fn run(&mut self) {
        let mut vm = VM::new();
        let answers = self.records.iter().map(|record| answer(&self.rules, self.results, record, &mut vm));
        self.answers = answers.collect();
    }

    fn answers(&self) -> Vec<Answer> {
        self.answers.clone()
    }
}

/// The facts of a record as an object.
fn record(facts: &Facts, row: usize) -> Variable {
    let record = Variable::empty_object();
    for (name, column) in &facts.columns {
        let value = match column {
            Column::Numbers(list) => list[row].to_variable(),
            Column::Truths(list) => Variable::Bool(list[row] == 1),
        };
        record.dot_insert(&fact(name), value);
    }
    record
}

fn answer(rules: &[Expression<Standard>], results: [usize; 4], record: &Variable, vm: &mut VM) -> Answer {
    let done = Variable::from_array(Vec::with_capacity(rules.len()));
    let mut scope = Scope::new(record.clone());
    scope.set_local("done".into(), done.clone());
    let Variable::Array(done) = done else { return Answer::default() };
    for rule in rules {
        let value = rule.evaluate_with_scope(&scope, vm).expect("every rule has a value");
        done.borrow_mut().push(value);
    }
    let [tenths, class, four_good, model] = results.map(|at| whole(&done.borrow()[at]));
    Answer::of(tenths, class, four_good == 1, model == 1)
}

fn whole(value: &Variable) -> i64 {
    value.as_number().and_then(|number| number.try_into().ok()).expect("results are whole numbers")
}

fn main() {
    serve::<Zen>();
}
