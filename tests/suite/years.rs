//! Years made of months, committees of their cells, quotas of comparable units: published numbers come out,
//! and what is missing never changes a result silently.

use crate::support::{home, plans_of, text_of};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::process::Command;
use std::sync::Arc;
use tieuchi::assessment::{Assessment, Event, Settings};
use tieuchi::data::{Entry, Units, numbered, read_batches};
use tieuchi::report::State;
use tieuchi::value::Period;
use tieuchi::{Diagnostic, Format, Language, Options, Plans, Row, Scored, UnitReport};

const MONTHS: &str = "phu_tho_month";
const CELLS: &str = "quang_ninh_cell";

/// A run over tables that exist only here: of units, and of each stage by its name, the ruleset's own by "".
#[derive(Clone)]
struct Year {
    plans: Arc<Plans>,
    units: String,
    files: Vec<(&'static str, String)>,
    until: Option<Period>,
}

/// What a run comes to.
#[derive(Default)]
struct Came {
    units: BTreeMap<String, UnitReport>,
    findings: Vec<Diagnostic>,
}

impl Year {
    fn new(ruleset: &str, units: &str, files: &[(&'static str, &str)]) -> Year {
        let path = |name: &str| format!("rulesets/{name}");
        let text = |name: &str| if name.is_empty() { String::new() } else { text_of(&path(name)) };
        let files = files.iter().map(|(stage, name)| (*stage, text(name))).collect();
        Year { plans: Arc::new(plans_of(&path(ruleset))), units: text(units), files, until: None }
    }

    fn phu_tho(year: &str) -> Year {
        Year::new("phu_tho/year.tieuchi", "phu_tho/units.csv", &[(MONTHS, &format!("phu_tho/{year}.csv"))])
    }

    fn committees() -> Year {
        let months = [(CELLS, "quang_ninh/cells_2025.csv")];
        Year::new("quang_ninh/committee_year.tieuchi", "quang_ninh/units.csv", &months)
    }

    fn run(&self) -> Came {
        self.run_in(true)
    }

    /// Runs it; rows that others read side by side where they can be, or one by one.
    fn run_in(&self, columns: bool) -> Came {
        let mut came = Came::default();
        let mut wrong = |finding| came.findings.push(finding);
        let units = match self.units.is_empty() {
            true => Units::default(),
            false => Units::read("units.csv", self.units.as_bytes(), Format::Csv, &mut wrong),
        };
        let settings = Settings { until: self.until, as_of: None };
        let mut assessment = Assessment::new(&self.plans, &units, settings);
        let stages: Vec<(&str, &Plans)> = assessment.stages().collect();
        for (at, (name, plans)) in stages.iter().enumerate() {
            let name = if at + 1 == stages.len() { "" } else { name };
            let file = self.files.iter().find(|(stage, _)| *stage == name);
            let mut columns = if columns { assessment.columns(at, None) } else { None };
            let text = file.map_or("", |(_, text)| text);
            let (format, options) = (Format::Csv, Options::default());
            read_batches(plans, "data.csv", text.as_bytes(), format, options, &mut |batch| {
                columns.iter_mut().for_each(|columns| columns.run(batch));
                let order = std::mem::take(&mut batch.order);
                for (entry, lane) in numbered(order, batch.chunks.len()) {
                    let mut each = |event: Event<'_>| came.take(event);
                    match (entry, &columns) {
                        (Entry::Lane(plan), Some(columns)) => {
                            assessment.add_lane(at, columns, (&batch.chunks[plan], lane), &mut each);
                        }
                        (Entry::Lane(plan), None) => {
                            assessment.add(at, batch.chunks[plan].record(lane), &mut each);
                        }
                        (Entry::Row(row), _) => match *row {
                            Row::Record(record) => assessment.add(at, record, &mut each),
                            Row::Refused { findings, .. } => came.findings.extend(findings),
                            Row::Finding(finding) => came.findings.push(finding),
                        },
                    }
                }
                ControlFlow::Continue(())
            });
            assessment.end(at, file.is_some(), &mut |event| came.take(event));
        }
        came
    }

    /// The table of a stage without one line.
    fn without(&self, stage: &str, line: usize) -> Came {
        let text = &self.files.iter().find(|(it, _)| *it == stage).expect("this stage").1;
        let kept = dropped(text, |at, _| at == line);
        let mut year = self.clone();
        year.files.iter_mut().filter(|(it, _)| *it == stage).for_each(|(_, it)| it.clone_from(&kept));
        year.run()
    }

    fn classes(&self) -> BTreeMap<String, String> {
        self.run().units.into_iter().map(|(unit, report)| (unit, shown(&report))).collect()
    }
}

impl Came {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Unit(plans, run) => {
                let report = Scored::new(plans, *run).report(Language::English);
                let again = self.units.insert(report.unit.clone(), report);
                assert!(again.is_none(), "{again:?}");
            }
            Event::Refused(_, run) => panic!("{} was refused", run.record.unit),
            Event::Missing(unit, period) => panic!("{unit} has no row in {period:?}"),
            Event::Finding(finding) => self.findings.push(finding),
        }
    }

