//! What examples show of a table, and rows that show the rest.

use crate::random::ruleset;
use crate::support::{analyzed, files, home, loaded, shown};
use tieuchi::suite::{Verdict, coverage, reports, suggestions};
use tieuchi::{Language, Plans};

/// How many points of a ruleset no example shows.
fn open(plans: &Plans) -> usize {
    coverage(plans).iter().map(|table| table.open.len()).sum()
}

#[test]
fn every_ruleset_is_shown_whole_by_its_examples() {
    let mut checked = 0;
    for path in files(&home().join("rulesets"), "tieuchi") {
        let name = path.strip_prefix(home()).expect("inside").display().to_string();
        let (sources, _, analysis) = loaded(&home(), &name);
        // A printed table that has no answer for some data cannot be run; its repaired twin is.
        let Some(plans) = analysis.plans else {
            assert!(path.ends_with("meeting_quality/as_printed.tieuchi"), "{name}");
            continue;
        };
        assert_eq!(open(&plans), 0, "{name}");
        let failed = reports(&plans, &sources, Language::English);
        assert!(failed.iter().all(|it| it.verdict != Verdict::Failed), "{name}");
        checked += 1;
    }
    assert!(checked > 10, "{checked}");
}

/// Examples that are suggested show all that data can show, and come out as they say.
#[test]
fn what_is_suggested_shows_the_rest() {
    let mut checked = 0;
    for seed in 0..120 {
        let text = ruleset(seed);
        let (_, _, analysis) = analyzed("random.tieuchi", &text);
        let Some(plans) = analysis.plans else { continue };
        let rows = suggestions(&plans);
        let examples = rows.iter().zip(1..);
        let examples: String =
            examples.map(|(row, number)| row.written(plans.get(row.plan), &format!("e{number}"))).collect();
        let text = format!("{text}\n{examples}");
        let (sources, _, analysis) = analyzed("random.tieuchi", &text);
        let said: String =
            analysis.findings.iter().map(|it| shown(it, &sources, Language::English)).collect();
        let plans = analysis.plans.unwrap_or_else(|| panic!("seed {seed}: {said}\n{text}"));
        assert_eq!(open(&plans), 0, "seed {seed}: {:?}\n{text}", coverage(&plans));
        let told = reports(&plans, &sources, Language::English);
        assert!(told.iter().all(|it| it.verdict == Verdict::Passed), "seed {seed}: {told:?}\n{text}");
        checked += 1;
    }
    assert!(checked > 15, "{checked}");
}

/// Points do not hang on how the page is laid out.
#[test]
fn layout_changes_nothing() {
    let text = "ruleset r\nfacts { x count from 0 to 9 }\ncontent c 3 points { criterion d 3 points { tiers of x { from 5: 3  below 5: 1 } } }\nexample \"a\" { given x 5  expect total 3 }\n";
    let spread = text.replace(' ', "\n ").replace("\n ruleset", " ruleset");
    let count = |text: &str| {
        let (_, _, analysis) = analyzed("r.tieuchi", text);
        let plans = analysis.plans.expect("a sound ruleset");
        coverage(&plans).iter().map(|table| (table.points, table.open.len())).collect::<Vec<_>>()
    };
    assert_eq!(count(text), count(&spread));
    assert_eq!(count(text), [(6, 4)]);
}
