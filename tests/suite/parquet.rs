//! Parquet: a table comes to the same as its CSV, results hold what the CSV of them holds, and no file breaks anything.

use crate::bulk::{RULESET, data};
use crate::support::plan;
use ::parquet::basic::Compression;
use ::parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, FloatType,
    Int32Type, Int64Type, Int96, Int96Type,
};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::record::Field;
use ::parquet::schema::parser::parse_message_type;
use ::parquet::schema::types::Type;
use bytes::Bytes;
use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use tieuchi::data::{Decimal, Units, read_batches_anywhere};
use tieuchi::diagnostic::Place;
use tieuchi::value::Date;
use tieuchi::{Diagnostic, Format, Language, Options, Plans, Row, Sources, read};

/// The values of a column, none where a cell is empty.
enum Values {
    Truth(Vec<Option<bool>>),
    Short(Vec<Option<i32>>),
    Long(Vec<Option<i64>>),
    Old(Vec<Option<Int96>>),
    Float(Vec<Option<f32>>),
    Double(Vec<Option<f64>>),
    Bytes(Vec<Option<ByteArray>>),
    Fixed(Vec<Option<FixedLenByteArray>>),
}

/// Writes columns, each with its type as Parquet describes it, in groups of so many rows.
fn written(columns: &[(&str, Values)], group: usize, compression: Compression) -> Vec<u8> {
    let types: Vec<&str> = columns.iter().map(|(kind, _)| *kind).collect();
    let schema = parse_message_type(&format!("message table {{ {} }}", types.join(" "))).expect("a schema");
    // What reads descriptions knows no name with a space in it.
    let named = |field: &Arc<Type>| {
        let (name, info) = (field.name().replace('~', " "), field.get_basic_info());
        let column = || Type::primitive_type_builder(&name, field.get_physical_type());
        let column = || column().with_logical_type(info.logical_type_ref().cloned());
        let renamed = || column().with_repetition(info.repetition()).build().expect("a column");
        if name == field.name() { field.clone() } else { Arc::new(renamed()) }
    };
    let fields = schema.get_fields().iter().map(named).collect();
    let schema = Type::group_type_builder("table").with_fields(fields).build().expect("a schema");
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_data_page_row_count_limit(700)
        .set_write_batch_size(100)
        .build();
    let mut bytes = Vec::new();
    let mut file =
        SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties)).expect("a writer");
    let rows = columns.first().map_or(0, |(_, values)| values.len());
    for from in (0..rows).step_by(group.max(1)) {
        let mut out = file.next_row_group().expect("a group");
        for (_, values) in columns {
            let mut column = out.next_column().expect("a column").expect("one more");
            values.write(&mut column, from, rows.min(from + group));
            column.close().expect("written");
        }
        out.close().expect("written");
    }
    file.close().expect("written");
    bytes
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Values::Truth(values) => values.len(),
            Values::Short(values) => values.len(),
            Values::Long(values) => values.len(),
            Values::Old(values) => values.len(),
            Values::Float(values) => values.len(),
            Values::Double(values) => values.len(),
            Values::Bytes(values) => values.len(),
            Values::Fixed(values) => values.len(),
        }
    }

    fn write(&self, out: &mut ::parquet::file::writer::SerializedColumnWriter<'_>, from: usize, to: usize) {
        macro_rules! put {
            ($kind:ty, $values:expr) => {{
                let levels: Vec<i16> = $values[from..to].iter().map(|it| i16::from(it.is_some())).collect();
                let values: Vec<_> = $values[from..to].iter().flatten().cloned().collect();
                out.typed::<$kind>().write_batch(&values, Some(&levels), None).expect("written");
            }};
        }
        match self {
            Values::Truth(values) => put!(BoolType, values),
            Values::Short(values) => put!(Int32Type, values),
            Values::Long(values) => put!(Int64Type, values),
            Values::Old(values) => put!(Int96Type, values),
            Values::Float(values) => put!(FloatType, values),
            Values::Double(values) => put!(DoubleType, values),
            Values::Bytes(values) => put!(ByteArrayType, values),
            Values::Fixed(values) => put!(FixedLenByteArrayType, values),
        }
    }
}

