//! The smallest set of things that is enough, where more is never less.
//!
//! A set that is not enough is grown as far as it is still not enough: one of the things outside has to be in
//! every set that is. The smallest set that meets all such demands is tried next, the first in order among several,
//! until one is enough. So nothing smaller is left out, and few sets are tried.

use std::collections::BTreeSet;

/// How many demands may be found before it is left at the best set so far.
const MAXIMUM_DEMANDS: usize = 400;
/// How many questions about sets may stay open.
const MAXIMUM_OPEN: usize = 12;
/// How many members of demands may be looked at to choose one set, and to choose all of them.
const MAXIMUM_LOOKS: usize = 3_000_000;
const MAXIMUM_ALL_LOOKS: usize = 30_000_000;

/// How much a question is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// The answer decides.
    Full,
    /// The answer only saves others.
    Little,
}

/// Whether a set is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is, and so are these of it.
    Enough(Vec<u32>),
    TooLittle,
    Unknown,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Smallest {
    /// The set, in order.
    pub(super) set: Vec<u32>,
    /// Whether no set has fewer members.
    pub(super) is_proved: bool,
}

/// The smallest set of `candidates` that is enough; none where all together are not known to be. Of several the
/// one whose last member comes first among the candidates, then the one before that. `weak` holds the same,
/// what probably matters least first: a good guess makes it short work.
pub(super) fn smallest(
    candidates: &[u32],
    weak: &[u32],
    ask: &mut dyn FnMut(&[u32], Effort) -> Verdict,
) -> Option<Smallest> {
    // In here members go by their places, so that their order is that of the candidates.
    let places = |set: &[u32]| -> Vec<u32> {
        let all = (0u32..).zip(candidates);
        all.filter(|(_, member)| set.contains(member)).map(|(place, _)| place).collect()
    };
    let members = |set: &[u32]| set.iter().map(|place| candidates[*place as usize]).collect::<Vec<u32>>();
    let mut ask = |set: &[u32], effort: Effort| match ask(&members(set), effort) {
        Verdict::Enough(set) => Verdict::Enough(places(&set)),
        verdict => verdict,
    };
    if let Verdict::Enough(_) = ask(&[], Effort::Full) {
        return Some(Smallest { set: Vec::new(), is_proved: true });
    }
    let all = places(candidates);
    let weak: Vec<u32> = weak.iter().flat_map(|member| places(&[*member])).collect();
    let Verdict::Enough(best) = ask(&all, Effort::Full) else { return None };
    let (demands, doubtful) = (Vec::new(), Vec::new());
    let mut hunt = Hunt { candidates: &all, weak: &weak, ask: &mut ask, best, demands, doubtful, looks: 0 };
    hunt.begin();
    hunt.thin();
    let Smallest { set, is_proved } = hunt.run();
    let mut set = members(&set);
    set.sort_unstable();
    Some(Smallest { set, is_proved })
}

struct Hunt<'a> {
    candidates: &'a [u32],
    weak: &'a [u32],
    ask: &'a mut dyn FnMut(&[u32], Effort) -> Verdict,
    /// The smallest set so far that is enough.
    best: Vec<u32>,
    /// Sets of which one member has to be there.
    demands: Vec<Vec<u32>>,
    /// The same where it is only not known whether one has to.
    doubtful: Vec<Vec<u32>>,
    /// How many members of demands were looked at.
    looks: usize,
}

