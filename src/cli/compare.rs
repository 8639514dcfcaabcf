//! `tieuchi eval --compare`: where those who score the same unit differ.

use super::Format;
use std::io::{self, Write};
use tieuchi::diagnostic::catalogue::word;
use tieuchi::report::{Comparisons, Speaker, comparison_csv, comparison_text};
use tieuchi::{Language, Plans, UnitReport};

/// Collects what was scored, and writes where the assessors differ.
pub(super) struct Comparing<'a> {
    plans: &'a Plans,
    comparisons: Comparisons<'a>,
    format: Format,
    language: Language,
    out: Box<dyn Write + 'a>,
}

impl<'a> Comparing<'a> {
    pub(super) fn new(
        plans: &'a Plans,
        format: Format,
        language: Language,
        out: Box<dyn Write + 'a>,
    ) -> Self {
        Comparing { plans, comparisons: Comparisons::new(plans), format, language, out }
    }

    pub(super) fn add(&mut self, speaker: &Speaker<'_>, unit: UnitReport) {
        self.comparisons.add(speaker, unit);
    }

    /// Writes all that was collected.
    pub(super) fn end(&mut self) -> io::Result<()> {
        let units = std::mem::replace(&mut self.comparisons, Comparisons::new(self.plans)).finish();
        match self.format {
            Format::Text => {
                let text = comparison_text(&units, self.plans, self.language);
                self.out.write_all(text.as_bytes())?;
            }
            Format::Json => {
                for unit in &units {
                    serde_json::to_writer(&mut self.out, unit)?;
                    self.out.write_all(b"\n")?;
                }
            }
            Format::Csv => comparison_csv(&units, self.plans, &mut self.out).map_err(io::Error::other)?,
        }
        self.out.flush()
    }
}

/// Whether the ruleset names anybody to compare.
pub(super) fn is_possible(plans: &Plans) -> bool {
    plans.all().iter().any(|plan| !plan.ruleset.assessors.is_empty())
}

/// Where the assessors of the units that were explained differ.
pub(super) fn page(comparisons: Comparisons<'_>, plans: &Plans, language: Language) -> String {
    let units = comparisons.finish();
    let text = units.iter().map(|unit| match unit.agree {
        true => format!("{}\n", word(language, "compare-agree")),
        false => unit.text(plans, language),
    });
    format!("{}\n{}", word(language, "compare-head"), text.collect::<String>())
}
