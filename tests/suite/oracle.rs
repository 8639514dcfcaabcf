//! What is proved of a ruleset, held against all its data: thousands of small random rulesets, each
//! record of each tried. Slow, sure, and knowing nothing of how anything is proved.

use crate::claims::{Claim, claims};
use crate::enumerate::{Seen, enumerate, records};
use crate::harm::{cells, harms, shows};
use crate::random::ruleset;
use crate::support::{files, home, loaded, unproved};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use tieuchi::diagnostic::Place;
use tieuchi::source::Span;
use tieuchi::{Diagnostic, Diagnostics, Plans, Sources};

/// How far findings of a code are held against what was tried.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Held {
    /// What is found is so, and what is so is found.
    Both,
    /// What is found is so.
    Sound,
    /// Not yet.
    Off,
}

/// What the oracle must have seen at the place of a finding, and whether it must find all that it saw.
/// A code is switched on here.
const TABLE: [(&str, Held, &str); 24] = [
    ("TC0701", Held::Both, "a quotient whose divisor is 0, and which reaches a result"),
    ("TC0703", Held::Both, "a number in no line of tiers or a grid"),
    ("TC0704", Held::Both, "a number in two lines with different values"),
    ("TC0705", Held::Both, "no branch of `first of` holds"),
    ("TC0706", Held::Both, "a record in no class"),
    ("TC0707", Held::Both, "a class that no record gets"),
    ("TC0708", Held::Both, "a title that no record is granted"),
    ("TC0709", Held::Sound, "a condition that holds for all records where something comes of it"),
    ("TC0710", Held::Sound, "a condition that holds for none of them"),
    ("TC0711", Held::Both, "a tier, branch or cell that no record falls in"),
    ("TC0712", Held::Both, "two classes settled at once, or one above a cap"),
    ("TC0713", Held::Both, "two treatments of what does not apply at once"),
    ("TC0714", Held::Sound, "a floor in force above a cap in force"),
    ("TC0715", Held::Both, "an award of something that does not apply"),
    ("TC0716", Held::Sound, "less than the printed total in reach while a part is dropped"),
    ("TC0717", Held::Sound, "no record with a total of 0"),
    ("TC0718", Held::Sound, "a class or title without a record while a part does not apply"),
    ("TC0719", Held::Sound, "no record with the printed total, or one above it"),
    ("TC0720", Held::Sound, "no record with a criterion's maximum"),
    ("TC0721", Held::Sound, "a record whose award is above the maximum"),
    ("TC0722", Held::Sound, "limits with a gap that no record falls in"),
    ("TC0723", Held::Sound, "a record that rounding moves over a limit of a class"),
    ("TC0724", Held::Off, "not a matter of data"),
    ("TC0725", Held::Sound, "never: these ranges are small"),
];

/// One random ruleset with all that was tried of it.
struct Tried {
    seed: u64,
    text: String,
    plans: Plans,
    seen: Seen,
    claims: Vec<Claim>,
}

/// The ruleset of a seed; none where it is refused for other reasons, or has no data at all.
fn tried(seed: u64) -> Option<Tried> {
    let text = ruleset(seed);
    tried_text(seed, text, 400)
}

/// A text with at most so many records, tried.
fn tried_text(seed: u64, text: String, most: usize) -> Option<Tried> {
    let mut sources = Sources::default();
    let id = sources.add("random.tieuchi", &text);
    let plans = unproved(&sources, id)?;
    let plan = plans.get(0);
    let records = records(plan, most)?;
    if records.is_empty() {
        return None;
    }
    let seen = enumerate(plan, records);
    let claims = claims(plan, &seen);
    Some(Tried { seed, text, plans, seen, claims })
}

fn holds(places: &[Span], place: Span) -> bool {
    places.is_empty()
        || places
            .iter()
            .any(|it| it.source == place.source && it.start <= place.start && place.start <= it.end)
}