impl Hunt<'_> {
    /// As many of the strongest as are enough, in halves.
    fn begin(&mut self) {
        let (mut few, mut many) = (0, self.weak.len());
        while few + 1 < many {
            let middle = few + (many - few) / 2;
            let mut strong = self.weak[self.weak.len() - middle..].to_vec();
            strong.sort_unstable();
            match (self.ask)(&strong, Effort::Full) {
                Verdict::Enough(set) => {
                    many = middle;
                    if set.len() < self.best.len() {
                        self.best = set;
                    }
                }
                _ => few = middle,
            }
        }
    }

    /// Leaves out of the best set what is not needed.
    fn thin(&mut self) {
        for member in self.weak.iter().copied() {
            let less = without(&self.best, &[member]);
            if less.len() < self.best.len()
                && let Verdict::Enough(set) = (self.ask)(&less, Effort::Full)
            {
                self.best = set;
            }
        }
    }

    fn run(mut self) -> Smallest {
        while self.demands.len() < MAXIMUM_DEMANDS && self.doubtful.len() < MAXIMUM_OPEN {
            let all: Vec<Vec<u32>> = self.demands.iter().chain(&self.doubtful).cloned().collect();
            let Some(next) = self.meeting(&all) else { break };
            match (self.ask)(&next, Effort::Full) {
                Verdict::Enough(set) => {
                    self.best = set;
                    break;
                }
                Verdict::TooLittle => {
                    let most = self.grown(next);
                    self.demands.push(without(self.candidates, &most));
                }
                Verdict::Unknown => self.doubtful.push(without(self.candidates, &next)),
            }
        }
        let demands = std::mem::take(&mut self.demands);
        let least = self.meeting(&demands);
        let is_proved = least.is_some_and(|least| least.len() == self.best.len());
        Smallest { set: self.best, is_proved }
    }

    /// A set that is too little with all that can be added to it without its being enough.
    fn grown(&mut self, set: Vec<u32>) -> Vec<u32> {
        let mut most = set;
        // Mostly the members of the best set are what matters.
        let others = without(self.candidates, &without(&self.best, &most));
        if (self.ask)(&others, Effort::Little) == Verdict::TooLittle {
            most = others;
        }
        for member in without(self.weak, &most) {
            let mut more = most.clone();
            more.push(member);
            more.sort_unstable();
            match (self.ask)(&more, Effort::Little) {
                Verdict::TooLittle => most = more,
                Verdict::Enough(set) if set.len() < self.best.len() => self.best = set,
                _ => {}
            }
        }
        most
    }

    /// The smallest set with a member of each demand, the first in order of several; none where it has more
    /// members than the best set, or is not found within the looks that are allowed.
    fn meeting(&mut self, demands: &[Vec<u32>]) -> Option<Vec<u32>> {
        let mut left = MAXIMUM_LOOKS.min(MAXIMUM_ALL_LOOKS.saturating_sub(self.looks));
        let before = left;
        let found = (0..=self.best.len()).find_map(|size| {
            let mut chosen = Vec::new();
            descend(demands, size, &mut chosen, &mut left).then_some(chosen)
        });
        self.looks += before - left;
        found.map(|mut chosen| {
            chosen.reverse();
            chosen
        })
    }
}

fn without(set: &[u32], others: &[u32]) -> Vec<u32> {
    set.iter().copied().filter(|member| !others.contains(member)).collect()
}

/// Adds members to what is chosen, the last one first, until every demand is met.
fn descend(demands: &[Vec<u32>], size: usize, chosen: &mut Vec<u32>, left: &mut usize) -> bool {
    let open: Vec<&Vec<u32>> =
        demands.iter().filter(|demand| !demand.iter().any(|it| chosen.contains(it))).collect();
    if open.is_empty() {
        return true;
    }
    *left = left.saturating_sub(demands.iter().map(Vec::len).sum());
    if *left == 0 || chosen.len() + apart(&open) > size {
        return false;
    }
    let end = chosen.last().copied();
    // What comes later is met by members before this one, so every demand has to begin before it.
    let start = open.iter().filter_map(|demand| demand.first()).max().copied();
    let members: BTreeSet<u32> = open.into_iter().flatten().copied().collect();
    for member in members.into_iter().filter(|it| Some(*it) >= start && end.is_none_or(|end| *it < end)) {
        chosen.push(member);
        if descend(demands, size, chosen, left) {
            return true;
        }
        chosen.pop();
    }
    false
}

/// How many demands have no member in common, at least: so many members there must be.
fn apart(demands: &[&Vec<u32>]) -> usize {
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    let mut count = 0;
    for demand in demands {
        if demand.iter().all(|member| !seen.contains(member)) {
            seen.extend(demand.iter());
            count += 1;
        }
    }
    count
}
