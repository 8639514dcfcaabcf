//! What must hold on every input, however cut or shuffled.

use crate::support::{analyzed, evaluated, plan, scored, shown, text_of};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tieuchi::report::State;
use tieuchi::value::{Number, Range, Scale, Value};
use tieuchi::{Language, Plans, Record, UnitReport, score};

const RULESETS: [&str; 3] = [
    "rulesets/lang_son/agencies.tieuchi",
    "rulesets/meeting_quality/as_printed.tieuchi",
    "rulesets/meeting_quality/repaired.tieuchi",
];
const TABLES: [(&str, &str); 2] = [
    ("rulesets/lang_son/agencies.tieuchi", "rulesets/lang_son/2023.csv"),
    ("rulesets/meeting_quality/repaired.tieuchi", "rulesets/meeting_quality/2025-11.csv"),
];

/// Analyses a text and draws all findings, as a user would see them.
fn survives(text: &[u8]) {
    let (sources, _, analysis) = analyzed("cut.tieuchi", text);
    for finding in analysis.findings.iter() {
        assert!(!shown(finding, &sources, Language::Vietnamese).is_empty());
    }
}

fn cut(text: &str, from: usize, to: usize) -> String {
    let floor = |mut place: usize| {
        while !text.is_char_boundary(place) {
            place -= 1;
        }
        place
    };
    let (from, to) = (floor(from % text.len()), floor(to % text.len()));
    let (from, to) = (from.min(to), from.max(to));
    format!("{}{}", &text[..from], &text[to..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_cut_ruleset_is_read_to_its_end(which in 0usize..3, from in any::<usize>(), to in any::<usize>()) {
        survives(cut(&text_of(RULESETS[which]), from, to).as_bytes());
    }

    #[test]
    fn shuffled_lines_are_read_to_their_end(which in 0usize..3, seed in any::<u64>()) {
        let text = text_of(RULESETS[which]);
        let mut lines: Vec<&str> = text.lines().collect();
        let mut seed = seed;
        for index in (1..lines.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            lines.swap(index, usize::try_from(seed >> 40).expect("small") % (index + 1));
        }
        survives(lines.join("\n").as_bytes());
    }

    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
    }

    #[test]
    fn any_words_of_the_language_are_read_to_their_end(words in proptest::collection::vec(0usize..40, 0..120)) {
        const WORDS: [&str; 40] = [
            "ruleset", "x", "\"T\"", "facts", "{", "}", "count", "content", "criterion", "4", "points", "yes/no",
            "tiers of", "from", "90%", ":", "below", "or when", "when", "=", "(", ")", "and", "or", "not", "classes",
            "otherwise", "recognise", "let", "-", "/", "\n", "deduct", "each for", "not applicable when", "drop",
            "first of", "total", "#", "table of",
        ];
        survives(words.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" ").as_bytes());
    }

    #[test]
    fn cut_data_is_read_to_its_end(which in 0usize..2, from in any::<usize>(), to in any::<usize>(), ending in 0usize..3) {
        let (ruleset, data) = TABLES[which];
        let name = ["cut.csv", "cut.json", "cut.jsonl"][ending];
        let text = cut(&text_of(data), from, to);
        let text = if ending == 0 { text } else { json_of(&text) };
        evaluated(&plan(&text_of(ruleset)), name, text.as_bytes(), Language::English);
    }

    #[test]
    fn any_bytes_of_data_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..300), ending in 0usize..3) {
        let name = ["any.csv", "any.json", "any.jsonl"][ending];
        evaluated(&plan(&text_of(RULESETS[2])), name, &bytes, Language::English);
    }
}

/// A table as lines of JSON, cut cells and all.
fn json_of(table: &str) -> String {
    let mut lines = table.lines();
    let heading: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let objects = lines.map(|line| {
        let cells = heading.iter().zip(line.split(','));
        let cells: Vec<String> = cells.map(|(key, cell)| format!("{key:?}: {cell:?}")).collect();
        format!("{{{}}}", cells.join(", "))
    });
    objects.collect::<Vec<_>>().join("\n")
}

