//! The words of statistics and of the first five lines, in every language of the program, side by side.
//!
//! Numbers stand with what they count. Deliberately missing: applause and reproach.

use super::values::count;
use super::words::{pick, say};
use crate::model::{Confidence, Lang};
use crate::study::progress::{DayCount, Leaning, Streak};

/// A share in whole percent; only all is 100% and only nothing 0%.
pub fn percent(share: f64) -> String {
    let whole = match (share * 100.0).round() {
        whole if whole >= 100.0 && share < 1.0 => 99.0,
        whole if whole <= 0.0 && share > 0.0 => 1.0,
        whole => whole,
    };
    format!("{whole:.0}%")
}

/// One thing or several, in English.
fn plural(n: u64, one: &str) -> String {
    format!("{} {one}{}", count(n), if n == 1 { "" } else { "s" })
}

/// So many cards.
pub fn cards(n: u32, lang: Lang) -> String {
    match lang {
        Lang::En => plural(n.into(), "card"),
        Lang::Ko => format!("카드 {}장", count(n.into())),
    }
}

/// So many answers.
pub fn answers(n: u32, lang: Lang) -> String {
    match lang {
        Lang::En => plural(n.into(), "answer"),
        Lang::Ko => format!("답 {}개", count(n.into())),
    }
}

/// So many days.
pub fn days(n: u32, lang: Lang) -> String {
    match lang {
        Lang::En => plural(n.into(), "day"),
        Lang::Ko => format!("{}일", count(n.into())),
    }
}

/// A length of time, to the minute.
pub fn time(ms: u64, lang: Lang) -> String {
    let minutes = ms.div_ceil(60_000);
    let (hours, rest) = (count(minutes / 60), minutes % 60);
    match (minutes / 60, rest) {
        (0, _) => say!(lang, "{rest} min", "{rest}분"),
        (_, 0) => say!(lang, "{hours} h", "{hours}시간"),
        _ => say!(lang, "{hours} h {rest} min", "{hours}시간 {rest}분"),
    }
}

/// How today went.
pub fn today(day: &DayCount, lang: Lang) -> String {
    if day.n == 0 {
        return pick(lang, "Today: no answer yet.", "오늘은 아직 답하지 않았습니다.").to_owned();
    }
    let (answers, right, time) = (answers(day.n, lang), count(day.n_right.into()), time(day.took_ms, lang));
    say!(lang, "Today: {answers}, {right} right, in {time}.", "오늘: {answers}, 그중 맞음 {right}개, {time}.")
}

/// How all days went together.
pub fn in_all(all: &DayCount, streak: Streak, lang: Lang) -> String {
    let (answers, right, time) = (answers(all.n, lang), count(all.n_right.into()), time(all.took_ms, lang));
    let on = days(streak.n_days, lang);
    say!(
        lang,
        "In all: {answers}, {right} right, in {time} on {on}.",
        "모두: {on} 동안 {answers}, 그중 맞음 {right}개, {time}."
    )
}

/// Days in a row.
pub fn in_a_row(streak: Streak, lang: Lang) -> String {
    let Streak { current, longest, .. } = streak;
    let (now, most) = (days(current, lang), days(longest, lang));
    match current {
        0 => say!(lang, "Most days in a row: {longest}.", "가장 길게 이어진 기간: {most}."),
        n if n == longest => {
            say!(lang, "In a row: {now}, the most so far.", "{now} 연속, 지금까지 가장 깁니다.")
        }
        _ => say!(lang, "In a row: {now}; the most was {longest}.", "{now} 연속. 가장 길었을 때는 {most}."),
    }
}

/// Nothing was answered yet, with what to type.
pub fn nothing_yet(of: &str, lang: Lang) -> String {
    match of.is_empty() {
        true => pick(lang, "There are no answers yet.", "아직 답한 카드가 없습니다.").to_owned(),
        false => say!(lang, "There are no answers to `{of}` yet.", "`{of}`에는 아직 답한 카드가 없습니다."),
    }
}

