//! What a ruleset reads beside the unit's own row: collections, and what is asked of them.
//!
//! A value over a collection is a fact that the engine fills: it has a name where a `let` is nothing but
//! that value, else it is called by its formula. So linking, proofs and examples know of facts only.

use super::{FactOrigin, Home, Linked, LinkedFact, Symbol, finding};
use crate::diagnostic::Diagnostics;
use crate::source::Span;
use crate::syntax::Printer;
use crate::syntax::ast::{self, Collection, CollectionOf, GapRule, Over, OverKind, OverTime, Read};
use crate::value::{Kind, Number, PeriodSpan, Range, name};
use std::collections::BTreeMap;

/// What others may read of a ruleset or list.
#[derive(Clone, Debug, Default)]
pub struct Interface {
    /// What it assesses, and how often.
    pub assesses: Option<(String, PeriodSpan)>,
    /// What it has names for, by key.
    pub names: BTreeMap<String, Exported>,
}

/// Something that others may read: a fact, or a result.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The name as it is written.
    pub text: String,
    /// Its kind; the choice of words is that of `words`.
    pub kind: Kind,
    /// The words that it can be, each with its title, and whether they are ordered.
    pub words: (Vec<(String, String)>, bool),
    /// What it can be.
    pub range: Range,
    /// Numbers are multiples of this, where that is known.
    pub step: Option<Number>,
    /// How it adds up over time, where it says so.
    pub over_time: Option<OverTime>,
}

/// The interfaces of what is read, by where its `reads` or `list` stands; none for what cannot be read, which
/// was reported.
pub type Interfaces = BTreeMap<Span, Option<Interface>>;

/// What a collection is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CollectionKind {
    /// The months of the unit in its period.
    Months,
    /// The quarters of the unit in its period.
    Quarters,
    /// The units below, in the same period.
    Lower,
    /// The rows of a list.
    List,
    /// Comparable units in the same period.
    Cohort,
    /// The unit's own earlier periods, the latest last.
    Earlier,
}

/// A collection.
#[derive(Debug)]
pub struct LinkedCollection {
    /// What it is of.
    pub kind: CollectionKind,
    /// Its name, where it has one.
    pub name: String,
    /// What can be read of it; none for own results, and for what cannot be read.
    pub interface: Option<Interface>,
    /// What gaps mean, where that is said.
    pub gaps: Vec<GapRule>,
    /// Where it is declared.
    pub span: Span,
}

/// What of an item is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportOf {
    /// A name of another ruleset or list, by key.
    Name(String),
    /// A result or fact of this ruleset, for another unit or period.
    Own(Symbol),
}

/// A value over a collection.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// What is asked.
    pub over: Over,
    /// The content in which its names are looked up.
    pub scope: Option<u32>,
    /// The collection, by its place; none for what is known of the unit itself.
    pub collection: Option<usize>,
    /// Whether the formula says what holds where no item is left.
    pub says_none: bool,
    /// Where it is written.
    pub span: Span,
}

impl Linked {
    /// Enters the collections that the file declares.
    pub(super) fn declare_collections(&mut self, interfaces: &Interfaces, findings: &mut Diagnostics) {
        self.enter_collections(interfaces, findings);
        for id in 0..self.facts.len() {
            let FactOrigin::Gathered(it) = &self.facts[id].origin else { continue };
            let collection = self.collection_of(&it.over);
            let FactOrigin::Gathered(it) = &mut self.facts[id].origin else { continue };
            it.collection = collection;
        }
        self.wrong_periods(findings);
    }

