//! Floor 7. The ruleset as meant.
//!
//! Typed, with every name resolved and every number exact. Only `check` makes a [`Ruleset`]: having
//! one is the proof that it was checked. Knows nothing of how it was written but where.

mod collection;
mod example;
mod walk;

pub use collection::{
    Ask, Cohort, CohortKey, Collection, CollectionKind, FactSource, Gap, GapMeaning, Gather, Import,
    ImportOf, OverTime, Quota, QuotaBase, QuotaTarget, SmallCohort, Ties,
};
pub use example::{Example, Expectation, Skipped, Wanted};

use crate::function::Script;
pub use crate::layer::{Aspect, Change, ElementKind};
pub use crate::link::{Home, PartId, Symbol};
use crate::source::{SourceId, Span};
use crate::value::{Date, Kind, Mode, Number, PeriodSpan, Range, Relation, Value};

/// A ruleset, *bộ tiêu chí*.
#[derive(Debug)]
pub struct Ruleset {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The documents it stands on, *căn cứ*.
    pub sources: Vec<String>,
    /// The first and the last day on which it is in force.
    pub in_force: (Option<Date>, Option<Date>),
    /// The kind of unit that this table is the form of; none for units without a form of their own.
    pub form: Option<String>,
    /// The fact that says of which kind a unit is, and the words of those that this table is for, a bit each;
    /// none where all units have one table.
    pub units: Option<(u32, u64)>,
    /// What it assesses, and how often.
    pub assesses: Option<(String, PeriodSpan)>,
    /// Who scores a unit, one after the other; the result of the last one counts. None where nobody is named:
    /// then there is one row a unit.
    pub assessors: Vec<Word>,
    /// All choices: declared, written in a fact, lists of classes.
    pub choices: Vec<Choice>,
    /// All facts, *dữ kiện*: declared ones, then those that criteria imply.
    pub facts: Vec<Fact>,
    /// What must hold among facts; a row where one does not is refused.
    pub requirements: Vec<Requirement>,
    /// Local functions.
    pub functions: Vec<Function>,
    /// Named formulas.
    pub definitions: Vec<Definition>,
    /// All contents, *nội dung*; a content comes before its parts.
    pub contents: Vec<Content>,
    /// All criteria, *tiêu chí*.
    pub criteria: Vec<Criterion>,
    /// The bonus and the deductions.
    pub pools: Vec<Pool>,
    /// The total.
    pub total: Total,
    /// Lists of classes; the first is the unit's own, if it has one.
    pub classes: Vec<Classes>,
    /// Titles, *danh hiệu*.
    pub titles: Vec<Title>,
    /// What is read beside the unit's own row.
    pub collections: Vec<Collection>,
    /// What is asked of it, in the order of the facts that it fills.
    pub gathers: Vec<Gather>,
    /// Comparable units, and what is shared out among them.
    pub cohort: Option<Cohort>,
    /// The examples that this table is to answer, those of its bases among them.
    pub examples: Vec<Example>,
    /// Parts that compute something, each after all that it reads.
    pub order: Vec<Symbol>,
    /// The file that was analysed; parts may stand in its bases.
    pub root: SourceId,
    /// What layers changed on the way to this table, from the lowest up.
    pub changes: Vec<Change>,
}

impl Ruleset {
    /// The assessor whose result counts for others, such as the unit above: the last one that is named.
    /// None where the ruleset names none.
    pub fn final_assessor(&self) -> Option<u8> {
        self.assessors.len().checked_sub(1).and_then(|last| u8::try_from(last).ok())
    }

    /// Whether what an assessor gave counts for others.
    pub fn is_final(&self, assessor: Option<u8>) -> bool {
        assessor == self.final_assessor()
    }
}

/// The words that a fact or class can be.
#[derive(Debug)]
pub struct Choice {
    /// Its name; empty where it is written in a fact.
    pub name: String,
    /// The words, from the lowest up where they are ordered.
    pub words: Vec<Word>,
    /// Whether one word is higher than another.
    pub ordered: bool,
}

/// A word of a choice.
#[derive(Clone, Debug)]
pub struct Word {
    /// As it is written.
    pub name: String,
    /// Its title; empty where it has none.
    pub title: String,
}

