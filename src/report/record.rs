//! The record of a run: what was read, by fingerprint, and what came of it, a line each.
//!
//! The head comes first, then the result of each unit, then the sums that are known only at the end, then
//! the fingerprint of all lines before. A record that was cut off or changed by hand shows itself.

use super::sha256::Sha256;
use super::unit::UnitReport;
use crate::data::{Decimal, Options};
use crate::diagnostic::Language;
use crate::value::Period;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The form of a record that is written, and the latest that is read.
const FORM: u32 = 1;

/// A file that a run reads, by what it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// What it is for: `data`.
    pub role: String,
    /// Its name.
    pub name: String,
}

/// A file that was read, with what its bytes were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// What it was for: `ruleset`, also of a base, or the role of an input.
    pub role: String,
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

impl Fingerprint {
    /// The fingerprint of a file whose bytes are all there.
    pub fn of(role: &str, name: &str, bytes: &[u8]) -> Fingerprint {
        Fingerprint { role: role.to_owned(), name: name.to_owned(), sha256: Sha256::of(bytes) }
    }
}

/// The options that bear on results. One that is not known here would score otherwise: it is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedOptions {
    /// The decimal sign: `point` or `comma`; none where it is found out.
    pub decimal: Option<String>,
    /// The day of the edition; none where the period of a row says it.
    pub as_of: Option<String>,
    /// The period behind which all is still to come; none where nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl From<(Options, Option<Period>)> for RecordedOptions {
    fn from((options, until): (Options, Option<Period>)) -> RecordedOptions {
        let decimal = options.decimal.map(|decimal| match decimal {
            Decimal::Point => "point".to_owned(),
            Decimal::Comma => "comma".to_owned(),
        });
        RecordedOptions {
            decimal,
            as_of: options.as_of.map(|day| day.to_string()),
            until: until.map(|it| it.to_string()),
        }
    }
}

impl RecordedOptions {
    /// The options of a run; none where they are none.
    pub fn options(&self) -> Option<(Options, Option<Period>)> {
        let decimal = match self.decimal.as_deref() {
            None => None,
            Some("point") => Some(Decimal::Point),
            Some("comma") => Some(Decimal::Comma),
            Some(_) => return None,
        };
        let as_of = match &self.as_of {
            None => None,
            Some(day) => Some(day.parse().ok()?),
        };
        let until = match &self.until {
            None => None,
            Some(period) => Some(Period::any(period, None)?),
        };
        Some((Options { decimal, as_of }, until))
    }
}

/// What is known before anything is scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The form of the record.
    pub tieuchi_record: u32,
    /// The version of the engine.
    pub engine: String,
    /// The ruleset, as it was named.
    pub ruleset: String,
    /// The language of reasons: `en` or `vi`.
    pub language: String,
    /// What else bears on results.
    pub options: RecordedOptions,
    /// The files of data, in the order in which they were read.
    pub inputs: Vec<Input>,
}

impl Head {
    /// The head of a record that is made by this engine.
    pub fn new(
        ruleset: &str,
        language: Language,
        options: (Options, Option<Period>),
        inputs: Vec<Input>,
    ) -> Head {
        let language = match language {
            Language::English => "en",
            Language::Vietnamese => "vi",
        };
        Head {
            tieuchi_record: FORM,
            engine: engine().to_owned(),
            ruleset: ruleset.to_owned(),
            language: language.to_owned(),
            options: options.into(),
            inputs,
        }
    }

    /// The language in which reasons were written.
    pub fn language(&self) -> Language {
        Language::of_locale(&self.language)
    }
}

/// The version of this engine.
pub fn engine() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// What is known when all is scored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// The files that were read.
    pub files: Vec<Fingerprint>,
    /// Rows that were scored.
    pub scored: u64,
    /// Rows that were refused.
    pub refused: u64,
}

/// The last line.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seal {
    sha256: String,
}

/// Writes a record, unit by unit.
#[derive(Debug)]
pub struct RecordWriter<W: Write> {
    out: W,
    digest: Sha256,
    scored: u64,
}

