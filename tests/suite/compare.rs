//! Those who score the same unit, held against each other: from outside, and in any order of rows.

use crate::support::plan;
use proptest::prelude::*;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Output};
use tieuchi::data::{Options, Repeats};
use tieuchi::report::{Comparisons, UnitComparison, comparison_text};
use tieuchi::{Format, Language, Plans, Row, read, score};

const RULESET: &str = "ruleset branch_year \"Chi bộ hằng năm\"
assesses branch every year
scored by self \"Chi bộ tự chấm\", superior \"Cấp trên thẩm định\"
facts {
  late count \"Nộp muộn\" from 0 to 12, default 0
  spirit choice \"Tinh thần\" low \"Thấp\" < high \"Cao\"
}
content work \"Công tác lãnh đạo\" 10 points {
  criterion plan   \"Chương trình công tác\" 4 points yes/no
  criterion report \"Báo cáo\"               6 points { points 6  deduct 2 each for late }
}
classes { good \"Tốt\" from 8 when spirit = high  fair \"Khá\" otherwise }
recognise model \"Chi bộ mẫu\" when total = 10
";

/// Rows as an office collects them: first all that branches say of themselves, then what the district says,
/// with some mistakes. CB-04 was not looked at, CB-05 did not send anything.
const DATA: &str = "unit,period,assessor,work.plan,late,spirit
CB-01,2025,self,yes,0,high
CB-02,2025,self,yes,0,high
CB-03,2025,self,yes,1,high
CB-04,2025,self,yes,0,high
CB-06,2025,slef,yes,0,high
CB-07,2025,,yes,0,high
CB-05,2025,superior,no,,low
CB-03,2025,superior,yes,1,low
CB-02,2025,Cấp trên thẩm định,no,3,high
CB-01,2025,superior,yes,,high
CB-01,2025,superior,no,0,high
";

fn tieuchi(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    command.args(arguments).current_dir(folder).output().expect("the command")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.tieuchi"), RULESET).expect("written");
    fs::write(folder.path().join("a.csv"), DATA).expect("written");
    folder
}

#[test]
fn eval_compares_those_who_score_the_same_unit() {
    let folder = folder();
    for language in ["en", "vi"] {
        let output = tieuchi(&["--lang", language, "eval", "a.tieuchi", "a.csv", "--compare"], folder.path());
        assert_eq!(output.status.code(), Some(3));
        let page = format!("{}──── beside\n{}", text(&output.stdout), text(&output.stderr));
        snapshot(&format!("compare_text_{language}"), page);
    }
}

#[test]
fn comparisons_are_written_for_other_programs() {
    let folder = folder();
    let run = |format| {
        let arguments = ["--lang", "en", "eval", "a.tieuchi", "a.csv", "--compare", "--format", format];
        text(&tieuchi(&arguments, folder.path()).stdout)
    };
    snapshot("compare_csv", run("csv"));
    let json = run("json");
    let units: Vec<serde_json::Value> =
        json.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(units.len(), 5);
    let of = |name: &str| units.iter().find(|unit| unit["unit"] == name).expect("a unit");
    assert_eq!((&of("CB-01")["agree"], &of("CB-04")["missing"][0]), (&true.into(), &"superior".into()));
    let second = of("CB-02");
    assert_eq!(second["results"]["self"]["total"], "10");
    assert_eq!(second["results"]["superior"]["total"], "0");
    assert_eq!(second["results"]["self"]["recognised"][0], "model");
    let report = &second["criteria"][1];
    assert_eq!(report["criterion"], "work.report");
    assert_eq!(report["results"]["superior"]["points"], "0");
    assert_eq!(
        (&report["facts"][0]["fact"], &report["facts"][0]["values"]["superior"]),
        (&"late".into(), &"3".into())
    );
    assert_eq!(of("CB-03")["facts"][0]["fact"], "spirit");
}

#[test]
fn eval_without_compare_has_a_row_for_each_and_counts_the_last() {
    let folder = folder();
    let run = |format| {
        let arguments = ["--lang", "en", "eval", "a.tieuchi", "a.csv", "--format", format];
        text(&tieuchi(&arguments, folder.path()).stdout)
    };
    snapshot("assessors_table", run("text"));
    let csv = run("csv");
    assert!(csv.starts_with("unit,period,assessor,state,total,"), "{csv}");
    assert!(csv.contains("CB-02,2025,superior,value,0,"), "{csv}");
    assert!(run("json").contains("\"period\":\"2025\",\"assessor\":\"self\","));
}

#[test]
fn explain_says_where_they_differ() {
    let folder = folder();
    let run =
        |unit| tieuchi(&["--lang", "en", "explain", "a.tieuchi", "a.csv", "--unit", unit], folder.path());
    snapshot("compare_explained", text(&run("CB-02").stdout));
    let same = fs::read_to_string(folder.path().join("a.csv")).expect("data");
    let same = same.replace("CB-01,2025,superior,no,0,high\n", "");
    fs::write(folder.path().join("a.csv"), same).expect("written");
    let page = text(&run("CB-01").stdout);
    assert!(page.ends_with("where those who score the unit differ\nall come to the same\n"), "{page}");
}

#[test]
fn without_assessors_there_is_nothing_to_compare() {
    let folder = folder();
    let alone = RULESET.replace("scored by self \"Chi bộ tự chấm\", superior \"Cấp trên thẩm định\"\n", "");
    fs::write(folder.path().join("alone.tieuchi"), alone).expect("written");
    let output = tieuchi(&["--lang", "en", "eval", "alone.tieuchi", "a.csv", "--compare"], folder.path());
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""));
    assert!(text(&output.stderr).contains("names nobody to compare"), "{}", text(&output.stderr));
}

