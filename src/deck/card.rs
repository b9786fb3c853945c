//! A deck and its cards, read from TOML.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use foldhash::fast::RandomState;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::blocks::{Healed, heal, join, split, together};
use super::body::{read_body, read_kind};
use super::program::read_program;
use super::reader::Reader;
use super::table::Table;
use crate::model::{
    Allowed, At, Card, Deck, Diagnostic, Expected, Experiment, Note, Place, Problem, Source, SourceId,
    nearest,
};

/// Reads a deck: the cards that could be built, and every problem in the text.
pub fn read_deck(source: &Source, id: SourceId) -> (Option<Deck>, Vec<Diagnostic>) {
    let blocks = split(&source.text);
    read_sound(source, id, &together(&blocks)).unwrap_or_else(|| read_broken(source, id, &blocks))
}

/// Reads card by card; nothing where one of the pieces is not TOML by itself, or says again what another has said.
fn read_sound(
    source: &Source,
    id: SourceId,
    blocks: &[Range<usize>],
) -> Option<(Option<Deck>, Vec<Diagnostic>)> {
    let reader = Reader::new(source, id);
    let mut draft = Draft::default();
    for block in blocks {
        let map = DeTable::parse(&source.text[block.clone()]).ok()?;
        reader.begin(block.start);
        if !draft.repeated(map.get_ref()).is_empty() {
            return None;
        }
        draft.add(&reader, map.get_ref());
    }
    Some(draft.finish(reader))
}

/// Reads a piece that is one card and nothing else, with its problems; none where it is not. The card is none where it cannot be built.
pub(super) fn read_piece(piece: &Source) -> Option<(Option<Card>, Vec<Diagnostic>)> {
    let map = DeTable::parse(&piece.text).ok()?;
    let mut keys = map.get_ref().iter();
    let (Some((key, value)), None) = (keys.next(), keys.next()) else { return None };
    let is_one = matches!(value.get_ref(), DeValue::Array(cards) if cards.len() == 1);
    if key.get_ref() != "card" || !is_one {
        return None;
    }
    let (mut draft, reader) = (Draft::default(), Reader::new(piece, SourceId(0)));
    draft.add(&reader, map.get_ref());
    Some((draft.cards.pop(), reader.finish()))
}

/// Reads the deck of a reading in progress as one tree.
#[cfg(test)]
pub(super) fn read_with(reader: &Reader<'_>) -> Option<Deck> {
    let mut draft = Draft::default();
    reader.parse(|map| draft.add(reader, map));
    draft.deck(reader)
}

/// Reads what can be read of a deck that is not TOML everywhere, or whose cards cannot be told apart.
fn read_broken(source: &Source, id: SourceId, blocks: &[Range<usize>]) -> (Option<Deck>, Vec<Diagnostic>) {
    let reader = Reader::new(source, id);
    let mut draft = Draft::default();
    let (whole, errors) = DeTable::parse_recoverable(&source.text);
    let blocks = &join(&source.text, blocks);
    let healed: Vec<Healed> = match errors.is_empty() {
        true => Vec::new(),
        false => blocks.iter().map(|block| heal(&source.text[block.clone()])).collect(),
    };
    let n_healed: usize = healed.iter().map(|healed| healed.errors.len()).sum();
    // Text inside a string may look like a card; then the pieces have more errors than the whole.
    if n_healed == 0 || n_healed > errors.len() {
        reader.syntax(&errors);
        for error in &errors {
            let at = error.span().map_or(0, |span| span.start);
            blocks
                .iter()
                .filter(|block| block.contains(&at))
                .for_each(|block| reader.set_broken(block.clone()));
        }
        draft.add(&reader, whole.get_ref());
        return draft.finish(reader);
    }
    for (block, healed) in blocks.iter().zip(healed) {
        reader.healed(block.clone(), healed, |map| {
            for twice in draft.repeated(map) {
                reader.report(Problem::Syntax("duplicate key".to_owned()), reader.place(twice));
            }
            draft.add(&reader, map);
        });
    }
    draft.finish(reader)
}

/// What has been read of a deck so far.
#[derive(Default)]
struct Draft {
    deck: Option<Deck>,
    cards: Vec<Card>,
    headings: Vec<At<String>>,
    /// Keys beside `[[card]]` that were found, by name.
    keys: Vec<String>,
    /// Whether there is a list of cards, be it empty.
    has_cards: bool,
    /// Where cards begin, also those that could not be built.
    starts: Vec<usize>,
    /// Codes that a card allows, with the beginning of the card.
    allowed: Vec<(String, usize)>,
}

