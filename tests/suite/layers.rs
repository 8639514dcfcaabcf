//! Variants: what a layer changes, what is printed of the finished ruleset, what is said across files.

use crate::support::{evaluated, home, layered, loaded, shown, text_of};
use proptest::prelude::*;
use std::fmt::Write;
use tieuchi::layer::{Layers, show};
use tieuchi::suite::elsewhere;
use tieuchi::syntax::{Keywords, translate};
use tieuchi::{Analysis, Language, Plan, Plans, SourceId, Sources, analyze, load};

/// A finished ruleset as one flat file.
fn flat(sources: &Sources, id: SourceId) -> String {
    let finished = Layers::new(sources).finish(id);
    let layered = finished.layered.as_ref().expect("a finished ruleset");
    let edition = layered.editions.last().expect("an edition");
    let elsewhere = analyze(sources, id).plans.map(|plans| elsewhere(&plans, edition.from));
    let elsewhere = elsewhere.unwrap_or_default();
    show(edition, finished.printer, None, &|example, part| !elsewhere.contains(&(example, part)))
}

/// What a plan runs, without the places in it.
fn placeless(plan: &Plan) -> String {
    let ruleset = &plan.ruleset;
    let parts = (&ruleset.facts, &ruleset.choices, &ruleset.total, &ruleset.classes, &ruleset.titles);
    let text = format!("{:?}{:?}{:?}{:?}", plan.nodes, plan.criteria, plan.contents, parts);
    let text = format!("{text}{:?}{:?}{:?}", ruleset.contents, ruleset.criteria, ruleset.pools);
    let mut pieces = text.split("Span {");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('}').expect("an end").1)
}

fn findings(sources: &Sources, analysis: &Analysis) -> String {
    analysis.findings.iter().map(|finding| shown(finding, sources, Language::English)).collect()
}

fn codes(analysis: &Analysis) -> Vec<&'static str> {
    analysis.findings.iter().map(|finding| finding.code).collect()
}

/// Reads the flat file of a ruleset again, and holds the two plans against each other.
fn reads_back(sources: &Sources, id: SourceId, plans: &Plans) -> Plans {
    let text = flat(sources, id);
    let (again, twin, analysis) = layered(&[("flat.tieuchi", &text)]);
    let twins = analysis.plans.as_ref();
    let twins = twins.unwrap_or_else(|| panic!("{text}\n{}", findings(&again, &analysis)));
    assert_eq!(plans.all().len(), twins.all().len(), "{text}");
    for (plan, twin) in plans.all().iter().zip(twins.all()) {
        assert!(placeless(plan) == placeless(twin), "{text}");
    }
    assert_eq!(flat(&again, twin), text);
    analysis.plans.expect("plans")
}

