//! What differs between a record and the same run now.

use super::record::{Fingerprint, Recorded, Results, Sums, Whose, engine};
use crate::diagnostic::Language;
use crate::diagnostic::catalogue::say;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// How a file stands to its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// Its bytes are others.
    Changed,
    /// It is read no more.
    Gone,
    /// It was not read then.
    New,
}

/// A part of a result that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The part: a criterion or content by its full name, or what of the result, as it stands in data.
    pub part: String,
    /// Whether it is a criterion, a content or a pool.
    pub is_named: bool,
    /// As it was; none where it was not there.
    pub before: Option<String>,
    /// As it is; none where it is not there.
    pub after: Option<String>,
}

/// What became of a unit that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitState {
    /// These parts of its result differ.
    Differs(Vec<Change>),
    /// It has no result any more.
    Gone,
    /// It had none then.
    New,
}

/// A record held against the same run now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The version of the engine then, where it is not this one.
    pub engine: Option<String>,
    /// The files that are not what they were, each with what it was for.
    pub files: Vec<(String, String, FileState)>,
    /// The units that are not as they were.
    pub units: Vec<(Whose, UnitState)>,
    /// How many units are.
    pub same: usize,
    /// Rows that were refused then, and now.
    pub refused: [u64; 2],
}

/// Holds a record against what is read and scored now.
pub fn verify(recorded: &Recorded, units: &Results, sums: &Sums) -> Verification {
    let mut found = Vec::new();
    for (whose, before) in &recorded.units {
        match units.get(whose).map(|after| changes(before, after)) {
            None => found.push((whose.clone(), UnitState::Gone)),
            Some(changes) if !changes.is_empty() => {
                found.push((whose.clone(), UnitState::Differs(changes)));
            }
            Some(_) => {}
        }
    }
    let same = recorded.units.len() - found.len();
    let new = units.keys().filter(|whose| !recorded.units.contains_key(whose));
    found.extend(new.map(|whose| (whose.clone(), UnitState::New)));
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    Verification {
        engine: Some(&recorded.head.engine).filter(|it| *it != engine()).cloned(),
        files: files(&recorded.sums.files, &sums.files),
        units: found,
        same,
        refused: [recorded.sums.refused, sums.refused],
    }
}

fn files(before: &[Fingerprint], after: &[Fingerprint]) -> Vec<(String, String, FileState)> {
    let find = |all: &[Fingerprint], it: &Fingerprint| {
        all.iter().find(|other| other.role == it.role && other.name == it.name).cloned()
    };
    let state = |it: &Fingerprint| match find(after, it) {
        None => Some(FileState::Gone),
        Some(now) if now.sha256 != it.sha256 => Some(FileState::Changed),
        Some(_) => None,
    };
    let old = before.iter().filter_map(|it| Some((it, state(it)?)));
    let new = after.iter().filter(|it| find(before, it).is_none()).map(|it| (it, FileState::New));
    old.chain(new).map(|(it, state)| (it.role.clone(), it.name.clone(), state)).collect()
}

/// The lists of parts in a result.
const PARTS: [&str; 3] = ["contents", "pools", "criteria"];

/// The lists of what was read beside the row.
const LISTS: [&str; 2] = ["gathered", "quotas"];

/// What of a result is not what it was.
fn changes(before: &Json, after: &Json) -> Vec<Change> {
    let mut changes = Vec::new();
    for (key, before, after) in pairs(before, after) {
        if PARTS.contains(&key.as_str()) {
            for (path, before, after) in pairs(before, after) {
                put(&mut changes, (&path, true), came_to(before), came_to(after));
            }
        } else if LISTS.contains(&key.as_str()) {
            let (before, after) = (entries(before), entries(after));
            let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for name in names {
                put(&mut changes, (name, true), before.get(name).cloned(), after.get(name).cloned());
            }
        } else {
            put(&mut changes, (&key, false), in_words(before), in_words(after));
        }
    }
    changes
}

/// What was read beside the row: each value and each item by its name, each quota by its group.
fn entries(list: &Json) -> BTreeMap<String, String> {
    let mut entries = BTreeMap::new();
    for entry in list.as_array().into_iter().flatten() {
        let of = |key: &str| entry.get(key).and_then(in_words).unwrap_or_default();
        let name = [of("name"), of("group")].into_iter().filter(|it| !it.is_empty());
        let name = name.collect::<Vec<_>>().join(", ");
        for item in entry.get("items").and_then(Json::as_array).into_iter().flatten() {
            let of = |key: &str| item.get(key).and_then(in_words);
            let counts = [of("counts"), of("gap")].into_iter().flatten().collect::<Vec<_>>().join(", ");
            entries.insert(format!("{name}, {}", of("item").unwrap_or_default()), counts);
        }
        let came_to = [of("value"), of("state"), of("reason")].into_iter().filter(|it| !it.is_empty());
        entries.insert(name, came_to.collect::<Vec<_>>().join(": "));
    }
    entries
}

