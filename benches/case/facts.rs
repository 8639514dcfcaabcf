//! Made facts for `case.tieuchi`: any number of records, the same each time.
//!
//! A record follows from its number alone, so that any stretch of them can be made by itself. This file is
//! taken in by path (`#[path = "case/facts.rs"] mod facts;`) and needs nothing but the standard library.

use std::io::{self, Write};
use std::ops::Range;

/// What all numbers follow from.
const SEED: u64 = 20_260_101;

/// The records of a unit: one a month.
const MONTHS: usize = 12;

/// How a fact comes about.
#[derive(Clone, Copy, Debug)]
enum Make {
    /// Any number from the first to the second.
    Free(i32, i32),
    /// As much of another fact as the unit is good, about.
    Part(&'static str),
    /// Mostly 0 or little, the more the worse the unit is, and never above this.
    Few(i32),
    /// Yes for so many in a hundred.
    Yes(u64),
    /// Yes for so many in a hundred as the unit is good.
    Good,
    /// Any number up to the second, and 0 for the first in a hundred.
    OrNone(u64, i32),
    /// Any number up to that fact, but not below the least.
    Among(&'static str),
}

use Make::{Among, Few, Free, Good, OrNone, Part, Yes};

/// Every fact of the ruleset with how it is made, what it depends on first.
const FACTS: [(&str, Make); 63] = [
    ("members", Free(10, 500)),
    ("due", Among("members")),
    ("tasks", Free(5, 200)),
    ("targets", Free(3, 60)),
    ("resolutions", Free(1, 24)),
    ("plans_due", Free(1, 60)),
    ("meetings_due", Free(1, 24)),
    ("reports_due", Free(1, 40)),
    ("households", Free(50, 2_000)),
    ("inspections_planned", Free(1, 30)),
    ("budget", Free(1_000, 1_000_000)),
    ("files_due", Free(20, 3_000)),
    ("trees_planned", Free(10, 5_000)),
    ("petitions", OrNone(30, 50)),
    ("candidates", OrNone(20, 40)),
    ("targets_met", Part("targets")),
    ("tasks_done", Part("tasks")),
    ("tasks_on_time", Part("tasks")),
    ("resolutions_done", Part("resolutions")),
    ("plans_issued", Part("plans_due")),
    ("present", Part("due")),
    ("meetings_held", Part("meetings_due")),
    ("studied", Part("due")),
    ("reviewed", Part("members")),
    ("trained", Part("members")),
    ("fee_paid", Part("members")),
    ("app_users", Part("members")),
    ("reports_on_time", Part("reports_due")),
    ("cultured", Part("households")),
    ("visited", Part("households")),
    ("inspections_done", Part("inspections_planned")),
    ("budget_spent", Part("budget")),
    ("files_digital", Part("files_due")),
    ("volunteers", Part("members")),
    ("trees_planted", Part("trees_planned")),
    ("petitions_settled", Part("petitions")),
    ("admitted", Part("candidates")),
    ("overdue", Few(60)),
    ("late", Few(60)),
    ("unexcused", Few(60)),
    ("fee_delays", Few(60)),
    ("reports_missing", Few(40)),
    ("reports_wrong", Few(40)),
    ("files_returned", Few(60)),
    ("order_minor", Few(30)),
    ("order_grave", Few(30)),
    ("complaints", Few(30)),
    ("thematic", Yes(34)),
    ("has_youth", Yes(80)),
    ("disciplined", Few(20)),
    ("divided", Yes(2)),
    ("violation", Yes(1)),
    ("initiatives", OrNone(50, 8)),
    ("work.innovation", Good),
    ("living.minutes", Good),
    ("living.prepared", Good),
    ("living.thematic_held", Good),
    ("party.assigned", Good),
    ("party.registered", Good),
    ("masses.unity", Good),
    ("masses.charter", Good),
    ("masses.posted", Good),
    ("masses.youth", Good),
];

/// The facts of one kind, record after record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Whole numbers.
    Numbers(Vec<i32>),
    /// 1 for yes, 0 for no.
    Truths(Vec<u8>),
}

/// The facts of a stretch of records, a column each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The number of the first record.
    pub first: usize,
    /// How many records there are.
    pub rows: usize,
    /// Each fact by the name that the ruleset has for it.
    pub columns: Vec<(&'static str, Column)>,
}

/// Numbers that look like chance, the same each time.
struct Chance(u64);

impl Chance {
    fn new(record: usize) -> Chance {
        Chance(SEED ^ (record as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 32) % end
    }

    /// A number from `low` to `high`.
    fn from(&mut self, low: i32, high: i32) -> i32 {
        let span = u64::try_from(high - low).unwrap_or_default();
        low + i32::try_from(self.below(span + 1)).unwrap_or_default()
    }
}

/// The fact that another is a part of.
fn place(name: &str) -> usize {
    FACTS.iter().position(|(fact, _)| *fact == name).unwrap_or_default()
}

/// One fact of a unit that is so good, in hundredths.
fn make(how: Make, good: i32, before: &[i32], chance: &mut Chance) -> i32 {
    let is_odd = chance.below(48) == 0;
    match how {
        Free(low, high) => chance.from(low, high),
        Among(whole) => chance.from(1, before[place(whole)]),
        OrNone(share, _) if chance.below(100) < share => 0,
        OrNone(_, high) => chance.from(0, high),
        Part(whole) if is_odd => chance.from(0, before[place(whole)]),
        Part(whole) => {
            let share = (good + chance.from(-12, 18)).clamp(0, 100);
            i32::try_from(i64::from(before[place(whole)]) * i64::from(share) / 100).unwrap_or_default()
        }
        Few(high) if is_odd => chance.from(0, high),
        Few(high) => (chance.from(0, 2 + (100 - good) / 4) - 2).clamp(0, high),
        Yes(share) => i32::from(chance.below(100) < share),
        Good => i32::from(chance.from(1, 100) <= good + 6),
    }
}

/// The facts of one record, in the order of [`FACTS`].
fn record(number: usize) -> [i32; FACTS.len()] {
    let mut chance = Chance::new(number);
    // Most units are good: the lower of two draws is how far one is from it.
    let (one, other) = (chance.from(0, 70), chance.from(0, 70));
    let good = 100 - one.min(other);
    let mut facts = [0; FACTS.len()];
    for (at, (_, how)) in FACTS.iter().enumerate() {
        facts[at] = make(*how, good, &facts, &mut chance);
    }
    facts
}

/// The facts of these records.
pub fn facts(records: Range<usize>) -> Facts {
    let rows = records.len();
    let mut columns: Vec<Column> = FACTS.iter().map(|(_, how)| Column::new(*how, rows)).collect();
    let first = records.start;
    for number in records {
        for (column, value) in columns.iter_mut().zip(record(number)) {
            match column {
                Column::Numbers(list) => list.push(value),
                Column::Truths(list) => list.push(u8::from(value == 1)),
            }
        }
    }
    let columns = FACTS.iter().map(|(name, _)| *name).zip(columns).collect();
    Facts { first, rows, columns }
}

/// Writes the records below `rows` as the data of a ruleset, a thousand at a time: each unit has twelve months.
pub fn write_csv(rows: usize, out: &mut impl Write) -> io::Result<()> {
    let names: Vec<&str> = FACTS.iter().map(|(name, _)| *name).collect();
    writeln!(out, "unit,period,{}", names.join(","))?;
    for first in (0..rows).step_by(1_000) {
        facts(first..rows.min(first + 1_000)).write(out)?;
    }
    Ok(())
}

impl Column {
    fn new(how: Make, rows: usize) -> Column {
        match how {
            Yes(_) | Good => Column::Truths(Vec::with_capacity(rows)),
            _ => Column::Numbers(Vec::with_capacity(rows)),
        }
    }

    fn write(&self, row: usize, out: &mut impl Write) -> io::Result<()> {
        match self {
            Column::Numbers(list) => write!(out, ",{}", list[row]),
            Column::Truths(list) => out.write_all(if list[row] == 1 { b",yes" } else { b",no" }),
        }
    }
}

impl Facts {
    /// Writes the records as lines of CSV.
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        for row in 0..self.rows {
            let number = self.first + row;
            write!(out, "c{:06},2025-{:02}", number / MONTHS, number % MONTHS + 1)?;
            for (_, column) in &self.columns {
                column.write(row, out)?;
            }
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
