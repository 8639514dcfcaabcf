//! What is known of a table before its first row: what its columns hold, and how its numbers are written.

use super::blocks::{Block, Blocks};
use super::columns::Column;
#[cfg(not(feature = "parquet"))]
use super::finding;
#[cfg(feature = "parquet")]
use super::number::Decimal;
#[cfg(feature = "parquet")]
use super::parquet::Opened;
use super::row::Rows;
use super::split::Cells;
use super::table::{self, Columns};
use super::way::Way;
use super::{Options, Row, Sink};
use crate::plan::Plans;
use std::io::{Read, Seek};
use std::ops::ControlFlow;

/// How the rows of a table are read. All its blocks can be read by it at once.
#[derive(Debug)]
pub struct Layout<'p> {
    pub(super) rows: Rows<'p>,
    pub(super) table: Columns,
    /// For each plan, the way for each column; none where each of its rows has something wrong with it.
    pub(super) ways: Vec<Option<Vec<Way>>>,
    pub(super) choice: Choice,
    /// Whether a row without anything in it is none: an empty line, but not a row of Parquet.
    pub(super) skips_blank: bool,
}

/// How the plan of a row is found.
#[derive(Debug)]
pub(super) struct Choice {
    /// The edition of all rows, where it is the same.
    pub(super) edition: Option<usize>,
    /// The column that says the period, where it chooses the edition.
    pub(super) period: Option<usize>,
    /// For each edition how the plan is found.
    pub(super) forms: Vec<Form>,
}

/// How the plan of a row is found in an edition.
#[derive(Debug)]
pub(super) enum Form {
    /// There is one for all; none where each row has something wrong with it.
    One(Option<usize>),
    /// A column says of which kind the unit is.
    ByColumn(usize),
}

/// Opens a table: reads its headings, says what is wrong with them, and finds out how numbers are written.
/// None where it cannot be read, or where `each` wants no more.
pub fn open<'p, R: Read>(
    plans: &'p Plans,
    name: &str,
    input: R,
    options: Options,
    each: &mut Sink<'_>,
) -> Option<(Layout<'p>, Blocks<R>)> {
    let opened = Blocks::open(name, input).and_then(|mut blocks| Ok((blocks.heading()?, blocks)));
    let (heading, blocks) = match opened {
        Ok(opened) => opened,
        Err(wrong) => {
            // There is nothing more to come, whatever is answered.
            let _ = each(Row::Finding(wrong));
            return None;
        }
    };
    let ControlFlow::Continue(layout) = Layout::new(plans, heading, &blocks, options, each) else {
        return None;
    };
    Some((layout?, blocks))
}

/// The blocks of a table, of whatever format.
pub type TableBlocks = Box<dyn Iterator<Item = Block> + Send>;

/// Opens a Parquet file as [`open`] does a table: its rows come as blocks of one. Of the file only some pages are
/// held. Rows and columns in findings count from 1, where the name of the file says that it is one (`.parquet`).
/// Without the feature `parquet`, that is all that is said of it.
#[cfg(feature = "parquet")]
pub fn open_parquet<'p, R: Read + Seek + Send + 'static>(
    plans: &'p Plans,
    name: &str,
    input: R,
    options: Options,
    each: &mut Sink<'_>,
) -> Option<(Layout<'p>, TableBlocks)> {
    // Behind what is wrong with the file nothing more comes, whatever is answered.
    let opened = Opened::new(name, input).map_err(|wrong| each(Row::Finding(wrong))).ok()?;
    let heading = (opened.heading.clone(), 0);
    let table = Columns::new(plans, &opened.file, heading, each).continue_value()??;
    // Values have no sign of their own, and are written with that of the texts beside them.
    let decimal = options.decimal.or(Some(Decimal::Point));
    let rows = Rows { plans, as_of: options.as_of, file: opened.file.clone(), decimal, is_found: false };
    let is_known = |column: usize| table.columns[column].iter().any(|it| *it != Column::Unknown);
    match opened.blocks(decimal, &is_known) {
        Ok(blocks) => Some((Layout::of(rows, table, false), Box::new(blocks))),
        Err(wrong) => {
            let _ = wrong.into_iter().try_for_each(|wrong| each(Row::Finding(wrong)));
            None
        }
    }
}

