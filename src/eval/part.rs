//! Adjustments, sums of parts, and what becomes of what is not applicable.

use super::outcome::{FaultKind, Holds, Outcome, Why, any_of, choose};
use super::step::{Run, grow};
use super::tally::Tally;
use crate::model::Treatment;
use crate::plan::{Case, NodeId, When};
use crate::value::{Interval, Number, Range, Value};

const ZERO: Outcome = Outcome::Value(Value::Number(Number::ZERO));

impl Run<'_> {
    /// 0 where something that is required is missing, or something that empties it holds.
    pub(super) fn open(
        &self,
        of: NodeId,
        requires: &[NodeId],
        zero: &[NodeId],
        evidence: &[NodeId],
    ) -> Outcome {
        let of = self.get(of);
        if *of == Outcome::NotApplicable {
            return Outcome::NotApplicable;
        }
        let mut why = Why::default();
        let mut closed = Holds::No;
        let mut close = |condition: &Outcome, answer: Holds, closes: Holds| match answer {
            answer if answer == closes => closed = Holds::Yes,
            Holds::Maybe => {
                why.add_condition(condition);
                if closed == Holds::No {
                    closed = Holds::Maybe;
                }
            }
            _ => {}
        };
        for condition in requires.iter().chain(evidence).map(|id| self.get(*id)) {
            close(condition, condition.permits(), Holds::No);
        }
        for condition in zero.iter().map(|id| self.get(*id)) {
            close(condition, condition.holds(), Holds::Yes);
        }
        match closed {
            Holds::No => of.clone(),
            // Whether there is an award at all is not settled by its being closed.
            Holds::Yes if of.undecided().is_some_and(|it| it.may_not_apply) => {
                let mut why = Why::default();
                why.add(of);
                any_of([&ZERO, &Outcome::NotApplicable], why)
            }
            Holds::Yes => ZERO,
            Holds::Maybe => any_of([of, &ZERO], why),
        }
    }

    fn counted(&self, (value, when): &When) -> Outcome {
        let value = match self.get(*value) {
            Outcome::NotApplicable => ZERO,
            value => value.clone(),
        };
        match when {
            None => value,
            Some(when) => choose(self.get(*when), value, ZERO),
        }
    }

    /// Fixed deductions first, then the shares, added up, of what is left.
    pub(super) fn deduct(&self, of: NodeId, fixed: &[When], shares: &[When], id: NodeId) -> Outcome {
        let mut rest = self.get(of).clone();
        for deduction in fixed {
            rest = rest.minus(&self.counted(deduction), id);
        }
        if shares.is_empty() {
            return rest;
        }
        let mut kept = Outcome::Value(Value::Number(Number::ONE));
        for share in shares {
            kept = kept.minus(&self.counted(share), id);
        }
        rest.at_least(&ZERO, id).times(&kept.at_least(&ZERO, id), id)
    }

    /// Floors, then caps, then 0 and the maximum.
    pub(super) fn bound(
        &self,
        of: NodeId,
        (floors, caps): (&[When], &[When]),
        from_zero: bool,
        high: Option<NodeId>,
        id: NodeId,
    ) -> Outcome {
        let mut value = self.get(of).clone();
        for (floor, when) in floors {
            value = self.when(*when, value.at_least(self.get(*floor), id), value);
        }
        for (cap, when) in caps {
            value = self.when(*when, value.at_most(self.get(*cap), id), value);
        }
        if from_zero {
            value = value.at_least(&ZERO, id);
        }
        match high.map(|high| self.get(high)) {
            // A content whose parts have all fallen away has no maximum either.
            None | Some(Outcome::NotApplicable) => value,
            Some(high) => value.at_most(high, id),
        }
    }

    fn when(&self, when: Option<NodeId>, yes: Outcome, no: Outcome) -> Outcome {
        match when {
            // A limit that does not apply limits nothing.
            _ if yes == Outcome::NotApplicable => no,
            None => yes,
            Some(when) => choose(self.get(when), yes, no),
        }
    }

    /// The points of a part, or what becomes of it where it is not applicable.
    pub(super) fn applicable(
        &self,
        of: NodeId,
        cases: &[Case],
        grows: Option<(NodeId, NodeId)>,
        id: NodeId,
    ) -> Outcome {
        let treated = |treatment: &Treatment| match treatment {
            Treatment::Credit(points) => {
                let points = Outcome::Value(Value::Number(*points));
                match grows {
                    Some((to, from)) => grow(&points, self.get(to), self.get(from), id),
                    None => points,
                }
            }
            _ => Outcome::NotApplicable,
        };
        let cases = cases.iter().map(|case| (case.when, case.treatment));
        self.case(cases, self.get(of), treated, id)
    }

    /// What becomes of `of` in the case whose condition holds; `of` itself where none does. Two cases
    /// that differ must not hold at once.
    fn case<T: Copy + PartialEq>(
        &self,
        cases: impl Iterator<Item = (NodeId, T)>,
        of: &Outcome,
        becomes: impl Fn(&T) -> Outcome,
        id: NodeId,
    ) -> Outcome {
        let contradiction =
            || Outcome::faulty(id, FaultKind::TwoTreatments, Range::Number(Interval::default()));
        let mut why = Why::default();
        let (mut sure, mut perhaps): (Option<T>, Vec<T>) = (None, Vec::new());
        for (when, case) in cases {
            let when = self.get(when);
            match when.holds() {
                Holds::No => {}
                Holds::Yes if sure.is_some_and(|other| other != case) => return contradiction(),
                Holds::Yes => sure = Some(case),
                Holds::Maybe => {
                    why.add_condition(when);
                    perhaps.push(case);
                }
            }
        }
        let known = sure.map(|only| becomes(&only));
        if perhaps.is_empty() {
            return known.unwrap_or_else(|| of.clone());
        }
        let mut possible: Vec<Outcome> = perhaps.iter().map(&becomes).collect();
        possible.push(known.unwrap_or_else(|| of.clone()));
        // Another one that may hold too would contradict the one that does.
        if sure.is_some_and(|only| perhaps.iter().any(|other| *other != only)) {
            possible.push(contradiction());
        }
        any_of(&possible, why)
    }

    /// The sum of those that are applicable.
    pub(super) fn parts(&self, list: &[NodeId], id: NodeId, empty_is_zero: bool) -> Outcome {
        let mut sum = Tally::ZERO;
        let mut applies = empty_is_zero;
        let mut open: Option<Why> = None;
        for part in list {
            let part = self.get(*part);
            match part {
                Outcome::NotApplicable => continue,
                Outcome::Undecided(undecided) if undecided.may_not_apply => {
                    let mut why = Why::default();
                    why.add_condition(part);
                    open.get_or_insert_default().add_condition(part);
                    sum.add(&any_of([&without_absence(part), &ZERO], why), false, id);
                }
                part => {
                    applies = true;
                    sum.add(part, false, id);
                }
            }
        }
        match (applies, open) {
            (true, _) => sum.outcome(),
            // Whether any part applies is still open, even where the sum is not.
            (false, Some(mut why)) => {
                sum.add_to(&mut why);
                why.may_not_apply = true;
                why.number(sum.range())
            }
            (false, None) => Outcome::NotApplicable,
        }
    }

    /// An equal part of a maximum that falls away.
    pub(super) fn gain(&self, left: NodeId, amount: Number, among: &[NodeId], id: NodeId) -> Outcome {
        let one = Outcome::Value(Value::Number(Number::ONE));
        let mut count = ZERO;
        for part in among {
            count = count.plus(&choose(self.get(*part), one.clone(), ZERO), id);
        }
        if count == ZERO {
            return ZERO;
        }
        let count = count.at_least(&one, id);
        let share = Outcome::Value(Value::Number(amount)).over(&count, id);
        choose(self.get(left), share, ZERO)
    }

    pub(super) fn maximum(&self, of: NodeId, left: &[NodeId], gains: &[NodeId], id: NodeId) -> Outcome {
        let mut maximum = self.get(of).clone();
        for gain in gains {
            maximum = maximum.plus(self.get(*gain), id);
        }
        for left in left {
            maximum = choose(self.get(*left), Outcome::NotApplicable, maximum);
        }
        maximum
    }

    /// What a sum grows to where a part of it falls away.
    pub(super) fn rescale(
        &self,
        of: NodeId,
        remaining: NodeId,
        cases: &[(NodeId, Number)],
        id: NodeId,
    ) -> Outcome {
        let (of, remaining) = (self.get(of), self.get(remaining));
        let grown = |target: &Number| grow(of, &Outcome::Value(Value::Number(*target)), remaining, id);
        self.case(cases.iter().copied(), of, grown, id)
    }
}

/// What an undecided part may be where it does apply.
fn without_absence(part: &Outcome) -> Outcome {
    match part {
        Outcome::Undecided(undecided) => {
            let mut undecided = undecided.clone();
            undecided.may_not_apply = false;
            Outcome::Undecided(undecided)
        }
        part => part.clone(),
    }
}
