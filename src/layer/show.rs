//! A finished ruleset as one flat file.

use super::entry::{Entry, compare, entries};
use super::{Aspect, Change, Edition, Form, Table, example, place};
use crate::source::{Sources, Span};
use crate::syntax::Printer;
use crate::syntax::ast::{Content, ElementKind, File, InForce, Name, Part, Text};
use std::collections::BTreeSet;

/// Prints an edition as a file that stands alone: the common table, then what differs for each kind of
/// unit. With `origin`, each element says in a comment which line set it and what that replaced. Of examples
/// only the parts are printed of which `is_shown` says so, by the places of the example and of the part.
pub fn show(
    edition: &Edition,
    printer: Printer,
    origin: Option<&Sources>,
    is_shown: &dyn Fn(Span, Span) -> bool,
) -> String {
    let mut file = edition.common.file.clone();
    file.examples = example::shown(&file.examples, is_shown);
    file.in_force.clear();
    if let (Some(from), Some(header)) = (edition.from, file.headers.first()) {
        file.in_force.push(InForce { from: Some(from), until: edition.until, span: header.span });
    }
    let mut text = printer.file(&file);
    if let Some(sources) = origin {
        text = annotated(&text, &edition.common, printer, sources);
    }
    for form in &edition.forms {
        let items = Difference::new(&edition.common, form, printer).items();
        text.push('\n');
        text.push_str(&printer.form(&form.by.text, &form.word.text, &items));
        text.push('\n');
    }
    text
}

/// The text with a comment behind the head of each element.
fn annotated(text: &str, table: &Table, printer: Printer, sources: &Sources) -> String {
    let entries = entries(&table.file, printer);
    let mut open: Vec<&Entry> = entries.iter().collect();
    let mut lines = Vec::new();
    for line in text.lines() {
        let is_head = |entry: &&Entry| !entry.head.is_empty() && line.trim_start().starts_with(&entry.head);
        match open.iter().position(is_head) {
            Some(at) => lines.push(format!("{line}  # {}", origin(open.remove(at), &table.changes, sources))),
            None => lines.push(line.to_owned()),
        }
    }
    lines.join("\n") + "\n"
}

/// The lines that made an element, the newest first.
fn origin(entry: &Entry, changes: &[Change], sources: &Sources) -> String {
    let place = |span: Span| format!("{}:{}", sources.get(span.source).name, sources.position(span).0);
    let own = changes.iter().filter(|it| it.kind == entry.kind && it.path == entry.path);
    let own = own.filter(|it| it.aspect != Aspect::Added);
    let mut places = vec![place(entry.span)];
    for change in own {
        for place in change.replaced.into_iter().chain([change.span]).map(place) {
            if !places.contains(&place) {
                places.insert(0, place);
            }
        }
    }
    places.join(" ← ")
}

/// What makes a form of the common table, as operations and items in print.
struct Difference<'a> {
    common: &'a Table,
    form: &'a Form,
    printer: Printer,
    changes: Vec<Change>,
    /// Elements that are printed whole: what stands in them is printed with them.
    whole: BTreeSet<String>,
    items: Vec<String>,
}

impl<'a> Difference<'a> {
    fn new(common: &'a Table, form: &'a Form, printer: Printer) -> Self {
        let changes = compare(&entries(&common.file, printer), &entries(&form.table.file, printer));
        Difference { common, form, printer, changes, whole: BTreeSet::new(), items: Vec::new() }
    }

    fn items(mut self) -> Vec<String> {
        self.head();
        let changes = std::mem::take(&mut self.changes);
        let mut done: BTreeSet<(ElementKind, &str)> = BTreeSet::new();
        for change in &changes {
            if change.kind != ElementKind::Ruleset && done.insert((change.kind, change.path.as_str())) {
                self.element(change, &changes);
            }
        }
        self.order();
        self.items
    }