/// Says that Parquet files cannot be read without the feature `parquet`.
#[cfg(not(feature = "parquet"))]
pub fn open_parquet<'p, R: Read + Seek + Send + 'static>(
    _: &'p Plans,
    name: &str,
    _: R,
    _: Options,
    each: &mut Sink<'_>,
) -> Option<(Layout<'p>, TableBlocks)> {
    // There is nothing more to come, whatever is answered.
    let _ = each(Row::Finding(finding::no_parquet(name)));
    None
}

impl<'p> Layout<'p> {
    fn new<R: Read>(
        plans: &'p Plans,
        heading: Vec<String>,
        blocks: &Blocks<R>,
        options: Options,
        each: &mut Sink<'_>,
    ) -> ControlFlow<(), Option<Layout<'p>>> {
        let file = blocks.file().clone();
        let Some(table) = Columns::new(plans, &file, (heading, 1), each)? else {
            return ControlFlow::Continue(None);
        };
        let decimal = match options.decimal {
            Some(decimal) => Some(decimal),
            None => table::find_decimal(plans, &file, &table, blocks.head(), each)?,
        };
        let rows = Rows { plans, as_of: options.as_of, file, decimal, is_found: options.decimal.is_none() };
        ControlFlow::Continue(Some(Layout::of(rows, table, true)))
    }

    fn of(rows: Rows<'p>, table: Columns, skips_blank: bool) -> Layout<'p> {
        let ways = (0..rows.plans.all().len()).map(|plan| ways(&rows, &table, plan)).collect();
        let choice = Choice::new(&rows, &table);
        Layout { rows, table, ways, choice, skips_blank }
    }

    /// Reads a block row by row, each with all that can be said of it. A [`Reader`] comes to the same, sooner.
    pub fn rows(&self, block: &Block, each: &mut Sink<'_>) -> ControlFlow<()> {
        let (mut text, mut cells) = (block.text(), Cells::default());
        while text.row(&mut cells) {
            self.row(&cells, each)?;
        }
        block.wrong.clone().map_or(ControlFlow::Continue(()), |wrong| each(Row::Finding(wrong)))
    }

    /// Hands on a row.
    pub(super) fn row(&self, cells: &Cells, each: &mut Sink<'_>) -> ControlFlow<()> {
        if cells.is_blank() && self.skips_blank {
            ControlFlow::Continue(())
        } else {
            table::row(&self.rows, &self.table, cells, each)
        }
    }
}

/// The ways for the columns of a plan.
fn ways(rows: &Rows<'_>, table: &Columns, plan: usize) -> Option<Vec<Way>> {
    let asks_who = !rows.plans.get(plan).ruleset.assessors.is_empty();
    let can_be_good = table.position(plan, Column::Unit).is_some()
        && (!asks_who || table.position(plan, Column::Assessor).is_some());
    let way = |columns: &Vec<Column>| {
        let is_known = columns.iter().any(|it| *it != Column::Unknown);
        Way::new(rows, plan, columns[plan], is_known)
    };
    can_be_good.then(|| table.columns.iter().map(way).collect())
}

impl Choice {
    fn new(rows: &Rows<'_>, table: &Columns) -> Choice {
        let form = |number: usize| {
            let edition = &rows.plans.editions()[number];
            let any = edition.plans().next().unwrap_or(0);
            let kinds = rows.plans.kinds(edition);
            let column = kinds.and_then(|(id, ..)| table.position(any, Column::Fact(id)));
            let one = || rows.form(number, 0, &|_, _| None).ok();
            column.map_or_else(|| Form::One(one()), Form::ByColumn)
        };
        let edition = rows.only_edition();
        let period = table.position(0, Column::Period).filter(|_| edition.is_none());
        let forms = (0..rows.plans.editions().len()).map(form).collect();
        Choice { edition, period, forms }
    }
}
