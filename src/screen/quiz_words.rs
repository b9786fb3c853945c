//! The words of a quiz, in every language of the program, side by side.

use super::words::{pick, say};
use crate::model::{Lang, Outcome, Proof};
use crate::study::Tally;

/// Above the options, what kind of answer is wanted.
pub fn how_to_answer(kind: &str, lang: Lang) -> &'static str {
    match kind {
        "choice" => pick(lang, "one is right", "하나를 고르세요"),
        "multi" => pick(lang, "one or more are right", "맞는 것을 모두 고르세요"),
        "number" => pick(lang, "predict the number", "숫자를 예측하세요"),
        "order" => pick(lang, "put these in the order in which they happen", "일어나는 순서대로 놓으세요"),
        "text" => pick(lang, "type the word", "낱말을 입력하세요"),
        "match" => pick(lang, "match the sides", "알맞은 짝을 고르세요"),
        "cloze" => pick(lang, "fill the gaps", "빈칸을 채우세요"),
        "output" => pick(lang, "predict what the program prints", "프로그램이 무엇을 출력할지 예측하세요"),
        _ => pick(lang, "think of the answer, then turn the card", "답을 떠올린 뒤 카드를 뒤집으세요"),
    }
}

/// What can be typed in plain mode for that kind of card.
pub fn what_to_type(kind: &str, lang: Lang) -> &'static str {
    match kind {
        "choice" => pick(lang, "a number", "번호를"),
        "multi" => pick(lang, "numbers, as in `1,3`", "`1,3`처럼 번호를 쉼표로 이어서"),
        "number" => pick(lang, "a number", "숫자를"),
        "order" => pick(lang, "the numbers in order, as in `2,1,3`", "`2,1,3`처럼 번호를 순서대로"),
        "text" => pick(lang, "a word", "낱말을"),
        "match" => pick(
            lang,
            "for a, b, c … the number of its match, as in `2,1,3`",
            "a, b, c의 짝이 되는 번호를 `2,1,3`처럼 차례로",
        ),
        "cloze" => pick(lang, "the missing words, `;` between them", "빠진 말을(여럿이면 사이에 `;`)"),
        "output" => pick(
            lang,
            "what it prints (`\\n` between lines, `\"\"` for nothing), or `!` and the line if it does not compile",
            "출력될 내용을(줄 사이에는 `\\n`, 출력이 없으면 `\"\"`, 컴파일되지 않으면 `!`와 줄 번호를)",
        ),
        _ => pick(lang, "`y` if you knew it, `n` if not", "알았으면 `y`, 몰랐으면 `n`을"),
    }
}

/// The line that asks for a line.
pub fn plain_prompt(kind: &str, hints_left: bool, can_undo: bool, lang: Lang) -> String {
    let what = what_to_type(kind, lang);
    let hint = if hints_left { "`hint`, " } else { "" };
    let undo = if can_undo { "`undo`, " } else { "" };
    say!(
        lang,
        "type {what}; or {hint}{undo}`skip`, `demo`, `quit`",
        "{what} 입력하세요. 또는 {hint}{undo}`skip`, `demo`, `quit`"
    )
}

/// What was typed could not be an answer.
pub fn not_an_answer(typed: &str, kind: &str, lang: Lang) -> String {
    let what = what_to_type(kind, lang);
    say!(
        lang,
        "`{typed}` is not an answer here; type {what}",
        "`{typed}`: 여기서는 답으로 쓸 수 없습니다. {what} 입력하세요"
    )
}

/// There are no more hints.
pub fn no_more_hints(lang: Lang) -> &'static str {
    pick(lang, "there are no more hints", "힌트가 더 없습니다")
}

/// Before a hint.
pub fn hint(lang: Lang) -> &'static str {
    pick(lang, "hint", "힌트")
}

/// An entry of the menu: show a hint.
pub fn menu_hint(lang: Lang) -> &'static str {
    pick(lang, "show a hint", "힌트 보기")
}

/// An entry of the menu: pass the card over.
pub fn menu_skip(lang: Lang) -> &'static str {
    pick(lang, "skip this card", "이 카드 건너뛰기")
}

/// An entry of the menu: leave.
pub fn menu_quit(lang: Lang) -> &'static str {
    pick(lang, "quit", "그만두기")
}

