//! The three outcomes, and arithmetic on them.
//!
//! Known values take the short way. What is undecided carries what it may still be, so that an
//! answer which cannot change any more is given although facts are missing.

use super::facts::Facts;
use crate::function::Stop;
use crate::plan::NodeId;
use crate::value::{Interval, Number, Range, Relation, Value, order};
use std::collections::BTreeSet;

/// What a node comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A value.
    Value(Value),
    /// Nothing, because it does not apply to the unit.
    NotApplicable,
    /// Not known yet.
    Undecided(Box<Undecided>),
}

/// Why something is not known, and what it may still be.
#[derive(Clone, Debug, PartialEq)]
pub struct Undecided {
    /// What it may be.
    pub range: Range,
    /// Whether it may turn out not to apply.
    pub may_not_apply: bool,
    /// The facts that decide, by index.
    pub missing: Facts,
    /// What the ruleset does not say, or could not do.
    pub faults: BTreeSet<Fault>,
}

/// Something that the ruleset does not say, or could not do, for this unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where.
    pub node: NodeId,
    /// What.
    pub kind: FaultKind,
}

/// What the ruleset does not say, or could not do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// A number falls in no tier, row or column.
    NoTier,
    /// A number falls in two tiers that give different values.
    TwoTiers,
    /// No condition holds, and nothing is said for the rest.
    NoBranch,
    /// A divisor is 0, and nothing is said for that.
    DividedByZero,
    /// A number leaves the range that can be represented.
    OutOfRange,
    /// Two treatments of what is not applicable hold at once.
    TwoTreatments,
    /// No class fits.
    NoClass,
    /// Two classes are settled at once.
    TwoClasses,
    /// No item of a collection is left, and nothing is said for that.
    NothingLeft,
    /// An award depends on something that is not applicable.
    NothingToAward,
    /// A local function gave no value.
    Function(Stop),
    /// A local function gave a value that it must not give.
    OutsideResult(String),
}

/// Why something is undecided: facts and faults, collected on the way. Where all is known, nothing is.
#[derive(Clone, Debug, Default)]
pub(super) struct Why {
    pub(super) may_not_apply: bool,
    /// The reasons so far, in what the outcome will be.
    reasons: Option<Box<Undecided>>,
}

impl Why {
    /// Adds the reasons of an operand.
    #[inline]
    pub(super) fn add(&mut self, outcome: &Outcome) {
        if let Outcome::Undecided(undecided) = outcome {
            self.add_open(undecided);
        }
    }

    fn add_open(&mut self, undecided: &Undecided) {
        self.may_not_apply |= undecided.may_not_apply;
        match &mut self.reasons {
            None => self.reasons = Some(Box::new(undecided.clone())),
            Some(reasons) => {
                reasons.missing.add(&undecided.missing);
                reasons.faults.extend(undecided.faults.iter().cloned());
            }
        }
    }

    /// The reasons of a condition: whether it applies is part of whether it holds.
    pub(super) fn add_condition(&mut self, outcome: &Outcome) {
        let before = self.may_not_apply;
        self.add(outcome);
        self.may_not_apply = before;
    }

    fn of(missing: Facts, faults: BTreeSet<Fault>) -> Why {
        let reasons = Undecided { range: Range::Truth, may_not_apply: false, missing, faults };
        Why { may_not_apply: false, reasons: Some(Box::new(reasons)) }
    }

    pub(super) fn missing(fact: u32) -> Why {
        Why::of(Facts::from([fact]), BTreeSet::new())
    }

    pub(super) fn fault(node: NodeId, kind: FaultKind) -> Why {
        Why::of(Facts::default(), BTreeSet::from([Fault { node, kind }]))
    }

    /// What is known of something that may be anything in `range`: decided, if that is one value.
    pub(super) fn outcome(self, range: Range) -> Outcome {
        match range.single() {
            Some(value) if !self.may_not_apply => Outcome::Value(value),
            _ => self.open(range),
        }
    }

    /// What is not decided, whatever it may be.
    pub(super) fn open(self, range: Range) -> Outcome {
        let may_not_apply = self.may_not_apply;
        let mut undecided = self.reasons.unwrap_or_else(|| {
            let (missing, faults) = Default::default();
            Box::new(Undecided { range, may_not_apply, missing, faults })
        });
        undecided.range = range;
        undecided.may_not_apply = may_not_apply;
        Outcome::Undecided(undecided)
    }

