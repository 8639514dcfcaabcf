//! Formulas and conditions as they are written.

use super::{Name, Over};
use crate::source::Span;
use crate::value::{Date, Number, Relation};

/// One end of what a line of a table reaches over.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Which end.
    pub end: LimitEnd,
    /// The limit.
    pub at: Expr,
}

/// The words for limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitEnd {
    /// `from 90%`
    From,
    /// `above 90%`
    Above,
    /// `below 90%`
    Below,
    /// `up to 90%`
    UpTo,
    /// `exactly 90%`
    Exactly,
}

/// A name with what is asked of it: `attendance.ratio.maximum`.
#[derive(Clone, Debug)]
pub struct Path {
    /// The parts between the points.
    pub parts: Vec<PathPart>,
    /// The whole.
    pub span: Span,
}

/// A part of a path.
#[derive(Clone, Debug)]
pub enum PathPart {
    /// A name.
    Name(Name),
    /// `total`
    Total,
    /// `contents`
    Contents,
    /// `points`
    Points,
    /// `class`
    Class,
    /// `maximum`
    Maximum,
    /// `from`: the lower limit of a class.
    From,
}

/// A formula or condition.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// The formulas and conditions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `4`, `0.5`
    Number(Number),
    /// `90%`
    Share(Number),
    /// `2025-11-01`
    Date(Date),
    /// `yes`
    Truth(bool),
    /// `attendance.ratio`
    Path(Path),
    /// `all`, in a deduction: everything that is left.
    Everything,
    /// `a + b - c`; the flag is whether the term is taken away.
    Sum(Vec<(bool, Expr)>),
    /// `a * b / c`; the flag is whether the factor divides.
    Product(Vec<(bool, Expr)>),
    /// `-a`
    Negated(Box<Expr>),
    /// `20% of a`
    ShareOf(Number, Box<Expr>),
    /// `a >= b`
    Compare(Relation, Box<Expr>, Box<Expr>),
    /// `kinds includes research`
    Includes(Box<Expr>, Name),
    /// `a and b`
    All(Vec<Expr>),
    /// `a or b`
    Any(Vec<Expr>),
    /// `not a`
    Not(Box<Expr>),
    /// `tiers of a { … }`
    Tiers(Tiers),
    /// `first of { … }`
    First(First),
    /// `proportion a / b`
    Proportion(Box<Expr>),
    /// `steps of a { … }`
    Steps(Box<Steps>),
    /// `table of a, b { … }`
    Grid(Box<Grid>),
    /// `greatest of { a, b }`
    Gather(Gather, Vec<Expr>),
    /// `2 each for a`
    Each(Number, Box<Expr>),
    /// `f(a, b)`
    Call(Name, Vec<Expr>),
    /// `count of criteria of quality`, `sum of maximum over contents`
    Measured(Measure),
    /// `all months have class >= good`
    Over(Box<Over>),
    /// What could not be read, or is not read yet.
    Hole,
}

/// What the table itself comes to.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Whether maxima are added up; else parts are counted.
    pub of_maximum: bool,
    /// Whether it is about criteria; else about contents.
    pub of_criteria: bool,
    /// The content whose parts are meant; none for the whole table.
    pub of: Option<Path>,
}

/// `tiers of a { … }`
#[derive(Clone, Debug)]
pub struct Tiers {
    /// What falls into a tier.
    pub of: Box<Expr>,
    /// The tiers, in any order.
    pub lines: Vec<Tier>,
    /// Whether a line could not be read.
    pub broken: bool,
}

/// `from 40% below 50% or when C: 4`
#[derive(Clone, Debug)]
pub struct Tier {
    /// One limit or two.
    pub limits: Vec<Limit>,
    /// `or when C`
    pub or_when: Option<Expr>,
    /// What it gives.
    pub value: Expr,
    /// The whole line.
    pub span: Span,
}

/// `first of { C: 4 otherwise: 0 }`
#[derive(Clone, Debug)]
pub struct First {
    /// Conditions with their values, in order.
    pub branches: Vec<(Expr, Expr)>,
    /// The rest.
    pub otherwise: Option<Box<Expr>>,
    /// Whether a line could not be read.
    pub broken: bool,
}

/// `steps of a { 4 at 200, 0.5 per 50 up to 400, 0.2 per 50 }`
#[derive(Clone, Debug)]
pub struct Steps {
    /// What is measured.
    pub of: Expr,
    /// The value up to there.
    pub base: Expr,
    /// Where the steps begin.
    pub at: Expr,
    /// What is added from there on.
    pub bands: Vec<Band>,
}

