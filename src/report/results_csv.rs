//! Results as CSV.

use super::results::{ReadyText, ResultCells, ResultLayout};
use super::unit::UnitReport;
use crate::plan::Plans;
use crate::value::Number;
use std::io::{self, Write};

/// Rows of results as lines of CSV.
#[derive(Debug, Default)]
pub struct CsvRows {
    /// The lines, one behind the other.
    pub bytes: Vec<u8>,
}

impl ResultCells for CsvRows {
    #[inline]
    fn text(&mut self, text: &str) {
        csv_text(text, &mut self.bytes);
        self.bytes.push(b',');
    }

    #[inline]
    fn number(&mut self, (above, below): (i64, i64), ready: &[ReadyText]) {
        match usize::try_from(above).ok().and_then(|above| ready.get(above)) {
            Some((bytes, length)) if *length > 0 => {
                // A copy of always the same length is the quickest; what is too much is taken back.
                let end = self.bytes.len() + usize::from(*length);
                self.bytes.extend_from_slice(bytes);
                self.bytes.truncate(end);
            }
            _ => self.shown(&shown(above, below)),
        }
    }

    fn shown(&mut self, number: &str) {
        self.text(number);
    }

    #[inline]
    fn nothing(&mut self) {
        self.bytes.push(b',');
    }

    fn end(&mut self) -> usize {
        // Each cell ends with a comma, but the last one.
        if let Some(last) = self.bytes.last_mut() {
            *last = b'\n';
        }
        self.bytes.len()
    }
}

/// Writes a field, in quotation marks where a reader would need them.
fn csv_text(field: &str, out: &mut Vec<u8>) {
    if !field.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return out.extend_from_slice(field.as_bytes());
    }
    out.push(b'"');
    out.extend_from_slice(field.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}

/// A number over another one, as it is shown everywhere.
pub(super) fn shown(above: i64, below: i64) -> String {
    Number::fraction(above.into(), below.into()).map_or(String::new(), |number| number.to_string())
}

/// The same as a text that is made once.
pub(crate) fn ready(above: i64, below: i64) -> ReadyText {
    let (mut bytes, shown) = ([0; 16], shown(above, below) + ",");
    let Some(place) = bytes.get_mut(..shown.len()) else { return (bytes, 0) };
    place.copy_from_slice(shown.as_bytes());
    (bytes, u8::try_from(shown.len()).unwrap_or(0))
}

/// Writes results as CSV: a line a unit.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    out: W,
    layout: ResultLayout,
    line: CsvRows,
}

impl<W: Write> CsvWriter<W> {
    /// Begins with the line of headings.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn new(plans: &Plans, mut out: W) -> io::Result<Self> {
        let (layout, mut line) = (ResultLayout::new(plans), CsvRows::default());
        layout.heading().into_iter().for_each(|name| line.text(name));
        line.end();
        out.write_all(&line.bytes)?;
        Ok(CsvWriter { out, layout, line })
    }

    /// Writes one unit.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn add(&mut self, unit: &UnitReport) -> io::Result<()> {
        self.line.bytes.clear();
        self.layout.write(unit, &mut self.line);
        self.out.write_all(&self.line.bytes)
    }

    /// Writes lines that are ready.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn lines(&mut self, lines: &[u8]) -> io::Result<()> {
        self.out.write_all(lines)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
