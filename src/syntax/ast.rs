//! The tree of a file as it is written. Owns its text. A part that could not be read is a hole, and
//! was reported.

mod collection;
mod example;
mod fact;
mod formula;
mod head;
mod layer;

pub use collection::{
    Cohort, CohortKey, Collection, CollectionOf, Gap, GapMeaning, GapRule, List, Over, OverKind, OverTime,
    Quota, QuotaBase, Read, Reads, SmallCohort, Ties,
};
pub use example::{
    ChainEnd, Example, Expectation, ExpectationKind, Expected, Given, GivenKey, GivenKind, Literal, Titles,
};
pub use fact::{Choice, Fact, FactKind, Values, Word, Words};
pub use formula::{
    Band, Expr, ExprKind, First, Gather, Grid, GridKey, GridKeyKind, Limit, LimitEnd, Measure, Path,
    PathPart, Steps, Tier, Tiers,
};
pub use head::{Assesses, Assessors, Header, InForce};
pub use layer::{
    Acceptance, Base, Demand, Dotted, Edition, Element, ElementKind, FactChange, Form, Lock, Operation,
    OperationKind, Parameter, PartChange, Scope, Target,
};

use crate::source::Span;
use crate::value::{Mode, Number, name};
use std::collections::BTreeSet;

/// A name where it stands.
#[derive(Clone, Debug)]
pub struct Name {
    /// As it is written.
    pub text: String,
    /// As it is compared.
    pub key: String,
    /// Where.
    pub span: Span,
}

impl Name {
    pub(crate) fn new(text: &str, span: Span) -> Name {
        Name { text: text.to_owned(), key: name::key(text), span }
    }
}

/// Text in quotes.
#[derive(Clone, Debug)]
pub struct Text {
    /// Without the quotes.
    pub text: String,
    /// With them.
    pub span: Span,
}

/// A whole file, its items by what they are, each in the order of the page.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// `ruleset agencies "…"`
    pub headers: Vec<Header>,
    /// `source "…"`
    pub sources: Vec<Text>,
    /// `in force from 2025-11-01`
    pub in_force: Vec<InForce>,
    /// `assesses cell every month`
    pub assesses: Vec<Assesses>,
    /// `scored by self "…", superior "…"`
    pub assessors: Vec<Assessors>,
    /// `round points to 0.5, half up`
    pub rounding: Vec<Rounding>,
    /// `reads months from meeting`
    pub reads: Vec<Reads>,
    /// `facts { … }`, all blocks together.
    pub facts: Vec<Fact>,
    /// `tasks list { … }`, in `facts`.
    pub lists: Vec<List>,
    /// Whether this is what a row of a list holds, which assesses nothing.
    pub is_list: bool,
    /// `require present + absent = due`
    pub requirements: Vec<Expr>,
    /// `choice level none < reprimand`
    pub choices: Vec<Choice>,
    /// `let due = members - exempt`
    pub definitions: Vec<Definition>,
    /// `function f(x count) number { … }`
    pub functions: Vec<Function>,
    /// `content attendance "…" 5 points { … }`
    pub contents: Vec<Content>,
    /// `bonus { … }`, `deductions { … }`
    pub pools: Vec<Pool>,
    /// `total at most 100`
    pub totals: Vec<Total>,
    /// `classes "…" { … }`
    pub classes: Vec<Classes>,
    /// `recognise four_good "…" when …`
    pub titles: Vec<Title>,
    /// `cohort by unit_type { … }`
    pub cohorts: Vec<Cohort>,
    /// `variant of four_good`
    pub bases: Vec<Base>,
    /// `parameter speaking_share 50%`
    pub parameters: Vec<Parameter>,
    /// `require sum of maximum over contents = 100`
    pub demands: Vec<Demand>,
    /// `accept TC0703 because "…"`
    pub acceptances: Vec<Acceptance>,
    /// `set …`, `replace …`, `add … to`, `remove …`, `reorder …`
    pub operations: Vec<Operation>,
    /// `for unit_type = enterprise { … }`
    pub forms: Vec<Form>,
    /// `in force from 2027-01-01 { … }`
    pub editions: Vec<Edition>,
    /// `example "…" { given … expect … }`
    pub examples: Vec<Example>,
    /// What stands outside every item.
    pub broken: Broken,
}

/// What could not be read in a part: the words in it, which may be names that others use.
#[derive(Clone, Debug, Default)]
pub struct Broken {
    /// Keys of the names that stand in what could not be read.
    pub names: Vec<String>,
}

/// What a `round` is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounded {
    /// `round points`
    Points,
    /// `round contents`
    Contents,
    /// `round total`
    Total,
}

/// `round points to 0.5, half up`
#[derive(Clone, Debug)]
pub struct Rounding {
    /// What is rounded.
    pub what: Rounded,
    /// To multiples of this.
    pub step: Number,
    /// Which way; none where the table does not say.
    pub mode: Option<Mode>,
    /// The whole item.
    pub span: Span,
}

