//! Tables are read in columns, and row by row where there is anything to say: both come to the same.

use crate::support::{layered, plan};
use proptest::prelude::*;
use std::io::{self, Read};
use std::ops::ControlFlow;
use tieuchi::data::{Batch, Decimal, open};
use tieuchi::diagnostic::Place;
use tieuchi::{Diagnostic, Format, Options, Plans, Row, read};

const ALL_KINDS: &str = r#"
ruleset branch_year "Chi bộ hằng năm"
assesses branch every year
scored by self "Chi bộ tự chấm", superior "Cấp trên thẩm định"
facts {
  members  count "Đảng viên" from 3 to 500
  pairs    count "Cặp" from 0 to 40 by 4
  fund     number "Thu quỹ" from -10.5 to 100000 by 0.5
  large    number "Số lớn" from 0 to 900000000000 by 0.001
  on_time  percent "Đúng hạn" from 5% to 100%
  halves   percent "Nửa" from 0% to 100% by 50%
  founded  date "Ngày thành lập" from 2000-01-01 to 2024-12-31
  strict   yes/no "Vững mạnh"
  level    choice "Kỷ luật" none "Không" < reprimand "Khiển trách" < warning "Cảnh cáo toàn Đảng bộ"
  forms    choices "Hình thức" research "Nghiên cứu", training "Tập huấn"
}
content work "Công tác lãnh đạo" 6 points {
  criterion report "Báo cáo đúng hạn" 6 points {
    met when fund >= 8 and members > pairs and large > 1 and on_time > 5% and halves > 0% and strict
      and founded > 2001-01-01 and level = none and forms includes research
  }
}
classes { good "Tốt" from 5  fair "Khá" otherwise  decided by "Đảng ủy" }
"#;

const FRAME: &str = r#"
ruleset frame "Khung tiêu chí chi bộ"
assesses cell every year
facts {
  members count "Tổng số đảng viên" from 3 to 500
  late    count "Việc chậm" from 0 to 20
}
content work "Nhiệm vụ" 10 points {
  criterion report "Báo cáo" 6 points yes/no
  criterion tasks "Công việc" 4 points { points 4  deduct 1 each for late }
}
classes "Xếp loại" of total { good "Tốt" from 8  poor "Kém" otherwise }
"#;

const FORMS: &str = r#"
ruleset cells "Chi bộ" variant of "frame.tieuchi"
in force from 2024-01-01
facts { kind choice "Loại hình" office "Cơ quan", business "Doanh nghiệp", other "Loại hình khác" }
for kind = business {
  remove criterion work.tasks because "xét theo sản xuất"
  add facts sales percent "Doanh thu"
  add criterion trade "Sản xuất" 4 points proportion sales to content work
}
in force from 2025-01-01 { set class good to from 9 }
"#;

