//! Records of runs: what they hold, that they show what was changed, and what `verify` says.

use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tieuchi::data::{Decimal, Options};
use tieuchi::report::{Head, Input, RecordWriter, Sha256, Unfit, read_record};
use tieuchi::{Format, Language};

const BASE: &str = "ruleset frame \"Khung\"
assesses branch every year
facts { late count \"Nộp muộn\" from 0 to 12  rate percent \"Tỉ lệ\" }
content work \"Công tác\" 10 points {
  criterion plan   \"Chương trình\" 4 points yes/no
  criterion report \"Báo cáo\"      6 points { points 6  deduct 2 each for late }
  criterion clear  \"Rõ ràng\" yes/no
}
classes { good \"Tốt\" from 8  fair \"Khá\" otherwise }
recognise model \"Chi bộ mẫu\" when total = 10 and rate >= 90%
";
const OWN: &str = "ruleset district \"Huyện\" variant of \"frame.tieuchi\"\nset class good to from 9\n";
/// With a row that is refused, and one that cannot be decided.
const DATA: &str = "unit;period;late;rate;work.plan;work.clear
CB-01;2025;0;95,5;yes;yes
CB-02;2025;1;80,0;yes;no
CB-03;2025;13;80,0;yes;no
CB-04;2025;;80,0;yes;no
CB-01;2026;3;80,0;no;yes
";

fn tieuchi(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    command.args(arguments).current_dir(folder).output().expect("the command")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn put(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    fs::write(folder.join(name), text).expect("written");
}

/// A folder with a ruleset, its base, data and a record of them.
fn recorded(language: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "frame.tieuchi", BASE);
    put(folder.path(), "own.tieuchi", OWN);
    put(folder.path(), "a.csv", DATA);
    let arguments =
        ["--lang", language, "eval", "own.tieuchi", "a.csv", "--decimal", "comma", "--record", "r"];
    let output = tieuchi(&arguments, folder.path());
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    folder
}

fn verified(folder: &Path, language: &str) -> (Option<i32>, String) {
    let output = tieuchi(&["--lang", language, "verify", "r"], folder);
    (output.status.code(), format!("{}{}", text(&output.stdout), text(&output.stderr)))
}

#[test]
fn fingerprints_are_those_that_everybody_takes() {
    let vectors = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
        ),
    ];
    for (bytes, wanted) in vectors {
        assert_eq!(Sha256::of(bytes.as_bytes()), wanted);
    }
    let million = "a".repeat(1_000_000);
    let wanted = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    assert_eq!(Sha256::of(million.as_bytes()), wanted);
}

proptest! {
    #[test]
    fn a_fingerprint_does_not_show_in_which_pieces_bytes_came(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        cuts in proptest::collection::vec(0usize..300, 0..6),
    ) {
        let mut digest = Sha256::default();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        cuts.windows(2).for_each(|pair| digest.update(&bytes[pair[0]..pair[1]]));
        prop_assert_eq!(digest.finish(), Sha256::of(&bytes));
    }
}

#[test]
fn a_record_names_all_that_was_read_and_says_what_came_of_it() {
    let folder = recorded("en");
    let record = text(&fs::read(folder.path().join("r")).expect("a record"));
    let lines: Vec<serde_json::Value> =
        record.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 4 + 3);
    assert_eq!(
        (&lines[0]["tieuchi_record"], &lines[0]["engine"]),
        (&1.into(), &env!("CARGO_PKG_VERSION").into())
    );
    assert_eq!(
        (&lines[0]["ruleset"], &lines[0]["options"]["decimal"]),
        (&"own.tieuchi".into(), &"comma".into())
    );
    assert_eq!((&lines[1]["unit"], &lines[1]["total"]), (&"CB-01".into(), &"10".into()));
    let sums = &lines[5];
    assert_eq!((&sums["scored"], &sums["refused"]), (&4.into(), &1.into()));
    let wanted =
        [("ruleset", "own.tieuchi", OWN), ("ruleset", "frame.tieuchi", BASE), ("data", "a.csv", DATA)];
    let files = sums["files"].as_array().expect("files");
    assert_eq!(files.len(), wanted.len());
    for (file, (role, name, text)) in files.iter().zip(wanted) {
        assert_eq!((&file["role"], &file["name"]), (&role.into(), &name.into()));
        assert_eq!(file["sha256"], Sha256::of(text.as_bytes()));
    }
    let all_but_the_last = record.trim_end().rfind('\n').expect("lines") + 1;
    assert_eq!(lines[6]["sha256"], Sha256::of(&record.as_bytes()[..all_but_the_last]));
}

