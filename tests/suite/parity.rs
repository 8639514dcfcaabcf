//! Many records at once come to what each comes to by itself: random rulesets and those of the repository,
//! random data, facts missing, numbers at the edge of what a lane holds, local functions.

use crate::enumerate::records;
use crate::random::{Dice, ruleset};
use crate::support::{files, home, loaded, plan, unproved};
use tieuchi::bulk::Counts;
use tieuchi::column::Machine;
use tieuchi::data::{Batch, Entry, LANES};
use tieuchi::eval::{Outcome, Outside, Slots, run};
use tieuchi::plan::NodeId;
use tieuchi::report::{Losses, Speaker, UnitCount};
use tieuchi::value::{Date, Interval, Number, Range, Value, later};
use tieuchi::{Language, Plan, Plans, Record, Row, Sources};

/// What of some records was settled in columns.
#[derive(Default)]
struct Settled {
    /// Records that no lane holds.
    beside: usize,
    /// Records with a result that is left open.
    open: usize,
    /// Of these, those of which each result is a value or not applicable.
    needlessly: usize,
    /// Records in lanes.
    lanes: usize,
}

impl Settled {
    /// Scores records of one plan in both ways, and holds every node that is settled against the other way.
    fn add(&mut self, plans: &Plans, number: usize, all: &[Record], what: &str) {
        let plan = plans.get(number);
        let every: Vec<NodeId> = (0..plan.nodes.len()).map(|at| plan.id(at)).collect();
        Settled::default().add_with(
            plans,
            Machine::new(plan, &every),
            (number, all),
            &format!("{what}, every node"),
        );
        let counted: Vec<NodeId> = Losses::new(plans).nodes(number).collect();
        self.add_with(plans, Machine::new(plan, &counted), (number, all), what);
    }

    fn add_with(
        &mut self,
        plans: &Plans,
        mut machine: Machine<'_>,
        (number, all): (usize, &[Record]),
        what: &str,
    ) {
        let (plan, losses) = (plans.get(number), Losses::new(plans));
        // Records again behind them, so that chunks are full; then a few above what stood there.
        let again = |records: &[Record]| records.iter().cycle().take(LANES).cloned().collect::<Vec<_>>();
        let full = all.chunks(LANES).map(|records| (again(records), records.len()));
        let few = all.chunks(LANES).map(|records| (records[..records.len() / 9].to_vec(), records.len() / 9));
        let mut batch = Batch::new(plans);
        for (filled, count) in full.chain(few) {
            batch.clear();
            filled.iter().for_each(|record| batch.push(Row::Record(record.clone())));
            let chunk = &batch.chunks[number];
            machine.run(chunk);
            let (open, counts) = (machine.open(), Counts::new(&machine, &losses, chunk));
            let lanes = batch.order.iter().zip(&filled[..count]);
            let lanes: Vec<_> = lanes.filter(|(entry, _)| matches!(entry, Entry::Lane(_))).collect();
            self.beside += count - lanes.len();
            self.lanes += lanes.len();
            for (lane, (_, record)) in lanes.into_iter().enumerate() {
                assert_eq!(chunk.record(lane).facts, record.facts, "{what}");
                let slots = self.hold(plan, record, (&machine, chunk, lane), what);
                if !open[lane] {
                    let (outside, standings) = (&Outside::default(), &[]);
                    let (slots, language) = (&slots, Language::English);
                    let speaker = Speaker { plan, record, slots, outside, standings, language };
                    let counted = counts.of(lane);
                    assert_eq!(counted, UnitCount::new(&speaker, &losses), "{what}");
                }
            }
        }
    }

