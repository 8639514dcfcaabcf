//! Objects of JSON and JSON Lines, one by one. Knows nothing of what keys mean.

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

/// The longest line that is read.
const MAXIMUM_LINE: u64 = 1 << 20;

/// An object with its keys in order, doubled ones among them.
pub(super) type Object = Vec<(String, Json)>;

/// Takes objects one by one, and may stop.
pub(super) trait Objects {
    /// An object; in a list, its number stands for its line.
    fn object(&mut self, object: Object, line: u64) -> ControlFlow<()>;
    /// What is no object.
    fn refuse(&mut self, line: u64, reason: &str) -> ControlFlow<()>;
    /// A file that cannot be read further.
    fn unreadable(&mut self, reason: &str) -> ControlFlow<()>;
}

struct Keys(Object);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Keys;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    keys.push(entry);
                }
                Ok(Keys(keys))
            }
        }
        input.deserialize_map(Entries)
    }
}

/// A value as the text of a cell; none for what no cell can hold.
pub(super) fn text(value: &Json) -> Option<String> {
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

/// Hands on the objects of a file; breaks off where nothing more can be read, or is wanted.
pub(super) fn read(input: impl Read, lines: bool, taker: &mut impl Objects) -> ControlFlow<()> {
    if lines { read_lines(input, taker) } else { read_list(input, taker) }
}

/// A list of objects, or one object.
fn read_list(input: impl Read, taker: &mut impl Objects) -> ControlFlow<()> {
    let mut input = serde_json::Deserializer::from_reader(BufReader::new(input));
    let (mut number, mut is_stopped) = (0, false);
    let stream = Stream { taker, number: &mut number, is_stopped: &mut is_stopped };
    let read = stream.deserialize(&mut input).and_then(|()| input.end());
    match read {
        _ if is_stopped => ControlFlow::Break(()),
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            taker.refuse(number + 1, &error.to_string())?;
            ControlFlow::Break(())
        }
    }
}

/// Visits the objects of a list one by one.
struct Stream<'s, T> {
    taker: &'s mut T,
    number: &'s mut u64,
    is_stopped: &'s mut bool,
}

impl<'de, T: Objects> DeserializeSeed<'de> for Stream<'_, T> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de, T: Objects> Visitor<'de> for Stream<'_, T> {
    type Value = ();
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object or a list of objects")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(Keys(object)) = list.next_element()? {
            *self.number += 1;
            if self.taker.object(object, *self.number).is_break() {
                *self.is_stopped = true;
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let Keys(object) = Keys::deserialize(MapAccessDeserializer::new(map))?;
        *self.number += 1;
        *self.is_stopped = self.taker.object(object, *self.number).is_break();
        Ok(())
    }
}

/// One object a line; a bad line is refused, and the next one read.
fn read_lines(input: impl Read, taker: &mut impl Objects) -> ControlFlow<()> {
    let mut input = BufReader::new(input);
    for line in 1.. {
        let mut bytes = Vec::new();
        let length = match input.by_ref().take(MAXIMUM_LINE).read_until(b'\n', &mut bytes) {
            Ok(length) => length,
            Err(error) => {
                taker.unreadable(&error.to_string())?;
                return ControlFlow::Break(());
            }
        };
        if length == 0 {
            break;
        }
        if length as u64 == MAXIMUM_LINE && !bytes.ends_with(b"\n") {
            taker.refuse(line, "a line of more than 1 MiB")?;
            return ControlFlow::Break(());
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match serde_json::from_slice::<Keys>(bytes) {
            Ok(Keys(object)) => taker.object(object, line)?,
            Err(error) => taker.refuse(line, &error.to_string())?,
        }
    }
    ControlFlow::Continue(())
}
