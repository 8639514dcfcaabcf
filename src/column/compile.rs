//! From a plan to a program: which kernel each node has, and what its numbers can become.

use super::kernel::SmallReg;
use super::lane::{LIMIT, Whole};
use super::program::{Column, Lane, Program, Settle, Step, Word};
use super::quantity::{Below, NumberReg, Quantity, Scaled};
use crate::data::multiple_of;
use crate::eval::Slots;
use crate::plan::{NodeId, Op, Plan};
use crate::value::{Interval, Kind, Number, Range, Value, day, day_number};

/// A program that is being made.
pub(super) struct Compiler<'a> {
    pub(super) plan: &'a Plan,
    /// What each node can be.
    ranges: &'a Slots,
    /// The range of facts that is reckoned with, in whole numbers.
    reckoned: i32,
    pub(super) program: Program,
    /// Where each node stands that was compiled.
    columns: Vec<Option<Column>>,
    /// The first registers, for numbers and others, of the node that is being compiled.
    fresh: (u32, u32),
    /// How many nodes have no kernel because their numbers could become too large.
    pub(super) too_large: usize,
}

/// What compiling a node comes to.
pub(super) enum Made {
    /// All is said: nothing is left to settle.
    Column(Column),
    /// A kernel that takes its operands for values.
    Kernel {
        /// Where the values stand.
        lane: Lane,
        /// Where the kernel may not be right.
        rare: Vec<SmallReg>,
        /// Where the node is not applicable.
        absent: Option<SmallReg>,
        /// How it stands where nothing else says so: as an operand does.
        through: Option<SmallReg>,
    },
}

impl Made {
    pub(super) fn lane(lane: Lane) -> Made {
        Made::Kernel { lane, rare: Vec::new(), absent: None, through: None }
    }

    /// It stands as an operand does, where that is no value.
    pub(super) fn through(mut self, state: Option<SmallReg>) -> Made {
        if let Made::Kernel { through, .. } = &mut self {
            *through = state;
        }
        self
    }

    pub(super) fn number(quantity: Quantity) -> Made {
        Made::lane(Lane::Number(quantity))
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn new(plan: &'a Plan, ranges: &'a Slots, reckoned: i32) -> Compiler<'a> {
        let columns = vec![None; plan.nodes.len()];
        Compiler { plan, ranges, reckoned, program: Program::default(), columns, fresh: (0, 0), too_large: 0 }
    }

    /// Compiles all that the wanted nodes read, and then gives the program with the place of each node.
    pub(super) fn compile(mut self, wanted: &[NodeId]) -> (Program, Vec<Option<Column>>, usize) {
        let mut is_live = vec![false; self.plan.nodes.len()];
        wanted.iter().for_each(|node| is_live[node.index()] = true);
        // Operands stand before what reads them.
        for at in (0..is_live.len()).rev() {
            if is_live[at] {
                self.plan.nodes[at].op.operands().iter().for_each(|operand| is_live[operand.index()] = true);
            }
        }
        for at in (0..is_live.len()).filter(|at| is_live[*at]) {
            let column = self.node(self.plan.id(at));
            self.columns[at] = Some(column);
        }
        wanted.iter().for_each(|node| self.keep(*node));
        (self.program, self.columns, self.too_large)
    }

    /// A number that is wanted stands in registers of its own, not in the lanes of a fact.
    fn keep(&mut self, node: NodeId) {
        let Some(Column { lane: Lane::Number(quantity), state, is_clear }) = self.column(node) else {
            return;
        };
        let of_fact = |step: &Step, reg| matches!(step, Step::Number { out, .. } if Some(*out) == reg);
        let is_of_fact = |reg| self.program.steps.iter().any(|step| of_fact(step, reg));
        let below = quantity.below.scaled().and_then(|below| below.reg);
        if is_of_fact(quantity.above.reg) || is_of_fact(below) {
            self.fresh = (self.program.numbers, self.program.smalls);
            let lane = self.own(quantity).map(Lane::Number);
            self.columns[node.index()] = lane.map(|lane| Column { lane, state, is_clear });
        }
    }

    fn node(&mut self, node: NodeId) -> Column {
        let steps = self.program.steps.len();
        self.fresh = (self.program.numbers, self.program.smalls);
        let made = self.kernel(node);
        if made.is_none() {
            self.program.steps.truncate(steps);
        }
        match made {
            Some(Made::Column(column)) => column,
            Some(made) => self.settled(node, made),
            None => self.alone(node),
        }
    }

