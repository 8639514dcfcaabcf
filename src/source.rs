//! Floor 0. Files, places in them, lines.
//!
//! In: the bytes of a ruleset. Out: normalised text, and numbers (`Span`) that name a place in it.
//! Knows nobody.

pub mod builtin;

use unicode_normalization::UnicodeNormalization;

/// The largest ruleset that is read, in bytes. A printed table of a hundred pages is far below it.
pub const MAXIMUM_BYTES: usize = 1 << 19;

/// A file among the [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A half-open range of bytes in the normalised text of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

impl Span {
    /// Whether another place stands in this one.
    pub fn encloses(self, other: Span) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }

    /// The smallest span over `self` and `other`, which stand in one file.
    pub fn to(self, other: Span) -> Span {
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// What kept a file from being read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The bytes are not UTF-8 from this byte of the text on.
    NotUtf8 {
        /// Where the readable part ends, in bytes of the text.
        at: u32,
    },
    /// The file is larger than [`MAXIMUM_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// There is no such file, or the system does not give it; its words.
    Missing(String),
}

/// The name of a file that `path` means in the file `name`: beside it. Slashes of both kinds separate.
pub fn beside(name: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    let folder = name.rfind(['/', '\\']).map_or("", |end| &name[..end]);
    let is_absolute = path.starts_with('/') || path.get(1..2) == Some(":");
    let joined = if is_absolute || folder.is_empty() { path } else { format!("{folder}/{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, ".." | "")) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// One file: its name as the user gave it, and its text in Unicode normal form C.
#[derive(Debug)]
pub struct Source {
    /// The name, as it is shown in findings.
    pub name: String,
    /// The text, without byte order mark, in normal form C.
    pub text: String,
    /// What kept it from being read, if anything.
    pub unreadable: Option<Unreadable>,
    lines: Vec<u32>,
}

/// All files of one run, by [`SourceId`].
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Takes a file's name and bytes. Never fails: what is wrong with the bytes is kept as
    /// [`Source::unreadable`] and reported by whoever parses the file.
    pub fn add(&mut self, name: impl Into<String>, bytes: impl AsRef<[u8]>) -> SourceId {
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let (text, unreadable) = decode(bytes.as_ref());
        let lines = std::iter::once(0)
            .chain(text.bytes().zip(1..).filter(|(byte, _)| *byte == b'\n').map(|(_, next)| next))
            .collect();
        self.files.push(Source { name: name.into(), text, unreadable, lines });
        id
    }

    /// A file that another one names and that could not be read, and why.
    pub fn add_missing(&mut self, name: impl Into<String>, reason: impl Into<String>) -> SourceId {
        let id = self.add(name, "");
        self.files[id.0 as usize].unreadable = Some(Unreadable::Missing(reason.into()));
        id
    }

    /// The file with this name.
    pub fn find(&self, name: &str) -> Option<SourceId> {
        let found = self.files.iter().position(|file| file.name == name)?;
        u32::try_from(found).ok().map(SourceId)
    }

    /// All files, in the order in which they came.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..u32::try_from(self.files.len()).unwrap_or(u32::MAX)).map(SourceId)
    }

    /// The file behind `id`.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The text at `span`.
    pub fn text(&self, span: Span) -> &str {
        &self.get(span.source).text[span.start as usize..span.end as usize]
    }

    /// The whole file as a span.
    pub fn whole(&self, id: SourceId) -> Span {
        Span { source: id, start: 0, end: u32::try_from(self.get(id).text.len()).unwrap_or(u32::MAX) }
    }

    /// Line and column of the start of `span`, both from 1; the column counts characters.
    pub fn position(&self, span: Span) -> (u32, u32) {
        let file = self.get(span.source);
        let line = file.lines.partition_point(|start| *start <= span.start).max(1);
        let start = file.lines[line - 1] as usize;
        let column = file.text[start..span.start as usize].chars().count() + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }
}

impl Source {
    /// The lines around a range of bytes, so many before and behind it: where they start and end, and
    /// how many lines stand before them.
    pub fn window(&self, start: usize, end: usize, before: usize, behind: usize) -> (usize, usize, usize) {
        let line_of = |place: usize| self.lines.partition_point(|line| *line as usize <= place).max(1) - 1;
        let first = line_of(start).saturating_sub(before);
        let last = line_of(end.saturating_sub(1).max(start)) + behind;
        let stop = self.lines.get(last + 1).map_or(self.text.len(), |line| *line as usize);
        (self.lines[first] as usize, stop, first)
    }
}

fn decode(bytes: &[u8]) -> (String, Option<Unreadable>) {
    if bytes.len() > MAXIMUM_BYTES {
        return (String::new(), Some(Unreadable::TooLarge { bytes: bytes.len() }));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.nfc().collect(), None),
        Err(error) => {
            let readable = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let text: String = readable.nfc().collect();
            let at = u32::try_from(text.len()).unwrap_or(u32::MAX);
            (text, Some(Unreadable::NotUtf8 { at }))
        }
    }
}