/// What both objects hold, key by key.
fn pairs<'a>(before: &'a Json, after: &'a Json) -> Vec<(String, &'a Json, &'a Json)> {
    let keys = |json: &'a Json| json.as_object().into_iter().flat_map(|object| object.keys().cloned());
    let mut all: Vec<String> = keys(before).collect();
    let new: Vec<String> = keys(after).filter(|key| !all.contains(key)).collect();
    all.extend(new);
    let get = |json: &'a Json, key: &str| json.get(key).unwrap_or(&Json::Null);
    all.into_iter()
        .map(|key| (get(before, &key), get(after, &key), key))
        .map(|(a, b, key)| (key, a, b))
        .collect()
}

fn put(
    changes: &mut Vec<Change>,
    (part, is_named): (&str, bool),
    before: Option<String>,
    after: Option<String>,
) {
    if before != after {
        changes.push(Change { part: part.to_owned(), is_named, before, after });
    }
}

/// What a criterion or content came to. The words of its reason count only where they are all there is.
fn came_to(part: &Json) -> Option<String> {
    part.as_object()?;
    let of = |key: &str| part.get(key).and_then(in_words);
    let points = match (of("points"), of("range"), of("state")) {
        (Some(points), ..) => points,
        (None, Some(range), _) => range,
        (None, None, Some(state)) if state == "value" => of("reason").unwrap_or_default(),
        (None, None, state) => state.unwrap_or_default(),
    };
    let is_credited = of("points").is_some() && of("state").is_some_and(|state| state == "not_applicable");
    let mark = if is_credited { " (not_applicable)" } else { "" };
    Some(match of("max") {
        Some(maximum) => format!("{points}/{maximum}{mark}"),
        None => format!("{points}{mark}"),
    })
}

fn in_words(json: &Json) -> Option<String> {
    match json {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        Json::Array(list) if list.is_empty() => None,
        Json::Array(list) => Some(list.iter().filter_map(in_words).collect::<Vec<_>>().join(", ")),
        Json::Object(object) => Some(object.values().filter_map(in_words).collect::<Vec<_>>().join(", ")),
        other => Some(other.to_string()),
    }
}

impl Verification {
    /// Whether files and results are what they were. Another engine that comes to the same is no difference.
    pub fn is_same(&self) -> bool {
        self.files.is_empty() && self.units.is_empty() && self.refused[0] == self.refused[1]
    }

    /// All that differs, and how much does not.
    pub fn text(&self, language: Language) -> String {
        let mut lines = Vec::new();
        if let Some(then) = &self.engine {
            let arguments = [("then", then.as_str().into()), ("now", engine().into())];
            lines.push(say(language, "verify-engine", &arguments));
        }
        for (role, name, state) in &self.files {
            let id = match state {
                FileState::Changed => "verify-file-changed",
                FileState::Gone => "verify-file-gone",
                FileState::New => "verify-file-new",
            };
            lines.push(say(language, id, &[("role", role.as_str().into()), ("name", name.as_str().into())]));
        }
        lines.extend(self.units.iter().map(|(whose, state)| unit(whose, state, language)));
        if self.refused[0] != self.refused[1] {
            let arguments = self.refused.map(|count| count.to_string());
            let arguments =
                [("before", arguments[0].as_str().into()), ("after", arguments[1].as_str().into())];
            lines.push(say(language, "verify-refused", &arguments));
        }
        let count =
            |is_meant: fn(&UnitState) -> bool| self.units.iter().filter(|(_, state)| is_meant(state)).count();
        let arguments = [
            ("same", self.same.into()),
            ("differ", count(|it| matches!(it, UnitState::Differs(_))).into()),
            ("gone", count(|it| *it == UnitState::Gone).into()),
            ("new", count(|it| *it == UnitState::New).into()),
            ("refused", self.refused[1].into()),
        ];
        let id = if self.is_same() { "verify-same" } else { "verify-counts" };
        lines.push(say(language, id, &arguments));
        lines.join("\n") + "\n"
    }
}

fn unit(whose: &Whose, state: &UnitState, language: Language) -> String {
    let beside = whose.period.iter().chain(&whose.assessor).map(|text| format!(", {text}"));
    let name = format!("{}{}", whose.unit, beside.collect::<String>());
    match state {
        UnitState::Gone => say(language, "verify-unit-gone", &[("unit", name.into())]),
        UnitState::New => say(language, "verify-unit-new", &[("unit", name.into())]),
        UnitState::Differs(changes) => {
            let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
            let lines = changes.iter().map(|change| {
                let part = match change.is_named {
                    true => change.part.clone(),
                    false => say(language, "verify-part", &[("part", change.part.as_str().into())]),
                };
                format!("\n  {part}: {} → {}", shown(&change.before), shown(&change.after))
            });
            format!("{name}{}", lines.collect::<String>())
        }
    }
}
