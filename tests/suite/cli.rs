//! The command from outside: files in, text and exit codes out.

use crate::support::home;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const RULESET: &str = "rulesets/meeting_quality/repaired.tieuchi";
const DATA: &str = "rulesets/meeting_quality/2025-11.csv";

fn tieuchi(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    command.args(["--lang", "en"]).args(arguments).current_dir(home()).output().expect("the command")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

/// A file in a folder that is removed afterwards.
fn file(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path.display().to_string()
}

#[test]
fn check_says_what_is_wrong_and_exits_1() {
    let sound = tieuchi(&["check", RULESET]);
    assert_eq!(
        (code(&sound), out(&sound).as_str()),
        (0, "1 file checked: 0 errors, 0 warnings, 2 accepted\n")
    );
    let faulty = tieuchi(&["check", "rulesets/meeting_quality/as_printed.tieuchi"]);
    assert_eq!(code(&faulty), 1);
    assert!(out(&faulty).contains("TC0703") && out(&faulty).contains("50%"), "{}", out(&faulty));
}

#[test]
fn check_gives_json_for_other_programs() {
    let faulty = tieuchi(&["check", "--format", "json", "rulesets/meeting_quality/as_printed.tieuchi"]);
    let json: serde_json::Value = serde_json::from_slice(&faulty.stdout).expect("JSON");
    let finding = &json["findings"][0];
    assert_eq!(finding["code"], "TC0703");
    assert_eq!(finding["severity"], "error");
    assert!(finding["line"].as_u64() > Some(1) && finding["column"].as_u64() > Some(0));
    for key in ["message", "file", "help"] {
        assert!(!finding[key].as_str().expect("text").is_empty(), "{key}");
    }
}

/// A ruleset that accepts a gap, with a fact that nothing reads beside it.
const ACCEPTING: &str = "ruleset a \"A\"\nfacts { late count from 0 to 9  spare count from 0 to 9 }\n\
    content work 1 point { criterion plan 1 point { tiers of late { up to 3: 1  from 5: 0 } } }\n\
    accept TC0703 of work.plan because \"as printed\"\n";

#[test]
fn what_is_accepted_is_counted_and_shown_when_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let ruleset = file(folder.path(), "a.tieuchi", ACCEPTING);
    let plain = tieuchi(&["check", &ruleset]);
    assert_eq!(code(&plain), 0);
    assert!(!out(&plain).contains("TC0703"), "{}", out(&plain));
    assert!(out(&plain).contains("1 file checked: 0 errors, 1 warning, 1 accepted\n"), "{}", out(&plain));
    let shown = out(&tieuchi(&["check", "--accepted", &ruleset]));
    assert!(shown.contains("note TC0703") && shown.contains("accepted: as printed"), "{shown}");
    let json = tieuchi(&["check", "--format", "json", &ruleset]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let accepted = &json["accepted"][0];
    assert_eq!((&accepted["code"], &accepted["because"]), (&"TC0703".into(), &"as printed".into()));
    assert_eq!((&accepted["line"], &accepted["accepted"]["line"]), (&3.into(), &4.into()));
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(1));
    let data = file(folder.path(), "d.csv", "unit,late,spare\nA,3,0\nB,4,0\n");
    let scored = tieuchi(&["eval", &ruleset, &data]);
    assert!(out(&scored).contains("1 assessed") && out(&scored).contains("1 undecided"), "{}", out(&scored));
    let flat = file(folder.path(), "flat.tieuchi", out(&tieuchi(&["show", &ruleset])));
    assert!(out(&tieuchi(&["check", &flat])).contains("1 accepted"));
    let vietnamese = out(&tieuchi(&["fmt", "--keywords", "vi", &ruleset]));
    assert!(vietnamese.contains("chấp nhận TC0703 của work.plan vì \"as printed\""), "{vietnamese}");
}

