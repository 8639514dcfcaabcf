//! Small files with one mistake each, and small tables with one rule each: the source, all that its
//! reader sees in both languages, and what data comes to.

use crate::support::{analyzed, evaluated, files, home, shown};
use std::fs;
use std::path::Path;
use tieuchi::Language;

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
        settings.bind(|| insta::assert_snapshot!(name, page(&path)));
    }
}

/// A case as a page.
fn page(path: &Path) -> String {
    let text = fs::read(path).expect("a case");
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let (sources, id, analysis) = analyzed(&name, &text);
    let mut page = sources.get(id).text.clone();
    for (language, heading) in [(Language::English, "en"), (Language::Vietnamese, "vi")] {
        let findings: Vec<String> =
            analysis.findings.iter().map(|finding| shown(finding, &sources, language)).collect();
        page += &format!("\n──── findings, {heading}: {}\n{}", findings.len(), findings.join("\n"));
    }
    let Some(plan) = &analysis.plan else { return page };
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
