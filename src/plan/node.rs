//! The nodes of a plan.

use crate::function::BUDGET;
use crate::model::Treatment;
use crate::source::Span;
use crate::value::{Bound, Kind, Limits, Mode, Number, Relation, Scale, Value};

/// A node of the plan, and the slot that it fills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// The place in the list of nodes and slots.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One step of scoring.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it does.
    pub op: Op,
    /// The kind of what it gives.
    pub kind: Kind,
    /// The scale of the numbers that it gives.
    pub scale: Scale,
    /// Where it is written.
    pub span: Span,
    /// The name of the `let` that it is the value of.
    pub name: Option<String>,
    /// The title of that `let`, or its name where it has none.
    pub title: Option<String>,
}

/// A value that counts when a condition holds; always where there is none.
pub type When = (NodeId, Option<NodeId>);

/// What a node does. Operands stand before the node in the plan.
#[derive(Clone, Debug)]
pub enum Op {
    /// A constant.
    Constant(Value),
    /// The fact with this index.
    Fact(u32),
    /// A sum; the flag is whether the term is taken away.
    Sum(Vec<(bool, NodeId)>),
    /// A product.
    Product(NodeId, NodeId),
    /// A quotient.
    Quotient(NodeId, NodeId),
    /// The days from the second date to the first.
    Days(NodeId, NodeId),
    /// A date so many days later; the flag is whether earlier.
    Later(NodeId, NodeId, bool),
    /// A comparison.
    Compare(Compared),
    /// Whether a word is among those chosen.
    Includes(NodeId, u8),
    /// Whether all hold.
    All(Vec<NodeId>),
    /// Whether any holds.
    Any(Vec<NodeId>),
    /// Whether it does not hold.
    Not(NodeId),
    /// The tier that a number falls in.
    Tiers(Box<Tiers>),
    /// The value of the first condition that holds.
    First(Vec<(NodeId, NodeId)>, Option<NodeId>),
    /// A base and steps from there.
    Steps(Box<Steps>),
    /// A grid.
    Grid(Box<Grid>),
    /// The greatest.
    Greatest(Vec<NodeId>),
    /// The least.
    Least(Vec<NodeId>),
    /// The mean.
    Average(Vec<NodeId>),
    /// A local function.
    Call(u32, Vec<NodeId>),
    /// The number where a condition holds, else 0.
    Met(NodeId, Number),
    /// 0 where a part is not open, else its award.
    Open {
        /// The award.
        of: NodeId,
        /// What must hold.
        requires: Vec<NodeId>,
        /// What must not hold.
        zero: Vec<NodeId>,
        /// Evidence that must be shown.
        evidence: Vec<NodeId>,
    },
    /// An award less its deductions, never below 0.
    Deduct {
        /// The award.
        of: NodeId,
        /// Points that are taken away.
        fixed: Vec<When>,
        /// Shares of the rest that are taken away, added up.
        shares: Vec<When>,
    },
    /// Floors, then caps, then from `low` to `high`.
    Bound {
        /// What is kept in bounds.
        of: NodeId,
        /// Conditional floors.
        floors: Vec<When>,
        /// Conditional caps.
        caps: Vec<When>,
        /// Whether it is never below 0.
        from_zero: bool,
        /// Whether it must be there: an award that depends on something that is not applicable gives
        /// no points, and the rule must say what then holds.
        required: bool,
        /// What it is never above.
        high: Option<NodeId>,
    },
    /// Rounding.
    Round {
        /// What is rounded.
        of: NodeId,
        /// To multiples of this.
        step: Number,
        /// Which way.
        mode: Mode,
    },
    /// What a part comes to when it may be not applicable.
    Applicable {
        /// Its points where it is.
        of: NodeId,
        /// When it is not, and what becomes of it.
        cases: Vec<Case>,
        /// The maximum in force and the printed one, where the part shares in what falls away elsewhere.
        grows: Option<(NodeId, NodeId)>,
    },
    /// The sum of the parts that are applicable; not applicable where none is.
    Parts(Vec<NodeId>),
    /// The sum of the parts that are applicable, 0 where none is.
    Pool(Vec<NodeId>),
    /// What a part's maximum gains from another that falls away: an equal part of its maximum.
    Gain {
        /// Whether the other falls away.
        left: NodeId,
        /// Its maximum.
        amount: Number,
        /// Whether each part that shares in it is applicable.
        among: Vec<NodeId>,
    },
    /// A maximum with its gains; not applicable where the part falls away.
    Maximum {
        /// The maximum without gains.
        of: NodeId,
        /// What makes the part fall away.
        left: Vec<NodeId>,
        /// What it gains.
        gains: Vec<NodeId>,
    },
    /// `of × to / from`; not applicable where `from` is 0.
    Grow {
        /// What grows.
        of: NodeId,
        /// The maximum that is reached.
        to: NodeId,
        /// The maximum before.
        from: NodeId,
    },
    /// A sum that grows to a target where a part of it falls away.
    Rescale {
        /// The sum.
        of: NodeId,
        /// The maximum that is left.
        remaining: NodeId,
        /// When, and to which maximum.
        cases: Vec<(NodeId, Number)>,
    },
    /// The class.
    Classes(Box<Classes>),
    /// The class in force: what the competent level decided, else what the rules give.
    Decided(NodeId),
    /// Whether a title is granted; not applicable where the unit is not assessed.
    Title {
        /// When it is.
        when: NodeId,
        /// The class of the unit.
        class: Option<NodeId>,
    },
}