fn text(text: &str) -> Option<ByteArray> {
    (!text.is_empty()).then(|| text.into())
}

/// A table of CSV as Parquet, each column of the narrowest type that holds its cells.
fn parquet_of(csv: &str, group: usize) -> Vec<u8> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let rows: Vec<::csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let (heading, rows) = rows.split_first().expect("headings");
    let mut kinds = Vec::new();
    for (at, name) in heading.iter().enumerate() {
        let cells: Vec<&str> = rows.iter().map(|row| &row[at]).collect();
        let filled = || cells.iter().filter(|cell| !cell.is_empty());
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_decimal = |cell: &&&str| {
            cell.split_once('.').is_some_and(|(a, b)| digits(a) && digits(b) && b.len() < 3) || digits(cell)
        };
        let truth = |cell: &&str| match *cell {
            "" => None,
            cell => Some(["yes", "có"].contains(&cell)),
        };
        let hundredths = |cell: &&str| {
            let (whole, rest) = cell.split_once('.').unwrap_or((cell, ""));
            let number: Option<i64> = format!("{whole}{rest:0<2}").parse().ok();
            number.filter(|_| !cell.is_empty())
        };
        let (kind, values) = if filled().all(|cell| cell.parse::<i32>().is_ok()) {
            ("INT32", Values::Short(cells.iter().map(|cell| cell.parse().ok()).collect()))
        } else if filled().all(|cell| is_decimal(&cell)) {
            ("INT64", Values::Long(cells.iter().map(hundredths).collect()))
        } else if filled().all(|cell| ["yes", "no", "có", "không"].contains(cell)) {
            ("BOOLEAN", Values::Truth(cells.iter().map(truth).collect()))
        } else {
            ("BYTE_ARRAY", Values::Bytes(cells.iter().map(|cell| text(cell)).collect()))
        };
        let more = match kind {
            "INT64" => " (DECIMAL(18,2))",
            "BYTE_ARRAY" => " (STRING)",
            _ => "",
        };
        kinds.push((format!("OPTIONAL {kind} {}{more};", name.replace(' ', "~")), values));
    }
    let columns: Vec<(&str, Values)> = kinds
        .iter_mut()
        .map(|(kind, values)| (kind.as_str(), std::mem::replace(values, Values::Truth(Vec::new()))))
        .collect();
    written(&columns, group, Compression::SNAPPY)
}

