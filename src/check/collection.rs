//! Values over collections: what they are of, and their kinds.

use super::formula::hole;
use super::{Checker, finding};
use crate::diagnostic::Diagnostics;
use crate::link::{CollectionKind, FactOrigin, Gathered, ImportOf, PartId, Symbol, is_of_table};
use crate::model::{
    Ask, Choice, Collection, Expr, ExprNode, Fact, FactSource, GapMeaning, Gather, Import, Word,
};
use crate::source::Span;
use crate::syntax::ast::{self, Over, OverKind, OverTime};
use crate::value::{Interval, Kind, Number, PeriodSpan, Range, Relation, Value, name};

/// More items than any collection has, for what a count of them can be.
const MAXIMUM_ITEMS: i128 = 1_000_000;
/// More than any sum or other number over items comes to.
const UNBOUNDED: i128 = 1_000_000_000_000;

impl Checker<'_> {
    /// The kind of what is read of items.
    pub(super) fn import_kind(&mut self, collection: usize, of: &ImportOf) -> Kind {
        match of {
            ImportOf::Own(Symbol::Definition(id)) => {
                let value = &self.linked.definitions[*id as usize].0.value;
                self.quietly(|checker| checker.formula(value, None).kind)
            }
            ImportOf::Own(symbol) => self.kind_of(*symbol),
            ImportOf::Name(key) => {
                let interface = self.linked.collections[collection].interface.as_ref();
                let Some(exported) = interface.and_then(|it| it.names.get(key)) else { return Kind::Hole };
                match exported.kind {
                    Kind::Word(_) => Kind::Word(self.foreign_choice(&exported.words)),
                    Kind::Words(_) => Kind::Words(self.foreign_choice(&exported.words)),
                    kind => kind,
                }
            }
        }
    }

    /// The words of another ruleset: those of a choice here that has the same ones, else a choice of their own.
    fn foreign_choice(&mut self, (words, ordered): &(Vec<(String, String)>, bool)) -> u32 {
        let keys: Vec<String> = words.iter().map(|(word, _)| name::key(word)).collect();
        let mut known = (0u32..).zip(&self.choices).zip(&self.choice_keys);
        if let Some(((id, _), _)) = known.find(|((_, it), own)| it.ordered == *ordered && **own == keys) {
            return id;
        }
        let words = words.iter().map(|(name, title)| Word { name: name.clone(), title: title.clone() });
        self.choices.push(Choice { name: String::new(), words: words.collect(), ordered: *ordered });
        self.choice_keys.push(keys);
        u32::try_from(self.choices.len() - 1).unwrap_or(u32::MAX)
    }

    /// Checks something without saying what is wrong with it.
    fn quietly<T>(&mut self, check: impl FnOnce(&mut Self) -> T) -> T {
        let mut unsaid = Diagnostics::default();
        std::mem::swap(self.findings, &mut unsaid);
        let checked = check(self);
        std::mem::swap(self.findings, &mut unsaid);
        checked
    }

    /// The kind of a value over a collection.
    pub(super) fn gathered_kind(&mut self, gathered: &Gathered) -> Kind {
        let over = &gathered.over;
        let ask = self.ask(over);
        match ask {
            Ask::All | Ask::InPlace => return Kind::Truth,
            Ask::Count | Ask::LongestRun | Ask::Rank | Ask::MonthsInPlace => return Kind::Count,
            Ask::Share => return Kind::Share,
            _ => {}
        }
        let of = match (&over.kind, &over.of) {
            (OverKind::OfPeriods(path) | OverKind::OfPrevious(path), _) => {
                match self.linked.names.get(&path.span) {
                    Some(Symbol::Fact(id)) => self.facts.get(*id as usize).copied().unwrap_or(Kind::Hole),
                    _ => Kind::Hole,
                }
            }
            (_, Some(of)) => self.quietly(|checker| checker.formula(of, None).kind),
            _ => Kind::Hole,
        };
        match (ask, of) {
            (Ask::Average, Kind::Count) | (_, Kind::Ratio) => Kind::Number,
            _ => of,
        }
    }

    fn ask(&self, over: &Over) -> Ask {
        match &over.kind {
            OverKind::All => Ask::All,
            OverKind::Any | OverKind::AtLeast(..) | OverKind::AtMost(..) | OverKind::Count => Ask::Count,
            OverKind::Share => Ask::Share,
            OverKind::LongestRun => Ask::LongestRun,
            OverKind::Sum => Ask::Sum,
            OverKind::Average => Ask::Average,
            OverKind::Greatest => Ask::Greatest,
            OverKind::Least => Ask::Least,
            OverKind::Percentile(share) => Ask::Percentile(*share),
            OverKind::Rank => Ask::Rank,
            OverKind::OfPrevious(_) => Ask::Last,
            OverKind::MonthsInPlace => Ask::MonthsInPlace,
            OverKind::InPlace => Ask::InPlace,
            OverKind::OfPeriods(path) => match self.over_time(path) {
                Some(OverTime::Sum) => Ask::Sum,
                Some(OverTime::Average) => Ask::Average,
                Some(OverTime::Greatest) => Ask::Greatest,
                Some(OverTime::Least) => Ask::Least,
                Some(OverTime::Last) | None => Ask::Last,
            },
        }
    }

    /// How what `months.late` names adds up.
    fn over_time(&self, path: &ast::Path) -> Option<OverTime> {
        let Some(Symbol::Fact(id)) = self.linked.names.get(&path.span) else { return None };
        match &self.linked.facts[*id as usize].origin {
            FactOrigin::Import(collection, ImportOf::Name(key)) => {
                self.linked.collections[*collection].interface.as_ref()?.names.get(key)?.over_time
            }
            _ => None,
        }
    }

    /// What a fact can be that no row gives.
    pub(super) fn filled(&self, id: usize, known: &[Fact]) -> (Range, Option<Number>, FactSource) {
        let linked = self.linked;
        let kind = self.facts[id];
        let wide = |end: i128| Range::Number(Interval::new(Number::whole(-end), Number::whole(end)));
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        match &linked.facts[id].origin {
            FactOrigin::Import(collection, of) => {
                let exported = match of {
                    ImportOf::Name(key) => {
                        let interface = linked.collections[*collection].interface.as_ref();
                        interface.and_then(|it| it.names.get(key)).map(|it| (it.range, it.step))
                    }
                    ImportOf::Own(Symbol::Fact(own)) => {
                        known.get(*own as usize).map(|fact| (fact.range, Some(fact.step)))
                    }
                    ImportOf::Own(_) => None,
                };
                let whole = if matches!(kind, Kind::Number | Kind::Ratio) {
                    wide(UNBOUNDED / 1000)
                } else {
                    self.whole_range(kind)
                };
                let (range, step) =
                    exported.filter(|_| kind.is_number() || kind == Kind::Date).unwrap_or((whole, None));
                (range, step, FactSource::Item(place(*collection)))
            }
            FactOrigin::Gathered(it) => {
                let counted = |low| Range::Number(Interval::new(low, Number::whole(self.most(it))));
                let range = match (self.ask(&it.over), kind) {
                    (Ask::Count | Ask::LongestRun, _) => counted(Number::ZERO),
                    (Ask::Rank, _) => counted(Number::ONE),
                    (Ask::MonthsInPlace, _) => Range::Number(Interval::new(Number::ZERO, Number::whole(12))),
                    (Ask::Share, _) => self.whole_range(Kind::Share),
                    (ask, Kind::Number | Kind::Count | Kind::Share) => {
                        self.over_range(it, ask, known).map_or(wide(UNBOUNDED), Range::Number)
                    }
                    _ => self.whole_range(kind),
                };
                (range, None, FactSource::Gathered(self.gather_place(id)))
            }
            FactOrigin::Standing(at) => (Range::Truth, None, FactSource::Standing(place(*at))),
            _ => (self.whole_range(kind), None, FactSource::Row),
        }
    }

    /// What a value over items can be, where its formula is a name; with what holds if none is left.
    fn over_range(&self, gathered: &Gathered, ask: Ask, known: &[Fact]) -> Option<Interval> {
        let over = &gathered.over;
        let span = match (&over.kind, &over.of) {
            (OverKind::OfPeriods(path) | OverKind::OfPrevious(path), _) => path.span,
            (_, Some(ast::Expr { kind: ast::ExprKind::Path(path), .. })) => path.span,
            _ => return None,
        };
        let Some(Symbol::Fact(id)) = self.linked.names.get(&span) else { return None };
        let (Range::Number(one), ..) = self.filled(*id as usize, known) else { return None };
        let all = match ask {
            Ask::Sum => {
                let most = Interval::new(Number::ZERO, Number::whole(self.most(gathered)));
                one.times(most).hull(Interval::point(Number::ZERO))
            }
            _ => one,
        };
        match &over.none {
            None => Some(all),
            Some(none) => none.constant().map(|none| all.hull(Interval::point(none))),
        }
    }

    /// How many items a collection has at most.
    fn most(&self, gathered: &Gathered) -> i128 {
        let last = gathered.over.collection.as_ref().and_then(|it| it.last);
        let kind = gathered.collection.map(|at| self.linked.collections[at].kind);
        let every = self.linked.file.assesses.first().map(|it| it.every);
        let most = match (kind, every) {
            (Some(CollectionKind::Months), Some(PeriodSpan::Quarter)) => 3,
            (Some(CollectionKind::Months), _) => 12,
            (Some(CollectionKind::Quarters), _) => 4,
            _ => MAXIMUM_ITEMS,
        };
        last.map_or(most, |last| last.floor().numerator().min(most))
    }

    fn gather_place(&self, id: usize) -> u32 {
        let before = self.linked.facts[..id].iter().filter(|it| matches!(it.origin, FactOrigin::Gathered(_)));
        u32::try_from(before.count()).unwrap_or(u32::MAX)
    }

    /// What is read beside the unit's own row.
    pub(super) fn collections(&mut self) -> Vec<Collection> {
        let linked = self.linked;
        let collections = linked.collections.iter().enumerate().map(|(at, collection)| {
            let imports = (0u32..).zip(&linked.facts).filter_map(|(fact, it)| match &it.origin {
                FactOrigin::Import(of_collection, of) if *of_collection == at => {
                    Some(Import { fact, of: of.clone() })
                }
                _ => None,
            });
            let mut gaps = [GapMeaning::Undecided, GapMeaning::Drop, GapMeaning::Drop, GapMeaning::Drop];
            for rule in &collection.gaps {
                gaps[rule.gap as usize] = rule.meaning;
            }
            let (kind, name, span) = (collection.kind, collection.name.clone(), collection.span);
            Collection { kind, name, imports: imports.collect(), gaps, span }
        });
        for gaps in linked.collections.iter().map(|it| &it.gaps) {
            for (at, rule) in gaps.iter().enumerate() {
                let first = gaps[..at].iter().find(|first| first.gap == rule.gap);
                self.findings.extend(first.map(|first| finding::doubled_gap(rule.span, first.span)));
            }
        }
        collections.collect()
    }

    /// The values over collections, in the order of their facts.
    pub(super) fn gathers(&mut self) -> Vec<Gather> {
        let linked = self.linked;
        let gathered = (0u32..).zip(&linked.facts).filter_map(|(fact, it)| match &it.origin {
            FactOrigin::Gathered(gathered) => Some((fact, gathered)),
            _ => None,
        });
        gathered.map(|(fact, gathered)| self.gathered(fact, gathered)).collect()
    }

    fn gathered(&mut self, fact: u32, gathered: &Gathered) -> Gather {
        let (over, span) = (&gathered.over, gathered.span);
        let ask = self.ask(over);
        let of = match (&over.kind, &over.of) {
            (OverKind::OfPeriods(path) | OverKind::OfPrevious(path), _) => {
                let path = ast::Expr { kind: ast::ExprKind::Path(path.clone()), span: path.span };
                Some(self.formula(&path, None))
            }
            (_, of) => of.as_ref().map(|of| self.measured_of_items(of, ask)),
        };
        let with = over.with.as_ref().map(|with| self.condition(with));
        let kind = self.facts[fact as usize];
        let none = over.none.as_ref().map(|none| self.formula(none, Some(kind)));
        if let Some(none) = &none
            && kind.join(none.kind).is_none()
        {
            self.findings.push(finding::kinds_differ(none.span, (span, kind), (none.span, none.kind)));
        }
        let last = over.collection.as_ref().and_then(|it| it.last);
        // More than a hundred periods are not looked back at.
        let is_whole = |it: &Number| it.is_multiple_of(Number::ONE) && *it <= Number::HUNDRED;
        let last = last.map(|it| {
            Some(it).filter(is_whole).map_or(0, |it| usize::try_from(it.floor().numerator()).unwrap_or(0))
        });
        let last = if matches!(over.kind, OverKind::OfPrevious(_)) { Some(1) } else { last };
        if last == Some(0) {
            self.findings.push(finding::bad_step(span));
        }
        if matches!(ask, Ask::Percentile(share) if share > Number::ONE) {
            self.findings.push(finding::bad_step(span));
        }
        let collection = gathered.collection.and_then(|at| u32::try_from(at).ok());
        if self.says_nothing_of_none(gathered, ask) {
            self.findings
                .push(finding::none_left(span, over.collection.as_ref().map_or("previous", |it| it.text())));
        }
        Gather { fact, ask, collection, last, of, with, none, span }
    }

    /// A formula over items: a number, or for the greatest and least an ordered word too.
    fn measured_of_items(&mut self, of: &ast::Expr, ask: Ask) -> Expr {
        if matches!(ask, Ask::Greatest | Ask::Least) {
            let checked = self.formula(of, None);
            match checked.kind {
                Kind::Word(choice) if self.choices[choice as usize].ordered => return checked,
                Kind::Date => return checked,
                _ => {}
            }
        }
        self.number(of)
    }

    /// Whether a unit of which no item is left would be undecided, because the rule does not say.
    fn says_nothing_of_none(&self, gathered: &Gathered, ask: Ask) -> bool {
        let needs = matches!(
            ask,
            Ask::All
                | Ask::Share
                | Ask::Average
                | Ask::Greatest
                | Ask::Least
                | Ask::Percentile(_)
                | Ask::Last
        );
        let kind = gathered.collection.map(|at| self.linked.collections[at].kind);
        let is_unread = match &gathered.over.kind {
            OverKind::OfPeriods(path) => self.over_time(path).is_none(),
            OverKind::OfPrevious(path) => !self.linked.names.contains_key(&path.span),
            _ => false,
        };
        // The unit itself is always one of its cohort. One within another was reported.
        let is_open = kind.is_some_and(|kind| kind != CollectionKind::Cohort) && !is_unread;
        needs && !gathered.says_none && is_open && !self.is_nested(gathered)
    }

    /// Whether a value stands in another one.
    fn is_nested(&self, gathered: &Gathered) -> bool {
        self.linked.facts.iter().any(|it| match &it.origin {
            FactOrigin::Gathered(outer) => outer.span != gathered.span && outer.span.encloses(gathered.span),
            _ => false,
        })
    }

    /// A value over a collection in a formula.
    pub(super) fn over(&mut self, over: &Over, span: Span) -> Expr {
        if is_of_table(over) {
            return self.of_table(over, span);
        }
        let facts = self.linked.gathered.get(&span).cloned().unwrap_or_default();
        let of_fact = |checker: &Self, at: usize| {
            let id = facts.get(at).copied();
            id.map_or_else(
                || hole(span),
                |id| Expr {
                    node: ExprNode::Symbol(Symbol::Fact(id)),
                    kind: checker.facts[id as usize],
                    span,
                },
            )
        };
        let value = of_fact(self, 0);
        let (relation, bound) = match &over.kind {
            OverKind::Any => (Relation::AtLeast, constant(Number::ONE, Kind::Count, span)),
            OverKind::AtLeast(bound, _) => (Relation::AtLeast, self.number(bound)),
            OverKind::AtMost(bound, _) => (Relation::AtMost, self.number(bound)),
            _ => return value,
        };
        let compared = self.compare(relation, value, bound, span);
        let Some(none) = &over.none else { return compared };
        let left = of_fact(self, 1);
        let is_none = self.compare(Relation::Equal, left, constant(Number::ZERO, Kind::Count, span), span);
        let none = self.condition(none);
        let node = ExprNode::First(vec![(is_none, none)], Some(Box::new(compared)));
        Expr { node, kind: Kind::Truth, span }
    }

    /// A value over parts of the table itself, written out part by part.
    fn of_table(&mut self, over: &Over, span: Span) -> Expr {
        let parts = self.linked.parts_of(over).into_iter().filter_map(|part| match part {
            Symbol::Criterion(id) => Some(PartId::Criterion(id)),
            Symbol::Content(id) => Some(PartId::Content(id)),
            _ => None,
        });
        let has_points = |part: &PartId| match part {
            PartId::Criterion(id) => self.linked.criteria[*id as usize].criterion.maximum.is_some(),
            PartId::Content(_) => true,
        };
        let parts: Vec<PartId> = parts.filter(has_points).collect();
        if parts.is_empty() {
            let text = over.collection.as_ref().map_or("criteria", |it| it.text());
            self.findings.push(finding::nothing_of_table(span, text));
            return hole(span);
        }
        let mut each = |formula: &Option<ast::Expr>, is_condition: bool| -> Vec<Expr> {
            let Some(formula) = formula else { return Vec::new() };
            let checked = parts.iter().map(|part| {
                self.part = Some(*part);
                if is_condition { self.condition(formula) } else { self.number(formula) }
            });
            let checked = checked.collect();
            self.part = None;
            checked
        };
        let (of, with) = (each(&over.of, false), each(&over.with, true));
        self.together(over, of, with, span)
    }

    fn together(&mut self, over: &Over, of: Vec<Expr>, with: Vec<Expr>, span: Span) -> Expr {
        let truth = |node| Expr { node, kind: Kind::Truth, span };
        if !of.is_empty() && !with.is_empty() {
            self.findings.push(finding::not_of_table(span));
            return hole(span);
        }
        let count = |with: Vec<Expr>| {
            let one = |when: Expr| {
                let branch = (when, constant(Number::ONE, Kind::Count, span));
                let zero = Box::new(constant(Number::ZERO, Kind::Count, span));
                (false, Expr { node: ExprNode::First(vec![branch], Some(zero)), kind: Kind::Count, span })
            };
            let node = ExprNode::Sum(with.into_iter().map(one).collect());
            Expr { node, kind: Kind::Count, span }
        };
        let number = |node| Expr { node, kind: Kind::Number, span };
        match &over.kind {
            OverKind::All => truth(ExprNode::All(with)),
            OverKind::Any => truth(ExprNode::Any(with)),
            OverKind::AtLeast(bound, false) | OverKind::AtMost(bound, false) => {
                let at_least = matches!(over.kind, OverKind::AtLeast(..));
                let bound = self.number(bound);
                let relation = if at_least { Relation::AtLeast } else { Relation::AtMost };
                self.compare(relation, count(with), bound, span)
            }
            OverKind::Count if !with.is_empty() => count(with),
            OverKind::Sum => number(ExprNode::Together(of)),
            OverKind::Average => number(ExprNode::Average(of)),
            OverKind::Greatest => number(ExprNode::Greatest(of)),
            OverKind::Least => number(ExprNode::Least(of)),
            _ => {
                self.findings.push(finding::not_of_table(span));
                hole(span)
            }
        }
    }

    /// `points`, `maximum` of the part that is looked at.
    pub(super) fn part_value(&self, symbol: Symbol, span: Span) -> Expr {
        let symbol = match (self.part, symbol) {
            (Some(PartId::Criterion(id)), Symbol::PartMaximum) => Symbol::CriterionMaximum(id),
            (Some(PartId::Content(id)), Symbol::PartMaximum) => Symbol::ContentMaximum(id),
            (Some(PartId::Criterion(id)), _) => Symbol::Criterion(id),
            (Some(PartId::Content(id)), _) => Symbol::Content(id),
            (None, _) => return hole(span),
        };
        Expr { node: ExprNode::Symbol(symbol), kind: Kind::Number, span }
    }
}

fn constant(number: Number, kind: Kind, span: Span) -> Expr {
    Expr { node: ExprNode::Constant(Value::Number(number)), kind, span }
}
