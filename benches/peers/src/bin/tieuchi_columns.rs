//! tieuchi, a thousand records at a time.
//!
//! Of each chunk the total, the class and the titles are kept; the points of every criterion stand in the machine
//! until the next chunk. A record that columns cannot settle is run by itself, as tieuchi does everywhere.

use peers::{Answer, Engine, Facts, own, serve};
use tieuchi::column::{Machine, Words};
use tieuchi::data::Chunk;
use tieuchi::eval::{Outcome, run};
use tieuchi::plan::NodeId;
use tieuchi::value::{Number, Value};
use tieuchi::{Plan, Plans, Record};

/// A result as tieuchi has it: the total in tenths, the class by its place from the lowest up, the titles.
#[derive(Clone, Copy, Default)]
struct Found {
    tenths: i32,
    class: u8,
    titles: [u8; 2],
}

/// The nodes of a result.
struct Nodes {
    total: NodeId,
    class: NodeId,
    titles: [NodeId; 2],
}

struct Columns {
    machine: Machine<'static>,
    nodes: Nodes,
    chunks: Vec<Chunk>,
    found: Vec<Found>,
}

impl Engine for Columns {
    fn new(facts: &Facts) -> Columns {
        // They live as long as the program.
        let plans: &'static Plans = Box::leak(Box::new(own::plans()));
        let plan = plans.get(0);
        let class = plan.class_in_force().expect("the case has classes");
        let titles = [plan.titles[0], plan.titles[1]];
        let nodes = Nodes { total: plan.total, class, titles };
        let machine = Machine::new(plan, &[]);
        Columns { machine, nodes, chunks: chunks(plans, facts), found: Vec::new() }
    }

    fn run(&mut self) {
        self.found.clear();
        for chunk in &self.chunks {
            self.machine.run(chunk);
            read(&self.machine, &self.nodes, chunk, &mut self.found);
        }
    }

    fn answers(&self) -> Vec<Answer> {
        let answer = |found: &Found| {
            let [four_good, model] = found.titles.map(|title| title == 1);
            Answer::of(found.tenths.into(), own::class(self.machine.plan(), found.class), four_good, model)
        };
        self.found.iter().map(answer).collect()
    }
}

/// The results of a chunk that was run.
fn read(machine: &Machine<'_>, nodes: &Nodes, chunk: &Chunk, found: &mut Vec<Found>) {
    let total = machine.numbers(nodes.total).expect("the total is a number");
    let open = machine.open();
    // Totals are rounded to tenths.
    let tenths = 10 / machine.below(nodes.total).expect("the total is over the same number in all records");
    let words = |node: NodeId| machine.words(node).expect("classes and titles are words");
    let (class, titles) = (words(nodes.class), nodes.titles.map(words));
    found.extend((0..chunk.len()).map(|lane| {
        if open[lane] {
            return alone(machine.plan(), nodes, &chunk.record(lane));
        }
        let word = |words: Words<'_>| words.get(lane).unwrap_or(u8::MAX);
        let (above, _) = total.get(lane).unwrap_or_default();
        Found { tenths: (above * tenths) as i32, class: word(class), titles: titles.map(word) }
    }));
}

/// The result of a record by itself.
fn alone(plan: &Plan, nodes: &Nodes, record: &Record) -> Found {
    let slots = run(plan, record);
    let total = slots.get(nodes.total).number().unwrap_or(Number::ZERO);
    let tenths = (10 * total.numerator() / total.denominator()) as i32;
    let holds = |title: NodeId| u8::from(*slots.get(title) == Outcome::Value(Value::Truth(true)));
    let class = slots.get(nodes.class).word().unwrap_or(u8::MAX);
    Found { tenths, class, titles: nodes.titles.map(holds) }
}

/// The facts in chunks as tieuchi's readers fill them.
fn chunks(plans: &Plans, facts: &Facts) -> Vec<Chunk> {
    let mut chunks = vec![Chunk::new(plans, 0)];
    for record in own::records(plans.get(0), facts) {
        if chunks.last().is_none_or(Chunk::is_full) {
            chunks.push(Chunk::new(plans, 0));
        }
        let is_taken = chunks.last_mut().is_some_and(|chunk| chunk.push(&record));
        assert!(is_taken, "facts of the case fit columns");
    }
    chunks
}

fn main() {
    serve::<Columns>();
}
