//! The words around programs from elsewhere: what would run, what is asked, what was agreed to.

use super::words::{pick, say};
use crate::model::{Change, FolderTrouble, Lang};

/// What is wrong with the folder of a demo.
pub(super) fn trouble(trouble: &FolderTrouble, lang: Lang) -> String {
    match trouble {
        FolderTrouble::Outside(path) => say!(
            lang,
            "`{path}` leads out of the demo's folder, so the demo is not used",
            "`{path}` 경로가 데모 폴더 밖으로 나가므로 이 데모를 쓰지 않습니다"
        ),
        FolderTrouble::NotPlain(path) => say!(
            lang,
            "`{path}` is not an ordinary file, so the demo is not used",
            "`{path}` 항목이 보통 파일이 아니므로 이 데모를 쓰지 않습니다"
        ),
        FolderTrouble::TooLarge => say!(
            lang,
            "the demo's folder holds more than anybody would read before agreeing to run it",
            "데모 폴더의 내용이 실행에 동의하기 전에 읽어 볼 수 있는 양을 넘습니다"
        ),
        FolderTrouble::NameTaken { demo, folder } => say!(
            lang,
            "there is a demo `{demo}` already, so the one in `{folder}` is not used",
            "`{demo}` 데모가 이미 있으므로 `{folder}` 폴더의 데모를 쓰지 않습니다"
        ),
    }
}

/// The same under the caret.
pub(super) fn trouble_label(trouble: &FolderTrouble, lang: Lang) -> &'static str {
    match trouble {
        FolderTrouble::Outside(_) => pick(lang, "outside", "폴더 밖"),
        FolderTrouble::NotPlain(_) => pick(lang, "not a file", "파일 아님"),
        FolderTrouble::TooLarge => pick(lang, "too much", "너무 큼"),
        FolderTrouble::NameTaken { .. } => pick(lang, "not used", "쓰이지 않음"),
    }
}

/// What to do about it.
pub(super) fn trouble_help(trouble: &FolderTrouble, lang: Lang) -> String {
    match trouble {
        FolderTrouble::Outside(_) => pick(
            lang,
            "put the file into the folder and name it from there; a program of the system is named without `/` and \
             looked for on the search path",
            "파일을 폴더 안에 넣고 폴더를 기준으로 쓰세요. 시스템의 프로그램은 `/` 없이 이름만 쓰면 검색 경로에서 찾습니다",
        )
        .to_owned(),
        FolderTrouble::NotPlain(_) => pick(
            lang,
            "remove it: a demo from elsewhere is made of files and folders whose names can be written",
            "지우세요. 다른 곳에서 온 데모는 이름을 적을 수 있는 파일과 폴더로만 이루어져야 합니다",
        )
        .to_owned(),
        FolderTrouble::TooLarge => pick(
            lang,
            "at most 256 files, 4 MiB in all; `ttl trust add --own FOLDER` lifts the limit for folders of your own",
            "파일 256개, 합쳐서 4 MiB 안으로 줄이세요. 직접 만든 폴더라면 `ttl trust add --own 폴더`로 제한 없이 쓸 수 있습니다",
        )
        .to_owned(),
        FolderTrouble::NameTaken { .. } => pick(
            lang,
            "give it another name; if the folder is your own, `ttl trust add --own FOLDER` lets it come first",
            "다른 이름을 붙이세요. 직접 만든 폴더라면 `ttl trust add --own 폴더`로 먼저 쓰게 할 수 있습니다",
        )
        .to_owned(),
    }
}

/// A program from elsewhere was not run; `command` is what to type.
pub(super) fn not_agreed(name: &str, command: &str, changed: bool, lang: Lang) -> String {
    match changed {
        false => say!(
            lang,
            "not run, because `{name}` is from elsewhere and you have not agreed to run it; type `{command}`",
            "다른 곳에서 온 `{name}` 프로그램이고 아직 실행에 동의하지 않아 실행하지 않았습니다. \
             `{command}` 명령으로 살펴보고 동의할 수 있습니다"
        ),
        true => say!(
            lang,
            "not run, because `{name}` is from elsewhere and has changed since you agreed; type `{command}`",
            "다른 곳에서 온 `{name}` 프로그램이고 동의한 뒤에 바뀌어 실행하지 않았습니다. \
             `{command}` 명령으로 살펴보고 동의할 수 있습니다"
        ),
    }
}

