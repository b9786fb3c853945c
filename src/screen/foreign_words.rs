//! Problems with files of other programs, in every language of the program, side by side: the sentence, the words
//! under the caret, and how to go on.

use super::anki_words;
use super::words::{pick, say};
use crate::model::{Body, Foreign, Lang, Takes};

/// What happened.
pub(super) fn sentence(problem: &Foreign, lang: Lang) -> String {
    match problem {
        Foreign::KeptAsTag(tag) => say!(
            lang,
            "a deck has no place for this; it is kept as the tag `{tag}`",
            "덱에 이것을 둘 곳이 없어 `{tag}` 태그로 남겼습니다"
        ),
        Foreign::NoHome(what) => say!(
            lang,
            "a deck has no place for `{what}`, so it was left out",
            "덱에 `{what}` 항목을 둘 곳이 없어 뺐습니다"
        ),
        Foreign::NoKind(kind) => say!(
            lang,
            "no kind of card can hold a question of type `{kind}`",
            "`{kind}` 유형의 문제를 담을 카드 종류가 없습니다"
        ),
        Foreign::NoPart(part) => {
            say!(lang, "the file has no part `{part}`", "파일에 `{part}` 부분이 없습니다")
        }
        Foreign::Unreadable(parser) => {
            say!(lang, "this question cannot be read: {parser}", "이 문제를 읽을 수 없습니다: {parser}")
        }
        Foreign::Nothing => say!(lang, "there is nothing to import", "가져올 것이 없습니다"),
        Foreign::NoColumn(column) => {
            say!(lang, "no column is called `{column}`", "`{column}` 열이 없습니다")
        }
        Foreign::UnknownColumn { name, .. } => say!(
            lang,
            "the column `{name}` means nothing here, so it was left out",
            "`{name}` 열은 뜻을 알 수 없어 뺐습니다"
        ),
        Foreign::Ragged { found, wanted } => say!(
            lang,
            "this row has {found} fields, but there are {wanted} columns",
            "이 줄의 칸은 {found}개인데 열은 {wanted}개입니다"
        ),
        Foreign::OpenQuote => {
            say!(lang, "this quotation mark is never closed", "이 따옴표가 끝까지 닫히지 않았습니다")
        }
        Foreign::EmptyField(column) => {
            say!(lang, "`{column}` is empty in this row", "이 줄의 `{column}` 칸이 비어 있습니다")
        }
        Foreign::BadField { column, .. } => {
            say!(lang, "this cannot be a value of `{column}`", "`{column}` 값으로 쓸 수 없습니다")
        }
        Foreign::NoBack => {
            say!(lang, "this card has no front or no back", "이 카드는 앞면이나 뒷면이 비어 있습니다")
        }
        Foreign::NoGap => {
            say!(lang, "this text has no gap in `[...]`", "이 글에 `[...]` 빈칸이 없습니다")
        }
        Foreign::Stray => say!(
            lang,
            "this line belongs to no card, so it was left out",
            "이 줄은 어느 카드에도 속하지 않아 뺐습니다"
        ),
        Foreign::Media(_) | Foreign::Edited(_) => anki_words::sentence(problem, lang),
    }
}

/// What stands under the caret.
pub(super) fn label(problem: &Foreign, lang: Lang) -> String {
    match problem {
        Foreign::KeptAsTag(_) => say!(lang, "kept as a tag", "태그로 남김"),
        Foreign::NoHome(_) | Foreign::UnknownColumn { .. } | Foreign::Stray => {
            say!(lang, "left out", "뺌")
        }
        Foreign::NoKind(_) => say!(lang, "no such kind of card", "맞는 카드 종류 없음"),
        Foreign::NoPart(_) => say!(lang, "named here", "여기서 부름"),
        Foreign::Unreadable(_) => say!(lang, "reading stopped here", "여기서 읽기를 멈춤"),
        Foreign::Nothing => say!(lang, "nothing in here", "내용 없음"),
        Foreign::NoColumn(_) => say!(lang, "these are the columns", "있는 열은 이것뿐"),
        Foreign::Ragged { .. } => say!(lang, "this row", "이 줄"),
        Foreign::OpenQuote => say!(lang, "opened here", "여기서 열림"),
        Foreign::EmptyField(_) => say!(lang, "empty here", "여기가 빔"),
        Foreign::BadField { .. } => say!(lang, "cannot be read", "읽을 수 없음"),
        Foreign::NoBack => say!(lang, "one side only", "한쪽뿐"),
        Foreign::NoGap => say!(lang, "no gap", "빈칸 없음"),
        Foreign::Media(_) | Foreign::Edited(_) => anki_words::label(problem, lang),
    }
}

