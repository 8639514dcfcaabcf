//! What a ruleset reads beside the unit's own row.

use super::{Dotted, Expr, Fact, Name, Path, Text};
use crate::source::Span;
use crate::value::{Mode, Number};

/// `reads months from meeting { no data: undecided }`
#[derive(Clone, Debug)]
pub struct Reads {
    /// What is read.
    pub what: Read,
    /// The name of the ruleset, or its file.
    pub from: Text,
    /// Whether `from` is a file beside this one.
    pub is_path: bool,
    /// What gaps mean.
    pub gaps: Vec<GapRule>,
    /// The head of the item.
    pub span: Span,
}

/// What is read from another ruleset.
#[derive(Clone, Debug)]
pub enum Read {
    /// `months`: the months of the unit in the period.
    Months,
    /// `quarters`
    Quarters,
    /// `cells`: the units below, in the same period.
    Lower(Name),
}

impl Read {
    /// Whether both are read under the same name.
    pub fn is_same(&self, other: &Read) -> bool {
        match (self, other) {
            (Read::Months, Read::Months) | (Read::Quarters, Read::Quarters) => true,
            (Read::Lower(a), Read::Lower(b)) => a.key == b.key,
            _ => false,
        }
    }
}

/// `no data: undecided`
#[derive(Clone, Copy, Debug)]
pub struct GapRule {
    /// Which gap.
    pub gap: Gap,
    /// What it means.
    pub meaning: GapMeaning,
    /// The whole line.
    pub span: Span,
}

/// Why an item of a collection has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// `no data`
    NoData,
    /// `before joining`
    BeforeJoining,
    /// `after leaving`
    AfterLeaving,
    /// `not assessed`, such as a month without a meeting.
    NotAssessed,
}

/// What an item without a result means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapMeaning {
    /// `undecided`: nobody knows yet.
    Undecided,
    /// `drop`: it is passed over.
    Drop,
    /// `no`: it does not meet the condition, and has 0.
    No,
}

/// `tasks list "…" { done yes/no }`: a fact of many rows.
#[derive(Clone, Debug)]
pub struct List {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// What each row says.
    pub fields: Vec<Fact>,
    /// The head of the item.
    pub span: Span,
}

/// How a fact adds up over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OverTime {
    /// `sum`
    Sum,
    /// `last`
    Last,
    /// `average`
    Average,
    /// `greatest`
    Greatest,
    /// `least`
    Least,
}

/// A collection in a formula: `last 3 months`.
#[derive(Clone, Debug)]
pub struct Collection {
    /// Of what.
    pub of: CollectionOf,
    /// Only so many of its last items.
    pub last: Option<Number>,
    /// Where.
    pub span: Span,
}

/// What a collection is of.
#[derive(Clone, Debug)]
pub enum CollectionOf {
    /// `months`
    Months,
    /// `quarters`
    Quarters,
    /// `years`
    Years,
    /// `cells`, `tasks`
    Named(Name),
    /// `criteria of work`
    Criteria(Option<Dotted>),
    /// `contents`
    Contents,
    /// `cohort`
    Cohort,
}

/// A condition or value over a collection: `at least 7 months have class >= good`.
#[derive(Clone, Debug)]
pub struct Over {
    /// What is asked.
    pub kind: OverKind,
    /// The formula over items.
    pub of: Option<Expr>,
    /// The collection; none for what has no choice of it.
    pub collection: Option<Collection>,
    /// `have C`, `with C`
    pub with: Option<Expr>,
    /// `when none: V`
    pub none: Option<Expr>,
}

/// What is asked of a collection.
#[derive(Clone, Debug)]
pub enum OverKind {
    /// `all months have C`
    All,
    /// `any month has C`
    Any,
    /// `at least 7 months have C`, `at least 70% of cells have C`; the flag is whether it is a share.
    AtLeast(Box<Expr>, bool),
    /// `at most 2 months have C`
    AtMost(Box<Expr>, bool),
    /// `count of months with C`
    Count,
    /// `share of months with C`
    Share,
    /// `longest run of months with C`
    LongestRun,
    /// `sum of E over months`
    Sum,
    /// `average of E over months`
    Average,
    /// `greatest of E over months`
    Greatest,
    /// `least of E over months`
    Least,
    /// `percentile 75% of E over cohort`
    Percentile(Number),
    /// `rank of E in cohort`
    Rank,
    /// `months.late`: as the fact itself adds up.
    OfPeriods(Path),
    /// `previous.total`
    OfPrevious(Path),
    /// `months in place`
    MonthsInPlace,
    /// `in place`
    InPlace,
}

/// `cohort by unit_type, superior { … }`
#[derive(Clone, Debug)]
pub struct Cohort {
    /// What comparable units share.
    pub by: Vec<CohortKey>,
    /// `rank by total, results`, the first key first.
    pub rank_by: Vec<Expr>,
    /// The quotas, in order.
    pub quotas: Vec<Quota>,
    /// `cohort below 5: at most 1`
    pub small: Option<SmallCohort>,
    /// Whether a line could not be read.
    pub broken: bool,
    /// The head of the item.
    pub span: Span,
}

/// What comparable units share.
#[derive(Clone, Debug)]
pub enum CohortKey {
    /// `superior`
    Superior(Span),
    /// A fact.
    Fact(Name),
}

/// `quota excellent at most 20% of good after the cut, rounded down, ties kept`
#[derive(Clone, Debug)]
pub struct Quota {
    /// The class or title.
    pub name: Name,
    /// How many there may be.
    pub size: Expr,
    /// What a share is of; none for a number.
    pub base: Option<QuotaBase>,
    /// How a share of units becomes a number of units.
    pub rounding: Option<Mode>,
    /// What becomes of a tie at the cut.
    pub ties: Option<Ties>,
    /// The whole line.
    pub span: Span,
}

/// What a share is of.
#[derive(Clone, Debug)]
pub enum QuotaBase {
    /// `of cohort`: all that are assessed.
    Cohort,
    /// `of good before the cut`
    Before(Name),
    /// `of good after the cut`
    After(Name),
    /// `of good or better`
    OrBetter(Name),
}

/// What becomes of units that are equal at the cut.
#[derive(Clone, Debug)]
pub enum Ties {
    /// `ties kept`: all of them stay.
    Kept,
    /// `ties cut`: none of them stays.
    Cut,
    /// `ties decided by "Ban Thường vụ"`
    DecidedBy(Text),
}

/// `cohort below 5: at most 1`
#[derive(Clone, Copy, Debug)]
pub struct SmallCohort {
    /// Fewer assessed units than this.
    pub below: Number,
    /// How many there may be then; none where all may.
    pub at_most: Option<Number>,
    /// The whole line.
    pub span: Span,
}

impl Collection {
    /// What it is called.
    pub fn text(&self) -> &str {
        match &self.of {
            CollectionOf::Months => "months",
            CollectionOf::Quarters => "quarters",
            CollectionOf::Years => "years",
            CollectionOf::Named(name) => &name.text,
            CollectionOf::Criteria(_) => "criteria",
            CollectionOf::Contents => "contents",
            CollectionOf::Cohort => "cohort",
        }
    }
}

impl Over {
    /// The formulas that it is made of, in the order of the page; those over items among them.
    pub fn children(&self) -> Vec<&Expr> {
        let bound = match &self.kind {
            OverKind::AtLeast(bound, _) | OverKind::AtMost(bound, _) => Some(&**bound),
            _ => None,
        };
        bound.into_iter().chain(&self.of).chain(&self.with).chain(&self.none).collect()
    }
}
