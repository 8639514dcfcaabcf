//! Examples of rulesets: what they say, what comes of them, whom it is told.

use crate::support::{beside, evaluated, files, home, layered, loaded, plan, text_of};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tieuchi::layer::{Layers, show};
use tieuchi::report::{breaches, report};
use tieuchi::suite::{ExampleReport, Verdict, elsewhere, reports, runs};
use tieuchi::value::{Kind, Number, Value};
use tieuchi::{Analysis, Language, Plans, SourceId, Sources, UnitReport, analyze};

const SMALL: &str = include_str!("../cases/examples/small.tieuchi");
const VARIANT: &str = include_str!("../cases/examples/variant.tieuchi");

fn tieuchi(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    command.args(arguments).current_dir(folder).output().expect("the command")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// A folder with a ruleset whose examples have mistakes, and a variant that answers otherwise.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("small.tieuchi"), SMALL).expect("written");
    fs::write(folder.path().join("variant.tieuchi"), VARIANT).expect("written");
    folder
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("examples__{name}"), text);
    });
}

fn plans_of(sources: &Sources, analysis: Analysis) -> Plans {
    let shown = |it| crate::support::shown(it, sources, Language::English);
    let findings: String = analysis.findings.iter().map(shown).collect();
    analysis.plans.unwrap_or_else(|| panic!("{findings}"))
}

fn verdicts(reports: &[ExampleReport]) -> Vec<(&str, Verdict)> {
    reports.iter().map(|report| (report.title.as_str(), report.verdict)).collect()
}

#[test]
fn results_read_as_their_snapshots() {
    let folder = folder();
    for file in ["small", "variant"] {
        for language in ["en", "vi"] {
            for format in ["text", "json", "junit"] {
                let name = format!("{file}.tieuchi");
                let output = tieuchi(folder.path(), &["--lang", language, "test", &name, "--format", format]);
                assert_eq!(String::from_utf8_lossy(&output.stderr), "");
                assert_eq!(output.status.code(), Some(i32::from(file == "small")), "{}", out(&output));
                snapshot(&format!("{file}_{format}_{language}"), &out(&output));
            }
        }
    }
}