/// How to go on.
#[expect(clippy::too_many_lines, reason = "one entry a problem; a table reads better whole")]
pub(super) fn help(problem: &Foreign, lang: Lang) -> String {
    match problem {
        Foreign::KeptAsTag(_) => say!(
            lang,
            "nothing to do: `ttl export` gives it back; without the tag it is gone",
            "할 일은 없습니다. `ttl export`가 되돌려 주며, 태그를 지우면 사라집니다"
        ),
        Foreign::NoHome(_) => say!(
            lang,
            "write it into `explain`, if a learner should read it",
            "학습자가 읽어야 한다면 `explain`에 적으세요"
        ),
        Foreign::NoKind(_) => say!(
            lang,
            "write a card by hand, for instance of the kind `flash`",
            "`flash` 같은 종류로 카드를 직접 쓰세요"
        ),
        Foreign::NoPart(part) => say!(
            lang,
            "add `{part} = \"...\"` under `[multipart]`",
            "`[multipart]` 아래에 `{part} = \"...\"` 줄을 추가하세요"
        ),
        Foreign::Unreadable(_) => {
            say!(lang, "mend this question and import again", "이 문제를 고치고 다시 가져오세요")
        }
        Foreign::Nothing => {
            say!(lang, "tell the format with `--from`", "`--from`으로 형식을 알려 주세요")
        }
        Foreign::NoColumn(_) => say!(
            lang,
            "let the first line name the columns, as in `front,back` or `id,kind,prompt,answer`",
            "첫 줄에 `front,back`이나 `id,kind,prompt,answer`처럼 열 이름을 적으세요"
        ),
        Foreign::UnknownColumn { meant: Some(meant), .. } => {
            say!(lang, "did you mean `{meant}`?", "혹시 `{meant}` 아닌지 확인하세요")
        }
        Foreign::UnknownColumn { meant: None, .. } => say!(
            lang,
            "`docs/import-export.md` lists the columns",
            "열 목록은 `docs/import-export.ko.md`에 있습니다"
        ),
        Foreign::Ragged { .. } => say!(
            lang,
            "put fields with a separator in them between quotation marks",
            "구분자가 들어 있는 칸은 따옴표로 묶으세요"
        ),
        Foreign::OpenQuote => say!(
            lang,
            "close it; inside, two marks `\"\"` stand for one",
            "따옴표를 닫으세요. 안에서는 `\"\"`가 따옴표 하나를 뜻합니다"
        ),
        Foreign::EmptyField(column) => {
            say!(lang, "fill in `{column}`", "`{column}` 칸을 채우세요")
        }
        Foreign::BadField { takes, .. } => {
            let takes = what(*takes, lang);
            say!(lang, "write {takes}", "쓸 수 있는 값: {takes}")
        }
        Foreign::NoBack => say!(
            lang,
            "give it both sides, and check the separator (`#separator:tab` in the first line)",
            "양쪽을 모두 쓰고, 첫 줄의 구분자(`#separator:tab`)를 확인하세요"
        ),
        Foreign::NoGap => say!(
            lang,
            "put square brackets around the words to be asked for",
            "물어볼 낱말을 대괄호로 감싸세요"
        ),
        Foreign::Stray => say!(lang, "begin a card with `Q:` or `C:`", "카드는 `Q:`나 `C:`로 시작하세요"),
        Foreign::Media(_) | Foreign::Edited(_) => anki_words::help(problem, lang),
    }
}

/// What a field takes, in a form that can be typed.
fn what(takes: Takes, lang: Lang) -> String {
    let fixed = match takes {
        Takes::Separator => "tab, comma, semicolon, space, pipe, colon",
        Takes::Column => "1, 2, 3, ...",
        Takes::Level => "1, 2, 3, 4, 5",
        Takes::Kind => return Body::KINDS.join(", "),
        Takes::Bool => "true, false",
        Takes::Id => pick(
            lang,
            "letters, digits, `-`, `_` and `.`, and each id once",
            "글자, 숫자, `-`, `_`, `.` (카드마다 다르게)",
        ),
        Takes::Choices => {
            pick(lang, "numbers of choices, as in `2` or `1; 3`", "`2`나 `1; 3` 같은 보기 번호")
        }
        Takes::Order => pick(lang, "every choice once, as in `2; 1; 3`", "`2; 1; 3`처럼 모든 보기를 한 번씩"),
        Takes::Number => pick(lang, "a number", "숫자"),
        Takes::Tolerance => pick(lang, "`2`, `20%` or `x10`", "`2`, `20%`, `x10`"),
        Takes::Line => pick(lang, "the number of a line, from 1", "1부터 세는 줄 번호"),
        Takes::Milliseconds => pick(lang, "milliseconds", "밀리초"),
    };
    fixed.to_owned()
}
