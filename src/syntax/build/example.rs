//! Examples.

use super::{Build, Node, Parts, Rule, finding, has_keyword, keyword_in};
use crate::syntax::ast::{
    Example, Expectation, ExpectationKind, Expected, Expr, ExprKind, Given, GivenKind, Limit, LimitEnd,
    Literal, Text,
};
use crate::value::{Number, name};

impl Build<'_> {
    pub(super) fn example(&mut self, node: Node<'_>) -> Example {
        let span = self.head(&node);
        let mut parts = Parts::of(node.clone());
        let title = self.optional_title(&mut parts).unwrap_or(Text { text: String::new(), span });
        let like = parts.take(Rule::like).and_then(|like| Parts::of(like).next());
        let like = like.map(|title| self.title(&title));
        let (mut givens, mut expectations, mut is_broken) = (Vec::new(), Vec::new(), false);
        for part in parts.0 {
            match part.as_rule() {
                Rule::given => givens.extend(Parts::of(part).0.into_iter().filter_map(|it| self.given(it))),
                Rule::expect => {
                    expectations.extend(Parts::of(part).0.into_iter().filter_map(|it| self.expectation(it)));
                }
                Rule::unclosed => self.unclosed(&node),
                _ => {
                    is_broken = true;
                    self.broken(&part, Rule::example_line);
                }
            }
        }
        let key = name::key(&title.text);
        Example { title, key, like, givens, expectations, is_broken, span }
    }

    fn text(&self, node: &Node<'_>) -> Text {
        Text { text: node.as_str().trim_end().to_owned(), span: self.span(node) }
    }

    fn given(&mut self, node: Node<'_>) -> Option<Given> {
        let span = self.span(&node);
        let part = node.into_inner().next()?;
        let is_missing = has_keyword(&part, Rule::kw_missing);
        let (rule, mut parts) = (part.as_rule(), Parts::of(part));
        let first = parts.next()?;
        let kind = match rule {
            Rule::given_all => GivenKind::AllCriteria(has_keyword(&first, Rule::kw_yes)),
            Rule::given_period => GivenKind::Period(self.text(&first)),
            _ => {
                let name = self.dotted(&first);
                let value = if is_missing { None } else { Some(self.example_value(parts.next()?)?) };
                GivenKind::Fact(name, value)
            }
        };
        Some(Given { kind, span })
    }

    fn expectation(&mut self, node: Node<'_>) -> Option<Expectation> {
        let span = self.span(&node);
        let part = node.into_inner().next()?;
        let word = keyword_in(&part);
        let (rule, mut parts) = (part.as_rule(), Parts::of(part));
        let first = parts.next()?;
        if rule == Rule::expect_finding {
            return Some(Expectation { kind: ExpectationKind::Finding(self.text(&first)), span });
        }
        let path = self.path(first);
        let expected = match (word, parts.next()) {
            (Some(Rule::kw_undecided), _) => Expected::Undecided,
            (Some(Rule::kw_has_no_value), _) => Expected::NotApplicable,
            (Some(Rule::kw_has_no_class), _) => Expected::NotAssessed,
            (_, Some(value)) if value.as_rule() == Rule::expect_limits => {
                let limits = Parts::of(value).0.into_iter();
                Expected::Limits(limits.filter_map(|limit| self.exact_limit(limit)).collect())
            }
            (_, value) => Expected::Value(self.example_value(value?)?),
        };
        Some(Expectation { kind: ExpectationKind::Outcome(path, expected), span })
    }

    fn exact_limit(&mut self, node: Node<'_>) -> Option<Limit> {
        let end = match keyword_in(&node)? {
            Rule::kw_from => LimitEnd::From,
            Rule::kw_above => LimitEnd::Above,
            Rule::kw_below => LimitEnd::Below,
            Rule::kw_up_to => LimitEnd::UpTo,
            _ => LimitEnd::Exactly,
        };
        let at = self.constant(Parts::of(node).next()?);
        Some(Limit { end, at })
    }

    /// The value that an example gives or expects.
    fn example_value(&mut self, node: Node<'_>) -> Option<Literal> {
        let value = Parts::of(node).next()?;
        Some(match value.as_rule() {
            Rule::chosen => {
                Literal::Words(Parts::of(value).0.into_iter().map(|word| self.name(&word)).collect())
            }
            _ => Literal::Constant(self.constant(value)),
        })
    }

    /// A value that is no word; `1820/19` is one number.
    fn constant(&mut self, node: Node<'_>) -> Expr {
        if node.as_rule() != Rule::fraction {
            return self.expr(Some(node));
        }
        let span = self.span(&node);
        let mut parts = Parts::of(node);
        let is_negative = parts.take(Rule::minus).is_some();
        let mut numbers =
            parts.0.into_iter().map(|number| self.literal(&number)).collect::<Vec<_>>().into_iter();
        let (above, below) = (numbers.next().flatten(), numbers.next());
        let number = match below {
            Some(below) => above.zip(below).and_then(|(above, below)| above.over(below)),
            None => above,
        };
        // A number of its own that is none was reported; a fraction may still divide by 0.
        if number.is_none() && matches!((above, below), (Some(_), Some(Some(_)))) {
            let text = self.text[span.start as usize..span.end as usize].to_owned();
            self.findings.push(finding::bad_number(span, &text));
        }
        let number = if is_negative { number.and_then(Number::negated) } else { number };
        Expr { kind: number.map_or(ExprKind::Hole, ExprKind::Number), span }
    }
}