fn rows(plans: &Plans, name: &str, bytes: &[u8], options: Options) -> Vec<Row> {
    let mut rows = Vec::new();
    let format = Format::of_name(name).expect("a format");
    read(plans, name, bytes, format, options, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    rows
}

/// A finding without its file, and with rows for lines.
fn moved(finding: &Diagnostic, lines: u64) -> Diagnostic {
    let Place::Cell { line, column, .. } = finding.place else { panic!("{finding:?}") };
    let place = Place::Cell { file: String::new(), line: line.saturating_sub(lines), column };
    Diagnostic { place, ..finding.clone() }
}

#[test]
fn a_table_comes_to_the_same_as_its_csv() {
    let plans = plan(RULESET);
    let csv = data(6_000);
    let options = Options { decimal: Some(Decimal::Point), ..Options::default() };
    let wanted = rows(&plans, "many.csv", csv.as_bytes(), options);
    for group in [100_000, 2_500, 1] {
        let (csv, wanted) = if group == 1 { (data(300), None) } else { (csv.clone(), Some(&wanted)) };
        let own;
        let wanted = match wanted {
            Some(wanted) => wanted,
            None => {
                own = rows(&plans, "many.csv", csv.as_bytes(), options);
                &own
            }
        };
        let found = rows(&plans, "many.parquet", &parquet_of(&csv, group), options);
        assert_eq!(wanted.len(), found.len(), "{group}");
        for (wanted, found) in wanted.iter().zip(&found) {
            match (wanted, found) {
                (Row::Record(wanted), Row::Record(found)) => {
                    let mut found = found.clone();
                    assert_eq!(found.place.line + 1, wanted.place.line);
                    found.place = wanted.place.clone();
                    assert_eq!(wanted, &found);
                }
                (Row::Refused { unit, findings }, Row::Refused { unit: their, findings: theirs }) => {
                    assert_eq!(unit, their);
                    let findings: Vec<_> = findings.iter().map(|it| moved(it, 1)).collect();
                    let theirs: Vec<_> = theirs.iter().map(|it| moved(it, 0)).collect();
                    assert_eq!(findings, theirs);
                }
                (Row::Finding(wanted), Row::Finding(found)) => assert_eq!(moved(wanted, 1), moved(found, 0)),
                _ => panic!("{wanted:?} {found:?}"),
            }
        }
    }
}

#[test]
fn a_file_is_read_by_stretches_as_it_is_as_a_whole() {
    let (plans, bytes) = (plan(RULESET), parquet_of(&data(3_000), 1_100));
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("many.parquet"), &bytes).expect("written");
    let file = fs::File::open(folder.path().join("many.parquet")).expect("a file");
    let (wanted, mut found) = (rows(&plans, "many.parquet", &bytes, Options::default()), Vec::new());
    let (format, options) = (Format::Parquet, Options::default());
    read_batches_anywhere(&plans, "many.parquet", file, format, options, &mut |batch| {
        batch.rows(&mut |row| {
            found.push(row);
            ControlFlow::Continue(())
        })
    });
    assert_eq!(format!("{wanted:?}"), format!("{found:?}"));
}

