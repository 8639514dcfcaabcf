//! Results as Parquet: the columns of [`ResultLayout`], texts as such, numbers as decimals that hold them exactly.

use super::results::{ReadyText, ResultCells, ResultLayout};
use super::results_csv::shown;
use super::unit::UnitReport;
use crate::plan::Plans;
use crate::value::{Number, Scale};
use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::Type;
use bytes::Bytes;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

/// How many rows stand together in a file: so many are held until they are written.
const GROUP: usize = 1 << 16;

/// The digits of decimal numbers in 64 bits.
const DIGITS: i32 = 18;

/// Rows of results, column by column.
#[derive(Clone, Debug)]
pub struct ParquetRows {
    columns: Vec<Column>,
    rows: usize,
    /// The column of the next cell.
    at: usize,
}

/// The values of a column.
#[derive(Clone, Debug)]
struct Column {
    /// For each row 1 where it has a value.
    levels: Vec<i16>,
    values: Values,
    /// The first number that its decimals cannot hold.
    misfit: Option<String>,
}

/// The values that there are, one behind the other.
#[derive(Clone, Debug)]
enum Values {
    /// Whole numbers over a power of ten.
    Decimals {
        whole: Vec<i64>,
        ten: i64,
        /// What a number is times, by what it is over: most often that is the same for all.
        times: (i64, i64),
    },
    Texts {
        bytes: Vec<u8>,
        /// Where each ends.
        ends: Vec<usize>,
    },
}

/// The decimals that numbers of a scale have; none where no decimals hold them.
fn decimals(scale: Scale) -> Option<u32> {
    let Scale::Fixed(parts) = scale else { return None };
    (0..DIGITS.unsigned_abs()).find(|decimals| 10i128.pow(*decimals) % parts.max(1) == 0)
}

impl ParquetRows {
    /// No rows yet.
    pub fn new(layout: &ResultLayout) -> ParquetRows {
        let columns = layout.columns();
        let columns = columns.into_iter().map(|(_, scale)| Column {
            levels: Vec::new(),
            values: match decimals(scale) {
                None => Values::Texts { bytes: Vec::new(), ends: Vec::new() },
                Some(decimals) => {
                    Values::Decimals { whole: Vec::new(), ten: 10i64.pow(decimals), times: (0, 0) }
                }
            },
            misfit: None,
        });
        ParquetRows { columns: columns.collect(), rows: 0, at: 0 }
    }

    fn clear(&mut self) {
        self.columns.iter_mut().for_each(Column::clear);
        (self.rows, self.at) = (0, 0);
    }

    /// Adds rows of others with the same columns.
    fn take(&mut self, rows: &ParquetRows, range: Range<usize>) {
        for (column, from) in self.columns.iter_mut().zip(&rows.columns) {
            column.take(from, range.clone());
        }
        self.rows += range.len();
    }

    fn put(&mut self, put: impl FnOnce(&mut Column)) {
        if let Some(column) = self.columns.get_mut(self.at) {
            put(column);
        }
        self.at += 1;
    }
}

impl ResultCells for ParquetRows {
    fn text(&mut self, text: &str) {
        self.put(|column| column.text(text));
    }

    fn number(&mut self, (above, below): (i64, i64), _: &[ReadyText]) {
        self.put(|column| column.number(above, below));
    }

    fn shown(&mut self, number: &str) {
        self.put(|column| column.shown(number));
    }

    fn nothing(&mut self) {
        self.put(|column| column.levels.push(0));
    }

    fn end(&mut self) -> usize {
        (self.rows, self.at) = (self.rows + 1, 0);
        self.rows
    }
}