impl Tried {
    /// The codes of all that is so, sorted.
    fn codes(&self) -> Vec<&'static str> {
        let is_so = |claim: &&Claim| claim.must || (claim.may && is_soft(claim.code));
        let codes: BTreeSet<&str> = self.claims.iter().filter(is_so).map(|claim| claim.code).collect();
        codes.into_iter().collect()
    }

    fn findings(&self) -> Diagnostics {
        let mut findings = Diagnostics::default();
        tieuchi::prove::prove(self.plans.get(0), 1, &mut findings);
        findings
    }

    /// All that findings and data say differently.
    fn differences(&self, findings: &Diagnostics) -> Vec<String> {
        let held = |code: &str| TABLE.iter().find(|(it, ..)| *it == code).map_or(Held::Off, |it| it.1);
        let place = |finding: &Diagnostic| match finding.place {
            Place::Source(span) => span,
            Place::Cell { .. } => Span { start: u32::MAX, ..self.plans.get(0).ruleset.total.span },
        };
        let is_said = |claim: &Claim| {
            findings.iter().any(|it| {
                let alike = claim.alike.0.contains(&it.code) && holds(&claim.alike.1, place(it));
                alike || (it.code == claim.code && holds(&claim.places, place(it)))
            })
        };
        let owed = self.claims.iter().filter(|claim| claim.must && held(claim.code) == Held::Both);
        let denied = owed.filter(|claim| !is_said(claim));
        let denied = denied
            .map(|claim| self.told("not found", claim.code, claim.places.first().copied(), claim.record));
        let wrong = findings.iter().filter(|it| held(it.code) != Held::Off).filter(|finding| {
            let mut same = self.claims.iter().filter(|claim| claim.code == finding.code && claim.may);
            !same.any(|claim| holds(&claim.places, place(finding)))
        });
        let wrong = wrong.map(|finding| {
            let told = self.told("found, and not so", finding.code, Some(place(finding)), None);
            format!("{told}\n{}", finding.message(tieuchi::Language::English))
        });
        denied.chain(wrong).collect()
    }

    fn told(&self, what: &str, code: &str, place: Option<Span>, record: Option<usize>) -> String {
        let line = place.map_or("?", |span| {
            self.text.get(span.start as usize..).and_then(|it| it.lines().next()).unwrap_or_default()
        });
        let row = record.map(|index| cells(self.plans.get(0), &self.seen.records[index]));
        format!("seed {}: {code} {what} at `{line}`, row {row:?}\n{}", self.seed, self.text)
    }
}

/// How many rulesets are tried.
const RULESETS: u64 = 3_000;

#[test]
fn chance_makes_faults_of_every_kind() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut clean: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut rulesets, mut rows) = (0, 0);
    for tried in (0..RULESETS).filter_map(tried) {
        rulesets += 1;
        rows += tried.seen.records.len();
        let codes = tried.codes();
        let without = TABLE.iter().map(|it| it.0).filter(|code| !codes.contains(code));
        without.for_each(|code| *clean.entry(code).or_default() += 1);
        codes.into_iter().for_each(|code| *counts.entry(code).or_default() += 1);
    }
    let page = format!("{rulesets} rulesets, {rows} rows, with {counts:?}, without {clean:?}");
    assert!(rulesets as u64 > RULESETS * 2 / 3, "{page}");
    for (code, ..) in TABLE.iter().filter(|(code, ..)| !["TC0724", "TC0725"].contains(code)) {
        assert!(counts.get(code).is_some_and(|count| *count >= 20), "{code}: {page}");
        assert!(clean.get(code).is_some_and(|count| *count >= 20), "{code}: {page}");
    }
}

/// A case has the fault that it is named for, and one that is fine has none: as all data show.
#[test]
fn small_cases_have_the_faults_of_their_names() {
    let mut checked = 0;
    for path in files(&home().join("tests/cases/prove"), "tieuchi") {
        let text = fs::read_to_string(&path).expect("a file");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let code = name.split('_').next().filter(|code| TABLE.iter().any(|it| it.0 == *code));
        let is_fine = name.ends_with("_is_fine");
        let Some(tried) = tried_text(0, text, 5_000).filter(|_| code.is_some() || is_fine) else { continue };
        let found = tried.codes();
        match code.filter(|code| *code != "TC0724") {
            Some(code) => assert!(found.contains(&code), "{name}: {found:?}"),
            None => assert!(found.is_empty(), "{name}: {found:?}"),
        }
        checked += 1;
    }
    assert!(checked > 0);
}