/// Plans, the headings of a table for them, and for each heading what cells may hold: good, and not.
type Case = (Plans, Vec<(&'static str, &'static [&'static str], &'static [&'static str])>);

const UNITS: &[&str] = &["A", "Chi bộ 12", "Ha\u{300} Nội", "\"B, C\"", "\"D\"\"E\"", "x\"y", "Ubnd.1"];
const NO_UNITS: &[&str] = &["", " A", "B\u{a0}", "\"F\nG\"", "\"\"", "\"H\" I", "\"J"];
const COUNTS: &[&str] = &["3", "12", "500", "007", "", "\"20\""];
const NO_COUNTS: &[&str] = &["2", "501", "4.5", "1.000", "-4", "12 ", "12%", "x", "99999999999", "3,0", "+3"];

fn all_kinds() -> Case {
    let no_words: &[&str] = &["khong", "yess", " yes", "Tốt", "-"];
    let headings: Vec<(&str, &[&str], &[&str])> = vec![
        ("unit", UNITS, NO_UNITS),
        ("period", &["2024", "2025", ""], &["2025-01", "25", " 2025"]),
        ("assessor", &["self", "Cấp trên thẩm định"], &["", "nobody", "self "]),
        ("members", COUNTS, NO_COUNTS),
        ("pairs", &["0", "4", "40", ""], &["6", "44", "4.0"]),
        (
            "fund",
            &["0", "8.5", "-3.5", "100000", "12.50", "1000.0", ""],
            &["8.3", "1.500", "8.", ".5", "1e3"],
        ),
        ("large", &["1", "0.125", "7000000", "500000000000", ""], &["0.0001", "12345678901234567890", "--1"]),
        ("on_time", &["5", "66.67", "90%", "90 %", "100", ""], &["4", "101", "%", "66.667", "9%%"]),
        ("halves", &["0", "50", "100%", ""], &["25", "50.5"]),
        (
            "founded",
            &["2020-02-29", "2000-01-01", "2024-12-31", ""],
            &["1999-12-31", "2023-02-29", "1/2/2020"],
        ),
        ("strict", &["yes", "no", "1", "0", "Có", "không", ""], no_words),
        ("level", &["none", "warning", "cảnh cáo toàn đảng bộ", "Khiển trách", ""], no_words),
        ("forms", &["research", "\"research, training\"", "training|research", ""], no_words),
        ("notes", &["", "x", "\"y\"\"z\""], &["\"w\nv\""]),
        ("decision", &["", "", "good"], &["better"]),
        ("document", &["", "", "12-QĐ/ĐU"], &[" 1"]),
        ("decision date", &["", "", "2026-01-15"], &["15/01/2026"]),
    ];
    (plan(ALL_KINDS), headings)
}

fn forms() -> Case {
    let (_, _, analysis) = layered(&[("cells.tieuchi", FORMS), ("frame.tieuchi", FRAME)]);
    let headings: Vec<(&str, &[&str], &[&str])> = vec![
        ("unit", UNITS, NO_UNITS),
        ("period", &["2024", "2025"], &["", "2023", "2025-01", "x"]),
        ("kind", &["office", "business", "Loại hình khác"], &["", "shop", "office "]),
        ("members", COUNTS, NO_COUNTS),
        ("late", &["0", "1", "20", ""], &["21", "x"]),
        ("sales", &["", "", "95", "12.5"], &["101", "x"]),
        ("work.report", &["yes", "no", ""], &["maybe"]),
    ];
    (analysis.plans.expect("sound rulesets"), headings)
}

/// Numbers from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[self.below(texts.len())]
    }
}

/// A table with a mistake in one cell of so many, and the same for rows and for the ends of lines.
fn table((_, headings): &Case, seed: u64, rows: usize, rarely: usize) -> Vec<u8> {
    let mut dice = Dice(seed);
    let delimiter = dice.of(&[",", ",", ";", "\t"]);
    let end = dice.of(&["\n", "\n", "\r\n", "\r"]);
    let mut text = dice.of(&["", "", "\u{feff}", "\u{feff}\u{feff}", "\n\n"]).to_owned();
    let names: Vec<&str> = headings.iter().map(|(name, ..)| *name).collect();
    text += &(names.join(delimiter) + end);
    for _ in 0..rows {
        let mut cells: Vec<&str> = Vec::new();
        for (_, good, bad) in headings {
            cells.push(if dice.below(rarely) == 0 { dice.of(bad) } else { dice.of(good) });
        }
        match dice.below(rarely * 3) {
            0 => cells.truncate(3),
            1 => cells.push("more"),
            2 => cells.iter_mut().for_each(|cell| *cell = ""),
            3 => cells.truncate(0),
            _ => {}
        }
        text += &cells.join(delimiter);
        text += if dice.below(rarely * 5) == 0 {
            dice.of(&["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"])
        } else {
            end
        };
    }
    let mut bytes = text.into_bytes();
    match dice.below(4) {
        0 => bytes.truncate(bytes.len() - dice.below(bytes.len() / 2)),
        1 => {
            let at = dice.below(bytes.len());
            bytes[at] = 0xE1;
        }
        _ => {}
    }
    bytes
}

/// A file that comes in pieces, and may break off.
struct Pieces<'a> {
    bytes: &'a [u8],
    size: usize,
    breaks: bool,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.bytes.is_empty() && self.breaks {
            return Err(io::Error::other("the cable is out"));
        }
        let length = self.bytes.len().min(self.size).min(buffer.len());
        buffer[..length].copy_from_slice(&self.bytes[..length]);
        self.bytes = &self.bytes[length..];
        Ok(length)
    }
}

fn into(rows: &mut Vec<Row>) -> impl FnMut(Row) -> ControlFlow<()> + '_ {
    |row| {
        rows.push(row);
        ControlFlow::Continue(())
    }
}