/// `0.5 per full 50 less up to 400`
#[derive(Clone, Debug)]
pub struct Band {
    /// What is added.
    pub rate: Expr,
    /// For each of these.
    pub per: Expr,
    /// Only for whole ones.
    pub full: bool,
    /// Downwards: lower is better.
    pub less: bool,
    /// The end of the band.
    pub up_to: Option<Expr>,
    /// The whole band.
    pub span: Span,
}

/// A grid over two choices or ranges.
#[derive(Clone, Debug)]
pub struct Grid {
    /// What chooses the row.
    pub rows_of: Expr,
    /// What chooses the column.
    pub columns_of: Expr,
    /// The heads of the columns.
    pub columns: Vec<GridKey>,
    /// The heads of the rows with their cells.
    pub rows: Vec<(GridKey, Vec<Expr>)>,
}

/// The head of a row or column.
#[derive(Clone, Debug)]
pub struct GridKey {
    /// What it holds for.
    pub kind: GridKeyKind,
    /// Where.
    pub span: Span,
}

/// What the head of a row or column holds for.
#[derive(Clone, Debug)]
pub enum GridKeyKind {
    /// `from 90%`
    Limits(Vec<Limit>),
    /// `yes`
    Truth(bool),
    /// A word of a choice.
    Word(Name),
}

/// How formulas are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gather {
    /// `greatest of`
    Greatest,
    /// `least of`
    Least,
    /// `sum of`
    Sum,
    /// `average of`
    Average,
}

impl Expr {
    /// The number or share that stands there fixed.
    pub fn constant(&self) -> Option<Number> {
        match self.kind {
            ExprKind::Number(number) | ExprKind::Share(number) => Some(number),
            _ => None,
        }
    }

    /// The formulas that it is made of, in the order of the page.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Number(_) | ExprKind::Share(_) | ExprKind::Date(_) | ExprKind::Truth(_) => Vec::new(),
            ExprKind::Path(_) | ExprKind::Everything | ExprKind::Measured(_) | ExprKind::Hole => Vec::new(),
            ExprKind::Sum(links) | ExprKind::Product(links) => links.iter().map(|(_, link)| link).collect(),
            ExprKind::Negated(inner) | ExprKind::Not(inner) | ExprKind::Proportion(inner) => vec![inner],
            ExprKind::ShareOf(_, inner) | ExprKind::Each(_, inner) | ExprKind::Includes(inner, _) => {
                vec![inner]
            }
            ExprKind::Compare(_, left, right) => vec![left, right],
            ExprKind::All(links) | ExprKind::Any(links) => links.iter().collect(),
            ExprKind::Gather(_, links) | ExprKind::Call(_, links) => links.iter().collect(),
            ExprKind::Tiers(tiers) => {
                std::iter::once(&*tiers.of).chain(tiers.lines.iter().flat_map(Tier::children)).collect()
            }
            ExprKind::First(first) => {
                let branches = first.branches.iter().flat_map(|(condition, value)| [condition, value]);
                branches.chain(first.otherwise.as_deref()).collect()
            }
            ExprKind::Steps(steps) => [&steps.of, &steps.base, &steps.at]
                .into_iter()
                .chain(
                    steps
                        .bands
                        .iter()
                        .flat_map(|band| [Some(&band.rate), Some(&band.per), band.up_to.as_ref()])
                        .flatten(),
                )
                .collect(),
            ExprKind::Grid(grid) => grid.children(),
            ExprKind::Over(over) => over.children(),
        }
    }
}

impl Tier {
    fn children(&self) -> Vec<&Expr> {
        self.limits.iter().map(|limit| &limit.at).chain(&self.or_when).chain([&self.value]).collect()
    }
}

impl Grid {
    fn children(&self) -> Vec<&Expr> {
        let keys = self.columns.iter().chain(self.rows.iter().map(|(key, _)| key));
        let limits = keys.flat_map(|key| match &key.kind {
            GridKeyKind::Limits(limits) => limits.iter().map(|limit| &limit.at).collect(),
            _ => Vec::new(),
        });
        let cells = self.rows.iter().flat_map(|(_, cells)| cells);
        [&self.rows_of, &self.columns_of].into_iter().chain(limits).chain(cells).collect()
    }
}
