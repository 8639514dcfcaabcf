//! Resolves every name that a formula uses.

use super::table::Names;
use super::{FactOrigin, Linked, LinkedFact, Symbol, finding};
use crate::diagnostic::Diagnostics;
use crate::layer::Aspect;
use crate::source::Span;
use crate::syntax::ast::{
    self, AdjustmentKind, ExpectationKind, Expr, ExprKind, FactKind, GivenKind, Measure, Over, Path,
    PathPart, Treatment,
};
use crate::value::name;
use std::collections::{BTreeMap, BTreeSet};

const MAXIMUM_SUGGESTIONS: usize = 100;

/// A formula with the content in which its names are looked up.
type Use<'a> = (Option<u32>, &'a Expr);

pub(super) struct Resolver<'a> {
    pub(super) linked: &'a Linked,
    names: &'a Names,
    words: &'a BTreeMap<String, String>,
    broken: &'a BTreeSet<String>,
    pub(super) findings: &'a mut Diagnostics,
    /// Facts that stand for what is read of items, behind those of the ruleset.
    pub(super) imports: Vec<LinkedFact>,
}

/// Whose names come first in a formula.
#[derive(Clone, Copy)]
pub(super) enum Item {
    /// Only the unit's own.
    None,
    /// Those of a part of the table.
    Part,
    /// Those of an item of this collection.
    Of(usize),
    /// Those of something that was not found, which was reported.
    Unknown,
}

/// A formula with the content and the item in which its names are looked up.
pub(super) type Open<'a> = (Option<u32>, Item, &'a Expr);

pub(super) fn resolve(
    linked: &mut Linked,
    names: &Names,
    broken: &BTreeSet<String>,
    findings: &mut Diagnostics,
) {
    let words = words(linked);
    let mut resolver = Resolver { linked, names, words: &words, broken, findings, imports: Vec::new() };
    let mut found = BTreeMap::new();
    let mut open: Vec<Open<'_>> =
        uses(linked).into_iter().map(|(scope, expr)| (scope, Item::None, expr)).collect();
    for (scope, over) in named_values(linked) {
        resolver.over(scope, Item::None, over, &mut open, &mut found);
    }
    while let Some((scope, item, expr)) = open.pop() {
        match &expr.kind {
            ExprKind::Path(path) => {
                found.extend(resolver.path_of(scope, item, path).map(|symbol| (path.span, symbol)));
            }
            ExprKind::Call(name, _) => resolver.function(name),
            ExprKind::Measured(Measure { of: Some(path), .. }) => {
                found.extend(resolver.path(scope, path).map(|symbol| (path.span, symbol)));
            }
            ExprKind::Over(over) => {
                resolver.over(scope, item, over, &mut open, &mut found);
                continue;
            }
            _ => {}
        }
        open.extend(expr.children().into_iter().map(|child| (scope, item, child)));
    }
    for (scope, path) in treatments(linked) {
        found.extend(resolver.path(scope, path).map(|symbol| (path.span, symbol)));
    }
    let imports = std::mem::take(&mut resolver.imports);
    let mut unsaid = Diagnostics::default();
    let mut exemplified = BTreeMap::new();
    for example in &linked.examples {
        let written = example.written(&linked.file.examples);
        for (part, path) in exemplified_paths(example) {
            // What a base's example names and this table does not have is passed over when it is run; so is
            // what comes from an example for another kind of unit.
            let is_own = part.source == linked.root && written.contains(&part);
            let findings = if is_own { &mut *findings } else { &mut unsaid };
            let imports = Vec::new();
            let mut resolver = Resolver { linked, names, words: &words, broken, findings, imports };
            exemplified.extend(resolver.path(None, &path).map(|symbol| (path.span, symbol)));
        }
    }
    linked.facts.extend(imports);
    linked.names = found;
    linked.exemplified = exemplified;
}

/// The names of facts and results in an example, each with the place of its part.
fn exemplified_paths(example: &ast::Example) -> Vec<(Span, Path)> {
    let given = example.givens.iter().filter_map(|given| match &given.kind {
        GivenKind::Fact(name, _) => {
            let parts = name.names.iter().cloned().map(PathPart::Name).collect();
            Some((given.span, Path { parts, span: name.span }))
        }
        _ => None,
    });
    let expected = example.expectations.iter().filter_map(|expectation| match &expectation.kind {
        ExpectationKind::Outcome(path, _) => Some((expectation.span, path.clone())),
        ExpectationKind::Finding(_) => None,
    });
    given.chain(expected).collect()
}

