//! A plan that runs on chunks.

use super::compile::{Compiler, within};
use super::kernel::SmallReg;
use super::lane::Whole;
use super::program::{ABSENT, Column, Frame, Lane, OPEN, Program, VALUE, Word};
use super::quantity::{Below, Quantity, Scaled};
use super::register::allocate;
use super::run::Running;
use super::settle::{self, Settler};
use crate::data::{Chunk, LANES, Record};
use crate::eval::{Outcome, Slots, Undecided, run};
use crate::plan::{NodeId, Op, Plan};
use crate::value::{Date, Interval, Kind, Range};

/// The ranges of facts that may be reckoned with, as powers of 2: the widest with which all numbers stay in
/// their lanes is taken. Records beyond run by themselves.
const RECKONED: [u32; 5] = [31, 26, 22, 18, 14];

/// A plan that runs on chunks of records.
#[derive(Debug)]
pub struct Machine<'a> {
    plan: &'a Plan,
    program: Program,
    columns: Vec<Option<Column>>,
    /// The nodes that must be settled for a record to be.
    wanted: Vec<NodeId>,
    frame: Frame,
    settler: Settler,
    arch: pulp::Arch,
}

/// The numbers of a node, for the chunk that ran last.
#[derive(Clone, Copy, Debug)]
pub struct Numbers<'m> {
    above: (Option<&'m [Whole]>, i64),
    below: (Option<&'m [Whole]>, i64),
    state: Option<&'m [u8]>,
}

/// The words of a node, for the chunk that ran last.
#[derive(Clone, Copy, Debug)]
pub struct Words<'m> {
    lanes: Option<&'m [u8]>,
    /// What all have where there are no lanes.
    same: u8,
    state: Option<&'m [u8]>,
}

impl<'a> Machine<'a> {
    /// Compiles a plan. Beside all that a result consists of, `others` can be asked for.
    pub fn new(plan: &'a Plan, others: &[NodeId]) -> Machine<'a> {
        Machine::of(plan, results(plan, others))
    }

    /// Compiles as much of a plan as some nodes need.
    pub fn of(plan: &'a Plan, mut wanted: Vec<NodeId>) -> Machine<'a> {
        wanted.sort();
        wanted.dedup();
        let mut best: Option<(Program, Vec<Option<Column>>, usize)> = None;
        for bits in RECKONED {
            let most = i32::try_from((1i64 << bits) - 1).unwrap_or(i32::MAX);
            let ranges = run(plan, &Record { within: within(plan, most), ..Record::default() });
            let made = Compiler::new(plan, &ranges, most).compile(&wanted);
            if best.as_ref().is_none_or(|(_, _, fewest)| made.2 < *fewest) {
                best = Some(made);
            }
            if best.as_ref().is_some_and(|(_, _, fewest)| *fewest == 0) {
                break;
            }
        }
        let (mut program, mut columns, _) = best.unwrap_or_default();
        let is_wanted = |index: usize| wanted.binary_search(&plan.id(index)).is_ok();
        // What nobody asks for may be gone when the program has run.
        for (index, column) in columns.iter_mut().enumerate() {
            *column = column.filter(|_| is_wanted(index));
        }
        allocate(&mut program, &mut columns.iter_mut().flatten().collect::<Vec<_>>());
        let frame = Frame::new(&program);
        let settler = Settler::new(blank(plan));
        Machine { plan, program, columns, wanted, frame, settler, arch: pulp::Arch::new() }
    }

    /// Scores the records of a chunk.
    pub fn run(&mut self, chunk: &Chunk) {
        let Machine { plan, program, frame, settler, arch, .. } = self;
        Running { program, chunk, frame, settler, plan, arch: *arch }.run();
    }

    /// The plan.
    pub fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// The nodes of which a result consists, and those that were asked for beside them.
    pub fn wanted(&self) -> &[NodeId] {
        &self.wanted
    }

    /// Whether each record is not settled: a result of it is undecided, or too large for a lane.
    pub fn open(&self) -> [bool; LANES] {
        let mut open = [false; LANES];
        for node in &self.wanted {
            let state = self.columns[node.index()].map(|column| column.state);
            let Some(state) = state.flatten().filter(|state| self.frame.marks(*state).open) else { continue };
            let states = &self.frame.registers.smalls[state.0 as usize];
            open.iter_mut().zip(states).for_each(|(open, state)| *open |= *state == OPEN);
        }
        open
    }

    /// The outcome of a node for a record of the chunk that ran last; none where it is not settled.
    pub fn outcome(&self, node: NodeId, chunk: &Chunk, lane: usize) -> Option<Outcome> {
        let kind = self.plan.node(node).kind;
        settle::read(self.columns[node.index()].as_ref()?, kind, (chunk, lane), &self.frame)
    }

    /// The numbers of a node; none where it gives none.
    pub fn numbers(&self, node: NodeId) -> Option<Numbers<'_>> {
        let Column { lane: Lane::Number(quantity), state, .. } = self.columns[node.index()]? else {
            return None;
        };
        let registers = &self.frame.registers;
        let lanes = |scaled: Scaled| {
            let lanes = scaled.reg.map(|reg| registers.numbers[reg.0 as usize].as_slice());
            Some((lanes, i64::try_from(scaled.by).ok()?))
        };
        let (above, below) = (lanes(quantity.above)?, lanes(quantity.below.scaled()?)?);
        Some(Numbers { above, below, state: self.states(state) })
    }

    /// What the numbers of a node are over, where that is the same for all records.
    pub fn below(&self, node: NodeId) -> Option<i64> {
        match self.columns[node.index()]?.lane {
            Lane::Number(Quantity { below: Below::Fixed(below), .. }) => i64::try_from(below).ok(),
            _ => None,
        }
    }

    /// The words of a node, by their places, or 1 and 0 for yes and no; none where it gives none.
    pub fn words(&self, node: NodeId) -> Option<Words<'_>> {
        let Column { lane: Lane::Word(word), state, .. } = self.columns[node.index()]? else { return None };
        let (lanes, same) = match word {
            Word::Same(word) => (None, word),
            Word::Reg(reg) => (Some(self.frame.registers.smalls[reg.0 as usize].as_slice()), 0),
        };
        Some(Words { lanes, same, state: self.states(state) })
    }

