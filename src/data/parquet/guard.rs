//! What keeps a damaged file from doing harm: the crate that reads Parquet trusts some of what stands there.

use ::parquet::column::page::{Page, PageMetadata, PageReader};
use ::parquet::errors::{ParquetError, Result};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread runs what may panic at a damaged file, which is caught and said as a finding: a hook for
/// panics has nothing to say of it.
pub fn is_guarded() -> bool {
    IS_GUARDED.get()
}

/// Runs what reads a file. Its decoders assert that lengths and indices fit: where those of a damaged file do not,
/// they panic (a dictionary that is cut off, a page that refers to none), and nothing outside can know before. What
/// has panicked must not be used again.
pub(super) fn guarded<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    let was_guarded = IS_GUARDED.replace(true);
    let read = catch_unwind(AssertUnwindSafe(read));
    IS_GUARDED.set(was_guarded);
    read.unwrap_or_else(|_| Err(ParquetError::General("its values do not fit together".to_owned())))
}

/// Pages of which none asks for more memory than it can fill: room is made for all values of a dictionary.
pub(super) struct Pages(pub(super) Box<dyn PageReader>);

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.0.get_next_page()?;
        match &page {
            Some(Page::DictionaryPage { buf, num_values, .. }) if *num_values as usize > buf.len() => {
                Err(ParquetError::EOF("a dictionary ends before its values".to_owned()))
            }
            _ => Ok(page),
        }
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.0.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.0.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.0.at_record_boundary()
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Result<Page>> {
        self.get_next_page().transpose()
    }
}
