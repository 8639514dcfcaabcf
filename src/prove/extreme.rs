//! How far numbers go, and inputs that go there.

use super::goal::Goal;
use super::search::{Answer, Input, Prover};
use crate::eval::Match;
use crate::plan::NodeId;
use crate::value::{Bound, Limits, Number, Value};
use std::collections::BTreeMap;

/// How often a better end is looked for.
const MAXIMUM_ATTEMPTS: usize = 64;

/// The greatest or least that a number comes to.
pub(super) struct End {
    pub(super) at: Number,
    /// An input for it, with all facts.
    input: Input,
    /// What was asked when it was found.
    goals: Vec<Goal>,
}

impl Prover<'_> {
    /// The greatest (or least) number that a node comes to for any unit for which `when` holds too. None where
    /// it never comes to a number; the flag is whether that is proved.
    pub(super) fn extreme(&mut self, node: NodeId, greatest: bool, when: &[Goal]) -> (Option<End>, bool) {
        let mut promise = self.promise(node, greatest, when);
        let asked = |at: Option<Number>, included: bool| goals(node, limits(at, included, greatest), when);
        // What ranges promise is often true. Where it is not: better than the last, in halves.
        let mut goals = asked(promise, true);
        let known = promise.and_then(|_| self.shown_by_known(&goals));
        let mut answer = known.map_or_else(|| self.can(&goals), Answer::Found);
        if answer == Answer::Impossible && promise.is_some() {
            goals = asked(None, true);
            answer = self.can(&goals);
        }
        let mut best: Option<End> = None;
        for attempt in 0..MAXIMUM_ATTEMPTS {
            let is_half = attempt % 4 != 0 && attempt < MAXIMUM_ATTEMPTS / 2;
            match answer {
                Answer::Found(input) => match self.number(node, &input) {
                    Some(at) => {
                        let is_promised = Some(at) == promise;
                        best = Some(End { at, input, goals });
                        if is_promised {
                            return (best, true);
                        }
                    }
                    None => break,
                },
                Answer::Impossible if is_half => {}
                Answer::Impossible => return (best, true),
                Answer::Unknown => break,
            }
            let now = best.as_ref().map(|best| best.at);
            let half = || now.zip(promise).and_then(|(now, end)| now.plus(end)?.over(Number::whole(2)));
            let next = attempt + 1;
            let at = if next % 4 != 0 && next < MAXIMUM_ATTEMPTS / 2 { half().or(now) } else { now };
            goals = asked(at, false);
            answer = self.can(&goals);
            if answer == Answer::Impossible && at != now {
                promise = at.or(promise);
            }
        }
        (best, false)
    }

    /// An input for an end as it is shown: with no more facts than it needs.
    pub(super) fn shortest(&mut self, end: End) -> Input {
        match self.solve(&end.goals) {
            Answer::Found(input) => input,
            _ => end.input,
        }
    }

    /// The end that a node cannot go beyond.
    fn promise(&mut self, node: NodeId, greatest: bool, when: &[Goal]) -> Option<Number> {
        let start = self.state.mark();
        self.state.aim(when.iter().flat_map(Goal::nodes).chain([node]));
        let is_possible =
            when.iter().filter_map(Goal::supposes).all(|(it, what)| self.state.suppose(it, what));
        let interval = self.state.get(node).interval();
        self.state.back(start);
        if greatest { interval.high.filter(|_| is_possible) } else { interval.low.filter(|_| is_possible) }
    }

    /// What is asked of a number that goes as far as ranges promise; none where they promise nothing.
    pub(super) fn farthest(&mut self, node: NodeId, greatest: bool) -> Option<Vec<Goal>> {
        let promise = self.promise(node, greatest, &[])?;
        Some(goals(node, limits(Some(promise), true, greatest), &[]))
    }

    /// An input that is known and for which all goals hold.
    pub(super) fn shown_by_known(&mut self, goals: &[Goal]) -> Option<Input> {
        let at = (0..self.known.len()).find(|at| {
            let input = self.known[*at].clone();
            self.shows(goals, &[&input])
        })?;
        Some(self.known[at].clone())
    }

    /// Of several questions those that an input shows, where for each some facts are otherwise.
    pub(super) fn shows_each(&mut self, input: &Input, questions: &[(&Input, Vec<Goal>)]) -> Vec<bool> {
        let start = self.clean.mark();
        self.clean.aim(questions.iter().flat_map(|(_, goals)| goals).flat_map(Goal::nodes));
        let is_possible = self.clean.release(self.points(input));
        let mut shown = Vec::with_capacity(questions.len());
        for (more, goals) in questions {
            let mark = self.clean.mark();
            let holds = is_possible
                && self.clean.release(self.points(more))
                && goals.iter().all(|goal| goal.test(&self.clean) == Match::Yes);
            self.clean.back(mark);
            shown.push(holds);
        }
        self.clean.back(start);
        shown
    }

    /// The words that a node comes to on the way from one input to another, a fact after the other, each with
    /// an input for it.
    pub(super) fn words_between(&mut self, node: NodeId, from: &Input, to: &Input) -> BTreeMap<u8, Input> {
        let start = self.clean.mark();
        self.clean.aim([node].into_iter());
        let mut now: BTreeMap<u32, Value> = from.iter().copied().collect();
        let (mut words, mut due) = (BTreeMap::new(), Input::new());
        if self.clean.release(self.points(from)) {
            words.extend(self.clean.get(node).word().map(|word| (word, from.clone())));
            for (fact, value) in to {
                if now.get(fact) == Some(value) {
                    continue;
                }
                // What breaks a requirement by itself may keep it together with the next.
                due.push((*fact, *value));
                let mark = self.clean.mark();
                if !self.clean.release(self.points(&due)) {
                    self.clean.back(mark);
                    continue;
                }
                now.extend(due.drain(..));
                if let Some(word) = self.clean.get(node).word() {
                    words
                        .entry(word)
                        .or_insert_with(|| now.iter().map(|(it, value)| (*it, *value)).collect());
                }
            }
        }
        self.clean.back(start);
        words
    }
}

fn goals(node: NodeId, limits: Limits, when: &[Goal]) -> Vec<Goal> {
    [&[Goal::Within(node, limits), Goal::Known(node)], when].concat()
}

/// From an end on.
fn limits(at: Option<Number>, included: bool, greatest: bool) -> Limits {
    let end = at.map(|at| Bound { at, included });
    if greatest { Limits { low: end, high: None } } else { Limits { low: None, high: end } }
}
