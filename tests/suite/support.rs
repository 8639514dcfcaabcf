//! What tests share: where things are, and one way to score a text.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use tieuchi::check::check;
use tieuchi::diagnostic::render::{Style, render};
use tieuchi::layer::Layers;
use tieuchi::link::{Around, Interfaces, link};
use tieuchi::plan::Edition;
use tieuchi::{
    Analysis, Diagnostic, Diagnostics, Format, Language, Options, Plan, Plans, Row, SourceId, Sources,
    UnitReport, analyze, load, read, score,
};

/// The folder of the project.
pub(crate) fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with an ending, sorted.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.extension().is_some_and(|it| it == ending) {
                found.push(entry);
            }
        }
    }
    found.sort();
    found
}

/// Analyses a text, which may be a variant of what is built in.
pub(crate) fn analyzed(name: &str, text: impl AsRef<[u8]>) -> (Sources, SourceId, Analysis) {
    let mut sources = Sources::default();
    let text = text.as_ref().to_vec();
    let mut read = |it: &str| if it == name { Ok(text.clone()) } else { Err("no such file".to_owned()) };
    let id = load(&mut sources, name, &mut read).expect("this text");
    let analysis = analyze(&sources, id);
    (sources, id, analysis)
}

/// Analyses a file with all that it is a variant of. Files are named from `folder`.
pub(crate) fn loaded(folder: &Path, name: &str) -> (Sources, SourceId, Analysis) {
    let mut sources = Sources::default();
    let mut read = |name: &str| fs::read(folder.join(name)).map_err(|_| "no such file".to_owned());
    let id = load(&mut sources, name, &mut read).unwrap_or_else(|error| panic!("{name}: {error}"));
    let analysis = analyze(&sources, id);
    (sources, id, analysis)
}

/// Analyses a text as if it stood in a folder, beside the files that are there.
pub(crate) fn beside(folder: &Path, name: &str, text: &str) -> (Sources, SourceId, Analysis) {
    let mut sources = Sources::default();
    let mut read = |it: &str| match it == name {
        true => Ok(text.as_bytes().to_vec()),
        false => fs::read(folder.join(it)).map_err(|_| "no such file".to_owned()),
    };
    let id = load(&mut sources, name, &mut read).expect("this text");
    let analysis = analyze(&sources, id);
    (sources, id, analysis)
}

/// Analyses files that exist only here, by name and text; the first is the one that is meant.
pub(crate) fn layered(files: &[(&str, &str)]) -> (Sources, SourceId, Analysis) {
    let mut sources = Sources::default();
    let mut read = |name: &str| {
        let found = files.iter().find(|(it, _)| *it == name);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "no such file".to_owned())
    };
    let id = load(&mut sources, files[0].0, &mut read).expect("the first file");
    let analysis = analyze(&sources, id);
    (sources, id, analysis)
}

/// The plans of a text before anything is proved of it: also of one whose faults only show in ranges.
/// None where it has other errors.
pub(crate) fn unproved(sources: &Sources, id: SourceId) -> Option<Plans> {
    let finished = Layers::new(sources).finish(id);
    let layered = finished.layered.as_ref().filter(|_| !finished.findings.has_errors())?;
    let (mut plans, mut editions) = (Vec::new(), Vec::new());
    for edition in &layered.editions {
        let (from, until) = (edition.from, edition.until);
        let by = edition.forms.first().map(|form| form.by.text.clone());
        let mut made = Edition { from, until, by, ..Edition::default() };
        for (word, table) in edition.used_tables() {
            let mut findings = Diagnostics::default();
            let around = Around { interfaces: &Interfaces::new(), printer: finished.printer };
            let linked = link(id, table, Vec::new(), true, &around, &mut findings);
            let ruleset = check(sources, &linked, edition, word, &mut findings);
            if findings.has_errors() {
                return None;
            }
            match word {
                Some(word) => made.forms.push((word.text.clone(), plans.len())),
                None => made.common = Some(plans.len()),
            }
            plans.push(Plan::new(ruleset));
        }
        editions.push(made);
    }
    Plans::new(plans, editions, Vec::new())
}

/// The plans of a text that must be sound.
pub(crate) fn plan(text: &str) -> Plans {
    let (sources, _, analysis) = analyzed("test.tieuchi", text);
    sound(&sources, analysis)
}

/// The plans of a ruleset of the project.
pub(crate) fn plans_of(path: &str) -> Plans {
    let (sources, _, analysis) = loaded(&home(), path);
    sound(&sources, analysis)
}

fn sound(sources: &Sources, analysis: Analysis) -> Plans {
    let shown: String = analysis.findings.iter().map(|it| shown(it, sources, Language::English)).collect();
    analysis.plans.unwrap_or_else(|| panic!("{shown}"))
}

/// A finding as its reader sees it.
pub(crate) fn shown(finding: &Diagnostic, sources: &Sources, language: Language) -> String {
    render(finding, sources, Style { language, colour: false, width: 100 })
}

/// What a table of data comes to.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) units: Vec<UnitReport>,
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) refused: usize,
}

/// Scores data as the command does.
pub(crate) fn evaluated(plan: &Plans, name: &str, data: &[u8], language: Language) -> Outcome {
    let mut outcome = Outcome::default();
    let format = Format::of_name(name).expect("a known ending");
    let mut repeats = tieuchi::data::Repeats::default();
    read(plan, name, data, format, Options::default(), &mut |row| {
        match row {
            Row::Record(record) => {
                if let Some(repeated) = repeats.check(&record.unit, record.head(), &record.place.file) {
                    outcome.refused += 1;
                    outcome.findings.push(repeated);
                    return ControlFlow::Continue(());
                }
                match score(plan, record) {
                    Ok(scored) => {
                        outcome.units.push(scored.report(language));
                        outcome.findings.extend(scored.faults(language));
                    }
                    Err(breaches) => {
                        outcome.refused += 1;
                        outcome.findings.extend(breaches);
                    }
                }
            }
            Row::Refused { findings, .. } => {
                outcome.refused += 1;
                outcome.findings.extend(findings);
            }
            Row::Finding(finding) => outcome.findings.push(finding),
        }
        ControlFlow::Continue(())
    });
    outcome
}

/// Scores a table with headings.
pub(crate) fn scored(plan: &Plans, csv: &str) -> Vec<UnitReport> {
    let outcome = evaluated(plan, "test.csv", csv.as_bytes(), Language::English);
    assert_eq!(outcome.refused, 0, "{:?}", outcome.findings);
    outcome.units
}

/// A ruleset or table of the project by its path.
pub(crate) fn text_of(path: &str) -> String {
    fs::read_to_string(home().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
