//! What is read beside the unit's own row.

use super::{Expr, Fact};
pub use crate::link::{CollectionKind, ImportOf};
use crate::source::Span;
pub use crate::syntax::ast::{Gap, GapMeaning, OverTime};
use crate::value::{Mode, Number};

/// How a fact gets its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactSource {
    /// It is given in the unit's row.
    Row,
    /// It stands for what is read of each item of this collection.
    Item(u32),
    /// It is worked out from other results: a value over a collection, by its place.
    Gathered(u32),
    /// It says whether this quota cuts the unit.
    Standing(u32),
}

/// A collection: months, units below, rows of a list, comparable units, earlier periods.
#[derive(Clone, Debug)]
pub struct Collection {
    /// What it is of.
    pub kind: CollectionKind,
    /// Its name, where it has one.
    pub name: String,
    /// What is read of each item.
    pub imports: Vec<Import>,
    /// What gaps mean, by [`Gap`].
    pub gaps: [GapMeaning; 4],
    /// Where it is declared.
    pub span: Span,
}

/// Something that is read of each item.
#[derive(Clone, Debug)]
pub struct Import {
    /// The fact that stands for it.
    pub fact: u32,
    /// What it is.
    pub of: ImportOf,
}

/// A value over a collection.
#[derive(Debug)]
pub struct Gather {
    /// The fact that it fills.
    pub fact: u32,
    /// What is asked.
    pub ask: Ask,
    /// Of which collection; none for what is known of the unit itself.
    pub collection: Option<u32>,
    /// Only so many of the last items.
    pub last: Option<usize>,
    /// The formula over items.
    pub of: Option<Expr>,
    /// The condition on items.
    pub with: Option<Expr>,
    /// What holds where no item is left.
    pub none: Option<Expr>,
    /// Where it is written.
    pub span: Span,
}

/// What is asked of a collection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ask {
    /// Whether the condition holds for all.
    All,
    /// For how many it holds.
    Count,
    /// For which share of them it holds.
    Share,
    /// For how many one after another it holds at most.
    LongestRun,
    /// The sum.
    Sum,
    /// The mean.
    Average,
    /// The greatest.
    Greatest,
    /// The least.
    Least,
    /// The least value that this share of all do not exceed.
    Percentile(Number),
    /// The place of the unit itself, from the greatest value down.
    Rank,
    /// The value of the last one.
    Last,
    /// In how many whole months of the period the unit is in place.
    MonthsInPlace,
    /// Whether it is in place on the last day of the period.
    InPlace,
}

/// Comparable units, and what is shared out among them.
#[derive(Debug)]
pub struct Cohort {
    /// What they share.
    pub by: Vec<CohortKey>,
    /// What decides who stands higher, the first key first.
    pub rank_by: Vec<Expr>,
    /// The quotas, in order.
    pub quotas: Vec<Quota>,
    /// What holds for groups that are too small.
    pub small: Option<SmallCohort>,
    /// Where it is declared.
    pub span: Span,
}

/// What comparable units share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CohortKey {
    /// The unit above.
    Superior,
    /// A fact.
    Fact(u32),
}

/// How many units may have a class or title, *hạn mức*.
#[derive(Debug)]
pub struct Quota {
    /// Its name in the table: the class or title.
    pub name: String,
    /// What it limits.
    pub target: QuotaTarget,
    /// A number of units, or a share.
    pub size: Expr,
    /// What a share is of; none for a number.
    pub base: Option<QuotaBase>,
    /// How a share of units becomes a number of units.
    pub rounding: Mode,
    /// What becomes of a tie at the cut.
    pub ties: Ties,
    /// The fact that says whether it cuts the unit.
    pub fact: u32,
    /// The whole line.
    pub span: Span,
}

/// What a quota limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotaTarget {
    /// A class of the unit's own list.
    Class(u8),
    /// A title.
    Title(u32),
}

/// What a share of units is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotaBase {
    /// All that are assessed.
    Cohort,
    /// Those in a class before any is cut.
    Before(u8),
    /// Those in a class after the cut, those that fall into it among them.
    After(u8),
    /// Those in a class or a higher one.
    OrBetter(u8),
}

/// What becomes of units that are equal at the cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ties {
    /// All of them stay.
    Kept,
    /// None of them stays.
    Cut,
    /// Somebody decides; until then they are undecided.
    DecidedBy(String),
}

/// What holds for groups that are too small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmallCohort {
    /// Fewer assessed units than this.
    pub below: usize,
    /// How many there may be then; none where all may.
    pub at_most: Option<usize>,
}

impl Collection {
    /// What a gap means for what is asked. A year in which a unit did not exist is none of several running;
    /// of numbers it is passed over.
    pub fn meaning(&self, gap: Gap, ask: Ask) -> GapMeaning {
        let is_earlier = self.kind == CollectionKind::Earlier;
        let is_condition = matches!(ask, Ask::All | Ask::Count | Ask::Share | Ask::LongestRun);
        if is_earlier && is_condition && gap != Gap::NoData {
            GapMeaning::No
        } else {
            self.gaps[gap as usize]
        }
    }
}

impl Fact {
    /// Whether a row gives it: not what is read of items, nor what follows from other results.
    pub fn is_given(&self) -> bool {
        self.source == FactSource::Row
    }
}
