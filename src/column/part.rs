//! Kernels of adjustments, sums of parts, and what becomes of what is not applicable; and of classes.

use super::compile::{Compiler, Made};
use super::kernel::SmallReg;
use super::program::{ABSENT, Column, Lane, Step, With, Word};
use super::quantity::{Below, Quantity, Scaled};
use super::table::{enter, reg};
use crate::model::Treatment;
use crate::plan::{Case, ClassLine, Classes, NodeId, Op, When};
use crate::value::{Number, Relation};

/// In a register of classes: none fits.
const NO_CLASS: u8 = u8::MAX;

impl Compiler<'_> {
    /// What belongs to a criterion or content.
    pub(super) fn part(&mut self, op: &Op, node: NodeId) -> Option<Made> {
        let too_large = self.too_large;
        let made = self.part_of(op, node);
        // Each is counted once.
        self.too_large = too_large + usize::from(made.is_none());
        made
    }

    fn part_of(&mut self, op: &Op, node: NodeId) -> Option<Made> {
        let zero = Quantity::constant(Number::ZERO)?;
        match op {
            Op::Met(when, number) => {
                let (when, state) = (self.truth(*when)?, self.column(*when)?.state);
                Some(Made::number(self.select(when, Quantity::constant(*number)?, zero)?).through(state))
            }
            Op::Open { of, requires, zero: emptied, evidence } => {
                let mut all = self.truths(requires)?;
                all.extend(self.truths(evidence)?);
                for emptied in self.truths(emptied)? {
                    all.push(self.not(emptied));
                }
                let (is_open, state) = (self.logic(false, all), self.column(*of)?.state);
                let of = self.number(*of)?;
                Some(Made::number(self.select(is_open, of, zero)?).through(state))
            }
            Op::Deduct { of, fixed, shares } => self.deduct(*of, fixed, shares),
            Op::Bound { .. } => self.bound(op, node),
            Op::Applicable { of, cases, grows: None } => self.applicable(*of, cases),
            Op::Applicable { of, cases, grows: Some(_) }
                if cases.iter().all(|case| !matches!(case.treatment, Treatment::Credit(_))) =>
            {
                self.applicable(*of, cases)
            }
            Op::Parts(list) => Some(Made::Column(self.parts(list, false)?)),
            Op::Pool(list) => Some(Made::Column(self.parts(list, true)?)),
            Op::Gain { left, amount, among } => self.gain(*left, *amount, among),
            Op::Maximum { of, left, gains } => {
                let mut links = vec![(false, self.number(*of)?)];
                for gain in gains {
                    links.push((false, self.number(*gain)?));
                }
                let lane = Lane::Number(self.sum(&links)?);
                let left = self.truths(left)?;
                let absent = self.logic(true, left);
                (absent != Word::Same(1)).then_some(Made::Kernel {
                    lane,
                    rare: Vec::new(),
                    absent: reg(absent),
                    through: None,
                })
            }
            Op::Grow { of, to, from } => {
                let (of, to, from) = (self.number(*of)?, self.number(*to)?, self.number(*from)?);
                let product = self.product((of, to))?;
                let (grown, is_zero) = self.over(product, from)?;
                let mut rare = Vec::new();
                enter(&mut rare, is_zero)?;
                let lane = Lane::Number(grown.within(self.interval(node)));
                Some(Made::Kernel { lane, rare, absent: None, through: None })
            }
            Op::Rescale { of, remaining, cases } => self.rescale(*of, *remaining, cases),
            _ => None,
        }
    }

    /// A quotient by something that is not below 0, and whether that is 0.
    fn over(&mut self, of: Quantity, by: Quantity) -> Option<(Quantity, Word)> {
        if by.above.low < 0 {
            return None;
        }
        let is_zero = self.compare_scaled(Relation::Equal, by.above, Scaled::constant(0)?);
        let (divisor, _) = self.divisor(by.above, None, ABSENT)?;
        let (over, under) = (by.below.scaled()?, of.below.scaled()?);
        let above = self.times(of.above, over)?;
        let below = self.times(divisor, under)?;
        Some((Quantity { above, below: below.known().map_or(Below::Lanes(below), Below::Fixed) }, is_zero))
    }

    /// What a condition makes count.
    fn counted(&mut self, (value, when): &When) -> Option<Quantity> {
        let value = self.number(*value)?;
        match when {
            None => Some(value),
            Some(when) => {
                let when = self.truth(*when)?;
                self.select(when, value, Quantity::constant(Number::ZERO)?)
            }
        }
    }

    fn deduct(&mut self, of: NodeId, fixed: &[When], shares: &[When]) -> Option<Made> {
        let zero = Quantity::constant(Number::ZERO)?;
        let (mut links, state) = (vec![(false, self.number(of)?)], self.column(of)?.state);
        for deduction in fixed {
            links.push((true, self.counted(deduction)?));
        }
        let rest = self.sum(&links)?;
        if shares.is_empty() {
            return Some(Made::number(rest).through(state));
        }
        let mut links = vec![(false, Quantity::constant(Number::ONE)?)];
        for share in shares {
            links.push((true, self.counted(share)?));
        }
        let kept = self.sum(&links)?;
        let kept = self.better(With::Greatest, kept, zero)?;
        let rest = self.better(With::Greatest, rest, zero)?;
        Some(Made::number(self.product((rest, kept))?).through(state))
    }

    fn bound(&mut self, op: &Op, node: NodeId) -> Option<Made> {
        let Op::Bound { of, floors, caps, from_zero, required, high } = op else { return None };
        let column = self.column(*of)?;
        let before = self.number(*of)?;
        let mut value = before;
        for (with, list) in [(With::Greatest, floors), (With::Least, caps)] {
            for (limit, when) in list {
                let limit = self.number(*limit)?;
                let limited = self.better(with, value, limit)?;
                value = match when {
                    None => limited,
                    Some(when) => {
                        let when = self.truth(*when)?;
                        self.select(when, limited, value)?
                    }
                };
            }
        }
        if *from_zero {
            value = self.better(With::Greatest, value, Quantity::constant(Number::ZERO)?)?;
        }
        if let Some(high) = high {
            let high = self.number(*high)?;
            value = self.better(With::Least, value, high)?;
        }
        let is_fixed = high.is_none_or(|high| self.column(high).is_some_and(|it| it.state.is_none()));
        let state = match column.state {
            Some(of) if *required => {
                let out = self.new_small();
                self.push(Step::Required { of, out });
                Some(out)
            }
            state => state,
        };
        if value != before || !floors.is_empty() || !caps.is_empty() || !is_fixed {
            return Some(Made::number(value.within(self.interval(node))).through(state));
        }
        // Nothing is bounded: only what has to be there is.
        Some(Made::Column(Column { state, ..column }))
    }

    fn applicable(&mut self, of: NodeId, cases: &[Case]) -> Option<Made> {
        let mut lane = self.number(of)?;
        let (mut rare, mut gone) = (Vec::new(), Vec::new());
        let whens: Vec<NodeId> = cases.iter().map(|case| case.when).collect();
        let whens = self.truths(&whens)?;
        for (at, (case, when)) in cases.iter().zip(&whens).enumerate() {
            // Two cases that differ must not hold at once.
            for (other, before) in cases.iter().zip(&whens).take(at) {
                if other.treatment != case.treatment {
                    enter(&mut rare, self.logic(false, vec![*when, *before]))?;
                }
            }
            match case.treatment {
                Treatment::Credit(points) => lane = self.select(*when, Quantity::constant(points)?, lane)?,
                _ => gone.push(*when),
            }
        }
        let absent = self.logic(true, gone);
        // A part that never applies is rare enough.
        let (absent, through) =
            (Some(absent).filter(|absent| *absent != Word::Same(1))?, self.column(of)?.state);
        // What counts with points whatever it is has to be looked at where it is no value.
        let has_credit = cases.iter().any(|case| matches!(case.treatment, Treatment::Credit(_)));
        let (lane, through) = (Lane::Number(lane), through.filter(|_| !has_credit));
        Some(Made::Kernel { lane, rare, absent: reg(absent), through })
    }

    /// The sum of those that are applicable.
    fn parts(&mut self, list: &[NodeId], empty_is_value: bool) -> Option<Column> {
        let mut links = Vec::with_capacity(list.len());
        let mut states = Vec::with_capacity(list.len());
        for part in list {
            let column = self.column(*part)?;
            links.push((false, self.cleared(column)?));
            states.push(column.state);
        }
        let sum = self.sum(&links)?;
        if list.is_empty() && !empty_is_value {
            return None;
        }
        if states.iter().all(Option::is_none) {
            return Some(Column { lane: Lane::Number(sum), state: None, is_clear: true });
        }
        let out = self.new_small();
        self.push(Step::Parts { of: states, empty_is_value, out });
        Some(self.with_state(sum, Some(out)))
    }

    fn gain(&mut self, left: NodeId, amount: Number, among: &[NodeId]) -> Option<Made> {
        let (one, none) = (Quantity::constant(Number::ONE)?, Quantity::constant(Number::ZERO)?);
        let mut links = Vec::new();
        for part in self.truths(among)? {
            links.push((false, self.select(part, one, none)?));
        }
        let count = self.sum(&links)?;
        let left = self.truth(left)?;
        let any = self.compare(Relation::Greater, count, none)?;
        let gains = self.logic(false, vec![left, any]);
        let amount = self.select(gains, Quantity::constant(amount)?, none)?;
        let count = self.better(With::Greatest, count, one)?;
        let (share, _) = self.over(amount, count)?;
        Some(Made::number(share))
    }

    fn rescale(&mut self, of: NodeId, remaining: NodeId, cases: &[(NodeId, Number)]) -> Option<Made> {
        let (sum, rest) = (self.number(of)?, self.number(remaining)?);
        if rest.above.low < 0 {
            return None;
        }
        let (Below::Fixed(under), Below::Fixed(over)) = (sum.below, rest.below) else { return None };
        let is_zero = self.compare_scaled(Relation::Equal, rest.above, Scaled::constant(0)?);
        let (divisor, _) = self.divisor(rest.above, None, ABSENT)?;
        let (mut above, mut below, mut rare) = (sum.above, Scaled::constant(under)?, Vec::new());
        let mut before: Vec<(Number, Word)> = Vec::new();
        for (when, target) in cases {
            let when = self.truth(*when)?;
            match before.iter_mut().find(|(known, _)| known == target) {
                Some((_, any)) => *any = self.logic(true, vec![*any, when]),
                None => before.push((*target, when)),
            }
        }
        for (at, (target, when)) in before.iter().enumerate() {
            for (_, other) in &before[..at] {
                enter(&mut rare, self.logic(false, vec![*when, *other]))?;
            }
            enter(&mut rare, self.logic(false, vec![*when, is_zero]))?;
            // sum / under × target × over / rest
            let target = target.reduced();
            let grown = sum.above.times(target.numerator())?.times(over)?;
            let reached = divisor.times(under)?.times(target.denominator())?;
            above = self.select_scaled(*when, grown, above)?;
            below = self.select_scaled(*when, reached, below)?;
        }
        let below = below.known().map_or(Below::Lanes(below), Below::Fixed);
        let (lane, through) = (Lane::Number(Quantity { above, below }), self.column(of)?.state);
        Some(Made::Kernel { lane, rare, absent: None, through })
    }

    pub(super) fn classes(&mut self, classes: &Classes) -> Option<Made> {
        let of = self.number(classes.of)?;
        let mut caps = Vec::new();
        for (highest, when) in &classes.caps {
            let when = self.truth(*when)?;
            caps.push((*highest, when, self.not(when)));
        }
        let mut class = Word::Same(NO_CLASS);
        for line in classes.lines.iter().rev() {
            let fits = self.class_fits(of, line)?;
            let mut all = vec![fits];
            all.extend(caps.iter().filter(|(highest, ..)| *highest < line.word).map(|(_, _, free)| *free));
            let fits = self.logic(false, all);
            class = self.select_word(fits, Word::Same(line.word), class);
        }
        let mut rare: Vec<SmallReg> = Vec::new();
        if let Word::Reg(_) = class {
            enter(&mut rare, self.compare_words(Relation::Equal, class, Word::Same(NO_CLASS)))?;
        }
        let settled: Option<Vec<(u8, Word)>> =
            classes.settled.iter().map(|(word, when)| Some((*word, self.truth(*when)?))).collect();
        let settled = settled?;
        for (at, (word, when)) in settled.iter().enumerate() {
            class = self.select_word(*when, Word::Same(*word), class);
            // Two classes at once, or one above a cap that holds, contradict each other.
            let others = settled[..at].iter().filter(|(other, _)| other != word).map(|(_, other)| *other);
            let capped = caps.iter().filter(|(highest, ..)| highest < word).map(|(_, cap, _)| *cap);
            let others: Vec<Word> = others.chain(capped).collect();
            for other in others {
                enter(&mut rare, self.logic(false, vec![*when, other]))?;
            }
        }
        let not_assessed = self.truths(&classes.not_assessed)?;
        let absent = self.logic(true, not_assessed);
        let is_possible = class != Word::Same(NO_CLASS) && absent != Word::Same(1);
        let (absent, through) = (reg(absent), self.column(classes.of)?.state);
        is_possible.then_some(Made::Kernel { lane: Lane::Word(class), rare, absent, through })
    }

    fn class_fits(&mut self, of: Quantity, line: &ClassLine) -> Option<Word> {
        let limits: Vec<(NodeId, Relation)> = line.limits.relations().collect();
        let mut all = Vec::new();
        for (at, relation) in &limits {
            let at = self.number(*at)?;
            let within = self.compare(*relation, of, at);
            all.push(self.fits(within)?);
        }
        if let Some(when) = line.when {
            all.push(self.truth(when)?);
        }
        if limits.is_empty() && line.or_when.is_some() {
            // `or when` alone: there are no limits that could hold without it.
            all.push(Word::Same(0));
        }
        let by_limits = self.logic(false, all);
        match line.or_when {
            None => Some(by_limits),
            Some(when) => {
                let when = self.truth(when)?;
                Some(self.logic(true, vec![by_limits, when]))
            }
        }
    }
}
