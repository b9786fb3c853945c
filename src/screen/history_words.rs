//! The words around the review history: what became of it, in every language of the program, side by side.

use super::memory_words::stamp;
use super::words::{pick, say};
use crate::model::{CardKey, Day, Lang, Moment, Verdict};
use crate::study::{ENOUGH, MOST, Training};

/// So many entries were written.
pub fn exported(name: &str, n: usize, lang: Lang) -> String {
    say!(lang, "`{name}`: {n} entries", "`{name}`: {n}줄")
}

/// So many entries were taken in.
pub fn imported(n_new: usize, n_known: usize, lang: Lang) -> String {
    say!(
        lang,
        "{n_new} new entries taken in; {n_known} were there already",
        "새 줄 {n_new}개를 들여왔습니다. {n_known}개는 이미 있었습니다"
    )
}

/// So many entries were read out of a history.
pub fn salvaged(n: usize, n_unreadable: usize, n_not_understood: usize, lang: Lang) -> Vec<String> {
    let mut lines = vec![say!(lang, "{n} entries were read", "{n}줄을 읽었습니다")];
    if n_unreadable > 0 {
        lines.push(say!(
            lang,
            "about {n_unreadable} entries are in parts that cannot be read",
            "읽을 수 없는 부분에 약 {n_unreadable}줄이 있습니다"
        ));
    }
    if n_not_understood > 0 {
        lines.push(say!(
            lang,
            "{n_not_understood} entries are not understood by this ttl",
            "이 ttl이 이해하지 못하는 줄이 {n_not_understood}개 있습니다"
        ));
    }
    lines
}

/// Everything is as it should be.
pub fn sound(path: &str, n: usize, lang: Lang) -> String {
    say!(
        lang,
        "`{path}` is sound: {n} entries, and everything derived from them is what they say",
        "`{path}` 파일에 이상이 없습니다. {n}줄이 있고, 거기서 계산한 값이 모두 맞습니다"
    )
}

/// The database is broken.
pub fn broken(what: &str, lang: Lang) -> String {
    say!(lang, "the database is damaged: {what}", "데이터베이스가 손상되었습니다: {what}")
}

/// An entry says nothing that is understood here.
pub fn unreadable(uid: &str, lang: Lang) -> String {
    say!(lang, "the entry `{uid}` is not understood by this ttl", "`{uid}` 줄을 이 ttl이 이해하지 못합니다")
}

/// What was derived is not what the entries say.
pub fn stale(table: &str, at: &str, lang: Lang) -> String {
    say!(
        lang,
        "what was worked out is not what the entries say: `{table}`, first at `{at}`",
        "계산해 둔 값이 기록과 다릅니다: `{table}`, 처음 다른 곳은 `{at}`"
    )
}

/// How to work it out again.
pub fn try_rebuild(lang: Lang) -> Vec<String> {
    vec![
        pick(
            lang,
            "no answer is lost; work everything out again: `ttl history rebuild`",
            "잃은 답은 없습니다. `ttl history rebuild`로 다시 계산하세요",
        )
        .to_owned(),
    ]
}

/// Everything was worked out again.
pub fn rebuilt(lang: Lang) -> &'static str {
    pick(lang, "everything was worked out again from the entries", "기록에서 모두 다시 계산했습니다")
}

/// A word that names no card.
pub fn no_card(word: &str, lang: Lang) -> String {
    say!(lang, "`{word}` is no card or deck", "`{word}`에 해당하는 카드나 덱이 없습니다")
}

/// A word that names cards of several decks.
pub fn several(word: &str, cards: &[CardKey], lang: Lang) -> String {
    let names = cards.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    say!(lang, "`{word}` may be any of {names}", "`{word}`: 여러 카드가 있습니다. {names}")
}

/// Which cards there are.
pub fn try_cards(meant: Option<&str>, lang: Lang) -> Vec<String> {
    vec![match meant {
        Some(meant) => say!(lang, "did you mean `{meant}`?", "혹시 `{meant}` 아닌지 확인하세요"),
        None => say!(
            lang,
            "`ttl list cards` and `ttl history list` name the cards",
            "카드 이름은 `ttl list cards`와 `ttl history list`로 보세요"
        ),
    }]
}

/// How to say which one.
pub fn try_whole_name(lang: Lang) -> Vec<String> {
    vec![pick(lang, "type deck and card: `deck/card`", "덱과 카드를 `덱/카드`로 입력하세요").to_owned()]
}

