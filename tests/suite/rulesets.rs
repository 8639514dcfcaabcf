//! The rulesets that come with the project, and what the printed tables say they must come to.

use crate::support::{analyzed, evaluated, files, home, loaded, plan, plans_of, shown, text_of};
use tieuchi::report::{State, Tallied, Tally};
use tieuchi::syntax::{Keywords, translate};
use tieuchi::{Language, UnitReport};

fn units(ruleset: &str, data: &str) -> Vec<UnitReport> {
    let outcome = evaluated(&plans_of(ruleset), data, text_of(data).as_bytes(), Language::English);
    assert_eq!(outcome.refused, 0, "{:?}", outcome.findings);
    outcome.units
}

fn unit<'a>(units: &'a [UnitReport], name: &str) -> &'a UnitReport {
    units.iter().find(|unit| unit.unit == name).unwrap_or_else(|| panic!("{name}"))
}

fn result(unit: &UnitReport) -> (&str, &str) {
    (unit.total.as_deref().unwrap_or("-"), unit.class.as_deref().unwrap_or("-"))
}

#[test]
fn every_ruleset_but_the_printed_ones_is_without_findings() {
    let case = files(&home().join("benches/case"), "tieuchi");
    for path in files(&home().join("rulesets"), "tieuchi").into_iter().chain(case) {
        let name = path.strip_prefix(home()).expect("inside").display().to_string();
        let (sources, _, analysis) = loaded(&home(), &name);
        let findings: String =
            analysis.findings.iter().map(|it| shown(it, &sources, Language::English)).collect();
        let is_faulty = path.ends_with("as_printed.tieuchi");
        assert_eq!(findings.is_empty(), !is_faulty, "{}\n{findings}", path.display());
    }
}

/// What `check` says of a printed table, in both languages.
fn faults(name: &str) -> String {
    let (sources, _, analysis) = analyzed("as_printed.tieuchi", text_of(name));
    let page =
        |language| analysis.findings.iter().map(|it| shown(it, &sources, language)).collect::<String>();
    format!("{}{}", page(Language::English), page(Language::Vietnamese))
}

/// Every fault that the printed tables have is found, with a unit that shows it.
#[test]
fn printed_tables_show_their_faults() {
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("rulesets__as_printed", faults("rulesets/meeting_quality/as_printed.tieuchi"));
        insta::assert_snapshot!("rulesets__regulation_366", faults("rulesets/regulation_366/as_printed.tieuchi"));
    });
}

#[test]
fn the_worked_value_of_the_meeting_table() {
    let data = "rulesets/meeting_quality/2025-11.csv";
    let repaired = units("rulesets/meeting_quality/repaired.tieuchi", data);
    assert_eq!(result(unit(&repaired, "CB-01")), ("96", "good"));
    assert_eq!(result(unit(&repaired, "CB-02")), ("91", "good"));
    let rescaled = units("rulesets/meeting_quality/rescaled.tieuchi", data);
    assert_eq!(result(unit(&rescaled, "CB-01")), ("96", "good"));
    assert_eq!(result(unit(&rescaled, "CB-02")), ("95.8", "good"));
    let open = unit(&repaired, "CB-09");
    assert_eq!((open.state, result(open)), (State::Undecided, ("-", "-")));
    assert_eq!(open.range, Some(["70".to_owned(), "95".to_owned()]));
    assert_eq!(open.undecided, ["minutes", "targets_met", "closing.posted_after"]);
    assert_eq!(open.possible, ["good", "fair"]);
}

#[test]
fn the_sample_year_comes_out_as_published() {
    let table = plan(&text_of("rulesets/lang_son/agencies.tieuchi"));
    let units = units("rulesets/lang_son/agencies.tieuchi", "rulesets/lang_son/2023.csv");
    let count = |holds: &dyn Fn(&UnitReport) -> bool| units.iter().filter(|unit| holds(unit)).count();
    assert_eq!(units.len(), 51);
    assert_eq!(count(&|unit| unit.state == State::NotApplicable), 2);
    assert_eq!(count(&|unit| unit.recognised.contains(&"four_good".to_owned())), 47);
    assert_eq!(count(&|unit| unit.class.as_deref() == Some("excellent")), 26);
    assert_eq!(count(&|unit| unit.recognised.contains(&"exemplary".to_owned())), 9);
    let mut tally = Tally::new(&table);
    units.iter().for_each(|unit| {
        let (class, is_decided) = (unit.class_in_force().map(str::to_owned), unit.decision.is_some());
        let recognised = unit.recognised.clone();
        let tallied = Tallied { state: unit.state, is_final: unit.is_final, is_decided, class, recognised };
        tally.count(&tallied, 1);
    });
    let text = tally.text(Language::English);
    assert!(
        ["49 assessed", "2 not assessed", "47 recognised", "26 excellent"].iter().all(|it| text.contains(it)),
        "{text}"
    );
}