/// What will be shown here.
pub fn will_be_here(lang: Lang) -> &'static str {
    pick(
        lang,
        "Here you will see what you know, how sure you may be, which beliefs a run has refuted, and what is due.",
        "답을 쌓으면 여기에서 무엇을 아는지, 얼마나 확신해도 되는지, 실행으로 반증된 오해는 무엇인지, 언제 다시 볼지를 볼 수 있습니다.",
    )
}

/// Before a command to type.
pub fn next(lang: Lang) -> &'static str {
    pick(lang, "next:", "다음:")
}

/// Heading: the days of a year.
pub fn year(lang: Lang) -> &'static str {
    pick(lang, "Answers, day by day", "날마다 답한 수")
}

/// What a shade of the calendar stands for.
pub fn shade(least: u32, most: u32, to: &str) -> String {
    if least == most {
        count(least.into())
    } else {
        format!("{}{to}{}", count(least.into()), count(most.into()))
    }
}

/// What is counted by the shades.
pub fn a_day(lang: Lang) -> &'static str {
    pick(lang, "answers a day", "하루에 답한 수")
}

/// A day without answers.
pub fn none(lang: Lang) -> &'static str {
    pick(lang, "none", "없음")
}

/// Heading: decks.
pub fn decks(lang: Lang) -> &'static str {
    pick(lang, "Decks", "덱")
}

/// Heading: tags.
pub fn tags(lang: Lang) -> &'static str {
    pick(lang, "Tags", "태그")
}

/// The headings of the numbers of a deck: known, in steps, new, right, due, how long it lasts.
pub fn columns(lang: Lang) -> [&'static str; 6] {
    match lang {
        Lang::En => ["known", "learning", "new", "right", "due", "lasts"],
        Lang::Ko => ["앎", "익히는 중", "새 카드", "맞음", "복습", "지속"],
    }
}

/// What the columns mean.
pub fn columns_mean(lang: Lang) -> &'static str {
    pick(
        lang,
        "known: it comes back after days. right: of all answers. lasts: days until the chance of remembering a known card is 90%, on average.",
        "앎: 며칠 뒤에 다시 나오는 카드. 맞음: 답 가운데 맞은 비율. 지속: 아는 카드를 기억할 확률이 90%가 될 때까지의 평균 일수.",
    )
}

/// A share of so many.
pub fn of(share: f64, n: u32, lang: Lang) -> String {
    let (share, n) = (percent(share), count(n.into()));
    say!(lang, "{share} of {n}", "{n}개 중 {share}")
}

/// So many of so many.
pub fn out_of(n: u32, of: u32, lang: Lang) -> String {
    let (n, of) = (count(n.into()), count(of.into()));
    say!(lang, "{n} of {of}", "{of}개 중 {n}개")
}

/// So many times of so many.
pub fn times_out_of(n: u32, of: u32, lang: Lang) -> String {
    let (n, of) = (count(n.into()), count(of.into()));
    say!(lang, "{n} of {of}", "{of}번 중 {n}번")
}

/// A deck in short, for narrow paper: known and in steps, of all.
pub fn in_short(n_known: u32, n_learning: u32, n_total: Option<u32>, lang: Lang) -> String {
    let (known, learning) = (count(n_known.into()), count(n_learning.into()));
    match n_total.map(|total| count(total.into())) {
        Some(total) => {
            say!(
                lang,
                "{known} known, {learning} learning, of {total}",
                "{total}장 중 앎 {known}, 익히는 중 {learning}"
            )
        }
        None => say!(lang, "{known} known, {learning} learning", "앎 {known}, 익히는 중 {learning}"),
    }
}

/// Right answers and what is due, in short.
pub fn right_and_due(right: Option<f64>, n: u32, n_due: u32, lang: Lang) -> String {
    let right = right.map_or_else(|| "-".to_owned(), |share| of(share, n, lang));
    let due = count(n_due.into());
    say!(lang, "right {right}; {due} due", "맞음 {right}, 복습할 것 {due}")
}

/// A number of days, very short.
pub fn short_days(days: f64, lang: Lang) -> String {
    let n = count(days.round().max(1.0) as u64);
    let less = if days < 0.5 { "<" } else { "" };
    say!(lang, "{less}{n} d", "{less}{n}일")
}

