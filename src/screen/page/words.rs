//! The words of pages and notes that leave the program, in every language of the program, side by side.
//!
//! They may hold the elements that a page needs; whatever is put into them must be escaped already.

use serde_json::{Map, Value as Json, json};

use crate::model::{Lang, Outcome, Proof};
use crate::screen::words::{pick, say};

/// The name of a language, in itself.
pub fn own_name(lang: Lang) -> &'static str {
    pick(lang, "English", "한국어")
}

/// Over hints that are folded away.
pub fn hints(lang: Lang) -> &'static str {
    pick(lang, "Hints", "힌트")
}

/// In place of a key that only a run knows.
pub fn only_a_run(card: &str, lang: Lang) -> String {
    say!(
        lang,
        "The answer is the one of your own machine: <code>ttl quiz {card}</code> measures it.",
        "정답은 내 컴퓨터가 정합니다. <code>ttl quiz {card}</code> 명령으로 잴 수 있습니다."
    )
}

/// Under an answer that can be run.
pub fn run_it(card: &str, lang: Lang) -> String {
    say!(
        lang,
        "To see it on your own machine: <code>ttl quiz {card}</code>",
        "내 컴퓨터에서 직접 확인하려면: <code>ttl quiz {card}</code>"
    )
}

/// How many cards there are, and how many of them were run.
pub(super) fn cards(n: usize, n_recorded: usize, lang: Lang) -> String {
    match (lang, n) {
        (Lang::En, 1) => format!("1 question, {n_recorded} with a recorded run"),
        (Lang::En, n) => format!("{n} questions, {n_recorded} of them with a recorded run"),
        (Lang::Ko, n) => format!("문제 {n}개, 그중 실행 기록이 있는 문제 {n_recorded}개"),
    }
}

/// What the records are.
pub(super) fn recorded_on(machine: &str, day: &str, lang: Lang) -> String {
    say!(
        lang,
        "This page runs nothing. What it shows of runs was recorded on the author’s machine, {machine}, on {day}.",
        "이 페이지는 아무것도 실행하지 않습니다. 여기 나오는 실행 결과는 {day}에 만든 이의 컴퓨터({machine})에서 기록한 것입니다."
    )
}

/// Nothing was run for this page.
pub(super) fn nothing_recorded(lang: Lang) -> &'static str {
    pick(
        lang,
        "No run was recorded for this page: the answers are those that the author states.",
        "이 페이지에는 실행 기록이 없습니다. 정답은 만든 이가 적은 것입니다.",
    )
}

/// This card was not run.
pub(super) fn not_recorded(lang: Lang) -> &'static str {
    pick(lang, "No run was recorded for this question.", "이 문제에는 실행 기록이 없습니다.")
}

/// The heading over what was recorded.
pub(super) fn recorded(lang: Lang) -> &'static str {
    pick(lang, "Recorded on the author’s machine", "만든 이의 컴퓨터에서 기록한 결과")
}

/// What was run, where and when.
pub(super) fn recorded_there(demo: &str, n: usize, machine: &str, day: &str, lang: Lang) -> String {
    let times = if n == 1 { "once".to_owned() } else { format!("{n} times") };
    say!(
        lang,
        "<code>{demo}</code>, run {times} on {machine}, {day}. Not on yours.",
        "<code>{demo}</code> 데모를 {day}에 {machine}에서 {n}번 실행했습니다. 지금 보고 있는 컴퓨터가 아닙니다."
    )
}

/// The value that the recorded run gave, where only a run knows the key.
pub(super) fn that_machine_says(value: &str, lang: Lang) -> String {
    say!(
        lang,
        "The author’s machine said: <b>{value}</b>. Yours may say something else.",
        "만든 이의 컴퓨터가 낸 답: <b>{value}</b>. 내 컴퓨터에서는 다를 수 있습니다."
    )
}

