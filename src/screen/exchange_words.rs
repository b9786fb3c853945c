//! The words of `ttl import` and `ttl export`, in every language of the program, side by side.

use super::words::{pick, say};
use crate::exchange::Loss;
use crate::model::Lang;

/// So many cards.
pub fn cards(n: usize, lang: Lang) -> String {
    match (lang, n) {
        (Lang::En, 1) => "1 card".to_owned(),
        (Lang::En, n) => format!("{n} cards"),
        (Lang::Ko, n) => format!("카드 {n}장"),
    }
}

/// A deck was written.
pub fn written(file: &str, cards: &str, kinds: &str, lang: Lang) -> String {
    say!(lang, "wrote {file}: {cards} ({kinds})", "{file} 저장: {cards} ({kinds})")
}

/// A deck is there already, with nothing new.
pub fn same(file: &str, cards: &str, lang: Lang) -> String {
    say!(lang, "{file}: {cards}, nothing new", "{file}: {cards}, 달라진 것 없음")
}

/// A deck is there already and was left alone.
pub fn kept(file: &str, lang: Lang) -> String {
    say!(lang, "{file} is there already and was left alone", "{file} 파일이 이미 있어 그대로 두었습니다")
}

/// A deck has taken over what was new.
pub fn updated(file: &str, lang: Lang) -> String {
    say!(lang, "updated {file}", "{file} 갱신")
}

/// A file that is no deck stands where a deck should go.
pub fn no_deck_there(file: &str, lang: Lang) -> String {
    say!(
        lang,
        "{file} is there already and is no deck, so it was left alone",
        "{file} 파일이 이미 있고 덱이 아니어서 그대로 두었습니다"
    )
}

/// The headings over ids of cards: new, changed, only in the file.
pub fn differences(lang: Lang) -> [&'static str; 3] {
    [
        pick(lang, "new", "새 카드"),
        pick(lang, "changed", "바뀐 카드"),
        pick(lang, "only in the file", "파일에만 있는 카드"),
    ]
}

/// And so many more.
pub fn and_more(n: usize, lang: Lang) -> String {
    say!(lang, "and {n} more", "외 {n}개")
}

/// How to take over what changed.
pub fn try_update(lang: Lang) -> &'static str {
    pick(
        lang,
        "`--update` takes over what is new and keeps what was added by hand",
        "`--update`를 붙이면 새 내용을 받아들이고, 손으로 더한 것은 그대로 둡니다",
    )
}

/// The command to type next.
pub fn next(command: &str, lang: Lang) -> String {
    say!(lang, "next: {command}", "다음: {command}")
}

/// What came of several files.
pub fn total(n_files: usize, n_cards: usize, n_errors: usize, lang: Lang) -> String {
    let cards = cards(n_cards, lang);
    match n_errors {
        0 => say!(lang, "{n_files} files, {cards}", "파일 {n_files}개, {cards}"),
        n => say!(
            lang,
            "{n_files} files, {cards}; could not be imported: {n}",
            "파일 {n_files}개, {cards}, 가져오지 못한 것 {n}개"
        ),
    }
}

/// A file whose format nobody knows.
pub fn unknown_format(file: &str, lang: Lang) -> String {
    say!(lang, "the format of `{file}` is not plain", "`{file}` 파일의 형식을 알 수 없습니다")
}

/// A format that does not exist.
pub fn no_format(name: &str, lang: Lang) -> String {
    say!(lang, "there is no format `{name}`", "`{name}` 형식은 없습니다")
}

/// The formats there are.
pub fn formats_are(names: &str, meant: Option<&str>, lang: Lang) -> String {
    match meant {
        Some(meant) => say!(
            lang,
            "did you mean `{meant}`? formats: {names}",
            "혹시 `{meant}` 아닌지 확인하세요. 형식: {names}"
        ),
        None => say!(lang, "formats: {names}", "형식: {names}"),
    }
}

/// How to tell the format.
pub fn tell_format(flag: &str, names: &str, lang: Lang) -> String {
    say!(lang, "tell it with `{flag}`: {names}", "`{flag}`로 형식을 알려 주세요: {names}")
}

/// A format that can only be written, or only be read.
pub fn one_way(name: &str, is_read: bool, lang: Lang) -> String {
    match is_read {
        true => say!(
            lang,
            "`{name}` can be imported, but not exported",
            "`{name}` 형식은 가져올 수만 있고 내보낼 수는 없습니다"
        ),
        false => say!(
            lang,
            "`{name}` can be exported, but not imported",
            "`{name}` 형식은 내보낼 수만 있고 가져올 수는 없습니다"
        ),
    }
}

/// Nothing to import in a folder.
pub fn nothing_in(folder: &str, lang: Lang) -> String {
    say!(lang, "there is nothing to import in `{folder}`", "`{folder}` 폴더에 가져올 것이 없습니다")
}

/// Files of a folder that are something else.
pub fn skipped(n: usize, lang: Lang) -> String {
    match (lang, n) {
        (Lang::En, 1) => "1 file of the folder is something else and was passed over".to_owned(),
        (Lang::En, n) => format!("{n} files of the folder are something else and were passed over"),
        (Lang::Ko, n) => format!("폴더에서 다른 종류의 파일 {n}개는 건너뛰었습니다"),
    }
}

/// A file that does not exist.
pub fn no_file(file: &str, lang: Lang) -> String {
    say!(lang, "there is no file `{file}`", "`{file}` 파일이 없습니다")
}

/// What can be imported.
pub fn import_like_this(lang: Lang) -> &'static str {
    pick(
        lang,
        "name a file, a folder, or `-` for standard input",
        "파일이나 폴더를 적거나, 표준 입력을 뜻하는 `-`를 적으세요",
    )
}

