//! The words of `check --watch`, in every language of the program, side by side.

use super::words::{pick, say};
use crate::model::Lang;

/// Keys and what they do.
pub fn keys(lang: Lang) -> [(&'static str, &'static str); 5] {
    [
        ("r", pick(lang, "run card", "카드 풀기")),
        ("d", pick(lang, "demo", "데모")),
        ("n/p", pick(lang, "next/previous", "다음/이전")),
        ("a", pick(lang, "prove all again", "모두 다시 증명")),
        ("q", pick(lang, "quit", "끝내기")),
    ]
}

/// The heading of the board.
pub fn watching(n_decks: usize, n_cards: usize, lang: Lang) -> String {
    let decks = if n_decks == 1 { "deck" } else { "decks" };
    let cards = if n_cards == 1 { "card" } else { "cards" };
    say!(
        lang,
        "watching {n_decks} {decks}, {n_cards} {cards}",
        "덱 {n_decks}개, 카드 {n_cards}장을 지켜보는 중"
    )
}

/// Which of the things that need the author this is.
pub fn item(number: usize, total: usize, lang: Lang) -> String {
    say!(lang, "{number} of {total}", "{total}개 중 {number}번째")
}

/// What changed.
pub fn saved(names: &str, lang: Lang) -> String {
    say!(lang, "saved: {names}", "저장됨: {names}")
}

/// Everything is proven again.
pub fn again(lang: Lang) -> &'static str {
    pick(lang, "proving everything again", "모두 다시 증명합니다")
}

/// Nothing needs the author.
pub fn all_well(lang: Lang) -> &'static str {
    pick(lang, "nothing to mend", "고칠 것이 없습니다")
}

/// Linted, and nothing is to be run.
pub fn linted(lang: Lang) -> &'static str {
    pick(lang, "linted; nothing is run (`--no-run`)", "점검했습니다. 실행은 하지 않습니다(`--no-run`)")
}

/// There is no card to be asked.
pub fn no_card(lang: Lang) -> &'static str {
    pick(
        lang,
        "no card is meant: move to a problem in a card with n and p, or save a change to a card",
        "고른 카드가 없습니다. n과 p로 카드의 문제로 옮기거나, 카드를 고쳐 저장하세요",
    )
}

/// The card has no demo that could be run.
pub fn no_demo(lang: Lang) -> &'static str {
    pick(lang, "this card has no demo that can be run", "이 카드에는 실행할 데모가 없습니다")
}

/// How to get back to the board.
pub fn press_any_key(lang: Lang) -> &'static str {
    pick(lang, "any key: back", "아무 키나 누르면 돌아갑니다")
}

/// A demo could not be started.
pub fn failed(why: &str, lang: Lang) -> String {
    say!(lang, "could not be proven: {why}", "증명하지 못했습니다: {why}")
}
