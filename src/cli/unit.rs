//! What is asked of one unit.

use super::inputs::Inputs;
use super::run::Given;
use super::{DONE, SOME_REFUSED, USAGE, files, findings};
use std::ops::ControlFlow;
use std::path::Path;
use tieuchi::data::{Units, no_such_unit};
use tieuchi::value::name::nearest;
use tieuchi::{Diagnostic, Language, Plans, Record, Scored, Severity, Sources};

/// Which results are asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The ruleset.
    pub(super) ruleset: &'a Path,
    /// The files.
    pub(super) inputs: &'a Inputs,
    /// The unit.
    pub(super) unit: &'a str,
    /// The period; all of the unit's periods where none is given.
    pub(super) period: Option<&'a str>,
}

/// What a command says of the results that were found; the error is an exit code.
pub(super) type Said<'s> = dyn FnMut(&[Scored<'_>]) -> Result<String, u8> + 's;

impl Asked<'_> {
    /// Finds the results that are asked for, prints what `say` makes of them, and gives the exit code.
    pub(super) fn say(
        self,
        plans: &Plans,
        (sources, language): (&Sources, Language),
        say: &mut Said<'_>,
    ) -> u8 {
        let found = self.units((sources, language)).and_then(|(units, mut wrong)| {
            let (scored, more) = self.scored((plans, &units), (sources, language))?;
            wrong.extend(more);
            Ok((say(&scored)?, wrong))
        });
        let (text, wrong) = match found {
            Ok(found) => found,
            Err(code) => return code,
        };
        findings::to_stderr(&wrong, sources, language);
        match files::print(&text) {
            Err(_) => USAGE,
            Ok(()) if wrong.is_empty() => DONE,
            Ok(()) => SOME_REFUSED,
        }
    }

    /// The table of units. The error is an exit code: what is wrong was said.
    pub(super) fn units(
        self,
        (sources, language): (&Sources, Language),
    ) -> Result<(Units, Vec<Diagnostic>), u8> {
        let mut wrong = Vec::new();
        let units = self.inputs.units(language, &mut |finding| wrong.push(finding));
        let Some((units, _)) = units else {
            findings::to_stderr(&wrong, sources, language);
            return Err(USAGE);
        };
        wrong.retain(|finding| finding.severity == Severity::Error);
        Ok((units, wrong))
    }

    /// The results that are asked for, and what is wrong with other rows of the unit or with the files. The
    /// error is an exit code: what is wrong was said.
    fn scored<'p>(
        self,
        (plans, units): (&'p Plans, &'p Units),
        (sources, language): (&Sources, Language),
    ) -> Result<(Vec<Scored<'p>>, Vec<Diagnostic>), u8> {
        let (mut found, mut wrong, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let of = (plans, units, self.ruleset);
        self.inputs.score(of, (sources, language), &mut |given| {
            match given {
                Given::Unit(scored) if self.is_record(scored.record()) => found.push(*scored),
                Given::Refused(unit, findings) if self.is_meant(&unit, None) => wrong.extend(findings),
                // Enough names to find a slip among them.
                Given::Unit(scored) if others.len() < 10_000 => others.push(scored.record().unit.clone()),
                Given::Finding(finding) if finding.severity == Severity::Error => wrong.push(finding),
                _ => {}
            }
            ControlFlow::Continue(())
        })?;
        if found.is_empty() && wrong.is_empty() {
            let name = self.inputs.data.first().map_or(String::new(), |path| path.display().to_string());
            let near = nearest(self.unit, others.iter().map(String::as_str));
            findings::to_stderr(&[no_such_unit(&name, self.unit, near)], sources, language);
            return Err(USAGE);
        }
        Ok((found, wrong))
    }

    fn is_record(&self, record: &Record) -> bool {
        self.is_meant(&record.unit, record.period.map(|it| it.to_string()))
    }

    /// Whether a row is asked for. A refused row has no period that could be trusted.
    fn is_meant(&self, unit: &str, period: Option<String>) -> bool {
        let is_in_period = match (self.period, &period) {
            (Some(wanted), Some(period)) => wanted == period,
            _ => true,
        };
        unit == self.unit && is_in_period
    }
}