/// Under a menu: its keys.
pub fn menu_keys(kind: &str, unicode: bool, lang: Lang) -> String {
    let keys = match kind {
        "multi" => pick(
            lang,
            "↑↓ move, space marks, enter answers, esc for hint, skip, quit",
            "↑↓ 이동, 스페이스로 표시, 엔터로 답하기, esc는 힌트·건너뛰기·그만두기",
        ),
        "order" => pick(
            lang,
            "↑↓ move, space takes and drops, enter answers, esc for hint, skip, quit",
            "↑↓ 이동, 스페이스로 집고 놓기, 엔터로 답하기, esc는 힌트·건너뛰기·그만두기",
        ),
        "output" => pick(
            lang,
            "type it line by line, an empty line ends; `!` if it does not compile; an empty line at once for hint, skip, quit",
            "한 줄씩 입력하고 빈 줄로 끝내세요. 컴파일되지 않으면 `!`, 힌트·건너뛰기·그만두기는 처음부터 빈 줄",
        ),
        "number" | "text" | "cloze" => pick(
            lang,
            "enter answers, an empty line for hint, skip, quit",
            "엔터로 답하기, 빈 줄은 힌트·건너뛰기·그만두기",
        ),
        "flash" => pick(
            lang,
            "enter turns the card, esc for hint, skip, quit",
            "엔터로 카드 뒤집기, esc는 힌트·건너뛰기·그만두기",
        ),
        _ => pick(
            lang,
            "↑↓ move, enter answers, esc for hint, skip, quit",
            "↑↓ 이동, 엔터로 답하기, esc는 힌트·건너뛰기·그만두기",
        ),
    };
    if unicode { keys.to_owned() } else { keys.replace("↑↓", pick(lang, "arrows", "화살표")) }
}

/// The program writes nothing.
pub fn prints_nothing(lang: Lang) -> &'static str {
    pick(lang, "it prints nothing", "아무것도 출력하지 않습니다")
}

/// The compiler refuses the program, perhaps because of a line.
pub fn does_not_compile(line: Option<u32>, lang: Lang) -> String {
    match line {
        None => say!(lang, "it does not compile", "컴파일되지 않습니다"),
        Some(line) => say!(lang, "it does not compile (line {line})", "컴파일되지 않습니다({line}번째 줄)"),
    }
}

/// Before what a program reads.
pub fn it_reads(lang: Lang) -> &'static str {
    pick(lang, "it reads", "입력")
}

/// Before what a program printed.
pub fn it_printed(lang: Lang) -> &'static str {
    pick(lang, "it printed", "출력")
}

/// The program ended with a code, perhaps by a signal.
pub fn it_ended_badly(code: i64, signal: Option<&str>, lang: Lang) -> String {
    match signal {
        Some(signal) => say!(lang, "it was ended by {signal}", "{signal} 신호로 끝났습니다"),
        None => say!(lang, "it ended with code {code}", "종료 코드 {code}로 끝났습니다"),
    }
}

/// Lines that are not shown.
pub fn more_lines(n: usize, lang: Lang) -> String {
    say!(lang, "  … {n} more lines", "  … {n}줄 더 있음")
}

/// The input field of a cloze card.
pub fn type_gaps(n: usize, lang: Lang) -> &'static str {
    match n {
        1 => pick(lang, "the missing word", "빠진 말"),
        _ => pick(lang, "the missing words, ; between them", "빠진 말(사이에 ;)"),
    }
}

/// The input field of an output card; from the second line on, what ends it.
pub fn type_output(is_first: bool, lang: Lang) -> &'static str {
    match is_first {
        true => pick(lang, "it prints", "출력"),
        false => pick(lang, "and then", "그다음"),
    }
}

/// The offer of a run in plain mode, for a card with a program of its own.
pub fn offer_program_plain(lang: Lang) -> String {
    say!(lang, "type `demo` to run the program", "`demo`를 입력하면 프로그램을 실행합니다")
}

/// Before what the learner answered.
pub fn you_said(lang: Lang) -> &'static str {
    pick(lang, "your answer", "내 답")
}

/// Before the key.
pub fn key_says(lang: Lang) -> &'static str {
    pick(lang, "the key says", "정답")
}

/// Nobody knows the key yet.
pub fn only_a_run_can_say(lang: Lang) -> &'static str {
    pick(
        lang,
        "the answer is the one of this machine: only a run can say",
        "정답은 이 컴퓨터가 정합니다. 실행해 봐야 알 수 있습니다",
    )
}

/// The offer to run.
pub fn offer(lang: Lang) -> &'static str {
    pick(lang, "run it for real?", "정말 그런지 실행할까요?")
}

/// The keys of the offer, each with its letter first.
pub fn offer_keys(lang: Lang) -> [(&'static str, &'static str); 5] {
    [
        ("y", pick(lang, "run", "실행")),
        ("n", pick(lang, "not now", "나중에")),
        ("a", pick(lang, "always", "항상")),
        ("s", pick(lang, "source", "소스")),
        ("q", pick(lang, "quit", "그만두기")),
    ]
}

/// In plain mode, how to have it run.
pub fn offer_plain(demo: &str, lang: Lang) -> String {
    say!(
        lang,
        "type `demo` at the next question to run `{demo}` and see",
        "다음 질문에서 `demo`를 입력하면 `{demo}` 데모로 확인합니다"
    )
}

