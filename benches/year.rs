//! What a year costs: twelve months of many cells, their committees, one province, in one run; and what it costs that
//! very many units are compared with each other.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write;
use std::hint::black_box;
use std::ops::ControlFlow;
use tieuchi::assessment::{Assessment, Event, Settings};
use tieuchi::data::Units;
use tieuchi::{Format, Options, Plans, Row, Sources, analyze, load, read};

const MONTH: &str = r#"
ruleset month "Tháng"
assesses cell every month
facts { held yes/no  due count from 1 to 100  present count at most due  late count at most present, over time: sum }
content a "A" 10 points {
  criterion ratio "Tỉ lệ" 8 points { tiers of present / due { from 90%: 8 from 75%: 6 from 65%: 4 below 65%: 2 } }
  criterion order "Nền nếp" 2 points { points 2 deduct 0.5 each for late }
}
classes { good "Tốt" from 9  fair "Khá" from 7  average "TB" from 5  poor "Kém" otherwise  not assessed when held = no }
"#;

const CELL: &str = r#"
ruleset cell "Chi bộ"
assesses cell every year
reads months from "month.tieuchi"
let all_fair = all months have class >= fair when none: no
let good_months = count of months with class >= good
let mean = average of total over months when none: 0
content a "A" 10 points { criterion m "Bình quân" 10 points points mean }
classes {
  good "Tốt" when all_fair and at least 7 months have class >= good
  fair "Khá" when good_months >= 3
  poor "Kém" otherwise
  not assessed when months in place < 6
}
"#;

const COMMITTEE: &str = r#"
ruleset committee "Đảng bộ"
assesses committee every year
reads cells from "cell.tieuchi"
let good_share = share of cells with class = good when none: 0%
let late = sum of a.m over cells
content a "A" 10 points { criterion s "Tỉ lệ" 10 points proportion good_share }
classes { good "Tốt" from 5  fair "Khá" from 2  poor "Kém" otherwise }
recognise busy "Nhiều" when late > 10
cohort by superior { rank by total  quota good at most 20% of good or better, rounded down, ties kept }
"#;

const PROVINCE: &str = r#"
ruleset province "Tỉnh"
assesses province every year
reads committees from "committee.tieuchi"
let fair_share = share of committees with class >= fair when none: 0%
content a "A" 10 points { criterion s "Tỉ lệ" 10 points proportion fair_share }
classes { good "Tốt" from 9  poor "Kém" otherwise }
"#;

/// Units of one group: what is the same for all of them, the place of each, and two quotas.
const RANKED: &str = r#"
ruleset ranked "Xếp hạng"
assesses cell every year
facts { grp choice a, b  done number from 0 to 60  extra count from 0 to 9 }
let place = rank of total in cohort
let typical = percentile 50% of total over cohort when none: 0
let mean = average of a over cohort when none: 0
let higher = count of cohort with class >= fair
content a "A" 60 points { criterion d "D" 60 points points done }
bonus at most 9 points { criterion e "E" 9 points points extra }
classes { good "Tốt" from 45  fair "Khá" from 30  poor "Kém" otherwise }
recognise first "Dẫn đầu" when place <= 10
recognise above_all "Trên mức" when total >= typical and total >= mean and higher > 5
cohort by grp {
  rank by total, extra
  quota good at most 20% of fair after the cut, rounded down, ties cut
  quota above_all at most 10% of cohort, rounded down, ties kept
}
"#;

/// A ruleset with all that it reads.
fn plans(name: &str) -> Plans {
    let files = [
        ("month", MONTH),
        ("cell", CELL),
        ("committee", COMMITTEE),
        ("province", PROVINCE),
        ("ranked", RANKED),
    ];
    let mut sources = Sources::default();
    let mut read = |wanted: &str| {
        let found = files.iter().find(|(it, _)| format!("{it}.tieuchi") == wanted);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(String::new)
    };
    let id = load(&mut sources, &format!("{name}.tieuchi"), &mut read).unwrap();
    let analysis = analyze(&sources, id);
    analysis.plans.unwrap_or_else(|| panic!("{name}: {:?}", analysis.findings))
}

