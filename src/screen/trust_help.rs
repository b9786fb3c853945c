//! What `--help` says of the commands around things from elsewhere, in every language of the program, side by side.

use super::words::pick;
use crate::model::Lang;

/// What a subcommand does.
pub(super) fn about(command: &str, lang: Lang) -> Option<&'static str> {
    Some(match command {
        "add" => pick(
            lang,
            "Add decks and demos of others: a folder or a git repository",
            "남이 만든 덱과 데모를 추가합니다: 폴더나 git 저장소",
        ),
        "update" => pick(
            lang,
            "Fetch what is new in collections; what changed is shown first",
            "모음에서 새로운 것을 가져옵니다. 바뀌는 것을 먼저 보여 줍니다",
        ),
        "remove" => pick(lang, "Remove a collection", "모음을 지웁니다"),
        "trust" => pick(
            lang,
            "Say what from elsewhere may run: list, add, remove",
            "다른 곳에서 온 것 가운데 무엇을 실행할 수 있는지 정합니다: list, add, remove",
        ),
        "trust list" => pick(lang, "List what may run", "실행할 수 있는 것을 나열합니다"),
        "trust add" => pick(
            lang,
            "Show what would run, and remember that you agree",
            "무엇이 실행될지 보여 주고, 동의하면 기억합니다",
        ),
        "trust remove" => pick(lang, "Take an agreement back", "동의를 거둡니다"),
        _ => return None,
    })
}

/// What an argument of a subcommand means.
pub(super) fn argument(command: &str, id: &str, lang: Lang) -> Option<&'static str> {
    Some(match (command, id) {
        (_, "yes") => pick(
            lang,
            "Answer yes to every question about what is from elsewhere, this once",
            "다른 곳에서 온 것에 관한 물음에 이번만 모두 예라고 답합니다",
        ),
        ("add", "source") => pick(
            lang,
            "A folder, or an address: https://, ssh://, file://, git://",
            "폴더, 또는 https://, ssh://, file://, git:// 주소",
        ),
        ("add", "name") => pick(lang, "What to call it", "붙일 이름"),
        ("add", "rev") => pick(lang, "A branch, tag or commit to stay on", "머무를 브랜치, 태그, 커밋"),
        ("update", "names") => pick(lang, "Collections; none: all", "모음. 없으면 모두"),
        ("remove", "name") => pick(lang, "The collection", "모음"),
        ("trust add", "names") => pick(lang, "Demos from elsewhere", "다른 곳에서 온 데모"),
        ("trust add", "own") => pick(
            lang,
            "A folder of your own: what is in it runs without a question",
            "내 폴더. 안에 있는 것은 묻지 않고 실행합니다",
        ),
        ("trust remove", "names") => pick(lang, "Names or folders", "이름이나 폴더"),
        ("trust remove", "all") => pick(lang, "Everything", "모두"),
        _ => return None,
    })
}