    /// Sources, rounding and what must hold, which have no name: those that the common table does not have.
    fn head(&mut self) {
        let (printer, new, old) = (self.printer, &self.form.table.file, &self.common.file);
        let lines = |file: &File| {
            let sources = file.sources.iter().map(|it| printer.source(it));
            let rounding = file.rounding.iter().map(|it| printer.rounding(it));
            let demands = file.demands.iter().map(|it| printer.demand(it));
            let reads = file.reads.iter().map(|it| printer.reads(it));
            let cohorts = file.cohorts.iter().map(|it| printer.cohort(it));
            sources.chain(rounding).chain(demands).chain(reads).chain(cohorts).collect::<Vec<_>>()
        };
        let known = lines(old);
        self.items.extend(lines(new).into_iter().filter(|line| !known.contains(line)));
        let known: Vec<String> = old.requirements.iter().map(|it| printer.requirement(it)).collect();
        let mut facts = File::default();
        let is_new = |name: &Name| old.facts.iter().all(|fact| fact.name.key != name.key);
        facts.facts.extend(new.facts.iter().filter(|fact| is_new(&fact.name)).cloned());
        let requirements = new.requirements.iter();
        facts
            .requirements
            .extend(requirements.filter(|it| !known.contains(&printer.requirement(it))).cloned());
        self.items.extend(printer.facts(&facts));
    }

    /// One element that differs.
    fn element(&mut self, change: &Change, all: &[Change]) {
        if self.is_inside_whole(&change.path) {
            return;
        }
        match change.aspect {
            Aspect::Removed => self.removed(change),
            Aspect::Added => self.added(change),
            _ => self.changed(change, all),
        }
    }

    fn is_inside_whole(&self, path: &str) -> bool {
        self.whole.iter().any(|whole| path.strip_prefix(whole.as_str()).is_some_and(|it| it.starts_with('.')))
    }

    fn removed(&mut self, change: &Change) {
        if change.kind == ElementKind::Class {
            return self.classes();
        }
        let because = self.form.table.changes.iter().rev();
        let because = because.filter(|it| it.aspect == Aspect::Removed && it.path == change.path);
        let because = because.map(|it| it.because.clone()).next().unwrap_or_default();
        self.mark_whole(change);
        self.items.push(self.printer.remove(change.kind, &change.path, &because));
    }

    fn added(&mut self, change: &Change) {
        let printer = self.printer;
        let file = &self.form.table.file;
        let item = match change.kind {
            // Facts stand in a block of their own.
            ElementKind::Fact => return,
            ElementKind::Class => return self.classes(),
            ElementKind::Content | ElementKind::Criterion => {
                let Some(item) = self.part(change, file, printer) else { return };
                match change.path.rsplit_once('.') {
                    Some((home, _)) => printer.add(&item, home),
                    None => item,
                }
            }
            _ => match self.small(change, printer) {
                Some(item) => item,
                None => return,
            },
        };
        self.mark_whole(change);
        self.items.push(item);
    }

    /// Notes that what stands in an element is printed, or gone, with it.
    fn mark_whole(&mut self, change: &Change) {
        if matches!(change.kind, ElementKind::Content | ElementKind::Pool) {
            self.whole.insert(change.path.clone());
        }
    }

    fn changed(&mut self, change: &Change, all: &[Change]) {
        let printer = self.printer;
        let mut file = self.form.table.file.clone();
        let names = names(change);
        let item = match change.kind {
            ElementKind::Class | ElementKind::Classes => return self.classes(),
            ElementKind::Content => {
                let Some(content) = place::content(&mut file, &names) else { return };
                content.title = content.title.take().or(untitled(change, all));
                let own = all.iter().filter(|it| it.kind == change.kind && it.path == change.path);
                let mut aspects = own.map(|it| it.aspect);
                if aspects.clone().all(|aspect| aspect == Aspect::Order) {
                    return;
                }
                if aspects.any(|aspect| aspect == Aspect::Rule) {
                    self.whole.insert(change.path.clone());
                    printer.replace_content(&change.path, content)
                } else {
                    printer.set_content(&change.path, content)
                }
            }
            ElementKind::Criterion => {
                let Some(criterion) = place::criterion(&mut file, &names) else { return };
                criterion.title = criterion.title.take().or(untitled(change, all));
                printer.replace_criterion(&change.path, criterion)
            }
            ElementKind::Fact => {
                let Some(fact) = file.facts.iter().find(|it| it.name.text == change.path) else { return };
                printer.replace_in_block(change.kind, &printer.fact(fact))
            }
            ElementKind::Parameter => {
                let Some(it) = file.parameters.iter().find(|it| it.name.text == change.path) else { return };
                printer.set_parameter(it)
            }
            ElementKind::Pool => {
                self.whole.insert(change.path.clone());
                match self.small(change, printer) {
                    Some(item) => printer.replace(&item),
                    None => return,
                }
            }
            _ => match self.small(change, printer) {
                Some(item) => printer.replace(&item),
                None => return,
            },
        };
        self.items.push(item);
    }

