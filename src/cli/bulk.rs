//! Tables whose rows need nothing but themselves: read, scored and written in columns, on several threads.
//!
//! A file is cut into blocks; each thread reads and scores the blocks that come to it, and what it makes of them
//! is taken in their order, so that the number of threads shows nowhere. Only so many blocks are held as there
//! are threads, whatever the size of the file.

use super::run::{Job, Metered};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use tieuchi::bulk::{Lines, Page, ResultForm};
use tieuchi::data::{Batch, Block, Format, Layout, TableBlocks, open, open_parquet, read_batches};
use tieuchi::report::{Input, ResultLayout};
use tieuchi::{Diagnostic, Row};

/// What comes of a file, in its order.
pub(super) enum Came<'p> {
    /// Something about the file as a whole.
    Row(Row),
    /// A stretch of its rows.
    Page(&'p Page),
}

/// Takes what comes of a file, and may stop.
pub(super) type Sink<'s> = dyn FnMut(Came<'_>) -> ControlFlow<()> + 's;

/// Files whose rows need nothing but themselves.
#[derive(Clone, Copy)]
pub(super) struct Bulk<'a, 'j> {
    pub(super) job: Job<'a, 'j>,
    pub(super) layout: &'a ResultLayout,
    /// As what results are written.
    pub(super) form: ResultForm,
    /// How many threads read and score.
    pub(super) threads: usize,
}

impl Bulk<'_, '_> {
    /// Scores all rows of a file.
    ///
    /// # Errors
    ///
    /// Why the file cannot be opened.
    pub(super) fn file(&self, input: &Input, each: &mut Sink<'_>) -> Result<(), Diagnostic> {
        let (file, format, bar) = self.job.open(input)?;
        let mut each = |came: Came<'_>| bar.suspend(|| each(came));
        let (plans, options) = (self.job.plans, self.job.options);
        let table = match format {
            Format::Csv => {
                let opened =
                    open(plans, &input.name, bar.wrap_read(file), options, &mut |row| each(Came::Row(row)));
                opened.map(|(layout, blocks)| (layout, Box::new(blocks) as TableBlocks))
            }
            Format::Parquet => {
                open_parquet(plans, &input.name, Metered { file, bar: bar.clone() }, options, &mut |row| {
                    each(Came::Row(row))
                })
            }
            Format::Json | Format::JsonLines => {
                let (mut lines, file) = (self.lines(), bar.wrap_read(file));
                read_batches(plans, &input.name, file, format, options, &mut |batch| {
                    each(Came::Page(&lines.add(batch)))
                });
                None
            }
        };
        if let Some((layout, blocks)) = table {
            let _ = self.blocks(&layout, blocks, &mut each);
        }
        bar.finish_and_clear();
        Ok(())
    }

    fn lines(&self) -> Lines<'_> {
        Lines::new(self.job.plans, self.layout, self.form, self.job.language)
    }

    fn blocks(
        &self,
        layout: &Layout<'_>,
        blocks: impl Iterator<Item = Block> + Send,
        each: &mut dyn FnMut(Came<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.threads < 2 {
            let mut worker = Worker::new(self, layout);
            for block in blocks {
                worker.block(&block, &mut |page| each(Came::Page(&page)))?;
            }
            return ControlFlow::Continue(());
        }
        thread::scope(|scope| {
            let mut ends = Vec::new();
            let mut takers = Vec::new();
            for _ in 0..self.threads {
                let (block, blocks) = sync_channel::<Block>(1);
                let (done, pages) = sync_channel::<Vec<Page>>(1);
                scope.spawn(move || Worker::new(self, layout).work(&blocks, &done));
                ends.push(block);
                takers.push(pages);
            }
            scope.spawn(move || deal(blocks, &ends));
            // Each thread in turn, as the blocks were dealt out; the first that has nothing left was the last.
            for pages in (0..self.threads).cycle().map_while(|at| takers[at].recv().ok()) {
                pages.iter().try_for_each(|page| each(Came::Page(page)))?;
            }
            ControlFlow::Continue(())
        })
    }
}

/// Deals blocks out to threads, in turn; ends when nobody takes them any more.
fn deal(blocks: impl Iterator<Item = Block>, ends: &[SyncSender<Block>]) {
    let _ = blocks.zip(ends.iter().cycle()).try_for_each(|(block, end)| end.send(block));
}

/// What reads and scores blocks on one thread.
struct Worker<'l, 'p> {
    reader: tieuchi::data::Reader<'l, 'p>,
    batch: Batch,
    lines: Lines<'l>,
}

impl<'l, 'p> Worker<'l, 'p> {
    fn new(bulk: &'l Bulk<'_, '_>, layout: &'l Layout<'p>) -> Worker<'l, 'p> {
        Worker { reader: layout.reader(), batch: Batch::new(bulk.job.plans), lines: bulk.lines() }
    }

    fn block(&mut self, block: &Block, each: &mut dyn FnMut(Page) -> ControlFlow<()>) -> ControlFlow<()> {
        let Worker { reader, batch, lines } = self;
        reader.read(block, batch, &mut |batch| each(lines.add(batch)))
    }

    fn work(&mut self, blocks: &Receiver<Block>, done: &SyncSender<Vec<Page>>) {
        for block in blocks {
            let mut pages = Vec::new();
            let _ = self.block(&block, &mut |page| {
                pages.push(page);
                ControlFlow::Continue(())
            });
            if done.send(pages).is_err() {
                return;
            }
        }
    }
}
