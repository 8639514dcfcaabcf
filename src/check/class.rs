//! Classes and titles.

use super::formula::hole;
use super::{Checker, finding};
use crate::link::Symbol;
use crate::model::{ClassLine, ClassRule, Classes, Expr, ExprNode, Title};
use crate::syntax::ast;
use crate::value::Kind;

impl Checker<'_> {
    pub(super) fn classes(&mut self) -> Vec<Classes> {
        let linked = self.linked;
        let lists = linked.classes.iter().zip(0u32..);
        lists.map(|((classes, content), id)| self.class_list(classes, *content, id)).collect()
    }

    fn class_list(&mut self, classes: &ast::Classes, content: Option<u32>, id: u32) -> Classes {
        let of = match &classes.of {
            Some(of) => self.number(of),
            None => {
                let symbol = content.map_or(Symbol::Total, Symbol::Content);
                Expr { node: ExprNode::Symbol(symbol), kind: Kind::Number, span: classes.span }
            }
        };
        let choice = self.class_choices[id as usize];
        let own = content.is_none();
        let lines = classes.lines.iter().zip(1..).map(|(line, number)| {
            if line.otherwise && !line.limits.is_empty() {
                self.findings.push(finding::bad_limits(line.span));
            }
            if line.otherwise && number < classes.lines.len() {
                self.findings.push(finding::otherwise_not_last(line.span));
            }
            ClassLine {
                word: self.find_word(choice, &line.name.key).unwrap_or(0),
                limits: self.limits(&line.limits, (of.span, of.kind), line.span),
                when: {
                    let when = line.when.as_ref().map(|when| self.condition(when));
                    self.unless_cut(when, own.then_some(&line.name))
                },
                or_when: line.or_when.as_ref().map(|when| {
                    let when = self.condition(when);
                    self.unless_cut(Some(when), own.then_some(&line.name)).unwrap_or_else(|| hole(line.span))
                }),
                span: line.span,
            }
        });
        let lines = lines.collect();
        let is_broken = classes.broken.is_some();
        let caps = self.class_rules(choice, &classes.caps, is_broken);
        Classes {
            title: classes.title.as_ref().map_or(String::new(), |title| title.text.clone()),
            content,
            choice,
            lines,
            caps,
            settled: self.class_rules(choice, &classes.settled, is_broken),
            not_assessed: self.conditions(&classes.not_assessed),
            decided_by: self.who_decides(classes, content),
            of,
            sources: classes.sources.iter().map(|source| source.text.clone()).collect(),
            span: classes.span,
        }
    }

    /// Who decides the class of a unit. A row has one decision, which is about that.
    fn who_decides(&mut self, classes: &ast::Classes, content: Option<u32>) -> String {
        let Some(who) = classes.decided_by.first() else { return String::new() };
        if content.is_some() {
            self.findings.push(finding::decision_of_a_content(who.span));
        }
        who.text.clone()
    }

    fn class_rules(
        &mut self,
        choice: u32,
        rules: &[(ast::Name, ast::Expr)],
        is_broken: bool,
    ) -> Vec<ClassRule> {
        let checked = rules.iter().map(|(name, when)| {
            let known = self.find_word(choice, &name.key);
            // A class may be missing because its line could not be read.
            let word = if is_broken { known } else { self.word(choice, name) };
            ClassRule { word: word.unwrap_or(0), when: self.condition(when) }
        });
        checked.collect()
    }

    pub(super) fn titles(&mut self) -> Vec<Title> {
        let linked = self.linked;
        let titles = linked.file.titles.iter().map(|title| Title {
            name: title.name.text.clone(),
            title: title.title.as_ref().map_or(String::new(), |text| text.text.clone()),
            when: {
                let when = self.condition(&title.when);
                self.unless_cut(Some(when), Some(&title.name)).unwrap_or_else(|| hole(title.span))
            },
            sources: title.sources.iter().map(|source| source.text.clone()).collect(),
            span: title.span,
        });
        titles.collect()
    }
}
