//! The command over tables whose rows need nothing but themselves: in columns, with any number of threads, it
//! writes and says what it writes and says of a record at a time.

use crate::support::home;
use std::fmt::Write;
use std::fs;
use std::process::{Command, Output};

/// Runs `eval` with results as CSV.
fn eval(ruleset: &str, data: &str, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    command.args(["--lang", "en", "eval", ruleset, data, "--format", "csv"]).args(more);
    command.current_dir(home()).output().expect("the command")
}

/// Holds columns against a record at a time, which a run that is recorded takes.
fn hold(ruleset: &str, data: &str) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let record = folder.path().join("record.jsonl").display().to_string();
    let alone = eval(ruleset, data, &["--record", &record]);
    for threads in ["1", "2", "5"] {
        let many = eval(ruleset, data, &["--threads", threads]);
        let what = format!("{ruleset} {data}, {threads} threads");
        assert_eq!(String::from_utf8_lossy(&many.stdout), String::from_utf8_lossy(&alone.stdout), "{what}");
        assert_eq!(String::from_utf8_lossy(&many.stderr), String::from_utf8_lossy(&alone.stderr), "{what}");
        assert_eq!(many.status.code(), alone.status.code(), "{what}");
    }
    alone
}

#[test]
fn the_data_of_the_repository_comes_to_the_same() {
    for (ruleset, data) in [
        ("rulesets/lang_son/agencies.tieuchi", "rulesets/lang_son/2023.csv"),
        ("rulesets/meeting_quality/repaired.tieuchi", "rulesets/meeting_quality/2025-11.csv"),
    ] {
        let output = hold(ruleset, data);
        assert!(output.stdout.len() > 500, "{data}");
    }
}

/// Requirements, parts that do not apply, fractions, a local function, a class that may be undecided.
pub(crate) const RULESET: &str = r#"ruleset many "Many"
assesses cell every month
round total to 0.1, half up
facts {
  due count "Due" from 0 to 500
  present count at most due
  late count from 0 to 60
  grade choice low < mid < high
  urban yes/no
  spent number from 0 to 1000000000 by 0.01 default 0
}
function rest(n count) number from 0 to 3 by 0.5 { if n > 6 { 0 } else { 3 - n / 2 } }
content one "One" 12 points {
  criterion ratio "Ratio" 6 points {
    tiers of present / due {
      from 90%: 6
      from 50%: 3
      below 50%: 0
    }
    not applicable when due = 0: rescale total
  }
  criterion punctual "Punctual" 3 points { points rest(late) }
  criterion good "Good" 3 points { met when grade >= mid }
}
content two "Two" 8 points {
  criterion share "Share" 4 points {
    proportion present / due
    not applicable when due = 0: drop
  }
  criterion answer "Answer" 4 points {
    met when urban
    deduct 0.5 each for late
  }
}
classes "Class" {
  good from 15
  fair from 8
  poor otherwise
  at most fair when grade = low
}
recognise clean "Clean" when class = good and late = 0
"#;

/// Rows of which one in some has a mistake, a gap, or stands twice.
pub(crate) fn data(rows: usize) -> String {
    let mut text = String::from("unit,period,due,present,late,grade,urban,spent\n");
    for row in 0..rows {
        let due = row * 7 % 40;
        let present = if due == 0 { 0 } else { row * 11 % (due + 1) };
        let (late, grade) = (row % 9, ["low", "mid", "high"][row % 3]);
        let unit = if row % 97 == 13 { "\"Chi bộ 1, xã 2\"".to_owned() } else { format!("c{row}") };
        let spent = ["", "12.5", "999999999.99", "7"][row % 4];
        let urban = if row % 5 == 0 { "no" } else { "có" };
        let late = match row % 211 {
            5 => "x1".to_owned(),
            6 => String::new(),
            7 => "61".to_owned(),
            8 => "2.5".to_owned(),
            _ => late.to_string(),
        };
        let present = if row % 173 == 2 { due + 3 } else { present };
        let _ =
            writeln!(text, "{unit},2025-{:02},{due},{present},{late},{grade},{urban},{spent}", row % 12 + 1);
    }
    text.push_str("c1,2025-02,1,1,1,mid,yes,1\nc0,2025-01,,,,,,\nlast,2025-13,1,1,1,mid,yes,1\n");
    text
}

#[test]
fn tables_with_mistakes_come_to_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("written");
        path.display().to_string()
    };
    let ruleset = write("many.tieuchi", RULESET);
    let output = hold(&ruleset, &write("many.csv", &data(30_000)));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    for code in ["TC0511", "TC0514", "TC0513", "TC0522", "TC0529"] {
        assert!(said.contains(code), "{code}: {}", &said[..said.len().min(3_000)]);
    }
    assert!(String::from_utf8_lossy(&output.stdout).contains("undecided"));
}