/// The heading over what would run.
pub(super) fn would_run(lang: Lang) -> &'static str {
    pick(
        lang,
        "This program did not come with ttl and has not been agreed to:",
        "ttl에 들어 있지 않고 아직 동의하지 않은 프로그램입니다:",
    )
}

/// The labels of what is told: name, origin, command, files.
pub(super) fn facts(lang: Lang) -> [&'static str; 4] {
    [
        pick(lang, "name", "이름"),
        pick(lang, "from", "출처"),
        pick(lang, "runs", "실행"),
        pick(lang, "files", "파일"),
    ]
}

/// The length of a file that is text.
pub(super) fn lines(n: usize, lang: Lang) -> String {
    match (lang, n) {
        (Lang::En, 1) => "1 line".to_owned(),
        (Lang::En, n) => format!("{n} lines"),
        (Lang::Ko, n) => format!("{n}줄"),
    }
}

/// The length of a file that is no text.
pub(super) fn binary(n: usize, lang: Lang) -> String {
    say!(lang, "not text, {n} bytes", "텍스트 아님, {n}바이트")
}

/// It may do anything.
pub(super) fn what_it_may(lang: Lang) -> &'static str {
    pick(
        lang,
        "It would run as you: it can read and change whatever you can.",
        "실행하면 내 권한으로 돌아갑니다. 내가 읽고 바꿀 수 있는 것은 모두 읽고 바꿀 수 있습니다.",
    )
}

/// The heading over what changed.
pub(super) fn changed_since(day: &str, lang: Lang) -> String {
    say!(lang, "changed since you agreed on {day}", "{day}에 동의한 뒤 바뀐 것")
}

/// What became of a file.
pub(super) fn change(change: &Change, lang: Lang) -> String {
    match change {
        Change::Added(name) => say!(lang, "new      {name}", "추가  {name}"),
        Change::Changed(name) => say!(lang, "changed  {name}", "변경  {name}"),
        Change::Gone(name) => say!(lang, "gone     {name}", "삭제  {name}"),
    }
}

/// The keys of the question.
pub(super) fn keys(lang: Lang) -> &'static str {
    pick(
        lang,
        "y run it this time · a run it and remember · s read it first · n do not run it",
        "y 이번만 실행 · a 실행하고 기억 · s 먼저 읽기 · n 실행하지 않기",
    )
}

/// The keys where a program is only to be remembered.
pub(super) fn keys_to_remember(lang: Lang) -> &'static str {
    pick(lang, "y agree · s read it first · n do not agree", "y 동의 · s 먼저 읽기 · n 동의하지 않기")
}

/// The keys of a question with two answers.
pub(super) fn yes_or_no(lang: Lang) -> &'static str {
    pick(lang, "y yes · n no", "y 예 · n 아니요")
}

/// Programs run because `--yes` was typed.
pub fn agreed_by_flag(name: &str, origin: &str, lang: Lang) -> String {
    say!(lang, "agreed by --yes: `{name}` from {origin}", "--yes 옵션으로 동의함: `{name}`, 출처 {origin}")
}

/// A demo that is not used because another has its name.
pub fn hidden(demo: &str, folder: &str, lang: Lang) -> String {
    say!(
        lang,
        "this is the demo `{demo}` that is there already; the other one, in `{folder}`, is not used",
        "이미 있던 `{demo}` 데모를 씁니다. `{folder}` 폴더의 다른 데모는 쓰지 않습니다"
    )
}

/// The file of agreements cannot be read.
pub fn damaged(path: &str, line: usize, what: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{path}`, line {line}, cannot be read: {what}. Nothing is trusted until it is mended",
        "`{path}` 파일 {line}번째 줄을 읽을 수 없습니다: {what}. 고칠 때까지 아무것도 신뢰하지 않습니다"
    )
}

/// What to do about a damaged file.
pub fn mend(path: &str, lang: Lang) -> String {
    say!(
        lang,
        "mend or remove `{path}`; it was left as it is",
        "`{path}` 파일을 고치거나 지우세요. 파일은 건드리지 않았습니다"
    )
}

/// Nothing from elsewhere has that name.
pub fn nothing_foreign(name: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{name}` is no demo or deck from elsewhere",
        "다른 곳에서 온 데모나 덱 가운데 `{name}` 항목이 없습니다"
    )
}

