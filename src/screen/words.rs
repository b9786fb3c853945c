//! Our own words, in every language of the program, side by side.
//!
//! Functions with typed arguments, so that the compiler finds the sentence that one language lacks. After a value
//! Korean puts a fixed noun or a particle with one form only. The words for problems are in `problem_*.rs`.

use crate::model::{Class, Lang, MarkKind, Outcome, SpanState, Verdict};

/// One of two sentences: English first, then Korean.
macro_rules! say {
    ($lang:expr, $en:literal, $ko:literal $(,)?) => {
        match $lang {
            $crate::model::Lang::En => format!($en),
            $crate::model::Lang::Ko => format!($ko),
        }
    };
}
pub(super) use say;

/// One of two fixed words: English first, then Korean.
pub(super) const fn pick(lang: Lang, en: &'static str, ko: &'static str) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Ko => ko,
    }
}

/// What goes on during a stretch, for the legend.
pub fn state(state: SpanState, lang: Lang) -> &'static str {
    match state {
        SpanState::Run => pick(lang, "running", "실행 중"),
        SpanState::Ready => pick(lang, "waits for a CPU", "CPU를 기다림"),
        SpanState::Blocked => pick(lang, "asleep in a call", "호출 안에서 잠듦"),
        SpanState::Poll => pick(lang, "asks again and again", "되풀이해 물음"),
        SpanState::Await => pick(lang, "task suspended", "대기 중인 태스크"),
        SpanState::Work => pick(lang, "own work", "자기 일"),
        SpanState::Absent => pick(lang, "no data yet", "아직 데이터 없음"),
        SpanState::Flight => pick(lang, "request in flight", "처리 중인 요청"),
    }
}

/// What happens at an instant, for the legend.
pub fn mark(kind: MarkKind, lang: Lang) -> &'static str {
    match kind {
        MarkKind::Call => pick(lang, "call", "호출"),
        MarkKind::Return => pick(lang, "return", "반환"),
        MarkKind::Data => pick(lang, "data appears", "데이터 도착"),
        MarkKind::Beat => pick(lang, "heartbeat", "박동"),
        MarkKind::Event => pick(lang, "event", "이벤트"),
        MarkKind::Load => pick(lang, "value read", "값 읽기"),
        MarkKind::Store => pick(lang, "value written", "값 쓰기"),
        MarkKind::Hand => pick(lang, "hand-over", "넘겨줌"),
        MarkKind::Note => pick(lang, "note", "메모"),
    }
}

/// How far an observation can be trusted, in one word.
pub fn class(class: Class, lang: Lang) -> &'static str {
    match class {
        Class::Forced => pick(lang, "forced", "확정"),
        Class::Witness => pick(lang, "witness", "목격"),
        Class::Accounting => pick(lang, "accounting", "커널 계수"),
        Class::Ratio => pick(lang, "ratio", "비율"),
        Class::Unsafe => pick(lang, "not judged", "판정 안 함"),
    }
}

/// What a class means, in one clause.
pub fn class_meaning(class: Class, lang: Lang) -> &'static str {
    match class {
        Class::Forced => pick(
            lang,
            "the program fixes it on every schedule",
            "어떤 순서로 실행되어도 프로그램 구조상 결과가 같습니다",
        ),
        Class::Witness => pick(
            lang,
            "seen once it proves; not seen it proves nothing",
            "한 번 보이면 증명되고, 안 보여도 반증은 아닙니다",
        ),
        Class::Accounting => pick(
            lang,
            "a kernel counter that errs in a known direction",
            "커널이 센 값이며, 오차가 나는 방향을 알고 있습니다",
        ),
        Class::Ratio => pick(lang, "compared within one run", "한 번의 실행 안에서 비교합니다"),
        Class::Unsafe => pick(
            lang,
            "wall clock: shown, never judged",
            "실제 경과 시간에 좌우되므로 보여 주기만 하고 판정하지 않습니다",
        ),
    }
}

/// The outcome of a claim.
pub fn outcome(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Holds => pick(lang, "holds", "확인됨"),
        Outcome::Fails => pick(lang, "fails", "반증됨"),
        Outcome::Inconclusive => pick(lang, "not shown here", "여기서는 안 보임"),
        Outcome::Unavailable => pick(lang, "unavailable", "실행할 수 없음"),
        Outcome::Conflict => pick(lang, "conflict", "모순"),
    }
}

/// The verdict of an answer.
pub fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Right => pick(lang, "right", "맞음"),
        Verdict::Wrong => pick(lang, "wrong", "틀림"),
        Verdict::NotMarked => pick(lang, "not marked", "채점 안 함"),
    }
}

/// A truth value in running text.
pub fn yes_no(yes: bool, lang: Lang) -> &'static str {
    if yes { pick(lang, "yes", "예") } else { pick(lang, "no", "아니요") }
}

/// So many runs of a demo.
pub fn runs(n: usize, lang: Lang) -> String {
    match (lang, n) {
        (Lang::En, 1) => "1 run".to_owned(),
        (Lang::En, n) => format!("{n} runs"),
        (Lang::Ko, n) => format!("{n}번 실행"),
    }
}

/// Seen in some of the runs.
pub fn in_runs(seen: usize, of: usize, lang: Lang) -> String {
    say!(lang, "{seen} of {of}", "{of}번 중 {seen}번")
}

/// The heading over what was observed.
pub fn observed(lang: Lang) -> &'static str {
    pick(lang, "observed", "관찰")
}

/// The heading over a value.
pub fn value(lang: Lang) -> &'static str {
    pick(lang, "value", "값")
}

/// The heading over how far something can be trusted.
pub fn evidence(lang: Lang) -> &'static str {
    pick(lang, "evidence", "근거")
}

/// What a column of several runs shows.
pub fn typical(n_runs: usize, lang: Lang) -> String {
    say!(
        lang,
        "{n_runs} runs: the typical value, below it the smallest and the largest",
        "{n_runs}번 실행: 대표값, 그 아래 최솟값과 최댓값"
    )
}

/// Several runs reported the same values.
pub fn all_alike(n_runs: usize, lang: Lang) -> String {
    say!(lang, "the same in all {n_runs} runs", "{n_runs}번 실행에서 모두 같음")
}

/// Under pictures that do not share a scale.
pub fn own_scales(lang: Lang) -> &'static str {
    pick(lang, "each picture has its own time scale", "그림마다 시간 눈금이 다릅니다")
}

/// In place of a picture that this run did not draw.
pub fn not_drawn(lang: Lang) -> &'static str {
    pick(lang, "nothing was drawn here in this run", "이번 실행에서는 여기에 그려진 것이 없습니다")
}

/// A demo said that something is missing on this machine; its reason says what, in the learner's language.
pub fn missing_here(what: &str, why: &str, lang: Lang) -> String {
    if why.is_empty() {
        say!(lang, "not on this machine: {what}", "이 컴퓨터에 없음: {what}")
    } else {
        say!(lang, "not on this machine: {why}", "이 컴퓨터에서는 볼 수 없음: {why}")
    }
}

/// How many problems were found.
pub fn problems(n_errors: usize, n_warnings: usize, lang: Lang) -> String {
    let counted = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let parts: Vec<String> = [(n_errors, "error", "오류"), (n_warnings, "warning", "경고")]
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, en, ko)| match lang {
            Lang::En => counted(n, en),
            Lang::Ko => format!("{ko} {n}개"),
        })
        .collect();
    match parts.is_empty() {
        true => pick(lang, "no problems", "문제 없음").to_owned(),
        false => parts.join(", "),
    }
}
