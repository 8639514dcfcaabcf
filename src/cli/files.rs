//! Files in, text out.

use super::show;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use tieuchi::data::unreadable_file;
use tieuchi::diagnostic::catalogue::word;
use tieuchi::source::MAXIMUM_BYTES;
use tieuchi::{Analysis, Diagnostic, Format, Language, Plan, SourceId, Sources, analyze};

/// Reads a ruleset into `sources`. Of a file that is too large, only so much that this can be said.
pub(super) fn source(sources: &mut Sources, path: &Path, language: Language) -> Option<SourceId> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let read =
        fs::File::open(path).and_then(|file| file.take(MAXIMUM_BYTES as u64 + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => Some(sources.add(name, bytes)),
        Err(error) => {
            show::to_stderr(&[unreadable_file(&name, &error.to_string())], sources, language);
            None
        }
    }
}

/// Reads and analyses a ruleset; shows what is wrong with it. The error is an exit code.
pub(super) fn ruleset(sources: &mut Sources, path: &Path, language: Language) -> Result<Plan, u8> {
    let id = source(sources, path, language).ok_or(super::USAGE)?;
    let Analysis { findings, plan } = analyze(sources, id);
    let findings: Vec<_> = findings.into_iter().collect();
    show::to_stderr(&findings, sources, language);
    plan.ok_or(super::REFUSED)
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
