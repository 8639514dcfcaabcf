//! What other rulesets may read of one: its facts and results, by name.

use super::{NodeId, Plan, Plans};
use crate::link::{Exported, Interface};
use crate::model::{Fact, FactSource};
use crate::value::{Interval, Kind, Number, Range, name};

/// More than any number of a table comes to.
const UNBOUNDED: i128 = 1_000_000_000;

impl Plans {
    /// What can be read of any of the plans; where they differ, as the latest has it.
    pub fn interface(&self) -> Interface {
        let mut interface =
            Interface { assesses: self.get(0).ruleset.assesses.clone(), ..Interface::default() };
        for plan in self.all().iter().rev() {
            for (text, node) in plan.exports() {
                interface.names.entry(name::key(&text)).or_insert_with(|| plan.exported(text, node));
            }
        }
        interface
    }
}

impl Plan {
    /// All that has a name: facts, formulas, contents, criteria, results.
    pub fn exports(&self) -> Vec<(String, NodeId)> {
        let ruleset = &self.ruleset;
        let is_named = |fact: &Fact| match fact.source {
            FactSource::Row => true,
            FactSource::Gathered(at) => {
                ruleset.gathers.get(at as usize).is_some_and(|gather| gather.span != fact.span)
            }
            FactSource::Item(_) | FactSource::Standing(_) => false,
        };
        let facts = ruleset.facts.iter().zip(&self.facts).filter(|(fact, _)| is_named(fact));
        let facts = facts.map(|(fact, node)| (fact.name.clone(), *node));
        let definitions = ruleset.definitions.iter().zip(&self.definitions);
        let definitions = definitions.map(|(it, node)| (it.name.clone(), *node));
        let contents = ruleset.contents.iter().zip(&self.contents).map(|(it, chain)| (&it.path, chain));
        let criteria = ruleset.criteria.iter().zip(&self.criteria).map(|(it, chain)| (&it.path, chain));
        let parts = contents.chain(criteria).flat_map(|(path, chain)| {
            [(path.clone(), chain.result), (format!("{path}.maximum"), chain.maximum)]
        });
        let classes =
            ruleset.classes.iter().zip(&self.classes).map(|(classes, node)| match classes.content {
                Some(id) => (format!("{}.class", ruleset.contents[id as usize].path), *node),
                None => ("class".to_owned(), self.class_in_force().unwrap_or(*node)),
            });
        let titles = ruleset.titles.iter().zip(&self.titles).map(|(title, node)| (title.name.clone(), *node));
        let pools = ruleset.pools.iter().zip(&self.pools).map(|(pool, node)| (pool.name().to_owned(), *node));
        let total =
            [("total", self.total), ("total.maximum", self.total_maximum), ("contents", self.contents_sum)];
        let total = total.map(|(name, node)| (name.to_owned(), node)).into_iter().chain(pools);
        // A criterion that is nothing but its fact is exported as what it comes to.
        parts.chain(classes).chain(titles).chain(total).chain(definitions).chain(facts).collect()
    }

    fn exported(&self, text: String, node: NodeId) -> Exported {
        let kind = self.node(node).kind;
        let fact = self.facts.iter().position(|it| *it == node).map(|at| &self.ruleset.facts[at]);
        let words = match kind {
            Kind::Word(choice) | Kind::Words(choice) => {
                let choice = &self.ruleset.choices[choice as usize];
                let words = choice.words.iter().map(|word| (word.name.clone(), word.title.clone()));
                (words.collect(), choice.ordered)
            }
            _ => (Vec::new(), false),
        };
        let end = Number::whole(UNBOUNDED);
        let whole = Range::Number(Interval { low: end.negated(), high: Some(end) });
        Exported {
            text,
            kind,
            words,
            range: fact.map_or(whole, |fact| fact.range),
            step: fact.map(|fact| fact.step),
            over_time: fact.and_then(|fact| fact.over_time),
        }
    }
}
