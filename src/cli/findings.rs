//! Findings on a terminal.

use std::io::{self, IsTerminal, Write};
use tieuchi::diagnostic::render::{Style, render};
use tieuchi::{Diagnostic, Language, Sources};

/// How wide text may be: the terminal, or 100 characters.
pub(super) fn width() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.unwrap_or(100).clamp(40, 200)
}

fn has_colour(is_terminal: bool) -> bool {
    is_terminal && std::env::var_os("NO_COLOR").is_none()
}

/// Findings as text.
pub(super) fn text(
    findings: &[Diagnostic],
    sources: &Sources,
    language: Language,
    is_terminal: bool,
) -> String {
    let style = Style { language, colour: has_colour(is_terminal), width: width() };
    findings.iter().map(|finding| render(finding, sources, style) + "\n").collect()
}

/// Says a sentence beside the results.
pub(super) fn say_to_stderr(text: &str) {
    // Nobody is left to tell where this cannot be written.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Shows findings beside the results.
pub(super) fn to_stderr(findings: &[Diagnostic], sources: &Sources, language: Language) {
    write_to_stderr(&text(findings, sources, language, io::stderr().is_terminal()));
}

/// Says one thing that is wrong with how the command was called.
pub(super) fn line_to_stderr(line: &str) {
    write_to_stderr(&format!("{line}\n"));
}

fn write_to_stderr(text: &str) {
    // Nobody is left to tell where this cannot be written.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
