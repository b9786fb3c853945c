//! What goes out comes back: decks of every shape that a format can hold, written and read again.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use ttl::deck::read_deck;
use ttl::exchange::{Format, Told, Tongue, Written, deck_file, names, read, write};
use ttl::model::{
    At, Body, Card, Choice, Deck, Effect, Experiment, Item, Lang, PROGRAM, Pair, Place, Program, Severity,
    Source, SourceId, Text, Tolerance,
};

/// Words with everything in them that a format might trip over.
fn words() -> impl Strategy<Value = String> {
    let any = "[ -~가-힣é\"',;|#=<>&\\\\\n\t]{1,40}";
    any.prop_map(|words| words.trim().to_owned()).prop_filter("a word", |words| !words.is_empty())
}

/// Words without fences of code, for formats that know lines.
fn prose() -> impl Strategy<Value = String> {
    words()
        .prop_map(|words| words.replace(['`', '~'], "-"))
        .prop_filter("a word", |words| words.trim() == *words)
}

fn plain() -> BoxedStrategy<Text> {
    words().prop_map(Text::plain).boxed()
}

/// A text in no language, or in two.
fn text() -> BoxedStrategy<Text> {
    let two = (words(), words())
        .prop_map(|(en, ko)| Text::tagged(vec![("en".to_owned(), en), ("ko".to_owned(), ko)]));
    prop_oneof![plain(), two].boxed()
}

fn card(prompt: Text, body: Body) -> Card {
    Card::new(String::new(), prompt, body, Place::default())
}

fn choice(text: Text, correct: bool) -> Choice {
    let (id, place) = (String::new(), Place::default());
    Choice { id, text, correct, claim: None, belief: None, why: None, unprovable: None, place }
}

/// Choices whose ids come from their words; the right ones stand first, as a quiz has them.
fn choices(texts: Vec<Text>, n_right: usize) -> Vec<Choice> {
    let ids = names(texts.iter().map(|text| text.entries()[0].1.as_str()), "option");
    let choices = texts.into_iter().enumerate().map(|(i, text)| choice(text, i < n_right));
    choices.zip(ids).map(|(choice, id)| Choice { id, ..choice }).collect()
}

fn tolerance() -> impl Strategy<Value = Tolerance> {
    prop_oneof![
        (0.0..1e6f64).prop_map(Tolerance::Absolute),
        (0..=400u16).prop_map(|percent| Tolerance::Share(f64::from(percent) / 100.0)),
        (1.0..1e3f64).prop_map(Tolerance::Factor),
    ]
}

/// Bodies of every kind, without anything that has to be run.
fn body(text: BoxedStrategy<Text>) -> impl Strategy<Value = Body> {
    let at = |ids: Vec<String>| Some(At::new(ids, Place::default()));
    prop_oneof![
        vec(text.clone(), 2..5).prop_map(|texts| Body::Choice(choices(texts, 1))),
        (vec(text.clone(), 2..5), 1..3usize).prop_map(|(texts, n)| Body::Multi(choices(texts, n))),
        vec(words(), 1..4).prop_map(|accept| Body::Text { accept, observe: None, place: Place::default() }),
        (any::<f64>().prop_filter("a number", |x| x.is_finite()), of(text.clone()), tolerance()).prop_map(
            |(key, unit, within)| Body::Number {
                observe: None,
                expect: Some(At::new(key, Place::default())),
                unit,
                within
            }
        ),
        vec(text.clone(), 2..5).prop_map(move |texts| {
            let items: Vec<Item> = texts
                .into_iter()
                .enumerate()
                .map(|(i, text)| Item { id: format!("i{i}"), text, place: Place::default() })
                .collect();
            let expect = at(items.iter().rev().map(|item| item.id.clone()).collect());
            Body::Order { items, observe: None, expect }
        }),
        vec((text.clone(), text.clone()), 2..4).prop_map(|pairs| {
            let pair = |(left, right)| Pair { left, right, claim: None, place: Place::default() };
            Body::Match(pairs.into_iter().map(pair).collect())
        }),
        text.prop_map(Body::Flash),
    ]
}

