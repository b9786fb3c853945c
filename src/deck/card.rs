//! A deck and its cards, read from TOML.

use toml::de::DeValue;

use super::body::{read_body, read_kind};
use super::promise::unique;
use super::reader::Reader;
use super::table::Table;
use crate::model::{At, Card, Deck, Diagnostic, Expected, Experiment, Problem, Source, SourceId, Values};

/// Reads a deck: the cards that could be built, and every problem in the text.
pub fn read_deck(source: &Source, id: SourceId) -> (Option<Deck>, Vec<Diagnostic>) {
    let reader = Reader::new(source, id);
    let map = reader.parse();
    let root = reader.table(&map, reader.place(0..0), "deck file");
    root.need("deck");
    let deck = root.table("deck", "deck").map(|head| read_head(&head));
    let mut cards = Vec::new();
    let mut ids = Vec::new();
    for table in root.tables("card", "card") {
        ids.extend(table.word("id").map(|id| (id.value, id.place)));
        cards.extend(read_card(&table));
        table.finish();
    }
    unique(&root, ids.iter().map(|(id, place)| (id, place)));
    if cards.is_empty() && deck.is_some() {
        root.need("card");
    }
    root.finish();
    let deck = deck.map(|deck| Deck { cards, ..deck });
    (deck, reader.finish())
}

fn read_head(head: &Table<'_, '_, '_>) -> Deck {
    let deck = Deck {
        id: head.need_id("id").map(|id| id.value).unwrap_or_default(),
        title: head.need_text("title").unwrap_or_default(),
        about: head.text("about").unwrap_or_default(),
        cards: Vec::new(),
        place: head.place(),
    };
    head.leftovers();
    deck
}

fn read_card(table: &Table<'_, '_, '_>) -> Option<Card> {
    let id = table.need_id("id");
    let kind = read_kind(table);
    let prompt = table.need_text("prompt");
    let experiment = read_experiment(table);
    let card = Card {
        id: id.map(|id| id.value).unwrap_or_default(),
        prompt: prompt.clone().unwrap_or_default(),
        body: read_body(table, kind?)?,
        experiment,
        hints: table.texts("hints"),
        explain: table.text("explain"),
        notes: plain(table.words("notes")),
        tags: plain(table.words("tags")),
        sources: plain(table.words("source")),
        difficulty: read_difficulty(table),
        place: table.place(),
    };
    (prompt.is_some() && !card.id.is_empty()).then_some(card)
}

fn read_difficulty(table: &Table<'_, '_, '_>) -> Option<u8> {
    let level = table.int("difficulty")?;
    let level = u8::try_from(level).ok().filter(|level| (1..=5).contains(level));
    if level.is_none() {
        table.wrong("difficulty", Expected::OneOf(&["1", "2", "3", "4", "5"]));
    }
    level
}

fn plain(words: Vec<At<String>>) -> Vec<String> {
    words.into_iter().map(|word| word.value).collect()
}

/// `demo = "name"` or `demo = { id = "name", set = { … } }`.
fn read_experiment(table: &Table<'_, '_, '_>) -> Option<Experiment> {
    match table.get("demo")?.get_ref() {
        DeValue::String(_) => {
            let demo = table.word("demo")?;
            Some(Experiment { demo, set: Values::new(), set_places: Vec::new() })
        }
        DeValue::Table(_) => {
            let inner = table.table("demo", "demo")?;
            let demo = inner.need_word("id");
            let (set, set_places) = inner.table("set", "set").map(|set| set.settings()).unwrap_or_default();
            inner.finish();
            Some(Experiment { demo: demo?, set, set_places })
        }
        _ => {
            table.wrong("demo", Expected::Demo);
            None
        }
    }
}

/// Names a problem with the kind of a card.
pub(super) fn unknown_kind(found: &str) -> Problem {
    let meant = crate::model::nearest(found, crate::model::Body::KINDS).map(str::to_owned);
    Problem::UnknownKind { found: found.to_owned(), meant }
}