/// Operations that leave the framework sound, by what chooses among them and two small numbers.
fn operation(which: usize, a: usize, b: usize, is_form: bool) -> String {
    let contents = ["nhiệm_vụ", "sinh_hoạt", "đoàn_kết", "đảng_viên_tốt"];
    let free = [
        ("nhiệm_vụ", "nghị_quyết", 4),
        ("nhiệm_vụ", "đổi_mới", 4),
        ("sinh_hoạt", "sổ_sách", 3),
        ("sinh_hoạt", "đủ_kỳ", 5),
        ("đoàn_kết", "quy_chế", 3),
        ("đảng_viên_tốt", "nêu_gương", 6),
    ];
    let awards = [
        "có/không",
        "chấm",
        "{ điểm 1 trừ 0.5 khi hết_nguồn tối thiểu 0.5 }",
        "{ bậc theo kỳ_sinh_hoạt / 60 { từ 50%: 2 dưới 50% hoặc khi hết_nguồn: 1 } hủy điểm khi nhắc_nhở > 3 }",
        "{ xét lần lượt { hết_nguồn và (nhắc_nhở > 1 hoặc đảng_viên < 9): 2 còn lại: 1 } điều kiện đảng_viên > 3 }",
    ];
    let (home, name, points) = free[a % free.len()];
    let award = awards[b % awards.len()];
    match which {
        0 => format!("sửa nội dung {} thành \"Tên {b}\"", contents[a % 4]),
        1 => {
            let mut order = contents;
            order.swap(a % 4, b % 4);
            format!("sắp xếp nội dung: {}", order.join(", "))
        }
        2 => format!("sửa mức_đạt thành {}", 85 + (a + b) % 16),
        3 => format!("sửa loại good thành từ {}", 70 + a % 11),
        4 => format!("thay tiêu chí {home}.{name} {award}"),
        5 => format!(
            "bỏ tiêu chí {home}.{name} vì \"thử {b}\"\nthêm tiêu chí mới_{a} \"Mới\" {points} điểm chấm vào nội dung {home}"
        ),
        6 => "sửa tiêu chí nhiệm_vụ.cải_cách thành \"Đổi\" 6 điểm\nsửa tiêu chí nhiệm_vụ.nghị_quyết thành 2 điểm".to_owned(),
        7 => format!("thêm tiêu chí thưởng_{a} \"Thưởng\" {} điểm {award} vào phần cộng", 2),
        8 => "bỏ tiêu chí phần cộng.giúp_xã vì \"không có địa bàn\"".to_owned(),
        9 if !is_form => format!("công nhận mới_{b} \"Danh hiệu\" khi tổng điểm >= {}", 60 + a),
        10 => "sửa công nhận exemplary thành khi four_good và tổng điểm > 97".to_owned(),
        11 if !is_form => format!("làm tròn điểm tới {}, xuống", ["0.25", "0.5", "1"][a % 3]),
        12 => format!("sửa nội dung sinh_hoạt thành 24 điểm mở {} đến 28\nsửa tiêu chí sinh_hoạt.đủ_kỳ thành 4 điểm\nthay tiêu chí sinh_hoạt.đủ_kỳ {{ điểm 4 }}\nsửa nội dung đoàn_kết thành 21 điểm\nsửa tiêu chí đoàn_kết.quy_chế thành 4 điểm", 20 + b % 4),
        13 => format!("sửa dữ kiện đảng_viên thành \"Đảng viên\" từ 3 đến {}", 300 + a),
        14 => "sắp xếp nội dung đoàn_kết: khắc_phục, quy_chế, chấp_hành, tập_trung".to_owned(),
        _ => "thay loại completed \"Trung bình\" từ 50 khi nhắc_nhở < 9".to_owned(),
    }
}

/// A variant with some of the operations for all units, and some for one kind.
fn variant(common: &[(usize, usize, usize)], form: &[(usize, usize, usize)]) -> String {
    let mut text = String::from("bộ tiêu chí thử \"Thử\" cụ thể hóa four_good\nhiệu lực từ 2023-01-01\n");
    for (which, a, b) in common {
        let _ = writeln!(text, "{}", operation(*which, *a, *b, false));
    }
    text += "chấp nhận TC0418 của phần cộng vì \"thử\"\nchấp nhận TC0422 của xếp loại vì \"thử\"\n";
    if !form.is_empty() {
        text += "dữ kiện { loại_hình chọn một cơ_quan, doanh_nghiệp, trường_học }\n";
        text += "riêng loại_hình = doanh_nghiệp {\n  dữ kiện { lợi_nhuận có/không }\n";
        text += "  thêm tiêu chí lãi \"Lãi\" 1 điểm được điểm khi lợi_nhuận vào phần cộng\n";
        for (which, a, b) in form {
            let _ = writeln!(text, "  {}", operation(*which, *a, *b, true));
        }
        text += "}\n";
    }
    text
}

fn operations() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    proptest::collection::vec((0usize..16, 0usize..20, 0usize..20), 0..5)
}

