//! What would have to become what for a unit to reach a class or title.
//!
//! What is given stays as it is, except for what is changed; what is missing may be anything. So the question
//! is which facts have to be let go for some input to reach it. It is asked in turns: what others decided, the
//! facts at hand, what is missing; each time the fewest that are enough, whatever the later turns can do. In
//! the end each fact that is let go is held to what is nearest to what it is now.

mod nearest;
mod out_of_reach;
mod smallest;

use super::domain::Domain;
use super::frame::Frame;
use super::goal::Goal;
use super::search::{Answer, Input, Prover, Terms, point};
use super::{framed_within, ranges};
use crate::data::Record;
use crate::eval::{Match, Slots, run};
use crate::plan::{NodeId, Op, Plan};
use crate::value::{Number, Range, Relation, Value};
use smallest::{Effort, Smallest, Verdict, smallest};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many nodes may be run to find what has to change, then what has to be known, then what each becomes; and
/// to say why something is out of reach.
const MAXIMUM_WORK: u64 = 3_000_000;
/// How many nodes may be run for one question that decides.
const MAXIMUM_FULL: u64 = 60_000;
/// How many nodes may be run for one question that only saves others.
const MAXIMUM_LITTLE: u64 = 6_000;

/// What a unit is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A class of the unit's own list, or a higher one: its place among the words.
    Class(u8),
    /// A title, by its index.
    Title(u32),
}

/// What came of the question.
#[derive(Clone, Debug, PartialEq)]
pub enum Remedy {
    /// It is reached as it is.
    Reached,
    /// It is reached so.
    Found(Changes),
    /// Nothing reaches it.
    OutOfReach(OutOfReach),
    /// The work was not enough to tell.
    Unknown,
}

/// What has to become what.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// In the order of the page: what is given first, then what is missing.
    pub list: Vec<Change>,
    /// Whether no list changes fewer of the facts that are given, nor fills fewer that are missing.
    pub is_shortest: bool,
    /// Whether every fact is as near as can be to what it is now.
    pub is_nearest: bool,
    /// The record with all of it.
    pub record: Record,
}

/// A fact that has to become something else.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The fact.
    pub fact: u32,
    /// What it is, or its default; none where it is not known.
    pub from: Option<Value>,
    /// What it has to become.
    pub to: Value,
    /// Up to where all is as good, for a number or day that is not known; else `to` again.
    pub until: Value,
}

/// Why nothing reaches it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutOfReach {
    /// What cannot hold whatever else is done; empty where only all together cannot.
    pub hurdles: Vec<Hurdle>,
    /// Facts that were to stay as they are and with which it could be reached.
    pub fixed: Vec<u32>,
}

/// One thing that is required, and that cannot be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hurdle {
    /// A number that has to stand to another as the relation says.
    Limit(NodeId, Relation, NodeId),
    /// A condition that has to hold.
    Holds(NodeId),
    /// A condition that must not hold.
    Fails(NodeId),
}

/// Looks for the fewest facts of a record that have to become something else so that it reaches what is
/// wanted. Facts of which `keeps` is true stay as they are; `possible` holds what others that are not given can
/// still be, where that is less than what they are declared to be.
pub fn remedy(
    plan: &Plan,
    record: &Record,
    wanted: Wanted,
    keeps: &dyn Fn(u32) -> bool,
    possible: &[(u32, Range)],
) -> Remedy {
    let Some((ways, goal)) = goals(plan, wanted) else {
        return Remedy::OutOfReach(OutOfReach::default());
    };
    let slots = ranges(plan);
    let frame = framed_within(plan, &slots, possible);
    if reaches(&frame, &goal, &run(plan, record)) {
        return Remedy::Reached;
    }
    let mut prover = Prover::new(&frame, 1);
    let read = prover.facts_of(std::slice::from_ref(&goal));
    let candidates = Candidates::new(plan, record, &read, keeps);
    let mut seeker = Seeker { prover, ways, goal, candidates };
    seeker.prover.allow(MAXIMUM_WORK);
    let all = seeker.candidates.all();
    match seeker.ask(&all, &[], MAXIMUM_FULL) {
        Answer::Found(_) => seeker.found(record),
        Answer::Impossible => Remedy::OutOfReach(seeker.out_of_reach(wanted)),
        Answer::Unknown => Remedy::Unknown,
    }
}