/// A comparison of two nodes.
#[derive(Clone, Copy, Debug)]
pub struct Compared {
    /// How.
    pub relation: Relation,
    /// The left side.
    pub left: NodeId,
    /// The right side.
    pub right: NodeId,
}

/// When a part is not applicable, and what becomes of it.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// When.
    pub when: NodeId,
    /// What becomes of it.
    pub treatment: Treatment,
    /// Where that is written.
    pub span: Span,
}

/// Limits; the flag is whether the limit itself is inside.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LimitNodes {
    /// The lower end.
    pub low: Option<(NodeId, bool)>,
    /// The upper end.
    pub high: Option<(NodeId, bool)>,
}

/// Tiers of a number.
#[derive(Clone, Debug)]
pub struct Tiers {
    /// The number.
    pub of: NodeId,
    /// The tiers as printed.
    pub lines: Vec<Tier>,
    /// How far each reaches, where all limits are constants.
    pub reach: Option<Vec<Limits>>,
}

/// A tier.
#[derive(Clone, Debug)]
pub struct Tier {
    /// Its limits as printed.
    pub limits: LimitNodes,
    /// What is enough without them.
    pub or_when: Option<NodeId>,
    /// What it gives.
    pub value: NodeId,
    /// Where it is written.
    pub span: Span,
}

/// A base and steps.
#[derive(Clone, Debug)]
pub struct Steps {
    /// What is measured.
    pub of: NodeId,
    /// The value at the base.
    pub base: NodeId,
    /// Where the steps begin.
    pub at: NodeId,
    /// Whether they count downwards.
    pub less: bool,
    /// One after another.
    pub bands: Vec<Band>,
}

/// A band of steps.
#[derive(Clone, Debug)]
pub struct Band {
    /// What a step adds.
    pub rate: NodeId,
    /// The size of a step.
    pub per: NodeId,
    /// Whether only whole steps count.
    pub full: bool,
    /// The end of the band.
    pub up_to: Option<NodeId>,
}

/// A grid.
#[derive(Clone, Debug)]
pub struct Grid {
    /// What chooses the row.
    pub rows_of: NodeId,
    /// What chooses the column.
    pub columns_of: NodeId,
    /// The heads of the rows.
    pub rows: Vec<GridKey>,
    /// The heads of the columns.
    pub columns: Vec<GridKey>,
    /// The cells, row by row.
    pub cells: Vec<Vec<NodeId>>,
}

/// The head of a row or column.
#[derive(Clone, Debug)]
pub enum GridKey {
    /// Limits.
    Limits(LimitNodes),
    /// A word, or yes/no.
    Value(Value),
}

/// A list of classes.
#[derive(Clone, Debug)]
pub struct Classes {
    /// What the limits are about.
    pub of: NodeId,
    /// From the highest down.
    pub lines: Vec<ClassLine>,
    /// The highest class that is left when a condition holds.
    pub caps: Vec<(u8, NodeId)>,
    /// The class that is settled when a condition holds.
    pub settled: Vec<(u8, NodeId)>,
    /// When there is no class at all.
    pub not_assessed: Vec<NodeId>,
}

/// A class with what it asks for.
#[derive(Clone, Debug)]
pub struct ClassLine {
    /// The class.
    pub word: u8,
    /// Its limits.
    pub limits: LimitNodes,
    /// What must hold too.
    pub when: Option<NodeId>,
    /// What is enough without the limits.
    pub or_when: Option<NodeId>,
    /// Where it is written.
    pub span: Span,
}

impl LimitNodes {
    /// Both ends as comparisons with what is limited.
    pub fn relations(&self) -> impl Iterator<Item = (NodeId, Relation)> + use<> {
        let low =
            self.low.map(|(at, included)| (at, if included { Relation::AtLeast } else { Relation::Greater }));
        let high =
            self.high.map(|(at, included)| (at, if included { Relation::AtMost } else { Relation::Less }));
        low.into_iter().chain(high)
    }

    /// The limits as numbers; none where `number` does not know one of them.
    pub fn known(&self, number: impl Fn(NodeId) -> Option<Number>) -> Option<Limits> {
        let end = |end: Option<(NodeId, bool)>| match end {
            None => Some(None),
            Some((id, included)) => number(id).map(|at| Some(Bound { at, included })),
        };
        Some(Limits { low: end(self.low)?, high: end(self.high)? })
    }

