//! Numbers the parts of a file and enters their names.

use super::collection::is_base;
use super::{
    FactOrigin, Gathered, Home, Linked, LinkedContent, LinkedCriterion, LinkedFact, PartId, Symbol, finding,
};
use crate::diagnostic::Diagnostics;
use crate::layer::Table;
use crate::source::{SourceId, Span};
use crate::syntax::ast::{self, AdjustmentKind, AwardKind, ExprKind, Part};
use std::collections::BTreeMap;

/// Names by the key of their full path, with where each is declared.
pub(super) type Names = BTreeMap<String, (Symbol, Span, String)>;

fn number_of(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Takes the nested parts of a file apart into numbered lists.
pub(super) fn number(root: SourceId, table: &Table) -> Linked {
    let mut file = table.file.clone();
    let mut linked = Linked::empty(root);
    linked.changes.clone_from(&table.changes);
    // A parameter is a `let` whose value layers may set.
    let parameters = file.parameters.iter().map(|it| ast::Definition {
        name: it.name.clone(),
        title: it.title.clone(),
        value: it.value.clone(),
    });
    let definitions = parameters.chain(std::mem::take(&mut file.definitions));
    let (values, definitions): (Vec<_>, Vec<_>) = definitions.partition(is_value);
    linked.definitions = definitions.into_iter().map(|definition| (definition, None)).collect();
    linked.classes = std::mem::take(&mut file.classes).into_iter().map(|classes| (classes, None)).collect();
    let declared = std::mem::take(&mut file.facts);
    linked.facts =
        declared.into_iter().map(declared_fact).chain(values.into_iter().filter_map(named)).collect();
    for content in std::mem::take(&mut file.contents) {
        add_content(&mut linked, content, None);
    }
    for (pool, index) in file.pools.iter_mut().zip(0..) {
        let criteria = std::mem::take(&mut pool.criteria);
        let prefix = if pool.negative { "deductions" } else { "bonus" };
        for criterion in criteria {
            add_criterion(&mut linked, criterion, Home::Pool(index), prefix);
        }
    }
    linked.file = file;
    linked
}

fn declared_fact(fact: ast::Fact) -> LinkedFact {
    LinkedFact {
        path: fact.name.text.clone(),
        label: fact.label.as_ref().map(|label| label.text.clone()),
        span: fact.name.span,
        origin: FactOrigin::Declared(Box::new(fact)),
    }
}

/// Whether a `let` is nothing but a value over a collection.
fn is_value(definition: &ast::Definition) -> bool {
    matches!(&definition.value.kind, ExprKind::Over(over) if is_base(over))
}

/// A value over a collection that has a name.
fn named(definition: ast::Definition) -> Option<LinkedFact> {
    let ExprKind::Over(over) = definition.value.kind else { return None };
    let says_none = over.none.is_some();
    let span = definition.value.span;
    let gathered = Gathered { over: *over, scope: None, collection: None, says_none, span };
    Some(LinkedFact {
        path: definition.name.text,
        label: definition.title.map(|title| title.text),
        origin: FactOrigin::Gathered(Box::new(gathered)),
        span: definition.name.span,
    })
}

fn add_content(linked: &mut Linked, mut content: ast::Content, parent: Option<u32>) -> u32 {
    let id = number_of(linked.contents.len());
    let path = match parent {
        Some(parent) => format!("{}.{}", linked.contents[parent as usize].path, content.name.text),
        None => content.name.text.clone(),
    };
    let parts = std::mem::take(&mut content.parts);
    let definitions = std::mem::take(&mut content.definitions);
    linked.definitions.extend(definitions.into_iter().map(|definition| (definition, Some(id))));
    let classes = std::mem::take(&mut content.classes);
    linked.classes.extend(classes.into_iter().map(|classes| (classes, Some(id))));
    linked.contents.push(LinkedContent { content, path: path.clone(), parent, parts: Vec::new() });
    for part in parts {
        let part = match part {
            Part::Content(inner) => PartId::Content(add_content(linked, inner, Some(id))),
            Part::Criterion(criterion) => {
                PartId::Criterion(add_criterion(linked, criterion, Home::Content(id), &path))
            }
        };
        linked.contents[id as usize].parts.push(part);
    }
    id
}

fn add_criterion(linked: &mut Linked, criterion: ast::Criterion, home: Home, prefix: &str) -> u32 {
    let id = number_of(linked.criteria.len());
    let path = format!("{prefix}.{}", criterion.name.text);
    let label = criterion.title.as_ref().map(|title| title.text.clone());
    let mut add = |path: String, label: Option<String>, origin: FactOrigin, span: Span| {
        linked.facts.push(LinkedFact { path, label, origin, span });
        number_of(linked.facts.len() - 1)
    };
    let origin = criterion.awards.iter().find_map(|award| match &award.kind {
        AwardKind::Truth => Some(FactOrigin::Answer(id)),
        AwardKind::Rated(_) => Some(FactOrigin::Rating(id)),
        AwardKind::RatedWord(name) => Some(FactOrigin::RatedWord(id, name.clone())),
        AwardKind::Met(_) | AwardKind::Formula(_) => None,
    });
    let answer = origin.map(|origin| add(path.clone(), label, origin, criterion.name.span));
    let mut evidence = Vec::new();
    for adjustment in &criterion.adjustments {
        if let AdjustmentKind::Evidence(name, title) = &adjustment.kind {
            let name = name.as_ref().map_or("evidence", |name| &name.text);
            let path = format!("{path}.{name}");
            evidence.push(add(path, Some(title.text.clone()), FactOrigin::Evidence(id), adjustment.span));
        }
    }
    linked.criteria.push(LinkedCriterion { criterion, path, home, answer, evidence });
    id
}

/// Items that a ruleset has once.
pub(super) fn head(id: SourceId, linked: &Linked, findings: &mut Diagnostics) {
    let file = &linked.file;
    if file.headers.is_empty() {
        let start = Span { source: id, start: 0, end: 0 };
        findings.push(finding::no_header(start));
    }
    let mut once = |what: &str, spans: Vec<Span>| {
        let second = spans.iter().skip(1);
        findings.extend(second.map(|second| finding::twice(*second, spans[0], what)));
    };
    once("ruleset", file.headers.iter().map(|item| item.span).collect());
    once("in-force", file.in_force.iter().map(|item| item.span).collect());
    once("assesses", file.assesses.iter().map(|item| item.span).collect());
    once("cohort", file.cohorts.iter().map(|item| item.span).collect());
    once("assessors", file.assessors.iter().map(|item| item.span).collect());
    once("total", file.totals.iter().map(|item| item.span).collect());
    for what in [ast::Rounded::Points, ast::Rounded::Contents, ast::Rounded::Total] {
        once("round", file.rounding.iter().filter(|item| item.what == what).map(|item| item.span).collect());
    }
    for negative in [false, true] {
        let pools = file.pools.iter().filter(|pool| pool.negative == negative);
        once(if negative { "deductions" } else { "bonus" }, pools.map(|pool| pool.span).collect());
    }
    for (classes, _) in &linked.classes {
        once("decided-by", classes.decided_by.iter().map(|who| who.span).collect());
    }
    let tops = linked.classes.iter().filter(|(_, content)| content.is_none());
    once("classes", tops.map(|(classes, _)| classes.span).collect());
    for content in 0..number_of(linked.contents.len()) {
        let own = linked.classes.iter().filter(|(_, home)| *home == Some(content));
        once("classes", own.map(|(classes, _)| classes.span).collect());
    }
}

/// Enters all names. A name that stands twice in one place, or hides another, is a finding.
pub(super) fn names(linked: &mut Linked, findings: &mut Diagnostics) -> Names {
    let mut names = Names::new();
    let mut enter = |text: &str, symbol: Symbol, span: Span, findings: &mut Diagnostics| {
        let key = crate::value::name::key(text);
        if text.is_empty() {
            return;
        }
        if let Some((_, first, _)) = names.get(&key) {
            findings.push(finding::doubled_name(span, *first, text));
        } else {
            names.insert(key, (symbol, span, text.to_owned()));
        }
    };
    for (fact, id) in linked.facts.iter().zip(0..) {
        let is_nameless = match &fact.origin {
            FactOrigin::Answer(_) | FactOrigin::Rating(_) | FactOrigin::RatedWord(..) => true,
            FactOrigin::Gathered(it) => it.span == fact.span,
            FactOrigin::Import(..) | FactOrigin::Standing(_) => true,
            FactOrigin::Declared(_) | FactOrigin::Evidence(_) => false,
        };
        if !is_nameless {
            enter(&fact.path, Symbol::Fact(id), fact.span, findings);
        }
    }
    for ((definition, home), id) in linked.definitions.iter().zip(0..) {
        let path = match home {
            Some(content) => format!("{}.{}", linked.contents[*content as usize].path, definition.name.text),
            None => definition.name.text.clone(),
        };
        enter(&path, Symbol::Definition(id), definition.name.span, findings);
    }
    for (content, id) in linked.contents.iter().zip(0..) {
        enter(&content.path, Symbol::Content(id), content.content.name.span, findings);
    }
    for (criterion, id) in linked.criteria.iter().zip(0..) {
        enter(&criterion.path, Symbol::Criterion(id), criterion.criterion.name.span, findings);
    }
    for (title, id) in linked.file.titles.iter().zip(0..) {
        enter(&title.name.text, Symbol::Title(id), title.name.span, findings);
    }
    hidden(&names, findings);
    linked.choices = unique(linked.file.choices.iter().map(|choice| &choice.name), findings);
    linked.functions = unique(linked.file.functions.iter().map(|function| &function.name), findings);
    names
}

/// A name inside a content must not be one that is known outside it.
fn hidden(names: &Names, findings: &mut Diagnostics) {
    for (key, (_, span, text)) in names {
        let Some((mut scope, last)) = key.rsplit_once('.') else { continue };
        while !scope.is_empty() {
            scope = scope.rsplit_once('.').map_or("", |(outer, _)| outer);
            let outer = if scope.is_empty() { last.to_owned() } else { format!("{scope}.{last}") };
            if let Some((_, first, _)) = names.get(&outer) {
                let name = text.rsplit('.').next().unwrap_or(text);
                let (first, second) = if first < span { (first, span) } else { (span, first) };
                findings.push(finding::doubled_name(*second, *first, name));
            }
        }
    }
}

fn unique<'a>(
    list: impl Iterator<Item = &'a ast::Name>,
    findings: &mut Diagnostics,
) -> BTreeMap<String, u32> {
    let mut entered: BTreeMap<String, (u32, Span)> = BTreeMap::new();
    for (name, id) in list.zip(0..) {
        if let Some((_, first)) = entered.get(&name.key) {
            findings.push(finding::doubled_name(name.span, *first, &name.text));
        } else {
            entered.insert(name.key.clone(), (id, name.span));
        }
    }
    entered.into_iter().map(|(key, (id, _))| (key, id)).collect()
}