/// What the recorded run says of an option.
pub(super) fn outcome_there(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Holds => pick(lang, "confirmed", "확인됨"),
        Outcome::Fails => pick(lang, "refuted", "반증됨"),
        Outcome::Inconclusive => pick(lang, "not shown there that day", "그날 그 컴퓨터에서는 보이지 않음"),
        Outcome::Unavailable => pick(lang, "could not be run there", "그 컴퓨터에서는 실행할 수 없었음"),
        Outcome::Conflict => pick(lang, "conflict: the runs disagree", "모순: 실행마다 결과가 엇갈림"),
    }
}

/// The class of an outcome.
pub(super) fn outcome_class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Holds => "holds",
        Outcome::Fails => "fails",
        Outcome::Inconclusive | Outcome::Unavailable => "open",
        Outcome::Conflict => "conflict",
    }
}

/// What the recorded run says of the key.
pub(super) fn proof_there(proof: Proof, lang: Lang) -> &'static str {
    match proof {
        Proof::Proven => pick(
            lang,
            "The recorded runs confirm the answer and refute everything else that they can decide.",
            "기록한 실행이 정답을 확인하고, 가릴 수 있는 나머지를 모두 반증했습니다.",
        ),
        Proof::Partly => {
            pick(lang, "The recorded runs confirm the answer.", "기록한 실행이 정답을 확인했습니다.")
        }
        Proof::NotShown => pick(
            lang,
            "The recorded runs did not show it on that machine that day.",
            "그날 그 컴퓨터에서 기록한 실행에는 나타나지 않았습니다.",
        ),
        Proof::Unavailable => pick(
            lang,
            "The demo could not be run on that machine.",
            "그 컴퓨터에서는 이 데모를 실행할 수 없었습니다.",
        ),
        Proof::Contradicted => pick(
            lang,
            "The recorded runs contradict the stated answer, so this question is not marked.",
            "기록한 실행이 적힌 정답과 어긋나므로 이 문제는 채점하지 않습니다.",
        ),
        Proof::NotRun => "",
    }
}

/// Beside the right option.
pub(super) fn right_answer(lang: Lang) -> &'static str {
    pick(lang, "the right answer", "정답")
}

/// The button that answers.
pub(super) fn answer(lang: Lang) -> &'static str {
    pick(lang, "Answer", "답하기")
}

/// The button that turns a flash card.
pub(super) fn turn(lang: Lang) -> &'static str {
    pick(lang, "Turn the card", "카드 뒤집기")
}

/// The button that shows a hint.
pub(super) fn hint(lang: Lang) -> &'static str {
    pick(lang, "Hint", "힌트")
}

/// The button that passes a card over.
pub(super) fn skip(lang: Lang) -> &'static str {
    pick(lang, "Skip", "건너뛰기")
}

/// The button that goes on.
pub(super) fn next(lang: Lang) -> &'static str {
    pick(lang, "Next", "다음")
}

/// The button that begins.
pub(super) fn begin(lang: Lang) -> &'static str {
    pick(lang, "Begin", "시작하기")
}

/// The button that begins from the first card.
pub(super) fn anew(lang: Lang) -> &'static str {
    pick(lang, "From the beginning", "처음부터")
}

/// The button that asks what was missed once more.
pub(super) fn missed_again(lang: Lang) -> &'static str {
    pick(lang, "Ask the missed ones again", "틀린 문제 다시 풀기")
}

/// The heading of the last sheet.
pub(super) fn done(lang: Lang) -> &'static str {
    pick(lang, "Done", "끝")
}

/// The heading over the keys.
pub(super) fn keys(lang: Lang) -> &'static str {
    pick(lang, "Keys", "단축키")
}

/// The button that closes.
pub(super) fn close(lang: Lang) -> &'static str {
    pick(lang, "Close", "닫기")
}

/// The button that moves an event up.
pub(super) fn up(lang: Lang) -> &'static str {
    pick(lang, "earlier", "앞으로")
}

/// The button that moves an event down.
pub(super) fn down(lang: Lang) -> &'static str {
    pick(lang, "later", "뒤로")
}

/// How events are put in order.
pub(super) fn how_to_order(lang: Lang) -> &'static str {
    pick(
        lang,
        "Press the numbers in order, or move the marked one with Shift and the arrows.",
        "번호를 일어나는 순서대로 누르거나, Shift와 화살표로 옮기세요.",
    )
}

