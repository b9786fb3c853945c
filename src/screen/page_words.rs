//! The words of pages and notes that leave the program, in every language of the program, side by side.

use super::words::{pick, say};
use crate::model::Lang;

/// The name of a language, in itself.
pub fn own_name(lang: Lang) -> &'static str {
    pick(lang, "English", "한국어")
}

/// Over hints that are folded away.
pub fn hints(lang: Lang) -> &'static str {
    pick(lang, "Hints", "힌트")
}

/// In place of a key that only a run knows.
pub fn only_a_run(card: &str, lang: Lang) -> String {
    say!(
        lang,
        "The answer is the one of your own machine: <code>ttl quiz {card}</code> measures it.",
        "정답은 내 컴퓨터가 정합니다. <code>ttl quiz {card}</code> 명령으로 잴 수 있습니다."
    )
}

/// Under an answer that can be run.
pub fn run_it(card: &str, lang: Lang) -> String {
    say!(
        lang,
        "Run it for real: <code>ttl quiz {card}</code>",
        "직접 실행해 보려면: <code>ttl quiz {card}</code>"
    )
}
