//! Parquet, as the blocks of a table: values are written as the cells of a row, and read as those of any other
//! table. So there is one set of findings, and one quick way.
//!
//! Values come a thousand rows at a time, page by page: what is held does not grow with the file.

mod anywhere;
mod guard;
mod shape;

pub use guard::is_guarded;

use super::blocks::Block;
use super::finding;
use super::number::Decimal;
use crate::diagnostic::Diagnostic;
use ::parquet::basic::Compression;
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use ::parquet::data_type::DataType;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::ColumnChunkMetaData;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use anywhere::Anywhere;
use guard::{Pages, guarded};
use shape::{DELIMITER, Shape, Written};
use std::io::{Read, Seek};
use std::sync::Arc;

/// How many rows are read together.
const ROWS: usize = 1024;

/// A Parquet file with its headings.
pub(super) struct Opened<R: Read + Seek + Send + 'static> {
    pub(super) file: Arc<str>,
    /// The names of its columns; one that holds several is one.
    pub(super) heading: Vec<String>,
    reader: SerializedFileReader<Anywhere<R>>,
}

impl<R: Read + Seek + Send + 'static> Opened<R> {
    /// Opens a file; `name` is its name in findings.
    ///
    /// # Errors
    ///
    /// Why it is none that can be read.
    pub(super) fn new(name: &str, input: R) -> Result<Self, Diagnostic> {
        let file: Arc<str> = name.into();
        let input =
            Anywhere::new(input).map_err(|error| finding::unreadable_file(name, &error.to_string()))?;
        let reader =
            guarded(|| SerializedFileReader::new(input)).map_err(|error| damaged(&file, 0, &error))?;
        let root = reader.metadata().file_metadata().schema_descr().root_schema();
        let heading = root.get_fields().iter().map(|field| field.name().to_owned()).collect();
        Ok(Opened { file, heading, reader })
    }

    /// The blocks of the file. Columns that are not wanted stay empty.
    ///
    /// # Errors
    ///
    /// Which of the columns that are wanted cannot be read.
    pub(super) fn blocks(
        self,
        decimal: Option<Decimal>,
        is_wanted: &dyn Fn(usize) -> bool,
    ) -> Result<Rows<R>, Vec<Diagnostic>> {
        let mut wrong = Vec::new();
        let mut shapes = Vec::new();
        for column in 0..self.heading.len() {
            shapes.push(None);
            if is_wanted(column) {
                match self.column(column, decimal) {
                    Ok(found) => shapes[column] = Some(found),
                    Err(found) => wrong.push(found),
                }
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let Opened { file, reader, .. } = self;
        let columns = shapes.iter().map(|_| None).collect();
        Ok(Rows { file, reader, shapes, columns, group: 0, unread: 0, ready: 0, row: 1, has_ended: false })
    }

    /// How a column is read: its place among those that hold values, and how these are written.
    fn column(&self, column: usize, decimal: Option<Decimal>) -> Result<(usize, Shape), Diagnostic> {
        let (metadata, name) = (self.reader.metadata(), &self.heading[column]);
        let schema = metadata.file_metadata().schema_descr();
        let field = &schema.root_schema().get_fields()[column];
        let meaning = shape::meaning(field).map_err(|kind| finding::unread_type(&self.file, name, &kind))?;
        let place = (0..schema.num_columns()).find(|place| schema.get_column_root_idx(*place) == column);
        let place = place.ok_or_else(|| damaged(&self.file, 0, &"a column without values"))?;
        for group in metadata.row_groups() {
            let chunk = group.columns().get(place).filter(|chunk| is_sound(chunk));
            let chunk = chunk.ok_or_else(|| damaged(&self.file, 0, &"a column that stands nowhere"))?;
            if !matches!(chunk.compression(), Compression::UNCOMPRESSED | Compression::SNAPPY) {
                let codec = chunk.compression().to_string();
                let codec = codec.split('(').next().unwrap_or_default();
                return Err(finding::unread_codec(&self.file, name, codec));
            }
        }
        let sign = if decimal == Some(Decimal::Comma) { b',' } else { b'.' };
        Ok((place, Shape { meaning, sign }))
    }
}

/// Whether what is said of the place of a column can be: the reader panics at places before the file.
fn is_sound(chunk: &ColumnChunkMetaData) -> bool {
    let offsets = [chunk.dictionary_page_offset().unwrap_or(0), chunk.data_page_offset()];
    offsets.iter().chain([&chunk.compressed_size()]).all(|number| *number >= 0)
}

fn damaged(file: &Arc<str>, row: u64, reason: &impl ToString) -> Diagnostic {
    finding::damaged_parquet(file, row, &reason.to_string())
}

/// The rows of a file, as blocks of a table.
pub(super) struct Rows<R: Read + Seek + Send + 'static> {
    file: Arc<str>,
    reader: SerializedFileReader<Anywhere<R>>,
    /// Where each column stands and how it is written; none of those that stay empty.
    shapes: Vec<Option<(usize, Shape)>>,
    /// What reads each column in the group of rows at hand.
    columns: Vec<Option<Box<dyn Cells>>>,
    /// The next group of rows.
    group: usize,
    /// The rows of the group at hand that are not read yet.
    unread: usize,
    /// The rows that are read and in no block yet.
    ready: usize,
    /// The number of the next row, from 1.
    row: u64,
    has_ended: bool,
}

