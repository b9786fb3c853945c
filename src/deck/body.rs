//! The part of a card that differs from kind to kind.

use toml::de::DeValue;

use super::card::unknown_kind;
use super::program::read_output;
use super::promise::unique;
use super::table::Table;
use crate::model::{At, Body, Choice, ClaimText, Expected, Item, Pair, Problem, Text, Tolerance, cloze};

/// Keys that only some kinds have, with those kinds.
pub(super) const KEYS: [(&str, &[&str]); 10] = [
    ("choice", &["choice", "multi"]),
    ("observe", &["number", "order", "text"]),
    ("expect", &["number", "order", "output"]),
    ("unit", &["number"]),
    ("within", &["number"]),
    ("item", &["order"]),
    ("accept", &["text"]),
    ("pair", &["match"]),
    ("back", &["flash"]),
    ("claim", &[]),
];

/// The kind of a card, or a problem with it.
pub(super) fn read_kind(table: &Table<'_, '_, '_>) -> Option<&'static str> {
    let found = table.need_word("kind");
    let kind = found.as_ref().and_then(|found| Body::KINDS.into_iter().find(|kind| *kind == found.value));
    if kind.is_none() {
        if let Some(found) = found {
            table.report(unknown_kind(&found.value), found.place);
        }
        // Everything any kind may have is known here, so that one wrong word does not make ten problems.
        for (key, _) in KEYS {
            table.get(key);
        }
    }
    kind
}

/// The body of a card of that kind.
pub(super) fn read_body(table: &Table<'_, '_, '_>, kind: &'static str) -> Option<Body> {
    for (key, place) in table.stray(|key| {
        KEYS.iter().find(|(known, kinds)| *known == key && !kinds.contains(&kind)).map(|(known, _)| *known)
    }) {
        table.get(key);
        table.report(Problem::NotForThisKind { key: key.to_owned(), kind }, place);
    }
    match kind {
        "choice" => read_choices(table, false).map(Body::Choice),
        "multi" => read_choices(table, true).map(Body::Multi),
        "number" => read_number(table),
        "order" => read_order(table),
        "text" => read_text(table),
        "match" => read_pairs(table).map(Body::Match),
        "cloze" => read_cloze(table),
        "output" => read_output(table),
        _ => table.need_text("back").map(Body::Flash),
    }
}

fn enough(table: &Table<'_, '_, '_>, n_options: usize) -> Option<()> {
    if n_options < 2 {
        table.report(Problem::TooFewOptions(n_options), table.place());
        return None;
    }
    Some(())
}

fn read_choices(table: &Table<'_, '_, '_>, several: bool) -> Option<Vec<Choice>> {
    let mut choices = Vec::new();
    let mut ids = Vec::new();
    for option in table.tables("choice", "choice") {
        let id = option.need_id("id");
        let text = option.need_text("text");
        let choice = Choice {
            id: id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
            text: text.clone().unwrap_or_default(),
            correct: option.bool("correct").unwrap_or(false),
            claim: read_claim(&option),
            belief: option.word("belief").map(|word| word.value),
            why: option.text("why"),
            unprovable: option.text("unprovable"),
            place: option.place(),
        };
        option.finish();
        ids.extend(id.map(|id| (id.value, id.place)));
        if text.is_some() {
            choices.push(choice);
        }
    }
    unique(table, ids.iter().map(|(id, place)| (id, place)));
    enough(table, choices.len())?;
    match choices.iter().filter(|choice| choice.correct).count() {
        0 => {
            table.report(Problem::NoCorrectChoice, table.place());
            return None;
        }
        n if n > 1 && !several => {
            table.report(Problem::SeveralCorrectChoices(n), table.place());
            return None;
        }
        _ => {}
    }
    Some(choices)
}

/// `finding = "id"`, `claim = "predicate"`, or `claim.holds` and `claim.fails`.
pub(super) fn read_claim(table: &Table<'_, '_, '_>) -> Option<ClaimText> {
    let finding = table.word("finding").map(|word| match word.value.strip_prefix('!') {
        Some(id) => {
            let mut place = word.place.clone();
            place.span.start = (place.span.start + 1).min(place.span.end);
            ClaimText::Finding { id: At::new(id.to_owned(), place), negated: true }
        }
        None => ClaimText::Finding { id: word, negated: false },
    });
    let claim = match table.get("claim").map(|value| value.get_ref()) {
        None => None,
        Some(DeValue::String(_)) => {
            table.word("claim").map(|holds| ClaimText::Predicates { holds, fails: None })
        }
        Some(DeValue::Table(_)) => table.table("claim", "claim").and_then(|claim| {
            let (holds, fails) = (claim.need_word("holds"), claim.need_word("fails"));
            claim.finish();
            Some(ClaimText::Predicates { holds: holds?, fails: Some(fails?) })
        }),
        Some(_) => {
            table.wrong("claim", Expected::Claim);
            None
        }
    };
    if finding.is_some() && claim.is_some() {
        table.report(Problem::FindingAndClaim, table.place_of("claim"));
    }
    finding.or(claim)
}

fn read_number(table: &Table<'_, '_, '_>) -> Option<Body> {
    let observe = table.word("observe");
    let expect = table.number("expect");
    let unit = table.text("unit");
    let within = read_tolerance(table);
    if observe.is_none() && expect.is_none() {
        table.report(Problem::NoAnswerKey("number"), table.place());
        return None;
    }
    Some(Body::Number { observe, expect, unit, within })
}

fn read_tolerance(table: &Table<'_, '_, '_>) -> Tolerance {
    let Some(value) = table.get("within") else { return Tolerance::Absolute(0.0) };
    let read = match value.get_ref() {
        DeValue::String(words) => match (words.strip_suffix('%'), words.strip_prefix('x')) {
            (Some(share), _) => {
                share.trim().parse().ok().map(|share: f64| (share, Tolerance::Share(share / 100.0)))
            }
            (_, Some(factor)) => {
                factor.trim().parse().ok().map(|factor| (factor - 1.0, Tolerance::Factor(factor)))
            }
            _ => None,
        },
        DeValue::Integer(_) | DeValue::Float(_) => {
            table.number("within").map(|n| (n.value, Tolerance::Absolute(n.value)))
        }
        _ => None,
    };
    let read = read.filter(|(room, _)| room.is_finite() && *room >= 0.0).map(|(_, tolerance)| tolerance);
    read.unwrap_or_else(|| {
        table.wrong("within", Expected::Tolerance);
        Tolerance::Absolute(0.0)
    })
}

fn read_order(table: &Table<'_, '_, '_>) -> Option<Body> {
    let mut items = Vec::new();
    for item in table.tables("item", "item") {
        let (id, text) = (item.need_word("id"), item.need_text("text"));
        let place = item.place();
        item.finish();
        if let (Some(id), Some(text)) = (id, text) {
            items.push(Item { id: id.value, text, place });
        }
    }
    unique(table, items.iter().map(|item| (&item.id, &item.place)));
    let observe = table.word("observe");
    let expect = table.get("expect").map(|_| table.words("expect"));
    let expect = expect.map(|words| {
        At::new(words.into_iter().map(|word| word.value).collect::<Vec<_>>(), table.place_of("expect"))
    });
    enough(table, items.len())?;
    if observe.is_none() && expect.is_none() {
        table.report(Problem::NoAnswerKey("order"), table.place());
        return None;
    }
    if let Some(expect) = &expect {
        let stranger = expect.value.iter().find(|id| !items.iter().any(|item| item.id == **id));
        let missing = items.iter().map(|item| &item.id).find(|id| !expect.value.contains(id));
        let twice = expect.value.iter().enumerate().find(|(i, id)| expect.value[..*i].contains(id));
        if let Some(id) = stranger.or(missing).or(twice.map(|(_, id)| id)) {
            table.report(Problem::NotARearrangement(id.clone()), expect.place.clone());
        }
    }
    Some(Body::Order { items, observe, expect })
}

fn read_text(table: &Table<'_, '_, '_>) -> Option<Body> {
    let place = table.place_of("accept");
    let accept: Vec<String> = table.words("accept").into_iter().map(|word| word.value).collect();
    let observe = table.word("observe");
    if accept.is_empty() && observe.is_none() {
        table.report(Problem::NoAnswerKey("text"), table.place());
        return None;
    }
    Some(Body::Text { accept, observe, place })
}

/// The gaps of the prompt: at least one, and as many in every language.
fn read_cloze(table: &Table<'_, '_, '_>) -> Option<Body> {
    let prompt = table.text("prompt")?;
    let n_gaps = cloze::count(&prompt).map_err(|problem| table.report(problem, table.place_of("prompt")));
    n_gaps.ok().map(|n_gaps| Body::Cloze { n_gaps })
}

fn read_pairs(table: &Table<'_, '_, '_>) -> Option<Vec<Pair>> {
    let mut pairs = Vec::new();
    for pair in table.tables("pair", "pair") {
        let (left, right): (Option<Text>, Option<Text>) = (pair.need_text("left"), pair.need_text("right"));
        let (claim, place) = (read_claim(&pair), pair.place());
        pair.finish();
        if let (Some(left), Some(right)) = (left, right) {
            pairs.push(Pair { left, right, claim, place });
        }
    }
    enough(table, pairs.len())?;
    Some(pairs)
}
