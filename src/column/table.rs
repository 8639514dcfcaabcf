//! Kernels of awards: tiers, branches, steps, grids.

use super::compile::{Compiler, Made};
use super::kernel::{Cascade, Reached, SmallReg};
use super::lane::Whole;
use super::program::{Lane, Step, With, Word};
use super::quantity::{Below, Quantity, Scaled, Term, common};
use crate::plan::{Grid, GridKey, NodeId, Steps, Tiers};
use crate::value::{Bound, Limits, Number, Relation};

/// A stretch of a number's line.
struct Stretch {
    /// Where it begins; none for the first.
    from: Option<Bound>,
    /// The line that holds it; none between lines.
    line: Option<usize>,
}

impl Compiler<'_> {
    pub(super) fn tiers(&mut self, tiers: &Tiers) -> Option<Made> {
        let of = self.number(tiers.of)?;
        let stretches = stretches(tiers.reach.as_ref()?)?;
        let values: Option<Vec<Quantity>> = tiers.lines.iter().map(|line| self.number(line.value)).collect();
        let values = values?;
        // Whether a condition beside the limits holds is looked at record by record.
        let or_when: Vec<NodeId> = tiers.lines.iter().filter_map(|line| line.or_when).collect();
        let or_when = self.truths(&or_when)?;
        let mut rare = Vec::new();
        or_when.into_iter().try_for_each(|when| enter(&mut rare, when))?;
        let known: Option<Vec<Number>> = values.iter().map(|value| value.known()).collect();
        let quantity = match known {
            Some(known) => self.cascade(of, &stretches, &known, &mut rare),
            None => self.chosen(of, &stretches, &values, &mut rare),
        };
        let (lane, through) = (Lane::Number(self.fits(quantity)?), self.column(tiers.of)?.state);
        Some(Made::Kernel { lane, rare, absent: None, through })
    }

    /// Tiers whose values are the same for all.
    fn cascade(
        &mut self,
        of: Quantity,
        stretches: &[Stretch],
        values: &[Number],
        rare: &mut Vec<SmallReg>,
    ) -> Option<Quantity> {
        let below = values.iter().try_fold(1, |all, value| common(all, value.reduced().denominator()))?;
        let scaled: Option<Vec<i128>> = values
            .iter()
            .map(|value| Some(value.times(Number::whole(below))?.reduced().numerator()))
            .collect();
        let scaled = scaled?;
        let (low, high) = (*scaled.iter().min()?, *scaled.iter().max()?);
        // What stands between lines: no value that a line gives.
        let gap = high.checked_add(1)?;
        let value = |stretch: &Stretch| Whole::new(stretch.line.map_or(gap, |line| scaled[line]));
        let factor = limits_over(stretches)?;
        let (mut cascade, own) = match of.below {
            Below::Fixed(under) => {
                let one = Term { reg: None, by: Whole::ONE };
                let cascade = Cascade { of: of.above.term(), below: one, first: None, steps: Vec::new() };
                (cascade, Some(under))
            }
            Below::Lanes(under) => {
                let of = of.above.times(factor)?.term();
                (Cascade { of, below: under.term(), first: None, steps: Vec::new() }, None)
            }
        };
        for stretch in stretches {
            let Some(from) = stretch.from else {
                cascade.first = Some(value(stretch)?);
                continue;
            };
            let reached = match (own, of.below) {
                (Some(under), _) => reached(from, under, value(stretch)?)?,
                (None, Below::Lanes(under)) => {
                    let limit = from.at.times(Number::whole(factor))?.reduced().numerator();
                    under.times(limit)?;
                    let beyond = if from.included { Whole::ZERO } else { Whole::ONE };
                    Reached { limit: Whole::new(limit)?, beyond, value: value(stretch)? }
                }
                _ => return None,
            };
            cascade.steps.push(reached);
        }
        let out = self.new_number();
        self.push(Step::Cascade { cascade, out });
        let above = Scaled::of(out, low, gap)?;
        if stretches.iter().any(|stretch| stretch.line.is_none()) {
            enter(rare, self.compare_scaled(Relation::Equal, above, Scaled::constant(gap)?))?;
        }
        Some(Quantity { above: Scaled { high, ..above }, below: Below::Fixed(below) })
    }

    /// Tiers whose values differ from record to record.
    fn chosen(
        &mut self,
        of: Quantity,
        stretches: &[Stretch],
        values: &[Quantity],
        rare: &mut Vec<SmallReg>,
    ) -> Option<Quantity> {
        let mut chosen: Option<Quantity> = None;
        let mut in_gap = Word::Same(0);
        for stretch in stretches {
            let reached = match stretch.from {
                None => Word::Same(1),
                Some(from) => {
                    let relation = if from.included { Relation::AtLeast } else { Relation::Greater };
                    self.compare(relation, of, Quantity::constant(from.at)?)?
                }
            };
            match stretch.line {
                None => in_gap = self.logic(true, vec![in_gap, reached]),
                Some(line) => {
                    let others = self.not(reached);
                    in_gap = self.logic(false, vec![in_gap, others]);
                    chosen = Some(match chosen {
                        None => values[line],
                        Some(before) => self.select(reached, values[line], before)?,
                    });
                }
            }
        }
        enter(rare, in_gap)?;
        chosen
    }

    pub(super) fn first(&mut self, branches: &[(NodeId, NodeId)], otherwise: Option<NodeId>) -> Option<Made> {
        let whens: Vec<NodeId> = branches.iter().map(|(when, _)| *when).collect();
        let whens = self.truths(&whens)?;
        let mut rare = Vec::new();
        let (mut lane, rest) = match (otherwise, branches.split_last()?) {
            (Some(otherwise), _) => (self.column(otherwise)?.lane, branches.len()),
            (None, ((_, last), _)) => {
                let any = self.logic(true, whens.clone());
                enter(&mut rare, self.not(any))?;
                (self.column(*last)?.lane, branches.len() - 1)
            }
        };
        for ((_, value), when) in branches.iter().zip(&whens).take(rest).rev() {
            lane = match (self.column(*value)?.lane, lane) {
                (Lane::Number(value), Lane::Number(rest)) => {
                    let chosen = self.select(*when, value, rest);
                    Lane::Number(self.fits(chosen)?)
                }
                (Lane::Word(value), Lane::Word(rest)) => Lane::Word(self.select_word(*when, value, rest)),
                _ => return None,
            };
        }
        Some(Made::Kernel { lane, rare, absent: None, through: None })
    }

    /// One word where a condition holds, else another.
    pub(super) fn select_word(&mut self, when: Word, yes: Word, no: Word) -> Word {
        match when {
            Word::Same(truth) => {
                if truth != 0 {
                    yes
                } else {
                    no
                }
            }
            Word::Reg(when) => {
                let out = self.new_small();
                self.push(Step::SelectWord { when, yes, no, out });
                Word::Reg(out)
            }
        }
    }

    pub(super) fn steps_of(&mut self, steps: &Steps) -> Option<Made> {
        let of = self.number(steps.of)?;
        let mut sum = self.number(steps.base)?;
        let mut start = self.number(steps.at)?;
        let zero = Quantity::constant(Number::ZERO)?;
        for band in &steps.bands {
            let (rate, per) = (self.number(band.rate)?, self.number(band.per)?.known()?);
            let end = match band.up_to {
                Some(end) => Some(self.number(end)?),
                None => None,
            };
            let with = if steps.less { With::Greatest } else { With::Least };
            let reached = match end {
                Some(end) => self.better(with, of, end)?,
                None => of,
            };
            let (more, less) = if steps.less { (start, reached) } else { (reached, start) };
            let beyond = self.sum(&[(false, more), (true, less)])?;
            let beyond = self.better(With::Greatest, beyond, zero)?;
            let inverse = Number::ONE.over(per).filter(|it| *it > Number::ZERO)?;
            let mut count = self.product((beyond, Quantity::constant(inverse)?))?;
            if band.full {
                let below = count.below.scaled()?;
                count = Quantity { above: self.floor(count.above, below)?, below: Below::Fixed(1) };
            }
            let amount = self.product((count, rate))?;
            sum = self.sum(&[(false, sum), (false, amount)])?;
            start = end.unwrap_or(start);
        }
        Some(Made::number(sum))
    }

    pub(super) fn grid(&mut self, grid: &Grid) -> Option<Made> {
        let rows = self.keys(grid.rows_of, &grid.rows)?;
        let columns = self.keys(grid.columns_of, &grid.columns)?;
        let mut chosen: Option<Quantity> = None;
        let mut any = Word::Same(0);
        for (row, cells) in rows.iter().zip(&grid.cells) {
            for (column, cell) in columns.iter().zip(cells) {
                let fits = self.logic(false, vec![*row, *column]);
                let value = self.number(*cell)?;
                any = self.logic(true, vec![any, fits]);
                chosen = Some(match chosen {
                    None => value,
                    Some(before) => self.select(fits, value, before)?,
                });
            }
        }
        let mut rare = Vec::new();
        enter(&mut rare, self.not(any))?;
        Some(Made::Kernel { lane: Lane::Number(chosen?), rare, absent: None, through: None })
    }

    /// Whether each head of a grid fits; none where two may fit at once.
    fn keys(&mut self, of: NodeId, keys: &[GridKey]) -> Option<Vec<Word>> {
        let known = |id: NodeId| self.number(id)?.known();
        let limits: Option<Vec<Limits>> = keys
            .iter()
            .map(|key| match key {
                GridKey::Limits(limits) => limits.known(known),
                GridKey::Value(_) => Some(Limits::default()),
            })
            .collect();
        let reach = Limits::reach(&limits?);
        if keys.iter().all(|key| matches!(key, GridKey::Limits(_))) {
            stretches(&reach)?;
        }
        let mut fits = Vec::new();
        for (key, reach) in keys.iter().zip(reach) {
            fits.push(match key {
                GridKey::Value(value) => {
                    let word = match value {
                        crate::value::Value::Word(word) => *word,
                        crate::value::Value::Truth(truth) => u8::from(*truth),
                        _ => return None,
                    };
                    let of = self.word(of)?;
                    self.compare_words(Relation::Equal, of, Word::Same(word))
                }
                GridKey::Limits(_) => {
                    let of = self.number(of)?;
                    let mut within = Vec::new();
                    for (bound, relation) in ends(&reach) {
                        let limit = Quantity::constant(bound.at)?;
                        let holds = self.compare(relation, of, limit);
                        within.push(self.fits(holds)?);
                    }
                    self.logic(false, within)
                }
            });
        }
        Some(fits)
    }
}

