//! Registers are used again when nobody reads them any more, so that what is being worked on stays in the
//! processor's nearest memory.

use super::kernel::SmallReg;
use super::program::{Column, Lane, Program, Step, Word};
use super::quantity::{Below, NumberReg, Quantity, Scaled};
use std::collections::BTreeMap;

/// A register of either kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Register {
    Number(u32),
    Small(u32),
}

/// Does something with a number of a register.
type Visit<'v> = dyn FnMut(bool, &mut u32) + 'v;

/// Gives each register of a program a place that is free while it is needed. Those of `kept` columns stay to the end.
pub(super) fn allocate(program: &mut Program, kept: &mut [&mut Column]) {
    let mut last: BTreeMap<Register, usize> = BTreeMap::new();
    for (at, step) in program.steps.iter_mut().enumerate() {
        visit(step, &mut |is_number, reg| _ = last.insert(register(is_number, *reg), at));
    }
    for column in kept.iter_mut() {
        column_registers(column, &mut |is_number, reg| {
            _ = last.insert(register(is_number, *reg), usize::MAX)
        });
    }
    let mut places: BTreeMap<Register, u32> = BTreeMap::new();
    let mut ends: BTreeMap<usize, Vec<Register>> = BTreeMap::new();
    let (mut free, mut count) = ([Vec::new(), Vec::new()], [0, 0]);
    for (at, step) in program.steps.iter_mut().enumerate() {
        // What ended at the step before can be filled by this one.
        if let Some(ended) = at.checked_sub(1).and_then(|before| ends.remove(&before)) {
            for reg in ended {
                free[kind(reg)].extend(places.get(&reg));
            }
        }
        visit(step, &mut |is_number, reg| {
            let own = register(is_number, *reg);
            let place = places.entry(own).or_insert_with(|| {
                ends.entry(last[&own]).or_default().push(own);
                free[kind(own)].pop().unwrap_or_else(|| {
                    count[kind(own)] += 1;
                    count[kind(own)] - 1
                })
            });
            *reg = *place;
        });
    }
    for column in kept.iter_mut() {
        column_registers(column, &mut |is_number, reg| {
            *reg = places.get(&register(is_number, *reg)).copied().unwrap_or(*reg);
        });
    }
    [program.numbers, program.smalls] = count;
}

fn register(is_number: bool, reg: u32) -> Register {
    if is_number { Register::Number(reg) } else { Register::Small(reg) }
}

fn kind(reg: Register) -> usize {
    usize::from(matches!(reg, Register::Small(_)))
}

/// All registers of a step, each as often as it stands there.
fn visit(step: &mut Step, each: &mut Visit<'_>) {
    match step {
        Step::Number { out, state, .. } => {
            number(out, each);
            small(state, each);
        }
        Step::Small { out, state, .. } => [out, state].into_iter().for_each(|reg| small(reg, each)),
        Step::Given { state, .. } => small(state, each),
        Step::Includes { out, .. } => small(out, each),
        Step::Sum { terms, out } => {
            terms.iter_mut().filter_map(|term| term.reg.as_mut()).for_each(|reg| number(reg, each));
            number(out, each);
        }
        Step::Pair { a, b, out, .. } => {
            [a, b].into_iter().filter_map(|term| term.reg.as_mut()).for_each(|reg| number(reg, each));
            number(out, each);
        }
        Step::Select { when, yes, no, out } => {
            small(when, each);
            [yes, no].into_iter().filter_map(|term| term.reg.as_mut()).for_each(|reg| number(reg, each));
            number(out, each);
        }
        Step::Cascade { cascade, out } => {
            let terms = [&mut cascade.of, &mut cascade.below];
            terms.into_iter().filter_map(|term| term.reg.as_mut()).for_each(|reg| number(reg, each));
            number(out, each);
        }
        Step::Compare { a, b, out, .. } => {
            [a, b].into_iter().filter_map(|term| term.reg.as_mut()).for_each(|reg| number(reg, each));
            small(out, each);
        }
        Step::Divisor { of, out, from, state, .. } => {
            of.reg.iter_mut().for_each(|reg| number(reg, each));
            from.iter_mut().for_each(|reg| small(reg, each));
            number(out, each);
            small(state, each);
        }
        Step::Clear { of, state } => {
            number(of, each);
            small(state, each);
        }
        step => visit_small(step, each),
    }
}

/// All registers of a step over words and outcomes.
fn visit_small(step: &mut Step, each: &mut Visit<'_>) {
    match step {
        Step::SelectWord { when, yes, no, out } => {
            small(when, each);
            [yes, no].into_iter().for_each(|of| word(of, each));
            small(out, each);
        }
        Step::CompareWords { a, b, out, .. } => {
            [a, b].into_iter().for_each(|of| word(of, each));
            small(out, each);
        }
        Step::Logic { of, out, .. } => {
            of.iter_mut().for_each(|of| word(of, each));
            small(out, each);
        }
        Step::Not { of, out } => {
            word(of, each);
            small(out, each);
        }
        Step::Join { of, out } => {
            of.iter_mut().for_each(|reg| small(reg, each));
            small(out, each);
        }
        Step::Parts { of, out, .. } => {
            of.iter_mut().flatten().for_each(|reg| small(reg, each));
            small(out, each);
        }
        Step::Required { of, out } => [of, out].into_iter().for_each(|reg| small(reg, each)),
        Step::ClearSmall { of, state } => [of, state].into_iter().for_each(|reg| small(reg, each)),
        Step::Settle(settle) => {
            settle.operands.iter_mut().for_each(|(_, column)| column_registers(column, each));
            lane(&mut settle.lane, each);
            let marks = settle.watch.iter_mut().chain(&mut settle.rare);
            let marks = marks.chain(&mut settle.absent).chain(&mut settle.through).chain([&mut settle.state]);
            marks.for_each(|reg| small(reg, each));
        }
        _ => {}
    }
}

fn column_registers(column: &mut Column, each: &mut Visit<'_>) {
    lane(&mut column.lane, each);
    column.state.iter_mut().for_each(|reg| small(reg, each));
}

fn lane(lane: &mut Lane, each: &mut Visit<'_>) {
    match lane {
        Lane::Number(Quantity { above, below }) => {
            above.reg.iter_mut().for_each(|reg| number(reg, each));
            if let Below::Lanes(Scaled { reg: Some(reg), .. }) = below {
                number(reg, each);
            }
        }
        Lane::Word(of) => word(of, each),
        Lane::Set(_) | Lane::None => {}
    }
}

fn word(of: &mut Word, each: &mut Visit<'_>) {
    if let Word::Reg(reg) = of {
        small(reg, each);
    }
}

fn number(reg: &mut NumberReg, each: &mut Visit<'_>) {
    each(true, &mut reg.0);
}

fn small(reg: &mut SmallReg, each: &mut Visit<'_>) {
    each(false, &mut reg.0);
}
