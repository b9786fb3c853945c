//! What a deck and a promise may say, as JSON Schema (draft 2020-12): for editors, and for the reference pages.
//!
//! The types below mirror what the reader asks for; nothing is ever read into them. A doc comment on a key is what an
//! editor shows beside it, so it is written for authors. Everything is written in place, without `$ref` and `allOf`: editors
//! drop the description beside a reference and do not look behind `allOf` when they complete keys.
//! Deliberately missing: what only a run or a promise can tell (whether a demo has that finding), which the reader
//! and `lint` say; and other languages than English, which `screen` has.

mod deck;
mod demo;
mod kinds;
mod parts;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// The schema of a deck.
pub fn deck_schema() -> Value {
    schema_of::<deck::DeckFile>("deck")
}

/// The schema of a demo's promise, `demo.toml`.
pub fn demo_schema() -> Value {
    schema_of::<demo::DemoFile>("demo")
}

/// What a schema that `ttl` wrote says of itself; whoever finds it in a file may write that file anew.
pub const GENERATED: &str = "written by `ttl schema`";

fn schema_of<T: JsonSchema>(name: &str) -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    RecursiveTransform(plain).transform(&mut schema);
    schema.insert("title".to_owned(), Value::from(format!("ttl {name}")));
    schema.insert("$comment".to_owned(), Value::from(format!("{GENERATED} {name}")));
    schema.to_value()
}

/// TOML knows no null and no sizes of numbers; a paragraph needs no line breaks.
fn plain(schema: &mut Schema) {
    schema.remove("format");
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(any)) = object.get_mut("anyOf") {
        any.retain(|one| one.get("type").is_none_or(|name| name != "null"));
        if let [Value::Object(only)] = any.as_slice() {
            let mut only = only.clone();
            object.remove("anyOf");
            // What was said at the key counts more than what was said at its type.
            only.append(object);
            *object = only;
        }
    }
    if let Some(Value::Array(values)) = object.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    if let Some(Value::String(words)) = object.get_mut("description") {
        *words = words.split("\n\n").map(|p| p.replace('\n', " ")).collect::<Vec<_>>().join("\n\n");
    }
}
