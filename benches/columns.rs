//! The case of `case/case.tieuchi` in columns, beside the same records one by one. Facts are made, from a fixed seed.

#![allow(missing_docs, clippy::panic)]

// Other programs take more of it.
#[allow(dead_code, unreachable_pub)]
#[path = "case/facts.rs"]
mod facts;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use facts::{Column, facts};
use std::hint::black_box;
use tieuchi::column::Machine;
use tieuchi::data::{Chunk, LANES};
use tieuchi::eval::{Outside, Slots, run_into};
use tieuchi::value::{Number, Value};
use tieuchi::{Plans, Record, Sources, analyze};

/// How many records.
const RECORDS: usize = 100 * LANES;

fn plans() -> Plans {
    let mut sources = Sources::default();
    let id = sources.add("case.tieuchi", include_str!("case/case.tieuchi"));
    let analysis = analyze(&sources, id);
    analysis.plans.unwrap_or_else(|| panic!("{:?}", analysis.findings))
}

/// The records of a stretch, a chunk each thousand.
fn chunks(plans: &Plans) -> Vec<Chunk> {
    let names: Vec<&str> = plans.get(0).ruleset.facts.iter().map(|fact| fact.name.as_str()).collect();
    let of = |first: usize| {
        let made = facts(first..first + LANES);
        let mut chunk = Chunk::new(plans, 0);
        for lane in 0..LANES {
            let value = |name: &str| {
                let (_, column) = made.columns.iter().find(|(fact, _)| *fact == name)?;
                Some(match column {
                    Column::Numbers(list) => Value::Number(Number::whole(list[lane].into())),
                    Column::Truths(list) => Value::Truth(list[lane] == 1),
                })
            };
            let facts = names.iter().map(|name| value(name)).collect();
            let record = Record { unit: "u".to_owned(), facts, ..Record::default() };
            assert!(chunk.push(&record), "fits");
        }
        chunk
    };
    (0..RECORDS).step_by(LANES).map(of).collect()
}

fn columns(bench: &mut Criterion) {
    let plans = plans();
    let plan = plans.get(0);
    let chunks = chunks(&plans);
    let mut machine = Machine::new(plan, &[]);
    chunks.iter().for_each(|chunk| {
        machine.run(chunk);
        assert!(machine.open().iter().all(|open| !open), "every record is settled in columns");
    });
    let mut group = bench.benchmark_group("columns");
    group.sample_size(20).throughput(Throughput::Elements(RECORDS as u64));
    group.bench_function("in columns", |bench| {
        bench.iter(|| {
            for chunk in &chunks {
                machine.run(black_box(chunk));
                black_box(machine.numbers(plan.total));
            }
        });
    });
    let records: Vec<Record> = (0..LANES).map(|lane| chunks[0].record(lane)).collect();
    group.throughput(Throughput::Elements(LANES as u64));
    group.bench_function("a record at a time", |bench| {
        let mut slots = Slots::default();
        bench.iter(|| {
            for record in &records {
                run_into(plan, black_box(record), &Outside::default(), &mut slots);
                black_box(slots.get(plan.total));
            }
        });
    });
}

criterion_group!(benches, columns);
criterion_main!(benches);
