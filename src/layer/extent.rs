//! Where the elements of tables stand, with all that is written in them and all that layers did to them.

use super::{Layered, Table};
use crate::source::Span;
use crate::syntax::ast::{
    ClassLine, Classes, Content, Criterion, ElementKind, Expr, Fact, Lock, Maximum, Part, Pool, Scope, Text,
    Title, Total,
};
use crate::value::name;
use std::collections::{BTreeMap, BTreeSet};

/// The places of each element in all tables of a ruleset, by the key of its full name.
#[derive(Debug, Default)]
pub struct Extents {
    places: BTreeMap<String, BTreeSet<Span>>,
    /// The names as they are written.
    names: BTreeSet<String>,
}

/// Keys of what has no name; no name has a space.
const TOTAL: &str = " total";
const CLASSES: &str = " classes";

impl Extents {
    /// The places of all elements.
    pub fn new(layered: &Layered) -> Extents {
        let mut extents = Extents::default();
        for (_, table) in layered.editions.iter().flat_map(super::Edition::tables) {
            extents.table(table);
        }
        extents
    }

    /// What an element is known by.
    pub fn key(scope: &Scope) -> String {
        match scope {
            Scope::Total => TOTAL.to_owned(),
            Scope::Classes => CLASSES.to_owned(),
            Scope::Named(path) => path.key(),
        }
    }

    /// The places of an element and of all that stands in it; none where no table has it.
    pub fn of(&self, scope: &Scope) -> BTreeSet<Span> {
        let key = Extents::key(scope);
        let inside = format!("{key}.");
        let parts = self.places.range(inside.clone()..).take_while(|(it, _)| it.starts_with(&inside));
        let own = self.places.get(&key).into_iter();
        own.chain(parts.map(|(_, places)| places)).flatten().copied().collect()
    }

    /// The names of all elements.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    fn put(&mut self, path: &str, places: impl IntoIterator<Item = Span>) {
        let key = if path.starts_with(' ') {
            path.to_owned()
        } else {
            self.names.insert(path.to_owned());
            name::key(path)
        };
        self.places.entry(key).or_default().extend(places);
    }

    fn table(&mut self, table: &Table) {
        let file = &table.file;
        file.facts.iter().for_each(|it| self.put(&it.name.text, fact(it)));
        for it in &file.parameters {
            self.put(&it.name.text, [it.span, it.value.span].into_iter().chain(spans(&it.title)));
        }
        for it in &file.choices {
            self.put(&it.name.text, [it.name.span, it.words.span]);
        }
        for it in &file.definitions {
            self.put(&it.name.text, [it.name.span, it.value.span]);
        }
        for it in &file.functions {
            self.put(&it.name.text, [it.span, it.code.span]);
        }
        file.contents.iter().for_each(|it| self.content(it, ""));
        file.pools.iter().for_each(|it| self.pool(it));
        file.totals.iter().for_each(|it| self.put(TOTAL, total(it)));
        file.classes.iter().for_each(|it| self.classes(it));
        file.titles.iter().for_each(|it| self.put(&it.name.text, title(it)));
        for change in &table.changes {
            match change.kind {
                ElementKind::Ruleset => {}
                ElementKind::Total => self.put(TOTAL, [change.span]),
                ElementKind::Classes | ElementKind::Class => self.put(CLASSES, [change.span]),
                _ => self.put(&change.path, [change.span]),
            }
        }
    }

    fn content(&mut self, it: &Content, home: &str) {
        let path = format!("{home}{}", it.name.text);
        let head = head(it.title.as_ref(), it.maximum.as_ref(), it.lock.as_ref());
        self.put(&path, head.chain([it.span, it.extent]).chain(it.weight.map(|(_, span)| span)));
        for inner in &it.definitions {
            self.put(&format!("{path}.{}", inner.name.text), [inner.name.span, inner.value.span]);
        }
        for part in &it.parts {
            match part {
                Part::Content(inner) => self.content(inner, &format!("{path}.")),
                Part::Criterion(inner) => self.criterion(inner, &path),
            }
        }
    }

    fn criterion(&mut self, it: &Criterion, home: &str) {
        let head = head(it.title.as_ref(), it.maximum.as_ref(), it.lock.as_ref());
        self.put(&format!("{home}.{}", it.name.text), head.chain([it.span, it.extent]));
    }

    fn pool(&mut self, it: &Pool) {
        let head = head(it.title.as_ref(), it.maximum.as_ref(), None);
        self.put(it.name(), head.chain([it.span, it.extent]));
        it.criteria.iter().for_each(|criterion| self.criterion(criterion, it.name()));
    }

    fn classes(&mut self, it: &Classes) {
        let head = head(it.title.as_ref(), None, None);
        self.put(CLASSES, head.chain([it.span, it.extent]));
        for line in &it.lines {
            self.put(CLASSES, class(line));
            self.put(&line.name.text, class(line));
        }
    }
}

/// What layers may have set in the head of an element, wherever that is written.
fn head(
    title: Option<&Text>,
    maximum: Option<&Maximum>,
    lock: Option<&Lock>,
) -> impl Iterator<Item = Span> + use<> {
    let title = title.map(|it| it.span);
    title.into_iter().chain(maximum.map(|it| it.span)).chain(lock.map(|it| it.span))
}

fn spans(text: &Option<Text>) -> impl Iterator<Item = Span> + use<> {
    text.as_ref().map(|it| it.span).into_iter()
}

fn exprs<'a>(list: impl IntoIterator<Item = &'a Expr>) -> impl Iterator<Item = Span> {
    list.into_iter().map(|it| it.span)
}

fn fact(it: &Fact) -> Vec<Span> {
    let values = it.values.iter().flat_map(|values| std::iter::once(&values.low).chain(&values.high));
    let limits = values.chain(&it.at_most).chain(&it.at_least).chain(&it.default);
    head(it.label.as_ref(), None, it.lock.as_ref()).chain([it.span]).chain(exprs(limits)).collect()
}

fn total(it: &Total) -> Vec<Span> {
    let head = head(it.title.as_ref(), it.maximum.as_ref(), it.lock.as_ref());
    head.chain([it.span]).chain(exprs(it.at_most.iter().chain(&it.at_least))).collect()
}

fn class(it: &ClassLine) -> Vec<Span> {
    let limits = it.limits.iter().map(|limit| &limit.at).chain(&it.when).chain(&it.or_when);
    head(it.title.as_ref(), None, it.lock.as_ref()).chain([it.span]).chain(exprs(limits)).collect()
}

fn title(it: &Title) -> Vec<Span> {
    head(it.title.as_ref(), None, it.lock.as_ref()).chain([it.span, it.when.span]).collect()
}
