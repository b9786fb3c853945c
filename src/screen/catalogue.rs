//! Lists of decks, cards and demos.

use ratatui::style::Stylize;
use ratatui::text::Line;
use serde_json::{Value as Json, json};

use super::grid::{Grid, grid};
use super::{Look, inline, json, report_words};
use crate::model::{Card, Deck, DemoSpec};

/// The decks.
pub fn decks(decks: &[Deck], look: &Look) -> Vec<Line<'static>> {
    let rows = decks.iter().map(|deck| {
        let n_run = deck.cards.iter().filter(|card| card.experiment.is_some()).count();
        vec![
            format!("  {}", deck.id),
            inline::words(deck.title.get(look.lang), look),
            report_words::cards(deck.cards.len(), n_run, look.lang),
        ]
    });
    section(report_words::decks(look.lang), rows.collect(), look)
}

/// The cards of each deck.
pub fn cards(decks: &[Deck], look: &Look) -> Vec<Line<'static>> {
    let each = decks.iter().flat_map(|deck| {
        let rows = deck.cards.iter().map(|card| {
            let demo = card.experiment.as_ref().map_or(String::new(), |e| e.demo.value.clone());
            vec![
                format!("  {}", card.id),
                card.body.kind().to_owned(),
                demo,
                first_line(&card.question(look.lang), look),
            ]
        });
        section(
            &format!("{}  {}", deck.id, inline::words(deck.title.get(look.lang), look)),
            rows.collect(),
            look,
        )
    });
    each.collect()
}

/// The demos.
pub fn demos(demos: &[DemoSpec], look: &Look) -> Vec<Line<'static>> {
    let rows = demos.iter().map(|demo| {
        vec![
            format!("  {}", demo.id),
            inline::words(demo.title.get(look.lang), look),
            report_words::n_findings(demo.findings.len(), look.lang),
        ]
    });
    section(report_words::demos(look.lang), rows.collect(), look)
}

fn first_line(text: &str, look: &Look) -> String {
    let words = inline::words(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default(), look);
    super::cells::cut(&words, 60, super::glyphs::strokes(look.unicode).ellipsis)
}

fn section(title: &str, rows: Vec<Vec<String>>, look: &Look) -> Vec<Line<'static>> {
    let content = Grid { rows, names_first: true, quiet_end: true, ..Grid::default() };
    let mut lines = vec![Line::default(), Line::from(title.to_owned().bold())];
    lines.extend(grid(&content, usize::from(look.width), look));
    lines
}

/// Decks, cards and demos as one object.
pub fn list_json(decks: &[Deck], demos: &[DemoSpec]) -> Json {
    json!({
        "decks": decks.iter().map(deck_json).collect::<Vec<_>>(),
        "demos": demos.iter().map(json::spec).collect::<Vec<_>>(),
    })
}

/// Decks by themselves as such an object; each also says which deck is best learnt next.
pub fn decks_json<'a>(decks: impl Iterator<Item = (&'a Deck, Option<&'a Deck>)>) -> Json {
    let decks = decks.map(|(deck, next)| {
        let mut object = deck_json(deck);
        object["next"] = json!(next.map(|deck| &deck.id));
        object
    });
    json!({ "decks": decks.collect::<Vec<_>>(), "demos": [] })
}

/// A deck with its cards.
fn deck_json(deck: &Deck) -> Json {
    let cards = cards_json(deck.cards.iter().map(|card| (deck, card)));
    let after: Vec<&str> = deck.after.iter().map(|name| name.value.as_str()).collect();
    json!({
        "id": deck.id, "title": json::text(&deck.title), "about": json::text(&deck.about), "after": after, "cards": cards,
    })
}

/// Cards as a list of objects, each with the deck it is from.
pub fn cards_json<'a>(cards: impl Iterator<Item = (&'a Deck, &'a Card)>) -> Json {
    let each = cards.map(|(deck, card)| {
        json!({
            "id": card.id, "deck": deck.id, "kind": card.body.kind(), "prompt": json::text(&card.prompt),
            "demo": card.experiment.as_ref().map(|e| e.demo.value.clone()), "tags": card.tags, "notes": card.notes,
            "difficulty": card.difficulty,
        })
    });
    Json::Array(each.collect())
}
