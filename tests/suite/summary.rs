//! `tieuchi summary` from outside: counts by groups, what is missing, what has changed.

use crate::support::{home, text_of};
use serde_json::Value as Json;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const RULESET: &str = "rulesets/lang_son/agencies.tieuchi";
const DATA: &str = "rulesets/lang_son/2023.csv";
const UNITS: &str = "rulesets/lang_son/units.csv";

/// A table with one criterion that costs, two classes, and a part that is not always asked for.
const SMALL: &str = "ruleset a \"A\"\nassesses cell every year\nfacts { late count from 0 to 9 }\n\
    content work 4 points { criterion plan \"Plan\" 4 points { points 4 deduct 1 each for late } }\n\
    classes { good from 3  fair otherwise }\n";

fn summary(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    command.args(arguments).current_dir(home()).output().expect("the command")
}

fn out(arguments: &[&str], code: i32) -> String {
    let output = summary(arguments);
    assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(arguments: &[&str], code: i32) -> Json {
    let arguments = [&["--lang", "en", "summary", "--format", "json"], arguments].concat();
    serde_json::from_str(&out(&arguments, code)).expect("JSON")
}

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path.display().to_string()
}

#[test]
fn the_year_of_the_bloc_by_committee() {
    let mut pages = String::new();
    for language in ["en", "vi"] {
        let page =
            out(&["--lang", language, "summary", RULESET, DATA, "--units", UNITS, "--by", "parent"], 0);
        assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
        pages += &page;
    }
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("cli__summary", pages);
    });
    let all = &json(&[RULESET, DATA], 0)["all"]["counts"];
    assert_eq!((&all["assessed"], &all["class.excellent"]), (&49.into(), &26.into()));
    assert_eq!((&all["registered"], &all["without_data"]), (&Json::Null, &Json::Null));
    let kinds = json(&[RULESET, DATA, "--units", UNITS, "--by", "KHỐI"], 0);
    let found: Vec<&str> =
        kinds["groups"].as_array().expect("groups").iter().filter_map(|it| it["group"].as_str()).collect();
    assert_eq!(found, ["Cơ quan", "Doanh nghiệp", "Đơn vị sự nghiệp"]);
    let csv = out(
        &["summary", RULESET, DATA, "--units", UNITS, "--by", "pilot", "--format", "csv", "--lang", "vi"],
        0,
    );
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("group,registered,listed,assessed,class.excellent,"), "{csv}");
    assert!(lines[1].starts_with("có,51,51,49,26,") && lines[2].starts_with(",51,51,49,26,"), "{csv}");
}

#[test]
fn the_order_of_rows_never_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let reversed = |path: &str, name: &str| {
        let text = text_of(path);
        let (head, rows) = text.split_once('\n').expect("a heading");
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        file(folder.path(), name, &format!("{head}\n{}\n", rows.join("\n")))
    };
    let (data, units) = (reversed(DATA, "data.csv"), reversed(UNITS, "units.csv"));
    for format in ["text", "json", "csv"] {
        let page = |data: &str, units: &str| {
            out(
                &[
                    "--lang", "en", "summary", RULESET, data, "--units", units, "--by", "parent", "--format",
                    format,
                ],
                0,
            )
        };
        assert_eq!(page(DATA, UNITS), page(&data, &units));
    }
}

#[test]
fn what_is_missing_refused_or_unknown_is_counted_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let ruleset = file(folder.path(), "a.tieuchi", SMALL);
    let data = file(folder.path(), "d.csv", "unit,late\nA,0\nB,3\nC,\nD,x\nX,1\nA,2\n");
    let table = "unit,type,parent,registered,title\nP,committee,,,Bloc\nA,cell,P,yes,\nB,cell,P,yes,\nC,cell,P,no,\n\
        D,cell,P,yes,\nE,cell,P,yes,\nF,cell,P,no,\n";
    let units = file(folder.path(), "u.csv", table);
    let found = json(&[&ruleset, &data, "--units", &units, "--by", "parent"], 3);
    let (bloc, none) = (&found["groups"][0], &found["groups"][1]);
    assert_eq!((&bloc["group"], &none["group"]), (&"Bloc (P)".into(), &"–".into()));
    let counts = |group: &Json| {
        let keys = ["registered", "listed", "assessed", "class.good", "undecided", "refused", "without_data"];
        keys.map(|key| group["counts"][key].as_i64().expect("a count"))
    };
    assert_eq!(counts(bloc), [4, 6, 2, 1, 1, 2, 1]);
    assert_eq!(counts(none), [0, 0, 1, 1, 0, 0, 0]);
    assert_eq!(
        (&bloc["without_data"], &none["unlisted"]),
        (&serde_json::json!(["E"]), &serde_json::json!(["X"]))
    );
    let cost = &found["all"]["costs"][0];
    assert_eq!(
        (&cost["criterion"], &cost["sum"], &cost["mean"]),
        (&"work.plan".into(), &"4".into(), &"4/3".into())
    );
    let text = out(&["--lang", "en", "summary", &ruleset, &data, "--units", &units], 3);
    assert!(
        text.contains("without data (1): E") && text.contains("not in the table of units (1): X"),
        "{text}"
    );
    let wrong = summary(&["--lang", "en", "summary", &ruleset, &data, "--units", &units, "--by", "parnt"]);
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert_eq!(wrong.status.code(), Some(2));
    let unreadable = file(folder.path(), "bad.csv", "name,parent\nA,\n");
    let wrong = summary(&["--lang", "en", "summary", &ruleset, &data, "--units", &unreadable]);
    assert_eq!((wrong.status.code(), wrong.stdout.len()), (Some(2), 0));
    assert!(said.contains("TC0545") && said.contains("did you mean `parent`?"), "{said}");
}

#[test]
fn an_earlier_table_shows_what_has_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let ruleset = file(folder.path(), "a.tieuchi", SMALL);
    let now = file(folder.path(), "now.csv", "unit,late\nA,0\nB,0\nC,2\n");
    let before = file(folder.path(), "before.csv", "unit,late\nA,0\nB,2\nG,0\n");
    let units =
        file(folder.path(), "u.csv", "unit,type,block\nA,cell,one\nB,cell,one\nC,cell,one\nG,cell,two\n");
    let arguments = [ruleset.as_str(), &now, "--units", &units, "--by", "block", "--earlier", &before];
    let found = json(&arguments, 0);
    let change = |group: &Json, key: &str| group["change"][key].as_i64().expect("a change");
    let (one, two) = (&found["groups"][0], &found["groups"][1]);
    assert_eq!([change(one, "assessed"), change(one, "class.good"), change(one, "without_data")], [1, 1, -1]);
    assert_eq!(
        [change(two, "assessed"), change(two, "class.good"), change(two, "without_data")],
        [-1, -1, 1]
    );
    let text = out(&[&["--lang", "en", "summary"], &arguments[..]].concat(), 0);
    assert!(text.contains("3 ") && text.contains("2 (+1)") && text.contains("0 (-1)"), "{text}");
    let csv = out(&[&["--lang", "en", "summary", "--format", "csv"], &arguments[..]].concat(), 0);
    assert!(csv.contains(",change.class.good,") && csv.contains("\ntwo,"), "{csv}");
}
