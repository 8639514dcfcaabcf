//! Classes and titles.

use super::award::Match;
use super::outcome::{FaultKind, Holds, Outcome, Why};
use super::step::Run;
use crate::plan::{ClassLine, Classes, LimitNodes, NodeId};
use crate::value::{Range, Value};

impl Run<'_> {
    /// The first class, from the highest down, whose limits and conditions hold.
    pub(super) fn classes(&self, classes: &Classes, id: NodeId) -> Outcome {
        if *self.get(classes.of) == Outcome::NotApplicable {
            return Outcome::NotApplicable;
        }
        let mut why = Why::default();
        why.may_not_apply = self.get(classes.of).undecided().is_some_and(|of| of.may_not_apply);
        for condition in &classes.not_assessed {
            let condition = self.get(*condition);
            match condition.holds() {
                Holds::Yes => return Outcome::NotApplicable,
                Holds::No => {}
                Holds::Maybe => {
                    why.add_condition(condition);
                    why.may_not_apply = true;
                }
            }
        }
        let mut possible = 0u64;
        let (mut settled, mut is_settled) = (0u64, false);
        for (word, when) in &classes.settled {
            let when = self.get(when.to_owned());
            match when.holds() {
                Holds::No => {}
                Holds::Yes => {
                    settled |= 1 << word;
                    is_settled = true;
                }
                Holds::Maybe => {
                    why.add_condition(when);
                    possible |= 1 << word;
                }
            }
        }
        // Never more than a cap says: a class that is settled above it contradicts it.
        let is_capped =
            |(highest, when): &(u8, NodeId)| settled >> highest > 1 && self.get(*when).holds() == Holds::Yes;
        if settled.count_ones() > 1 || classes.caps.iter().any(is_capped) {
            return Why::fault(id, FaultKind::TwoClasses).undecided(Range::Word(settled));
        }
        possible |= settled;
        if !is_settled && !self.search(classes, &mut possible, &mut why) {
            if possible == 0 {
                return Why::fault(id, FaultKind::NoClass).undecided(Range::Word(0));
            }
            // It may come to none of them.
            why.may_not_apply = true;
        }
        why.outcome(Range::Word(possible))
    }

    /// The search from the highest class down; false where it ends without a class.
    fn search(&self, classes: &Classes, possible: &mut u64, why: &mut Why) -> bool {
        why.add_condition(self.get(classes.of));
        for line in &classes.lines {
            let mut fits = self.class_fits(self.get(classes.of), line, why);
            for (highest, when) in &classes.caps {
                if *highest < line.word && fits != Match::No {
                    let when = self.get(*when);
                    fits = match when.holds() {
                        Holds::Yes => Match::No,
                        Holds::No => fits,
                        Holds::Maybe => {
                            why.add_condition(when);
                            Match::Maybe
                        }
                    };
                }
            }
            if fits != Match::No {
                *possible |= 1 << line.word;
            }
            if fits == Match::Yes {
                return true;
            }
        }
        false
    }

    fn class_fits(&self, of: &Outcome, line: &ClassLine, why: &mut Why) -> Match {
        // `or when` alone: there are no limits that could hold without it.
        let only_or = line.or_when.is_some() && line.limits.low.is_none() && line.limits.high.is_none();
        let mut fits = if only_or { Match::No } else { self.within(of, &line.limits, why) };
        if let Some(when) = line.when.filter(|_| fits != Match::No) {
            let when = self.get(when);
            fits = match when.permits() {
                Holds::Yes => fits,
                Holds::No => Match::No,
                Holds::Maybe => {
                    why.add_condition(when);
                    Match::Maybe
                }
            };
        }
        if let Some(when) = line.or_when.filter(|_| fits != Match::Yes) {
            let when = self.get(when);
            fits = match when.holds() {
                Holds::Yes => Match::Yes,
                Holds::No => fits,
                Holds::Maybe => {
                    why.add_condition(when);
                    Match::Maybe
                }
            };
        }
        fits
    }

    /// Whether a number is within limits, each taken by itself.
    fn within(&self, of: &Outcome, limits: &LimitNodes, why: &mut Why) -> Match {
        let mut fits = Match::Yes;
        for (at, relation) in limits.relations() {
            let at = self.get(at);
            match self.is(of, relation, at) {
                Holds::Yes => {}
                Holds::No => return Match::No,
                Holds::Maybe => {
                    why.add_condition(at);
                    fits = Match::Maybe;
                }
            }
        }
        fits
    }

    /// The class that was decided for the unit, else the one that the rules give.
    pub(super) fn decided(&self, computed: NodeId) -> Outcome {
        match &self.record.decision {
            Some(decision) => Outcome::Value(Value::Word(decision.class)),
            None => self.get(computed).clone(),
        }
    }

    /// Whether a title is granted. A unit that is not assessed is granted none.
    pub(super) fn title(&self, when: NodeId, class: Option<NodeId>) -> Outcome {
        let granted = self.get(when);
        match class.map(|class| self.get(class)) {
            Some(Outcome::NotApplicable) => Outcome::NotApplicable,
            Some(class @ Outcome::Undecided(undecided)) if undecided.may_not_apply => {
                let mut why = Why::default();
                why.add(class);
                why.add(granted);
                why.outcome(Range::Truth)
            }
            _ => granted.clone(),
        }
    }
}
