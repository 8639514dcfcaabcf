//! What titles say of the table in print: the number of a part, and how many parts there are.

use super::{Checker, finding};
use crate::layer::{Aspect, Change, ElementKind};
use crate::link::{Home, PartId};
use crate::source::Span;
use crate::syntax::ast::Text;
use std::collections::BTreeMap;
use std::ops::Range;

impl Checker<'_> {
    /// No two parts side by side have one number in print.
    pub(super) fn labels(&mut self) {
        let linked = self.linked;
        let title = |part: &PartId| match part {
            PartId::Content(id) => linked.contents[*id as usize].content.title.as_ref(),
            PartId::Criterion(id) => linked.criteria[*id as usize].criterion.title.as_ref(),
        };
        let top: Vec<PartId> = linked.top().map(PartId::Content).collect();
        let pools = (0u32..).zip(&linked.file.pools).map(|(pool, _)| {
            let all = (0u32..).zip(&linked.criteria);
            let own = all.filter(|(_, criterion)| criterion.home == Home::Pool(pool));
            own.map(|(id, _)| PartId::Criterion(id)).collect()
        });
        let groups = linked.contents.iter().map(|content| content.parts.clone());
        for group in groups.chain(pools).chain([top]) {
            let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
            for text in group.iter().filter_map(title) {
                let Some(label) = label(&text.text) else { continue };
                let first = *seen.entry(label).or_insert(text.span);
                if first == text.span {
                    continue;
                }
                // Of two files, the one whose author reads this is to mend it.
                let is_turned = text.span.source != linked.root && first.source == linked.root;
                let (first, second) = if is_turned { (text.span, first) } else { (first, text.span) };
                self.findings.push(finding::same_label(second, first, label));
            }
        }
    }

    /// Where a title says how many parts there are, there are so many. Said only where no way of counting
    /// comes to that number.
    pub(super) fn announced_counts(&mut self) {
        let linked = self.linked;
        if !linked.is_whole || !linked.file.broken_names().is_empty() {
            return;
        }
        let ruleset = self.of_ruleset();
        for head in linked.file.headers.iter().take(1) {
            self.announced(head.title.as_ref(), true, &ruleset, |_| true);
        }
        for (content, id) in linked.contents.iter().zip(0..) {
            if content.content.title.as_ref().is_some_and(|title| !announcements(&title.text).is_empty())
                && !content.parts.is_empty()
            {
                let inside = format!("{}.", content.path);
                let counts = self.of_content(id);
                let is_inside = |change: &Change| change.path.starts_with(&inside);
                self.announced(content.content.title.as_ref(), false, &counts, is_inside);
            }
        }
        for (pool, id) in linked.file.pools.iter().zip(0..) {
            let criteria = linked.criteria.iter().filter(|it| it.home == Home::Pool(id)).count();
            let inside = format!("{}.", pool.name());
            let counts = Counts { contents: vec![criteria], criteria: vec![criteria] };
            self.announced(pool.title.as_ref(), false, &counts, |change| change.path.starts_with(&inside));
        }
        for (classes, home) in &linked.classes {
            let mut counts = home.map_or_else(|| self.of_ruleset(), |home| self.of_content(home));
            counts.contents.push(classes.lines.len());
            counts.criteria.push(classes.lines.len());
            self.announced(classes.title.as_ref(), false, &counts, |_| true);
        }
    }

    fn announced(
        &mut self,
        title: Option<&Text>,
        is_head: bool,
        counts: &Counts,
        is_inside: impl Fn(&Change) -> bool,
    ) {
        let Some(title) = title else { return };
        for said in announcements(&title.text).into_iter().filter(|said| is_head || said.is_plain) {
            let ways = counts.ways(said.noun);
            let Some(first) = ways.first().filter(|_| !ways.contains(&said.count)) else { continue };
            let words = &title.text[said.place];
            let place = self.linked.blame(self.place_in(title, words), |change| {
                matches!(change.aspect, Aspect::Added | Aspect::Removed)
                    && matches!(change.kind, ElementKind::Content | ElementKind::Criterion)
                    && is_inside(change)
            });
            self.findings.push(finding::other_count(place, words, *first));
        }
    }

    /// Where words of a title stand.
    fn place_in(&self, title: &Text, words: &str) -> Span {
        let at = self.sources.text(title.span).find(words).and_then(|at| u32::try_from(at).ok());
        let length = u32::try_from(words.len()).unwrap_or(0);
        at.map_or(title.span, |at| {
            let start = title.span.start + at;
            Span { start, end: start + length, ..title.span }
        })
    }

    /// The ways to count what stands in the ruleset.
    fn of_ruleset(&self) -> Counts {
        let linked = self.linked;
        let top: Vec<u32> = linked.top().collect();
        let (contents, pools) = (linked.contents.len(), linked.file.pools.len());
        let inside = linked.criteria.iter().filter(|it| matches!(it.home, Home::Content(_))).count();
        let parts: Vec<&PartId> = top.iter().flat_map(|id| &linked.contents[*id as usize].parts).collect();
        let direct = parts.iter().filter(|part| matches!(part, PartId::Criterion(_))).count();
        Counts {
            contents: vec![top.len(), top.len() + pools, contents, contents + pools],
            criteria: vec![inside, linked.criteria.len(), direct, parts.len(), top.len()],
        }
    }

    /// The ways to count what stands in a content.
    fn of_content(&self, id: u32) -> Counts {
        let parts = &self.linked.contents[id as usize].parts;
        let direct = parts.iter().filter(|part| matches!(part, PartId::Criterion(_))).count();
        let (mut contents, mut criteria) = (0, 0);
        let mut open: Vec<&PartId> = parts.iter().collect();
        while let Some(part) = open.pop() {
            match part {
                PartId::Criterion(_) => criteria += 1,
                PartId::Content(inner) => {
                    contents += 1;
                    open.extend(&self.linked.contents[*inner as usize].parts);
                }
            }
        }
        Counts {
            contents: vec![parts.len(), parts.len() - direct, contents],
            criteria: vec![if direct > 0 { direct } else { criteria }, parts.len(), criteria],
        }
    }
}

