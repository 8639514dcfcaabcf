//! The house: an import points down, fences hold, functions fit a screen.

use crate::support::{files, home, text_of};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The floors from the ground up; `src/README.md` says what lives there.
const FLOORS: [&str; 19] = [
    "source",
    "diagnostic",
    "value",
    "syntax",
    "function",
    "layer",
    "link",
    "model",
    "check",
    "plan",
    "data",
    "eval",
    "column",
    "assessment",
    "prove",
    "report",
    "suite",
    "bulk",
    "lib",
];

/// Every file of the source: its path below `src`, and its text.
fn sources() -> Vec<(String, String)> {
    let home = home().join("src");
    files(&home, "rs")
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a file");
            (path.strip_prefix(&home).expect("inside").display().to_string(), text)
        })
        .collect()
}

fn floor_of(path: &str) -> Option<usize> {
    let first = path.split('/').next().unwrap_or(path).trim_end_matches(".rs");
    FLOORS.iter().position(|floor| *floor == first)
}

/// The modules of the library that a text names behind `crate::`.
fn imports(text: &str) -> BTreeSet<&str> {
    let ends = |character: char| !character.is_alphanumeric() && character != '_';
    text.split("crate::")
        .skip(1)
        .filter_map(|rest| rest.split(ends).next())
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn an_import_points_to_a_lower_floor() {
    for (path, text) in sources() {
        let Some(floor) = floor_of(&path).filter(|floor| *floor + 1 < FLOORS.len()) else { continue };
        for name in imports(&text) {
            let Some(target) = FLOORS.iter().position(|floor| *floor == name) else { continue };
            assert!(target <= floor, "{path} is on floor {floor} and imports {name} from floor {target}");
        }
    }
}

#[test]
fn modules_of_one_floor_form_no_circle() {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in sources() {
        let Some((floor, file)) = path.split_once('/') else { continue };
        let name = format!("{floor}/{}", file.trim_end_matches(".rs"));
        let uses = text.lines().filter(|line| line.starts_with("use super::"));
        let targets = uses.filter_map(|line| line["use super::".len()..].split("::").next());
        let is_module = |target: &&str| {
            target.starts_with(char::is_lowercase) && home().join(format!("src/{floor}/{target}.rs")).exists()
        };
        edges
            .entry(name)
            .or_default()
            .extend(targets.filter(is_module).map(|target| format!("{floor}/{target}")));
    }
    for start in edges.keys() {
        let mut open: Vec<&String> = edges[start].iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(next) = open.pop() {
            assert_ne!(next, start, "a circle of imports");
            if seen.insert(next) {
                open.extend(edges.get(next).into_iter().flatten());
            }
        }
    }
}

#[test]
fn fences_hold() {
    let fences: [(&str, &[&str]); 10] = [
        ("pest", &["syntax/"]),
        ("miette::", &["diagnostic/render.rs"]),
        ("rhai::", &["function/script.rs"]),
        ("csv::", &["data/", "report/"]),
        ("::parquet::", &["data/", "report/"]),
        ("bytes::", &["data/", "report/"]),
        ("clap::", &["cli.rs", "cli/"]),
        ("quick_xml::", &["cli/junit.rs"]),
        ("petgraph::", &["link/order.rs"]),
        ("std::env", &["cli/", "cli.rs"]),
    ];
    for (path, text) in sources() {
        let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for (name, homes) in fences {
            let named = code.contains(&format!("use {name}"))
                || (name.ends_with("::") && code.contains(&format!(" {name}")));
            assert!(!named || homes.iter().any(|home| path.starts_with(home)), "{path} names {name}");
        }
    }
}

#[test]
fn nothing_below_the_command_reads_files_or_the_clock() {
    for (path, text) in sources() {
        if path.starts_with("cli") || path == "main.rs" {
            continue;
        }
        for name in ["std::fs", "std::net", "std::process", "SystemTime", "Instant", "println!", "eprintln!"]
        {
            assert!(!text.contains(name), "{path} names {name}");
        }
    }
}

#[test]
fn above_the_plan_nobody_sees_syntax() {
    let plan = FLOORS.iter().position(|floor| *floor == "plan").expect("a floor");
    for (path, text) in sources() {
        let is_above = floor_of(&path).is_some_and(|floor| floor >= plan && floor + 1 < FLOORS.len());
        assert!(!is_above || !imports(&text).contains("syntax"), "{path} sees syntax");
    }
}

#[test]
fn only_the_checker_makes_a_ruleset() {
    for (path, text) in sources() {
        let makes = text.lines().any(|line| {
            line.trim_end().ends_with("Ruleset {")
                && !line.contains("struct")
                && !line.contains("impl")
                && !line.contains("->")
        });
        assert!(!makes || path == "check.rs", "{path} makes a ruleset");
    }
}

#[test]
fn functions_fit_a_screen() {
    let mut lengths = Vec::new();
    for (path, text) in sources() {
        let lines: Vec<&str> = text.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let body = line.trim_start();
            let indent = line.len() - body.len();
            let is_function =
                ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn ", "const fn ", "pub const fn "]
                    .iter()
                    .any(|it| body.starts_with(it));
            if !is_function {
                continue;
            }
            let closing = format!("{}}}", " ".repeat(indent));
            let end = lines[start..].iter().position(|line| *line == closing).unwrap_or(0);
            assert!(end <= 70, "{path}:{} has {end} lines", start + 1);
            lengths.push(end);
        }
    }
    lengths.sort_unstable();
    let ninety = lengths[lengths.len() * 9 / 10];
    assert!(ninety < 30, "nine of ten functions should be under 30 lines; the 90th percentile is {ninety}");
}

