//! Kernels: what is done to all lanes of a register at once.
//!
//! Each is a plain loop over lanes that the compiler turns into wide instructions; [`super::program`] has
//! them all compiled for each width that a processor may have, and takes the widest at run time.

// The lanes of several registers are walked together.
#![allow(clippy::needless_range_loop)]

use super::lane::Whole;
use super::quantity::{NumberReg, Term};
use crate::data::LANES;
use crate::value::Relation;

/// A place for a yes/no, a word, or how an outcome stands, of each record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct SmallReg(pub(super) u32);

/// The registers of a program that runs.
#[derive(Debug, Default)]
pub(super) struct Registers {
    pub(super) numbers: Vec<Vec<Whole>>,
    pub(super) smalls: Vec<Vec<u8>>,
}

/// Reads the lanes of an operand.
pub(super) trait Lanes: Copy {
    fn at(self, lane: usize) -> Whole;
}

#[derive(Clone, Copy)]
struct Register<'a>(&'a [Whole; LANES]);

#[derive(Clone, Copy)]
struct Times<'a>(&'a [Whole; LANES], Whole);

#[derive(Clone, Copy)]
struct Same(Whole);

impl Lanes for Register<'_> {
    #[inline(always)]
    fn at(self, lane: usize) -> Whole {
        self.0[lane]
    }
}

impl Lanes for Times<'_> {
    #[inline(always)]
    fn at(self, lane: usize) -> Whole {
        self.0[lane].times(self.1)
    }
}

impl Lanes for Same {
    #[inline(always)]
    fn at(self, _: usize) -> Whole {
        self.0
    }
}

static ZEROS: [Whole; LANES] = [Whole::ZERO; LANES];

/// What is done with two operands.
pub(super) trait Pairwise: Copy {
    type Out: Copy;
    fn of(self, lane: usize, a: Whole, b: Whole) -> Self::Out;
}

macro_rules! pairwise {
    ($($name:ident -> $out:ty: |$a:ident, $b:ident| $body:expr;)*) => {
        $(#[derive(Clone, Copy)]
        pub(super) struct $name;
        impl Pairwise for $name {
            type Out = $out;
            #[inline(always)]
            fn of(self, _: usize, $a: Whole, $b: Whole) -> $out {
                $body
            }
        })*
    };
}

pairwise! {
    Plus -> Whole: |a, b| a.plus(b);
    Product -> Whole: |a, b| a.times(b);
    Least -> Whole: |a, b| a.least(b);
    Greatest -> Whole: |a, b| a.greatest(b);
    FloorOver -> Whole: |a, b| a.floor_over(b);
    Equal -> u8: |a, b| u8::from(a == b);
    Less -> u8: |a, b| u8::from(a < b);
    AtMost -> u8: |a, b| u8::from(a <= b);
}

/// One operand where a condition holds, else the other.
#[derive(Clone, Copy)]
pub(super) struct Select<'a>(pub(super) &'a [u8; LANES]);

impl Pairwise for Select<'_> {
    type Out = Whole;
    #[inline(always)]
    fn of(self, lane: usize, a: Whole, b: Whole) -> Whole {
        if self.0[lane] != 0 { a } else { b }
    }
}

/// The lanes of a register as an array of known length; zeros where it has none, which cannot be.
#[inline(always)]
pub(super) fn lanes<T>(register: &[T]) -> Option<&[T; LANES]> {
    register.first_chunk::<LANES>()
}

impl Registers {
    #[inline(always)]
    fn number(&self, reg: NumberReg) -> &[Whole; LANES] {
        lanes(&self.numbers[reg.0 as usize]).unwrap_or(&ZEROS)
    }

    #[inline(always)]
    pub(super) fn small(&self, reg: SmallReg) -> &[u8; LANES] {
        lanes(&self.smalls[reg.0 as usize]).unwrap_or(&[0; LANES])
    }

    /// Gives `out` what `apply` makes of the registers before; `out` is none of those that it reads.
    #[inline(always)]
    pub(super) fn fill(&mut self, out: NumberReg, apply: impl FnOnce(&Registers, &mut [Whole; LANES])) {
        let mut taken = std::mem::take(&mut self.numbers[out.0 as usize]);
        if let Some(lanes) = taken.first_chunk_mut::<LANES>() {
            apply(self, lanes);
        }
        self.numbers[out.0 as usize] = taken;
    }

    /// The same for a small register.
    #[inline(always)]
    pub(super) fn fill_small(&mut self, out: SmallReg, apply: impl FnOnce(&Registers, &mut [u8; LANES])) {
        let mut taken = std::mem::take(&mut self.smalls[out.0 as usize]);
        if let Some(lanes) = taken.first_chunk_mut::<LANES>() {
            apply(self, lanes);
        }
        self.smalls[out.0 as usize] = taken;
    }

