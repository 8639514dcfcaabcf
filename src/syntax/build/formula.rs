//! Conditions and formulas.

use super::{Build, Node, Parts, Rule, finding, has_keyword, keyword_in, nowhere};
use crate::source::Span;
use crate::syntax::ast::{
    Band, Expr, ExprKind, First, Gather, Grid, GridKey, GridKeyKind, Limit, LimitEnd, Measure, Path,
    PathPart, Steps, Tier, Tiers,
};
use crate::value::Relation;

impl Build<'_> {
    pub(super) fn hole(&self) -> Expr {
        Expr { kind: ExprKind::Hole, span: nowhere(self.id) }
    }

    /// The formula that a part holds; a hole where there is none.
    pub(super) fn expr(&mut self, node: Option<Node<'_>>) -> Expr {
        let Some(node) = node else { return self.hole() };
        let span = self.span(&node);
        let kind = match node.as_rule() {
            Rule::condition => return self.alternatives(node, span),
            Rule::conjunction => return self.chain(node, span, ExprKind::All),
            Rule::negation => return self.negation(node, span),
            Rule::comparison => return self.comparison(node, span),
            Rule::sum | Rule::plain_sum => return self.sum(node, span),
            Rule::product | Rule::plain_product => return self.product(node, span),
            Rule::factor | Rule::plain_factor => return self.factor(node, span),
            Rule::group => return Expr { span, ..self.expr(Parts::of(node).next()) },
            Rule::number => self.literal(&node).map_or(ExprKind::Hole, ExprKind::Number),
            Rule::percent => ExprKind::Share(self.share(node)),
            Rule::date => self.date(&node).map_or(ExprKind::Hole, ExprKind::Date),
            Rule::truth => ExprKind::Truth(has_keyword(&node, Rule::kw_yes)),
            Rule::everything => ExprKind::Everything,
            Rule::path => ExprKind::Path(self.path(node)),
            Rule::share_of => self.share_of(node),
            Rule::call => self.call(node),
            Rule::tiers => self.tiers(node),
            Rule::first => self.first(node),
            Rule::proportion => ExprKind::Proportion(Box::new(self.expr(Parts::of(node).next()))),
            Rule::steps => self.steps(node),
            Rule::grid => self.grid(node),
            Rule::gathered => self.gathered(node),
            Rule::each => self.each(node),
            Rule::measured => self.measured(node),
            Rule::every_item | Rule::enough | Rule::counted | Rule::summed | Rule::ranked => self.over(node),
            Rule::of_months | Rule::of_previous | Rule::standing => self.over(node),
            _ => ExprKind::Hole,
        };
        Expr { kind, span }
    }

    fn exprs(&mut self, parts: Parts<'_>) -> Vec<Expr> {
        parts.0.into_iter().map(|part| self.expr(Some(part))).collect()
    }

    fn chain(&mut self, node: Node<'_>, span: Span, kind: fn(Vec<Expr>) -> ExprKind) -> Expr {
        let mut links = self.exprs(Parts::of(node));
        if links.len() == 1 { links.remove(0) } else { Expr { kind: kind(links), span } }
    }

    /// `a or b`. Beside `or`, an `and` needs brackets: people read such lines in two ways.
    fn alternatives(&mut self, node: Node<'_>, span: Span) -> Expr {
        let links = Parts::of(node.clone()).0;
        if links.len() > 1 {
            for link in links.into_iter().filter(|link| Parts::of(link.clone()).0.len() > 1) {
                let place = self.span(&link);
                let text = self.text[place.start as usize..place.end as usize].to_owned();
                self.findings.push(finding::and_beside_or(place, &text));
            }
        }
        self.chain(node, span, ExprKind::Any)
    }

    fn negation(&mut self, node: Node<'_>, span: Span) -> Expr {
        let times = node.clone().into_inner().filter(|part| part.as_rule() == Rule::kw_not).count();
        let inner = self.expr(Parts::of(node).next());
        if times % 2 == 0 { inner } else { Expr { kind: ExprKind::Not(Box::new(inner)), span } }
    }

    fn comparison(&mut self, node: Node<'_>, span: Span) -> Expr {
        let mut parts = Parts::of(node);
        let left = self.expr(parts.next());
        let kind = match parts.next() {
            None => return left,
            Some(node) if node.as_rule() == Rule::name => {
                ExprKind::Includes(Box::new(left), self.name(&node))
            }
            Some(node) => {
                let right = self.expr(parts.next());
                ExprKind::Compare(relation(node.as_str()), Box::new(left), Box::new(right))
            }
        };
        Expr { kind, span }
    }

    /// The links of a chain with what stands before each; the flag is true where `inverse` says so.
    fn linked(&mut self, node: Node<'_>, inverse: fn(&str) -> bool) -> Vec<(bool, Expr)> {
        let (mut links, mut inverted) = (Vec::new(), false);
        for part in Parts::of(node).0 {
            if matches!(part.as_rule(), Rule::sign | Rule::times) {
                inverted = inverse(part.as_str());
            } else {
                links.push((inverted, self.expr(Some(part))));
            }
        }
        links
    }

    fn sum(&mut self, node: Node<'_>, span: Span) -> Expr {
        let mut links = self.linked(node, |sign| sign != "+");
        if links.len() == 1 { links.remove(0).1 } else { Expr { kind: ExprKind::Sum(links), span } }
    }

    fn product(&mut self, node: Node<'_>, span: Span) -> Expr {
        let mut links = self.linked(node, |sign| matches!(sign, "/" | "÷"));
        if links.len() == 1 { links.remove(0).1 } else { Expr { kind: ExprKind::Product(links), span } }
    }

    fn factor(&mut self, node: Node<'_>, span: Span) -> Expr {
        Expr { span, ..self.signed(Parts::of(node)) }
    }

    /// A formula with any number of minus signs before it.
    fn signed(&mut self, mut parts: Parts<'_>) -> Expr {
        let mut minus = 0;
        while parts.take(Rule::minus).is_some() {
            minus += 1;
        }
        let inner = self.expr(parts.next());
        let span = inner.span;
        if minus % 2 == 0 { inner } else { Expr { kind: ExprKind::Negated(Box::new(inner)), span } }
    }

    pub(super) fn path(&mut self, node: Node<'_>) -> Path {
        let span = self.span(&node);
        let parts = node.into_inner().map(|part| match part.as_rule() {
            Rule::kw_total => PathPart::Total,
            Rule::kw_content => PathPart::Contents,
            Rule::kw_points => PathPart::Points,
            Rule::kw_class => PathPart::Class,
            Rule::kw_maximum => PathPart::Maximum,
            Rule::kw_from => PathPart::From,
            Rule::pool_name => PathPart::Name(self.pool_name(&part)),
            _ => PathPart::Name(self.name(&part)),
        });
        Path { parts: parts.collect(), span }
    }

    fn share_of(&mut self, node: Node<'_>) -> ExprKind {
        let mut parts = Parts::of(node);
        // The share may have a name: a parameter, or a percentage that was reported.
        if let Some(name) = parts.take(Rule::path) {
            let share = self.expr(Some(name));
            return ExprKind::Product(vec![(false, share), (false, self.signed(parts))]);
        }
        let share = parts.next().map_or(crate::value::Number::ZERO, |share| self.share(share));
        ExprKind::ShareOf(share, Box::new(self.signed(parts)))
    }

    fn call(&mut self, node: Node<'_>) -> ExprKind {
        let mut parts = Parts::of(node);
        let Some(name) = parts.next() else { return ExprKind::Hole };
        let name = self.name(&name);
        ExprKind::Call(name, self.exprs(parts))
    }

    fn tiers(&mut self, node: Node<'_>) -> ExprKind {
        let mut parts = Parts::of(node.clone());
        let of = Box::new(self.expr(parts.next()));
        let (mut lines, mut broken) = (Vec::new(), false);
        for part in parts.0 {
            match part.as_rule() {
                Rule::tier => lines.push(self.tier(part)),
                Rule::unclosed => self.unclosed(&node),
                _ => {
                    broken = true;
                    self.broken(&part, Rule::tier);
                }
            }
        }
        ExprKind::Tiers(Tiers { of, lines, broken })
    }

    fn tier(&mut self, node: Node<'_>) -> Tier {
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let limits = self.limits(&mut parts);
        let or_when = parts.take(Rule::condition).map(|node| self.expr(Some(node)));
        Tier { limits, or_when, value: self.expr(parts.next()), span }
    }

    pub(super) fn limits(&mut self, parts: &mut Parts<'_>) -> Vec<Limit> {
        let mut limits = Vec::new();
        while let Some(node) = parts.take(Rule::limit) {
            let end = match keyword_in(&node) {
                Some(Rule::kw_above) => LimitEnd::Above,
                Some(Rule::kw_below) => LimitEnd::Below,
                Some(Rule::kw_up_to) => LimitEnd::UpTo,
                Some(Rule::kw_exactly) => LimitEnd::Exactly,
                _ => LimitEnd::From,
            };
            limits.push(Limit { end, at: self.expr(Parts::of(node).next()) });
        }
        limits
    }

    fn first(&mut self, node: Node<'_>) -> ExprKind {
        let mut first = First { branches: Vec::new(), otherwise: None, broken: false };
        for part in Parts::of(node.clone()).0 {
            match part.as_rule() {
                Rule::branch => {
                    let mut parts = Parts::of(part);
                    let condition = self.expr(parts.next());
                    first.branches.push((condition, self.expr(parts.next())));
                }
                Rule::otherwise => first.otherwise = Some(Box::new(self.expr(Parts::of(part).next()))),
                Rule::unclosed => self.unclosed(&node),
                _ => {
                    first.broken = true;
                    self.broken(&part, Rule::branch);
                }
            }
        }
        ExprKind::First(first)
    }

    fn steps(&mut self, node: Node<'_>) -> ExprKind {
        let mut parts = Parts::of(node);
        let (of, base, at) = (self.expr(parts.next()), self.expr(parts.next()), self.expr(parts.next()));
        let bands = parts.0.into_iter().map(|band| self.band(band)).collect();
        ExprKind::Steps(Box::new(Steps { of, base, at, bands }))
    }

    fn band(&mut self, node: Node<'_>) -> Band {
        let (span, full) = (self.span(&node), has_keyword(&node, Rule::kw_per_full));
        let mut parts = Parts::of(node);
        let (rate, per) = (self.expr(parts.next()), self.expr(parts.next()));
        let less = parts.take(Rule::less).is_some();
        let up_to = parts.next().map(|node| self.expr(Some(node)));
        Band { rate, per, full, less, up_to, span }
    }

    fn grid(&mut self, node: Node<'_>) -> ExprKind {
        let mut parts = Parts::of(node);
        let (rows_of, columns_of) = (self.expr(parts.next()), self.expr(parts.next()));
        let columns = match parts.take(Rule::grid_head) {
            Some(head) => between_bars(head).into_iter().map(|key| self.grid_key(key)).collect(),
            None => Vec::new(),
        };
        let mut rows = Vec::new();
        for row in parts.0 {
            let mut cells = between_bars(row).into_iter();
            let Some(key) = cells.next() else { continue };
            let key = self.grid_key(key);
            rows.push((key, cells.map(|cell| self.expr(Some(cell))).collect()));
        }
        ExprKind::Grid(Box::new(Grid { rows_of, columns_of, columns, rows }))
    }

    fn grid_key(&mut self, node: Node<'_>) -> GridKey {
        let (span, word) = (self.span(&node), keyword_in(&node));
        let mut parts = Parts::of(node);
        let limits = self.limits(&mut parts);
        let name = parts.next().map(|name| self.name(&name));
        let kind = match (name, word) {
            (Some(name), _) => GridKeyKind::Word(name),
            (None, Some(Rule::kw_yes)) => GridKeyKind::Truth(true),
            (None, Some(Rule::kw_no)) => GridKeyKind::Truth(false),
            (None, _) => GridKeyKind::Limits(limits),
        };
        GridKey { kind, span }
    }

    fn gathered(&mut self, node: Node<'_>) -> ExprKind {
        let gather = match keyword_in(&node) {
            Some(Rule::kw_greatest_of) => Gather::Greatest,
            Some(Rule::kw_least_of) => Gather::Least,
            Some(Rule::kw_average_of) => Gather::Average,
            _ => Gather::Sum,
        };
        ExprKind::Gather(gather, self.exprs(Parts::of(node)))
    }

    fn each(&mut self, node: Node<'_>) -> ExprKind {
        let mut parts = Parts::of(node);
        let rate = parts.next().map_or(crate::value::Number::ZERO, |rate| self.number(&rate));
        ExprKind::Each(rate, Box::new(self.expr(parts.next())))
    }

    fn measured(&mut self, node: Node<'_>) -> ExprKind {
        let of_maximum = has_keyword(&node, Rule::kw_maximum);
        let of_criteria = has_keyword(&node, Rule::kw_criterion);
        let of = Parts::of(node).next().map(|content| {
            let dotted = self.dotted(&content);
            Path { parts: dotted.names.into_iter().map(PathPart::Name).collect(), span: dotted.span }
        });
        ExprKind::Measured(Measure { of_maximum, of_criteria, of })
    }
}

/// What stands between the bars of a line of a grid.
fn between_bars(node: Node<'_>) -> Vec<Node<'_>> {
    let is_bar = |part: &Node<'_>| matches!(part.as_rule(), Rule::bar | Rule::last_bar);
    Parts::of(node).0.into_iter().filter(|part| !is_bar(part)).collect()
}

fn relation(symbol: &str) -> Relation {
    match symbol {
        ">=" | "≥" => Relation::AtLeast,
        "<=" | "≤" => Relation::AtMost,
        "!=" | "≠" => Relation::Unequal,
        ">" => Relation::Greater,
        "<" => Relation::Less,
        _ => Relation::Equal,
    }
}