/// Ways in which what is wanted can be so, and the goal that it is one of them.
fn goals(plan: &Plan, wanted: Wanted) -> Option<(Vec<Goal>, Goal)> {
    match wanted {
        Wanted::Title(title) => {
            let goal = Goal::Is(*plan.titles.get(title as usize)?, Value::Truth(true));
            Some((vec![goal.clone()], goal))
        }
        Wanted::Class(lowest) => {
            let (node, _) = plan.class()?;
            let Op::Classes(classes) = &plan.node(node).op else { return None };
            let words: Vec<u8> = classes.lines.iter().map(|line| line.word).collect();
            let settled = classes.settled.iter().map(|(word, _)| *word);
            let mut words: Vec<u8> = words.into_iter().chain(settled).filter(|it| *it >= lowest).collect();
            words.sort_unstable();
            words.dedup();
            let set = words.iter().fold(0, |set, word| set | 1 << word);
            let ways = words.iter().map(|word| Goal::OneOf(node, set, Some(*word))).collect();
            Some((ways, Goal::OneOf(node, set, None)))
        }
    }
}

/// Whether a row is accepted and reaches the goal for sure.
fn reaches(frame: &Frame<'_>, goal: &Goal, slots: &Slots) -> bool {
    let is_broken = |node: &NodeId| slots.get(*node).truth() == Some(false);
    goal.test_on(frame, slots, |node| slots.get(node)) == Match::Yes
        && !frame.plan.requirements.iter().any(is_broken)
}

/// The facts that a goal reads, by what may become of them.
#[derive(Debug, Default)]
struct Candidates {
    /// What is given, or taken by default.
    now: BTreeMap<u32, Domain>,
    /// What stays as it is.
    kept: Vec<u32>,
    /// The facts that can change, in turns: what nothing is asked of while something else helps comes first,
    /// so that the fewest of it are taken.
    turns: [Vec<u32>; 3],
    /// What is missing.
    missing: Vec<u32>,
    /// How many facts stand under each, a part under its whole.
    heights: Vec<usize>,
}

/// How deep wholes and parts may be nested and still be told apart.
const MAXIMUM_HEIGHT: usize = 8;

/// For each fact how long the longest chain of facts is that are at most the next of it.
fn heights(plan: &Plan) -> Vec<usize> {
    let facts = &plan.ruleset.facts;
    let mut heights = vec![0; facts.len()];
    for _ in 0..MAXIMUM_HEIGHT {
        for (part, fact) in facts.iter().enumerate() {
            for whole in &fact.at_most {
                heights[*whole as usize] =
                    (heights[part] + 1).max(heights[*whole as usize]).min(MAXIMUM_HEIGHT);
            }
        }
    }
    heights
}

impl Candidates {
    fn new(plan: &Plan, record: &Record, read: &[u32], keeps: &dyn Fn(u32) -> bool) -> Candidates {
        let mut candidates = Candidates::default();
        let kind = plan.ruleset.units.map(|(fact, _)| fact);
        for fact in read {
            let it = &plan.ruleset.facts[*fact as usize];
            let given = record.facts.get(*fact as usize).copied().flatten().or(it.default);
            let Some(value) = given else {
                candidates.missing.push(*fact);
                continue;
            };
            candidates.now.insert(*fact, point(value, it));
            match () {
                () if keeps(*fact) => candidates.kept.push(*fact),
                () if kind == Some(*fact) => candidates.turns[0].push(*fact),
                () if !it.decided_by.is_empty() => candidates.turns[1].push(*fact),
                () => candidates.turns[2].push(*fact),
            }
        }
        // A whole of which others are parts is changed only where no list without it is as short: nobody
        // is to come nearer to a share by having less to do.
        candidates.heights = heights(plan);
        let heights = &candidates.heights;
        candidates.turns.iter_mut().for_each(|turn| turn.sort_by_key(|it| (heights[*it as usize], *it)));
        candidates
    }

