//! Formulas and conditions.

use super::{Printer, block, number, share};
use crate::syntax::ast::{
    Band, Expr, ExprKind, First, Gather, Grid, GridKey, GridKeyKind, Limit, LimitEnd, Path, PathPart, Steps,
    Tier,
};
use crate::syntax::keyword;
use crate::syntax::parser::Rule;

/// What of the grammar a formula is, from the loosest to what never needs brackets.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Level {
    Condition,
    Conjunction,
    Negation,
    Comparison,
    Sum,
    Product,
    Factor,
    ShareOf,
    Primary,
}

/// How tables stand.
#[derive(Clone, Copy, PartialEq)]
enum Layout {
    /// All on one line, but for grids: bars end lines.
    Line,
    /// A line for each line of the table.
    Block,
}

fn level(expr: &Expr) -> Level {
    match &expr.kind {
        ExprKind::Any(_) => Level::Condition,
        ExprKind::All(_) => Level::Conjunction,
        ExprKind::Not(_) => Level::Negation,
        ExprKind::Compare(..) | ExprKind::Includes(..) => Level::Comparison,
        // The last two would take the rest of a longer sum to themselves.
        ExprKind::Sum(_) | ExprKind::Proportion(_) | ExprKind::Each(..) => Level::Sum,
        // Its own condition would take what stands behind it.
        ExprKind::Over(over) if over.with.is_some() || over.none.is_some() => Level::Comparison,
        ExprKind::Product(_) => Level::Product,
        ExprKind::Negated(_) => Level::Factor,
        ExprKind::ShareOf(..) => Level::ShareOf,
        _ => Level::Primary,
    }
}

/// Whether a formula may stand where the grammar asks for a plain one.
fn is_plain(expr: &Expr) -> bool {
    !matches!(
        &expr.kind,
        ExprKind::Tiers(_)
            | ExprKind::Steps(_)
            | ExprKind::Grid(_)
            | ExprKind::Proportion(_)
            | ExprKind::Each(..)
            | ExprKind::Everything
    )
}

impl Printer {
    /// A formula or condition. On one line, unless there is a grid in it.
    pub fn expr(&self, expr: &Expr) -> String {
        self.bare(expr, false)
    }

    /// `from 90%`
    pub fn limit(&self, limit: &Limit) -> String {
        format!("{} {}", self.limit_end(limit.end), self.before_name(self.plain(&limit.at)))
    }

