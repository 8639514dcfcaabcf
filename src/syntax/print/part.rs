//! Contents, bonuses, deductions and criteria.

use super::{Printer, block, share, titled};
use crate::syntax::ast::{AwardKind, Content, Criterion, ExprKind, Maximum, Part, Pool};
use crate::syntax::parser::Rule;

/// Whether an award can be read aloud behind the points of its criterion.
fn is_short(criterion: &Criterion) -> bool {
    let [award] = criterion.awards.as_slice() else { return false };
    match &award.kind {
        AwardKind::Formula(formula) => matches!(formula.kind, ExprKind::Proportion(_)),
        _ => true,
    }
}

impl Printer {
    /// `30 points` or `at most 30 points`
    pub fn maximum(&self, maximum: &Maximum) -> String {
        let points = self.points(maximum.points);
        if maximum.capped { format!("{} {points}", self.word(Rule::kw_at_most)) } else { points }
    }

    /// A content in its braces, with its parts.
    pub fn content(&self, content: &Content) -> String {
        let mut items = self.content_rules(content);
        let parts = content.parts.iter().map(|part| match part {
            Part::Content(content) => self.content(content),
            Part::Criterion(criterion) => self.criterion(criterion),
        });
        let before = content.sources.len() + content.definitions.len();
        items.splice(before..before, parts);
        block(&self.content_head(content), &items)
    }

    /// `content attendance "…" weight 40% 5 points`
    pub fn content_head(&self, content: &Content) -> String {
        let mut head = self.named(Rule::kw_content, &content.name, content.title.as_ref());
        let weight = |weight| format!(" {} {}", self.word(Rule::kw_weight), share(weight));
        head.extend(content.weight.map(|(value, _)| weight(value)));
        head.extend(self.with_maximum(content.maximum.as_ref()));
        head.extend(self.with_lock(content.lock.as_ref()));
        head
    }

    /// All in the braces but the parts: sources and names, which stand before them, then adjustments
    /// and classes.
    pub fn content_rules(&self, content: &Content) -> Vec<String> {
        let mut rules: Vec<String> = content.sources.iter().map(|source| self.source(source)).collect();
        rules.extend(content.definitions.iter().map(|definition| self.definition(definition)));
        rules.extend(content.adjustments.iter().map(|adjustment| self.adjustment(adjustment)));
        rules.extend(content.classes.iter().map(|classes| self.classes(classes)));
        rules
    }

    /// A criterion: on one line where an award is all there is to it, and one line itself.
    pub fn criterion(&self, criterion: &Criterion) -> String {
        let (head, rules) = (self.criterion_head(criterion), self.criterion_rules(criterion));
        match rules.as_slice() {
            [award] if is_short(criterion) && !award.contains('\n') => format!("{head} {award}"),
            _ => block(&head, &rules),
        }
    }

    /// `criterion ratio "…" 4 points`
    pub fn criterion_head(&self, criterion: &Criterion) -> String {
        let mut head = self.named(Rule::kw_criterion, &criterion.name, criterion.title.as_ref());
        head.extend(self.with_maximum(criterion.maximum.as_ref()));
        head.extend(self.with_lock(criterion.lock.as_ref()));
        head
    }

    /// All in the braces: sources, the award, adjustments. In this order: behind `deduct 2`, the
    /// `points` of an award would be read as its unit.
    pub fn criterion_rules(&self, criterion: &Criterion) -> Vec<String> {
        let mut rules: Vec<String> = criterion.sources.iter().map(|source| self.source(source)).collect();
        rules.extend(criterion.awards.iter().map(|award| self.award(award)));
        rules.extend(criterion.adjustments.iter().map(|adjustment| self.adjustment(adjustment)));
        rules
    }

    /// A bonus or deductions in their braces, with their criteria.
    pub fn pool(&self, pool: &Pool) -> String {
        let mut items: Vec<String> = pool.sources.iter().map(|source| self.source(source)).collect();
        items.extend(pool.criteria.iter().map(|criterion| self.criterion(criterion)));
        block(&self.pool_head(pool), &items)
    }

    /// `bonus "…" at most 10 points`
    pub fn pool_head(&self, pool: &Pool) -> String {
        let word = self.word(if pool.negative { Rule::kw_deductions } else { Rule::kw_bonus });
        let mut head = titled(word, pool.title.as_ref());
        head.extend(self.with_maximum(pool.maximum.as_ref()));
        head
    }

    fn with_maximum(&self, maximum: Option<&Maximum>) -> Option<String> {
        maximum.map(|maximum| format!(" {}", self.maximum(maximum)))
    }
}