#[test]
fn what_did_not_change_is_the_same_in_any_language_and_from_any_folder() {
    for language in ["en", "vi"] {
        let folder = recorded(language);
        let same = (Some(0), "the same: 4 results, 1 row refused\n".to_owned());
        assert_eq!(verified(folder.path(), "en"), same);
        assert_eq!(
            verified(folder.path(), "vi"),
            (Some(0), "giống hệt: 4 kết quả, 1 dòng bị từ chối\n".to_owned())
        );
        let elsewhere = tempfile::tempdir().expect("a folder");
        let (record, home) = (folder.path().join("r"), folder.path().display().to_string());
        let arguments = ["--lang", "en", "verify", &record.display().to_string(), "--in", &home];
        let output = tieuchi(&arguments, elsewhere.path());
        assert_eq!((output.status.code(), text(&output.stdout)), same, "{}", text(&output.stderr));
    }
}

#[test]
fn a_ruleset_that_is_built_in_is_recorded_too() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "a.jsonl", "{\"unit\":\"CB-01\",\"period\":\"2025\"}\n");
    let output = tieuchi(&["eval", "four_good", "a.jsonl", "--record", "r", "-o", "out.txt"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let record = fs::read(folder.path().join("r")).expect("a record");
    assert!(text(&record).contains("\"name\":\"<four_good>\""), "{}", text(&record));
    assert_eq!(verified(folder.path(), "en").0, Some(0), "{}", verified(folder.path(), "en").1);
}

#[test]
fn what_is_read_is_not_written_over() {
    let folder = recorded("en");
    for (option, file) in [("--record", "a.csv"), ("--output", "./a.csv"), ("--record", "own.tieuchi")] {
        let output = tieuchi(&["--lang", "en", "eval", "own.tieuchi", "a.csv", option, file], folder.path());
        assert!(output.status.code() == Some(2) && text(&output.stderr).contains("cannot be written over"));
    }
    assert_eq!(verified(folder.path(), "en").0, Some(0));
}

#[test]
fn every_difference_is_named() {
    let folder = recorded("vi");
    let data = DATA
        .replace("CB-01;2025;0", "CB-01;2025;1")
        .replace("CB-02;2025", "CB-05;2025")
        .replace("CB-03;2025;13", "CB-03;2025;12")
        .replace("CB-01;2026;3;80,0;no;yes", "CB-01;2026;3;80,0;no;no");
    put(folder.path(), "a.csv", data);
    snapshot("verify_data", &folder);
    put(folder.path(), "a.csv", DATA);
    put(folder.path(), "own.tieuchi", OWN.replace("from 9", "from 8"));
    snapshot("verify_ruleset", &folder);
    put(folder.path(), "own.tieuchi", OWN);
    put(folder.path(), "frame.tieuchi", BASE.replace("deduct 2", "# another hand\n    deduct 2"));
    snapshot("verify_comment_in_the_base", &folder);
    put(folder.path(), "frame.tieuchi", BASE);
    assert_eq!(verified(folder.path(), "en").0, Some(0));
}

#[test]
fn what_cannot_be_scored_again_is_said() {
    let folder = recorded("en");
    put(folder.path(), "own.tieuchi", OWN.replace("good", "god"));
    let (code, page) = verified(folder.path(), "en");
    assert!(code == Some(3) && page.contains("TC0404") && page.contains("cannot be scored again"), "{page}");
    put(folder.path(), "own.tieuchi", OWN);
    fs::remove_file(folder.path().join("a.csv")).expect("removed");
    let (code, page) = verified(folder.path(), "en");
    assert!(code == Some(2) && page.contains("a.csv") && page.contains("cannot be scored again"), "{page}");
    fs::remove_file(folder.path().join("own.tieuchi")).expect("removed");
    assert_eq!(verified(folder.path(), "en").0, Some(2));
    fs::remove_file(folder.path().join("r")).expect("removed");
    assert_eq!(verified(folder.path(), "en").0, Some(2));
}

#[test]
fn a_record_that_is_cut_off_or_changed_is_none() {
    let folder = recorded("en");
    let record = fs::read(folder.path().join("r")).expect("a record");
    assert!(read_record(&record).is_ok());
    for end in 0..record.len() - 1 {
        assert!(read_record(&record[..end]).is_err(), "{end}");
    }
    for at in 0..record.len() - 1 {
        let mut changed = record.clone();
        changed[at] ^= 1;
        assert!(read_record(&changed).is_err(), "{at}: {}", text(&record[at..]));
    }
    let lines: Vec<&[u8]> = record.split_inclusive(|byte| *byte == b'\n').collect();
    for left_out in 0..lines.len() {
        let rest: Vec<u8> = lines
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != left_out)
            .flat_map(|(_, line)| line.to_vec())
            .collect();
        assert!(read_record(&rest).is_err(), "{left_out}");
    }
    let kinds = [
        (DATA.as_bytes().to_vec(), Unfit::NoRecord),
        (b"{}\n{}\n".to_vec(), Unfit::NoRecord),
        (record[..record.len() / 2].to_vec(), Unfit::CutOff),
        (text(&record).replace("\"10\"", "\"11\"").into_bytes(), Unfit::Altered),
    ];
    for (bytes, wanted) in kinds {
        assert_eq!(read_record(&bytes).err(), Some(wanted));
        put(folder.path(), "r", &bytes);
        for language in ["en", "vi"] {
            let (code, page) = verified(folder.path(), language);
            assert!(code == Some(2) && page.starts_with("r: "), "{page}");
        }
    }
}