/// Runs the command in a folder.
fn tieuchi(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tieuchi"));
    command.args(["--lang", "en"]).args(arguments).current_dir(folder).output().expect("the command")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with a ruleset, its data as CSV and as Parquet.
fn folder(ruleset: &str, csv: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    write("many.tieuchi", ruleset.as_bytes());
    write("many.csv", csv.as_bytes());
    write("many.parquet", &parquet_of(csv, 20_000));
    folder
}

/// The cells of a file of results, read by what did not write it.
fn cells(bytes: Vec<u8>) -> (Vec<String>, Vec<Vec<String>>) {
    let file = SerializedFileReader::new(Bytes::from(bytes)).expect("a Parquet file");
    let schema = file.metadata().file_metadata().schema_descr();
    let heading = schema.columns().iter().map(|column| column.name().to_owned()).collect();
    let mut rows = Vec::new();
    for row in file.get_row_iter(None).expect("rows") {
        let row = row.expect("a row");
        let cell = |field: &Field| match field {
            Field::Null => String::new(),
            Field::Str(text) => text.clone(),
            Field::Decimal(_) => {
                let text = field.to_string();
                if text.contains('.') {
                    text.trim_end_matches('0').trim_end_matches('.').to_owned()
                } else {
                    text
                }
            }
            other => panic!("{other:?}"),
        };
        rows.push(row.get_column_iter().map(|(_, field)| cell(field)).collect());
    }
    (heading, rows)
}

/// Holds results as Parquet against those as CSV, with any number of threads and a record at a time.
fn hold(folder: &Path, data: &str, more: &[&str]) -> (Vec<String>, Vec<Vec<String>>) {
    let eval =
        |arguments: &[&str]| tieuchi(folder, &[&["eval", "many.tieuchi", data], more, arguments].concat());
    let csv = eval(&["--format", "csv"]);
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(&*csv.stdout);
    let lines = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    let mut lines: Vec<Vec<String>> = lines.collect();
    let heading = lines.remove(0);
    let many = eval(&["--format", "parquet", "--threads", "1"]);
    assert_eq!((said(&many), many.status.code()), (said(&csv), csv.status.code()), "{data}");
    for threads in ["2", "5"] {
        let others = eval(&["--format", "parquet", "--threads", threads]);
        assert_eq!(others.stdout, many.stdout, "{threads} threads");
    }
    let alone = eval(&["--format", "parquet", "--record", "record.jsonl", "--output", "r.parquet"]);
    assert_eq!(said(&alone), said(&csv));
    assert!(fs::read(folder.join("r.parquet")).expect("results") == many.stdout, "a record at a time");
    let (names, found) = cells(many.stdout);
    assert_eq!(names, heading);
    assert_eq!(found.len(), lines.len());
    for (found, wanted) in found.iter().zip(&lines) {
        assert_eq!(found, wanted);
    }
    (names, found)
}

#[test]
fn results_hold_what_their_csv_holds() {
    let folder = folder(RULESET, &data(70_000));
    let (names, found) = hold(folder.path(), "many.parquet", &[]);
    let column = |name: &str| names.iter().position(|it| it == name).expect("a column");
    assert!(found.len() > 65_536, "more than a group of rows: {}", found.len());
    assert!(found.iter().any(|row| row[column("state")] == "undecided" && !row[column("low")].is_empty()));
    assert!(found.iter().any(|row| row[column("two.share")].contains('/')), "a fraction");
    assert!(found.iter().any(|row| row[column("one.ratio")].is_empty()), "not applicable");
    assert!(found.iter().any(|row| row[column("total")].contains('.')), "a decimal");
    // The findings are those of the CSV, at rows.
    let (csv, parquet) = (
        tieuchi(
            folder.path(),
            &["eval", "many.tieuchi", "many.csv", "--decimal", "point", "--format", "csv"],
        ),
        tieuchi(folder.path(), &["eval", "many.tieuchi", "many.parquet", "--format", "csv"]),
    );
    assert_eq!(String::from_utf8_lossy(&csv.stdout[..]), String::from_utf8_lossy(&parquet.stdout[..]));
    assert_eq!((csv.status.code(), parquet.status.code()), (Some(3), Some(3)));
    let text = said(&parquet);
    assert!(
        text.contains("many.parquet, row 6, column 5 (c5)") && text.contains("`x1`"),
        "{}",
        &text[..2_000]
    );
    assert!(text.contains("stands already in many.parquet, row 1"), "{}", &text[text.len() - 2_000..]);
}

#[test]
fn assessors_forms_and_decisions_have_their_columns() {
    let ruleset = "ruleset year \"Năm\"
assesses branch every year
scored by self \"Tự chấm\", superior \"Cấp trên\"
facts { late count from 0 to 12  rate percent }
content work 10 points {
  criterion plan 4 points yes/no
  criterion report 6 points { points 6  deduct 0.25 each for late }
}
classes { good \"Tốt\" from 8  fair \"Khá\" otherwise  not assessed when rate = 0%  decided by \"Đảng ủy\" }
recognise model \"Mẫu\" when total = 10
recognise quick \"Nhanh\" when late = 0
";
    let csv = "unit,period,assessor,late,rate,work.plan,decision,document,decision date
CB-01,2025,self,0,95.5,yes,,,
CB-01,2025,superior,1,80,yes,good,12-QĐ/ĐU,2026-01-15
CB-02,2025,superior,,80,no,,,
CB-03,2025,superior,3,0,no,,,
CB-04,2025,nobody,3,0,no,,,
";
    let folder = folder(ruleset, csv);
    let (names, found) = hold(folder.path(), "many.parquet", &[]);
    let column = |name: &str| names.iter().position(|it| it == name).expect("a column");
    let of = |name: &str| found.iter().map(|row| row[column(name)].as_str()).collect::<Vec<_>>();
    assert_eq!(of("assessor"), ["self", "superior", "superior", "superior"]);
    assert_eq!(of("decision date"), ["", "2026-01-15", "", ""]);
    assert_eq!(of("work.report"), ["6", "5.75", "", "5.25"]);
    assert_eq!(of("recognised"), ["model quick", "", "", ""]);
    assert_eq!(of("state"), ["value", "value", "undecided", "not_applicable"]);
}

#[test]
fn a_run_is_recorded_and_verified() {
    let folder = folder(RULESET, &data(3_000));
    let path = folder.path();
    let recorded =
        tieuchi(path, &["eval", "many.tieuchi", "many.parquet", "--record", "r", "--format", "csv"]);
    assert_eq!(recorded.status.code(), Some(3), "{}", said(&recorded));
    let print = tieuchi::report::Sha256::of(&fs::read(path.join("many.parquet")).expect("data"));
    assert!(fs::read_to_string(path.join("r")).expect("a record").contains(&print), "{print}");
    let verified = tieuchi(path, &["verify", "r"]);
    assert_eq!(
        verified.status.code(),
        Some(0),
        "{} {}",
        String::from_utf8_lossy(&verified.stdout),
        said(&verified)
    );
    fs::write(path.join("many.parquet"), parquet_of(&data(2_999), 20_000)).expect("written");
    let verified = tieuchi(path, &["verify", "r"]);
    let text = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(verified.status.code() == Some(3) && text.contains("many.parquet"), "{text}");
}

#[test]
fn other_commands_read_it() {
    let folder = folder(RULESET, &data(200));
    for arguments in [
        &["explain", "many.tieuchi", "many.parquet", "--unit", "c3"][..],
        &["summary", "many.tieuchi", "many.parquet"],
        &["plan", "many.tieuchi", "many.parquet", "--unit", "c3", "--reach", "good"],
        &["diff", "many.tieuchi", "many.tieuchi", "many.parquet"],
    ] {
        let mut texts = Vec::new();
        for data in ["many.csv", "many.parquet"] {
            let arguments: Vec<&str> =
                arguments.iter().map(|it| if *it == "many.parquet" { data } else { it }).collect();
            let output = tieuchi(folder.path(), &arguments);
            texts.push(
                String::from_utf8_lossy(&output.stdout).replace("many.parquet, row 4", "many.csv, line 5"),
            );
        }
        assert!(texts[0].len() > 20, "{arguments:?}");
        assert_eq!(texts[0], texts[1], "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_written_or_read_is_said() {
    let folder = folder(RULESET, &data(20));
    let eval = |more: &[&str]| {
        let output = tieuchi(folder.path(), &[&["eval", "many.tieuchi"], more].concat());
        (output.status.code(), said(&output))
    };
    let (code, text) = eval(&["many.csv", "--results", "many.parquet"]);
    assert!(code == Some(3) && text.contains("lines of JSON"), "{text}");
    let scored =
        "ruleset two\nscored by a \"A\", b \"B\"\ncontent x 5 points { criterion y 5 points yes/no }\n";
    fs::write(folder.path().join("many.tieuchi"), scored).expect("written");
    let (code, text) = eval(&["many.csv", "--compare", "--format", "parquet"]);
    assert!(code == Some(2) && text.contains("comparison"), "{text}");
}

/// The columns of the first unit of a table of units, which are kept as they stand.
fn kept(columns: Vec<(&str, Values)>) -> (Vec<String>, Vec<Diagnostic>) {
    let names: Vec<String> =
        columns.iter().map(|(kind, _)| kind.split([' ', ';']).nth(2).expect("a name").to_owned()).collect();
    let bytes = written(&columns, 10, Compression::UNCOMPRESSED);
    let mut wrong = Vec::new();
    let units = Units::read("units.parquet", &*bytes, Format::Parquet, &mut |it| wrong.push(it));
    let unit = units.iter().next();
    let text = |name: &String| unit.and_then(|unit| unit.other(name)).unwrap_or_default().to_owned();
    (names.iter().skip(1).map(text).collect(), wrong)
}

fn with_unit(columns: Vec<(&str, Values)>) -> Vec<(&str, Values)> {
    let unit = ("OPTIONAL BYTE_ARRAY unit (STRING);", Values::Bytes(vec![text("A")]));
    std::iter::once(unit).chain(columns).collect()
}

#[test]
fn values_become_their_text() {
    let bytes = |bytes: &[u8]| Some(ByteArray::from(bytes.to_vec()));
    let fixed = |bytes: &[u8]| Some(FixedLenByteArray::from(bytes.to_vec()));
    let all: Vec<(&str, Values, &str)> = vec![
        ("OPTIONAL BOOLEAN a;", Values::Truth(vec![Some(false)]), "no"),
        ("OPTIONAL INT32 b;", Values::Short(vec![Some(i32::MIN)]), "-2147483648"),
        ("OPTIONAL INT64 c;", Values::Long(vec![Some(i64::MIN)]), "-9223372036854775808"),
        ("OPTIONAL INT32 d (INTEGER(32,false));", Values::Short(vec![Some(-1)]), "4294967295"),
        ("OPTIONAL INT64 e (UINT_64);", Values::Long(vec![Some(-1)]), "18446744073709551615"),
        ("OPTIONAL INT32 f (DECIMAL(9,3));", Values::Short(vec![Some(-12_500)]), "-12.5"),
        ("OPTIONAL INT64 g (DECIMAL(18,2));", Values::Long(vec![Some(7)]), "0.07"),
        ("OPTIONAL INT64 h (DECIMAL(18,0));", Values::Long(vec![Some(700)]), "700"),
        ("OPTIONAL BYTE_ARRAY i (DECIMAL(38,2));", Values::Bytes(vec![bytes(&[0xFF, 0x38])]), "-2"),
        (
            "OPTIONAL FIXED_LEN_BYTE_ARRAY(16) j (DECIMAL(38,10));",
            Values::Fixed(vec![fixed(&12_345_678_901_234_567_890_123_456_789i128.to_be_bytes())]),
            "1234567890123456789.0123456789",
        ),
        ("OPTIONAL INT32 k (DATE);", Values::Short(vec![Some(20_400)]), "2025-11-08"),
        ("OPTIONAL INT32 l (DATE);", Values::Short(vec![Some(i32::MAX)]), "2147483647"),
        ("OPTIONAL DOUBLE m;", Values::Double(vec![Some(12.5)]), "12.5"),
        ("OPTIONAL DOUBLE n;", Values::Double(vec![Some(0.300_000_000_000_000_04)]), "0.30000000000000004"),
        ("OPTIONAL FLOAT o;", Values::Float(vec![Some(0.1)]), "0.1"),
        ("OPTIONAL DOUBLE p;", Values::Double(vec![Some(f64::NAN)]), "NaN"),
        ("OPTIONAL DOUBLE q;", Values::Double(vec![Some(40.0)]), "40"),
        ("OPTIONAL BYTE_ARRAY r (ENUM);", Values::Bytes(vec![text("a\t\"b\"\r\nc,")]), "a\t\"b\"\r\nc,"),
        ("OPTIONAL BYTE_ARRAY s (UTF8);", Values::Bytes(vec![None]), ""),
        (
            "OPTIONAL BYTE_ARRAY t (DECIMAL(38,2));",
            Values::Bytes(vec![bytes(&[1; 17])]),
            "01h01h01h01h01h01h01h01h01h01h01h01h01h01h01h01h01h",
        ),
        ("OPTIONAL INT64 u (DECIMAL(18,18));", Values::Long(vec![Some(1)]), "0.000000000000000001"),
        ("OPTIONAL INT32 v (INT_8);", Values::Short(vec![Some(-5)]), "-5"),
    ];
    let wanted: Vec<String> = all.iter().map(|(_, _, text)| (*text).to_owned()).collect();
    let columns = all.into_iter().map(|(kind, values, _)| (kind, values)).collect();
    assert_eq!(kept(with_unit(columns)), (wanted, Vec::new()));
    assert_eq!("2025-11-08".parse::<Date>().ok().map(tieuchi::value::day_number), Some(20_400));
}

#[test]
fn types_that_no_cell_can_hold_are_named() {
    let long = || Values::Long(vec![Some(1)]);
    let bytes = || Values::Bytes(vec![text("x")]);
    for (kind, values, name) in [
        ("OPTIONAL INT64 a (TIMESTAMP(MICROS,true));", long(), "TIMESTAMP"),
        ("OPTIONAL INT64 a (TIMESTAMP_MILLIS);", long(), "TIMESTAMP"),
        ("OPTIONAL INT64 a (TIME(NANOS,true));", long(), "TIME"),
        ("OPTIONAL BYTE_ARRAY a;", bytes(), "BYTE_ARRAY"),
        ("OPTIONAL BYTE_ARRAY a (JSON);", bytes(), "JSON"),
        ("OPTIONAL INT96 a;", Values::Old(vec![Some(Int96::from(vec![0, 0, 0]))]), "INT96"),
        ("OPTIONAL group a { OPTIONAL INT64 b; }", long(), "GROUP"),
    ] {
        let (_, wrong) = kept(with_unit(vec![(kind, values)]));
        let [finding] = wrong.as_slice() else { panic!("{kind}: {wrong:?}") };
        let text = finding.message(Language::English);
        assert_eq!(finding.code, "TC0584", "{kind}: {text}");
        assert!(
            text.contains("the column `a`") && text.contains(&format!("the type {name}")),
            "{kind}: {text}"
        );
    }
    // Of columns that the ruleset does not know nobody asks what they hold.
    let plans =
        plan("ruleset r\nfacts { n count }\ncontent x 5 points { criterion y 5 points met when n > 1 }\n");
    let columns = || {
        with_unit(vec![
            ("OPTIONAL INT64 n;", Values::Long(vec![Some(2)])),
            ("OPTIONAL INT96 old;", Values::Old(vec![Some(Int96::from(vec![0, 0, 0]))])),
        ])
    };
    let found = rows(&plans, "a.parquet", &written(&columns(), 10, Compression::SNAPPY), Options::default());
    assert!(
        matches!(found.as_slice(), [Row::Finding(unknown), Row::Record(_)] if unknown.code == "TC0504"),
        "{found:?}"
    );
}

#[test]
fn rows_behind_line_breaks_are_counted_and_decimal_signs_kept() {
    let plans = plan(
        "ruleset r\nfacts { n number from 0 to 100 by 0.5 }\ncontent x 5 points { criterion y 5 points met when n > 1 }\n",
    );
    let units = ["A\nB", "C\r\nD", "", "E", "F \"G\"", "H\n", "I"];
    let numbers = [Some("1,5"), Some("2"), None, Some("x"), Some("2.5"), Some("3"), Some("4,25")];
    let columns = [
        ("OPTIONAL BYTE_ARRAY unit (STRING);", Values::Bytes(units.iter().map(|it| text(it)).collect())),
        (
            "OPTIONAL BYTE_ARRAY n (STRING);",
            Values::Bytes(numbers.iter().map(|it| text(it.unwrap_or_default())).collect()),
        ),
    ];
    let bytes = written(&columns, 3, Compression::SNAPPY);
    let options = Options { decimal: Some(Decimal::Comma), ..Options::default() };
    let places: Vec<String> = rows(&plans, "a.parquet", &bytes, options)
        .iter()
        .map(|row| match row {
            Row::Record(record) => format!("{} {:?}", record.place.line, record.unit),
            Row::Refused { unit, findings } => {
                let sources = Sources::default();
                let (_, line, column) = findings[0].position(&sources);
                format!("{line} {unit:?} {} {column}", findings[0].code)
            }
            Row::Finding(finding) => finding.code.to_owned(),
        })
        .collect();
    assert_eq!(
        places,
        [
            "1 \"A\\nB\"",
            "2 \"C\\r\\nD\"",
            "3 \"\" TC0521 0",
            "4 \"E\" TC0511 2",
            "5 \"F \\\"G\\\"\" TC0511 2",
            "6 \"\" TC0510 1",
            "7 \"I\" TC0515 2"
        ]
    );
    let doubles = [
        ("OPTIONAL BYTE_ARRAY unit (STRING);", Values::Bytes(vec![text("A"), text("B")])),
        ("OPTIONAL DOUBLE n;", Values::Double(vec![Some(12.5), Some(0.300_000_000_000_000_04)])),
    ];
    let bytes = written(&doubles, 3, Compression::SNAPPY);
    for decimal in [None, Some(Decimal::Comma)] {
        let found = rows(&plans, "a.parquet", &bytes, Options { decimal, ..Options::default() });
        let [Row::Record(_), Row::Refused { findings, .. }] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(findings[0].code, "TC0515");
    }
}

/// What reading a file comes to: the codes of what is said of the file as a whole.
fn codes(plans: &Plans, bytes: &[u8]) -> Vec<&'static str> {
    let found = rows(plans, "a.parquet", bytes, Options::default());
    let codes = found.iter().filter_map(|row| if let Row::Finding(it) = row { Some(it.code) } else { None });
    codes.collect()
}

#[test]
fn damaged_files_are_said_to_be() {
    let plans = plan(RULESET);
    for bytes in
        [&b""[..], b"PAR1", b"unit,period\nA,2025-01\n", b"PAR1\0\0\0\0PAR1", b"PAR1\xFF\xFF\xFF\x7FPAR1"]
    {
        assert_eq!(codes(&plans, bytes), ["TC0586"], "{bytes:?}");
    }
    let csv = data(200);
    let mut seen = BTreeSet::new();
    for group in [70, 1_000] {
        let whole = parquet_of(&csv, group);
        assert!(codes(&plans, &whole).is_empty());
        for cut in (0..whole.len()).step_by(7) {
            assert_eq!(codes(&plans, &whole[..cut]), ["TC0586"], "cut at {cut}");
        }
        let mut dice = 88_172_645_463_325_252u64;
        for at in 0..whole.len() {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (dice % 8);
            if dice.is_multiple_of(3) {
                let other = (dice >> 32) as usize % whole.len();
                bytes[other] = (dice >> 24) as u8;
            }
            seen.extend(codes(&plans, &bytes));
        }
    }
    // A type, a compression and a heading can come of it too; nothing panics.
    assert!(["TC0584", "TC0585", "TC0586"].iter().all(|code| seen.contains(code)), "{seen:?}");
}

/// A row is one also where it has nothing that anybody asks for.
#[test]
fn no_row_is_passed_over() {
    let plans = plan(RULESET);
    let unit = || ("OPTIONAL BYTE_ARRAY unit (STRING);", Values::Bytes(vec![text("u1"), None, text("u3")]));
    let remark = || ("OPTIONAL BYTE_ARRAY remark (STRING);", Values::Bytes(vec![None, text("x"), None]));
    for columns in [vec![unit()], vec![unit(), remark()]] {
        let bytes = written(&columns, 10, Compression::UNCOMPRESSED);
        let found = rows(&plans, "few.parquet", &bytes, Options::default());
        let count = found.iter().filter(|row| !matches!(row, Row::Finding(_))).count();
        assert_eq!(count, 3, "{found:?}");
    }
}
