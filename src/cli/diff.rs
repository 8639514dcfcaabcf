//! `tieuchi diff`: what differs between two rulesets, and what that does to units.

use super::inputs::Inputs;
use super::run::Given;
use super::{DONE, REFUSED, SOME_REFUSED, USAGE, files, findings};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use tieuchi::diagnostic::catalogue::say;
use tieuchi::layer::{Change, Difference, Layers, differences};
use tieuchi::report::{self, UnitDifference, in_words, unit_difference};
use tieuchi::value::Date;
use tieuchi::{Diagnostic, Language, Plans, Severity, Sources, UnitReport, analyze};

#[derive(Args)]
pub(super) struct Diff {
    /// The first ruleset: a file, or the name of one that is built in
    before: PathBuf,
    /// The second ruleset
    after: PathBuf,
    /// Which units change, and by which difference
    #[command(flatten)]
    inputs: Inputs,
    /// How differences are written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// In words, numbered
    Text,
    /// An object with lists `differences` and `units`
    Json,
}

/// Results by unit, period and assessor, each with the number of its plan.
type Results = BTreeMap<(String, Option<String>, Option<String>), (UnitReport, usize)>;

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
        for plans in [&first, &second] {
            if let Err(code) = files::in_force(plans, self.inputs.as_of, &self.after, language) {
                return code;
            }
        }
        let (Some(a), Some(b)) = (&old.layered, &new.layered) else { return REFUSED };
        let found = differences(a, b, self.inputs.as_of, new.printer);
        let starts: Vec<Option<Date>> = b.editions.iter().map(|edition| edition.from).collect();
        let shown = in_words(&found, &starts, &sources, language);
        let (results, code) = self.results(&[&first, &second], &sources, language);
        let units = units(&results, &second, &found);
        let text = match self.format {
            Format::Text => self.text(&shown, &units, results[0].len(), language),
            Format::Json => json(&shown, &units),
        };
        if files::print(&text).is_err() { USAGE } else { code }
    }

    /// Whether there are units to be scored by both.
    fn has_data(&self) -> bool {
        !self.inputs.list().is_empty()
    }

    /// What both rulesets make of the data. What one of them refuses is said.
    fn results(&self, plans: &[&Plans; 2], sources: &Sources, language: Language) -> ([Results; 2], u8) {
        let (mut code, mut wrong) = (DONE, Vec::new());
        let results = [(plans[0], &self.before), (plans[1], &self.after)].map(|(plans, name)| {
            let mut results = Results::new();
            if !self.has_data() {
                return results;
            }
            let Some((units, _)) = self.inputs.units(language, &mut |finding| wrong.push(finding)) else {
                code = USAGE;
                return results;
            };
            let scored = self.inputs.score((plans, &units, name), (sources, language), &mut |given| {
                wrong.extend(take(given, language, &mut results));
                ControlFlow::Continue(())
            });
            code = scored.err().unwrap_or(code);
            results
        });
        // What both refuse is said once.
        let mut said: Vec<Diagnostic> = Vec::new();
        for finding in wrong {
            if !said.contains(&finding) {
                said.push(finding);
            }
        }
        findings::to_stderr(&said, sources, language);
        let is_refused = said.iter().any(|finding| finding.severity == Severity::Error);
        (results, if is_refused && code == DONE { SOME_REFUSED } else { code })
    }

    fn text(
        &self,
        shown: &[report::Difference],
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
        if self.has_data() {
            let counts = [("units", units.len().into()), ("rows", rows.into())];
            text = format!("{text}\n{}\n\n", say(language, "diff-units", &counts));
            text.extend(units.iter().map(|unit| unit.text(language)));
        }
        text
    }
}

/// Keeps a result; gives what is wrong with a row that is refused.
fn take(given: Given<'_>, language: Language, results: &mut Results) -> Vec<Diagnostic> {
    match given {
        Given::Unit(scored) => {
            let (report, plan) = (scored.report(language), scored.record().plan);
            let key = (report.unit.clone(), report.period.clone(), report.assessor.clone());
            results.insert(key, (report, plan));
            Vec::new()
        }
        Given::Refused(_, findings) => findings,
        Given::Finding(finding) if finding.severity == Severity::Error => vec![finding],
        Given::Finding(_) | Given::Missing(..) | Given::Counted(..) => Vec::new(),
    }
}

fn units(results: &[Results; 2], plans: &Plans, found: &[Difference]) -> Vec<UnitDifference> {
    let pairs = results[0].iter().filter_map(|(key, (before, _))| {
        let (after, plan) = results[1].get(key)?;
        let edition = plans.editions().iter().position(|it| it.plans().any(|it| it == *plan));
        let form = after.form.as_ref().or(before.form.as_ref());
        let holds = |it: &Difference| {
            edition.is_some_and(|at| it.editions.contains(&at))
                && (it.form.is_none() || it.form.as_ref() == form)
        };
        let own = found.iter().zip(1..).filter(|(it, _)| holds(it));
        let changes: Vec<(usize, &Change)> = own.map(|(it, number)| (number, &it.change)).collect();
        unit_difference(before, after, plans.get(*plan), &changes)
    });
    pairs.collect()
}

fn json(shown: &[report::Difference], units: &[UnitDifference]) -> String {
    let text = serde_json::to_string_pretty(&serde_json::json!({ "differences": shown, "units": units }));
    text.unwrap_or_default() + "\n"
}
