//! Why a criterion or content has the points that it has.

use super::speak::Speaker;
use crate::diagnostic::Argument;
use crate::eval::{Fault, FaultKind, Match, line_matches};
use crate::function::Stop;
use crate::model::{Adjustments, Treatment};
use crate::plan::{Chain, NodeId, Op, Tiers, When};
use crate::source::Span;
use crate::value::{Kind, Limits, Number};

/// One step that made or changed points, in words, with the line it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In words.
    pub text: String,
    /// The line of the ruleset.
    pub span: Span,
}

/// The steps of one part, in the order in which they count.
pub fn reasons(speaker: &Speaker<'_>, chain: &Chain, adjustments: &Adjustments) -> Vec<Reason> {
    let mut reasons = Reasons { speaker, list: Vec::new() };
    if !reasons.not_applicable(chain.result) {
        reasons.award(chain.award);
        reasons.open(chain);
        reasons.deductions(chain, adjustments);
        reasons.bounds(chain, adjustments);
        reasons.grown(chain);
        reasons.rounding(chain);
    }
    reasons.undecided(chain.result);
    reasons.list
}

struct Reasons<'a> {
    speaker: &'a Speaker<'a>,
    list: Vec<Reason>,
}

impl Reasons<'_> {
    fn add(&mut self, span: Span, id: &str, arguments: &[(&'static str, Argument)]) {
        let text = self.speaker.say(id, arguments);
        self.list.push(Reason { text, span });
    }

    fn span(&self, node: NodeId) -> Span {
        self.speaker.plan.node(node).span
    }

    fn computed(&self, node: NodeId) -> Argument {
        self.speaker.computed(node).into()
    }

    fn result(&self, node: NodeId) -> Argument {
        self.speaker.result(node).into()
    }

    /// Says what became of a part that does not apply; false for one that does.
    fn not_applicable(&mut self, result: NodeId) -> bool {
        let Op::Applicable { cases, .. } = &self.speaker.plan.node(result).op else { return false };
        if self.speaker.outcome(result).undecided().is_some() {
            return false;
        }
        let holding = cases.iter().find(|case| self.speaker.outcome(case.when).truth() == Some(true));
        let Some(case) = holding else { return false };
        let (id, points) = match case.treatment {
            Treatment::Credit(points) => ("reason-credit", points.to_string()),
            Treatment::Drop => ("reason-drop", String::new()),
            Treatment::Rescale(..) => ("reason-rescale", String::new()),
            Treatment::Spread(_) => ("reason-spread", String::new()),
        };
        let condition = self.computed(case.when);
        self.add(self.span(case.when), id, &[("condition", condition), ("points", points.into())]);
        true
    }

    fn award(&mut self, award: NodeId) {
        let (plan, span) = (self.speaker.plan, self.span(award));
        match &plan.node(award).op {
            Op::Met(when, _) => {
                let id = match (self.speaker.outcome(*when).truth(), &plan.node(*when).op) {
                    (Some(true), Op::Fact(id)) if plan.ruleset.facts[*id as usize].is_given() => "reason-yes",
                    (Some(false), Op::Fact(id)) if plan.ruleset.facts[*id as usize].is_given() => "reason-no",
                    (Some(true), _) => "reason-met",
                    (Some(false), _) => "reason-not-met",
                    (None, _) => return,
                };
                let condition = self.computed(*when);
                self.add(span, id, &[("condition", condition)]);
            }
            _ if self.speaker.outcome(award).undecided().is_some() => {}
            Op::Fact(id) if plan.ruleset.facts[*id as usize].is_given() => {
                let result = self.result(award);
                self.add(span, "reason-rated", &[("points", result)]);
            }
            Op::Tiers(tiers) => self.tiers(tiers),
            Op::First(branches, otherwise) => self.first(branches, *otherwise),
            Op::Rescale { .. } => self.sum(award),
            // The parts of a content explain themselves.
            Op::Parts(_) if plan.contents.iter().any(|chain| chain.award == award) => {}
            Op::Constant(_) => {
                let result = self.result(award);
                self.add(span, "reason-constant", &[("points", result)]);
            }
            _ => {
                let computed = self.computed(award);
                self.add(span, "reason-formula", &[("formula", computed)]);
            }
        }
    }

    fn tiers(&mut self, tiers: &Tiers) {
        if self.speaker.outcome(tiers.of).number().is_none() {
            return;
        }
        let Some((index, by_condition)) = self.tier(tiers) else { return };
        let line = &tiers.lines[index];
        let arguments = [
            ("formula", self.computed(tiers.of)),
            ("tier", self.speaker.limits(&line.limits).into()),
            ("points", self.result(line.value)),
        ];
        self.add(line.span, "reason-tier", &arguments);
        if let Some(when) = line.or_when.filter(|_| by_condition) {
            let condition = self.computed(when);
            self.add(line.span, "reason-tier-when", &[("condition", condition)]);
        }
    }

    /// The tier that a known number is in, and whether it is there by its condition only.
    fn tier(&self, tiers: &Tiers) -> Option<(usize, bool)> {
        let reach = self.reach(tiers)?;
        let interval = self.speaker.outcome(tiers.of).interval();
        let by_limits = reach.iter().position(|limits| line_matches(limits, interval) == Match::Yes);
        if let Some(index) = by_limits {
            return Some((index, false));
        }
        let holds = |when: NodeId| self.speaker.outcome(when).truth() == Some(true);
        tiers.lines.iter().position(|line| line.or_when.is_some_and(holds)).map(|index| (index, true))
    }

    fn reach(&self, tiers: &Tiers) -> Option<Vec<Limits>> {
        let known = || tiers.known_reach(|id| self.speaker.outcome(id).number());
        tiers.reach.clone().or_else(known)
    }

    fn first(&mut self, branches: &[(NodeId, NodeId)], otherwise: Option<NodeId>) {
        for (when, value) in branches {
            match self.speaker.outcome(*when).truth() {
                Some(true) => {
                    let arguments = [("condition", self.computed(*when)), ("points", self.result(*value))];
                    return self.add(self.span(*value), "reason-first", &arguments);
                }
                None => return,
                Some(false) => {}
            }
        }
        if let Some(value) = otherwise {
            let result = self.result(value);
            self.add(self.span(value), "reason-otherwise", &[("points", result)]);
        }
    }

    fn sum(&mut self, award: NodeId) {
        if let Op::Rescale { of, remaining, .. } = &self.speaker.plan.node(award).op
            && self.speaker.outcome(*of) != self.speaker.outcome(award)
        {
            let arguments = [
                ("points", self.result(*of)),
                ("maximum", self.result(*remaining)),
                ("result", self.result(award)),
            ];
            self.add(self.span(award), "reason-rescaled", &arguments);
        }
    }

    fn open(&mut self, chain: &Chain) {
        let plan = self.speaker.plan;
        let Op::Open { requires, zero, evidence, .. } = &plan.node(chain.open).op else { return };
        let truth = |node: &NodeId| self.speaker.outcome(*node).truth();
        let closed = [
            (
                "reason-requires",
                requires.iter().filter(|node| truth(node) == Some(false)).collect::<Vec<_>>(),
            ),
            ("reason-zero", zero.iter().filter(|node| truth(node) == Some(true)).collect()),
            ("reason-evidence", evidence.iter().filter(|node| truth(node) == Some(false)).collect()),
        ];
        for (id, nodes) in closed {
            for node in nodes {
                let condition = if id == "reason-evidence" {
                    self.speaker.formula(*node).into()
                } else {
                    self.computed(*node)
                };
                self.add(self.span(*node), id, &[("condition", condition)]);
            }
        }
    }

    fn deductions(&mut self, chain: &Chain, adjustments: &Adjustments) {
        let plan = self.speaker.plan;
        let Op::Deduct { fixed, shares, .. } = &plan.node(chain.deducted).op else { return };
        let is_share = |share: bool| {
            adjustments
                .deductions
                .iter()
                .filter(move |it| (it.value.kind == Kind::Share) == share)
                .map(|it| it.span)
        };
        let lines = fixed.iter().zip(is_share(false)).map(|it| (it, "reason-deduct"));
        let lines = lines.chain(shares.iter().zip(is_share(true)).map(|it| (it, "reason-deduct-share")));
        for (((value, when), span), id) in lines.collect::<Vec<_>>() {
            let nothing = self.speaker.outcome(*value).number().is_some_and(Number::is_zero);
            if !nothing && self.counts(*when) {
                let id = if when.is_none() { "reason-deduct-always" } else { id };
                let condition = self.condition(*when);
                let arguments = [
                    ("points", self.result(*value)),
                    ("formula", self.computed(*value)),
                    ("condition", condition),
                ];
                self.add(span, id, &arguments);
            }
        }
    }

    fn counts(&self, when: Option<NodeId>) -> bool {
        when.is_none_or(|when| self.speaker.outcome(when).truth() == Some(true))
    }

    fn condition(&self, when: Option<NodeId>) -> Argument {
        when.map_or_else(|| self.speaker.word("reason-always").into(), |when| self.computed(when))
    }

    /// Floors and caps that changed the points, and the maximum where it did.
    fn bounds(&mut self, chain: &Chain, adjustments: &Adjustments) {
        let plan = self.speaker.plan;
        let Op::Bound { of, floors, caps, high, .. } = &plan.node(chain.bound).op else { return };
        let Some(mut points) = self.speaker.outcome(*of).number() else { return };
        type Moves = fn(&Number, &Number) -> bool;
        let sides: [(&[When], _, &str, Moves); 2] = [
            (floors, &adjustments.floors, "reason-floor", |limit, points| limit > points),
            (caps, &adjustments.caps, "reason-cap", |limit, points| limit < points),
        ];
        for (list, written, id, moves) in sides {
            for ((value, when), written) in list.iter().zip(written) {
                let limit = self.speaker.outcome(*value).number();
                let Some(limit) = limit.filter(|limit| moves(limit, &points) && self.counts(*when)) else {
                    continue;
                };
                points = limit;
                let condition = self.condition(*when);
                self.add(written.span, id, &[("points", self.result(*value)), ("condition", condition)]);
            }
        }
        let maximum = high.and_then(|high| self.speaker.outcome(high).number());
        if points < Number::ZERO {
            self.add(
                self.span(chain.bound),
                "reason-not-below-zero",
                &[("points", points.approximate(4).into())],
            );
        }
        if let Some(maximum) = maximum.filter(|maximum| points > *maximum) {
            let arguments =
                [("points", points.approximate(4).into()), ("maximum", maximum.approximate(4).into())];
            self.add(self.span(chain.bound), "reason-maximum", &arguments);
        }
    }

    fn grown(&mut self, chain: &Chain) {
        if chain.grown != chain.bound
            && self.speaker.outcome(chain.grown) != self.speaker.outcome(chain.bound)
        {
            let arguments = [("points", self.result(chain.bound)), ("maximum", self.result(chain.maximum))];
            self.add(self.span(chain.grown), "reason-grown", &arguments);
        }
    }

    fn rounding(&mut self, chain: &Chain) {
        let (before, after) = (self.speaker.outcome(chain.grown), self.speaker.outcome(chain.rounded));
        if let (Some(before), Some(after)) = (before.number(), after.number())
            && before != after
        {
            let arguments = [("before", before_rounding(before).into()), ("after", after.to_string().into())];
            self.add(self.span(chain.rounded), "reason-rounded", &arguments);
        }
    }

    fn undecided(&mut self, node: NodeId) {
        let Some(undecided) = self.speaker.outcome(node).undecided() else { return };
        let faults = undecided.faults.clone();
        if !undecided.missing.is_empty() {
            let facts = self.speaker.facts(undecided.missing.iter());
            let arguments = [("facts", facts.into()), ("range", self.result(node))];
            self.add(self.span(node), "reason-missing", &arguments);
        }
        for fault in faults {
            let text = fault_in_words(self.speaker, &fault);
            self.list.push(Reason { text, span: self.span(fault.node) });
        }
    }
}

/// What the ruleset does not say, or could not do, in words.
pub(super) fn fault_in_words(speaker: &Speaker<'_>, fault: &Fault) -> String {
    let node = &speaker.plan.node(fault.node).op;
    let of = match node {
        Op::Tiers(tiers) => speaker.computed(tiers.of),
        Op::Grid(grid) => {
            format!("{}, {}", speaker.computed(grid.rows_of), speaker.computed(grid.columns_of))
        }
        Op::Quotient(_, divisor) => speaker.formula(*divisor),
        Op::Classes(classes) => speaker.computed(classes.of),
        Op::Call(function, _) => speaker.plan.ruleset.functions[*function as usize].name.clone(),
        _ => speaker.formula(fault.node),
    };
    let (id, detail) = match &fault.kind {
        FaultKind::NoTier => ("fault-no-tier", String::new()),
        FaultKind::TwoTiers => ("fault-two-tiers", String::new()),
        FaultKind::NoBranch => ("fault-no-branch", String::new()),
        FaultKind::DividedByZero => ("fault-divided-by-zero", String::new()),
        FaultKind::OutOfRange => ("fault-out-of-range", String::new()),
        FaultKind::TwoTreatments => ("fault-two-treatments", String::new()),
        FaultKind::NoClass => ("fault-no-class", String::new()),
        FaultKind::TwoClasses => ("fault-two-classes", String::new()),
        FaultKind::NothingLeft => ("fault-nothing-left", String::new()),
        FaultKind::NothingToAward => ("fault-nothing-to-award", String::new()),
        FaultKind::Function(Stop::TooLong) => ("fault-function-too-long", String::new()),
        FaultKind::Function(Stop::TooLarge) => ("fault-function-too-large", String::new()),
        FaultKind::Function(Stop::NoValue(kind)) => ("fault-function-result", kind.clone()),
        FaultKind::Function(Stop::Failed(reason)) => ("fault-function-failed", reason.clone()),
        FaultKind::OutsideResult(value) => ("fault-function-result", value.clone()),
    };
    speaker.say(id, &[("of", of.into()), ("detail", detail.into())])
}

/// What the next better tier asks for, where an award is tiers and it is not the best.
pub(super) fn next_tier(speaker: &Speaker<'_>, chain: &Chain) -> Option<String> {
    let plan = speaker.plan;
    let Op::Tiers(tiers) = &plan.node(chain.award).op else { return None };
    // Where something else holds the points down, a better tier alone would not help.
    if speaker.outcome(chain.open) != speaker.outcome(chain.award) {
        return None;
    }
    if let Op::Bound { caps, .. } = &plan.node(chain.bound).op
        && caps.iter().any(|(_, when)| when.is_none_or(|when| speaker.outcome(when).truth() != Some(false)))
    {
        return None;
    }
    let now = speaker.outcome(chain.award).number()?;
    let better = tiers.lines.iter().filter_map(|line| {
        let points = speaker.outcome(line.value).number()?;
        (points > now).then_some((points, line))
    });
    let (points, line) = better.min_by_key(|(points, _)| *points)?;
    let arguments = [("tier", speaker.limits(&line.limits).into()), ("points", points.to_string().into())];
    Some(speaker.say("next-tier", &arguments))
}

/// A number before it was rounded: exact, and in decimals where it has no end.
pub(super) fn before_rounding(number: Number) -> String {
    match number.decimal() {
        Some(decimal) => decimal,
        None => format!("{number} ({})", number.approximate(4)),
    }
}