/// Points, the class as printed, the class as repaired; computed by hand. `-`: in no class, or open.
const COLLECTIVES: [(&str, &str, &str, &str); 16] = [
    ("TT-01", "94.5", "excellent", "excellent"),
    ("TT-02", "92", "-", "good"),
    ("TT-03", "84", "good", "good"),
    ("TT-04", "80", "-", "completed"),
    ("TT-05", "74", "-", "not_completed"),
    ("TT-06", "62", "completed", "completed"),
    ("TT-07", "66", "-", "not_completed"),
    ("TT-08", "71", "-", "-"),
    ("TT-09", "88", "-", "-"),
    ("TT-10", "86", "-", "-"),
    ("TT-11", "82", "good", "good"),
    ("TT-12", "85", "not_completed", "not_completed"),
    ("TT-13", "-", "-", "-"),
    ("TT-14", "45", "not_completed", "not_completed"),
    ("TT-15", "91", "-", "good"),
    ("TT-16", "60", "-", "completed"),
];

#[test]
fn the_regulation_of_classes_as_printed_and_as_repaired() {
    let data = "rulesets/regulation_366/2025.csv";
    let printed = units("rulesets/regulation_366/as_printed.tieuchi", data);
    let repaired = units("rulesets/regulation_366/repaired.tieuchi", data);
    assert_eq!((printed.len(), repaired.len()), (16, 16));
    for (name, points, as_printed, as_repaired) in COLLECTIVES {
        assert_eq!(result(unit(&printed, name)), (points, as_printed), "{name}");
        assert_eq!(result(unit(&repaired, name)), (points, as_repaired), "{name}");
    }
    assert_eq!(unit(&repaired, "TT-13").state, State::NotApplicable);
    let in_none = ["TT-02", "TT-04", "TT-05", "TT-07", "TT-15", "TT-16"];
    for unit in &printed {
        assert_eq!(!unit.faults.is_empty(), in_none.contains(&unit.unit.as_str()), "{}", unit.unit);
    }
    // What the competent level has not decided keeps a class open that would otherwise be lost.
    let open = [
        ("TT-08", "bất_khả_kháng", ["completed", "not_completed"]),
        ("TT-09", "tự_khắc_phục", ["good", "not_completed"]),
        ("TT-10", "sai_phạm", ["good", "not_completed"]),
    ];
    for (name, fact, possible) in open {
        let unit = unit(&repaired, name);
        assert_eq!((unit.state, unit.undecided.as_slice()), (State::Undecided, &[fact.to_owned()][..]));
        assert_eq!(unit.possible, possible, "{name}");
    }
}

#[test]
fn both_spellings_of_keywords_give_the_same_bytes() {
    let tables = [
        ("rulesets/lang_son/agencies.tieuchi", "rulesets/lang_son/2023.csv"),
        ("rulesets/meeting_quality/repaired.tieuchi", "rulesets/meeting_quality/2025-11.csv"),
        ("rulesets/meeting_quality/rescaled.tieuchi", "rulesets/meeting_quality/2025-11.csv"),
        ("rulesets/regulation_366/repaired.tieuchi", "rulesets/regulation_366/2025.csv"),
    ];
    for (ruleset, data) in tables {
        let text = text_of(ruleset);
        let bytes = |text: &str| {
            let outcome = evaluated(&plan(text), data, text_of(data).as_bytes(), Language::Vietnamese);
            outcome
                .units
                .iter()
                .map(|unit| serde_json::to_string(unit).expect("a result") + "\n")
                .collect::<String>()
        };
        let expected = bytes(&text);
        for keywords in [Keywords::English, Keywords::Vietnamese] {
            let twin = translate(&text, keywords).expect("a file that reads");
            assert!(bytes(&twin) == expected, "{ruleset}");
            let back = translate(&twin, Keywords::English).expect("a file that reads");
            assert!(translate(&text, Keywords::English) == Some(back), "{ruleset}");
        }
    }
}

#[test]
fn explanations_read_as_their_snapshots() {
    let cases = [
        (
            "good",
            "rulesets/meeting_quality/repaired.tieuchi",
            "rulesets/meeting_quality/2025-11.csv",
            "CB-01",
        ),
        (
            "absent",
            "rulesets/meeting_quality/repaired.tieuchi",
            "rulesets/meeting_quality/2025-11.csv",
            "CB-05",
        ),
        (
            "open",
            "rulesets/meeting_quality/repaired.tieuchi",
            "rulesets/meeting_quality/2025-11.csv",
            "CB-09",
        ),
        (
            "rescaled",
            "rulesets/meeting_quality/rescaled.tieuchi",
            "rulesets/meeting_quality/2025-11.csv",
            "CB-02",
        ),
        ("disciplined", "rulesets/lang_son/agencies.tieuchi", "rulesets/lang_son/2023.csv", "LS-44"),
        ("moved", "rulesets/lang_son/agencies.tieuchi", "rulesets/lang_son/2023.csv", "LS-40"),
    ];
    for (name, ruleset, data, unit) in cases {
        let (sources, _, analysis) = analyzed(ruleset, text_of(ruleset));
        let plan = analysis.plans.expect("a sound ruleset");
        let mut pages = String::new();
        tieuchi::read(
            &plan,
            data,
            text_of(data).as_bytes(),
            tieuchi::Format::Csv,
            tieuchi::Options::default(),
            &mut |row| {
                if let tieuchi::Row::Record(record) = row
                    && record.unit == unit
                {
                    let scored = tieuchi::score(&plan, record).expect("a good row");
                    pages += &scored.explain(&sources, Language::English);
                    pages += "\n────\n\n";
                    pages += &scored.explain(&sources, Language::Vietnamese);
                }
                std::ops::ControlFlow::Continue(())
            },
        );
        insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("explain__{name}"), pages);
        });
    }
}
