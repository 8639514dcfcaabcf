//! `tieuchi test`: what the examples of rulesets come to.

use super::{DONE, REFUSED, USAGE, coverage, files, findings, junit};
use clap::{Args, ValueEnum};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tieuchi::data::unreadable_file;
use tieuchi::diagnostic::catalogue::{say, word};
use tieuchi::suite::{self, ExampleReport, Tally};
use tieuchi::{Analyzer, Diagnostic, Language, Severity, SourceId, Sources};

#[derive(Args)]
pub(super) struct Test {
    /// Rulesets: files, folders with them, names of those that are built in
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How results are written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Say what of each table no example shows
    #[arg(long)]
    coverage: bool,
    /// Write examples that would show it, for their author to hold against the table
    #[arg(long, conflicts_with = "coverage")]
    suggest: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// What is not as expected, and counts
    Text,
    /// One object with all answers
    Json,
    /// For continuous integration: a test suite for each ruleset
    Junit,
}

/// A ruleset that was tested.
pub(super) struct Tested {
    /// Its file.
    pub(super) file: String,
    /// Its examples; none where the ruleset is refused.
    pub(super) examples: Option<Vec<ExampleReport>>,
    /// Why it is refused.
    pub(super) errors: Vec<Diagnostic>,
}

impl Tested {
    /// How many examples came to what.
    pub(super) fn tally(&self) -> Tally {
        Tally::new(self.examples.as_deref().unwrap_or_default())
    }
}

impl Test {
    pub(super) fn run(self, language: Language) -> u8 {
        let mut sources = Sources::default();
        let Some(read) = read(&self.paths, &mut sources, language) else { return USAGE };
        let mut analyzer = Analyzer::new(&sources);
        if self.coverage || self.suggest {
            return self.cover(&mut analyzer, &sources, &read, language);
        }
        let tested: Vec<Tested> =
            read.iter().map(|id| test(&mut analyzer, &sources, *id, language)).collect();
        let errors: Vec<Diagnostic> = tested.iter().flat_map(|it| it.errors.clone()).collect();
        // The other formats hold them.
        if self.format == Format::Text {
            findings::to_stderr(&errors, &sources, language);
        }
        let text = match self.format {
            Format::Text => text(&tested, language),
            Format::Json => json(&tested, &sources, language),
            Format::Junit => junit::junit(&tested, language),
        };
        if files::print(&text).is_err() {
            return USAGE;
        }
        let is_wrong = tested.iter().any(|it| it.examples.is_none() || it.tally().failed > 0);
        if is_wrong { REFUSED } else { DONE }
    }
}

impl Test {
    /// What no example shows, or examples that would.
    fn cover(
        &self,
        analyzer: &mut Analyzer<'_>,
        sources: &Sources,
        read: &[SourceId],
        language: Language,
    ) -> u8 {
        let (mut text, mut is_whole) = (String::new(), true);
        for id in read {
            let analysis = analyzer.analyze(*id);
            let Some(plans) = analysis.plans else {
                let errors = analysis.findings.into_iter().filter(|it| it.severity == Severity::Error);
                findings::to_stderr(&errors.collect::<Vec<_>>(), sources, language);
                is_whole = false;
                continue;
            };
            if self.suggest {
                text.push_str(&coverage::suggested(&plans, sources, *id, language));
            } else {
                let (said, all) = coverage::said(&plans, sources, *id, language);
                text.push_str(&said);
                is_whole &= all;
            }
        }
        match files::print(&text) {
            Err(_) => USAGE,
            Ok(()) if is_whole => DONE,
            Ok(()) => REFUSED,
        }
    }
}

/// Reads all rulesets, each once; none where one cannot be read.
fn read(paths: &[PathBuf], sources: &mut Sources, language: Language) -> Option<Vec<SourceId>> {
    let mut read = Vec::new();
    for path in paths {
        let rulesets = if path.is_dir() { rulesets(path, language)? } else { vec![path.clone()] };
        for ruleset in rulesets {
            let id = files::source(sources, &ruleset, language)?;
            if !read.contains(&id) {
                read.push(id);
            }
        }
    }
    Some(read)
}

/// All rulesets below a folder, sorted; none where there is none, which is said.
fn rulesets(folder: &Path, language: Language) -> Option<Vec<PathBuf>> {
    let mut found = Vec::new();
    let listed = list(folder, &mut found);
    let reason = match listed {
        Ok(()) if found.is_empty() => word(language, "test-no-rulesets"),
        Ok(()) => {
            found.sort();
            return Some(found);
        }
        Err(error) => error.to_string(),
    };
    let finding = unreadable_file(&folder.display().to_string(), &reason);
    findings::to_stderr(&[finding], &Sources::default(), language);
    None
}

fn list(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            // A link to a folder may lead back to where it stands.
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "tieuchi") && path.is_file() {
                found.push(path);
            }
        }
    }
    Ok(())
}

fn test(analyzer: &mut Analyzer<'_>, sources: &Sources, id: SourceId, language: Language) -> Tested {
    let analysis = analyzer.analyze(id);
    let errors = analysis.findings.into_iter().filter(|it| it.severity == Severity::Error);
    Tested {
        file: sources.get(id).name.clone(),
        examples: analysis.plans.map(|plans| suite::reports(&plans, sources, language)),
        errors: errors.collect(),
    }
}

fn text(tested: &[Tested], language: Language) -> String {
    let mut text = String::new();
    let (mut all, mut bare, mut refused) = (Tally::default(), 0usize, 0usize);
    for it in tested {
        let summary = match &it.examples {
            None => {
                refused += 1;
                word(language, "test-refused-ruleset")
            }
            Some(examples) => {
                bare += usize::from(examples.is_empty());
                text.push_str(&suite::text(examples, &it.file, language));
                it.tally().text(language)
            }
        };
        all.add(it.tally());
        text.push_str(&format!("{}: {summary}\n", it.file));
    }
    let arguments = [
        ("rulesets", tested.len().into()),
        ("bare", bare.into()),
        ("refused", refused.into()),
        ("examples", all.text(language).into()),
    ];
    format!("{text}{}\n", say(language, "test-summary", &arguments))
}

fn json(tested: &[Tested], sources: &Sources, language: Language) -> String {
    let rulesets = tested.iter().map(|it| {
        let findings: Vec<_> = it.errors.iter().map(|finding| finding.record(sources, language)).collect();
        match &it.examples {
            None => serde_json::json!({ "file": it.file, "refused": true, "findings": findings }),
            Some(examples) => {
                serde_json::json!({ "file": it.file, "counts": it.tally(), "examples": examples })
            }
        }
    });
    let rulesets: Vec<serde_json::Value> = rulesets.collect();
    let mut all = Tally::default();
    tested.iter().for_each(|it| all.add(it.tally()));
    let text = serde_json::to_string_pretty(&serde_json::json!({ "rulesets": rulesets, "counts": all }));
    text.unwrap_or_default() + "\n"
}