/// Enters where a kernel may not be right; none where that is everywhere.
pub(super) fn enter(rare: &mut Vec<SmallReg>, word: Word) -> Option<()> {
    rare.extend(reg(word));
    (word != Word::Same(1)).then_some(())
}

/// The register of a condition that differs from record to record.
pub(super) fn reg(word: Word) -> Option<SmallReg> {
    match word {
        Word::Reg(reg) => Some(reg),
        Word::Same(_) => None,
    }
}

fn ends(limits: &Limits) -> impl Iterator<Item = (Bound, Relation)> {
    let low = limits.low.map(|it| (it, if it.included { Relation::AtLeast } else { Relation::Greater }));
    let high = limits.high.map(|it| (it, if it.included { Relation::AtMost } else { Relation::Less }));
    low.into_iter().chain(high)
}

/// The line of a number cut into lines of a table and what lies between them, from the lowest up; none where
/// two lines meet in a number.
fn stretches(reach: &[Limits]) -> Option<Vec<Stretch>> {
    let mut order: Vec<usize> = (0..reach.len()).filter(|line| !reach[*line].is_empty()).collect();
    order.sort_by_key(|line| reach[*line].low.map(|low| (low.at, !low.included)));
    let mut stretches = Vec::new();
    // Where the last line ended; the outer none where there was none.
    let mut end: Option<Option<Bound>> = None;
    for line in order {
        let Limits { low, high } = reach[line];
        let is_next = match (end, low) {
            (None, None) => true,
            (None, Some(_)) => {
                stretches.push(Stretch { from: None, line: None });
                true
            }
            (Some(Some(end)), Some(low)) => {
                if low.at > end.at || (low.at == end.at && !(low.included || end.included)) {
                    stretches
                        .push(Stretch { from: Some(Bound { included: !end.included, ..end }), line: None });
                }
                low.at > end.at || (low.at == end.at && !(low.included && end.included))
            }
            _ => false,
        };
        if !is_next {
            return None;
        }
        stretches.push(Stretch { from: low, line: Some(line) });
        end = Some(high);
    }
    if let Some(Some(end)) = end {
        stretches.push(Stretch { from: Some(Bound { included: !end.included, ..end }), line: None });
    }
    (!stretches.is_empty()).then_some(stretches)
}

/// What all limits are whole multiples of one over.
fn limits_over(stretches: &[Stretch]) -> Option<i128> {
    let limits = stretches.iter().filter_map(|stretch| stretch.from);
    limits.map(|from| from.at.reduced().denominator()).try_fold(1, common)
}

/// A limit of a number that is a whole number over `under`, in whole numbers.
fn reached(from: Bound, under: i128, value: Whole) -> Option<Reached> {
    let limit = from.at.times(Number::whole(under))?;
    let floor = limit.floor();
    let first =
        if floor == limit && from.included { floor.numerator() } else { floor.numerator().checked_add(1)? };
    Some(Reached { limit: Whole::new(first)?, beyond: Whole::ZERO, value })
}