/// A record without units, sealed as it should be.
fn sealed(change: impl Fn(&mut Head)) -> Vec<u8> {
    let options = Options { decimal: Some(Decimal::Comma), as_of: None };
    let inputs = vec![Input { role: "data".to_owned(), name: "a.csv".to_owned() }];
    let mut head = Head::new("own.tieuchi", Language::English, (options, None), inputs);
    change(&mut head);
    let mut bytes = Vec::new();
    let mut writer = RecordWriter::new(&mut bytes, &head).expect("written");
    writer.end(Vec::new(), 1).expect("written");
    bytes
}

#[test]
fn another_engine_is_said_and_a_later_form_is_not_guessed_at() {
    let folder = recorded("en");
    let record = text(&fs::read(folder.path().join("r")).expect("a record"));
    let body = record[..record.trim_end().rfind('\n').expect("lines") + 1]
        .replace(&format!("\"engine\":\"{}\"", env!("CARGO_PKG_VERSION")), "\"engine\":\"0.0.9\"");
    put(folder.path(), "r", format!("{body}{{\"sha256\":\"{}\"}}\n", Sha256::of(body.as_bytes())));
    let (code, page) = verified(folder.path(), "en");
    let wanted = format!(
        "the record was made by version 0.0.9; this is version {}\nthe same: 4 results, 1 row refused\n",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!((code, page), (Some(0), wanted));
    assert!(read_record(&sealed(|_| {})).is_ok());
    assert_eq!(read_record(&sealed(|head| head.tieuchi_record = 2)).err(), Some(Unfit::Newer));
    let odd = |head: &mut Head| head.options.decimal = Some("dot".to_owned());
    assert_eq!(read_record(&sealed(odd)).err(), Some(Unfit::Newer));
    let more = text(&sealed(|_| {})).replace("\"as_of\":null", "\"as_of\":null,\"from_then\":\"2025-09\"");
    let body = &more[..more.trim_end().rfind('\n').expect("lines") + 1];
    let more = format!("{body}{{\"sha256\":\"{}\"}}\n", Sha256::of(body.as_bytes()));
    assert_eq!(read_record(more.as_bytes()).err(), Some(Unfit::Newer));
}

#[test]
fn options_that_bear_on_results_are_taken_again() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "frame.tieuchi", BASE);
    put(
        folder.path(),
        "own.tieuchi",
        format!("{OWN}in force from 2020-01-01\nin force from 2026-01-01 {{ set class good to from 2 }}\n"),
    );
    put(folder.path(), "a.csv", DATA);
    let arguments = ["eval", "own.tieuchi", "a.csv", "--as-of", "2026-05-01", "--record", "r"];
    tieuchi(&arguments, folder.path());
    assert!(text(&fs::read(folder.path().join("r")).expect("a record")).contains("\"as_of\":\"2026-05-01\""));
    assert_eq!(verified(folder.path(), "en").0, Some(0), "{}", verified(folder.path(), "en").1);
    assert!(Format::of_name("r").is_none());
}

fn snapshot(name: &str, folder: &tempfile::TempDir) {
    let mut page = String::new();
    for language in ["en", "vi"] {
        let (code, text) = verified(folder.path(), language);
        page += &format!("──── {language}: {}\n{text}", code.unwrap_or_default());
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(crate::support::home().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, page));
}