/// `let due = members - exempt`
#[derive(Clone, Debug)]
pub struct Definition {
    /// The name.
    pub name: Name,
    /// The title.
    pub title: Option<Text>,
    /// What it stands for.
    pub value: Expr,
}

/// `function rate(done count) number from 0 to 5 { … }`
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub name: Name,
    /// Names and kinds of its arguments.
    pub arguments: Vec<(Name, FactKind)>,
    /// The kind of its result.
    pub result: FactKind,
    /// What the result can be.
    pub values: Option<Values>,
    /// The script between the braces.
    pub code: Text,
    /// The whole item.
    pub span: Span,
}

/// `30 points` or `at most 30 points`
#[derive(Clone, Debug)]
pub struct Maximum {
    /// The number.
    pub points: Number,
    /// `at most`: the parts may exceed it, and are cut.
    pub capped: bool,
    /// Where.
    pub span: Span,
}

/// `content attendance "…" 5 points { … }`
#[derive(Clone, Debug)]
pub struct Content {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// Its maximum.
    pub maximum: Option<Maximum>,
    /// `weight 40%`
    pub weight: Option<(Number, Span)>,
    /// How far its maximum may move in other layers.
    pub lock: Option<Lock>,
    /// `source "…"`
    pub sources: Vec<Text>,
    /// `let` inside it.
    pub definitions: Vec<Definition>,
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// Its own classes.
    pub classes: Vec<Classes>,
    /// Its adjustments.
    pub adjustments: Vec<Adjustment>,
    /// What could not be read.
    pub broken: Option<Broken>,
    /// The head of the item.
    pub span: Span,
    /// The item with its block.
    pub extent: Span,
}

/// A part of a content.
#[derive(Clone, Debug)]
pub enum Part {
    /// A content inside a content.
    Content(Content),
    /// A criterion.
    Criterion(Criterion),
}

/// `criterion ratio "…" 4 points { … }`
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// Its maximum.
    pub maximum: Option<Maximum>,
    /// How far its maximum may move in other layers.
    pub lock: Option<Lock>,
    /// `source "…"`
    pub sources: Vec<Text>,
    /// Its awards; exactly one is right.
    pub awards: Vec<Award>,
    /// Its adjustments.
    pub adjustments: Vec<Adjustment>,
    /// What could not be read.
    pub broken: Option<Broken>,
    /// The head of the item.
    pub span: Span,
    /// The item with its block.
    pub extent: Span,
}

/// Where the points of a criterion come from.
#[derive(Clone, Debug)]
pub struct Award {
    /// Which award.
    pub kind: AwardKind,
    /// `decided by "…"`: who gives the answer or rating.
    pub decided_by: Option<Text>,
    /// Where.
    pub span: Span,
}

/// The awards that are no formulas, and those that are.
#[derive(Clone, Debug)]
pub enum AwardKind {
    /// `yes/no`
    Truth,
    /// `met when C`
    Met(Expr),
    /// `rated`, `rated by 0.5`
    Rated(Option<Number>),
    /// `rated LEVEL`
    RatedWord(Name),
    /// Any formula.
    Formula(Expr),
}

/// What adjusts an award.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// Which one.
    pub kind: AdjustmentKind,
    /// Where.
    pub span: Span,
}

/// The adjustments.
#[derive(Clone, Debug)]
pub enum AdjustmentKind {
    /// `not applicable when C: T`
    NotApplicable(Expr, Treatment),
    /// `requires C`
    Requires(Expr),
    /// `zero when C`
    Zero(Expr),
    /// `evidence "…"`
    Evidence(Option<Name>, Text),
    /// `deduct E when C`
    Deduct(Expr, Option<Expr>),
    /// `at least E when C`
    AtLeast(Expr, Option<Expr>),
    /// `at most E when C`
    AtMost(Expr, Option<Expr>),
}

/// What becomes of a criterion that is not applicable.
#[derive(Clone, Debug)]
pub enum Treatment {
    /// `full points`
    Full,
    /// `3 points`
    Credit(Number),
    /// `drop`
    Drop,
    /// `rescale P to N`
    Rescale(Path, Option<Number>),
    /// `spread in P`
    Spread(Path),
}

/// `bonus "…" at most 10 points { … }`
#[derive(Clone, Debug)]
pub struct Pool {
    /// Whether its points are taken away: `deductions`.
    pub negative: bool,
    /// Its title.
    pub title: Option<Text>,
    /// Its maximum.
    pub maximum: Option<Maximum>,
    /// `source "…"`
    pub sources: Vec<Text>,
    /// Its criteria.
    pub criteria: Vec<Criterion>,
    /// What could not be read.
    pub broken: Option<Broken>,
    /// The head of the item.
    pub span: Span,
    /// The item with its block.
    pub extent: Span,
}

