//! Files in, text out.

use super::findings;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use tieuchi::data::{no_such_edition, unreadable_file};
use tieuchi::diagnostic::catalogue::word;
use tieuchi::layer::record_name;
use tieuchi::report::Fingerprint;
use tieuchi::source::MAXIMUM_BYTES;
use tieuchi::value::Date;
use tieuchi::{Analysis, Diagnostic, Format, Language, Plans, Severity, SourceId, Sources, analyze, load};

/// Reads a ruleset into `sources`, and all that it is a variant of.
pub(super) fn source(sources: &mut Sources, path: &Path, language: Language) -> Option<SourceId> {
    source_in(sources, None, &name(path), &mut Vec::new(), language)
}

/// The name of a ruleset, as it is shown and as its bases are found from it.
pub(super) fn name(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// Reads a ruleset that is named from a folder, with the fingerprints of all files that are read for it.
fn source_in(
    sources: &mut Sources,
    folder: Option<&Path>,
    name: &str,
    prints: &mut Vec<Fingerprint>,
    language: Language,
) -> Option<SourceId> {
    let mut read = |name: &str| {
        let bytes = bytes(&located(folder, name))?;
        prints.push(Fingerprint::of(RULESET, name, &bytes));
        Ok(bytes)
    };
    match load(sources, name, &mut read) {
        Ok(id) => {
            let own: Vec<&str> = sources.ids().map(|id| sources.get(id).name.as_str()).collect();
            // What a variant remembers of its base says what changed there, and moves no result.
            prints.retain(|print| own.iter().all(|name| print.name != record_name(name, 0)));
            let builtin = own.iter().zip(sources.ids()).filter(|(name, _)| name.starts_with('<'));
            prints.extend(
                builtin.map(|(name, id)| Fingerprint::of(RULESET, name, sources.get(id).text.as_bytes())),
            );
            Some(id)
        }
        Err(reason) => {
            findings::to_stderr(&[unreadable_file(name, &reason)], sources, language);
            None
        }
    }
}

/// What a ruleset and its bases are read for.
const RULESET: &str = "ruleset";

/// Where a file is that is named from a folder.
fn located(folder: Option<&Path>, name: &str) -> PathBuf {
    folder.map_or_else(|| PathBuf::from(name), |folder| folder.join(name))
}

/// The bytes of a file. Of one that is too large, only so much that this can be said.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read =
        fs::File::open(path).and_then(|file| file.take(MAXIMUM_BYTES as u64 + 1).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| error.to_string())
}

/// Reads and analyses a ruleset; shows what is wrong with it. The error is an exit code.
pub(super) fn ruleset(sources: &mut Sources, path: &Path, language: Language) -> Result<Plans, u8> {
    ruleset_in(sources, None, &name(path), &mut Vec::new(), language)
}

/// Reads and analyses a ruleset that is named from a folder, with the fingerprints of its files.
pub(super) fn ruleset_in(
    sources: &mut Sources,
    folder: Option<&Path>,
    name: &str,
    prints: &mut Vec<Fingerprint>,
    language: Language,
) -> Result<Plans, u8> {
    let id = source_in(sources, folder, name, prints, language).ok_or(super::USAGE)?;
    let Analysis { findings, plans, .. } = analyze(sources, id);
    // Notes are for those who write the ruleset: `check` shows them.
    let findings: Vec<_> = findings.into_iter().filter(|it| it.severity != Severity::Note).collect();
    findings::to_stderr(&findings, sources, language);
    plans.ok_or(super::REFUSED)
}

/// Opens a file of data that is named from a folder; its format is that of the ending of its name.
pub(super) fn data_in(
    folder: Option<&Path>,
    name: &str,
    language: Language,
) -> Result<(fs::File, Format), Diagnostic> {
    let format =
        Format::of_name(name).ok_or_else(|| unreadable_file(name, &word(language, "unknown-format")))?;
    let file = fs::File::open(located(folder, name));
    let file = file.map_err(|error| unreadable_file(name, &error.to_string()))?;
    Ok((file, format))
}

/// Whether a file that is to be written is one of those that are to be read: it would be empty by then.
pub(super) fn is_one_of(written: &Path, read: &[&Path]) -> bool {
    let same = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let written = same(written);
    read.iter().any(|path| same(path) == written)
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