/// Codes of which nothing more is known than that a finding would be right.
fn is_soft(code: &str) -> bool {
    ["TC0711", "TC0718", "TC0722"].contains(&code)
}

/// The rows that were tried show what they are said to show, also cut down to the facts that matter, and
/// rows of other faults do not.
#[test]
fn a_row_shows_its_harm_and_no_other() {
    let (mut shown, mut shorter, mut refused) = (0, 0, 0);
    for tried in (0..RULESETS / 10).filter_map(tried) {
        let plan = tried.plans.get(0);
        for claim in &tried.claims {
            let Some(record) = claim.record else { continue };
            let place = claim.places.first().copied().unwrap_or(plan.ruleset.total.span);
            let row = cells(plan, &tried.seen.records[record]);
            let harm = harms(&tried.plans, claim.code, place, &row);
            assert_eq!(
                harm,
                Ok(()),
                "{}",
                tried.told("does not show", claim.code, Some(place), Some(record))
            );
            shown += 1;
            let mut least = row.clone();
            for (name, _) in &row {
                let fewer: Vec<_> = least.iter().filter(|it| it.0 != *name).cloned().collect();
                if harms(&tried.plans, claim.code, place, &fewer).is_ok() {
                    least = fewer;
                }
            }
            shorter += usize::from(least.len() < row.len());
        }
        for claim in tried.claims.iter().filter(|it| !it.may && !is_soft(it.code)) {
            let needs_row =
                !["TC0707", "TC0708", "TC0709", "TC0710", "TC0711", "TC0720"].contains(&claim.code);
            let Some(place) = claim.places.first().filter(|_| needs_row) else { continue };
            let first = cells(plan, &tried.seen.records[0]);
            refused += usize::from(harms(&tried.plans, claim.code, *place, &first).is_err());
        }
    }
    assert!(shown > 300 && shorter > 100 && refused > 300, "{shown} {shorter} {refused}");
}

#[test]
fn what_is_proved_is_what_all_data_show() {
    let mut differences = Vec::new();
    let mut by_code: BTreeMap<String, usize> = BTreeMap::new();
    for tried in (0..RULESETS).filter_map(tried) {
        for difference in tried.differences(&tried.findings()) {
            let key = difference.split(" at ").next().and_then(|it| it.split_once(": ")).map(|it| it.1);
            *by_code.entry(key.unwrap_or_default().to_owned()).or_default() += 1;
            differences.push(difference);
        }
    }
    let first: Vec<&str> = differences.iter().take(4).map(String::as_str).collect();
    assert!(differences.is_empty(), "{by_code:?}\n{}", first.join("\n"));
}

/// The rulesets of the project and the small cases: what is proved of them shows in their rows too.
#[test]
fn rows_of_written_rulesets_show_their_harm() {
    let mut proved = 0;
    for path in ["rulesets", "tests/cases"].iter().flat_map(|it| files(&home().join(it), "tieuchi")) {
        let name = path.file_name().expect("a name").to_string_lossy();
        let (sources, id, analysis) = loaded(path.parent().expect("a folder"), &name);
        let Some(plans) = unproved(&sources, id) else { continue };
        for finding in analysis.findings.iter().filter(|it| TABLE.iter().any(|(code, ..)| *code == it.code)) {
            assert_eq!(shows(&plans, finding), Ok(()), "{}: {}", path.display(), finding.code);
            proved += 1;
        }
    }
    assert!(proved > 20, "{proved}");
}

#[test]
fn the_row_of_a_finding_shows_its_harm() {
    for tried in (0..RULESETS / 3).filter_map(tried) {
        for finding in tried.findings().iter().filter(|it| it.code != "TC0702") {
            if let Err(why) = shows(&tried.plans, finding) {
                panic!("seed {}: {} {why}\n{}", tried.seed, finding.code, tried.text);
            }
        }
    }
}
