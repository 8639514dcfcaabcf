//! JSON and JSON Lines.

use super::columns::{self, AllHeadings, Column};
use super::number::Decimal;
use super::row::Rows;
use super::{Options, Row, Sink, finding};
use crate::plan::Plans;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

/// The longest line that is read.
const MAXIMUM_LINE: u64 = 1 << 20;

/// An object with its keys in order, doubled ones among them.
struct Object(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Object;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut keys = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    keys.push(entry);
                }
                Ok(Object(keys))
            }
        }
        input.deserialize_map(Keys)
    }
}

/// Turns objects into rows, and remembers which keys a file used.
struct Objects<'a> {
    rows: Rows<'a>,
    headings: AllHeadings,
    /// What each key holds for each plan.
    columns: BTreeMap<String, Arc<[Column]>>,
    filled: BTreeSet<String>,
    each: &'a mut Sink<'a>,
}

impl<'a> Objects<'a> {
    fn new(plans: &'a Plans, name: &str, options: Options, each: &'a mut Sink<'a>) -> Self {
        let (file, as_of) = (name.into(), options.as_of);
        let rows = Rows { plans, as_of, file, decimal: Some(Decimal::Point), is_found: false, after: 0 };
        let headings = AllHeadings::new(plans);
        Objects { rows, headings, columns: BTreeMap::new(), filled: BTreeSet::new(), each }
    }

    /// What a key holds. What is wrong with it is said once a file.
    fn column(&mut self, key: &str, line: u64) -> ControlFlow<(), Arc<[Column]>> {
        if let Some(columns) = self.columns.get(key) {
            return ControlFlow::Continue(columns.clone());
        }
        let (columns, wrong) = self.headings.column(self.rows.plans, key, &self.rows.file, (line, 0));
        if let Some(wrong) = wrong {
            (self.each)(Row::Finding(wrong))?;
        }
        let columns: Arc<[Column]> = columns.into();
        // Data with ever new keys must not fill the memory.
        if self.columns.len() < 10_000 {
            self.columns.insert(key.to_owned(), columns.clone());
            self.filled.extend(columns::facts(self.rows.plans, &columns));
        }
        ControlFlow::Continue(columns)
    }

    fn object(&mut self, object: Object, line: u64) -> ControlFlow<()> {
        let mut all = Vec::with_capacity(object.0.len());
        for (key, _) in &object.0 {
            all.push(self.column(key, line)?);
        }
        let find = |plan: usize, wanted: Column| {
            let at = all.iter().position(|columns| columns[plan] == wanted)?;
            text(&object.0[at].1).map(|text| (text, 0))
        };
        let plan = match self.rows.choose(line, &find) {
            Ok(plan) => plan,
            Err(wrong) => {
                let unit = find(0, Column::Unit).map_or(String::new(), |(unit, _)| unit);
                let findings = vec![wrong.with("unit", unit.as_str())];
                return (self.each)(Row::Refused { unit, findings });
            }
        };
        let columns: Vec<Column> = all.iter().map(|columns| columns[plan]).collect();
        let mut reading = self.rows.begin(line, plan, Arc::default());
        for (index, ((key, value), column)) in object.0.iter().zip(&columns).enumerate() {
            let place = || finding::cell(&self.rows.file, line, 0);
            if *column != Column::Unknown && columns[..index].contains(column) {
                reading.refuse(finding::doubled_key(place(), key));
            }
            let is_known = all[index].iter().any(|column| *column != Column::Unknown);
            match text(value) {
                Some(text) if *column == Column::Unknown && is_known => reading.not_asked(0, &text, key),
                Some(text) => reading.cell(*column, 0, &text, key),
                None if *column == Column::Unknown => {}
                None => reading.refuse(finding::no_cell(place(), &value.to_string(), key)),
            }
        }
        reading.end(self.each)
    }

    fn refuse(&mut self, line: u64, reason: &str) -> ControlFlow<()> {
        let findings = vec![finding::bad_json(finding::cell(&self.rows.file, line, 0), reason)];
        (self.each)(Row::Refused { unit: String::new(), findings })
    }

    fn end(self) -> ControlFlow<()> {
        for finding in columns::unfilled(self.rows.plans, &self.rows.file, &self.filled) {
            (self.each)(Row::Finding(finding))?;
        }
        ControlFlow::Continue(())
    }
}

/// A value as the text of a cell; none for what no cell can hold.
fn text(value: &Json) -> Option<String> {
    match value {
        Json::Null => Some(String::new()),
        Json::Bool(truth) => Some(if *truth { "yes" } else { "no" }.to_owned()),
        Json::Number(number) => Some(number.to_string()),
        Json::String(text) => Some(text.clone()),
        Json::Array(list) => {
            let words: Option<Vec<&str>> = list.iter().map(Json::as_str).collect();
            words.map(|words| words.join(","))
        }
        Json::Object(_) => None,
    }
}

/// A list of objects, or one object; the number of the object stands for its line.
pub(super) fn read(
    plans: &Plans,
    name: &str,
    input: impl Read,
    options: Options,
    each: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut stopped = false;
    let mut sink = |row: Row| {
        let flow = each(row);
        stopped |= flow.is_break();
        flow
    };
    let mut objects = Objects::new(plans, name, options, &mut sink);
    let mut input = serde_json::Deserializer::from_reader(BufReader::new(input));
    let mut number = 0;
    let read = Stream { objects: &mut objects, number: &mut number }.deserialize(&mut input);
    let read = read.and_then(|()| input.end());
    let flow = match read {
        Ok(()) => objects.end(),
        Err(error) => objects.refuse(number + 1, &error.to_string()),
    };
    if stopped { ControlFlow::Break(()) } else { flow }
}

/// Visits the objects of a list one by one.
struct Stream<'s, 'a> {
    objects: &'s mut Objects<'a>,
    number: &'s mut u64,
}

impl<'de> DeserializeSeed<'de> for Stream<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Stream<'_, '_> {
    type Value = ();
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object or a list of objects")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(object) = list.next_element::<Object>()? {
            *self.number += 1;
            if self.objects.object(object, *self.number).is_break() {
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let object = Object::deserialize(MapAccessDeserializer::new(map))?;
        *self.number += 1;
        // There is nothing after a single object that stopping would spare.
        let _ = self.objects.object(object, *self.number);
        Ok(())
    }
}

/// One object a line; a bad line is refused, and the next one read.
pub(super) fn read_lines(
    plans: &Plans,
    name: &str,
    input: impl Read,
    options: Options,
    each: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut sink = |row: Row| each(row);
    let mut objects = Objects::new(plans, name, options, &mut sink);
    let mut input = BufReader::new(input);
    for line in 1.. {
        let mut bytes = Vec::new();
        let length = match input.by_ref().take(MAXIMUM_LINE).read_until(b'\n', &mut bytes) {
            Ok(length) => length,
            Err(error) => {
                return (objects.each)(Row::Finding(finding::unreadable_file(name, &error.to_string())));
            }
        };
        if length == 0 {
            break;
        }
        if length as u64 == MAXIMUM_LINE && !bytes.ends_with(b"\n") {
            return objects.refuse(line, "a line of more than 1 MiB");
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match serde_json::from_slice::<Object>(bytes) {
            Ok(object) => objects.object(object, line)?,
            Err(error) => objects.refuse(line, &error.to_string())?,
        }
    }
    objects.end()
}
