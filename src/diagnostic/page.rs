//! The pages behind the codes: what a finding means, why it matters, what to do about it.
//!
//! They are Markdown, one file a pass and language, and can be read there as well: `## CODE Title`, then
//! paragraphs and snippets between fences. A word behind a fence says where the lines of a snippet
//! belong (`criterion`, `classes`, `data`); nothing, that they stand by themselves in a ruleset.

use super::Language;

const ENGLISH: [&str; 7] = [
    include_str!("en/pages/1_reading.md"),
    include_str!("en/pages/2_names.md"),
    include_str!("en/pages/3_structure.md"),
    include_str!("en/pages/4_layers.md"),
    include_str!("en/pages/5_data.md"),
    include_str!("en/pages/6_scoring.md"),
    include_str!("en/pages/7_proofs.md"),
];
const VIETNAMESE: [&str; 7] = [
    include_str!("vi/pages/1_reading.md"),
    include_str!("vi/pages/2_names.md"),
    include_str!("vi/pages/3_structure.md"),
    include_str!("vi/pages/4_layers.md"),
    include_str!("vi/pages/5_data.md"),
    include_str!("vi/pages/6_scoring.md"),
    include_str!("vi/pages/7_proofs.md"),
];

/// How a page begins in its file.
const HEAD: &str = "\n## ";
/// How a snippet begins and ends.
const FENCE: &str = "```";
/// The longest line of prose, however wide the terminal.
const MAXIMUM_WIDTH: usize = 100;

/// The page of one code in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The code, `TC` and four digits.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// The rest, in Markdown.
    pub text: &'static str,
}

/// The page of a code; none where there is no such code.
pub fn page(language: Language, code: &str) -> Option<Page> {
    pages(language).find(|page| page.code == code)
}

/// All pages, in the order of their codes.
pub fn pages(language: Language) -> impl Iterator<Item = Page> {
    let files = match language {
        Language::English => &ENGLISH,
        Language::Vietnamese => &VIETNAMESE,
    };
    files.iter().flat_map(|file| file.split(HEAD).skip(1)).map(|page| {
        let (head, text) = page.split_once('\n').unwrap_or((page, ""));
        let (code, title) = head.split_once(' ').unwrap_or((head, ""));
        Page { code, title, text: text.trim() }
    })
}

/// The codes that one could have meant by another, the nearest first: those that begin so, those that
/// share most digits with it, and among these those beside it.
pub fn near(code: &str) -> Vec<&'static str> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let wanted = format!("{digits:0>4}");
    let number = |digits: &str| digits.parse::<i64>().unwrap_or(i64::MAX);
    let distance = |code: &str| {
        // A longer text differs from all codes alike by what is too much.
        let differing = code[2..].chars().zip(wanted.chars()).filter(|(one, other)| one != other).count();
        (!code[2..].starts_with(&digits), differing, number(&code[2..]).abs_diff(number(&wanted)))
    };
    let mut codes: Vec<&str> = pages(Language::English).map(|page| page.code).collect();
    codes.sort_by_key(|code| distance(code));
    codes.truncate(if digits.is_empty() { 0 } else { 3 });
    codes
}

/// Whether a text was meant as a code: `TC` and digits, in any case.
pub fn is_like_a_code(text: &str) -> bool {
    let digits = text.get(..2).filter(|head| head.eq_ignore_ascii_case("tc")).and(text.get(2..));
    digits.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Page {
    /// The page as plain text, its prose broken to lines of a width.
    pub fn plain(&self, width: usize) -> String {
        let width = width.min(MAXIMUM_WIDTH);
        let mut out = wrapped(&format!("{}: {}", self.code, self.title), width) + "\n";
        let (mut prose, mut is_snippet) = (String::new(), false);
        for line in self.text.lines().chain([""]) {
            let is_fence = line.starts_with(FENCE);
            if is_snippet && !is_fence {
                out += format!("    {line}").trim_end();
                out.push('\n');
            } else if is_fence || line.is_empty() {
                out += &wrapped(&std::mem::take(&mut prose), width);
                out += if is_fence { "" } else { "\n" };
                is_snippet ^= is_fence;
            } else {
                prose = format!("{prose}{line} ");
            }
        }
        out.trim_end().to_owned() + "\n"
    }
}

/// A paragraph in lines of a width. A word that is longer has a line of its own.
fn wrapped(paragraph: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        }
        if column > 0 {
            out.push(' ');
            column += 1;
        }
        out += word;
        column += length;
    }
    if column > 0 { out + "\n" } else { out }
}
