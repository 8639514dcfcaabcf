//! Criteria, contents and the total: the five steps, and the treatments of what is not applicable.

use super::Chain;
use super::lower::{Lower, TotalNodes};
use super::node::{Case, NodeId, Op};
use crate::model::{Adjustments, Award, Home, PartId, Place, Rounding, Symbol, Treatment};
use crate::source::Span;
use crate::value::{Kind, Number, Value};

/// What the five steps need to know of a part.
struct Steps<'a> {
    part: PartId,
    place: Option<Place>,
    adjustments: &'a Adjustments,
    award: NodeId,
    maximum: Option<NodeId>,
    printed: Option<Number>,
    rounding: Option<Rounding>,
    span: Span,
}

impl Lower<'_> {
    pub(super) fn criterion(&mut self, id: u32) {
        let ruleset = self.ruleset;
        let criterion = &ruleset.criteria[id as usize];
        let span = criterion.span;
        let symbol = Symbol::Criterion(id);
        let award = match &criterion.award {
            Award::Answer(fact) => {
                let fact = self.fact(*fact);
                self.push(Op::Met(fact, criterion.maximum.unwrap_or(Number::ZERO)), Kind::Number, span)
            }
            Award::Met(when) => {
                let when = self.expr(when);
                self.push(Op::Met(when, criterion.maximum.unwrap_or(Number::ZERO)), Kind::Number, span)
            }
            Award::Rating(fact) => self.fact(*fact),
            Award::Formula(formula) => self.expr(formula),
            Award::Fact(fact) => return self.pointless(symbol, |lower| lower.fact(*fact)),
            Award::Condition(when) => return self.pointless(symbol, |lower| lower.expr(when)),
        };
        let maximum = criterion.maximum.map(|maximum| self.constant(maximum, span));
        let steps = Steps {
            part: PartId::Criterion(id),
            place: match criterion.home {
                Home::Content(content) => Some(Place::Content(content)),
                Home::Pool(_) => None,
            },
            adjustments: &criterion.adjustments,
            award,
            maximum,
            printed: criterion.maximum,
            rounding: ruleset.total.round_points,
            span,
        };
        let chain = self.five_steps(steps);
        self.criteria.insert(id, chain);
        self.symbols.insert(symbol, chain.result);
    }

    fn pointless(&mut self, symbol: Symbol, node: impl FnOnce(&mut Self) -> NodeId) {
        let node = node(self);
        let chain = Chain {
            award: node,
            open: node,
            deducted: node,
            bound: node,
            grown: node,
            rounded: node,
            result: node,
            maximum: node,
        };
        if let Symbol::Criterion(id) = symbol {
            self.criteria.insert(id, chain);
        }
        self.symbols.insert(symbol, node);
    }

    /// Open, award less deductions, floors and caps, growth, rounding, and whether it is applicable.
    fn five_steps(&mut self, part: Steps<'_>) -> Chain {
        let (adjustments, span) = (part.adjustments, part.span);
        let award = part.award;
        let mut open = award;
        if !(adjustments.requires.is_empty()
            && adjustments.zero.is_empty()
            && adjustments.evidence.is_empty())
        {
            let (requires, zero) = (self.exprs(&adjustments.requires), self.exprs(&adjustments.zero));
            let evidence = adjustments.evidence.iter().map(|fact| self.fact(*fact)).collect();
            open = self.push(Op::Open { of: award, requires, zero, evidence }, Kind::Number, span);
        }
        let mut deducted = open;
        if !adjustments.deductions.is_empty() {
            self.everything = Some(open);
            let fixed = self.whens(&adjustments.deductions, |it| it.value.kind != Kind::Share);
            let shares = self.whens(&adjustments.deductions, |it| it.value.kind == Kind::Share);
            self.everything = None;
            deducted = self.push(Op::Deduct { of: open, fixed, shares }, Kind::Number, span);
        }
        let (floors, caps) =
            (self.whens(&adjustments.floors, |_| true), self.whens(&adjustments.caps, |_| true));
        let high = part.maximum;
        let required = matches!(part.part, PartId::Criterion(_));
        let bound = Op::Bound { of: deducted, floors, caps, from_zero: true, required, high };
        let bound = self.push(bound, Kind::Number, span);
        let gains = part.place.map_or(Vec::new(), |place| self.gains(part.part, place));
        let left = self.leaving(part.part);
        let mut maximum = part.maximum.unwrap_or(bound);
        if part.maximum.is_some() && !(gains.is_empty() && left.is_empty()) {
            let has_gains = !gains.is_empty();
            maximum = self.push(Op::Maximum { of: maximum, left, gains }, Kind::Number, span);
            if has_gains {
                return self.finish(&part, [open, deducted, bound], Some(maximum), maximum);
            }
        }
        self.finish(&part, [open, deducted, bound], None, maximum)
    }

    /// The last steps of a part.
    fn finish(
        &mut self,
        part: &Steps<'_>,
        done: [NodeId; 3],
        grows: Option<NodeId>,
        maximum: NodeId,
    ) -> Chain {
        let (span, [open, deducted, bound]) = (part.span, done);
        let (mut grown, mut growth) = (bound, None);
        if let (Some(to), Some(printed)) = (grows, part.printed) {
            let from = match part.maximum {
                Some(node) => node,
                None => self.constant(printed, span),
            };
            grown = self.push(Op::Grow { of: bound, to, from }, Kind::Number, span);
            growth = Some((to, from));
        }
        let mut rounded = grown;
        if let Some(Rounding { step, mode }) = part.rounding {
            rounded = self.push(Op::Round { of: grown, step, mode }, Kind::Number, span);
        }
        let mut result = rounded;
        if !part.adjustments.not_applicable.is_empty() {
            let spans = part.adjustments.not_applicable.iter().map(|it| it.span);
            let cases = self.cases(part.part).into_iter().zip(spans);
            let cases = cases.map(|((when, treatment), span)| Case { when, treatment, span }).collect();
            result = self.push(Op::Applicable { of: rounded, cases, grows: growth }, Kind::Number, span);
        }
        Chain { award: part.award, open, deducted, bound, grown, rounded, result, maximum }
    }

    fn adjustments(&self, part: PartId) -> &Adjustments {
        match part {
            PartId::Content(id) => &self.ruleset.contents[id as usize].adjustments,
            PartId::Criterion(id) => &self.ruleset.criteria[id as usize].adjustments,
        }
    }

    /// What may become of a part, with the condition of each.
    fn cases(&mut self, part: PartId) -> Vec<(NodeId, Treatment)> {
        let treatments: Vec<Treatment> =
            self.adjustments(part).not_applicable.iter().map(|it| it.treatment).collect();
        self.conditions(part).into_iter().zip(treatments).collect()
    }

    /// The conditions under which a part is not applicable, lowered once.
    fn conditions(&mut self, part: PartId) -> Vec<NodeId> {
        if let Some(known) = self.conditions.get(&part) {
            return known.clone();
        }
        let ruleset = self.ruleset;
        let list = match part {
            PartId::Content(id) => &ruleset.contents[id as usize].adjustments.not_applicable,
            PartId::Criterion(id) => &ruleset.criteria[id as usize].adjustments.not_applicable,
        };
        let nodes: Vec<NodeId> = list.iter().map(|it| self.expr(&it.when)).collect();
        self.conditions.insert(part, nodes.clone());
        nodes
    }

    /// The conditions under which a part falls out of the sum.
    fn leaving(&mut self, part: PartId) -> Vec<NodeId> {
        let cases = self.cases(part).into_iter();
        cases
            .filter(|(_, treatment)| !matches!(treatment, Treatment::Credit(_)))
            .map(|(when, _)| when)
            .collect()
    }

    /// Whether a part is in the sum; none where it always is.
    fn applies(&mut self, part: PartId, span: Span) -> Option<NodeId> {
        let left = self.leaving(part);
        let mut terms = Vec::new();
        if !left.is_empty() {
            let any = self.push(Op::Any(left), Kind::Truth, span);
            terms.push(self.push(Op::Not(any), Kind::Truth, span));
        }
        if let PartId::Content(id) = part {
            let parts = self.ruleset.contents[id as usize].parts.clone();
            let inner: Vec<Option<NodeId>> = parts.into_iter().map(|part| self.applies(part, span)).collect();
            if !inner.is_empty() && inner.iter().all(Option::is_some) {
                terms.push(self.push(Op::Any(inner.into_iter().flatten().collect()), Kind::Truth, span));
            }
        }
        match terms.len() {
            0 => None,
            1 => Some(terms[0]),
            _ => Some(self.push(Op::All(terms), Kind::Truth, span)),
        }
    }

    fn parts_of(&self, place: Place) -> Vec<PartId> {
        match place {
            Place::Content(id) => self.ruleset.contents[id as usize].parts.clone(),
            Place::Total => {
                let all = (0u32..).zip(&self.ruleset.contents);
                all.filter(|(_, content)| content.parent.is_none())
                    .map(|(id, _)| PartId::Content(id))
                    .collect()
            }
        }
    }

    /// A part and all that stands in it.
    fn inside(&self, part: PartId) -> Vec<PartId> {
        let mut all = vec![part];
        if let PartId::Content(id) = part {
            all.extend(self.ruleset.contents[id as usize].parts.iter().flat_map(|part| self.inside(*part)));
        }
        all
    }

    fn printed(&self, part: PartId) -> Number {
        match part {
            PartId::Content(id) => self.ruleset.contents[id as usize].maximum,
            PartId::Criterion(id) => self.ruleset.criteria[id as usize].maximum.unwrap_or(Number::ZERO),
        }
    }

    /// Conditions under which a part falls away while the contents around it, up to `outer`, stay.
    fn falls_alone(&mut self, item: PartId, outer: Option<PartId>, left: Vec<NodeId>, span: Span) -> NodeId {
        let left = self.push(Op::Any(left), Kind::Truth, span);
        let mut around = Vec::new();
        let mut inner = item;
        while Some(inner) != outer {
            let parent = match inner {
                PartId::Content(id) => self.ruleset.contents[id as usize].parent,
                PartId::Criterion(id) => match self.ruleset.criteria[id as usize].home {
                    Home::Content(content) => Some(content),
                    Home::Pool(_) => None,
                },
            };
            let Some(parent) = parent.map(PartId::Content) else { break };
            around.extend(self.leaving(parent));
            inner = parent;
        }
        if around.is_empty() {
            return left;
        }
        let gone = self.push(Op::Any(around), Kind::Truth, span);
        let stays = self.push(Op::Not(gone), Kind::Truth, span);
        self.push(Op::All(vec![left, stays]), Kind::Truth, span)
    }

    /// What a part's maximum gains from parts of `place` that fall away and are spread in it.
    fn gains(&mut self, part: PartId, place: Place) -> Vec<NodeId> {
        let parts = self.parts_of(place);
        let mut gains = Vec::new();
        for other in parts.iter().filter(|other| **other != part) {
            for item in self.inside(*other) {
                // Conditions of other parts are ready before this one only where something is spread.
                let list = &self.adjustments(item).not_applicable;
                if list.iter().all(|it| it.treatment != Treatment::Spread(place)) {
                    continue;
                }
                let spread = self.cases(item).into_iter().filter(|(_, it)| *it == Treatment::Spread(place));
                let left: Vec<NodeId> = spread.map(|(when, _)| when).collect();
                let span = self.nodes[left[0].index()].span;
                let left = self.falls_alone(item, Some(*other), left, span);
                let sharing: Vec<PartId> = parts.iter().copied().filter(|part| part != other).collect();
                let among = sharing.into_iter().map(|part| match self.applies(part, span) {
                    Some(node) => node,
                    None => self.push(Op::Constant(Value::Truth(true)), Kind::Truth, span),
                });
                let among = among.collect();
                let amount = self.printed(item);
                gains.push(self.push(Op::Gain { left, amount, among }, Kind::Number, span));
            }
        }
        gains
    }

    /// When the rest of a place grows, and to which maximum.
    fn rescales(&mut self, place: Place, printed: Number) -> Vec<(NodeId, Number)> {
        let items: Vec<PartId> =
            self.parts_of(place).into_iter().flat_map(|part| self.inside(part)).collect();
        let mut cases = Vec::new();
        for item in items {
            for (when, treatment) in self.cases(item) {
                let span = self.nodes[when.index()].span;
                if let Treatment::Rescale(at, target) = treatment
                    && at == place
                {
                    let outer = match place {
                        Place::Content(id) => Some(PartId::Content(id)),
                        Place::Total => None,
                    };
                    let when = self.falls_alone(item, outer, vec![when], span);
                    cases.push((when, target.unwrap_or(printed)));
                }
            }
        }
        cases
    }

    /// Whether something in a place can fall out of the sum, or rise in it.
    fn is_fixed(&self, place: Place) -> bool {
        let items = self.parts_of(place).into_iter().flat_map(|part| self.inside(part));
        items.into_iter().all(|item| {
            let list = &self.adjustments(item).not_applicable;
            list.iter().all(|it| matches!(it.treatment, Treatment::Credit(_)))
        })
    }

    pub(super) fn content(&mut self, id: u32) {
        let ruleset = self.ruleset;
        let content = &ruleset.contents[id as usize];
        let (span, place) = (content.span, Place::Content(id));
        let chains: Vec<Chain> = content.parts.iter().filter_map(|part| self.pointed_chain(*part)).collect();
        let sum = self.push(Op::Parts(chains.iter().map(|chain| chain.result).collect()), Kind::Number, span);
        let printed = self.constant(content.maximum, span);
        let (award, maximum) = if self.is_fixed(place) {
            (sum, printed)
        } else {
            let maxima = chains.iter().map(|chain| chain.maximum).collect();
            let remaining = self.push(Op::Parts(maxima), Kind::Number, span);
            let remaining = if content.capped { self.capped(remaining, printed, span) } else { remaining };
            self.rescaled(sum, remaining, place, content.maximum, span)
        };
        let steps = Steps {
            part: PartId::Content(id),
            place: Some(content.parent.map_or(Place::Total, Place::Content)),
            adjustments: &content.adjustments,
            award,
            maximum: Some(maximum),
            printed: Some(content.maximum),
            rounding: ruleset.total.round_contents,
            span,
        };
        let chain = self.five_steps(steps);
        self.contents.insert(id, chain);
        self.symbols.insert(Symbol::Content(id), chain.result);
    }

    /// What is never above a cap; what does not apply still does not.
    fn capped(&mut self, of: NodeId, cap: NodeId, span: Span) -> NodeId {
        let (floors, caps) = (Vec::new(), Vec::new());
        let bound = Op::Bound { of, floors, caps, from_zero: false, required: false, high: Some(cap) };
        self.push(bound, Kind::Number, span)
    }

    /// The nodes of a part that has points.
    fn pointed_chain(&self, part: PartId) -> Option<Chain> {
        match part {
            PartId::Content(id) => self.contents.get(&id).copied(),
            PartId::Criterion(id) => {
                let is_pointless =
                    matches!(self.ruleset.criteria[id as usize].award, Award::Fact(_) | Award::Condition(_));
                if is_pointless { None } else { self.criteria.get(&id).copied() }
            }
        }
    }

    /// A sum and its maximum after `rescale`.
    fn rescaled(
        &mut self,
        sum: NodeId,
        remaining: NodeId,
        place: Place,
        printed: Number,
        span: Span,
    ) -> (NodeId, NodeId) {
        let cases = self.rescales(place, printed);
        if cases.is_empty() {
            return (sum, remaining);
        }
        let grown = self.push(Op::Rescale { of: sum, remaining, cases: cases.clone() }, Kind::Number, span);
        let maximum = self.push(Op::Rescale { of: remaining, remaining, cases }, Kind::Number, span);
        (grown, maximum)
    }

    pub(super) fn contents_sum(&mut self) {
        let ruleset = self.ruleset;
        let span = ruleset.total.span;
        let tops = self.parts_of(Place::Total);
        let (mut points, mut maxima) = (Vec::new(), Vec::new());
        for part in tops {
            let PartId::Content(id) = part else { continue };
            let Some(chain) = self.contents.get(&id).copied() else { continue };
            match ruleset.contents[id as usize].weight.and_then(|weight| weight.times(ruleset.total.maximum))
            {
                None => {
                    points.push(chain.result);
                    maxima.push(chain.maximum);
                }
                Some(share) => {
                    let to = self.constant(share, span);
                    points.push(self.push(
                        Op::Grow { of: chain.result, to, from: chain.maximum },
                        Kind::Number,
                        span,
                    ));
                    maxima.push(self.weighted_maximum(part, to, span));
                }
            }
        }
        let sum = self.push(Op::Parts(points), Kind::Number, span);
        let (sum, maximum) = if self.is_fixed(Place::Total) {
            (sum, self.constant(ruleset.total.maximum, span))
        } else {
            let remaining = self.push(Op::Parts(maxima), Kind::Number, span);
            self.rescaled(sum, remaining, Place::Total, ruleset.total.maximum, span)
        };
        self.symbols.insert(Symbol::Contents, sum);
        self.symbols.insert(Symbol::TotalMaximum, maximum);
    }

    /// A content's share of the total, where the content applies.
    fn weighted_maximum(&mut self, part: PartId, share: NodeId, span: Span) -> NodeId {
        let Some(applies) = self.applies(part, span) else { return share };
        let gone = self.push(Op::Not(applies), Kind::Truth, span);
        self.push(Op::Maximum { of: share, left: vec![gone], gains: Vec::new() }, Kind::Number, span)
    }

    pub(super) fn total(&mut self) -> TotalNodes {
        let ruleset = self.ruleset;
        let total = &ruleset.total;
        let span = total.span;
        let contents = self.symbols.get(&Symbol::Contents).copied().unwrap_or(NodeId(0));
        let mut links = vec![(false, contents)];
        let mut pools = Vec::new();
        for (pool, index) in ruleset.pools.iter().zip(0u32..) {
            let members = ruleset.criteria.iter().zip(0u32..).filter(|(it, _)| it.home == Home::Pool(index));
            let members =
                members.filter_map(|(_, id)| self.criteria.get(&id)).map(|chain| chain.result).collect();
            let sum = self.push(Op::Pool(members), Kind::Number, pool.span);
            let high = pool.maximum.map(|maximum| self.constant(maximum, pool.span));
            let (floors, caps) = (Vec::new(), Vec::new());
            let bound = Op::Bound { of: sum, floors, caps, from_zero: true, required: false, high };
            let node = self.push(bound, Kind::Number, pool.span);
            links.push((pool.negative, node));
            pools.push(node);
        }
        let sum = if pools.is_empty() { contents } else { self.push(Op::Sum(links), Kind::Number, span) };
        let mut bound = sum;
        if !(total.at_most.is_empty() && total.at_least.is_empty()) {
            let floors = self.exprs(&total.at_least).into_iter().map(|node| (node, None)).collect();
            let caps = self.exprs(&total.at_most).into_iter().map(|node| (node, None)).collect();
            bound = self.push(
                Op::Bound { of: sum, floors, caps, from_zero: false, required: false, high: None },
                Kind::Number,
                span,
            );
        }
        let mut result = bound;
        if let Some(Rounding { step, mode }) = total.round_total {
            result = self.push(Op::Round { of: bound, step, mode }, Kind::Number, span);
        }
        self.symbols.insert(Symbol::Total, result);
        let maximum = self.symbols.get(&Symbol::TotalMaximum).copied().unwrap_or(result);
        TotalNodes { pools, sum, bound, result, maximum }
    }
}
