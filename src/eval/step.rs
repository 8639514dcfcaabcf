//! One step of scoring: what a node comes to.

use super::outcome::{FaultKind, Holds, Outcome, Why};
use super::slots::Slots;
use super::tally::Tally;
use crate::data::Record;
use crate::plan::{NodeId, Op, Plan};
use crate::value::{Interval, Kind, Number, Range, Relation, Value, day_number, later};

/// What one node comes to, from what the slots of its operands hold.
pub fn step(plan: &Plan, record: &Record, slots: &Slots, node: NodeId) -> Outcome {
    Run { plan, record, slots }.op(&plan.node(node).op, node)
}

/// One step: what was filled before, and the record.
pub(super) struct Run<'a> {
    pub(super) plan: &'a Plan,
    pub(super) record: &'a Record,
    pub(super) slots: &'a Slots,
}

impl<'a> Run<'a> {
    pub(super) fn get(&self, id: NodeId) -> &'a Outcome {
        self.slots.get(id)
    }

    pub(super) fn op(&self, op: &Op, id: NodeId) -> Outcome {
        match op {
            Op::Constant(value) => Outcome::Value(*value),
            Op::Fact(fact) => self.fact(*fact),
            Op::Sum(links) => self.sum(links, id),
            Op::Product(a, b) => self.get(*a).times(self.get(*b), id),
            Op::Quotient(a, b) => self.get(*a).over(self.get(*b), id),
            Op::Days(a, b) => self.days(self.get(*a), self.get(*b)),
            Op::Later(date, days, earlier) => self.later(self.get(*date), self.get(*days), *earlier, id),
            Op::Compare(it) => self.get(it.left).compare(it.relation, self.get(it.right)),
            Op::Includes(of, word) => self.includes(self.get(*of), *word),
            Op::All(list) => self.all(list, false),
            Op::Any(list) => self.all(list, true),
            Op::Not(inner) => negated(self.get(*inner)),
            Op::Tiers(tiers) => self.tiers(tiers, id),
            Op::First(branches, otherwise) => self.first(branches, *otherwise, id),
            Op::Steps(steps) => self.steps(steps, id),
            Op::Grid(grid) => self.grid(grid, id),
            Op::Greatest(list) => self.extreme(list, id, Outcome::at_least),
            Op::Least(list) => self.extreme(list, id, Outcome::at_most),
            Op::Average(list) => self.average(list, id),
            Op::Call(function, arguments) => self.call(*function, arguments, id),
            Op::Met(when, maximum) => self.met(self.get(*when), *maximum),
            Op::Open { of, requires, zero, evidence } => self.open(*of, requires, zero, evidence),
            Op::Deduct { of, fixed, shares } => self.deduct(*of, fixed, shares, id),
            Op::Bound { of, required: true, .. } if *self.get(*of) == Outcome::NotApplicable => {
                Outcome::faulty(id, FaultKind::NothingToAward, Range::Number(Interval::default()))
                    .at_least(&Outcome::Value(Value::Number(Number::ZERO)), id)
            }
            Op::Bound { of, floors, caps, from_zero, high, .. } => {
                self.bound(*of, (floors, caps), *from_zero, *high, id)
            }
            Op::Round { of, step, mode } => self.get(*of).map(id, |number| number.rounded(*step, *mode)),
            Op::Applicable { of, cases, grows } => self.applicable(*of, cases, *grows, id),
            Op::Parts(list) => self.parts(list, id, false),
            Op::Pool(list) => self.parts(list, id, true),
            Op::Gain { left, amount, among } => self.gain(*left, *amount, among, id),
            Op::Maximum { of, left, gains } => self.maximum(*of, left, gains, id),
            Op::Grow { of, to, from } => grow(self.get(*of), self.get(*to), self.get(*from), id),
            Op::Rescale { of, remaining, cases } => self.rescale(*of, *remaining, cases, id),
            Op::Classes(classes) => self.classes(classes, id),
            Op::Decided(of) => self.decided(*of),
            Op::Title { when, class } => self.title(*when, *class),
        }
    }

    /// A fact as it is given, its default, or what it may be.
    pub(super) fn fact(&self, id: u32) -> Outcome {
        if let Some(range) = self.record.within.get(id as usize) {
            let given = self.record.facts.get(id as usize).copied().flatten();
            return given.map_or_else(|| Why::default().outcome(*range), Outcome::Value);
        }
        let given = |id: u32| {
            let given = self.record.facts.get(id as usize).copied().flatten();
            given.or(self.plan.ruleset.facts[id as usize].default)
        };
        if let Some(value) = given(id) {
            return Outcome::Value(value);
        }
        let fact = &self.plan.ruleset.facts[id as usize];
        let mut range = fact.range;
        for other in &fact.at_most {
            if let (Range::Number(interval), Some(Value::Number(cap))) = (range, given(*other)) {
                range = Range::Number(interval.meet(Interval { low: None, high: Some(cap) }));
            }
        }
        Why::missing(id).outcome(range)
    }

    fn sum(&self, links: &[(bool, NodeId)], id: NodeId) -> Outcome {
        let mut sum = Tally::ZERO;
        for (minus, link) in links {
            match self.get(*link) {
                Outcome::NotApplicable => return Outcome::NotApplicable,
                link => sum.add(link, *minus, id),
            }
        }
        sum.outcome()
    }

    fn days(&self, left: &Outcome, right: &Outcome) -> Outcome {
        let number = |outcome: &Outcome| match outcome {
            Outcome::Value(Value::Date(date)) => {
                Outcome::Value(Value::Number(Number::whole(day_number(*date).into())))
            }
            Outcome::Undecided(undecided) => {
                let Range::Date(first, last) = undecided.range else { return outcome.clone() };
                let end = |date| Number::whole(day_number(date).into());
                let mut why = Why::default();
                why.add(outcome);
                why.number(Interval::new(end(first), end(last)))
            }
            outcome => outcome.clone(),
        };
        number(left).minus(&number(right), NodeId::default())
    }

    fn later(&self, date: &Outcome, days: &Outcome, earlier: bool, id: NodeId) -> Outcome {
        let sign = if earlier { -1 } else { 1 };
        match (date, days) {
            (Outcome::Value(Value::Date(date)), Outcome::Value(Value::Number(days))) => {
                match later(*date, sign * days.floor().numerator()) {
                    Some(date) => Outcome::Value(Value::Date(date)),
                    None => Outcome::faulty(id, FaultKind::OutOfRange, self.plan.date_range()),
                }
            }
            (Outcome::NotApplicable, _) | (_, Outcome::NotApplicable) => Outcome::NotApplicable,
            _ => {
                let mut why = Why::default();
                why.add(date);
                why.add(days);
                why.outcome(self.plan.date_range())
            }
        }
    }

    fn includes(&self, of: &Outcome, word: u8) -> Outcome {
        match of {
            Outcome::Value(Value::Words(words)) => Outcome::truth_of(words >> word & 1 == 1),
            Outcome::Undecided(undecided) => match undecided.range {
                Range::Words { sure, .. } if sure >> word & 1 == 1 => Outcome::truth_of(true),
                Range::Words { possible, .. } if possible >> word & 1 == 0 => Outcome::truth_of(false),
                _ => {
                    let mut why = Why::default();
                    why.add(of);
                    why.outcome(Range::Truth)
                }
            },
            _ => Outcome::NotApplicable,
        }
    }

    /// Whether all hold, or with `any` whether one does. One that settles it is enough, whatever the
    /// others are; those that do not apply are passed over.
    fn all(&self, list: &[NodeId], any: bool) -> Outcome {
        let mut why = Why::default();
        let (mut is_open, mut applies) = (false, false);
        for id in list {
            let outcome = self.get(*id);
            match outcome {
                Outcome::Value(Value::Truth(truth)) if *truth == any => return Outcome::truth_of(any),
                Outcome::NotApplicable => {}
                Outcome::Value(_) => applies = true,
                Outcome::Undecided(_) => {
                    why.add(outcome);
                    is_open = true;
                }
            }
        }
        match (is_open, applies) {
            (false, false) => Outcome::NotApplicable,
            (false, true) => Outcome::truth_of(!any),
            (true, applies) => {
                why.may_not_apply &= !applies;
                why.outcome(Range::Truth)
            }
        }
    }

    fn met(&self, when: &Outcome, maximum: Number) -> Outcome {
        let points = |number| Outcome::Value(Value::Number(number));
        match when {
            Outcome::NotApplicable => Outcome::NotApplicable,
            when => super::outcome::choose(when, points(maximum), points(Number::ZERO)),
        }
    }

    fn call(&self, function: u32, arguments: &[NodeId], id: NodeId) -> Outcome {
        let function = &self.plan.ruleset.functions[function as usize];
        let mut values = Vec::with_capacity(arguments.len());
        let mut why = Why::default();
        for argument in arguments {
            match self.get(*argument) {
                Outcome::Value(value) => values.push(*value),
                Outcome::NotApplicable => return Outcome::NotApplicable,
                outcome => why.add(outcome),
            }
        }
        if values.len() < arguments.len() {
            return why.outcome(function.range);
        }
        let faulty = |kind| Outcome::faulty(id, kind, function.range);
        match function.script.call(&values) {
            Err(stop) => faulty(FaultKind::Function(stop)),
            Ok(value) => match (value, function.kind, function.range) {
                (Value::Truth(_), Kind::Truth, _) => Outcome::Value(value),
                (Value::Number(number), _, Range::Number(interval))
                    if interval.contains(number) && number.is_multiple_of(function.step) =>
                {
                    Outcome::Value(value)
                }
                (Value::Number(number), ..) => faulty(FaultKind::OutsideResult(number.to_string())),
                (Value::Truth(truth), ..) => faulty(FaultKind::OutsideResult(truth.to_string())),
                _ => faulty(FaultKind::OutsideResult(String::new())),
            },
        }
    }

    /// Whether a comparison of what is known comes out one way.
    pub(super) fn is(&self, left: &Outcome, relation: Relation, right: &Outcome) -> Holds {
        left.compare(relation, right).holds()
    }
}

fn negated(outcome: &Outcome) -> Outcome {
    match outcome {
        Outcome::Value(Value::Truth(truth)) => Outcome::truth_of(!truth),
        outcome => outcome.clone(),
    }
}

/// `of × to / from`; not applicable where there is nothing to grow from.
pub(super) fn grow(of: &Outcome, to: &Outcome, from: &Outcome, id: NodeId) -> Outcome {
    if from.number().is_some_and(Number::is_zero) {
        return Outcome::NotApplicable;
    }
    of.times(to, id).over(from, id)
}