impl Draft {
    /// Where keys stand that an earlier piece had too.
    fn repeated(&self, map: &DeTable<'_>) -> Vec<Range<usize>> {
        let known = map.keys().filter(|key| self.keys.iter().any(|known| known == key.get_ref()));
        known.map(Spanned::span).collect()
    }

    /// Adds what stands in a piece of the deck; of what was said before the first counts.
    fn add(&mut self, reader: &Reader<'_>, map: &DeTable<'_>) {
        let has_head = self.keys.iter().any(|key| key == "deck");
        let keys = map.keys().map(|key| key.get_ref()).filter(|key| *key != "card");
        self.keys.extend(keys.map(|key| key.to_string()));
        let root = reader.table(map, reader.place(0..0), "deck file");
        let head = if has_head { root.get("deck").and(None) } else { root.table("deck", "deck") };
        if let Some(head) = head {
            let deck = read_head(&head);
            self.allowed.extend(read_allowed(&head).into_iter().map(|code| (code, 0)));
            head.finish();
            self.deck = Some(deck);
        }
        self.has_cards |= map.contains_key("card");
        for table in root.tables("card", "card") {
            self.starts.push(table.place().span.start);
            if let Some(id) = table.word("id") {
                self.headings.push(id);
            }
            self.cards.extend(read_card(&table));
            let start = table.place().span.start;
            self.allowed.extend(read_allowed(&table).into_iter().map(|code| (code, start)));
            table.finish();
        }
        root.finish();
    }

    fn finish(self, reader: Reader<'_>) -> (Option<Deck>, Vec<Diagnostic>) {
        let deck = self.deck(&reader);
        let mut problems = reader.finish();
        problems.retain(|problem| !deck.as_ref().is_some_and(|deck| deck.allows(problem)));
        (deck, problems)
    }

    /// The deck, with what can be said only when all of it was read.
    fn deck(self, reader: &Reader<'_>) -> Option<Deck> {
        let start = Place { span: 0..0, ..reader.place(0..0) };
        let is_missing = |key: &str| !self.keys.iter().any(|known| known == key);
        if is_missing("deck") {
            reader.report(Problem::MissingKey { key: "deck", of: "deck file" }, start.clone());
        }
        if !self.has_cards && self.deck.is_some() {
            reader.report(Problem::MissingKey { key: "card", of: "deck file" }, start.clone());
        }
        let end = |start: usize| self.starts.iter().copied().filter(|other| *other > start).min();
        let allowed = self.allowed.into_iter().map(|(code, from)| {
            let end = if from == 0 { None } else { end(from) };
            Allowed { code, within: Place { span: from..end.unwrap_or(usize::MAX), ..start } }
        });
        for twice in twice(&self.headings) {
            reader.push(twice);
        }
        let (allowed, cards, headings) = (allowed.collect(), self.cards, self.headings);
        let broken = reader.broken();
        self.deck.map(|deck| Deck { cards, allowed, broken, headings, ..deck })
    }
}

/// Every id that was used before.
fn twice(ids: &[At<String>]) -> Vec<Diagnostic> {
    let mut first: HashMap<&str, &Place, RandomState> =
        HashMap::with_capacity_and_hasher(ids.len(), RandomState::default());
    let mut found = Vec::new();
    for id in ids {
        match first.entry(&id.value) {
            Entry::Occupied(earlier) => {
                let twice = Diagnostic::new(Problem::DuplicateId(id.value.clone()), id.place.clone());
                found.push(twice.with_note((*earlier.get()).clone(), Note::FirstHere));
            }
            Entry::Vacant(free) => {
                free.insert(&id.place);
            }
        }
    }
    found
}

/// `allow = ["code", ...]`: warnings that the author has decided to live with.
fn read_allowed(table: &Table<'_, '_, '_>) -> Vec<String> {
    let mut codes = Vec::new();
    for code in table.words("allow") {
        if Problem::WARNINGS.contains(&code.value.as_str()) {
            codes.push(code.value);
            continue;
        }
        let is_error = Problem::CODES.contains(&code.value.as_str());
        let meant = nearest(&code.value, Problem::WARNINGS.iter().copied()).filter(|_| !is_error);
        let problem = Problem::CannotAllow { meant: meant.map(str::to_owned), code: code.value, is_error };
        table.report(problem, code.place);
    }
    codes
}

fn read_head(head: &Table<'_, '_, '_>) -> Deck {
    Deck {
        id: head.need_id("id").map(|id| id.value).unwrap_or_default(),
        title: head.need_text("title").unwrap_or_default(),
        about: head.text("about").unwrap_or_default(),
        after: head.words("after"),
        place: head.place(),
        ..Deck::default()
    }
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