/// A text with gaps, a spelling more and a hint.
fn cloze() -> impl Strategy<Value = Card> {
    ("[a-z가-힣 ,;\"]{1,9}[a-z]", "[a-z가-힣 ]{0,9}[a-z]").prop_map(|(before, gap)| {
        let prompt = format!("{} {{{{{gap}|other}}}} and {{{{c1::{gap}::a hint}}}}.", before.trim());
        card(Text::plain(prompt.trim()), Body::Cloze { n_gaps: 2 })
    })
}

fn effect() -> impl Strategy<Value = Effect> {
    prop_oneof![
        "[ -~\n가-힣]{0,30}".prop_map(Effect::Prints),
        of(1..200u32).prop_map(|line| Effect::DoesNotCompile { line }),
    ]
}

/// What is asked and what the program does.
fn traced(prompt: Text) -> impl Strategy<Value = Card> {
    ("[ -~\n\t가-힣]{0,60}[a-z]", effect()).prop_map(move |(code, effect)| {
        let at = |words: &str| At::new(words.to_owned(), Place::default());
        let program = Program { lang: at("rust"), code: at(&code), is_shown: true, ..Program::default() };
        let body = Body::Output { expect: Some(At::new(effect, Place::default())) };
        let experiment =
            Some(Experiment { demo: at(PROGRAM), program: Some(program), ..Experiment::default() });
        Card { experiment, ..card(prompt.clone(), body) }
    })
}

/// What every kind of card may have beside its question and answer.
fn with_more(card: impl Strategy<Value = Card>) -> impl Strategy<Value = Card> {
    let lists = || vec(words(), 0..3);
    let more = (vec(plain(), 0..3), of(text()), lists(), lists(), lists(), of(1..=5u8));
    (card, more).prop_map(|(card, (hints, explain, notes, tags, sources, difficulty))| Card {
        hints,
        explain,
        notes,
        tags,
        sources,
        difficulty,
        ..card
    })
}

/// A deck of these cards, each with an id of its own.
fn deck(card: impl Strategy<Value = Card>) -> impl Strategy<Value = Deck> {
    vec(card, 1..6).prop_map(|cards| {
        let cards = cards.into_iter().enumerate();
        let cards = cards.map(|(i, card)| Card { id: format!("c{i}-카드"), ..card }).collect();
        Deck { id: "d".into(), title: Text::plain("d"), cards, ..Deck::default() }
    })
}

const TONGUE: Tongue = Tongue { lang: Lang::En, is_only: false };

fn source(text: &str) -> Source {
    Source { name: "d".into(), text: text.to_owned() }
}

