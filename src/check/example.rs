//! Examples: whether they say what can be, and what they mean.

use super::fact::fits;
use super::{Checker, finding};
use crate::diagnostic::Diagnostic;
use crate::layer::Edition;
use crate::link::{FactOrigin, Symbol};
use crate::model::{Example, Expectation, Fact, Skipped, Wanted};
use crate::source::Span;
use crate::syntax::ast::{
    self, ChainEnd, ExpectationKind, Expected, ExprKind, Given, GivenKey, GivenKind, Limit, LimitEnd,
    Literal, Titles,
};
use crate::value::{Bound, Kind, Limits, Number, Period, Value, name};
use std::collections::{BTreeMap, BTreeSet};

/// What a row can be told: a breach of what its facts must fulfil, and what the ruleset does not say for it.
const FINDINGS: [&str; 2] = ["TC0524", "TC0601"];

/// How many findings are worth looking for what was meant.
const MAXIMUM_SUGGESTIONS: usize = 100;

/// A part of an example that could not be taken as it is: the finding where the ruleset's own author wrote
/// it, none where it was reported before.
type Refused = Option<Diagnostic>;

impl Checker<'_> {
    /// The examples of this table, after those of the file were checked as they are written.
    pub(super) fn examples(&mut self, facts: &[Fact], edition: &Edition) -> Vec<Example> {
        self.written();
        let linked = self.linked;
        linked.examples.iter().map(|example| self.example(example, facts, edition)).collect()
    }

    /// What is wrong with the file's own examples, whatever the table.
    fn written(&mut self) {
        let linked = self.linked;
        let all = &linked.file.examples;
        let known = Titles::new(all);
        let mut titles: BTreeMap<&str, Span> = BTreeMap::new();
        for example in all.iter().filter(|it| it.span.source == linked.root) {
            match titles.get(example.key.as_str()) {
                Some(first) => {
                    let place = example.title.span;
                    self.findings.push(finding::doubled_example(place, *first, &example.title.text));
                }
                None => drop(titles.insert(&example.key, example.title.span)),
            }
            self.likeness(example, &known);
            if example.expectations.is_empty() && !example.is_broken {
                self.findings.push(finding::no_expectation(example.span, &example.title.text));
            }
            let mut given: BTreeMap<GivenKey, Span> = BTreeMap::new();
            for it in example.givens.iter().filter(|it| it.span.source == linked.root) {
                if let Some(first) = given.insert(it.key(), it.span) {
                    let text = self.words_at(given_name(it));
                    self.findings.push(finding::given_twice(it.span, first, &text));
                }
            }
        }
    }

    fn likeness<'a>(&mut self, example: &'a ast::Example, titles: &Titles<'a>) {
        // An inherited `like` is the base's business.
        let Some(like) = example.like.as_ref().filter(|like| like.span.source == self.linked.root) else {
            return;
        };
        if titles.find(like).is_none() {
            // Looking for what was meant costs; after so many slips it helps nobody.
            let is_worth = self.findings.len() < MAXIMUM_SUGGESTIONS;
            let near = if is_worth { name::nearest(&like.text, titles.texts()) } else { None };
            self.findings.push(finding::unknown_example(like.span, &like.text, near));
            return;
        }
        let (chain, end) = titles.chain(example);
        if end != ChainEnd::Open {
            let is_circle = end == ChainEnd::Circle;
            self.findings.push(finding::endless_examples(like.span, &like.text, is_circle, chain.len()));
        }
    }

    fn example(&mut self, example: &ast::Example, facts: &[Fact], edition: &Edition) -> Example {
        let mut made = Example {
            title: example.title.text.clone(),
            span: example.span,
            period: None,
            facts: vec![None; facts.len()],
            expectations: Vec::new(),
            skipped: Vec::new(),
            is_placed: true,
        };
        let written = example.written(&self.linked.file.examples);
        let (broad, single): (Vec<&Given>, Vec<&Given>) =
            example.givens.iter().partition(|it| matches!(it.kind, GivenKind::AllCriteria(_)));
        for given in broad.into_iter().chain(single) {
            match self.given(given, facts, edition, &mut made) {
                Ok(()) => {}
                Err(refused) => self.refuse(refused, given.span, &written, &mut made),
            }
        }
        self.placed(example, facts, edition, &mut made);
        for expectation in &example.expectations {
            match self.expectation(expectation) {
                Ok(expectation) => made.expectations.push(expectation),
                Err(refused) => self.refuse(refused, expectation.span, &written, &mut made),
            }
        }
        made
    }

    /// A part that cannot be taken: its author reads why; what is inherited, or comes from an example for
    /// another kind of unit, is passed over.
    fn refuse(&mut self, refused: Refused, span: Span, written: &BTreeSet<Span>, example: &mut Example) {
        if span.source == self.linked.root && written.contains(&span) {
            self.findings.extend(refused);
        } else {
            example.skipped.push(Skipped { text: self.words_at(span), span });
        }
    }

    fn given(
        &self,
        given: &Given,
        facts: &[Fact],
        edition: &Edition,
        example: &mut Example,
    ) -> Result<(), Refused> {
        match &given.kind {
            GivenKind::Period(text) => {
                let period = self.period(text, edition)?;
                example.period = Some(period);
            }
            GivenKind::AllCriteria(yes) => {
                let is_answer =
                    |origin: &FactOrigin| matches!(origin, FactOrigin::Answer(_) | FactOrigin::Evidence(_));
                let answers = self.linked.facts.iter().zip(&mut example.facts);
                let answers = answers.filter(|(fact, _)| is_answer(&fact.origin));
                answers.for_each(|(_, value)| *value = Some(Value::Truth(*yes)));
            }
            GivenKind::Fact(name, literal) => {
                let id = self.given_fact(name)?;
                let fact = &facts[id as usize];
                let value = match literal {
                    Some(literal) => Some(self.literal(literal, fact.kind, &name.text())?),
                    None => None,
                };
                if let Some(value) = value.filter(|value| !fits(*value, fact)) {
                    let place = literal.as_ref().and_then(Literal::span).unwrap_or(given.span);
                    return Err(Some(finding::out_of_range(place, fact, value)));
                }
                example.facts[id as usize] = value;
            }
        }
        Ok(())
    }

    /// The fact that a name in a row means: a fact, the answer or rating of a criterion, evidence.
    fn given_fact(&self, name: &ast::Dotted) -> Result<u32, Refused> {
        let no_fact = || Some(finding::no_fact_of_a_row(name.span, &name.text()));
        match self.linked.exemplified.get(&name.span) {
            None => Err(None),
            Some(Symbol::Fact(id)) => Ok(*id),
            Some(Symbol::Criterion(id)) => self.linked.criteria[*id as usize].answer.ok_or_else(no_fact),
            Some(_) => Err(no_fact()),
        }
    }

    /// A period that the ruleset assesses, and in which it is in force.
    fn period(&self, text: &ast::Text, edition: &Edition) -> Result<Period, Refused> {
        let every = self.linked.file.assesses.first().map(|it| it.every);
        let Some(period) = Period::any(&text.text, every) else {
            return Err(Some(finding::bad_period(text.span, &text.text, every)));
        };
        if edition.holds(period.first_day()) {
            Ok(period)
        } else {
            Err(Some(finding::not_in_force(text.span, &text.text, edition.from, edition.until)))
        }
    }

    /// Whether a row of data like it would find its table: it says its kind, where that decides.
    fn placed(&mut self, example: &ast::Example, facts: &[Fact], edition: &Edition, made: &mut Example) {
        let is_period = |given: &&Given| matches!(given.kind, GivenKind::Period(_));
        let has_period = example.givens.iter().any(|it| is_period(&it));
        made.is_placed = !has_period || made.period.is_some();
        let Some(by) = edition.forms.first().map(|form| &form.by) else { return };
        let id = self.linked.facts.iter().position(|fact| name::key(&fact.path) == by.key);
        let is_known = |id: usize| made.facts[id].is_some() || facts[id].default.is_some();
        if id.is_some_and(is_known) {
            return;
        }
        made.is_placed = false;
        // A value that is wrong was reported as that.
        let is_given = example.givens.iter().any(|it| it.key() == GivenKey::Fact(by.key.clone()));
        if !is_given && example.span.source == self.linked.root {
            let words = edition.forms.iter().map(|form| form.word.text.as_str()).collect::<Vec<_>>();
            self.findings.push(finding::no_kind_of_unit(example.span, &by.text, words[0]));
        }
    }

    fn expectation(&self, written: &ast::Expectation) -> Result<Expectation, Refused> {
        let (path, expected) = match &written.kind {
            ExpectationKind::Outcome(path, expected) => (path, expected),
            ExpectationKind::Finding(code) => {
                if !FINDINGS.contains(&code.text.as_str()) {
                    return Err(Some(finding::no_finding_of_a_row(code.span, &code.text, &FINDINGS)));
                }
                let name = self.words_at(Span { end: code.span.start, ..written.span }).trim_end().to_owned();
                let wanted = Wanted::Finding(code.text.clone());
                return Ok(Expectation { name, wanted, span: written.span });
            }
        };
        let name = self.words_at(path.span);
        let symbol = match self.linked.exemplified.get(&path.span) {
            None => return Err(None),
            Some(Symbol::Word) => return Err(Some(finding::word_alone(path.span, &name))),
            Some(symbol) => *symbol,
        };
        let (kind, is_class) = (self.kind_of(symbol), matches!(symbol, Symbol::Classes(_)));
        let wanted = match expected {
            Expected::Value(value) => Wanted::Value(symbol, self.literal(value, kind, &name)?),
            Expected::Limits(limits) => Wanted::Limits(symbol, self.exact_limits(limits, kind, &name)?),
            Expected::Undecided => Wanted::Undecided(symbol),
            Expected::NotApplicable if !is_class => Wanted::NotApplicable(symbol),
            Expected::NotAssessed if is_class => Wanted::NotApplicable(symbol),
            Expected::NotApplicable | Expected::NotAssessed => {
                return Err(Some(finding::no_such_state(written.span, &name, is_class)));
            }
        };
        Ok(Expectation { name, wanted, span: written.span })
    }

    fn exact_limits(&self, written: &[Limit], kind: Kind, name: &str) -> Result<Limits, Refused> {
        let mut limits = Limits::default();
        let mut place: Option<Span> = None;
        for limit in written {
            let literal = Literal::Constant(limit.at.clone());
            let Value::Number(at) = self.literal(&literal, kind, name)? else { return Err(None) };
            let bound = |included| Some(Bound { at, included });
            let own = match limit.end {
                LimitEnd::From => Limits { low: bound(true), high: None },
                LimitEnd::Above => Limits { low: bound(false), high: None },
                LimitEnd::UpTo => Limits { low: None, high: bound(true) },
                LimitEnd::Below => Limits { low: None, high: bound(false) },
                LimitEnd::Exactly => Limits { low: bound(true), high: bound(true) },
            };
            limits = limits.intersect(&own);
            place = Some(place.map_or(limit.at.span, |place| place.to(limit.at.span)));
        }
        match (place, limits.low, limits.high) {
            (Some(place), Some(low), Some(high)) if limits.is_empty() => {
                Err(Some(finding::empty_range(place, &low.at.to_string(), &high.at.to_string())))
            }
            _ => Ok(limits),
        }
    }

    /// The value that is written, for something of a kind. A percentage may be written without its sign, as
    /// in data.
    fn literal(&self, literal: &Literal, kind: Kind, name: &str) -> Result<Value, Refused> {
        let (expr, words) = match literal {
            Literal::Words(words) => (None, words.as_slice()),
            Literal::Constant(expr) => (Some(expr), &[][..]),
        };
        match (expr.map(|expr| &expr.kind), kind) {
            (Some(ExprKind::Hole), _) | (_, Kind::Hole) => return Err(None),
            (Some(ExprKind::Number(number)), Kind::Count | Kind::Number | Kind::Ratio) => {
                return Ok(Value::Number(*number));
            }
            (Some(ExprKind::Number(number)), Kind::Share) => {
                return Ok(Value::Number(number.over(Number::HUNDRED).unwrap_or(*number)));
            }
            (Some(ExprKind::Share(share)), Kind::Share | Kind::Ratio) => return Ok(Value::Number(*share)),
            (Some(ExprKind::Truth(truth)), Kind::Truth) => return Ok(Value::Truth(*truth)),
            (Some(ExprKind::Truth(false)), Kind::Words(_)) => return Ok(Value::Words(0)),
            (Some(ExprKind::Date(date)), Kind::Date) => return Ok(Value::Date(*date)),
            (None, Kind::Word(choice)) if words.len() == 1 => {
                return self.found_word(choice, &words[0]).map(Value::Word).map_err(Some);
            }
            (None, Kind::Words(choice)) => {
                let bits = words.iter().try_fold(0, |bits, word| {
                    self.found_word(choice, word).map(|place| bits | 1u64 << place)
                });
                return bits.map(Value::Words).map_err(Some);
            }
            _ => {}
        }
        Err(literal.span().map(|span| finding::other_kind(span, name, kind)))
    }
}

/// The words that say what is given.
fn given_name(given: &Given) -> Span {
    match &given.kind {
        GivenKind::Fact(name, _) => name.span,
        GivenKind::Period(_) | GivenKind::AllCriteria(_) => given.span,
    }
}
