//! Kernels: what is done to all lanes of a register at once.
//!
//! Each is a plain loop over lanes that the compiler turns into wide instructions; [`super::program`] has
//! them all compiled for each width that a processor may have, and takes the widest at run time.

// The lanes of several registers are walked together.
#![allow(clippy::needless_range_loop)]

use super::lane::Whole;
use super::quantity::{NumberReg, Term};
use crate::data::{Cells, Chunk, LANES};
use crate::value::Relation;

/// A place for a yes/no, a word, or how an outcome stands, of each record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct SmallReg(pub(super) u32);

/// The registers of a program that runs.
#[derive(Debug, Default)]
pub(super) struct Registers {
    pub(super) numbers: Vec<Vec<Whole>>,
    /// For each register of numbers the fact whose own lanes stand for it: no record lacks it, and none is out of
    /// what was reckoned with.
    pub(super) facts: Vec<Option<usize>>,
    pub(super) smalls: Vec<Vec<u8>>,
}

/// What kernels read: registers, and the facts that stand for some of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sources<'r> {
    pub(super) registers: &'r Registers,
    pub(super) chunk: &'r Chunk,
}

/// Reads the lanes of an operand.
pub(super) trait Lanes: Copy {
    fn at(self, lane: usize) -> Whole;
}

/// Lanes of a register, times a factor.
#[derive(Clone, Copy)]
struct Register<'a>(&'a [Whole; LANES], Whole);

/// Lanes of a fact, times a factor.
#[derive(Clone, Copy)]
struct Fact<'a>(&'a [i32; LANES], Whole);

#[derive(Clone, Copy)]
struct Same(Whole);

impl Lanes for Register<'_> {
    #[inline(always)]
    fn at(self, lane: usize) -> Whole {
        self.0[lane].times(self.1)
    }
}

impl Lanes for Fact<'_> {
    #[inline(always)]
    fn at(self, lane: usize) -> Whole {
        Whole::of(self.0[lane]).times(self.1)
    }
}

impl Lanes for Same {
    #[inline(always)]
    fn at(self, _: usize) -> Whole {
        self.0
    }
}