proptest! {
    // Each round analyses and proves several rulesets.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_finished_ruleset_reads_back_as_the_same_plan(
        common in operations(),
        form in operations(),
        is_english in any::<bool>(),
    ) {
        let mut text = variant(&common, &form);
        if is_english {
            text = translate(&text, Keywords::English).expect("a ruleset");
        }
        let (sources, id, analysis) = layered(&[("v.tieuchi", &text)]);
        // Operations that are twice about one thing are findings, and there is nothing to print.
        if let Some(plans) = &analysis.plans {
            reads_back(&sources, id, plans);
        } else {
            prop_assert!(analysis.findings.has_errors());
        }
    }

    #[test]
    fn where_an_operation_stands_on_the_page_matters_nowhere(operations in operations(), seed in any::<usize>()) {
        let lines: Vec<String> = operations.iter().map(|(which, a, b)| operation(*which, *a, *b, false)).collect();
        let head = "bộ tiêu chí thử \"Thử\" cụ thể hóa four_good\n";
        let mut turned = lines.clone();
        if !turned.is_empty() {
            let by = seed % turned.len();
            turned.rotate_left(by);
        }
        // Items are added in the order of the page, which is their order in print.
        prop_assume!(operations.iter().filter(|(which, ..)| [5, 7, 9, 11].contains(which)).count() < 2);
        let (one, other) = (format!("{head}{}", lines.join("\n")), format!("{head}{}", turned.join("\n")));
        let (one, other) = (layered(&[("v.tieuchi", &one)]), layered(&[("v.tieuchi", &other)]));
        prop_assert_eq!(one.2.plans.is_some(), other.2.plans.is_some());
        if one.2.plans.is_some() {
            prop_assert_eq!(flat(&one.0, one.1), flat(&other.0, other.1));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_operations_in_any_order_are_read_to_their_end(
        common in operations(),
        form in operations(),
        from in any::<usize>(),
        to in any::<usize>(),
    ) {
        let text = variant(&common, &form);
        let floor = |mut at: usize| { while !text.is_char_boundary(at) { at -= 1; } at };
        let (from, to) = (floor(from % text.len()), floor(to % text.len()));
        let cut = format!("{}{}", &text[..from.min(to)], &text[from.max(to)..]);
        let (sources, _, analysis) = layered(&[("v.tieuchi", &cut)]);
        prop_assert!(analysis.plans.is_some() || !findings(&sources, &analysis).is_empty());
    }
}

#[test]
fn most_random_variants_are_sound() {
    let mut sound = 0;
    for seed in 0..64usize {
        let pick = |at: usize| ((seed * 7 + at * 5) % 16, seed + at, seed / 3 + at);
        let text = variant(&[pick(0), pick(1)], &[pick(2)]);
        let (_, _, analysis) = layered(&[("v.tieuchi", &text)]);
        sound += usize::from(analysis.plans.is_some());
    }
    assert!(sound > 24, "{sound} of 64: the law of layers would hold of nothing");
}

#[test]
fn every_variant_of_the_project_scores_its_data_to_the_same_bytes_when_it_is_flat() {
    let cases = [
        ("rulesets/lang_son/agencies.tieuchi", "rulesets/lang_son/2023.csv"),
        ("rulesets/quang_ninh/bieu_nghi.tieuchi", "rulesets/quang_ninh/bieu_nghi.csv"),
        ("rulesets/quang_ninh/committee.tieuchi", "rulesets/quang_ninh/committee.csv"),
        ("rulesets/ha_tinh/military.tieuchi", "rulesets/ha_tinh/military.csv"),
    ];
    for (ruleset, data) in cases {
        let (sources, id, analysis) = loaded(&home(), ruleset);
        let plans = analysis.plans.expect("a sound ruleset");
        let twins = reads_back(&sources, id, &plans);
        let results = [&plans, &twins].map(|plans| {
            let outcome = evaluated(plans, data, text_of(data).as_bytes(), Language::Vietnamese);
            assert_eq!((outcome.refused, outcome.findings.len()), (0, 0), "{data}: {:?}", outcome.findings);
            serde_json::to_string(&outcome.units).expect("results")
        });
        assert!(results[0] == results[1], "{ruleset}");
    }
}

#[test]
fn a_local_variant_is_short() {
    // Its examples are no part of what it changes.
    let lines = |path: &str| text_of(path).split("\nví dụ ").next().unwrap_or_default().lines().count();
    assert!(lines("rulesets/lang_son/agencies.tieuchi") * 3 < lines("rulesets/four_good/cell.tieuchi"));
}

/// A framework of two contents, for variants with one mistake each.
const FRAME: &str = "ruleset frame \"Khung\"
facts {
  members count from 3 to 300
  good count at most members
}
content work \"Nhiệm vụ\" 60 points open 50 to 70 {
  criterion plan 20 points yes/no
  criterion goals 40 points { tiers of good / members { from 90%: 40 below 90%: 20 } }
}
content life \"Sinh hoạt\" 40 points {
  criterion meet 40 points yes/no
}
total 100 points locked
classes { best from 90 locked  fair from 50  poor otherwise }
recognise four when total >= 95
";

