//! How many units of a group may have a class or title, and which.
//!
//! Each count is a pair: what is sure, and what is possible while some units are undecided. Who is kept or
//! cut under every way in which they may still come out is so; of the others it is not decided.

use super::place::{Place, Ranked, in_order, places};
use crate::eval::Outcome;
use crate::model::{QuotaBase, SmallCohort, Ties};
use crate::value::{Mode, Number};
use std::sync::Arc;

/// How a unit stands in a quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The class or title that is limited.
    pub name: String,
    /// What the units of the group share.
    pub group: String,
    /// Whether the unit is cut; none where that is not decided.
    pub is_cut: Option<bool>,
    /// Whether the unit has the class or title by its own results.
    pub is_candidate: bool,
    /// How many have it by their own results: surely, and perhaps.
    pub candidates: (usize, usize),
    /// Of how many units the quota is a share: surely, and perhaps; none for a number.
    pub base: Option<(usize, usize)>,
    /// How many may have it, from and to; none where there is no limit.
    pub limit: Option<(usize, usize)>,
    /// How many stand above the unit: surely, and perhaps.
    pub above: (usize, usize),
    /// How many are equal to it: surely, and perhaps.
    pub equal: (usize, usize),
    /// Who decides on ties at the cut; empty where nobody does.
    pub decided_by: String,
    /// The fact that says whether the unit is cut.
    pub fact: u32,
}

/// A unit of a group.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) fact: u32,
    /// Whether it has the class or title: surely, and perhaps.
    pub(super) target: (bool, bool),
    /// Whether it is among those of which the quota is a share.
    pub(super) base: (bool, bool),
    /// Whether it comes to be among them when it is cut.
    pub(super) falls: (bool, bool),
    /// Whether it is assessed.
    pub(super) assessed: (bool, bool),
    /// What ranks it.
    pub(super) keys: Arc<[Outcome]>,
}

/// A group and what its quota says.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) candidates: Vec<Candidate>,
    /// A number of units, or a share; none where the units do not agree on it.
    pub(super) size: Option<Number>,
    pub(super) base: Option<QuotaBase>,
    pub(super) rounding: Option<Mode>,
    pub(super) ties: Option<Ties>,
    pub(super) small: Option<SmallCohort>,
}

impl Ranked for Candidate {
    fn keys(&self) -> &[Outcome] {
        &self.keys
    }

    fn counts(&self) -> (bool, bool) {
        self.target
    }
}

/// How all units of a group stand in a quota; what is the same for each of them is held once.
#[derive(Debug)]
pub(super) struct Standings {
    name: String,
    group: String,
    candidates: (usize, usize),
    base: Option<(usize, usize)>,
    limit: Option<(usize, usize)>,
    decided_by: String,
    /// Each unit, in their order.
    each: Vec<Stand>,
}

/// How a unit stands.
#[derive(Debug)]
struct Stand {
    fact: u32,
    is_cut: Option<bool>,
    is_candidate: bool,
    place: Place,
}

impl Standings {
    /// How each unit of a group stands.
    pub(super) fn new(group: &Group, name: &str) -> Standings {
        let falling = Falling::new(&group.candidates);
        let limit = group.limit(&falling);
        let candidates = group.count(|it| it.target);
        let each = group.candidates.iter().zip(places(&group.candidates)).map(|(candidate, place)| Stand {
            fact: candidate.fact,
            is_cut: group.is_cut(candidate, &place, limit),
            is_candidate: candidate.target.1,
            place,
        });
        Standings {
            name: group.name.clone(),
            group: name.to_owned(),
            candidates,
            base: group.base.map(|_| group.base_count(limit, &falling)),
            limit: match limit {
                Limit::None => None,
                Limit::Unknown => Some((0, candidates.1)),
                Limit::Units(low, high) => Some((low, high)),
            },
            decided_by: match &group.ties {
                Some(Ties::DecidedBy(who)) => who.clone(),
                _ => String::new(),
            },
            each: each.collect(),
        }
    }

    /// Whether each unit is cut, and the fact that says so.
    pub(super) fn cuts(&self) -> impl Iterator<Item = (u32, Option<bool>)> {
        self.each.iter().map(|it| (it.fact, it.is_cut))
    }

    /// How one unit stands.
    pub(super) fn of(&self, at: usize) -> Option<Standing> {
        let own = self.each.get(at)?;
        Some(Standing {
            name: self.name.clone(),
            group: self.group.clone(),
            is_cut: own.is_cut,
            is_candidate: own.is_candidate,
            candidates: self.candidates,
            base: self.base,
            limit: self.limit,
            above: own.place.above,
            equal: own.place.equal,
            decided_by: self.decided_by.clone(),
            fact: own.fact,
        })
    }
}

/// How many of those that are cut come to stand in the base, by how many are kept: surely, and perhaps.
struct Falling(Vec<(usize, usize)>);