/// Before cards are forgotten.
pub fn ask_forget(cards: &[CardKey], n_answers: u32, lang: Lang) -> String {
    let n = cards.len();
    match (cards, lang) {
        ([one], Lang::En) => format!(
            "Begin anew with `{one}`? Its answers ({n_answers}) stay in the history, but do not count for its schedule."
        ),
        ([one], Lang::Ko) => format!(
            "`{one}` 카드를 처음부터 다시 시작할까요? 답 {n_answers}건은 기록에 남지만 일정에는 세지 않습니다."
        ),
        (_, Lang::En) => format!(
            "Begin anew with {n} cards? Their answers ({n_answers}) stay in the history, but do not count for their schedule."
        ),
        (_, Lang::Ko) => format!(
            "카드 {n}장을 처음부터 다시 시작할까요? 답 {n_answers}건은 기록에 남지만 일정에는 세지 않습니다."
        ),
    }
}

/// Cards were forgotten.
pub fn forgotten(cards: &[CardKey], lang: Lang) -> String {
    let what = cards_of(cards, lang);
    say!(lang, "begins anew: {what}", "처음부터 다시 시작합니다: {what}")
}

/// Cards were suspended.
pub fn suspended(cards: &[CardKey], lang: Lang) -> String {
    let what = cards_of(cards, lang);
    say!(
        lang,
        "not asked any more: {what}; `ttl history resume` brings back",
        "더 묻지 않습니다: {what}. `ttl history resume`으로 되돌리세요"
    )
}

/// Cards were resumed.
pub fn resumed(cards: &[CardKey], lang: Lang) -> String {
    let what = cards_of(cards, lang);
    say!(lang, "asked again: {what}", "다시 묻습니다: {what}")
}

/// Nothing had to be done.
pub fn nothing_to_do(word: &str, lang: Lang) -> String {
    say!(lang, "`{word}`: nothing to change", "`{word}`: 바꿀 것이 없습니다")
}

fn cards_of(cards: &[CardKey], lang: Lang) -> String {
    match cards {
        [one] => format!("`{one}`"),
        many => {
            let n = many.len();
            say!(lang, "{n} cards", "카드 {n}장")
        }
    }
}

/// An answer was taken back.
pub fn undone(key: &CardKey, at: Moment, answer: &str, verdict: Verdict, lang: Lang) -> String {
    let (at, verdict) = (stamp(at), verdict_word(verdict, lang));
    say!(
        lang,
        "taken back: `{key}`, {at}, answer `{answer}` ({verdict})",
        "되돌렸습니다: `{key}`, {at}, 답 `{answer}`({verdict})"
    )
}

fn verdict_word(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Right => pick(lang, "right", "정답"),
        Verdict::Wrong => pick(lang, "wrong", "오답"),
        Verdict::NotMarked => pick(lang, "not marked", "채점 안 함"),
    }
}

/// There is no answer to take back.
pub fn nothing_to_undo(lang: Lang) -> &'static str {
    pick(lang, "there is no answer to take back", "되돌릴 답이 없습니다")
}

/// There is not enough to learn from.
pub fn too_little(n: usize, lang: Lang) -> String {
    say!(
        lang,
        "{ENOUGH} answers to cards of an earlier day are needed to fit the schedule to; there are {n} so far, and it stays as it is",
        "일정을 맞추려면 하루 이상 지나 다시 답한 기록이 {ENOUGH}건 필요합니다. 지금은 {n}건이라 그대로 둡니다"
    )
}