fn checked(variant: &str, frame: &str) -> (Sources, Analysis) {
    let (sources, _, analysis) = layered(&[("v.tieuchi", variant), ("frame.tieuchi", frame)]);
    (sources, analysis)
}

#[test]
fn what_breaks_the_framework_is_one_finding_that_shows_both_files() {
    let cases = [
        ("set class best to from 80", "TC0406"),
        ("remove content work because \"x\"", "TC0406"),
        ("set content life to 39 points\nset criterion life.meet to 39 points", "TC0314"),
        ("set content work to 75 points", "TC0407"),
        ("set content works to 60 points", "TC0404"),
        ("remove fact good because \"x\"", "TC0208"),
        ("add criterion plan 1 point yes/no to content work", "TC0405"),
    ];
    for (operations, code) in cases {
        let text = format!("ruleset v variant of \"frame.tieuchi\"\n{operations}\n");
        let (sources, analysis) = checked(&text, FRAME);
        let page = findings(&sources, &analysis);
        let found = codes(&analysis);
        assert_eq!(found, [code], "{operations}\n{page}");
        assert!(page.contains("v.tieuchi:2:"), "{operations}\n{page}");
        assert!(page.contains("frame.tieuchi:") || code == "TC0404", "{operations}\n{page}");
    }
}

#[test]
fn a_circle_is_one_finding_wherever_reading_begins() {
    let files = [
        ("a.tieuchi", "ruleset a variant of \"b.tieuchi\"\n"),
        ("b.tieuchi", "ruleset b variant of \"c.tieuchi\"\n"),
        ("c.tieuchi", "ruleset c variant of \"a.tieuchi\"\n"),
    ];
    let mut sources = Sources::default();
    let mut read = |name: &str| {
        let found = files.iter().find(|(it, _)| *it == name);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(String::new)
    };
    let ids: Vec<SourceId> =
        files.iter().map(|(name, _)| load(&mut sources, name, &mut read).expect("a file")).collect();
    let pages: Vec<String> = ids.iter().map(|id| findings(&sources, &analyze(&sources, *id))).collect();
    assert!(pages.iter().all(|page| *page == pages[0]), "{}", pages.join("\n"));
    assert_eq!(pages[0].matches("TC0402").count(), 1, "{}", pages[0]);
}

#[test]
fn what_changed_in_the_base_is_said() {
    let variant = "ruleset v variant of \"frame.tieuchi\"\nreplace criterion work.goals { points 40 }\n";
    let files = |frame: &'static str| {
        let (sources, id, _) = layered(&[("frame.tieuchi", FRAME)]);
        let record = flat(&sources, id);
        let (sources, _, analysis) =
            layered(&[("v.tieuchi", variant), ("frame.tieuchi", frame), ("v.tieuchi.base", &record)]);
        (findings(&sources, &analysis), codes(&analysis))
    };
    let (page, found) = files(FRAME);
    assert!(found.iter().all(|code| !code.starts_with("TC04")), "{page}");
    let renamed = FRAME.replace("criterion goals", "criterion targets").leak();
    let (page, found) = files(renamed);
    assert!(found.contains(&"TC0421") && page.contains("work.targets"), "{page}");
    let moved = FRAME
        .replace("20 points yes/no", "15 points yes/no")
        .replace("60 points open", "55 points open")
        .leak();
    let (page, found) = files(moved);
    assert!(found.contains(&"TC0420") && page.contains("work.plan") && page.contains("15 points"), "{page}");
}

