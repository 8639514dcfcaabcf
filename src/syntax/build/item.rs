//! The items of a file.

use super::collection::{mode, over_time};
use super::{Build, Node, Parts, Rule, collect, has_keyword, keyword_in};
use crate::source::Span;
use crate::syntax::ast::{
    Assesses, Assessors, Broken, Choice, ClassLine, Classes, Content, Criterion, Definition, Edition, Fact,
    FactChange, FactKind, File, Function, Header, InForce, Maximum, Name, Part, Pool, Rounded, Rounding,
    Text, Title, Total, Values, Word, Words,
};
use crate::value::{Number, PeriodSpan};

impl Build<'_> {
    pub(super) fn items(&mut self, node: Node<'_>) -> File {
        let mut file = File::default();
        for item in Parts::of(node).0 {
            self.item(item, &mut file);
        }
        file
    }

    pub(super) fn item(&mut self, node: Node<'_>, file: &mut File) {
        match node.as_rule() {
            Rule::header => file.headers.push(self.header(node)),
            Rule::source => file.sources.push(self.source(node)),
            Rule::in_force => self.in_force(node, file),
            Rule::assesses => file.assesses.push(self.assesses(node)),
            Rule::assessors => file.assessors.push(self.assessors(node)),
            Rule::rounding => file.rounding.push(self.rounding(node)),
            Rule::facts => self.facts(node, file),
            Rule::choice => file.choices.push(self.choice(node)),
            Rule::definition => file.definitions.push(self.definition(node)),
            Rule::function => file.functions.push(self.function(node)),
            Rule::content => file.contents.push(self.content(node)),
            Rule::pool => file.pools.push(self.pool(node)),
            Rule::total => file.totals.push(self.total(node)),
            Rule::classes => file.classes.push(self.classes(node)),
            Rule::recognise => file.titles.push(self.recognise(node)),
            Rule::variant => file.bases.extend(self.bases(node)),
            Rule::parameter => file.parameters.push(self.parameter(node)),
            Rule::demand => file.demands.push(self.demand(node)),
            Rule::acceptance => file.acceptances.push(self.acceptance(node)),
            Rule::set | Rule::replace | Rule::reorder => file.operations.extend(self.operation(node)),
            Rule::remove => file.operations.extend(self.remove(node)),
            Rule::add => self.add(node, file),
            Rule::form => file.forms.push(self.form(node)),
            Rule::example => file.examples.push(self.example(node)),
            Rule::reads => file.reads.push(self.reads(node)),
            Rule::cohort => file.cohorts.push(self.cohort(node)),
            Rule::broken_item => file.broken.names.extend(self.broken(&node, Rule::item).names),
            _ => {}
        }
    }

    pub(super) fn header(&mut self, node: Node<'_>) -> Header {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let name = self.first_name(&mut parts, span);
        Header { name, title: self.optional_title(&mut parts), span }
    }

    /// The name of an item; of one with the names of what it stands in, the last.
    pub(super) fn first_name(&mut self, parts: &mut Parts<'_>, span: Span) -> Name {
        if let Some(node) = parts.take(Rule::dotted) {
            return self.dotted(&node).names.pop().unwrap_or_else(|| Name::new("", span));
        }
        match parts.take(Rule::name) {
            Some(node) => self.name(&node),
            None => Name::new("", span),
        }
    }

    pub(super) fn source(&mut self, node: Node<'_>) -> Text {
        let span = self.span(&node);
        match Parts::of(node).next() {
            Some(title) => self.title(&title),
            None => Text { text: String::new(), span },
        }
    }

    /// `in force from …`, and with a block an edition.
    fn in_force(&mut self, node: Node<'_>, file: &mut File) {
        let span = self.head(&node);
        let mut parts = Parts::of(node.clone());
        let from = parts.take(Rule::date).and_then(|date| self.date(&date));
        let until = parts.take(Rule::date).and_then(|date| self.date(&date));
        match parts.next() {
            Some(block) => {
                let body = Box::new(self.block(&node, block));
                file.editions.push(Edition { from, until, body, span });
            }
            None => file.in_force.push(InForce { from, until, span }),
        }
    }

    fn assesses(&mut self, node: Node<'_>) -> Assesses {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let unit = self.first_name(&mut parts, span);
        let every = match parts.next().as_ref().and_then(keyword_in) {
            Some(Rule::kw_month) => PeriodSpan::Month,
            Some(Rule::kw_quarter) => PeriodSpan::Quarter,
            _ => PeriodSpan::Year,
        };
        Assesses { unit, every, span }
    }

    fn assessors(&mut self, node: Node<'_>) -> Assessors {
        let span = self.span(&node);
        let words = collect(Parts::of(node).0.into(), |assessor| {
            let mut parts = Parts::of(assessor);
            let name = parts.take(Rule::superior_name).map(|name| self.name(&name));
            let name = name.unwrap_or_else(|| self.first_name(&mut parts, span));
            Word { name, title: self.optional_title(&mut parts) }
        });
        Assessors { words, span }
    }

    fn rounding(&mut self, node: Node<'_>) -> Rounding {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let what = match parts.next().as_ref().and_then(keyword_in) {
            Some(Rule::kw_content) => Rounded::Contents,
            Some(Rule::kw_total) => Rounded::Total,
            _ => Rounded::Points,
        };
        let step = self.number_in(parts.next());
        let mode = parts.next().as_ref().and_then(mode);
        Rounding { what, step, mode, span }
    }

    fn facts(&mut self, node: Node<'_>, file: &mut File) {
        for part in Parts::of(node.clone()).0 {
            match part.as_rule() {
                Rule::fact => {
                    let fact = self.fact(part);
                    file.facts.push(fact);
                }
                Rule::requirement => {
                    let condition = self.expr(Parts::of(part).next());
                    file.requirements.push(condition);
                }
                Rule::list => {
                    let list = self.list(part, file);
                    file.lists.push(list);
                }
                Rule::unclosed => self.unclosed(&node),
                _ => file.broken.names.extend(self.broken(&part, Rule::fact).names),
            }
        }
    }

    pub(super) fn fact(&mut self, node: Node<'_>) -> Fact {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let name = self.first_name(&mut parts, span);
        let (kind, label) = self.kind_and_label(&mut parts);
        let mut fact = Fact {
            name,
            kind,
            label,
            values: None,
            at_most: Vec::new(),
            at_least: Vec::new(),
            default: None,
            decided_by: None,
            over_time: None,
            lock: None,
            span,
        };
        let mut options = FactChange::default();
        for option in parts.0 {
            self.fact_option(option, &mut options);
        }
        options.apply(&mut fact);
        fact
    }

    pub(super) fn fact_option(&mut self, option: Node<'_>, options: &mut FactChange) {
        let Some(option) = option.into_inner().next() else { return };
        let rule = option.as_rule();
        match rule {
            Rule::span_of_values => return options.values = Some(self.values(option)),
            Rule::lock => return options.lock = Some(self.lock(option)),
            Rule::over_time => return options.over_time = Parts::of(option).next().and_then(over_time),
            _ => {}
        }
        let part = Parts::of(option).next();
        match rule {
            Rule::fact_at_most => options.at_most.push(self.expr(part)),
            Rule::fact_at_least => options.at_least.push(self.expr(part)),
            Rule::default => options.default = Some(self.expr(part)),
            _ => options.decided_by = part.map(|title| self.title(&title)),
        }
    }

    fn kind_and_label(&mut self, parts: &mut Parts<'_>) -> (FactKind, Option<Text>) {
        if let Some(kind) = parts.take(Rule::choice_kind) {
            let label = self.optional_title(parts);
            let words = match parts.take(Rule::words) {
                Some(node) => self.words(node),
                None => Words { words: Vec::new(), ordered: false, span: self.span(&kind) },
            };
            let many = has_keyword(&kind, Rule::kw_choices);
            return (if many { FactKind::Choices(words) } else { FactKind::Choice(words) }, label);
        }
        let kind = parts.take(Rule::plain_kind).map_or(FactKind::Count, |kind| plain_kind(&kind));
        (kind, self.optional_title(parts))
    }

    fn words(&mut self, node: Node<'_>) -> Words {
        let span = self.span(&node);
        let parts = Parts::of(node).0;
        let ordered = parts.iter().any(|part| part.as_rule() == Rule::ordered);
        let words = parts.into_iter().filter(|part| part.as_rule() == Rule::word).map(|word| {
            let span = self.span(&word);
            let mut parts = Parts::of(word);
            Word { name: self.first_name(&mut parts, span), title: self.optional_title(&mut parts) }
        });
        Words { words: words.collect(), ordered, span }
    }

    pub(super) fn values(&mut self, node: Node<'_>) -> Values {
        let mut parts = Parts::of(node);
        let low = self.expr(parts.take(Rule::sum));
        let high = parts.take(Rule::sum).map(|node| self.expr(Some(node)));
        let step = parts.next().map(|node| {
            let span = self.span(&node);
            (if node.as_rule() == Rule::percent { self.share(node) } else { self.number(&node) }, span)
        });
        Values { low, high, step }
    }

    pub(super) fn choice(&mut self, node: Node<'_>) -> Choice {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let name = self.first_name(&mut parts, span);
        let title = self.optional_title(&mut parts);
        let words = match parts.next() {
            Some(node) => self.words(node),
            None => Words { words: Vec::new(), ordered: false, span },
        };
        Choice { name, title, words }
    }

    pub(super) fn definition(&mut self, node: Node<'_>) -> Definition {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let name = self.first_name(&mut parts, span);
        let title = self.optional_title(&mut parts);
        Definition { name, title, value: self.expr(parts.next()) }
    }

    pub(super) fn function(&mut self, node: Node<'_>) -> Function {
        let span = self.head(&node);
        let mut parts = Parts::of(node);
        let name = self.first_name(&mut parts, span);
        let mut arguments = Vec::new();
        while let Some(argument) = parts.take(Rule::argument) {
            let mut parts = Parts::of(argument);
            let name = self.first_name(&mut parts, span);
            arguments.push((name, parts.next().map_or(FactKind::Count, |kind| plain_kind(&kind))));
        }
        let result = parts.take(Rule::plain_kind).map_or(FactKind::Number, |kind| plain_kind(&kind));
        let values = parts.take(Rule::span_of_values).map(|values| self.values(values));
        let code = parts.next().and_then(|code| code.into_inner().next());
        let code = match code {
            Some(code) => {
                let place = code.as_span();
                Text { text: code.as_str().to_owned(), span: self.span_between(place.start(), place.end()) }
            }
            None => Text { text: String::new(), span },
        };
        Function { name, arguments, result, values, code, span }
    }

    pub(super) fn maximum(&mut self, parts: &mut Parts<'_>) -> Option<Maximum> {
        let node = parts.take(Rule::maximum)?;
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let capped = parts.take(Rule::capped).is_some();
        Some(Maximum { points: self.number_in(parts.next()), capped, span })
    }

    /// `weight 40%`, before or behind the maximum.
    pub(super) fn weight(&mut self, parts: &mut Parts<'_>) -> Option<(Number, Span)> {
        let node = parts.take(Rule::weight)?;
        let span = self.span(&node);
        Parts::of(node).next().map(|share| (self.share(share), span))
    }

    pub(super) fn content(&mut self, node: Node<'_>) -> Content {
        let span = self.head(&node);
        let mut parts = Parts::of(node.clone());
        let name = self.first_name(&mut parts, span);
        let title = self.optional_title(&mut parts);
        let first = self.weight(&mut parts);
        let maximum = self.maximum(&mut parts);
        let weight = first.or(self.weight(&mut parts));
        let lock = self.optional_lock(&mut parts);
        let mut content = Content {
            name,
            title,
            maximum,
            weight,
            lock,
            sources: Vec::new(),
            definitions: Vec::new(),
            parts: Vec::new(),
            classes: Vec::new(),
            adjustments: Vec::new(),
            broken: None,
            span,
            extent: self.span(&node),
        };
        for part in parts.0 {
            self.content_part(&node, part, &mut content);
        }
        content
    }

    fn content_part(&mut self, block: &Node<'_>, node: Node<'_>, content: &mut Content) {
        match node.as_rule() {
            Rule::source => content.sources.push(self.source(node)),
            Rule::definition => content.definitions.push(self.definition(node)),
            Rule::criterion => content.parts.push(Part::Criterion(self.criterion(node))),
            Rule::content => content.parts.push(Part::Content(self.content(node))),
            Rule::classes => content.classes.push(self.classes(node)),
            Rule::adjustment => content.adjustments.extend(self.adjustment(node)),
            Rule::unclosed => self.unclosed(block),
            _ => self.add_broken(&node, Rule::content_item, &mut content.broken),
        }
    }

    fn add_broken(&mut self, node: &Node<'_>, strict: Rule, broken: &mut Option<Broken>) {
        let names = self.broken(node, strict).names;
        broken.get_or_insert_default().names.extend(names);
    }

    pub(super) fn criterion(&mut self, node: Node<'_>) -> Criterion {
        let span = self.head(&node);
        let mut parts = Parts::of(node.clone());
        let name = self.first_name(&mut parts, span);
        let title = self.optional_title(&mut parts);
        let maximum = self.maximum(&mut parts);
        let lock = self.optional_lock(&mut parts);
        let mut criterion = Criterion {
            name,
            title,
            maximum,
            lock,
            sources: Vec::new(),
            awards: Vec::new(),
            adjustments: Vec::new(),
            broken: None,
            span,
            extent: self.span(&node),
        };
        if let Some(award) = parts.take(Rule::award) {
            criterion.awards.push(self.award(award));
            criterion.lock = criterion.lock.or(self.optional_lock(&mut parts));
        }
        let Some(body) = parts.take(Rule::criterion_body) else { return criterion };
        for part in Parts::of(body).0 {
            match part.as_rule() {
                Rule::source => criterion.sources.push(self.source(part)),
                Rule::award => criterion.awards.push(self.award(part)),
                Rule::adjustment => criterion.adjustments.extend(self.adjustment(part)),
                Rule::unclosed => self.unclosed(&node),
                _ => self.add_broken(&part, Rule::criterion_item, &mut criterion.broken),
            }
        }
        criterion
    }

    pub(super) fn pool(&mut self, node: Node<'_>) -> Pool {
        let (span, negative) = (self.head(&node), has_keyword(&node, Rule::kw_deductions));
        let mut parts = Parts::of(node.clone());
        let title = self.optional_title(&mut parts);
        let maximum = self.maximum(&mut parts);
        let (sources, criteria, extent) = (Vec::new(), Vec::new(), self.span(&node));
        let mut pool = Pool { negative, title, maximum, sources, criteria, broken: None, span, extent };
        for part in parts.0 {
            match part.as_rule() {
                Rule::source => pool.sources.push(self.source(part)),
                Rule::criterion => pool.criteria.push(self.criterion(part)),
                Rule::unclosed => self.unclosed(&node),
                _ => self.add_broken(&part, Rule::criterion, &mut pool.broken),
            }
        }
        pool
    }

    pub(super) fn total(&mut self, node: Node<'_>) -> Total {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let title = self.optional_title(&mut parts);
        self.total_options(parts, title, span)
    }

    pub(super) fn total_options(&mut self, parts: Parts<'_>, title: Option<Text>, span: Span) -> Total {
        let (at_most, at_least) = (Vec::new(), Vec::new());
        let mut total = Total { title, maximum: None, at_most, at_least, lock: None, span };
        for option in parts.0 {
            if option.as_rule() == Rule::title {
                total.title = Some(self.title(&option));
                continue;
            }
            let mut option = Parts::of(option);
            if let Some(lock) = self.optional_lock(&mut option) {
                total.lock = Some(lock);
                continue;
            }
            if let Some(maximum) = self.maximum(&mut option) {
                total.set_maximum(maximum);
                continue;
            }
            let Some(node) = option.next() else { continue };
            let rule = node.as_rule();
            let limit = self.expr(Parts::of(node).next());
            if rule == Rule::total_at_most { total.at_most.push(limit) } else { total.at_least.push(limit) }
        }
        total
    }

    pub(super) fn classes(&mut self, node: Node<'_>) -> Classes {
        let span = self.head(&node);
        let mut parts = Parts::of(node.clone());
        let title = self.optional_title(&mut parts);
        let of = parts.take(Rule::sum).map(|node| self.expr(Some(node)));
        let mut classes = Classes {
            title,
            of,
            sources: Vec::new(),
            lines: Vec::new(),
            caps: Vec::new(),
            settled: Vec::new(),
            not_assessed: Vec::new(),
            decided_by: Vec::new(),
            broken: None,
            span,
            extent: self.span(&node),
        };
        for part in parts.0 {
            match part.as_rule() {
                Rule::source => classes.sources.push(self.source(part)),
                // `decided by` has the shape of `source`.
                Rule::decided_by => classes.decided_by.push(self.source(part)),
                Rule::class_line => classes.lines.push(self.class_line(part)),
                Rule::not_assessed => classes.not_assessed.push(self.expr(Parts::of(part).next())),
                Rule::class_cap | Rule::settled => {
                    let is_cap = part.as_rule() == Rule::class_cap;
                    let mut parts = Parts::of(part);
                    let rule = (self.first_name(&mut parts, span), self.expr(parts.next()));
                    if is_cap { classes.caps.push(rule) } else { classes.settled.push(rule) }
                }
                Rule::unclosed => self.unclosed(&node),
                _ => self.add_broken(&part, Rule::class_item, &mut classes.broken),
            }
        }
        classes
    }

    pub(super) fn class_line(&mut self, node: Node<'_>) -> ClassLine {
        let span = self.span(&node);
        self.class_parts(Parts::of(node), span)
    }

    pub(super) fn class_parts(&mut self, mut parts: Parts<'_>, span: Span) -> ClassLine {
        let name = self.first_name(&mut parts, span);
        let title = self.optional_title(&mut parts);
        let limits = self.limits(&mut parts);
        let (when, or_when, lock) = (None, None, None);
        let mut line = ClassLine { name, title, limits, when, or_when, otherwise: false, lock, span };
        if let Some(rule) = parts.take(Rule::class_rule).and_then(|rule| rule.into_inner().next()) {
            match rule.as_rule() {
                Rule::class_otherwise => line.otherwise = true,
                Rule::class_when => line.when = Some(self.expr(Parts::of(rule).next())),
                _ => line.or_when = Some(self.expr(Parts::of(rule).next())),
            }
        }
        line.lock = self.optional_lock(&mut parts);
        line
    }

    pub(super) fn recognise(&mut self, node: Node<'_>) -> Title {
        let span = self.head(&node);
        let mut parts = Parts::of(node);
        let name = self.first_name(&mut parts, span);
        let title = self.optional_title(&mut parts);
        let lock = self.optional_lock(&mut parts);
        let when = self.expr(parts.next());
        let sources = collect(parts.0.into(), |node| self.source(node));
        Title { name, title, when, lock, sources, span }
    }
}

fn plain_kind(node: &Node<'_>) -> FactKind {
    match keyword_in(node) {
        Some(Rule::kw_number) => FactKind::Number,
        Some(Rule::kw_percent) => FactKind::Percent,
        Some(Rule::kw_yes_no) => FactKind::Truth,
        Some(Rule::kw_date) => FactKind::Date,
        _ => FactKind::Count,
    }
}

impl Total {
    /// `total 100 points` says what the contents add up to; `total at most 100 points` is a cap.
    fn set_maximum(&mut self, maximum: Maximum) {
        if maximum.capped {
            let kind = crate::syntax::ast::ExprKind::Number(maximum.points);
            self.at_most.push(crate::syntax::ast::Expr { kind, span: maximum.span });
        } else {
            self.maximum = Some(maximum);
        }
    }
}
