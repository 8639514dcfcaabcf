//! Names of items: what a formula over a collection reads of each month, unit or row.

use super::collection::is_of_table;
use super::resolve::{Item, Open, Resolver, shown};
use super::{CollectionKind, FactOrigin, ImportOf, LinkedFact, Symbol, finding};
use crate::diagnostic::Diagnostics;
use crate::source::Span;
use crate::syntax::ast::{Over, OverKind, Path, PathPart};
use crate::value::name;
use std::collections::BTreeMap;

impl<'l> Resolver<'l> {
    /// The names of a value over a collection; its formulas are put to those that are open.
    pub(super) fn over<'o>(
        &mut self,
        scope: Option<u32>,
        outer: Item,
        over: &'o Over,
        open: &mut Vec<Open<'o>>,
        found: &mut BTreeMap<Span, Symbol>,
    ) {
        let item = self.item_of(over);
        let inner = over.of.iter().chain(&over.with);
        if !matches!(outer, Item::None) && !matches!(over.kind, OverKind::MonthsInPlace | OverKind::InPlace) {
            let place = over.collection.as_ref().map(|it| it.span).or(over.of.as_ref().map(|it| it.span));
            self.findings.extend(place.map(finding::nested));
            return;
        }
        match &over.kind {
            OverKind::AtLeast(bound, _) | OverKind::AtMost(bound, _) => open.push((scope, outer, bound)),
            OverKind::OfPeriods(path) | OverKind::OfPrevious(path) => {
                let symbol = match item {
                    Item::Of(collection) => self.item_name(collection, path),
                    _ => None,
                };
                if let Item::Of(collection) = item {
                    self.read_over_time(collection, &over.kind, path, symbol);
                }
                found.extend(symbol.map(|symbol| (path.span, symbol)));
            }
            _ => {}
        }
        open.extend(over.none.iter().map(|none| (scope, outer, none)));
        open.extend(inner.map(|expr| (scope, item, expr)));
    }

    /// Says what is wrong with `months.late` or `previous.total`.
    fn read_over_time(&mut self, collection: usize, kind: &OverKind, path: &Path, symbol: Option<Symbol>) {
        if self.is_unknown(collection) {
            return;
        }
        let text = shown(&path.parts);
        let finding = match (&self.linked.collections[collection].interface, symbol) {
            (Some(interface), Some(_)) if matches!(kind, OverKind::OfPeriods(_)) => {
                let says = interface.names.get(&name::key(&text)).is_some_and(|it| it.over_time.is_some());
                (!says).then(|| finding::no_way_over_time(path.span, &text))
            }
            (_, Some(_)) => None,
            (Some(interface), None) => {
                let near = name::nearest(&text, interface.names.values().map(|it| it.text.as_str()));
                Some(finding::unknown_name(path.span, &text, near))
            }
            // An own result that is not there is said as everywhere; what is there is none of a period.
            (None, None) => {
                let is_known = self.path(None, path).is_some();
                is_known.then(|| finding::no_such_result(path.span, &text))
            }
        };
        self.findings.extend(finding);
    }

    /// Whose names come first in the formulas of a value; a collection that is not there is said.
    fn item_of(&mut self, over: &Over) -> Item {
        if is_of_table(over) {
            return Item::Part;
        }
        if matches!(over.kind, OverKind::MonthsInPlace | OverKind::InPlace) {
            return Item::None;
        }
        if let Some(collection) = self.linked.collection_of(over) {
            return Item::Of(collection);
        }
        let place = over.collection.as_ref().map(|it| it.span).or(over.of.as_ref().map(|it| it.span));
        if let Some(place) = place {
            let text = over.collection.as_ref().map_or("cohort", |it| it.text());
            let named = self.linked.collections.iter().map(|it| it.name.as_str()).filter(|it| !it.is_empty());
            self.findings.push(finding::no_such_collection(place, text, name::nearest(text, named)));
        }
        Item::Unknown
    }

    /// A name in a formula, where those of an item come first.
    pub(super) fn path_of(&mut self, scope: Option<u32>, item: Item, path: &Path) -> Option<Symbol> {
        match (item, path.parts.as_slice()) {
            (Item::Part, [PathPart::Points]) => Some(Symbol::PartPoints),
            (Item::Part, [PathPart::Maximum]) => Some(Symbol::PartMaximum),
            (Item::Of(collection), _) => match self.item_name(collection, path) {
                Some(symbol) => Some(symbol),
                None if self.is_unknown(collection) => self.own_fact(scope, path),
                None => self.path(scope, path),
            },
            (Item::Unknown, _) => self.own_fact(scope, path),
            _ => self.path(scope, path),
        }
    }

    /// What a name can mean where nothing is known of the items: a fact of the unit itself. Its results would
    /// seem to go round in a circle, where those of items are meant.
    fn own_fact(&mut self, scope: Option<u32>, path: &Path) -> Option<Symbol> {
        let own = self.silently(|it| it.path(scope, path));
        own.filter(|symbol| matches!(symbol, Symbol::Fact(_) | Symbol::Word))
    }

    /// Whether nothing is known of what items have names for.
    fn is_unknown(&self, collection: usize) -> bool {
        let collection = &self.linked.collections[collection];
        collection.interface.is_none()
            && !matches!(collection.kind, CollectionKind::Cohort | CollectionKind::Earlier)
    }

    /// The fact that stands for what a name means of each item; none where items have no such name.
    fn item_name(&mut self, collection: usize, path: &Path) -> Option<Symbol> {
        let text = shown(&path.parts);
        let of = match &self.linked.collections[collection].interface {
            Some(interface) => {
                let key = name::key(&text);
                interface.names.contains_key(&key).then_some(ImportOf::Name(key))?
            }
            None if self.is_unknown(collection) => return None,
            None => match self.silently(|it| it.path(None, path))? {
                Symbol::Word | Symbol::ClassFrom(_) | Symbol::Pool(_) => return None,
                symbol => ImportOf::Own(symbol),
            },
        };
        let same = |fact: &LinkedFact| matches!(&fact.origin, FactOrigin::Import(it, known) if *it == collection && *known == of);
        let at = self.imports.iter().position(same).unwrap_or(self.imports.len());
        if at == self.imports.len() {
            let origin = FactOrigin::Import(collection, of);
            self.imports.push(LinkedFact { path: text, label: None, origin, span: path.span });
        }
        u32::try_from(self.linked.facts.len() + at).ok().map(Symbol::Fact)
    }

    /// Looks something up without saying what is wrong with it.
    fn silently<T>(&mut self, look: impl FnOnce(&mut Resolver<'_>) -> T) -> T {
        let mut unsaid = Diagnostics::default();
        look(&mut self.quietly(&mut unsaid))
    }
}