/// All words of all choices, classes among them, as they are written, by key.
fn words(linked: &Linked) -> BTreeMap<String, String> {
    let mut names: Vec<&ast::Name> = Vec::new();
    names.extend(linked.file.choices.iter().flat_map(|choice| &choice.words.words).map(|word| &word.name));
    for fact in &linked.facts {
        if let FactOrigin::Declared(fact) = &fact.origin
            && let FactKind::Choice(words) | FactKind::Choices(words) = &fact.kind
        {
            names.extend(words.words.iter().map(|word| &word.name));
        }
    }
    names.extend(linked.classes.iter().flat_map(|(classes, _)| &classes.lines).map(|line| &line.name));
    let exported = linked.collections.iter().filter_map(|it| it.interface.as_ref());
    let exported = exported.flat_map(|it| it.names.values().flat_map(|it| &it.words.0));
    let exported = exported.map(|(word, _)| (name::key(word), word.clone()));
    names.into_iter().map(|name| (name.key.clone(), name.text.clone())).chain(exported).collect()
}

/// All formulas of a ruleset with their scopes.
fn uses(linked: &Linked) -> Vec<Use<'_>> {
    let mut uses: Vec<Use<'_>> = Vec::new();
    for fact in &linked.facts {
        if let FactOrigin::Declared(fact) = &fact.origin {
            let values =
                fact.values.iter().flat_map(|values| std::iter::once(&values.low).chain(&values.high));
            let limits = fact.at_most.iter().chain(&fact.at_least);
            // A default is a constant; a word of its choice is no name.
            uses.extend(values.chain(limits).map(|expr| (None, expr)));
        }
    }
    uses.extend(linked.file.requirements.iter().map(|expr| (None, expr)));
    for cohort in linked.file.cohorts.iter().take(1) {
        let sizes = cohort.quotas.iter().map(|quota| &quota.size);
        uses.extend(cohort.rank_by.iter().chain(sizes).map(|expr| (None, expr)));
    }
    uses.extend(linked.file.demands.iter().map(|demand| (None, &demand.condition)));
    for symbol in symbols(linked) {
        let scope = linked.scope(symbol);
        uses.extend(exprs(linked, symbol).into_iter().map(|expr| (scope, expr)));
    }
    uses
}

/// The values over collections that are called by a `let`, with their scopes.
fn named_values(linked: &Linked) -> Vec<(Option<u32>, &Over)> {
    let gathered = linked.facts.iter().filter_map(|fact| match &fact.origin {
        FactOrigin::Gathered(it) if it.span != fact.span => Some((it.scope, &it.over)),
        _ => None,
    });
    gathered.collect()
}

/// All values over collections in formulas, each with its scope and place.
pub(super) fn overs(linked: &Linked) -> Vec<(Option<u32>, Span, Over)> {
    let mut overs = Vec::new();
    let mut open = uses(linked);
    open.reverse();
    while let Some((scope, expr)) = open.pop() {
        if let ExprKind::Over(over) = &expr.kind {
            overs.push((scope, expr.span, Over::clone(over)));
        }
        open.extend(expr.children().into_iter().rev().map(|child| (scope, child)));
    }
    overs
}

/// All parts that compute something, in the order of the page.
pub(super) fn symbols(linked: &Linked) -> Vec<Symbol> {
    let count = |length: usize| 0..u32::try_from(length).unwrap_or(u32::MAX);
    let mut symbols: Vec<Symbol> = count(linked.definitions.len()).map(Symbol::Definition).collect();
    symbols.extend(count(linked.contents.len()).map(Symbol::Content));
    symbols.extend(count(linked.criteria.len()).map(Symbol::Criterion));
    symbols.extend([Symbol::Contents, Symbol::Total]);
    symbols.extend(count(linked.classes.len()).map(Symbol::Classes));
    symbols.extend(count(linked.file.titles.len()).map(Symbol::Title));
    symbols
}