    /// How many units have a class or title.
    fn count(&self, name: &str) -> usize {
        let has = |it: &&UnitReport| {
            it.class.as_deref() == Some(name) || it.recognised.iter().any(|title| title == name)
        };
        self.units.values().filter(has).count()
    }
}

/// A class, what it may still be, or that there is none; titles behind it.
fn shown(report: &UnitReport) -> String {
    let class = match report.state {
        State::Undecided => report.possible.join("/"),
        State::NotApplicable => "not assessed".to_owned(),
        State::Value => report.class.clone().unwrap_or_default(),
    };
    let titles = report.recognised.iter().map(|title| format!(" +{title}"));
    std::iter::once(class).chain(titles).collect()
}

/// A table without some of its lines, counted from 0 behind the headings.
fn dropped(text: &str, is_dropped: impl Fn(usize, &str) -> bool) -> String {
    let mut lines = text.lines();
    let head = lines.next().expect("headings").to_owned();
    let rest = lines.enumerate().filter(|(at, line)| !is_dropped(*at, line)).map(|(_, line)| line);
    std::iter::once(head.as_str()).chain(rest).map(|line| format!("{line}\n")).collect()
}

/// A table with its lines in another order.
fn shuffled(text: &str, seed: u64) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut seed = seed | 1;
    for last in (2..lines.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        lines.swap(last, 1 + usize::try_from(seed >> 33).expect("small") % last);
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn all(classes: &BTreeMap<String, String>) -> Vec<(&str, &str)> {
    classes.iter().map(|(unit, class)| (unit.as_str(), class.as_str())).collect()
}

#[test]
fn a_year_is_a_condition_on_twelve_classes() {
    let came = [
        ("PT-01", "good"),
        ("PT-02", "good"),
        ("PT-03", "fair"),
        ("PT-04", "fair"),
        ("PT-05", "good"),
        ("PT-06", "good/fair/average"),
        ("PT-07", "good"),
        ("PT-08", "not assessed"),
        ("PT-09", "good"),
        ("PT-10", "average"),
        ("PT-11", "poor"),
        ("PT-12", "good"),
    ];
    assert_eq!(all(&Year::phu_tho("2025").classes()), came);
}

#[test]
fn months_to_come_leave_open_what_they_can_still_change() {
    let mut year = Year::phu_tho("2026");
    year.until = Period::any("2026-09", None);
    let classes = year.classes();
    let of = |unit: &str| classes[unit].as_str();
    assert_eq!([of("PT-01"), of("PT-05")], ["good/fair/average/poor"; 2]);
    assert_eq!([of("PT-03"), of("PT-04")], ["fair/average/poor"; 2]);
    assert_eq!([of("PT-10"), of("PT-11")], ["average/poor", "poor"]);
    // The cell that left the year before is not asked for.
    assert!(!classes.contains_key("PT-09"));
}

/// 30 that meet the conditions of the highest class and 70 good ones: what "20% of good" leaves.
#[test]
fn three_readings_of_the_quota_give_14_16_and_20() {
    for (reading, excellent) in [("before", 14), ("after", 16), ("better", 20)] {
        let ruleset = format!("regulation_366/quota_{reading}.tieuchi");
        let came = Year::new(&ruleset, "", &[("", "regulation_366/100.csv")]).run();
        assert_eq!((came.count("excellent"), came.count("good")), (excellent, 100 - excellent), "{reading}");
        assert!(came.findings.is_empty(), "{:?}", came.findings);
    }
    let uncut = Year::new("regulation_366/ranked.tieuchi", "", &[("", "regulation_366/100.csv")]).run();
    assert_eq!((uncut.count("excellent"), uncut.count("good")), (30, 70));
}

#[test]
fn who_is_cut_is_good_and_reads_why() {
    let ruleset = "rulesets/regulation_366/quota_better.tieuchi";
    let data = "rulesets/regulation_366/groups.csv";
    let explained = |unit: &str| tieuchi(&["explain", ruleset, data, "--unit", unit]);
    let cut = explained("QL-04");
    assert!(cut.contains("quota excellent") && cut.contains("place 4: cut"), "{cut}");
    assert!(cut.contains("at most 3"), "{cut}");
    let tied = explained("TM-02");
    assert!(tied.contains("decided by Ban Thường vụ"), "{tied}");
    let classes = Year::new("regulation_366/quota_better.tieuchi", "", &[("", "regulation_366/groups.csv")]);
    let classes = classes.classes();
    let of = |unit: &str| classes[unit].as_str();
    assert_eq!([of("TM-01"), of("TM-02"), of("TM-03")], ["excellent", "excellent/good", "excellent/good"]);
    assert_eq!([of("QL-03"), of("QL-04")], ["excellent", "good"]);
    // Fewer than 5: one, whatever 20% of them comes to.
    assert_eq!([of("XA-01"), of("XA-02")], ["excellent", "good"]);
}

#[test]
fn the_year_of_lang_son_comes_from_its_table_of_units() {
    let year =
        Year::new("lang_son/year_2023.tieuchi", "lang_son/units.csv", &[("", "lang_son/2023_facts.csv")]);
    let came = year.run();
    let moved: Vec<&str> = came
        .units
        .values()
        .filter(|it| it.state == State::NotApplicable)
        .map(|it| it.unit.as_str())
        .collect();
    assert_eq!((came.units.len(), moved), (51, vec!["LS-23", "LS-40"]));
    assert_eq!([came.count("four_good"), came.count("excellent"), came.count("exemplary")], [47, 26, 9]);
    // Who has a certificate is excellent.
    let exemplary = came.units.values().filter(|it| it.recognised.iter().any(|title| title == "exemplary"));
    assert!(exemplary.into_iter().all(|it| it.class.as_deref() == Some("excellent")));
    assert!(came.findings.is_empty(), "{:?}", came.findings);
}

#[test]
fn a_committee_reads_its_cells_and_names_the_one_without_data() {
    let classes = Year::committees().classes();
    let expected = [("QN-D11", "good"), ("QN-D12", "excellent/good/completed"), ("QN-D13", "excellent")];
    assert_eq!(all(&classes), expected);
    let text = tieuchi(&[
        "eval",
        "rulesets/quang_ninh/committee_year.tieuchi",
        "--units",
        "rulesets/quang_ninh/units.csv",
        "--with",
        "quang_ninh_cell=rulesets/quang_ninh/cells_2025.csv",
    ]);
    let open = text.lines().find(|line| line.starts_with("QN-D12 ")).expect("a line on what is open");
    assert!(open.contains("QN-07") && !open.contains("QN-05"), "{open}");
}

/// Tasks from a list, discipline from the units below, time from the table of units, the quota last.
#[test]
fn a_collective_reads_its_tasks_and_its_departments() {
    let files = [
        ("", "regulation_366/agencies.csv"),
        ("regulation_366_ranked", "regulation_366/departments.csv"),
        ("nhiệm_vụ", "regulation_366/tasks.csv"),
    ];
    let mut year = Year::new("regulation_366/collective.tieuchi", "regulation_366/units.csv", &files);
    let expected = [
        ("CQ-01", "excellent"),
        ("CQ-02", "good"),
        ("CQ-03", "good"),
        ("CQ-04", "good/completed/not_completed"),
        ("CQ-05", "not assessed"),
        ("CQ-06", "completed"),
        ("CQ-07", "good"),
        ("CQ-08", "good"),
    ];
    assert_eq!(all(&year.classes()), expected);
    // Without what was read of its departments, the first one is open, and so is who follows it.
    year.files[1].1 = dropped(&year.files[1].1, |_, line| line.starts_with("CQ-01-2,"));
    let classes = year.classes();
    let of = |unit: &str| classes[unit].as_str();
    assert_eq!([of("CQ-01"), of("CQ-02")], ["excellent/good"; 2]);
    assert_eq!([of("CQ-03"), of("CQ-06")], ["good", "completed"]);
}

#[test]
fn a_province_adds_up_its_organisations() {
    let year = |data: &'static str| {
        Year::new("ha_tinh/province.tieuchi", "ha_tinh/units.csv", &[("ha_tinh_military", data)])
    };
    assert_eq!(all(&year("ha_tinh/military.csv").classes()), [("HT-QS", "exceeded")]);
    let mut year = year("ha_tinh/military.csv");
    year.files[0].1 = dropped(&year.files[0].1, |_, line| line.starts_with("HT-05,"));
    assert_eq!(all(&year.classes()), [("HT-QS", "exceeded/met/missed")]);
}

/// Without one month of a cell, its year is what it was or open; those of others are what they were.
#[test]
fn a_month_that_is_missing_never_changes_a_class_silently() {
    let year = Year::phu_tho("2025");
    let before = year.run();
    let rows: Vec<&str> = year.files[0].1.lines().skip(1).collect();
    for (line, row) in rows.iter().enumerate() {
        let own = row.split(',').next().expect("a unit");
        let after = year.without(MONTHS, line);
        for (unit, report) in &before.units {
            unchanged(report, &after.units[unit], unit == own, row);
        }
    }
}

/// The same for committees, whose cells lose a month, all months, or their superior.
#[test]
fn a_month_or_cell_that_is_missing_never_changes_a_committee_silently() {
    let year = Year::committees();
    let before = year.run();
    let months = year.files[0].1.clone();
    for (line, row) in months.lines().skip(1).enumerate() {
        let after = year.without(CELLS, line);
        before.units.iter().for_each(|(unit, it)| unchanged(it, &after.units[unit], true, row));
    }
    for cell in ["QN-01", "QN-02", "QN-03", "QN-04", "QN-05", "QN-06", "QN-08", "QN-09", "QN-10"] {
        let mut year = year.clone();
        year.files[0].1 = dropped(&months, |_, line| line.starts_with(&format!("{cell},")));
        let after = year.run();
        before.units.iter().for_each(|(unit, it)| unchanged(it, &after.units[unit], true, cell));
    }
}

/// A unit that owes its row might be in any group, above or below: who depends on it is open, nobody else.
#[test]
fn a_unit_without_data_leaves_open_who_is_cut() {
    let mut year = Year::new("regulation_366/quota_better.tieuchi", "", &[("", "regulation_366/groups.csv")]);
    let rows: Vec<String> = year.files[0].1.lines().skip(1).map(str::to_owned).collect();
    let own = |row: &str| row.split(',').next().expect("a unit").to_owned();
    let units: String = rows.iter().map(|row| format!("{},tập_thể\n", own(row))).collect();
    year.units = format!("unit,type\n{units}");
    let before = year.run();
    for (line, row) in rows.iter().enumerate() {
        let after = year.without("", line);
        for (unit, report) in &before.units {
            unchanged(report, &after.units[unit], true, row);
        }
        assert_eq!(after.units[&own(row)].state, State::Undecided);
        // One of a small group that stands behind another one is cut whoever comes to it.
        let is_behind = row.starts_with("TM") || row.starts_with("QL");
        assert!(!is_behind || shown(&after.units["XA-02"]) == "good", "{row}");
    }
}

/// Without the row of a unit, or its superior, in the table of units: the same, open, or said.
#[test]
fn a_unit_that_is_missing_in_the_table_is_named() {
    let year = Year::committees();
    let before = year.run();
    for row in year.units.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let (unit, superior) = (cells[0], cells[3]);
        let orphan = row.replacen(&format!(",{superior},"), ",,", 1);
        let changed = [dropped(&year.units, |_, line| line == row), year.units.replace(row, &orphan)];
        for units in changed.iter().filter(|it| **it != year.units) {
            // A cell that stands in no table and sends nothing cannot be known of.
            if unit == "QN-07" && !units.contains(unit) {
                continue;
            }
            let changed = Year { units: units.clone(), ..year.clone() };
            let (after, said) = (changed.run(), changed.said());
            let named = said.contains(unit);
            for (committee, report) in &before.units {
                let now = after.units.get(committee).map(shown);
                let same = now.as_ref().is_some_and(|it| *it == shown(report) || it.contains('/'));
                assert!(same || named, "{committee} without {row}: {now:?}\n{said}");
            }
        }
    }
}

