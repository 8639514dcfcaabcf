//! Formulas and values in words.

use crate::assessment::Standing;
use crate::data::Record;
use crate::diagnostic::catalogue::{say, word};
use crate::diagnostic::{Argument, Language};
use crate::eval::{Outcome, Outside, Slots};
use crate::model::{Symbol, Word};
use crate::plan::{LimitNodes, NodeId, Op, Plan};
use crate::value::{Kind, Number, Range, Relation, Value};

/// Says what nodes are and what they came to, for one unit in one language.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The unit's record.
    pub record: &'a Record,
    /// What scoring filled.
    pub slots: &'a Slots,
    /// What was known beside the record.
    pub outside: &'a Outside,
    /// How the unit stands in each quota.
    pub standings: &'a [Standing],
    /// The language.
    pub language: Language,
}

/// How tightly an operator binds: what binds less needs brackets inside it.
const LOOSE: u8 = 0;
const COMPARISON: u8 = 2;
const SUM: u8 = 3;
const PRODUCT: u8 = 4;

impl Speaker<'_> {
    pub(crate) fn say(&self, id: &str, arguments: &[(&'static str, Argument)]) -> String {
        say(self.language, id, arguments)
    }

    pub(crate) fn word(&self, id: &str) -> String {
        word(self.language, id)
    }

    pub(super) fn outcome(&self, node: NodeId) -> &Outcome {
        self.slots.get(node)
    }

    /// Who scored the unit; none where the ruleset names nobody.
    pub fn assessor(&self) -> Option<&Word> {
        self.record.assessor.and_then(|at| self.plan.ruleset.assessors.get(usize::from(at)))
    }

    /// The label of a fact, or its name where it has none.
    pub fn fact(&self, id: u32) -> String {
        self.plan.ruleset.facts[id as usize].shown().to_owned()
    }

    /// A value as people read it.
    pub fn value(&self, value: Value, kind: Kind) -> String {
        match value {
            Value::Number(number) => number_in_words(number, kind),
            Value::Truth(true) => self.word("word-yes"),
            Value::Truth(false) => self.word("word-no"),
            Value::Word(word) => self.choice_word(kind, word),
            Value::Words(words) => {
                let all =
                    (0..64).filter(|word| words >> word & 1 == 1).map(|word| self.choice_word(kind, word));
                all.collect::<Vec<_>>().join(", ")
            }
            Value::Date(date) => date.to_string(),
        }
    }

    fn choice_word(&self, kind: Kind, word: u8) -> String {
        let (Kind::Word(choice) | Kind::Words(choice)) = kind else { return String::new() };
        match self.plan.ruleset.choices[choice as usize].words.get(word as usize) {
            Some(word) if word.title.is_empty() => word.name.clone(),
            Some(word) => word.title.clone(),
            None => String::new(),
        }
    }

    /// What a node came to: a value, what it may be, or that it does not apply.
    pub fn result(&self, node: NodeId) -> String {
        let kind = self.plan.node(node).kind;
        match self.outcome(node) {
            Outcome::Value(value) => self.value(*value, kind),
            Outcome::NotApplicable => self.word("state-not-applicable"),
            Outcome::Undecided(undecided) => self.range(undecided.range, kind),
        }
    }

    fn range(&self, range: Range, kind: Kind) -> String {
        match range {
            Range::Number(interval) => match (interval.low, interval.high) {
                (Some(low), Some(high)) => {
                    let ends = [("low", low), ("high", high)];
                    self.say(
                        "range-between",
                        &ends.map(|(name, end)| (name, number_in_words(end, kind).into())),
                    )
                }
                _ => self.word("state-undecided"),
            },
            Range::Word(0) => self.word("state-undecided"),
            Range::Word(words) => {
                let possible = (0..64).rev().filter(|word| words >> word & 1 == 1);
                let possible: Vec<String> = possible.map(|word| self.choice_word(kind, word)).collect();
                self.say("range-one-of", &[("words", possible.join(", ").into())])
            }
            _ => self.word("state-undecided"),
        }
    }

    /// What a node is: a name, or a formula over names.
    pub fn formula(&self, node: NodeId) -> String {
        self.bound(node, LOOSE)
    }

    /// The formula, what it came to, and the values that went in: `a / b = 87.5% (a 21, b 24)`. Of a
    /// condition only the values: whether it holds is for the sentence to say.
    pub fn computed(&self, node: NodeId) -> String {
        let (formula, result) = (self.formula(node), self.result(node));
        let it = self.plan.node(node);
        // Of `a = word` that holds, the sentence itself gives the value.
        let is_equal = matches!(&it.op, Op::Compare(compared) if compared.relation == Relation::Equal
            && self.is_named(compared.left)
            && matches!(self.plan.node(compared.right).op, Op::Constant(_)));
        if is_equal && self.outcome(node).truth() == Some(true) {
            return formula;
        }
        let mut inputs = String::new();
        for input in self.inputs(node) {
            let start = if inputs.is_empty() { "" } else { ", " };
            inputs.extend([start, &self.formula(input), " ", &self.result(input)]);
        }
        let is_condition = it.kind == Kind::Truth && !inputs.is_empty();
        let text = match result.strip_prefix('≈') {
            _ if is_condition || formula == result => formula,
            Some(near) => [&formula, " ≈", near].concat(),
            None if self.outcome(node).undecided().is_some() => [&*formula, ": ", &result].concat(),
            None => [&*formula, " = ", &result].concat(),
        };
        if inputs.is_empty() || matches!(it.op, Op::Constant(_)) {
            text
        } else {
            [&text, " (", &inputs, ")"].concat()
        }
    }

    /// The named values that a formula is made of; none for a single name.
    fn inputs(&self, node: NodeId) -> Vec<NodeId> {
        let mut inputs = Vec::new();
        if !self.is_named(node) {
            self.collect(node, &mut inputs);
        }
        inputs
    }

    fn collect(&self, node: NodeId, inputs: &mut Vec<NodeId>) {
        for operand in self.plan.node(node).op.operands() {
            if self.is_named(operand) {
                if !inputs.contains(&operand) {
                    inputs.push(operand);
                }
            } else {
                self.collect(operand, inputs);
            }
        }
    }

    fn is_named(&self, node: NodeId) -> bool {
        let it = self.plan.node(node);
        it.name.is_some() || matches!(it.op, Op::Fact(_)) || self.plan.result(node).is_some()
    }

    /// The name of the result that a node is.
    fn part_name(&self, node: NodeId) -> Option<String> {
        let ruleset = &self.plan.ruleset;
        let titled = |title: &str, name: &str| if title.is_empty() { name } else { title }.to_owned();
        let or_word =
            |title: &str, word: &str| if title.is_empty() { self.word(word) } else { title.to_owned() };
        match self.plan.result(node)? {
            Symbol::Total => Some(or_word(&ruleset.total.title, "word-total")),
            Symbol::Criterion(at) => ruleset.criteria.get(at as usize).map(|it| titled(&it.title, &it.path)),
            Symbol::Content(at) => ruleset.contents.get(at as usize).map(|it| titled(&it.title, &it.path)),
            Symbol::Classes(at) => {
                ruleset.classes.get(at as usize).map(|it| or_word(&it.title, "word-class"))
            }
            Symbol::Title(at) => ruleset.titles.get(at as usize).map(|it| titled(&it.title, &it.name)),
            _ => None,
        }
    }

    fn bound(&self, node: NodeId, outer: u8) -> String {
        let it = self.plan.node(node);
        if let Some(name) = it.title.clone().or_else(|| self.part_name(node)) {
            return name;
        }
        let (text, inner) = self.operation(node);
        if inner < outer { format!("({text})") } else { text }
    }

    /// An operation in words, and how tightly it binds.
    fn operation(&self, node: NodeId) -> (String, u8) {
        let it = self.plan.node(node);
        let tight = u8::MAX;
        match &it.op {
            Op::Constant(value) => (self.value(*value, it.kind), tight),
            Op::Fact(id) => (self.fact(*id), tight),
            Op::Sum(links) => (self.sum(links), SUM),
            Op::Product(a, b) => (self.between((*a, PRODUCT), "×", (*b, PRODUCT + 1)), PRODUCT),
            Op::Quotient(a, b) => (self.between((*a, PRODUCT), "/", (*b, PRODUCT + 1)), PRODUCT),
            Op::Days(a, b) => (self.between((*a, SUM), "-", (*b, SUM + 1)), SUM),
            Op::Later(a, b, earlier) => {
                (self.between((*a, SUM), if *earlier { "-" } else { "+" }, (*b, SUM + 1)), SUM)
            }
            Op::Compare(it) => {
                (self.between((it.left, SUM), it.relation.symbol(), (it.right, SUM)), COMPARISON)
            }
            Op::Includes(of, word) => {
                let word = self.choice_word(self.plan.node(*of).kind, *word);
                (format!("{} {} {word}", self.bound(*of, SUM), self.word("word-includes")), COMPARISON)
            }
            Op::All(list) => (self.joined(list, "word-and", COMPARISON), 1),
            Op::Any(list) => (self.joined(list, "word-or", COMPARISON), 1),
            Op::Not(inner) => {
                (format!("{} {}", self.word("word-not"), self.bound(*inner, tight)), COMPARISON)
            }
            Op::Greatest(list) => (self.call("word-greatest", list), tight),
            Op::Least(list) => (self.call("word-least", list), tight),
            Op::Average(list) => (self.call("word-average", list), tight),
            Op::Call(function, list) => {
                let arguments = list.iter().map(|node| self.formula(*node)).collect::<Vec<_>>().join(", ");
                (format!("{}({arguments})", self.plan.ruleset.functions[*function as usize].name), tight)
            }
            Op::Tiers(tiers) => (self.say("formula-tiers", &[("of", self.formula(tiers.of).into())]), tight),
            Op::Steps(steps) => (self.say("formula-steps", &[("of", self.formula(steps.of).into())]), tight),
            Op::Grid(grid) => {
                let of = format!("{}, {}", self.formula(grid.rows_of), self.formula(grid.columns_of));
                (self.say("formula-grid", &[("of", of.into())]), tight)
            }
            Op::First(..) => (self.word("formula-first"), tight),
            Op::Bound { of, .. } | Op::Round { of, .. } | Op::Open { of, .. } => (self.formula(*of), LOOSE),
            Op::Applicable { of, .. } | Op::Deduct { of, .. } | Op::Maximum { of, .. } => {
                (self.formula(*of), LOOSE)
            }
            Op::Met(when, _) => (self.formula(*when), LOOSE),
            Op::Parts(list) if node != self.plan.contents_sum => (self.joined_by(list, " + "), SUM),
            Op::Parts(_) | Op::Rescale { .. } => (self.word("word-contents"), tight),
            _ => (self.result(node), tight),
        }
    }

    /// A sign between two operands.
    fn between(&self, left: (NodeId, u8), sign: &str, right: (NodeId, u8)) -> String {
        [&self.bound(left.0, left.1), " ", sign, " ", &self.bound(right.0, right.1)].concat()
    }

    fn sum(&self, links: &[(bool, NodeId)]) -> String {
        let mut text = String::new();
        for (minus, link) in links {
            let link = self.bound(*link, if *minus { SUM + 1 } else { SUM });
            text.push_str(match (text.is_empty(), minus) {
                (true, false) => "",
                (true, true) => "-",
                (false, false) => " + ",
                (false, true) => " - ",
            });
            text.push_str(&link);
        }
        text
    }

    fn joined_by(&self, list: &[NodeId], sign: &str) -> String {
        list.iter().map(|node| self.bound(*node, SUM)).collect::<Vec<_>>().join(sign)
    }

    fn joined(&self, list: &[NodeId], word: &str, outer: u8) -> String {
        let list: Vec<String> = list.iter().map(|node| self.bound(*node, outer)).collect();
        list.join(&format!(" {} ", self.word(word)))
    }

    fn call(&self, word: &str, list: &[NodeId]) -> String {
        let list: Vec<String> = list.iter().map(|node| self.formula(*node)).collect();
        format!("{} ({})", self.word(word), list.join(", "))
    }

    /// Limits as a table prints them.
    pub(super) fn limits(&self, limits: &LimitNodes) -> String {
        let end = |id: &str, node: NodeId| self.say(id, &[("at", self.limit(node).into())]);
        match (limits.low, limits.high) {
            (Some((low, _)), Some((high, _))) if low == high => end("limit-exactly", low),
            (low, high) => {
                let low =
                    low.map(|(at, included)| end(if included { "limit-from" } else { "limit-above" }, at));
                let high =
                    high.map(|(at, included)| end(if included { "limit-up-to" } else { "limit-below" }, at));
                low.into_iter().chain(high).collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// A limit; a formula with what it came to.
    fn limit(&self, node: NodeId) -> String {
        match self.plan.node(node).op {
            Op::Constant(_) if self.plan.node(node).title.is_none() => self.formula(node),
            _ => format!("{} = {}", self.formula(node), self.result(node)),
        }
    }

    /// Facts with a comma between.
    pub(super) fn facts(&self, facts: impl IntoIterator<Item = u32>) -> String {
        let facts: Vec<String> = facts
            .into_iter()
            .map(|id| {
                let decided_by = &self.plan.ruleset.facts[id as usize].decided_by;
                let fact = self.fact(id);
                if decided_by.is_empty() {
                    fact
                } else {
                    self.say("fact-decided-by", &[("fact", fact.into()), ("who", decided_by.as_str().into())])
                }
            })
            .collect();
        facts.join("; ")
    }
}

/// A number as people read it: a share in percent, and what has no end cut short and marked.
pub(super) fn number_in_words(number: Number, kind: Kind) -> String {
    match kind {
        Kind::Share => {
            let mut percent = number.times(Number::HUNDRED).unwrap_or(number).approximate(2);
            percent.push('%');
            percent
        }
        _ => number.approximate(4),
    }
}