/// Numbers that look like chance, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// The table of units and twelve months of each cell.
fn data(cells: usize, committees: usize) -> (Units, String) {
    let mut units = "unit,type,parent\np1,province,\n".to_owned();
    (0..committees).for_each(|at| _ = writeln!(units, "d{at},committee,p1"));
    (0..cells).for_each(|at| _ = writeln!(units, "c{at},cell,d{}", at % committees));
    let units = Units::read("units.csv", units.as_bytes(), Format::Csv, &mut |wrong| panic!("{wrong:?}"));
    let (mut months, mut chance) = ("unit,period,held,due,present,late\n".to_owned(), Chance(7));
    for at in 0..cells {
        for month in 1..=12 {
            let (due, held) = (10 + chance.below(20), if chance.below(40) == 0 { "no" } else { "yes" });
            let present = due - chance.below(due / 6 + 1);
            let late = chance.below(3).min(present);
            let _ = writeln!(months, "c{at},2025-{month:02},{held},{due},{present},{late}");
        }
    }
    (units, months)
}

/// Units of one group; of one in fifty something is missing.
fn group(units: usize) -> String {
    let (mut rows, mut chance) = ("unit,period,grp,done,extra\n".to_owned(), Chance(11));
    for at in 0..units {
        let (whole, cents) = (chance.below(60), chance.below(100));
        let extra = if chance.below(50) == 0 { String::new() } else { chance.below(10).to_string() };
        let _ = writeln!(rows, "u{at},2025,a,{whole}.{cents:02},{extra}");
    }
    rows
}

/// Scores all that is read, then the ruleset itself; gives how many units of it there were. Rows are of what is read
/// first.
fn score(plans: &Plans, units: &Units, rows: &str) -> usize {
    let mut assessment = Assessment::new(plans, units, Settings::default());
    let stages: Vec<&Plans> = assessment.stages().map(|(_, plans)| plans).collect();
    let mut count = 0;
    let mut each = |event: Event<'_>| match event {
        Event::Unit(..) => count += 1,
        Event::Refused(..) | Event::Missing(..) | Event::Finding(_) => panic!("all units are good"),
    };
    for (at, plans) in stages.iter().enumerate() {
        let is_first = at == 0;
        if is_first {
            read(plans, "rows.csv", rows.as_bytes(), Format::Csv, Options::default(), &mut |row| {
                match row {
                    Row::Record(record) => assessment.add(at, record, &mut each),
                    other => panic!("{other:?}"),
                }
                ControlFlow::Continue(())
            });
        }
        assessment.end(at, is_first, &mut each);
    }
    count
}

fn year(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("a year in one run");
    group.sample_size(10);
    let all = ["month", "cell", "committee", "province"].map(|name| (name, plans(name)));
    for cells in [1_000usize, 10_000] {
        let committees = cells * 2 / 25;
        let (units, months) = data(cells, committees);
        let wanted = [cells * 12, cells, committees, 1];
        group.throughput(Throughput::Elements(12 * cells as u64));
        for ((name, plans), wanted) in all.iter().zip(wanted) {
            assert_eq!(score(plans, &units, &months), wanted, "every unit of {name} is scored");
            let id = BenchmarkId::new(*name, format!("{cells} cells"));
            group.bench_function(id, |bench| bench.iter(|| score(black_box(plans), &units, &months)));
        }
    }
    group.finish();
}

fn cohort(bench: &mut Criterion) {
    let mut bench = bench.benchmark_group("units of one group");
    bench.sample_size(10);
    let (plans, units) = (plans("ranked"), Units::default());
    for size in [1_000usize, 10_000, 50_000] {
        let rows = group(size);
        assert_eq!(score(&plans, &units, &rows), size, "every unit is scored");
        bench.throughput(Throughput::Elements(size as u64));
        let id = BenchmarkId::from_parameter(size);
        bench.bench_function(id, |bench| bench.iter(|| score(black_box(&plans), &units, &rows)));
    }
    bench.finish();
}

criterion_group!(benches, year, cohort);
criterion_main!(benches);
