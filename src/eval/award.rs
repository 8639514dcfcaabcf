//! Awards: tiers, branches, steps, grids, and formulas combined.

use super::outcome::{FaultKind, Holds, Outcome, Why, any_of};
use super::step::Run;
use crate::plan::{Band, Grid, GridKey, LimitNodes, NodeId, Steps, Tiers};
use crate::value::{Bound, Interval, Limits, Number, Range, Relation, Value};

/// How a line of a table stands to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It holds the value.
    Yes,
    /// It does not.
    No,
    /// It may, once more is known.
    Maybe,
}

impl Match {
    /// Both.
    #[must_use]
    pub fn and(self, other: Match) -> Match {
        match (self, other) {
            (Match::No, _) | (_, Match::No) => Match::No,
            (Match::Yes, Match::Yes) => Match::Yes,
            _ => Match::Maybe,
        }
    }

    /// One or both.
    #[must_use]
    pub fn or(self, other: Match) -> Match {
        self.negated().and(other.negated()).negated()
    }

    /// The other way round.
    #[must_use]
    pub fn negated(self) -> Match {
        match self {
            Match::Yes => Match::No,
            Match::No => Match::Yes,
            Match::Maybe => Match::Maybe,
        }
    }
}

impl From<&Outcome> for Match {
    /// Whether a condition holds.
    fn from(condition: &Outcome) -> Match {
        match condition.holds() {
            Holds::Yes => Match::Yes,
            Holds::No => Match::No,
            Holds::Maybe => Match::Maybe,
        }
    }
}

/// How a line that reaches over `limits` stands to a number of which `interval` is known.
pub fn line_matches(limits: &Limits, interval: Interval) -> Match {
    if let Some(number) = interval.single() {
        return if limits.contain(number) { Match::Yes } else { Match::No };
    }
    let value = Limits::from(interval);
    if limits.intersect(&value).is_empty() {
        return Match::No;
    }
    let holds = |end: Option<Number>, limit: Option<Bound>| match end {
        Some(number) => limits.contain(number),
        None => limit.is_none(),
    };
    if holds(interval.low, limits.low) && holds(interval.high, limits.high) {
        Match::Yes
    } else {
        Match::Maybe
    }
}

