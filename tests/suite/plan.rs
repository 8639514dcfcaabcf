//! `tieuchi plan` from outside: what would have to change for a unit to reach a class or title.

use crate::support::home;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const MEETING: [&str; 2] =
    ["rulesets/meeting_quality/repaired.tieuchi", "rulesets/meeting_quality/2025-11.csv"];
const CELL: &str = "rulesets/four_good/cell.tieuchi";

fn planned(language: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    command.args(["--lang", language, "plan"]).args(arguments);
    command.current_dir(home()).output().expect("the command")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A table with one good year of a cell, but for some facts.
fn year(folder: &Path, name: &str, facts: &[(&str, &str)]) -> String {
    let usual = [
        ("Chuyển về đảng bộ khác trong năm", "không"),
        ("Tổng số đảng viên", "8"),
        ("Chỉ tiêu được giao", "14"),
        ("Chỉ tiêu đạt", "14"),
        ("Chỉ tiêu vượt mức yêu cầu", "5"),
        ("Tỉ lệ công việc đúng tiến độ", "100"),
        ("Sáng kiến được công nhận", "4"),
        ("Số kỳ sinh hoạt trong năm", "12"),
        ("Số kỳ sinh hoạt chuyên đề", "4"),
        ("Số kỳ sinh hoạt xếp loại tốt", "12"),
        ("Lượt đảng viên phải dự sinh hoạt", "96"),
        ("Lượt đảng viên dự sinh hoạt", "95"),
        ("Lượt vắng không lý do", "0"),
        ("Nội bộ mất đoàn kết", "không"),
        ("Lượt đảng viên bị nhắc nhở bằng văn bản", "0"),
        ("Hình thức kỷ luật cao nhất trong chi bộ", "không_có"),
        ("Khuyết điểm đã chỉ ra ở kỳ trước", "1"),
        ("Khuyết điểm đã khắc phục", "1"),
        ("Đảng viên được xếp loại", "8"),
        ("Đảng viên hoàn thành tốt nhiệm vụ trở lên", "8"),
        ("Đảng viên hoàn thành xuất sắc nhiệm vụ", "1"),
        ("Đảng viên có bản đăng ký tu dưỡng, rèn luyện", "8"),
        ("Không còn nguồn kết nạp đảng viên", "không"),
        ("Đảng viên mới kết nạp trong năm", "1"),
        ("Đảng viên bị nơi cư trú nhận xét chưa tốt", "0"),
        ("Bài viết được đăng bảo vệ nền tảng tư tưởng", "0"),
        ("Được tặng giấy khen tiêu biểu", "không"),
        ("Cải cách hành chính, chuyển đổi số", "4"),
    ];
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    let headings = command.args(["schema", CELL, "--format", "csv"]).current_dir(home());
    let headings = headings.output().expect("the command").stdout;
    let mut reader = csv::Reader::from_reader(headings.as_slice());
    let headings = reader.headers().expect("headings").clone();
    let cell = |heading: &str| {
        let given = facts.iter().chain(&usual).find(|(name, _)| *name == heading);
        match heading {
            "unit" => "CB-1",
            "period" => "2025",
            _ => given.map_or("có", |(_, value)| *value),
        }
    };
    let path = folder.join(name);
    let mut writer = csv::Writer::from_path(&path).expect("a file");
    writer.write_record(&headings).expect("written");
    writer.write_record(headings.iter().map(cell)).expect("written");
    writer.flush().expect("written");
    path.display().to_string()
}

#[test]
fn a_plan_says_what_would_have_to_become_what() {
    let folder = tempfile::tempdir().expect("a folder");
    let chided = [
        ("Nội bộ mất đoàn kết", "có"),
        ("Hình thức kỷ luật cao nhất trong chi bộ", "khiển_trách"),
        ("Chỉ tiêu đạt", "10"),
        ("Lượt đảng viên dự sinh hoạt", "60"),
    ];
    let chided = year(folder.path(), "chided.csv", &chided);
    let open =
        year(folder.path(), "open.csv", &[("Được tặng giấy khen tiêu biểu", ""), ("Chỉ tiêu đạt", "12")]);
    let meeting = |arguments: &[&'static str]| [&MEETING[..], arguments].concat();
    let asked = [
        meeting(&["--unit", "CB-01", "--reach", "good"]),
        meeting(&["--unit", "CB-05", "--reach", "good"]),
        meeting(&["--unit", "CB-05", "--reach", "Tốt", "--keep", "Có mặt", "--keep", "thematic"]),
        meeting(&["--unit", "CB-07", "--reach", "average"]),
        meeting(&["--unit", "CB-07", "--reach", "good", "--keep", "targets_met"]),
        meeting(&["--unit", "CB-09", "--reach", "good"]),
        vec![CELL, &chided, "--unit", "CB-1", "--reach", "Chi bộ 4 tốt"],
        vec![CELL, &open, "--unit", "CB-1", "--reach", "exemplary", "--keep", "chỉ_tiêu_vượt"],
    ];
    let mut shown = String::new();
    for arguments in &asked {
        for language in ["en", "vi"] {
            let output = planned(language, arguments);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            let named: Vec<&str> = arguments.iter().map(|it| it.rsplit('/').next().unwrap_or(it)).collect();
            shown += &format!("──── {language}: {}\n{}\n", named.join(" "), text(&output.stdout));
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(home().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("cli__plan", shown));
}

#[test]
fn a_plan_is_given_to_other_programs() {
    let output =
        planned("en", &[&MEETING[..], &["--unit", "CB-09", "--reach", "good", "--format", "json"]].concat());
    let plan: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let change = &plan["changes"][0];
    assert_eq!((&change["fact"], &change["from"]), (&"targets_met".into(), &serde_json::Value::Null));
    assert_eq!((&change["to"], &change["by"]), (&"90".into(), &"2025-11-30".into()));
    assert_eq!((&plan["outcome"], &plan["class"]), (&"with_changes".into(), &"good".into()));
    for key in ["reached", "is_shortest", "is_exact"] {
        assert_eq!(plan[key], true, "{key}");
    }
    let kept = ["--unit", "CB-07", "--reach", "good", "--keep", "targets_met", "--format", "json"];
    let output = planned("en", &[&MEETING[..], &kept].concat());
    let plan: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&plan["outcome"], &plan["reached"]), (&"out_of_reach".into(), &false.into()));
    assert_eq!(plan["out_of_reach"].as_array().map(Vec::len), Some(1));
}

/// What is planned is what scoring gives for the changed row.
#[test]
fn a_planned_row_is_scored_as_planned() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = fs::read_to_string(home().join(MEETING[1])).expect("data");
    let mut reader = csv::Reader::from_reader(data.as_bytes());
    let headings = reader.headers().expect("headings").clone();
    for record in reader.records().map(|it| it.expect("a row")) {
        let (unit, reach) = (&record[0], ["--reach", "good", "--format", "json"]);
        let output = planned("en", &[&MEETING[..], &["--unit", unit], &reach].concat());
        let plan: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!((&plan["reached"], &plan["class"]), (&true.into(), &"good".into()), "{unit}");
        let mut row: Vec<String> = record.iter().map(str::to_owned).collect();
        for change in plan["changes"].as_array().expect("a list") {
            let column = headings.iter().position(|it| change["fact"] == it).expect("a column");
            row[column] = change["to"].as_str().expect("a value").to_owned();
        }
        let path = folder.path().join("changed.csv");
        let mut writer = csv::Writer::from_path(&path).expect("a file");
        writer.write_record(&headings).expect("written");
        writer.write_record(&row).expect("written");
        writer.flush().expect("written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
        let scored = command.args(["eval", MEETING[0], &path.display().to_string(), "--format", "json"]);
        let scored = scored.current_dir(home()).output().expect("the command").stdout;
        let scored: serde_json::Value = serde_json::from_slice(&scored).expect("JSON");
        assert_eq!((&scored["class"], &scored["total"]), (&plan["class"], &plan["total"]), "{unit}");
    }
}

#[test]
fn names_that_mean_nothing_are_said_with_the_nearest() {
    let asked = [
        (["--unit", "CB-99", "--reach", "good"], "TC0530", ""),
        (["--unit", "CB-05", "--reach", "goood"], "TC0560", "`good`"),
        (["--unit", "CB-05", "--reach", "excellent"], "TC0560", ""),
    ];
    for (arguments, code, near) in asked {
        for language in ["en", "vi"] {
            let output = planned(language, &[&MEETING[..], &arguments].concat());
            let said = text(&output.stderr);
            assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{said}");
            assert!(said.contains(code) && said.contains(near), "{said}");
        }
    }
    let kept = ["--unit", "CB-05", "--reach", "good", "--keep", "presnt"];
    let output = planned("en", &[&MEETING[..], &kept].concat());
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("TC0561") && said.contains("`present`"), "{said}");
    assert_eq!(planned("en", &MEETING).status.code(), Some(2));
}