/// What is trusted without being asked.
pub fn trusted_anyway(lang: Lang) -> &'static str {
    pick(
        lang,
        "what came with ttl and what is in your own folders runs without a question; `ttl list demos` shows every demo",
        "ttl에 들어 있는 것과 내 폴더에 있는 것은 묻지 않고 실행합니다. `ttl list demos`로 모든 데모를 보세요",
    )
}

/// Everything of that name has been agreed to.
pub fn agreed_already(name: &str, lang: Lang) -> String {
    say!(lang, "`{name}`: agreed already", "`{name}`: 이미 동의했습니다")
}

/// An agreement was written down.
pub fn remembered(name: &str, hash: &str, lang: Lang) -> String {
    let short = hash.get(..12).unwrap_or(hash);
    say!(
        lang,
        "`{name}` may run as it is now ({short})",
        "`{name}`: 지금 내용 그대로 실행할 수 있습니다({short})"
    )
}

/// A folder was declared the learner's own.
pub fn is_own(folder: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{folder}` is yours: what is in it runs without a question",
        "`{folder}`: 내 폴더로 정했습니다. 안에 있는 것은 묻지 않고 실행합니다"
    )
}

/// Before a folder is declared the learner's own.
pub fn ask_own(folder: &str, lang: Lang) -> String {
    say!(
        lang,
        "Everything in `{folder}`, also what is put there later, would run without a question.",
        "`{folder}` 폴더에 있는 것과 나중에 넣는 것이 모두 묻지 않고 실행됩니다."
    )
}

/// Somebody said no.
pub fn nothing_kept(lang: Lang) -> &'static str {
    pick(lang, "nothing was agreed to", "동의하지 않았습니다")
}

/// There is nobody to ask.
pub fn nobody_to_ask(lang: Lang) -> &'static str {
    pick(lang, "there is no terminal to ask at", "물어볼 터미널이 없습니다")
}

/// How to agree without a terminal.
pub fn say_yes(lang: Lang) -> &'static str {
    pick(lang, "add `--yes` if you have read it and agree", "읽고 동의한다면 `--yes` 옵션을 붙이세요")
}

/// Agreements that were taken back.
pub fn taken_back(n: usize, lang: Lang) -> String {
    match (lang, n) {
        (Lang::En, 1) => "1 entry removed".to_owned(),
        (Lang::En, n) => format!("{n} entries removed"),
        (Lang::Ko, n) => format!("{n}개를 지웠습니다"),
    }
}

/// Nothing of that name can be taken back.
pub fn not_in_book(name: &str, lang: Lang) -> String {
    say!(lang, "nothing called `{name}` has been agreed to", "`{name}` 항목에 동의한 적이 없습니다")
}

/// Where agreements are listed.
pub fn try_trust(lang: Lang) -> &'static str {
    pick(lang, "`ttl trust` lists them", "`ttl trust` 명령으로 볼 수 있습니다")
}

/// No folder, where one is needed.
pub fn no_folder(path: &str, lang: Lang) -> String {
    say!(lang, "there is no folder `{path}`", "`{path}` 폴더가 없습니다")
}

/// A name or `--all` has to be given.
pub fn name_or_all(lang: Lang) -> &'static str {
    pick(lang, "say which, or `--all`", "이름이나 `--all` 옵션을 쓰세요")
}

/// The headings of the list.
pub fn own_folders(lang: Lang) -> &'static str {
    pick(lang, "your own folders", "내 폴더")
}

/// The headings of the list.
pub fn agreements(lang: Lang) -> &'static str {
    pick(lang, "agreed to run", "실행에 동의한 것")
}

/// The list is empty.
pub fn no_agreements(lang: Lang) -> &'static str {
    pick(lang, "Nothing from elsewhere has been agreed to.", "다른 곳에서 온 것 가운데 동의한 것이 없습니다.")
}
