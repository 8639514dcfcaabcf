//! What a framework requires of the finished table.

use super::part::is_about_points;
use super::{Checker, finding};
use crate::layer::{Aspect, ElementKind};
use crate::link::{PartId, Symbol};
use crate::model::{Content, Criterion, Expr, ExprNode, Total};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Measure};
use crate::value::{Kind, Number, Relation, Value};

/// The printed numbers that a requirement is about.
struct Printed<'a> {
    contents: &'a [Content],
    criteria: &'a [Criterion],
    total: &'a Total,
    definitions: Vec<Option<Number>>,
}

impl Checker<'_> {
    /// `require sum of maximum over contents = 100`
    pub(super) fn demands(&mut self, contents: &[Content], criteria: &[Criterion], total: &Total) {
        let linked = self.linked;
        // Of a table with faults nothing more is required: what failed may only follow from them.
        if self.findings.has_errors() || !linked.is_whole {
            return;
        }
        let definitions = linked.definitions.iter().map(|(it, _)| it.value.constant()).collect();
        let printed = Printed { contents, criteria, total, definitions };
        for demand in &linked.file.demands {
            let condition = self.condition(&demand.condition);
            if condition.kind == Kind::Hole {
                continue;
            }
            match printed.holds(&condition) {
                Some(true) => {}
                Some(false) => {
                    let kinds = kinds(&demand.condition);
                    let place = linked.blame(demand.span, |change| {
                        let is_step =
                            is_about_points(change) || matches!(change.aspect, Aspect::Limit | Aspect::Value);
                        is_step && (kinds.is_empty() || kinds.contains(&change.kind))
                    });
                    let words = self.words_at(demand.condition.span);
                    let because = demand.because.as_ref().map_or("", |it| it.text.as_str());
                    let values = printed.sides(&condition);
                    self.findings.push(finding::demand(place, &words, &values, because));
                }
                None => self.findings.push(finding::no_demand(demand.condition.span)),
            }
        }
    }

    /// `count of criteria of quality`, `sum of maximum over contents`: fixed once the table is finished.
    pub(super) fn measured(&mut self, measure: &Measure, span: Span) -> Expr {
        let linked = self.linked;
        let of = match measure.of.as_ref().map(|path| linked.names.get(&path.span)) {
            None => None,
            Some(Some(Symbol::Content(id))) => Some(*id),
            Some(symbol) => {
                if symbol.is_some() {
                    self.findings.push(finding::no_demand(span));
                }
                return super::formula::hole(span);
            }
        };
        let tops = || linked.top().map(PartId::Content).collect();
        let mut parts: Vec<PartId> = of.map_or_else(tops, |of| linked.contents[of as usize].parts.clone());
        if measure.of_criteria {
            parts = parts.into_iter().flat_map(|part| self.criteria_in(part)).collect();
        } else {
            parts.retain(|part| matches!(part, PartId::Content(_)));
        }
        let count = Number::whole(i128::try_from(parts.len()).unwrap_or(0));
        let maxima = parts.iter().map(|part| match part {
            PartId::Content(id) => self.maxima[*id as usize],
            PartId::Criterion(id) => {
                let maximum = &linked.criteria[*id as usize].criterion.maximum;
                maximum.as_ref().map_or(Number::ZERO, |it| it.points)
            }
        });
        let sum = maxima.fold(Number::ZERO, |sum, it| sum.plus(it).unwrap_or(sum));
        let (number, kind) = if measure.of_maximum { (sum, Kind::Number) } else { (count, Kind::Count) };
        Expr { node: ExprNode::Constant(Value::Number(number)), kind, span }
    }

    fn criteria_in(&self, part: PartId) -> Vec<PartId> {
        match part {
            PartId::Criterion(_) => vec![part],
            PartId::Content(id) => {
                let parts = &self.linked.contents[id as usize].parts;
                parts.iter().flat_map(|part| self.criteria_in(*part)).collect()
            }
        }
    }

    /// The lower limit of a class, as a formula of its own.
    pub(super) fn class_from(&mut self, line: u32, span: Span) -> Expr {
        let limit: Option<&ast::Limit> = self
            .linked
            .classes
            .iter()
            .find(|(_, home)| home.is_none())
            .and_then(|(classes, _)| classes.lines.get(line as usize).and_then(|line| line.low()));
        match limit {
            Some(limit) if !matches!(limit.at.kind, ExprKind::Hole) => {
                Expr { span, ..self.number(&limit.at) }
            }
            _ => super::formula::hole(span),
        }
    }
}

