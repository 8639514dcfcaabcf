//! Examples as they are written, and how one builds on another.

use super::{Dotted, Expr, Limit, Name, Path, Text};
use crate::source::Span;
use crate::value::name;
use std::collections::{BTreeMap, BTreeSet};

/// `example "…" like "…" { given … expect … }`
#[derive(Clone, Debug)]
pub struct Example {
    /// What it is known by.
    pub title: Text,
    /// The title as it is compared.
    pub key: String,
    /// The example whose row it starts from.
    pub like: Option<Text>,
    /// What is given, all `given` of the block together.
    pub givens: Vec<Given>,
    /// What must come of it.
    pub expectations: Vec<Expectation>,
    /// Whether a line of it could not be read.
    pub is_broken: bool,
    /// The head of the item.
    pub span: Span,
}

/// One part of the row.
#[derive(Clone, Debug)]
pub struct Given {
    /// Which.
    pub kind: GivenKind,
    /// Where.
    pub span: Span,
}

/// The parts of a row.
#[derive(Clone, Debug)]
pub enum GivenKind {
    /// `members 26`, `closing.posted_after missing`: no value where it is missing.
    Fact(Dotted, Option<Literal>),
    /// `period 2025-11`
    Period(Text),
    /// `all criteria yes`
    AllCriteria(bool),
}

/// A value that stands in an example.
#[derive(Clone, Debug)]
pub enum Literal {
    /// A number, percentage, date, yes or no.
    Constant(Expr),
    /// `research + training`
    Words(Vec<Name>),
}

/// One thing that must come of the row.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Which.
    pub kind: ExpectationKind,
    /// Where.
    pub span: Span,
}

/// What can come of a row.
#[derive(Clone, Debug)]
pub enum ExpectationKind {
    /// `total 96`
    Outcome(Path, Expected),
    /// `finding TC0601`
    Finding(Text),
}

/// What a name must come to.
#[derive(Clone, Debug)]
pub enum Expected {
    /// `96`
    Value(Literal),
    /// `from 90 below 95`
    Limits(Vec<Limit>),
    /// `undecided`
    Undecided,
    /// `not applicable`
    NotApplicable,
    /// `not assessed`
    NotAssessed,
}

/// What a part of the row is about: a second one about the same takes the place of the first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GivenKey {
    /// The period.
    Period,
    /// All answers.
    AllCriteria,
    /// A fact, by the key of its name.
    Fact(String),
}

impl Given {
    /// What it is about.
    pub fn key(&self) -> GivenKey {
        match &self.kind {
            GivenKind::Fact(name, _) => GivenKey::Fact(name.key()),
            GivenKind::Period(_) => GivenKey::Period,
            GivenKind::AllCriteria(_) => GivenKey::AllCriteria,
        }
    }
}

impl Literal {
    /// Where it stands.
    pub fn span(&self) -> Option<Span> {
        match self {
            Literal::Constant(expr) => Some(expr.span),
            Literal::Words(words) => {
                let (first, last) = (words.first()?, words.last()?);
                Some(first.span.to(last.span))
            }
        }
    }
}

/// Examples by their titles as they are compared; of two with one title the first.
#[derive(Debug)]
pub struct Titles<'a>(BTreeMap<&'a str, &'a Example>);

/// Where following `like` ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainEnd {
    /// At an example that is like no other, or like one that there is not.
    Open,
    /// At one that came before.
    Circle,
    /// At one that is too far away.
    TooLong,
}

/// How many examples may build on each other. Nobody can follow more.
const MAXIMUM_CHAIN: usize = 32;

impl<'a> Titles<'a> {
    /// The titles of a file.
    pub fn new(examples: &'a [Example]) -> Self {
        let mut titles = BTreeMap::new();
        for example in examples {
            titles.entry(example.key.as_str()).or_insert(example);
        }
        Titles(titles)
    }

    /// The example of this title.
    pub fn find(&self, title: &Text) -> Option<&'a Example> {
        self.0.get(name::key(&title.text).as_str()).copied()
    }

    /// All titles as they are written.
    pub fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.0.values().map(|example| example.title.text.as_str())
    }

    /// An example and those whose rows it builds on, itself first, and how that ends.
    pub fn chain(&self, example: &'a Example) -> (Vec<&'a Example>, ChainEnd) {
        let mut chain = vec![example];
        let mut next = example.like.as_ref();
        while let Some(base) = next.and_then(|title| self.find(title)) {
            if chain.iter().any(|it| it.key == base.key) {
                return (chain, ChainEnd::Circle);
            }
            if chain.len() > MAXIMUM_CHAIN {
                return (chain, ChainEnd::TooLong);
            }
            chain.push(base);
            next = base.like.as_ref();
        }
        (chain, ChainEnd::Open)
    }

    /// The part of an example's row that is about `key`, its own or of one that it builds on.
    pub fn given(&self, example: &'a Example, key: &GivenKey) -> Option<&'a Given> {
        let (chain, _) = self.chain(example);
        chain.into_iter().find_map(|it| it.givens.iter().find(|given| given.key() == *key))
    }

    /// An example with the whole row in it, so that it builds on no other.
    pub fn whole(&self, example: &'a Example) -> Example {
        let (chain, _) = self.chain(example);
        let mut seen = BTreeSet::new();
        let givens = chain.into_iter().flat_map(|it| {
            // What one example says twice is a finding; it stands twice all the same.
            let new: Vec<Given> =
                it.givens.iter().filter(|given| !seen.contains(&given.key())).cloned().collect();
            seen.extend(new.iter().map(Given::key));
            new
        });
        Example { like: None, givens: givens.collect(), ..example.clone() }
    }
}

impl Example {
    /// Where the parts stand that this example has itself, not by being like another; `self` may be made
    /// whole already.
    pub fn written(&self, all: &[Example]) -> BTreeSet<Span> {
        let own = all.iter().find(|it| it.span == self.span).unwrap_or(self);
        let givens = own.givens.iter().map(|given| given.span);
        givens.chain(own.expectations.iter().map(|it| it.span)).collect()
    }

    /// What a variant makes of the example of its base that has the same title: the new one takes its
    /// place; one that is like it starts from its row.
    pub fn upon(&self, base: &Example) -> Example {
        match &self.like {
            Some(like) if name::key(&like.text) == self.key => {
                Example { like: base.like.clone(), givens: over(&self.givens, &base.givens), ..self.clone() }
            }
            _ => self.clone(),
        }
    }
}

/// What is given here, and what is given there and not here.
fn over(own: &[Given], base: &[Given]) -> Vec<Given> {
    let is_new = |given: &&Given| own.iter().all(|it| it.key() != given.key());
    own.iter().chain(base.iter().filter(is_new)).cloned().collect()
}
