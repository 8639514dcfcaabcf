//! Every code has a page in both languages, and what the pages show can be read.

use crate::catalogue::codes;
use crate::support::shown;
use std::collections::BTreeSet;
use tieuchi::diagnostic::page::{self, Page, pages};
use tieuchi::{Diagnostics, Language, Sources, syntax};

const LANGUAGES: [Language; 2] = [Language::English, Language::Vietnamese];

#[test]
fn every_code_has_a_page_in_both_languages_and_no_other_has_one() {
    let wanted: Vec<String> = codes().into_iter().collect();
    for language in LANGUAGES {
        let found: Vec<&str> = pages(language).map(|page| page.code).collect();
        assert_eq!(found, wanted, "{language:?}: each once, in order");
    }
}

#[test]
fn pages_say_something_and_name_only_codes_that_exist() {
    for language in LANGUAGES {
        let known: BTreeSet<&str> = pages(language).map(|page| page.code).collect();
        for page in pages(language) {
            let prose: usize = page.plain(100).lines().filter(|line| !line.starts_with("    ")).count();
            assert!(!page.title.is_empty() && prose >= 4, "{}: {}", page.code, page.text);
            assert!(page.text.lines().all(|line| line.chars().count() <= 124), "{}: a long line", page.code);
            let words = page.text.split(|character: char| !character.is_ascii_alphanumeric());
            for code in words.filter(|word| word.len() > 4 && page::is_like_a_code(word)) {
                assert!(known.contains(code), "{} names {code}", page.code);
            }
        }
    }
}

/// Lines between fences.
#[derive(Debug)]
struct Snippet {
    /// Whether they show what is wrong.
    is_wrong: bool,
    /// Where such lines belong.
    place: &'static str,
    text: String,
}

fn snippets(page: Page) -> Vec<Snippet> {
    let mut found: Vec<Snippet> = Vec::new();
    let (mut before, mut is_open) = ("", false);
    for line in page.text.lines() {
        match (line.strip_prefix("```"), is_open) {
            (Some(place), false) => {
                let is_wrong = ["Wrong:", "Sai:"].contains(&before);
                assert!(is_wrong || ["Right:", "Đúng:"].contains(&before), "{}: `{before}`", page.code);
                found.push(Snippet { is_wrong, place, text: String::new() });
            }
            (None, true) => {
                let snippet = found.last_mut().expect("an open snippet");
                snippet.text = format!("{}{line}\n", snippet.text);
            }
            _ => {}
        }
        is_open ^= line.starts_with("```");
        before = line;
    }
    assert!(!is_open, "{}: a fence is open", page.code);
    found
}

/// The lines of a snippet where they belong, so that they can be read; data are not rulesets.
fn placed(snippet: &Snippet, language: Language) -> Option<String> {
    let (facts, content, criterion, classes) = match language {
        Language::English => ("facts", "content c \"C\"", "criterion k \"K\" 4 points", "classes"),
        Language::Vietnamese => ("dữ kiện", "nội dung c \"C\"", "tiêu chí k \"K\" 4 điểm", "xếp loại"),
    };
    let text = &snippet.text;
    match snippet.place {
        "" => Some(text.clone()),
        "facts" => Some(format!("{facts} {{\n{text}}}")),
        "content" => Some(format!("{content} {{\n{text}}}")),
        "criterion" => Some(format!("{content} {{ {criterion} {{\n{text}}} }}")),
        "classes" => Some(format!("{classes} {{\n{text}}}")),
        "data" => None,
        other => panic!("no place is called {other}"),
    }
}

/// What cannot be read in a text.
fn unreadable(name: &str, text: String, language: Language) -> String {
    let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
    let id = sources.add(name, text);
    syntax::parse(&sources, id, &mut findings);
    findings.iter().map(|finding| shown(finding, &sources, language)).collect()
}

/// Wrong snippets are read as well, but for those that show what cannot be.
#[test]
fn snippets_can_be_read() {
    let mut faults = String::new();
    for language in LANGUAGES {
        for page in pages(language) {
            for snippet in snippets(page) {
                let Some(text) = placed(&snippet, language) else { continue };
                let found = unreadable(page.code, text, language);
                if snippet.is_wrong && page.code < "TC0200" {
                    assert!(!found.is_empty(), "{}: there is nothing wrong with it: {snippet:?}", page.code);
                } else {
                    faults += &found;
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn both_languages_show_the_same_snippets() {
    for (english, vietnamese) in pages(Language::English).zip(pages(Language::Vietnamese)) {
        let shape = |page| snippets(page).iter().map(|it| (it.is_wrong, it.place)).collect::<Vec<_>>();
        assert_eq!(shape(english), shape(vietnamese), "{}", english.code);
    }
}

#[test]
fn pages_fit_the_terminal() {
    for language in LANGUAGES {
        for (page, width) in pages(language).zip([40, 72, 200].into_iter().cycle()) {
            let plain = page.plain(width);
            let mut prose = plain.lines().filter(|line| !line.starts_with("    "));
            let is_fit = |line: &str| line.chars().count() <= width.min(100) && !line.contains("```");
            assert!(prose.all(is_fit), "{plain}");
        }
    }
}

#[test]
fn codes_near_a_slip_are_found() {
    assert_eq!(page::near("TC703").first(), Some(&"TC0703"));
    assert_eq!(page::near("tc0730").first(), Some(&"TC0720"), "{:?}", page::near("tc0730"));
    assert!(page::near("TC0799").iter().all(|code| code.starts_with("TC07")), "{:?}", page::near("TC0799"));
    assert!(page::near("TC04").iter().all(|code| code.starts_with("TC04")), "{:?}", page::near("TC04"));
    assert!(page::near("rulesets").is_empty());
    assert_eq!(page::near("TC99999999999999999999999").len(), 3);
}
