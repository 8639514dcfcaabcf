//! A program runs on a chunk, step by step.

// The lanes of several registers are walked together.
#![allow(clippy::needless_range_loop)]

use super::kernel::{
    FloorOver, Greatest, Least, Pair, Product, Select, SmallReg, Sources, Sum, Tiered, Whether, compare,
    keep_where_unmarked, numbers, sets, smalls,
};
use super::lane::Whole;
use super::program::{ABSENT, Frame, Marks, OPEN, Program, Step, VALUE, With, Word};
use super::quantity::{NumberReg, Term};
use super::settle::Settler;
use crate::data::{Chunk, LANES, NO_NUMBER, NO_SET, NO_WORD};
use crate::value::Relation;

/// A program that runs on a chunk.
pub(super) struct Running<'r> {
    pub(super) program: &'r Program,
    pub(super) chunk: &'r Chunk,
    pub(super) frame: &'r mut Frame,
    pub(super) settler: &'r mut Settler,
    pub(super) plan: &'r crate::plan::Plan,
    /// How wide the processor computes.
    pub(super) arch: pulp::Arch,
}

impl Running<'_> {
    /// Runs all steps.
    pub(super) fn run(mut self) {
        for step in &self.program.steps {
            self.step(step);
        }
    }

    fn step(&mut self, step: &Step) {
        let (registers, arch, chunk) = (&mut self.frame.registers, self.arch, self.chunk);
        match step {
            Step::Number { .. } | Step::Small { .. } | Step::Given { .. } | Step::Includes { .. } => {
                self.fact(step)
            }
            Step::Sum { terms, out } => {
                registers.fill(*out, chunk, |from, out| arch.dispatch(Sum { from, terms, out }));
            }
            Step::Pair { with, a, b, out } => registers.fill(*out, chunk, |from, out| match with {
                With::Product => arch.dispatch(Pair { from, apply: Product, a: *a, b: *b, out }),
                With::Least => arch.dispatch(Pair { from, apply: Least, a: *a, b: *b, out }),
                With::Greatest => arch.dispatch(Pair { from, apply: Greatest, a: *a, b: *b, out }),
                With::FloorOver => arch.dispatch(Pair { from, apply: FloorOver, a: *a, b: *b, out }),
            }),
            Step::Select { when, yes, no, out } => registers.fill(*out, chunk, |from, out| {
                arch.dispatch(Pair { from, apply: Select(from.small(*when)), a: *yes, b: *no, out });
            }),
            Step::Cascade { cascade, out } => {
                registers.fill(*out, chunk, |from, out| arch.dispatch(Tiered { from, cascade, out }));
            }
            Step::Compare { relation, a, b, out } => registers.fill_small(*out, chunk, |from, out| {
                compare(arch, from, (*relation, *a, *b), out);
            }),
            Step::SelectWord { out, .. }
            | Step::CompareWords { out, .. }
            | Step::Logic { out, .. }
            | Step::Not { out, .. } => {
                registers.fill_small(*out, chunk, |from, out| arch.dispatch(Worded { from, step, out }));
            }
            Step::Settle(settle) => self.settler.settle(settle, self.plan, self.chunk, self.frame),
            _ => self.outcomes(step),
        }
    }

    /// Steps that read facts.
    fn fact(&mut self, step: &Step) {
        let chunk = self.chunk;
        match step {
            Step::Number { fact, out, state, range, default } => {
                self.number(*fact, (*out, *state), *range, *default);
            }
            Step::Small { fact, out, state, last, default } => {
                self.small(*fact, (*out, *state), *last, *default);
            }
            Step::Given { fact, state } => {
                if let Some(sets) = sets(chunk, *fact) {
                    self.given(*state, |lane| sets[lane] != NO_SET);
                }
            }
            Step::Includes { fact, word, out } => {
                let Some(sets) = sets(chunk, *fact) else { return };
                self.frame.registers.fill_small(*out, chunk, |_, out| {
                    for lane in 0..LANES {
                        out[lane] = (sets[lane] >> word & 1) as u8;
                    }
                });
            }
            _ => {}
        }
    }

    /// Steps over how outcomes stand.
    fn outcomes(&mut self, step: &Step) {
        let (arch, chunk) = (self.arch, self.chunk);
        match step {
            Step::Join { of, out } => self.join(of, *out),
            Step::Parts { of, empty_is_value, out } => self.parts(of, *empty_is_value, *out),
            Step::Required { of, out } => {
                let any = self.frame.marks(*of).any();
                self.frame.marks[out.0 as usize] = Marks { open: any, absent: false };
                if any {
                    self.frame.registers.fill_small(*out, chunk, |from, out| {
                        word_pair(from, Word::Reg(*of), Word::Same(VALUE), out, |_, a, b| u8::from(a != b));
                    });
                }
            }
            Step::Divisor { of, out, from, state, then } => self.divisor((*of, *from), *out, *state, *then),
            Step::Clear { of, state } if self.frame.marks(*state).any() => {
                self.frame.registers.fill(*of, chunk, |from, out| {
                    keep_where_unmarked(arch, out, from.small(*state), Whole::ZERO);
                });
            }
            Step::ClearSmall { of, state } if self.frame.marks(*state).any() => {
                self.frame.registers.fill_small(*of, chunk, |from, out| {
                    both(out, from.small(*state), |value, state| if state == VALUE { value } else { 0 });
                });
            }
            _ => {}
        }
    }

    /// The numbers of a fact: its own lanes stand for it wherever they can.
    fn number(
        &mut self,
        fact: usize,
        (out, state): (NumberReg, SmallReg),
        (low, high): (i32, i32),
        default: Option<Whole>,
    ) {
        let (arch, chunk) = (self.arch, self.chunk);
        let Some(cells) = numbers(chunk, fact) else { return };
        // What stands behind the last record is computed with too, and looked at by nobody.
        if arch.dispatch(Whether { cells: &cells[..chunk.len()], low, high }) {
            self.frame.registers.facts[out.0 as usize] = Some(fact);
            self.frame.marks[state.0 as usize] = Marks::default();
            return;
        }
        // Within its range too, so that a divisor is never 0.
        let rest = Whole::of(0.clamp(low, high.max(low)));
        let is_in = |cell: i32| (low..=high).contains(&cell);
        self.frame.registers.fill(out, chunk, |_, out| {
            for lane in 0..LANES {
                out[lane] = match cells[lane] {
                    NO_NUMBER => default.unwrap_or(rest),
                    cell => {
                        if is_in(cell) {
                            Whole::of(cell)
                        } else {
                            rest
                        }
                    }
                };
            }
        });
        self.given(state, |lane| is_in(cells[lane]) || default.is_some() && cells[lane] == NO_NUMBER);
    }

    /// The words or answers of a fact.
    fn small(&mut self, fact: usize, (out, state): (SmallReg, SmallReg), last: u8, default: Option<u8>) {
        let (arch, chunk) = (self.arch, self.chunk);
        let Some(cells) = smalls(chunk, fact) else { return };
        if arch.dispatch(Whether { cells: &cells[..chunk.len()], low: 0, high: last }) {
            let records = chunk.len();
            self.frame.registers.fill_small(out, chunk, |_, out| {
                out[..records].copy_from_slice(&cells[..records]);
                // What is computed with stays a word or an answer.
                out[records..].fill(0);
            });
            self.frame.marks[state.0 as usize] = Marks::default();
            return;
        }
        self.frame.registers.fill_small(out, chunk, |_, out| {
            for lane in 0..LANES {
                out[lane] = match cells[lane] {
                    NO_WORD => default.unwrap_or(0),
                    cell => {
                        if cell <= last {
                            cell
                        } else {
                            0
                        }
                    }
                };
            }
        });
        self.given(state, |lane| cells[lane] <= last || default.is_some() && cells[lane] == NO_WORD);
    }

    /// Which records lack a fact, or have one that is out of what was reckoned with.
    fn given(&mut self, state: SmallReg, is_given: impl Fn(usize) -> bool) {
        let (mut any, records) = (0, self.chunk.len());
        self.frame.registers.fill_small(state, self.chunk, |_, out| {
            for lane in 0..records {
                out[lane] = u8::from(!is_given(lane));
                any |= out[lane];
            }
            out[records..].fill(VALUE);
        });
        self.frame.marks[state.0 as usize] = Marks { open: any != 0, absent: false };
    }

    fn join(&mut self, of: &[SmallReg], out: SmallReg) {
        let marks: Vec<Marks> = of.iter().map(|state| self.frame.marks(*state)).collect();
        let all = Marks { open: marks.iter().any(|it| it.open), absent: marks.iter().any(|it| it.absent) };
        self.frame.marks[out.0 as usize] = all;
        if all.any() {
            self.frame.registers.fill_small(out, self.chunk, |from, out| {
                out.fill(VALUE);
                for (state, _) in of.iter().zip(&marks).filter(|(_, marks)| marks.any()) {
                    both(out, from.small(*state), u8::max);
                }
            });
        }
    }

    fn parts(&mut self, of: &[Option<SmallReg>], empty_is_value: bool, out: SmallReg) {
        let marks: Vec<(SmallReg, Marks)> =
            of.iter().flatten().map(|state| (*state, self.frame.marks(*state))).collect();
        let is_open = marks.iter().any(|(_, marks)| marks.open);
        let may_be_empty =
            !empty_is_value && marks.len() == of.len() && marks.iter().all(|(_, marks)| marks.absent);
        let all = Marks { open: is_open, absent: may_be_empty };
        self.frame.marks[out.0 as usize] = all;
        if !all.any() {
            return;
        }
        self.frame.registers.fill_small(out, self.chunk, |from, out| {
            out.fill(if may_be_empty { ABSENT } else { VALUE });
            if may_be_empty {
                for (state, _) in &marks {
                    both(out, from.small(*state), u8::min);
                }
            }
            for (state, _) in marks.iter().filter(|(_, marks)| marks.open) {
                both(out, from.small(*state), |out, state| if state == OPEN { OPEN } else { out });
            }
        });
    }

    fn divisor(&mut self, (of, from): (Term, Option<SmallReg>), out: NumberReg, state: SmallReg, then: u8) {
        let before = from.map_or(Marks::default(), |from| self.frame.marks(from));
        let registers = &mut self.frame.registers;
        let zero = Term { reg: None, by: Whole::ZERO };
        let (arch, chunk) = (self.arch, self.chunk);
        registers.fill(out, chunk, |from, out| arch.dispatch(Sum { from, terms: &[of], out }));
        registers.fill_small(state, chunk, |from, out| compare(arch, from, (Relation::Equal, of, zero), out));
        let is_zero = registers.small(state).iter().fold(0, |any, zero| any | zero) != 0;
        if is_zero {
            registers
                .fill(out, chunk, |from, out| keep_where_unmarked(arch, out, from.small(state), Whole::ONE));
        }
        registers.fill_small(state, chunk, |all, out| {
            out.iter_mut().for_each(|zero| *zero *= then);
            if let Some(from) = from.filter(|_| before.any()) {
                both(out, all.small(from), |zero, before| if before == VALUE { zero } else { before });
            }
        });
        self.frame.marks[state.0 as usize] = Marks {
            open: before.open || (is_zero && then == OPEN),
            absent: before.absent || (is_zero && then == ABSENT),
        };
    }
}

