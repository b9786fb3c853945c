//! The words at the door: complaints, help, first steps, in every language of the program, side by side.

use super::words::{pick, say};
use crate::model::{DemoSpec, Lang};

/// An error that ends the program.
pub fn error(what: &str, lang: Lang) -> String {
    say!(lang, "error: {what}", "오류: {what}")
}

/// A cause of an error.
pub fn because(what: &str, lang: Lang) -> String {
    say!(lang, "  because: {what}", "  원인: {what}")
}

/// What to type next.
pub fn help(what: &str, lang: Lang) -> String {
    say!(lang, "help: {what}", "도움말: {what}")
}

/// A word that names nothing.
pub fn nothing_called(word: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{word}` is no deck, tag, card or file here",
        "`{word}`에 해당하는 덱, 태그, 카드, 파일이 없습니다"
    )
}

/// A folder without decks.
pub fn no_deck_in(folder: &str, lang: Lang) -> String {
    say!(lang, "there is no deck in `{folder}`", "`{folder}` 폴더에 덱이 없습니다")
}

/// What a folder of decks holds.
pub fn decks_are_toml(lang: Lang) -> &'static str {
    pick(
        lang,
        "a deck is a file that ends in `.toml`; `ttl list` shows every deck",
        "덱은 `.toml`로 끝나는 파일입니다. `ttl list`로 모든 덱을 보세요",
    )
}

/// Where to look for decks.
pub fn try_decks(meant: Option<&str>, lang: Lang) -> String {
    match meant {
        Some(meant) => say!(
            lang,
            "did you mean `{meant}`? `ttl list` shows every deck",
            "혹시 `{meant}` 아닌지 확인하세요. `ttl list`로 모든 덱을 보세요"
        ),
        None => say!(lang, "`ttl list` shows every deck", "`ttl list`로 모든 덱을 보세요"),
    }
}

/// Which topics the study notes have.
pub fn try_notes(meant: Option<&str>, lang: Lang) -> String {
    match meant {
        Some(meant) => say!(lang, "did you mean `{meant}`?", "혹시 `{meant}` 아닌지 확인하세요"),
        None => say!(lang, "`ttl show --notes` shows all of them", "`ttl show --notes`로 모두 보세요"),
    }
}

/// A demo that does not exist.
pub fn no_demo_called(name: &str, lang: Lang) -> String {
    say!(lang, "there is no demo `{name}`", "`{name}` 데모가 없습니다")
}

/// Where to look for demos.
pub fn try_demos(meant: Option<&str>, lang: Lang) -> String {
    match meant {
        Some(meant) => say!(
            lang,
            "did you mean `ttl demo {meant}`? `ttl list demos` shows every demo",
            "혹시 `ttl demo {meant}` 아닌지 확인하세요. `ttl list demos`로 모든 데모를 보세요"
        ),
        None => say!(lang, "`ttl list demos` shows every demo", "`ttl list demos`로 모든 데모를 보세요"),
    }
}

/// A demo without a readable program.
pub fn no_source(demo: &str, lang: Lang) -> String {
    say!(lang, "the program of `{demo}` cannot be read", "`{demo}` 데모의 소스를 읽을 수 없습니다")
}

/// The list to pick a demo from.
pub fn which_demo(lang: Lang) -> &'static str {
    pick(lang, "which demo (type to search)", "어느 데모를 실행합니까? (입력하면 검색)")
}

/// A setting without `=`.
pub fn not_a_setting(word: &str, lang: Lang) -> String {
    say!(lang, "`{word}` is not of the form `name=value`", "`{word}` 설정은 `이름=값` 형식이 아닙니다")
}

/// How to set the parameters of a demo.
pub fn set_like_this(spec: &DemoSpec, lang: Lang) -> String {
    let each = spec.params.iter().map(|param| format!("--set {}={}", param.id, param.default));
    let each = each.collect::<Vec<_>>().join(" ");
    say!(lang, "these can be set: `{each}`", "설정할 수 있는 매개변수: `{each}`")
}

/// A parameter that does not exist.
pub fn no_param(demo: &str, name: &str, lang: Lang) -> String {
    say!(lang, "the demo `{demo}` has no parameter `{name}`", "`{demo}` 데모에 `{name}` 매개변수가 없습니다")
}

/// The demo promises no such observation.
pub fn no_observation(demo: &str, name: &str, lang: Lang) -> String {
    say!(lang, "demo `{demo}` has no observation `{name}`", "`{demo}` 데모에는 `{name}` 관찰값이 없습니다")
}

/// Where the observations of a demo are listed.
pub fn show_it(demo: &str, lang: Lang) -> String {
    say!(lang, "`ttl show {demo}` lists them", "`ttl show {demo}`로 볼 수 있습니다")
}

/// Where to find out what is missing.
pub fn try_doctor(lang: Lang) -> &'static str {
    pick(lang, "`ttl doctor` says what is missing", "무엇이 빠졌는지 `ttl doctor`로 확인하세요")
}

/// A comparison that is not written as one.
pub fn not_a_comparison(word: &str, lang: Lang) -> String {
    say!(lang, "`{word}` is not `name=value,value`", "`{word}` 형식이 `이름=값,값`이 아닙니다")
}

/// There is no number of that name to compare.
pub fn no_number_called(name: &str, lang: Lang) -> String {
    say!(lang, "no run reported a number `{name}`", "`{name}` 수를 보고한 실행이 없습니다")
}

/// What can be observed.
pub fn numbers_are(names: &str, lang: Lang) -> String {
    say!(lang, "numbers: {names}", "관찰한 수: {names}")
}

/// A file whose ending says nothing.
pub fn unknown_export(file: &str, lang: Lang) -> String {
    say!(lang, "it is not clear what to write to `{file}`", "`{file}` 파일에 무엇을 저장할지 알 수 없습니다")
}

/// What can be exported.
pub fn exports_are(lang: Lang) -> &'static str {
    pick(
        lang,
        "end the name in .json (for Chrome and Perfetto) or in .svg (the picture)",
        "이름을 .json(Chrome, Perfetto용)이나 .svg(그림)로 끝내세요",
    )
}

/// A run that drew nothing cannot be exported.
pub fn nothing_drawn(demo: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{demo}` drew nothing here, so there is nothing to write",
        "`{demo}` 데모가 그린 것이 없어 저장할 것이 없습니다"
    )
}

