//! Tables in text, row by row: comma, semicolon or tab separated. Knows nothing of what columns mean.

use super::blocks::{Block, Blocks};
use super::split::Cells;
use crate::diagnostic::Diagnostic;
use std::io::Read;
use std::sync::Arc;

/// A table that is being read.
pub(super) struct Sheet<B> {
    pub(super) file: Arc<str>,
    pub(super) heading: Vec<String>,
    /// The line of the headings; 0 where they stand in none.
    pub(super) heading_line: u64,
    blocks: B,
    block: Option<Block>,
    cells: Cells,
}

impl<R: Read> Sheet<Blocks<R>> {
    /// Reads the line of headings.
    ///
    /// # Errors
    ///
    /// Why the file cannot be read.
    pub(super) fn open(name: &str, input: R) -> Result<Self, Diagnostic> {
        let mut blocks = Blocks::open(name, input)?;
        let heading = blocks.heading()?;
        let file = blocks.file().clone();
        Ok(Sheet::new(file, (heading, 1), blocks))
    }
}

impl<B: Iterator<Item = Block>> Sheet<B> {
    /// The rows of blocks, below headings that stand in a line.
    pub(super) fn new(file: Arc<str>, (heading, heading_line): (Vec<String>, u64), mut blocks: B) -> Self {
        let block = blocks.next();
        Sheet { file, heading, heading_line, blocks, block, cells: Cells::default() }
    }

    /// The next row that has a letter; none at the end.
    ///
    /// # Errors
    ///
    /// Why nothing more can be read.
    pub(super) fn next(&mut self) -> Result<Option<&Cells>, Diagnostic> {
        while let Some(block) = &mut self.block {
            while block.take_row(&mut self.cells) {
                if !self.cells.is_blank() {
                    return Ok(Some(&self.cells));
                }
            }
            if let Some(wrong) = block.wrong.take() {
                return Err(wrong);
            }
            self.block = self.blocks.next();
        }
        Ok(None)
    }
}
