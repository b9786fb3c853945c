//! What one key's value means for the others: the kind of a card, the type of a parameter, the class of an observation.
//!
//! Each becomes a chain of `if`, `then`, `else`, so that an editor complains about the key that is too much or missing
//! and not about the whole table.

use schemars::Schema;
use serde_json::{Map, Value, json};

use super::super::body::KEYS;
use crate::model::Body;

/// The keys of a card that its kind wants, and those that it does not know.
pub(super) fn of_cards(schema: &mut Schema) {
    let rules = Body::KINDS.into_iter().map(|kind| {
        let mut then = wants(kind);
        let strangers = KEYS.iter().filter(|(key, kinds)| *key != "claim" && !kinds.contains(&kind));
        let refused = strangers.map(|(key, _)| ((*key).to_owned(), Value::Bool(false)));
        let properties = then.entry("properties").or_insert_with(|| json!({}));
        if let Some(properties) = properties.as_object_mut() {
            properties.extend(refused);
        }
        (kind, then)
    });
    chain(schema, "kind", rules.collect());
    schema.insert("not".to_owned(), json!({ "required": ["demo", "program"] }));
}

/// What a kind of card cannot be without.
fn wants(kind: &str) -> Map<String, Value> {
    let right = json!({ "properties": { "correct": { "const": true } }, "required": ["correct"] });
    let then = match kind {
        "choice" => json!({
            "required": ["choice"],
            "properties": { "choice": { "contains": right, "minContains": 1, "maxContains": 1 } },
        }),
        "multi" => json!({
            "required": ["choice"],
            "properties": { "choice": { "contains": right, "minContains": 1 } },
        }),
        "number" => json!({
            "anyOf": [{ "required": ["observe"] }, { "required": ["expect"] }],
            "properties": { "expect": { "type": "number" } },
        }),
        "order" => json!({
            "required": ["item"],
            "anyOf": [{ "required": ["observe"] }, { "required": ["expect"] }],
            "properties": { "expect": { "type": "array" } },
        }),
        "text" => json!({
            "anyOf": [
                { "required": ["observe"] },
                { "required": ["accept"], "properties": { "accept": { "minItems": 1 } } },
            ],
        }),
        "match" => json!({ "required": ["pair"] }),
        "flash" => json!({ "required": ["back"] }),
        "output" => json!({
            "required": ["program"],
            "properties": { "expect": { "type": ["string", "object"] } },
        }),
        _ => json!({}),
    };
    object(then)
}

/// A finding or a claim, never both.
pub(super) fn of_claims(schema: &mut Schema) {
    schema.insert("not".to_owned(), json!({ "required": ["finding", "claim"] }));
}

/// Nothing is built that is not started.
pub(super) fn of_heads(schema: &mut Schema) {
    schema.insert("dependentRequired".to_owned(), json!({ "build": ["command"] }));
}

/// Something has to be required.
pub(super) fn of_requirements(schema: &mut Schema) {
    let any = ["program", "library", "cpus", "instrument"].map(|key| json!({ "required": [key] }));
    schema.insert("anyOf".to_owned(), Value::from(any.to_vec()));
}

/// The default is of the parameter's type.
pub(super) fn of_params(schema: &mut Schema) {
    let types = [("int", "integer"), ("float", "number"), ("bool", "boolean"), ("text", "string")];
    let rules =
        types.map(|(name, json)| (name, object(json!({ "properties": { "default": { "type": json } } }))));
    chain(schema, "type", rules.to_vec());
}

/// Which way a stall may push a value of that class.
pub(super) fn of_observations(schema: &mut Schema) {
    let pushed = |names: &[&str]| json!({ "properties": { "stall": { "enum": names } } });
    let mut accounting = pushed(&["up", "down"]);
    accounting["required"] = json!(["stall"]);
    let rules =
        [("forced", pushed(&["none"])), ("witness", pushed(&["up", "down"])), ("accounting", accounting)];
    chain(schema, "class", rules.map(|(class, then)| (class, object(then))).to_vec());
}

/// `if` the key has that value `then` this, `else` the next rule.
fn chain(schema: &mut Schema, key: &str, rules: Vec<(&str, Map<String, Value>)>) {
    let chained = rules.into_iter().rev().fold(None, |rest: Option<Map<String, Value>>, (value, then)| {
        let mut rule = object(json!({
            "if": { "properties": { key: { "const": value } }, "required": [key] },
            "then": then,
        }));
        if let Some(rest) = rest {
            rule.insert("else".to_owned(), Value::Object(rest));
        }
        Some(rule)
    });
    for (keyword, value) in chained.into_iter().flatten() {
        schema.insert(keyword, value);
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
