//! The elements of a tree as they would be printed, and what differs between two of them.

use super::{Aspect, Change, place};
use crate::source::Span;
use crate::syntax::Printer;
use crate::syntax::ast::{
    ClassLine, Classes, Content, Criterion, ElementKind, Expr, ExprKind, Fact, File, Lock, Maximum, Name,
    Parameter, Part, Pool, Target, Text, Title, Total,
};
use std::collections::BTreeMap;

/// An element in print.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) kind: ElementKind,
    /// Its full name, as it is written.
    pub(super) path: String,
    /// The same, as it is compared.
    pub(super) key: String,
    /// Where it stands.
    pub(super) span: Span,
    /// The words that it begins with in print.
    pub(super) head: String,
    pub(super) lock: Option<Lock>,
    /// The number that `open` is about, and where it is printed.
    pub(super) number: Option<Expr>,
    values: Vec<(Aspect, String, Span)>,
}

/// All elements of a file, in the order of the page.
pub(super) fn entries(file: &File, printer: Printer) -> Vec<Entry> {
    let mut list = List { printer, entries: Vec::new() };
    list.head(file);
    list.small(file, |_| true);
    file.contents.iter().for_each(|it| list.content(it, ""));
    file.pools.iter().for_each(|it| list.pool(it));
    file.totals.iter().for_each(|it| list.total(it));
    file.classes.iter().for_each(|it| list.classes(it));
    file.titles.iter().for_each(|it| list.title(it));
    list.entries
}

/// A maximum as a formula.
fn constant(maximum: &Maximum) -> Expr {
    Expr { kind: ExprKind::Number(maximum.points), span: maximum.span }
}

/// An element and all that stands in it, by its kind and names.
pub(super) fn entries_of(file: &mut File, target: &Target, printer: Printer) -> Vec<Entry> {
    let mut list = List { printer, entries: Vec::new() };
    let names = &target.path.names;
    let home = |names: &[Name]| {
        names.split_last().map_or(String::new(), |(_, home)| {
            home.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
        })
    };
    match target.kind {
        ElementKind::Content => {
            let home = home(names);
            let home = if home.is_empty() { home } else { format!("{home}.") };
            if let Some(content) = place::content(file, names) {
                list.content(content, &home);
            }
        }
        ElementKind::Criterion => {
            let home = home(names);
            if let Some(criterion) = place::criterion(file, names) {
                list.criterion(criterion, &home);
            }
        }
        ElementKind::Ruleset => list.head(file),
        ElementKind::Classes | ElementKind::Class => file.classes.iter().for_each(|it| list.classes(it)),
        ElementKind::Pool => file.pools.iter().for_each(|it| list.pool(it)),
        ElementKind::Total => file.totals.iter().for_each(|it| list.total(it)),
        ElementKind::Title => file.titles.iter().for_each(|it| list.title(it)),
        // What ties a fact to others stands with the head, and goes with the fact.
        ElementKind::Fact => {
            let key = target.path.key();
            list.head(file);
            list.small(file, |name| name.key == key);
        }
        _ => {
            let key = target.path.key();
            list.small(file, |name| name.key == key);
        }
    }
    list.entries
}

struct List {
    printer: Printer,
    entries: Vec<Entry>,
}

impl Entry {
    fn new(kind: ElementKind, path: String, span: Span) -> Entry {
        let key = crate::value::name::key(&path);
        let head = String::new();
        Entry { kind, path, key, span, head, lock: None, number: None, values: Vec::new() }
    }

    fn head(mut self, head: String) -> Entry {
        self.head = head;
        self
    }

    fn value(mut self, aspect: Aspect, text: String, span: Span) -> Entry {
        if !text.is_empty() {
            self.values.push((aspect, text, span));
        }
        self
    }

    fn titled(self, title: Option<&Text>) -> Entry {
        match title {
            Some(title) => self.value(Aspect::Title, title.text.clone(), title.span),
            None => self,
        }
    }

    fn maximum(mut self, maximum: Option<&Maximum>, printer: Printer) -> Entry {
        let Some(maximum) = maximum else { return self };
        self.number = Some(constant(maximum));
        self.value(Aspect::Maximum, printer.maximum(maximum), maximum.span)
    }

    fn lock(mut self, lock: Option<&Lock>, printer: Printer) -> Entry {
        self.lock = lock.cloned();
        match lock {
            Some(lock) => self.value(Aspect::Lock, printer.lock(lock), lock.span),
            None => self,
        }
    }

