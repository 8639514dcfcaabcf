//! Layers as they are written: bases, operations, locks, editions, kinds of unit.

use super::{
    Choice, ClassLine, Classes, Content, Criterion, Definition, Expr, Fact, File, Function, Maximum, Name,
    OverTime, Pool, Text, Title, Total, Values,
};
use crate::source::{SourceId, Span};
use crate::value::{Date, Number};

/// `variant of four_good`, `variant of "../four_good.tieuchi"`
#[derive(Clone, Debug)]
pub struct Base {
    /// The name of a ruleset that is built in, or a path from the file that names it.
    pub text: String,
    /// Whether it is a path.
    pub is_path: bool,
    /// Where.
    pub span: Span,
}

/// A name with the names of what it stands in: `results.targets`.
#[derive(Clone, Debug)]
pub struct Dotted {
    /// The names; a pool is `bonus` or `deductions`.
    pub names: Vec<Name>,
    /// The whole.
    pub span: Span,
}

impl Dotted {
    /// The names with points between, as they are written.
    pub fn text(&self) -> String {
        self.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
    }

    /// The names with points between, as they are compared.
    pub fn key(&self) -> String {
        self.names.iter().map(|name| name.key.as_str()).collect::<Vec<_>>().join(".")
    }
}

/// What other layers may do to an element.
#[derive(Clone, Debug)]
pub struct Lock {
    /// `open 15 to 35`: its number may move that far; none where nothing may change: `locked`.
    pub open: Option<(Expr, Expr)>,
    /// The file that locked first, where a later layer narrowed the lock: it binds that layer too.
    pub owner: Option<SourceId>,
    /// Where.
    pub span: Span,
}

impl Lock {
    /// The file whose author may change what is locked.
    pub fn owner(&self) -> SourceId {
        self.owner.unwrap_or(self.span.source)
    }

    /// Puts a new lock in the place of an old one; who locked first stays the owner.
    pub fn renew(old: &mut Option<Lock>, new: Option<Lock>) {
        if let Some(new) = new {
            let owner = old.as_ref().map_or(new.span.source, Lock::owner);
            *old = Some(Lock { owner: Some(owner), ..new });
        }
    }
}

/// `parameter speaking_share 50% "…" open 40% to 70%`
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: Expr,
    /// Its title.
    pub title: Option<Text>,
    /// How far it may move.
    pub lock: Option<Lock>,
    /// The whole item.
    pub span: Span,
}

/// `require sum of maximum over contents = 100 because "…"`
#[derive(Clone, Debug)]
pub struct Demand {
    /// What must hold of the finished table.
    pub condition: Expr,
    /// Why.
    pub because: Option<Text>,
    /// The whole item.
    pub span: Span,
}

/// `accept TC0703 of work.goals because "…"`
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// The code of the finding.
    pub code: Name,
    /// The part whose findings are meant; none where all are.
    pub of: Option<Scope>,
    /// Why.
    pub because: Text,
    /// The whole item.
    pub span: Span,
}

/// The part of a ruleset whose findings an acceptance is about.
#[derive(Clone, Debug)]
pub enum Scope {
    /// `of total`
    Total,
    /// `of classes`
    Classes,
    /// `of work.goals`
    Named(Dotted),
}

/// `for unit_type = enterprise { … }`
#[derive(Clone, Debug)]
pub struct Form {
    /// The fact.
    pub by: Name,
    /// The words that it holds for.
    pub words: Vec<Name>,
    /// What differs.
    pub body: Box<File>,
    /// The head of the item.
    pub span: Span,
}

/// `in force from 2027-01-01 { … }`
#[derive(Clone, Debug)]
pub struct Edition {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// What differs from the edition before.
    pub body: Box<File>,
    /// The head of the item.
    pub span: Span,
}

/// One change that a variant makes.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Which.
    pub kind: OperationKind,
    /// `because "…"`
    pub because: Option<Text>,
    /// The whole item.
    pub span: Span,
}

/// The changes.
#[derive(Clone, Debug)]
pub enum OperationKind {
    /// `set content discipline to 20 points`
    SetPart(Target, PartChange),
    /// `set class good to from 85`
    SetClass(ClassLine),
    /// `set classes to "…"`
    SetClasses(Text),
    /// `set recognise four_good to when total >= 96`
    SetTitle(Name, Option<Text>, Option<Expr>),
    /// `set fact members to "…" from 3 to 300`
    SetFact(Name, Box<FactChange>),
    /// `set total to at most 105`
    SetTotal(Total),
    /// `set speaking_share to 60%`
    SetParameter(Parameter),
    /// `replace criterion results.targets { … }`
    Replace(Box<Element>),
    /// `add criterion x 5 points yes/no to content quality`
    Add(Box<Element>, Option<Dotted>),
    /// `remove criterion members.growth because "…"`
    Remove(Target),
    /// `reorder contents: quality, results`; the content whose parts are meant, none for the contents.
    Reorder(Option<Dotted>, Vec<Name>),
}