/// Words in one language.
type Say = fn(Lang) -> &'static str;

/// Every key with what it does.
pub(super) const KEYS: [(&str, Say); 9] = [
    ("1 … 9", |lang| {
        pick(lang, "choose an option; in an order, the next event", "보기 고르기. 순서 문제에서는 다음 사건")
    }),
    ("↑ ↓", |lang| {
        pick(
            lang,
            "move between options; with Shift, move an event",
            "보기 사이 이동. Shift와 함께 누르면 사건 옮기기",
        )
    }),
    ("Enter", |lang| pick(lang, "answer, then on to the next", "답하기, 그다음 문제로")),
    ("← →", |lang| pick(lang, "look back and forth", "앞뒤 문제 보기")),
    ("h", |lang| pick(lang, "a hint", "힌트")),
    ("s", |lang| pick(lang, "skip", "건너뛰기")),
    ("l", |lang| pick(lang, "the other language", "다른 언어")),
    ("Esc", |lang| {
        pick(
            lang,
            "leave a text field, so that letters are keys again",
            "입력 칸에서 나와 글자를 단축키로 쓰기",
        )
    }),
    ("?", |lang| pick(lang, "these keys", "이 단축키 보기")),
];

/// What the program of the page says itself; `{…}` is filled in there.
pub(super) fn of_program(langs: &[Lang]) -> Json {
    let of = |lang: Lang| {
        json!({
            "right": pick(lang, "right ✓", "맞음 ✓"),
            "wrong": pick(lang, "wrong ✗", "틀림 ✗"),
            "unmarked": pick(lang, "not marked ·", "채점 안 함 ·"),
            "turned": pick(lang, "Did you know it?", "알고 있었습니까?"),
            "knew": pick(lang, "known ✓", "알고 있었음 ✓"),
            "unknown": pick(lang, "not yet ✗", "아직 모름 ✗"),
            "yours": pick(lang, "your answer: {answer}", "내 답: {answer}"),
            "question": pick(lang, "Question {number} of {total}", "{total}문제 중 {number}번"),
            "choose": pick(lang, "Choose an option first: press its number.", "먼저 번호를 눌러 보기를 고르세요."),
            "fill": pick(lang, "Type an answer first.", "먼저 답을 입력하세요."),
            "number": pick(lang, "Type a number, for instance 12.5.", "12.5처럼 숫자를 입력하세요."),
            "match": pick(lang, "Choose a number for every row.", "줄마다 번호를 고르세요."),
            "moved": pick(lang, "{what}: now at {place} of {total}", "{what}: {total}개 중 {place}번째"),
            "hint": pick(lang, "Hint: {what}", "힌트: {what}"),
            "nohint": pick(lang, "There are no more hints.", "힌트가 더 없습니다."),
            "tally": pick(lang, "{asked} answered: {right} right, {wrong} wrong, {unmarked} not marked, {skipped} skipped",
                "답한 문제 {asked}개: 맞음 {right}, 틀림 {wrong}, 채점 안 함 {unmarked}, 건너뜀 {skipped}"),
            "goon": pick(lang, "Go on ({done} of {total} answered)", "이어서 풀기({total}개 중 {done}개 답함)"),
            "begin": pick(lang, "Begin", "시작하기"),
            "nocompile": pick(lang, "does not compile", "컴파일되지 않음"),
            "language": pick(lang, "English", "한국어"),
        })
    };
    Json::Object(langs.iter().map(|lang| (lang.tag().to_owned(), of(*lang))).collect::<Map<String, Json>>())
}

/// The box that says that a program does not compile.
pub(super) fn no_compile(lang: Lang) -> &'static str {
    pick(lang, "it does not compile", "컴파일되지 않는다")
}

/// Before the number of a line that the compiler names.
pub(super) fn line_of(lang: Lang) -> &'static str {
    pick(lang, "in line (if you know it)", "줄 번호(알면)")
}
