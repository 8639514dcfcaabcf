//! What it costs to check a large ruleset with variants of it, in one run: most of it is proving.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write;
use std::hint::black_box;
use tieuchi::{Analyzer, Severity, SourceId, Sources, load};

const CONTENTS: usize = 10;
const CRITERIA: usize = 12;
const VARIANTS: usize = 12;

/// The facts of the criterion `@`, its points, and its rule: twelve kinds, each once in a content.
const KINDS: [(&str, u32, &str); CRITERIA] = [
    (
        "  due@ count from 1 to 200\n  done@ count at most due@\n  late@ count from 0 to 20",
        4,
        "tiers of done@ / due@ {\n  from 100%: 4\n  from 90%: 3\n  from 75%: 2\n  from 50%: 1\n  below 50%: 0\n}\nat most 2 when late@ > 3",
    ),
    ("", 2, "yes/no\nevidence minutes@ \"Biên bản\""),
    (
        "  meetings@ count from 0 to 60",
        5,
        "tiers of meetings@ {\n  from 12: 5\n  from 11: 3\n  from 10: 2\n  below 10: 0\n}",
    ),
    (
        "  found@ count from 0 to 100\n  mended@ count at most found@",
        4,
        "first of {\n  found@ = 0: 4\n  mended@ = found@: 4\n  mended@ >= 50% of found@: 2\n  otherwise: 0\n}",
    ),
    ("  ideas@ count from 0 to 50", 3, "0.5 points each for ideas@"),
    (
        "  warned@ count from 0 to 500\n  discipline@ choice none < censure < warning < dismissal",
        4,
        "points 4\ndeduct 1 point each for warned@\nat most 2 when discipline@ = censure\nzero when discipline@ >= warning",
    ),
    (
        "  planned@ count from 1 to 300\n  ran@ count at most planned@",
        4,
        "proportion ran@ / planned@\ndeduct 0.5 points when ran@ < planned@",
    ),
    (
        "  taught@ count at most members\n  strict@ yes/no",
        3,
        "met when taught@ >= 80% of members and not strict@",
    ),
    (
        "  source@ yes/no\n  admitted@ count from 0 to 30",
        4,
        "first of {\n  admitted@ >= 2: 4\n  admitted@ = 1: 2\n  otherwise: 0\n}\nnot applicable when not source@: full points",
    ),
    (
        "  borders@ yes/no\n  patrols@ count from 0 to 52",
        3,
        "tiers of patrols@ {\n  from 12: 3\n  from 6: 2\n  from 1: 1\n  below 1: 0\n}\nnot applicable when not borders@: drop",
    ),
    ("", 2, "rated by 0.5"),
    (
        "  rated@ count from 1 to 500, at most members\n  good@ count at most rated@",
        2,
        "tiers of good@ / rated@ {\n  from 90%: 2\n  from 80%: 1.5\n  from 70%: 1\n  below 70%: 0\n}\nat most 1 when late@ > 10",
    ),
];

/// A ruleset of 1,000 lines.
fn base() -> String {
    let (mut facts, mut contents) =
        (String::from("  members count from 3 to 500\n  articles count from 0 to 90\n"), String::new());
    let points: u32 = KINDS.iter().map(|(_, points, _)| points).sum();
    for content in 0..CONTENTS {
        let _ = writeln!(contents, "content k{content} \"Nội dung {content}\" {points} points {{");
        for (kind, (read, points, rule)) in KINDS.iter().enumerate() {
            let _ = writeln!(facts, "{}", read.replace('@', &content.to_string()));
            let rule = rule.replace('@', &content.to_string()).replace('\n', "\n    ");
            let _ = writeln!(
                contents,
                "  criterion c{kind} \"Tiêu chí {content}.{kind}\" {points} points {{\n    {rule}\n  }}"
            );
        }
        contents.push_str("}\n\n");
    }
    let facts: Vec<&str> = facts.lines().filter(|line| !line.is_empty()).collect();
    format!(
        "ruleset base \"Khung\"\nround points to 0.5, half up\n\nfacts {{\n{}\n}}\n\n{contents}{}",
        facts.join("\n"),
        "bonus \"Điểm khuyến khích\" at most 3 points {
  criterion help \"Giúp đỡ\" 2 points yes/no
  criterion press \"Tuyên truyền\" 2 points {
    0.5 points each for articles
  }
}

