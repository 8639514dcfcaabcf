//! A file of which any stretch can be read, for the reader of Parquet.

use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::reader::{ChunkReader, Length};
use bytes::Bytes;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

/// How much is read at once of what has no length yet: the head of a page.
const HEAD: usize = 1 << 8;

/// A file that several readers share, each with a place of its own.
pub(super) struct Anywhere<R> {
    file: Arc<Mutex<R>>,
    length: u64,
}

/// What reads on from a place.
pub(super) struct Stretch<R> {
    file: Arc<Mutex<R>>,
    at: u64,
}

impl<R: Read + Seek> Anywhere<R> {
    /// # Errors
    ///
    /// Why the length of the file is not known.
    pub(super) fn new(mut file: R) -> io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        Ok(Anywhere { file: Arc::new(Mutex::new(file)), length })
    }

    fn from(&self, at: u64) -> Stretch<R> {
        Stretch { file: self.file.clone(), at }
    }
}

impl<R: Read + Seek> Read for Stretch<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let length = file.read(buffer)?;
        self.at += length as u64;
        Ok(length)
    }
}

impl<R: Send> Length for Anywhere<R> {
    fn len(&self) -> u64 {
        self.length
    }
}

impl<R: Read + Seek + Send> ChunkReader for Anywhere<R> {
    type T = BufReader<Stretch<R>>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(BufReader::with_capacity(HEAD, self.from(start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        // A length that was damaged must not ask for memory.
        if start.checked_add(length as u64).is_none_or(|end| end > self.length) {
            return Err(ParquetError::EOF("a stretch behind the end of the file".to_owned()));
        }
        let mut bytes = vec![0; length];
        self.from(start).read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}