    fn kernel(&mut self, node: NodeId) -> Option<Made> {
        let plan = self.plan;
        match &plan.node(node).op {
            Op::Constant(value) => {
                self.constant(*value).map(|lane| Made::Column(Column { lane, state: None, is_clear: true }))
            }
            Op::Fact(fact) => Some(Made::Column(self.fact(*fact))),
            op @ (Op::Sum(_) | Op::Product(..) | Op::Quotient(..) | Op::Days(..) | Op::Round { .. }) => {
                self.arithmetic(op, node).map(Made::Column)
            }
            Op::Compare(compared) => self.comparison(compared),
            Op::Includes(of, word) => self.includes(*of, *word),
            Op::All(list) => self.all_or_any(list, false),
            Op::Any(list) => self.all_or_any(list, true),
            Op::Not(of) => {
                let (of, state) = (self.truth(*of)?, self.column(*of)?.state);
                Some(Made::lane(Lane::Word(self.not(of))).through(state))
            }
            Op::Tiers(tiers) => self.tiers(tiers),
            Op::First(branches, otherwise) => self.first(branches, *otherwise),
            Op::Steps(steps) => self.steps_of(steps),
            Op::Grid(grid) => self.grid(grid),
            Op::Greatest(list) => self.extreme(list, super::program::With::Greatest),
            Op::Least(list) => self.extreme(list, super::program::With::Least),
            Op::Average(list) => self.average(list),
            Op::Call(..) | Op::Later(..) => None,
            Op::Classes(classes) => self.classes(classes),
            Op::Decided(of) => Some(Made::Column(self.column(*of)?)),
            Op::Title { when, .. } => {
                let when = self.column(*when)?;
                Some(Made::lane(when.lane).through(when.state))
            }
            op => self.part(op, node),
        }
    }

    /// Where a node stands.
    pub(super) fn column(&self, node: NodeId) -> Option<Column> {
        self.columns[node.index()]
    }

