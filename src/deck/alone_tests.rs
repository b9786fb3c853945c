//! Cards read alone, held against the same cards of whole decks.

use std::fs;

use super::*;

fn read(text: &str) -> (Option<Deck>, Vec<Diagnostic>) {
    read_deck(&Source { name: "d.toml".into(), text: text.into() }, SourceId(0))
}

/// Everything that a card says, its places counted from where it begins.
fn said(card: &Card) -> String {
    let words = format!("{card:?}");
    let start = card.place.span.start;
    let mut parts = words.split("span: ");
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(part.len());
        let (from, to) = part[..end].split_once("..").expect("a span");
        let number = |word: &str| word.parse::<usize>().expect("a number").wrapping_sub(start) as isize;
        said.push_str(&format!("span: {}..{}{}", number(from), number(to), &part[end..]));
    }
    said
}

/// Reads a text card by card, and says how many cards that gave; none where it cannot be read so. What it gave is what reading
/// the whole gives.
fn read_in_pieces(text: &str) -> Option<usize> {
    let cut = cut(text);
    let head = &text[cut.head.clone()];
    let (deck, mut n) = read_head(head)?;
    let (whole, problems) = read(text);
    let whole = whole.expect("a deck that has a head");
    assert_eq!((&deck.id, &deck.title, &deck.about), (&whole.id, &whole.title, &whole.about));
    let mut wanted = whole.cards.iter();
    for piece in &cut.cards {
        let piece = &text[piece.clone()];
        let Alone { card, n_errors } = read_alone(piece)?;
        n += n_errors;
        let Some(alone) = card else { continue };
        let wanted = wanted.next().expect("the whole has that card too");
        assert_eq!(said(&alone), said(wanted));
        let with_head = read(&format!("{head}{piece}")).0.expect("the same head");
        assert_eq!((&with_head.id, &with_head.title), (&whole.id, &whole.title));
        assert_eq!(said(&with_head.cards[0]), said(wanted), "also below its own head");
    }
    assert!(wanted.next().is_none(), "the whole has no card that the pieces lack");
    // What only several cards together can have wrong is told apart.
    let is_of_all = |d: &&Diagnostic| {
        matches!(d.problem, Problem::DuplicateId(_) | Problem::MissingKey { key: "card", .. })
    };
    assert_eq!(n + problems.iter().filter(is_of_all).count(), super::n_errors(&problems));
    Some(whole.cards.len())
}

#[test]
fn a_card_of_a_shipped_deck_is_the_same_alone() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/decks");
    let mut n = 0;
    for entry in fs::read_dir(folder).expect("the decks").flatten() {
        if entry.path().is_file() {
            let text = fs::read_to_string(entry.path()).expect("a deck");
            n += read_in_pieces(&text).unwrap_or_else(|| panic!("{:?} can be read in pieces", entry.path()));
        }
    }
    assert!(n > 100, "{n} cards");
}

#[test]
fn odd_decks_are_the_same_in_pieces_too() {
    for (n, text) in [
        (Some(0), "deck = { id = 'd', title = 'D' }\n"),
        (
            Some(1),
            "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'a'\nkind = 'flash'\nprompt = 'P'\nback = 'B'",
        ),
        (
            Some(1),
            "\u{feff}[deck]\r\nid = 'd'\r\ntitle = 'D'\r\n\r\n  [[card]] # one\r\nid = 'a'\r\nkind = 'flash'\r\nprompt = 'P'\r\nback = 'B'\r\n",
        ),
        (
            Some(1),
            "[deck]\nid = 'd'\ntitle = 'D'\nallow = ['missing-language']\n[[card]]\nkind = 'flash'\n[[card]]\nid = 'c'\nkind = 'flash'\nprompt.en = 'P'\nback = 'B'\nallow = ['no-claim']\n",
        ),
        (
            Some(2),
            "[deck]\nid = 'd'\ntitle = 'D'\n[[card]]\nid = 'a'\nkind = 'choice'\nprompt = 'P'\n[[card.choice]]\nid = 'x'\ntext = 'X'\ncorrect = true\nclaim = 'a.b == 1'\n[[card.choice]]\nid = 'y'\ntext = 'Y'\n\n# between\n[[card]]\nid = 'a'\nkind = 'number'\nprompt = '''\nP\n[card]\n'''\nexpect = 3\n",
        ),
    ] {
        assert_eq!(read_in_pieces(text), n, "{text}");
    }
}

#[test]
fn what_is_no_card_by_itself_is_not_taken_for_one() {
    let card = "[[card]]\nid = 'a'\nkind = 'flash'\nprompt = 'P'\nback = 'B'\n";
    let head = "[deck]\nid = 'd'\ntitle = 'D'\n";
    for text in [
        // No head, a head that is a card too, a head below a card.
        card.to_owned(),
        format!("card = []\n{head}"),
        format!("{card}{head}"),
        format!("{head}{card}[other]\nx = 1\n"),
        // A text in which a line looks like a card; a mistake.
        format!("{head}[[card]]\nid = 'a'\nkind = 'flash'\nback = 'B'\nprompt = '''\n[[card]]\n'''\n"),
        format!("{head}{card}[[card]]\nid = 'b\n"),
        format!("{head}{card}[[card]\nid = 'b'\n"),
    ] {
        assert_eq!(read_in_pieces(&text), None, "{text}");
    }
}