    /// All facts that can change.
    fn all(&self) -> Vec<u32> {
        self.turns.concat()
    }
}

/// Looks for what a unit needs.
struct Seeker<'f> {
    prover: Prover<'f>,
    ways: Vec<Goal>,
    goal: Goal,
    candidates: Candidates,
}

/// What has been let go.
struct Chosen {
    changed: Vec<u32>,
    filled: Vec<u32>,
    is_proved: bool,
}

impl Seeker<'_> {
    /// Whether it can be reached where only `free` facts of those that are given change, whatever those that
    /// stay `open` are.
    fn ask(&mut self, free: &[u32], open: &[u32], work: u64) -> Answer {
        let now = self.candidates.now.iter().filter(|(fact, _)| !free.contains(fact));
        let facts: Vec<(u32, Domain)> = now.map(|(fact, domain)| (*fact, *domain)).collect();
        self.ask_where(&facts, open, work)
    }

    /// The same where facts can be just that.
    fn ask_where(&mut self, facts: &[(u32, Domain)], open: &[u32], work: u64) -> Answer {
        let terms = Terms { facts, open, work, ..Terms::default() };
        // Units that differ in what stays open may come to different classes, each of them good enough.
        let ways = if open.is_empty() { &self.ways } else { std::slice::from_ref(&self.goal) };
        let mut answer = Answer::Impossible;
        for way in ways {
            match self.prover.can_on(std::slice::from_ref(way), terms) {
                Answer::Found(input) => return Answer::Found(input),
                Answer::Unknown => answer = Answer::Unknown,
                Answer::Impossible => {}
            }
        }
        answer
    }

    /// Asks whether `free` facts are enough; of those which are needed says `back`: what each can go back to.
    fn judge(&mut self, free: &[u32], open: &[u32], back: &[(u32, Domain)], effort: Effort) -> Verdict {
        let work = if effort == Effort::Full { MAXIMUM_FULL } else { MAXIMUM_LITTLE };
        match self.ask(free, open, work) {
            Answer::Found(input) => {
                let goal = std::slice::from_ref(&self.goal);
                Verdict::Enough(self.prover.needed(goal, &input, back))
            }
            Answer::Impossible => Verdict::TooLittle,
            Answer::Unknown => Verdict::Unknown,
        }
    }

    fn found(&mut self, record: &Record) -> Remedy {
        let Some(chosen) = self.chosen() else { return Remedy::Unknown };
        let filled = self.candidates.missing.clone();
        // Scoring knows less of a record than is known here of what its facts can be together: where it does
        // not give what is wanted while facts are missing, all of them are filled.
        let whole = Chosen { changed: chosen.changed.clone(), filled, is_proved: false };
        let found = self.changes(&chosen, record).or_else(|| self.changes(&whole, record));
        found.map_or(Remedy::Unknown, Remedy::Found)
    }

    /// What the chosen facts become; none where scoring itself does not give what is wanted with that.
    fn changes(&mut self, chosen: &Chosen, record: &Record) -> Option<Changes> {
        self.prover.allow(MAXIMUM_WORK);
        let (list, is_nearest) = self.nearest(chosen, record)?;
        let (plan, mut record) = (self.prover.frame.plan, record.clone());
        record.facts.resize(plan.ruleset.facts.len(), None);
        list.iter().for_each(|change| record.facts[change.fact as usize] = Some(change.to));
        let is_reached = reaches(self.prover.frame, &self.goal, &run(plan, &record));
        is_reached.then_some(Changes { list, is_shortest: chosen.is_proved, is_nearest, record })
    }

    /// The fewest facts that have to change, and with them the fewest that have to be known.
    fn chosen(&mut self) -> Option<Chosen> {
        let (mut changed, mut is_proved) = (Vec::new(), true);
        for turn in 0..self.candidates.turns.len() {
            let later = self.candidates.turns[turn + 1..].concat();
            let Smallest { set, is_proved: proved } = self.fewest(turn, &changed, &later)?;
            changed.extend(set);
            is_proved &= proved;
        }
        changed.sort_unstable();
        self.prover.allow(MAXIMUM_WORK);
        let Smallest { set: filled, is_proved: proved } = self.fewest_missing(&changed)?;
        Some(Chosen { changed, filled, is_proved: is_proved && proved })
    }

    /// The fewest facts of a turn that have to change, where those chosen before and all later ones can.
    fn fewest(&mut self, turn: usize, before: &[u32], later: &[u32]) -> Option<Smallest> {
        let candidates = self.candidates.turns[turn].clone();
        let weak = self.weak_first(&candidates);
        let now = |fact: &u32| self.candidates.now.get(fact).map(|domain| (*fact, *domain));
        // The last is put back first.
        let back: Vec<(u32, Domain)> = weak.iter().rev().filter_map(now).collect();
        smallest(&candidates, &weak, &mut |set, effort| {
            let back: Vec<_> = back.iter().filter(|(fact, _)| set.contains(fact)).copied().collect();
            self.judge(&[before, set, later].concat(), &[], &back, effort)
        })
    }

    /// Facts by how many points they can move, the least first, wholes before parts; the last in order first
    /// among equals.
    fn weak_first(&mut self, facts: &[u32]) -> Vec<u32> {
        let plan = self.prover.frame.plan;
        let of = plan.class().and_then(|(node, _)| match &plan.node(node).op {
            Op::Classes(classes) => Some(classes.of),
            _ => None,
        });
        let node = of.unwrap_or(plan.total);
        let now: Vec<(u32, Domain)> = self.candidates.now.iter().map(|(fact, it)| (*fact, *it)).collect();
        let (least, most) = (self.prover.most(node, &now), self.prover.most(node, &[]));
        let mut weighed: Vec<(Reverse<usize>, Number, u32)> = Vec::new();
        for fact in facts.iter().rev() {
            let (own, others): (Vec<_>, Vec<_>) = now.iter().partition(|(id, _)| id == fact);
            // What is lost where it alone stays, or gained where it alone changes.
            let ends = [(most, self.prover.most(node, &own)), (self.prover.most(node, &others), least)];
            let moves = ends.into_iter().filter_map(|(high, low)| high?.minus(low?));
            let height = Reverse(self.candidates.heights[*fact as usize]);
            weighed.push((height, moves.max().unwrap_or(Number::ZERO), *fact));
        }
        weighed.sort_by_key(|(height, moves, _)| (*height, *moves));
        weighed.into_iter().map(|(.., fact)| fact).collect()
    }

    /// The fewest missing facts that have to be known, where these facts change.
    fn fewest_missing(&mut self, changed: &[u32]) -> Option<Smallest> {
        let missing = self.candidates.missing.clone();
        let weak: Vec<u32> = missing.iter().rev().copied().collect();
        smallest(&missing, &weak, &mut |set, effort| {
            let open: Vec<u32> = missing.iter().filter(|fact| !set.contains(fact)).copied().collect();
            let domains = &self.prover.frame.domains;
            let back: Vec<_> = set.iter().map(|fact| (*fact, domains[*fact as usize])).collect();
            self.judge(changed, &open, &back, effort)
        })
    }
}

/// What an input gives a fact.
fn given(input: &Input, fact: u32) -> Option<Value> {
    input.iter().find(|(id, _)| *id == fact).map(|(_, value)| *value)
}
