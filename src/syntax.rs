//! Floor 3. What is written.
//!
//! In: a source. Out: the tree of the file ([`ast::File`]) and what could not be read. A broken part
//! does not stop the reader: it becomes one finding and a hole.
//! Knows the grammar in `grammar/`. Does not know what any name means.

mod around;
pub mod ast;
mod build;
mod expected;
mod finding;
mod habit;
mod keyword;
mod parser;
mod print;
mod translate;

pub use around::{bases, reads};
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
    /// The language of its keywords.
    pub keywords: Keywords,
}

impl Parsed {
    /// A file of which nothing can be said.
    fn torn() -> Parsed {
        Parsed { file: ast::File::default(), is_torn: true, keywords: Keywords::English }
    }
}

/// Reads a file. What cannot be read is reported to `findings`.
pub fn parse(sources: &Sources, id: SourceId, findings: &mut Diagnostics) -> Parsed {
    let source = sources.get(id);
    if let Some(unreadable) = &source.unreadable {
        findings.push(finding::unreadable(sources.whole(id), unreadable));
        return Parsed::torn();
    }
    if let Some(place) = parser::too_deep(&source.text) {
        findings.push(finding::too_deep(parser::at(id, place), parser::MAXIMUM_DEPTH));
        return Parsed::torn();
    }
    build::file(id, &source.text, findings)
}
