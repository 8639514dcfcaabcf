//! Collections, and what a ruleset reads beside the unit's own row.

use super::{Build, Node, Parts, Rule, has_keyword, keyword_in};
use crate::syntax::ast::{
    Cohort, CohortKey, Collection, CollectionOf, ExprKind, File, Gap, GapMeaning, GapRule, List, Over,
    OverKind, OverTime, Path, PathPart, Quota, QuotaBase, Read, Reads, SmallCohort, Text, Ties,
};
use crate::value::{Mode, Number};

impl Build<'_> {
    pub(super) fn reads(&mut self, node: Node<'_>) -> Reads {
        let span = self.head(&node);
        let mut parts = Parts::of(node.clone());
        let what = match parts.next() {
            Some(what) => match keyword_in(&what) {
                Some(Rule::kw_months) => Read::Months,
                Some(Rule::kw_quarters) => Read::Quarters,
                _ => Read::Lower(self.first_name(&mut Parts::of(what), span)),
            },
            None => Read::Months,
        };
        let from = parts.next();
        let is_path = from.as_ref().is_some_and(|from| from.as_rule() == Rule::title);
        let from = match from {
            Some(from) if is_path => self.title(&from),
            Some(from) => Text { text: from.as_str().to_owned(), span: self.span(&from) },
            None => Text { text: String::new(), span },
        };
        let mut gaps = Vec::new();
        for part in parts.0 {
            match part.as_rule() {
                Rule::gap_rule => gaps.push(self.gap_rule(part)),
                Rule::unclosed => self.unclosed(&node),
                _ => self.torn(&part, Rule::gap_rule),
            }
        }
        Reads { what, from, is_path, gaps, span }
    }

    /// A line that could not be read, without which the rest would mean something else.
    fn torn(&mut self, node: &Node<'_>, strict: Rule) {
        self.broken(node, strict);
        self.is_torn = true;
    }

    fn gap_rule(&mut self, node: Node<'_>) -> GapRule {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let gap = match parts.next().as_ref().and_then(keyword_in) {
            Some(Rule::kw_before_joining) => Gap::BeforeJoining,
            Some(Rule::kw_after_leaving) => Gap::AfterLeaving,
            Some(Rule::kw_has_no_class) => Gap::NotAssessed,
            _ => Gap::NoData,
        };
        let meaning = match parts.next().as_ref().and_then(keyword_in) {
            Some(Rule::kw_drop) => GapMeaning::Drop,
            Some(Rule::kw_no) => GapMeaning::No,
            _ => GapMeaning::Undecided,
        };
        GapRule { gap, meaning, span }
    }

    pub(super) fn list(&mut self, node: Node<'_>, file: &mut File) -> List {
        let span = self.head(&node);
        let mut parts = Parts::of(node.clone());
        let name = self.first_name(&mut parts, span);
        let label = self.optional_title(&mut parts);
        let mut fields = Vec::new();
        for part in parts.0 {
            match part.as_rule() {
                Rule::fact => fields.push(self.fact(part)),
                Rule::unclosed => self.unclosed(&node),
                _ => file.broken.names.extend(self.broken(&part, Rule::fact).names),
            }
        }
        List { name, label, fields, span }
    }

    pub(super) fn cohort(&mut self, node: Node<'_>) -> Cohort {
        let span = self.head(&node);
        let mut cohort = Cohort {
            by: Vec::new(),
            rank_by: Vec::new(),
            quotas: Vec::new(),
            small: None,
            broken: false,
            span,
        };
        for part in Parts::of(node.clone()).0 {
            match part.as_rule() {
                Rule::cohort_key => {
                    let span = self.span(&part);
                    let key = match keyword_in(&part) {
                        Some(_) => CohortKey::Superior(span),
                        None => CohortKey::Fact(self.first_name(&mut Parts::of(part), span)),
                    };
                    cohort.by.push(key);
                }
                Rule::rank_by => {
                    cohort.rank_by.extend(Parts::of(part).0.into_iter().map(|key| self.expr(Some(key))));
                }
                Rule::quota => cohort.quotas.push(self.quota(part)),
                Rule::small_cohort => cohort.small = Some(self.small_cohort(part)),
                Rule::unclosed => self.unclosed(&node),
                _ => {
                    cohort.broken = true;
                    self.broken(&part, Rule::quota);
                }
            }
        }
        cohort
    }

    fn quota(&mut self, node: Node<'_>) -> Quota {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let name = self.first_name(&mut parts, span);
        let (size, base) = match parts.next() {
            Some(size) if size.as_rule() == Rule::quota_share => {
                let mut parts = Parts::of(size);
                (self.expr(parts.next()), self.quota_base(parts))
            }
            size => (self.expr(size.and_then(|size| Parts::of(size).next())), None),
        };
        let mut quota = Quota { name, size, base, rounding: None, ties: None, span };
        for part in parts.0 {
            match part.as_rule() {
                Rule::quota_rounding => quota.rounding = Parts::of(part).next().as_ref().and_then(mode),
                _ => quota.ties = Some(self.ties(part)),
            }
        }
        quota
    }

    fn quota_base(&self, mut parts: Parts<'_>) -> Option<QuotaBase> {
        let of = parts.next()?;
        if of.as_rule() == Rule::base_of_cohort {
            return Some(QuotaBase::Cohort);
        }
        let name = self.name(&of);
        Some(match parts.next().as_ref().and_then(keyword_in) {
            Some(Rule::kw_before_the_cut) => QuotaBase::Before(name),
            Some(Rule::kw_after_the_cut) => QuotaBase::After(name),
            _ => QuotaBase::OrBetter(name),
        })
    }

    fn ties(&self, node: Node<'_>) -> Ties {
        if has_keyword(&node, Rule::kw_kept) {
            return Ties::Kept;
        }
        match Parts::of(node).take(Rule::title) {
            Some(who) => Ties::DecidedBy(self.title(&who)),
            None => Ties::Cut,
        }
    }

    fn small_cohort(&mut self, node: Node<'_>) -> SmallCohort {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let below = parts.next().map_or(Number::ZERO, |number| self.number(&number));
        SmallCohort { below, at_most: parts.next().map(|number| self.number(&number)), span }
    }

    /// A condition or value over a collection.
    pub(super) fn over(&mut self, node: Node<'_>) -> ExprKind {
        let (rule, word) = (node.as_rule(), keyword_in(&node));
        let mut parts = Parts::of(node);
        let mut over = Over { kind: OverKind::All, of: None, collection: None, with: None, none: None };
        over.kind = match (rule, word) {
            (Rule::every_item, Some(Rule::kw_any)) => OverKind::Any,
            (Rule::every_item, _) => OverKind::All,
            (Rule::enough, word) => self.enough(&mut parts, word),
            (Rule::counted, Some(Rule::kw_share_of)) => OverKind::Share,
            (Rule::counted, Some(Rule::kw_longest_run_of)) => OverKind::LongestRun,
            (Rule::counted, _) => OverKind::Count,
            (Rule::summed, word) => self.summed(&mut parts, word),
            (Rule::ranked, _) => OverKind::Rank,
            (Rule::of_previous, _) => OverKind::OfPrevious(self.path_behind(&mut parts).0),
            (Rule::of_months, _) => {
                let (path, word) = self.path_behind(&mut parts);
                let of =
                    if word == Some(Rule::kw_months) { CollectionOf::Months } else { CollectionOf::Quarters };
                over.collection = Some(Collection { of, last: None, span: path.span });
                OverKind::OfPeriods(path)
            }
            (_, Some(Rule::kw_in_place)) => OverKind::InPlace,
            _ => OverKind::MonthsInPlace,
        };
        for part in parts.0 {
            match part.as_rule() {
                Rule::collection => over.collection = Some(self.collection(part)),
                Rule::negation => over.with = Some(self.expr(Some(part))),
                Rule::having => over.with = Some(self.expr(Parts::of(part).next())),
                Rule::when_none => over.none = Some(self.expr(Parts::of(part).next())),
                _ => over.of = Some(self.expr(Some(part))),
            }
        }
        ExprKind::Over(Box::new(over))
    }

    fn enough(&mut self, parts: &mut Parts<'_>, word: Option<Rule>) -> OverKind {
        let bound = parts.take(Rule::enough_bound);
        let is_share = bound.as_ref().is_some_and(|bound| has_keyword(bound, Rule::kw_of));
        let bound = Box::new(self.expr(bound.and_then(|bound| Parts::of(bound).next())));
        match word {
            Some(Rule::kw_at_most) => OverKind::AtMost(bound, is_share),
            _ => OverKind::AtLeast(bound, is_share),
        }
    }

    fn summed(&mut self, parts: &mut Parts<'_>, word: Option<Rule>) -> OverKind {
        if let Some(percentile) = parts.take(Rule::percentile) {
            let share = Parts::of(percentile).next().map_or(Number::ZERO, |share| self.share(share));
            return OverKind::Percentile(share);
        }
        match word {
            Some(Rule::kw_average_of) => OverKind::Average,
            Some(Rule::kw_greatest_of) => OverKind::Greatest,
            Some(Rule::kw_least_of) => OverKind::Least,
            _ => OverKind::Sum,
        }
    }

    /// `months.late`: the path, and the keyword in front of it.
    fn path_behind(&mut self, parts: &mut Parts<'_>) -> (Path, Option<Rule>) {
        let word = parts.0.front().and_then(keyword_in);
        let path = parts.next().and_then(|node| Parts::of(node).take(Rule::path));
        let path = match path {
            Some(path) => self.path(path),
            None => Path { parts: vec![PathPart::Total], span: super::nowhere(self.id) },
        };
        (path, word)
    }

    fn collection(&mut self, node: Node<'_>) -> Collection {
        let (span, word) = (self.span(&node), keyword_in(&node));
        let mut parts = Parts::of(node);
        let last = parts.take(Rule::last).and_then(|last| Parts::of(last).next());
        let last = last.map(|number| self.number(&number));
        let of = match word {
            Some(Rule::kw_months) => CollectionOf::Months,
            Some(Rule::kw_quarters) => CollectionOf::Quarters,
            Some(Rule::kw_years) => CollectionOf::Years,
            Some(Rule::kw_cohort) => CollectionOf::Cohort,
            Some(Rule::kw_content) => CollectionOf::Contents,
            Some(Rule::kw_criterion) => {
                CollectionOf::Criteria(parts.next().map(|content| self.dotted(&content)))
            }
            _ => CollectionOf::Named(self.first_name(&mut parts, span)),
        };
        Collection { of, last, span }
    }
}

/// `half up`
pub(super) fn mode(node: &Node<'_>) -> Option<Mode> {
    keyword_in(node).map(|rule| match rule {
        Rule::kw_half_even => Mode::HalfEven,
        Rule::kw_up => Mode::Up,
        Rule::kw_down => Mode::Down,
        _ => Mode::HalfUp,
    })
}

/// `sum`, behind `over time:`.
pub(super) fn over_time(node: Node<'_>) -> Option<OverTime> {
    keyword_in(&node).map(|rule| match rule {
        Rule::kw_way_last => OverTime::Last,
        Rule::kw_way_average => OverTime::Average,
        Rule::kw_way_greatest => OverTime::Greatest,
        Rule::kw_way_least => OverTime::Least,
        _ => OverTime::Sum,
    })
}