    /// Whether a record has to be looked at by itself: it is open, or does not meet what the ruleset requires.
    pub fn unsettled(&self) -> [bool; LANES] {
        let mut is_unsettled = self.open();
        for words in self.plan.requirements.iter().filter_map(|node| self.words(*node)) {
            if words.lanes.is_none_or(|lanes| lanes.contains(&0)) {
                let lanes = is_unsettled.iter_mut().enumerate();
                lanes.for_each(|(lane, is_unsettled)| *is_unsettled |= words.get(lane) == Some(0));
            }
        }
        is_unsettled
    }

    /// How outcomes stand where any of them is no value.
    fn states(&self, state: Option<SmallReg>) -> Option<&[u8]> {
        let state = state.filter(|state| self.frame.marks(*state).any())?;
        Some(self.frame.registers.smalls[state.0 as usize].as_slice())
    }

    /// Whether a node is not applicable.
    pub fn is_absent(&self, node: NodeId, lane: usize) -> bool {
        self.state(node, lane) == ABSENT
    }

    fn state(&self, node: NodeId, lane: usize) -> u8 {
        let state = self.columns[node.index()]
            .map_or(Some(OPEN), |column| column.state.map(|state| self.frame.state(state, lane)));
        state.unwrap_or(VALUE)
    }
}

impl Numbers<'_> {
    /// The whole numbers above and below the line (above 0) of a record; none where it has no number.
    #[inline]
    pub fn get(&self, lane: usize) -> Option<(i64, i64)> {
        if self.state.is_some_and(|state| state[lane] != VALUE) {
            return None;
        }
        // Neither leaves 53 bits: that was shown when the plan was compiled.
        let of = |(lanes, by): (Option<&[Whole]>, i64)| lanes.map_or(1, |lanes| lanes[lane].get()) * by;
        Some((of(self.above), of(self.below)))
    }
}

impl Words<'_> {
    /// The word of a record; none where it has none.
    #[inline]
    pub fn get(&self, lane: usize) -> Option<u8> {
        if self.state.is_some_and(|state| state[lane] != VALUE) {
            return None;
        }
        Some(self.lanes.map_or(self.same, |lanes| lanes[lane]))
    }
}

/// What is said of the outcome of each node where it is undecided: nothing but its kind.
fn blank(plan: &Plan) -> Slots {
    let within = plan.ruleset.facts.iter().map(|fact| fact.range).collect();
    let mut slots = run(plan, &Record { within, ..Record::default() });
    for (index, node) in plan.nodes.iter().enumerate() {
        let range = match node.kind {
            // A fact is what it can be; nothing else is left open about it.
            _ if matches!(node.op, Op::Fact(_) | Op::Constant(_)) => continue,
            Kind::Truth => Range::Truth,
            Kind::Word(_) => Range::Word(u64::MAX),
            Kind::Words(_) => Range::Words { sure: 0, possible: u64::MAX },
            Kind::Date => Range::Date(Date::MIN, Date::MAX),
            _ => Range::Number(Interval::default()),
        };
        let (missing, faults) = Default::default();
        let undecided = Undecided { range, may_not_apply: true, missing, faults };
        slots.set(plan.id(index), Outcome::Undecided(Box::new(undecided)));
    }
    slots
}

/// All nodes of which the result of a unit consists, and others.
pub fn results(plan: &Plan, others: &[NodeId]) -> Vec<NodeId> {
    let parts = plan.criteria.iter().chain(&plan.contents).map(|chain| chain.result);
    let all = plan.requirements.iter().copied().chain(parts).chain(plan.pools.iter().copied());
    let all = all.chain([plan.total, plan.total_maximum]).chain(plan.classes.iter().copied());
    let all = all.chain(plan.decided).chain(plan.titles.iter().copied()).chain(others.iter().copied());
    all.collect()
}