/// There is no scenario of that name.
pub fn no_scenario_called(name: &str, lang: Lang) -> String {
    say!(lang, "there is no scenario `{name}`", "`{name}` 시나리오는 없습니다")
}

/// The scenarios that there are.
pub fn scenarios_are(names: &str, lang: Lang) -> String {
    say!(lang, "scenarios: {names}", "시나리오: {names}")
}

/// Something that looks like what was typed.
pub fn did_you_mean(meant: &str, lang: Lang) -> String {
    say!(lang, "did you mean `{meant}`?", "혹시 `{meant}` 아닌지 확인하세요")
}

/// A value that a parameter does not take.
pub fn bad_param(name: &str, value: &str, lang: Lang) -> String {
    say!(lang, "`{name}` cannot be set to `{value}`", "`{name}` 매개변수에는 `{value}` 값을 쓸 수 없습니다")
}

/// What a parameter takes.
pub fn param_takes(name: &str, takes: &str, lang: Lang) -> String {
    say!(lang, "`{name}` takes {takes}", "`{name}`에 쓸 수 있는 값: {takes}")
}

/// What there is.
pub fn what_there_is(n_decks: usize, n_cards: usize, n_demos: usize, lang: Lang) -> String {
    say!(
        lang,
        "{n_decks} decks, {n_cards} cards, {n_demos} demos",
        "덱 {n_decks}개, 카드 {n_cards}장, 데모 {n_demos}개"
    )
}

/// Commands to try, each with what it does.
pub fn first_steps(lang: Lang) -> [(&'static str, &'static str); 4] {
    [
        (
            "ttl quiz concurrency",
            pick(lang, "answer, then run it for real", "답하고, 정말 그런지 실행해 봅니다"),
        ),
        ("ttl demo blocking-matrix", pick(lang, "see a demo on its own", "데모만 따로 봅니다")),
        ("ttl list", pick(lang, "every deck and demo", "모든 덱과 데모를 봅니다")),
        (
            "ttl check",
            pick(
                lang,
                "prove every answer key on this machine",
                "모든 정답을 이 컴퓨터에서 실행해 증명합니다",
            ),
        ),
    ]
}

/// An option that does not exist.
pub fn unknown_argument(word: &str, lang: Lang) -> String {
    say!(lang, "`{word}` is no option here", "`{word}` 옵션이 없습니다")
}

/// A subcommand that does not exist.
pub fn unknown_command(word: &str, lang: Lang) -> String {
    say!(lang, "`{word}` is no command", "`{word}` 명령이 없습니다")
}

/// A value that an option does not take.
pub fn invalid_value(argument: &str, value: &str, lang: Lang) -> String {
    say!(lang, "`{argument}` does not take `{value}`", "`{argument}`에 쓸 수 없는 값: `{value}`")
}

/// Something that has to be given.
pub fn missing_argument(argument: &str, lang: Lang) -> String {
    say!(lang, "`{argument}` is missing", "`{argument}` 인자가 빠졌습니다")
}

/// Nothing better can be said.
pub fn not_understood(lang: Lang) -> &'static str {
    pick(lang, "this cannot be understood", "이해할 수 없는 명령입니다")
}

/// The values that an option takes.
pub fn one_of(values: &str, lang: Lang) -> String {
    say!(lang, "one of: {values}", "쓸 수 있는 값: {values}")
}

/// How to use a command.
pub fn usage(usage: &str, lang: Lang) -> String {
    say!(lang, "usage: {usage}; `--help` shows more", "사용법: {usage}. `--help`로 자세히 볼 수 있습니다")
}

/// A word that names nothing that can be shown.
pub fn nothing_to_show(word: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{word}` is no demo, deck, tag or card here",
        "`{word}`에 해당하는 데모, 덱, 태그, 카드가 없습니다"
    )
}
