//! Every code has its message in both languages and a case; every message has the same parts in both.

use crate::support::{files, home, text_of};
use std::collections::{BTreeMap, BTreeSet};

/// Messages with their attributes, by id.
fn messages(path: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in text_of(path).lines() {
        if let Some((attribute, _)) =
            line.trim_start().strip_prefix('.').and_then(|line| line.split_once(" ="))
        {
            messages.entry(current.clone()).or_default().insert(attribute.to_owned());
        } else if let Some((id, _)) = line.split_once(" =")
            && id.starts_with(|character: char| character.is_ascii_alphabetic())
            && !id.contains(' ')
        {
            current = id.to_owned();
            messages.entry(current.clone()).or_default();
        }
    }
    messages
}

/// The source of the library and the command.
fn source() -> Vec<(String, String)> {
    let files = files(&home().join("src"), "rs");
    files
        .iter()
        .map(|path| (path.display().to_string(), std::fs::read_to_string(path).expect("a file")))
        .collect()
}

/// Words in quotes that begin with a prefix.
fn quoted<'a>(text: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    text.split('"').skip(1).step_by(2).filter(move |word| word.starts_with(prefix))
}

/// Every code that a maker in the source names.
pub(crate) fn codes() -> BTreeSet<String> {
    let is_code = |word: &&str| word.len() == 6 && word[2..].bytes().all(|byte| byte.is_ascii_digit());
    source()
        .iter()
        .flat_map(|(_, text)| quoted(text, "TC").filter(is_code).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[test]
fn both_languages_say_the_same_things() {
    for file in ["findings", "reports"] {
        let english = messages(&format!("src/diagnostic/en/{file}.ftl"));
        let vietnamese = messages(&format!("src/diagnostic/vi/{file}.ftl"));
        assert!(english.len() > 50, "{file}");
        assert_eq!(english, vietnamese, "{file}");
    }
}

#[test]
fn catalogues_parse_to_the_end() {
    for file in ["en/findings", "vi/findings", "en/reports", "vi/reports"] {
        let text = text_of(&format!("src/diagnostic/{file}.ftl"));
        let parsed = fluent_bundle::FluentResource::try_new(text);
        assert!(parsed.is_ok(), "{file}: {:?}", parsed.err().map(|(_, errors)| errors));
    }
}

#[test]
fn every_code_has_a_message_and_a_proposal() {
    let english = messages("src/diagnostic/en/findings.ftl");
    for code in codes() {
        let attributes = english.get(&code).unwrap_or_else(|| panic!("{code} has no message"));
        assert!(attributes.contains("help") || code == "TC0601", "{code} proposes nothing");
    }
}

#[test]
fn every_code_has_a_case() {
    let cases = files(&home().join("tests/cases"), "tieuchi");
    let names: Vec<String> =
        cases.iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    // A file that cannot be opened, one above the limit, an unknown unit, a country of rows, names, days and
    // groups of the command, files of several rulesets and a tower of layers are no cases: `cli.rs`, `laws.rs`,
    // `layers.rs`, `plan.rs`, `given_files.rs` and `years.rs` have them; Parquet files are in `parquet.rs`.
    let elsewhere = [
        "TC0102", "TC0117", "TC0419", "TC0425", "TC0501", "TC0530", "TC0531", "TC0536", "TC0545", "TC0560",
        "TC0561", "TC0575", "TC0576", "TC0577", "TC0578", "TC0579", "TC0580", "TC0581", "TC0582", "TC0583",
        "TC0584", "TC0585", "TC0586",
    ];
    let missing: Vec<String> = codes()
        .into_iter()
        .filter(|code| {
            !elsewhere.contains(&code.as_str()) && !names.iter().any(|name| name.starts_with(code.as_str()))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_message_that_reports_use_exists() {
    let reports = messages("src/diagnostic/en/reports.ftl");
    let findings = messages("src/diagnostic/en/findings.ftl");
    let prefixes = [
        "reason-",
        "fault-",
        "why-",
        "explain-",
        "state-",
        "word-",
        "limit-",
        "range-",
        "formula-",
        "head-",
        "tally-",
        "kind-",
        "expected-",
        "form-",
        "place-",
        "summary-",
    ];
    for (path, text) in source() {
        for word in prefixes.iter().flat_map(|prefix| quoted(&text, prefix)) {
            assert!(reports.contains_key(word) || findings.contains_key(word), "{path}: {word}");
        }
    }
}
