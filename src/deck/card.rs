//! A deck and its cards, read from TOML.

use toml::de::DeValue;

use super::body::{read_body, read_kind};
use super::program::read_program;
use super::promise::unique;
use super::reader::Reader;
use super::table::Table;
use crate::model::{At, Card, Deck, Diagnostic, Expected, Experiment, Problem, Source, SourceId};

/// Reads a deck: the cards that could be built, and every problem in the text.
pub fn read_deck(source: &Source, id: SourceId) -> (Option<Deck>, Vec<Diagnostic>) {
    let reader = Reader::new(source, id);
    let deck = read_with(&reader);
    (deck, reader.finish())
}

/// Reads the deck of a reading in progress.
pub(super) fn read_with(reader: &Reader<'_>) -> Option<Deck> {
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
    deck.map(|deck| Deck { cards, ..deck })
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
    // Everything is read before the body may give up, so that no key of a broken card looks unknown.
    let experiment = read_experiment(table);
    let (hints, explain) = (table.texts("hints"), table.text("explain"));
    let (notes, tags) = (plain(table.words("notes")), plain(table.words("tags")));
    let (sources, difficulty) = (plain(table.words("source")), read_difficulty(table));
    let card = Card {
        id: id.map(|id| id.value).unwrap_or_default(),
        prompt: prompt.clone().unwrap_or_default(),
        body: read_body(table, kind?)?,
        experiment,
        hints,
        explain,
        notes,
        tags,
        sources,
        difficulty,
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

/// The card's demo or its own program.
fn read_experiment(table: &Table<'_, '_, '_>) -> Option<Experiment> {
    let (demo, program) = (read_demo(table), read_program(table));
    if let (Some(demo), Some(_)) = (&demo, &program) {
        table.report(Problem::DemoAndProgram, demo.demo.place.clone());
    }
    program.or(demo)
}

/// `demo = "name"` or `demo = { id = "name", set = { … } }`.
fn read_demo(table: &Table<'_, '_, '_>) -> Option<Experiment> {
    match table.get("demo")?.get_ref() {
        DeValue::String(_) => {
            let demo = table.word("demo")?;
            Some(Experiment { demo, ..Experiment::default() })
        }
        DeValue::Table(_) => {
            let inner = table.table("demo", "demo")?;
            let demo = inner.need_word("id");
            let (set, set_places) = inner.table("set", "set").map(|set| set.settings()).unwrap_or_default();
            inner.finish();
            Some(Experiment { demo: demo?, set, set_places, program: None })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Body, Lang, Tolerance, Value, Values};

    fn read(text: &str) -> (Option<Deck>, Vec<&'static str>) {
        let source = Source { name: "d.toml".into(), text: text.into() };
        let (deck, problems) = read_deck(&source, SourceId(0));
        (deck, problems.iter().map(|d| d.problem.code()).collect())
    }

    /// The only card of a deck, and the problems.
    fn card(rest: &str) -> (Option<Card>, Vec<&'static str>) {
        let (deck, problems) =
            read(&format!("deck = {{ id = 'd', title = 'D' }}\n[[card]]\nid = 'c'\nprompt = 'P'\n{rest}"));
        (deck.and_then(|deck| deck.cards.into_iter().next()), problems)
    }

    #[test]
    fn tolerances_are_numbers_shares_and_factors() {
        for (within, wanted) in [
            ("2", Some(Tolerance::Absolute(2.0))),
            ("0.5", Some(Tolerance::Absolute(0.5))),
            ("'20%'", Some(Tolerance::Share(0.2))),
            ("'x10'", Some(Tolerance::Factor(10.0))),
            ("'x0.5'", None),
            ("'about'", None),
            ("true", None),
        ] {
            let (card, problems) = card(&format!("kind = 'number'\nexpect = 3\nwithin = {within}"));
            let Some(Body::Number { within: found, .. }) = card.map(|card| card.body) else {
                panic!("{within}")
            };
            assert_eq!(found, wanted.unwrap_or(Tolerance::Absolute(0.0)), "{within}");
            assert_eq!(problems.is_empty(), wanted.is_some(), "{within}: {problems:?}");
        }
    }

    #[test]
    fn an_experiment_is_a_name_or_a_name_with_settings() {
        let experiment = |demo: &str| {
            card(&format!("kind = 'number'\nexpect = 3\ndemo = {demo}")).0.and_then(|card| card.experiment)
        };
        assert_eq!(experiment("'toy'").map(|e| (e.demo.value, e.set)), Some(("toy".into(), Values::new())));
        let set = experiment("{ id = 'toy', set = { n = 0x10, fast = true } }").expect("an experiment").set;
        assert_eq!(set, Values::from([("n".into(), Value::Int(16)), ("fast".into(), Value::Bool(true))]));
        assert_eq!(card("kind = 'number'\nexpect = 3\ndemo = 7").1, ["wrong-type"]);
    }

    #[test]
    fn hints_in_two_languages_are_read_side_by_side() {
        let (card, problems) = card("kind = 'number'\nexpect = 3\nhints.en = ['a', 'b']\nhints.ko = ['가']");
        let hints = card.expect("a card").hints;
        let said: Vec<_> = hints.iter().map(|hint| (hint.get(Lang::En), hint.get(Lang::Ko))).collect();
        assert_eq!(said, [("a", "가"), ("b", "b")]);
        assert_eq!(problems, ["missing-language"]);
    }

    #[test]
    fn what_could_be_built_is_kept() {
        let (deck, problems) = read(
            "deck = { id = 'd', title = 'D' }\n[[card]]\nkind = 'flash'\n[[card]]\nid = 'c'\n\
             kind = 'flash'\nprompt = 'P'\nback = 'B'",
        );
        assert_eq!(deck.map(|deck| deck.cards.len()), Some(1));
        assert_eq!(problems, ["missing-key"; 3]);
        assert_eq!(read("").1, ["missing-key"]);
        assert_eq!(read("deck = { id = 'd', title = 'D' }").1, ["missing-key"]);
    }
}