    /// The list of classes whole: the order of its lines has a meaning.
    fn classes(&mut self) {
        if self.whole.insert("classes".to_owned()) {
            let classes = self.form.table.file.classes.first();
            self.items.extend(classes.map(|it| self.printer.replace(&self.printer.classes(it))));
        }
    }

    fn part(&self, change: &Change, file: &File, printer: Printer) -> Option<String> {
        let (mut file, names) = (file.clone(), names(change));
        match change.kind {
            ElementKind::Content => place::content(&mut file, &names).map(|it| printer.content(it)),
            _ => place::criterion(&mut file, &names).map(|it| printer.criterion(it)),
        }
    }

    /// An item that is printed the same wherever it stands.
    fn small(&self, change: &Change, printer: Printer) -> Option<String> {
        let (file, path) = (&self.form.table.file, &change.path);
        match change.kind {
            ElementKind::Parameter => {
                file.parameters.iter().find(|it| it.name.text == *path).map(|it| printer.parameter(it))
            }
            ElementKind::Definition => {
                file.definitions.iter().find(|it| it.name.text == *path).map(|it| printer.definition(it))
            }
            ElementKind::Choice => {
                file.choices.iter().find(|it| it.name.text == *path).map(|it| printer.choice(it))
            }
            ElementKind::Function => {
                file.functions.iter().find(|it| it.name.text == *path).map(|it| printer.function(it))
            }
            ElementKind::Title => {
                file.titles.iter().find(|it| it.name.text == *path).map(|it| printer.title(it))
            }
            ElementKind::Pool => file.pools.iter().find(|it| it.name() == path).map(|it| printer.pool(it)),
            ElementKind::Total => file.totals.first().map(|it| printer.total(it)),
            ElementKind::Classes => file.classes.first().map(|it| printer.classes(it)),
            _ => None,
        }
    }

    /// Orders that differ from what removing and adding leaves.
    fn order(&mut self) {
        let (old, new) = (&self.common.file.contents, &self.form.table.file.contents);
        let listed = |list: &[Content]| list.iter().map(|it| it.name.text.clone()).collect::<Vec<_>>();
        let mut lines = Vec::new();
        lines.extend(reordered("", &listed(old), &listed(new), self.printer));
        let mut open: Vec<(String, &Content, Option<&Content>)> =
            new.iter().map(|it| (it.name.text.clone(), it, find(old, it))).collect();
        while let Some((path, new, old)) = open.pop() {
            let Some(old) = old.filter(|_| !self.whole.contains(&path)) else { continue };
            let listed =
                |it: &Content| it.parts.iter().map(|part| place::name(part).text.clone()).collect::<Vec<_>>();
            lines.extend(reordered(&path, &listed(old), &listed(new), self.printer));
            let (inner, known) = (contents(new), contents(old));
            open.extend(inner.into_iter().map(|it| {
                let found = known.iter().copied().find(|old| old.name.key == it.name.key);
                (format!("{path}.{}", it.name.text), it, found)
            }));
        }
        lines.sort();
        self.items.extend(lines);
    }
}

/// A title that says nothing, for an element that lost its own: where none stands, an operation leaves
/// that of the common table.
fn untitled(change: &Change, all: &[Change]) -> Option<Text> {
    let mut own = all.iter().filter(|it| it.kind == change.kind && it.path == change.path);
    own.any(|it| it.aspect == Aspect::Title && it.after.is_empty())
        .then(|| Text { text: String::new(), span: change.span })
}

fn find<'a>(list: &'a [Content], wanted: &Content) -> Option<&'a Content> {
    list.iter().find(|it| it.name.key == wanted.name.key)
}

fn contents(content: &Content) -> Vec<&Content> {
    let inner = content.parts.iter().filter_map(|part| match part {
        Part::Content(inner) => Some(inner),
        Part::Criterion(_) => None,
    });
    inner.collect()
}

/// The line that brings the parts into their order; none where they have it already.
fn reordered(of: &str, old: &[String], new: &[String], printer: Printer) -> Option<String> {
    let kept = old.iter().filter(|name| new.contains(name));
    let left: Vec<&String> = kept.chain(new.iter().filter(|name| !old.contains(name))).collect();
    let is_same = left.iter().zip(new).all(|(left, new)| *left == new);
    (!is_same).then(|| printer.reorder(of, &new.join(", ")))
}

/// The names of a path.
fn names(change: &Change) -> Vec<Name> {
    change.path.split('.').map(|name| Name::new(name, change.span)).collect()
}
