//! How what must hold of facts together stands to what each fact can be now.
//!
//! What is asked of relations again and again is kept for each of them and made anew only where one of its
//! facts changed. Where all relations hold with each fact at its least, or each at its greatest, that is a
//! unit that there may be: no sum is known to stay below what it comes to there, however long one looks.

use super::domain::Domain;
use super::linear::{Linear, interval};
use crate::model::Fact;
use crate::value::{Interval, Number};

/// What is looked up of the relations that always hold.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// How many they are.
    pub(super) count: usize,
    /// For each fact those that name it.
    of_fact: Vec<Vec<usize>>,
    /// Numbers that a quotient of facts may be held against.
    pub(super) ratios: Vec<Number>,
}

impl Index {
    pub(super) fn new(relations: &[Linear], facts: usize) -> Index {
        let mut of_fact = vec![Vec::new(); facts];
        for (index, relation) in relations.iter().enumerate() {
            relation.terms.iter().for_each(|(id, _)| of_fact[*id as usize].push(index));
        }
        let mut ratios = vec![Number::ZERO, Number::ONE];
        ratios.extend(relations.iter().flat_map(Linear::ratios));
        ratios.sort();
        ratios.dedup();
        Index { count: relations.len(), of_fact, ratios }
    }

    /// How many of the relations that always hold name a fact.
    pub(super) fn count_naming(&self, fact: u32) -> usize {
        self.of_fact.get(fact as usize).map_or(0, Vec::len)
    }

    /// Which of some relations name a fact; those that always hold come first.
    pub(super) fn naming<'r>(
        &'r self,
        relations: &'r [Linear],
        fact: u32,
    ) -> impl Iterator<Item = usize> + 'r {
        let more = (self.count..).zip(relations.iter().skip(self.count));
        let more = more.filter(move |(_, it)| it.terms.iter().any(|(id, _)| *id == fact));
        let always = self.of_fact.get(fact as usize).into_iter().flatten().copied();
        always.chain(more.map(|(index, _)| index))
    }
}

/// What is known of a relation.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// What ranges promise by themselves: it adds nothing to them.
    is_promised: bool,
    /// Whether it holds where all facts are at their least, and where they are at their greatest.
    holds: [bool; 2],
}

/// Relations, what each fact can be, and how they stand to each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    /// Sums that are never above 0; those that always hold come first.
    relations: Vec<Linear>,
    /// What each fact can be, a date as the number of its day.
    bounds: Vec<Interval>,
    /// None for those that are stale.
    known: Vec<Option<Known>>,
    stale: Vec<usize>,
    /// How many do not hold where all facts are at their least, and at their greatest.
    broken: [usize; 2],
}

impl Standing {
    pub(super) fn new(relations: Vec<Linear>, bounds: Vec<Interval>) -> Standing {
        let mut standing = Standing { bounds, ..Standing::default() };
        standing.extend(relations);
        standing
    }

    pub(super) fn relations(&self) -> &[Linear] {
        &self.relations
    }

    /// What a fact can be.
    pub(super) fn bound(&self, fact: u32) -> Interval {
        self.bounds[fact as usize]
    }

    /// Says what a fact can be from now on.
    pub(super) fn put(&mut self, fact: u32, bound: Interval, index: &Index) {
        self.bounds[fact as usize] = bound;
        if self.relations.is_empty() {
            return;
        }
        for relation in index.naming(&self.relations, fact) {
            if let Some(known) = self.known[relation].take() {
                uncount(&mut self.broken, known);
                self.stale.push(relation);
            }
        }
    }

    /// Adds relations that hold from now on.
    pub(super) fn extend(&mut self, more: Vec<Linear>) {
        self.stale.extend(self.relations.len()..self.relations.len() + more.len());
        self.known.resize(self.relations.len() + more.len(), None);
        self.relations.extend(more);
    }

    /// Leaves only the first relations.
    pub(super) fn truncate(&mut self, count: usize) {
        if count < self.relations.len() {
            self.known.drain(count..).flatten().for_each(|known| uncount(&mut self.broken, known));
            self.stale.retain(|relation| *relation < count);
            self.relations.truncate(count);
        }
    }