/// Every way in which the parts of an element may be counted, the plainest first.
struct Counts {
    contents: Vec<usize>,
    criteria: Vec<usize>,
}

impl Counts {
    fn ways(&self, noun: Noun) -> Vec<usize> {
        match noun {
            Noun::Contents => self.contents.clone(),
            Noun::Criteria => self.criteria.clone(),
            Noun::Items => self.contents.iter().chain(&self.criteria).copied().collect(),
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Noun {
    Contents,
    Criteria,
    Items,
}

/// The number at the beginning of a title: `4c` of `4c. Sinh hoạt`, `IV` of `IV - Kết quả`.
fn label(title: &str) -> Option<&str> {
    let text = title.trim_start();
    let is_part = |character: char| character.is_alphanumeric() || character == '.';
    let end = text.find(|character| !is_part(character)).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let is_dash = |rest: &str| {
        let behind = rest.strip_prefix(['-', '–', '—']);
        // `5 - 10 đảng viên` is no label, but a range.
        behind.is_some_and(|it| {
            it.starts_with(' ') && !it.trim_start().starts_with(|c: char| c.is_ascii_digit())
        })
    };
    let label = match word.strip_suffix('.') {
        Some(label) if rest.is_empty() || rest.starts_with(char::is_whitespace) => label,
        Some(_) => return None,
        None if rest.starts_with(')') || rest.starts_with(": ") => word,
        None if rest.starts_with(' ') && is_dash(rest.trim_start()) => word,
        // `1.Sinh hoạt`, without a space.
        None if word.starts_with(|first: char| first.is_ascii_digit()) => {
            let (label, tail) = word.rsplit_once('.')?;
            let mut tail = tail.chars();
            tail.next().filter(|first| first.is_alphabetic()).and(tail.next())?;
            label
        }
        None => return None,
    };
    label.split('.').all(is_ordinal).then_some(label)
}

/// A number, a letter, both, or a Roman number.
fn is_ordinal(word: &str) -> bool {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let letters = &word[digits..];
    let is_letter = letters.chars().count() == 1 && letters.chars().all(char::is_alphabetic);
    let is_roman = digits == 0 && !letters.is_empty() && letters.chars().all(|it| "IVXLC".contains(it));
    // A year is no number of a part.
    digits <= 3 && (is_letter || (digits > 0 && letters.is_empty()) || is_roman)
}

/// A number of parts that a title announces.
#[derive(Debug)]
struct Announcement {
    count: usize,
    noun: Noun,
    /// Where in the title.
    place: Range<usize>,
    /// Whether it is plainly about the parts of what has the title, and of nothing that the title is about.
    is_plain: bool,
}

/// Words before a number by which it counts no parts: `ít nhất 3 tiêu chí`, `Điều 3 nội dung …`.
const NO_COUNT: [&str; 45] = [
    "từ", "đến", "tới", "nhất", "thiểu", "đa", "trên", "dưới", "hơn", "quá", "mỗi", "khoảng", "thêm",
    "trong", "đạt", "còn", "thiếu", "mục", "điều", "khoản", "số", "phần", "chương", "chí", "dung", "quý",
    "tháng", "năm", "ngày", "kỳ", "lục", "bảng", "thứ", "lần", "nhóm", "least", "most", "than", "over",
    "under", "each", "part", "section", "number", "quarter",
];
/// Words behind what is counted by which not all parts are meant: `3 tiêu chí đầu`, `2 nội dung trở lên`.
const NOT_ALL: [&str; 6] = ["trở", "đầu", "cuối", "or", "first", "last"];
/// Words before a number that announce parts.
const ANNOUNCING: [&str; 6] = ["gồm", "có", "với", "bộ", "with", "has"];
/// Words before `of` that announce parts: it stands in `one of 3 criteria` too.
const WHOLES: [&str; 4] = ["set", "list", "consists", "consisting"];
const NUMBERS: [[&str; 2]; 10] = [
    ["một", "one"],
    ["hai", "two"],
    ["ba", "three"],
    ["bốn", "four"],
    ["năm", "five"],
    ["sáu", "six"],
    ["bảy", "seven"],
    ["tám", "eight"],
    ["chín", "nine"],
    ["mười", "ten"],
];

/// All that a title announces.
fn announcements(title: &str) -> Vec<Announcement> {
    let words = words(title);
    (0..words.len()).filter_map(|at| announcement(title, &words, at)).collect()
}

/// Words in small letters, with their places.
fn words(title: &str) -> Vec<(Range<usize>, String)> {
    let mut words: Vec<(Range<usize>, String)> = Vec::new();
    for (at, character) in title.char_indices().filter(|(_, character)| character.is_alphanumeric()) {
        match words.last_mut() {
            Some((place, word)) if place.end == at => {
                word.extend(character.to_lowercase());
                place.end = at + character.len_utf8();
            }
            _ => words.push((at..at + character.len_utf8(), character.to_lowercase().collect())),
        }
    }
    words
}

fn announcement(title: &str, words: &[(Range<usize>, String)], at: usize) -> Option<Announcement> {
    let (start, word) = (words[at].0.start, words[at].1.as_str());
    let (count, is_word) = number(word)?;
    let (noun, length) = noun(title, words, at + 1)?;
    let end = words[at + length].0.end;
    let before = at.checked_sub(1).map(|before| words[before].1.as_str());
    let follower = words.get(at + length + 1).filter(|next| title[end..next.0.start].trim().is_empty());
    let is_whole =
        before == Some("of") && at.checked_sub(2).is_some_and(|it| WHOLES.contains(&words[it].1.as_str()));
    let is_joined = |before: &str| {
        NO_COUNT.contains(&before) || number(before).is_some() || (before == "of" && !is_whole)
    };
    // What stands between the word before and the number: nothing but white space joins the two.
    let between = &title[at.checked_sub(1).map_or(0, |before| words[before].0.end)..start];
    let is_close = between.trim().is_empty();
    if between.ends_with(|character: char| !character.is_whitespace() && !"([“\"".contains(character))
        || is_close && before.is_some_and(is_joined)
        || follower.is_some_and(|(_, next)| NOT_ALL.contains(&next.as_str()))
    {
        return None;
    }
    let is_opened = between.ends_with(['(', '[']);
    let is_announced = is_close && before.is_some_and(|before| ANNOUNCING.contains(&before) || is_whole);
    // `một nội dung` is mostly any content, and `năm` mostly a year.
    if is_word && matches!(word, "một" | "one" | "năm") && !is_opened && !is_announced {
        return None;
    }
    let is_first = before.is_none()
        || label(title).is_some_and(|label| title[..start].trim_end().len() <= label.len() + 2);
    let is_last = title[end..].chars().all(|character| !character.is_alphanumeric());
    let is_plain = noun == Noun::Criteria || is_opened || is_announced || is_first || is_last;
    Some(Announcement { count, noun, place: start..end, is_plain })
}

/// A number in digits or as a word, and whether it is a word.
fn number(word: &str) -> Option<(usize, bool)> {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse().ok().filter(|_| word.len() <= 3).map(|count| (count, false));
    }
    NUMBERS.iter().position(|names| names.contains(&word)).map(|at| (at + 1, true))
}

/// What is counted from this word on, and how many words it takes.
fn noun(title: &str, words: &[(Range<usize>, String)], at: usize) -> Option<(Noun, usize)> {
    let text = |index: usize| words.get(index).map_or("", |(_, word)| word.as_str());
    let (noun, length) = match (text(at), text(at + 1), text(at + 2)) {
        ("nhóm", "tiêu", "chí") => (Noun::Contents, 3),
        ("tiêu", "chí", _) => (Noun::Criteria, 2),
        ("nội", "dung", _) => (Noun::Contents, 2),
        // `mục tiêu`, `mục đích` and `mục lục` are other words.
        ("mục", "tiêu" | "đích" | "lục", _) => return None,
        ("mục" | "item" | "items", ..) => (Noun::Items, 1),
        ("criterion" | "criteria", ..) => (Noun::Criteria, 1),
        ("content" | "contents", ..) => (Noun::Contents, 1),
        _ => return None,
    };
    let is_joined = |pair: &[(Range<usize>, String)]| title[pair[0].0.end..pair[1].0.start].trim().is_empty();
    words[at - 1..at + length].windows(2).all(is_joined).then_some((noun, length))
}
