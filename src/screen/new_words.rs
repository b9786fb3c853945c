//! The words of `ttl new`, and of the help of `ttl new` and `ttl schema`, in every language of the program, side by side.

use super::words::{pick, say};
use crate::model::Lang;

/// A file was written.
pub fn written(path: &str, lang: Lang) -> String {
    say!(lang, "wrote {path}", "저장함: {path}")
}

/// The first command to type next.
pub fn next(command: &str, lang: Lang) -> String {
    say!(lang, "next: {command}", "다음: {command}")
}

/// Another command to type after that.
pub fn then(command: &str, lang: Lang) -> String {
    say!(lang, "      {command}", "      {command}")
}

/// How to type it.
pub fn like_this(example: &str, lang: Lang) -> String {
    say!(lang, "for instance: `{example}`", "예: `{example}`")
}

/// Asks for a name.
pub fn which_name(lang: Lang) -> &'static str {
    pick(lang, "name (letters, digits, `-`, `_`)", "이름(글자, 숫자, `-`, `_`)")
}

/// Asks for a title.
pub fn which_title(lang: Lang) -> &'static str {
    pick(lang, "title", "제목")
}

/// Asks for a deck.
pub fn which_deck(lang: Lang) -> &'static str {
    pick(lang, "deck (name or file)", "덱(이름이나 파일)")
}

/// Asks for a kind of card.
pub fn which_kind(lang: Lang) -> &'static str {
    pick(lang, "kind of card", "카드의 종류")
}

/// What a kind of card is.
pub fn kind(kind: &str, lang: Lang) -> &'static str {
    match kind {
        "choice" => pick(lang, "one choice is right", "보기 하나가 맞음"),
        "multi" => pick(lang, "several choices are right", "맞는 보기가 여럿"),
        "number" => pick(lang, "a number is predicted", "수를 예상함"),
        "order" => pick(lang, "events are put in order", "사건을 차례로 놓음"),
        "text" => pick(lang, "a word is typed", "낱말을 적음"),
        "match" => pick(lang, "things are matched", "짝을 지음"),
        "cloze" => pick(lang, "gaps are filled", "빈칸을 채움"),
        "output" => pick(lang, "what does a program print?", "프로그램의 출력을 예상함"),
        _ => pick(lang, "front and back", "앞면과 뒷면"),
    }
}

/// The choice to go without a demo.
pub fn no_demo(lang: Lang) -> &'static str {
    pick(lang, "(no demo)", "(데모 없음)")
}

/// Asks for the right option.
pub fn which_is_right(lang: Lang) -> &'static str {
    pick(lang, "the right answer", "맞는 답")
}

/// Asks for findings whose opposites are the wrong options.
pub fn which_are_turned(lang: Lang) -> &'static str {
    pick(lang, "wrong answers: the opposites of these (space marks)", "오답: 다음의 반대(스페이스로 표시)")
}

/// Asks for the question in a language; nothing typed leaves it to the program.
pub fn which_prompt(of: Lang, lang: Lang) -> String {
    let tag = of.tag();
    say!(lang, "the question [{tag}] (empty: one that fits)", "질문 [{tag}] (비우면 알맞은 것)")
}

/// Asks for the language of a demo's program.
pub fn which_code(lang: Lang) -> &'static str {
    pick(lang, "the program is written in", "프로그램의 언어")
}

/// A name that cannot be one.
pub fn bad_name(name: &str, lang: Lang) -> String {
    say!(lang, "`{name}` cannot be a name", "이름으로 쓸 수 없습니다: `{name}`")
}

/// What names are, and one that looks like what was typed.
pub fn names_are(meant: Option<&str>, lang: Lang) -> String {
    match meant {
        Some(meant) => say!(
            lang,
            "letters, digits, `-` and `_`, at most 60, a letter or digit first; for instance `{meant}`",
            "글자, 숫자, `-`, `_`를 60자까지 쓰고 글자나 숫자로 시작하세요. 예: `{meant}`"
        ),
        None => pick(
            lang,
            "choose another name: letters, digits, `-` and `_`, at most 60, a letter or digit first",
            "다른 이름을 정하세요. 글자, 숫자, `-`, `_`를 60자까지 쓰고 글자나 숫자로 시작합니다",
        )
        .to_owned(),
    }
}

