//! Comparable units: who is compared, how they are ranked, and what is shared out among them.

use super::{Checker, finding};
use crate::link::{FactOrigin, Symbol};
use crate::model::{
    Cohort, CohortKey, Expr, ExprNode, Fact, Quota, QuotaBase, QuotaTarget, SmallCohort, Ties,
};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Kind, Mode, name};

impl Checker<'_> {
    pub(super) fn cohort(&mut self, facts: &[Fact]) -> Option<Cohort> {
        let linked = self.linked;
        let cohort = linked.file.cohorts.first()?;
        let by = cohort.by.iter().filter_map(|key| self.cohort_key(key, facts)).collect();
        let rank_by = cohort.rank_by.iter().map(|key| {
            let checked = self.formula(key, None);
            let is_ordered = match checked.kind {
                Kind::Word(choice) => self.choices[choice as usize].ordered,
                Kind::Words(_) => false,
                _ => true,
            };
            if !is_ordered {
                self.findings.push(finding::no_order(key.span, checked.kind));
            }
            checked
        });
        let rank_by: Vec<_> = rank_by.collect();
        if rank_by.is_empty() && !cohort.quotas.is_empty() && !cohort.broken {
            self.findings.push(finding::no_rank(cohort.span));
        }
        let quotas = cohort.quotas.iter().enumerate().filter_map(|(at, quota)| self.quota(at, quota));
        let quotas = quotas.collect();
        let whole = |number: crate::value::Number| usize::try_from(number.floor().numerator()).unwrap_or(0);
        let small =
            cohort.small.map(|it| SmallCohort { below: whole(it.below), at_most: it.at_most.map(whole) });
        Some(Cohort { by, rank_by, quotas, small, span: cohort.span })
    }

    fn cohort_key(&mut self, key: &ast::CohortKey, facts: &[Fact]) -> Option<CohortKey> {
        let ast::CohortKey::Fact(wanted) = key else { return Some(CohortKey::Superior) };
        let given = || (0u32..).zip(facts).filter(|(_, fact)| fact.is_given());
        let found = given().find(|(_, fact)| name::key(&fact.name) == wanted.key).map(|(id, _)| id);
        if found.is_none() {
            let near = name::nearest(&wanted.text, given().map(|(_, fact)| fact.name.as_str()));
            self.findings.push(finding::no_cohort_fact(wanted.span, &wanted.text, near));
        }
        found.map(CohortKey::Fact)
    }

    fn quota(&mut self, at: usize, quota: &ast::Quota) -> Option<Quota> {
        let target = self.quota_target(quota)?;
        let size = self.number(&quota.size);
        let is_share = quota.base.is_some();
        if is_share && !matches!(size.kind, Kind::Share | Kind::Ratio | Kind::Hole) {
            self.findings.push(finding::bad_quota_size(size.span, size.kind, Kind::Share));
        }
        if !is_share && !matches!(size.kind, Kind::Count | Kind::Hole) {
            self.findings.push(match size.kind {
                Kind::Share | Kind::Ratio => finding::quota_without_base(quota.span),
                _ => finding::bad_quota_size(size.span, size.kind, Kind::Count),
            });
        }
        if is_share && quota.rounding.is_none() {
            self.findings.push(finding::quota_without_rounding(quota.span));
        }
        if quota.ties.is_none() {
            self.findings.push(finding::quota_without_ties(quota.span));
        }
        let base = match &quota.base {
            None => None,
            Some(ast::QuotaBase::Cohort) => Some(QuotaBase::Cohort),
            Some(ast::QuotaBase::Before(class)) => self.quota_class(class).map(QuotaBase::Before),
            Some(ast::QuotaBase::After(class)) => self.quota_class(class).map(QuotaBase::After),
            Some(ast::QuotaBase::OrBetter(class)) => self.quota_class(class).map(QuotaBase::OrBetter),
        };
        let ties = match &quota.ties {
            Some(ast::Ties::Kept) => Ties::Kept,
            Some(ast::Ties::DecidedBy(who)) => Ties::DecidedBy(who.text.clone()),
            Some(ast::Ties::Cut) | None => Ties::Cut,
        };
        let fact = self.quota_facts().get(at).map(|(_, fact)| *fact)?;
        let rounding = quota.rounding.unwrap_or(Mode::Down);
        Some(Quota {
            name: quota.name.text.clone(),
            target,
            size,
            base,
            rounding,
            ties,
            fact,
            span: quota.span,
        })
    }

    /// The class or title that a quota limits.
    fn quota_target(&mut self, quota: &ast::Quota) -> Option<QuotaTarget> {
        let titles = &self.linked.file.titles;
        if let Some((id, _)) = (0u32..).zip(titles).find(|(_, title)| title.name.key == quota.name.key) {
            return Some(QuotaTarget::Title(id));
        }
        let class = self.quota_class(&quota.name)?;
        if class == 0 {
            self.findings.push(finding::quota_of_lowest(quota.span, &quota.name.text));
            return None;
        }
        Some(QuotaTarget::Class(class))
    }

    /// A class of the unit's own list.
    fn quota_class(&mut self, class: &ast::Name) -> Option<u8> {
        let own = self.linked.classes.iter().position(|(_, home)| home.is_none());
        match own {
            Some(own) => self.word(self.class_choices[own], class),
            None => {
                self.findings.push(finding::no_such_class(class.span, &class.text));
                None
            }
        }
    }

    /// What a class or title asks for, and that no quota of it cuts the unit: who is cut falls to the next class
    /// that fits.
    pub(super) fn unless_cut(&mut self, when: Option<Expr>, name: Option<&ast::Name>) -> Option<Expr> {
        let quotas = self.quota_facts().into_iter();
        let own = quotas.filter(|(quota, _)| name.is_some_and(|name| quota.name.key == name.key));
        own.fold(when, |when, (quota, fact)| {
            let (span, cut) = (quota.span, Box::new(standing(fact, quota.span)));
            let kept = Expr { node: ExprNode::Not(cut), kind: Kind::Truth, span };
            Some(match when {
                None => kept,
                Some(when) => {
                    let span = when.span;
                    Expr { node: ExprNode::All(vec![when, kept]), kind: Kind::Truth, span }
                }
            })
        })
    }

    /// The quotas, each with the fact that says whether it cuts the unit.
    fn quota_facts(&self) -> Vec<(&ast::Quota, u32)> {
        let linked = self.linked;
        let quotas = linked.file.cohorts.iter().take(1).flat_map(|cohort| &cohort.quotas).enumerate();
        let with_fact = quotas.filter_map(|(at, quota)| {
            let is_own = |origin: &FactOrigin| matches!(origin, FactOrigin::Standing(it) if *it == at);
            let fact = (0u32..).zip(&linked.facts).find(|(_, it)| is_own(&it.origin));
            fact.map(|(id, _)| (quota, id))
        });
        with_fact.collect()
    }
}

/// Whether a quota cuts the unit.
fn standing(fact: u32, span: Span) -> Expr {
    Expr { node: ExprNode::Symbol(Symbol::Fact(fact)), kind: Kind::Truth, span }
}
