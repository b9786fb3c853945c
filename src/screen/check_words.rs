//! The words of a check's other outputs and of its explanations, in every language of the program, side by side.

use super::words::{pick, say};
use crate::model::{Lang, Outcome};

/// The code under which a contradicted key is told; no problem of a text has it.
pub const CONTRADICTED: &str = "contradicted";

/// A key and a run that do not agree; `because` says what decided.
pub(super) fn contradicted(part: &str, is_true: bool, outcome: Outcome, because: &str, lang: Lang) -> String {
    match (outcome, is_true) {
        (Outcome::Conflict, _) => say!(
            lang,
            "runs disagree about `{part}`: {because}",
            "`{part}`에 대한 실행 결과가 서로 어긋납니다: {because}"
        ),
        (_, true) => say!(
            lang,
            "`{part}` is marked as right, but the run refutes it: {because}",
            "`{part}`는 정답으로 표시되어 있지만 실행 결과가 반증합니다: {because}"
        ),
        (_, false) => say!(
            lang,
            "`{part}` is marked as wrong, but the run shows that it holds: {because}",
            "`{part}`는 오답으로 표시되어 있지만 실행해 보면 성립합니다: {because}"
        ),
    }
}

/// The test case of everything in a deck that belongs to no card.
pub(super) const WHOLE_FILE: &str = "(file)";

/// Where more can be read about the problems of a report; `codes` are the different ones, in order.
pub fn more(codes: &[&str], lang: Lang) -> Option<String> {
    let first = codes.first()?;
    Some(match codes.len() {
        1 => say!(
            lang,
            "what it means, with an example: `ttl check --explain {first}`",
            "뜻과 예: `ttl check --explain {first}`"
        ),
        _ => {
            let rest = codes[1..].join(", ");
            say!(
                lang,
                "what each means, with an example: `ttl check --explain {first}`; the same for {rest}",
                "뜻과 예: `ttl check --explain {first}`. 나머지도 같습니다: {rest}"
            )
        }
    })
}

/// The heading over an example that is refused.
pub(super) fn refused(lang: Lang) -> &'static str {
    pick(lang, "Not like this", "이렇게 쓰면 안 됩니다")
}

/// The heading over an example that is accepted.
pub(super) fn accepted(lang: Lang) -> &'static str {
    pick(lang, "But like this", "이렇게 쓰세요")
}

/// A code that nothing explains.
pub fn no_code(code: &str, lang: Lang) -> String {
    say!(lang, "there is no problem called `{code}`", "`{code}`라는 문제는 없습니다")
}

/// Where every code is listed.
pub fn try_codes(meant: Option<&str>, lang: Lang) -> String {
    match meant {
        Some(meant) => say!(
            lang,
            "did you mean `ttl check --explain {meant}`? `ttl check --explain` lists every code",
            "혹시 `ttl check --explain {meant}` 아닌지 확인하세요. `ttl check --explain`으로 모두 볼 수 있습니다"
        ),
        None => say!(
            lang,
            "`ttl check --explain` lists every code",
            "`ttl check --explain`으로 모두 볼 수 있습니다"
        ),
    }
}
