//! The words of reports (checks, demos, lists, the doctor), in every language of the program, side by side.

use super::words::{pick, say};
use crate::judge::Counts;
use crate::model::{Ending, Lang, Proof, Scenario, Status};

/// While it runs.
pub fn running(title: &str, lang: Lang) -> String {
    say!(lang, "running: {title}", "실행 중: {title}")
}

/// The picture does not show what the quiet runs showed.
pub fn picture_differs(lang: Lang) -> &'static str {
    pick(
        lang,
        "this drawn run did not show everything that the quiet runs showed",
        "추적 없이 실행했을 때 보인 것 가운데 일부가 이 그림에는 나타나지 않았습니다",
    )
}

/// The picture and what it is.
pub fn picture_is(lang: Lang) -> &'static str {
    pick(
        lang,
        "one traced run; the verdicts come from quiet ones",
        "그림은 추적하며 한 번 실행한 것이고, 판정은 추적 없이 실행한 결과로 합니다",
    )
}

/// Problems in the decks that were read.
pub fn deck_problems(n: usize, lang: Lang) -> String {
    let problems = if n == 1 { "problem" } else { "problems" };
    say!(
        lang,
        "{n} {problems} in these decks; `ttl check --no-run` shows where",
        "덱에 문제가 {n}개 있습니다. `ttl check --no-run`으로 위치를 확인하세요"
    )
}

/// No trial ran to its end.
pub fn no_complete_trial(n: usize, lang: Lang) -> String {
    let runs = super::words::runs(n, lang);
    say!(lang, "{runs}, none of them ran to its end", "{runs}, 끝까지 마친 실행이 없습니다")
}

/// An observation was not reported.
pub fn not_reported(name: &str, lang: Lang) -> String {
    say!(lang, "no run could observe: {name}", "관찰하지 못한 값: {name}")
}

/// The effect was not seen.
pub fn not_shown(n: usize, lang: Lang) -> String {
    let runs = super::words::runs(n, lang);
    say!(lang, "{runs}, neither it nor its opposite was seen", "{runs}, 이것도 그 반대도 보이지 않았습니다")
}

/// It is true only under a condition that is not met here.
pub fn does_not_apply(when: &str, lang: Lang) -> String {
    say!(lang, "it applies only where `{when}`", "`{when}`일 때만 해당합니다")
}

/// The machine was too busy.
pub fn noise(lang: Lang) -> &'static str {
    pick(lang, "this machine was too busy to tell", "컴퓨터가 너무 바빠 판단할 수 없습니다")
}

/// One agreeing run is not enough.
pub fn not_repeated(lang: Lang) -> &'static str {
    pick(
        lang,
        "seen once, but a measured ratio has to be seen twice",
        "한 번 보였지만, 측정한 비율은 두 번 확인되어야 합니다",
    )
}

/// A program is missing.
pub fn missing_program(name: &str, install: &str, lang: Lang) -> String {
    say!(
        lang,
        "needs `{name}`, which was not found; {install}",
        "필요한 `{name}` 프로그램을 찾지 못했습니다. {install}"
    )
}

/// A shared library is missing.
pub fn missing_library(name: &str, install: &str, lang: Lang) -> String {
    say!(
        lang,
        "needs the library `{name}`, which was not found; {install}",
        "필요한 `{name}` 라이브러리를 찾지 못했습니다. {install}"
    )
}

/// CPUs are missing.
pub fn missing_cpus(needs: u32, has: u32, install: &str, lang: Lang) -> String {
    say!(
        lang,
        "needs {needs} usable CPUs, and there is {has}; {install}",
        "쓸 수 있는 CPU가 {needs}개 필요하지만 {has}개입니다. {install}"
    )
}

/// An instrument failed its check.
pub fn missing_instrument(name: &str, install: &str, lang: Lang) -> String {
    say!(
        lang,
        "the instrument `{name}` failed its check here; {install}",
        "이 컴퓨터는 `{name}` 계측 점검을 통과하지 못했습니다. {install}"
    )
}

/// Before decks that are best learnt before another one.
pub fn learn_first(lang: Lang) -> &'static str {
    pick(lang, "learn first", "먼저 배울 덱")
}

/// Before the deck that is best learnt after another one.
pub fn learn_next(lang: Lang) -> &'static str {
    pick(lang, "next", "다음 덱")
}

/// So many claims.
pub fn claims(n: usize, lang: Lang) -> String {
    let claims = if n == 1 { "claim" } else { "claims" };
    say!(lang, "{n} {claims}", "주장 {n}개")
}

/// What the author says of a claim.
pub fn author_says(is_true: bool, lang: Lang) -> &'static str {
    if is_true {
        pick(lang, "should hold", "확인되어야 함")
    } else {
        pick(lang, "should fail", "반증되어야 함")
    }
}