/// The kinds of elements that a requirement counts or adds up.
fn kinds(condition: &ast::Expr) -> Vec<ElementKind> {
    let (mut kinds, mut open) = (Vec::new(), vec![condition]);
    while let Some(expr) = open.pop() {
        match &expr.kind {
            ExprKind::Measured(measure) if measure.of_criteria => kinds.push(ElementKind::Criterion),
            ExprKind::Measured(_) => kinds.push(ElementKind::Content),
            ExprKind::Path(path) if matches!(path.parts.last(), Some(ast::PathPart::From)) => {
                kinds.push(ElementKind::Class);
            }
            _ => {}
        }
        open.extend(expr.children());
    }
    kinds
}

impl Printed<'_> {
    /// Whether a condition on printed numbers holds; none where it is about more than these.
    fn holds(&self, expr: &Expr) -> Option<bool> {
        match &expr.node {
            ExprNode::Constant(Value::Truth(truth)) => Some(*truth),
            ExprNode::All(links) => links.iter().try_fold(true, |all, link| Some(all & self.holds(link)?)),
            ExprNode::Any(links) => links.iter().try_fold(false, |any, link| Some(any | self.holds(link)?)),
            ExprNode::Not(inner) => self.holds(inner).map(|truth| !truth),
            ExprNode::Compare(relation, left, right) => {
                Some(relation.holds(self.number(left)?.cmp(&self.number(right)?)))
            }
            _ => None,
        }
    }

    fn number(&self, expr: &Expr) -> Option<Number> {
        match &expr.node {
            ExprNode::Constant(Value::Number(number)) => Some(*number),
            ExprNode::Symbol(Symbol::ContentMaximum(id)) => Some(self.contents.get(*id as usize)?.maximum),
            ExprNode::Symbol(Symbol::CriterionMaximum(id)) => self.criteria.get(*id as usize)?.maximum,
            ExprNode::Symbol(Symbol::TotalMaximum) => Some(self.total.maximum),
            ExprNode::Symbol(Symbol::Definition(id)) => *self.definitions.get(*id as usize)?,
            ExprNode::Sum(links) => links.iter().try_fold(Number::ZERO, |sum, (minus, link)| {
                let link = self.number(link)?;
                if *minus { sum.minus(link) } else { sum.plus(link) }
            }),
            ExprNode::Product(links) => links.iter().try_fold(Number::ONE, |product, (over, link)| {
                let link = self.number(link)?;
                if *over { product.over(link) } else { product.times(link) }
            }),
            _ => None,
        }
    }

    /// What the two sides of a comparison come to; empty for other conditions.
    fn sides(&self, expr: &Expr) -> String {
        let ExprNode::Compare(relation, left, right) = &expr.node else { return String::new() };
        let sides = [left, right].map(|side| (self.number(side), side.kind == Kind::Share));
        let shown = sides.map(|(number, is_share)| match number {
            Some(number) if is_share => {
                number.times(Number::HUNDRED).map_or(String::new(), |percent| format!("{percent}%"))
            }
            Some(number) => number.to_string(),
            None => String::new(),
        });
        // What holds instead.
        let sign = match relation {
            Relation::Equal => "≠",
            Relation::Unequal => "=",
            Relation::Less => "≥",
            Relation::AtMost => ">",
            Relation::Greater => "≤",
            Relation::AtLeast => "<",
        };
        shown.join(&format!(" {sign} "))
    }
}
