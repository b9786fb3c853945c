//! Lines of a review history, and a deck that they may be about.
#![allow(dead_code, reason = "every test file uses a part of it")]

use serde_json::json;

/// Two cards that are answered by a number.
pub const DECK: &str = r#"
[deck]
id = "small"
title = "Small"

[[card]]
id = "one"
kind = "number"
prompt = "One?"
expect = 1

[[card]]
id = "two"
kind = "number"
prompt = "Two?"
expect = 2
"#;

/// An answer that was told.
pub struct Told<'a> {
    pub uid: &'a str,
    pub card: &'a str,
    pub day: i32,
    pub grade: &'a str,
    pub phase: &'a str,
    pub elapsed: Option<i32>,
}

impl Default for Told<'_> {
    fn default() -> Self {
        Told { uid: "0told", card: "one", day: 20_000, grade: "good", phase: "new", elapsed: None }
    }
}

/// The lines that tell it.
pub fn lines(told: &[Told<'_>]) -> String {
    let line = |told: &Told<'_>| {
        let mut line = json!({
            "uid": told.uid, "at_ms": i64::from(told.day) * 86_400_000 + 43_200_000, "offset_min": 0, "deck": "small",
            "card": told.card, "what": "answered", "kind": "choice", "meaning": "m", "answer": "yes",
            "verdict": if told.grade == "again" { "wrong" } else { "right" }, "grade": told.grade, "took_ms": 5000,
            "occasion": "review", "day": told.day, "phase": told.phase,
        });
        if let Some(elapsed) = told.elapsed {
            line["elapsed_days"] = elapsed.into();
        }
        format!("{line}\n")
    };
    told.iter().map(line).collect()
}