    fn find(&self, aspect: Aspect) -> Option<(&str, Span)> {
        let found = self.values.iter().find(|(it, ..)| *it == aspect);
        found.map(|(_, text, span)| (text.as_str(), *span))
    }

    /// Whether another element says the same under another name: it was renamed.
    pub(super) fn is_like(&self, other: &Entry) -> bool {
        let same = |aspect| self.find(aspect).map(|it| it.0) == other.find(aspect).map(|it| it.0);
        (same(Aspect::Title) && self.find(Aspect::Title).is_some())
            || (same(Aspect::Rule) && same(Aspect::Maximum))
    }

    /// What it is, on one line, for a reader who sees nothing else of it.
    fn heading(&self) -> String {
        let shown = [Aspect::Title, Aspect::Maximum, Aspect::Limit, Aspect::Value];
        let values = shown.iter().filter_map(|aspect| self.find(*aspect));
        values.map(|(text, _)| text).collect::<Vec<_>>().join(", ")
    }
}

impl List {
    /// What has a name and no parts, where the name is meant.
    fn small(&mut self, file: &File, is_meant: impl Fn(&Name) -> bool) {
        file.parameters.iter().filter(|it| is_meant(&it.name)).for_each(|it| self.parameter(it));
        file.facts.iter().filter(|it| is_meant(&it.name)).for_each(|it| self.fact(it));
        let printer = self.printer;
        for it in file.choices.iter().filter(|it| is_meant(&it.name)) {
            let rule = printer.choice(it);
            self.plain(ElementKind::Choice, &it.name, it.title.as_ref(), rule, it.name.span);
        }
        for it in file.definitions.iter().filter(|it| is_meant(&it.name)) {
            let rule = printer.expr(&it.value);
            self.plain(ElementKind::Definition, &it.name, it.title.as_ref(), rule, it.name.span);
        }
        for it in file.functions.iter().filter(|it| is_meant(&it.name)) {
            self.plain(ElementKind::Function, &it.name, None, printer.function(it), it.span);
        }
    }

    fn plain(&mut self, kind: ElementKind, name: &Name, title: Option<&Text>, rule: String, span: Span) {
        let entry = Entry::new(kind, name.text.clone(), span).titled(title);
        let head = self.printer.element(kind, &name.text);
        self.entries.push(entry.value(Aspect::Rule, rule, span).head(head));
    }

    /// The head of the ruleset, and what has no name of its own.
    fn head(&mut self, file: &File) {
        let Some(header) = file.headers.first() else { return };
        let printer = self.printer;
        let sources = file.sources.iter().map(|it| printer.source(it));
        let mut lines: Vec<String> = sources.collect();
        lines.extend(file.assesses.iter().map(|it| printer.assesses(it)));
        lines.extend(file.assessors.iter().map(|it| printer.assessors(it)));
        lines.extend(file.reads.iter().map(|it| printer.reads(it)));
        lines.extend(file.lists.iter().map(|it| printer.list(it)));
        lines.extend(file.cohorts.iter().map(|it| printer.cohort(it)));
        lines.extend(file.rounding.iter().map(|it| printer.rounding(it)));
        lines.extend(file.requirements.iter().map(|it| printer.requirement(it)));
        lines.extend(file.demands.iter().map(|it| printer.demand(it)));
        lines.extend(file.acceptances.iter().map(|it| printer.acceptance(it)));
        let tops = file.contents.iter().map(|it| it.name.text.as_str()).collect::<Vec<_>>().join(", ");
        let entry = Entry::new(ElementKind::Ruleset, String::new(), header.span);
        let entry = entry.titled(header.title.as_ref()).value(Aspect::Rule, lines.join("\n"), header.span);
        self.entries.push(entry.value(Aspect::Order, tops, header.span));
    }

    fn parameter(&mut self, it: &Parameter) {
        let mut entry = Entry::new(ElementKind::Parameter, it.name.text.clone(), it.span);
        entry.number = Some(it.value.clone());
        let value = self.printer.expr(&it.value);
        let entry = entry.titled(it.title.as_ref()).value(Aspect::Value, value, it.value.span);
        let entry = entry.head(self.printer.element(ElementKind::Parameter, &it.name.text));
        self.entries.push(entry.lock(it.lock.as_ref(), self.printer));
    }

