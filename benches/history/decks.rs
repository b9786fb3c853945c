//! Made-up decks: as many cards as one likes, in files of so many, in two languages.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::learner::Size;

const WORDS: [&str; 16] = [
    "thread",
    "스레드가",
    "task",
    "스케줄러가",
    "waits for",
    "기다리는",
    "a lock",
    "잠금을",
    "returns",
    "반환한다",
    "the kernel",
    "이벤트 루프",
    "`await`",
    "코어 하나",
    "is polled",
    "두 번",
];

/// Writes the decks into a folder, `per_deck` cards a file.
pub fn write(folder: &Path, size: Size) {
    fs::create_dir_all(folder).expect("a folder");
    let mut rng = fastrand::Rng::with_seed(5);
    for deck in 0..size.n_decks() {
        let first = deck * size.per_deck;
        let name = size.key(first).deck;
        let mut text =
            format!("[deck]\nid = \"{name}\"\ntitle.en = \"Deck {deck}\"\ntitle.ko = \"덱 {deck}\"\n");
        for card in first..size.n_cards.min(first + size.per_deck) {
            add(&mut text, size, card, &mut rng);
        }
        fs::write(folder.join(format!("{name}.toml")), text).expect("a deck");
    }
}

fn words(rng: &mut fastrand::Rng, n: usize) -> String {
    (0..n).map(|_| WORDS[rng.usize(..WORDS.len())]).collect::<Vec<_>>().join(" ")
}

fn add(text: &mut String, size: Size, card: usize, rng: &mut fastrand::Rng) {
    let id = size.key(card).card;
    let mut line = |words: String| writeln!(text, "{words}").expect("a string takes everything");
    line(format!("\n[[card]]\nid = \"{id}\""));
    line(format!("prompt.en = \"{}?\"\nprompt.ko = \"{}?\"", words(rng, 12), words(rng, 12)));
    line(format!("notes = [\"note-{}\"]\ntags = [\"kernel\", \"waiting\"]", card / 3));
    if card.is_multiple_of(2) {
        line("kind = \"choice\"".to_owned());
        for (i, option) in ["before", "after", "at-once"].into_iter().enumerate() {
            line(format!("[[card.choice]]\nid = \"{option}\"\ntext = \"{}\"", words(rng, 6)));
            line(if i == 0 {
                "correct = true".to_owned()
            } else {
                format!("belief = \"belief-{:03}\"", card % 300)
            });
        }
    } else {
        line(format!("kind = \"flash\"\nback.en = \"{}\"\nback.ko = \"{}\"", words(rng, 8), words(rng, 8)));
    }
}
