//! From the parser's pairs to the tree.

mod award;
mod collection;
mod example;
mod formula;
mod item;
mod layer;

use super::ast::{Broken, Name, Text};
use super::keyword::{self, Keywords};
use super::parser::{self, Rule, TableParser};
use super::{Parsed, expected, finding, habit};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use crate::value::{Date, Number, name};
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use std::collections::VecDeque;

type Node<'a> = pest::iterators::Pair<'a, Rule>;

/// Reads the text of a file whose brackets are known not to be too deep.
pub(super) fn file(id: SourceId, text: &str, findings: &mut Diagnostics) -> Parsed {
    let mut build = Build { id, text, keywords: Keywords::English, findings, is_torn: false, unsaid: None };
    match TableParser::parse(Rule::file, text) {
        Ok(mut nodes) => match nodes.next() {
            Some(node) => {
                build.keywords = build.one_language(&node);
                let file = build.items(node);
                build.findings.extend(build.unsaid.map(|place| finding::too_many(place, MAXIMUM_FINDINGS)));
                Parsed { file, is_torn: build.is_torn, keywords: build.keywords }
            }
            None => Parsed::torn(),
        },
        Err(error) => {
            // The grammar reads every text; this is for a slip in the grammar.
            build.report_error(&error, 0);
            Parsed::torn()
        }
    }
}

struct Build<'a> {
    id: SourceId,
    text: &'a str,
    keywords: Keywords,
    findings: &'a mut Diagnostics,
    is_torn: bool,
    /// The first place that was not reported, because so much is wrong already.
    unsaid: Option<Span>,
}

/// How many parts that cannot be read are reported. More of them are no ruleset.
const MAXIMUM_FINDINGS: usize = 500;

/// Where a name of the author's own belongs.
const NAMES: [Rule; 4] = [Rule::name, Rule::cohort_key, Rule::reads_name, Rule::collection];

/// The parts of a node, without keywords, in order.
struct Parts<'a>(VecDeque<Node<'a>>);

impl<'a> Parts<'a> {
    fn of(node: Node<'a>) -> Parts<'a> {
        let is_sign = |rule| matches!(rule, Rule::equals | Rule::colon);
        let parts = node.into_inner();
        Parts(parts.filter(|it| !keyword::is_keyword(it.as_rule()) && !is_sign(it.as_rule())).collect())
    }

    fn next(&mut self) -> Option<Node<'a>> {
        self.0.pop_front()
    }

    fn take(&mut self, rule: Rule) -> Option<Node<'a>> {
        if self.0.front()?.as_rule() == rule { self.0.pop_front() } else { None }
    }
}

/// The first keyword in a node.
fn keyword_in(node: &Node<'_>) -> Option<Rule> {
    node.clone().into_inner().map(|part| part.as_rule()).find(|rule| keyword::is_keyword(*rule))
}

fn has_keyword(node: &Node<'_>, rule: Rule) -> bool {
    node.clone().into_inner().any(|part| part.as_rule() == rule)
}

