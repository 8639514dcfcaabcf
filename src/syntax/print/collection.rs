//! Collections, and what a ruleset reads beside the unit's own row.

use super::{Printer, block, number, quoted, share, titled};
use crate::syntax::ast::{
    Cohort, CohortKey, Collection, CollectionOf, Expr, ExprKind, Gap, GapMeaning, GapRule, List, Over,
    OverKind, OverTime, Quota, QuotaBase, Read, Reads, SmallCohort, Ties,
};
use crate::syntax::parser::Rule;
use crate::value::Mode;

impl Printer {
    /// `reads months from meeting { no data: undecided }`
    pub fn reads(&self, reads: &Reads) -> String {
        let from = if reads.is_path { quoted(&reads.from) } else { reads.from.text.clone() };
        let what = self.read(&reads.what);
        let head = format!("{} {what} {} {from}", self.word(Rule::kw_reads), self.word(Rule::kw_reads_from));
        let gaps: Vec<String> = reads.gaps.iter().map(|gap| self.gap_rule(gap)).collect();
        if gaps.is_empty() { head } else { block(&head, &gaps) }
    }

    fn read(&self, what: &Read) -> String {
        match what {
            Read::Months => self.word(Rule::kw_months).to_owned(),
            Read::Quarters => self.word(Rule::kw_quarters).to_owned(),
            Read::Lower(name) => name.text.clone(),
        }
    }

    fn gap_rule(&self, rule: &GapRule) -> String {
        let gap = match rule.gap {
            Gap::NoData => Rule::kw_no_data,
            Gap::BeforeJoining => Rule::kw_before_joining,
            Gap::AfterLeaving => Rule::kw_after_leaving,
            Gap::NotAssessed => Rule::kw_has_no_class,
        };
        let meaning = match rule.meaning {
            GapMeaning::Undecided => Rule::kw_undecided,
            GapMeaning::Drop => Rule::kw_drop,
            GapMeaning::No => Rule::kw_no,
        };
        format!("{}: {}", self.word(gap), self.word(meaning))
    }

    /// `tasks list "…" { done yes/no }`
    pub fn list(&self, list: &List) -> String {
        let fields: Vec<String> = list.fields.iter().map(|field| self.fact(field)).collect();
        let head = format!("{} {}", list.name.text, self.word(Rule::kw_list));
        block(&titled(&head, list.label.as_ref()), &fields)
    }

    pub(super) fn over_time(&self, way: OverTime) -> String {
        let way = match way {
            OverTime::Sum => Rule::kw_way_sum,
            OverTime::Last => Rule::kw_way_last,
            OverTime::Average => Rule::kw_way_average,
            OverTime::Greatest => Rule::kw_way_greatest,
            OverTime::Least => Rule::kw_way_least,
        };
        format!("{}: {}", self.word(Rule::kw_over_time), self.word(way))
    }

    /// `cohort by unit_type { … }`
    pub fn cohort(&self, cohort: &Cohort) -> String {
        let by = cohort.by.iter().map(|key| match key {
            CohortKey::Superior(_) => self.word(Rule::kw_superior),
            CohortKey::Fact(name) => &name.text,
        });
        let by = by.collect::<Vec<_>>().join(", ");
        let mut lines = Vec::new();
        if !cohort.rank_by.is_empty() {
            let keys: Vec<String> = cohort.rank_by.iter().map(|key| self.sum(key)).collect();
            lines.push(format!("{} {}", self.word(Rule::kw_rank_by), keys.join(", ")));
        }
        lines.extend(cohort.quotas.iter().map(|quota| self.quota(quota)));
        lines.extend(cohort.small.iter().map(|small| self.small_cohort(small)));
        block(&format!("{} {by}", self.word(Rule::kw_cohort_by)), &lines)
    }

    fn quota(&self, quota: &Quota) -> String {
        let base = quota.base.as_ref().map(|base| format!(" {} {}", self.word(Rule::kw_of), self.base(base)));
        let rounding =
            quota.rounding.map(|mode| format!(", {} {}", self.word(Rule::kw_rounded), self.mode(mode)));
        let ties = quota.ties.as_ref().map(|ties| {
            let ties = match ties {
                Ties::Kept => self.word(Rule::kw_kept).to_owned(),
                Ties::Cut => self.word(Rule::kw_cut).to_owned(),
                Ties::DecidedBy(who) => format!("{} {}", self.word(Rule::kw_decided_by), quoted(who)),
            };
            format!(", {} {ties}", self.word(Rule::kw_ties))
        });
        let head = self.quota_head(quota);
        let size = format!("{} {}", self.word(Rule::kw_at_most), self.sum(&quota.size));
        let parts: String = [base, rounding, ties].into_iter().flatten().collect();
        format!("{head} {size}{parts}")
    }

    /// `quota excellent`
    pub fn quota_head(&self, quota: &Quota) -> String {
        format!("{} {}", self.word(Rule::kw_quota), quota.name.text)
    }

    fn base(&self, base: &QuotaBase) -> String {
        let side = |name: &str, side| format!("{name} {}", self.word(side));
        match base {
            QuotaBase::Cohort => self.word(Rule::kw_cohort).to_owned(),
            QuotaBase::Before(name) => side(&name.text, Rule::kw_before_the_cut),
            QuotaBase::After(name) => side(&name.text, Rule::kw_after_the_cut),
            QuotaBase::OrBetter(name) => side(&name.text, Rule::kw_or_better),
        }
    }

