//! `tieuchi verify`: scores again what a record says was scored, and says what differs.

use super::run::{self, Given, Job};
use super::{DONE, REFUSED, SOME_REFUSED, USAGE, files, findings};
use clap::Args;
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use tieuchi::data::unreadable_file;
use tieuchi::diagnostic::catalogue::word;
use tieuchi::report::{Recorded, Results, Sums, enter, read_record, verify};
use tieuchi::{Diagnostic, Language, Plans, Severity, Sources};

#[derive(Args)]
pub(super) struct Verify {
    /// The record that `eval --record` wrote
    record: PathBuf,
    /// The folder from which the record names its files; the working directory where none is given
    #[arg(long = "in", value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Verify {
    pub(super) fn run(self, language: Language) -> u8 {
        let name = self.record.display().to_string();
        let bytes = match fs::read(&self.record) {
            Ok(bytes) => bytes,
            Err(error) => {
                let finding = unreadable_file(&name, &error.to_string());
                findings::to_stderr(&[finding], &Sources::default(), language);
                return USAGE;
            }
        };
        let recorded = match read_record(&bytes) {
            Ok(recorded) => recorded,
            Err(unfit) => {
                findings::line_to_stderr(&format!("{name}: {}", word(language, unfit.message())));
                return USAGE;
            }
        };
        let mut sources = Sources::default();
        let mut prints = Vec::new();
        let ruleset = &recorded.head.ruleset;
        let loaded = files::ruleset_in(&mut sources, self.folder.as_deref(), ruleset, &mut prints, language);
        let plans = match loaded {
            Ok(plans) => plans,
            Err(code) => {
                findings::line_to_stderr(&word(language, "verify-not-scored"));
                return if code == REFUSED { SOME_REFUSED } else { code };
            }
        };
        self.compared(&recorded, &plans, prints, language)
    }

    fn compared(
        &self,
        recorded: &Recorded,
        plans: &Plans,
        prints: Vec<tieuchi::report::Fingerprint>,
        language: Language,
    ) -> u8 {
        let head = &recorded.head;
        let Some((options, until)) = head.options.options() else { return USAGE };
        let (folder, inputs, ruleset) = (self.folder.as_deref(), &head.inputs, head.ruleset.as_str());
        let mut unread: Vec<Diagnostic> = Vec::new();
        let Some((units, print)) = run::units(inputs, folder, language, &mut |finding| unread.push(finding))
        else {
            findings::to_stderr(&unread, &Sources::default(), language);
            findings::line_to_stderr(&word(language, "verify-not-scored"));
            return USAGE;
        };
        let table = &units;
        let is_recorded = true;
        let (units, losses) = (table, None);
        let job =
            Job { plans, ruleset, units, inputs, folder, options, until, language, is_recorded, losses };
        let (mut results, mut sums) = (Results::new(), Sums { files: prints, ..Sums::default() });
        let mut files: Vec<_> = print.into_iter().collect();
        let read = job.run(&mut |given| {
            match given {
                Given::Unit(scored) => {
                    sums.scored += 1;
                    // In the words of the record: of a criterion without points they are all there is.
                    let report = serde_json::to_value(scored.report(head.language()));
                    report.into_iter().for_each(|unit| enter(&mut results, unit));
                }
                Given::Refused(..) => sums.refused += 1,
                Given::Finding(finding) if finding.severity == Severity::Error => unread.push(finding),
                Given::Finding(_) | Given::Missing(..) | Given::Counted(..) => {}
            }
            ControlFlow::Continue(())
        });
        files.extend(read);
        let is_complete = files.len() == head.inputs.len();
        sums.files.extend(files);
        findings::to_stderr(&unread, &Sources::default(), language);
        if !is_complete {
            findings::line_to_stderr(&word(language, "verify-not-scored"));
            return USAGE;
        }
        let verification = verify(recorded, &results, &sums);
        match files::print(&verification.text(language)) {
            Err(_) => USAGE,
            Ok(()) if verification.is_same() => DONE,
            Ok(()) => SOME_REFUSED,
        }
    }
}