impl Column {
    fn clear(&mut self) {
        self.levels.clear();
        match &mut self.values {
            Values::Decimals { whole, .. } => whole.clear(),
            Values::Texts { bytes, ends } => {
                bytes.clear();
                ends.clear();
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.levels.push(i16::from(!text.is_empty()));
        match &mut self.values {
            Values::Texts { bytes, ends } if !text.is_empty() => {
                bytes.extend_from_slice(text.as_bytes());
                ends.push(bytes.len());
            }
            _ => {}
        }
    }

    fn number(&mut self, above: i64, below: i64) {
        let Values::Decimals { whole, ten, times } = &mut self.values else {
            return self.text(&shown(above, below));
        };
        if times.0 != below {
            *times = (below, if below != 0 && *ten % below == 0 { *ten / below } else { 0 });
        }
        // A fraction may be reducible to what the column holds.
        let exact = || Number::fraction(above.into(), below.into()).and_then(|number| at(number, *ten));
        let number = if times.1 > 0 { above.checked_mul(times.1) } else { exact() };
        match number.filter(|number| number.unsigned_abs() < 10u64.pow(DIGITS.unsigned_abs())) {
            Some(number) => {
                whole.push(number);
                self.levels.push(1);
            }
            None => self.unfit(shown(above, below)),
        }
    }

    fn shown(&mut self, text: &str) {
        if matches!(self.values, Values::Texts { .. }) {
            return self.text(text);
        }
        let number = Number::shown(text).map(Number::reduced);
        let parts = number.and_then(|number| {
            Some((i64::try_from(number.numerator()).ok()?, i64::try_from(number.denominator()).ok()?))
        });
        match parts {
            Some((above, below)) => self.number(above, below),
            None => self.unfit(text.to_owned()),
        }
    }

    fn unfit(&mut self, text: String) {
        self.levels.push(0);
        self.misfit.get_or_insert(text);
    }

    fn take(&mut self, from: &Column, range: Range<usize>) {
        let count = |levels: &[i16]| levels.iter().filter(|level| **level == 1).count();
        let start = count(&from.levels[..range.start]);
        let levels = &from.levels[range];
        let end = start + count(levels);
        self.levels.extend_from_slice(levels);
        match (&mut self.values, &from.values) {
            (Values::Decimals { whole, .. }, Values::Decimals { whole: more, .. }) => {
                whole.extend_from_slice(&more[start..end]);
            }
            (Values::Texts { bytes, ends }, Values::Texts { bytes: more, ends: their_ends }) => {
                let from = start.checked_sub(1).map_or(0, |before| their_ends[before]);
                let to = end.checked_sub(1).map_or(0, |last| their_ends[last]);
                let shift = bytes.len();
                bytes.extend_from_slice(&more[from..to.max(from)]);
                ends.extend(their_ends[start..end].iter().map(|end| end - from + shift));
            }
            _ => {}
        }
        self.misfit = self.misfit.take().or_else(|| from.misfit.clone());
    }

    fn write(&mut self, mut out: SerializedColumnWriter<'_>) -> Result<()> {
        if let Some(text) = &self.misfit {
            return Err(ParquetError::General(format!(
                "{text} is no decimal of 64 bits; write the results as CSV"
            )));
        }
        match &mut self.values {
            Values::Decimals { whole, .. } => {
                out.typed::<Int64Type>().write_batch(whole, Some(&self.levels), None)?;
            }
            Values::Texts { bytes, ends } => {
                let (all, mut start) = (Bytes::from(std::mem::take(bytes)), 0);
                let text =
                    |end: &usize| ByteArray::from(all.slice(std::mem::replace(&mut start, *end)..*end));
                let texts: Vec<ByteArray> = ends.iter().map(text).collect();
                out.typed::<ByteArrayType>().write_batch(&texts, Some(&self.levels), None)?;
            }
        }
        out.close()
    }
}

/// A number as a whole one over a power of ten; none where it is none.
fn at(number: Number, ten: i64) -> Option<i64> {
    let number = number.times(Number::whole(ten.into()))?.reduced();
    if number.denominator() == 1 { i64::try_from(number.numerator()).ok() } else { None }
}

/// Writes results as Parquet.
pub struct ParquetWriter<W: Write + Send> {
    out: SerializedFileWriter<W>,
    layout: ResultLayout,
    /// The rows that are not written yet.
    rows: ParquetRows,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn new(plans: &Plans, out: W) -> io::Result<Self> {
        let layout = ResultLayout::new(plans);
        let properties = WriterProperties::builder()
            .set_created_by(format!("tieuchi version {}", env!("CARGO_PKG_VERSION")))
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .build();
        let schema = schema(&layout).map_err(refused)?;
        let out = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(refused)?;
        let rows = ParquetRows::new(&layout);
        Ok(ParquetWriter { out, layout, rows })
    }

    /// Adds one unit.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn add(&mut self, unit: &UnitReport) -> io::Result<()> {
        self.layout.write(unit, &mut self.rows);
        if self.rows.rows == GROUP { self.write() } else { Ok(()) }
    }

    /// Adds some of the rows that are ready.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn rows(&mut self, rows: &ParquetRows, range: Range<usize>) -> io::Result<()> {
        let mut from = range.start;
        while from < range.end {
            let to = range.end.min(from + GROUP - self.rows.rows);
            self.rows.take(rows, from..to);
            from = to;
            if self.rows.rows == GROUP {
                self.write()?;
            }
        }
        Ok(())
    }

    /// Writes the rows that are held.
    fn write(&mut self) -> io::Result<()> {
        self.group().map_err(refused)?;
        self.rows.clear();
        Ok(())
    }

    fn group(&mut self) -> Result<()> {
        let mut group = self.out.next_row_group()?;
        let mut columns = self.rows.columns.iter_mut();
        while let (Some(out), Some(column)) = (group.next_column()?, columns.next()) {
            column.write(out)?;
        }
        group.close()?;
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn end(&mut self) -> io::Result<()> {
        if self.rows.rows > 0 {
            self.write()?;
        }
        self.out.finish().map_err(refused)?;
        self.out.inner_mut().flush()
    }
}

/// Why nothing can be written; what the file said comes through as it was.
fn refused(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => {
            error.downcast::<io::Error>().map_or_else(io::Error::other, |error| *error)
        }
        error => io::Error::other(error),
    }
}

/// The columns as Parquet describes them. Every cell may be empty.
fn schema(layout: &ResultLayout) -> Result<Arc<Type>> {
    let mut fields = Vec::new();
    for (name, scale) in layout.columns() {
        let field = match decimals(scale) {
            None => Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String)),
            Some(decimals) => {
                let decimals = i32::try_from(decimals).unwrap_or(0);
                Type::primitive_type_builder(name, Physical::INT64)
                    .with_logical_type(Some(LogicalType::decimal(decimals, DIGITS)))
                    .with_scale(decimals)
                    .with_precision(DIGITS)
            }
        };
        fields.push(Arc::new(field.with_repetition(Repetition::OPTIONAL).build()?));
    }
    Ok(Arc::new(Type::group_type_builder("results").with_fields(fields).build()?))
}