/// Several decks for one file.
pub fn one_deck_a_file(n: usize, file: &str, lang: Lang) -> String {
    say!(
        lang,
        "{n} files do not fit into one deck `{file}`",
        "파일 {n}개를 덱 파일 `{file}` 하나에 담을 수 없습니다"
    )
}

/// Where several decks can go.
pub fn name_a_folder(lang: Lang) -> &'static str {
    pick(lang, "name a folder: `-o decks`", "폴더를 적으세요: `-o decks`")
}

/// A file that is there and would be replaced.
pub fn is_there(file: &str, lang: Lang) -> String {
    say!(lang, "`{file}` is there already", "`{file}` 파일이 이미 있습니다")
}

/// How to replace it.
pub fn try_force(lang: Lang) -> &'static str {
    pick(lang, "choose another name, or replace it with `--force`", "다른 이름을 쓰거나 `--force`로 바꾸세요")
}

/// Something that is no text, to a terminal.
pub fn not_to_a_terminal(format: &str, lang: Lang) -> String {
    say!(
        lang,
        "`{format}` is no text and has no business on a terminal",
        "`{format}` 형식은 글이 아니어서 터미널에 출력하지 않습니다"
    )
}

/// Where it can go.
pub fn name_a_file(lang: Lang) -> &'static str {
    pick(lang, "name a file with `-o FILE`", "`-o 파일`로 파일 이름을 적으세요")
}

/// The format of an export is not known.
pub fn which_format(lang: Lang) -> &'static str {
    pick(lang, "it is not clear which format to write", "어떤 형식으로 저장할지 알 수 없습니다")
}

/// A file was written.
pub fn exported(file: &str, cards: &str, lang: Lang) -> String {
    say!(lang, "wrote {file}: {cards}", "{file} 저장: {cards}")
}

/// What an export could not hold, of one card or deck.
pub fn left_out(about: &str, what: &Loss, lang: Lang) -> String {
    match what {
        Loss::Card(kind) => say!(
            lang,
            "{about}: left out, the format has no `{kind}` cards",
            "{about}: 이 형식에는 `{kind}` 카드가 없어 뺐습니다"
        ),
        Loss::Becomes(from, to) => {
            say!(
                lang,
                "{about}: `{from}` was written as `{to}`",
                "{about}: `{from}` 카드를 `{to}`로 썼습니다"
            )
        }
        Loss::Keys(keys) => {
            let keys = keys.join("`, `");
            say!(lang, "{about}: without `{keys}`", "{about}: `{keys}` 제외")
        }
        Loss::Languages(tags) => {
            let tags = tags.join(", ");
            say!(lang, "{about}: one language only, without {tags}", "{about}: 한 언어만 저장, {tags} 제외")
        }
    }
}

/// What an export could not hold, counted: cards left out, cards changed, cards without something.
pub fn left_out_total(n_cards: usize, n_changed: usize, n_parts: usize, lang: Lang) -> String {
    say!(
        lang,
        "not held by the format: cards left out {n_cards}, written as another kind {n_changed}, without something {n_parts}",
        "형식에 담지 못한 것: 뺀 카드 {n_cards}장, 다른 종류로 쓴 카드 {n_changed}장, 일부를 뺀 카드 {n_parts}장"
    )
}

/// What an argument of `import` or `export` means.
pub(super) fn argument(command: &str, id: &str, lang: Lang) -> Option<&'static str> {
    Some(match (command, id) {
        ("import", "what") => pick(
            lang,
            "Files, folders, or `-` for standard input; a format may stand first",
            "파일이나 폴더, 표준 입력은 `-`. 맨 앞에 형식을 적을 수 있습니다",
        ),
        ("import", "from") => {
            pick(lang, "Format of the files, where they do not tell it", "파일만 보아 알 수 없을 때의 형식")
        }
        ("import", "output") => pick(
            lang,
            "Where decks go: a folder, a file that ends in .toml, or - (decks)",
            "덱을 저장할 곳: 폴더, .toml로 끝나는 파일, 또는 - (decks)",
        ),
        ("import", "name") => pick(lang, "Name of the deck (that of the file)", "덱 이름(기본은 파일 이름)"),
        ("import", "lang_of") => pick(
            lang,
            "Language of the texts, as in `prompt.en`; without it texts have none",
            "글의 언어. `prompt.en`처럼 저장하며, 없으면 언어 없이 저장합니다",
        ),
        ("import", "update") => pick(
            lang,
            "Let decks that are there take over what is new",
            "이미 있는 덱에 새 내용을 받아들입니다",
        ),
        ("export", "what") => pick(lang, "Names of decks, files or folders", "덱 이름, 파일이나 폴더"),
        ("export", "to") => {
            pick(lang, "Format to write (that of the file's ending)", "저장할 형식(기본은 파일 이름의 끝)")
        }
        ("export", "output") => {
            pick(lang, "File to write (standard output)", "저장할 파일(기본은 표준 출력)")
        }
        ("export", "force") => pick(lang, "Replace the file", "파일이 있어도 바꿉니다"),
        ("export", "both") => pick(
            lang,
            "Both languages on every side of a card (anki)",
            "카드의 모든 면에 두 언어를 함께 둡니다(anki)",
        ),
        ("export", "no_run") => pick(
            lang,
            "Run nothing: the page then has no evidence (html)",
            "아무것도 실행하지 않습니다. 그러면 페이지에 근거가 없습니다(html)",
        ),
        ("export", "strict") => pick(
            lang,
            "Fail where the format cannot hold everything",
            "형식에 담지 못한 것이 있으면 실패로 칩니다",
        ),
        _ => return None,
    })
}