impl Year {
    /// What the command says beside the results.
    fn said(&self) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name).display().to_string();
        std::fs::write(path("units.csv"), &self.units).expect("written");
        let mut arguments = vec!["--lang".to_owned(), "en".to_owned(), "eval".to_owned()];
        arguments.push("rulesets/quang_ninh/committee_year.tieuchi".to_owned());
        arguments.extend(["--units".to_owned(), path("units.csv")]);
        for (name, text) in &self.files {
            std::fs::write(path(name), text).expect("written");
            std::fs::rename(path(name), path(&format!("{name}.csv"))).expect("renamed");
            arguments.extend(["--with".to_owned(), format!("{name}={}", path(&format!("{name}.csv")))]);
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
        let output = command.args(arguments).current_dir(home()).output().expect("the command");
        String::from_utf8(output.stderr).expect("UTF-8")
    }
}

/// A unit is what it was. Where something of it is missing, it may be open instead, with what it was among
/// what is still possible.
fn unchanged(before: &UnitReport, after: &UnitReport, is_own: bool, without: &str) {
    let (was, is) = (shown(before), shown(after));
    let is_open = after.state == State::Undecided
        && match (&before.class, before.state) {
            (Some(class), _) => after.possible.contains(class),
            (None, State::Undecided) => before.possible.iter().all(|it| after.possible.contains(it)),
            (None, _) => after.perhaps_no_class,
        };
    assert!(was == is || is_own && is_open, "{} without {without}: {was} became {is}", before.unit);
}