    fn fact(&mut self, it: &Fact) {
        let bare = Fact { label: None, lock: None, ..it.clone() };
        let entry = Entry::new(ElementKind::Fact, it.name.text.clone(), it.span).titled(it.label.as_ref());
        let entry = entry.value(Aspect::Rule, self.printer.fact(&bare), it.span).head(self.printer.fact(it));
        self.entries.push(entry.lock(it.lock.as_ref(), self.printer));
    }

    fn content(&mut self, it: &Content, home: &str) {
        let path = format!("{home}{}", it.name.text);
        let parts: Vec<&str> = it.parts.iter().map(|part| place::name(part).text.as_str()).collect();
        let entry = Entry::new(ElementKind::Content, path.clone(), it.span).titled(it.title.as_ref());
        let mut entry = entry.maximum(it.maximum.as_ref(), self.printer).head(self.printer.content_head(it));
        if let Some((weight, span)) = it.weight {
            entry = entry.value(Aspect::Weight, self.printer.share(weight), span);
        }
        let entry = entry.value(Aspect::Rule, self.printer.content_rules(it).join("\n"), it.span);
        let entry = entry.value(Aspect::Order, parts.join(", "), it.span);
        self.entries.push(entry.lock(it.lock.as_ref(), self.printer));
        for part in &it.parts {
            match part {
                Part::Content(inner) => self.content(inner, &format!("{path}.")),
                Part::Criterion(inner) => self.criterion(inner, &path),
            }
        }
    }

    fn criterion(&mut self, it: &Criterion, home: &str) {
        let entry = Entry::new(ElementKind::Criterion, format!("{home}.{}", it.name.text), it.span);
        let entry = entry.titled(it.title.as_ref()).maximum(it.maximum.as_ref(), self.printer);
        let entry = entry.head(self.printer.criterion_head(it));
        let entry = entry.value(Aspect::Rule, self.printer.criterion_rules(it).join("\n"), it.span);
        self.entries.push(entry.lock(it.lock.as_ref(), self.printer));
    }

    fn pool(&mut self, it: &Pool) {
        let sources: Vec<String> = it.sources.iter().map(|it| self.printer.source(it)).collect();
        let entry = Entry::new(ElementKind::Pool, it.name().to_owned(), it.span).titled(it.title.as_ref());
        let entry = entry.maximum(it.maximum.as_ref(), self.printer).head(self.printer.pool_head(it));
        self.entries.push(entry.value(Aspect::Rule, sources.join("\n"), it.span));
        it.criteria.iter().for_each(|criterion| self.criterion(criterion, it.name()));
    }

    fn total(&mut self, it: &Total) {
        let bare = Total { title: None, lock: None, ..it.clone() };
        let mut entry = Entry::new(ElementKind::Total, String::new(), it.span).titled(it.title.as_ref());
        entry.number = it.maximum.as_ref().map(constant).or(it.at_most.first().cloned());
        let entry =
            entry.value(Aspect::Rule, self.printer.total(&bare), it.span).head(self.printer.total(it));
        self.entries.push(entry.lock(it.lock.as_ref(), self.printer));
    }

    fn classes(&mut self, it: &Classes) {
        let mut rules = self.printer.classes_rules(it);
        rules.extend(it.of.as_ref().map(|of| self.printer.expr(of)));
        let order: Vec<&str> = it.lines.iter().map(|line| line.name.text.as_str()).collect();
        let entry = Entry::new(ElementKind::Classes, String::new(), it.span).titled(it.title.as_ref());
        let entry = entry.value(Aspect::Rule, rules.join("\n"), it.span).head(self.printer.classes_head(it));
        self.entries.push(entry.value(Aspect::Order, order.join(", "), it.span));
        it.lines.iter().for_each(|line| self.class(line));
    }

    fn class(&mut self, it: &ClassLine) {
        let mut entry = Entry::new(ElementKind::Class, it.name.text.clone(), it.span);
        entry.number = it.low().or(it.limits.first()).map(|limit| limit.at.clone());
        let limits: Vec<String> = it.limits.iter().map(|limit| self.printer.limit(limit)).collect();
        let span = it.limits.first().map_or(it.span, |limit| limit.at.span);
        let entry = entry.titled(it.title.as_ref()).value(Aspect::Limit, limits.join(" "), span);
        // With its words: `when C` and `or when C` are not one rule.
        let bare = ClassLine { title: None, limits: Vec::new(), lock: None, ..it.clone() };
        let rule = self.printer.class_line(&bare);
        let rule = rule.strip_prefix(&it.name.text).unwrap_or(&rule).trim().to_owned();
        let entry = entry.value(Aspect::Rule, rule, it.span);
        let entry = entry.head(self.printer.class_line(it));
        self.entries.push(entry.lock(it.lock.as_ref(), self.printer));
    }

