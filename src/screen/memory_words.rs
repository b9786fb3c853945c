//! The words of remembering: confidence, grades, when a card comes back, what is put off, in every language of the program, side by side.

use super::learner::{NotEdited, NotKept, Notice, Reason};
use super::words::{pick, say};
use crate::model::{Confidence, Grade, Lang, Moment};
use crate::study::Gap;

/// How sure is the learner?
pub fn how_sure(lang: Lang) -> &'static str {
    pick(lang, "how sure are you?", "얼마나 확신하십니까?")
}

/// The keys of that question: the key, what it means, and the word.
pub fn sure_keys(lang: Lang) -> [(&'static str, Confidence, &'static str); 3] {
    [
        ("1", Confidence::Guess, pick(lang, "a guess", "찍음")),
        ("2", Confidence::ThinkSo, pick(lang, "I think so", "아마도")),
        ("3", Confidence::Sure, pick(lang, "sure", "확실")),
    ]
}

/// What a confidence is called after it was told.
pub fn confidence(confidence: Confidence, lang: Lang) -> &'static str {
    match confidence {
        Confidence::Guess => pick(lang, "a guess", "찍음"),
        Confidence::ThinkSo => pick(lang, "thought so", "아마도"),
        Confidence::Sure => pick(lang, "sure", "확실"),
    }
}

/// In plain mode, how to say how sure one is.
pub fn sure_plain(lang: Lang) -> &'static str {
    pick(
        lang,
        "an answer may begin with `sure:` or `guess:`, as in `sure: 1`",
        "답 앞에 `확신:` 또는 `추측:`을 붙일 수 있습니다. 예: `확신: 1`",
    )
}

/// A grade that the learner gives, with what it means.
pub fn grade(grade: Grade, lang: Lang) -> &'static str {
    match grade {
        Grade::Again => pick(lang, "no, not yet", "아니요, 아직 몰랐습니다"),
        Grade::Hard => pick(lang, "yes, with effort", "예, 겨우 떠올렸습니다"),
        Grade::Good => pick(lang, "yes, I knew it", "예, 알고 있었습니다"),
        Grade::Easy => pick(lang, "yes, at once", "예, 바로 떠올랐습니다"),
    }
}

/// How long until a card comes back.
pub fn gap(gap: Gap, lang: Lang) -> String {
    match gap {
        Gap::Minutes(n @ ..=59) => say!(lang, "{n} min", "{n}분"),
        Gap::Minutes(n) => {
            let n = (n + 30) / 60;
            say!(lang, "{n} h", "{n}시간")
        }
        Gap::Days(1) => say!(lang, "1 day", "1일"),
        Gap::Days(n @ ..=59) => say!(lang, "{n} days", "{n}일"),
        Gap::Days(n @ ..=729) => {
            let n = (n + 15) / 30;
            say!(lang, "{n} months", "{n}개월")
        }
        Gap::Days(n) => {
            let n = (n + 182) / 365;
            say!(lang, "{n} years", "{n}년")
        }
    }
}

/// Entries of the menu of everything that is not an answer.
pub fn menu_undo(lang: Lang) -> &'static str {
    pick(lang, "take back the last answer", "마지막 답 되돌리기")
}

/// Put off until tomorrow.
pub fn menu_bury(lang: Lang) -> &'static str {
    pick(lang, "not before tomorrow", "내일까지 미루기")
}

/// Put off for good.
pub fn menu_suspend(lang: Lang) -> &'static str {
    pick(lang, "do not ask this card any more", "이 카드 더 이상 묻지 않기")
}

/// Edit.
pub fn menu_edit(lang: Lang) -> &'static str {
    pick(lang, "edit this card", "이 카드 편집하기")
}