    /// Does something with two operands, lane by lane.
    #[inline(always)]
    pub(super) fn pair<P: Pairwise>(&self, apply: P, a: Term, b: Term, out: &mut [P::Out; LANES]) {
        match (a.reg, b.reg) {
            (Some(x), Some(y)) if a.by == Whole::ONE && b.by == Whole::ONE => {
                each(out, apply, Register(self.number(x)), Register(self.number(y)));
            }
            (Some(x), Some(y)) => each(out, apply, Times(self.number(x), a.by), Times(self.number(y), b.by)),
            (Some(x), None) => each(out, apply, Times(self.number(x), a.by), Same(b.by)),
            (None, Some(y)) => each(out, apply, Same(a.by), Times(self.number(y), b.by)),
            (None, None) => each(out, apply, Same(a.by), Same(b.by)),
        }
    }

    /// A sum.
    #[inline(always)]
    pub(super) fn sum(&self, terms: &[Term], out: &mut [Whole; LANES]) {
        let mut terms = terms.chunks(2);
        match terms.next() {
            Some([a, b]) => self.pair(Plus, *a, *b, out),
            Some([a]) => self.pair(Plus, *a, Term { reg: None, by: Whole::ZERO }, out),
            _ => *out = ZEROS,
        }
        for pair in terms {
            match pair {
                [Term { reg: Some(a), by: x }, Term { reg: Some(b), by: y }] => {
                    add_two(out, Times(self.number(*a), *x), Times(self.number(*b), *y));
                }
                pair => pair.iter().for_each(|term| self.add(*term, out)),
            }
        }
    }

    #[inline(always)]
    fn add(&self, term: Term, out: &mut [Whole; LANES]) {
        match term.reg {
            Some(reg) => add_two(out, Times(self.number(reg), term.by), Same(Whole::ZERO)),
            None => add_two(out, Same(term.by), Same(Whole::ZERO)),
        }
    }

    /// The value of the last limit that `of / below` reaches, from the lowest up; `first` where it reaches none.
    #[inline(always)]
    pub(super) fn cascade(&self, cascade: &Cascade, out: &mut [Whole; LANES]) {
        let mut first = cascade.first;
        let mut steps = cascade.steps.as_slice();
        // A few limits at a time, so that a value stays in the processor until they are all tried.
        loop {
            let (now, rest) = steps.split_at(steps.len().min(WIDEST));
            let before = if first.is_some() { None } else { Some(()) };
            let start = first.take().unwrap_or(Whole::ZERO);
            match now {
                [a] => self.limits([*a], cascade, (start, before), out),
                [a, b] => self.limits([*a, *b], cascade, (start, before), out),
                [a, b, c] => self.limits([*a, *b, *c], cascade, (start, before), out),
                [a, b, c, d, ..] => self.limits([*a, *b, *c, *d], cascade, (start, before), out),
                [] => {
                    if before.is_none() {
                        *out = [start; LANES];
                    }
                }
            }
            if rest.is_empty() {
                break;
            }
            steps = rest;
        }
    }

    #[inline(always)]
    fn limits<const K: usize>(
        &self,
        steps: [Reached; K],
        cascade: &Cascade,
        start: (Whole, Option<()>),
        out: &mut [Whole; LANES],
    ) {
        let Cascade { of, below, .. } = cascade;
        match (of.reg, below.reg) {
            (Some(x), Some(y)) if below.by == Whole::ONE => {
                reach(out, steps, start, Times(self.number(x), of.by), Register(self.number(y)));
            }
            (Some(x), Some(y)) => {
                reach(out, steps, start, Times(self.number(x), of.by), Times(self.number(y), below.by));
            }
            (Some(x), None) => {
                reach(out, steps, start, Times(self.number(x), of.by), Same(below.by));
            }
            (None, Some(y)) => reach(out, steps, start, Same(of.by), Times(self.number(y), below.by)),
            (None, None) => reach(out, steps, start, Same(of.by), Same(below.by)),
        }
    }
}

/// How many limits are tried in one pass.
const WIDEST: usize = 4;

/// Tiers with fixed limits and values, from the lowest up.
#[derive(Clone, Debug)]
pub(super) struct Cascade {
    /// The number above the line.
    pub(super) of: Term,
    /// The number below the line.
    pub(super) below: Term,
    /// What it is below the first limit.
    pub(super) first: Option<Whole>,
    /// The limits.
    pub(super) steps: Vec<Reached>,
}

/// A limit, and what it is from there on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reached {
    /// The limit, times what the number is over.
    pub(super) limit: Whole,
    /// 1 where the limit itself is not enough.
    pub(super) beyond: Whole,
    /// The value.
    pub(super) value: Whole,
}

