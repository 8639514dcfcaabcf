//! The formula of a value over a collection, run for each item.

use super::made::{Came, Entry, Verdict};
use super::outcome::{Holds, Outcome, Undecided, Why};
use super::outside::Item;
use super::slots::Slots;
use super::step::step;
use crate::data::Record;
use crate::model::GapMeaning;
use crate::plan::{Gather, NodeId, Plan};
use crate::value::{Number, Value};
use std::collections::BTreeSet;

/// A run over items, with what they came to so far. The slots of nodes that run for each item are left as
/// the last one filled them.
pub(super) struct Gathering<'a> {
    pub(super) plan: &'a Plan,
    pub(super) record: &'a Record,
    pub(super) slots: &'a mut Slots,
    pub(super) gather: &'a Gather,
    pub(super) came: Came,
    /// The last item for which nodes were run.
    pub(super) last: Option<usize>,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        record: &'a Record,
        slots: &'a mut Slots,
        gather: &'a Gather,
    ) -> Gathering<'a> {
        let came = Came { why: Why::missing(gather.fact), ..Came::default() };
        Gathering { plan, record, slots, gather, came, last: None }
    }

    /// What an item comes to, counted with those before it.
    pub(super) fn item(&mut self, at: usize, item: &Item) -> Verdict {
        let verdict = self.verdict(at, item);
        self.came.counts.add(verdict);
        verdict
    }

    fn verdict(&mut self, at: usize, item: &Item) -> Verdict {
        let collection = self.gather.collection.map(|at| &self.plan.ruleset.collections[at as usize]);
        let meaning =
            item.gap.zip(collection).map(|(gap, collection)| collection.meaning(gap, self.gather.ask));
        match meaning {
            Some(GapMeaning::Drop) => return Verdict::Passed,
            Some(GapMeaning::No) => {
                if self.gather.with.is_none() && self.gather.of.is_some() {
                    let value = Outcome::Value(Value::Number(Number::ZERO));
                    self.came.entries.push(Entry { item: at, value, is_sure: true });
                }
                return Verdict::No;
            }
            _ => {}
        }
        let is_unknown = meaning == Some(GapMeaning::Undecided) || item.is_to_come();
        self.put(item, is_unknown);
        self.run();
        self.last = Some(at);
        match self.judged(at) {
            // It may turn out to be one that is passed over.
            Verdict::Yes if is_unknown && self.gather.of.is_none() && self.gather.with.is_none() => {
                Verdict::Open
            }
            verdict => verdict,
        }
    }

    /// Puts what is read of an item where the nodes look for it.
    fn put(&mut self, item: &Item, is_unknown: bool) {
        for (place, node) in self.gather.imports.iter().enumerate() {
            let value = match item.values.get(place) {
                Some(value) if !is_unknown => value.clone(),
                _ => self.unknown(*node),
            };
            self.slots.set(*node, value);
        }
    }

    /// Something of which nothing is known, not even whether it applies.
    fn unknown(&self, import: NodeId) -> Outcome {
        let fact = self.plan.facts.iter().position(|node| *node == import).unwrap_or(0);
        Outcome::Undecided(Box::new(Undecided {
            range: self.plan.ruleset.facts[fact].range,
            may_not_apply: true,
            missing: super::facts::Facts::from([self.gather.fact]),
            faults: BTreeSet::new(),
        }))
    }

    fn run(&mut self) {
        for index in self.gather.body.clone() {
            let id = self.plan.id(index);
            let outcome = step(self.plan, self.record, self.slots, id);
            self.slots.set(id, outcome);
        }
    }

    fn judged(&mut self, at: usize) -> Verdict {
        let with = self.gather.with.map(|with| self.slots.get(with));
        let of = self.gather.of.map(|of| self.slots.get(of));
        let holds = match with {
            Some(Outcome::NotApplicable) => return Verdict::Passed,
            Some(outcome) => outcome.holds(),
            None => Holds::Yes,
        };
        if holds == Holds::No {
            return Verdict::No;
        }
        with.iter().chain(&of).for_each(|outcome| self.came.why.add_condition(outcome));
        let mut is_sure = holds == Holds::Yes;
        match of {
            Some(Outcome::NotApplicable) => return Verdict::Passed,
            Some(value) => {
                is_sure &= value.undecided().is_none_or(|it| !it.may_not_apply);
                self.came.entries.push(Entry { item: at, value: value.clone(), is_sure });
            }
            None => {}
        }
        if is_sure { Verdict::Yes } else { Verdict::Open }
    }
}
