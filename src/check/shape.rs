//! Formulas that are written as small tables: tiers, branches, steps, grids.

use super::formula::hole;
use super::{Checker, finding};
use crate::model::{Band, Expr, ExprNode, Grid, GridKey, LimitExprs, Steps, Tier};
use crate::source::Span;
use crate::syntax::ast::{self, GridKeyKind, LimitEnd};
use crate::value::{Kind, Number, Value};

/// How many lines tiers or a grid can have: each is held against each other.
const MAXIMUM_LINES: usize = 200;

impl Checker<'_> {
    /// One limit or two, of the kind of `of`.
    pub(super) fn limits(&mut self, limits: &[ast::Limit], of: (Span, Kind), span: Span) -> LimitExprs {
        let mut checked = LimitExprs::default();
        for limit in limits {
            let (is_low, is_high) = match limit.end {
                LimitEnd::From | LimitEnd::Above => (true, false),
                LimitEnd::Below | LimitEnd::UpTo => (false, true),
                LimitEnd::Exactly => (true, true),
            };
            if (is_low && checked.low.is_some()) || (is_high && checked.high.is_some()) {
                self.findings.push(finding::bad_limits(span));
            }
            let is_included = !matches!(limit.end, LimitEnd::Above | LimitEnd::Below);
            if is_low {
                checked.low = Some((Box::new(self.limit(&limit.at, of)), is_included));
            }
            if is_high {
                checked.high = Some((Box::new(self.limit(&limit.at, of)), is_included));
            }
        }
        let constant = |end: &Option<(Box<Expr>, bool)>| {
            end.as_ref().and_then(|(at, included)| Some((Self::constant_number(at)?, *included)))
        };
        if let (Some((low, low_in)), Some((high, high_in))) =
            (constant(&checked.low), constant(&checked.high))
            && (low > high || (low == high && !(low_in && high_in)))
        {
            self.findings.push(finding::bad_limits(span));
        }
        checked
    }

    fn limit(&mut self, at: &ast::Expr, of: (Span, Kind)) -> Expr {
        let checked = self.number(at);
        if of.1.join(checked.kind).is_none() {
            self.findings.push(finding::kinds_differ(at.span, (of.0, of.1), (at.span, checked.kind)));
            return hole(at.span);
        }
        checked
    }

    pub(super) fn tiers(&mut self, tiers: &ast::Tiers, span: Span) -> Expr {
        let mut of = self.number(&tiers.of);
        let measured = (of.span, of.kind);
        let lines: Vec<Tier> = tiers
            .lines
            .iter()
            .map(|line| Tier {
                limits: self.limits(&line.limits, measured, line.span),
                or_when: line.or_when.as_ref().map(|when| self.condition(when)),
                value: self.number(&line.value),
                span: line.span,
            })
            .collect();
        if lines.len() > MAXIMUM_LINES {
            self.findings.push(finding::too_many_lines(span, MAXIMUM_LINES));
        }
        if tiers.broken || lines.is_empty() {
            return hole(span);
        }
        let limits = lines.iter().flat_map(|line| [&line.limits.low, &line.limits.high]).flatten();
        limits.for_each(|(limit, _)| of.settle(limit.kind));
        let kind = self.kind_of_values(lines.iter().map(|line| &line.value), span);
        Expr { node: ExprNode::Tiers(Box::new(of), lines), kind, span }
    }

    fn kind_of_values<'e>(&mut self, values: impl Iterator<Item = &'e Expr>, span: Span) -> Kind {
        let mut kind = Kind::Hole;
        let mut first = None;
        for value in values {
            let (place, before) = *first.get_or_insert((value.span, value.kind));
            match kind.join(value.kind) {
                Some(joined) => kind = joined,
                None => {
                    self.findings.push(finding::kinds_differ(
                        span,
                        (place, before),
                        (value.span, value.kind),
                    ));
                    return Kind::Hole;
                }
            }
        }
        kind
    }

    pub(super) fn first(&mut self, first: &ast::First, span: Span) -> Expr {
        let branches: Vec<(Expr, Expr)> =
            first.branches.iter().map(|(when, value)| (self.condition(when), self.number(value))).collect();
        let otherwise = first.otherwise.as_ref().map(|value| Box::new(self.number(value)));
        if first.broken {
            return hole(span);
        }
        let values = branches.iter().map(|(_, value)| value).chain(otherwise.as_deref());
        let kind = self.kind_of_values(values, span);
        Expr { node: ExprNode::First(branches, otherwise), kind, span }
    }

    pub(super) fn steps(&mut self, steps: &ast::Steps, span: Span) -> Expr {
        let (of, base, at) = (self.number(&steps.of), self.number(&steps.base), self.number(&steps.at));
        if of.kind.join(at.kind).is_none() {
            self.findings.push(finding::kinds_differ(span, (of.span, of.kind), (at.span, at.kind)));
        }
        let less = steps.bands.iter().any(|band| band.less);
        let last = steps.bands.len().saturating_sub(1);
        for (index, band) in steps.bands.iter().enumerate() {
            if band.less != less || (index < last && band.up_to.is_none()) {
                self.findings.push(finding::bad_bands(band.span));
            }
        }
        self.ends_in_order(&steps.bands, &at, less);
        let measured = (of.span, of.kind);
        let bands = steps.bands.iter().map(|band| Band {
            rate: self.number(&band.rate),
            per: self.limit(&band.per, measured),
            full: band.full,
            up_to: band.up_to.as_ref().map(|end| self.limit(end, measured)),
        });
        let bands = bands.collect();
        let node = ExprNode::Steps(Box::new(Steps { of, base, at, less, bands }));
        Expr { node, kind: Kind::Number, span }
    }

    /// Bands lie one behind the other, and their steps are above 0, as far as both are printed.
    fn ends_in_order(&mut self, bands: &[ast::Band], at: &Expr, less: bool) {
        let printed = |expr: &ast::Expr| match &expr.kind {
            ast::ExprKind::Number(number) | ast::ExprKind::Share(number) => Some(*number),
            _ => None,
        };
        let mut start = Self::constant_number(at);
        for band in bands {
            if printed(&band.per).is_some_and(|per| per <= Number::ZERO) {
                self.findings.push(finding::bad_step(band.per.span));
            }
            let end = band.up_to.as_ref().and_then(printed);
            if let (Some(start), Some(end)) = (start, end)
                && (if less { end >= start } else { end <= start })
            {
                self.findings.push(finding::bad_bands(band.span));
            }
            start = end;
        }
    }

    pub(super) fn grid(&mut self, grid: &ast::Grid, span: Span) -> Expr {
        let (rows_of, columns_of) = (self.formula(&grid.rows_of, None), self.formula(&grid.columns_of, None));
        let columns = self.grid_keys(grid.columns.iter(), &columns_of);
        let rows = self.grid_keys(grid.rows.iter().map(|(key, _)| key), &rows_of);
        for (key, cells) in &grid.rows {
            if cells.len() != grid.columns.len() {
                self.findings.push(finding::grid_row(key.span, grid.columns.len(), cells.len()));
            }
        }
        let cells: Vec<Vec<Expr>> = grid.rows.iter().map(|(_, cells)| self.numbers(cells)).collect();
        if grid.rows.len().max(grid.columns.len()) > MAXIMUM_LINES {
            self.findings.push(finding::too_many_lines(span, MAXIMUM_LINES));
        }
        let (Some(columns), Some(rows)) = (columns, rows) else { return hole(span) };
        let kind = self.kind_of_values(cells.iter().flatten(), span);
        Expr {
            node: ExprNode::Grid(Box::new(Grid { rows_of, columns_of, rows, columns, cells })),
            kind,
            span,
        }
    }

    fn grid_keys<'k>(
        &mut self,
        keys: impl Iterator<Item = &'k ast::GridKey>,
        of: &Expr,
    ) -> Option<Vec<GridKey>> {
        let keys: Vec<Option<GridKey>> = keys.map(|key| self.grid_key(key, of)).collect();
        keys.into_iter().collect()
    }

    fn grid_key(&mut self, key: &ast::GridKey, of: &Expr) -> Option<GridKey> {
        let found = match (&key.kind, of.kind) {
            (GridKeyKind::Limits(limits), kind) if kind.is_number() => {
                return Some(GridKey::Limits(self.limits(limits, (of.span, kind), key.span)));
            }
            (GridKeyKind::Truth(truth), Kind::Truth) => return Some(GridKey::Value(Value::Truth(*truth))),
            (GridKeyKind::Word(word), Kind::Word(choice)) => {
                return self.word(choice, word).map(|word| GridKey::Value(Value::Word(word)));
            }
            (_, Kind::Hole) => return None,
            (GridKeyKind::Limits(_), _) => Kind::Number,
            (GridKeyKind::Truth(_), _) => Kind::Truth,
            (GridKeyKind::Word(_), _) => Kind::Word(0),
        };
        self.findings.push(finding::kinds_differ(key.span, (of.span, of.kind), (key.span, found)));
        None
    }
}
