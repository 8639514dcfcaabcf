//! Formulas and conditions: their kinds.

use super::{Checker, finding};
use crate::link::Symbol;
use crate::model::{Expr, ExprNode};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Gather, PathPart};
use crate::value::{Kind, Number, Relation, Value};

impl Checker<'_> {
    /// A formula that must be a condition.
    pub(super) fn condition(&mut self, expr: &ast::Expr) -> Expr {
        let checked = self.formula(expr, None);
        if !matches!(checked.kind, Kind::Truth | Kind::Hole) {
            self.findings.push(finding::no_condition(expr.span, checked.kind));
            return hole(expr.span);
        }
        checked
    }

    /// A formula that must be a number.
    pub(super) fn number(&mut self, expr: &ast::Expr) -> Expr {
        let checked = self.formula(expr, None);
        if !checked.kind.is_number() {
            self.findings.push(finding::no_number(expr.span, checked.kind));
            return hole(expr.span);
        }
        checked
    }

    pub(super) fn numbers(&mut self, exprs: &[ast::Expr]) -> Vec<Expr> {
        exprs.iter().map(|expr| self.number(expr)).collect()
    }

    /// A formula of any kind. `wanted` is the kind of what stands beside it, whose words it may name.
    pub(super) fn formula(&mut self, expr: &ast::Expr, wanted: Option<Kind>) -> Expr {
        let span = expr.span;
        let plain = |node: ExprNode, kind: Kind| Expr { node, kind, span };
        let constant = |value: Value, kind: Kind| Expr { node: ExprNode::Constant(value), kind, span };
        match &expr.kind {
            ExprKind::Number(number) => {
                let is_whole = number.reduced().denominator() == 1;
                constant(Value::Number(*number), if is_whole { Kind::Count } else { Kind::Number })
            }
            ExprKind::Share(share) => constant(Value::Number(*share), Kind::Share),
            ExprKind::Date(date) => constant(Value::Date(*date), Kind::Date),
            ExprKind::Truth(truth) => constant(Value::Truth(*truth), Kind::Truth),
            ExprKind::Path(path) => self.path(path, wanted),
            ExprKind::Everything => self.everything(span),
            ExprKind::Sum(links) => self.sum(links, span),
            ExprKind::Product(links) => self.product(links, span),
            ExprKind::Negated(inner) => {
                let inner = self.number(inner);
                let kind = inner.kind;
                plain(ExprNode::Sum(vec![(true, inner)]), kind)
            }
            ExprKind::ShareOf(share, inner) => {
                let share = constant(Value::Number(*share), Kind::Share);
                let inner = self.number(inner);
                let kind = if inner.kind == Kind::Count { Kind::Number } else { inner.kind };
                plain(ExprNode::Product(vec![(false, share), (false, inner)]), kind)
            }
            ExprKind::Each(rate, inner) => {
                let rate = constant(Value::Number(*rate), Kind::Number);
                let inner = self.number(inner);
                plain(ExprNode::Product(vec![(false, rate), (false, inner)]), Kind::Number)
            }
            ExprKind::Compare(relation, left, right) => self.comparison(*relation, left, right, span),
            ExprKind::Includes(left, word) => self.includes(left, word, span),
            ExprKind::All(links) => plain(ExprNode::All(self.conditions(links)), Kind::Truth),
            ExprKind::Any(links) => plain(ExprNode::Any(self.conditions(links)), Kind::Truth),
            ExprKind::Not(inner) => plain(ExprNode::Not(Box::new(self.condition(inner))), Kind::Truth),
            ExprKind::Tiers(tiers) => self.tiers(tiers, span),
            ExprKind::First(first) => self.first(first, span),
            ExprKind::Proportion(inner) => self.proportion(inner, span),
            ExprKind::Steps(steps) => self.steps(steps, span),
            ExprKind::Grid(grid) => self.grid(grid, span),
            ExprKind::Gather(gather, links) => self.gather(*gather, links, span),
            ExprKind::Call(name, arguments) => self.call(name, arguments, span),
            ExprKind::Measured(measure) => self.measured(measure, span),
            ExprKind::Over(over) => self.over(over, span),
            ExprKind::Hole => hole(span),
        }
    }

    pub(super) fn conditions(&mut self, exprs: &[ast::Expr]) -> Vec<Expr> {
        exprs.iter().map(|expr| self.condition(expr)).collect()
    }

    fn everything(&mut self, span: Span) -> Expr {
        if !self.in_deduction {
            self.findings.push(finding::everything_alone(span));
            return hole(span);
        }
        Expr { node: ExprNode::Everything, kind: Kind::Number, span }
    }

    /// A name. Beside a choice, a word of that choice.
    fn path(&mut self, path: &ast::Path, wanted: Option<Kind>) -> Expr {
        let span = path.span;
        let symbol = self.linked.names.get(&span).copied();
        if let ([PathPart::Name(name)], Some(Kind::Word(choice))) = (path.parts.as_slice(), wanted) {
            let fits = symbol.is_some_and(|symbol| self.kind_of(symbol) == Kind::Word(choice));
            if let Some(word) = self.find_word(choice, &name.key)
                && !fits
            {
                return Expr { node: ExprNode::Constant(Value::Word(word)), kind: Kind::Word(choice), span };
            }
            if symbol == Some(Symbol::Word) {
                self.word(choice, name);
                return hole(span);
            }
        }
        match symbol {
            None => hole(span),
            // What stands beside it is wrong and reported.
            Some(Symbol::Word) if wanted == Some(Kind::Hole) => hole(span),
            Some(Symbol::Word) => {
                let text = self.words_at(span);
                self.findings.push(finding::word_alone(span, &text));
                hole(span)
            }
            Some(Symbol::ClassFrom(line)) => self.class_from(line, span),
            Some(symbol @ (Symbol::PartPoints | Symbol::PartMaximum)) => self.part_value(symbol, span),
            Some(symbol) => Expr { node: ExprNode::Symbol(symbol), kind: self.kind_of(symbol), span },
        }
    }

    fn sum(&mut self, links: &[(bool, ast::Expr)], span: Span) -> Expr {
        let mut checked: Vec<(bool, Expr)> =
            links.iter().map(|(minus, link)| (*minus, self.formula(link, None))).collect();
        if checked.iter().any(|(_, link)| link.kind == Kind::Date) {
            return self.dates(checked, span);
        }
        let mut kind = Kind::Hole;
        for index in 0..checked.len() {
            let link = &checked[index].1;
            if !link.kind.is_number() {
                self.findings.push(finding::no_number(link.span, link.kind));
                checked[index].1 = hole(span);
                continue;
            }
            match kind.join(link.kind) {
                Some(joined) => kind = joined,
                None => {
                    let (first, second) = ((checked[0].1.span, kind), (link.span, link.kind));
                    self.findings.push(finding::kinds_differ(span, first, second));
                    return hole(span);
                }
            }
        }
        Expr { node: ExprNode::Sum(checked), kind, span }
    }

    /// Dates: one less another is a count of days, one and a count of days is a date.
    fn dates(&mut self, mut links: Vec<(bool, Expr)>, span: Span) -> Expr {
        let kinds: Vec<Kind> = links.iter().map(|(_, link)| link.kind).collect();
        if let ([Kind::Date, second], [(false, _), (minus, _)]) = (kinds.as_slice(), links.as_slice()) {
            let minus = *minus;
            match (second, minus) {
                (Kind::Date, true) => {
                    let (_, right) = links.remove(1);
                    let (_, left) = links.remove(0);
                    return Expr {
                        node: ExprNode::Days(Box::new(left), Box::new(right)),
                        kind: Kind::Count,
                        span,
                    };
                }
                (Kind::Count | Kind::Hole, _) => {
                    let (_, days) = links.remove(1);
                    let (_, date) = links.remove(0);
                    let node = ExprNode::Later(Box::new(date), Box::new(days), minus);
                    return Expr { node, kind: Kind::Date, span };
                }
                _ => {}
            }
        }
        let at =
            |kind: Kind| links.iter().find(|(_, link)| link.kind == kind).map_or(span, |(_, link)| link.span);
        let other = kinds.iter().copied().find(|kind| *kind != Kind::Date).unwrap_or(Kind::Date);
        self.findings.push(finding::kinds_differ(span, (at(Kind::Date), Kind::Date), (at(other), other)));
        hole(span)
    }

    fn product(&mut self, links: &[(bool, ast::Expr)], span: Span) -> Expr {
        let mut kind: Option<Kind> = None;
        let mut checked = Vec::new();
        for (divides, link) in links {
            let link = self.number(link);
            // A printed number counts nothing: half of a count is no share, and 297.9 of 331 is one.
            let is_printed = *divides && link.kind != Kind::Share && Self::constant_number(&link).is_some();
            let joined = match kind {
                None => Some(link.kind),
                Some(Kind::Count | Kind::Number) if is_printed => Some(Kind::Ratio),
                Some(kind) if *divides => kind.over(link.kind),
                Some(kind) => kind.times(link.kind),
            };
            kind = Some(joined.unwrap_or(Kind::Hole));
            checked.push((*divides, link));
        }
        Expr { node: ExprNode::Product(checked), kind: kind.unwrap_or(Kind::Hole), span }
    }

    fn comparison(&mut self, relation: Relation, left: &ast::Expr, right: &ast::Expr, span: Span) -> Expr {
        let is_word = |expr: &ast::Expr| match &expr.kind {
            ExprKind::Path(path) => self.linked.names.get(&path.span) == Some(&Symbol::Word),
            _ => false,
        };
        let (left, right) = if is_word(left) {
            let right = self.formula(right, None);
            (self.formula(left, Some(right.kind)), right)
        } else {
            let left = self.formula(left, None);
            let right = self.formula(right, Some(left.kind));
            (left, right)
        };
        self.compare(relation, left, right, span)
    }

    pub(super) fn compare(
        &mut self,
        relation: Relation,
        mut left: Expr,
        mut right: Expr,
        span: Span,
    ) -> Expr {
        left.settle(right.kind);
        right.settle(left.kind);
        let Some(kind) = left.kind.join(right.kind) else {
            let (left, right) = ((left.span, left.kind), (right.span, right.kind));
            self.findings.push(finding::kinds_differ(span, left, right));
            return hole(span);
        };
        let has_order = match kind {
            Kind::Truth | Kind::Words(_) => false,
            Kind::Word(choice) => self.choices[choice as usize].ordered,
            _ => true,
        };
        if !has_order && !matches!(relation, Relation::Equal | Relation::Unequal) {
            self.findings.push(finding::no_order(span, kind));
            return hole(span);
        }
        Expr { node: ExprNode::Compare(relation, Box::new(left), Box::new(right)), kind: Kind::Truth, span }
    }

    fn includes(&mut self, left: &ast::Expr, word: &ast::Name, span: Span) -> Expr {
        let left = self.formula(left, None);
        match left.kind {
            Kind::Words(choice) => match self.word(choice, word) {
                Some(word) => {
                    Expr { node: ExprNode::Includes(Box::new(left), word), kind: Kind::Truth, span }
                }
                None => hole(span),
            },
            Kind::Hole => hole(span),
            kind => {
                self.findings.push(finding::kinds_differ(
                    span,
                    (left.span, kind),
                    (word.span, Kind::Words(0)),
                ));
                hole(span)
            }
        }
    }

    fn proportion(&mut self, inner: &ast::Expr, span: Span) -> Expr {
        let inner = self.number(inner);
        let Some(maximum) = self.maximum else {
            self.findings.push(finding::no_maximum_here(span));
            return hole(span);
        };
        if !matches!(inner.kind, Kind::Share | Kind::Ratio | Kind::Hole) {
            self.findings.push(finding::kinds_differ(
                span,
                (inner.span, inner.kind),
                (inner.span, Kind::Share),
            ));
            return hole(span);
        }
        Expr { node: ExprNode::Proportion(Box::new(inner), maximum), kind: Kind::Number, span }
    }

    fn gather(&mut self, gather: Gather, links: &[ast::Expr], span: Span) -> Expr {
        let links = self.numbers(links);
        let kind = self.common_kind(&links, span);
        let node = match gather {
            Gather::Greatest => ExprNode::Greatest(links),
            Gather::Least => ExprNode::Least(links),
            Gather::Sum => ExprNode::Together(links),
            Gather::Average => ExprNode::Average(links),
        };
        let kind = if gather == Gather::Average && kind == Kind::Count { Kind::Number } else { kind };
        Expr { node, kind, span }
    }

    /// The kind of formulas of which one is taken.
    pub(super) fn common_kind(&mut self, exprs: &[Expr], span: Span) -> Kind {
        let mut kind = Kind::Hole;
        for expr in exprs {
            match kind.join(expr.kind) {
                Some(joined) => kind = joined,
                None => {
                    let first = (exprs[0].span, kind);
                    self.findings.push(finding::kinds_differ(span, first, (expr.span, expr.kind)));
                    return Kind::Hole;
                }
            }
        }
        kind
    }

    pub(super) fn constant_number(expr: &Expr) -> Option<Number> {
        match &expr.node {
            ExprNode::Constant(Value::Number(number)) => Some(*number),
            ExprNode::Sum(links) => links.iter().try_fold(Number::ZERO, |sum, (minus, link)| {
                let number = Self::constant_number(link)?;
                if *minus { sum.minus(number) } else { sum.plus(number) }
            }),
            _ => None,
        }
    }
}

/// Something that is wrong and reported; fits everything.
pub(super) fn hole(span: Span) -> Expr {
    Expr { node: ExprNode::Hole, kind: Kind::Hole, span }
}