total \"Tổng điểm\" 400 points at most 400

classes \"Xếp loại\" of 100 * total / total.maximum {
  excellent from 90 when late0 = 0 and discipline5 = none and k0 >= 30
  good from 70
  completed from 50
  poor otherwise
  at most good when warned1 > 5 or discipline1 >= warning
  at most completed when discipline2 = dismissal
}

recognise four_good \"Bốn tốt\" when class >= good and k1 >= 50% of k1.maximum
recognise exemplary \"Tiêu biểu\" when class = excellent and ideas3 >= 2 and discipline3 = none
"
    )
}

/// A variant with a dozen operations.
fn variant(index: usize) -> String {
    let (a, b, c) = (index % CONTENTS, (index + 3) % CONTENTS, (index + 6) % CONTENTS);
    format!(
        "ruleset variant_{index} \"Nơi {index}\" variant of \"base.tieuchi\"
in force from 2025-01-01

set criterion k{a}.c1 to 3 points
set criterion k{a}.c10 to 1 point
set criterion k{b}.c10 to 3 points
set criterion k{b}.c1 to 1 point
set content k{c} to \"Nội dung {c}, nơi {index}\"
set class good to from {}
set class completed to from {}
replace criterion k{b}.c4 \"Sáng kiến\" 3 points {{
  first of {{ ideas{b} >= 3: 3  ideas{b} >= 1: 1.5  otherwise: 0 }}
}}
add facts software{index} yes/no \"Ghi biên bản trên phần mềm\"
add facts visits{index} count \"Lượt thăm\" from 0 to 40
replace criterion k{c}.c2 \"Thăm hỏi\" 5 points {{
  tiers of visits{index} {{ from 12: 5  from 4: 3  below 4: 0 }}
  at most 3 when not software{index} and meetings{c} < 12
}}
reorder content k{a}: c1, c0, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11
",
        71 + index % 9,
        51 + index % 9
    )
}

/// The ruleset, and so many variants of it.
fn files(variants: usize) -> Vec<(String, String)> {
    let variants = (0..variants).map(|index| (format!("variant{index}.tieuchi"), variant(index)));
    std::iter::once(("base.tieuchi".to_owned(), base())).chain(variants).collect()
}

/// Checks all; gives how many findings there are, of which none is worse than a note.
fn check(files: &[(String, String)]) -> usize {
    let mut sources = Sources::default();
    let mut read = |name: &str| {
        let found = files.iter().find(|(it, _)| it == name);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(String::new)
    };
    let ids: Vec<SourceId> =
        files.iter().map(|(name, _)| load(&mut sources, name, &mut read).unwrap()).collect();
    let mut analyzer = Analyzer::new(&sources);
    let analyses = ids.into_iter().map(|id| analyzer.analyze(id));
    let notes = |findings: &tieuchi::Diagnostics| {
        let worse = findings.iter().find(|it| it.severity != Severity::Note);
        assert!(worse.is_none(), "{worse:?}");
        findings.iter().count()
    };
    analyses.map(|analysis| notes(&analysis.findings)).sum()
}

fn checking(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("check a framework");
    group.sample_size(10);
    for variants in [0, VARIANTS] {
        let files = files(variants);
        let lines = files.iter().map(|(_, text)| text.lines().count() as u64).sum();
        group.throughput(Throughput::Elements(lines));
        let id = BenchmarkId::new("of 1,000 lines, and variants", variants);
        group.bench_with_input(id, &files, |bench, files| bench.iter(|| check(black_box(files))));
    }
    group.finish();
}

criterion_group!(benches, checking);
criterion_main!(benches);
