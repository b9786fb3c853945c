//! What `ttl history --help` says, in every language of the program, side by side.

use super::words::pick;
use crate::model::Lang;

/// What a subcommand does.
pub(super) fn about(command: &str, lang: Lang) -> Option<&'static str> {
    Some(match command {
        "history" => pick(
            lang,
            "The review history: where it is, taken along, held against itself, put right",
            "복습 기록을 봅니다: 위치, 옮기기, 점검, 바로잡기",
        ),
        "history path" => pick(lang, "Say where it is", "위치를 보여 줍니다"),
        "history export" => {
            pick(lang, "Write every entry as a line of JSON", "기록을 한 줄에 하나씩 JSON으로 저장합니다")
        }
        "history import" => pick(
            lang,
            "Take in lines that were exported here or on another machine; what is there already changes nothing",
            "여기나 다른 컴퓨터에서 저장한 줄을 들여옵니다. 이미 있는 것은 바뀌지 않습니다",
        ),
        "history check" => pick(
            lang,
            "Say whether the database is sound, and whether everything derived is what the entries say",
            "데이터베이스에 이상이 없는지, 계산해 둔 값이 기록과 맞는지 점검합니다",
        ),
        "history rebuild" => {
            pick(lang, "Work everything out again from the entries", "기록에서 모두 다시 계산합니다")
        }
        "history salvage" => pick(
            lang,
            "Read what can be read of a damaged or newer history, as lines for `import`; the file is not touched",
            "손상되었거나 더 새로운 기록에서 읽을 수 있는 줄을 꺼냅니다(`import`로 들여올 수 있음). 파일은 건드리지 않습니다",
        ),
        "history list" => pick(
            lang,
            "List cards that are not asked: in no deck any more, suspended, put off",
            "묻지 않는 카드를 나열합니다: 덱에서 사라진 것, 묻지 않기로 한 것, 미룬 것",
        ),
        "history forget" => pick(
            lang,
            "Begin anew with a card or deck; its answers stay, but do not count for its schedule",
            "카드나 덱을 처음부터 다시 시작합니다. 답은 남지만 일정에는 세지 않습니다",
        ),
        "history suspend" => pick(lang, "Ask cards no more", "카드를 더 묻지 않습니다"),
        "history resume" => {
            pick(lang, "Ask suspended or put off cards again", "묻지 않거나 미룬 카드를 다시 묻습니다")
        }
        "history undo" => pick(lang, "Take back the last answers", "마지막 답을 되돌립니다"),
        "history train" => pick(
            lang,
            "Fit the schedule to your answers now, and say what that changed",
            "일정을 지금 내 답에 맞추고 무엇이 바뀌었는지 보여 줍니다",
        ),
        _ => return None,
    })
}

/// What an argument of a subcommand means.
pub(super) fn argument(command: &str, id: &str, lang: Lang) -> Option<&'static str> {
    Some(match (command, id) {
        ("history export", "file") => {
            pick(lang, "The file; none or `-`: standard output", "저장할 파일. 없거나 `-`이면 표준 출력")
        }
        ("history import", "files") => {
            pick(lang, "Files of lines; `-`: standard input", "줄이 담긴 파일. `-`이면 표준 입력")
        }
        ("history salvage", "file") => pick(lang, "The damaged or newer file", "손상되었거나 더 새로운 파일"),
        ("history forget" | "history suspend" | "history resume", "names") => {
            pick(lang, "Cards as `deck/card`, the id of a card, or a deck", "`덱/카드`, 카드 id, 또는 덱")
        }
        ("history undo", "n") => pick(lang, "How many (1)", "되돌릴 답의 수(1)"),
        _ => return None,
    })
}
