//! What it costs to check a ruleset, to explain one unit, and to score many. Read the ratios in
//! `README.md` beside this file; the times of one machine say little about another.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write;
use std::hint::black_box;
use tieuchi::eval::{Outside, Slots, run_into};
use tieuchi::value::{Number, Range, Value};
use tieuchi::{Language, Plans, Record, Sources, analyze, score};

/// A table of four contents whose criteria repeat five kinds of award until it has about so many lines.
fn ruleset(lines: usize) -> String {
    let criteria = lines * 10 / 81;
    let mut facts = String::from("  members count from 10 to 500\n  thematic yes/no\n");
    let mut contents = [const { String::new() }; 4];
    for index in 0..criteria {
        let content = &mut contents[index % 4];
        let _ = writeln!(facts, "  done{index} count at most members\n  late{index} count from 0 to 20");
        let _ = writeln!(content, "  criterion c{index} \"Tiêu chí {index}\" 4 points {{");
        let award = match index % 5 {
            0 => {
                "    tiers of done# / members {\n      from 90%: 4\n      from 75%: 3\n      from 65%: 2\n      below 65%: 1\n    }\n    at most 1 when late# > 3"
            }
            1 => "    proportion done# / members\n    deduct 0.5 each for late#",
            2 => {
                "    first of {\n      late# = 0: 4\n      late# < 5: 2\n      otherwise: 0\n    }\n    zero when late# > 15"
            }
            3 => {
                "    met when done# >= 50% of members and late# < 10\n    not applicable when not thematic: rescale total"
            }
            _ => "    steps of done# { 1 at 10, 0.5 per 20 }\n    deduct 25% when late# > 10",
        };
        let _ = writeln!(content, "{}\n  }}", award.replace('#', &index.to_string()));
    }
    let mut text = format!(
        "ruleset bench \"Thang điểm\"\nround points to 0.5, half up\nround total to 0.1, half up\nfacts {{\n{facts}}}\n"
    );
    for (index, content) in contents.iter().enumerate() {
        let _ = writeln!(text, "content k{index} \"Nội dung {index}\" {{\n{content}}}");
    }
    let _ = writeln!(
        text,
        "classes \"Xếp loại\" of 100 * total / total.maximum {{\n  good from 90\n  fair from 70\n  average from 50\n  poor otherwise\n  at most fair when late0 > 18\n}}"
    );
    let _ = writeln!(text, "recognise four_good when class = good and total > 0");
    text
}

fn plan(text: &str) -> Plans {
    let mut sources = Sources::default();
    let id = sources.add("bench.tieuchi", text);
    let analysis = analyze(&sources, id);
    analysis.plans.unwrap_or_else(|| panic!("{:?}", analysis.findings))
}

/// Made data from a fixed seed.
fn records(plan: &Plans, count: usize) -> Vec<Record> {
    let mut seed = 20_231_231_u64;
    let mut next = move |below: i128| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i128::from(seed >> 33) % below
    };
    let mut record = |index: usize| {
        let mut members = 10;
        let facts = plan.get(0).ruleset.facts.iter().map(|fact| {
            Some(match fact.range {
                Range::Truth => Value::Truth(next(2) == 1),
                _ if fact.name == "members" => {
                    members = 10 + next(490);
                    Value::Number(Number::whole(members))
                }
                _ if fact.name.starts_with("done") => Value::Number(Number::whole(next(members + 1))),
                _ => Value::Number(Number::whole(next(21))),
            })
        });
        Record { facts: facts.collect(), unit: format!("u{index}"), ..Record::default() }
    };
    (0..count).map(&mut record).collect()
}

fn checking(bench: &mut Criterion) {
    let text = ruleset(1_000);
    let mut group = bench.benchmark_group("check");
    group.throughput(Throughput::Elements(text.lines().count() as u64));
    group.bench_function("a ruleset of 1,000 lines", |bench| bench.iter(|| plan(black_box(&text))));
    group.finish();
}

/// The case of forty criteria and some sixty facts.
fn scoring(bench: &mut Criterion) {
    let plan = plan(&ruleset(324));
    let records = records(&plan, 100_000);
    let mut group = bench.benchmark_group("score");
    group.bench_function("one unit with full explanation", |bench| {
        // Each report is let go before the next one is made, as everybody does.
        bench.iter(|| score(&plan, records[0].clone()).map(|scored| scored.report(Language::Vietnamese)));
    });
    group.sample_size(10).throughput(Throughput::Elements(records.len() as u64));
    group.bench_function("100,000 units without", |bench| {
        let mut slots = Slots::default();
        bench.iter(|| {
            for record in &records {
                run_into(plan.get(0), black_box(record), &Outside::default(), &mut slots);
                black_box(slots.get(plan.get(0).total));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, checking, scoring);
criterion_main!(benches);
