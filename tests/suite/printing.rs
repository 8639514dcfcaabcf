//! What is printed reads as the tree that it was printed from.

use crate::support::{analyzed, evaluated, files, home, text_of};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use tieuchi::syntax::ast::File;
use tieuchi::syntax::{Keywords, Printer, parse};
use tieuchi::{Diagnostics, Language, Plans, Sources};

const BOTH: [Printer; 2] =
    [Printer { keywords: Keywords::English }, Printer { keywords: Keywords::Vietnamese }];

/// The tree of a text that reads without an error; what was wrong where it does not.
fn tree(text: impl AsRef<[u8]>) -> Result<File, String> {
    let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
    let id = sources.add("printed.tieuchi", text);
    let parsed = parse(&sources, id, &mut findings);
    if findings.has_errors() { Err(format!("{findings:?}")) } else { Ok(parsed.file) }
}

/// A tree as text, without the places in it.
fn placeless(file: &File) -> String {
    let shown = format!("{file:?}");
    let mut parts = shown.split("Span {");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').expect("an end").1)
}

/// Prints a tree in both languages, and holds each print against the tree.
fn holds(file: &File, name: &str) -> [String; 2] {
    BOTH.map(|printer| {
        let text = printer.file(file);
        let again = tree(&text).unwrap_or_else(|error| panic!("{name}\n{text}\n{error}"));
        let (before, after) = (placeless(file), placeless(&again));
        let same = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
        let there = |tree: &str| tree.chars().skip(same.saturating_sub(80)).take(160).collect::<String>();
        assert!(before == after, "{name} reads otherwise:\n{text}\n{}\n{}", there(&before), there(&after));
        assert_eq!(printer.file(&again), text, "{name}");
        text
    })
}

/// The results of a table as data.
fn results(plan: &Plans, data: &Path) -> String {
    let bytes = fs::read(data).expect("data");
    let outcome = evaluated(plan, &data.display().to_string(), &bytes, Language::English);
    serde_json::to_string(&outcome.units).expect("results")
}

/// The tables of data that belong to a ruleset: of its name, or beside it.
fn data_of(ruleset: &Path) -> Vec<PathBuf> {
    if ruleset.starts_with(home().join("rulesets")) {
        return files(ruleset.parent().expect("a folder"), "csv");
    }
    let named = ["csv", "json", "jsonl"].map(|ending| ruleset.with_extension(ending));
    named.into_iter().filter(|path| path.exists()).collect()
}

#[test]
fn every_file_that_reads_is_printed_as_itself() {
    let (mut printed, mut planned, mut scored) = (0, 0, 0);
    let rulesets = files(&home().join("rulesets"), "tieuchi");
    for path in rulesets.into_iter().chain(files(&home().join("tests/cases"), "tieuchi")) {
        let (name, bytes) = (path.display().to_string(), fs::read(&path).expect("a file"));
        let Ok(file) = tree(&bytes) else { continue };
        // A tree of differences is printed when it is finished; its law is that of layers.
        if !(file.bases.is_empty()
            && file.forms.is_empty()
            && file.editions.is_empty()
            && file.operations.is_empty())
        {
            continue;
        }
        let plan = analyzed("original", &bytes).2.plans;
        for text in holds(&file, &name) {
            printed += 1;
            let twin = analyzed("printed", &text).2.plans;
            assert_eq!(plan.is_some(), twin.is_some(), "{name}\n{text}");
            let Some((plan, twin)) = plan.as_ref().zip(twin) else { continue };
            planned += 1;
            for data in data_of(&path) {
                assert!(results(plan, &data) == results(&twin, &data), "{name} scores otherwise\n{text}");
                scored += 1;
            }
        }
    }
    assert!(printed > 400 && planned > 200 && scored > 100, "{printed} {planned} {scored}");
}

/// A file with one formula under a name.
fn with_formula(formula: &str) -> String {
    format!("ruleset x\nlet a = {formula}\ncontent c {{ criterion d yes/no }}\n")
}

#[test]
fn brackets_stand_where_they_are_needed_only() {
    let cases = [
        ("(a - b) - (c + d)", "(a - b) - (c + d)"),
        ("(a) - b - (c + d)", "a - b - (c + d)"),
        ("a / (b * c) * (d)", "a / (b * c) * d"),
        ("(a / b) * c", "(a / b) * c"),
        ("-(a + b) * -(-c)", "-(a + b) * -(-c)"),
        ("(a * b) + (-c)", "a * b + -c"),
        ("20% of (-a) + 20% of (10% of b)", "20% of -a + 20% of (10% of b)"),
        ("(20% of a) * b", "20% of a * b"),
        ("not (a and (b or c)) or (d and e)", "not (a and (b or c)) or (d and e)"),
        ("not (a = b) and (not c)", "not a = b and not c"),
        ("(a > b) = (c < d)", "(a > b) = (c < d)"),
        ("(a + b) > (c)", "a + b > c"),
        ("(2 each for a) + b", "(2 each for a) + b"),
        ("2 points each for (2 each for a)", "2 each for (2 each for a)"),
        ("proportion (tiers of a { from 1: 2 })", "proportion (tiers of a { from 1: 2 })"),
        ("tiers of a { from 1: 2 } + 1", "tiers of a { from 1: 2 } + 1"),
        (
            "tiers of (a + b) { from (proportion c): (d > 1) }",
            "tiers of a + b { from (proportion c): (d > 1) }",
        ),
        ("f((a), b + c) + g()", "f(a, b + c) + g()"),
        ("1.1250 + 0.125 + 2.1250%", "1.1250 + 0.125 + 2.1250%"),
        (
            "first of { a: 1 (-b > 2): (all) (points > 3): contents otherwise: all }",
            "first of { a: 1  (-b > 2): (all)  (points > 3): (contents)  otherwise: all }",
        ),
        (
            "tiers of half { from (half) up to 3: (met) below 1: 2 }",
            "tiers of half { from (half) up to 3: (met)  below 1: 2 }",
        ),
    ];
    for (written, wanted) in cases {
        let file = tree(with_formula(written)).unwrap_or_else(|error| panic!("{written}: {error}"));
        assert_eq!(BOTH[0].expr(&file.definitions[0].value), wanted);
        holds(&file, written);
    }
}