impl Word {
    /// What people know it by: its title, or its name where it has none.
    pub fn shown(&self) -> &str {
        if self.title.is_empty() { &self.name } else { &self.title }
    }
}

/// A fact, *dữ kiện*.
#[derive(Debug)]
pub struct Fact {
    /// Its full name.
    pub name: String,
    /// Its label; empty where it has none.
    pub label: String,
    /// Its kind.
    pub kind: Kind,
    /// What it can be.
    pub range: Range,
    /// Numbers are multiples of this.
    pub step: Number,
    /// How it gets its value.
    pub source: FactSource,
    /// How it adds up over time, where the ruleset says so.
    pub over_time: Option<OverTime>,
    /// What it is where nothing is given.
    pub default: Option<Value>,
    /// Who must decide it, *thẩm quyền*; empty where nobody must.
    pub decided_by: String,
    /// Facts that it is never above.
    pub at_most: Vec<u32>,
    /// Where it is declared.
    pub span: Span,
}

impl Fact {
    /// What people know it by: its label, or its name where it has none.
    pub fn shown(&self) -> &str {
        if self.label.is_empty() { &self.name } else { &self.label }
    }
}

/// What must hold among facts.
#[derive(Debug)]
pub struct Requirement {
    /// The condition.
    pub condition: Expr,
    /// The facts that it is about.
    pub facts: Vec<u32>,
}

/// A local function.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The compiled script.
    pub script: Script,
    /// The kind of its result.
    pub kind: Kind,
    /// What its result can be.
    pub range: Range,
    /// A result that is a number is a multiple of this.
    pub step: Number,
    /// Where it is declared.
    pub span: Span,
}

/// A named formula.
#[derive(Debug)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// Its title, or its name where it has none.
    pub title: String,
    /// What it stands for.
    pub value: Expr,
}

/// A criterion, *tiêu chí*.
#[derive(Debug)]
pub struct Criterion {
    /// Its full name.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its maximum; none for one without points, and for one without limit in a pool.
    pub maximum: Option<Number>,
    /// Where it stands.
    pub home: Home,
    /// Where its points come from.
    pub award: Award,
    /// What adjusts them.
    pub adjustments: Adjustments,
    /// The clauses it comes from.
    pub sources: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

impl Criterion {
    /// Whether it has points.
    pub fn has_points(&self) -> bool {
        self.maximum.is_some() || matches!(self.home, Home::Pool(_))
    }
}

/// Where the points of a criterion come from.
#[derive(Debug)]
pub enum Award {
    /// A yes/no fact: the maximum, or 0.
    Answer(u32),
    /// A condition: the maximum, or 0.
    Met(Expr),
    /// Points that the assessor gives.
    Rating(u32),
    /// A formula.
    Formula(Expr),
    /// A word or yes/no fact without points.
    Fact(u32),
    /// A condition without points.
    Condition(Expr),
}

/// What adjusts an award, or the sum of a content, in the five steps of the language.
#[derive(Debug, Default)]
pub struct Adjustments {
    /// `not applicable when C: T`
    pub not_applicable: Vec<NotApplicable>,
    /// `requires C`
    pub requires: Vec<Expr>,
    /// `zero when C`
    pub zero: Vec<Expr>,
    /// Facts that say whether evidence was shown, *minh chứng*.
    pub evidence: Vec<u32>,
    /// `deduct E when C`; a share is taken from what the others leave.
    pub deductions: Vec<Conditional>,
    /// `at least E when C`
    pub floors: Vec<Conditional>,
    /// `at most E when C`
    pub caps: Vec<Conditional>,
}

/// A value that counts when a condition holds.
#[derive(Debug)]
pub struct Conditional {
    /// The value.
    pub value: Expr,
    /// The condition; none where it always counts.
    pub when: Option<Expr>,
    /// The whole adjustment.
    pub span: Span,
}

/// When a part is not applicable, and what becomes of it.
#[derive(Debug)]
pub struct NotApplicable {
    /// When.
    pub when: Expr,
    /// What becomes of it.
    pub treatment: Treatment,
    /// The whole adjustment.
    pub span: Span,
}

/// What becomes of a part that is not applicable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Treatment {
    /// It counts with so many points.
    Credit(Number),
    /// The maxima above fall.
    Drop,
    /// The rest of a place grows to its printed maximum, or to a number.
    Rescale(Place, Option<Number>),
    /// The other parts of a place rise by equal parts.
    Spread(Place),
}