impl<W: Write> RecordWriter<W> {
    /// Begins with the head.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn new(out: W, head: &Head) -> io::Result<RecordWriter<W>> {
        let mut writer = RecordWriter { out, digest: Sha256::default(), scored: 0 };
        writer.line(head)?;
        Ok(writer)
    }

    /// Adds the result of a unit.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn add(&mut self, unit: &UnitReport) -> io::Result<()> {
        self.scored += 1;
        self.line(unit)
    }

    /// Ends the record.
    ///
    /// # Errors
    ///
    /// What the writer gives.
    pub fn end(&mut self, files: Vec<Fingerprint>, refused: u64) -> io::Result<()> {
        self.line(&Sums { files, scored: self.scored, refused })?;
        let sha256 = std::mem::take(&mut self.digest).finish();
        self.line(&Seal { sha256 })?;
        self.out.flush()
    }

    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        self.digest.update(&bytes);
        self.out.write_all(&bytes)
    }
}

/// Whose result it is: unit, period, assessor; and which of several, where a unit came again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whose {
    /// The unit.
    pub unit: String,
    /// The period.
    pub period: Option<String>,
    /// Who scored it.
    pub assessor: Option<String>,
    again: usize,
}

/// Results by whose they are.
pub type Results = BTreeMap<Whose, Json>;

/// Adds a result.
pub fn enter(results: &mut Results, unit: Json) {
    let text = |key: &str| unit.get(key).and_then(Json::as_str).map(str::to_owned);
    let mut whose = Whose {
        unit: text("unit").unwrap_or_default(),
        period: text("period"),
        assessor: text("assessor"),
        again: 0,
    };
    while results.contains_key(&whose) {
        whose.again += 1;
    }
    results.insert(whose, unit);
}

/// A record that was read.
#[derive(Debug)]
pub struct Recorded {
    /// What was known before anything was scored.
    pub head: Head,
    /// The results.
    pub units: Results,
    /// What was known when all was scored.
    pub sums: Sums,
}

/// Why a record cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is something else.
    NoRecord,
    /// It is of a form, or has options, that a later engine writes.
    Newer,
    /// Its end is missing.
    CutOff,
    /// Its lines are not those that were written.
    Altered,
}

impl Unfit {
    /// The message that says so.
    pub fn message(self) -> &'static str {
        match self {
            Unfit::NoRecord => "verify-no-record",
            Unfit::Newer => "verify-newer",
            Unfit::CutOff => "verify-cut-off",
            Unfit::Altered => "verify-altered",
        }
    }
}

/// Reads a record.
///
/// # Errors
///
/// Why it is none that could be relied on.
pub fn read_record(bytes: &[u8]) -> Result<Recorded, Unfit> {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let (first, rest) = lines.split_first().ok_or(Unfit::NoRecord)?;
    let head: Json = serde_json::from_slice(first).map_err(|_| Unfit::NoRecord)?;
    let form = head.get("tieuchi_record").and_then(Json::as_u64).ok_or(Unfit::NoRecord)?;
    let (seal, body) = rest.split_last().ok_or(Unfit::CutOff)?;
    let seal: Seal = serde_json::from_slice(seal).map_err(|_| Unfit::CutOff)?;
    let mut digest = Sha256::default();
    lines[..lines.len() - 1].iter().for_each(|line| digest.update(line));
    if digest.finish() != seal.sha256 {
        return Err(Unfit::Altered);
    }
    // Whatever is sealed was written so, by this engine or another.
    let head: Head = serde_json::from_value(head).map_err(|_| Unfit::Newer)?;
    let (sums, units) = body.split_last().ok_or(Unfit::CutOff)?;
    let sums: Sums = serde_json::from_slice(sums).map_err(|_| Unfit::Newer)?;
    if form > u64::from(FORM) || head.options.options().is_none() {
        return Err(Unfit::Newer);
    }
    let mut results = Results::new();
    for unit in units {
        enter(&mut results, serde_json::from_slice(unit).map_err(|_| Unfit::Altered)?);
    }
    if results.len() as u64 != sums.scored {
        return Err(Unfit::Altered);
    }
    Ok(Recorded { head, units: results, sums })
}
