//! What a row looks like, for those who produce data: its JSON Schema, the headings of a table.

use super::columns::{DECISION, DECISION_DATE, DOCUMENT, roles as roles_of};
use crate::model::Fact;
use crate::plan::{Plan, Plans};
use crate::value::{Kind, Number, PeriodSpan, Range, name};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// The JSON Schema (2020-12) of one row; where units have forms or the ruleset editions, of one of them.
pub fn schema(plans: &Plans) -> Json {
    match plans.all() {
        [only] => of_plan(only),
        several => {
            let each: Vec<Json> = several.iter().map(of_plan).collect();
            json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "anyOf": each })
        }
    }
}

/// The line of headings of a table of data: unit, period, who scored and what was decided where
/// the ruleset asks for that, and each fact of any plan once.
pub fn headings(plans: &Plans) -> String {
    let facts = || plans.all().iter().flat_map(|plan| &plan.ruleset.facts).filter(|fact| fact.is_given());
    let mut seen = BTreeSet::new();
    let once = facts().filter(|fact| seen.insert(&fact.name));
    let mut roles: Vec<&str> = vec!["unit", "period"];
    for (_, [heading, _]) in plans.all().iter().flat_map(roles_of) {
        if !roles.contains(&heading) {
            roles.push(heading);
        }
    }
    let heading = roles.into_iter().chain(once.map(|fact| shown(fact, facts())));
    // What a spreadsheet would take for two cells or lines stands in quotes.
    let quoted = heading.map(|text| match text.contains([',', ';', '\t', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    });
    quoted.collect::<Vec<_>>().join(",") + "\n"
}

/// The label of a fact, where every plan takes a column with this heading for this fact; else its name.
fn shown<'a>(fact: &'a Fact, mut all: impl Iterator<Item = &'a Fact>) -> &'a str {
    let label = name::heading(&fact.label);
    let is_its_own = all.all(|it| match it.name == fact.name {
        true => name::heading(&it.label) == label,
        false => name::heading(&it.label) != label && name::heading(&it.name) != label,
    });
    if is_its_own && !label.is_empty() { &fact.label } else { &fact.name }
}

fn of_plan(plan: &Plan) -> Json {
    let ruleset = &plan.ruleset;
    let mut properties = Map::new();
    properties.insert("unit".to_owned(), json!({ "type": "string", "minLength": 1 }));
    let pattern = match ruleset.assesses.as_ref().map(|(_, every)| *every) {
        Some(PeriodSpan::Month) => "^[0-9]{4}-(0[1-9]|1[0-2])$",
        Some(PeriodSpan::Quarter) => "^[0-9]{4}-Q[1-4]$",
        Some(PeriodSpan::Year) => "^[0-9]{4}$",
        None => "^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$",
    };
    properties.insert("period".to_owned(), json!({ "type": "string", "pattern": pattern }));
    let assessors = ruleset.assessors.iter().map(|word| word.name.as_str()).collect::<Vec<_>>();
    let mut required = vec!["unit"];
    if !assessors.is_empty() {
        properties.insert("assessor".to_owned(), json!({ "enum": assessors }));
        required.push("assessor");
    }
    if plan.class_decided_by().is_some() {
        let words = plan.class_words().iter().map(|word| Json::from(word.name.as_str()));
        let words: Vec<Json> = words.chain([Json::Null]).collect();
        properties.insert(DECISION[0].to_owned(), json!({ "enum": words }));
        properties.insert(DOCUMENT[0].to_owned(), json!({ "type": ["string", "null"] }));
        let date = json!({ "type": ["string", "null"], "format": "date" });
        properties.insert(DECISION_DATE[0].to_owned(), date);
    }
    for fact in ruleset.facts.iter().filter(|fact| fact.is_given()) {
        properties.insert(fact.name.clone(), property(plan, fact));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": if ruleset.title.is_empty() { &ruleset.name } else { &ruleset.title },
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(plan: &Plan, fact: &Fact) -> Json {
    let words = |choice: u32| {
        let choice = &plan.ruleset.choices[choice as usize];
        choice.words.iter().map(|word| word.name.clone()).collect::<Vec<_>>()
    };
    let mut property = match fact.kind {
        Kind::Truth => json!({ "type": ["boolean", "null"] }),
        Kind::Word(choice) => {
            let words = words(choice).into_iter().map(Json::from).chain([Json::Null]).collect::<Vec<_>>();
            json!({ "enum": words })
        }
        Kind::Words(choice) => {
            json!({ "type": ["array", "null"], "items": { "enum": words(choice) }, "uniqueItems": true })
        }
        Kind::Date => json!({ "type": ["string", "null"], "format": "date" }),
        kind => number(fact, kind),
    };
    if let Json::Object(property) = &mut property {
        if !fact.label.is_empty() {
            property.insert("title".to_owned(), fact.label.clone().into());
        }
        if !fact.decided_by.is_empty() {
            property.insert("description".to_owned(), format!("decided by {}", fact.decided_by).into());
        }
    }
    property
}

fn number(fact: &Fact, kind: Kind) -> Json {
    let shown = |number: Number| {
        let number =
            if kind == Kind::Share { number.times(Number::HUNDRED).unwrap_or(number) } else { number };
        number.to_string().parse::<serde_json::Number>().map_or(Json::Null, Json::Number)
    };
    let name = if kind == Kind::Count { "integer" } else { "number" };
    let mut property = json!({ "type": [name, "null"] });
    if let (Json::Object(property), Range::Number(interval)) = (&mut property, fact.range) {
        property.extend(interval.low.map(|low| ("minimum".to_owned(), shown(low))));
        property.extend(interval.high.map(|high| ("maximum".to_owned(), shown(high))));
        if fact.step != Number::ONE || kind != Kind::Count {
            property.insert("multipleOf".to_owned(), shown(fact.step));
        }
    }
    property
}