#[test]
fn the_command_takes_files_folders_and_names() {
    let folder = folder();
    let test = |arguments: &[&str]| tieuchi(folder.path(), &[&["--lang", "en", "test"], arguments].concat());
    let code = |output: &Output| output.status.code().expect("an exit code");
    fs::write(
        folder.path().join("bare.tieuchi"),
        "ruleset bare\ncontent a 1 point { criterion b 1 point yes/no }",
    )
    .expect("written");
    fs::write(
        folder.path().join("faulty.tieuchi"),
        "ruleset faulty\ncontent a 1 point { criterion b 1 point met when c }",
    )
    .expect("written");
    let all = test(&["."]);
    assert_eq!(code(&all), 1);
    let text = out(&all);
    assert!(text.ends_with(
        "4 rulesets (1 without examples), 1 refused; 12 examples: 5 as expected (2 in part), 4 not as expected, 3 otherwise than in the base\n"
    ), "{text}");
    assert!(
        text.contains("bare.tieuchi: no examples\n")
            && text.contains("faulty.tieuchi: the ruleset is refused\n")
    );
    assert!(String::from_utf8_lossy(&all.stderr).contains("TC0204"));
    // Each ruleset once, however it is named.
    assert_eq!(code(&test(&["bare.tieuchi", "bare.tieuchi", "four_good"])), 0);
    let junit = out(&test(&["--format", "junit", "bare.tieuchi", "faulty.tieuchi"]));
    assert!(
        junit.contains("<error message=\"the ruleset is refused\">TC0204: nothing here has the name `c`"),
        "{junit}"
    );
    assert_eq!(out(&all), out(&test(&["."])));
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    for wrong in [&["empty"][..], &["nowhere.tieuchi"], &[], &["small.tieuchi", "empty"]] {
        let output = test(wrong);
        assert_eq!((code(&output), out(&output).as_str()), (2, ""), "{wrong:?}");
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn a_variant_has_the_examples_of_its_base() {
    let (sources, id, analysis) = layered(&[("variant.tieuchi", VARIANT), ("small.tieuchi", SMALL)]);
    let plans = plans_of(&sources, analysis);
    let reports = reports(&plans, &sources, Language::English);
    let wanted = [
        ("đủ cả", Verdict::Passed),
        ("đi muộn hai lượt", Verdict::Differs),
        ("nhầm tổng điểm", Verdict::Passed),
    ];
    let found = verdicts(&reports);
    assert!(wanted.iter().all(|it| found.contains(it)), "{found:?}");
    let late = reports.iter().find(|it| it.title == "đi muộn hai lượt").expect("an example");
    assert_eq!((late.answers[0].expected.as_str(), late.answers[0].found.as_str()), ("3", "2"));
    // Examples that do not hold here are not printed; what builds on one has its row.
    let text = flat(&sources, id, &plans);
    assert!(!text.contains("đi muộn hai lượt") && text.contains("với late 1, "), "{text}");
}

/// The finished ruleset as one flat file, with the examples that hold of it.
fn flat(sources: &Sources, id: SourceId, plans: &Plans) -> String {
    let finished = Layers::new(sources).finish(id);
    let edition = finished.layered.as_ref().and_then(|layered| layered.editions.last()).expect("an edition");
    let elsewhere = elsewhere(plans, edition.from);
    show(edition, finished.printer, None, &|example, part| !elsewhere.contains(&(example, part)))
}

#[test]
fn a_flat_file_keeps_the_examples_that_hold() {
    let mut paths: Vec<String> = files(&home().join("rulesets"), "tieuchi")
        .iter()
        .map(|path| path.strip_prefix(home()).expect("inside").display().to_string())
        .collect();
    paths.push("tests/cases/examples/variant.tieuchi".to_owned());
    for path in paths {
        let (folder, name) = path.rsplit_once('/').expect("a folder");
        let (sources, id, analysis) = loaded(&home().join(folder), name);
        let Some(plans) = analysis.plans else { continue };
        let text = flat(&sources, id, &plans);
        // What it reads stands beside it.
        let (again, _, analysis) = beside(&home().join(folder), "flat.tieuchi", &text);
        let plans = plans_of(&again, analysis);
        for report in reports(&plans, &again, Language::English) {
            assert_eq!(report.verdict, Verdict::Passed, "{path}: {report:?}\n{text}");
        }
    }
}

/// A value as a cell of a table has it.
fn cell(plans: &Plans, plan: usize, fact: usize, value: Option<Value>) -> String {
    let ruleset = &plans.get(plan).ruleset;
    let kind = ruleset.facts[fact].kind;
    let word = |choice: u32, word: u32| ruleset.choices[choice as usize].words[word as usize].name.clone();
    match (value, kind) {
        (None, _) => String::new(),
        (Some(Value::Truth(truth)), _) => if truth { "yes" } else { "no" }.to_owned(),
        (Some(Value::Number(share)), Kind::Share) => share.times(Number::HUNDRED).expect("small").to_string(),
        (Some(Value::Number(number)), _) => number.to_string(),
        (Some(Value::Date(date)), _) => date.to_string(),
        (Some(Value::Word(it)), Kind::Word(choice)) => word(choice, it.into()),
        // An empty cell is missing; none of the words is a list of none.
        (Some(Value::Words(0)), _) => "|".to_owned(),
        (Some(Value::Words(bits)), Kind::Words(choice)) => {
            let words = (0..64u32).filter(|bit| bits >> bit & 1 == 1).map(|bit| word(choice, bit));
            words.collect::<Vec<_>>().join("|")
        }
        (Some(value), kind) => panic!("{value:?} of {kind:?}"),
    }
}

#[test]
fn an_example_comes_to_what_its_row_comes_to() {
    let mut compared = 0;
    for path in [
        "tests/cases/check/examples_that_hold.tieuchi",
        "rulesets/meeting_quality/repaired.tieuchi",
        "rulesets/lang_son/agencies.tieuchi",
    ] {
        let plans = crate::support::plans_of(path);
        for run in runs(&plans) {
            let number = run.record.plan;
            let facts = run.plan.ruleset.facts.iter().zip(&run.record.facts).enumerate();
            let cells: Vec<(String, String)> = facts
                .map(|(id, (fact, value))| (fact.name.clone(), cell(&plans, number, id, *value)))
                .collect();
            let period = run.record.period.map_or(String::new(), |period| period.to_string());
            let heads: Vec<&str> = cells.iter().map(|(name, _)| name.as_str()).collect();
            let values: Vec<&str> = cells.iter().map(|(_, value)| value.as_str()).collect();
            let csv = format!(
                "unit,period,{}\n\"{}\",{period},{}\n",
                heads.join(","),
                run.record.unit,
                values.join(",")
            );
            let outcome = evaluated(&plans, "row.csv", csv.as_bytes(), Language::English);
            let speaker = run.speaker(Language::English);
            assert_eq!(outcome.refused, breaches(&speaker).len(), "{path}: {csv}");
            let json = |report: &UnitReport| serde_json::to_value(report).expect("a result");
            let own = (outcome.refused == 0).then(|| json(&report(&speaker)));
            assert_eq!(own, outcome.units.first().map(json), "{path}: {csv}");
            compared += 1;
        }
    }
    assert!(compared >= 8, "{compared}");
}

#[test]
fn the_project_keeps_its_own_examples() {
    let mut examples = 0;
    for path in files(&home().join("rulesets"), "tieuchi") {
        let name = path.strip_prefix(home()).expect("inside").display().to_string();
        let (sources, _, analysis) = loaded(&home(), &name);
        // The table as it was printed has faults: it is refused, and cannot answer.
        let Some(plans) = analysis.plans else {
            assert!(name.ends_with("as_printed.tieuchi"), "{name}");
            continue;
        };
        for report in reports(&plans, &sources, Language::English) {
            assert_ne!(report.verdict, Verdict::Failed, "{name}: {report:?}");
            examples += 1;
        }
    }
    assert!(examples >= 20, "{examples}");
}

#[test]
fn the_examples_of_the_page_about_the_language_hold() {
    let readme = text_of("README.md");
    let block = |start: &str| {
        let from = readme.find(&format!("```text\n{start}")).expect("a block") + "```text\n".len();
        readme[from..from + readme[from..].find("```").expect("its end")].to_owned()
    };
    let columns = |block: &str, second: &str| {
        let first = block.lines().next().expect("a line");
        let at = first[..first.find(second).expect("a twin")].chars().count();
        let cut = |line: &str| {
            (line.chars().take(at).collect::<String>(), line.chars().skip(at).collect::<String>())
        };
        let (left, right): (Vec<_>, Vec<_>) = block.lines().map(cut).unzip();
        [left.join("\n"), right.join("\n")]
    };
    let ruleset = columns(&block("ruleset meeting"), "bộ tiêu chí");
    let examples = columns(&block("example"), "ví dụ");
    for (ruleset, examples) in ruleset.iter().zip(examples) {
        let plans = plan(&format!("{ruleset}\n{examples}"));
        let reports = reports(&plans, &analyzed_sources(ruleset, &examples), Language::English);
        assert!(reports.len() == 2 && reports.iter().all(|it| it.verdict == Verdict::Passed), "{reports:?}");
    }
}

fn analyzed_sources(ruleset: &str, examples: &str) -> Sources {
    let mut sources = Sources::default();
    let id = sources.add("test.tieuchi", format!("{ruleset}\n{examples}"));
    assert!(analyze(&sources, id).plans.is_some());
    sources
}

/// A ruleset with two editions and a form, and examples for each of them.
const EDITIONS: &str = "ruleset dated
in force from 2024-01-01
assesses cell every year
facts { done count from 0 to 10  unit_type choice office, enterprise }
content work 10 points { criterion plan 10 points { points done } }
for unit_type = enterprise {
  facts { revenue count }
  replace criterion work.plan { first of { revenue > 100: 10  otherwise: 2 } }
}
in force from 2025-01-01 { replace criterion work.plan { points done / 2 } }
example \"before\" { given period 2024, unit_type office, done 8  expect total 8 }
example \"after\"  { given unit_type office, done 8  expect total 4 }
example \"firm\" like \"before\" { given unit_type enterprise, revenue 200  expect total 10, done 8 }
example \"firm, after\" like \"firm\" { given period 2025  expect total 4 }
";

#[test]
fn the_period_and_the_kind_of_unit_choose_the_table() {
    let (sources, id, analysis) = layered(&[("dated.tieuchi", EDITIONS)]);
    let plans = plans_of(&sources, analysis);
    let reports = reports(&plans, &sources, Language::English);
    assert!(reports.iter().all(|it| it.verdict == Verdict::Passed), "{reports:?}");
    assert_eq!(reports.iter().map(|it| it.plan).collect::<Vec<_>>(), [0, 2, 1, 3]);
    // The row comes from an example with another table, whose facts this one does not have.
    assert_eq!(reports[3].skipped, Vec::<String>::new());
    let text = flat(&sources, id, &plans);
    assert!(
        text.contains("\"after\"") && text.contains("\"firm, after\"") && !text.contains("\"before\""),
        "{text}"
    );
    let (again, _, analysis) = layered(&[("flat.tieuchi", &text)]);
    assert!(analysis.plans.is_some(), "{text}\n{:?}", analysis.findings);
    drop(again);
}

#[test]
fn what_examples_build_on_has_an_end() {
    let mut text = "ruleset long\ncontent a 1 point { criterion b 1 point yes/no }\n".to_owned();
    text += "example \"0\" { given a.b yes  expect total 1 }\n";
    for number in 1..40 {
        text += &format!("example \"{number}\" like \"{}\" {{ expect total 1 }}\n", number - 1);
    }
    let (_, _, analysis) = layered(&[("long.tieuchi", &text)]);
    let codes: Vec<&str> = analysis.findings.iter().map(|it| it.code).collect();
    assert!(codes.len() == 7 && codes.iter().all(|code| *code == "TC0354"), "{codes:?}");
}

#[test]
fn an_example_stands_outside_blocks() {
    for block in ["for kind = a {", "in force from 2025-01-01 {"] {
        let text = format!(
            "ruleset x\nfacts {{ kind choice a, b }}\ncontent c 1 point {{ criterion d 1 point yes/no }}\n{block}\n\
             example \"e\" {{ given kind a, c.d yes  expect total 1 }} }}\n"
        );
        let (_, _, analysis) = layered(&[("x.tieuchi", &text)]);
        let codes: Vec<&str> = analysis.findings.iter().map(|it| it.code).collect();
        assert!(codes.contains(&"TC0410"), "{codes:?}");
    }
}
