//! The words for what can go wrong with the review history, in every language of the program, side by side.
//!
//! Each is said in three parts: what happened and where, that what is there was left as it was, and what to type next.

use super::trust::quoted;
use super::words::{pick, say};
use crate::model::Lang;

/// The file is from a newer program.
pub fn newer(path: &str, found: i64, known: i64, lang: Lang) -> String {
    say!(
        lang,
        "`{path}` was written by a newer ttl: it has shape {found}, and this ttl knows shapes up to {known}. It was left as it is",
        "`{path}` 파일은 더 새로운 ttl이 썼습니다. 파일 형식은 {found}인데 이 ttl이 아는 형식은 {known}까지입니다. 파일은 그대로 두었습니다"
    )
}

/// What to do then.
pub fn try_update(path: &str, lang: Lang) -> Vec<String> {
    let path = quoted(path);
    vec![
        say!(
            lang,
            "update ttl, or take out what this one understands:",
            "ttl을 업데이트하거나, 이 ttl이 읽을 수 있는 만큼 꺼내세요:"
        ),
        format!("ttl history salvage {path} > answers.jsonl"),
    ]
}

/// The file is no database of ours, or broken.
pub fn damaged(path: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{path}` is damaged, or no review history. It was left as it is",
        "`{path}` 파일이 손상되었거나 복습 기록이 아닙니다. 파일은 그대로 두었습니다"
    )
}

/// What to do then: `files` are the file and what lies beside it.
pub fn try_salvage(path: &str, files: &[String], lang: Lang) -> Vec<String> {
    let mut lines = vec![
        say!(
            lang,
            "take out what can be read, put the file aside, and take the answers into a new history:",
            "읽을 수 있는 답을 꺼내고, 파일을 옆으로 옮긴 뒤, 꺼낸 답을 새 기록에 들여오세요:"
        ),
        format!("ttl history salvage {} > answers.jsonl", quoted(path)),
    ];
    lines.extend(aside(path, files));
    lines.push("ttl history import answers.jsonl".to_owned());
    lines
}

/// Commands that put a database and what lies beside it out of the way.
fn aside(path: &str, files: &[String]) -> Vec<String> {
    let to = |file: &String| format!("{path}.damaged{}", file.strip_prefix(path).unwrap_or_default());
    files.iter().map(|file| format!("mv {} {}", quoted(file), quoted(&to(file)))).collect()
}

/// Nothing can be written there.
pub fn read_only(path: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{path}` cannot be written. What was kept before is as it was",
        "`{path}` 파일에 쓸 수 없습니다. 전에 남긴 것은 그대로입니다"
    )
}

/// What to do then.
pub fn try_elsewhere(path: &str, is_there: bool, lang: Lang) -> Vec<String> {
    let mut lines =
        vec![pick(
        lang,
        "make the file and its folder writable, or name another folder for everything that ttl keeps:",
        "파일과 폴더에 쓸 수 있게 하거나, ttl이 쓸 다른 폴더를 정하세요:",
    )
    .to_owned()];
    lines.push(pick(lang, "TTL_HOME=FOLDER ttl ...", "TTL_HOME=폴더 ttl ...").to_owned());
    if is_there {
        lines.push(
            pick(lang, "what it holds can still be read:", "담긴 답은 그대로 읽을 수 있습니다:").to_owned(),
        );
        lines.push(format!("ttl history salvage {} > answers.jsonl", quoted(path)));
    }
    lines
}

/// The disk is full.
pub fn full(path: &str, lang: Lang) -> String {
    say!(
        lang,
        "there is no room for `{path}` on the disk. What was kept before is as it was",
        "디스크에 `{path}` 파일을 쓸 공간이 없습니다. 전에 남긴 것은 그대로입니다"
    )
}

/// What to do then.
pub fn try_room(folder: &str, lang: Lang) -> Vec<String> {
    vec![
        pick(
            lang,
            "make room and type the command again; how much is free says:",
            "공간을 비우고 명령을 다시 입력하세요. 남은 공간은 이렇게 봅니다:",
        )
        .to_owned(),
        format!("df -h {}", quoted(folder)),
    ]
}

/// Another program holds it.
pub fn busy(path: &str, lang: Lang) -> String {
    say!(
        lang,
        "another program has been writing to `{path}` all the time. Nothing was changed",
        "다른 프로그램이 `{path}` 파일을 계속 쓰고 있습니다. 아무것도 바꾸지 않았습니다"
    )
}

/// What to do then.
pub fn try_later(path: &str, lang: Lang) -> Vec<String> {
    vec![
        pick(
            lang,
            "wait until it is done and type the command again; which program it is says:",
            "끝날 때까지 기다렸다가 명령을 다시 입력하세요. 어느 프로그램인지는 이렇게 봅니다:",
        )
        .to_owned(),
        format!("fuser -v {}", quoted(path)),
    ]
}