/// Decks or tags that are not shown.
pub fn more_rows(n: usize, lang: Lang) -> String {
    say!(lang, "and {n} more: `ttl stats --json`", "그 밖에 {n}개: `ttl stats --json`")
}

/// Tags of decks that are too large to be looked into unasked.
pub fn without_tags(deck: &str, lang: Lang) -> String {
    say!(
        lang,
        "without the tags of large decks: `ttl stats {deck}`",
        "큰 덱의 태그는 빠져 있습니다: `ttl stats {deck}`"
    )
}

/// Heading: remembering, week by week.
pub fn weeks(lang: Lang) -> &'static str {
    pick(lang, "Remembered after a day or more, by week", "하루 이상 지나 기억한 비율 (주별)")
}

/// All weeks together: how much was remembered, and how much was foreseen.
pub fn weeks_in_all(n_kept: u32, n_asked: u32, foreseen: f64, lang: Lang) -> String {
    let (share, foreseen) = (percent(f64::from(n_kept) / f64::from(n_asked.max(1))), percent(foreseen));
    let (kept, asked) = (count(n_kept.into()), count(n_asked.into()));
    say!(
        lang,
        "In all {kept} of {asked}: {share}; the schedule foresaw {foreseen}.",
        "모두 {asked}번 중 {kept}번: {share}. 일정이 내다본 비율은 {foreseen}."
    )
}

/// The two signs of the weeks.
pub fn week_signs(kept: char, foreseen: char, lang: Lang) -> String {
    say!(lang, "{kept} remembered  {foreseen} foreseen", "{kept} 기억함  {foreseen} 내다봄")
}

/// What was foreseen in a week.
pub fn foreseen(share: f64, lang: Lang) -> String {
    let share = percent(share);
    say!(lang, "foreseen {share}", "내다봄 {share}")
}

/// Beside numbers that are too few to say anything.
pub fn few(lang: Lang) -> &'static str {
    pick(lang, "few", "적음")
}

/// No known card was asked after a day yet.
pub fn no_weeks_yet(lang: Lang) -> &'static str {
    pick(
        lang,
        "No known card has been asked again after a day or more yet.",
        "아는 카드를 하루 이상 지나 다시 물은 적이 아직 없습니다.",
    )
}

/// Heading: confidence against verdicts.
pub fn calibration(lang: Lang) -> &'static str {
    pick(lang, "How sure, and how often right", "얼마나 확신했고 얼마나 맞았는지")
}

/// Heading of the learner's own curve.
pub fn own_curve(lang: Lang) -> &'static str {
    pick(lang, "your confidence", "내 확신")
}

/// Heading of the schedule's curve.
pub fn schedule_curve(lang: Lang) -> &'static str {
    pick(lang, "the schedule's forecast", "일정이 내다본 확률")
}

/// How to read the curves.
pub fn curve_reading(lang: Lang) -> &'static str {
    pick(
        lang,
        "Across: the chance that was named. Up: how often it came true. On the dotted line both agree.",
        "가로: 말한 확률. 세로: 실제로 맞은 비율. 점선 위에서는 둘이 같습니다.",
    )
}

/// A confidence in words.
pub fn confidence(confidence: Confidence, lang: Lang) -> &'static str {
    match confidence {
        Confidence::Guess => pick(lang, "guess", "찍음"),
        Confidence::ThinkSo => pick(lang, "think so", "아마도"),
        Confidence::Sure => pick(lang, "sure", "확실"),
    }
}

/// What a confidence stands for.
pub fn stands_for(chance: f64, lang: Lang) -> String {
    let chance = percent(chance);
    say!(lang, "stands for {chance}", "{chance}라는 뜻")
}

/// How often it was right.
pub fn was_right(share: f64, lang: Lang) -> String {
    let share = percent(share);
    say!(lang, "right {share}", "맞음 {share}")
}

