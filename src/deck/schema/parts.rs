//! The pieces that decks and promises are made of: words, names, texts, settings, claims.
#![expect(dead_code, reason = "these types are described, never made")]

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// A type that is written in place, with the name that the reference pages give it.
macro_rules! in_place {
    ($($name:ident, $called:literal => $schema:tt;)*) => {$(
        pub(super) struct $name;

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $called.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let mut schema = json_schema!($schema);
                schema.insert("$comment".to_owned(), $called.into());
                schema
            }
        }
    )*};
}

in_place! {
    Word, "word" => { "type": "string", "pattern": r"\S" };
    Literal, "words as they are" => { "type": "string" };
    No, "false" => { "const": false };
    Words, "words" => { "type": "array", "items": { "type": "string", "pattern": r"\S" } };
    // A word alone stands for a list of one.
    Files, "word or words" => { "anyOf": [
        { "type": "string", "pattern": r"\S" },
        { "type": "array", "items": { "type": "string", "pattern": r"\S" } },
    ] };
    Id, "name" => { "type": "string", "pattern": r"^[\p{Alphabetic}\p{N}_.-]*[\p{Alphabetic}\p{N}_.-]$" };
    Text, "text" => { "anyOf": [
        { "type": "string", "pattern": r"\S" },
        {
            "type": "object",
            "minProperties": 1,
            "properties": {
                "en": { "type": "string", "pattern": r"\S", "description": "In English." },
                "ko": { "type": "string", "pattern": r"\S", "description": "In Korean." },
            },
            "additionalProperties": { "type": "string", "pattern": r"\S" },
        },
    ] };
    Texts, "texts" => { "anyOf": [
        { "type": "array", "items": { "type": "string", "pattern": r"\S" } },
        {
            "type": "object",
            "properties": {
                "en": {
                    "type": "array",
                    "items": { "type": "string", "pattern": r"\S" },
                    "description": "In English.",
                },
                "ko": {
                    "type": "array",
                    "items": { "type": "string", "pattern": r"\S" },
                    "description": "In Korean.",
                },
            },
            "additionalProperties": { "type": "array", "items": { "type": "string", "pattern": r"\S" } },
        },
    ] };
    Setting, "setting" => { "type": ["string", "boolean", "integer", "number"] };
    Settings, "settings" => {
        "type": "object",
        "additionalProperties": { "type": ["string", "boolean", "integer", "number"] },
    };
    Tolerance, "tolerance" => { "anyOf": [
        { "type": "number", "minimum": 0 },
        {
            "type": "string",
            "pattern": r"^\s*[0-9]+(\.[0-9]+)?\s*%$|^x\s*0*[1-9][0-9]*(\.[0-9]+)?\s*$",
        },
    ] };
    Band, "two numbers" => { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 };
    Dictionary, "texts by word" => {
        "type": "object",
        "additionalProperties": { "anyOf": [
            { "type": "string", "pattern": r"\S" },
            {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": { "type": "string", "pattern": r"\S" },
            },
        ] },
    };
}

/// What a choice asserts about the run: a predicate over observations that are `forced`, or both sides.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Claim {
    /// A predicate over `forced` observations alone; that it fails is its negation.
    Whole(Word),
    /// Both sides: not seen is not refuted.
    Sides(Sides),
}

/// Both sides of a claim: not seen is not refuted.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Sides {
    /// The predicate that is true in a trial that shows the claim.
    #[schemars(example = &"mutex.lost == 0")]
    holds: Word,
    /// The predicate that is true in a trial that shows the opposite; `false` where nothing could.
    #[schemars(example = &"mutex.lost >= 1")]
    fails: Word,
}