impl<R: Read + Seek + Send + 'static> Rows<R> {
    /// Reads the next rows; false where there are none.
    fn fill(&mut self) -> Result<bool, ParquetError> {
        while self.unread == 0 {
            if self.group == self.reader.num_row_groups() {
                return Ok(false);
            }
            let group = self.reader.get_row_group(self.group)?;
            for (column, shape) in self.columns.iter_mut().zip(&self.shapes) {
                let Some((place, shape)) = shape else { continue };
                let pages = Box::new(Pages(group.get_column_page_reader(*place)?));
                let values = get_column_reader(group.metadata().column(*place).column_descr_ptr(), pages);
                *column = cells(values, *shape);
            }
            self.unread = usize::try_from(group.metadata().num_rows())?;
            self.group += 1;
        }
        self.ready = self.unread.min(ROWS);
        for column in self.columns.iter_mut().flatten() {
            column.read(self.ready)?;
        }
        self.unread -= self.ready;
        Ok(true)
    }

    /// Writes the rows that are ready, up to one with a line break in it: rows behind that would be miscounted.
    fn write(&mut self) -> Block {
        let (first, mut bytes, mut is_broken) = (self.row, Block::begin(), false);
        while self.ready > 0 && !is_broken {
            let start = bytes.len();
            for (at, column) in self.columns.iter_mut().enumerate() {
                if at > 0 {
                    bytes.push(DELIMITER);
                }
                column.iter_mut().for_each(|column| column.write(&mut bytes));
            }
            if bytes.len() == start {
                // An empty line would be none of the table.
                bytes.extend_from_slice(b"\"\"");
            }
            is_broken = bytes[start..].iter().any(|byte| matches!(*byte, b'\n' | b'\r'));
            bytes.push(b'\n');
            self.ready -= 1;
            self.row += 1;
        }
        Block::of_rows(bytes, first, DELIMITER)
    }

    fn block(&mut self) -> Result<Option<Block>, ParquetError> {
        Ok(if self.ready > 0 || guarded(|| self.fill())? { Some(self.write()) } else { None })
    }
}

impl<R: Read + Seek + Send + 'static> Iterator for Rows<R> {
    type Item = Block;

    fn next(&mut self) -> Option<Block> {
        if self.has_ended {
            return None;
        }
        let block = self.block();
        self.has_ended = !matches!(block, Ok(Some(_)));
        block.unwrap_or_else(|error| Some(Block::broken_off(damaged(&self.file, self.row, &error))))
    }
}

/// The values of a column, one after the other.
trait Cells: Send {
    /// Reads so many rows.
    fn read(&mut self, rows: usize) -> Result<(), ParquetError>;

    /// Writes the value of the next one; nothing where there is none.
    fn write(&mut self, out: &mut Vec<u8>);
}

/// The values of a column of one physical type.
struct Typed<T: DataType> {
    reader: ColumnReaderImpl<T>,
    shape: Shape,
    /// For each row 1 where it has a value; empty where all have.
    levels: Vec<i16>,
    values: Vec<T::T>,
    /// The row and the value that are next.
    next: (usize, usize),
}

impl<T: DataType> Cells for Typed<T>
where
    T::T: Written,
{
    fn read(&mut self, rows: usize) -> Result<(), ParquetError> {
        self.levels.clear();
        self.values.clear();
        self.next = (0, 0);
        let (found, ..) = self.reader.read_records(rows, Some(&mut self.levels), None, &mut self.values)?;
        if found == rows {
            Ok(())
        } else {
            Err(ParquetError::EOF("a column ends before its rows".to_owned()))
        }
    }

    fn write(&mut self, out: &mut Vec<u8>) {
        let (row, value) = self.next;
        let is_there = self.levels.get(row).is_none_or(|level| *level > 0);
        if let Some(value) = self.values.get(value).filter(|_| is_there) {
            value.write(self.shape, out);
        }
        self.next = (row + 1, value + usize::from(is_there));
    }
}

/// What reads the values of a column.
fn cells(reader: ColumnReader, shape: Shape) -> Option<Box<dyn Cells>> {
    fn typed<T: DataType>(reader: ColumnReaderImpl<T>, shape: Shape) -> Option<Box<dyn Cells>>
    where
        T::T: Written,
    {
        Some(Box::new(Typed { reader, shape, levels: Vec::new(), values: Vec::new(), next: (0, 0) }))
    }
    match reader {
        ColumnReader::BoolColumnReader(reader) => typed(reader, shape),
        ColumnReader::Int32ColumnReader(reader) => typed(reader, shape),
        ColumnReader::Int64ColumnReader(reader) => typed(reader, shape),
        ColumnReader::FloatColumnReader(reader) => typed(reader, shape),
        ColumnReader::DoubleColumnReader(reader) => typed(reader, shape),
        ColumnReader::ByteArrayColumnReader(reader) => typed(reader, shape),
        ColumnReader::FixedLenByteArrayColumnReader(reader) => typed(reader, shape),
        // Its type was refused.
        ColumnReader::Int96ColumnReader(_) => None,
    }
}
