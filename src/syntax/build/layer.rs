//! Bases, operations, locks, editions, kinds of unit.

use super::{Build, Node, Parts, Rule, finding, has_keyword, keyword_in};
use crate::syntax::ast::{
    Acceptance, Base, Demand, Dotted, Element, ElementKind, FactChange, File, Form, Lock, Name, Operation,
    OperationKind, Parameter, PartChange, Scope, Target, Text,
};

impl Build<'_> {
    pub(super) fn bases(&mut self, node: Node<'_>) -> Vec<Base> {
        let bases = Parts::of(node).0.into_iter().filter_map(|base| base.into_inner().next());
        let read = bases.map(|base| {
            let is_path = base.as_rule() == Rule::title;
            let text = if is_path { self.title(&base).text } else { base.as_str().to_owned() };
            Base { text, is_path, span: self.span(&base) }
        });
        read.collect()
    }

    pub(super) fn parameter(&mut self, node: Node<'_>) -> Parameter {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let name = self.first_name(&mut parts, span);
        let value = self.expr(parts.next());
        let title = self.optional_title(&mut parts);
        Parameter { name, value, title, lock: self.optional_lock(&mut parts), span }
    }

    pub(super) fn lock(&mut self, node: Node<'_>) -> Lock {
        let (span, is_open) = (self.span(&node), has_keyword(&node, Rule::kw_open));
        let mut ends = Parts::of(node);
        let open = is_open.then(|| (self.expr(ends.next()), self.expr(ends.next())));
        Lock { open, owner: None, span }
    }

    pub(super) fn optional_lock(&mut self, parts: &mut Parts<'_>) -> Option<Lock> {
        parts.take(Rule::lock).map(|node| self.lock(node))
    }

    pub(super) fn demand(&mut self, node: Node<'_>) -> Demand {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let condition = self.expr(parts.next());
        Demand { condition, because: self.because(&mut parts), span }
    }

    pub(super) fn acceptance(&mut self, node: Node<'_>) -> Acceptance {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let code = parts.take(Rule::finding_code);
        let code = code.map_or_else(|| Name::new("", span), |code| self.name(&code));
        let of = parts.take(Rule::accepted).map(|accepted| match keyword_in(&accepted) {
            Some(Rule::kw_total) => Scope::Total,
            Some(_) => Scope::Classes,
            None => {
                let nowhere = Dotted { names: Vec::new(), span };
                Scope::Named(Parts::of(accepted).next().map_or(nowhere, |path| self.dotted(&path)))
            }
        });
        let because = self.because(&mut parts).unwrap_or(Text { text: String::new(), span });
        if because.text.trim().is_empty() {
            self.findings.push(finding::no_reason(because.span));
        }
        Acceptance { code, of, because, span }
    }

    fn because(&mut self, parts: &mut Parts<'_>) -> Option<Text> {
        let node = parts.take(Rule::because)?;
        Parts::of(node).next().map(|title| self.title(&title))
    }

    pub(super) fn form(&mut self, node: Node<'_>) -> Form {
        let span = self.head(&node);
        let mut parts = Parts::of(node.clone());
        let by = self.first_name(&mut parts, span);
        let mut words = Vec::new();
        while let Some(word) = parts.take(Rule::name) {
            words.push(self.name(&word));
        }
        let body = parts.next().map_or_else(File::default, |block| self.block(&node, block));
        Form { by, words, body: Box::new(body), span }
    }

    /// The items between the braces of `owner`.
    pub(super) fn block(&mut self, owner: &Node<'_>, block: Node<'_>) -> File {
        let mut file = File::default();
        for part in Parts::of(block).0 {
            match part.as_rule() {
                Rule::unclosed => self.unclosed(owner),
                Rule::broken_in_block => file.broken.names.extend(self.broken(&part, Rule::item).names),
                _ => self.item(part, &mut file),
            }
        }
        file
    }

    /// A name with the names of what it stands in.
    pub(super) fn dotted(&mut self, node: &Node<'_>) -> Dotted {
        let names = node.clone().into_inner().map(|part| match part.as_rule() {
            Rule::pool_name => self.pool_name(&part),
            _ => self.name(&part),
        });
        Dotted { names: names.collect(), span: self.span(node) }
    }

    /// A pool, by its name among other names.
    pub(super) fn pool_name(&self, node: &Node<'_>) -> Name {
        let is_bonus = node.clone().into_inner().any(|it| it.as_rule() == Rule::bonus_name);
        Name::new(if is_bonus { "bonus" } else { "deductions" }, self.span(node))
    }

    pub(super) fn operation(&mut self, node: Node<'_>) -> Option<Operation> {
        let (span, rule) = (self.head(&node), node.as_rule());
        let mut parts = Parts::of(node.clone());
        let kind = match rule {
            Rule::reorder => {
                let of = parts.take(Rule::dotted).map(|of| self.dotted(&of));
                OperationKind::Reorder(
                    of,
                    std::mem::take(&mut parts.0).iter().map(|name| self.name(name)).collect(),
                )
            }
            Rule::set => {
                let inner = parts.next()?;
                let because = self.because(&mut parts);
                return Some(Operation { kind: self.set(inner)?, because, span });
            }
            _ => OperationKind::Replace(Box::new(self.element(parts.next()?)?)),
        };
        Some(Operation { kind, because: self.because(&mut parts), span })
    }

    fn set(&mut self, node: Node<'_>) -> Option<OperationKind> {
        let (span, rule) = (self.span(&node), node.as_rule());
        let word = keyword_in(&node);
        let mut parts = Parts::of(node);
        Some(match rule {
            Rule::set_part => {
                let kind = if word == Some(Rule::kw_content) {
                    ElementKind::Content
                } else {
                    ElementKind::Criterion
                };
                let path = self.dotted(&parts.next()?);
                OperationKind::SetPart(Target { kind, path }, self.part_change(parts))
            }
            Rule::set_class => OperationKind::SetClass(self.class_parts(parts, span)),
            Rule::set_classes => OperationKind::SetClasses(self.title(&parts.next()?)),
            Rule::set_title => {
                let name = self.first_name(&mut parts, span);
                let title = self.optional_title(&mut parts);
                OperationKind::SetTitle(name, title, parts.next().map(|when| self.expr(Some(when))))
            }
            Rule::set_fact => {
                let name = self.first_name(&mut parts, span);
                OperationKind::SetFact(name, Box::new(self.fact_change(parts)))
            }
            Rule::set_total => OperationKind::SetTotal(self.total_options(parts, None, span)),
            _ => {
                let name = self.first_name(&mut parts, span);
                let value = self.expr(parts.next());
                let title = self.optional_title(&mut parts);
                let lock = self.optional_lock(&mut parts);
                OperationKind::SetParameter(Parameter { name, value, title, lock, span })
            }
        })
    }

    fn part_change(&mut self, parts: Parts<'_>) -> PartChange {
        let mut change = PartChange::default();
        for part in parts.0 {
            let mut one = Parts([part].into());
            change.title = self.optional_title(&mut one).or(change.title);
            change.maximum = self.maximum(&mut one).or(change.maximum);
            change.weight = self.weight(&mut one).or(change.weight);
            change.lock = self.optional_lock(&mut one).or(change.lock);
        }
        change
    }

    fn fact_change(&mut self, parts: Parts<'_>) -> FactChange {
        let mut change = FactChange::default();
        for part in parts.0 {
            if part.as_rule() == Rule::title {
                change.label = Some(self.title(&part));
            } else {
                self.fact_option(part, &mut change);
            }
        }
        change
    }

    /// `remove fact a, b because "…"`: an operation for each.
    pub(super) fn remove(&mut self, node: Node<'_>) -> Vec<Operation> {
        let span = self.head(&node);
        let mut parts = Parts::of(node);
        let targets = parts.next().map_or_else(Vec::new, |removed| self.removed(removed));
        let because = self.because(&mut parts);
        let operations = targets.into_iter().map(|target| Operation {
            kind: OperationKind::Remove(target),
            because: because.clone(),
            span,
        });
        operations.collect()
    }

    fn removed(&mut self, node: Node<'_>) -> Vec<Target> {
        let (span, keyword) = (self.span(&node), keyword_in(&node));
        let mut paths: Vec<Dotted> = Parts::of(node).0.into_iter().map(|path| self.dotted(&path)).collect();
        let keyword = keyword.unwrap_or(Rule::kw_bonus);
        if paths.is_empty() {
            let name = if keyword == Rule::kw_bonus { "bonus" } else { "deductions" };
            paths.push(Dotted { names: vec![Name::new(name, span)], span });
        }
        let kind = match keyword {
            Rule::kw_content => ElementKind::Content,
            Rule::kw_criterion => ElementKind::Criterion,
            Rule::kw_class => ElementKind::Class,
            Rule::kw_recognise => ElementKind::Title,
            Rule::kw_facts => ElementKind::Fact,
            Rule::kw_let => ElementKind::Definition,
            Rule::kw_function => ElementKind::Function,
            Rule::kw_choice => ElementKind::Choice,
            Rule::kw_parameter => ElementKind::Parameter,
            _ => ElementKind::Pool,
        };
        paths.into_iter().map(|path| Target { kind, path }).collect()
    }

    /// A whole element behind `replace` or `add`.
    fn element(&mut self, node: Node<'_>) -> Option<Element> {
        Some(match node.as_rule() {
            Rule::replaced_criterion => {
                let path = self.dotted(&Parts::of(node.clone()).next()?);
                Element::Criterion(path, Box::new(self.criterion(node)))
            }
            Rule::replaced_content => {
                let path = self.dotted(&Parts::of(node.clone()).next()?);
                Element::Content(path, Box::new(self.content(node)))
            }
            Rule::replaced_class => Element::Class(self.class_line(Parts::of(node).next()?)),
            Rule::one_fact => Element::Fact(Box::new(self.fact(Parts::of(node).next()?))),
            Rule::choice => Element::Choice(self.choice(node)),
            Rule::recognise => Element::Title(self.recognise(node)),
            Rule::definition => Element::Definition(self.definition(node)),
            Rule::function => Element::Function(Box::new(self.function(node))),
            Rule::total => Element::Total(self.total(node)),
            Rule::pool => Element::Pool(self.pool(node)),
            Rule::parameter => Element::Parameter(self.parameter(node)),
            _ => Element::Classes(Box::new(self.classes(node))),
        })
    }

    /// `add …`: into a place it is an operation; alone it is the item that it adds.
    pub(super) fn add(&mut self, node: Node<'_>, file: &mut File) {
        let span = self.head(&node);
        let mut parts = Parts::of(node);
        let Some(addition) = parts.next() else { return };
        let because = self.because(&mut parts);
        if !matches!(addition.as_rule(), Rule::added_criterion | Rule::added_content) {
            return match addition.as_rule() {
                Rule::one_fact => {
                    let fact = Parts::of(addition).next().map(|fact| self.fact(fact));
                    file.facts.extend(fact);
                }
                _ => self.item(addition, file),
            };
        }
        let mut inner = Parts::of(addition);
        let Some(part) = inner.next() else { return };
        let place = inner.next().map(|place| self.dotted(&place));
        let within = |name: &Name, place: &Option<Dotted>| {
            let names = place.iter().flat_map(|place| place.names.clone()).chain([name.clone()]);
            Dotted { names: names.collect(), span: name.span }
        };
        let element = if part.as_rule() == Rule::criterion {
            let criterion = self.criterion(part);
            Element::Criterion(within(&criterion.name, &place), Box::new(criterion))
        } else {
            let content = self.content(part);
            Element::Content(within(&content.name, &place), Box::new(content))
        };
        let kind = OperationKind::Add(Box::new(element), place);
        file.operations.push(Operation { kind, because, span });
    }
}