#[test]
fn brackets_of_any_depth_are_a_finding() {
    for text in [
        "(".repeat(50_000),
        "{".repeat(50_000),
        format!("\" {}", "{".repeat(50_000)),
        "not ".repeat(50_000),
        "- ".repeat(50_000),
    ] {
        survives(format!("ruleset x\nlet a = {text}").as_bytes());
        survives(format!("ruleset x\ncontent a {{ criterion b 1 point {{ {text}").as_bytes());
    }
    for word in [
        "2 each for ",
        "proportion ",
        "20% of ",
        "tiers of ",
        "steps of ",
        "table of ",
        "first of { a: ",
        "5% of - ",
    ] {
        survives(
            format!("ruleset x\ncontent a {{ criterion b 1 point points {} 1 }}", word.repeat(8_000))
                .as_bytes(),
        );
        survives(format!("ruleset x\nlet a = {} 1", word.repeat(8_000)).as_bytes());
    }
    // A finding far out on a line that nobody could draw.
    survives(format!("ruleset x\nfacts {{ f count }}{} let a = unknown_name", " ".repeat(70_000)).as_bytes());
    let chain: Vec<String> = (1..20_000).map(|index| format!("let a{index} = a{}", index - 1)).collect();
    survives(format!("ruleset x\nfacts {{ f count }}\nlet a0 = f\n{}", chain.join("\n")).as_bytes());
    survives("x".repeat(tieuchi::source::MAXIMUM_BYTES + 1).as_bytes());
}

/// All facts of a record that is complete.
fn records(ruleset: &Plans, data: &str) -> Vec<Record> {
    let mut records = Vec::new();
    tieuchi::read(
        ruleset,
        data,
        text_of(data).as_bytes(),
        tieuchi::Format::Csv,
        tieuchi::Options::default(),
        &mut |row| {
            if let tieuchi::Row::Record(record) = row {
                records.push(record);
            }
            std::ops::ControlFlow::Continue(())
        },
    );
    records
}

fn report(plan: &Plans, record: &Record) -> UnitReport {
    score(plan, record.clone()).expect("a good row").report(Language::English)
}

#[test]
fn a_fact_taken_away_leaves_the_class_or_names_itself() {
    for (ruleset, data) in TABLES {
        let plan = plan(&text_of(ruleset));
        let mut undecided = 0;
        for record in records(&plan, data) {
            let ruleset = &plan.get(record.plan).ruleset;
            let whole = report(&plan, &record);
            for fact in 0..ruleset.facts.len() {
                if record.facts[fact].is_none() || ruleset.facts[fact].default.is_some() {
                    continue;
                }
                let mut less = record.clone();
                less.facts[fact] = None;
                let Ok(scored) = score(&plan, less) else { panic!("a missing fact refuses a row") };
                let partial = scored.report(Language::English);
                let name = &ruleset.facts[fact].name;
                match (&partial.class, &whole.class) {
                    (Some(partial), Some(whole)) => {
                        assert_eq!(partial, whole, "{} without {name}", record.unit)
                    }
                    (None, Some(_)) => {
                        undecided += 1;
                        assert_eq!(partial.state, State::Undecided);
                        assert!(partial.undecided.contains(name), "{} without {name}", record.unit);
                        assert!(
                            partial.possible.contains(whole.class.as_ref().expect("a class")),
                            "{} without {name}",
                            record.unit
                        );
                    }
                    _ => {}
                }
                for title in &whole.recognised {
                    assert!(
                        partial.recognised.contains(title) || partial.undecided.contains(name),
                        "{}: {title} without {name}",
                        record.unit
                    );
                }
            }
        }
        assert!(undecided > 0);
    }
}

