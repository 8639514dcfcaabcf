//! The least change of each fact: how far it has to go from what it is now.

use super::{Change, Chosen, MAXIMUM_FULL, Seeker, given, reaches};
use crate::data::Record;
use crate::eval::run;
use crate::prove::domain::Domain;
use crate::prove::search::{Answer, Input, point};
use std::collections::BTreeMap;

impl Seeker<'_> {
    /// What each fact that is let go becomes: in order, each as near as can be to what it is now, or as low as
    /// can be where it is not known. With it, whether that is settled.
    pub(super) fn nearest(&mut self, chosen: &Chosen, record: &Record) -> Option<(Vec<Change>, bool)> {
        let mut open = self.candidates.missing.clone();
        open.retain(|fact| !chosen.filled.contains(fact));
        let mut domains = self.candidates.now.clone();
        domains.retain(|fact, _| !chosen.changed.contains(fact));
        let mut input = self.input(&domains, &open)?;
        let mut is_nearest = true;
        let order: Vec<u32> = chosen.changed.iter().chain(&chosen.filled).copied().collect();
        for fact in &order {
            let is_settled = self.approach(*fact, &mut domains, &open, &mut input)?;
            is_nearest &= is_settled;
        }
        let facts = &self.prover.frame.plan.ruleset.facts;
        let change = |fact: &u32| {
            let to = given(&input, *fact)?;
            let default = facts[*fact as usize].default;
            let from = record.facts.get(*fact as usize).copied().flatten().or(default);
            Some(Change { fact: *fact, from, to, until: to })
        };
        let mut list: Vec<Change> = order.iter().map(change).collect::<Option<_>>()?;
        self.widen(&mut list, record);
        Some((list, is_nearest))
    }

    /// An input with these facts, whatever those that stay open are.
    fn input(&mut self, domains: &BTreeMap<u32, Domain>, open: &[u32]) -> Option<Input> {
        let facts: Vec<(u32, Domain)> = domains.iter().map(|(fact, domain)| (*fact, *domain)).collect();
        match self.ask_where(&facts, open, MAXIMUM_FULL) {
            Answer::Found(input) => Some(input),
            _ => None,
        }
    }

    /// Holds a fact to what is nearest, in halves of the way; whether nothing nearer is possible.
    fn approach(
        &mut self,
        fact: u32,
        domains: &mut BTreeMap<u32, Domain>,
        open: &[u32],
        input: &mut Input,
    ) -> Option<bool> {
        let frame = self.prover.frame;
        let of = &frame.plan.ruleset.facts[fact as usize];
        let whole = frame.domains[fact as usize];
        let now = self.candidates.now.get(&fact).copied();
        let from = now.unwrap_or_else(|| least(whole));
        let away = |input: &Input| given(input, fact).map(|value| distance(from, point(value, of)));
        let mut far = away(input)?;
        // What is given has to change: else it would not be in the list.
        let mut near = if now.is_some() { 0 } else { -1 };
        let mut is_settled = true;
        while near + 1 < far {
            let middle = near + (far - near) / 2;
            domains.insert(fact, around(from, whole, middle));
            let facts: Vec<(u32, Domain)> = domains.iter().map(|(fact, domain)| (*fact, *domain)).collect();
            match self.ask_where(&facts, open, MAXIMUM_FULL) {
                Answer::Found(found) => {
                    far = away(&found)?;
                    *input = found;
                }
                Answer::Impossible => near = middle,
                Answer::Unknown => {
                    near = middle;
                    is_settled = false;
                }
            }
        }
        domains.insert(fact, point(given(input, fact)?, of));
        // Which of several words are chosen otherwise is not weighed.
        Some(is_settled && !(matches!(whole, Domain::Words(..)) && far > 1))
    }

    /// Says of numbers and days that are not known up to where all is as good.
    fn widen(&self, list: &mut [Change], record: &Record) {
        let frame = self.prover.frame;
        let mut row = Record { within: Vec::new(), facts: record.facts.clone(), ..Record::default() };
        row.facts.resize(frame.plan.ruleset.facts.len(), None);
        for (given, of) in row.facts.iter_mut().zip(&frame.plan.ruleset.facts) {
            *given = given.or(of.default);
            row.within.push(of.range);
        }
        list.iter().for_each(|change| row.facts[change.fact as usize] = Some(change.to));
        let slots = run(frame.plan, &row);
        let mut kept = frame.plan.requirements.clone();
        kept.retain(|node| slots.get(*node).truth() == Some(true));
        for change in list.iter_mut().filter(|change| change.from.is_none()) {
            let (id, of) = (change.fact as usize, &frame.plan.ruleset.facts[change.fact as usize]);
            let (Domain::Steps(low, _), Domain::Steps(_, high)) = (point(change.to, of), frame.domains[id])
            else {
                continue;
            };
            row.facts[id] = None;
            // What the ruleset requires and is so has to stay so, and the end is to be accepted by itself.
            let mut holds = |until: i128| {
                [low, until].into_iter().all(|from| {
                    row.within[id] = Domain::Steps(from, until).range(of);
                    row.facts[id] = row.within[id].single();
                    let slots = run(frame.plan, &row);
                    reaches(frame, &self.goal, &slots)
                        && kept.iter().all(|node| slots.get(*node).truth() == Some(true))
                })
            };
            let (mut near, mut far) = (low, high + 1);
            // Mostly all above is as good, or nothing is.
            while near + 1 < far {
                let middle = if far > high { high } else { near + (far - near) / 2 };
                if holds(middle) { near = middle } else { far = middle }
            }
            row.within[id] = Domain::Steps(low, near).range(of);
            row.facts[id] = row.within[id].single();
            change.until = Domain::Steps(near, near).single(of).unwrap_or(change.to);
        }
    }
}

/// The least number, the first word, no word.
fn least(domain: Domain) -> Domain {
    match domain {
        Domain::Steps(low, _) => Domain::Steps(low, low),
        Domain::Word(words) => Domain::Word(words & words.wrapping_neg()),
        Domain::Words(sure, _) => Domain::Words(sure, sure),
    }
}

/// How many steps, or words, lie between two values.
fn distance(from: Domain, to: Domain) -> i128 {
    match (from, to) {
        (Domain::Steps(a, _), Domain::Steps(b, _)) => (a - b).abs(),
        (Domain::Word(a), Domain::Word(b)) => i128::from(a.trailing_zeros().abs_diff(b.trailing_zeros())),
        (Domain::Words(a, _), Domain::Words(b, _)) => i128::from((a ^ b).count_ones()),
        _ => 0,
    }
}

/// What lies so far around a value. Of several words all, because so many others are no stretch.
fn around(from: Domain, whole: Domain, distance: i128) -> Domain {
    match (from, whole) {
        (Domain::Steps(at, _), Domain::Steps(low, high)) => {
            Domain::Steps(low.max(at - distance), high.min(at + distance))
        }
        (Domain::Word(at), Domain::Word(words)) => {
            let near = |word: &u32| i128::from(word.abs_diff(at.trailing_zeros())) <= distance;
            Domain::Word((0..64).filter(near).fold(0, |set, word| set | 1 << word) & words)
        }
        _ => whole,
    }
}