    /// A class that the rules do not give: whatever depends on it is open too.
    pub(super) fn undecided(mut self, range: Range) -> Outcome {
        self.may_not_apply = true;
        self.outcome(range)
    }

    pub(super) fn number(self, interval: Interval) -> Outcome {
        self.outcome(Range::Number(interval))
    }
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Yes,
    No,
    Maybe,
}

impl Outcome {
    /// The number, if it is known.
    pub fn number(&self) -> Option<Number> {
        match self {
            Outcome::Value(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The truth, if it is known.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Outcome::Value(Value::Truth(truth)) => Some(*truth),
            _ => None,
        }
    }

    /// The word, if it is known.
    pub fn word(&self) -> Option<u8> {
        match self {
            Outcome::Value(Value::Word(word)) => Some(*word),
            _ => None,
        }
    }

    /// Why it is not known, if it is not.
    pub fn undecided(&self) -> Option<&Undecided> {
        match self {
            Outcome::Undecided(undecided) => Some(undecided),
            _ => None,
        }
    }

    /// What it may be; none where it does not apply.
    pub fn range(&self) -> Option<Range> {
        match self {
            Outcome::Value(value) => Some(Range::from(*value)),
            Outcome::NotApplicable => None,
            Outcome::Undecided(undecided) => Some(undecided.range),
        }
    }

    /// The least and greatest number that it may be.
    pub fn interval(&self) -> Interval {
        match self.range() {
            Some(Range::Number(interval)) => interval,
            _ => Interval::default(),
        }
    }

    /// The same number, where it is known to lie in an interval if it is one. What has a fault is none.
    #[must_use]
    pub fn within(self, interval: Interval) -> Outcome {
        match self {
            Outcome::Undecided(mut undecided) if undecided.faults.is_empty() => {
                if let Range::Number(own) = undecided.range {
                    undecided.range = Range::Number(own.meet(interval));
                }
                match undecided.range.single() {
                    Some(value) if !undecided.may_not_apply => Outcome::Value(value),
                    _ => Outcome::Undecided(undecided),
                }
            }
            outcome => outcome,
        }
    }

    /// The same condition, where it is known how it comes out if it does.
    #[must_use]
    pub fn decided(self, truth: Option<bool>) -> Outcome {
        match (truth, &self) {
            (Some(truth), Outcome::Undecided(it)) if !it.may_not_apply && it.faults.is_empty() => {
                Outcome::truth_of(truth)
            }
            _ => self,
        }
    }

    #[inline]
    pub(super) fn of(number: Option<Number>, node: NodeId) -> Outcome {
        match number {
            Some(number) => Outcome::Value(Value::Number(number)),
            None => Outcome::faulty(node, FaultKind::OutOfRange, Range::Number(Interval::default())),
        }
    }

    /// A fault is never decided, even where only one value could be meant.
    #[cold]
    pub(super) fn faulty(node: NodeId, kind: FaultKind, range: Range) -> Outcome {
        Why::fault(node, kind).open(range)
    }

    pub(super) const fn truth_of(truth: bool) -> Outcome {
        Outcome::Value(Value::Truth(truth))
    }

    /// Whether it holds. What does not apply has no force, and does not hold.
    #[inline]
    pub(super) fn holds(&self) -> Holds {
        match self {
            Outcome::Value(Value::Truth(true)) => Holds::Yes,
            Outcome::Value(_) | Outcome::NotApplicable => Holds::No,
            Outcome::Undecided(_) => Holds::Maybe,
        }
    }

    /// Whether it lets something through. What does not apply has no force, and does not stop it.
    #[inline]
    pub(super) fn permits(&self) -> Holds {
        match self {
            Outcome::NotApplicable => Holds::Yes,
            outcome => outcome.holds(),
        }
    }

    /// Applies an operation on numbers.
    #[inline]
    fn with(
        &self,
        other: &Outcome,
        node: NodeId,
        exact: impl Fn(Number, Number) -> Option<Number>,
        wide: fn(Interval, Interval) -> Interval,
    ) -> Outcome {
        match (self, other) {
            (Outcome::Value(Value::Number(a)), Outcome::Value(Value::Number(b))) => {
                Outcome::of(exact(*a, *b), node)
            }
            _ => self.with_open(other, wide),
        }
    }

    /// An operation on what is not known, or does not apply.
    fn with_open(&self, other: &Outcome, wide: fn(Interval, Interval) -> Interval) -> Outcome {
        if *self == Outcome::NotApplicable || *other == Outcome::NotApplicable {
            return Outcome::NotApplicable;
        }
        let mut why = Why::default();
        why.add(self);
        why.add(other);
        why.number(wide(self.interval(), other.interval()))
    }

    #[inline]
    pub(super) fn plus(&self, other: &Outcome, node: NodeId) -> Outcome {
        self.with(other, node, Number::plus, Interval::plus)
    }

    #[inline]
    pub(super) fn minus(&self, other: &Outcome, node: NodeId) -> Outcome {
        self.with(other, node, Number::minus, |a, b| a.plus(b.negated()))
    }

    #[inline]
    pub(super) fn times(&self, other: &Outcome, node: NodeId) -> Outcome {
        self.with(other, node, Number::times, Interval::times)
    }

    #[inline]
    pub(super) fn over(&self, other: &Outcome, node: NodeId) -> Outcome {
        if other.number().is_some_and(Number::is_zero) && *self != Outcome::NotApplicable {
            return Outcome::faulty(node, FaultKind::DividedByZero, Range::Number(Interval::default()));
        }
        self.with(other, node, Number::over, Interval::over)
    }

    #[inline]
    pub(super) fn at_least(&self, other: &Outcome, node: NodeId) -> Outcome {
        self.with(other, node, |a, b| Some(a.max(b)), Interval::at_least)
    }

    #[inline]
    pub(super) fn at_most(&self, other: &Outcome, node: NodeId) -> Outcome {
        self.with(other, node, |a, b| Some(a.min(b)), Interval::at_most)
    }

    /// Applies a function that never falls.
    #[inline]
    pub(super) fn map(&self, node: NodeId, apply: impl Fn(Number) -> Option<Number>) -> Outcome {
        match self {
            Outcome::Value(Value::Number(number)) => Outcome::of(apply(*number), node),
            Outcome::Undecided(undecided) => {
                let Range::Number(interval) = undecided.range else { return self.clone() };
                let mut why = Why::default();
                why.add(self);
                why.number(interval.map(apply))
            }
            outcome => outcome.clone(),
        }
    }

    #[inline]
    pub(super) fn compare(&self, relation: Relation, other: &Outcome) -> Outcome {
        match (self, other) {
            (Outcome::Value(a), Outcome::Value(b)) => Outcome::truth_of(relation.holds(order(a, b))),
            _ => self.compare_open(relation, other),
        }
    }

    fn compare_open(&self, relation: Relation, other: &Outcome) -> Outcome {
        if *self == Outcome::NotApplicable || *other == Outcome::NotApplicable {
            return Outcome::NotApplicable;
        }
        let mut why = Why::default();
        why.add(self);
        why.add(other);
        let sides = self.range().zip(other.range());
        match sides.and_then(|(a, b)| a.compare(relation, &b)) {
            Some(truth) if !why.may_not_apply => Outcome::truth_of(truth),
            _ => why.outcome(Range::Truth),
        }
    }
}

/// Any one of `outcomes`, for the reasons in `why`: what they have in common, if that is one value.
pub(super) fn any_of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>, mut why: Why) -> Outcome {
    let mut range: Option<Range> = None;
    let mut all_same: Option<&Outcome> = None;
    let mut differ = false;
    for outcome in outcomes {
        differ |= all_same.is_some_and(|first| first != outcome);
        all_same.get_or_insert(outcome);
        why.add(outcome);
        why.may_not_apply |= *outcome == Outcome::NotApplicable;
        range = match (range, outcome.range()) {
            (Some(a), Some(b)) => Some(a.hull(b)),
            (a, b) => a.or(b),
        };
    }
    match (all_same, range) {
        (Some(first), _) if !differ && !matches!(first, Outcome::Undecided(_)) => first.clone(),
        (_, Some(range)) => why.outcome(range),
        _ => Outcome::NotApplicable,
    }
}

/// `yes` where a condition holds, `no` where it does not, either where it is undecided.
#[inline]
pub(super) fn choose(condition: &Outcome, yes: Outcome, no: Outcome) -> Outcome {
    match condition.holds() {
        Holds::Yes => yes,
        Holds::No => no,
        Holds::Maybe => either(condition, &yes, &no),
    }
}

fn either(condition: &Outcome, yes: &Outcome, no: &Outcome) -> Outcome {
    let mut why = Why::default();
    why.add_condition(condition);
    any_of([yes, no], why)
}
