//! The small words inside the words for problems: kinds of values, directions, severities, notes.

use crate::model::{Expected, Lang, Note, Severity, Stall};

use super::problem_help::listed;
use super::words::say;

/// How bad a problem is, in one word.
pub(super) fn severity(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::En) => "error",
        (Severity::Error, Lang::Ko) => "오류",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Warning, Lang::Ko) => "경고",
    }
}

/// The word before advice.
pub(super) fn help(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "help",
        Lang::Ko => "도움말",
    }
}

/// What another place has to do with a problem.
pub(super) fn note(note: Note, lang: Lang) -> String {
    match note {
        Note::FirstHere => say!(lang, "first used here", "여기서 처음 쓰임"),
        Note::PromisedHere => say!(lang, "promised here", "여기서 선언됨"),
        Note::GoesOnHere => say!(lang, "it goes on here", "여기로 이어짐"),
        Note::OtherPredicate => say!(lang, "the other side", "다른 쪽 조건"),
    }
}

/// What kind of value was wanted.
pub(super) fn expected(expected: Expected, lang: Lang) -> String {
    match expected {
        Expected::Text => say!(lang, "text", "글"),
        Expected::Word => say!(lang, "a string", "문자열"),
        Expected::Words => say!(lang, "a list of strings", "문자열 목록"),
        Expected::Texts => say!(lang, "a list of texts", "글 목록"),
        Expected::Bool => say!(lang, "`true` or `false`", "`true` 또는 `false`"),
        Expected::Int => say!(lang, "a whole number", "정수"),
        Expected::Count => say!(lang, "a whole number of 1 or more", "1 이상의 정수"),
        Expected::Ints => say!(lang, "a list of whole numbers", "정수 목록"),
        Expected::Number => say!(lang, "a number", "수"),
        Expected::Table => say!(lang, "a table", "표"),
        Expected::Tables => say!(lang, "a list of tables", "표의 목록"),
        Expected::Demo => say!(lang, "a demo", "데모"),
        Expected::Tolerance => say!(lang, "a tolerance", "허용 오차"),
        Expected::Claim => say!(lang, "a claim", "주장"),
        Expected::Effect => say!(lang, "what the program does", "프로그램의 동작"),
        Expected::OneOf(words) => {
            let words = listed(words);
            say!(lang, "one of {words}", "{words} 가운데 하나")
        }
        Expected::Band => say!(lang, "a band of two numbers", "두 수의 범위"),
        Expected::Setting => {
            say!(lang, "a string, a number or a truth value", "문자열, 수, 참거짓 가운데 하나")
        }
    }
}

/// What could be typed where such a value is wanted.
pub(super) fn example(expected: Expected, lang: Lang) -> String {
    let forms: &[&str] = match expected {
        Expected::Text => &["\"...\"", "{ en = \"...\", ko = \"...\" }"],
        Expected::Word => &["\"...\""],
        Expected::Words => &["[\"...\", \"...\"]"],
        Expected::Texts => &["[\"...\"]", "{ en = [\"...\"], ko = [\"...\"] }"],
        Expected::Bool => &["true", "false"],
        Expected::Int | Expected::Count => &["3"],
        Expected::Ints => &["[1, 10]"],
        Expected::Number => &["1.5"],
        Expected::Table => &["[name]"],
        Expected::Tables => &["[[name]]"],
        Expected::Demo => &["\"gather-overlap\"", "{ id = \"gather-overlap\", set = { n = 2 } }"],
        Expected::Tolerance => &["5", "\"20%\"", "\"x2\""],
        Expected::Claim => &["\"lost == 0\"", "{ holds = \"...\", fails = \"...\" }"],
        Expected::Effect => &["\"1\\n2\\n\"", "{ compiles = false, line = 3 }"],
        Expected::OneOf(words) => words,
        Expected::Band => &["[2, 10]"],
        Expected::Setting => &["\"...\"", "3", "true"],
    };
    let quoted = |form: &&str| match expected {
        Expected::OneOf(_) => format!("`\"{form}\"`"),
        _ => format!("`{form}`"),
    };
    let forms: Vec<String> = forms.iter().map(quoted).collect();
    let (or, or_ko) = (forms.join(" or "), forms.join(" 또는 "));
    say!(lang, "write {or}", "{or_ko} 꼴로 쓰세요")
}

/// A kind of value as the rooms below name it, in the reader's language.
pub(super) fn kind_of_value(kind: &str, lang: Lang) -> String {
    let bare = kind.strip_prefix("a ").or(kind.strip_prefix("an ")).unwrap_or(kind);
    let (en, ko) = match bare {
        "string" => ("a string", "문자열"),
        "text" => ("a text", "글"),
        "integer" | "whole number" | "int" => ("a whole number", "정수"),
        "float" | "number with a point" => ("a number with a point", "소수"),
        "number" => ("a number", "수"),
        "boolean" | "bool" | "truth value" => ("a truth value", "참/거짓 값"),
        "array" | "list" => ("a list", "목록"),
        "table" => ("a table", "표"),
        "datetime" => ("a date", "날짜"),
        "comparison" => ("a comparison", "비교식"),
        other => return if lang == Lang::En { kind.to_owned() } else { format!("`{other}`") },
    };
    if lang == Lang::En { en.to_owned() } else { ko.to_owned() }
}

/// What a stall does to a value; followed by the value in English, preceded by it in Korean.
pub(super) fn stalls(stall: Stall, lang: Lang) -> String {
    match stall {
        Stall::Up => say!(lang, "a stall raises", "실행이 지연되면 커집니다"),
        Stall::Down => say!(lang, "a stall lowers", "실행이 지연되면 작아집니다"),
        Stall::None | Stall::Either => say!(lang, "a stall moves", "실행이 지연되면 흔들립니다"),
    }
}
