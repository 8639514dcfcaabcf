//! Files in, text out.

use super::findings;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use tieuchi::data::{no_such_edition, unreadable_file};
use tieuchi::diagnostic::catalogue::word;
use tieuchi::source::MAXIMUM_BYTES;
use tieuchi::value::Date;
use tieuchi::{Analysis, Diagnostic, Format, Language, Plans, Severity, SourceId, Sources, analyze, load};

/// Reads a ruleset into `sources`, and all that it is a variant of.
pub(super) fn source(sources: &mut Sources, path: &Path, language: Language) -> Option<SourceId> {
    let name = path.display().to_string().replace('\\', "/");
    match load(sources, &name, &mut bytes) {
        Ok(id) => Some(id),
        Err(reason) => {
            findings::to_stderr(&[unreadable_file(&name, &reason)], sources, language);
            None
        }
    }
}

/// The bytes of a file. Of one that is too large, only so much that this can be said.
fn bytes(name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read =
        fs::File::open(name).and_then(|file| file.take(MAXIMUM_BYTES as u64 + 1).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| error.to_string())
}

/// Reads and analyses a ruleset; shows what is wrong with it. The error is an exit code.
pub(super) fn ruleset(sources: &mut Sources, path: &Path, language: Language) -> Result<Plans, u8> {
    let id = source(sources, path, language).ok_or(super::USAGE)?;
    let Analysis { findings, plans, .. } = analyze(sources, id);
    // Notes are for those who write the ruleset: `check` shows them.
    let findings: Vec<_> = findings.into_iter().filter(|it| it.severity != Severity::Note).collect();
    findings::to_stderr(&findings, sources, language);
    plans.ok_or(super::REFUSED)
}

/// Opens a file of data: its name, and its format by the ending of that name.
pub(super) fn data(path: &Path, language: Language) -> Result<(String, fs::File, Format), Diagnostic> {
    let name = path.display().to_string();
    let format =
        Format::of_name(&name).ok_or_else(|| unreadable_file(&name, &word(language, "unknown-format")))?;
    let file = fs::File::open(path).map_err(|error| unreadable_file(&name, &error.to_string()))?;
    Ok((name, file, format))
}

/// Writes to standard output. A reader that has gone away is no failure.
pub(super) fn print(text: &str) -> io::Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Whether anything is in force on the day that `--as-of` asks for; the error is an exit code.
pub(super) fn in_force(plans: &Plans, day: Option<Date>, name: &Path, language: Language) -> Result<(), u8> {
    let Some(day) = day.filter(|day| plans.edition_at(*day).is_none()) else { return Ok(()) };
    let editions = plans.editions();
    let from = editions.first().and_then(|edition| edition.from);
    let until = editions.last().and_then(|edition| edition.until);
    let finding = no_such_edition(&name.display().to_string(), day, from, until);
    findings::to_stderr(&[finding], &Sources::default(), language);
    Err(super::USAGE)
}