/// How a confidence leans, where it does.
pub fn leaning(leaning: Leaning, lang: Lang) -> &'static str {
    match leaning {
        Leaning::TooSure => pick(lang, "less often than that", "그보다 덜 맞음"),
        Leaning::TooShy => pick(lang, "more often than that", "그보다 더 맞음"),
        Leaning::Even => pick(lang, "as said", "말한 대로"),
        Leaning::TooFew => pick(lang, "too few to say", "판단하기에 적음"),
    }
}

/// The score.
pub fn brier(score: f64, flat: f64, n: u32, lang: Lang) -> String {
    let answers = answers(n, lang);
    say!(
        lang,
        "Brier score {score:.3} over {answers}; 0 is perfect. Without telling sure from unsure it would be {flat:.3}.",
        "브라이어 점수 {score:.3} ({answers}). 0이면 완벽합니다. 확신의 정도를 구별하지 않았다면 {flat:.3}입니다."
    )
}

/// No confidence was told yet.
pub fn no_confidence_yet(lang: Lang) -> &'static str {
    pick(
        lang,
        "No answer with a confidence yet; `ttl quiz` and `ttl review` ask for it after an answer.",
        "확신을 말한 답이 아직 없습니다. `ttl quiz`와 `ttl review`가 답한 뒤에 묻습니다.",
    )
}

/// Too few answers for a curve.
pub fn few_for_a_curve(n: u32, lang: Lang) -> String {
    let answers = answers(n, lang);
    say!(
        lang,
        "{answers} with a confidence so far: too few for a curve.",
        "지금까지 확신을 말한 {answers}: 곡선을 그리기에는 적습니다."
    )
}

/// Heading: what will be due.
pub fn due(n_days: usize, lang: Lang) -> String {
    say!(lang, "Due in the next {n_days} days", "앞으로 {n_days}일 동안 복습할 카드")
}

/// What is due today.
pub fn due_today(n: u32, lang: Lang) -> String {
    let cards = cards(n, lang);
    match n {
        0 => pick(lang, "nothing is due today", "오늘 복습할 카드가 없습니다").to_owned(),
        _ => say!(lang, "{cards} due today", "오늘 복습할 {cards}"),
    }
}

/// What is due today, and since when.
pub fn due_since(n: u32, n_overdue: u32, lang: Lang) -> String {
    match n_overdue {
        0 => due_today(n, lang),
        _ => format!("{}, {}", due_today(n, lang), overdue(n_overdue, lang)),
    }
}

/// How many of what is due today were due earlier.
pub fn overdue(n: u32, lang: Lang) -> String {
    let n = count(n.into());
    say!(lang, "{n} of them since earlier", "그중 밀린 카드 {n}장")
}

/// What is due today, and how much is due later than the picture shows.
pub fn due_and_later(today: &str, n_later: u32, lang: Lang) -> String {
    let later = cards(n_later, lang);
    match n_later {
        0 => format!("{today}."),
        _ => say!(lang, "{today}; {later} after these days.", "{today}. 이 기간 뒤에 {later}."),
    }
}

/// Heading: beliefs.
pub fn beliefs(n_held: usize, n_all: usize, lang: Lang) -> String {
    match n_held {
        0 => say!(lang, "Beliefs: none still held", "남은 오해가 없습니다"),
        _ => say!(lang, "Beliefs still held: {n_held} of {n_all}", "아직 남은 오해: {n_all}개 중 {n_held}개"),
    }
}

/// No answer showed a belief yet.
pub fn no_beliefs(lang: Lang) -> &'static str {
    pick(
        lang,
        "No wrong answer has shown a belief that has a name.",
        "이름 붙은 오해를 드러낸 오답이 없습니다.",
    )
}

/// How often a belief was shown, when last, how often surely, and whether a run refuted it.
pub fn shown(n: usize, last: &str, n_sure: usize, n_refuted: usize, lang: Lang) -> String {
    let sure = match (n, n_sure) {
        (_, 0) => String::new(),
        (1, _) => pick(lang, ", and you were sure", ", 확신한 답").to_owned(),
        (_, 1) => pick(lang, ", once surely", ", 확신한 답 1번").to_owned(),
        _ => say!(lang, ", {n_sure} times surely", ", 확신한 답 {n_sure}번"),
    };
    let run = match n_refuted {
        0 => pick(lang, "no run has refuted it for you yet", "아직 실행으로 반증해 보지 않았습니다"),
        _ => pick(lang, "a run refuted it", "실행이 반증했습니다"),
    };
    match n {
        1 => say!(lang, "shown on {last}{sure}; {run}", "{last}에 드러남{sure}. {run}"),
        _ => say!(
            lang,
            "shown {n} times, last on {last}{sure}; {run}",
            "{n}번 드러남, 마지막은 {last}{sure}. {run}"
        ),
    }
}