    /// A node as a number.
    pub(super) fn number(&self, node: NodeId) -> Option<Quantity> {
        match self.column(node)?.lane {
            Lane::Number(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// A node as a word, or a yes or no.
    pub(super) fn word(&self, node: NodeId) -> Option<Word> {
        match self.column(node)?.lane {
            Lane::Word(word) => Some(word),
            _ => None,
        }
    }

    /// A condition: what is not applicable, or not known, does not hold.
    pub(super) fn truth(&self, node: NodeId) -> Option<Word> {
        self.word(node)
    }

    pub(super) fn truths(&self, nodes: &[NodeId]) -> Option<Vec<Word>> {
        nodes.iter().map(|node| self.truth(*node)).collect()
    }

    /// What a node can be.
    pub(super) fn interval(&self, node: NodeId) -> Interval {
        self.ranges.get(node).interval()
    }

    pub(super) fn new_number(&mut self) -> NumberReg {
        self.program.numbers += 1;
        NumberReg(self.program.numbers - 1)
    }

    pub(super) fn new_small(&mut self) -> SmallReg {
        self.program.smalls += 1;
        SmallReg(self.program.smalls - 1)
    }

    pub(super) fn push(&mut self, step: Step) {
        self.program.steps.push(step);
    }

    fn constant(&self, value: Value) -> Option<Lane> {
        Some(match value {
            Value::Number(number) => Lane::Number(Quantity::constant(number)?),
            Value::Truth(truth) => Lane::Word(Word::Same(u8::from(truth))),
            Value::Word(word) => Lane::Word(Word::Same(word)),
            Value::Date(date) => Lane::Number(Quantity::constant(Number::whole(day_number(date).into()))?),
            Value::Words(_) => Lane::None,
        })
    }

    fn fact(&mut self, id: u32) -> Column {
        let state = self.new_small();
        let fact = &self.plan.ruleset.facts[id as usize];
        let (at, default) = (id as usize, fact.default);
        let mut is_clear = true;
        let lane = match (fact.kind, fact.range) {
            (Kind::Truth | Kind::Word(_), range) => {
                let last = match range {
                    Range::Word(words) => u8::try_from(63 - (words | 1).leading_zeros()).unwrap_or(0),
                    _ => 1,
                };
                let out = self.new_small();
                let default = match default {
                    Some(Value::Truth(truth)) => Some(u8::from(truth)),
                    Some(Value::Word(word)) => Some(word),
                    _ => None,
                };
                self.push(Step::Small { fact: at, out, state, last, default });
                Lane::Word(Word::Reg(out))
            }
            (Kind::Words(_), _) => {
                self.push(Step::Given { fact: at, state });
                Lane::Set(at)
            }
            (kind, range) => {
                let below = if kind == Kind::Date { 1 } else { fact.step.reduced().denominator() };
                let (low, high) = reckoned(range, below, self.reckoned);
                is_clear = low <= 0;
                let out = self.new_number();
                let default = match default {
                    Some(Value::Number(number)) => multiple_of(number, below),
                    Some(Value::Date(date)) => Some(day_number(date)),
                    _ => None,
                };
                let default = default.filter(|it| (low..=high).contains(it)).map(Whole::of);
                self.push(Step::Number { fact: at, out, state, range: (low, high), default });
                let above = Scaled { reg: Some(out), by: 1, low: low.into(), high: high.into() };
                Lane::Number(Quantity { above, below: Below::Fixed(below) })
            }
        };
        Column { lane, state: Some(state), is_clear }
    }

    /// What stands in all columns together: not applicable, open, or a value.
    pub(super) fn join(&mut self, states: impl IntoIterator<Item = Option<SmallReg>>) -> Option<SmallReg> {
        let mut of: Vec<SmallReg> = states.into_iter().flatten().collect();
        of.sort();
        of.dedup();
        match of.as_slice() {
            [] => None,
            [only] => Some(*only),
            [..] => {
                let out = self.new_small();
                self.push(Step::Join { of, out });
                Some(out)
            }
        }
    }

    /// The same number in registers of its own.
    fn own(&mut self, quantity: Quantity) -> Option<Quantity> {
        let above = self.own_scaled(quantity.above)?;
        let below = match quantity.below {
            Below::Fixed(below) => Below::Fixed(below),
            Below::Lanes(below) => Below::Lanes(self.own_scaled(below)?),
        };
        Some(Quantity { above, below })
    }

    fn own_scaled(&mut self, scaled: Scaled) -> Option<Scaled> {
        // Nobody else reads a register that was filled for this node, as it stands.
        if scaled.by == 1 && scaled.reg.is_some_and(|reg| reg.0 >= self.fresh.0) {
            return Some(scaled);
        }
        let out = self.new_number();
        self.push(Step::Sum { terms: vec![scaled.term()], out });
        Scaled::of(out, scaled.low, scaled.high)
    }

    /// A number with how its outcomes stand.
    pub(super) fn with_state(&mut self, mut quantity: Quantity, state: Option<SmallReg>) -> Column {
        let Some(state) = state else {
            return Column { lane: Lane::Number(quantity), state: None, is_clear: true };
        };
        // Others may read a register that was filled before.
        let own = quantity.above.reg.filter(|reg| reg.0 >= self.fresh.0);
        if let Some(of) = own {
            self.clear(&mut quantity.above, of, state);
        }
        Column { lane: Lane::Number(quantity), state: Some(state), is_clear: own.is_some() }
    }

    fn clear(&mut self, above: &mut Scaled, of: NumberReg, state: SmallReg) {
        self.push(Step::Clear { of, state });
        above.low = above.low.min(0);
        above.high = above.high.max(0);
    }

    /// A number that is 0 wherever it is no value.
    pub(super) fn cleared(&mut self, column: Column) -> Option<Quantity> {
        let Lane::Number(quantity) = column.lane else { return None };
        let Some(state) = column.state.filter(|_| !column.is_clear) else { return Some(quantity) };
        let mut own = self.own(quantity)?;
        if let Some(of) = own.above.reg {
            self.clear(&mut own.above, of, state);
        }
        Some(own)
    }

    /// A node whose kernel ran, with what it leaves to settle.
    fn settled(&mut self, node: NodeId, made: Made) -> Column {
        let Made::Kernel { lane, rare, absent, through } = made else { return self.alone(node) };
        let operands = self.operands(node);
        let mut watch: Vec<SmallReg> = operands.iter().filter_map(|(_, column)| column.state).collect();
        watch.sort();
        watch.dedup();
        watch.retain(|state| Some(*state) != through && !self.passed(node, *state));
        if watch.is_empty() && rare.is_empty() && absent.is_none() && through.is_none() {
            return Column { lane, state: None, is_clear: true };
        }
        let Some(lane) = self.own_lane(lane) else { return self.alone(node) };
        let (state, is_alone) = (SmallReg(0), false);
        self.settle(Settle { node, operands, lane, state, watch, rare, absent, through, is_alone })
    }

    /// Whether a state is that of an award that must be there, which passes through by another register.
    fn passed(&self, node: NodeId, state: SmallReg) -> bool {
        match self.plan.node(node).op {
            Op::Bound { of, required: true, .. } => self.column(of).is_some_and(|it| it.state == Some(state)),
            _ => false,
        }
    }

    fn own_lane(&mut self, lane: Lane) -> Option<Lane> {
        Some(match lane {
            Lane::Number(quantity) => Lane::Number(self.own(quantity)?),
            Lane::Word(Word::Reg(reg)) if reg.0 >= self.fresh.1 => Lane::Word(Word::Reg(reg)),
            Lane::Word(word) => {
                let out = self.new_small();
                self.push(Step::Logic { any: true, of: vec![word], out });
                Lane::Word(Word::Reg(out))
            }
            lane => lane,
        })
    }

    fn settle(&mut self, mut settle: Settle) -> Column {
        let state = self.new_small();
        settle.state = state;
        let mut lane = settle.lane;
        self.push(Step::Settle(Box::new(settle)));
        match &mut lane {
            Lane::Number(quantity) => {
                if let Some(of) = quantity.above.reg {
                    self.clear(&mut quantity.above, of, state);
                }
            }
            Lane::Word(Word::Reg(of)) => self.push(Step::ClearSmall { of: *of, state }),
            _ => {}
        }
        Column { lane, state: Some(state), is_clear: true }
    }

    /// A node without a kernel.
    fn alone(&mut self, node: NodeId) -> Column {
        let kind = self.plan.node(node).kind;
        let lane = match kind {
            Kind::Truth | Kind::Word(_) => Lane::Word(Word::Reg(self.new_small())),
            Kind::Words(_) | Kind::Date => Lane::None,
            _ => Lane::Number(self.any_number(node)),
        };
        let operands = self.operands(node);
        let (watch, rare) = (Vec::new(), Vec::new());
        self.settle(Settle {
            node,
            operands,
            lane,
            state: SmallReg(0),
            watch,
            rare,
            absent: None,
            through: None,
            is_alone: true,
        })
    }

    /// Registers for numbers of which only the range is known.
    fn any_number(&mut self, node: NodeId) -> Quantity {
        let above = Scaled { reg: Some(self.new_number()), by: 1, low: 1 - LIMIT, high: LIMIT - 1 };
        match self.plan.node(node).scale {
            crate::value::Scale::Fixed(below) if below < LIMIT => {
                Quantity { above, below: Below::Fixed(below) }.within(self.interval(node))
            }
            _ => {
                let reg = self.new_number();
                // A divisor is above 0 in every lane, also before anything is put there.
                self.push(Step::Sum {
                    terms: vec![super::quantity::Term { reg: None, by: Whole::ONE }],
                    out: reg,
                });
                let below = Scaled { reg: Some(reg), by: 1, low: 1, high: LIMIT - 1 };
                Quantity { above, below: Below::Lanes(below) }
            }
        }
    }

    fn operands(&self, node: NodeId) -> Vec<(NodeId, Column)> {
        let mut operands = self.plan.node(node).op.operands();
        operands.sort();
        operands.dedup();
        operands.into_iter().filter_map(|operand| Some((operand, self.column(operand)?))).collect()
    }
}

/// The least and greatest whole number of a fact over `below` that is reckoned with.
fn reckoned(range: Range, below: i128, most: i32) -> (i32, i32) {
    let clip = |number: i128| i32::try_from(number.clamp((-most).into(), most.into())).unwrap_or(most);
    match range {
        Range::Number(Interval { low, high }) => {
            let scaled = |end: Number| end.times(Number::whole(below)).map(|it| it.floor().numerator());
            let low = low.and_then(scaled).map_or(-most, clip);
            let high = high.and_then(|high| scaled(high)?.checked_add(1)).map_or(most, clip);
            (low, high)
        }
        Range::Date(low, high) => (day_number(low), day_number(high)),
        _ => (-most, most),
    }
}

/// The ranges of facts as far as they are reckoned with.
pub(super) fn within(plan: &Plan, most: i32) -> Vec<Range> {
    let facts = plan.ruleset.facts.iter().map(|fact| {
        let below = if fact.kind.is_number() { fact.step.reduced().denominator() } else { 1 };
        let (low, high) = reckoned(fact.range, below, most);
        match fact.range {
            Range::Number(_) => {
                let end = |end: i32| Number::fraction(end.into(), below);
                Range::Number(Interval { low: end(low), high: end(high) })
            }
            Range::Date(first, last) => {
                Range::Date(day(low.into()).unwrap_or(first), day(high.into()).unwrap_or(last))
            }
            range => range,
        }
    });
    facts.collect()
}
