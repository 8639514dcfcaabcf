//! Examples as they are written, and how one builds on another.

use super::{Dotted, Expr, Limit, Name, Path, Text};
use crate::source::Span;
use crate::value::name;
use std::collections::BTreeSet;

/// `example "…" like "…" { given … expect … }`
#[derive(Clone, Debug)]
pub struct Example {
    /// What it is known by.
    pub title: Text,
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

impl Example {
    /// Its title as it is compared.
    pub fn key(&self) -> String {
        name::key(&self.title.text)
    }

    /// The example of this title.
    pub fn find<'a>(title: &Text, all: &'a [Example]) -> Option<&'a Example> {
        let key = name::key(&title.text);
        all.iter().find(|it| it.key() == key)
    }

    /// It and the examples whose rows it builds on, itself first, and whether they form a circle.
    pub fn chain<'a>(&'a self, all: &'a [Example]) -> (Vec<&'a Example>, bool) {
        let mut chain = vec![self];
        let mut next = self.like.as_ref();
        while let Some(base) = next.and_then(|title| Example::find(title, all)) {
            if chain.iter().any(|it| it.key() == base.key()) {
                return (chain, true);
            }
            chain.push(base);
            next = base.like.as_ref();
        }
        (chain, false)
    }

    /// The part of the row that is about `key`, in the example itself or in one that it builds on.
    pub fn given<'a>(&'a self, key: &GivenKey, all: &'a [Example]) -> Option<&'a Given> {
        let (chain, _) = self.chain(all);
        chain.into_iter().find_map(|it| it.givens.iter().find(|given| given.key() == *key))
    }

    /// The same with the whole row in it, so that it builds on no other.
    pub fn whole(&self, all: &[Example]) -> Example {
        let (chain, _) = self.chain(all);
        let mut whole = Example { like: None, givens: Vec::new(), ..self.clone() };
        for link in chain {
            whole.givens = over(&whole.givens, &link.givens);
        }
        whole
    }

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
            Some(like) if name::key(&like.text) == self.key() => {
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