/// Something else has that name.
pub fn taken_name(name: &str, lang: Lang) -> String {
    say!(lang, "there is something called `{name}` already", "`{name}` 이름은 이미 쓰이고 있습니다")
}

/// A file or folder is there already.
pub fn taken(path: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{path}` is there already and stays as it is",
        "`{path}` 경로가 이미 있어서 그대로 두었습니다"
    )
}

/// A card of that name is there already.
pub fn taken_card(id: &str, lang: Lang) -> String {
    say!(lang, "the deck has a card `{id}` already", "덱에 `{id}` 카드가 이미 있습니다")
}

/// A card at the end would break the deck.
pub fn does_not_fit(path: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{path}` would not be read with another card at its end, so it stays as it is",
        "`{path}` 끝에 카드를 붙이면 읽을 수 없게 되므로 그대로 두었습니다"
    )
}

/// How cards are written so that another can follow.
pub fn write_tables(lang: Lang) -> &'static str {
    pick(
        lang,
        "mend what `ttl check` says, and write each card as a table `[[card]]`",
        "`ttl check`가 알려 주는 것을 고치고, 카드를 저마다 `[[card]]` 표로 적으세요",
    )
}

/// The deck is inside the program.
pub fn inside(deck: &str, lang: Lang) -> String {
    say!(
        lang,
        "the deck `{deck}` is inside `ttl` and has no file to write to",
        "`{deck}` 덱은 `ttl` 안에 있어서 고칠 파일이 없습니다"
    )
}

/// A file that is no deck.
pub fn no_deck(path: &str, lang: Lang) -> String {
    say!(lang, "`{path}` cannot be read as a deck", "`{path}` 파일을 덱으로 읽을 수 없습니다")
}

/// A demo without enough findings.
pub fn too_few_findings(lang: Lang) -> String {
    pick(
        lang,
        "the demo has too few findings that a run can refute",
        "실행해서 반증할 수 있는 데모의 결론이 모자랍니다",
    )
    .to_owned()
}

/// A finding that is not there, or that cannot be turned around.
pub fn no_finding(id: &str, lang: Lang) -> String {
    say!(
        lang,
        "the demo has no finding `{id}` that would do here",
        "데모에 여기서 쓸 수 있는 `{id}` 결론이 없습니다"
    )
}

/// Nothing that could be a key.
pub fn nothing_to_observe(lang: Lang) -> String {
    pick(
        lang,
        "the demo reports nothing that could be the key of such a card",
        "이런 카드의 정답으로 쓸 관찰값이 데모에 없습니다",
    )
    .to_owned()
}

/// A kind that is made without a demo.
pub fn no_demo_for_kind(lang: Lang) -> String {
    pick(
        lang,
        "cards of that kind are not made from a demo or a program",
        "이 종류의 카드는 데모나 프로그램으로 만들지 않습니다",
    )
    .to_owned()
}

/// No program to begin with.
pub fn no_program(lang: Lang) -> String {
    pick(lang, "there is no program to begin with in that language", "그 언어로 된 첫 프로그램이 없습니다")
        .to_owned()
}

/// Where the findings are listed.
pub fn try_show(lang: Lang) -> String {
    pick(
        lang,
        "`ttl show DEMO` lists the findings; a wrong option needs one that has `fails`",
        "`ttl show 데모`로 결론을 볼 수 있습니다. 오답에는 `fails`가 있는 결론이 필요합니다",
    )
    .to_owned()
}

/// Another kind, or another demo.
pub fn try_other_kind(lang: Lang) -> String {
    pick(
        lang,
        "choose another `--kind` or another `--demo`; `ttl list demos` shows every demo",
        "다른 `--kind`나 다른 `--demo`를 고르세요. `ttl list demos`로 모든 데모를 볼 수 있습니다",
    )
    .to_owned()
}

