//! Criteria, contents, pools: awards, adjustments, maxima that must add up.

use super::formula::hole;
use super::{Checker, finding};
use crate::layer::{Aspect, Change};
use crate::link::{Home, LinkedContent, LinkedCriterion, PartId, Symbol};
use crate::model::{
    Adjustments, Award, Conditional, Content, Criterion, Expr, ExprNode, NotApplicable, Place, Pool,
    Treatment,
};
use crate::source::Span;
use crate::syntax::ast::{self, AdjustmentKind, AwardKind};
use crate::value::{Kind, Number};

/// Among how many parts a maximum can be spread: each of them reads whether each other applies.
const MAXIMUM_SPREAD: usize = 60;

fn texts(texts: &[ast::Text]) -> Vec<String> {
    texts.iter().map(|text| text.text.clone()).collect()
}

fn title(title: Option<&ast::Text>) -> String {
    title.map_or(String::new(), |title| title.text.clone())
}

/// Whether a change can make parts add up to something else.
pub(super) fn is_about_points(change: &Change) -> bool {
    matches!(change.aspect, Aspect::Added | Aspect::Removed | Aspect::Maximum)
}

impl Checker<'_> {
    /// A criterion means its points; one without points means its answer.
    pub(super) fn criterion_kind(&self, id: u32) -> Kind {
        let criterion = &self.linked.criteria[id as usize];
        if criterion.criterion.maximum.is_some() || matches!(criterion.home, Home::Pool(_)) {
            return Kind::Number;
        }
        match criterion.criterion.awards.first().map(|award| &award.kind) {
            Some(AwardKind::Truth | AwardKind::Met(_)) => Kind::Truth,
            Some(AwardKind::RatedWord(_)) => {
                criterion.answer.map_or(Kind::Hole, |fact| self.facts[fact as usize])
            }
            _ => Kind::Number,
        }
    }

    pub(super) fn criteria(&mut self) -> Vec<Criterion> {
        let linked = self.linked;
        linked.criteria.iter().map(|criterion| self.criterion(criterion)).collect()
    }

    fn criterion(&mut self, linked: &LinkedCriterion) -> Criterion {
        let written = &linked.criterion;
        self.maximum = written.maximum.as_ref().map(|maximum| maximum.points);
        if written.awards.len() != 1 && written.broken.is_none() {
            self.findings.push(finding::awards(written.name.span, &written.name.text, written.awards.len()));
        }
        let award = match written.awards.first() {
            Some(award) => self.award(award, linked),
            None => Award::Formula(hole(written.span)),
        };
        let is_pointless = matches!(award, Award::Fact(_) | Award::Condition(_));
        if is_pointless && !written.adjustments.is_empty() {
            self.findings.push(finding::pointless(written.adjustments[0].span, &written.name.text));
        }
        if let (Award::Formula(formula), Some(maximum)) = (&award, &written.maximum) {
            self.best_against_maximum(formula, maximum);
        }
        let adjustments =
            self.adjustments(&written.adjustments, &linked.evidence, linked.home, &written.name.text);
        let criterion = Criterion {
            path: linked.path.clone(),
            title: title(written.title.as_ref()),
            maximum: self.maximum,
            home: linked.home,
            award,
            adjustments,
            sources: texts(&written.sources),
            span: written.span,
        };
        self.maximum = None;
        criterion
    }

    fn award(&mut self, award: &ast::Award, linked: &LinkedCriterion) -> Award {
        let has_points = self.maximum.is_some();
        let needs_maximum = matches!(linked.home, Home::Content(_))
            && matches!(award.kind, AwardKind::Rated(_) | AwardKind::Formula(_));
        let no_points = matches!(linked.home, Home::Pool(_))
            && matches!(
                award.kind,
                AwardKind::Truth | AwardKind::Met(_) | AwardKind::Rated(_) | AwardKind::RatedWord(_)
            );
        if !has_points && (needs_maximum || no_points) {
            let name = &linked.criterion.name;
            self.findings.push(finding::no_maximum(name.span, &name.text));
        }
        match (&award.kind, linked.answer) {
            (AwardKind::Truth, Some(fact)) if has_points => Award::Answer(fact),
            (AwardKind::Rated(_), Some(fact)) => Award::Rating(fact),
            (AwardKind::RatedWord(_), Some(fact)) => {
                if has_points {
                    let name = &linked.criterion.name;
                    self.findings.push(finding::pointless(award.span, &name.text));
                }
                Award::Fact(fact)
            }
            (AwardKind::Truth, Some(fact)) => Award::Fact(fact),
            (AwardKind::Met(when), _) => {
                let when = self.condition(when);
                if has_points { Award::Met(when) } else { Award::Condition(when) }
            }
            (AwardKind::Formula(formula), _) => Award::Formula(self.number(formula)),
            _ => Award::Formula(hole(award.span)),
        }
    }

    /// The best of printed values against the printed maximum.
    fn best_against_maximum(&mut self, formula: &Expr, maximum: &ast::Maximum) {
        let values: Vec<&Expr> = match &formula.node {
            ExprNode::Tiers(_, lines) => lines.iter().map(|line| &line.value).collect(),
            ExprNode::First(branches, otherwise) => {
                branches.iter().map(|(_, value)| value).chain(otherwise.as_deref()).collect()
            }
            ExprNode::Grid(grid) => grid.cells.iter().flatten().collect(),
            _ => return,
        };
        let printed: Vec<(Number, Span)> =
            values.iter().filter_map(|value| Some((Self::constant_number(value)?, value.span))).collect();
        for (value, span) in printed.iter().filter(|(value, _)| *value > maximum.points) {
            self.findings.push(finding::above_maximum(*span, *value, maximum.points, maximum.span));
        }
        let best = printed.iter().max_by_key(|(value, _)| *value);
        if let Some((value, span)) = best
            && printed.len() == values.len()
            && *value < maximum.points
        {
            self.findings.push(finding::below_maximum(*span, *value, maximum.points, maximum.span));
        }
    }

    fn adjustments(
        &mut self,
        list: &[ast::Adjustment],
        evidence: &[u32],
        home: Home,
        name: &str,
    ) -> Adjustments {
        let mut checked = Adjustments { evidence: evidence.to_vec(), ..Adjustments::default() };
        for adjustment in list {
            let span = adjustment.span;
            match &adjustment.kind {
                AdjustmentKind::NotApplicable(when, treatment) => {
                    let when = self.condition(when);
                    if let Some(treatment) = self.treatment(treatment, home, name, span) {
                        checked.not_applicable.push(NotApplicable { when, treatment, span });
                    }
                }
                AdjustmentKind::Requires(when) => checked.requires.push(self.condition(when)),
                AdjustmentKind::Zero(when) => checked.zero.push(self.condition(when)),
                AdjustmentKind::Evidence(..) => {}
                AdjustmentKind::Deduct(value, when) => {
                    self.in_deduction = true;
                    checked.deductions.push(self.conditional(value, when.as_ref(), span));
                    self.in_deduction = false;
                }
                AdjustmentKind::AtLeast(value, when) => {
                    checked.floors.push(self.conditional(value, when.as_ref(), span));
                }
                AdjustmentKind::AtMost(value, when) => {
                    checked.caps.push(self.conditional(value, when.as_ref(), span));
                }
            }
        }
        checked
    }

    fn conditional(&mut self, value: &ast::Expr, when: Option<&ast::Expr>, span: Span) -> Conditional {
        let value = self.number(value);
        Conditional { value, when: when.map(|when| self.condition(when)), span }
    }

    fn treatment(
        &mut self,
        treatment: &ast::Treatment,
        home: Home,
        name: &str,
        span: Span,
    ) -> Option<Treatment> {
        let path = match treatment {
            ast::Treatment::Full => {
                if self.maximum.is_none() {
                    self.findings.push(finding::no_maximum(span, name));
                }
                return Some(Treatment::Credit(self.maximum.unwrap_or(Number::ZERO)));
            }
            ast::Treatment::Credit(points) => {
                if let Some(maximum) = self.maximum.filter(|maximum| points > maximum) {
                    self.findings.push(finding::above_maximum(span, *points, maximum, span));
                }
                return Some(Treatment::Credit(*points));
            }
            ast::Treatment::Drop => return Some(Treatment::Drop),
            ast::Treatment::Rescale(path, _) | ast::Treatment::Spread(path) => path,
        };
        let Home::Content(start) = home else {
            self.findings.push(finding::pool_treatment(span));
            return None;
        };
        let place = match self.linked.names.get(&path.span)? {
            Symbol::Total => Place::Total,
            Symbol::Content(id) if self.encloses(*id, start) => Place::Content(*id),
            _ => {
                let text = self.words_at(path.span);
                self.findings.push(finding::wrong_place(path.span, &text, name));
                return None;
            }
        };
        let is_weighted = self.linked.contents.iter().any(|it| it.content.weight.is_some());
        if matches!(treatment, ast::Treatment::Spread(_)) && place == Place::Total && is_weighted {
            self.findings.push(finding::spread_beside_weights(span));
            return None;
        }
        if matches!(treatment, ast::Treatment::Spread(_)) && self.parts_of(place) > MAXIMUM_SPREAD {
            self.findings.push(finding::spread_too_wide(span, MAXIMUM_SPREAD));
            return None;
        }
        Some(match treatment {
            ast::Treatment::Rescale(_, target) => Treatment::Rescale(place, *target),
            _ => Treatment::Spread(place),
        })
    }

    fn parts_of(&self, place: Place) -> usize {
        match place {
            Place::Content(id) => self.linked.contents[id as usize].parts.len(),
            Place::Total => self.linked.top().count(),
        }
    }

    fn encloses(&self, outer: u32, start: u32) -> bool {
        let mut inner = Some(start);
        while let Some(content) = inner {
            if content == outer {
                return true;
            }
            inner = self.linked.contents[content as usize].parent;
        }
        false
    }

    pub(super) fn contents(&mut self) -> Vec<Content> {
        let (linked, maxima) = (self.linked, self.maxima.clone());
        linked.contents.iter().zip(0..).map(|(content, id)| self.content(content, id, &maxima)).collect()
    }

    /// The printed maximum of each content: what is written, else what its parts add up to.
    pub(super) fn maxima(&mut self) -> Vec<Number> {
        let mut maxima = vec![Number::ZERO; self.linked.contents.len()];
        // A content comes before its parts, so that going backwards the parts are known.
        for (id, linked) in self.linked.contents.iter().enumerate().rev() {
            let parts = linked.parts.iter().map(|part| match part {
                PartId::Content(inner) => maxima[*inner as usize],
                PartId::Criterion(criterion) => {
                    let written = &self.linked.criteria[*criterion as usize].criterion;
                    written.maximum.as_ref().map_or(Number::ZERO, |maximum| maximum.points)
                }
            });
            let sum = parts.fold(Number::ZERO, |sum, part| sum.plus(part).unwrap_or(sum));
            let written = &linked.content;
            maxima[id] = match &written.maximum {
                Some(maximum) if maximum.capped => maximum.points.min(sum),
                Some(maximum) => maximum.points,
                None => sum,
            };
            if let Some(maximum) = &written.maximum
                && !maximum.capped
                && sum != maximum.points
                && self.is_whole(linked)
            {
                let name = &written.name.text;
                let inside = format!("{}.", linked.path);
                let place = self.linked.blame(maximum.span, |change| {
                    is_about_points(change)
                        && (change.path == linked.path || change.path.starts_with(&inside))
                });
                self.findings.push(finding::parts_do_not_add_up(place, name, sum, maximum.points));
            }
        }
        maxima
    }

    /// Whether all parts of a content could be read.
    fn is_whole(&self, linked: &LinkedContent) -> bool {
        linked.content.broken.is_none()
            && linked.parts.iter().all(|part| match part {
                PartId::Content(inner) => self.is_whole(&self.linked.contents[*inner as usize]),
                PartId::Criterion(_) => true,
            })
    }

    fn content(&mut self, linked: &LinkedContent, id: u32, maxima: &[Number]) -> Content {
        let written = &linked.content;
        let maximum = maxima[id as usize];
        if linked.parts.is_empty() && written.broken.is_none() {
            self.findings.push(finding::no_parts(written.name.span, &written.name.text));
        }
        self.maximum = Some(maximum);
        let home = linked.parent.map_or(Home::Content(id), Home::Content);
        let adjustments = self.adjustments(&written.adjustments, &[], home, &written.name.text);
        self.maximum = None;
        Content {
            path: linked.path.clone(),
            title: title(written.title.as_ref()),
            parent: linked.parent,
            parts: linked.parts.clone(),
            maximum,
            capped: written.maximum.as_ref().is_some_and(|maximum| maximum.capped),
            weight: written.weight.map(|(weight, _)| weight),
            adjustments,
            sources: texts(&written.sources),
            span: written.span,
        }
    }

    pub(super) fn pools(&mut self) -> Vec<Pool> {
        let pools = self.linked.file.pools.iter().map(|pool| Pool {
            negative: pool.negative,
            title: title(pool.title.as_ref()),
            maximum: pool.maximum.as_ref().map(|maximum| maximum.points),
            sources: texts(&pool.sources),
            span: pool.span,
        });
        pools.collect()
    }
}
