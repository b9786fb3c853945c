//! The words around collections: decks and demos that others keep.

use super::words::{pick, say};
use crate::model::Lang;

/// What was typed names no collection.
pub fn no_source(word: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{word}` is neither a folder nor an address that git may fetch",
        "`{word}`: 폴더도 아니고 git으로 가져올 수 있는 주소도 아닙니다"
    )
}

/// What names one.
pub fn sources_are(lang: Lang) -> &'static str {
    pick(
        lang,
        "give a folder, or an address that begins with https://, ssh://, file:// or git:// (`git@host:path` is \
         `ssh://git@host/path`)",
        "폴더를 쓰거나 https://, ssh://, file://, git:// 로 시작하는 주소를 쓰세요(`git@host:path`는 `ssh://git@host/path`)",
    )
}

/// No revision can be called that, or a folder has none.
pub fn no_rev(word: &str, lang: Lang) -> String {
    say!(lang, "`{word}` cannot be a revision here", "여기서는 `{word}` 리비전을 쓸 수 없습니다")
}

/// What a revision is.
pub fn revs_are(lang: Lang) -> &'static str {
    pick(
        lang,
        "name a branch, a tag or a whole commit of a repository",
        "저장소의 브랜치, 태그, 커밋 전체 이름을 쓰세요",
    )
}

/// No collection can be called that.
pub fn no_name(word: &str, lang: Lang) -> String {
    say!(lang, "a collection cannot be called `{word}`", "모음에 `{word}` 이름을 붙일 수 없습니다")
}

/// Another collection is called that.
pub fn name_taken(word: &str, lang: Lang) -> String {
    say!(lang, "there is a collection `{word}` already", "`{word}` 모음이 이미 있습니다")
}

/// How to name one.
pub fn names_are(lang: Lang) -> &'static str {
    pick(
        lang,
        "choose a name of letters, digits, `-`, `_` and `.` with `--name`",
        "`--name` 옵션으로 글자, 숫자, `-`, `_`, `.`로 된 이름을 정하세요",
    )
}

/// Nothing that belongs in a collection is there.
pub fn nothing_in(source: &str, lang: Lang) -> String {
    say!(lang, "there is neither a deck nor a demo in `{source}`", "`{source}`에 덱도 데모도 없습니다")
}

/// What a collection holds.
pub fn collections_hold(lang: Lang) -> &'static str {
    pick(
        lang,
        "a collection holds decks in `decks/` (or beside it) and demos in `demos/`",
        "모음은 `decks/`(또는 맨 위)에 덱을, `demos/`에 데모를 담습니다",
    )
}

/// There is no collection of that name.
pub fn no_collection(name: &str, lang: Lang) -> String {
    say!(lang, "there is no collection `{name}`", "`{name}` 모음이 없습니다")
}

/// Where collections are listed.
pub fn try_list(lang: Lang) -> &'static str {
    pick(lang, "`ttl list collections` shows them", "`ttl list collections`로 볼 수 있습니다")
}

/// A folder is never fetched.
pub fn used_in_place(name: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{name}` is a folder and is used as it stands",
        "`{name}`: 폴더를 그대로 쓰므로 가져올 것이 없습니다"
    )
}

/// There was nothing to fetch.
pub fn nothing_new(name: &str, lang: Lang) -> String {
    say!(lang, "`{name}` has nothing new", "`{name}`: 새로운 것이 없습니다")
}

/// A collection was updated.
pub fn updated(name: &str, lang: Lang) -> String {
    say!(lang, "`{name}` was updated", "`{name}`: 갱신했습니다")
}

/// A collection was removed.
pub fn removed(name: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{name}` was removed; what you answered is kept",
        "`{name}`: 지웠습니다. 답한 기록은 남습니다"
    )
}

