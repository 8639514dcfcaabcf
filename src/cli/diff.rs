//! `tieuchi diff`: what differs between two rulesets, and what that does to units.

use super::{DONE, DecimalSign, REFUSED, SOME_REFUSED, USAGE, files, findings};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use tieuchi::data::Options;
use tieuchi::diagnostic::catalogue::say;
use tieuchi::layer::{Change, Edition, Finished, Layers, compare};
use tieuchi::report::{Difference, UnitDifference, differences, unit_difference};
use tieuchi::value::Date;
use tieuchi::{Language, Plans, Row, Severity, Sources, UnitReport, analyze, read, score};

#[derive(Args)]
pub(super) struct Diff {
    /// The first ruleset: a file, or the name of one that is built in
    before: PathBuf,
    /// The second ruleset
    after: PathBuf,
    /// Tables of facts: which units change, and by which difference
    data: Vec<PathBuf>,
    /// How differences are written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The editions in force on this day; the latest where none is given
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// The decimal sign of the data; found out where none is given
    #[arg(long, value_enum)]
    decimal: Option<DecimalSign>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// In words, numbered
    Text,
    /// An object with lists `differences` and `units`
    Json,
}

/// The differences for one kind of unit: its word, and each change with its number.
type OfForm = (Option<String>, Vec<(usize, Change)>);

/// Results by unit and period, each with the word of its kind and the number of its plan.
type Results = BTreeMap<(String, Option<String>), (UnitReport, Option<String>, usize)>;

impl Diff {
    pub(super) fn run(self, language: Language) -> u8 {
        let mut sources = Sources::default();
        let before = files::source(&mut sources, &self.before, language);
        let after = files::source(&mut sources, &self.after, language);
        let (Some(before), Some(after)) = (before, after) else { return USAGE };
        let both = [before, after].map(|id| analyze(&sources, id));
        let found: Vec<_> = both.iter().flat_map(|it| it.findings.iter().cloned()).collect();
        if found.iter().any(|finding| finding.severity == Severity::Error) {
            findings::to_stderr(&found, &sources, language);
            return REFUSED;
        }
        let [Some(first), Some(second)] = both.map(|it| it.plans) else { return REFUSED };
        let mut layers = Layers::new(&sources);
        let (old, new) = (layers.finish(before), layers.finish(after));
        let (Some(a), Some(b)) = (self.edition(&old), self.edition(&new)) else {
            let plans = if self.edition(&old).is_none() { &first } else { &second };
            return files::in_force(plans, self.as_of, &self.after, language).err().unwrap_or(USAGE);
        };
        let by_form = by_form(a, b, &new);
        let shown: Vec<Difference> = by_form
            .iter()
            .flat_map(|(form, changes)| {
                let start = changes.first().map_or(0, |(number, _)| number - 1);
                let changes: Vec<Change> = changes.iter().map(|(_, change)| change.clone()).collect();
                differences(&changes, form.as_deref(), start, &sources, language)
            })
            .collect();
        let (results, code) = self.results(&[&first, &second], &sources, language);
        let units: Vec<UnitDifference> = units(&results, &second, &by_form);
        let text = match self.format {
            Format::Text => self.text(&shown, &units, results[0].len(), language),
            Format::Json => json(&shown, &units),
        };
        if files::print(&text).is_err() { USAGE } else { code }
    }

