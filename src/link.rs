//! Floor 6. Who is who.
//!
//! In: a finished tree. Out: the same with its parts numbered, every name resolved, and an order
//! in which each part comes after all that it reads ([`Linked`]).
//! Knows names. Does not know types, nor how many layers the tree came from, only what they changed.

mod collection;
mod finding;
mod item;
mod order;
mod resolve;
mod table;

pub use collection::{
    CollectionKind, Exported, Gathered, ImportOf, Interface, Interfaces, LinkedCollection, is_of_table,
};

use crate::diagnostic::Diagnostics;
use crate::layer::{Change, Table};
use crate::source::{SourceId, Span};
use crate::syntax::{Printer, ast};
use std::collections::BTreeMap;

/// What a name stands for. The numbers count the parts of one kind in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Symbol {
    /// A fact.
    Fact(u32),
    /// A `let`.
    Definition(u32),
    /// The points of a criterion.
    Criterion(u32),
    /// The points of a content.
    Content(u32),
    /// The sum of the contents.
    Contents,
    /// The total.
    Total,
    /// The class of the unit, or of a content.
    Classes(u32),
    /// Whether a title is granted.
    Title(u32),
    /// The maximum of a criterion.
    CriterionMaximum(u32),
    /// The maximum of a content.
    ContentMaximum(u32),
    /// The maximum of the total.
    TotalMaximum,
    /// The bonus or the deductions.
    Pool(u32),
    /// The lower limit of one of the unit's classes, in what a framework requires.
    ClassFrom(u32),
    /// The points of the part that is looked at, in a condition over parts of the table.
    PartPoints,
    /// The maximum of that part.
    PartMaximum,
    /// A word of some choice; which one, its neighbour says.
    Word,
}

/// Where a fact comes from.
#[derive(Debug)]
pub enum FactOrigin {
    /// A block of facts.
    Declared(Box<ast::Fact>),
    /// `criterion x 2 points yes/no`
    Answer(u32),
    /// `criterion x 2 points rated`
    Rating(u32),
    /// `criterion x rated LEVEL`
    RatedWord(u32, ast::Name),
    /// `evidence "…"`
    Evidence(u32),
    /// What is read of each item of a collection.
    Import(usize, ImportOf),
    /// A value over a collection.
    Gathered(Box<Gathered>),
    /// Whether the unit is cut by this quota.
    Standing(usize),
}

/// A fact, declared or implied by a criterion.
#[derive(Debug)]
pub struct LinkedFact {
    /// Its full name.
    pub path: String,
    /// Its label.
    pub label: Option<String>,
    /// Where it comes from.
    pub origin: FactOrigin,
    /// Where it is declared.
    pub span: Span,
}

/// A part of a content or of the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartId {
    /// A content.
    Content(u32),
    /// A criterion.
    Criterion(u32),
}

/// Where a criterion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// In a content.
    Content(u32),
    /// In a pool, outside the maximum.
    Pool(u32),
}

/// A content with its place in the table.
#[derive(Debug)]
pub struct LinkedContent {
    /// As it is written; its parts and lets are taken out.
    pub content: ast::Content,
    /// Its full name.
    pub path: String,
    /// The content that it stands in.
    pub parent: Option<u32>,
    /// Its parts, in order.
    pub parts: Vec<PartId>,
}

/// A criterion with its place in the table.
#[derive(Debug)]
pub struct LinkedCriterion {
    /// As it is written.
    pub criterion: ast::Criterion,
    /// Its full name.
    pub path: String,
    /// Where it stands.
    pub home: Home,
    /// Its implied facts: the answer or rating, and each evidence in order.
    pub answer: Option<u32>,
    /// The facts of its `evidence` lines, in order.
    pub evidence: Vec<u32>,
}