/// Something else.
pub fn failed(path: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{path}` could not be read. It was left as it is",
        "`{path}` 파일을 읽지 못했습니다. 파일은 그대로 두었습니다"
    )
}

/// What to do then.
pub fn try_check(lang: Lang) -> Vec<String> {
    vec![pick(lang, "`ttl history check` says more", "`ttl history check`로 자세히 알아보세요").to_owned()]
}

/// A line is no entry.
pub fn not_an_entry(name: &str, line: usize, lang: Lang) -> String {
    say!(
        lang,
        "`{name}`, line {line}: this is no entry of a review history. Nothing was taken in",
        "`{name}` {line}번째 줄: 복습 기록의 줄이 아닙니다. 아무것도 들여오지 않았습니다"
    )
}

/// A line is what git leaves of a conflict.
pub fn conflict(name: &str, line: usize, lang: Lang) -> String {
    say!(
        lang,
        "`{name}`, line {line}: git marked a conflict here. Nothing was taken in",
        "`{name}` {line}번째 줄: git이 충돌을 표시한 줄입니다. 아무것도 들여오지 않았습니다"
    )
}

/// An entry has no usable name.
pub fn bad_uid(lang: Lang) -> &'static str {
    pick(lang, "`uid` has to be letters and digits", "`uid`는 영문자와 숫자여야 합니다")
}

/// An entry is about nothing.
pub fn no_card_named(lang: Lang) -> &'static str {
    pick(lang, "`deck` and `card` have to be named", "`deck`과 `card`가 있어야 합니다")
}

/// What to do with a line that is none.
pub fn try_line(name: &str, line: usize, lang: Lang) -> Vec<String> {
    let mut lines = vec![
        pick(
            lang,
            "mend or remove the line, or update ttl if a newer one wrote it, and type the command again; the line is:",
            "그 줄을 고치거나 지우고, 더 새로운 ttl이 쓴 줄이라면 ttl을 업데이트한 뒤, 명령을 다시 입력하세요. 줄은 이렇게 봅니다:",
        )
        .to_owned(),
    ];
    lines.push(format!("sed -n {line}p {}", quoted(name)));
    lines
}

/// What to do with a conflict.
pub fn try_union(name: &str, lang: Lang) -> Vec<String> {
    vec![
        pick(
            lang,
            "both sides are to stay: remove the lines that git added, and tell git so for the next time:",
            "양쪽을 모두 남겨야 합니다. git이 넣은 줄만 지우고, 다음부터는 git에 이렇게 알려 두세요:",
        )
        .to_owned(),
        format!("sed -i '/^[<=>|]\\{{7\\}}/d' {}", quoted(name)),
        "echo '*.jsonl merge=union' >> .gitattributes".to_owned(),
    ]
}

/// There is no file to read.
pub fn no_file(name: &str, lang: Lang) -> String {
    say!(lang, "there is no file `{name}`", "`{name}` 파일이 없습니다")
}

/// Where the history is.
pub fn try_path(lang: Lang) -> Vec<String> {
    vec![
        pick(
            lang,
            "where your history is says `ttl history path`",
            "복습 기록의 위치는 `ttl history path`로 봅니다",
        )
        .to_owned(),
    ]
}

/// A file that would be overwritten holds what this history does not.
pub fn not_known_here(name: &str, n: usize, lang: Lang) -> String {
    say!(
        lang,
        "`{name}` holds entries that are not in your history: {n}. It was left as it is",
        "`{name}` 파일에 내 기록에 없는 줄이 {n}개 있습니다. 파일은 그대로 두었습니다"
    )
}

/// What to do then.
pub fn try_import_first(name: &str, lang: Lang) -> Vec<String> {
    let name = quoted(name);
    vec![
        pick(lang, "take them in first, then write the file:", "먼저 들여온 다음 저장하세요:").to_owned(),
        format!("ttl history import {name} && ttl history export {name}"),
    ]
}

/// A file that would be overwritten is something else.
pub fn not_a_log(name: &str, line: usize, lang: Lang) -> String {
    say!(
        lang,
        "`{name}` is there already and is no exported history (line {line}). It was left as it is",
        "`{name}` 파일이 이미 있고, 저장한 복습 기록이 아닙니다({line}번째 줄). 파일은 그대로 두었습니다"
    )
}

/// What to do then.
pub fn try_other_name(lang: Lang) -> Vec<String> {
    vec![
        pick(
            lang,
            "give another name, or remove the file yourself",
            "다른 이름을 쓰거나 파일을 직접 지우세요",
        )
        .to_owned(),
    ]
}
