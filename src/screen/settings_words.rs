//! The words around settings, in every language of the program, side by side. What each setting means stands in its register (`deck`).

use super::problem_help::listed;
use super::words::{pick, say};
use crate::model::{Accepts, Lang, Origin};

/// What `--help` says of `ttl config`.
pub(super) fn about(command: &str, lang: Lang) -> Option<&'static str> {
    Some(match command {
        "config" => pick(
            lang,
            "Show what is set and where that is from; change it",
            "설정의 값과 정한 곳을 보여 주고, 설정을 고칩니다",
        ),
        "config path" => pick(lang, "Print where the settings file is", "설정 파일의 위치를 출력합니다"),
        "config show" => pick(
            lang,
            "Show every setting, its value and where that is from",
            "모든 설정의 값과 그 값을 정한 곳을 보여 줍니다",
        ),
        "config edit" => pick(
            lang,
            "Open the settings file in your editor, then check it",
            "설정 파일을 편집기로 열고, 고친 내용을 확인합니다",
        ),
        _ => return None,
    })
}

/// What it says of its arguments.
pub(super) fn argument(command: &str, id: &str, lang: Lang) -> Option<&'static str> {
    match (command, id) {
        ("config show", "default") => Some(pick(
            lang,
            "Print a settings file to begin with: every default, commented out",
            "처음 쓸 설정 파일을 출력합니다. 모든 기본값이 주석으로 적혀 있습니다",
        )),
        _ => None,
    }
}

/// What a setting accepts, in a few words.
pub fn accepts(accepts: &Accepts, lang: Lang) -> String {
    match accepts {
        Accepts::OneOf(words) => words.join(", "),
        Accepts::Truth => "true, false".to_owned(),
        Accepts::Whole { least, most } => say!(lang, "{least} to {most}", "{least}~{most}"),
        Accepts::Number { least, most } => say!(lang, "{least:.2} to {most:.2}", "{least:.2}~{most:.2}"),
        Accepts::Wholes { least, most } => {
            say!(lang, "a list, each {least} to {most}", "목록, 하나마다 {least}~{most}")
        }
    }
}

/// What to write instead of a value that is not accepted.
pub fn write_like_this(accepts: &Accepts, lang: Lang) -> String {
    match accepts {
        Accepts::OneOf(words) => {
            let words = listed(words);
            say!(lang, "write one of {words}", "{words} 가운데 하나를 쓰세요")
        }
        Accepts::Truth => say!(lang, "write `true` or `false`", "`true` 또는 `false`를 쓰세요"),
        Accepts::Whole { least, most } => {
            say!(
                lang,
                "write a whole number from {least} to {most}",
                "{least}부터 {most}까지의 정수를 쓰세요"
            )
        }
        Accepts::Number { least, most } => say!(
            lang,
            "write a number from {least:.2} to {most:.2}",
            "{least:.2}부터 {most:.2}까지의 수를 쓰세요"
        ),
        Accepts::Wholes { least, most } => say!(
            lang,
            "write whole numbers from {least} to {most}, as in `[1, 10]`",
            "`[1, 10]`처럼 {least}부터 {most}까지의 정수를 쓰세요"
        ),
    }
}

/// The same for a variable, where lists need no brackets.
pub fn set_like_this(variable: &str, accepts: &Accepts, lang: Lang) -> String {
    match accepts {
        Accepts::Wholes { least, most } => say!(
            lang,
            "set `{variable}` to whole numbers from {least} to {most}, as in `1,10`, or unset it",
            "`{variable}` 변수에 `1,10`처럼 {least}부터 {most}까지의 정수를 쓰거나 변수를 지우세요"
        ),
        accepted => {
            let words = self::accepts(accepted, lang);
            say!(
                lang,
                "`{variable}` may be {words}; or unset it",
                "`{variable}` 변수에 쓸 수 있는 값: {words}. 필요 없으면 변수를 지우세요"
            )
        }
    }
}

/// A value that is not accepted.
pub fn bad_value(setting: &str, found: &str, lang: Lang) -> String {
    say!(
        lang,
        "the setting `{setting}` does not accept `{found}`",
        "`{setting}` 설정에는 `{found}` 값을 쓸 수 없습니다"
    )
}

/// The same of a variable.
pub fn bad_variable(variable: &str, found: &str, lang: Lang) -> String {
    say!(
        lang,
        "the variable `{variable}` does not accept `{found}`, so it does not count",
        "`{variable}` 변수에는 `{found}` 값을 쓸 수 없어 무시합니다"
    )
}

