//! Small files with one mistake each, and small tables with one rule each: the source, all that its
//! reader sees in both languages, and what data comes to.

use crate::support::{evaluated, files, home, loaded, shown};
use std::fs;
use std::path::Path;
use tieuchi::check::is_advice;
use tieuchi::data::Units;
use tieuchi::value::Period;
use tieuchi::{Format, Language, Sources};

#[test]
fn every_case_reads_as_its_snapshot() {
    let folder = home().join("tests/cases");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(home().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for path in files(&folder, "tieuchi") {
        let name = path.strip_prefix(&folder).expect("inside").with_extension("");
        let name = name.display().to_string().replace(['/', '\\'], "__");
        let page = page(&path);
        let code = name.rsplit("__").next().and_then(|stem| stem.split('_').next()).expect("a name");
        assert!(!code.starts_with("TC") || page.contains(code), "{name} does not show {code}");
        settings.bind(|| insta::assert_snapshot!(name, page));
    }
}

/// Cases say in comments what was computed by hand: `# expect A: total 17, work.ratio 3, state undecided`.
#[test]
fn results_are_those_computed_by_hand() {
    let mut checked = 0;
    for path in files(&home().join("tests/cases"), "tieuchi") {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let lines: Vec<&str> =
            text.lines().filter_map(|line| line.trim().strip_prefix("# expect ")).collect();
        if lines.is_empty() {
            continue;
        }
        let name = path.file_name().expect("a name").to_string_lossy();
        let (.., analysis) = loaded(path.parent().expect("a folder"), &name);
        let plan = analysis.plans.unwrap_or_else(|| panic!("{}", path.display()));
        let units: Vec<serde_json::Value> = ["csv", "json", "jsonl"]
            .iter()
            .filter_map(|ending| Some((format!("x.{ending}"), fs::read(path.with_extension(ending)).ok()?)))
            .flat_map(|(name, bytes)| evaluated(&plan, &name, &bytes, Language::English).units)
            .map(|unit| serde_json::to_value(unit).expect("a result"))
            .collect();
        for (unit, wanted) in lines.iter().filter_map(|line| line.split_once(": ")) {
            let found = units.iter().find(|it| it["unit"] == unit);
            let found = found.unwrap_or_else(|| panic!("{}: {unit}", path.display()));
            for (key, value) in wanted.split(", ").map(|it| it.split_once(' ').unwrap_or((it, ""))) {
                assert_eq!(answer(found, key), value.trim(), "{}: {unit} {key}", path.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 500, "{checked}");
}

/// What a result says under a key of `# expect`.
fn answer(unit: &serde_json::Value, key: &str) -> String {
    let (path, field) = match key.rsplit_once('.') {
        Some((path, field @ ("max" | "state"))) => (path, field),
        _ => (key, "points"),
    };
    let part = unit["criteria"].get(path).or(unit["contents"].get(path));
    let value = match part {
        Some(part)
            if part["max"].is_null()
                && field == "points"
                && part["points"].is_null()
                && part["state"] == "value" =>
        {
            &part["reason"]
        }
        Some(part) => &part[field],
        None => &unit[key],
    };
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(ends) if key == "range" => {
            ends.iter().filter_map(|end| end.as_str()).collect::<Vec<_>>().join("..")
        }
        serde_json::Value::Array(list) => {
            list.iter().filter_map(|it| it.as_str()).collect::<Vec<_>>().join("|")
        }
        other => other.to_string(),
    }
}

/// What may be left out or accepted is listed by code, and the cases show what each code can be.
#[test]
fn every_warning_and_note_is_known_as_advice() {
    let is_ruleset = |code: &str| !["TC05", "TC06"].contains(&&code[..4]);
    let mut found = std::collections::BTreeSet::new();
    for path in files(&home().join("tests/cases"), "tieuchi") {
        let name = path.file_name().expect("a name").to_string_lossy();
        let (.., analysis) = loaded(path.parent().expect("a folder"), &name);
        let accepted = analysis.accepted.into_iter().map(|it| it.finding);
        let all = analysis.findings.into_iter().chain(accepted);
        found.extend(all.filter(|it| it.severity != tieuchi::Severity::Error).map(|it| it.code));
    }
    let listed = tieuchi::diagnostic::catalogue::codes().filter(|code| is_advice(code)).collect();
    assert_eq!(found, listed, "`ADVICE` in src/check/accept.rs lists what the cases show as no error");
    assert!(found.iter().all(|code| is_ruleset(code)));
}

/// A case as a page.
fn page(path: &Path) -> String {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let (sources, id, analysis) = loaded(path.parent().expect("a folder"), &name);
    let mut page = sources.get(id).text.clone();
    // Bases that are written for the case belong to it; those that are built in would only be long.
    for base in sources.ids().filter(|it| *it != id && !sources.get(*it).name.starts_with('<')) {
        page += &format!("\n──── {}\n{}", sources.get(base).name, sources.get(base).text);
    }
    for (language, heading) in [(Language::English, "en"), (Language::Vietnamese, "vi")] {
        let findings: Vec<String> =
            analysis.findings.iter().map(|finding| shown(finding, &sources, language)).collect();
        page += &format!("\n──── findings, {heading}: {}\n{}", findings.len(), findings.join("\n"));
    }
    if !analysis.accepted.is_empty() {
        let notes = analysis.accepted.iter().map(tieuchi::Accepted::note);
        let notes: Vec<String> = notes.map(|note| shown(&note, &sources, Language::English)).collect();
        page += &format!("\n──── accepted: {}\n{}", notes.len(), notes.join("\n"));
    }
    for ending in ["units.csv", "units.jsonl"] {
        let table = path.with_extension(ending);
        if let Ok(bytes) = fs::read(&table) {
            let name = table.file_name().expect("a name").to_string_lossy().into_owned();
            page += &format!("\n──── {name}\n{}", String::from_utf8_lossy(&bytes));
            page += &units(&sources, &name, &bytes);
        }
    }
    let Some(plan) = &analysis.plans else { return page };
    for ending in ["csv", "json", "jsonl"] {
        let data = path.with_extension(ending);
        let Ok(bytes) = fs::read(&data) else { continue };
        let name = data.file_name().expect("a name").to_string_lossy().into_owned();
        page += &format!("\n──── {name}\n{}", String::from_utf8_lossy(&bytes));
        for language in [Language::English, Language::Vietnamese] {
            let outcome = evaluated(plan, &name, &bytes, language);
            page += "\n──── results\n";
            for finding in &outcome.findings {
                page += &shown(finding, &sources, language);
            }
            for unit in &outcome.units {
                page += &(serde_json::to_string_pretty(unit).expect("a result") + "\n");
            }
        }
    }
    page
}

/// A table of units as its reader sees it: what is wrong, and the units from the lowest.
fn units(sources: &Sources, name: &str, bytes: &[u8]) -> String {
    let (mut page, format) = (String::new(), Format::of_name(name).expect("a known ending"));
    for (language, heading) in [(Language::English, "en"), (Language::Vietnamese, "vi")] {
        page += &format!("\n──── units, {heading}\n");
        Units::read(name, bytes, format, &mut |wrong| page += &shown(&wrong, sources, language));
    }
    let units = Units::read(name, bytes, format, &mut |_| {});
    let year = Period::any("2025", None).expect("a year");
    page += &format!("\n──── kept {}, refused {}\n", units.len(), units.refused);
    for unit in units.lower_first() {
        let above: Vec<&str> = units.superiors(unit).map(|unit| unit.id.as_str()).collect();
        let (months, is_there) = (unit.months_in_place(year), unit.is_there_at_end(year));
        page += &format!("{} below {above:?}, months in 2025: {months}, at its end: {is_there}", unit.id);
        page += &format!(", registered {:?}, others {:?}\n", unit.registered, unit.others);
    }
    page
}