/// There is no such demo or, if it is known, it does not take the settings of the card.
pub fn cannot_run(demo: &str, is_known: bool, lang: Lang) -> String {
    match is_known {
        false => say!(
            lang,
            "there is no demo `{demo}` here, so nothing can be run; see `ttl list demos`",
            "`{demo}` 데모가 여기 없어 실행할 수 없습니다. `ttl list demos`로 확인하세요"
        ),
        true => say!(
            lang,
            "`{demo}` does not take the settings of this card, so nothing is run; see `ttl check --no-run`",
            "`{demo}` 데모가 이 카드의 설정을 받지 않아 실행하지 않습니다. `ttl check --no-run`으로 확인하세요"
        ),
    }
}

/// What a run says of an option.
pub fn option_outcome(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Holds => pick(lang, "confirmed", "확인됨"),
        Outcome::Fails => pick(lang, "refuted", "반증됨"),
        Outcome::Inconclusive => {
            pick(lang, "not shown on this machine today", "오늘 이 컴퓨터에서는 보이지 않음")
        }
        Outcome::Unavailable => pick(lang, "cannot be run here", "여기서는 실행할 수 없음"),
        Outcome::Conflict => pick(
            lang,
            "conflict: runs disagree, which is an error of ours",
            "모순: 실행할 때마다 결과가 엇갈립니다. 이 프로그램의 오류입니다",
        ),
    }
}

/// A choice without a claim.
pub fn no_claim(lang: Lang) -> &'static str {
    pick(lang, "no run decides this one", "실행으로는 가릴 수 없는 보기")
}

/// What a run says of the key.
pub fn proof(proof: Proof, lang: Lang) -> &'static str {
    match proof {
        Proof::Proven => pick(
            lang,
            "the run confirms the key and refutes every other option",
            "실행 결과가 정답을 확인하고 다른 보기를 모두 반증했습니다",
        ),
        Proof::Partly => pick(lang, "the run confirms the key", "실행 결과가 정답을 확인했습니다"),
        Proof::NotShown => pick(
            lang,
            "not shown on this machine today; the card can be repeated",
            "오늘 이 컴퓨터에서는 보이지 않았습니다. 카드를 다시 해 볼 수 있습니다",
        ),
        Proof::Unavailable => pick(lang, "the demo cannot run here", "여기서는 이 데모를 실행할 수 없습니다"),
        Proof::Contradicted => pick(
            lang,
            "the run contradicts the key: please report this card",
            "실행 결과가 정답과 어긋납니다. 이 카드를 제보해 주세요",
        ),
        Proof::NotRun => pick(
            lang,
            "nothing on this card is decided by a run",
            "이 카드에는 실행으로 가릴 수 있는 것이 없습니다",
        ),
    }
}

/// The run of a key that only this machine knows.
pub fn this_machine_says(value: &str, lang: Lang) -> String {
    say!(lang, "this machine says {value}", "이 컴퓨터의 답: {value}")
}

/// Did the learner know it?
pub fn did_you_know(lang: Lang) -> &'static str {
    pick(lang, "did you know it?", "알고 있었습니까?")
}

/// What matches a left side?
pub fn what_matches(left: &str, lang: Lang) -> String {
    say!(lang, "what goes with: {left}", "짝을 고르세요: {left}")
}

/// How the sitting went.
pub fn tally(tally: Tally, lang: Lang) -> String {
    let Tally { n_right, n_wrong, n_not_marked, n_skipped, n_left } = tally;
    let n = n_right + n_wrong + n_not_marked;
    let cards = if n == 1 { "card" } else { "cards" };
    let mut line = say!(
        lang,
        "{n} {cards}, {n_right} right, {n_wrong} wrong",
        "카드 {n}장, 맞음 {n_right}, 틀림 {n_wrong}"
    );
    let more = [
        (n_not_marked, say!(lang, ", {n_not_marked} not marked", ", 채점 안 함 {n_not_marked}")),
        (n_skipped, say!(lang, ", {n_skipped} skipped", ", 건너뜀 {n_skipped}")),
        (n_left, say!(lang, "; {n_left} left", ", 남음 {n_left}")),
    ];
    line.extend(more.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words));
    line
}

/// What to type next after a sitting.
pub fn next_step(lang: Lang) -> &'static str {
    pick(
        lang,
        "next: `ttl review` asks again when it is time, `ttl list` shows every deck",
        "다음: `ttl review`가 때맞추어 다시 묻습니다. `ttl list`로 모든 덱을 보세요",
    )
}

/// A number is wanted.
pub fn type_a_number(unit: &str, lang: Lang) -> String {
    match unit.is_empty() {
        true => {
            say!(lang, "a number", "숫자를")
        }
        false => say!(lang, "a number of {unit}", "숫자, 단위: {unit}"),
    }
}

/// A word is wanted.
pub fn type_a_word(lang: Lang) -> &'static str {
    pick(lang, "a word", "낱말을")
}

/// Before where to read on.
pub fn read_on(lang: Lang) -> &'static str {
    pick(lang, "read on", "더 읽기")
}

/// An entry of the menu: back to the question.
pub fn menu_back(lang: Lang) -> &'static str {
    pick(lang, "back to the question", "질문으로 돌아가기")
}