/// Under the caret.
pub(super) fn not_accepted(accepts: &Accepts, lang: Lang) -> String {
    let (least, most) = match accepts {
        Accepts::OneOf(_) | Accepts::Truth => return say!(lang, "no such word here", "쓸 수 없는 낱말"),
        Accepts::Number { least, most } => (format!("{least:.2}"), format!("{most:.2}")),
        Accepts::Whole { least, most } | Accepts::Wholes { least, most } => {
            (least.to_string(), most.to_string())
        }
    };
    say!(lang, "not from {least} to {most}", "{least}~{most} 범위 밖")
}

/// The system names no folder for settings.
pub fn no_folder(lang: Lang) -> &'static str {
    pick(lang, "the system names no folder for settings", "설정을 둘 폴더를 시스템에서 찾지 못했습니다")
}

/// How to name one.
pub fn set_home(lang: Lang) -> &'static str {
    pick(
        lang,
        "set `TTL_HOME` to a folder of yours; `settings.toml` is looked for there",
        "`TTL_HOME` 변수에 내 폴더를 적으세요. 그 폴더의 `settings.toml` 파일을 읽습니다",
    )
}

/// An editor needs a terminal.
pub fn needs_terminal(lang: Lang) -> &'static str {
    pick(
        lang,
        "an editor needs a terminal, and there is none here",
        "편집기를 열려면 터미널이 필요한데, 여기에는 없습니다",
    )
}

/// What to do without one.
pub fn edit_yourself(path: &str, lang: Lang) -> String {
    say!(
        lang,
        "edit `{path}` some other way, then check it with `ttl config show`; `ttl config show --default` prints a file to begin with",
        "다른 방법으로 `{path}` 파일을 고친 뒤 `ttl config show`로 확인하세요. `ttl config show --default`가 처음 내용을 출력합니다"
    )
}

/// Nothing says which editor to open.
pub fn no_editor(lang: Lang) -> &'static str {
    pick(
        lang,
        "neither `VISUAL` nor `EDITOR` is set, and there is no `vi` or `nano`",
        "`VISUAL`과 `EDITOR` 변수가 없고 `vi`와 `nano`도 없습니다",
    )
}

/// How to name an editor.
pub fn set_editor(path: &str, lang: Lang) -> String {
    say!(
        lang,
        "set `EDITOR`, as in `EDITOR=nano ttl config edit`, or edit `{path}` yourself",
        "`EDITOR=nano ttl config edit`처럼 `EDITOR` 변수를 적거나 `{path}` 파일을 직접 고치세요"
    )
}

/// The editor that was named is not there.
pub fn editor_not_found(editor: &str, lang: Lang) -> String {
    say!(lang, "the editor `{editor}` was not found", "`{editor}` 편집기를 찾지 못했습니다")
}

/// The editor is there and still does not start.
pub fn editor_not_started(editor: &str, why: &str, lang: Lang) -> String {
    say!(
        lang,
        "the editor `{editor}` could not be started: {why}",
        "`{editor}` 편집기를 시작하지 못했습니다: {why}"
    )
}

/// The editor ended badly.
pub fn editor_failed(editor: &str, code: Option<i32>, lang: Lang) -> String {
    match code {
        Some(code) => {
            say!(
                lang,
                "the editor `{editor}` ended with code {code}",
                "`{editor}` 편집기가 코드 {code}로 끝났습니다"
            )
        }
        None => say!(lang, "the editor `{editor}` was ended", "`{editor}` 편집기가 강제로 끝났습니다"),
    }
}

/// What is left after that.
pub fn as_last_saved(path: &str, lang: Lang) -> String {
    say!(lang, "`{path}` is as it was last saved", "`{path}` 파일은 마지막으로 저장된 그대로입니다")
}

/// Nothing is wrong in the file.
pub fn in_order(path: &str, n_set: usize, lang: Lang) -> String {
    match (n_set, lang) {
        (0, Lang::En) => format!("`{path}` changes nothing: every setting is at its default"),
        (1, Lang::En) => format!("`{path}` is in order: 1 setting"),
        (n, Lang::En) => format!("`{path}` is in order: {n} settings"),
        (0, Lang::Ko) => format!("`{path}` 파일에서 바꾼 설정이 없습니다. 모두 기본값을 씁니다"),
        (n, Lang::Ko) => format!("`{path}` 파일에 잘못이 없습니다. 정한 설정: {n}개"),
    }
}

/// What to type after that.
pub fn next_show(lang: Lang) -> &'static str {
    pick(lang, "next: `ttl config show`", "다음: `ttl config show`")
}

