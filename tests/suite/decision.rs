//! A decision of the competent level, from outside: an input with its document beside what the rules give.

use crate::support::{home, plan};
use std::fs;
use std::process::{Command, Output};
use tieuchi::data::Decision;
use tieuchi::model::Symbol;
use tieuchi::value::{Date, Value};
use tieuchi::{Language, Plans, Record, score};

/// A case of the folder `tests/cases/eval`, run from there.
fn tieuchi(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    command.args(arguments).current_dir(home().join("tests/cases/eval")).output().expect("the command")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn snapshot(name: &str, page: String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(home().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, page));
}

#[test]
fn the_table_shows_the_decision_and_what_the_rules_give() {
    for language in ["en", "vi"] {
        let run = |more: &[&str]| {
            let arguments = [&["--lang", language, "eval", "decided.tieuchi", "decided.csv"], more].concat();
            text(&tieuchi(&arguments).stdout)
        };
        snapshot(&format!("decided_table_{language}"), run(&[]));
        let csv = run(&["--format", "csv"]);
        assert!(csv.contains(",max,class,decision,document,decision date,recognised,"), "{csv}");
        assert!(csv.contains("CB-02,2025,value,6,,,10,fair,good,12-QĐ/ĐU,2026-01-15,model,"), "{csv}");
    }
}

#[test]
fn explain_says_who_decided_and_what_the_rules_give() {
    let mut page = String::new();
    for (language, unit) in
        [("en", "CB-02"), ("vi", "CB-02"), ("en", "CB-03"), ("en", "CB-04"), ("vi", "CB-05"), ("en", "CB-07")]
    {
        let arguments = ["--lang", language, "explain", "decided.tieuchi", "decided.csv", "--unit", unit];
        page += &format!("──── {unit}\n{}\n", text(&tieuchi(&arguments).stdout));
    }
    snapshot("decided_explained", page);
}

#[test]
fn headings_and_schema_ask_for_the_decision() {
    let csv = text(&tieuchi(&["schema", "decided.tieuchi", "--format", "csv"]).stdout);
    assert!(csv.starts_with("unit,period,decision,document,decision date,"), "{csv}");
    let schema: serde_json::Value =
        serde_json::from_slice(&tieuchi(&["schema", "decided.tieuchi"]).stdout).expect("JSON");
    assert_eq!(schema["properties"]["decision"]["enum"][2], "good");
    assert_eq!(schema["properties"]["decision date"]["format"], "date");
}

fn decided(plans: &Plans, points: bool, class: Option<u8>) -> serde_json::Value {
    let decision =
        class
            .map(|class| Decision { class, document: "1-QĐ".to_owned(), date: Date::constant(2026, 1, 15) });
    let record = Record { facts: vec![Some(Value::Truth(points))], decision, ..Record::default() };
    let scored = score(plans, record).expect("a sound row");
    serde_json::to_value(scored.report(Language::English)).expect("a result")
}

/// Whatever is decided, all that the rules give stays as it is; only what reads the class moves.
#[test]
fn a_decision_moves_titles_and_nothing_that_is_computed() {
    let text = fs::read_to_string(home().join("tests/cases/prove/decided_class.tieuchi")).expect("a case");
    assert!(plan(&text).get(0).decided.is_some());
    let plans = plan(
        "ruleset a content c 4 points { criterion d 4 points yes/no } \
         classes { best from 4 good from 2 poor otherwise decided by \"x\" } \
         recognise first when class = best recognise second when class <= good",
    );
    for points in [true, false] {
        let plain = decided(&plans, points, None);
        for class in 0..3u8 {
            let found = decided(&plans, points, Some(class));
            for key in ["total", "max", "class", "state", "contents", "criteria"] {
                assert_eq!(found[key], plain[key], "{key}");
            }
            assert_eq!(found["recognised"][0], if class == 2 { "first" } else { "second" });
            assert_eq!(found["decision"]["class"], ["poor", "good", "best"][usize::from(class)]);
        }
        assert!(plain.get("decision").is_none());
    }
    let own = plans.get(0);
    assert_eq!(own.symbol(Symbol::Classes(0)), own.class_in_force());
    assert_ne!(own.class_in_force(), own.class().map(|(node, _)| node));
}