/// What formulas are made of; a part of them stands at each `@`.
const FORMULAS: [&str; 32] = [
    "@ + @ - @",
    "@ / @ * @",
    "-@",
    "20% of @",
    "20% of -@",
    "@ >= @",
    "@ includes met",
    "@ and @",
    "@ or @ or @",
    "not @",
    "tiers of @ { from @ below @ or when @: @ up to @: @ }",
    "first of { @: @ @: @ otherwise: @ }",
    "proportion @",
    "steps of @ { @ at @, @ per @ up to @, @ per full @ less }",
    "table of @, @ {\n| low | from @\nhigh | @ | @\nyes | @ | @\n}",
    "average of { @, @ }",
    "2 each for @",
    "f(@, @)",
    "all months have @",
    "any a have @ when none: @",
    "at least 7 quarters have @",
    "at least 70% of a have @ when none: @",
    "at most half of cohort have @",
    "count of criteria of c with @",
    "share of contents with @ when none: @",
    "longest run of last 3 months with @",
    "sum of @ over months",
    "average of @ over last 2 years with @ when none: @",
    "greatest of @ over criteria",
    "least of @ over cohort with @",
    "percentile 75% of @ over cohort",
    "rank of @ in cohort",
];
/// Parts that have no parts. Some could be one keyword with a word behind them.
const LEAVES: [&str; 18] = [
    "a",
    "half",
    "contents",
    "all",
    "90%",
    "1.5",
    "total.maximum",
    "yes",
    "2025-11-01",
    "cấp",
    "months.late",
    "previous.total when none: 1",
    "months in place",
    "in place",
    "count of months",
    "count of contents",
    "last",
    "months",
];
/// A file with a formula in each place where a name or keyword may follow it.
const PLACES: &str = "ruleset x scored by half “u“, superior “v w“, cấp
facts { p count from @ to @ by 2, at most @, at least @, default @ q choice u < v require @ }
let r = @
function f(a count) count from @ { a }
content c 5 points {
  let s = @
  criterion d 4 points {
    points @
    not applicable when @: drop requires @ zero when @
    deduct @ when @ deduct @ at least @ at most @
  }
  criterion e 1 point { met when @ }
  deduct @
}
total at most @ at least @
classes of @ {
  i from @ below @ when @ j above @ k or when @ l otherwise
  at most i when @ is j when @ decided by “x y“ not assessed when @
}
recognise m when @ recognise n when @
cohort by u, superior { rank by @, @ quota i at most 20% of j after the cut, rounded down, ties kept }
accept TC0703 of c.d because “x“ accept TC0332 because “y“ accept TC0701 of total because “z“
";

/// A text with a part at each `@`: in brackets, so that any tree can come.
fn filled(text: &str, mut part: impl FnMut() -> String) -> String {
    let mut pieces = text.split('@');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| format!("{text}({}){piece}", part()))
}

fn formula(choices: &mut dyn Iterator<Item = u8>, depth: u8) -> String {
    let pick = usize::from(choices.next().unwrap_or(0));
    match depth {
        0 => LEAVES[pick % LEAVES.len()].to_owned(),
        _ => filled(FORMULAS[pick % FORMULAS.len()], || formula(choices, depth - 1)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_formula_is_printed_as_itself(choices in proptest::collection::vec(any::<u8>(), 1..200)) {
        let written = with_formula(&formula(&mut choices.into_iter(), 4));
        let file = tree(&written).unwrap_or_else(|error| panic!("{written}\n{error}"));
        holds(&file, &written);
    }

    #[test]
    fn any_formula_in_any_place_is_printed_as_itself(choices in proptest::collection::vec(any::<u8>(), 1..300)) {
        let mut choices = choices.into_iter().cycle();
        let written = filled(PLACES, || formula(&mut choices, 2));
        let file = tree(&written).unwrap_or_else(|error| panic!("{written}\n{error}"));
        holds(&file, &written);
    }
}

#[test]
fn a_file_is_laid_out_as_people_lay_it_out() {
    let file = tree(text_of("rulesets/meeting_quality/repaired.tieuchi")).expect("a file that reads");
    let text = BOTH[0].file(&file);
    for block in [
        "  exempt count \"Được miễn công tác và sinh hoạt đảng\" at most members, default 0\n",
        "  criterion ratio \"2a. Tỉ lệ dự sinh hoạt\" 4 points {\n    tiers of present / due {\n      from 90%: 4\n",
        "    not applicable when due = 0: 1 point\n  }\n  criterion regular ",
        "trong năm\" 1 point yes/no\n}\n\ncontent preparation",
        "\n}\n\ntotal \"Tổng điểm\" 100 points\n\nclasses",
    ] {
        assert!(text.contains(block), "{block}\n{text}");
    }
}