/// What to type to mend the file.
pub fn next_edit(lang: Lang) -> &'static str {
    pick(
        lang,
        "what is wrong does not count; next: `ttl config edit`",
        "잘못된 줄은 무시합니다. 다음: `ttl config edit`",
    )
}

/// The headings over settings: which, what it is set to, where that is from.
pub(super) fn headings(lang: Lang) -> [&'static str; 3] {
    [pick(lang, "setting", "설정"), pick(lang, "value", "값"), pick(lang, "from", "정한 곳")]
}

/// Where a value is from.
pub(super) fn origin(origin: Origin, file: &str, variable: &str, lang: Lang) -> String {
    match origin {
        Origin::Default => pick(lang, "default", "기본값").to_owned(),
        Origin::System => pick(lang, "system", "시스템").to_owned(),
        Origin::File { line } => format!("{file}:{line}"),
        Origin::Variable => variable.to_owned(),
        Origin::Flag => pick(lang, "command line", "명령줄").to_owned(),
    }
}

/// Where the file is, or would be.
pub(super) fn file_is(path: &str, is_there: bool, lang: Lang) -> String {
    match is_there {
        true => say!(lang, "file: {path}", "파일: {path}"),
        false => say!(
            lang,
            "file: {path} (not there yet; `ttl config edit` makes it)",
            "파일: {path} (아직 없음. `ttl config edit`로 만들 수 있습니다)"
        ),
    }
}

/// The head of the commented default file.
pub(super) fn file_head(lang: Lang) -> &'static str {
    pick(
        lang,
        "\
## Settings of ttl. What stands behind a single `#` is the default: remove the `#` to change it.
## A variable like TTL_REVIEW_RETENTION goes before this file, and an option of a command before both.
## `ttl config show` lists what counts and where it is from; `ttl config edit` checks what you write.
",
        "\
## ttl의 설정입니다. `#` 하나 뒤에 적힌 것이 기본값입니다. 바꾸려면 `#` 기호를 지우고 값을 고치세요.
## TTL_REVIEW_RETENTION 같은 환경 변수가 이 파일보다 앞서고, 명령의 옵션은 그보다도 앞섭니다.
## `ttl config show`로 지금 쓰이는 값과 정한 곳을 볼 수 있고, `ttl config edit`는 고친 내용을 확인합니다.
",
    )
}

/// Before the example of a language.
pub(super) fn file_languages(lang: Lang) -> &'static str {
    pick(
        lang,
        "## Programs of cards in another language: what the file is called, and how it is compiled and run.",
        "## 카드의 프로그램에 쓸 다른 언어: 파일 이름, 그리고 컴파일하고 실행하는 명령입니다.",
    )
}

/// The page of the settings, before the table.
pub(super) fn page_head(lang: Lang) -> &'static str {
    pick(
        lang,
        "\
Settings live in one file; `ttl config path` says where, `ttl config edit` opens it and checks what you wrote,
`ttl config show` lists what counts and where each value is from. A variable of the environment goes before the file, and an
option of a command before both. What is wrong in the file or in a variable is said on standard error, with its place and what
to type; the rest counts.",
        "\
설정은 파일 하나에 있습니다. `ttl config path`는 위치를 알려 주고, `ttl config edit`는 파일을 열고 고친 내용을 확인하며, `ttl config show`는
지금 쓰이는 값과 정한 곳을 보여 줍니다. 환경 변수가 파일보다 앞서고, 명령의 옵션은 그보다도 앞섭니다. 파일이나 변수에 잘못이 있으면
표준 오류에 자리와 고치는 법을 알리고, 나머지는 그대로 쓰입니다.",
    )
}

/// The columns of its table.
pub(super) fn columns(lang: Lang) -> [&'static str; 5] {
    [
        pick(lang, "setting", "설정"),
        pick(lang, "accepts", "쓸 수 있는 값"),
        pick(lang, "default", "기본값"),
        pick(lang, "variable", "환경 변수"),
        pick(lang, "meaning", "뜻"),
    ]
}

/// In place of the default of a language.
pub(super) fn of_the_system(lang: Lang) -> &'static str {
    pick(lang, "the system's", "시스템의 언어")
}

/// Before the file in the page.
pub(super) fn page_file(lang: Lang) -> &'static str {
    pick(
        lang,
        "`ttl config edit` begins with this file, which `ttl config show --default` prints too:",
        "`ttl config edit`는 다음 파일로 시작합니다. `ttl config show --default`로도 볼 수 있습니다.",
    )
}

/// The title of the page.
pub(super) fn page_title(lang: Lang) -> &'static str {
    pick(lang, "# Settings", "# 설정")
}
