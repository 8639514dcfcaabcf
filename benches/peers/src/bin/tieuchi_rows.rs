//! tieuchi, a record at a time, into slots that are used again: what everything else is compared with.

use peers::{Answer, Engine, Facts, own, serve};
use tieuchi::eval::{Outcome, Outside, Slots, run_into};
use tieuchi::plan::NodeId;
use tieuchi::value::Value;
use tieuchi::{Plan, Plans, Record};

struct Rows {
    plans: Plans,
    records: Vec<Record>,
    answers: Vec<Answer>,
}

impl Engine for Rows {
    fn new(facts: &Facts) -> Rows {
        let plans = own::plans();
        let records = own::records(plans.get(0), facts).collect();
        Rows { plans, records, answers: Vec::new() }
    }

    fn run(&mut self) {
        let (plan, mut slots) = (self.plans.get(0), Slots::default());
        let answers = self.records.iter().map(|record| {
            run_into(plan, record, &Outside::default(), &mut slots);
            answer(plan, &slots)
        });
        self.answers = answers.collect();
    }

    fn answers(&self) -> Vec<Answer> {
        self.answers.clone()
    }
}

fn answer(plan: &Plan, slots: &Slots) -> Answer {
    let total = slots.get(plan.total).number().expect("nothing is missing");
    let tenths = 10 * total.numerator() / total.denominator();
    let word = plan.class().and_then(|(class, _)| slots.get(class).word()).expect("every unit has a class");
    let holds = |title: &NodeId| *slots.get(*title) == Outcome::Value(Value::Truth(true));
    Answer::of(tenths as i64, own::class(plan, word), holds(&plan.titles[0]), holds(&plan.titles[1]))
}

fn main() {
    serve::<Rows>();
}
