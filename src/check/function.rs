//! Named formulas and local functions.

use super::formula::hole;
use super::{Checker, finding};
use crate::function::Script;
use crate::link::Symbol;
use crate::model::{Definition, Expr, ExprNode, Function};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Kind;

impl Checker<'_> {
    /// Named formulas, in an order in which each comes after those it reads.
    pub(super) fn definitions(&mut self) -> Vec<Definition> {
        let linked = self.linked;
        let mut checked: Vec<Option<Definition>> = linked.definitions.iter().map(|_| None).collect();
        for symbol in &linked.order {
            let Symbol::Definition(id) = *symbol else { continue };
            let definition = &linked.definitions[id as usize].0;
            let value = self.formula(&definition.value, None);
            self.definitions.insert(id, value.kind);
            let name = definition.name.text.clone();
            let title = definition.title.as_ref().map_or(name.clone(), |title| title.text.clone());
            checked[id as usize] = Some(Definition { name, title, value });
        }
        checked.into_iter().flatten().collect()
    }

    pub(super) fn functions(&mut self) -> Vec<Function> {
        let linked = self.linked;
        linked.file.functions.iter().map(|function| self.function(function)).collect()
    }

    fn function(&mut self, function: &ast::Function) -> Function {
        let kind = self.declared_kind(&function.result);
        let (range, step) = match &function.values {
            Some(values) => self.values(values, kind),
            None => (self.whole_range(kind), super::fact::default_step(kind)),
        };
        if kind == Kind::Date
            || kind == Kind::Number && function.values.as_ref().is_none_or(|values| values.step.is_none())
        {
            self.findings.push(finding::no_result_range(function.span, &function.name.text));
        }
        let names = function.arguments.iter().map(|(name, _)| name.text.clone()).collect();
        let script = Script::compile(names, &function.code.text).unwrap_or_else(|error| {
            let place = place_in(&function.code, error.line, error.column);
            self.findings.push(finding::bad_script(place, &error.reason));
            Script::default()
        });
        let name = function.name.text.clone();
        Function { name, script, kind, range, step, span: function.span }
    }

    pub(super) fn call(&mut self, name: &ast::Name, arguments: &[ast::Expr], span: Span) -> Expr {
        let checked: Vec<Expr> = arguments.iter().map(|argument| self.formula(argument, None)).collect();
        let Some(id) = self.linked.functions.get(&name.key).copied() else { return hole(span) };
        let function = &self.linked.file.functions[id as usize];
        if function.arguments.len() != checked.len() {
            let (wanted, found) = (function.arguments.len(), checked.len());
            self.findings.push(finding::arguments(span, &name.text, wanted, found));
            return hole(span);
        }
        for ((declared, kind), argument) in function.arguments.iter().zip(&checked) {
            let wanted = self.declared_kind(kind);
            if wanted.join(argument.kind).is_none() {
                let place = argument.span;
                self.findings.push(finding::kinds_differ(
                    span,
                    (declared.span, wanted),
                    (place, argument.kind),
                ));
            }
        }
        let kind = self.declared_kind(&function.result);
        Expr { node: ExprNode::Call(id, checked), kind, span }
    }
}

/// Where a place within a script stands in the file.
fn place_in(code: &ast::Text, line: usize, column: usize) -> Span {
    let start: usize = code.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = code.text.get(start..).unwrap_or_default();
    let offset: usize = rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    let at = u32::try_from(start + offset).unwrap_or(0).min(code.span.end - code.span.start);
    Span { start: code.span.start + at, end: code.span.start + at, ..code.span }
}
