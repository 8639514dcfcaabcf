//! Awards and adjustments.

use super::{Build, Node, Parts, Rule, keyword_in};
use crate::syntax::ast::{Adjustment, AdjustmentKind, Award, AwardKind, Expr, Treatment};
use crate::value::Number;

impl Build<'_> {
    pub(super) fn award(&mut self, node: Node<'_>) -> Award {
        let span = self.span(&node);
        let mut inner = node.into_inner();
        let (Some(award), decided_by) = (inner.next(), inner.next()) else {
            return Award { kind: AwardKind::Formula(self.hole()), decided_by: None, span };
        };
        let decided_by = decided_by.and_then(|who| Parts::of(who).next()).map(|who| self.title(&who));
        let inner = award;
        let rule = inner.as_rule();
        let mut parts = Parts::of(inner);
        let kind = match rule {
            Rule::yes_no => AwardKind::Truth,
            Rule::met => AwardKind::Met(self.expr(parts.next())),
            Rule::rated => match parts.next() {
                None => AwardKind::Rated(None),
                Some(step) if step.as_rule() == Rule::number => AwardKind::Rated(Some(self.number(&step))),
                Some(choice) => match choice.into_inner().next() {
                    Some(name) => AwardKind::RatedWord(self.name(&name)),
                    None => AwardKind::Rated(None),
                },
            },
            _ => AwardKind::Formula(self.expr(parts.next())),
        };
        Award { kind, decided_by, span }
    }

    pub(super) fn adjustment(&mut self, node: Node<'_>) -> Option<Adjustment> {
        let span = self.span(&node);
        let inner = node.into_inner().next()?;
        let rule = inner.as_rule();
        let mut parts = Parts::of(inner);
        let kind = match rule {
            Rule::not_applicable => {
                let condition = self.expr(parts.next());
                AdjustmentKind::NotApplicable(condition, self.treatment(parts.next()?))
            }
            Rule::requires => AdjustmentKind::Requires(self.expr(parts.next())),
            Rule::zero => AdjustmentKind::Zero(self.expr(parts.next())),
            Rule::evidence => {
                let name = parts.take(Rule::name).map(|name| self.name(&name));
                AdjustmentKind::Evidence(name, self.title(&parts.next()?))
            }
            Rule::deduct => self.conditional(parts, AdjustmentKind::Deduct),
            Rule::at_least => self.conditional(parts, AdjustmentKind::AtLeast),
            Rule::at_most => self.conditional(parts, AdjustmentKind::AtMost),
            _ => return None,
        };
        Some(Adjustment { kind, span })
    }

    fn conditional(
        &mut self,
        mut parts: Parts<'_>,
        kind: fn(Expr, Option<Expr>) -> AdjustmentKind,
    ) -> AdjustmentKind {
        let value = self.expr(parts.next());
        kind(value, parts.next().map(|when| self.expr(Some(when))))
    }

    fn treatment(&mut self, node: Node<'_>) -> Treatment {
        match keyword_in(&node) {
            Some(Rule::kw_full_points) => return Treatment::Full,
            Some(Rule::kw_drop) => return Treatment::Drop,
            _ => {}
        }
        let Some(inner) = node.into_inner().next() else { return Treatment::Drop };
        let rule = inner.as_rule();
        let mut parts = Parts::of(inner);
        match (rule, parts.next()) {
            (Rule::credit, Some(points)) => Treatment::Credit(self.number(&points)),
            (Rule::rescale, Some(path)) => {
                let path = self.path(path);
                Treatment::Rescale(path, parts.next().map(|target| self.number(&target)))
            }
            (Rule::spread, Some(path)) => Treatment::Spread(self.path(path)),
            _ => Treatment::Drop,
        }
    }

    /// A constant number in a place where only such a one may stand.
    pub(super) fn number_in(&mut self, node: Option<Node<'_>>) -> Number {
        node.map_or(Number::ZERO, |node| self.number(&node))
    }
}
