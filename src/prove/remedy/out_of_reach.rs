//! Why a class or title is out of reach: what of it cannot hold whatever else is done.

use super::smallest::smallest;
use super::{Hurdle, MAXIMUM_FULL, MAXIMUM_WORK, OutOfReach, Seeker, Wanted};
use crate::eval::Outcome;
use crate::plan::{NodeId, Op, Plan};
use crate::prove::goal::Goal;
use crate::prove::search::Answer;
use crate::value::{Limits, Number, Value};
use std::collections::BTreeSet;

impl Seeker<'_> {
    /// What of it cannot be, each thing by itself, and the facts that would have to be let go too.
    pub(super) fn out_of_reach(&mut self, wanted: Wanted) -> OutOfReach {
        self.prover.allow(MAXIMUM_WORK);
        let mut found = OutOfReach::default();
        let mut fixed = BTreeSet::new();
        for hurdle in hurdles(self.prover.frame.plan, wanted) {
            let Some(goal) = self.goal_of(hurdle) else { continue };
            let ways = std::mem::replace(&mut self.ways, vec![goal.clone()]);
            let own = std::mem::replace(&mut self.goal, goal);
            if self.ask(&self.candidates.all(), &[], MAXIMUM_FULL) == Answer::Impossible {
                found.hurdles.push(hurdle);
                fixed.extend(self.fixed());
            }
            (self.ways, self.goal) = (ways, own);
        }
        if found.hurdles.is_empty() {
            fixed.extend(self.fixed());
        }
        found.fixed = fixed.into_iter().collect();
        found
    }

    /// The fewest facts that stay as they are and with which it could be reached.
    fn fixed(&mut self) -> Vec<u32> {
        let (kept, all) = (self.candidates.kept.clone(), self.candidates.all());
        let fewest = smallest(&kept, &kept, &mut |set, effort| {
            let now = &self.candidates.now;
            let back: Vec<_> = set.iter().filter_map(|fact| Some((*fact, *now.get(fact)?))).collect();
            self.judge(&[&all, set].concat(), &[], &back, effort)
        });
        fewest.map_or(Vec::new(), |fewest| fewest.set)
    }

    /// That a thing is as it has to be; none where it may be out of force instead.
    fn goal_of(&self, hurdle: Hurdle) -> Option<Goal> {
        let whole = self.prover.frame.slots;
        let applies = |node: NodeId| match whole.get(node) {
            Outcome::NotApplicable => false,
            outcome => outcome.undecided().is_none_or(|it| !it.may_not_apply),
        };
        match hurdle {
            Hurdle::Limit(of, relation, at) => match whole.get(at).number() {
                Some(at) => Some(Goal::Within(of, Limits::of(relation, at)?)),
                None => Some(Goal::Apart(of, at, Limits::of(relation, Number::ZERO)?)),
            },
            Hurdle::Holds(node) => applies(node).then_some(Goal::Is(node, Value::Truth(true))),
            Hurdle::Fails(node) => applies(node).then_some(Goal::Is(node, Value::Truth(false))),
        }
    }
}

/// All that has to be so for a class or title, thing by thing.
fn hurdles(plan: &Plan, wanted: Wanted) -> Vec<Hurdle> {
    match wanted {
        Wanted::Title(title) => match plan.titles.get(title as usize).map(|node| &plan.node(*node).op) {
            Some(Op::Title { when, .. }) => conditions(plan, *when),
            _ => Vec::new(),
        },
        Wanted::Class(word) => {
            let own = plan.class().map(|(node, _)| &plan.node(node).op);
            let Some(Op::Classes(classes)) = own else { return Vec::new() };
            let below = classes.caps.iter().chain(&classes.settled).filter(|(it, _)| *it < word);
            let not = below.map(|(_, when)| *when).chain(classes.not_assessed.iter().copied());
            let mut hurdles: Vec<Hurdle> = not.map(Hurdle::Fails).collect();
            // Where there is another way, nothing of one way has to be.
            if let Some(line) = classes.lines.iter().find(|line| line.word == word && line.or_when.is_none())
            {
                hurdles.extend(line.limits.relations().map(|(at, how)| Hurdle::Limit(classes.of, how, at)));
                hurdles.extend(line.when.into_iter().flat_map(|when| conditions(plan, when)));
            }
            hurdles
        }
    }
}

/// A condition, or what it is made of where all of that has to hold.
fn conditions(plan: &Plan, when: NodeId) -> Vec<Hurdle> {
    match &plan.node(when).op {
        Op::All(list) => list.iter().flat_map(|inner| conditions(plan, *inner)).collect(),
        Op::Title { when, .. } => conditions(plan, *when),
        Op::Compare(it)
            if plan.node(it.left).kind.is_number() && Limits::of(it.relation, Number::ZERO).is_some() =>
        {
            vec![Hurdle::Limit(it.left, it.relation, it.right)]
        }
        Op::Not(inner) => vec![Hurdle::Fails(*inner)],
        _ => vec![Hurdle::Holds(when)],
    }
}