/// Before a collection is removed.
pub fn ask_remove(name: &str, is_fetched: bool, lang: Lang) -> String {
    match is_fetched {
        true => say!(
            lang,
            "Remove `{name}` and the files that were fetched? What you answered is kept.",
            "`{name}` 모음과 가져온 파일을 지울까요? 답한 기록은 남습니다."
        ),
        false => say!(
            lang,
            "Use `{name}` no longer? The folder and what you answered are kept.",
            "`{name}` 모음을 더는 쓰지 않을까요? 폴더와 답한 기록은 남습니다."
        ),
    }
}

/// While git fetches.
pub fn fetching(name: &str, lang: Lang) -> String {
    say!(lang, "fetching {name} ...", "{name} 가져오는 중...")
}

/// There is no git.
pub fn install_git(lang: Lang) -> &'static str {
    pick(
        lang,
        "install git (Debian: `apt install git`), or add a folder",
        "git을 설치하거나(Debian: `apt install git`) 폴더를 추가하세요",
    )
}

/// How to find out what git has against it.
pub fn try_git(url: &str, lang: Lang) -> String {
    let url = super::trust::quoted(url);
    say!(
        lang,
        "`git ls-remote {url}` shows whether git can reach it; nobody is asked for a password here",
        "`git ls-remote {url}` 명령으로 git이 접속할 수 있는지 확인하세요. 여기서는 비밀번호를 묻지 않습니다"
    )
}

/// A link or submodule was not taken.
pub fn left_out(path: &str, lang: Lang) -> String {
    say!(lang, "left out, because it is no ordinary file: {path}", "보통 파일이 아니어서 제외함: {path}")
}

/// A collection cannot be read.
pub fn unreadable(name: &str, why: &str, lang: Lang) -> String {
    say!(lang, "the collection `{name}` is not used: {why}", "`{name}` 모음을 쓰지 않습니다: {why}")
}

/// A collection was added.
pub(super) fn added(name: &str, lang: Lang) -> String {
    say!(lang, "added `{name}`", "`{name}` 모음을 추가했습니다")
}

/// What of it runs.
pub(super) fn runs_nothing(lang: Lang) -> &'static str {
    pick(
        lang,
        "Nothing of it runs before you have seen it and agreed.",
        "내용을 보고 동의하기 전에는 아무것도 실행하지 않습니다.",
    )
}

/// A demo that is called by its long name.
pub(super) fn long_name(demo: &str, collection: &str, lang: Lang) -> String {
    say!(
        lang,
        "there is a demo `{demo}` already; this one is `{collection}/{demo}`",
        "`{demo}` 데모가 이미 있습니다. 이 모음의 것은 `{collection}/{demo}`입니다"
    )
}

/// How to begin.
pub(super) fn try_quiz(name: &str, lang: Lang) -> String {
    say!(lang, "next: `ttl quiz {name}`", "다음: `ttl quiz {name}`")
}

/// So many decks, cards and demos.
pub(super) fn counts(decks: usize, cards: usize, demos: usize, lang: Lang) -> String {
    let n = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    match lang {
        Lang::En => format!("{}, {}, {}", n(decks, "deck"), n(cards, "card"), n(demos, "demo")),
        Lang::Ko => format!("덱 {decks}개, 카드 {cards}장, 데모 {demos}개"),
    }
}

/// The headings of an update: commits, decks, cards, demos.
pub(super) fn headings(lang: Lang) -> [&'static str; 4] {
    [
        pick(lang, "commits", "커밋"),
        pick(lang, "decks", "덱"),
        pick(lang, "cards", "카드"),
        pick(lang, "demos", "데모"),
    ]
}

/// The heading over what an update changes.
pub(super) fn would_change(name: &str, lang: Lang) -> String {
    say!(lang, "An update of `{name}` would change this:", "`{name}` 모음을 갱신하면 다음이 바뀝니다:")
}

/// The heading over the list.
pub(super) fn collections(lang: Lang) -> &'static str {
    pick(lang, "collections", "모음")
}

/// There are none.
pub(super) fn none(lang: Lang) -> &'static str {
    pick(
        lang,
        "No collection was added; `ttl add SOURCE` adds a folder or a git repository.",
        "추가한 모음이 없습니다. `ttl add 출처`로 폴더나 git 저장소를 추가할 수 있습니다.",
    )
}
