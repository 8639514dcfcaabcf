//! An order in which each part comes after all that it reads; a circle is a finding.

use super::resolve::{exprs, symbols};
use super::{CollectionKind, FactOrigin, Home, ImportOf, Linked, PartId, Symbol, finding, is_of_table};
use crate::diagnostic::Diagnostics;
use crate::source::Span;
use crate::syntax::ast::{self, AdjustmentKind, Expr, ExprKind, Treatment};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn order(linked: &mut Linked, findings: &mut Diagnostics) {
    let symbols = symbols(linked);
    let mut graph: DiGraph<Symbol, ()> = DiGraph::new();
    let nodes: BTreeMap<Symbol, NodeIndex> =
        symbols.iter().map(|symbol| (*symbol, graph.add_node(*symbol))).collect();
    let mut reads: BTreeMap<Symbol, BTreeSet<Symbol>> =
        symbols.iter().map(|symbol| (*symbol, read_by(linked, *symbol))).collect();
    spreads(linked, &mut reads);
    for (symbol, read) in &reads {
        for dependency in read.iter().filter_map(|read| nodes.get(read)) {
            graph.add_edge(nodes[symbol], *dependency, ());
        }
    }
    let mut order = Vec::with_capacity(symbols.len());
    for component in kosaraju_scc(&graph) {
        let mut members: Vec<Symbol> = component.iter().map(|node| graph[*node]).collect();
        members.sort();
        if members.len() > 1 || reads[&members[0]].contains(&members[0]) {
            findings.push(circle(linked, &members));
        }
        order.extend(members);
    }
    linked.order = order;
}

fn circle(linked: &Linked, members: &[Symbol]) -> crate::diagnostic::Diagnostic {
    let mut named: Vec<(Span, String)> =
        members.iter().filter_map(|symbol| declared(linked, *symbol)).collect();
    named.sort();
    let names: Vec<String> = named.iter().map(|(_, name)| format!("`{name}`")).collect();
    let mut finding = finding::circle(named[0].0, &names.join(", "));
    for (span, _) in &named[1..] {
        finding = finding.label(*span, "member");
    }
    finding
}

/// Where a part is declared, and its name.
fn declared(linked: &Linked, symbol: Symbol) -> Option<(Span, String)> {
    match symbol {
        Symbol::Definition(id) => {
            let name = &linked.definitions[id as usize].0.name;
            Some((name.span, name.text.clone()))
        }
        Symbol::Content(id) => {
            let content = &linked.contents[id as usize];
            Some((content.content.name.span, content.path.clone()))
        }
        Symbol::Criterion(id) => {
            let criterion = &linked.criteria[id as usize];
            Some((criterion.criterion.name.span, criterion.path.clone()))
        }
        Symbol::Classes(id) => Some((linked.classes[id as usize].0.span, "class".to_owned())),
        Symbol::Title(id) => {
            let name = &linked.file.titles[id as usize].name;
            Some((name.span, name.text.clone()))
        }
        Symbol::Total => linked.file.totals.first().map(|total| (total.span, "total".to_owned())),
        _ => None,
    }
}

/// What a part reads: by name, and because it is made of it.
fn read_by(linked: &Linked, symbol: Symbol) -> BTreeSet<Symbol> {
    let mut read: BTreeSet<Symbol> = BTreeSet::new();
    for expr in exprs(linked, symbol) {
        read.extend(mentioned(linked, expr));
    }
    match symbol {
        Symbol::Content(id) => read.extend(linked.contents[id as usize].parts.iter().map(part)),
        Symbol::Contents => read.extend(linked.top().map(Symbol::Content)),
        Symbol::Total => {
            read.insert(Symbol::Contents);
            let pooled = linked.criteria.iter().zip(0..).filter(|(it, _)| matches!(it.home, Home::Pool(_)));
            read.extend(pooled.map(|(_, id)| Symbol::Criterion(id)));
        }
        Symbol::Classes(id) => match &linked.classes[id as usize] {
            (ast::Classes { of: None, .. }, None) => read.extend([Symbol::Total]),
            (ast::Classes { of: None, .. }, Some(content)) => read.extend([Symbol::Content(*content)]),
            _ => {}
        },
        // A title is granted only to units that are assessed at all.
        Symbol::Title(_) => read.extend(
            linked
                .classes
                .iter()
                .zip(0..)
                .find(|((_, home), _)| home.is_none())
                .map(|(_, id)| Symbol::Classes(id)),
        ),
        _ => {}
    }
    read.extend(cut_by(linked, symbol));
    read
}