    fn enter_collections(&mut self, interfaces: &Interfaces, findings: &mut Diagnostics) {
        let interface = |span: Span| interfaces.get(&span).cloned().flatten();
        let reads = self.file.reads.iter().map(|reads| {
            let (kind, name) = match &reads.what {
                Read::Months => (CollectionKind::Months, String::new()),
                Read::Quarters => (CollectionKind::Quarters, String::new()),
                Read::Lower(name) => (CollectionKind::Lower, name.text.clone()),
            };
            let interface = interface(reads.from.span);
            LinkedCollection { kind, name, interface, gaps: reads.gaps.clone(), span: reads.span }
        });
        let lists = self.file.lists.iter().map(|list| LinkedCollection {
            kind: CollectionKind::List,
            name: list.name.text.clone(),
            interface: interface(list.span),
            gaps: Vec::new(),
            span: list.span,
        });
        let mut collections: Vec<LinkedCollection> = reads.chain(lists).collect();
        for (at, second) in collections.iter().enumerate() {
            let same = |first: &&LinkedCollection| {
                first.kind == second.kind && name::key(&first.name) == name::key(&second.name)
            };
            if let Some(first) = collections[..at].iter().find(same) {
                findings.push(finding::doubled_name(second.span, first.span, &second.name));
            }
        }
        let own = |kind, span| LinkedCollection {
            kind,
            name: String::new(),
            interface: None,
            gaps: Vec::new(),
            span,
        };
        let head =
            self.file.headers.first().map_or(Span { source: self.root, start: 0, end: 0 }, |it| it.span);
        collections.extend(self.file.cohorts.first().map(|it| own(CollectionKind::Cohort, it.span)));
        collections.push(own(CollectionKind::Earlier, head));
        self.collections = collections;
    }

    /// Months are read from what is assessed every month.
    fn wrong_periods(&self, findings: &mut Diagnostics) {
        let own = self.file.assesses.first().map(|it| it.every);
        for collection in &self.collections {
            let wanted = match collection.kind {
                CollectionKind::Months => Some(PeriodSpan::Month),
                CollectionKind::Quarters => Some(PeriodSpan::Quarter),
                CollectionKind::Lower => own,
                _ => continue,
            };
            let Some(interface) = &collection.interface else { continue };
            let found = interface.assesses.as_ref().map(|(_, every)| *every);
            let is_shorter = collection.kind == CollectionKind::Lower || own > wanted;
            if found.is_none() || wanted.is_none() || found != wanted || !is_shorter {
                findings.push(finding::wrong_period(collection.span));
            }
        }
    }

    /// Enters a fact for each quota: whether it cuts the unit.
    pub(super) fn standings(&mut self, printer: Printer) {
        let quotas = self.file.cohorts.iter().take(1).flat_map(|cohort| &cohort.quotas);
        let facts = quotas.enumerate().map(|(at, quota)| LinkedFact {
            path: printer.quota_head(quota),
            label: None,
            origin: FactOrigin::Standing(at),
            span: quota.span,
        });
        self.facts.extend(facts);
    }

    /// The parts of the table that a value is over, in the order of the page.
    pub fn parts_of(&self, over: &Over) -> Vec<Symbol> {
        let Some(collection) = &over.collection else { return Vec::new() };
        let of = match &collection.of {
            CollectionOf::Contents => return self.top().map(Symbol::Content).collect(),
            CollectionOf::Criteria(of) => of,
            _ => return Vec::new(),
        };
        let prefix = of.as_ref().map(|of| format!("{}.", name::key(&of.text())));
        let is_inside =
            |path: &str| prefix.as_ref().is_none_or(|prefix| name::key(path).starts_with(prefix.as_str()));
        let own = (0u32..).zip(&self.criteria).filter(|(_, it)| matches!(it.home, Home::Content(_)));
        own.filter(|(_, it)| is_inside(&it.path)).map(|(id, _)| Symbol::Criterion(id)).collect()
    }