/// A file with its names resolved.
#[derive(Debug)]
pub struct Linked {
    /// The file whose author reads the findings.
    pub root: SourceId,
    /// Whether all layers could be read and put on each other: else what is missing may be what was lost.
    pub is_whole: bool,
    /// What layers changed, from the lowest up.
    pub changes: Vec<Change>,
    /// What is left of the file: items that stand alone.
    pub file: ast::File,
    /// All facts: declared ones, then those that criteria imply.
    pub facts: Vec<LinkedFact>,
    /// Each `let`, with the content it stands in.
    pub definitions: Vec<(ast::Definition, Option<u32>)>,
    /// All contents; a content comes before its parts.
    pub contents: Vec<LinkedContent>,
    /// All criteria.
    pub criteria: Vec<LinkedCriterion>,
    /// All lists of classes with the content they stand in; the unit's own come first.
    pub classes: Vec<(ast::Classes, Option<u32>)>,
    /// What is read beside the unit's own row.
    pub collections: Vec<LinkedCollection>,
    /// The facts that values over collections are, by where each is written.
    pub gathered: BTreeMap<Span, Vec<u32>>,
    /// What each name stands for, by where it stands.
    pub names: BTreeMap<Span, Symbol>,
    /// The examples that this table is to answer, each with its whole row.
    pub examples: Vec<ast::Example>,
    /// What each name in an example stands for, by where it stands: being named there is no use.
    pub exemplified: BTreeMap<Span, Symbol>,
    /// Functions by the key of their name.
    pub functions: BTreeMap<String, u32>,
    /// Declared choices by the key of their name.
    pub choices: BTreeMap<String, u32>,
    /// Parts that compute something, each after all that it reads.
    pub order: Vec<Symbol>,
}

impl Linked {
    /// Nothing yet.
    fn empty(root: SourceId) -> Linked {
        Linked {
            root,
            is_whole: true,
            changes: Vec::new(),
            file: ast::File::default(),
            facts: Vec::new(),
            definitions: Vec::new(),
            contents: Vec::new(),
            criteria: Vec::new(),
            classes: Vec::new(),
            collections: Vec::new(),
            gathered: BTreeMap::new(),
            names: BTreeMap::new(),
            examples: Vec::new(),
            exemplified: BTreeMap::new(),
            functions: BTreeMap::new(),
            choices: BTreeMap::new(),
            order: Vec::new(),
        }
    }

    /// The parts of the total: contents that stand in no other.
    pub fn top(&self) -> impl Iterator<Item = u32> {
        let all = (0u32..).zip(&self.contents);
        all.filter(|(_, content)| content.parent.is_none()).map(|(id, _)| id)
    }

    /// Where to say that something does not hold at `span`: at the last relevant change that the root made
    /// after that was set, `span` being then a further place; else there.
    pub fn blame(&self, span: Span, is_relevant: impl Fn(&Change) -> bool) -> (Span, Option<Span>) {
        let set = self.changes.iter().rposition(|change| change.span.encloses(span));
        let later = self.changes.iter().enumerate().rev().take_while(|(at, _)| Some(*at) > set);
        let own = later.map(|(_, change)| change).filter(|change| change.span.source == self.root);
        match own.into_iter().find(|change| is_relevant(change)) {
            Some(change) => (change.span, Some(span)),
            None => (span, None),
        }
    }

    /// The content that a symbol stands in, where its names are looked up first.
    pub fn scope(&self, symbol: Symbol) -> Option<u32> {
        match symbol {
            Symbol::Definition(id) => self.definitions[id as usize].1,
            Symbol::Content(id) => Some(id),
            Symbol::Classes(id) => self.classes[id as usize].1,
            Symbol::Criterion(id) => match self.criteria[id as usize].home {
                Home::Content(content) => Some(content),
                Home::Pool(_) => None,
            },
            _ => None,
        }
    }
}

/// What linking knows beside the tree.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// What can be read of other rulesets and of lists.
    pub interfaces: &'a Interfaces,
    /// The language in which a value over a collection is called.
    pub printer: Printer,
}

/// Resolves the names of a finished tree; `root` is the file whose author reads the findings.
///
/// `examples` are those that the table is to answer; `is_whole` says whether all layers could be read and
/// put on each other.
pub fn link(
    root: SourceId,
    table: &Table,
    examples: Vec<ast::Example>,
    is_whole: bool,
    around: &Around<'_>,
    findings: &mut Diagnostics,
) -> Linked {
    let broken = table.file.broken_names();
    let mut linked = table::number(root, table);
    linked.is_whole = is_whole;
    linked.examples = examples;
    table::head(root, &linked, findings);
    linked.declare_collections(around.interfaces, findings);
    linked.gather(resolve::overs(&linked), around.printer);
    linked.standings(around.printer);
    let names = table::names(&mut linked, findings);
    resolve::resolve(&mut linked, &names, &broken, findings);
    order::order(&mut linked, findings);
    linked
}