/// The card is in no deck any more.
pub fn card_is_gone(card: &str, lang: Lang) -> String {
    say!(lang, "card `{card}` is in no deck here any more", "카드 `{card}`는 이제 어느 덱에도 없습니다")
}

/// Beliefs that are only named.
pub fn also_held(lang: Lang) -> &'static str {
    pick(lang, "also still held:", "그 밖에 남은 오해:")
}

/// Beliefs that were mended.
pub fn cleared_up(lang: Lang) -> &'static str {
    pick(lang, "cleared up since, by a right answer:", "그 뒤 맞는 답으로 풀린 오해:")
}

/// What to do with what is due.
pub fn to_review(lang: Lang) -> &'static str {
    pick(lang, "the cards of today", "오늘의 카드를 봅니다")
}

/// So many cards that were never answered.
pub fn new_cards(n: u32, lang: Lang) -> String {
    let new = count(n.into());
    say!(lang, "{new} new", "새 카드 {new}장")
}

/// Cards that are due and not asked today.
pub fn left_for_later(n: u32, lang: Lang) -> String {
    let n = count(n.into());
    say!(lang, "{n} due are left for later", "다음으로 미룬 카드 {n}장")
}

/// When something comes next, where nothing is due.
pub fn next_due(n: u32, day: &str, lang: Lang) -> String {
    let cards = cards(n, lang);
    say!(lang, "next: {cards} on {day}", "다음은 {day}에 {cards}입니다")
}

/// Days in a row, in short.
pub fn row(n: u32, lang: Lang) -> String {
    let days = days(n, lang);
    say!(lang, "{days} in a row", "{days} 연속")
}

/// The last answers; no day: they were given today.
pub fn last_time(last: &DayCount, day: Option<&str>, lang: Lang) -> String {
    let (answers, right) = (answers(last.n, lang), count(last.n_right.into()));
    match day {
        Some(day) => say!(
            lang,
            "last on {day}: {answers}, {right} right",
            "마지막 {day}: {answers}, 그중 맞음 {right}개"
        ),
        None => say!(lang, "today: {answers}, {right} right", "오늘: {answers}, 그중 맞음 {right}개"),
    }
}

/// A belief that is still held, in one line.
pub fn a_belief_held(text: &str, day: &str, lang: Lang) -> String {
    say!(lang, "still held, last seen on {day}: {text}", "아직 남은 오해({day}): {text}")
}

/// Where someone was sure and wrong more often than that stands for.
pub fn sure_but(n_wrong: u32, n: u32, lang: Lang) -> String {
    let answers = answers(n, lang);
    let wrong = count(n_wrong.into());
    say!(
        lang,
        "of {answers} that you were sure of, {wrong} were wrong",
        "확신한 {answers} 중 {wrong}개가 틀렸습니다"
    )
}

/// All is well with beliefs.
pub fn no_belief_held(lang: Lang) -> &'static str {
    pick(lang, "no belief is still held", "남은 오해가 없습니다")
}

/// What to do with a belief.
pub fn to_ask_again(lang: Lang) -> &'static str {
    pick(lang, "that belief again, with its run", "그 오해의 카드를 다시 풀고 실행해 봅니다")
}

/// What to do where there is nothing to do.
pub fn to_stats(lang: Lang) -> &'static str {
    pick(lang, "what you know, as plots", "무엇을 아는지 그림으로 봅니다")
}

/// What to do for something new.
pub fn to_list(lang: Lang) -> &'static str {
    pick(lang, "every deck and demo", "모든 덱과 데모를 봅니다")
}