/// `total "…" 100 points at most 100`
#[derive(Clone, Debug)]
pub struct Total {
    /// Its title.
    pub title: Option<Text>,
    /// What the contents must add up to.
    pub maximum: Option<Maximum>,
    /// Caps.
    pub at_most: Vec<Expr>,
    /// Floors.
    pub at_least: Vec<Expr>,
    /// Whether other layers may change it.
    pub lock: Option<Lock>,
    /// The whole item.
    pub span: Span,
}

/// `classes "…" of total { … }`
#[derive(Clone, Debug)]
pub struct Classes {
    /// Its title.
    pub title: Option<Text>,
    /// What the limits are about; the total, or the content's points, where it does not say.
    pub of: Option<Expr>,
    /// `source "…"`
    pub sources: Vec<Text>,
    /// The classes, from the highest down.
    pub lines: Vec<ClassLine>,
    /// `at most fair when C`
    pub caps: Vec<(Name, Expr)>,
    /// `is poor when C`
    pub settled: Vec<(Name, Expr)>,
    /// `not assessed when C`
    pub not_assessed: Vec<Expr>,
    /// `decided by "Đảng ủy"`
    pub decided_by: Vec<Text>,
    /// What could not be read.
    pub broken: Option<Broken>,
    /// The head of the item.
    pub span: Span,
    /// The item with its block.
    pub extent: Span,
}

/// `good "Tốt" from 90 when C`
#[derive(Clone, Debug)]
pub struct ClassLine {
    /// The class.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// Its limits.
    pub limits: Vec<Limit>,
    /// `when C`
    pub when: Option<Expr>,
    /// `or when C`
    pub or_when: Option<Expr>,
    /// `otherwise`
    pub otherwise: bool,
    /// How far its limit may move in other layers.
    pub lock: Option<Lock>,
    /// The whole line.
    pub span: Span,
}

/// `recognise four_good "…" when C`
#[derive(Clone, Debug)]
pub struct Title {
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Text>,
    /// When it is granted.
    pub when: Expr,
    /// Whether other layers may change it.
    pub lock: Option<Lock>,
    /// `source "…"`
    pub sources: Vec<Text>,
    /// The whole item.
    pub span: Span,
}

impl File {
    /// Names in parts that could not be read: whoever uses them is not to blame.
    pub fn broken_names(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = self.broken.names.iter().cloned().collect();
        let mut open: Vec<&Content> = self.contents.iter().collect();
        let pools = self.pools.iter();
        names.extend(
            pools
                .flat_map(|pool| pool.broken.iter().chain(pool.criteria.iter().flat_map(|c| &c.broken)))
                .flat_map(|broken| broken.names.clone()),
        );
        names.extend(
            self.classes.iter().flat_map(|classes| &classes.broken).flat_map(|broken| broken.names.clone()),
        );
        while let Some(content) = open.pop() {
            names.extend(content.broken.iter().flat_map(|broken| broken.names.clone()));
            for part in &content.parts {
                match part {
                    Part::Content(inner) => open.push(inner),
                    Part::Criterion(criterion) => {
                        names.extend(criterion.broken.iter().flat_map(|broken| broken.names.clone()));
                    }
                }
            }
        }
        names
    }
}

impl Adjustment {
    /// The formulas and conditions in it.
    pub fn exprs(&self) -> Vec<&Expr> {
        match &self.kind {
            AdjustmentKind::NotApplicable(when, _) => vec![when],
            AdjustmentKind::Requires(when) | AdjustmentKind::Zero(when) => vec![when],
            AdjustmentKind::Evidence(..) => Vec::new(),
            AdjustmentKind::Deduct(value, when)
            | AdjustmentKind::AtLeast(value, when)
            | AdjustmentKind::AtMost(value, when) => std::iter::once(value).chain(when).collect(),
        }
    }
}

impl ClassLine {
    /// Its lower limit.
    pub fn low(&self) -> Option<&Limit> {
        self.limits.iter().find(|limit| matches!(limit.end, LimitEnd::From | LimitEnd::Above))
    }
}

impl Award {
    /// The formula or condition in it.
    pub fn expr(&self) -> Option<&Expr> {
        match &self.kind {
            AwardKind::Met(expr) | AwardKind::Formula(expr) => Some(expr),
            AwardKind::Truth | AwardKind::Rated(_) | AwardKind::RatedWord(_) => None,
        }
    }
}

impl Classes {
    /// The formulas and conditions in it.
    pub fn exprs(&self) -> Vec<&Expr> {
        let lines = self.lines.iter().flat_map(|line| {
            line.limits.iter().map(|limit| &limit.at).chain(&line.when).chain(&line.or_when)
        });
        let rules = self.caps.iter().chain(&self.settled).map(|(_, when)| when);
        self.of.iter().chain(lines).chain(rules).chain(&self.not_assessed).collect()
    }
}