    fn title(&mut self, it: &Title) {
        let sources = it.sources.iter().map(|it| self.printer.source(it));
        let rule: Vec<String> = sources.chain([self.printer.expr(&it.when)]).collect();
        let entry = Entry::new(ElementKind::Title, it.name.text.clone(), it.span).titled(it.title.as_ref());
        let entry = entry.value(Aspect::Rule, rule.join("\n"), it.when.span);
        let entry = entry.head(self.printer.element(ElementKind::Title, &it.name.text));
        self.entries.push(entry.lock(it.lock.as_ref(), self.printer));
    }
}

/// The elements of a layer's own items, as new ones.
pub(super) fn added(body: &File, printer: Printer) -> Vec<Change> {
    let entries = entries(body, printer);
    let new = entries.iter().filter(|entry| entry.kind != ElementKind::Ruleset);
    new.map(|new| change(new, Aspect::Added, (String::new(), new.heading()), new.span, None)).collect()
}

/// What differs of an element beside its name.
pub(super) fn beside_name(old: &Entry, new: &Entry) -> Vec<Change> {
    let mut changes = Vec::new();
    differences(old, new, &mut changes);
    changes
}

/// What differs between two lists of elements: those of `after` in their order, then what is gone.
pub(super) fn compare(before: &[Entry], after: &[Entry]) -> Vec<Change> {
    let by_name =
        |list: &[Entry]| list.iter().map(|it| (it.kind, it.key.clone())).zip(0..).collect::<BTreeMap<_, _>>();
    let (olds, news): (BTreeMap<_, usize>, BTreeMap<_, usize>) = (by_name(before), by_name(after));
    let mut changes = Vec::new();
    for new in after {
        match olds.get(&(new.kind, new.key.clone())) {
            Some(old) => differences(&before[*old], new, &mut changes),
            None => changes.push(change(new, Aspect::Added, (String::new(), new.heading()), new.span, None)),
        }
    }
    for old in before.iter().filter(|old| !news.contains_key(&(old.kind, old.key.clone()))) {
        changes.push(change(old, Aspect::Removed, (old.heading(), String::new()), old.span, Some(old.span)));
    }
    changes
}

fn change(
    entry: &Entry,
    aspect: Aspect,
    texts: (String, String),
    span: Span,
    replaced: Option<Span>,
) -> Change {
    let (kind, path, (before, after)) = (entry.kind, entry.path.clone(), texts);
    Change { kind, path, aspect, before, after, span, replaced, because: String::new() }
}

fn differences(old: &Entry, new: &Entry, changes: &mut Vec<Change>) {
    use Aspect::{Limit, Lock, Maximum, Order, Rule, Title, Value, Weight};
    for aspect in [Title, Maximum, Weight, Limit, Value, Rule, Order, Lock] {
        let (before, after) = (old.find(aspect), new.find(aspect));
        let (was, is) = (before.map_or("", |it| it.0), after.map_or("", |it| it.0));
        let texts = match aspect {
            Order => (common(was, is), common(is, was)),
            Rule => (missing(was, is), missing(is, was)),
            _ => (was.to_owned(), is.to_owned()),
        };
        if was != is && texts.0 != texts.1 {
            let span = after.map_or(new.span, |it| it.1);
            changes.push(change(new, aspect, texts, span, Some(before.map_or(old.span, |it| it.1))));
        }
    }
}

/// The names of a list that stand in the other one too.
fn common(list: &str, other: &str) -> String {
    let others: Vec<&str> = other.split(", ").collect();
    list.split(", ").filter(|name| others.contains(name)).collect::<Vec<_>>().join(", ")
}

/// The lines of a text that the other one does not have.
fn missing(text: &str, other: &str) -> String {
    let mut others: Vec<&str> = other.lines().map(str::trim).collect();
    let mut lines = Vec::new();
    for line in text.lines().map(str::trim) {
        match others.iter().position(|it| *it == line) {
            Some(at) => drop(others.remove(at)),
            None => lines.push(line),
        }
    }
    lines.join("\n")
}