/// The formulas of one part.
pub(super) fn exprs(linked: &Linked, symbol: Symbol) -> Vec<&Expr> {
    match symbol {
        Symbol::Definition(id) => vec![&linked.definitions[id as usize].0.value],
        Symbol::Content(id) => {
            linked.contents[id as usize].content.adjustments.iter().flat_map(ast::Adjustment::exprs).collect()
        }
        Symbol::Criterion(id) => {
            let criterion = &linked.criteria[id as usize].criterion;
            let awards = criterion.awards.iter().filter_map(ast::Award::expr);
            awards.chain(criterion.adjustments.iter().flat_map(ast::Adjustment::exprs)).collect()
        }
        Symbol::Total => {
            linked.file.totals.iter().flat_map(|total| total.at_most.iter().chain(&total.at_least)).collect()
        }
        Symbol::Classes(id) => linked.classes[id as usize].0.exprs(),
        Symbol::Title(id) => vec![&linked.file.titles[id as usize].when],
        _ => Vec::new(),
    }
}

/// The places that treatments name.
fn treatments(linked: &Linked) -> Vec<(Option<u32>, &Path)> {
    let contents =
        (0u32..).zip(&linked.contents).map(|(id, content)| (Some(id), &content.content.adjustments));
    let criteria = (0u32..).zip(&linked.criteria);
    let criteria = criteria.map(|(id, it)| (linked.scope(Symbol::Criterion(id)), &it.criterion.adjustments));
    contents
        .chain(criteria)
        .flat_map(|(scope, adjustments)| adjustments.iter().map(move |adjustment| (scope, adjustment)))
        .filter_map(|(scope, adjustment)| match &adjustment.kind {
            AdjustmentKind::NotApplicable(_, Treatment::Rescale(path, _) | Treatment::Spread(path)) => {
                Some((scope, path))
            }
            _ => None,
        })
        .collect()
}

impl<'l> Resolver<'l> {
    pub(super) fn path(&mut self, scope: Option<u32>, path: &Path) -> Option<Symbol> {
        let (last, rest) = path.parts.split_last()?;
        match (last, rest) {
            (PathPart::Total, []) => Some(Symbol::Total),
            (PathPart::Contents, []) => Some(Symbol::Contents),
            (PathPart::Points, []) => self.known(path, scope.map(Symbol::Content)),
            (PathPart::Class, []) => self.known(path, self.classes_of(None)),
            (PathPart::Maximum, []) => self.known(path, scope.map(Symbol::ContentMaximum)),
            (PathPart::Maximum, _) => {
                let symbol = self.symbol(scope, path, rest)?;
                self.known(path, maximum(symbol))
            }
            (PathPart::Class, _) => {
                let symbol = self.symbol(scope, path, rest)?;
                self.known(
                    path,
                    if let Symbol::Content(id) = symbol { self.classes_of(Some(id)) } else { None },
                )
            }
            (PathPart::From, [PathPart::Name(class)]) => self.known(path, self.class_from(path, class)),
            (PathPart::From, _) => self.known(path, None),
            _ => self.symbol(scope, path, &path.parts),
        }
    }

