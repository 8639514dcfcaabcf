//! Kernels of sums, products, quotients, rounding and comparisons.

use super::compile::{Compiler, Made};
use super::kernel::SmallReg;
use super::program::{Column, Lane, OPEN, Step, With, Word};
use super::quantity::{Below, Quantity, Scaled, common};
use crate::plan::{Compared, NodeId, Op};
use crate::value::{Mode, Number, Relation, known};

impl Compiler<'_> {
    /// What is a value wherever all its operands are.
    pub(super) fn arithmetic(&mut self, op: &Op, node: NodeId) -> Option<Column> {
        let quantity = match op {
            Op::Sum(links) => {
                let links: Option<Vec<(bool, Quantity)>> =
                    links.iter().map(|(minus, link)| Some((*minus, self.number(*link)?))).collect();
                self.sum(&links?)
            }
            Op::Product(a, b) => self.product((self.number(*a)?, self.number(*b)?)),
            Op::Quotient(a, b) => return self.quotient(*a, *b),
            Op::Days(a, b) => self.sum(&[(false, self.number(*a)?), (true, self.number(*b)?)]),
            Op::Round { of, step, mode } => {
                let rounded = self.round(self.number(*of)?, *step, *mode);
                let rounded = self.fits(rounded)?;
                let column = self.column(*of)?;
                if matches!(column.lane, Lane::Number(before) if before == rounded) {
                    return Some(column);
                }
                return Some(self.with_state(rounded.within(self.interval(node)), column.state));
            }
            _ => return None,
        };
        let quantity = self.fits(quantity)?.within(self.interval(node));
        let states = op.operands().into_iter().map(|operand| self.column(operand)?.state).collect::<Vec<_>>();
        let state = self.join(states);
        Some(self.with_state(quantity, state))
    }

    /// Counts what does not fit in lanes.
    pub(super) fn fits<T>(&mut self, made: Option<T>) -> Option<T> {
        self.too_large += usize::from(made.is_none());
        made
    }

    fn quotient(&mut self, a: NodeId, b: NodeId) -> Option<Column> {
        let (of, by) = (self.number(a)?, self.number(b)?);
        let (of_state, by_state) = (self.column(a)?.state, self.column(b)?.state);
        if let Some(by) = by.known() {
            let inverse = Number::ONE.over(by)?;
            let inverse = Quantity::constant(inverse);
            let inverse = self.fits(inverse)?;
            let quotient = self.product((of, inverse));
            let quotient = self.fits(quotient)?;
            return Some(self.with_state(quotient, of_state));
        }
        if by.above.low < 0 {
            // A divisor below 0 would turn comparisons round.
            return None;
        }
        let (divisor, by_state) = self.divisor(by.above, by_state, OPEN)?;
        let over = by.below.scaled()?;
        let above = self.times(of.above, over);
        let under = of.below.scaled()?;
        let below = self.times(divisor, under);
        let (above, below) = (self.fits(above)?, self.fits(below)?);
        let state = self.join([of_state, by_state]);
        Some(self.with_state(Quantity { above, below: below_of(below) }, state))
    }

    /// A divisor that is above 0 in every lane; `then` is the outcome where it is 0.
    pub(super) fn divisor(
        &mut self,
        of: Scaled,
        from: Option<SmallReg>,
        then: u8,
    ) -> Option<(Scaled, Option<SmallReg>)> {
        if of.low > 0 {
            return Some((of, from));
        }
        let (out, state) = (self.new_number(), self.new_small());
        self.push(Step::Divisor { of: of.term(), out, from, state, then });
        Some((Scaled::of(out, of.low.max(1), of.high.max(1))?, Some(state)))
    }

    /// A sum; terms that are marked are taken away.
    pub(super) fn sum(&mut self, links: &[(bool, Quantity)]) -> Option<Quantity> {
        let (above, below) = self.align(&links.iter().map(|(_, link)| *link).collect::<Vec<_>>())?;
        let signed = above.iter().zip(links);
        let signed: Option<Vec<Scaled>> =
            signed.map(|(term, (minus, _))| term.times(if *minus { -1 } else { 1 })).collect();
        Some(Quantity { above: self.sum_scaled(&signed?)?, below })
    }

    pub(super) fn sum_scaled(&mut self, terms: &[Scaled]) -> Option<Scaled> {
        let (mut low, mut high, mut known) = (0i128, 0i128, 0i128);
        for term in terms {
            low = low.checked_add(term.low)?;
            high = high.checked_add(term.high)?;
            known = known.checked_add(term.known().unwrap_or(0))?;
        }
        let mut lanes: Vec<Scaled> = terms.iter().copied().filter(|term| term.reg.is_some()).collect();
        match (lanes.as_slice(), known) {
            ([], _) => return Scaled::constant(known),
            ([only], 0) => return Some(*only),
            _ => {}
        }
        if known != 0 {
            lanes.push(Scaled::constant(known)?);
        }
        // What has been added up so far stays within the sizes of all.
        let size =
            terms.iter().try_fold(0i128, |sum, it| sum.checked_add(it.low.abs().max(it.high.abs())))?;
        Scaled::constant(size)?;
        let out = self.new_number();
        self.push(Step::Sum { terms: lanes.iter().map(|term| term.term()).collect(), out });
        Scaled::of(out, low, high)
    }

    /// The same numbers over the same number.
    pub(super) fn align(&mut self, list: &[Quantity]) -> Option<(Vec<Scaled>, Below)> {
        let mut fixed = 1;
        let mut lanes: Vec<Scaled> = Vec::new();
        for quantity in list {
            match quantity.below {
                Below::Fixed(below) => fixed = common(fixed, below)?,
                Below::Lanes(below) if lanes.contains(&below) => {}
                Below::Lanes(below) => lanes.push(below),
            }
        }
        let mut below = Scaled::constant(fixed)?;
        for lane in &lanes {
            below = self.times(below, *lane)?;
        }
        let mut aligned = Vec::with_capacity(list.len());
        for quantity in list {
            let mut above = quantity.above;
            let own = match quantity.below {
                Below::Fixed(own) => {
                    above = above.times(fixed / own)?;
                    None
                }
                Below::Lanes(own) => {
                    above = above.times(fixed)?;
                    Some(own)
                }
            };
            for other in lanes.iter().filter(|other| Some(**other) != own) {
                above = self.times(above, *other)?;
            }
            aligned.push(above);
        }
        Some((aligned, below_of(below)))
    }

    pub(super) fn product(&mut self, (a, b): (Quantity, Quantity)) -> Option<Quantity> {
        let above = self.times(a.above, b.above)?;
        let (under, over) = (a.below.scaled()?, b.below.scaled()?);
        let below = self.times(under, over)?;
        Some(Quantity { above, below: below_of(below) })
    }

    pub(super) fn times(&mut self, a: Scaled, b: Scaled) -> Option<Scaled> {
        if let Some(factor) = a.known() {
            return b.times(factor);
        }
        if let Some(factor) = b.known() {
            return a.times(factor);
        }
        let corners = [(a.low, b.low), (a.low, b.high), (a.high, b.low), (a.high, b.high)];
        let corners: Option<Vec<i128>> = corners.into_iter().map(|(a, b)| a.checked_mul(b)).collect();
        let corners = corners?;
        let (low, high) = (corners.iter().min()?, corners.iter().max()?);
        self.pair(With::Product, (a, b), (*low, *high))
    }

    /// A kernel of two numbers.
    fn pair(&mut self, with: With, (a, b): (Scaled, Scaled), (low, high): (i128, i128)) -> Option<Scaled> {
        Scaled::constant(low).and(Scaled::constant(high))?;
        let out = self.new_number();
        self.push(Step::Pair { with, a: a.term(), b: b.term(), out });
        Scaled::of(out, low, high)
    }

    /// The less or the greater of two numbers.
    pub(super) fn better(&mut self, with: With, a: Quantity, b: Quantity) -> Option<Quantity> {
        let (above, below) = self.align(&[a, b])?;
        let [a, b] = above.as_slice() else { return None };
        let is_least = matches!(with, With::Least);
        // Where one is never better, there is nothing to choose.
        let (first, second) =
            if is_least { (a.high <= b.low, b.high <= a.low) } else { (a.low >= b.high, b.low >= a.high) };
        let above = match (first, second) {
            (true, _) => *a,
            (_, true) => *b,
            _ if is_least => self.pair(with, (*a, *b), (a.low.min(b.low), a.high.min(b.high)))?,
            _ => self.pair(with, (*a, *b), (a.low.max(b.low), a.high.max(b.high)))?,
        };
        Some(Quantity { above, below })
    }

    /// The greatest whole number that is not above `above / below`.
    pub(super) fn floor(&mut self, above: Scaled, below: Scaled) -> Option<Scaled> {
        if below.known() == Some(1) {
            return Some(above);
        }
        let least = below.low.max(1);
        let corners = [above.low.div_euclid(least), above.high.div_euclid(least)];
        let far = [above.low.div_euclid(below.high.max(1)), above.high.div_euclid(below.high.max(1))];
        let low = corners.iter().chain(&far).min()?;
        let high = corners.iter().chain(&far).max()?;
        self.pair(With::FloorOver, (above, below), (*low, *high))
    }

    /// The multiple of `step` that a mode of rounding says.
    pub(super) fn round(&mut self, of: Quantity, step: Number, mode: Mode) -> Option<Quantity> {
        let step = step.reduced();
        if let Below::Fixed(below) = of.below
            && Number::fraction(of.above.by, below)?.is_multiple_of(step)
        {
            // Every number that it can be is a multiple already.
            return Some(of);
        }
        // `of / step`, as one whole number over another.
        let above = of.above.times(step.denominator())?;
        let below = of.below.scaled()?.times(step.numerator())?;
        let whole = match mode {
            Mode::Down => self.floor(above, below)?,
            Mode::Up => {
                let down = self.floor(above.times(-1)?, below)?;
                down.times(-1)?
            }
            Mode::HalfUp | Mode::HalfEven => {
                let (twice, under) = (above.times(2)?, below.times(2)?);
                let raised = self.sum_scaled(&[twice, below])?;
                let up = self.floor(raised, under)?;
                if mode == Mode::HalfUp { up } else { self.made_even(raised, under, up)? }
            }
        };
        Some(Quantity { above: whole.times(step.numerator())?, below: Below::Fixed(step.denominator()) })
    }

    /// One less where a number was rounded up from the middle to one that is odd.
    fn made_even(&mut self, raised: Scaled, under: Scaled, up: Scaled) -> Option<Scaled> {
        let back = self.times(up, under)?;
        let is_middle = self.compare_scaled(Relation::Equal, back, raised);
        let half = self.floor(up, Scaled::constant(2)?)?;
        let is_odd = self.compare_scaled(Relation::Unequal, half.times(2)?, up);
        let is_down = self.logic(false, vec![is_middle, is_odd]);
        let down = self.sum_scaled(&[up, Scaled::constant(-1)?])?;
        self.select_scaled(is_down, down, up)
    }

    pub(super) fn select_scaled(&mut self, when: Word, yes: Scaled, no: Scaled) -> Option<Scaled> {
        let when = match when {
            Word::Same(truth) => return Some(if truth != 0 { yes } else { no }),
            Word::Reg(reg) => reg,
        };
        if yes == no {
            return Some(yes);
        }
        let out = self.new_number();
        self.push(Step::Select { when, yes: yes.term(), no: no.term(), out });
        Scaled::of(out, yes.low.min(no.low), yes.high.max(no.high))
    }

    /// One number where a condition holds, else another.
    pub(super) fn select(&mut self, when: Word, yes: Quantity, no: Quantity) -> Option<Quantity> {
        let (above, below) = self.align(&[yes, no])?;
        let [yes, no] = above.as_slice() else { return None };
        Some(Quantity { above: self.select_scaled(when, *yes, *no)?, below })
    }

    pub(super) fn compare_scaled(&mut self, relation: Relation, a: Scaled, b: Scaled) -> Word {
        let always = match relation {
            Relation::Less => known(a.high < b.low, a.low >= b.high),
            Relation::AtMost => known(a.high <= b.low, a.low > b.high),
            Relation::Greater => known(a.low > b.high, a.high <= b.low),
            Relation::AtLeast => known(a.low >= b.high, a.high < b.low),
            Relation::Equal => known(false, a.high < b.low || a.low > b.high),
            Relation::Unequal => known(a.high < b.low || a.low > b.high, false),
        };
        if let Some(truth) = always {
            return Word::Same(u8::from(truth));
        }
        let out = self.new_small();
        self.push(Step::Compare { relation, a: a.term(), b: b.term(), out });
        Word::Reg(out)
    }

    /// How two numbers compare; none where their products do not fit.
    pub(super) fn compare(&mut self, relation: Relation, a: Quantity, b: Quantity) -> Option<Word> {
        let (under, over) = (b.below.scaled()?, a.below.scaled()?);
        let (left, right) = if let (Below::Fixed(x), Below::Fixed(y)) = (a.below, b.below) {
            let all = common(x, y)?;
            (a.above.times(all / x)?, b.above.times(all / y)?)
        } else {
            (self.times(a.above, under)?, self.times(b.above, over)?)
        };
        Some(self.compare_scaled(relation, left, right))
    }

    pub(super) fn comparison(&mut self, compared: &Compared) -> Option<Made> {
        let Compared { relation, left, right } = *compared;
        if let (Some(a), Some(b)) = (self.number(left), self.number(right)) {
            let truth = self.compare(relation, a, b);
            return Some(Made::lane(Lane::Word(self.fits(truth)?)));
        }
        let (a, b) = (self.word(left)?, self.word(right)?);
        Some(Made::lane(Lane::Word(self.compare_words(relation, a, b))))
    }

    pub(super) fn compare_words(&mut self, relation: Relation, a: Word, b: Word) -> Word {
        let out = self.new_small();
        self.push(Step::CompareWords { relation, a, b, out });
        Word::Reg(out)
    }

    pub(super) fn includes(&mut self, of: NodeId, word: u8) -> Option<Made> {
        let Lane::Set(fact) = self.column(of)?.lane else { return None };
        let out = self.new_small();
        self.push(Step::Includes { fact, word, out });
        Some(Made::lane(Lane::Word(Word::Reg(out))))
    }

    pub(super) fn all_or_any(&mut self, list: &[NodeId], any: bool) -> Option<Made> {
        let list = self.truths(list)?;
        Some(Made::lane(Lane::Word(self.logic(any, list))))
    }

    /// Whether all hold, or any.
    pub(super) fn logic(&mut self, any: bool, mut of: Vec<Word>) -> Word {
        let settles = Word::Same(u8::from(any));
        if of.contains(&settles) {
            return settles;
        }
        of.retain(|word| matches!(word, Word::Reg(_)));
        match of.as_slice() {
            [] => Word::Same(u8::from(!any)),
            [only] => *only,
            [..] => {
                let out = self.new_small();
                self.push(Step::Logic { any, of, out });
                Word::Reg(out)
            }
        }
    }

    /// Whether it does not hold.
    pub(super) fn not(&mut self, of: Word) -> Word {
        match of {
            Word::Same(truth) => Word::Same(truth ^ 1),
            of => {
                let out = self.new_small();
                self.push(Step::Not { of, out });
                Word::Reg(out)
            }
        }
    }

    /// The greatest or least of several.
    pub(super) fn extreme(&mut self, list: &[NodeId], with: With) -> Option<Made> {
        let (first, rest) = list.split_first()?;
        let mut best = self.number(*first)?;
        for other in rest {
            let other = self.number(*other)?;
            let better = self.better(with, best, other);
            best = self.fits(better)?;
        }
        Some(Made::number(best))
    }

    /// The mean of several.
    pub(super) fn average(&mut self, list: &[NodeId]) -> Option<Made> {
        let links: Option<Vec<(bool, Quantity)>> =
            list.iter().map(|link| Some((false, self.number(*link)?))).collect();
        let sum = self.sum(&links?);
        let sum = self.fits(sum)?;
        let share = Quantity::constant(Number::fraction(1, list.len() as i128)?)?;
        let mean = self.product((sum, share));
        Some(Made::number(self.fits(mean)?))
    }
}

fn below_of(below: Scaled) -> Below {
    below.known().map_or(Below::Lanes(below), Below::Fixed)
}