    fn edition<'a>(&self, finished: &'a Finished) -> Option<&'a Edition> {
        let editions = &finished.layered.as_ref()?.editions;
        match self.as_of {
            Some(day) => editions.iter().find(|edition| edition.holds(day)),
            None => editions.last(),
        }
    }

    /// What both rulesets make of the data. What one of them refuses is said.
    fn results(&self, plans: &[&Plans; 2], sources: &Sources, language: Language) -> ([Results; 2], u8) {
        let mut code = DONE;
        let results = plans.map(|plans| {
            let mut results = Results::new();
            for path in &self.data {
                match files::data(path, language) {
                    Ok((name, file, format)) => {
                        let options = Options { decimal: self.decimal.map(Into::into), as_of: self.as_of };
                        read(plans, &name, file, format, options, &mut |row| {
                            if let Some(refused) = take(plans, row, language, &mut results) {
                                code = SOME_REFUSED;
                                findings::to_stderr(&refused, sources, language);
                            }
                            ControlFlow::Continue(())
                        });
                    }
                    Err(finding) => {
                        code = USAGE;
                        findings::to_stderr(&[finding], sources, language);
                    }
                }
            }
            results
        });
        (results, code)
    }

    fn text(
        &self,
        shown: &[Difference],
        units: &[UnitDifference],
        rows: usize,
        language: Language,
    ) -> String {
        let names = [&self.before, &self.after].map(|path| path.display().to_string());
        let arguments = [
            ("before", names[0].as_str().into()),
            ("after", names[1].as_str().into()),
            ("count", shown.len().into()),
        ];
        let mut text = say(language, "diff-head", &arguments) + "\n\n";
        text.extend(shown.iter().map(|difference| difference.text(language)));
        if !self.data.is_empty() {
            let counts = [("units", units.len().into()), ("rows", rows.into())];
            text = format!("{text}\n{}\n\n", say(language, "diff-units", &counts));
            text.extend(units.iter().map(|unit| unit.text(language)));
        }
        text
    }
}

/// What differs for all units, then what differs for one kind only.
fn by_form(before: &Edition, after: &Edition, finished: &Finished) -> Vec<OfForm> {
    let table = |edition: &'_ Edition, word: &str| {
        let form = edition.forms.iter().position(|form| form.word.text == word);
        form.map_or_else(|| edition.common.clone(), |at| edition.forms[at].table.clone())
    };
    let mut number = 0;
    let mut numbered = |changes: Vec<Change>| -> Vec<(usize, Change)> {
        let numbered =
            changes.into_iter().zip(number + 1..).map(|(change, at)| (at, change)).collect::<Vec<_>>();
        number += numbered.len();
        numbered
    };
    let history = |table: &tieuchi::layer::Table, changes: Vec<Change>| -> Vec<Change> {
        changes.into_iter().map(|change| table.with_reason(change)).collect()
    };
    let common = history(&after.common, compare(&before.common, &after.common, finished.printer));
    let mut forms = vec![(None, numbered(common.clone()))];
    let words = before.forms.iter().chain(&after.forms).map(|form| form.word.text.clone());
    for word in words {
        if forms.iter().any(|(known, _)| known.as_ref() == Some(&word)) {
            continue;
        }
        let (old, new) = (table(before, &word), table(after, &word));
        let mut own = history(&new, compare(&old, &new, finished.printer));
        own.retain(|change| !common.contains(change));
        forms.push((Some(word), numbered(own)));
    }
    forms
}

/// Scores a row and keeps the result; gives what is wrong with a row that is refused.
fn take(
    plans: &Plans,
    row: Row,
    language: Language,
    results: &mut Results,
) -> Option<Vec<tieuchi::Diagnostic>> {
    let record = match row {
        Row::Record(record) => record,
        Row::Refused { findings, .. } => return Some(findings),
        Row::Finding(finding) if finding.severity == Severity::Error => return Some(vec![finding]),
        Row::Finding(_) => return None,
    };
    let plan = record.plan;
    let word = plans
        .editions()
        .iter()
        .flat_map(|edition| &edition.forms)
        .find(|(_, number)| *number == plan)
        .map(|(word, _)| word.clone());
    match score(plans, record) {
        Ok(scored) => {
            let report = scored.report(language);
            results.insert((report.unit.clone(), report.period.clone()), (report, word, plan));
            None
        }
        Err(breaches) => Some(breaches),
    }
}

fn units(results: &[Results; 2], plans: &Plans, by_form: &[OfForm]) -> Vec<UnitDifference> {
    let pairs = results[0].iter().filter_map(|(key, (before, old, _))| {
        let (after, new, plan) = results[1].get(key)?;
        let word = new.as_ref().or(old.as_ref());
        let own = by_form.iter().filter(|(form, _)| form.is_none() || form.as_ref() == word);
        let changes: Vec<(usize, &Change)> =
            own.flat_map(|(_, changes)| changes).map(|(number, change)| (*number, change)).collect();
        unit_difference(before, after, plans.get(*plan), &changes)
    });
    pairs.collect()
}

fn json(shown: &[Difference], units: &[UnitDifference]) -> String {
    let text = serde_json::to_string_pretty(&serde_json::json!({ "differences": shown, "units": units }));
    text.unwrap_or_default() + "\n"
}