impl Run<'_> {
    fn add_limits(&self, limits: &LimitNodes, why: &mut Why) {
        for node in limits.nodes() {
            why.add(self.get(node));
        }
    }

    pub(super) fn tiers(&self, tiers: &Tiers, id: NodeId) -> Outcome {
        let of = self.get(tiers.of);
        if *of == Outcome::NotApplicable {
            return Outcome::NotApplicable;
        }
        if let (Some(number), Some(reach)) = (of.number(), &tiers.reach)
            && let Some(outcome) = self.known_tier(tiers, reach, number)
        {
            return outcome.clone();
        }
        let mut why = Why::default();
        why.add(of);
        let computed: Option<Vec<Limits>>;
        let reach = match &tiers.reach {
            Some(reach) => Some(reach.as_slice()),
            None => {
                computed = tiers.known_reach(|id| self.get(id).number());
                if computed.is_none() {
                    tiers.lines.iter().for_each(|line| self.add_limits(&line.limits, &mut why));
                }
                computed.as_deref()
            }
        };
        let matches = tiers.lines.iter().enumerate().map(|(index, line)| {
            let by_limits = reach.map_or(Match::Maybe, |reach| line_matches(&reach[index], of.interval()));
            match line.or_when {
                Some(when) => by_limits.or(Match::from(self.get(when))),
                None => by_limits,
            }
        });
        let matches: Vec<Match> = matches.collect();
        for line in tiers.lines.iter().filter_map(|line| line.or_when) {
            why.add_condition(self.get(line));
        }
        self.pick(&matches, why, id, |index| self.get(tiers.lines[index].value))
    }

    /// The short way of a known number through fixed limits: the one tier that holds it, if there is
    /// just one and no condition beside the limits.
    fn known_tier(&self, tiers: &Tiers, reach: &[Limits], number: Number) -> Option<&Outcome> {
        let mut found = None;
        for (line, limits) in tiers.lines.iter().zip(reach) {
            if line.or_when.is_some() || (limits.contain(number) && found.replace(line).is_some()) {
                return None;
            }
        }
        found.map(|line| self.get(line.value))
    }

    /// The value of the line that matches. None and two are faults: nothing is chosen silently.
    fn pick<'o>(
        &self,
        matches: &[Match],
        why: Why,
        id: NodeId,
        value: impl Fn(usize) -> &'o Outcome,
    ) -> Outcome {
        let of = |wanted: Match| {
            matches.iter().enumerate().filter(move |(_, it)| **it == wanted).map(|(index, _)| index)
        };
        let sure: Vec<&Outcome> = of(Match::Yes).map(&value).collect();
        let perhaps: Vec<&Outcome> = of(Match::Maybe).map(&value).collect();
        if perhaps.is_empty() {
            return match sure.as_slice() {
                [] => Outcome::faulty(id, FaultKind::NoTier, Range::Number(Interval::default())),
                [first, others @ ..] if others.iter().all(|other| other == first) => (*first).clone(),
                [..] => Why::fault(id, FaultKind::TwoTiers).outcome(hull(sure)),
            };
        }
        any_of(sure.into_iter().chain(perhaps), why)
    }

    pub(super) fn first(
        &self,
        branches: &[(NodeId, NodeId)],
        otherwise: Option<NodeId>,
        id: NodeId,
    ) -> Outcome {
        let mut why = Why::default();
        let mut possible: Vec<&Outcome> = Vec::new();
        for (when, value) in branches {
            let when = self.get(*when);
            match when.holds() {
                Holds::No => continue,
                Holds::Yes if possible.is_empty() => return self.get(*value).clone(),
                Holds::Yes => {
                    possible.push(self.get(*value));
                    return any_of(possible, why);
                }
                Holds::Maybe => {
                    why.add_condition(when);
                    possible.push(self.get(*value));
                }
            }
        }
        match otherwise {
            Some(value) if possible.is_empty() => self.get(value).clone(),
            Some(value) => any_of(possible.into_iter().chain([self.get(value)]), why),
            None if possible.is_empty() => {
                Outcome::faulty(id, FaultKind::NoBranch, Range::Number(Interval::default()))
            }
            None => any_of(possible, why),
        }
    }

    /// The base, and for each band what lies in it, step by step.
    pub(super) fn steps(&self, steps: &Steps, id: NodeId) -> Outcome {
        let of = self.get(steps.of);
        let mut sum = self.get(steps.base).clone();
        let mut start = self.get(steps.at);
        for band in &steps.bands {
            let amount = self.band(of, start, band, steps.less, id);
            sum = sum.plus(&amount, id);
            if let Some(end) = band.up_to {
                start = self.get(end);
            }
        }
        sum
    }

    fn band(&self, of: &Outcome, start: &Outcome, band: &Band, less: bool, id: NodeId) -> Outcome {
        let end = band.up_to.map(|end| self.get(end));
        let reached = match (end, less) {
            (None, _) => of.clone(),
            (Some(end), false) => of.at_most(end, id),
            (Some(end), true) => of.at_least(end, id),
        };
        let beyond = if less { start.minus(&reached, id) } else { reached.minus(start, id) };
        let beyond = beyond.at_least(&Outcome::Value(Value::Number(Number::ZERO)), id);
        let steps = beyond.over(self.get(band.per), id);
        let steps = if band.full { steps.map(id, |steps| Some(steps.floor())) } else { steps };
        steps.times(self.get(band.rate), id)
    }

    pub(super) fn grid(&self, grid: &Grid, id: NodeId) -> Outcome {
        let (rows_of, columns_of) = (self.get(grid.rows_of), self.get(grid.columns_of));
        if *rows_of == Outcome::NotApplicable || *columns_of == Outcome::NotApplicable {
            return Outcome::NotApplicable;
        }
        let mut why = Why::default();
        why.add(rows_of);
        why.add(columns_of);
        let rows = self.key_matches(&grid.rows, rows_of, &mut why);
        let columns = self.key_matches(&grid.columns, columns_of, &mut why);
        let mut matches = Vec::with_capacity(rows.len() * columns.len());
        for row in &rows {
            matches.extend(columns.iter().map(|column| match (row, column) {
                (Match::No, _) | (_, Match::No) => Match::No,
                (Match::Yes, Match::Yes) => Match::Yes,
                _ => Match::Maybe,
            }));
        }
        self.pick(&matches, why, id, |index| {
            self.get(grid.cells[index / columns.len()][index % columns.len()])
        })
    }

    /// How each head of a grid stands to what chooses it.
    fn key_matches(&self, keys: &[GridKey], of: &Outcome, why: &mut Why) -> Vec<Match> {
        let limits: Option<Vec<Limits>> = keys
            .iter()
            .map(|key| match key {
                GridKey::Limits(limits) => limits.known(|id| self.get(id).number()),
                GridKey::Value(_) => Some(Limits::default()),
            })
            .collect();
        let reach = limits.map(|limits| Limits::reach(&limits));
        let matches = keys.iter().enumerate().map(|(index, key)| match (key, &reach) {
            (GridKey::Value(value), _) => Match::from(&of.compare(Relation::Equal, &Outcome::Value(*value))),
            (GridKey::Limits(_), Some(reach)) => line_matches(&reach[index], of.interval()),
            (GridKey::Limits(limits), None) => {
                self.add_limits(limits, why);
                Match::Maybe
            }
        });
        matches.collect()
    }

    /// The greatest or the least of those that apply.
    pub(super) fn extreme(
        &self,
        list: &[NodeId],
        id: NodeId,
        better: fn(&Outcome, &Outcome, NodeId) -> Outcome,
    ) -> Outcome {
        let present = self.applicable_of(list);
        if present.iter().any(|outcome| outcome.undecided().is_some_and(|it| it.may_not_apply)) {
            return any_of(present, Why::default());
        }
        let mut best: Option<Outcome> = None;
        for outcome in present {
            best = Some(match best {
                None => outcome.clone(),
                Some(best) => better(&best, outcome, id),
            });
        }
        best.unwrap_or(Outcome::NotApplicable)
    }

    pub(super) fn average(&self, list: &[NodeId], id: NodeId) -> Outcome {
        let present = self.applicable_of(list);
        if present.iter().any(|outcome| outcome.undecided().is_some_and(|it| it.may_not_apply)) {
            return any_of(present, Why::default());
        }
        let count = Number::whole(present.len() as i128);
        let mut sum = Outcome::Value(Value::Number(Number::ZERO));
        for outcome in &present {
            sum = sum.plus(outcome, id);
        }
        if present.is_empty() {
            Outcome::NotApplicable
        } else {
            sum.over(&Outcome::Value(Value::Number(count)), id)
        }
    }

    fn applicable_of(&self, list: &[NodeId]) -> Vec<&Outcome> {
        list.iter().map(|id| self.get(*id)).filter(|outcome| **outcome != Outcome::NotApplicable).collect()
    }
}

fn hull(outcomes: Vec<&Outcome>) -> Range {
    let ranges = outcomes.iter().filter_map(|outcome| outcome.range());
    ranges.reduce(Range::hull).unwrap_or(Range::Number(Interval::default()))
}
