//! What kernels leave: records that a node is run for one by one.
//!
//! A kernel takes all its operands for values. Where one is not, or where something rare happens (a number
//! in no tier, two treatments at once), the node is run for that record by [`eval::step`], on operands
//! of which it knows no more than that. So the rules of what is undecided or not applicable stand in one place,
//! and a node without a kernel runs too.

use super::kernel::{SmallReg, Sources};
use super::lane::Whole;
use super::program::{ABSENT, Column, Frame, Lane, Marks, OPEN, Settle, VALUE, Word};
use super::quantity::{Below, NumberReg, Quantity, Scaled};
use crate::data::{Chunk, LANES, Record};
use crate::eval::{self, Outcome, Slots};
use crate::plan::{Op, Plan};
use crate::value::{Kind, Number, Value, day};

/// Runs nodes for single records.
#[derive(Debug)]
pub(super) struct Settler {
    /// What each node comes to for a record of which nothing is known.
    blank: Slots,
    slots: Slots,
    record: Record,
}

impl Settler {
    pub(super) fn new(blank: Slots) -> Settler {
        Settler { slots: blank.clone(), blank, record: Record::default() }
    }

    pub(super) fn settle(&mut self, settle: &Settle, plan: &Plan, chunk: &Chunk, frame: &mut Frame) {
        let through = settle.through.filter(|through| frame.marks(*through).any());
        let watched = settle.watch.iter().filter(|reg| frame.marks(**reg).any());
        let marked = settle.rare.iter().chain(settle.absent.iter());
        let is_marked = marked.into_iter().any(|reg| is_any(&frame.registers.smalls[reg.0 as usize]));
        let watched: Vec<SmallReg> = watched.copied().collect();
        let state = settle.state.0 as usize;
        if !(settle.is_alone || is_marked) && through.is_none() && watched.is_empty() {
            frame.marks[state] = Marks::default();
            return;
        }
        let (mut marks, mut lanes) = ([VALUE; LANES], [u8::from(settle.is_alone); LANES]);
        for reg in settle.rare.iter().chain(&watched) {
            lanes
                .iter_mut()
                .zip(&frame.registers.smalls[reg.0 as usize])
                .for_each(|(lane, mark)| *lane |= mark);
        }
        if let Some(through) = through {
            marks.copy_from_slice(&frame.registers.smalls[through.0 as usize]);
        }
        if let Some(absent) = settle.absent {
            let absent = &frame.registers.smalls[absent.0 as usize];
            // 2 is the greatest, and nothing is above it.
            marks.iter_mut().zip(absent).for_each(|(mark, absent)| *mark = (*mark).max(absent * ABSENT));
        }
        if is_any(&lanes) {
            for lane in (0..chunk.len()).filter(|lane| lanes[*lane] != 0) {
                let outcome = self.outcome(settle, plan, (chunk, lane), frame);
                marks[lane] = write(settle.lane, lane, &outcome, frame);
            }
        }
        let all = marks[..chunk.len()].iter().fold(0, |all, mark| all | mark);
        frame.marks[state] = Marks { open: all & OPEN != 0, absent: all & ABSENT != 0 };
        frame.registers.smalls[state].copy_from_slice(&marks);
    }

    fn outcome(
        &mut self,
        settle: &Settle,
        plan: &Plan,
        (chunk, lane): (&Chunk, usize),
        frame: &Frame,
    ) -> Outcome {
        // Where no line may hold, a line that alone may hold is no answer.
        let is_strict = matches!(
            plan.node(settle.node).op,
            Op::First(_, None) | Op::Tiers(_) | Op::Grid(_) | Op::Gain { .. }
        );
        for (node, column) in &settle.operands {
            let known = read(column, plan.node(*node).kind, (chunk, lane), frame);
            if known.is_none() && is_strict {
                return self.blank.get(settle.node).clone();
            }
            // Of what is undecided no more is said than what it can be for anybody.
            self.slots.set(*node, known.unwrap_or_else(|| self.blank.get(*node).clone()));
        }
        eval::step(plan, &self.record, &self.slots, settle.node)
    }
}

