//! Floor 3. What is written.
//!
//! In: a source. Out: the tree of the file ([`ast::File`]) and what could not be read. A broken part
//! does not stop the reader: it becomes one finding and a hole.
//! And back: a tree as text ([`Printer`]).
//! Knows the grammar in `grammar/`. Does not know what any name means.

pub mod ast;
mod build;
mod expected;
mod finding;
mod keyword;
mod parser;
mod print;
mod translate;

pub use keyword::Keywords;
pub use print::Printer;
pub use translate::translate;

use crate::diagnostic::Diagnostics;
use crate::source::{SourceId, Sources};

/// A file as it is written.
#[derive(Debug)]
pub struct Parsed {
    /// The tree.
    pub file: ast::File,
    /// Whether so much is missing that whatever would be said of the rest could be wrong.
    pub is_torn: bool,
}

/// Reads a file. What cannot be read is reported to `findings`.
pub fn parse(sources: &Sources, id: SourceId, findings: &mut Diagnostics) -> Parsed {
    let source = sources.get(id);
    if let Some(unreadable) = source.unreadable {
        findings.push(finding::unreadable(sources.whole(id), unreadable));
        return Parsed { file: ast::File::default(), is_torn: true };
    }
    if let Some(place) = parser::too_deep(&source.text) {
        findings.push(finding::too_deep(parser::at(id, place), parser::MAXIMUM_DEPTH));
        return Parsed { file: ast::File::default(), is_torn: true };
    }
    build::file(id, &source.text, findings)
}