/// Row by row, with care.
fn slowly(plans: &Plans, bytes: &[u8], options: Options, breaks: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let file = Pieces { bytes, size: usize::MAX, breaks };
    let opened = open(plans, "test.csv", file, options, &mut into(&mut rows));
    if let Some((layout, mut blocks)) = opened {
        let _ = blocks.try_for_each(|block| layout.rows(&block, &mut into(&mut rows)));
    }
    rows
}

/// In columns, in blocks of a size.
fn quickly(plans: &Plans, bytes: &[u8], options: Options, (breaks, size): (bool, usize)) -> Vec<Row> {
    let (mut rows, mut batch) = (Vec::new(), Batch::new(plans));
    let file = Pieces { bytes, size: size / 2 + 1, breaks };
    let opened = open(plans, "test.csv", file, options, &mut into(&mut rows));
    if let Some((layout, blocks)) = opened {
        let mut reader = layout.reader();
        let _ = blocks.with_size(size).try_for_each(|block| {
            reader.read(&block, &mut batch, &mut |batch| batch.rows(&mut into(&mut rows)))
        });
    }
    rows
}

fn same(one: &Row, other: &Row) -> bool {
    match (one, other) {
        (Row::Record(one), Row::Record(other)) => one == other,
        _ => format!("{one:?}") == format!("{other:?}"),
    }
}