    pub(super) fn mode(&self, mode: Mode) -> &'static str {
        self.word(match mode {
            Mode::HalfUp => Rule::kw_half_up,
            Mode::HalfEven => Rule::kw_half_even,
            Mode::Up => Rule::kw_up,
            Mode::Down => Rule::kw_down,
        })
    }

    fn small_cohort(&self, small: &SmallCohort) -> String {
        let then = match small.at_most {
            Some(most) => format!("{} {}", self.word(Rule::kw_at_most), number(most)),
            None => self.word(Rule::kw_everybody).to_owned(),
        };
        let (cohort, below) = (self.word(Rule::kw_cohort), self.word(Rule::kw_below));
        format!("{cohort} {below} {}: {then}", number(small.below))
    }

    /// `at least 7 months have class >= good`
    pub fn over(&self, over: &Over) -> String {
        let mut words: Vec<String> = Vec::new();
        let word = |rule| self.word(rule).to_owned();
        match &over.kind {
            OverKind::OfPeriods(path) => {
                let of = over.collection.as_ref().map_or(String::new(), |it| self.collection(it));
                words.push(format!("{of}.{}", self.path(path)));
            }
            OverKind::OfPrevious(path) => {
                words.push(format!("{}.{}", word(Rule::kw_previous), self.path(path)))
            }
            OverKind::MonthsInPlace => return word(Rule::kw_months_in_place),
            OverKind::InPlace => return word(Rule::kw_in_place),
            OverKind::All => words.push(word(Rule::kw_all)),
            OverKind::Any => words.push(word(Rule::kw_any)),
            OverKind::AtLeast(bound, is_share) | OverKind::AtMost(bound, is_share) => {
                let at_least = matches!(over.kind, OverKind::AtLeast(..));
                words.push(word(if at_least { Rule::kw_at_least } else { Rule::kw_at_most }));
                words.push(self.expr(bound));
                words.extend(is_share.then(|| word(Rule::kw_of)));
            }
            OverKind::Count => words.push(word(Rule::kw_count_of)),
            OverKind::Share => words.push(word(Rule::kw_share_of)),
            OverKind::LongestRun => words.push(word(Rule::kw_longest_run_of)),
            OverKind::Sum => words.push(word(Rule::kw_sum_of)),
            OverKind::Average => words.push(word(Rule::kw_average_of)),
            OverKind::Greatest => words.push(word(Rule::kw_greatest_of)),
            OverKind::Least => words.push(word(Rule::kw_least_of)),
            OverKind::Percentile(of) => {
                words.extend([word(Rule::kw_percentile), share(*of), word(Rule::kw_of)]);
            }
            OverKind::Rank => words.push(word(Rule::kw_rank_of)),
        }
        self.over_items(over, words)
    }

    /// What stands behind the first words: formula, collection, condition.
    fn over_items(&self, over: &Over, mut words: Vec<String>) -> String {
        let word = |rule| self.word(rule).to_owned();
        words.extend(over.of.as_ref().map(|of| self.before_name(self.sum(of))));
        match &over.kind {
            OverKind::Rank => words.push(word(Rule::kw_in_cohort)),
            _ => words.extend(over.of.as_ref().map(|_| word(Rule::kw_over))),
        }
        let is_named = !matches!(over.kind, OverKind::OfPeriods(_));
        words.extend(over.collection.as_ref().filter(|_| is_named).map(|it| self.collection(it)));
        let is_condition =
            matches!(over.kind, OverKind::All | OverKind::Any | OverKind::AtLeast(..) | OverKind::AtMost(..));
        if let Some(with) = &over.with {
            words.push(word(if is_condition { Rule::kw_have } else { Rule::kw_with }));
            let with_condition = self.negation(with);
            // The inner one would take to itself what holds of the outer one where nothing is left.
            let is_taken = over.none.is_some() && ends_open(with);
            words.push(match (is_taken, over.none.is_some()) {
                (true, _) => format!("({with_condition})"),
                (_, true) => self.before_keyword(with_condition),
                _ => with_condition,
            });
        }
        if let Some(none) = &over.none {
            words.push(format!("{}: {}", self.word(Rule::kw_when_none), self.sum(none)));
        }
        words.join(" ")
    }

    fn collection(&self, collection: &Collection) -> String {
        let last = collection.last.map(|last| format!("{} {} ", self.word(Rule::kw_last), number(last)));
        let of = match &collection.of {
            CollectionOf::Months => self.word(Rule::kw_months).to_owned(),
            CollectionOf::Quarters => self.word(Rule::kw_quarters).to_owned(),
            CollectionOf::Years => self.word(Rule::kw_years).to_owned(),
            CollectionOf::Cohort => self.word(Rule::kw_cohort).to_owned(),
            CollectionOf::Contents => self.contents(),
            CollectionOf::Criteria(None) => self.criteria(),
            CollectionOf::Criteria(Some(of)) => {
                format!("{} {} {}", self.criteria(), self.word(Rule::kw_of), of.text())
            }
            CollectionOf::Named(name) => name.text.clone(),
        };
        format!("{}{of}", last.unwrap_or_default())
    }
}

/// Whether a formula ends with a value over a collection that does not say what holds where nothing is left.
fn ends_open(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Over(over) => match (&over.kind, &over.none) {
            (OverKind::Rank | OverKind::MonthsInPlace | OverKind::InPlace, _) => false,
            (_, Some(none)) => ends_open(none),
            (_, None) => true,
        },
        ExprKind::All(links) | ExprKind::Any(links) => links.last().is_some_and(ends_open),
        ExprKind::Sum(links) | ExprKind::Product(links) => {
            links.last().is_some_and(|(_, link)| ends_open(link))
        }
        ExprKind::Compare(_, _, last)
        | ExprKind::Not(last)
        | ExprKind::Negated(last)
        | ExprKind::Proportion(last) => ends_open(last),
        ExprKind::ShareOf(_, last) | ExprKind::Each(_, last) => ends_open(last),
        _ => false,
    }
}
