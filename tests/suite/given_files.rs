//! The files of a run over several rulesets: what is wrong with them, from outside.

use crate::support::home;
use std::fs;
use std::path::Path;
use std::process::Command;

const MONTH: &str = "ruleset month \"Tháng\"\nassesses cell every month\nfacts { late count from 0 to 9 }\n\
    content work 5 points { criterion plan 5 points { tiers of late { up to 0: 5 above 0: 0 } } }\n";
const YEAR: &str = "ruleset year \"Năm\"\nassesses cell every year\nreads months from \"month.tieuchi\"\n\
    facts { tasks list \"Nhiệm vụ\" { done yes/no } }\n\
    content work 5 points { criterion steady 5 points met when all months have total >= 5 when none: no\n\
    and all tasks have done when none: yes }\n";
const COMMITTEE: &str = "ruleset upper \"Cấp trên\"\nassesses committee every month\nreads cells from \"month.tieuchi\"\n\
    content work 5 points { criterion steady 5 points met when all cells have total >= 5 when none: no }\n";

/// Runs the command in a folder of rulesets and data; the exit code, and what it says beside the results.
fn eval(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    command.args(["--lang", "en", "eval"]).args(arguments).current_dir(folder);
    let output = command.output().expect("the command");
    (output.status.code().expect("a code"), String::from_utf8(output.stderr).expect("UTF-8"))
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    file("month.tieuchi", MONTH);
    file("year.tieuchi", YEAR);
    file("upper.tieuchi", COMMITTEE);
    file("months.csv", "unit,period,late\nA,2025-01,0\n");
    file("tasks.csv", "unit,period,done\nA,2025,yes\n");
    file("units.csv", "unit,type,parent\nU,committee,\nA,cell,U\nB,cell,U\n");
    assert!(home().exists());
    folder
}

#[test]
fn data_of_what_is_read_must_be_given_by_its_name() {
    let folder = folder();
    let (code, text) = eval(folder.path(), &["year.tieuchi"]);
    assert!(code != 0 && text.contains("error TC0575") && text.contains("--with month=FILE"), "{text}");
    let (code, text) = eval(folder.path(), &["year.tieuchi", "--with", "month=months.csv"]);
    assert!(code == 0 && text.contains("warning TC0575") && text.contains("--with tasks=FILE"), "{text}");
    let with = ["year.tieuchi", "--with", "month=months.csv", "--with", "tasks=tasks.csv"];
    assert_eq!(eval(folder.path(), &with), (0, String::new()));
    let (code, text) = eval(folder.path(), &["year.tieuchi", "--with", "moth=months.csv"]);
    assert!(code != 0 && text.contains("TC0576") && text.contains("did you mean `month`?"), "{text}");
}

#[test]
fn units_below_need_the_table_of_units() {
    let folder = folder();
    let with = ["upper.tieuchi", "--with", "month=months.csv"];
    let (code, text) = eval(folder.path(), &with);
    assert!(code != 0 && text.contains("error TC0577") && text.contains("--units"), "{text}");
    let with = [&with[..], &["--units", "units.csv"]].concat();
    let (_, text) = eval(folder.path(), &with);
    assert!(!text.contains("TC0577"), "{text}");
}

#[test]
fn a_unit_that_stands_below_nobody_is_named() {
    let folder = folder();
    fs::write(folder.path().join("alone.csv"), "unit,type,parent\nU,committee,\nA,cell,U\nB,cell,\n")
        .expect("written");
    let with = ["upper.tieuchi", "--with", "month=months.csv", "--units", "alone.csv"];
    let (code, text) = eval(folder.path(), &with);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("warning TC0580") && text.contains("alone.csv") && text.contains("`B`"), "{text}");
    assert!(text.contains("stands below no committee"), "{text}");
}

#[test]
fn units_and_rows_are_held_against_each_other() {
    let folder = folder();
    fs::write(folder.path().join("strange.csv"), "unit,period,late\nA,2025-01,0\nBB,2025-01,0\n")
        .expect("written");
    let (code, text) = eval(folder.path(), &["month.tieuchi", "strange.csv", "--units", "units.csv"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("warning TC0578") && text.contains("`BB`"), "{text}");
    let missing = "the unit `B` stands in the table of units, but has no row for 2025-01";
    assert!(
        text.contains("warning TC0579") && text.contains("units.csv: ") && text.contains(missing),
        "{text}"
    );
}

#[test]
fn units_of_another_type_and_results_that_cannot_be_are_named() {
    let folder = folder();
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    file("typo.csv", "unit,type,parent\nU,committee,\nA,cel,U\n");
    let (_, said) =
        eval(folder.path(), &["upper.tieuchi", "--units", "typo.csv", "--with", "month=months.csv"]);
    assert!(said.contains("TC0581") && said.contains("`cel`"), "{said}");
    file(
        "own.tieuchi",
        "ruleset own \"Năm\"\nassesses cell every year\nfacts { pts count from 0 to 9 }\n\
        content a \"A\" 9 points { criterion c 9 points { points pts } }\nclasses { good from 5 fair otherwise }\n\
        recognise again when class = good and previous.class when none: fair = good\n",
    );
    file("own.csv", "unit,period,pts\nA,2025,7\n");
    let line = |class: &str| {
        format!("{{\"unit\":\"A\",\"period\":\"2024\",\"state\":\"value\",\"class\":\"{class}\"}}\n")
    };
    file("old.jsonl", &[line("god"), line("good"), line("fair")].concat());
    let (code, said) = eval(folder.path(), &["own.tieuchi", "own.csv", "--results", "old.jsonl"]);
    assert_eq!(code, 3);
    assert_eq!(said.matches("TC0582").count(), 2, "{said}");
    assert!(said.contains("`god`"), "{said}");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn without_parquet_that_is_said() {
    let folder = folder();
    fs::write(folder.path().join("months.parquet"), "PAR1").expect("written");
    for format in ["text", "csv"] {
        let (code, text) = eval(folder.path(), &["month.tieuchi", "months.parquet", "--format", format]);
        assert!(code == 3 && text.contains("TC0583") && text.contains("--features parquet"), "{text}");
    }
    let (_, text) =
        eval(folder.path(), &["upper.tieuchi", "--units", "months.parquet", "--with", "month=months.csv"]);
    assert!(text.contains("TC0583"), "{text}");
    let (code, text) = eval(folder.path(), &["month.tieuchi", "months.csv", "--format", "parquet"]);
    assert!(code == 2 && text.contains("built without Parquet"), "{text}");
}