/// What a learner is told between two questions.
pub fn notice(notice: &Notice, lang: Lang) -> String {
    match notice {
        Notice::Undone(key) => say!(
            lang,
            "taken back: the answer to `{key}` does not count, and it is asked again",
            "되돌렸습니다. `{key}` 카드의 답은 세지 않으며, 다시 묻습니다"
        ),
        Notice::NothingToUndo => {
            say!(lang, "there is no answer in this sitting to take back", "이번에 되돌릴 답이 없습니다")
        }
        Notice::Buried(key) => {
            say!(lang, "`{key}` comes back tomorrow", "`{key}` 카드는 내일 다시 나옵니다")
        }
        Notice::Suspended(key) => say!(
            lang,
            "`{key}` is not asked any more; `ttl history resume {key}` brings it back",
            "`{key}` 카드는 더 묻지 않습니다. `ttl history resume {key}` 명령으로 되돌리세요"
        ),
        Notice::Changed => say!(
            lang,
            "this card has changed since you last answered it: what is right, or what it claims, is not what it was",
            "지난번에 답한 뒤로 이 카드의 내용이 바뀌었습니다. 정답이나 주장이 그때와 다릅니다"
        ),
        Notice::SureAndWrong => say!(
            lang,
            "sure, and not so: this is where most is learnt. The card comes back soon",
            "확신했지만 사실은 다릅니다. 가장 많이 배우는 순간입니다. 이 카드는 곧 다시 나옵니다"
        ),
        Notice::Back(when) => {
            let when = gap(*when, lang);
            say!(lang, "comes back in {when}", "{when} 뒤에 다시 나옵니다")
        }
        Notice::Fitted { .. }
        | Notice::NewDay(..)
        | Notice::ClockBehind { .. }
        | Notice::NextDue(_)
        | Notice::Left => of_time(notice, lang),
        Notice::Edited => say!(lang, "the card as it is now:", "편집한 카드입니다"),
        Notice::NotEdited(why) => not_edited(why, lang),
    }
}

/// What a learner is told of days and clocks.
fn of_time(notice: &Notice, lang: Lang) -> String {
    match notice {
        Notice::NewDay(n_due, n_new) => say!(
            lang,
            "a new day has begun: {n_due} due, {n_new} new",
            "새로운 날이 시작되었습니다. 복습 {n_due}장, 새 카드 {n_new}장"
        ),
        Notice::ClockBehind { last, now } => {
            let (last, now) = (stamp(*last), stamp(*now));
            say!(
                lang,
                "the clock says {now}, but the last answer was at {last}: answers are kept in the order in which you give them; if the clock is wrong, set it and go on",
                "시계는 {now}인데 마지막 답은 {last}에 적혔습니다. 답은 주신 순서대로 남습니다. 시계가 틀렸다면 맞추고 계속하세요"
            )
        }
        Notice::NextDue(None) => say!(
            lang,
            "nothing is due, today or later; `ttl quiz` asks what you like",
            "오늘도 나중에도 복습할 카드가 없습니다. `ttl quiz`로 원하는 것을 풀어 보세요"
        ),
        Notice::NextDue(Some((days, n))) => {
            let cards = if *n == 1 { "card" } else { "cards" };
            match days {
                1 => say!(lang, "next: {n} {cards} tomorrow", "다음: 내일 {n}장"),
                days => say!(lang, "next: {n} {cards} in {days} days", "다음: {days}일 뒤 {n}장"),
            }
        }
        Notice::Left => say!(
            lang,
            "more cards are due and left for another day: the limit of a day, or a card like them came today; `ttl review --all` asks them too",
            "복습할 카드가 더 있지만 다른 날로 미룹니다. 하루 한도에 닿았거나 비슷한 카드가 오늘 나왔습니다. `ttl review --all`로 모두 풀 수 있습니다"
        ),
        Notice::Fitted { n, before, after } => say!(
            lang,
            "the schedule is fitted to your {n} answers now and foresees them better (log loss {before:.3} before, {after:.3} now)",
            "이제 일정을 지금까지의 답 {n}개에 맞추었습니다. 예측이 나아졌습니다(로그 손실 {before:.3}에서 {after:.3}로)"
        ),
        _ => String::new(),
    }
}

