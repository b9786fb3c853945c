//! Problems with notes of Anki, in every language of the program, side by side: the sentence, the words under the caret, and
//! how to go on.

use super::words::say;
use crate::model::{Foreign, Lang};

/// What happened.
pub(super) fn sentence(problem: &Foreign, lang: Lang) -> String {
    match problem {
        Foreign::Media(n) => say!(
            lang,
            "pictures and sounds are not carried over; there are {n}",
            "그림과 소리는 가져오지 않습니다. 모두 {n}개입니다"
        ),
        Foreign::Edited(card) => say!(
            lang,
            "the note of card `{card}` was edited in Anki, so it comes back as a flash card with what it says now",
            "카드 `{card}`의 노트가 Anki에서 바뀌었으므로, 지금 적힌 내용을 담은 flash 카드로 가져왔습니다"
        ),
        _ => String::new(),
    }
}

/// What stands under the caret.
pub(super) fn label(problem: &Foreign, lang: Lang) -> String {
    match problem {
        Foreign::Media(_) => say!(lang, "in these notes", "이 노트들에서"),
        Foreign::Edited(_) => say!(lang, "edited", "바뀜"),
        _ => String::new(),
    }
}

/// How to go on.
pub(super) fn help(problem: &Foreign, lang: Lang) -> String {
    match problem {
        Foreign::Media(_) => say!(
            lang,
            "say in words what a learner has to see, where a card needs it",
            "카드에 꼭 필요한 그림은 글로 풀어 쓰세요"
        ),
        Foreign::Edited(card) => say!(
            lang,
            "to keep its kind, take the new wording over into `{card}` of the deck you exported by hand",
            "카드 종류를 지키려면 내보냈던 덱의 `{card}` 카드에 바뀐 글을 직접 옮겨 적으세요"
        ),
        _ => String::new(),
    }
}
