//! Awards and adjustments.

use super::{Printer, number, quoted};
use crate::syntax::ast::{Adjustment, AdjustmentKind, Award, AwardKind, Expr, ExprKind, Treatment};
use crate::syntax::parser::Rule;

impl Printer {
    /// `yes/no`, `points late * 2`, `tiers of …`: a table has a line for each of its lines.
    pub fn award(&self, award: &Award) -> String {
        let printed = match &award.kind {
            AwardKind::Truth => self.word(Rule::kw_yes_no).to_owned(),
            AwardKind::Met(condition) => {
                let condition = self.before_keyword(self.expr(condition));
                format!("{} {condition}", self.word(Rule::kw_met_when))
            }
            AwardKind::Rated(None) => self.word(Rule::kw_rated).to_owned(),
            AwardKind::Rated(Some(step)) => {
                format!("{} {} {}", self.word(Rule::kw_rated), self.word(Rule::kw_by), number(*step))
            }
            AwardKind::RatedWord(choice) => format!("{} {}", self.word(Rule::kw_rated), choice.text),
            AwardKind::Formula(formula) => self.formula_award(formula),
        };
        match &award.decided_by {
            Some(who) => format!("{printed} {} {}", self.word(Rule::kw_decided_by), quoted(who)),
            None => printed,
        }
    }

    /// Formulas that begin with a word of their own need no `points`.
    fn formula_award(&self, formula: &Expr) -> String {
        let printed = self.counted(formula).unwrap_or_else(|| self.whole(formula));
        let is_award = matches!(
            &formula.kind,
            ExprKind::Tiers(_)
                | ExprKind::First(_)
                | ExprKind::Proportion(_)
                | ExprKind::Steps(_)
                | ExprKind::Grid(_)
                | ExprKind::Gather(..)
                | ExprKind::Each(..)
        );
        if !is_award {
            return format!("{} {}", self.word(Rule::kw_points), self.before_keyword(printed));
        }
        printed
    }

    /// `deduct 2 each for late when C`
    pub fn adjustment(&self, adjustment: &Adjustment) -> String {
        match &adjustment.kind {
            AdjustmentKind::NotApplicable(when, treatment) => {
                let word = self.word(Rule::kw_not_applicable);
                format!("{word} {}: {}", self.expr(when), self.treatment(treatment))
            }
            AdjustmentKind::Requires(condition) => {
                format!("{} {}", self.word(Rule::kw_requires), self.before_keyword(self.expr(condition)))
            }
            AdjustmentKind::Zero(when) => {
                format!("{} {}", self.word(Rule::kw_zero_when), self.before_keyword(self.expr(when)))
            }
            AdjustmentKind::Evidence(Some(name), title) => self.named(Rule::kw_evidence, name, Some(title)),
            AdjustmentKind::Evidence(None, title) => {
                format!("{} {}", self.word(Rule::kw_evidence), quoted(title))
            }
            AdjustmentKind::Deduct(value, when) => self.conditional(Rule::kw_deduct, value, when.as_ref()),
            AdjustmentKind::AtLeast(value, when) => self.conditional(Rule::kw_at_least, value, when.as_ref()),
            AdjustmentKind::AtMost(value, when) => self.conditional(Rule::kw_at_most, value, when.as_ref()),
        }
    }

    fn conditional(&self, rule: Rule, value: &Expr, when: Option<&Expr>) -> String {
        let when = when.map(|when| self.clause(Rule::kw_when, when)).unwrap_or_default();
        let value = self.counted(value).unwrap_or_else(|| self.whole(value));
        format!("{} {}{when}", self.word(rule), self.before_keyword(value))
    }

    fn treatment(&self, treatment: &Treatment) -> String {
        match treatment {
            Treatment::Full => self.word(Rule::kw_full_points).to_owned(),
            Treatment::Credit(points) => self.points(*points),
            Treatment::Drop => self.word(Rule::kw_drop).to_owned(),
            Treatment::Rescale(path, None) => {
                format!("{} {}", self.word(Rule::kw_rescale), self.path(path))
            }
            Treatment::Rescale(path, Some(target)) => {
                let (word, to) = (self.word(Rule::kw_rescale), self.word(Rule::kw_to));
                format!("{word} {} {to} {}", self.path(path), number(*target))
            }
            Treatment::Spread(path) => format!("{} {}", self.word(Rule::kw_spread_in), self.path(path)),
        }
    }
}