/// The kinds of what an operation can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ElementKind {
    /// The head of the ruleset.
    Ruleset,
    /// A content.
    Content,
    /// A criterion.
    Criterion,
    /// A fact.
    Fact,
    /// A parameter.
    Parameter,
    /// A `let`.
    Definition,
    /// A declared choice.
    Choice,
    /// A local function.
    Function,
    /// A pool.
    Pool,
    /// The total.
    Total,
    /// The list of classes.
    Classes,
    /// A class.
    Class,
    /// A title.
    Title,
}

/// What an operation is about.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its kind.
    pub kind: ElementKind,
    /// Its full name.
    pub path: Dotted,
}

/// New values for a content or criterion; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct PartChange {
    /// Its title.
    pub title: Option<Text>,
    /// Its maximum.
    pub maximum: Option<Maximum>,
    /// Its weight.
    pub weight: Option<(Number, Span)>,
    /// How far it may move in further layers.
    pub lock: Option<Lock>,
}

/// New values for a fact; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct FactChange {
    /// Its label.
    pub label: Option<Text>,
    /// `from 3 to 300`
    pub values: Option<Values>,
    /// `at most members`
    pub at_most: Vec<Expr>,
    /// `at least 1`
    pub at_least: Vec<Expr>,
    /// `default 0`
    pub default: Option<Expr>,
    /// `decided by "…"`
    pub decided_by: Option<Text>,
    /// `over time: sum`
    pub over_time: Option<OverTime>,
    /// How far it may change in further layers.
    pub lock: Option<Lock>,
}

/// A whole element, as it is put in another's place or added.
#[derive(Clone, Debug)]
pub enum Element {
    /// A content, with the names of what it stands in.
    Content(Dotted, Box<Content>),
    /// A criterion, with the names of what it stands in.
    Criterion(Dotted, Box<Criterion>),
    /// A fact.
    Fact(Box<Fact>),
    /// A parameter.
    Parameter(Parameter),
    /// A `let`.
    Definition(Definition),
    /// A choice.
    Choice(Choice),
    /// A local function.
    Function(Box<Function>),
    /// A pool.
    Pool(Pool),
    /// The total.
    Total(Total),
    /// The list of classes.
    Classes(Box<Classes>),
    /// A class.
    Class(ClassLine),
    /// A title.
    Title(Title),
}

impl FactChange {
    /// Puts the new values into a fact.
    pub fn apply(self, fact: &mut Fact) {
        let FactChange { label, values, at_most, at_least, default, decided_by, over_time, lock } = self;
        fact.label = label.or(fact.label.take());
        fact.values = values.or(fact.values.take());
        fact.default = default.or(fact.default.take());
        fact.decided_by = decided_by.or(fact.decided_by.take());
        fact.over_time = over_time.or(fact.over_time);
        Lock::renew(&mut fact.lock, lock);
        if !at_most.is_empty() {
            fact.at_most = at_most;
        }
        if !at_least.is_empty() {
            fact.at_least = at_least;
        }
    }
}

impl Element {
    /// What it is, by kind and the key of its full name.
    pub fn target(&self) -> Target {
        let alone = |name: &Name| Dotted { names: vec![name.clone()], span: name.span };
        let unnamed = |text: &str, span: Span| Dotted { names: vec![Name::new(text, span)], span };
        let (kind, path) = match self {
            Element::Content(path, _) => (ElementKind::Content, path.clone()),
            Element::Criterion(path, _) => (ElementKind::Criterion, path.clone()),
            Element::Fact(fact) => (ElementKind::Fact, alone(&fact.name)),
            Element::Parameter(it) => (ElementKind::Parameter, alone(&it.name)),
            Element::Definition(it) => (ElementKind::Definition, alone(&it.name)),
            Element::Choice(it) => (ElementKind::Choice, alone(&it.name)),
            Element::Function(it) => (ElementKind::Function, alone(&it.name)),
            Element::Class(it) => (ElementKind::Class, alone(&it.name)),
            Element::Title(it) => (ElementKind::Title, alone(&it.name)),
            Element::Pool(it) => (ElementKind::Pool, unnamed(it.name(), it.span)),
            Element::Total(it) => (ElementKind::Total, unnamed("", it.span)),
            Element::Classes(it) => (ElementKind::Classes, unnamed("", it.span)),
        };
        Target { kind, path }
    }
}

impl Pool {
    /// What its criteria are named with.
    pub fn name(&self) -> &'static str {
        if self.negative { "deductions" } else { "bonus" }
    }
}
