//! How to go on, for every problem: something that can be typed, with one clause why where that is not plain.

use crate::model::{Body, Lang, Problem, Stall};

use super::words::say;
use super::{foreign_words, settings_words};

/// The help of a problem.
#[expect(clippy::too_many_lines, reason = "one entry a problem; a table reads better whole")]
pub(super) fn help(problem: &Problem, lang: Lang) -> String {
    match problem {
        Problem::Foreign(foreign) => foreign_words::help(foreign, lang),
        Problem::Syntax(_) => {
            say!(
                lang,
                "check the quotes, brackets and `=` before this place",
                "이 앞의 따옴표, 괄호, `=` 기호를 확인하세요"
            )
        }
        Problem::UnknownKey { meant, .. } => meant_or(meant.as_deref(), lang, |lang| {
            say!(lang, "remove it, or check the spelling", "지우거나 철자를 확인하세요")
        }),
        Problem::MissingKey { key, .. } => say!(lang, "add `{key} = ...`", "`{key} = ...` 줄을 추가하세요"),
        Problem::WrongType { expected, .. } => super::problem_terms::example(*expected, lang),
        Problem::EmptyText => say!(lang, "write the text, or remove the key", "글을 쓰거나 키를 지우세요"),
        Problem::BadId(_) => say!(
            lang,
            "use small letters, digits and `-`, as in `join-total`",
            "`join-total`처럼 영어 소문자, 숫자, `-` 기호만 쓰세요"
        ),
        Problem::HiddenText(_) => say!(
            lang,
            "delete it and type the text again: it could steer a terminal or turn the direction of writing",
            "지우고 다시 입력하세요. 터미널을 조종하거나 글의 방향을 뒤집을 수 있는 문자입니다"
        ),
        Problem::MissingLanguage(missing) => {
            let tag = missing.tag();
            say!(lang, "add `.{tag} = \"...\"` for this text", "이 글에 `.{tag} = \"...\"` 줄을 추가하세요")
        }
        Problem::UnknownKind { meant, .. } => meant_or(meant.as_deref(), lang, |lang| {
            let kinds = listed(&Body::KINDS);
            say!(lang, "write one of {kinds}", "{kinds} 가운데 하나를 쓰세요")
        }),
        Problem::DuplicateId(id) => {
            say!(lang, "call this one `{id}-2`, or something better", "`{id}-2`처럼 다른 id를 쓰세요")
        }
        Problem::IdInTwoDecks { id, .. } => say!(
            lang,
            "give one of them another id, so that `ttl quiz {id}` means one card; or write `allow = [\"id-in-two-decks\"]` in `[deck]`",
            "`ttl quiz {id}` 명령이 카드 하나를 가리키도록 한쪽 id를 바꾸거나, `[deck]`에 `allow = [\"id-in-two-decks\"]` 줄을 쓰세요"
        ),
        Problem::UnknownDeck { meant, .. } => meant_or(meant.as_deref(), lang, |lang| {
            say!(
                lang,
                "`ttl list decks` shows every deck; for one that is yet to come write `allow = [\"unknown-deck\"]` in `[deck]`",
                "`ttl list decks`로 모든 덱을 보세요. 앞으로 만들 덱이라면 `[deck]`에 `allow = [\"unknown-deck\"]` 줄을 쓰세요"
            )
        }),
        Problem::AfterItself(ids) if ids.len() == 1 => say!(
            lang,
            "take it out of `after`; decks that come before this one belong there",
            "`after`에서 지우세요. 이 덱보다 먼저 배울 덱을 적는 곳입니다"
        ),
        Problem::AfterItself(_) => say!(
            lang,
            "decide which of them is learnt first, and take the others out of its `after`",
            "무엇을 먼저 배울지 정하고, 그 덱의 `after`에서 나머지를 지우세요"
        ),
        Problem::CannotAllow { meant, .. } => meant_or(meant.as_deref(), lang, |lang| {
            let codes = listed(Problem::WARNINGS);
            say!(lang, "what can be allowed: {codes}", "허용할 수 있는 것: {codes}")
        }),
        Problem::NoCorrectChoice => say!(
            lang,
            "add `correct = true` to the right choice",
            "맞는 보기에 `correct = true` 줄을 추가하세요"
        ),
        Problem::SeveralCorrectChoices(_) => say!(
            lang,
            "keep one `correct = true`, or write `kind = \"multi\"`",
            "`correct = true` 하나만 남기거나 `kind = \"multi\"`로 바꾸세요"
        ),
        Problem::TooFewOptions(_) => {
            say!(lang, "add options until there are two", "보기를 두 개 이상 쓰세요")
        }
        Problem::NotForThisKind { key, .. } => {
            say!(
                lang,
                "remove `{key}`, or change the `kind` of the card",
                "`{key}` 키를 지우거나 카드의 `kind` 값을 바꾸세요"
            )
        }
        Problem::NoAnswerKey("text") => {
            say!(
                lang,
                "add `accept = [\"...\"]` or `observe = \"...\"`",
                "`accept = [\"...\"]` 또는 `observe = \"...\"` 줄을 추가하세요"
            )
        }
        Problem::NoAnswerKey(_) => {
            say!(
                lang,
                "add `expect = ...` or `observe = \"...\"`",
                "`expect = ...` 또는 `observe = \"...\"` 줄을 추가하세요"
            )
        }
        Problem::NotARearrangement(_) => {
            say!(lang, "list the id of every item exactly once", "모든 항목의 id를 한 번씩만 쓰세요")
        }
        Problem::UnknownDemo { meant, .. } => meant_or(meant.as_deref(), lang, |lang| {
            say!(lang, "`ttl list` shows every demo", "`ttl list` 명령으로 데모 목록을 보세요")
        }),
        Problem::UnknownParam { demo, meant, .. } | Problem::UnknownFinding { demo, meant, .. } => {
            meant_or(meant.as_deref(), lang, |lang| {
                say!(lang, "`ttl show {demo}` lists them all", "`ttl show {demo}` 명령으로 목록을 보세요")
            })
        }
        Problem::BadSetting { accepts, meant, .. } => {
            meant_or(meant.as_deref(), lang, |lang| settings_words::write_like_this(accepts, lang))
        }
        Problem::BadParam { takes, .. } => say!(lang, "it takes `{takes}`", "`{takes}` 가운데에서 고르세요"),
        Problem::NoGap => say!(
            lang,
            "put the answer between braces: `{{{{answer}}}}`, or `{{{{answer|another::hint}}}}`",
            "답을 중괄호로 감싸세요: `{{{{답}}}}` 또는 `{{{{답|다른 답::힌트}}}}`"
        ),
        Problem::GapsDiffer { .. } => {
            say!(lang, "make as many gaps in every language", "모든 언어에서 빈칸 수를 같게 하세요")
        }
        Problem::DemoAndProgram => {
            say!(lang, "remove `demo` or `[card.program]`", "`demo` 키나 `[card.program]` 표를 지우세요")
        }
        Problem::UnknownProgramLanguage { meant, known, .. } => meant_or(meant.as_deref(), lang, |lang| {
            say!(
                lang,
                "known are {known}; add `[language.NAME]` to the settings for another one",
                "쓸 수 있는 언어: {known}. 다른 언어는 설정 파일에 `[language.이름]` 표로 추가하세요"
            )
        }),
        Problem::ClaimWithoutDemo => {
            say!(
                lang,
                "add `demo = \"...\"` to the card, or remove the claim",
                "카드에 `demo = \"...\"` 줄을 추가하거나 주장을 지우세요"
            )
        }
        Problem::FindingAndClaim => {
            say!(lang, "remove `finding` or `claim`", "`finding` 키나 `claim` 키를 지우세요")
        }
        Problem::ClaimSyntax(_) => say!(
            lang,
            "a claim compares observations, as in `mutex.lost == 0 && mutex.calls >= 1`",
            "`mutex.lost == 0 && mutex.calls >= 1`처럼 관찰값을 견주는 식을 쓰세요"
        ),
        Problem::NothingObserved => say!(
            lang,
            "compare an observation of the demo; `ttl show NAME` lists them",
            "데모가 관찰한 값을 비교하세요. `ttl show NAME`으로 목록을 보세요"
        ),
        Problem::ClaimTooLarge => {
            say!(lang, "ask for less: a claim should fit on a line", "한 줄에 들어갈 만큼 나누거나 줄이세요")
        }
        Problem::ClaimUnsupported(_) => say!(
            lang,
            "compare with `==`, `!=`, `<`, `>`, join with `&&`, `||`, and count lists with `size(...)`",
            "`==`, `!=`, `<`, `>`로 견주고 `&&`, `||`로 잇고, 목록의 길이는 `size(...)`로 쓰세요"
        ),
        Problem::UnknownObservation { demo, meant, .. } => meant_or(meant.as_deref(), lang, |lang| {
            say!(
                lang,
                "`ttl show {demo}` lists what it reports",
                "`ttl show {demo}` 명령으로 보고하는 값을 보세요"
            )
        }),
        Problem::ClaimType { .. } => say!(
            lang,
            "compare like with like: `lost == 0`, `early == true`, `\"read\" == seen_in`",
            "`lost == 0`, `early == true`, `\"read\" == seen_in`처럼 같은 종류끼리 견주세요"
        ),
        Problem::UnsafeObservation { instead: Some(instead), .. } => {
            say!(lang, "observe `{instead}` instead", "대신 `{instead}` 값을 관찰하세요")
        }
        Problem::UnsafeObservation { instead: None, .. } => say!(
            lang,
            "compare a count or an order that the program itself fixes",
            "프로그램이 스스로 정하는 횟수나 순서를 견주세요"
        ),
        Problem::StallCouldSatisfy { with: Some(with), .. } => {
            say!(
                lang,
                "add `&& {with}`, which a stall cannot bring about",
                "실행 지연만으로는 생기지 않는 조건을 덧붙이세요: `&& {with}`"
            )
        }
        Problem::StallCouldSatisfy { name, stall, with: None, .. } => sound_side(name, *stall, lang),
        Problem::WitnessNotSeen { name, stall } => witness_side(name, *stall, lang),
        Problem::InsideDeadBand { name, band: (low, high) } => say!(
            lang,
            "leave the band: `{name} <= {low}` or `{name} >= {high}`",
            "오차 범위를 벗어나게 `{name} <= {low}` 또는 `{name} >= {high}`처럼 비교하세요"
        ),
        Problem::NeedsBothSides { .. } => say!(
            lang,
            "write `claim.holds = \"...\"` and `claim.fails = \"...\"`, because not seen is not refuted",
            "안 보인 것은 반증된 것이 아니므로 `claim.holds = \"...\"`와 `claim.fails = \"...\"`를 따로 쓰세요"
        ),
        Problem::NoDeadBand => say!(
            lang,
            "leave values that decide nothing, as in `holds = \"x >= 1.5\"` and `fails = \"x <= 1.2\"`",
            "`holds = \"x >= 1.5\"`, `fails = \"x <= 1.2\"`처럼 어느 쪽도 아닌 값을 남겨 두세요"
        ),
        Problem::NotAKey { .. } => say!(
            lang,
            "observe something whose class is `forced`, `accounting` or `ratio`",
            "`class` 값이 `forced`, `accounting`, `ratio` 가운데 하나인 관찰을 쓰세요"
        ),
        Problem::KeyNotProvable { .. } => say!(
            lang,
            "remove the stated key: then the run on the learner's machine is the key",
            "적어 둔 정답을 지우세요. 그러면 배우는 사람의 컴퓨터에서 나온 값이 정답이 됩니다"
        ),
        Problem::ObservationType { wanted, .. } => {
            let wanted = super::problem_terms::kind_of_value(wanted, lang);
            say!(lang, "observe something that is {wanted}", "{wanted} 형식의 관찰을 쓰세요")
        }
        Problem::Irrefutable(_) => say!(
            lang,
            "add `claim.fails = \"...\"`, or say why there is none with `unprovable`",
            "`claim.fails = \"...\"`를 추가하거나 `unprovable`에 이유를 쓰세요"
        ),
        Problem::NoClaim(_) => say!(
            lang,
            "add `finding = \"...\"` or `claim = \"...\"`, or say why there is none with `unprovable`",
            "`finding = \"...\"`이나 `claim = \"...\"`을 추가하거나 `unprovable`에 이유를 쓰세요"
        ),
        Problem::IrrefutableKey => say!(
            lang,
            "give a wrong choice a claim, or the right one a claim with `fails`",
            "틀린 보기에 주장을 달거나, 맞는 보기의 주장에 `fails` 조건을 쓰세요"
        ),
        Problem::UnprovenCard { .. } => say!(
            lang,
            "add a `finding`, a `claim` or an `observe`; where nothing can be shown, say why with `unprovable`",
            "`finding`, `claim`, `observe` 가운데 하나를 쓰세요. 보일 것이 없으면 `unprovable`에 이유를 쓰세요"
        ),
        Problem::BeliefUsedOnce { meant, .. } => say!(
            lang,
            "write `{meant}` if they are the same; if not, `allow = [\"belief-used-once\"]` in the card says so",
            "같은 것이라면 `{meant}`로 쓰고, 다른 것이라면 카드에 `allow = [\"belief-used-once\"]` 줄을 쓰세요"
        ),
        Problem::NoOpposite(finding) => say!(
            lang,
            "add `fails` to the finding, or use a finding that says the opposite of `{finding}`",
            "결론에 `fails` 조건을 추가하거나 `{finding}`의 반대를 말하는 결론을 쓰세요"
        ),
        Problem::ThinMargin { .. } => say!(
            lang,
            "choose a threshold between what was seen and what the opposite would give; `ttl demo NAME --trials 30` shows the spread",
            "관찰한 값과 반대일 때의 값 사이에서 문턱을 다시 고르세요. `ttl demo 이름 --trials 30`으로 퍼진 정도를 볼 수 있습니다"
        ),
        Problem::UnknownCell(cell) => {
            say!(
                lang,
                "add a `[[cell]]` with `id = \"{cell}\"`, or use one that is there",
                "`id = \"{cell}\"`인 `[[cell]]`을 추가하거나 있는 칸을 쓰세요"
            )
        }
        Problem::Folder(trouble) => super::trust_words::trouble_help(trouble, lang),
    }
}