    pub(super) fn limit_end(&self, end: LimitEnd) -> &'static str {
        self.word(match end {
            LimitEnd::From => Rule::kw_from,
            LimitEnd::Above => Rule::kw_above,
            LimitEnd::Below => Rule::kw_below,
            LimitEnd::UpTo => Rule::kw_up_to,
            LimitEnd::Exactly => Rule::kw_exactly,
        })
    }

    pub(super) fn limits(&self, limits: &[Limit]) -> String {
        limits.iter().map(|limit| self.limit(limit)).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn path(&self, path: &Path) -> String {
        let parts = path.parts.iter().map(|part| match part {
            PathPart::Name(name) => name.text.clone(),
            PathPart::Total => self.word(Rule::kw_total).to_owned(),
            PathPart::Contents => self.contents(),
            PathPart::Points => self.word(Rule::kw_points).to_owned(),
            PathPart::Class => self.word(Rule::kw_class).to_owned(),
            PathPart::From => self.word(Rule::kw_from).to_owned(),
            PathPart::Maximum => self.word(Rule::kw_maximum).to_owned(),
        });
        parts.collect::<Vec<_>>().join(".")
    }

    /// A formula where the grammar asks for a sum.
    pub(super) fn sum(&self, expr: &Expr) -> String {
        self.at(expr, Level::Sum, false)
    }

    /// A formula that fills its place in a criterion: a table of it has a line for each of its lines.
    pub(super) fn whole(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Tiers(_) | ExprKind::First(_) | ExprKind::Steps(_) => self.table(expr, Layout::Block),
            _ => self.sum(expr),
        }
    }

    /// A formula where the grammar asks for one condition.
    pub(super) fn negation(&self, expr: &Expr) -> String {
        self.at(expr, Level::Negation, false)
    }

    fn plain(&self, expr: &Expr) -> String {
        self.at(expr, Level::Sum, true)
    }

    /// A formula with brackets, where it is looser than its place, or not plain where it must be.
    fn at(&self, expr: &Expr, least: Level, plain: bool) -> String {
        if level(expr) >= least && (is_plain(expr) || !plain) {
            self.bare(expr, plain)
        } else {
            format!("({})", self.bare(expr, false))
        }
    }

    fn bare(&self, expr: &Expr, plain: bool) -> String {
        match &expr.kind {
            ExprKind::Number(value) => number(*value),
            ExprKind::Share(value) => share(*value),
            ExprKind::Date(date) => date.to_string(),
            ExprKind::Truth(truth) => self.truth(*truth).to_owned(),
            ExprKind::Path(path) => self.path(path),
            ExprKind::Everything => self.word(Rule::kw_all).to_owned(),
            ExprKind::Measured(measure) => self.measure(measure),
            ExprKind::Over(over) => self.over(over),
            ExprKind::Hole => "?".to_owned(),
            ExprKind::Sum(links) => self.chain(links, [" + ", " - "], Level::Product, plain),
            ExprKind::Product(links) => self.chain(links, [" * ", " / "], Level::Factor, plain),
            ExprKind::Negated(inner) => format!("-{}", self.at(inner, Level::ShareOf, plain)),
            ExprKind::Compare(relation, left, right) => {
                format!("{} {} {}", self.sum(left), relation.symbol(), self.sum(right))
            }
            ExprKind::Includes(set, name) => {
                format!("{} {} {}", self.sum(set), self.word(Rule::kw_includes), name.text)
            }
            // Both with brackets around chains in them: `and` beside `or` is refused without.
            ExprKind::All(links) => self.listed(links, Level::Negation, &self.between(Rule::kw_and)),
            ExprKind::Any(links) => self.listed(links, Level::Negation, &self.between(Rule::kw_or)),
            ExprKind::Not(inner) => {
                format!("{} {}", self.word(Rule::kw_not), self.at(inner, Level::Comparison, false))
            }
            _ => self.table(expr, Layout::Line),
        }
    }

    /// Formulas that begin with a word or number of their own.
    fn table(&self, expr: &Expr, layout: Layout) -> String {
        match &expr.kind {
            ExprKind::ShareOf(value, of) => {
                format!("{} {} {}", share(*value), self.word(Rule::kw_of), self.shared(of))
            }
            ExprKind::Tiers(tiers) => {
                let head = format!("{} {}", self.word(Rule::kw_tiers_of), self.plain(&tiers.of));
                let lines: Vec<String> = tiers.lines.iter().map(|tier| self.tier(tier)).collect();
                braced(&head, &lines, "  ", layout)
            }
            ExprKind::First(first) => {
                braced(self.word(Rule::kw_first_of), &self.branches(first), "  ", layout)
            }
            ExprKind::Proportion(of) => format!("{} {}", self.word(Rule::kw_proportion), self.plain(of)),
            ExprKind::Steps(steps) => self.steps(steps, layout),
            ExprKind::Grid(grid) => self.grid(grid),
            ExprKind::Gather(gather, links) => {
                let which = match gather {
                    Gather::Greatest => Rule::kw_greatest_of,
                    Gather::Least => Rule::kw_least_of,
                    Gather::Sum => Rule::kw_sum_of,
                    Gather::Average => Rule::kw_average_of,
                };
                format!("{} {{ {} }}", self.word(which), self.listed(links, Level::Sum, ", "))
            }
            ExprKind::Each(rate, of) => {
                format!("{} {} {}", number(*rate), self.word(Rule::kw_each_for), self.plain(of))
            }
            ExprKind::Call(name, links) => format!("{}({})", name.text, self.listed(links, Level::Sum, ", ")),
            _ => String::new(),
        }
    }

    pub(super) fn truth(&self, truth: bool) -> &'static str {
        self.word(if truth { Rule::kw_yes } else { Rule::kw_no })
    }

    fn between(&self, rule: Rule) -> String {
        format!(" {} ", self.word(rule))
    }

    fn listed(&self, links: &[Expr], least: Level, between: &str) -> String {
        links.iter().map(|link| self.at(link, least, false)).collect::<Vec<_>>().join(between)
    }

    fn chain(&self, links: &[(bool, Expr)], signs: [&str; 2], least: Level, plain: bool) -> String {
        let mut chain = String::new();
        for (place, (inverse, link)) in links.iter().enumerate() {
            if place > 0 {
                chain.push_str(signs[usize::from(*inverse)]);
            }
            chain.push_str(&self.at(link, least, plain));
        }
        chain
    }

    /// What stands behind `20% of`: a share of it in brackets only, whatever its sign.
    fn shared(&self, of: &Expr) -> String {
        match &of.kind {
            ExprKind::Negated(inner) => format!("-{}", self.at(inner, Level::Primary, true)),
            _ => self.at(of, Level::Primary, true),
        }
    }

    /// `2 points each for late`, as people say it where nothing can stand before or behind it.
    pub(super) fn counted(&self, formula: &Expr) -> Option<String> {
        let ExprKind::Each(rate, of) = &formula.kind else { return None };
        Some(format!("{} {} {}", self.points(*rate), self.word(Rule::kw_each_for), self.plain(of)))
    }

    fn tier(&self, tier: &Tier) -> String {
        let or_when = tier.or_when.as_ref().map(|when| self.clause(Rule::kw_or_when, when));
        let (limits, value) = (self.limits(&tier.limits), self.before_keyword(self.sum(&tier.value)));
        format!("{limits}{}: {value}", or_when.unwrap_or_default())
    }

    fn branches(&self, first: &First) -> Vec<String> {
        let branch = |(condition, value): &(Expr, Expr)| {
            let (condition, value) = (self.expr(condition), self.before_name(self.sum(value)));
            // Behind the value of the branch before it, both would be read as going on with that.
            let goes_on = condition.starts_with('-') || condition.starts_with(self.word(Rule::kw_points));
            if goes_on { format!("({condition}): {value}") } else { format!("{condition}: {value}") }
        };
        let otherwise = first
            .otherwise
            .as_deref()
            .map(|value| format!("{}: {}", self.word(Rule::kw_otherwise), self.sum(value)));
        first.branches.iter().map(branch).chain(otherwise).collect()
    }

    fn steps(&self, steps: &Steps, layout: Layout) -> String {
        let head = format!("{} {}", self.word(Rule::kw_steps_of), self.plain(&steps.of));
        let (base, at) = (self.before_keyword(self.plain(&steps.base)), self.plain(&steps.at));
        let mut lines = vec![format!("{base} {} {at}", self.word(Rule::kw_at))];
        lines.extend(steps.bands.iter().map(|band| self.band(band)));
        let last = lines.len() - 1;
        lines[..last].iter_mut().for_each(|line| line.push(','));
        braced(&head, &lines, " ", layout)
    }

    fn band(&self, band: &Band) -> String {
        let per = self.word(if band.full { Rule::kw_per_full } else { Rule::kw_per });
        let less = if band.less { format!(" {}", self.word(Rule::kw_less)) } else { String::new() };
        let up_to =
            band.up_to.as_ref().map(|end| format!(" {} {}", self.word(Rule::kw_up_to), self.plain(end)));
        let (rate, size) =
            (self.before_keyword(self.plain(&band.rate)), self.before_keyword(self.plain(&band.per)));
        format!("{rate} {per} {size}{less}{}", up_to.unwrap_or_default())
    }

    fn grid(&self, grid: &Grid) -> String {
        let of = format!("{}, {}", self.plain(&grid.rows_of), self.plain(&grid.columns_of));
        let columns = grid.columns.iter().map(|key| format!("| {}", self.grid_key(key)));
        let mut lines = vec![columns.collect::<Vec<_>>().join(" ")];
        lines.extend(grid.rows.iter().map(|(key, cells)| {
            let cells = cells.iter().map(|cell| format!(" | {}", self.before_name(self.plain(cell))));
            format!("{}{}", self.grid_key(key), cells.collect::<String>())
        }));
        block(&format!("{} {of}", self.word(Rule::kw_table_of)), &lines)
    }

    fn grid_key(&self, key: &GridKey) -> String {
        match &key.kind {
            GridKeyKind::Limits(limits) => self.limits(limits),
            GridKeyKind::Truth(truth) => self.truth(*truth).to_owned(),
            GridKeyKind::Word(name) => name.text.clone(),
        }
    }

    /// A keyword with a condition behind it, and a blank before both.
    pub(super) fn clause(&self, rule: Rule, condition: &Expr) -> String {
        format!(" {} {}", self.word(rule), self.before_name(self.expr(condition)))
    }

    /// A formula where a keyword may follow it. The two could be one keyword: `half` and `up to`.
    pub(super) fn before_keyword(&self, text: String) -> String {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        let last = text.rsplit(|character| !is_part(character)).next().unwrap_or_default();
        if keyword::begins_keyword(last) { format!("({text})") } else { text }
    }

    /// A formula where a name, content or criterion may follow it: behind `all` and `contents`, those
    /// would be read as one formula with them.
    pub(super) fn before_name(&self, text: String) -> String {
        let takes = |word: &str| {
            let before = text.strip_suffix(word);
            before.is_some_and(|before| !before.ends_with(|it: char| it.is_alphanumeric() || it == '_'))
        };
        if takes(self.word(Rule::kw_all)) || takes(&self.contents()) {
            format!("({text})")
        } else {
            self.before_keyword(text)
        }
    }
}

fn braced(head: &str, lines: &[String], between: &str, layout: Layout) -> String {
    match layout {
        Layout::Block => block(head, lines),
        Layout::Line => format!("{head} {{ {} }}", lines.join(between)),
    }
}