/// Steps over answers and words.
struct Worded<'a> {
    from: Sources<'a>,
    step: &'a Step,
    out: &'a mut [u8; LANES],
}

impl pulp::WithSimd for Worded<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Worded { from, step, out } = self;
        match step {
            Step::SelectWord { when, yes, no, .. } => {
                let when = from.small(*when);
                word_pair(from, *yes, *no, out, |lane, a, b| if when[lane] != 0 { a } else { b });
            }
            Step::CompareWords { relation, a, b, .. } => match relation {
                Relation::Equal => word_pair(from, *a, *b, out, |_, a, b| u8::from(a == b)),
                Relation::Unequal => word_pair(from, *a, *b, out, |_, a, b| u8::from(a != b)),
                Relation::Less => word_pair(from, *a, *b, out, |_, a, b| u8::from(a < b)),
                Relation::AtMost => word_pair(from, *a, *b, out, |_, a, b| u8::from(a <= b)),
                Relation::Greater => word_pair(from, *a, *b, out, |_, a, b| u8::from(a > b)),
                Relation::AtLeast => word_pair(from, *a, *b, out, |_, a, b| u8::from(a >= b)),
            },
            Step::Not { of, .. } => word_pair(from, *of, Word::Same(1), out, |_, a, b| a ^ b),
            Step::Logic { any, of, .. } => {
                out.fill(u8::from(!any));
                for word in of {
                    match (word, any) {
                        (Word::Reg(reg), true) => both(out, from.small(*reg), |a, b| a | b),
                        (Word::Reg(reg), false) => both(out, from.small(*reg), |a, b| a & b),
                        (Word::Same(truth), true) => out.iter_mut().for_each(|out| *out |= truth),
                        (Word::Same(truth), false) => out.iter_mut().for_each(|out| *out &= truth),
                    }
                }
            }
            _ => {}
        }
    }
}