#[test]
fn the_table_of_reserved_words_is_whole() {
    let grammar = text_of("grammar/keywords.pest");
    let (table, reserved) = grammar.split_once("reserved = ").expect("the list");
    let keywords = table.lines().filter_map(|line| line.split_once(" = @{")).map(|(name, _)| name);
    let listed: BTreeSet<&str> = reserved.split(|it: char| !it.is_alphanumeric() && it != '_').collect();
    // Keywords behind another keyword only: their words are free for names.
    let free = "month quarter year like period reads_from months quarters years no_data before_joining after_leaving \
        have with in_cohort last over_time way_sum way_last way_average way_greatest way_least cohort \
        before_the_cut after_the_cut or_better rounded ties kept cut everybody";
    let free: Vec<String> = free.split_whitespace().map(|word| format!("kw_{word}")).collect();
    for keyword in keywords.filter(|keyword| free.iter().all(|it| it != keyword)) {
        assert!(listed.contains(keyword), "{keyword} is not reserved");
    }
}

#[test]
fn the_map_of_the_house_names_every_floor() {
    let page = text_of("src/README.md");
    for floor in FLOORS {
        assert!(page.contains(&format!("`{floor}`")) || page.contains(&format!("`{floor}.rs`")), "{floor}");
    }
}

#[test]
fn the_readme_has_every_word_in_both_languages() {
    let (grammar, readme) = (text_of("grammar/keywords.pest"), text_of("README.md"));
    let (table, _) = grammar.split_once("// Words that no name may be").expect("the last group");
    let mut count = 0;
    for line in table.lines().filter_map(|line| line.split_once(" = @{ (")).map(|(_, line)| line) {
        let first = line
            .split(" | ")
            .map(|it| it.replace(" ~ s ~ ", " ").replace(['"', ')'], "").replace(" ~ s?", ""));
        let words: Vec<String> =
            first.map(|it| it.split(" ~ e").next().unwrap_or_default().to_owned()).collect();
        let vietnamese = words.iter().find(|word| !word.is_ascii()).or(words.last()).expect("a word");
        assert!(readme.contains(&format!("`{}` {vietnamese}", words[0])), "{} {vietnamese}", words[0]);
        count += 1;
    }
    assert!(count > 70);
}
