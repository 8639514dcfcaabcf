//! What is read beside the row, where it is easy to be wrong silently: undecided candidates of quotas, items that
//! may fall away, rows that were refused, levels between.

use std::fs;
use std::path::Path;
use std::process::Command;

const MONTH: &str = "ruleset m \"M\"\nassesses cell every month\nfacts { pts count from 5 to 10  held yes/no }\n\
    content a \"A\" 10 points { criterion c \"C\" 10 points { points pts } }\n\
    classes { good \"G\" from 8 fair \"F\" otherwise not assessed when held = no }\n";
const UNIT: &str = "assesses cell every year\nfacts { grp choice a, b  pts count from 0 to 10  ok yes/no default yes }\n\
    content a \"A\" 10 points { criterion c \"C\" 10 points { points pts } }\n";

/// The results of a run in a folder of these files, a line a unit: `u1 good`, `u2 excellent/good?`.
fn results(files: &[(&str, &str)], arguments: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |(name, text): &(&str, &str)| fs::write(folder.path().join(name), text).expect("written");
    files.iter().for_each(write);
    run(folder.path(), arguments)
}

fn run(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    command.args(["--lang", "en", "eval", "--format", "json"]).args(arguments).current_dir(folder);
    let output = command.output().expect("the command");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!text.is_empty(), "{said}");
    let unit = |line: &str| {
        let json: serde_json::Value = serde_json::from_str(line).expect("a result");
        let words = |key: &str| {
            let list = json[key].as_array().into_iter().flatten().filter_map(|it| it.as_str());
            list.collect::<Vec<_>>()
        };
        let class = json["class"].as_str().map_or_else(|| words("possible").join("/") + "?", str::to_owned);
        let titles: String = words("recognised").iter().map(|title| format!(" {title}")).collect();
        format!("{} {class}{titles}", json["unit"].as_str().unwrap_or_default())
    };
    text.lines().map(unit).collect()
}

/// A ruleset of comparable units with these classes and quotas.
fn ranked(classes: &str, quotas: &str) -> String {
    format!("ruleset q \"Q\"\n{UNIT}classes {{ {classes} }}\ncohort by grp {{ rank by total\n{quotas}\n}}\n")
}

#[test]
fn an_undecided_candidate_loses_no_higher_class() {
    let text = ranked(
        "excellent \"X\" from 3 when ok_now good \"G\" from 1 fair \"F\" otherwise",
        "quota excellent at most 1, ties cut\nquota good at most 50% of cohort, rounded down, ties cut",
    );
    let text = text.replace("ok yes/no default yes", "ok_now yes/no");
    let data = "unit,period,grp,pts,ok_now\nu1,2025,a,4,\n";
    let came = results(&[("q.tieuchi", &text), ("q.csv", data)], &["q.tieuchi", "q.csv"]);
    assert_eq!(came, ["u1 excellent/fair?"]);
}

#[test]
fn nobody_decides_on_a_tie_that_may_not_be_one() {
    let text = ranked(
        "excellent \"X\" from 3 good \"G\" otherwise",
        "quota excellent at most 2, ties decided by \"the committee\"",
    );
    let said = |rows: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("q.tieuchi"), &text).expect("written");
        fs::write(folder.path().join("q.csv"), format!("unit,period,grp,pts,ok\n{rows}")).expect("written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
        let arguments = ["--lang", "en", "explain", "q.tieuchi", "q.csv", "--unit", "u2"];
        let output = command.args(arguments).current_dir(folder.path()).output().expect("the command");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let tie = said("u1,2025,a,9,\nu2,2025,a,7,\nu3,2025,a,7,\n");
    assert!(tie.contains("place 2, equal with 1: decided by the committee"), "{tie}");
    // The points of one may come to those of another.
    let open = said("u1,2025,a,9,\nu2,2025,a,7,\nu3,2025,a,6,\nu4,2025,a,,\n");
    assert!(open.contains("depends on what is undecided"), "{open}");
}

#[test]
fn a_title_cut_after_the_cut_counts_nobody_twice() {
    let text = ranked(
        "excellent \"X\" from 5 good \"G\" otherwise",
        "quota model at most 20% of excellent after the cut, rounded down, ties kept",
    );
    let text = format!("{text}recognise model \"M\" when class = excellent\n");
    let rows: String = (0..10).map(|at| format!("u{at},2025,a,{}\n", 10 - at / 2)).collect();
    let data = format!("unit,period,grp,pts\n{rows}");
    let came = results(&[("q.tieuchi", &text), ("q.csv", &data)], &["q.tieuchi", "q.csv"]);
    assert_eq!(came.iter().filter(|line| line.ends_with("model")).count(), 2, "{came:?}");
}