#[test]
fn check_denies_and_allows_by_code_and_level() {
    let folder = tempfile::tempdir().expect("a folder");
    let ruleset = file(folder.path(), "a.tieuchi", ACCEPTING);
    for denied in ["TC0332", "warnings", "notes,TC0332"] {
        let output = tieuchi(&["check", "--deny", denied, &ruleset]);
        assert_eq!(code(&output), 1, "{denied}");
        assert!(out(&output).contains("error TC0332"), "{}", out(&output));
    }
    assert_eq!(code(&tieuchi(&["check", "--deny", "notes", "--deny", "TC0317", &ruleset])), 0);
    let allowed =
        tieuchi(&["check", "--allow", "TC0317", "--allow", "TC0332", "--deny", "warnings", &ruleset]);
    let summary = "1 file checked: 0 errors, 0 warnings, 1 accepted, 1 left out\n";
    assert_eq!((code(&allowed), out(&allowed).as_str()), (0, summary));
    let wrong = [
        (["--allow", "TC0703"], "accepted in the ruleset itself"),
        (["--allow", "TC0301"], "accepted in the ruleset itself"),
        (["--allow", "warnings"], "no finding with the code `warnings`"),
        (["--deny", "TC332"], "did you mean `TC0332`?"),
        (["--deny", "warning"], "did you mean `warnings`?"),
        (["--deny", "nothing_of_the_kind"], "no finding with the code"),
    ];
    for (arguments, words) in wrong {
        let output = tieuchi(&[&["check"], &arguments[..], &[&ruleset]].concat());
        assert_eq!((code(&output), out(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(err(&output).contains(words), "{}", err(&output));
    }
    assert_eq!(code(&tieuchi(&["check", "--deny", "TC0332", "--allow", "TC0332", &ruleset])), 2);
}

#[test]
fn eval_prints_a_table_that_fits_and_a_count() {
    let output = tieuchi(&["eval", "rulesets/lang_son/agencies.tieuchi", "rulesets/lang_son/2023.csv"]);
    let text = out(&output);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let table = text.split("\n\n").next().expect("a table");
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{text}");
    for words in ["51 rows", "49 assessed", "2 not assessed", "47 recognised", "26 excellent", "9 exemplary"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn eval_writes_an_object_a_line_with_points_as_text() {
    let output = tieuchi(&["eval", RULESET, DATA, "--format", "json"]);
    let first: serde_json::Value =
        serde_json::from_str(out(&output).lines().next().expect("a line")).expect("JSON");
    assert_eq!((&first["unit"], &first["period"]), (&"CB-01".into(), &"2025-11".into()));
    assert_eq!((&first["total"], &first["class"]), (&"96".into(), &"good".into()));
    assert_eq!(first["criteria"]["attendance.ratio"]["points"], "3");
    assert_eq!(first["criteria"]["attendance.ratio"]["max"], "4");
    assert_eq!(first["contents"]["results"]["state"], "value");
    assert_eq!(first["undecided"], serde_json::json!([]));
    assert_eq!(first["recognised"], serde_json::json!([]));
}

#[test]
fn eval_writes_csv_to_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("results.csv").display().to_string();
    let output = tieuchi(&["eval", RULESET, DATA, "--format", "csv", "--output", &target]);
    assert_eq!((code(&output), out(&output).as_str()), (0, ""));
    let written = fs::read_to_string(target).expect("the file");
    assert!(
        written.starts_with("\u{feff}unit,period,state,total,low,high,max,class,recognised,timing,"),
        "{written}"
    );
    assert!(
        written.lines().nth(1).expect("a row").starts_with("CB-01,2025-11,value,96,,,100,good,"),
        "{written}"
    );
}

#[test]
fn printed_columns_add_up_to_the_total_and_counts_to_the_assessed() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = "unit,late,work,x,y\nA,1,yes,yes,yes\nB,0,yes,,yes\n";
    let ruleset = "ruleset r \"R\"\nfacts { late count from 0 to 9 }\n\
        content c \"C\" 10 points { criterion work 10 points yes/no }\n\
        bonus \"Thưởng\" at most 3 points { criterion x 2 points yes/no criterion y 2 points yes/no }\n\
        deductions { criterion z 5 points { 1 each for late } }\n\
        classes \"K\" of total { good from 5 fair otherwise }\nrecognise best when total >= 12\n";
    let (ruleset, data) = (file(folder.path(), "r.tieuchi", ruleset), file(folder.path(), "d.csv", data));
    let text = out(&tieuchi(&["eval", &ruleset, &data]));
    let cells = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let rows: Vec<_> = text.lines().map(cells).collect();
    assert_eq!(rows[0], ["Unit", "Total", "Class", "Recognised", "1", "+", "−"], "{text}");
    assert_eq!(rows[2], ["A", "12", "good", "best", "10", "3", "1"], "{text}");
    assert!(text.contains("1 = C\n+ = Thưởng\n− = deductions\n"), "{text}");
    for words in ["1 assessed", "1 undecided", "1 recognised: 1 best", "class: 1 good, 0 fair"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let json = out(&tieuchi(&["eval", &ruleset, &data, "--format", "json"]));
    let first: serde_json::Value = serde_json::from_str(json.lines().next().expect("a line")).expect("JSON");
    assert_eq!(
        (&first["pools"]["bonus"]["points"], &first["pools"]["bonus"]["max"]),
        (&"3".into(), &"3".into())
    );
    let csv = out(&tieuchi(&["eval", &ruleset, &data, "--format", "csv"]));
    assert!(
        csv.starts_with("unit,period,state,total,") && csv.contains(",c,bonus,deductions,c.work,"),
        "{csv}"
    );
}

#[test]
fn csv_says_the_form_where_there_are_several() {
    let ruleset = "tests/cases/layer/forms.tieuchi";
    let csv = out(&tieuchi(&["eval", ruleset, "tests/cases/layer/forms.csv", "--format", "csv"]));
    assert!(csv.starts_with("unit,period,form,state,"), "{csv}");
    assert!(csv.contains("\nC,2025,doanh_nghiệp,value,"), "{csv}");
}

#[test]
fn exit_codes_tell_what_was_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&tieuchi(&["eval", "rulesets/meeting_quality/as_printed.tieuchi", DATA])), 1);
    assert_eq!(code(&tieuchi(&["eval", RULESET])), 2);
    assert_eq!(code(&tieuchi(&["eval", "nowhere.tieuchi", DATA])), 2);
    assert_eq!(code(&tieuchi(&["check", "nowhere.tieuchi"])), 2);
    let missing = tieuchi(&["eval", RULESET, "nowhere.csv"]);
    assert_eq!(code(&missing), 3);
    assert!(err(&missing).contains("nowhere.csv"), "{}", err(&missing));
    let text = fs::read_to_string(home().join(DATA)).expect("data");
    let bad = file(folder.path(), "bad.csv", text.replace("CB-02,2025-11,26", "CB-02,2025-11,26 "));
    let output = tieuchi(&["eval", RULESET, &bad]);
    assert_eq!(code(&output), 3, "{}", err(&output));
    assert!(err(&output).contains("TC0510") && err(&output).contains("`26 `"), "{}", err(&output));
    assert!(
        out(&output).contains("1 refused")
            && !out(&output).contains("CB-02")
            && out(&output).contains("CB-03")
    );
}

#[test]
fn explain_names_lines_and_documents() {
    let output = tieuchi(&["explain", RULESET, DATA, "--unit", "CB-05"]);
    let text = out(&output);
    assert_eq!(code(&output), 0);
    for words in ["total: 74 of 95", "16 short", "[line 57]", "42-HD/BTCTW"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let nobody = tieuchi(&["explain", RULESET, DATA, "--unit", "CB-99"]);
    assert_eq!(code(&nobody), 2);
    assert!(err(&nobody).contains("CB-99"));
}

#[test]
fn schema_describes_a_row() {
    let output = tieuchi(&["schema", RULESET]);
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(schema["required"], serde_json::json!(["unit"]));
    assert_eq!(schema["properties"]["members"]["minimum"], 3);
    assert_eq!(schema["properties"]["thematic"]["type"], serde_json::json!(["boolean", "null"]));
    assert_eq!(schema["properties"]["period"]["pattern"], "^[0-9]{4}-(0[1-9]|1[0-2])$");
}

#[test]
fn schema_gives_headings_that_are_read_back() {
    let folder = tempfile::tempdir().expect("a folder");
    for ruleset in ["rulesets/four_good/cell.tieuchi", "tests/cases/layer/forms.tieuchi", RULESET] {
        let heading = tieuchi(&["schema", ruleset, "--format", "csv"]);
        let text = out(&heading);
        assert_eq!(code(&heading), 0, "{}", err(&heading));
        assert!(text.starts_with("unit,period,") && text.lines().count() == 1, "{text}");
        let data = file(folder.path(), "data.csv", &text);
        let read = tieuchi(&["eval", ruleset, &data]);
        let wrong = ["TC0504", "TC0505", "TC0506", "TC0507"];
        assert!(wrong.iter().all(|it| !err(&read).contains(it)), "{ruleset}: {}", err(&read));
        assert_eq!(code(&read), 0, "{}", err(&read));
    }
}

#[test]
fn fmt_translates_keywords_and_nothing_else() {
    let vietnamese = tieuchi(&["fmt", "--keywords", "vi", RULESET]);
    assert!(out(&vietnamese).contains("bậc theo present / due {"), "{}", out(&vietnamese));
    let folder = tempfile::tempdir().expect("a folder");
    let twin = file(folder.path(), "twin.tieuchi", &vietnamese.stdout);
    assert_eq!(out(&tieuchi(&["check", &twin])), "1 file checked: 0 errors, 0 warnings, 2 accepted\n");
    let back = tieuchi(&["fmt", "--keywords", "en", &twin]);
    assert_eq!(out(&back), fs::read_to_string(home().join(RULESET)).expect("a ruleset"));
}

#[test]
fn messages_come_in_vietnamese_too() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    let output =
        command.args(["--lang", "vi", "check", RULESET]).current_dir(home()).output().expect("the command");
    assert_eq!(out(&output), "đã kiểm tra 1 tệp: 0 lỗi, 0 cảnh báo, 2 đã chấp nhận\n");
}

/// A framework with an edition, a variant of it, and rows of both years.
fn layered(folder: &Path) -> [String; 3] {
    let frame = "ruleset frame \"Khung\"\nin force from 2023-01-01\nassesses cell every year\n\
        content work 10 points open 5 to 20 { criterion plan 10 points yes/no }\n\
        in force from 2025-01-01 { set content work to 12 points set criterion work.plan to 12 points }\n";
    let variant = "ruleset v \"V\" variant of \"frame.tieuchi\"\nset content work to \"Việc\"\n";
    [
        file(folder, "frame.tieuchi", frame),
        file(folder, "v.tieuchi", variant),
        file(folder, "data.csv", "unit,period,plan\nA,2024,yes\nA,2025,yes\n"),
    ]
}

#[test]
fn a_row_is_scored_by_the_edition_of_its_period_or_of_a_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let [_, variant, data] = layered(folder.path());
    let totals = |arguments: &[&str]| {
        let output = tieuchi(&[&["eval", &variant, &data, "--format", "json"], arguments].concat());
        let units = out(&output);
        let total =
            |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["total"].clone();
        (code(&output), units.lines().map(total).collect::<Vec<_>>())
    };
    assert_eq!(totals(&[]), (0, vec!["10".into(), "12".into()]));
    assert_eq!(totals(&["--as-of", "2024-06-30"]), (0, vec!["10".into(), "10".into()]));
    let never = tieuchi(&["eval", &variant, &data, "--as-of", "2022-12-31"]);
    assert_eq!(code(&never), 2);
    assert!(err(&never).contains("TC0536") && err(&never).contains("2023-01-01"), "{}", err(&never));
}