impl Falling {
    fn new(candidates: &[Candidate]) -> Falling {
        let mut ranked: Vec<&Candidate> = candidates.iter().filter(|it| it.target.1).collect();
        ranked.sort_by(|a, b| in_order(&b.keys, &a.keys));
        let mut fallen = vec![(0, 0)];
        for it in ranked.into_iter().rev() {
            let (sure, perhaps) = fallen[fallen.len() - 1];
            let is_sure = it.falls.0 && it.target.0;
            fallen.push((sure + usize::from(is_sure), perhaps + usize::from(it.falls.1)));
        }
        fallen.reverse();
        Falling(fallen)
    }

    fn when(&self, kept: usize) -> (usize, usize) {
        self.0.get(kept).copied().unwrap_or_default()
    }
}

/// How many units may have what is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Limit {
    /// All.
    None,
    /// From so many to so many: the same number, unless something is undecided.
    Units(usize, usize),
    /// Nobody knows.
    Unknown,
}

impl Limit {
    /// One of the two, and nobody knows which.
    fn or(self, other: Limit) -> Limit {
        match (self, other) {
            (a, b) if a == b => a,
            (Limit::Units(a, b), Limit::Units(c, d)) => Limit::Units(a.min(c), b.max(d)),
            _ => Limit::Unknown,
        }
    }
}

impl Group {
    fn count(&self, of: impl Fn(&Candidate) -> (bool, bool)) -> (usize, usize) {
        let all = self.candidates.iter().map(of);
        all.fold((0, 0), |(sure, perhaps), (is, may_be)| {
            (sure + usize::from(is), perhaps + usize::from(may_be))
        })
    }

    /// The units of which the quota is a share; after the cut where it says so.
    fn base_count(&self, limit: Limit, falling: &Falling) -> (usize, usize) {
        let before = self.count(|it| it.base);
        match (self.base, limit) {
            (Some(QuotaBase::After(_)), Limit::Units(low, high)) => {
                (before.0 + falling.when(high).0, before.1 + falling.when(low).1)
            }
            _ => before,
        }
    }

    /// A group that is too small has a limit of its own.
    fn limit(&self, falling: &Falling) -> Limit {
        let assessed = self.count(|it| it.assessed);
        let Some(small) = self.small else { return self.share(falling) };
        let of_small = small.at_most.map_or(Limit::None, |most| Limit::Units(most, most));
        if assessed.1 < small.below {
            of_small
        } else if assessed.0 >= small.below {
            self.share(falling)
        } else {
            of_small.or(self.share(falling))
        }
    }

    fn share(&self, falling: &Falling) -> Limit {
        let Some(size) = self.size else { return Limit::Unknown };
        let mode = self.rounding.unwrap_or(Mode::Down);
        let rounded = |base: usize| -> Option<usize> {
            let units = whole(base).times(size)?.rounded(Number::ONE, mode)?;
            Some(usize::try_from(units.numerator()).unwrap_or(0))
        };
        let (low, high) = self.count(|it| it.base);
        match self.base {
            None => {
                let units = usize::try_from(size.floor().numerator()).unwrap_or(0);
                Limit::Units(units, units)
            }
            Some(QuotaBase::After(_)) => {
                let most = self.count(|it| it.target).1;
                // The most for which the share, of what then stands in the base, is no less.
                let largest = |base: &dyn Fn(usize) -> usize| {
                    let fits = |units: &usize| rounded(base(*units)).is_some_and(|most| *units <= most);
                    (0..=most).rev().find(fits).unwrap_or(0)
                };
                let (sure, perhaps) = (|kept| low + falling.when(kept).0, |kept| high + falling.when(kept).1);
                Limit::Units(largest(&sure), largest(&perhaps))
            }
            Some(_) => match (rounded(low), rounded(high)) {
                (Some(low), Some(high)) => Limit::Units(low, high),
                _ => Limit::Unknown,
            },
        }
    }

    fn is_cut(&self, candidate: &Candidate, place: &Place, limit: Limit) -> Option<bool> {
        // Who is no candidate is not cut, and keeps a place from nobody.
        let (low, high) = match limit {
            _ if !candidate.target.1 => return Some(false),
            Limit::None => return Some(false),
            Limit::Unknown => return None,
            Limit::Units(low, high) => (low, high),
        };
        let (above, before) = (place.above, place.before);
        let (is_kept, is_out) = match self.ties {
            Some(Ties::Kept) => (above.1 < low, above.0 >= high),
            Some(Ties::DecidedBy(_)) => (before.1 < low, above.0 >= high),
            _ => (before.1 < low, before.0 >= high),
        };
        if is_kept {
            Some(false)
        } else if is_out {
            Some(true)
        } else {
            None
        }
    }
}

fn whole(count: usize) -> Number {
    Number::whole(i128::try_from(count).unwrap_or(i128::MAX))
}
