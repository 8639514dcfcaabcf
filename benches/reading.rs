//! What it costs to read a table: straight into columns, row by row with care for each cell, and cut in cells by
//! the `csv` crate without looking at any of them.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write;
use std::hint::black_box;
use std::ops::ControlFlow;
use tieuchi::data::{Batch, open};
use tieuchi::{Options, Plans, Row, Sources, analyze};

const ROWS: usize = 20_000;
const FACTS: usize = 60;

/// The facts come by twelve: eight counts, two yes/no, a percent and a choice.
fn plans() -> Plans {
    let (mut facts, mut criteria) = (String::new(), String::new());
    for fact in 0..FACTS {
        let (kind, condition) = match fact % 12 {
            0..8 => ("count from 0 to 500", "> 250"),
            8 | 9 => ("yes/no", ""),
            10 => ("percent", ">= 50%"),
            _ => ("choice none \"Không\" < reprimand \"Khiển trách\" < warning \"Cảnh cáo\"", "= none"),
        };
        let _ = writeln!(facts, "  f{fact} {kind}");
        let _ = writeln!(
            criteria,
            "  criterion c{fact} \"Tiêu chí {fact}\" 1 point met when f{fact} {condition}"
        );
    }
    let text = format!(
        "ruleset bench \"Thang điểm\"\nassesses cell every month\nfacts {{\n{facts}}}\ncontent k \"Nội dung\" {{\n{criteria}}}"
    );
    let mut sources = Sources::default();
    let id = sources.add("bench.tieuchi", &text);
    let analysis = analyze(&sources, id);
    analysis.plans.unwrap_or_else(|| panic!("{:?}", analysis.findings))
}

/// Made data from a fixed seed.
fn table() -> Vec<u8> {
    let mut seed = 20_231_231_u64;
    let mut next = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut text = String::from("unit,period");
    (0..FACTS).for_each(|fact| write!(text, ",f{fact}").unwrap());
    for row in 0..ROWS {
        write!(text, "\nC{row:06},2025-{:02}", row % 12 + 1).unwrap();
        for fact in 0..FACTS {
            match fact % 12 {
                0..8 => write!(text, ",{}", next(501)),
                8 | 9 => write!(text, ",{}", ["yes", "no"][next(2) as usize]),
                10 => write!(text, ",{}", next(101)),
                _ => write!(text, ",{}", ["none", "none", "none", "Khiển trách"][next(4) as usize]),
            }
            .unwrap();
        }
    }
    text.push('\n');
    text.into_bytes()
}

fn reading(bench: &mut Criterion) {
    let (plans, table) = (plans(), table());
    let none = |_: Row| ControlFlow::Continue(());
    let mut group = bench.benchmark_group("read a table of 60 facts");
    group.sample_size(20).throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("into columns", |bench| {
        bench.iter(|| {
            let (layout, mut blocks) =
                open(&plans, "x.csv", &*table, Options::default(), &mut { none }).unwrap();
            let (mut reader, mut batch, mut count) = (layout.reader(), Batch::new(&plans), 0);
            let _ = blocks.try_for_each(|block| {
                reader.read(&block, &mut batch, &mut |batch| {
                    count += black_box(&*batch).chunks[0].len();
                    ControlFlow::Continue(())
                })
            });
            assert_eq!(count, ROWS);
        });
    });
    group.bench_function("row by row", |bench| {
        bench.iter(|| {
            let (layout, mut blocks) =
                open(&plans, "x.csv", &*table, Options::default(), &mut { none }).unwrap();
            let mut count = 0;
            let _ = blocks.try_for_each(|block| {
                layout.rows(&block, &mut |row| {
                    count += usize::from(matches!(black_box(row), Row::Record(_)));
                    ControlFlow::Continue(())
                })
            });
            assert_eq!(count, ROWS);
        });
    });
    group.bench_function("cells alone, by the csv crate", |bench| {
        bench.iter(|| {
            let mut reader = csv::Reader::from_reader(&*table);
            let (mut record, mut count) = (csv::ByteRecord::new(), 0);
            while reader.read_byte_record(&mut record).unwrap() {
                count += black_box(&record).len();
            }
            assert_eq!(count, ROWS * (FACTS + 2));
        });
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