/// A content or the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A content.
    Content(u32),
    /// The total.
    Total,
}

/// A content, *nội dung*.
#[derive(Debug)]
pub struct Content {
    /// Its full name.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The content it stands in.
    pub parent: Option<u32>,
    /// Its parts.
    pub parts: Vec<PartId>,
    /// Its printed maximum: what is written, else what the parts add up to.
    pub maximum: Number,
    /// Whether the parts may exceed it, and are cut.
    pub capped: bool,
    /// Its share of the total, whatever its maximum.
    pub weight: Option<Number>,
    /// What adjusts the sum of its parts.
    pub adjustments: Adjustments,
    /// The clauses it comes from.
    pub sources: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// A bonus, or deductions.
#[derive(Debug)]
pub struct Pool {
    /// Whether its points are taken away.
    pub negative: bool,
    /// Its title.
    pub title: String,
    /// Its maximum.
    pub maximum: Option<Number>,
    /// The clauses it comes from.
    pub sources: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

impl Pool {
    /// The name under which its criteria stand, whatever the language of the ruleset.
    pub fn name(&self) -> &'static str {
        if self.negative { "deductions" } else { "bonus" }
    }
}

/// A step to which results are rounded, and which way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rounding {
    /// To multiples of this.
    pub step: Number,
    /// Which way.
    pub mode: Mode,
}

/// The total, *tổng điểm*.
#[derive(Debug)]
pub struct Total {
    /// Its title; empty where it has none.
    pub title: String,
    /// What the contents add up to; the scale for contents with weights.
    pub maximum: Number,
    /// What it is never above.
    pub at_most: Vec<Expr>,
    /// What it is never below.
    pub at_least: Vec<Expr>,
    /// How the points of criteria are rounded.
    pub round_points: Option<Rounding>,
    /// How contents are rounded.
    pub round_contents: Option<Rounding>,
    /// How the total is rounded.
    pub round_total: Option<Rounding>,
    /// Where it is declared, or the ruleset where it is not.
    pub span: Span,
}

/// A list of classes, *xếp loại*.
#[derive(Debug)]
pub struct Classes {
    /// Its title; empty where it has none.
    pub title: String,
    /// The content whose classes they are; none for the unit's own.
    pub content: Option<u32>,
    /// The choice that its classes are; the highest class is the last word.
    pub choice: u32,
    /// What the limits are about.
    pub of: Expr,
    /// The classes, from the highest down.
    pub lines: Vec<ClassLine>,
    /// `at most fair when C`
    pub caps: Vec<ClassRule>,
    /// `is poor when C`
    pub settled: Vec<ClassRule>,
    /// `not assessed when C`
    pub not_assessed: Vec<Expr>,
    /// Who may decide the class, *thẩm quyền*, whatever the rules give; empty where nobody may.
    pub decided_by: String,
    /// The clauses they come from.
    pub sources: Vec<String>,
    /// Where they are declared.
    pub span: Span,
}

/// A class with what it asks for.
#[derive(Debug)]
pub struct ClassLine {
    /// Its place in the choice.
    pub word: u8,
    /// Its limits.
    pub limits: LimitExprs,
    /// What must hold too.
    pub when: Option<Expr>,
    /// What is enough without the limits.
    pub or_when: Option<Expr>,
    /// The whole line.
    pub span: Span,
}

/// A class and when a rule names it.
#[derive(Debug)]
pub struct ClassRule {
    /// The class, by its place in the choice.
    pub word: u8,
    /// When.
    pub when: Expr,
}