/// Why a card was not edited, and what to do instead.
fn not_edited(why: &NotEdited, lang: Lang) -> String {
    match why {
        NotEdited::Inside => say!(
            lang,
            "this deck came with the program, so there is no file to edit; the card is asked as it is",
            "프로그램에 들어 있는 덱이라 편집할 파일이 없습니다. 카드를 지금 그대로 묻습니다"
        ),
        NotEdited::NoEditor => say!(
            lang,
            "no editor is known here: set EDITOR, as in `EDITOR=nano ttl review`",
            "편집기를 찾지 못했습니다. `EDITOR=nano ttl review`처럼 EDITOR를 정하세요"
        ),
        NotEdited::Failed(why) => say!(
            lang,
            "the editor could not do it ({why}); the card is asked as it is",
            "편집기를 쓰지 못했습니다({why}). 카드를 지금 그대로 묻습니다"
        ),
    }
}

/// A moment on the clock of its place.
pub(super) fn stamp(at: Moment) -> String {
    let local_s = at.ms.div_euclid(1000) + i64::from(at.offset_min) * 60;
    let shown =
        jiff::Timestamp::from_second(local_s).map(|stamp| stamp.strftime("%Y-%m-%d %H:%M").to_string());
    shown.unwrap_or_default()
}

/// An answer could not be written down: what happened, and why.
pub fn not_kept(trouble: &NotKept, lang: Lang) -> [String; 2] {
    let NotKept { path, reason, cause } = trouble;
    let what = match reason {
        Reason::Full => say!(
            lang,
            "this answer is not kept yet: there is no room for `{path}` on the disk",
            "이 답을 아직 적지 못했습니다. 디스크에 `{path}` 파일을 쓸 공간이 없습니다"
        ),
        Reason::Busy => say!(
            lang,
            "this answer is not kept yet: another program holds `{path}`",
            "이 답을 아직 적지 못했습니다. 다른 프로그램이 `{path}` 파일을 쓰고 있습니다"
        ),
        Reason::ReadOnly => say!(
            lang,
            "this answer is not kept yet: `{path}` cannot be written",
            "이 답을 아직 적지 못했습니다. `{path}` 파일에 쓸 수 없습니다"
        ),
        Reason::Other => say!(
            lang,
            "this answer is not kept yet: something is wrong with `{path}`",
            "이 답을 아직 적지 못했습니다. `{path}` 파일에 문제가 있습니다"
        ),
    };
    [what, say!(lang, "  because: {cause}", "  원인: {cause}")]
}

/// The keys that such a trouble offers.
pub fn retry_keys(lang: Lang) -> [(&'static str, &'static str); 2] {
    [
        ("r", pick(lang, "try again", "다시 시도")),
        (
            "c",
            pick(lang, "go on; it is tried again with the next answer", "계속하기(다음 답과 함께 다시 시도)"),
        ),
    ]
}

/// Without a terminal nobody is asked.
pub fn goes_on(lang: Lang) -> &'static str {
    pick(
        lang,
        "going on; it is tried again with the next answer, and what is left is printed at the end",
        "계속합니다. 다음 답과 함께 다시 시도하고, 남은 것은 끝에 출력합니다",
    )
}

/// The history cannot be had, and a quiz goes on without it.
pub fn goes_on_without(lang: Lang) -> &'static str {
    pick(
        lang,
        "the quiz goes on, but the answers of this sitting are not kept",
        "퀴즈는 계속하지만 이번 답은 남지 않습니다",
    )
}

/// Answers that could not be written until the end.
pub fn unkept(n: usize, lang: Lang) -> String {
    say!(
        lang,
        "entries that could not be written: {n}. They follow; keep them in a file and take them in with `ttl history import FILE`",
        "적지 못한 기록이 {n}건 있습니다. 아래 줄을 파일로 남겨 두었다가 `ttl history import 파일` 명령으로 들여오세요"
    )
}