    /// The collection that is meant, by its place.
    pub fn find_collection(&self, of: &Collection) -> Option<usize> {
        let own = self.file.assesses.first().map(|it| it.every);
        let of_period = |span: PeriodSpan, kind: CollectionKind| match own == Some(span) && of.last.is_some()
        {
            true => CollectionKind::Earlier,
            false => kind,
        };
        let kind = match &of.of {
            CollectionOf::Months => of_period(PeriodSpan::Month, CollectionKind::Months),
            CollectionOf::Quarters => of_period(PeriodSpan::Quarter, CollectionKind::Quarters),
            CollectionOf::Years => CollectionKind::Earlier,
            CollectionOf::Cohort => CollectionKind::Cohort,
            CollectionOf::Named(name) => {
                return self.collections.iter().position(|it| {
                    matches!(it.kind, CollectionKind::Lower | CollectionKind::List)
                        && name::key(&it.name) == name.key
                });
            }
            CollectionOf::Criteria(_) | CollectionOf::Contents => return None,
        };
        self.collections.iter().position(|it| it.kind == kind)
    }

    /// Enters a fact for each value over a collection that formulas ask for; equal ones are one.
    pub(super) fn gather(&mut self, uses: Vec<(Option<u32>, Span, Over)>, printer: Printer) {
        let mut known: BTreeMap<(Option<u32>, String), u32> = BTreeMap::new();
        for (fact, id) in self.facts.iter().zip(0..) {
            if let FactOrigin::Gathered(it) = &fact.origin {
                known.entry((it.scope, text(&it.over, printer))).or_insert(id);
            }
        }
        for (scope, span, over) in uses {
            let says_none = over.none.is_some();
            for over in bases(over) {
                let text = text(&over, printer);
                let next = u32::try_from(self.facts.len()).unwrap_or(u32::MAX);
                let id = *known.entry((scope, text.clone())).or_insert(next);
                if id == next {
                    let collection = self.collection_of(&over);
                    let origin =
                        FactOrigin::Gathered(Box::new(Gathered { over, scope, collection, says_none, span }));
                    self.facts.push(LinkedFact { path: text, label: None, origin, span });
                }
                self.gathered.entry(span).or_default().push(id);
            }
        }
    }

    /// The collection that a value is over, by its place.
    pub(super) fn collection_of(&self, over: &Over) -> Option<usize> {
        match (&over.kind, &over.collection) {
            (OverKind::OfPrevious(_), _) => {
                self.collections.iter().position(|it| it.kind == CollectionKind::Earlier)
            }
            (OverKind::Rank, _) => self.collections.iter().position(|it| it.kind == CollectionKind::Cohort),
            (_, Some(collection)) => self.find_collection(collection),
            _ => None,
        }
    }
}

/// A value as it is written; the same for values that are the same.
fn text(over: &Over, printer: Printer) -> String {
    printer.over(over)
}

/// Whether a value is over parts of the table itself, which are known when it is checked.
pub fn is_of_table(over: &Over) -> bool {
    let of = over.collection.as_ref().map(|it| &it.of);
    matches!(of, Some(CollectionOf::Criteria(_) | CollectionOf::Contents))
}

/// Whether a `let` that is nothing but this is the name of the value itself.
pub(super) fn is_base(over: &Over) -> bool {
    !is_of_table(over) && !matches!(over.kind, OverKind::Any | OverKind::AtLeast(..) | OverKind::AtMost(..))
}

/// The values that a condition is made of: `at least 7 months have C` compares a count.
fn bases(over: Over) -> Vec<Over> {
    if is_of_table(&over) {
        return Vec::new();
    }
    let count = |with: Option<ast::Expr>, kind| Over { kind, with, none: None, ..over.clone() };
    let mut bases = match &over.kind {
        OverKind::Any => vec![count(over.with.clone(), OverKind::Count)],
        OverKind::AtLeast(_, is_share) | OverKind::AtMost(_, is_share) => {
            vec![count(over.with.clone(), if *is_share { OverKind::Share } else { OverKind::Count })]
        }
        _ => return vec![over],
    };
    if over.none.is_some() {
        bases.push(count(None, OverKind::Count));
    }
    bases
}
