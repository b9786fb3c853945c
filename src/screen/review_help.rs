//! What `ttl review --help` says, in every language of the program, side by side.

use super::words::pick;
use crate::model::Lang;

/// What the subcommand does.
pub(super) fn about(command: &str, lang: Lang) -> Option<&'static str> {
    (command == "review").then(|| {
        pick(
            lang,
            "Ask what is due today, and some new cards; what was wrong comes back",
            "오늘 복습할 카드와 새 카드를 묻습니다. 틀린 카드는 다시 나옵니다",
        )
    })
}

/// What an argument means.
pub(super) fn argument(command: &str, id: &str, lang: Lang) -> Option<&'static str> {
    Some(match (command, id) {
        ("quiz" | "review", "no_confidence") => {
            pick(lang, "Do not ask how sure you are", "얼마나 확신하는지 묻지 않습니다")
        }
        ("review", "what") => pick(
            lang,
            "Names of decks, tags, ids of cards, files or folders; none: every deck",
            "덱 이름, 태그, 카드 id, 파일이나 폴더. 없으면 모든 덱",
        ),
        ("review", "demo") => pick(
            lang,
            "Whether to run the demo after each answer: ask, always, never",
            "답한 뒤 데모를 실행할지 정합니다: ask, always, never",
        ),
        ("review", "limit") => pick(lang, "At most so many cards", "카드를 최대 이 수만큼 묻습니다"),
        ("review", "new") => {
            pick(lang, "At most so many new cards today", "오늘 새 카드를 최대 이 수만큼 묻습니다")
        }
        ("review", "order") => pick(
            lang,
            "The order of what is due: due, forgetting (most likely forgotten first), random",
            "복습 순서를 정합니다: due(예정일 순), forgetting(잊었을 법한 것부터), random",
        ),
        ("review", "ahead") => {
            pick(lang, "Also what is due within so many days", "이만큼(일) 안에 복습할 카드도 미리 묻습니다")
        }
        ("review", "cram") => pick(
            lang,
            "Every card you know, whenever it is due, and no new ones: before an exam",
            "예정일과 상관없이 배운 카드를 모두 묻고 새 카드는 묻지 않습니다. 시험 직전에 쓰세요",
        ),
        ("review", "all") => pick(
            lang,
            "Everything that is due: no limit of a day, and cards that are alike on the same day",
            "복습할 카드를 모두 묻습니다. 하루 한도를 두지 않고 비슷한 카드도 같은 날 묻습니다",
        ),
        _ => return None,
    })
}