    fn hold(
        &mut self,
        plan: &Plan,
        record: &Record,
        (machine, chunk, lane): (&Machine<'_>, &tieuchi::data::Chunk, usize),
        what: &str,
    ) -> Slots {
        let slots = run(plan, record);
        for at in 0..plan.nodes.len() {
            let node = plan.id(at);
            if let Some(outcome) = machine.outcome(node, chunk, lane) {
                let alone = slots.get(node);
                let operands = plan.node(node).op.operands();
                let operands = operands.iter().map(|it| (plan.node(*it), slots.get(*it)));
                let operands = operands.collect::<Vec<_>>();
                assert_eq!(
                    &outcome,
                    alone,
                    "{what}: {:?} of {operands:#?} of {:?}",
                    plan.node(node),
                    record.facts
                );
                let number = machine.numbers(node).and_then(|numbers| numbers.get(lane));
                if let (Some((above, below)), Some(alone)) = (number, alone.number()) {
                    assert_eq!(Number::fraction(above.into(), below.into()), Some(alone), "{what}");
                }
            }
        }
        if machine.open()[lane] {
            self.open += 1;
            let is_settled = |outcome: &Outcome| outcome.undecided().is_none();
            let results = machine.wanted().iter().map(|node| slots.get(*node));
            self.needlessly += usize::from(results.into_iter().all(is_settled));
        }
        slots
    }
}

/// A record of random facts within their ranges, whether they go together or not.
fn random_record(plan: &Plan, dice: &mut Dice) -> Record {
    let facts = plan.ruleset.facts.iter().map(|fact| match fact.range {
        Range::Truth => Some(Value::Truth(dice.below(2) == 1)),
        Range::Word(words) => u8::try_from(dice.below(words.count_ones() as usize)).ok().map(Value::Word),
        Range::Words { possible, .. } => Some(Value::Words(dice.below(1 << 16) as u64 & possible)),
        Range::Date(..) => later(Date::constant(2025, 1, 1), dice.below(900) as i128).map(Value::Date),
        Range::Number(Interval { low, high }) => {
            let low = low.unwrap_or(Number::ZERO);
            let steps = high
                .and_then(|high| high.minus(low)?.over(fact.step))
                .map_or(500, |it| it.floor().numerator());
            let most = if dice.below(4) == 0 { steps } else { steps.min(40) };
            let steps = dice.below(usize::try_from(most).unwrap_or(500) + 1) as i128;
            fact.step.times(Number::whole(steps)).and_then(|more| low.plus(more)).map(Value::Number)
        }
    });
    Record { unit: "u".to_owned(), facts: facts.collect(), ..Record::default() }
}

/// The records again, each without some of its facts.
fn with_gaps(records: &[Record], dice: &mut Dice) -> Vec<Record> {
    let gap = |record: &Record| {
        let mut record = record.clone();
        record.facts.iter_mut().filter(|_| dice.below(5) == 0).for_each(|fact| *fact = None);
        record
    };
    records.iter().map(gap).collect()
}

#[test]
fn many_come_to_what_each_does_by_itself() {
    let (mut whole, mut gaps, mut tried) = (Settled::default(), Settled::default(), 0);
    for seed in 0..1_500 {
        let mut sources = Sources::default();
        let id = sources.add("random.tieuchi", ruleset(seed));
        let Some(plans) = unproved(&sources, id) else { continue };
        let Some(records) = records(plans.get(0), 400) else { continue };
        tried += 1;
        let what = format!("seed {seed}");
        whole.add(&plans, 0, &records, &what);
        gaps.add(&plans, 0, &with_gaps(&records, &mut Dice::new(seed)), &what);
    }
    assert!(tried > 700, "{tried} rulesets");
    assert_eq!((whole.beside, gaps.beside), (0, 0));
    // What can be settled is, but for what only ranges of numbers tell, and faults that come to nothing: these
    // rulesets are full of faults.
    assert!(whole.needlessly * 30 < whole.lanes, "{} of {}", whole.needlessly, whole.lanes);
    assert!(gaps.needlessly * 10 < gaps.lanes, "{} of {}", gaps.needlessly, gaps.lanes);
}

#[test]
fn the_rulesets_of_the_repository_come_to_the_same_in_columns() {
    for path in files(&home().join("rulesets"), "tieuchi") {
        let name = path.strip_prefix(home().join("rulesets")).expect("below").display().to_string();
        let (_, _, analysis) = loaded(&home().join("rulesets"), &name);
        let Some(plans) = analysis.plans else { continue };
        for number in 0..plans.all().len() {
            let mut dice = Dice::new(number as u64);
            let made = (0..300).map(|_| random_record(plans.get(number), &mut dice));
            let records: Vec<Record> = made.map(|record| Record { plan: number, ..record }).collect();
            let mut settled = Settled::default();
            settled.add(&plans, number, &records, &name);
            settled.add(&plans, number, &with_gaps(&records, &mut Dice::new(7)), &name);
        }
    }
}

/// Numbers that can leave their lanes, and a local function.
const EDGE: &str = r#"ruleset edge "Edge"
facts {
  a count from 0 to 2000000000000
  b count from 0 to 2000000
  c number from 0 to 1000000000000
}
function third(n number) number from 0 to 9 by 1 { n % 10 }
content one "One" {
  criterion x "X" 10 points {
    tiers of a * b * 8 { 
      from 100000000000: 10
      from 100 below 100000000000: 5
      below 100: 0
    }
  }
  criterion y "Y" 10 points {
    tiers of a / (b + 1) {
      above 200%: 10
      from 50% up to 200%: 4
      below 50%: 0
    }
  }
  criterion z "Z" 10 points { proportion c / 1000000000000 }
  criterion f "F" 10 points { points third(b) }
}
classes "Class" {
  good from 20
  poor otherwise
}
"#;

#[test]
fn numbers_at_the_edge_of_a_lane_stay_exact() {
    let plans = plan(EDGE);
    let edges: Vec<i128> =
        vec![0, 1, 7, 99, 1 << 13, 1 << 16, (1 << 26) - 1, (1 << 31) - 1, 1 << 31, 1 << 40];
    let smaller: Vec<i128> = edges.iter().copied().filter(|edge| *edge <= 2_000_000).collect();
    let number = |value: i128| Some(Value::Number(Number::whole(value)));
    let mut records = Vec::new();
    for a in &edges {
        for b in &smaller {
            for c in [0, 333_333_333_333, 1_000_000_000_000, 12_345] {
                let facts = vec![number(*a), number(*b), number(c)];
                records.push(Record { unit: "u".to_owned(), facts, ..Record::default() });
            }
        }
    }
    let mut settled = Settled::default();
    settled.add(&plans, 0, &records, "edges");
    assert!(settled.beside > 0 && settled.open > 0, "both ways out are tried");
}

/// What no kernel gives must not be taken for a fact that stood in its register before.
#[test]
fn what_a_function_gives_stands_in_no_lane_of_a_fact() {
    let plans = plan(
        "ruleset f \"F\"\nfunction rate(n count) number from 0 to 10 by 1 {\n  n % 7\n}\n\
         facts { a count from 0 to 10  b count from 0 to 10 }\n\
         content w \"W\" 10 points { criterion t \"T\" 10 points { points rate(a + b) } }\n",
    );
    let mut dice = Dice::new(3);
    let records: Vec<Record> = (0..2 * LANES).map(|_| random_record(plans.get(0), &mut dice)).collect();
    let mut settled = Settled::default();
    settled.add(&plans, 0, &records, "a function");
    assert_eq!((settled.beside, settled.open), (0, 0));
}