/// What decides whether a class or title is cut by a quota: the keys of the rank, and their order.
fn cut_by(linked: &Linked, symbol: Symbol) -> BTreeSet<Symbol> {
    let Some(cohort) = linked.file.cohorts.first() else { return BTreeSet::new() };
    let is_cut = cohort.quotas.iter().any(|quota| match symbol {
        Symbol::Title(id) => linked.file.titles[id as usize].name.key == quota.name.key,
        Symbol::Classes(id) => {
            let (classes, home) = &linked.classes[id as usize];
            home.is_none() && classes.lines.iter().any(|line| line.name.key == quota.name.key)
        }
        _ => false,
    });
    let keys = cohort.rank_by.iter().filter(|_| is_cut);
    keys.flat_map(|key| mentioned(linked, key)).collect()
}

fn part(part: &PartId) -> Symbol {
    match part {
        PartId::Content(id) => Symbol::Content(*id),
        PartId::Criterion(id) => Symbol::Criterion(*id),
    }
}

/// The parts that a formula names.
fn mentioned(linked: &Linked, expr: &Expr) -> BTreeSet<Symbol> {
    let mut mentioned = BTreeSet::new();
    let mut open = vec![expr];
    let mut seen = BTreeSet::new();
    while let Some(expr) = open.pop() {
        match &expr.kind {
            ExprKind::Path(path) => {
                let Some(symbol) = linked.names.get(&path.span) else { continue };
                let is_new = seen.insert(*symbol);
                mentioned.extend(behind(linked, *symbol));
                // A value over a collection reads what its formulas name.
                if let (Symbol::Fact(id), true) = (symbol, is_new)
                    && let FactOrigin::Gathered(it) = &linked.facts[*id as usize].origin
                {
                    open.extend(it.over.children());
                }
            }
            ExprKind::Over(over) if is_of_table(over) => mentioned.extend(linked.parts_of(over)),
            _ => {}
        }
        open.extend(expr.children());
    }
    mentioned
}

/// The part that a name stands for. Of comparable units the same is read as of the unit itself.
fn behind(linked: &Linked, symbol: Symbol) -> Option<Symbol> {
    Some(match symbol {
        Symbol::CriterionMaximum(id) => Symbol::Criterion(id),
        Symbol::ContentMaximum(id) => Symbol::Content(id),
        Symbol::TotalMaximum => Symbol::Total,
        Symbol::Fact(id) => match &linked.facts[id as usize].origin {
            FactOrigin::Import(collection, ImportOf::Own(own))
                if linked.collections[*collection].kind == CollectionKind::Cohort =>
            {
                return behind(linked, *own);
            }
            _ => symbol,
        },
        symbol => symbol,
    })
}

/// A part whose maximum rises when another one falls away reads what makes any of them fall away.
fn spreads(linked: &Linked, reads: &mut BTreeMap<Symbol, BTreeSet<Symbol>>) {
    let adjustments = symbols(linked).into_iter().flat_map(|symbol| adjustments(linked, symbol));
    let places = adjustments.filter_map(spread_place).filter_map(|place| linked.names.get(&place.span));
    let places: BTreeSet<Symbol> = places.copied().collect();
    for place in places {
        let parts: Vec<Symbol> = match place {
            Symbol::Content(id) => linked.contents[id as usize].parts.iter().map(part).collect(),
            Symbol::Total => linked.top().map(Symbol::Content).collect(),
            _ => continue,
        };
        let inside = parts.iter().flat_map(|part| inside(linked, *part));
        let conditions: BTreeSet<Symbol> = inside.flat_map(|inner| not_applicable(linked, inner)).collect();
        for part in parts {
            reads.entry(part).or_default().extend(&conditions);
        }
    }
}

/// A part and all that stands in it.
fn inside(linked: &Linked, symbol: Symbol) -> Vec<Symbol> {
    let mut all = vec![symbol];
    if let Symbol::Content(id) = symbol {
        all.extend(linked.contents[id as usize].parts.iter().flat_map(|inner| inside(linked, part(inner))));
    }
    all
}

pub(super) fn adjustments(linked: &Linked, symbol: Symbol) -> &[ast::Adjustment] {
    match symbol {
        Symbol::Content(id) => &linked.contents[id as usize].content.adjustments,
        Symbol::Criterion(id) => &linked.criteria[id as usize].criterion.adjustments,
        _ => &[],
    }
}

fn spread_place(adjustment: &ast::Adjustment) -> Option<&ast::Path> {
    match &adjustment.kind {
        AdjustmentKind::NotApplicable(_, Treatment::Spread(path)) => Some(path),
        _ => None,
    }
}

fn not_applicable(linked: &Linked, symbol: Symbol) -> BTreeSet<Symbol> {
    let conditions = adjustments(linked, symbol).iter().filter_map(|adjustment| match &adjustment.kind {
        AdjustmentKind::NotApplicable(when, _) => Some(when),
        _ => None,
    });
    conditions.flat_map(|when| mentioned(linked, when)).collect()
}