    /// Looks again at the relations of which a fact changed.
    pub(super) fn refresh(&mut self) {
        while let Some(relation) = self.stale.pop() {
            let sum = &self.relations[relation];
            let holds = [Corner::Least, Corner::Greatest]
                .map(|corner| self.at(sum, corner).is_some_and(|it| it <= Number::ZERO));
            let is_promised = self.by_ranges(sum).is_some_and(|most| most <= Number::ZERO);
            self.known[relation] = Some(Known { is_promised, holds });
            self.broken = [0, 1].map(|corner| self.broken[corner] + usize::from(!holds[corner]));
        }
    }

    /// Whether ranges alone say that a relation holds.
    pub(super) fn is_promised(&self, relation: usize) -> bool {
        self.known[relation].is_some_and(|known| known.is_promised)
    }

    /// The greatest that a sum can be by the ranges of its facts alone.
    pub(super) fn by_ranges(&self, sum: &Linear) -> Option<Number> {
        self.end_by_ranges(sum, true)
    }

    /// The least.
    pub(super) fn least_by_ranges(&self, sum: &Linear) -> Option<Number> {
        self.end_by_ranges(sum, false)
    }

    fn end_by_ranges(&self, sum: &Linear, greatest: bool) -> Option<Number> {
        sum.terms.iter().try_fold(sum.constant, |most, (id, factor)| {
            let interval = self.bound(*id);
            let end = if (*factor > Number::ZERO) == greatest { interval.high } else { interval.low };
            most.plus(end?.times(*factor)?)
        })
    }

    /// What a sum comes to at the greatest for a unit for which all relations are known to hold.
    pub(super) fn reached(&self, sum: &Linear) -> Option<Number> {
        let corners = [Corner::Least, Corner::Greatest].into_iter().zip(self.broken);
        corners.filter(|(_, broken)| *broken == 0).filter_map(|(corner, _)| self.at(sum, corner)).max()
    }

    /// What a sum comes to where all facts are at one end.
    fn at(&self, sum: &Linear, corner: Corner) -> Option<Number> {
        sum.terms.iter().try_fold(sum.constant, |sum, (id, factor)| {
            let interval = self.bound(*id);
            let end = match corner {
                Corner::Least => interval.low,
                Corner::Greatest => interval.high,
            };
            sum.plus(end?.times(*factor)?)
        })
    }
}

/// An end that all facts are at.
#[derive(Clone, Copy)]
enum Corner {
    Least,
    Greatest,
}

fn uncount(broken: &mut [usize; 2], known: Known) {
    for (broken, holds) in broken.iter_mut().zip(known.holds) {
        *broken -= usize::from(!holds);
    }
}

/// What a relation leaves of the facts that it names, each with those before it as they are left; none
/// where nothing is left.
pub(super) fn narrowed(
    relation: &Linear,
    standing: &Standing,
    facts: &[Fact],
    domains: &[Domain],
) -> Option<Vec<(u32, Domain)>> {
    let mut changed: Vec<(u32, Domain)> = Vec::new();
    let term = |(id, factor): &(u32, Number), changed: &[(u32, Domain)]| {
        let now = changed.iter().find(|(it, _)| it == id);
        let interval = now.map_or(standing.bound(*id), |(_, it)| interval(*it, &facts[*id as usize]));
        // The least that the fact adds.
        let end = if *factor > Number::ZERO { interval.low } else { interval.high };
        end.and_then(|end| end.times(*factor))
    };
    for (id, factor) in &relation.terms {
        let others = relation.terms.iter().filter(|(it, _)| it != id);
        let least = others.map(|it| term(it, &changed)).try_fold(relation.constant, |sum, it| sum.plus(it?));
        // factor × fact is at most what the others leave.
        let Some(end) = least.and_then(Number::negated).and_then(|most| most.over(*factor)) else { continue };
        let (low, high) = if *factor > Number::ZERO { (None, Some(end)) } else { (Some(end), None) };
        let now = domains[*id as usize];
        let left = now.between(&facts[*id as usize], low, high)?;
        if left != now {
            changed.push((*id, left));
        }
    }
    Some(changed)
}