    /// Both ends.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> {
        self.low.into_iter().chain(self.high).map(|(node, _)| node)
    }
}

impl Op {
    /// The nodes that it reads.
    pub fn operands(&self) -> Vec<NodeId> {
        let when =
            |list: &[When]| list.iter().flat_map(|(value, when)| [Some(*value), *when]).flatten().collect();
        match self {
            Op::Constant(_) | Op::Fact(_) => Vec::new(),
            Op::Sum(links) => links.iter().map(|(_, node)| *node).collect(),
            Op::Product(a, b) | Op::Quotient(a, b) | Op::Days(a, b) | Op::Later(a, b, _) => vec![*a, *b],
            Op::Compare(compared) => vec![compared.left, compared.right],
            Op::Includes(of, _) | Op::Not(of) | Op::Met(of, _) => vec![*of],
            Op::Round { of, .. } | Op::Decided(of) => vec![*of],
            Op::All(list) | Op::Any(list) | Op::Greatest(list) | Op::Least(list) => list.clone(),
            Op::Average(list) | Op::Call(_, list) | Op::Parts(list) | Op::Pool(list) => list.clone(),
            Op::Tiers(tiers) => tiers.operands(),
            Op::First(branches, otherwise) => {
                branches.iter().flat_map(|(when, value)| [*when, *value]).chain(*otherwise).collect()
            }
            Op::Steps(steps) => steps.operands(),
            Op::Grid(grid) => grid.operands(),
            Op::Open { of, requires, zero, evidence } => {
                [&[*of], requires.as_slice(), zero.as_slice(), evidence.as_slice()].concat()
            }
            Op::Deduct { of, fixed, shares } => [vec![*of], when(fixed), when(shares)].concat(),
            Op::Bound { of, floors, caps, high, .. } => {
                [vec![*of], when(floors), when(caps), high.iter().copied().collect()].concat()
            }
            Op::Applicable { of, cases, grows } => {
                let grows = grows.iter().flat_map(|(to, from)| [*to, *from]);
                std::iter::once(*of).chain(cases.iter().map(|case| case.when)).chain(grows).collect()
            }
            Op::Gain { left, among, .. } => [&[*left], among.as_slice()].concat(),
            Op::Maximum { of, left, gains } => [&[*of], left.as_slice(), gains.as_slice()].concat(),
            Op::Grow { of, to, from } => vec![*of, *to, *from],
            Op::Rescale { of, remaining, cases } => {
                [*of, *remaining].into_iter().chain(cases.iter().map(|(when, _)| *when)).collect()
            }
            Op::Classes(classes) => classes.operands(),
            Op::Title { when, class } => std::iter::once(*when).chain(*class).collect(),
        }
    }

    /// The most steps that it can take.
    pub(super) fn work(&self) -> u64 {
        let call = if matches!(self, Op::Call(..)) { BUDGET } else { 1 };
        call + self.operands().len() as u64
    }
}

impl Tiers {
    /// How far each tier reaches; none where `number` does not know one of the limits.
    pub fn known_reach(&self, number: impl Fn(NodeId) -> Option<Number>) -> Option<Vec<Limits>> {
        let limits: Option<Vec<Limits>> = self.lines.iter().map(|line| line.limits.known(&number)).collect();
        limits.map(|limits| Limits::reach(&limits))
    }

    fn operands(&self) -> Vec<NodeId> {
        let lines =
            self.lines.iter().flat_map(|line| line.limits.nodes().chain(line.or_when).chain([line.value]));
        std::iter::once(self.of).chain(lines).collect()
    }
}

impl Steps {
    fn operands(&self) -> Vec<NodeId> {
        let bands = self.bands.iter().flat_map(|band| [band.rate, band.per].into_iter().chain(band.up_to));
        [self.of, self.base, self.at].into_iter().chain(bands).collect()
    }
}

impl Grid {
    fn operands(&self) -> Vec<NodeId> {
        let keys = self.rows.iter().chain(&self.columns).filter_map(|key| match key {
            GridKey::Limits(limits) => Some(limits),
            GridKey::Value(_) => None,
        });
        let limits = keys.flat_map(LimitNodes::nodes);
        let cells = self.cells.iter().flatten().copied();
        [self.rows_of, self.columns_of].into_iter().chain(limits).chain(cells).collect()
    }
}

impl Classes {
    fn operands(&self) -> Vec<NodeId> {
        let lines =
            self.lines.iter().flat_map(|line| line.limits.nodes().chain(line.when).chain(line.or_when));
        let rules = self.caps.iter().chain(&self.settled).map(|(_, when)| *when);
        std::iter::once(self.of).chain(lines).chain(rules).chain(self.not_assessed.iter().copied()).collect()
    }
}