fn is_any(marks: &[u8]) -> bool {
    marks.iter().fold(0, |any, mark| any | mark) != 0
}

/// The outcome of a record; none where it is undecided.
pub(super) fn read(
    column: &Column,
    kind: Kind,
    (chunk, lane): (&Chunk, usize),
    frame: &Frame,
) -> Option<Outcome> {
    match column.state.map_or(VALUE, |state| frame.state(state, lane)) {
        VALUE => {}
        ABSENT => return Some(Outcome::NotApplicable),
        _ => return None,
    }
    let from = Sources { registers: &frame.registers, chunk };
    let value = match (column.lane, kind) {
        (Lane::Number(quantity), Kind::Date) => Value::Date(day(whole(quantity.above, lane, from))?),
        (Lane::Number(quantity), _) => Value::Number(number(quantity, lane, from)?),
        (Lane::Word(word), kind) => {
            let word = match word {
                Word::Same(word) => word,
                Word::Reg(reg) => frame.registers.smalls[reg.0 as usize][lane],
            };
            if kind == Kind::Truth { Value::Truth(word != 0) } else { Value::Word(word) }
        }
        (Lane::Set(fact), _) => chunk.facts[fact].get(lane)?,
        (Lane::None, _) => return None,
    };
    Some(Outcome::Value(value))
}

/// A whole number of a record.
fn whole(scaled: Scaled, lane: usize, from: Sources<'_>) -> i128 {
    let lane = scaled.reg.map_or(1, |reg| from.number(reg, lane).get());
    i128::from(lane) * scaled.by
}

fn number(quantity: Quantity, lane: usize, from: Sources<'_>) -> Option<Number> {
    let below = match quantity.below {
        Below::Fixed(below) => below,
        Below::Lanes(below) => whole(below, lane, from),
    };
    Number::fraction(whole(quantity.above, lane, from), below)
}

/// Puts an outcome in its lane; gives how it stands. What a lane cannot hold is left undecided.
fn write(lane: Lane, at: usize, outcome: &Outcome, frame: &mut Frame) -> u8 {
    let is_put = match (lane, outcome) {
        (Lane::Number(quantity), Outcome::Value(Value::Number(number))) => put(quantity, at, *number, frame),
        (Lane::Word(Word::Reg(reg)), Outcome::Value(value)) => {
            let word = match value {
                Value::Truth(truth) => u8::from(*truth),
                Value::Word(word) => *word,
                _ => return OPEN,
            };
            frame.registers.smalls[reg.0 as usize][at] = word;
            true
        }
        _ => false,
    };
    match outcome {
        _ if is_put => VALUE,
        Outcome::NotApplicable => ABSENT,
        _ => OPEN,
    }
}

fn put(quantity: Quantity, at: usize, number: Number, frame: &mut Frame) -> bool {
    let number = number.reduced();
    let (above, below) = match quantity.below {
        Below::Fixed(below) if below % number.denominator() == 0 => {
            let above = number.numerator().checked_mul(below / number.denominator());
            (above.and_then(|above| fitting(quantity.above, above)), None)
        }
        Below::Fixed(_) => return false,
        Below::Lanes(below) => match fitting(below, number.denominator()) {
            None => return false,
            fitting_below => (fitting(quantity.above, number.numerator()), fitting_below),
        },
    };
    let Some(above) = above else { return false };
    for (reg, whole) in [above].into_iter().chain(below) {
        frame.registers.put(reg, at, whole);
    }
    true
}

/// The register and lane of a whole number, where it is one that was reckoned with.
fn fitting(scaled: Scaled, value: i128) -> Option<(NumberReg, Whole)> {
    let fits = scaled.by == 1 && scaled.low <= value && value <= scaled.high;
    Some((scaled.reg?, Whole::new(value).filter(|_| fits)?))
}
