//! From the tree back to text of the language, laid out as people lay it out.
//!
//! What is printed reads as the same tree. A tree holds no brackets: they are put exactly where the
//! grammar needs them. It holds no comments either, so they are gone.

mod award;
mod collection;
mod example;
mod formula;
mod item;
mod layer;
mod part;

use super::ast::{File, Name, Text};
use super::build;
use super::keyword::{self, Keywords};
use super::parser::Rule;
use crate::value::Number;

/// Prints parts of a tree with the keywords of one language. Pieces have no line break at their end.
#[derive(Clone, Copy, Debug)]
pub struct Printer {
    /// The language of the keywords.
    pub keywords: Keywords,
}

impl Printer {
    /// A whole file, its blocks apart by an empty line, with a line break at its end.
    pub fn file(&self, file: &File) -> String {
        let mut blocks = vec![self.head(file)];
        blocks.push(lines(&file.parameters, |parameter| self.parameter(parameter)));
        blocks.push(lines(&file.choices, |choice| self.choice(choice)));
        blocks.extend(self.facts(file));
        blocks.push(lines(&file.definitions, |definition| self.definition(definition)));
        blocks.extend(file.functions.iter().map(|function| self.function(function)));
        blocks.extend(file.contents.iter().map(|content| self.content(content)));
        blocks.extend(file.pools.iter().map(|pool| self.pool(pool)));
        blocks.push(lines(&file.totals, |total| self.total(total)));
        blocks.extend(file.classes.iter().map(|classes| self.classes(classes)));
        blocks.push(lines(&file.titles, |title| self.title(title)));
        blocks.extend(file.cohorts.iter().map(|cohort| self.cohort(cohort)));
        blocks.push(lines(&file.acceptances, |acceptance| self.acceptance(acceptance)));
        blocks.extend(file.examples.iter().map(|example| self.example(example)));
        blocks.retain(|block| !block.is_empty());
        blocks.join("\n\n") + "\n"
    }

    fn head(&self, file: &File) -> String {
        let mut head: Vec<String> = file.headers.iter().map(|header| self.header(header)).collect();
        head.extend(file.sources.iter().map(|source| self.source(source)));
        head.extend(file.in_force.iter().map(|in_force| self.in_force(in_force)));
        head.extend(file.assesses.iter().map(|assesses| self.assesses(assesses)));
        head.extend(file.reads.iter().map(|reads| self.reads(reads)));
        head.extend(file.assessors.iter().map(|assessors| self.assessors(assessors)));
        head.extend(file.rounding.iter().map(|rounding| self.rounding(rounding)));
        head.extend(file.demands.iter().map(|demand| self.demand(demand)));
        head.join("\n")
    }

    /// The facts of a file with what must hold among them; none where there are none.
    pub fn facts(&self, file: &File) -> Option<String> {
        let mut facts: Vec<String> = file.facts.iter().map(|fact| self.fact(fact)).collect();
        facts.extend(file.lists.iter().map(|list| self.list(list)));
        facts.extend(file.requirements.iter().map(|requirement| self.requirement(requirement)));
        (!facts.is_empty()).then(|| block(self.word(Rule::kw_facts), &facts))
    }

    fn word(&self, rule: Rule) -> &'static str {
        keyword::table().get(&rule).map_or("", |keyword| keyword.spelling(self.keywords))
    }

    /// `content` of all contents: English says it in the plural.
    fn contents(&self) -> String {
        let plural = if self.keywords == Keywords::English { "s" } else { "" };
        format!("{}{plural}", self.word(Rule::kw_content))
    }

    /// `criterion` of all criteria.
    fn criteria(&self) -> String {
        match self.keywords {
            Keywords::English => "criteria".to_owned(),
            Keywords::Vietnamese => self.word(Rule::kw_criterion).to_owned(),
        }
    }

    /// `4 points`, `1 point`
    fn points(&self, points: Number) -> String {
        let word = self.word(Rule::kw_points);
        let is_one = self.keywords == Keywords::English && points == Number::ONE;
        format!("{} {}", number(points), if is_one { word.trim_end_matches('s') } else { word })
    }

    /// A keyword with the name and title behind it.
    fn named(&self, rule: Rule, name: &Name, title: Option<&Text>) -> String {
        format!("{} {}", self.word(rule), titled(&name.text, title))
    }
}

fn titled(word: &str, title: Option<&Text>) -> String {
    title.map_or(word.to_owned(), |title| format!("{word} {}", quoted(title)))
}

fn quoted(text: &Text) -> String {
    format!("\"{}\"", text.text)
}

/// A number that is read in one way only: with a fourth decimal, 1.125 is no thousand.
fn number(number: Number) -> String {
    let text = number.to_string();
    if build::readings(&text).is_some() { text + "0" } else { text }
}

fn share(share: Number) -> String {
    format!("{}%", number(share.times(Number::HUNDRED).unwrap_or(share)))
}

fn lines<T>(items: &[T], print: impl Fn(&T) -> String) -> String {
    items.iter().map(print).collect::<Vec<_>>().join("\n")
}

/// Items in braces, each on lines of its own.
fn block(head: &str, items: &[String]) -> String {
    let inner: String = items.iter().map(|item| format!("\n  {}", item.replace('\n', "\n  "))).collect();
    format!("{head} {{{inner}\n}}")
}