fn meant_or(meant: Option<&str>, lang: Lang, otherwise: impl Fn(Lang) -> String) -> String {
    match meant {
        Some(meant) => say!(lang, "did you mean `{meant}`?", "`{meant}` 아닌지 확인하세요"),
        None => otherwise(lang),
    }
}

/// Which comparison a stall cannot bring about.
fn sound_side(name: &str, stall: Stall, lang: Lang) -> String {
    match stall {
        Stall::Up => say!(
            lang,
            "a stall only makes it larger: ask for small values, as in `{name} <= ...`",
            "실행이 지연되면 커지기만 하므로 `{name} <= ...`처럼 작은 쪽을 물으세요"
        ),
        Stall::Down => say!(
            lang,
            "a stall only makes it smaller: ask for large values, as in `{name} >= ...`",
            "실행이 지연되면 작아지기만 하므로 `{name} >= ...`처럼 큰 쪽을 물으세요"
        ),
        Stall::None | Stall::Either => say!(
            lang,
            "a stall moves it either way: observe a count or an order that the program fixes",
            "실행이 지연되면 어느 쪽으로든 움직이므로 프로그램이 정하는 횟수나 순서를 관찰하세요"
        ),
    }
}

/// In which direction a witness proves something.
fn witness_side(name: &str, stall: Stall, lang: Lang) -> String {
    match stall {
        Stall::Up => say!(
            lang,
            "a stall hides it by raising the value: only `{name} <= ...` or `!{name}` proves something",
            "실행이 지연되면 값이 커져 가려지므로 `{name} <= ...`이나 `!{name}` 쪽만 증명이 됩니다. 그쪽을 물으세요"
        ),
        Stall::None | Stall::Down | Stall::Either => say!(
            lang,
            "a stall can hide it: only seeing it proves something, as in `{name} >= 1` of a count or `{name}` of a truth value",
            "실행이 지연되면 가려질 수 있어 보인 것만 증명이 됩니다. 수라면 `{name} >= 1`, 참/거짓이라면 `{name}`처럼 물으세요"
        ),
    }
}

/// Words in back-ticks, with commas.
pub(super) fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
