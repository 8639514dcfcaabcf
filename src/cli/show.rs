//! `tieuchi show`: a finished ruleset as one flat file.

use super::{DONE, REFUSED, USAGE, files, findings};
use clap::Args;
use std::path::PathBuf;
use tieuchi::data::no_such_edition;
use tieuchi::layer::{self, Layers};
use tieuchi::value::Date;
use tieuchi::{Analysis, Language, Severity, Sources, analyze, suite};

#[derive(Args)]
pub(super) struct Show {
    /// The ruleset: a file, or the name of one that is built in
    ruleset: PathBuf,
    /// Say of each element which line set it, and what that replaced
    #[arg(long)]
    origin: bool,
    /// The edition in force on this day; the latest where none is given
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

impl Show {
    pub(super) fn run(self, language: Language) -> u8 {
        let mut sources = Sources::default();
        let Some(id) = files::source(&mut sources, &self.ruleset, language) else { return USAGE };
        let Analysis { findings: found, plans, .. } = analyze(&sources, id);
        let found: Vec<_> = found.into_iter().collect();
        if found.iter().any(|finding| finding.severity == Severity::Error) {
            findings::to_stderr(&found, &sources, language);
            return REFUSED;
        }
        let finished = Layers::new(&sources).finish(id);
        let editions = finished.layered.as_ref().map_or(&[][..], |layered| &layered.editions);
        let edition = match self.as_of {
            Some(day) => editions.iter().find(|edition| edition.holds(day)),
            None => editions.last(),
        };
        let Some(edition) = edition else {
            let from = editions.first().and_then(|edition| edition.from);
            let until = editions.last().and_then(|edition| edition.until);
            let name = self.ruleset.display().to_string();
            let finding = no_such_edition(&name, self.as_of.unwrap_or_default(), from, until);
            findings::to_stderr(&[finding], &sources, language);
            return USAGE;
        };
        // Examples that do not hold here are those of other rulesets and days.
        let left_out = plans.map(|plans| suite::elsewhere(&plans, edition.from)).unwrap_or_default();
        let is_shown = |example, part| !left_out.contains(&(example, part));
        let text = layer::show(edition, finished.printer, self.origin.then_some(&sources), &is_shown);
        if files::print(&text).is_ok() { DONE } else { USAGE }
    }
}