#[test]
fn show_prints_one_file_with_the_lines_that_set_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let [_, variant, _] = layered(folder.path());
    let shown = tieuchi(&["show", &variant]);
    assert_eq!(code(&shown), 0);
    assert!(out(&shown).contains("content work \"Việc\" 12 points open 5 to 20"), "{}", out(&shown));
    let flat = file(folder.path(), "flat.tieuchi", out(&shown));
    assert_eq!(code(&tieuchi(&["check", &flat])), 0);
    let origin = out(&tieuchi(&["show", &variant, "--origin", "--as-of", "2024-01-01"]));
    assert!(origin.contains("10 points") && origin.contains("v.tieuchi:2"), "{origin}");
    assert_eq!(code(&tieuchi(&["show", "four_good"])), 0);
    assert_eq!(code(&tieuchi(&["show", "no_such_ruleset"])), 2);
}

#[test]
fn diff_says_what_differs_and_which_units_that_moves() {
    let folder = tempfile::tempdir().expect("a folder");
    let [frame, variant, data] = layered(folder.path());
    let old = out(&tieuchi(&["show", &frame, "--as-of", "2024-01-01"]));
    let old: Vec<&str> = old.lines().filter(|line| !line.starts_with("in force")).collect();
    let old = file(folder.path(), "old.tieuchi", old.join("\n"));
    let text = out(&tieuchi(&["diff", &old, &variant, &data]));
    assert!(text.contains("criterion work.plan: maximum: 10 points → 12 points"), "{text}");
    assert!(text.contains("1 of 2"), "{text}");
    let json = tieuchi(&["diff", &old, &variant, &data, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let moved = &json["units"][0];
    assert_eq!((&moved["total"][0], &moved["total"][1]), (&"10".into(), &"12".into()));
    let by = moved["criteria"][0]["by"][0].as_u64().expect("a number");
    let cause = json["differences"].as_array().expect("a list").iter().find(|it| it["number"] == by);
    assert_eq!(cause.expect("a difference")["aspect"], "maximum");
    let same = out(&tieuchi(&["diff", &variant, &variant, &data]));
    assert!(same.contains("no difference") && same.contains("0 of 2"), "{same}");
}

#[test]
fn pin_records_the_base_and_check_says_what_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let [frame, variant, _] = layered(folder.path());
    assert_eq!(code(&tieuchi(&["pin", &variant])), 0);
    assert!(folder.path().join("v.tieuchi.base").exists());
    assert_eq!(out(&tieuchi(&["check", &variant])), "1 file checked: 0 errors, 0 warnings\n");
    let changed = fs::read_to_string(&frame).expect("the frame").replace("12 points", "13 points");
    fs::write(&frame, changed).expect("written");
    let said = out(&tieuchi(&["check", &variant]));
    assert!(said.contains("TC0420") && said.contains("13 points"), "{said}");
    assert_eq!(code(&tieuchi(&["pin", &frame])), 1);
}

#[test]
fn explain_prints_the_page_of_a_code() {
    let mut shown = String::new();
    for language in ["en", "vi"] {
        for asked in ["TC0703", "tc703", RULESET] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
            let arguments = ["explain", asked, "--lang", language];
            let output = command.args(arguments).current_dir(home()).output().expect("the command");
            let wanted = if asked == "TC0703" { 0 } else { 2 };
            assert_eq!(code(&output), wanted, "{asked}: {}", err(&output));
            shown += &format!("──── {}\n{}{}\n", arguments.join(" "), out(&output), err(&output));
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(home().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("cli__explain_a_code", shown));
    let lower = tieuchi(&["explain", "tc0703"]);
    assert_eq!((code(&lower), out(&lower)), (0, out(&tieuchi(&["explain", "TC0703"]))));
    // A unit needs data, and data a unit.
    assert_eq!(code(&tieuchi(&["explain", RULESET, DATA])), 2);
    assert_eq!(code(&tieuchi(&["explain", RULESET, "--unit", "CB-05"])), 2);
}

#[test]
fn check_says_once_where_to_read_more() {
    let faulty = tieuchi(&["check", "rulesets/meeting_quality/as_printed.tieuchi"]);
    let last = "what a finding means and what to do: `tieuchi explain TC0703`\n";
    assert!(out(&faulty).ends_with(last) && out(&faulty).matches("tieuchi explain").count() == 1);
    assert!(!out(&tieuchi(&["check", RULESET])).contains("tieuchi explain"));
}

/// A ruleset whose one example leaves a tier and a limit out.
const HALF_SHOWN: &str = "ruleset a \"A\"\nfacts { late count from 0 to 9 }\n\
    content work 2 points { criterion plan 2 points { tiers of late { up to 3: 2  from 4: 0 } } }\n\
    example \"on time\" { given late 3  expect total 2 }\n";

#[test]
fn coverage_names_what_no_example_shows_and_suggests_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let ruleset = file(folder.path(), "a.tieuchi", HALF_SHOWN);
    let open = tieuchi(&["test", "--coverage", &ruleset]);
    assert_eq!(code(&open), 1);
    let text = out(&open);
    assert!(text.contains(":3: no example falls in this tier: `from 4: 0`"), "{text}");
    assert!(text.contains("examples show 3 of 9 points of the table"), "{text}");
    let suggested = tieuchi(&["test", "--suggest", &ruleset]);
    assert_eq!(code(&suggested), 0);
    let whole = file(folder.path(), "b.tieuchi", format!("{HALF_SHOWN}{}", out(&suggested)));
    assert_eq!(code(&tieuchi(&["test", "--coverage", &whole])), 0);
    assert_eq!(code(&tieuchi(&["test", &whole])), 0);
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    let vietnamese = command.args(["--lang", "vi", "test", "--coverage", &ruleset]).output().expect("a run");
    let vietnamese = out(&vietnamese);
    assert!(vietnamese.contains("chưa có ví dụ nào rơi vào bậc này"), "{vietnamese}");
}