/// The flag that was meant by `--lang`, which is the language of the program.
pub fn lang_is_ours(value: &str, lang: Lang) -> Option<String> {
    let code = crate::scaffold::Code::ALL.iter().any(|(_, name)| *name == value);
    match (code, value.contains(',')) {
        (true, _) => Some(say!(
            lang,
            "`--lang` is the language of this program; write `--code {value}`",
            "`--lang`은 이 프로그램의 언어입니다. `--code {value}`라고 적으세요"
        )),
        (_, true) => Some(say!(
            lang,
            "`--lang` is the language of this program; write `--texts {value}`",
            "`--lang`은 이 프로그램의 언어입니다. `--texts {value}`라고 적으세요"
        )),
        _ => None,
    }
}

/// What a subcommand does.
pub fn about(command: &str, lang: Lang) -> Option<&'static str> {
    Some(match command {
        "new" => pick(
            lang,
            "Write a new deck, card or demo that passes `ttl check` at once",
            "`ttl check`를 바로 통과하는 새 덱, 카드, 데모를 만듭니다",
        ),
        "new deck" => pick(
            lang,
            "Write a new deck with a first card that a run proves",
            "실행으로 증명되는 첫 카드가 든 새 덱을 만듭니다",
        ),
        "new card" => pick(
            lang,
            "Put a new card at the end of a deck; nothing else in the file changes",
            "덱 끝에 새 카드를 붙입니다. 파일의 다른 부분은 그대로입니다",
        ),
        "new demo" => pick(
            lang,
            "Write a new demo: a small measurement that runs at once",
            "바로 실행되는 작은 측정인 새 데모를 만듭니다",
        ),
        "schema" => pick(
            lang,
            "Print what a deck or a demo's promise may say, as JSON Schema",
            "덱이나 데모의 약속에 쓸 수 있는 것을 JSON Schema로 출력합니다",
        ),
        _ => return None,
    })
}

/// What an argument means.
pub fn argument(command: &str, id: &str, lang: Lang) -> Option<&'static str> {
    Some(match (command, id) {
        ("schema", "what") => pick(lang, "deck or demo", "deck 또는 demo"),
        ("schema", "markdown") => pick(lang, "Print a page for readers", "사람이 읽을 문서로 출력합니다"),
        ("new deck" | "new demo", "name") => {
            pick(lang, "Its name; asked for where it is missing", "이름. 없으면 묻습니다")
        }
        ("new deck" | "new demo", "title") => {
            pick(lang, "Its title; `ko=...` for one language", "제목. 한 언어만 정하려면 `ko=...`")
        }
        ("new deck" | "new card", "texts") => {
            pick(lang, "Languages of the texts: en, ko, or en,ko", "글의 언어: en, ko, 또는 en,ko")
        }
        ("new deck", "demo") => pick(
            lang,
            "The demo that the first card is about (lost-update)",
            "첫 카드가 물을 데모(lost-update)",
        ),
        ("new deck" | "new demo", "at") => pick(lang, "The folder to write into", "저장할 폴더"),
        ("new demo", "code") => pick(
            lang,
            "What its program is written in: rust, python, bash",
            "프로그램의 언어: rust, python, bash",
        ),
        ("new card", "deck") => pick(lang, "The deck: a name or a file", "덱: 이름이나 파일"),
        ("new card", "kind") => pick(
            lang,
            "choice, multi, number, order, text, match, cloze, flash, output",
            "choice, multi, number, order, text, match, cloze, flash, output",
        ),
        ("new card", "demo") => {
            pick(lang, "Make it from what this demo finds", "이 데모의 결론으로 만듭니다")
        }
        ("new card", "right") => pick(lang, "The finding that is right", "맞는 답이 될 결론"),
        ("new card", "wrong") => pick(lang, "Findings whose opposites are wrong", "그 반대가 오답이 될 결론"),
        ("new card", "code") => pick(
            lang,
            "The language of its program (output): python, rust, bash",
            "프로그램의 언어(output): python, rust, bash",
        ),
        ("new card", "id") => pick(lang, "The card's name", "카드의 이름"),
        ("new card", "prompt") => {
            pick(lang, "The question; `ko=...` for one language", "질문. 한 언어만 정하려면 `ko=...`")
        }
        _ => return None,
    })
}
