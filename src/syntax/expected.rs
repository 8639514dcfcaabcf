//! How a rule of the grammar is shown to a person who wrote something else.

use super::keyword::{self, Keywords};
use super::parser::Rule;

/// What could have stood there, each once: keywords as they are spelled, messages for the rest.
pub(super) fn expected(rules: &[Rule], keywords: Keywords) -> Vec<String> {
    let mut shown = Vec::new();
    for rule in rules.iter().flat_map(begins) {
        let word = match keyword::table().get(rule) {
            Some(keyword) => format!("`{}`", keyword.spelling(keywords)),
            None => match message(*rule) {
                Some(message) => message.to_owned(),
                None => continue,
            },
        };
        if !shown.contains(&word) {
            shown.push(word);
        }
    }
    shown.truncate(8);
    shown
}

/// The keywords with which a rule of collections begins; of any other the rule itself.
fn begins(rule: &Rule) -> &[Rule] {
    use Rule::*;
    match rule {
        gap_rule | gap_word => &[kw_no_data, kw_before_joining, kw_after_leaving, kw_has_no_class],
        gap_meaning => &[kw_undecided, kw_drop, kw_no],
        base_of_cohort => &[kw_cohort],
        base_side => &[kw_before_the_cut, kw_after_the_cut, kw_or_better],
        quota_rounding => &[kw_rounded],
        ties => &[kw_ties],
        rank_by => &[kw_rank_by],
        quota => &[kw_quota],
        small_cohort => &[kw_cohort],
        way_of_time => &[kw_way_sum, kw_way_last, kw_way_average, kw_way_greatest, kw_way_least],
        having => &[kw_with],
        when_none => &[kw_when_none],
        _ => std::slice::from_ref(rule),
    }
}

/// The message that names a rule; none for rules that say nothing to a person.
fn message(rule: Rule) -> Option<&'static str> {
    use Rule::*;
    Some(match rule {
        name | assessor | superior_name | call_name | word | word_choice | class_line | fact | cohort_key
        | reads_name | collection => "expected-name",
        words => "expected-words",
        title => "expected-title",
        number | credit | maximum | quota_share | quota_number | enough_bound => "expected-number",
        percent => "expected-percent",
        date => "expected-date",
        plain_kind | choice_kind => "expected-kind",
        period => "expected-period",
        mode => "expected-mode",
        rounded => "expected-rounded",
        treatment => "expected-treatment",
        condition | conjunction | negation | comparison => "expected-condition",
        sum | product | factor | plain_sum | plain_product | plain_factor | group | share_of | call
        | truth | path | measured | every_item | enough | counted | summed | ranked => "expected-formula",
        sign | times | relation => "expected-operator",
        limit => "expected-limit",
        award | formula_award => "expected-award",
        criterion_body | block => "expected-body",
        dotted => "expected-dotted",
        finding_code => "expected-finding",
        base => "expected-base",
        removed => "expected-removed",
        lock => "expected-lock",
        equals => "expected-equals",
        colon => "expected-colon",
        class_rule => "expected-class-rule",
        span_of_values | fact_option | fact_at_most | fact_at_least => "expected-values",
        total_option => "expected-total",
        literal | fraction | chosen => "expected-value",
        given_item | given_fact | given_all | given_period => "expected-given",
        expect_item | expect_outcome | outcome_path => "expected-outcome",
        expected_code => "expected-finding",
        code => "expected-code",
        _ => return None,
    })
}