fn tieuchi(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    let output =
        command.args(["--lang", "en"]).args(arguments).current_dir(home()).output().expect("the command");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A table with some of its cells empty, behind those that say of whom and when it is.
fn with_gaps(text: &str, seed: u64) -> String {
    let mut seed = seed | 1;
    let mut is_gap = |at: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        at >= 2 && (seed >> 33).is_multiple_of(11)
    };
    let mut lines = text.lines();
    let head = lines.next().expect("headings").to_owned();
    let mut line = |line: &str| {
        let cells = line.split(',').enumerate();
        cells.map(|(at, cell)| if is_gap(at) { "" } else { cell }).collect::<Vec<_>>().join(",")
    };
    std::iter::once(head).chain(lines.map(&mut line)).map(|line| format!("{line}\n")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// What is read comes to the same whether its rows are scored one by one or side by side.
    #[test]
    fn months_side_by_side_come_to_what_each_does_by_itself(seed in any::<u64>()) {
        for mut year in [Year::phu_tho("2025"), Year::committees()] {
            year.files[0].1 = with_gaps(&year.files[0].1, seed);
            let (together, one_by_one) = (year.run_in(true), year.run_in(false));
            prop_assert!(!together.units.is_empty());
            prop_assert_eq!(format!("{:?}", together.units), format!("{:?}", one_by_one.units));
            prop_assert_eq!(format!("{:?}", together.findings), format!("{:?}", one_by_one.findings));
        }
    }

    /// Ranks, cuts, sums over units: the order of rows never shows.
    #[test]
    fn the_order_of_rows_never_changes_a_result(seed in any::<u64>()) {
        let cohort = |reading: &str, data| {
            Year::new(&format!("regulation_366/quota_{reading}.tieuchi"), "", &[("", data)])
        };
        let years = [
            cohort("before", "regulation_366/100.csv"),
            cohort("after", "regulation_366/groups.csv"),
            cohort("better", "regulation_366/100.csv"),
            Year::committees(),
        ];
        for mut year in years {
            let before = year.classes();
            year.files[0].1 = shuffled(&year.files[0].1, seed);
            if !year.units.is_empty() {
                year.units = shuffled(&year.units, seed.rotate_left(17));
            }
            prop_assert_eq!(before, year.classes());
        }
    }
}