impl Build<'_> {
    fn span_between(&self, start: usize, end: usize) -> Span {
        let number = |place| u32::try_from(place).unwrap_or(u32::MAX);
        Span { source: self.id, start: number(start), end: number(end) }
    }

    /// Where a node stands, without the white space and comments behind it.
    fn span(&self, node: &Node<'_>) -> Span {
        let place = node.as_span();
        self.span_between(place.start(), self.end(node))
    }

    fn end(&self, node: &Node<'_>) -> usize {
        let place = node.as_span();
        let inner = node.clone().into_inner().next_back().map_or(place.start(), |last| self.end(&last));
        let (mut end, mut in_comment) = (inner, false);
        for (offset, character) in self.text[inner..place.end()].char_indices() {
            in_comment = (in_comment || character == '#') && character != '\n';
            if !in_comment && !character.is_whitespace() {
                end = inner + offset + character.len_utf8();
            }
        }
        end
    }

    /// The head of a block: all that stands before its brace.
    fn head(&self, node: &Node<'_>) -> Span {
        let span = self.span(node);
        let text = &self.text[span.start as usize..span.end as usize];
        let mut quoted = false;
        let brace = text.find(|character| {
            quoted ^= matches!(character, '"' | '“' | '”');
            !quoted && matches!(character, '{' | '\n')
        });
        let head = text[..brace.unwrap_or(text.len())].trim_end();
        self.span_between(span.start as usize, span.start as usize + head.len())
    }

    fn name(&self, node: &Node<'_>) -> Name {
        Name::new(node.as_str(), self.span(node))
    }

    fn title(&self, node: &Node<'_>) -> Text {
        let text = node.clone().into_inner().find(|part| part.as_rule() == Rule::title_text);
        Text { text: text.map_or(String::new(), |text| text.as_str().to_owned()), span: self.span(node) }
    }

    fn optional_title(&self, parts: &mut Parts<'_>) -> Option<Text> {
        parts.take(Rule::title).map(|node| self.title(&node))
    }

    /// A number with a decimal point; none where it could be read in two ways.
    fn literal(&mut self, node: &Node<'_>) -> Option<Number> {
        let text = node.as_str();
        let span = self.span(node);
        if let Some((vietnamese, english)) = readings(text) {
            self.findings.push(finding::two_readings(span, text, &vietnamese, &english));
            return None;
        }
        let number = Number::parse(text).filter(|number| number.numerator() < 10i128.pow(15));
        if number.is_none() {
            self.findings.push(finding::bad_number(span, text));
        }
        number
    }

    /// A number where the table stands or falls with it: without it, nothing more is said of the file.
    fn number(&mut self, node: &Node<'_>) -> Number {
        let number = self.literal(node);
        self.is_torn |= number.is_none();
        number.unwrap_or(Number::ZERO)
    }

    /// `90%` as 9/10.
    fn share(&mut self, node: Node<'_>) -> Number {
        let number = node.into_inner().next().map_or(Number::ZERO, |number| self.number(&number));
        number.over(Number::HUNDRED).unwrap_or(Number::ZERO)
    }

    fn date(&mut self, node: &Node<'_>) -> Option<Date> {
        let date = node.as_str().parse().ok();
        if date.is_none() {
            let span = self.span(node);
            self.findings.push(finding::bad_date(span, node.as_str()));
        }
        date
    }

    /// A block whose closing brace is missing: what follows may be misread, so checking stops here.
    fn unclosed(&mut self, block: &Node<'_>) {
        let span = self.head(block);
        self.findings.push(finding::unclosed(span));
        self.is_torn = true;
    }

    /// Reports a part that could not be read, and keeps the names in it.
    fn broken(&mut self, node: &Node<'_>, strict: Rule) -> Broken {
        let (start, text) = (node.as_span().start(), node.as_str());
        if self.findings.len() >= MAXIMUM_FINDINGS {
            let place = self.span(node);
            self.unsaid.get_or_insert(place);
            self.is_torn = true;
            return Broken::default();
        }
        let place = match TableParser::parse(strict, text) {
            Err(error) => self.report_error(&error, start),
            Ok(read) => {
                let read = read.map(|part| part.as_span().end()).max().unwrap_or(0);
                let rest = &text[read..];
                self.report(start + read + (rest.len() - rest.trim_start().len()), &[])
            }
        };
        // Words of one habit may stand before the place from where on nothing can be read.
        let text = &self.text[start.min(place)..node.as_span().end()];
        Broken { names: words(text).map(name::key).collect() }
    }

    /// Says what cannot be read, and where that begins.
    fn report_error(&mut self, error: &pest::error::Error<Rule>, offset: usize) -> usize {
        let place = match error.location {
            InputLocation::Pos(place) | InputLocation::Span((place, _)) => offset + place,
        };
        let positives = match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives.as_slice(),
            ErrorVariant::CustomError { .. } => &[],
        };
        self.report(place, positives)
    }

    fn report(&mut self, place: usize, positives: &[Rule]) -> usize {
        if let Some((start, finding)) = self.habit(place) {
            self.findings.push(finding);
            return start;
        }
        let line = self.text[place..].lines().next().unwrap_or_default();
        let word = first_word(line);
        let span = self.span_between(place, place + word.len());
        let finding = if line.starts_with(['"', '“', '”']) && line.matches(['"', '“', '”']).count() == 1
        {
            finding::open_title(self.span_between(place, place + line.trim_end().len()))
        } else if positives.iter().any(|it| NAMES.contains(it)) && is_reserved(word) {
            finding::reserved(span, word)
        } else if positives.contains(&Rule::date) && line.starts_with(|first: char| first.is_ascii_digit()) {
            let day = line.split_whitespace().next().unwrap_or_default();
            finding::bad_date(self.span_between(place, place + day.len()), day)
        } else {
            let suggestion = self.nearest_keyword(line, positives);
            let mut expected = expected::expected(positives, self.keywords);
            if expected.is_empty() {
                expected.push("expected-else".to_owned());
            }
            finding::unexpected(span, word, expected, suggestion)
        };
        self.findings.push(finding);
        place
    }

    /// Words at a place that people write out of habit, and what says the same.
    fn habit(&self, place: usize) -> Option<(usize, Diagnostic)> {
        let begin = self.text[..place].rfind('\n').map_or(0, |end| end + 1);
        let line = self.text[begin..].lines().next()?;
        let (start, end, rule) = habit::at(line, place - begin)?;
        let keyword = keyword::table().get(&rule)?.spelling(self.keywords);
        let expected = vec![format!("`{keyword}`")];
        let span = self.span_between(begin + start, begin + end);
        Some((
            begin + start,
            finding::unexpected(span, &line[start..end], expected, Some(keyword.to_owned())),
        ))
    }

    /// The keyword that was probably meant at the start of a line, by as many words as it has.
    fn nearest_keyword(&self, line: &str, positives: &[Rule]) -> Option<String> {
        let words: Vec<&str> = line.split_whitespace().take(4).collect();
        let is_word = words.first()?.starts_with(char::is_alphabetic);
        if !is_word || is_reserved(first_word(line)) {
            return None;
        }
        // Words that are keywords behind another one only are short, and near to everything.
        let spellings = keyword::table().iter().filter_map(|(rule, keyword)| {
            let spelling = keyword.spelling(self.keywords);
            (is_reserved(spelling) || positives.contains(rule)).then_some(spelling)
        });
        let near = spellings.filter_map(|spelling| {
            let count = spelling.split(' ').count();
            let written = words.get(..count)?.join(" ");
            let distance = name::distance(&written, spelling);
            // The longest of those that are near: `nội dug` is no slip of a word of four letters.
            // What is spelled right stands in the wrong place.
            (distance > 0 && distance * 4 <= spelling.chars().count()).then_some((
                std::cmp::Reverse(count),
                distance,
                spelling,
            ))
        });
        near.min().map(|(.., spelling)| spelling.to_owned())
    }

    /// The language of the file's keywords; the words of the other one are findings.
    fn one_language(&mut self, file: &Node<'_>) -> Keywords {
        let used: Vec<_> = file
            .clone()
            .into_inner()
            .flatten()
            .filter_map(|node| keyword::table().get(&node.as_rule()).map(|keyword| (keyword, node)))
            .map(|(keyword, node)| (keyword.language(node.as_str()), keyword, node))
            .collect();
        let vietnamese = used.iter().filter(|(language, ..)| *language == Keywords::Vietnamese).count();
        let language = if vietnamese * 2 > used.len() { Keywords::Vietnamese } else { Keywords::English };
        let others = used.iter().filter(|(other, ..)| *other != language);
        for (_, keyword, node) in others.take(MAXIMUM_FINDINGS) {
            let span = self.span(node);
            self.findings.push(finding::mixed_keywords(span, node.as_str(), keyword.spelling(language)));
        }
        language
    }
}

