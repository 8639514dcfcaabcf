//! CEL by the crate `cel`: a compiled program for each rule. What criteria come to is one list for those behind them,
//! which is quicker than a variable for each.

use cel::{Context, Env, Program, Value};
use peers::case::{RESULTS, fact, stages};
use peers::rule::{Dialect, Rule};
use peers::{Answer, Column, Engine, Facts, serve};
use std::sync::Arc;

/// The names of the rules whose values stand in the list `points`.
struct Text(Vec<String>);

impl Dialect for Text {
    fn name(&self, name: &str) -> String {
        match self.0.iter().position(|own| own == name) {
            Some(at) => format!("points[{at}]"),
            None => fact(name),
        }
    }
}

struct Cel {
    points: Vec<Program>,
    others: Vec<(String, Program)>,
    records: Vec<Context<'static, 'static>>,
    answers: Vec<Answer>,
}

impl Engine for Cel {
    fn new(facts: &Facts) -> Cel {
        let env = Arc::new(Env::stdlib());
        let mut stages = stages().into_iter();
        let points = stages.next().unwrap_or_default();
        let text = Text(points.iter().map(|rule| rule.name.clone()).collect());
        let compile = |rule: &Rule| {
            let program = env.compile(&text.choice(rule)).expect("every rule can be written in CEL");
            (rule.name.clone(), program)
        };
        let points = points.iter().map(compile).map(|(_, program)| program).collect();
        let others = stages.flatten().map(|rule| compile(&rule)).collect();
        let records = (0..facts.rows).map(|row| record(&env, facts, row)).collect();
        Cel { points, others, records, answers: Vec::new() }
    }

    fn run(&mut self) {
        self.answers = self.records.iter().map(|record| answer(&self.points, &self.others, record)).collect();
    }

    fn answers(&self) -> Vec<Answer> {
        self.answers.clone()
    }
}

/// The facts of a record as variables.
fn record(env: &Arc<Env>, facts: &Facts, row: usize) -> Context<'static, 'static> {
    let mut context = Context::with_env(Arc::clone(env));
    for (name, column) in &facts.columns {
        let value = match column {
            Column::Numbers(list) => Value::Int(list[row].into()),
            Column::Truths(list) => Value::Bool(list[row] == 1),
        };
        context.add_variable_from_value(fact(name), value);
    }
    context
}

fn answer(points: &[Program], others: &[(String, Program)], record: &Context<'static, 'static>) -> Answer {
    let value =
        |program: &Program, context: &Context| program.execute(context).expect("every rule has a value");
    let points: Vec<Value> = points.iter().map(|program| value(program, record)).collect();
    let mut context = record.new_inner_scope();
    context.add_variable_from_value("points", points);
    let mut results = [0; RESULTS.len()];
    for (name, program) in others {
        let value = value(program, &context);
        if let (Some(at), Value::Int(value)) = (RESULTS.iter().position(|result| result == name), &value) {
            results[at] = *value;
        }
        context.add_variable_from_value(name.as_str(), value);
    }
    let [tenths, class, four_good, model] = results;
    Answer::of(tenths, class, four_good == 1, model == 1)
}

fn main() {
    serve::<Cel>();
}
