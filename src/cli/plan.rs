//! `tieuchi plan`: the shortest list of facts that would have to change for a unit to reach a class or title.

use super::inputs::Inputs;
use super::unit::Asked;
use super::{USAGE, files, findings};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use tieuchi::data::{no_such_class, no_such_fact};
use tieuchi::prove::Wanted;
use tieuchi::report::{fact_of, wanted};
use tieuchi::{Diagnostic, Language, Plan, RemedyReport, Sources};

#[derive(Args)]
pub(super) struct Remedy {
    /// The ruleset
    ruleset: PathBuf,
    #[command(flatten)]
    inputs: Inputs,
    /// The unit
    #[arg(long)]
    unit: String,
    /// The period; all of the unit's periods where none is given
    #[arg(long)]
    period: Option<String>,
    /// The class or title to be reached, by its name or title; a class or a higher one
    #[arg(long, value_name = "NAME")]
    reach: String,
    /// A fact that stays as it is, by its name or label
    #[arg(long, value_name = "FACT")]
    keep: Vec<String>,
    /// How it is written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// In words
    Text,
    /// One JSON object on each line
    Json,
}

impl Remedy {
    pub(super) fn run(self, language: Language) -> u8 {
        let mut sources = Sources::default();
        let plans = match files::ruleset(&mut sources, &self.ruleset, language) {
            Ok(plans) => plans,
            Err(code) => return code,
        };
        let asked = Asked {
            ruleset: &self.ruleset,
            inputs: &self.inputs,
            unit: &self.unit,
            period: self.period.as_deref(),
        };
        asked.say(&plans, (&sources, language), &mut |scored| {
            let mut text = String::new();
            for scored in scored {
                let names = self.names(plans.get(scored.record().plan));
                let (wanted, kept) = names.map_err(|unknown| {
                    findings::to_stderr(&unknown, &sources, language);
                    USAGE
                })?;
                let report = scored.remedy(wanted, &|fact| kept.contains(&fact), language);
                text += &self.shown(&report, language, text.is_empty());
            }
            Ok(text)
        })
    }

    /// What the names of the command mean in a plan; all that mean nothing.
    fn names(&self, plan: &Plan) -> Result<(Wanted, Vec<u32>), Vec<Diagnostic>> {
        let file = self.ruleset.display().to_string();
        let mut unknown = Vec::new();
        let goal =
            wanted(plan, &self.reach).map_err(|near| unknown.push(no_such_class(&file, &self.reach, near)));
        let kept = self.keep.iter().filter_map(|name| {
            fact_of(plan, name).map_err(|near| unknown.push(no_such_fact(&file, name, near))).ok()
        });
        let kept: Vec<u32> = kept.collect();
        match goal {
            Ok(goal) if unknown.is_empty() => Ok((goal, kept)),
            _ => Err(unknown),
        }
    }

    fn shown(&self, report: &RemedyReport, language: Language, is_first: bool) -> String {
        match self.format {
            Format::Text if is_first => report.text(language),
            Format::Text => format!("\n{}", report.text(language)),
            Format::Json => serde_json::to_string(report).unwrap_or_default() + "\n",
        }
    }
}
