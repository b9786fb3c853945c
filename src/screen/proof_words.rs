//! The words about proofs that are kept, in every language of the program, side by side.

use super::words::{pick, say};
use crate::model::Lang;

/// So long ago, roughly; `s` are seconds.
pub fn ago(s: u64, lang: Lang) -> String {
    let (minutes, hours, days) = (s / 60, s / 3600, s / 86_400);
    match (days, hours, minutes) {
        (0, 0, 0) => say!(lang, "less than a minute ago", "1분 이내"),
        (0, 0, n) => say!(lang, "{n} min ago", "{n}분 전"),
        (0, n, _) => say!(lang, "{n} h ago", "{n}시간 전"),
        (1, ..) => say!(lang, "1 day ago", "1일 전"),
        (n, ..) => say!(lang, "{n} days ago", "{n}일 전"),
    }
}

/// Beside a card whose demo was not run now.
pub fn run_earlier(age_s: u64, lang: Lang) -> String {
    let ago = ago(age_s, lang);
    say!(lang, "run {ago}", "실행: {ago}")
}

/// So many cards were proven before and not run now.
pub fn unchanged(n: usize, oldest_s: u64, lang: Lang) -> String {
    let ago = ago(oldest_s, lang);
    match n {
        1 => say!(
            lang,
            "1 card is unchanged and was proven {ago}",
            "카드 1장은 바뀐 것이 없어 다시 실행하지 않았습니다(증명: {ago})"
        ),
        n => say!(
            lang,
            "{n} cards are unchanged and were proven earlier, the first of them {ago}",
            "카드 {n}장은 바뀐 것이 없어 다시 실행하지 않았습니다(가장 오래된 증명: {ago})"
        ),
    }
}

/// The same, with how to run them again.
pub fn not_run_again(n: usize, oldest_s: u64, lang: Lang) -> String {
    let unchanged = unchanged(n, oldest_s, lang);
    say!(lang, "{unchanged}; `--fresh` runs again", "{unchanged}. `--fresh`로 다시 실행합니다")
}

/// Proofs could not be kept.
pub fn not_kept(why: &str, lang: Lang) -> String {
    say!(
        lang,
        "proofs could not be kept for next time: {why}",
        "증명을 다음을 위해 저장하지 못했습니다: {why}"
    )
}

/// Everything that was kept is forgotten.
pub fn forgotten(n: usize, lang: Lang) -> String {
    match n {
        0 => say!(lang, "no proofs were kept", "저장된 증명이 없습니다"),
        1 => say!(lang, "1 kept proof removed", "저장된 증명 1건을 지웠습니다"),
        n => say!(lang, "{n} kept proofs removed", "저장된 증명 {n}건을 지웠습니다"),
    }
}

/// What an option of `check` that has to do with time means.
pub fn argument(id: &str, lang: Lang) -> Option<&'static str> {
    Some(match id {
        "watch" => pick(
            lang,
            "Check again at each save, on one screen with keys",
            "저장할 때마다 다시 점검해 한 화면에 보여 줍니다",
        ),
        "fresh" => pick(
            lang,
            "Run everything again, also what is proven and unchanged",
            "바뀐 것이 없어도 모두 다시 실행합니다",
        ),
        "no_cache" => pick(
            lang,
            "Use no proofs of earlier checks, and keep none",
            "전에 증명한 결과를 쓰지도 저장하지도 않습니다",
        ),
        "clear_cache" => {
            pick(lang, "Remove every proof that is kept, run nothing", "저장된 증명을 모두 지우고 끝냅니다")
        }
        "jobs" => pick(
            lang,
            "How many proofs at once, where they do not disturb one another; by default one for each CPU",
            "서로 방해하지 않는 증명을 한 번에 실행할 수. 기본은 CPU 수",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_the_largest_unit_that_fits() {
        let told = [0, 59, 60, 3599, 3600, 86_399, 86_400, 30 * 86_400].map(|s| ago(s, Lang::En));
        let wanted = [
            "less than a minute ago",
            "less than a minute ago",
            "1 min ago",
            "59 min ago",
            "1 h ago",
            "23 h ago",
            "1 day ago",
            "30 days ago",
        ];
        assert_eq!(told, wanted);
    }
}