#[test]
fn the_order_of_rows_and_columns_does_not_show() {
    for (ruleset, data) in TABLES {
        let plan = plan(&text_of(ruleset));
        let text = text_of(data);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut rows: Vec<Vec<String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
        rows.iter_mut().for_each(|row| row.reverse());
        rows[1..].reverse();
        let mut writer = csv::Writer::from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).expect("written"));
        let turned = String::from_utf8(writer.into_inner().expect("flushed")).expect("UTF-8");
        let bytes = |units: Vec<UnitReport>| {
            units.iter().map(|unit| serde_json::to_string(unit).expect("a result")).collect::<BTreeSet<_>>()
        };
        assert_eq!(bytes(scored(&plan, &text)), bytes(scored(&plan, &turned)));
    }
}

/// A record of random facts within their ranges; none where they do not go together.
fn random(plan: &Plans, mut seed: u64) -> Option<Record> {
    let mut next = move |below: i128| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i128::from(seed >> 33) % below.max(1)
    };
    let mut facts: Vec<Option<Value>> = Vec::new();
    for fact in &plan.get(0).ruleset.facts {
        let caps = fact.at_most.iter().filter_map(|other| match facts.get(*other as usize)? {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        });
        let cap = caps.min();
        let value = match fact.range {
            _ if next(12) == 0 => None,
            Range::Truth => Some(Value::Truth(next(2) == 1)),
            Range::Word(words) => {
                Some(Value::Word(u8::try_from(next(words.count_ones().into())).expect("small")))
            }
            Range::Number(interval) => {
                let (low, high) = (interval.low?, interval.high?);
                let high = cap.map_or(high, |cap| cap.min(high)).max(low);
                let steps = high.minus(low)?.over(fact.step)?.floor().numerator().min(60);
                low.plus(fact.step.times(Number::whole(next(steps + 1)))?).map(Value::Number)
            }
            Range::Words { .. } | Range::Date(..) => None,
        };
        facts.push(value);
    }
    let record = Record { unit: "u".to_owned(), facts, ..Record::default() };
    score(plan, record.clone()).is_ok().then_some(record)
}

/// Random records that the ruleset accepts.
fn accepted(plan: &Plans, count: u64) -> Vec<Record> {
    let records: Vec<Record> = (0..count).filter_map(|seed| random(plan, seed)).collect();
    assert!(records.len() as u64 > count / 20, "{} of {count}", records.len());
    records
}