/// How fitting went, before and after.
pub fn trained(training: &Training, lang: Lang) -> Vec<String> {
    let Training { n_fitted, n_held_out, losses, better } = training;
    let (present, published, fitted) = (losses.present, losses.published, losses.fitted);
    let mut lines = vec![
        say!(
            lang,
            "fitted to {n_fitted} answers, tried on the {n_held_out} that came after them",
            "답 {n_fitted}건에 맞추고, 그 뒤의 답 {n_held_out}건으로 시험했습니다"
        ),
        say!(
            lang,
            "log loss per answer: {present:.4} before, {fitted:.4} fitted, {published:.4} as published (less is better)",
            "답 하나의 로그 손실: 지금까지 {present:.4}, 맞춘 값 {fitted:.4}, 공개된 값 {published:.4}(작을수록 좋음)"
        ),
    ];
    if n_fitted + n_held_out >= MOST {
        lines.push(say!(
            lang,
            "only the latest {MOST} answers were looked at",
            "가장 최근 답 {MOST}건만 보았습니다"
        ));
    }
    lines.push(
        match better.as_deref() {
            None => pick(
                lang,
                "nothing changes: what is in use foresees them best",
                "바꾸지 않습니다. 지금 쓰는 값이 가장 잘 예측합니다",
            ),
            Some([]) => pick(
                lang,
                "from now on the published parameters are used again; every card is scheduled anew",
                "이제 공개된 값을 다시 씁니다. 모든 카드의 일정을 다시 계산했습니다",
            ),
            Some(_) => pick(
                lang,
                "from now on the fitted parameters are used; every card is scheduled anew",
                "이제 맞춘 값을 씁니다. 모든 카드의 일정을 다시 계산했습니다",
            ),
        }
        .to_owned(),
    );
    lines
}

/// The history in a few lines: answers, cards, the last entry.
pub fn extent(n_answers: u64, n_cards: u64, last: Option<Moment>, lang: Lang) -> String {
    let last = last.map(stamp);
    match last {
        None => say!(lang, "no answers yet", "아직 답이 없습니다"),
        Some(last) => say!(
            lang,
            "{n_answers} answers, {n_cards} known cards; the last entry is of {last}",
            "답 {n_answers}건, 배운 카드 {n_cards}장. 마지막 기록은 {last}"
        ),
    }
}

/// By what the schedule goes.
pub fn schedule(trained: Option<(Day, usize)>, is_fitted: bool, lang: Lang) -> String {
    let Some((on, n)) = trained.map(|(on, n)| (day(on), n)) else {
        return say!(lang, "schedule: FSRS-6 with the published parameters", "일정: FSRS-6, 공개된 값");
    };
    match is_fitted {
        true => say!(
            lang,
            "schedule: FSRS-6, fitted to your answers; last tried on {on} with {n} of them",
            "일정: FSRS-6, 내 답에 맞춘 값. {on}에 답 {n}건으로 마지막 시험"
        ),
        false => say!(
            lang,
            "schedule: FSRS-6 with the published parameters; on {on} they foresaw best, with {n} of your answers",
            "일정: FSRS-6, 공개된 값. {on}에 내 답 {n}건으로 시험하니 이 값이 가장 잘 맞음"
        ),
    }
}

/// A day, as it is written down.
pub(super) fn day(day: Day) -> String {
    let stamp = jiff::Timestamp::from_second(i64::from(day.0) * 86_400);
    stamp.map(|stamp| stamp.strftime("%Y-%m-%d").to_string()).unwrap_or_default()
}

/// Headings of the list: vanished, suspended, buried.
pub(super) fn away_headings(lang: Lang) -> [&'static str; 3] {
    [
        pick(lang, "in no deck that is found now", "지금 찾은 덱에 없음"),
        pick(lang, "suspended", "묻지 않기로 함"),
        pick(lang, "put off", "미룸"),
    ]
}

/// How often a card was answered, and when last.
pub(super) fn answers(n: u32, last: Option<Day>, lang: Lang) -> String {
    let Some(last) = last.map(day) else {
        return pick(lang, "never answered", "답한 적 없음").to_owned();
    };
    match (lang, n) {
        (Lang::En, 1) => format!("1 answer, {last}"),
        (Lang::En, n) => format!("{n} answers, last {last}"),
        (Lang::Ko, n) => format!("답 {n}건, 마지막 {last}"),
    }
}

/// Until when a card is put off.
pub(super) fn until(until: Day, lang: Lang) -> String {
    let until = day(until);
    say!(lang, "until {until}", "{until}까지")
}

/// Every card that is remembered is asked.
pub(super) fn nobody_away(lang: Lang) -> &'static str {
    pick(
        lang,
        "Every card of your history is in a deck, and none is suspended or put off.",
        "기록에 있는 카드가 모두 덱에 있고, 묻지 않거나 미룬 카드가 없습니다.",
    )
}

/// What can be done with vanished cards.
pub(super) fn vanished_note(lang: Lang) -> &'static str {
    pick(
        lang,
        "Their answers are kept, and count again as soon as a deck has them.",
        "답은 남아 있으며, 덱에 다시 생기면 그대로 이어집니다.",
    )
}
