//! What belongs to layers.

use super::{Printer, block, quoted, share};
use crate::syntax::ast::{
    Acceptance, Content, Criterion, Demand, ElementKind, Lock, Measure, Parameter, Scope, Text,
};
use crate::syntax::parser::Rule;
use crate::value::Number;

impl Printer {
    /// `parameter speaking_share 50% "…" open 40% to 70%`
    pub fn parameter(&self, parameter: &Parameter) -> String {
        let title = parameter.title.as_ref().map_or(String::new(), |title| format!(" {}", quoted(title)));
        let lock = self.with_lock(parameter.lock.as_ref()).unwrap_or_default();
        let head = self.named(Rule::kw_parameter, &parameter.name, None);
        format!("{head} {}{title}{lock}", self.expr(&parameter.value))
    }

    /// `require sum of maximum over contents = 100 because "…"`
    pub fn demand(&self, demand: &Demand) -> String {
        let because = demand.because.as_ref().map(|text| format!(" {}", self.because(text)));
        format!("{}{}", self.requirement(&demand.condition), because.unwrap_or_default())
    }

    /// `accept TC0703 of work.goals because "…"`
    pub fn acceptance(&self, acceptance: &Acceptance) -> String {
        let of = acceptance.of.as_ref().map(|scope| match scope {
            Scope::Total => self.word(Rule::kw_total).to_owned(),
            Scope::Classes => self.word(Rule::kw_classes).to_owned(),
            Scope::Named(path) => self.pooled(&path.text()),
        });
        let of = of.map(|of| format!(" {} {of}", self.word(Rule::kw_of))).unwrap_or_default();
        let (accept, because) = (self.word(Rule::kw_accept), self.because(&acceptance.because));
        format!("{accept} {}{of} {because}", acceptance.code.text)
    }

    /// `because "…"`
    pub fn because(&self, text: &Text) -> String {
        format!("{} {}", self.word(Rule::kw_because), quoted(text))
    }

    /// `locked`, `open 15 to 35`
    pub fn lock(&self, lock: &Lock) -> String {
        match &lock.open {
            None => self.word(Rule::kw_locked).to_owned(),
            Some((low, high)) => {
                // Vietnamese says `đến` here, as limits do.
                let to = match self.keywords {
                    super::Keywords::English => Rule::kw_to,
                    super::Keywords::Vietnamese => Rule::kw_up_to,
                };
                let (open, to) = (self.word(Rule::kw_open), self.word(to));
                format!("{open} {} {to} {}", self.expr(low), self.expr(high))
            }
        }
    }

    pub(super) fn with_lock(&self, lock: Option<&Lock>) -> Option<String> {
        lock.map(|lock| format!(" {}", self.lock(lock)))
    }

    /// `40%`
    pub fn share(&self, number: Number) -> String {
        share(number)
    }

    pub(super) fn measure(&self, measure: &Measure) -> String {
        let what = if measure.of_criteria {
            // English says both in the plural.
            self.criteria()
        } else {
            self.contents()
        };
        let of = measure.of.as_ref().map(|path| format!(" {} {}", self.word(Rule::kw_of), self.path(path)));
        let of = of.unwrap_or_default();
        if measure.of_maximum {
            let words = [Rule::kw_sum_of, Rule::kw_maximum, Rule::kw_over].map(|rule| self.word(rule));
            format!("{} {what}{of}", words.join(" "))
        } else {
            format!("{} {what}{of}", self.word(Rule::kw_count_of))
        }
    }

    /// `remove criterion results.targets because "…"`
    pub fn remove(&self, kind: ElementKind, path: &str, because: &str) -> String {
        let because = format!("{} \"{because}\"", self.word(Rule::kw_because));
        [self.word(Rule::kw_remove), &self.element(kind, path), &because].join(" ")
    }

    /// `replace criterion results.targets "…" 4 points { … }`
    pub fn replace_criterion(&self, path: &str, criterion: &Criterion) -> String {
        self.renamed(Rule::kw_criterion, path, &criterion.name.text, &self.criterion(criterion))
    }

    /// `replace content results "…" 30 points { … }`
    pub fn replace_content(&self, path: &str, content: &Content) -> String {
        self.renamed(Rule::kw_content, path, &content.name.text, &self.content(content))
    }