fn is_reserved(word: &str) -> bool {
    TableParser::parse(Rule::reserved, word).is_ok_and(|mut read| read.all(|part| part.as_str() == word))
}

fn first_word(line: &str) -> &str {
    let is_part = |character: char| character.is_alphanumeric() || character == '_' || character == '/';
    let end = line.find(|character| !is_part(character)).unwrap_or(line.len());
    let one = line.chars().next().map_or(0, char::len_utf8);
    &line[..end.max(one)]
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric() && character != '_')
        .filter(|word| !word.is_empty())
}

/// What a Vietnamese and an English reader would make of a number, where they differ.
pub(super) fn readings(text: &str) -> Option<(String, String)> {
    let separators: Vec<char> = text.chars().filter(|character| matches!(character, '.' | ',')).collect();
    let (first, last) = (separators.first()?, separators.last()?);
    let decimals = text.rsplit(['.', ',']).next().unwrap_or_default();
    let whole = text.split(['.', ',']).next().unwrap_or_default();
    let is_plain_point = separators.len() == 1 && *first == '.';
    if is_plain_point && (decimals.len() != 3 || whole == "0" || whole.len() > 3) {
        return None;
    }
    let without = |dropped: char| text.replace(dropped, "");
    let (vietnamese, english) = match (first, last) {
        ('.', '.') if separators.len() == 1 => (without('.'), text.to_owned()),
        (',', ',') if separators.len() == 1 => (text.replace(',', "."), without(',')),
        ('.', ',') => (without('.').replace(',', "."), "?".to_owned()),
        (',', '.') => ("?".to_owned(), without(',')),
        ('.', _) => (without('.'), "?".to_owned()),
        _ => ("?".to_owned(), without(',')),
    };
    Some((vietnamese, english))
}

fn collect<T>(nodes: Vec<Node<'_>>, mut read: impl FnMut(Node<'_>) -> T) -> Vec<T> {
    nodes.into_iter().map(&mut read).collect()
}

/// A place for what a missing part would have said.
fn nowhere(id: SourceId) -> Span {
    parser::at(id, 0)
}
