//! Facts and what they can be.

use super::{Checker, finding};
use crate::link::{FactOrigin, LinkedFact, Symbol};
use crate::model::{Expr, ExprNode, Fact, Requirement};
use crate::syntax::ast::{self, FactKind};
use crate::value::{Date, Interval, Kind, Number, Range, Relation, Value};

/// The greatest number that a fact without a range can be.
const UNBOUNDED: i128 = 1_000_000_000;

impl Checker<'_> {
    pub(super) fn facts(&mut self) -> Vec<Fact> {
        let linked = self.linked;
        let is_gathered = |fact: &LinkedFact| matches!(fact.origin, FactOrigin::Gathered(_));
        // What items are read for comes behind what it may be read of, values over items last of all.
        self.facts = vec![Kind::Hole; linked.facts.len()];
        let (gathered, plain): (Vec<usize>, Vec<usize>) =
            (0..linked.facts.len()).partition(|id| is_gathered(&linked.facts[*id]));
        for id in plain.into_iter().chain(gathered) {
            self.facts[id] = self.fact_kind(&linked.facts[id]);
        }
        let mut facts: Vec<Fact> = Vec::with_capacity(linked.facts.len());
        for (fact, id) in linked.facts.iter().zip(0..) {
            let fact = self.fact(fact, id, &facts);
            facts.push(fact);
        }
        facts
    }

    fn fact_kind(&mut self, fact: &LinkedFact) -> Kind {
        match &fact.origin {
            FactOrigin::Declared(fact) => self.declared_kind(&fact.kind),
            FactOrigin::Answer(_) | FactOrigin::Evidence(_) | FactOrigin::Standing(_) => Kind::Truth,
            FactOrigin::Import(collection, of) => self.import_kind(*collection, of),
            FactOrigin::Gathered(gathered) => self.gathered_kind(gathered),
            FactOrigin::Rating(_) => Kind::Number,
            FactOrigin::RatedWord(_, name) => {
                let words = ast::Words {
                    words: vec![ast::Word { name: name.clone(), title: None }],
                    ordered: false,
                    span: name.span,
                };
                self.choice_of(&words).map_or(Kind::Hole, Kind::Word)
            }
        }
    }

    pub(super) fn declared_kind(&mut self, kind: &FactKind) -> Kind {
        match kind {
            FactKind::Count => Kind::Count,
            FactKind::Number => Kind::Number,
            FactKind::Percent => Kind::Share,
            FactKind::Truth => Kind::Truth,
            FactKind::Date => Kind::Date,
            FactKind::Choice(words) => self.choice_of(words).map_or(Kind::Hole, Kind::Word),
            FactKind::Choices(words) => self.choice_of(words).map_or(Kind::Hole, Kind::Words),
        }
    }

    fn fact(&mut self, linked: &LinkedFact, id: u32, known: &[Fact]) -> Fact {
        let kind = self.facts[id as usize];
        let (range, step, source) = self.filled(id as usize, known);
        let mut fact = Fact {
            name: linked.path.clone(),
            label: linked.label.clone().unwrap_or_default(),
            kind,
            range,
            step: step.unwrap_or_else(|| default_step(kind)),
            source,
            over_time: None,
            default: None,
            decided_by: String::new(),
            at_most: Vec::new(),
            span: linked.span,
        };
        match &linked.origin {
            FactOrigin::Declared(declared) => self.declared(declared, &mut fact),
            FactOrigin::Rating(criterion) => self.rating(*criterion, &mut fact),
            _ => {}
        }
        if let FactOrigin::Answer(id) | FactOrigin::Rating(id) | FactOrigin::RatedWord(id, _) = linked.origin
        {
            let awards = &self.linked.criteria[id as usize].criterion.awards;
            let who = awards.iter().find_map(|award| award.decided_by.as_ref());
            fact.decided_by = who.map_or(String::new(), |who| who.text.clone());
        }
        fact
    }

    fn declared(&mut self, declared: &ast::Fact, fact: &mut Fact) {
        if let Some(values) = &declared.values {
            (fact.range, fact.step) = self.values(values, fact.kind);
        }
        let is_name = |limit: &&ast::Expr| matches!(limit.kind, ast::ExprKind::Path(_));
        fact.at_most =
            declared.at_most.iter().filter(is_name).flat_map(|limit| self.facts_in(limit)).collect();
        fact.over_time = declared.over_time.filter(|way| self.adds_up(*way, fact.kind));
        if declared.over_time.is_some() && fact.over_time.is_none() {
            self.findings.push(finding::bad_way_over_time(declared.name.span, fact.kind));
        }
        fact.decided_by = declared.decided_by.as_ref().map_or(String::new(), |who| who.text.clone());
        if let Some(default) = &declared.default {
            fact.default = self.constant(default, fact.kind);
            if fact.default.is_some_and(|value| !fits(value, fact)) {
                fact.default = None;
                self.findings.push(finding::bad_default(default.span, &fact.name));
            }
        }
    }

    /// Whether facts of a kind can add up in this way.
    fn adds_up(&self, way: ast::OverTime, kind: Kind) -> bool {
        match (way, kind) {
            (ast::OverTime::Last, _) | (_, Kind::Hole) => true,
            (ast::OverTime::Greatest | ast::OverTime::Least, Kind::Word(choice)) => {
                self.choices[choice as usize].ordered
            }
            (ast::OverTime::Greatest | ast::OverTime::Least, Kind::Date) => true,
            (_, kind) => kind.is_number(),
        }
    }

    fn rating(&mut self, criterion: u32, fact: &mut Fact) {
        let criterion = &self.linked.criteria[criterion as usize].criterion;
        let maximum = criterion.maximum.as_ref().map_or(Number::HUNDRED, |maximum| maximum.points);
        fact.range = Range::Number(Interval::new(Number::ZERO, maximum));
        let own = criterion.awards.iter().find_map(|award| match award.kind {
            ast::AwardKind::Rated(step) => step,
            _ => None,
        });
        let rounding =
            self.linked.file.rounding.iter().find(|rounding| rounding.what == ast::Rounded::Points);
        if own.is_some_and(|step| step <= Number::ZERO) {
            self.findings.push(finding::bad_step(criterion.name.span));
        }
        let step = own.or(rounding.map(|rounding| rounding.step)).filter(|step| *step > Number::ZERO);
        fact.step = step.unwrap_or_else(|| default_step(Kind::Number));
    }

    /// All that a value of a kind can be where nothing is said.
    pub(super) fn whole_range(&self, kind: Kind) -> Range {
        match kind {
            Kind::Share => Range::Number(Interval::new(Number::ZERO, Number::ONE)),
            Kind::Truth => Range::Truth,
            Kind::Word(choice) => Range::Word(self.all_words(choice)),
            Kind::Words(choice) => Range::Words { sure: 0, possible: self.all_words(choice) },
            Kind::Date => Range::Date(Date::MIN, Date::MAX),
            _ => Range::Number(Interval::new(Number::ZERO, Number::whole(UNBOUNDED))),
        }
    }

    /// The words of a choice, one bit each.
    fn all_words(&self, choice: u32) -> u64 {
        let words = self.choices[choice as usize].words.len();
        u64::MAX.checked_shr(64 - u32::try_from(words).unwrap_or(64)).unwrap_or(0)
    }

    /// `from 30 to 45 by 0.1`
    pub(super) fn values(&mut self, values: &ast::Values, kind: Kind) -> (Range, Number) {
        let step = self.step(values, kind);
        // Only numbers and days lie between others.
        if !matches!(kind, Kind::Count | Kind::Number | Kind::Share | Kind::Date | Kind::Hole) {
            self.findings.push(finding::no_range(values.low.span, kind));
            return (self.whole_range(kind), step);
        }
        let low = self.constant(&values.low, kind);
        let high = values.high.as_ref().map(|high| (self.constant(high, kind), high.span));
        let range = match (self.whole_range(kind), low, high) {
            (Range::Number(whole), Some(Value::Number(low)), None) => {
                Range::Number(Interval { low: Some(low), high: whole.high })
            }
            (Range::Number(_), Some(Value::Number(low)), Some((Some(Value::Number(high)), _))) => {
                Range::Number(Interval::new(low, high))
            }
            (Range::Date(_, last), Some(Value::Date(low)), None) => Range::Date(low, last),
            (Range::Date(..), Some(Value::Date(low)), Some((Some(Value::Date(high)), _))) => {
                Range::Date(low, high)
            }
            (whole, ..) => return (whole, step),
        };
        let is_between = matches!(low, Some(Value::Number(low)) if !low.is_multiple_of(step));
        if is_between {
            self.findings.push(finding::bad_step(values.low.span));
        }
        let is_empty = match range {
            Range::Number(interval) => interval.low > interval.high,
            Range::Date(low, high) => low > high,
            _ => false,
        };
        if is_empty {
            let end = values.high.as_ref().map_or(values.low.span, |high| high.span);
            let (low, high) = (self.words_at(values.low.span), self.words_at(end));
            self.findings.push(finding::empty_range(values.low.span.to(end), &low, &high));
            return (self.whole_range(kind), step);
        }
        (range, step)
    }

    fn step(&mut self, values: &ast::Values, kind: Kind) -> Number {
        let Some((step, span)) = values.step else { return default_step(kind) };
        // For a percentage `by 0.5` and `by 0.5%` are one.
        let is_share = self.words_at(span).ends_with('%');
        let step = match (kind, is_share) {
            (Kind::Share, false) => step.over(Number::HUNDRED).unwrap_or(step),
            _ => step,
        };
        let is_whole = step.reduced().denominator() == 1;
        if step <= Number::ZERO || (kind == Kind::Count && !is_whole) || (is_share && kind != Kind::Share) {
            self.findings.push(finding::bad_step(span));
            return default_step(kind);
        }
        step
    }

    /// A value that stands fixed in the text.
    fn constant(&mut self, expr: &ast::Expr, kind: Kind) -> Option<Value> {
        let value = match (&expr.kind, kind) {
            (ast::ExprKind::Hole, _) | (_, Kind::Hole) => return None,
            (ast::ExprKind::Number(number), Kind::Count | Kind::Number) => Some(Value::Number(*number)),
            (ast::ExprKind::Share(number), Kind::Share) => Some(Value::Number(*number)),
            (ast::ExprKind::Date(date), Kind::Date) => Some(Value::Date(*date)),
            (ast::ExprKind::Truth(truth), Kind::Truth) => Some(Value::Truth(*truth)),
            (ast::ExprKind::Negated(inner), _) => match self.constant(inner, kind)? {
                Value::Number(number) => number.negated().map(Value::Number),
                _ => None,
            },
            (ast::ExprKind::Path(path), Kind::Word(choice)) => match path.parts.as_slice() {
                [ast::PathPart::Name(word)] => return self.word(choice, word).map(Value::Word),
                _ => None,
            },
            _ => None,
        };
        if value.is_none() {
            self.findings.push(finding::no_constant(expr.span));
        }
        value
    }

    /// What must hold among facts: `at most members`, `require …`.
    pub(super) fn requirements(&mut self) -> Vec<Requirement> {
        let linked = self.linked;
        let mut requirements = Vec::new();
        for (fact, id) in linked.facts.iter().zip(0u32..) {
            let FactOrigin::Declared(declared) = &fact.origin else { continue };
            let caps = declared.at_most.iter().map(|limit| (Relation::AtMost, limit));
            let floors = declared.at_least.iter().map(|limit| (Relation::AtLeast, limit));
            for (relation, limit) in caps.chain(floors) {
                let facts = [id].into_iter().chain(self.facts_in(limit)).collect();
                let limit = self.formula(limit, None);
                let left = Expr {
                    node: ExprNode::Symbol(Symbol::Fact(id)),
                    kind: self.facts[id as usize],
                    span: fact.span,
                };
                let span = fact.span.to(limit.span);
                requirements
                    .push(Requirement { condition: self.compare(relation, left, limit, span), facts });
            }
        }
        for written in &linked.file.requirements {
            let facts = self.facts_in(written);
            requirements.push(Requirement { condition: self.condition(written), facts });
        }
        requirements
    }

    /// The facts that a formula names, in the order of the page.
    fn facts_in(&self, expr: &ast::Expr) -> Vec<u32> {
        let own = match &expr.kind {
            ast::ExprKind::Path(path) => match self.linked.names.get(&path.span) {
                Some(Symbol::Fact(id)) => Some(*id),
                _ => None,
            },
            _ => None,
        };
        own.into_iter().chain(expr.children().into_iter().flat_map(|child| self.facts_in(child))).collect()
    }
}

pub(super) fn default_step(kind: Kind) -> Number {
    match kind {
        Kind::Share => Number::fraction(1, 10_000).unwrap_or(Number::ONE),
        Kind::Number => Number::fraction(1, 100).unwrap_or(Number::ONE),
        _ => Number::ONE,
    }
}

/// Whether a fact can have a value of its kind.
pub(super) fn fits(value: Value, fact: &Fact) -> bool {
    match (value, fact.range) {
        (Value::Number(number), Range::Number(interval)) => {
            interval.contains(number) && number.is_multiple_of(fact.step)
        }
        (Value::Date(date), Range::Date(low, high)) => low <= date && date <= high,
        _ => true,
    }
}