    /// `replace` before an item that stands once or under its whole name.
    pub fn replace(&self, item: &str) -> String {
        format!("{} {item}", self.word(Rule::kw_replace))
    }

    /// `replace fact …`, `replace class …`: items that stand in a block where they are new.
    pub fn replace_in_block(&self, kind: ElementKind, item: &str) -> String {
        self.replace(&self.element(kind, item))
    }

    /// `add criterion … to content x`
    pub fn add(&self, item: &str, home: &str) -> String {
        format!("{} {item} {} {}", self.word(Rule::kw_add), self.word(Rule::kw_add_to), self.home(home))
    }

    /// `set content x to "…" 20 points`
    pub fn set_content(&self, path: &str, content: &Content) -> String {
        let head = self.content_head(content);
        let name = self.named(Rule::kw_content, &content.name, None);
        let values = head.strip_prefix(&name).unwrap_or_default();
        let (set, to) = (self.word(Rule::kw_set), self.word(Rule::kw_set_to));
        format!("{set} {} {to}{values}", self.element(ElementKind::Content, path))
    }

    /// `set parameter speaking_share to 60% "…" open 40% to 70%`
    pub fn set_parameter(&self, parameter: &Parameter) -> String {
        let item = self.parameter(parameter);
        let name = self.named(Rule::kw_parameter, &parameter.name, None);
        let values = item.strip_prefix(&name).unwrap_or_default();
        format!("{} {name} {}{values}", self.word(Rule::kw_set), self.word(Rule::kw_set_to))
    }

    /// `reorder contents: a, b`, `reorder content x: a, b`
    pub fn reorder(&self, of: &str, names: &str) -> String {
        let what = if of.is_empty() { self.contents() } else { self.element(ElementKind::Content, of) };
        format!("{} {what}: {names}", self.word(Rule::kw_reorder))
    }

    /// `for unit_type = enterprise { … }`
    pub fn form(&self, by: &str, word: &str, items: &[String]) -> String {
        block(&format!("{} {by} = {word}", self.word(Rule::kw_for)), items)
    }

    /// An element by its keyword and full name.
    pub fn element(&self, kind: ElementKind, path: &str) -> String {
        let word = match kind {
            ElementKind::Content => self.word(Rule::kw_content),
            ElementKind::Criterion => self.word(Rule::kw_criterion),
            // The block of facts is in the plural, one of them is not.
            ElementKind::Fact => self.word(Rule::kw_facts).trim_end_matches('s'),
            ElementKind::Parameter => self.word(Rule::kw_parameter),
            ElementKind::Definition => self.word(Rule::kw_let),
            ElementKind::Choice => self.word(Rule::kw_choice),
            ElementKind::Function => self.word(Rule::kw_function),
            ElementKind::Class => self.word(Rule::kw_class),
            ElementKind::Title => self.word(Rule::kw_recognise),
            ElementKind::Total => self.word(Rule::kw_total),
            ElementKind::Classes => self.word(Rule::kw_classes),
            ElementKind::Ruleset => self.word(Rule::kw_ruleset),
            ElementKind::Pool => return self.pooled(path),
        };
        let path = if kind == ElementKind::Criterion { self.pooled(path) } else { path.to_owned() };
        format!("{word} {path}").trim_end().to_owned()
    }

    /// A name whose first part may be a pool.
    pub(super) fn pooled(&self, path: &str) -> String {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let word = match first {
            "bonus" => self.word(Rule::kw_bonus),
            "deductions" => self.word(Rule::kw_deductions),
            _ => return path.to_owned(),
        };
        if rest.is_empty() { word.to_owned() } else { format!("{word}.{rest}") }
    }

    fn home(&self, home: &str) -> String {
        let pooled = self.pooled(home);
        if pooled == home { self.element(ElementKind::Content, home) } else { pooled }
    }

    /// `replace` and a whole item with its full name in place of its own.
    fn renamed(&self, keyword: Rule, path: &str, name: &str, item: &str) -> String {
        let keyword = self.word(keyword);
        let rest = item.strip_prefix(&format!("{keyword} {name}")).unwrap_or(item);
        format!("{} {keyword} {}{rest}", self.word(Rule::kw_replace), self.pooled(path))
    }
}