/// What comes back of a deck that went out, as the text of its file; and what was left out.
fn there_and_back(deck: &Deck, format: Format) -> (String, Written) {
    let written = write(format, &[deck], TONGUE);
    let told = Told { deck: "d".into(), title: "d".into(), lang: None };
    let back = read(format, &source(&written.text), SourceId(0), &told);
    let errors: Vec<_> = back.problems.iter().filter(|p| p.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}\n{}", written.text);
    let [deck] = back.decks.as_slice() else { panic!("{}", written.text) };
    (deck_file(deck), written)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_file_of_a_deck_says_what_the_deck_is(
        deck in deck(with_more((text(), body(text())).prop_map(|(prompt, body)| card(prompt, body)))),
        after in vec("[a-z가-힣0-9/-]{1,9}", 0..3),
    ) {
        let after: Vec<_> = after.into_iter().map(|id| At::new(id, Place::default())).collect();
        let deck = Deck { after, ..deck };
        let file = deck_file(&deck);
        let (back, problems) = read_deck(&source(&file), SourceId(0));
        let errors: Vec<_> = problems.iter().filter(|p| p.severity() == Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{errors:?}\n{file}");
        let back = back.expect("a deck");
        let ids = |deck: &Deck| deck.after.iter().map(|id| id.value.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&back), ids(&deck));
        prop_assert_eq!(deck_file(&back), file);
    }

    #[test]
    fn tables_hold_every_kind_of_card(
        deck in deck(with_more(prop_oneof![
            4 => (text(), body(text())).prop_map(|(prompt, body)| card(prompt, body)),
            1 => text().prop_flat_map(traced),
            1 => cloze(),
        ])),
        format in prop_oneof![Just(Format::Csv), Just(Format::Tsv)],
    ) {
        let (back, written) = there_and_back(&deck, format);
        prop_assert_eq!(written.left_out, []);
        prop_assert_eq!(back, deck_file(&deck));
    }

    #[test]
    fn a_quiz_holds_choices_words_and_programs(
        deck in deck(quiz_card()),
        shared in prose().prop_filter("no rule", |words| !words.contains("---")),
        n_shared in 0..3usize,
    ) {
        let mut deck = deck;
        for card in deck.cards.iter_mut().take(n_shared) {
            let prompt = card.prompt.entries().iter();
            let prompt = prompt.map(|(tag, words)| (tag.clone(), format!("{shared}\n\n---\n\n{words}")));
            card.prompt = Text::tagged(prompt.collect());
            card.tags = vec!["mdbook-quiz:part=shared".into()];
        }
        let (back, written) = there_and_back(&deck, Format::MdbookQuiz);
        prop_assert_eq!(written.left_out, []);
        prop_assert_eq!(back, deck_file(&deck));
    }

    #[test]
    fn notes_hold_both_sides_and_tags(
        deck in deck((plain(), plain(), vec("[a-z가-힣:_]{1,8}", 0..3)).prop_map(|(front, back, mut tags)| {
            tags.sort();
            tags.dedup();
            Card { tags, ..card(front, Body::Flash(back)) }
        }))
    ) {
        let (back, written) = there_and_back(&deck, Format::Text);
        prop_assert_eq!(written.left_out, []);
        prop_assert_eq!(back, deck_file(&deck));
    }

    #[test]
    fn marked_cards_hold_both_sides_and_gaps(
        deck in deck(prop_oneof![
            (prose(), prose()).prop_map(|(front, back)| card(Text::plain(front), Body::Flash(Text::plain(back)))),
            ("[a-z가-힣 ]{1,9}[a-z]", "[a-z가-힣]{1,9}").prop_map(|(before, gap)| {
                let prompt = format!("{} {{{{{gap}}}}}, {{{{two words}}}}.", before.trim());
                card(Text::plain(prompt), Body::Cloze { n_gaps: 2 })
            }),
        ])
    ) {
        let (back, written) = there_and_back(&deck, Format::Hashcards);
        // These files have no ids; whatever else a card is comes back.
        let only_ids = written.left_out.iter().all(|one| format!("{:?}", one.what) == "Keys([\"id\"])");
        prop_assert!(only_ids, "{:?}", written.left_out);
        let without_ids = |file: &str| {
            file.lines().filter(|line| !line.starts_with("id = ")).collect::<Vec<_>>().join("\n")
        };
        prop_assert_eq!(without_ids(&back), without_ids(&deck_file(&deck)));
    }

    #[test]
    fn nothing_that_is_read_makes_a_reader_fall(text in "\\PC{0,200}|[\"\\[\\]#:,\t\n=QAC'a-]{0,80}") {
        for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
            let back = read(format, &source(&text), SourceId(0), &Told::default());
            for problem in back.problems {
                prop_assert!(text.get(problem.place.span.clone()).is_some(), "{problem:?}");
            }
        }
    }
}

/// A card that is a question of mdbook-quiz too.
fn quiz_card() -> impl Strategy<Value = Card> {
    let asked = [("en", "What does this program do?"), ("ko", "이 프로그램을 실행하면 어떻게 됩니까?")];
    let asked = Text::tagged(asked.map(|(tag, words)| (tag.to_owned(), words.to_owned())).to_vec());
    let accept = vec(words(), 1..4);
    let bodies = prop_oneof![
        vec(plain(), 2..5).prop_map(|texts| Body::Choice(choices(texts, 1))),
        (vec(plain(), 2..5), 1..3usize).prop_map(|(texts, n)| Body::Multi(choices(texts, n))),
        accept.prop_map(|accept| Body::Text { accept, observe: None, place: Place::default() }),
    ];
    let question = (plain(), bodies).prop_map(|(prompt, body)| card(prompt, body));
    (prop_oneof![3 => question, 1 => traced(asked)], of(plain()))
        .prop_map(|(card, explain)| Card { explain, ..card })
}