/// A title, *danh hiệu*.
#[derive(Debug)]
pub struct Title {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// When it is granted.
    pub when: Expr,
    /// The clauses it comes from.
    pub sources: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// Limits as formulas; the flag is whether the limit itself is inside.
#[derive(Debug, Default)]
pub struct LimitExprs {
    /// `from` or `above`
    pub low: Option<(Box<Expr>, bool)>,
    /// `up to` or `below`
    pub high: Option<(Box<Expr>, bool)>,
}

/// A formula or condition with its kind.
#[derive(Debug)]
pub struct Expr {
    /// What it is.
    pub node: ExprNode,
    /// Its kind.
    pub kind: Kind,
    /// Where it is written.
    pub span: Span,
}

impl Expr {
    /// A quotient that can be a share or a number is what stands beside it.
    pub(crate) fn settle(&mut self, beside: Kind) {
        if self.kind == Kind::Ratio {
            self.kind = self.kind.join(beside).unwrap_or(self.kind);
        }
    }
}

/// Formulas and conditions.
#[derive(Debug)]
pub enum ExprNode {
    /// A constant.
    Constant(Value),
    /// A fact, a named formula, a result.
    Symbol(Symbol),
    /// All points that are left, in a deduction.
    Everything,
    /// A sum; the flag is whether the term is taken away.
    Sum(Vec<(bool, Expr)>),
    /// A product; the flag is whether the factor divides.
    Product(Vec<(bool, Expr)>),
    /// The days between two dates: the first less the second.
    Days(Box<Expr>, Box<Expr>),
    /// A date so many days later; the flag is whether earlier.
    Later(Box<Expr>, Box<Expr>, bool),
    /// A comparison.
    Compare(Relation, Box<Expr>, Box<Expr>),
    /// Whether a word is among those chosen.
    Includes(Box<Expr>, u8),
    /// `and`
    All(Vec<Expr>),
    /// `or`
    Any(Vec<Expr>),
    /// `not`
    Not(Box<Expr>),
    /// The tier that a number falls in.
    Tiers(Box<Expr>, Vec<Tier>),
    /// The first condition that holds.
    First(Vec<(Expr, Expr)>, Option<Box<Expr>>),
    /// A share of a maximum, within 0 and the maximum.
    Proportion(Box<Expr>, Number),
    /// A base and steps from there.
    Steps(Box<Steps>),
    /// A grid.
    Grid(Box<Grid>),
    /// `sum of`: like the others of its kind it passes over what is not applicable.
    Together(Vec<Expr>),
    /// `greatest of`
    Greatest(Vec<Expr>),
    /// `least of`
    Least(Vec<Expr>),
    /// `average of`
    Average(Vec<Expr>),
    /// A local function.
    Call(u32, Vec<Expr>),
    /// What is wrong and reported.
    Hole,
}

/// A tier, *bậc*.
#[derive(Debug)]
pub struct Tier {
    /// Its limits.
    pub limits: LimitExprs,
    /// What is enough without the limits.
    pub or_when: Option<Expr>,
    /// What it gives.
    pub value: Expr,
    /// The whole line.
    pub span: Span,
}

/// A base up to a point, then more (or, going down, for less).
#[derive(Debug)]
pub struct Steps {
    /// What is measured.
    pub of: Expr,
    /// The value at the base.
    pub base: Expr,
    /// Where the steps begin.
    pub at: Expr,
    /// Whether steps count downwards: lower is better.
    pub less: bool,
    /// The bands, one after another.
    pub bands: Vec<Band>,
}

/// A band of steps.
#[derive(Debug)]
pub struct Band {
    /// What each step adds.
    pub rate: Expr,
    /// The size of a step.
    pub per: Expr,
    /// Whether only whole steps count.
    pub full: bool,
    /// Where the band ends; none for the last.
    pub up_to: Option<Expr>,
}

/// A grid over two choices or ranges.
#[derive(Debug)]
pub struct Grid {
    /// What chooses the row.
    pub rows_of: Expr,
    /// What chooses the column.
    pub columns_of: Expr,
    /// The heads of the rows.
    pub rows: Vec<GridKey>,
    /// The heads of the columns.
    pub columns: Vec<GridKey>,
    /// The cells, row by row.
    pub cells: Vec<Vec<Expr>>,
}

/// The head of a row or column.
#[derive(Debug)]
pub enum GridKey {
    /// Limits.
    Limits(LimitExprs),
    /// A word, or yes/no.
    Value(Value),
}