    /// One that looks up the same names and says elsewhere what is wrong.
    pub(super) fn quietly<'b>(&self, findings: &'b mut Diagnostics) -> Resolver<'b>
    where
        'l: 'b,
    {
        let Resolver { linked, names, words, broken, .. } = *self;
        Resolver { linked, names, words, broken, findings, imports: Vec::new() }
    }

    /// The limit of a class, where a framework requires something of it.
    fn class_from(&self, path: &Path, class: &ast::Name) -> Option<Symbol> {
        let is_required = self.linked.file.demands.iter().any(|demand| demand.span.encloses(path.span));
        let (classes, _) = self.linked.classes.iter().find(|(_, home)| home.is_none())?;
        let at = classes.lines.iter().position(|line| line.name.key == class.key && line.low().is_some())?;
        u32::try_from(at).ok().filter(|_| is_required).map(Symbol::ClassFrom)
    }

    fn known(&mut self, path: &Path, symbol: Option<Symbol>) -> Option<Symbol> {
        if symbol.is_none() {
            self.findings.push(finding::no_such_result(path.span, &shown(&path.parts)));
        }
        symbol
    }

    fn classes_of(&self, content: Option<u32>) -> Option<Symbol> {
        let found = self.linked.classes.iter().zip(0..).find(|((_, home), _)| *home == content);
        found.map(|(_, id)| Symbol::Classes(id))
    }

    fn symbol(&mut self, scope: Option<u32>, path: &Path, parts: &[PathPart]) -> Option<Symbol> {
        match parts {
            [PathPart::Total] => return Some(Symbol::Total),
            [PathPart::Points] => return self.known(path, scope.map(Symbol::Content)),
            _ => {}
        }
        let text = shown(parts);
        let key = name::key(&text);
        // Only examples name a pool as a whole: the grammar of formulas does not.
        let mut pools = (0u32..).zip(&self.linked.file.pools);
        if let Some((id, _)) =
            pools.find(|(_, pool)| key == if pool.negative { "deductions" } else { "bonus" })
        {
            return Some(Symbol::Pool(id));
        }
        let mut inner = scope;
        while let Some(content) = inner {
            let content = &self.linked.contents[content as usize];
            if let Some((symbol, ..)) = self.names.get(&format!("{}.{key}", name::key(&content.path))) {
                return Some(*symbol);
            }
            inner = content.parent;
        }
        if let Some((symbol, ..)) = self.names.get(&key) {
            return Some(*symbol);
        }
        if self.words.contains_key(&key) {
            return Some(Symbol::Word);
        }
        let is_excused =
            parts.iter().any(|part| matches!(part, PathPart::Name(name) if self.broken.contains(&name.key)));
        if let Some(removal) = self.removal(scope, &key) {
            self.findings.push(finding::removed_name(removal, path.span, &text));
        } else if !is_excused {
            // Looking for what was meant costs; after so many slips it helps nobody.
            let is_worth = self.findings.len() < MAXIMUM_SUGGESTIONS;
            let suggestion = if is_worth { self.suggestion(scope, &text) } else { None };
            self.findings.push(finding::unknown_name(path.span, &text, suggestion));
        }
        None
    }

    /// Where a layer took away what a name means.
    fn removal(&self, scope: Option<u32>, key: &str) -> Option<crate::source::Span> {
        let local =
            scope.map(|scope| format!("{}.{key}", name::key(&self.linked.contents[scope as usize].path)));
        let is_meant = |path: &str| path == key || local.as_deref() == Some(path);
        let removed = self.linked.changes.iter().rev().filter(|change| change.aspect == Aspect::Removed);
        removed.filter(|change| is_meant(&name::key(&change.path))).map(|change| change.span).next()
    }

    fn suggestion(&self, scope: Option<u32>, text: &str) -> Option<String> {
        let prefix = scope.map(|scope| format!("{}.", self.linked.contents[scope as usize].path));
        let full = self.names.values().map(|(.., text)| text.as_str());
        let local = full.clone().filter_map(|name| name.strip_prefix(prefix.as_deref()?));
        let exported = self.linked.collections.iter().filter_map(|it| it.interface.as_ref());
        let exported = exported.flat_map(|it| it.names.values().map(|it| it.text.as_str()));
        let words = self.words.values().map(String::as_str).chain(exported);
        // A criterion named without its content is the commonest slip.
        let tail = format!(".{}", name::plain(text));
        let whole = full.clone().find(|name| name::plain(name).ends_with(&tail)).map(str::to_owned);
        whole.or_else(|| name::nearest(text, full.clone().chain(local).chain(words)))
    }

    fn function(&mut self, name: &ast::Name) {
        if !self.linked.functions.contains_key(&name.key) && !self.broken.contains(&name.key) {
            let known = self.linked.file.functions.iter().map(|function| function.name.text.as_str());
            self.findings.push(finding::unknown_function(
                name.span,
                &name.text,
                name::nearest(&name.text, known),
            ));
        }
    }
}

fn maximum(symbol: Symbol) -> Option<Symbol> {
    match symbol {
        Symbol::Criterion(id) => Some(Symbol::CriterionMaximum(id)),
        Symbol::Content(id) => Some(Symbol::ContentMaximum(id)),
        Symbol::Total => Some(Symbol::TotalMaximum),
        _ => None,
    }
}

pub(super) fn shown(parts: &[PathPart]) -> String {
    let parts = parts.iter().map(|part| match part {
        PathPart::Name(name) => name.text.as_str(),
        PathPart::Total => "total",
        PathPart::Contents => "contents",
        PathPart::Points => "points",
        PathPart::Class => "class",
        PathPart::Maximum => "maximum",
        PathPart::From => "from",
    });
    parts.collect::<Vec<_>>().join(".")
}
