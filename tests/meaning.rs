//! What a card means, and what an answer is written down as: progress hangs on the one, the log on the other.

use ttl::deck::read_deck;
use ttl::model::{Answer, Source, SourceId};
use ttl::study::{answer_words, beliefs, meaning};

const DECK: &str = r#"
[deck]
id = "d"
title = "D"
[[card]]
id = "c"
kind = "choice"
prompt.en = "What?"
prompt.ko = "무엇?"
demo = { id = "toy", set = { n = 3 } }
hints.en = ["Think."]
explain.en = "So."
[[card.choice]]
id = "a"
text.en = "This"
text.ko = "이것"
correct = true
claim = "forced == 3"
[[card.choice]]
id = "b"
text.en = "That"
text.ko = "저것"
claim = "forced == 4"
belief = "that-it-is"
why.en = "No."
[[card]]
id = "f"
kind = "flash"
prompt = "Front"
back.en = "Back"
back.ko = "뒤"
"#;

fn meanings(text: &str) -> Vec<String> {
    let source = Source { name: "d.toml".into(), text: text.into() };
    let (deck, _) = read_deck(&source, SourceId(0));
    deck.expect("a deck").cards.iter().map(meaning).collect()
}

#[test]
fn wording_is_not_meaning() {
    let plain = meanings(DECK);
    assert!(plain.iter().all(|meaning| meaning.len() == 16) && plain[0] != plain[1]);
    for (from, to) in [
        ("What?", "What is it?"),
        ("Think.", "Think again."),
        ("\"So.\"", "\"So it is.\""),
        ("\"This\"", "\"This one\""),
        ("\"뒤\"", "\"뒷면\""),
        ("why.en = \"No.\"", "why.en = \"No!\""),
        ("belief = \"that-it-is\"", "belief = \"another\""),
    ] {
        assert!(DECK.contains(from), "{from}");
        assert_eq!(meanings(&DECK.replace(from, to)), plain, "{from}");
    }
}

#[test]
fn another_answer_claim_or_choice_is_another_meaning() {
    let plain = meanings(DECK);
    for (from, to, card) in [
        ("forced == 3", "forced == 5", 0),
        ("forced == 4", "forced == 9", 0),
        ("id = \"b\"", "id = \"e\"", 0),
        ("n = 3", "n = 4", 0),
        ("\"Back\"", "\"Behind\"", 1),
    ] {
        let other = meanings(&DECK.replace(from, to));
        assert_ne!(other[card], plain[card], "{from}");
        assert_eq!(other[1 - card], plain[1 - card], "{from}");
    }
    let swapped = DECK.replace("correct = true\n", "").replace("id = \"b\"", "id = \"b\"\ncorrect = true");
    assert_ne!(meanings(&swapped)[0], plain[0]);
}

#[test]
fn the_meaning_of_a_card_is_the_same_number_for_ever() {
    // If this fails every learner is told that every card has changed.
    assert_eq!(meanings(DECK), ["65d9fa4625697de0", "7a4a6c9de4a5831e"]);
}

#[test]
fn an_answer_is_written_by_ids_and_shows_the_beliefs_of_its_wrong_options() {
    let source = Source { name: "d.toml".into(), text: DECK.into() };
    let deck = read_deck(&source, SourceId(0)).0.expect("a deck");
    let card = &deck.cards[0];
    assert_eq!(answer_words(card, &Answer::Chosen(vec![1])), "b");
    assert_eq!(beliefs(card, &Answer::Chosen(vec![1])), [(1, "that-it-is")]);
    assert_eq!(beliefs(card, &Answer::Chosen(vec![0])), []);
    assert_eq!(answer_words(card, &Answer::Number(2.5)), "2.5");
}