/// What a check says of a card that is not proven.
pub fn check_proof(proof: Proof, lang: Lang) -> &'static str {
    match proof {
        Proof::Proven => pick(lang, "proven", "증명됨"),
        Proof::Partly => pick(
            lang,
            "the key is proven, not every option is refuted",
            "정답은 증명되었지만 모든 보기가 반증되지는 않음",
        ),
        Proof::NotShown => pick(lang, "not shown here today", "오늘 여기서는 보이지 않음"),
        Proof::Unavailable => pick(lang, "cannot be run here", "여기서는 실행할 수 없음"),
        Proof::Contradicted => pick(lang, "contradicted by the run", "실행 결과와 어긋남"),
        Proof::NotRun => pick(lang, "not run", "실행하지 않음"),
    }
}

/// Everything that a check counted.
pub fn check_summary(n_cards: usize, n_run: usize, counts: Counts, lang: Lang) -> String {
    let Counts { n_proven, n_contradicted, n_inconclusive, n_unavailable } = counts;
    let cards = if n_cards == 1 { "card" } else { "cards" };
    let claims = if n_proven == 1 { "claim" } else { "claims" };
    say!(
        lang,
        "{n_cards} {cards}, {n_run} run: {n_proven} {claims} proven, {n_contradicted} contradicted, {n_inconclusive} not shown here, {n_unavailable} unavailable",
        "카드 {n_cards}장 가운데 {n_run}장 실행: 증명된 주장 {n_proven}, 어긋난 주장 {n_contradicted}, 여기서 보이지 않은 주장 {n_inconclusive}, 실행할 수 없는 주장 {n_unavailable}",
    )
}

/// The heading over findings.
pub fn findings(lang: Lang) -> &'static str {
    pick(lang, "findings", "결론")
}

/// Which run.
pub fn run_number(n: u32, lang: Lang) -> String {
    say!(lang, "run {n}", "{n}번째 실행")
}

/// How a run ended that did not end well.
pub fn ending(ending: Ending, lang: Lang) -> String {
    match ending {
        Ending::Finished => {
            say!(lang, "it ended without saying that all was done", "완료를 알리지 않고 끝났습니다")
        }
        Ending::Failed(code) => say!(lang, "it failed with code {code}", "종료 코드 {code}: 실패했습니다"),
        Ending::Signalled(signal) => {
            say!(lang, "it was ended by signal {signal}", "시그널 {signal}번을 받아 끝났습니다")
        }
        Ending::TimedOut(after) => {
            let s = after.as_secs_f64();
            say!(
                lang,
                "it was still running after {s:.1} s, so it was stopped",
                "{s:.1}초가 지나도 끝나지 않아 강제로 끝냈습니다"
            )
        }
        Ending::Flooded => {
            say!(
                lang,
                "it wrote more than anybody reads, so it was stopped",
                "출력이 너무 많아 강제로 끝냈습니다"
            )
        }
    }
}

/// The heading over decks.
pub fn decks(lang: Lang) -> &'static str {
    pick(lang, "decks", "덱")
}

/// The heading over demos.
pub fn demos(lang: Lang) -> &'static str {
    pick(lang, "demos", "데모")
}

/// So many cards, so many with a run.
pub fn cards(n: usize, n_run: usize, lang: Lang) -> String {
    say!(lang, "{n} cards, {n_run} with a run", "카드 {n}장, 그중 실행할 수 있는 카드 {n_run}장")
}

/// So many findings.
pub fn n_findings(n: usize, lang: Lang) -> String {
    say!(lang, "{n} findings", "결론 {n}개")
}

/// While a demo of a check runs.
pub fn proving(number: usize, total: usize, demo: &str, lang: Lang) -> String {
    say!(lang, "proving {number}/{total}: {demo}", "증명 중 {number}/{total}: {demo}")
}

/// The heading over parameters.
pub fn params(lang: Lang) -> &'static str {
    pick(lang, "parameters", "매개변수")
}

/// A stall of the machine can make it larger.
pub fn stall_up(lang: Lang) -> &'static str {
    pick(lang, "(a stall raises it)", "(실행이 지연되면 커짐)")
}

/// A stall of the machine can make it smaller.
pub fn stall_down(lang: Lang) -> &'static str {
    pick(lang, "(a stall lowers it)", "(실행이 지연되면 작아짐)")
}

/// A stall of the machine can push it either way.
pub fn stall_either(lang: Lang) -> &'static str {
    pick(lang, "(a stall moves it)", "(실행이 지연되면 바뀜)")
}

/// A demo runs here.
pub fn runs_here(lang: Lang) -> &'static str {
    pick(lang, "runs here", "여기서 실행됩니다")
}

/// Above the languages of programs inside cards.
pub fn programs_of_cards(lang: Lang) -> &'static str {
    pick(lang, "programs inside cards", "카드에 든 프로그램")
}

/// A demo runs here, but not all of it.
pub fn runs_here_in_part(lang: Lang) -> &'static str {
    pick(lang, "runs here, except for this:", "다음을 빼고 여기서 실행됩니다:")
}

