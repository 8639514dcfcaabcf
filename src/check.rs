//! Floor 8. Is it sound.
//!
//! In: a file with its names resolved. Out: the ruleset as meant, typed, and what is wrong with it.
//! What is wrong still gets a kind (a hole fits everything), so that one mistake is reported once.
//! Knows kinds, maxima, structure. What needs ranges is proved later, on the plan.

mod accept;
mod assessor;
mod choice;
mod class;
mod cohort;
mod collection;
mod demand;
mod example;
mod fact;
mod finding;
mod formula;
mod function;
mod part;
mod shape;
mod title;
mod total;
mod unused;

pub use accept::{Acceptances, Accepted, is_acceptable, is_advice};
pub use unused::unused;

use crate::diagnostic::Diagnostics;
use crate::layer::Edition;
use crate::link::{Linked, PartId, Symbol};
use crate::model::{Choice, Fact, Ruleset};
use crate::source::{Sources, Span};
use crate::syntax::ast::Name;
use crate::value::{Kind, name};
use std::collections::BTreeMap;

/// Checks a finished tree and makes the ruleset that it means: the table of an edition for the kind of unit
/// `form`. Where `findings` gets an error, the ruleset has holes and must not be run.
pub fn check(
    sources: &Sources,
    linked: &Linked,
    edition: &Edition,
    form: Option<&Name>,
    findings: &mut Diagnostics,
) -> Ruleset {
    let mut checker = Checker {
        sources,
        linked,
        findings,
        choices: Vec::new(),
        choice_keys: Vec::new(),
        facts: Vec::new(),
        class_choices: Vec::new(),
        definitions: BTreeMap::new(),
        maximum: None,
        in_deduction: false,
        part: None,
        maxima: Vec::new(),
    };
    checker.maxima = checker.maxima();
    checker.choices();
    let facts = checker.facts();
    let functions = checker.functions();
    let definitions = checker.definitions();
    let requirements = checker.requirements();
    let (contents, criteria) = (checker.contents(), checker.criteria());
    checker.weights(&contents);
    let (pools, total) = (checker.pools(), checker.total(sources.whole(linked.root), &contents));
    let (classes, titles) = (checker.classes(), checker.titles());
    let (collections, gathers) = (checker.collections(), checker.gathers());
    let cohort = checker.cohort(&facts);
    checker.demands(&contents, &criteria, &total);
    checker.labels();
    checker.announced_counts();
    let assessors = checker.assessors();
    let examples = checker.examples(&facts, edition);
    let head = linked.file.headers.first();
    Ruleset {
        name: head.map_or(String::new(), |head| head.name.text.clone()),
        title: head.and_then(|head| head.title.as_ref()).map_or(String::new(), |title| title.text.clone()),
        sources: linked.file.sources.iter().map(|source| source.text.clone()).collect(),
        in_force: (edition.from, edition.until),
        form: form.map(|word| word.text.clone()),
        units: units(&checker.choices, &facts, edition, form),
        assesses: linked.file.assesses.first().map(|item| (item.unit.text.clone(), item.every)),
        assessors,
        choices: checker.choices,
        facts,
        requirements,
        functions,
        definitions,
        contents,
        criteria,
        pools,
        total,
        classes,
        titles,
        collections,
        gathers,
        cohort,
        examples,
        order: linked.order.clone(),
        root: linked.root,
        changes: linked.changes.clone(),
    }
}

/// For which units a table is: those of its kind, or those of all kinds that have no table of their own.
fn units(choices: &[Choice], facts: &[Fact], edition: &Edition, form: Option<&Name>) -> Option<(u32, u64)> {
    let by = &edition.forms.first()?.by;
    let (id, fact) = (0u32..).zip(facts).find(|(_, fact)| name::key(&fact.name) == by.key)?;
    let Kind::Word(choice) = fact.kind else { return None };
    let words = choices[choice as usize].words.iter().map(|word| name::key(&word.name));
    let is_meant = |key: &str| match form {
        Some(form) => form.key == key,
        None => edition.forms.iter().all(|form| form.word.key != key),
    };
    let bits = (0u32..).zip(words).filter(|(_, key)| is_meant(key));
    Some((id, bits.fold(0, |bits, (bit, _)| bits | 1 << bit)))
}

struct Checker<'a> {
    sources: &'a Sources,
    linked: &'a Linked,
    findings: &'a mut Diagnostics,
    choices: Vec<Choice>,
    /// The keys of each choice's words.
    choice_keys: Vec<Vec<String>>,
    /// The kind of each fact.
    facts: Vec<Kind>,
    /// The choice of each list of classes.
    class_choices: Vec<u32>,
    /// The kinds of the named formulas checked so far.
    definitions: BTreeMap<u32, Kind>,
    /// The maximum of the criterion that is being checked.
    maximum: Option<crate::value::Number>,
    /// The printed maximum of each content.
    maxima: Vec<crate::value::Number>,
    /// The part of the table that a condition over its parts looks at.
    part: Option<PartId>,
    /// Whether `all` has a meaning here.
    in_deduction: bool,
}

impl Checker<'_> {
    /// The kind of what a name stands for.
    fn kind_of(&self, symbol: Symbol) -> Kind {
        match symbol {
            Symbol::Fact(id) => self.facts.get(id as usize).copied().unwrap_or(Kind::Hole),
            Symbol::Definition(id) => self.definitions.get(&id).copied().unwrap_or(Kind::Hole),
            Symbol::Criterion(id) => self.criterion_kind(id),
            Symbol::Classes(id) => Kind::Word(self.class_choices[id as usize]),
            Symbol::Title(_) => Kind::Truth,
            Symbol::Word => Kind::Hole,
            _ => Kind::Number,
        }
    }

    fn words_at(&self, span: Span) -> String {
        self.sources.text(span).to_owned()
    }
}