/// An operand, wherever its lanes are.
#[derive(Clone, Copy)]
enum Operand<'a> {
    Register(Register<'a>),
    Fact(Fact<'a>),
    Same(Same),
}

/// Compiles what is done with an operand once for each place where its lanes can be.
macro_rules! with_lanes {
    ($operand:expr, |$lanes:ident| $body:expr) => {
        match $operand {
            Operand::Register($lanes) => $body,
            Operand::Fact($lanes) => $body,
            Operand::Same($lanes) => $body,
        }
    };
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
    Unequal -> u8: |a, b| u8::from(a != b);
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
    /// Puts the number of one record in a register, which no fact stands for then.
    pub(super) fn put(&mut self, reg: NumberReg, lane: usize, whole: Whole) {
        self.facts[reg.0 as usize] = None;
        self.numbers[reg.0 as usize][lane] = whole;
    }

    #[inline(always)]
    pub(super) fn small(&self, reg: SmallReg) -> &[u8; LANES] {
        lanes(&self.smalls[reg.0 as usize]).unwrap_or(&[0; LANES])
    }

    /// Gives `out` what `apply` makes of the registers before; `out` is none of those that it reads.
    #[inline(always)]
    pub(super) fn fill(
        &mut self,
        out: NumberReg,
        chunk: &Chunk,
        apply: impl FnOnce(Sources<'_>, &mut [Whole; LANES]),
    ) {
        let mut taken = std::mem::take(&mut self.numbers[out.0 as usize]);
        if let Some(lanes) = taken.first_chunk_mut::<LANES>() {
            apply(Sources { registers: self, chunk }, lanes);
        }
        self.numbers[out.0 as usize] = taken;
        self.facts[out.0 as usize] = None;
    }

    /// The same for a small register.
    #[inline(always)]
    pub(super) fn fill_small(
        &mut self,
        out: SmallReg,
        chunk: &Chunk,
        apply: impl FnOnce(Sources<'_>, &mut [u8; LANES]),
    ) {
        let mut taken = std::mem::take(&mut self.smalls[out.0 as usize]);
        if let Some(lanes) = taken.first_chunk_mut::<LANES>() {
            apply(Sources { registers: self, chunk }, lanes);
        }
        self.smalls[out.0 as usize] = taken;
    }
}

impl<'r> Sources<'r> {
    #[inline(always)]
    pub(super) fn small(self, reg: SmallReg) -> &'r [u8; LANES] {
        self.registers.small(reg)
    }

    /// A number of one record.
    pub(super) fn number(self, reg: NumberReg, lane: usize) -> Whole {
        with_lanes!(self.operand(Term { reg: Some(reg), by: Whole::ONE }), |lanes| lanes.at(lane))
    }

    #[inline(always)]
    fn operand(self, term: Term) -> Operand<'r> {
        let Some(reg) = term.reg else { return Operand::Same(Same(term.by)) };
        let of_fact = self.registers.facts[reg.0 as usize].and_then(|fact| numbers(self.chunk, fact));
        match of_fact {
            Some(numbers) => Operand::Fact(Fact(numbers, term.by)),
            None => {
                let register = lanes(&self.registers.numbers[reg.0 as usize]).unwrap_or(&ZEROS);
                Operand::Register(Register(register, term.by))
            }
        }
    }

    /// Does something with two operands, lane by lane.
    #[inline(always)]
    pub(super) fn pair<P: Pairwise>(self, apply: P, a: Term, b: Term, out: &mut [P::Out; LANES]) {
        let (a, b) = (self.operand(a), self.operand(b));
        with_lanes!(a, |a| with_lanes!(b, |b| each(out, apply, a, b)));
    }

    /// A sum.
    #[inline(always)]
    pub(super) fn sum(self, terms: &[Term], out: &mut [Whole; LANES]) {
        let nothing = Term { reg: None, by: Whole::ZERO };
        let mut terms = terms.chunks(2).map(|pair| (pair[0], pair.get(1).copied().unwrap_or(nothing)));
        match terms.next() {
            Some((a, b)) => self.pair(Plus, a, b, out),
            None => *out = ZEROS,
        }
        for (a, b) in terms {
            let (a, b) = (self.operand(a), self.operand(b));
            with_lanes!(a, |a| with_lanes!(b, |b| add_two(out, a, b)));
        }
    }

    /// The value of the last limit that `of / below` reaches, from the lowest up; `first` where it reaches none.
    #[inline(always)]
    pub(super) fn cascade(self, cascade: &Cascade, out: &mut [Whole; LANES]) {
        let mut first = cascade.first;
        let mut steps = cascade.steps.as_slice();
        // A few limits at a time, so that a value stays in the processor until they are all tried.
        loop {
            let (now, rest) = steps.split_at(steps.len().min(WIDEST));
            let goes_on = first.is_none();
            let start = first.take().unwrap_or(Whole::ZERO);
            match now {
                [a] => self.limits([*a], cascade, (start, goes_on), out),
                [a, b] => self.limits([*a, *b], cascade, (start, goes_on), out),
                [a, b, c] => self.limits([*a, *b, *c], cascade, (start, goes_on), out),
                [a, b, c, d, ..] => self.limits([*a, *b, *c, *d], cascade, (start, goes_on), out),
                [] => {
                    if !goes_on {
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
        self,
        steps: [Reached; K],
        cascade: &Cascade,
        start: (Whole, bool),
        out: &mut [Whole; LANES],
    ) {
        let Cascade { of, below, .. } = cascade;
        let (of, below) = (self.operand(*of), self.operand(*below));
        with_lanes!(of, |of| with_lanes!(below, |below| reach(out, steps, start, of, below)));
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
    (start, goes_on): (Whole, bool),
    of: impl Lanes,
    below: impl Lanes,
) {
    let (limits, values) = (steps.map(|step| step.limit), steps.map(|step| step.value));
    let beyond = steps.map(|step| step.beyond);
    let is_plain = beyond.iter().all(|beyond| *beyond == Whole::ZERO);
    for lane in 0..LANES {
        let mut value = if goes_on { out[lane] } else { start };
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
    pub(super) from: Sources<'a>,
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
    pub(super) from: Sources<'a>,
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
    pub(super) from: Sources<'a>,
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

/// The kernel that finds out whether a fact can stand for itself: all these records have it, none out of a range.
pub(super) struct Whether<'a, T> {
    pub(super) cells: &'a [T],
    pub(super) low: T,
    pub(super) high: T,
}

impl<T: Copy + Ord> pulp::WithSimd for Whether<'_, T> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> bool {
        let Whether { cells, low, high } = self;
        let (mut least, mut greatest) = (high, low);
        for cell in cells {
            least = least.min(*cell);
            greatest = greatest.max(*cell);
        }
        least >= low && greatest <= high
    }
}

/// A comparison of two facts as they stand.
struct Facts<'a, F> {
    a: &'a [i32; LANES],
    b: &'a [i32; LANES],
    relation: F,
    out: &'a mut [u8; LANES],
}

impl<F: Fn(&i32, &i32) -> bool> pulp::WithSimd for Facts<'_, F> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        for lane in 0..LANES {
            self.out[lane] = u8::from((self.relation)(&self.a[lane], &self.b[lane]));
        }
    }
}

/// A comparison of two operands.
pub(super) fn compare(
    arch: pulp::Arch,
    from: Sources<'_>,
    (relation, a, b): (Relation, Term, Term),
    out: &mut [u8; LANES],
) {
    if let (Operand::Fact(Fact(a, x)), Operand::Fact(Fact(b, y))) = (from.operand(a), from.operand(b))
        && x == Whole::ONE
        && y == Whole::ONE
    {
        return match relation {
            Relation::Equal => arch.dispatch(Facts { a, b, relation: i32::eq, out }),
            Relation::Unequal => arch.dispatch(Facts { a, b, relation: i32::ne, out }),
            Relation::Less => arch.dispatch(Facts { a, b, relation: i32::lt, out }),
            Relation::AtMost => arch.dispatch(Facts { a, b, relation: i32::le, out }),
            Relation::Greater => arch.dispatch(Facts { a, b, relation: i32::gt, out }),
            Relation::AtLeast => arch.dispatch(Facts { a, b, relation: i32::ge, out }),
        };
    }
    match relation {
        Relation::Equal => arch.dispatch(Pair { from, apply: Equal, a, b, out }),
        Relation::Unequal => arch.dispatch(Pair { from, apply: Unequal, a, b, out }),
        Relation::Less => arch.dispatch(Pair { from, apply: Less, a, b, out }),
        Relation::AtMost => arch.dispatch(Pair { from, apply: AtMost, a, b, out }),
        Relation::Greater => arch.dispatch(Pair { from, apply: Less, a: b, b: a, out }),
        Relation::AtLeast => arch.dispatch(Pair { from, apply: AtMost, a: b, b: a, out }),
    }
}

/// The numbers of a fact.
pub(super) fn numbers(chunk: &Chunk, fact: usize) -> Option<&[i32; LANES]> {
    match &chunk.facts[fact].cells {
        Cells::Numbers { lanes: numbers, .. } => lanes(numbers),
        _ => None,
    }
}

/// The words or answers of a fact.
pub(super) fn smalls(chunk: &Chunk, fact: usize) -> Option<&[u8; LANES]> {
    match &chunk.facts[fact].cells {
        Cells::Small(smalls) => lanes(smalls),
        _ => None,
    }
}

/// The sets of a fact.
pub(super) fn sets(chunk: &Chunk, fact: usize) -> Option<&[u64; LANES]> {
    match &chunk.facts[fact].cells {
        Cells::Sets(sets) => lanes(sets),
        _ => None,
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