/// Gives the value of the last limit that is reached.
#[inline(always)]
fn reach<const K: usize>(
    out: &mut [Whole; LANES],
    steps: [Reached; K],
    (start, goes_on): (Whole, Option<()>),
    of: impl Lanes,
    below: impl Lanes,
) {
    let (limits, values) = (steps.map(|step| step.limit), steps.map(|step| step.value));
    let beyond = steps.map(|step| step.beyond);
    let is_plain = beyond.iter().all(|beyond| *beyond == Whole::ZERO);
    for lane in 0..LANES {
        let mut value = if goes_on.is_some() { out[lane] } else { start };
        let (above, below) = (of.at(lane), below.at(lane));
        for step in 0..K {
            let limit = below.times(limits[step]);
            let limit = if is_plain { limit } else { limit.plus(beyond[step]) };
            value = if above >= limit { values[step] } else { value };
        }
        out[lane] = value;
    }
}

/// A kernel over two operands, to be compiled for each width of processors.
pub(super) struct Pair<'a, P: Pairwise> {
    pub(super) from: &'a Registers,
    pub(super) apply: P,
    pub(super) a: Term,
    pub(super) b: Term,
    pub(super) out: &'a mut [P::Out; LANES],
}

impl<P: Pairwise> pulp::WithSimd for Pair<'_, P> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        self.from.pair(self.apply, self.a, self.b, self.out);
    }
}

/// The kernel of a sum.
pub(super) struct Sum<'a> {
    pub(super) from: &'a Registers,
    pub(super) terms: &'a [Term],
    pub(super) out: &'a mut [Whole; LANES],
}

impl pulp::WithSimd for Sum<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        self.from.sum(self.terms, self.out);
    }
}

/// The kernel of tiers.
pub(super) struct Tiered<'a> {
    pub(super) from: &'a Registers,
    pub(super) cascade: &'a Cascade,
    pub(super) out: &'a mut [Whole; LANES],
}

impl pulp::WithSimd for Tiered<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        self.from.cascade(self.cascade, self.out);
    }
}

/// The kernel that puts the numbers of a fact in a register, and finds the least and the greatest.
pub(super) struct Load<'a> {
    pub(super) numbers: &'a [i32; LANES],
    pub(super) out: &'a mut [Whole; LANES],
}

impl pulp::WithSimd for Load<'_> {
    type Output = (i32, i32);

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> (i32, i32) {
        let (mut least, mut greatest) = (i32::MAX, i32::MIN);
        for lane in 0..LANES {
            let number = self.numbers[lane];
            self.out[lane] = Whole::of(number);
            least = least.min(number);
            greatest = greatest.max(number);
        }
        (least, greatest)
    }
}

/// A comparison of two operands.
pub(super) fn compare(
    arch: pulp::Arch,
    from: &Registers,
    (relation, a, b): (Relation, Term, Term),
    out: &mut [u8; LANES],
) {
    match relation {
        Relation::Equal => arch.dispatch(Pair { from, apply: Equal, a, b, out }),
        Relation::Unequal => {
            arch.dispatch(Pair { from, apply: Equal, a, b, out: &mut *out });
            out.iter_mut().for_each(|truth| *truth ^= 1);
        }
        Relation::Less => arch.dispatch(Pair { from, apply: Less, a, b, out }),
        Relation::AtMost => arch.dispatch(Pair { from, apply: AtMost, a, b, out }),
        Relation::Greater => arch.dispatch(Pair { from, apply: Less, a: b, b: a, out }),
        Relation::AtLeast => arch.dispatch(Pair { from, apply: AtMost, a: b, b: a, out }),
    }
}

#[inline(always)]
fn each<P: Pairwise>(out: &mut [P::Out; LANES], apply: P, a: impl Lanes, b: impl Lanes) {
    for lane in 0..LANES {
        out[lane] = apply.of(lane, a.at(lane), b.at(lane));
    }
}

#[inline(always)]
fn add_two(out: &mut [Whole; LANES], a: impl Lanes, b: impl Lanes) {
    for lane in 0..LANES {
        out[lane] = out[lane].plus(a.at(lane).plus(b.at(lane)));
    }
}

/// The kernel that keeps a number where a mark is 0, and puts another elsewhere.
struct Keep<'a> {
    out: &'a mut [Whole; LANES],
    marks: &'a [u8; LANES],
    rest: Whole,
}

impl pulp::WithSimd for Keep<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        for lane in 0..LANES {
            self.out[lane] = if self.marks[lane] == 0 { self.out[lane] } else { self.rest };
        }
    }
}

/// Keeps a number where a mark is 0, and puts `rest` elsewhere.
pub(super) fn keep_where_unmarked(
    arch: pulp::Arch,
    out: &mut [Whole; LANES],
    marks: &[u8; LANES],
    rest: Whole,
) {
    arch.dispatch(Keep { out, marks, rest });
}