#[test]
fn headings_and_schema_ask_for_the_assessor() {
    let folder = folder();
    let csv = tieuchi(&["schema", "a.tieuchi", "--format", "csv"], folder.path());
    assert!(text(&csv.stdout).starts_with("unit,period,assessor,"), "{}", text(&csv.stdout));
    let schema: serde_json::Value =
        serde_json::from_slice(&tieuchi(&["schema", "a.tieuchi"], folder.path()).stdout).expect("JSON");
    assert_eq!(schema["properties"]["assessor"]["enum"][1], "superior");
    assert_eq!(schema["required"][1], "assessor");
}

#[test]
fn the_last_assessor_is_the_one_that_counts() {
    let plans = plan(RULESET);
    assert_eq!(plans.get(0).ruleset.final_assessor(), Some(1));
    assert_eq!(
        plan("ruleset a content c 1 point { criterion d 1 point yes/no }").get(0).ruleset.final_assessor(),
        None
    );
}

fn snapshot(name: &str, page: String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(crate::support::home().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, page));
}

fn compared(plans: &Plans, rows: &[&str]) -> Vec<UnitComparison> {
    let data = format!("{}\n{}\n", DATA.lines().next().expect("headings"), rows.join("\n"));
    let (mut comparisons, mut repeats) = (Comparisons::new(plans), Repeats::default());
    read(plans, "x.csv", data.as_bytes(), Format::Csv, Options::default(), &mut |row| {
        let Row::Record(record) = row else { return ControlFlow::Continue(()) };
        assert!(repeats.check(&record.unit, record.head(), &record.place.file).is_none());
        let scored = score(plans, record).expect("a sound row");
        comparisons.add(&scored.speaker(Language::English), scored.report(Language::English));
        ControlFlow::Continue(())
    });
    comparisons.finish()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Each unit is compared with itself, and units agree exactly where what is scored is the same.
    #[test]
    fn the_order_of_rows_does_not_show(
        rows in proptest::collection::btree_map((0u8..4, 2024u16..2026, any::<bool>()), (any::<bool>(), 0u8..4, any::<bool>()), 1..14)
            .prop_map(|rows| rows.into_iter().collect::<Vec<_>>()),
        order in proptest::collection::vec(any::<u32>(), 14),
    ) {
        let plans = plan(RULESET);
        let written: Vec<String> = rows.iter().map(|((unit, year, last), (plan, late, high))| {
            let (who, plan, high) = (if *last { "superior" } else { "self" }, if *plan { "yes" } else { "no" }, if *high { "high" } else { "low" });
            format!("U{unit},{year},{who},{plan},{late},{high}")
        }).collect();
        let sorted: Vec<&str> = written.iter().map(String::as_str).collect();
        let mut mixed: Vec<(u32, &str)> = order.iter().copied().zip(sorted.iter().copied()).collect();
        mixed.sort_unstable();
        let mixed: Vec<&str> = mixed.into_iter().map(|(_, row)| row).collect();
        let (one, other) = (compared(&plans, &sorted), compared(&plans, &mixed));
        let shown = |units: &[UnitComparison]| {
            format!("{}{}", comparison_text(units, &plans, Language::English), serde_json::to_string(units).expect("JSON"))
        };
        prop_assert_eq!(shown(&one), shown(&other));
        for unit in &one {
            let own: Vec<_> = rows.iter().filter(|((name, year, _), _)| format!("U{name}") == unit.unit && Some(year.to_string()) == unit.period).collect();
            prop_assert_eq!(unit.results.0.len(), own.len());
            // 6 points less 2 each for late: from 3 on nothing is left.
            let scores = |(plan, late, high): (bool, u8, bool)| {
                let total = if plan { 4 } else { 0 } + 6 - 2 * i32::from(late.min(3));
                (plan, late.min(3), total >= 8 && high)
            };
            let agree = own.len() == 2 && scores(own[0].1) == scores(own[1].1);
            prop_assert_eq!(unit.agree, agree, "{:?}", unit);
        }
    }
}