/// A demo cannot run here.
pub fn cannot_run_here(lang: Lang) -> &'static str {
    pick(lang, "cannot run here:", "여기서는 실행할 수 없습니다:")
}

/// A demo started but did not run to its end.
pub fn did_not_end(lang: Lang) -> &'static str {
    pick(
        lang,
        "started, but did not run to its end; `ttl demo` shows more",
        "시작했지만 끝까지 마치지 못했습니다. `ttl demo`로 자세히 볼 수 있습니다",
    )
}

/// What a scenario does.
pub fn scenario(scenario: Scenario, lang: Lang) -> &'static str {
    match scenario {
        Scenario::Idle => pick(lang, "nothing is done", "아무것도 하지 않음"),
        Scenario::Load => pick(lang, "four busy processes for each CPU", "CPU마다 바쁜 프로세스 네 개"),
        Scenario::OneCpu => pick(lang, "everything on one CPU", "모두 CPU 하나에서"),
        Scenario::Quota => pick(lang, "a quarter of one CPU", "CPU 하나의 4분의 1만 허락"),
        Scenario::Stopped => pick(lang, "trials are stopped at random moments", "실행 도중 아무 때나 멈춤"),
        Scenario::Starved => pick(
            lang,
            "four busy processes for each CPU, and trials come after them",
            "CPU마다 바쁜 프로세스 네 개, 데모는 그 뒤로",
        ),
    }
}

/// Stops, counted.
pub fn stops(n: u64, lang: Lang) -> String {
    let stops = if n == 1 { "stop" } else { "stops" };
    say!(lang, "{n} {stops}", "{n}번 멈춤")
}

/// While a scenario runs.
pub fn disturbing(scenario: Scenario, number: usize, total: usize, lang: Lang) -> String {
    let name = scenario.name();
    say!(lang, "{name}: proof {number} of {total}", "{name}: 증명 {number}/{total}")
}

/// The columns of a table of scenarios.
pub fn disturb_heading(lang: Lang) -> [&'static str; 10] {
    match lang {
        Lang::En => ["demo, finding", "proofs", "holds", "fails", "open", "%", "n/a", "lies", "thin%", "ms"],
        Lang::Ko => ["데모, 결론", "증명", "성립", "반증", "미정", "%", "불가", "거짓", "여유%", "ms"],
    }
}

/// How many judgements were lies.
pub fn lies(n: usize, judged: usize, lang: Lang) -> String {
    match n {
        0 => say!(lang, "no false verdict in {judged}", "판정 {judged}건 가운데 거짓 판정 없음"),
        _ => say!(lang, "{n} false verdicts in {judged}", "판정 {judged}건 가운데 거짓 판정 {n}건"),
    }
}

/// The scale of a plot that begins at zero.
pub fn linear_scale(lang: Lang) -> &'static str {
    pick(lang, "bars begin at zero", "막대는 0에서 시작합니다")
}

/// The scale of a plot whose values lie far apart.
pub fn log_scale(lang: Lang) -> &'static str {
    pick(
        lang,
        "logarithmic scale: equal steps are equal factors",
        "로그 눈금: 같은 길이는 같은 배수를 뜻합니다",
    )
}

/// What else could be compared.
pub fn others_to_observe(names: &str, lang: Lang) -> String {
    say!(lang, "others: `--observe` {names}", "다른 값: `--observe` {names}")
}

/// Nothing changed from value to value.
pub fn nothing_changed(param: &str, lang: Lang) -> String {
    say!(
        lang,
        "no number changes with `{param}` by more than it varies from run to run",
        "`{param}` 값에 따라, 실행할 때마다 달라지는 폭보다 더 크게 바뀌는 수가 없습니다"
    )
}

/// A file was written.
pub fn written(file: &str, lang: Lang) -> String {
    say!(lang, "written: {file}", "저장했습니다: {file}")
}

/// What became of a statement of the study notes.
pub fn note_status(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::True => pick(lang, "true", "맞음"),
        Status::Conditions => pick(lang, "true under conditions", "조건부로 맞음"),
        Status::Oversimplified => pick(lang, "oversimplified", "지나친 단순화"),
        Status::Wrong => pick(lang, "wrong on modern systems", "지금의 시스템에서는 틀림"),
    }
}

/// No card teaches a statement.
pub fn no_card_yet(lang: Lang) -> &'static str {
    pick(lang, "no card yet", "아직 카드가 없음")
}

/// How many statements there are, how they were judged, and how many are taught.
pub fn notes_summary(n: usize, counts: &str, n_taught: usize, lang: Lang) -> String {
    say!(
        lang,
        "{n} statements ({counts}); {n_taught} are taught by a card",
        "서술 {n}개({counts}), 그 가운데 {n_taught}개를 카드가 다룹니다"
    )
}
