//! How many units of a group may have a class or title, and which.
//!
//! Each count is a pair: what is sure, and what is possible while some units are undecided. Who is kept or
//! cut under every way in which they may still come out is so; of the others it is not decided.

use crate::eval::Outcome;
use crate::model::{QuotaBase, SmallCohort, Ties};
use crate::value::{Mode, Number, Range, Relation, order};
use std::cmp::Ordering;

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
    pub(super) keys: Vec<Outcome>,
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

/// How each unit of a group stands, in their order.
pub(super) fn standings(group: &Group, name: &str) -> Vec<Standing> {
    let limit = group.limit();
    let counted = group.count(|it| it.target);
    let places: Vec<Place> = (0..group.candidates.len()).map(|at| group.place(at)).collect();
    let base = group.base.map(|_| group.base_count(limit));
    let decided_by = match &group.ties {
        Some(Ties::DecidedBy(who)) => who.clone(),
        _ => String::new(),
    };
    let made = group.candidates.iter().zip(places).map(|(candidate, place)| Standing {
        name: group.name.clone(),
        group: name.to_owned(),
        is_cut: group.is_cut(candidate, &place, limit),
        is_candidate: candidate.target.1,
        candidates: counted,
        base,
        limit: match limit {
            Limit::None => None,
            Limit::Unknown => Some((0, counted.1)),
            Limit::Units(low, high) => Some((low, high)),
        },
        above: place.above,
        equal: place.equal,
        decided_by: decided_by.clone(),
        fact: candidate.fact,
    });
    made.collect()
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

/// How many stand above a unit, and how many are equal to it.
struct Place {
    above: (usize, usize),
    equal: (usize, usize),
    /// Either of both, each unit once.
    before: (usize, usize),
}

impl Group {
    fn count(&self, of: impl Fn(&Candidate) -> (bool, bool)) -> (usize, usize) {
        let all = self.candidates.iter().map(of);
        all.fold((0, 0), |(sure, perhaps), (is, may_be)| {
            (sure + usize::from(is), perhaps + usize::from(may_be))
        })
    }

    /// The units of which the quota is a share; after the cut where it says so.
    fn base_count(&self, limit: Limit) -> (usize, usize) {
        let before = self.count(|it| it.base);
        match (self.base, limit) {
            (Some(QuotaBase::After(_)), Limit::Units(low, high)) => {
                (before.0 + self.fallen(high, true), before.1 + self.fallen(low, false))
            }
            _ => before,
        }
    }

    /// A group that is too small has a limit of its own.
    fn limit(&self) -> Limit {
        let assessed = self.count(|it| it.assessed);
        let Some(small) = self.small else { return self.share() };
        let of_small = small.at_most.map_or(Limit::None, |most| Limit::Units(most, most));
        if assessed.1 < small.below {
            of_small
        } else if assessed.0 >= small.below {
            self.share()
        } else {
            of_small.or(self.share())
        }
    }

    fn share(&self) -> Limit {
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
                let largest = |before: usize, is_sure: bool| {
                    let fits = |units: &usize| {
                        rounded(before + self.fallen(*units, is_sure)).is_some_and(|most| *units <= most)
                    };
                    (0..=most).rev().find(fits).unwrap_or(0)
                };
                Limit::Units(largest(low, true), largest(high, false))
            }
            Some(_) => match (rounded(low), rounded(high)) {
                (Some(low), Some(high)) => Limit::Units(low, high),
                _ => Limit::Unknown,
            },
        }
    }

    /// How many of those that are cut come to stand in the base, when so many are kept.
    fn fallen(&self, kept: usize, is_sure: bool) -> usize {
        let mut ranked: Vec<&Candidate> = self.candidates.iter().filter(|it| it.target.1).collect();
        ranked.sort_by(|a, b| in_order(&b.keys, &a.keys));
        let cut = ranked.into_iter().skip(kept);
        cut.filter(|it| if is_sure { it.falls.0 && it.target.0 } else { it.falls.1 }).count()
    }

    fn place(&self, own: usize) -> Place {
        let mut place = Place { above: (0, 0), equal: (0, 0), before: (0, 0) };
        let keys = &self.candidates[own].keys;
        let others = self.candidates.iter().enumerate().filter(|(at, it)| *at != own && it.target.1);
        for (_, other) in others {
            let compared = compare(&other.keys, keys);
            let count = |(sure, perhaps): &mut (usize, usize), is: bool| {
                *sure += usize::from(is && other.target.0);
                *perhaps += usize::from(is || compared.is_none());
            };
            count(&mut place.above, compared == Some(Ordering::Greater));
            count(&mut place.equal, compared == Some(Ordering::Equal));
            count(&mut place.before, compared.is_some_and(|it| it != Ordering::Less));
        }
        place
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

/// Which of two stands higher, by the first key in which they differ; none where a key is not known.
fn compare(a: &[Outcome], b: &[Outcome]) -> Option<Ordering> {
    for (a, b) in a.iter().zip(b) {
        let ordering = match (a, b) {
            (Outcome::Value(a), Outcome::Value(b)) => order(a, b),
            // What does not apply stands below every value.
            (Outcome::NotApplicable, Outcome::NotApplicable) => Ordering::Equal,
            (Outcome::NotApplicable, Outcome::Value(_)) => Ordering::Less,
            (Outcome::Value(_), Outcome::NotApplicable) => Ordering::Greater,
            _ => apart(a, b)?,
        };
        if ordering != Ordering::Equal {
            return Some(ordering);
        }
    }
    Some(Ordering::Equal)
}

/// An order of all, in which what is not known stands below what is.
fn in_order(a: &[Outcome], b: &[Outcome]) -> Ordering {
    let known = |it: &Outcome| match it {
        Outcome::Value(_) => 2,
        Outcome::Undecided(_) => 1,
        Outcome::NotApplicable => 0,
    };
    let one = |(a, b): (&Outcome, &Outcome)| match (a, b) {
        (Outcome::Value(a), Outcome::Value(b)) => order(a, b),
        _ => known(a).cmp(&known(b)),
    };
    a.iter().zip(b).map(one).find(|it| *it != Ordering::Equal).unwrap_or(Ordering::Equal)
}

/// Which of two is higher whatever they come to.
fn apart(a: &Outcome, b: &Outcome) -> Option<Ordering> {
    let known = |it: &Outcome| it.undecided().is_none_or(|it| !it.may_not_apply);
    let (first, second) = (a.range()?, b.range()?);
    if !known(a) || !known(b) {
        return None;
    }
    let is = |relation| Range::compare(&first, relation, &second) == Some(true);
    if is(Relation::Greater) {
        Some(Ordering::Greater)
    } else if is(Relation::Less) {
        Some(Ordering::Less)
    } else {
        None
    }
}

fn whole(count: usize) -> Number {
    Number::whole(i128::try_from(count).unwrap_or(i128::MAX))
}