fn hold(case: &Case, seed: u64, (rows, rarely): (usize, usize)) -> Result<(), TestCaseError> {
    let bytes = table(case, seed, rows, rarely);
    let mut dice = Dice(seed ^ 7);
    let breaks = dice.below(8) == 0;
    let decimal = [None, None, Some(Decimal::Point), Some(Decimal::Comma)][dice.below(4)];
    let as_of = if dice.below(4) == 0 { "2025-03-01".parse().ok() } else { None };
    let options = Options { decimal, as_of };
    let wanted = slowly(&case.0, &bytes, options, breaks);
    for size in [1, 40, 777, 1 << 20] {
        let found = quickly(&case.0, &bytes, options, (breaks, size));
        let shown = || String::from_utf8_lossy(&bytes).into_owned();
        let differs = wanted.iter().zip(&found).find(|(wanted, found)| !same(wanted, found));
        prop_assert!(differs.is_none(), "{size}: {differs:#?} in\n{}", shown());
        prop_assert_eq!(wanted.len(), found.len(), "{} in\n{}", size, shown());
    }
    if !breaks {
        let mut found = Vec::new();
        read(&case.0, "test.csv", &*bytes, Format::Csv, options, &mut into(&mut found));
        prop_assert!(wanted.len() == found.len() && wanted.iter().zip(&found).all(|(one, it)| same(one, it)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn columns_come_to_what_rows_come_to(seed: u64, rows in 0usize..60, rarely in prop::sample::select(vec![4usize, 40, 4000])) {
        hold(&all_kinds(), seed, (rows, rarely))?;
    }

    #[test]
    fn columns_know_editions_and_forms(seed: u64, rows in 0usize..60, rarely in prop::sample::select(vec![4usize, 40, 4000])) {
        hold(&forms(), seed, (rows, rarely))?;
    }
}

#[test]
fn tables_of_many_batches_are_read_in_order() {
    for case in [all_kinds(), forms()] {
        for rarely in [30, 100_000] {
            hold(&case, 5, (5_000, rarely)).unwrap_or_else(|error| panic!("{error}"));
        }
    }
}

#[test]
fn rows_in_order_go_the_quick_way() {
    let (plans, _) = all_kinds();
    let mut text = String::from("unit,period,assessor,members,fund,on_time,founded,strict,level,forms\n");
    for row in 0..3_000 {
        let (strict, level) = (["yes", "Không", "1"][row % 3], ["none", "Cảnh cáo toàn Đảng bộ"][row % 2]);
        let forms = ["", "research", "\"research, training\""][row % 5 % 3];
        let date = format!("{}-{:02}-{:02}", 2000 + row % 25, row % 12 + 1, row % 28 + 1);
        let (year, percent, fund) = (2000 + row % 30, row % 96 + 5, row % 7 * 5);
        text += &format!(
            "Chi bộ {row},{year},self,{},{fund}.5,{percent}%,{date},{strict},{level},{forms}\n",
            row % 498 + 3
        );
    }
    let mut rows = Vec::new();
    let opened = open(&plans, "x.csv", text.as_bytes(), Options::default(), &mut into(&mut rows));
    let (layout, mut blocks) = opened.expect("a table");
    let (mut reader, mut batch, mut count) = (layout.reader(), Batch::new(&plans), 0);
    let _ = blocks.try_for_each(|block| {
        reader.read(&block, &mut batch, &mut |batch| {
            count += batch.chunks[0].len();
            ControlFlow::Continue(())
        })
    });
    assert_eq!((count, reader.slow_rows()), (3_000, 0));
}

/// The lines that end in a text.
fn lines(text: &str) -> u64 {
    text.replace("\r\n", "\n").matches(['\n', '\r']).count() as u64
}

/// Whether each quotation mark of a row stands where it may.
fn is_in_order(mut row: &str) -> bool {
    loop {
        let Some(quoted) = row.strip_prefix('"') else {
            let Some((_, rest)) = row.split_once(',') else { return true };
            row = rest;
            continue;
        };
        let whole = quoted.replace("\"\"", "--");
        let Some(end) = whole.find('"') else { return false };
        match whole[end + 1..].chars().next() {
            None => return true,
            Some(',') => row = &quoted[end + 2..],
            Some(_) => return false,
        }
    }
}

fn place(finding: &Diagnostic) -> u64 {
    if let Place::Cell { line, .. } = &finding.place { *line } else { 0 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Rows and cells are where the `csv` crate finds them; lines are those of an editor.
    #[test]
    fn rows_are_cut_as_everybody_cuts_them(text in "([ab\"]{0,2}[,\"\r\n]){0,24}") {
        let plans = plan(r#"
            ruleset r "R"
            assesses cell every year
            facts { level choice "Kỷ luật" xx < yy }
            content work "C" 1 points { criterion c "C" 1 points met when level = xx }
        "#);
        let text = format!("unit,level\n{text}");
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let records: Vec<csv::ByteRecord> = reader.byte_records().map(|it| it.expect("a row")).collect();
        let starts = records.iter().map(|record| record.position().expect("a place").byte() as usize);
        let starts: Vec<usize> = starts.chain([text.len()]).collect();
        let mut wanted = Vec::new();
        for (record, range) in records.iter().zip(starts.windows(2)) {
            let blank = text[range[0]..].len() - text[range[0]..].trim_start_matches(['\r', '\n']).len();
            let row = text[range[0] + blank..range[1]].trim_end_matches(['\r', '\n']);
            if record.iter().any(|cell| !cell.is_empty()) {
                let cells: Vec<&str> = record.iter().map(|it| std::str::from_utf8(it).expect("text")).collect();
                let code = match cells[..] {
                    _ if !is_in_order(row) => Some("TC0532"),
                    [_, _] if cells.iter().any(|cell| cell.trim() != *cell) => Some("TC0510"),
                    [_, ""] => None,
                    [_, _] => Some("TC0519"),
                    _ => Some("TC0520"),
                };
                let code = code.or(cells[0].is_empty().then_some("TC0521"));
                let unit = if cells[0].trim() == cells[0] { cells[0] } else { "" };
                wanted.push((unit.to_owned(), 1 + lines(&text[..range[0] + blank]), code));
            }
        }
        let mut rows = Vec::new();
        read(&plans, "x.csv", text.as_bytes(), Format::Csv, Options::default(), &mut into(&mut rows));
        let found: Vec<_> = rows.iter().filter_map(|row| match row {
            Row::Record(record) => Some((record.unit.clone(), record.place.line, None)),
            Row::Refused { unit, findings } => Some((unit.clone(), place(&findings[0]), Some(findings[0].code))),
            Row::Finding(_) => None,
        }).collect();
        prop_assert_eq!(wanted, found);
    }
}

#[test]
fn letters_of_the_keyboard_are_composed() {
    for letter in (0..=0x10FFFF).filter_map(char::from_u32) {
        let text = format!("a{letter}b");
        let is_composed = tieuchi::value::name::is_composed(&text);
        assert!(!is_composed || tieuchi::value::name::composed(&text) == text, "{letter:?}");
    }
}
