//! A program: what a plan comes to when it runs on columns, and what it runs on.

use super::kernel::{Cascade, Registers, SmallReg};
use super::lane::Whole;
use super::quantity::{NumberReg, Quantity, Term};
use crate::data::LANES;
use crate::plan::NodeId;
use crate::value::Relation;

/// In a small register: how the outcome of a record stands.
pub(super) const VALUE: u8 = 0;
/// It is undecided.
pub(super) const OPEN: u8 = 1;
/// It is not applicable. Of two outcomes that make a third, the greater counts.
pub(super) const ABSENT: u8 = 2;

/// A step of a program: a kernel, with the registers that it reads and fills.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// The numbers of a fact; those outside the range that was reckoned with are left open.
    Number { fact: usize, out: NumberReg, state: SmallReg, range: (i32, i32), default: Option<Whole> },
    /// The words or answers of a fact, up to the last one.
    Small { fact: usize, out: SmallReg, state: SmallReg, last: u8, default: Option<u8> },
    /// Which records lack a fact.
    Given { fact: usize, state: SmallReg },
    /// Whether a word is in the sets of a fact.
    Includes { fact: usize, word: u8, out: SmallReg },
    /// A sum.
    Sum { terms: Vec<Term>, out: NumberReg },
    /// Two numbers become one.
    Pair { with: With, a: Term, b: Term, out: NumberReg },
    /// One number where a condition holds, else another.
    Select { when: SmallReg, yes: Term, no: Term, out: NumberReg },
    /// One word where a condition holds, else another.
    SelectWord { when: SmallReg, yes: Word, no: Word, out: SmallReg },
    /// Tiers with fixed limits and values.
    Cascade { cascade: Cascade, out: NumberReg },
    /// A comparison of numbers.
    Compare { relation: Relation, a: Term, b: Term, out: SmallReg },
    /// A comparison of words or answers.
    CompareWords { relation: Relation, a: Word, b: Word, out: SmallReg },
    /// Whether all hold, or any.
    Logic { any: bool, of: Vec<Word>, out: SmallReg },
    /// Whether it does not hold.
    Not { of: Word, out: SmallReg },
    /// The outcome of what is made of several: not applicable, undecided, or a value, in this order.
    Join { of: Vec<SmallReg>, out: SmallReg },
    /// The outcome of a sum of parts, some of which may not apply.
    Parts { of: Vec<Option<SmallReg>>, empty_is_value: bool, out: SmallReg },
    /// What is not applicable no more counts as a value.
    Required { of: SmallReg, out: SmallReg },
    /// A divisor: where it is 0 it becomes 1, and the outcome is `then`.
    Divisor { of: Term, out: NumberReg, from: Option<SmallReg>, state: SmallReg, then: u8 },
    /// 0 where there is no value.
    Clear { of: NumberReg, state: SmallReg },
    /// 0 where there is no value.
    ClearSmall { of: SmallReg, state: SmallReg },
    /// What kernels leave is settled record by record.
    Settle(Box<Settle>),
}

/// What two numbers become.
#[derive(Clone, Copy, Debug)]
pub(super) enum With {
    Product,
    Least,
    Greatest,
    FloorOver,
}

/// An operand that is a word or answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    Reg(SmallReg),
    Same(u8),
}

/// Where the outcomes of a node stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) lane: Lane,
    /// How each outcome stands; none where all are values.
    pub(super) state: Option<SmallReg>,
    /// Whether a number is 0 wherever it is no value. A word always is.
    pub(super) is_clear: bool,
}

/// Where the values of a node stand.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lane {
    /// Numbers and days.
    Number(Quantity),
    /// Words, yes and no.
    Word(Word),
    /// The sets of words of a fact.
    Set(usize),
    /// Values that no column holds.
    None,
}

/// A node whose kernel ran, or that has none.
#[derive(Clone, Debug)]
pub(super) struct Settle {
    pub(super) node: NodeId,
    pub(super) operands: Vec<(NodeId, Column)>,
    /// What the kernel filled, in registers of its own.
    pub(super) lane: Lane,
    pub(super) state: SmallReg,
    /// The outcomes of operands.
    pub(super) watch: Vec<SmallReg>,
    /// Where something rare happens.
    pub(super) rare: Vec<SmallReg>,
    /// Where it is not applicable.
    pub(super) absent: Option<SmallReg>,
    /// How it stands where nothing else says so.
    pub(super) through: Option<SmallReg>,
    /// Whether there is no kernel.
    pub(super) is_alone: bool,
}

/// All steps, and how many registers they need.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) numbers: u32,
    pub(super) smalls: u32,
}

/// What a program runs on.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub(super) registers: Registers,
    /// Whether any record of a small register is undecided, or not applicable. Where none is, the register is not
    /// filled.
    pub(super) marks: Vec<Marks>,
}

/// What stands anywhere in a register of outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Marks {
    pub(super) open: bool,
    pub(super) absent: bool,
}

impl Marks {
    pub(super) fn any(self) -> bool {
        self.open || self.absent
    }
}

impl Frame {
    pub(super) fn new(program: &Program) -> Frame {
        let numbers = (0..program.numbers).map(|_| vec![Whole::ZERO; LANES]).collect();
        let smalls = (0..program.smalls).map(|_| vec![0; LANES]).collect();
        let marks = vec![Marks::default(); program.smalls as usize];
        let facts = vec![None; program.numbers as usize];
        Frame { registers: Registers { numbers, facts, smalls }, marks }
    }

    /// How the outcome of a record stands.
    pub(super) fn state(&self, state: SmallReg, lane: usize) -> u8 {
        if self.marks(state).any() { self.registers.smalls[state.0 as usize][lane] } else { VALUE }
    }

    pub(super) fn marks(&self, state: SmallReg) -> Marks {
        self.marks[state.0 as usize]
    }
}