#[inline(always)]
fn both(out: &mut [u8; LANES], other: &[u8; LANES], apply: impl Fn(u8, u8) -> u8) {
    for lane in 0..LANES {
        out[lane] = apply(out[lane], other[lane]);
    }
}

#[inline(always)]
fn word_pair(
    from: Sources<'_>,
    a: Word,
    b: Word,
    out: &mut [u8; LANES],
    apply: impl Fn(usize, u8, u8) -> u8,
) {
    let fixed = |word: u8| [word; LANES];
    match (a, b) {
        (Word::Reg(a), Word::Reg(b)) => {
            let (a, b) = (from.small(a), from.small(b));
            (0..LANES).for_each(|lane| out[lane] = apply(lane, a[lane], b[lane]));
        }
        (Word::Reg(a), Word::Same(b)) => {
            let a = from.small(a);
            (0..LANES).for_each(|lane| out[lane] = apply(lane, a[lane], b));
        }
        (Word::Same(a), Word::Reg(b)) => {
            let b = from.small(b);
            (0..LANES).for_each(|lane| out[lane] = apply(lane, a, b[lane]));
        }
        (Word::Same(a), Word::Same(b)) => {
            let (a, b) = (fixed(a), fixed(b));
            (0..LANES).for_each(|lane| out[lane] = apply(lane, a[lane], b[lane]));
        }
    }
}