#[test]
fn numbers_keep_to_their_scales_and_ranges() {
    for (ruleset, _) in TABLES {
        let plans = plan(&text_of(ruleset));
        let plan = plans.get(0);
        let ranges = tieuchi::prove::ranges(plan);
        for record in accepted(&plans, 2_000) {
            let slots = tieuchi::eval::run(plan, &record);
            for ((node, slot), range) in plan.nodes.iter().zip(slots.iter()).zip(ranges.iter()) {
                let Some(number) = slot.number() else { continue };
                assert!(range.interval().contains(number), "{number} of {node:?}");
                if let Scale::Fixed(scale) = node.scale {
                    let scaled = number.times(Number::whole(scale)).expect("small");
                    assert_eq!(scaled.reduced().denominator(), 1, "{number} of {node:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_decided_early_stays_decided() {
    for (ruleset, _) in TABLES {
        let plans = plan(&text_of(ruleset));
        let plan = plans.get(0);
        for (late, seed) in accepted(&plans, 2_000).into_iter().zip(1usize..) {
            let mut early = late.clone();
            // A fact with a default is known even when it is not given.
            let facts =
                early.facts.iter_mut().zip(&plan.ruleset.facts).filter(|(_, fact)| fact.default.is_none());
            facts.skip(seed % 3).step_by(2 + seed % 5).for_each(|(given, _)| *given = None);
            let (early, late) = (tieuchi::eval::run(plan, &early), tieuchi::eval::run(plan, &late));
            for (chain, criterion) in plan.criteria.iter().zip(&plan.ruleset.criteria) {
                let (before, after) = (early.get(chain.result), late.get(chain.result));
                if before.range().is_some() && after.range().is_some() {
                    assert_eq!(
                        before.interval().hull(after.interval()),
                        before.interval(),
                        "{}",
                        criterion.path
                    );
                }
            }
            for (node, before) in
                plan.classes.iter().chain([&plan.total]).map(|node| (node, early.get(*node)))
            {
                let after = late.get(*node);
                match (before.undecided(), after.range()) {
                    (None, _) => assert_eq!(before, after),
                    (Some(open), None) => assert!(open.may_not_apply),
                    (Some(open), Some(range)) => assert_eq!(open.range.hull(range), open.range),
                }
            }
        }
    }
}

#[test]
fn hostile_functions_end_in_a_finding() {
    let hostile = [
        "loop { }",
        "let x = 0; while true { x += 1 } x",
        "fn f(n) { f(n + 1) } f(0)",
        "let s = \"x\"; for i in 0..100 { s += s; } 1",
        "let a = []; loop { a.push(1); }",
        "let a = [1]; for i in 0..60 { a += a; } 1",
        "9223372036854775807 + 1",
        "1 / 0",
        "\"text\"",
        "throw \"no\"",
        "eval(\"1\")",
        "x.y.z",
    ];
    for code in hostile {
        let text = format!(
            "ruleset h\nfacts {{ a count from 0 to 9 }}\nfunction f(x count) number from 0 to 5 by 0.5 {{ {code} }}\n\
             content c 5 points {{ criterion d 5 points points f(a) }}\n"
        );
        let (_, _, analysis) = analyzed("hostile.tieuchi", &text);
        let Some(plan) = &analysis.plans else {
            assert!(analysis.findings.has_errors(), "{code}");
            continue;
        };
        let outcome = evaluated(plan, "a.csv", b"unit,a\nu,1\n", Language::English);
        assert_eq!(outcome.units[0].state, State::Undecided, "{code}");
        assert_eq!(outcome.findings.len(), 1, "{code}: {:?}", outcome.findings);
        assert_eq!(outcome.findings[0].code, "TC0601");
    }
}

#[test]
fn work_is_known_before_running() {
    let plan = plan(&text_of(RULESETS[0]));
    let plan = plan.get(0);
    assert!(plan.work() > plan.nodes.len() as u64 && plan.work() < 10_000, "{}", plan.work());
}

#[test]
fn a_share_is_never_rounded_on_the_way() {
    let plan = plan(
        "ruleset share\nfacts { done number from 0 to 400 by 0.1\n whole count from 1 to 400 }\n\
         content a 2 points { criterion b 2 points tiers of done / whole { from 90%: 2 below 90%: 1 } }\n",
    );
    let units = scored(&plan, "unit,done,whole\na,297.9,331\nb,297.8,331\nc,21,22\n");
    let totals: Vec<&str> = units.iter().filter_map(|unit| unit.total.as_deref()).collect();
    assert_eq!(totals, ["2", "1", "2"]);
    assert!(units[0].criteria[0].reason.contains("= 90%"), "{}", units[0].criteria[0].reason);
}

/// A limit of a tier in words, from three small numbers.
fn tier(line: (u8, u8, u8), points: usize) -> String {
    let (form, at, width) = line;
    let limits = match form {
        0 => format!("from {at}"),
        1 => format!("above {at}"),
        2 => format!("below {at}"),
        3 => format!("up to {at}"),
        4 => format!("exactly {at}"),
        5 => format!("from {at} below {}", at + width),
        _ => format!("above {at} up to {}", at + width),
    };
    format!("{limits}: {points}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn tiers_are_proved_as_they_run(lines in proptest::collection::vec((0u8..7, 0u8..12, 1u8..5), 1..5), halves in any::<bool>()) {
        let tiers: Vec<String> = lines.iter().zip(1..).map(|(line, points)| tier(*line, points)).collect();
        let (kind, step) = if halves { ("number", "0.5") } else { ("count", "1") };
        let head = format!("ruleset t\nfacts {{ x {kind} from 0 to 12 by {step} }}\n");
        let body = |of: &str| format!("{head}content c 9 points {{ criterion d 9 points tiers of {of} {{ {} }} }}\n", tiers.join("\n"));
        let (_, _, analysis) = analyzed("t.tieuchi", body("x"));
        let codes: BTreeSet<&str> = analysis.findings.iter().map(|finding| finding.code).collect();
        // The same tiers run where their faults are accepted.
        let accepted = "accept TC0703 because \"r\"\naccept TC0704 because \"r\"\n";
        let open = tiers.iter().map(|line| line.replace(':', " + 0 * x:").replace(" below", " + 0 * x below").replace(" up to", " + 0 * x up to"));
        let open: Vec<String> = open.map(|line| line.trim_start_matches(" + 0 * x").to_owned()).collect();
        let text = format!("{head}content c 9 points {{ criterion d 9 points tiers of x {{ {} }} }}\n{accepted}", open.join("\n"));
        let (_, _, running) = analyzed("t.tieuchi", text);
        let plans = running.plans.expect("what is accepted runs");
        let plan = plans.get(0);
        let (mut gap, mut overlap) = (false, false);
        let steps = if halves { 24 } else { 12 };
        for number in 0..=steps {
            let value = if halves { Number::fraction(number, 2).expect("above 0") } else { Number::whole(number) };
            let record = Record { unit: "u".to_owned(), facts: vec![Some(Value::Number(value))], ..Record::default() };
            let slots = tieuchi::eval::run(plan, &record);
            for fault in slots.get(plan.total).undecided().into_iter().flat_map(|it| &it.faults) {
                gap |= fault.kind == tieuchi::eval::FaultKind::NoTier;
                overlap |= fault.kind == tieuchi::eval::FaultKind::TwoTiers;
            }
        }
        prop_assert_eq!(codes.contains("TC0703"), gap, "{:?}", tiers);
        prop_assert_eq!(codes.contains("TC0704"), overlap, "{:?}", tiers);
    }
}

#[test]
fn repeats_are_found_in_bounded_memory() {
    let mut repeats = tieuchi::data::Repeats::default();
    let file = "data.csv".into();
    let mut is_repeated =
        |unit: usize| repeats.check(&unit.to_string(), tieuchi::data::RowHead::default(), &file).is_some();
    assert!(!(0..300_000).any(&mut is_repeated));
    assert!(is_repeated(7));
    assert!(!is_repeated(299_999), "it is behind those that are remembered");
    assert!(repeats.is_full());
}

#[test]
fn a_long_file_of_anything_ends_soon() {
    let full = 64 << 10;
    let fill = |head: &str, line: &dyn Fn(usize) -> String| {
        let mut text = head.to_owned();
        for index in 0.. {
            let line = line(index);
            if text.len() + line.len() > full {
                return text;
            }
            text += &line;
        }
        text
    };
    let texts = [
        fill("ruleset x\n", &|index| format!("word{index} another\n")),
        fill("ruleset x\nfacts {\n", &|index| format!("f{index} cuont\n")),
        fill("ruleset x\nfacts {\n", &|index| format!("f{index} count\n")),
        fill("ruleset x\n", &|index| format!("let a{index} = b{index}\n")),
        fill("ruleset x\nfacts { f count g count }\n", &|index| format!("let a{index} = f / g\n")),
        fill("ruleset x\nfacts { f count }\nlet a = f", &|_| " + f".to_owned()),
        fill("ruleset x\nfacts { f count }\nlet a = tiers of f {\n", &|index| format!("from {index}: 1\n")),
        fill("ruleset x\nfacts { f count g count }\ncontent a {\n", &|index| {
            format!("criterion c{index} 1 point points f / g\n")
        }),
        fill("ruleset x\nfacts { f yes/no }\ncontent a {\n", &|index| {
            format!("criterion c{index} 1 point yes/no {{ not applicable when f: spread in a }}\n")
        }),
        fill("", &|_| "\"".to_owned()),
        fill("", &|_| "{}".to_owned()),
        fill("", &|_| "#\n".to_owned()),
    ];
    for text in texts {
        // No promise of speed, but a loop that grows with the square of the file would not end here.
        analyzed("long.tieuchi", &text);
    }
}