#[test]
fn units_of_which_keys_are_missing_are_ranked_without_a_panic() {
    let text = ranked(
        "excellent \"X\" from 5 good \"G\" from 2 fair \"F\" otherwise",
        "quota excellent at most 20% of good after the cut, rounded down, ties cut",
    );
    let points = |at: usize| if at.is_multiple_of(7) { String::new() } else { (at * 5 % 11).to_string() };
    let rows: String = (0..80).map(|at| format!("u{at:02},2025,a,{}\n", points(at))).collect();
    let data = format!("unit,period,grp,pts\n{rows}");
    let came = results(&[("q.tieuchi", &text), ("q.csv", &data)], &["q.tieuchi", "q.csv"]);
    assert_eq!(came.len(), 80);
}

#[test]
fn a_refused_row_is_not_taken_for_a_unit_that_does_not_exist() {
    let text = ranked("excellent \"X\" from 5 good \"G\" otherwise", "quota excellent at most 1, ties cut");
    let data = "unit,period,grp,pts\na,2025,a,many\nb,2025,a,9\n";
    let came = results(&[("q.tieuchi", &text), ("q.csv", data)], &["q.tieuchi", "q.csv"]);
    assert_eq!(came, ["b excellent/good?"]);
}

#[test]
fn a_refused_row_of_a_list_leaves_the_list_open() {
    let text = "ruleset l \"L\"\nassesses cell every year\nfacts { tasks list \"T\" { done yes/no load count from 0 to 5 } }\n\
        let undone = count of tasks with done = no\nclasses { good \"G\" when undone = 0 fair \"F\" otherwise }\n";
    let tasks = "unit,period,done,load\na,2025,yes,1\na,2025,no,9\nb,2025,yes,1\n";
    let files = [("l.tieuchi", text), ("l.csv", "unit,period\na,2025\nb,2025\n"), ("t.csv", tasks)];
    let came = results(&files, &["l.tieuchi", "l.csv", "--with", "tasks=t.csv"]);
    assert_eq!(came, ["a good/fair?", "b good"]);
}

#[test]
fn what_may_all_fall_away_may_come_to_what_holds_for_none() {
    let year = "ruleset y \"Y\"\nassesses cell every year\nreads months from \"m.tieuchi\"\n\
        let mean = average of total over months when none: 0\nlet counted = count of months\n\
        classes { good \"G\" when mean >= 5 fair \"F\" otherwise }\nrecognise twelve \"T\" when counted >= 11\n";
    let data = "unit,period,pts,held\na,2025-01,,no\n";
    let files = [("m.tieuchi", MONTH), ("y.tieuchi", year), ("m.csv", data)];
    let came = results(&files, &["y.tieuchi", "--with", "m=m.csv", "--until", "2025-01"]);
    assert_eq!(came, ["a good/fair?"]);
}

#[test]
fn a_unit_that_left_is_not_still_to_come() {
    let year = "ruleset y \"Y\"\nassesses cell every year\nreads months from \"m.tieuchi\"\n\
        classes { good \"G\" when all months have class >= good when none: no fair \"F\" otherwise }\n";
    let rows: String = (1..=6).map(|month| format!("a,2025-0{month},9,yes\n")).collect();
    let months = format!("unit,period,pts,held\n{rows}");
    let units = "unit,type,left\na,cell,2025-07-01\n";
    let files = [("m.tieuchi", MONTH), ("y.tieuchi", year), ("m.csv", &months), ("u.csv", units)];
    let arguments = ["y.tieuchi", "--units", "u.csv", "--with", "m=m.csv", "--until", "2025-09"];
    assert_eq!(results(&files, &arguments), ["a good"]);
}

#[test]
fn a_unit_counts_once_for_the_nearest_one_above() {
    let cell = format!("ruleset c \"C\"\n{UNIT}classes {{ good \"G\" from 8 fair \"F\" otherwise }}\n");
    let committee = "ruleset d \"D\"\nassesses committee every year\nreads cells from \"c.tieuchi\"\n\
        let weak = count of cells with class = fair\nclasses { good \"G\" when weak = 0 fair \"F\" otherwise }\n";
    // c2 stands below a cell, c3 below a committee of its own.
    let units = "unit,type,parent\nD,committee,\nD2,committee,D\nc1,cell,D\nc2,cell,c1\nc3,cell,D2\n";
    let files = |points: [u32; 3]| {
        let [a, b, c] = points;
        format!("unit,period,grp,pts\nc1,2025,a,{a}\nc2,2025,a,{b}\nc3,2025,a,{c}\n")
    };
    for (points, wanted) in [([9, 3, 9], ["D fair", "D2 good"]), ([9, 9, 3], ["D good", "D2 fair"])] {
        let data = files(points);
        let files = [("c.tieuchi", &*cell), ("d.tieuchi", committee), ("u.csv", units), ("c.csv", &data)];
        let came = results(&files, &["d.tieuchi", "--units", "u.csv", "--with", "c=c.csv"]);
        assert_eq!(came, wanted);
    }
}