#[test]
fn a_built_in_framework_needs_no_file() {
    let (_, _, analysis) = layered(&[("v.tieuchi", "ruleset v \"V\" variant of four_good\n")]);
    assert!(analysis.plans.is_some());
    let (sources, _, analysis) = layered(&[("v.tieuchi", "ruleset v \"V\" variant of four_godd\n")]);
    let page = findings(&sources, &analysis);
    assert!(codes(&analysis) == ["TC0401"] && page.contains("`four_good`"), "{page}");
}

#[test]
fn a_tower_of_layers_is_a_finding() {
    let names: Vec<String> = (0..40).map(|layer| format!("l{layer}.tieuchi")).collect();
    let texts: Vec<String> =
        (0..40).map(|layer| format!("ruleset l{layer} variant of \"l{}.tieuchi\"\n", layer + 1)).collect();
    let files: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (sources, _, analysis) = layered(&files);
    assert_eq!(codes(&analysis), ["TC0419"], "{}", findings(&sources, &analysis));
}

#[test]
fn a_file_that_is_not_there_is_a_finding_of_its_own() {
    let mut sources = Sources::default();
    let id = sources.add_missing("gone.tieuchi", "no such file");
    let analysis = analyze(&sources, id);
    assert_eq!(codes(&analysis), ["TC0117"], "{}", findings(&sources, &analysis));
}

#[test]
fn what_many_variants_share_is_said_once() {
    let frame = FRAME.replace("  members count", "  spare count from 0 to 9\n  members count");
    let mut sources = Sources::default();
    let mut read = |name: &str| {
        let own = name.strip_suffix(".tieuchi").ok_or_else(String::new)?;
        Ok(match own {
            "frame" => frame.clone().into_bytes(),
            own => format!("ruleset {own} variant of \"frame.tieuchi\"\n").into_bytes(),
        })
    };
    let names = (0..20).map(|at| format!("v{at}.tieuchi")).chain(["frame.tieuchi".to_owned()]);
    let ids: Vec<SourceId> =
        names.map(|name| load(&mut sources, &name, &mut read).expect("a file")).collect();
    let mut analyzer = tieuchi::Analyzer::new(&sources);
    let mut all = tieuchi::Diagnostics::default();
    for id in ids {
        all.extend(analyzer.analyze(id).findings);
    }
    all.settle();
    // The framework asks for a fact that nothing reads, and gives points for nothing: that is its own, and
    // no variant's.
    let found: Vec<&str> = all.iter().map(|finding| finding.code).collect();
    assert_eq!(found, ["TC0332", "TC0717"]);
}

#[test]
fn tables_without_end_are_a_finding() {
    let words: Vec<String> = (0..60).map(|word| format!("k{word}")).collect();
    let words = words.join(", ");
    let mut text = format!(
        "ruleset r \"R\"\nin force from 2000-01-01\nfacts {{ kind choice {words} }}\n\
         content c {{ criterion d 1 point yes/no }}\nfor kind = {words} {{ set criterion c.d to 2 points }}\n"
    );
    for day in 1..=28 {
        let _ = writeln!(text, "in force from 2001-01-{day:02} {{ set criterion c.d to {day} points }}");
    }
    let (sources, _, analysis) = layered(&[("v.tieuchi", &text)]);
    assert!(codes(&analysis).contains(&"TC0425"), "{}", findings(&sources, &analysis));
}
