//! What happened, for every problem: one line that stands alone and only states.

use crate::model::{Lang, Problem};

use super::problem_terms::{expected, kind_of_value, stalls};
use super::words::say;
use super::{foreign_words, settings_words, trust_words, words};

/// The sentence of a problem.
#[expect(clippy::too_many_lines, reason = "one entry a problem; a table reads better whole")]
pub(super) fn sentence(problem: &Problem, lang: Lang) -> String {
    match problem {
        Problem::Foreign(foreign) => foreign_words::sentence(foreign, lang),
        Problem::Syntax(parser) => {
            say!(lang, "this is not TOML: {parser}", "TOML로 읽을 수 없습니다: {parser}")
        }
        Problem::UnknownKey { key, .. } => say!(lang, "unknown key `{key}`", "알 수 없는 키 `{key}`입니다"),
        Problem::MissingKey { key, of } => {
            say!(lang, "the {of} has no `{key}`", "`{of}` 항목에 `{key}` 키가 없습니다")
        }
        Problem::WrongType { expected: wanted, found } => {
            let (wanted, found) = (expected(*wanted, lang), kind_of_value(found, lang));
            say!(
                lang,
                "{wanted} was expected, but this is {found}",
                "필요한 것은 {wanted}, 실제로 있는 것은 {found}입니다"
            )
        }
        Problem::EmptyText => say!(lang, "there is no word in this text", "이 글에는 낱말이 하나도 없습니다"),
        Problem::BadId(id) => {
            say!(
                lang,
                "`{id}` has characters that do not belong in an id",
                "`{id}`에는 id에 쓸 수 없는 글자가 있습니다"
            )
        }
        Problem::HiddenText(found) => {
            say!(
                lang,
                "here is a character that nobody sees ({found})",
                "여기에 눈에 보이지 않는 문자가 있습니다({found})"
            )
        }
        Problem::MissingLanguage(Lang::En) => {
            say!(lang, "this text is not in English", "이 글의 영어판이 없습니다")
        }
        Problem::MissingLanguage(Lang::Ko) => {
            say!(lang, "this text is not in Korean", "이 글의 한국어판이 없습니다")
        }
        Problem::UnknownKind { found, .. } => {
            say!(lang, "there is no kind of card called `{found}`", "`{found}` 종류의 카드는 없습니다")
        }
        Problem::DuplicateId(id) => {
            say!(lang, "the id `{id}` is used twice", "id `{id}` 하나가 두 번 쓰였습니다")
        }
        Problem::IdInTwoDecks { id, deck } => {
            say!(lang, "deck `{deck}` has a card `{id}` too", "`{deck}` 덱에도 `{id}` 카드가 있습니다")
        }
        Problem::UnknownDeck { deck, .. } => {
            say!(lang, "there is no deck `{deck}`", "`{deck}` 덱이 없습니다")
        }
        Problem::AfterItself(ids) => match ids.as_slice() {
            [alone] => {
                say!(lang, "deck `{alone}` comes after itself", "`{alone}` 덱이 자기 자신보다 뒤에 옵니다")
            }
            _ => {
                let circle = circle(ids, lang);
                say!(
                    lang,
                    "the order of these decks is a circle: {circle}",
                    "덱의 순서가 순환합니다: {circle}"
                )
            }
        },
        Problem::CannotAllow { code, is_error: true, .. } => {
            say!(lang, "`{code}` is an error and cannot be allowed", "`{code}` 오류는 허용할 수 없습니다")
        }
        Problem::CannotAllow { code, .. } => {
            say!(lang, "there is no warning called `{code}`", "`{code}` 경고는 없습니다")
        }
        Problem::NoCorrectChoice => {
            say!(lang, "no choice is marked as correct", "정답으로 표시된 보기가 없습니다")
        }
        Problem::SeveralCorrectChoices(n) => say!(
            lang,
            "{n} choices are marked as correct, but a `choice` card has one answer",
            "정답으로 표시된 보기가 {n}개인데, `choice` 카드의 정답은 하나입니다"
        ),
        Problem::TooFewOptions(1) => say!(lang, "1 option is too few", "보기가 1개뿐입니다"),
        Problem::TooFewOptions(n) => say!(lang, "{n} options are too few", "보기 {n}개로는 모자랍니다"),
        Problem::NotForThisKind { key, kind } => {
            say!(lang, "a `{kind}` card has no `{key}`", "`{kind}` 카드에는 `{key}` 키가 없습니다")
        }
        Problem::NoAnswerKey(kind) => {
            say!(
                lang,
                "nothing says what the answer of this `{kind}` card is",
                "이 `{kind}` 카드의 정답이 어디에도 없습니다"
            )
        }
        Problem::NotARearrangement(id) => say!(
            lang,
            "`expect` does not name every item once: look at `{id}`",
            "`expect` 목록이 항목을 한 번씩 담고 있지 않습니다. `{id}` 항목이 어긋납니다"
        ),
        Problem::UnknownDemo { demo, .. } => {
            say!(lang, "there is no demo `{demo}`", "`{demo}` 데모가 없습니다")
        }
        Problem::UnknownParam { demo, param, .. } => {
            say!(
                lang,
                "demo `{demo}` has no parameter `{param}`",
                "`{demo}` 데모에 `{param}` 매개변수가 없습니다"
            )
        }
        Problem::BadParam { param, found, .. } => {
            say!(
                lang,
                "parameter `{param}` does not take `{found}`",
                "`{param}` 매개변수는 `{found}` 값을 받지 않습니다"
            )
        }
        Problem::BadSetting { setting, found, .. } => settings_words::bad_value(setting, found, lang),
        Problem::UnknownFinding { demo, finding, .. } => {
            say!(
                lang,
                "demo `{demo}` has no finding `{finding}`",
                "`{demo}` 데모에 `{finding}` 결론이 없습니다"
            )
        }
        Problem::NoGap => {
            say!(lang, "a cloze card needs a gap in its prompt", "빈칸 채우기 카드의 물음에 빈칸이 없습니다")
        }
        Problem::GapsDiffer { least, most } => say!(
            lang,
            "the prompt has {most} gaps in one language and {least} in another",
            "물음의 빈칸이 어떤 언어에는 {most}개, 다른 언어에는 {least}개입니다"
        ),
        Problem::DemoAndProgram => say!(
            lang,
            "a card is decided by its demo or by a program of its own, not by both",
            "카드는 데모나 카드 자신의 프로그램 가운데 하나로만 판정합니다"
        ),
        Problem::UnknownProgramLanguage { lang: language, .. } => say!(
            lang,
            "nobody has said how `{language}` programs are run",
            "`{language}` 프로그램을 실행하는 방법을 모릅니다"
        ),
        Problem::ClaimWithoutDemo => {
            say!(
                lang,
                "a claim on a card without a demo can never be run",
                "데모가 없는 카드의 주장은 실행해 볼 수 없습니다"
            )
        }
        Problem::FindingAndClaim => {
            say!(lang, "both a finding and a claim are stated", "`finding` 키와 `claim` 키가 함께 있습니다")
        }
        Problem::ClaimSyntax(parser) => {
            say!(lang, "this claim cannot be read: {parser}", "이 주장을 읽을 수 없습니다: {parser}")
        }
        Problem::NothingObserved => {
            say!(lang, "this predicate looks at no observation", "이 조건은 관찰한 값을 하나도 보지 않습니다")
        }
        Problem::ClaimTooLarge => {
            say!(lang, "this claim is too long or too deep", "주장이 너무 길거나 중첩이 너무 깊습니다")
        }
        Problem::ClaimUnsupported(what) => {
            say!(lang, "claims do not use `{what}`", "주장에는 `{what}` 표현을 쓰지 않습니다")
        }
        Problem::UnknownObservation { demo, name, .. } => {
            say!(
                lang,
                "demo `{demo}` does not report `{name}`",
                "`{demo}` 데모는 `{name}` 값을 보고하지 않습니다"
            )
        }
        Problem::ClaimType { wanted, found } => {
            let (wanted, found) = (kind_of_value(wanted, lang), kind_of_value(found, lang));
            say!(
                lang,
                "{wanted} is needed here, but this is {found}",
                "여기는 {wanted} 자리인데 실제로 있는 것은 {found}입니다"
            )
        }
        Problem::UnsafeObservation { name, .. } => say!(
            lang,
            "`{name}` depends on the wall clock and cannot be judged",
            "`{name}` 값은 실제 경과 시간에 좌우되므로 판정에 쓸 수 없습니다"
        ),
        Problem::StallCouldSatisfy { name, stall, .. } => {
            let stalls = stalls(*stall, lang);
            say!(
                lang,
                "a busy machine alone could make this true: {stalls} `{name}`",
                "컴퓨터가 바쁜 것만으로도 참이 될 수 있습니다: `{name}` 값은 {stalls}"
            )
        }
        Problem::WitnessNotSeen { name, .. } => say!(
            lang,
            "`{name}` not being seen proves nothing",
            "`{name}` 값이 보이지 않았다는 것은 아무것도 증명하지 않습니다"
        ),
        Problem::InsideDeadBand { name, band: (low, high) } => say!(
            lang,
            "between {low} and {high} the error of `{name}` could decide this",
            "`{name}` 값이 {low} 이상 {high} 이하이면 계수 오차가 결과를 바꿀 수 있습니다"
        ),
        Problem::NeedsBothSides { name, class } => {
            let class = words::class(*class, lang);
            say!(
                lang,
                "one predicate is not enough for `{name}` (evidence: {class})",
                "`{name}` 값(근거: {class})에는 조건식 하나로 모자랍니다"
            )
        }
        Problem::NoDeadBand => {
            say!(
                lang,
                "`holds` and `fails` leave no gap between them",
                "`holds` 조건과 `fails` 조건 사이에 빈틈이 없습니다"
            )
        }
        Problem::NotAKey { name, class } => {
            let class = words::class(*class, lang);
            say!(
                lang,
                "`{name}` cannot be an answer key (evidence: {class})",
                "`{name}` 값(근거: {class})은 정답으로 쓸 수 없습니다"
            )
        }
        Problem::KeyNotProvable { name, class } => {
            let class = words::class(*class, lang);
            say!(
                lang,
                "a stated key for `{name}` cannot be proven (evidence: {class})",
                "`{name}` 값(근거: {class})에 적어 둔 정답은 증명할 수 없습니다"
            )
        }
        Problem::ObservationType { name, wanted } => {
            let wanted = kind_of_value(wanted, lang);
            say!(
                lang,
                "`{name}` is not {wanted}, which this card needs",
                "`{name}` 값은 이 카드에 필요한 {wanted} 형식이 아닙니다"
            )
        }
        Problem::Irrefutable(choice) => {
            say!(
                lang,
                "no run can refute choice `{choice}`",
                "어떤 실행도 `{choice}` 보기를 반증할 수 없습니다"
            )
        }
        Problem::NoClaim(choice) => {
            say!(
                lang,
                "choice `{choice}` claims nothing that could be run",
                "`{choice}` 보기에는 실행해 볼 주장이 없습니다"
            )
        }
        Problem::IrrefutableKey => {
            say!(
                lang,
                "no run could ever contradict the key of this card",
                "어떤 실행으로도 이 카드의 정답이 틀렸음을 보일 수 없습니다"
            )
        }
        Problem::UnprovenCard { demo } => say!(
            lang,
            "this card has the demo `{demo}`, but claims nothing about it",
            "이 카드에는 `{demo}` 데모가 있지만, 실행으로 확인할 주장이 없습니다"
        ),
        Problem::BeliefUsedOnce { belief, meant } => say!(
            lang,
            "belief `{belief}` is used once, and `{meant}` is spelled nearly the same",
            "`{belief}` 오개념은 한 번만 쓰였고, 철자가 거의 같은 `{meant}` 오개념이 따로 있습니다"
        ),
        Problem::NoOpposite(finding) => {
            say!(lang, "finding `{finding}` has no opposite", "`{finding}` 결론에는 반대 조건이 없습니다")
        }
        Problem::ThinMargin { comparison, percent } => say!(
            lang,
            "`{comparison}` was decided by a margin of only {percent} %",
            "`{comparison}` 비교가 겨우 {percent} % 차이로 판정되었습니다"
        ),
        Problem::UnknownCell(cell) => say!(lang, "there is no cell `{cell}`", "`{cell}` 칸이 없습니다"),
        Problem::Folder(trouble) => trust_words::trouble(trouble, lang),
    }
}

/// Who comes after whom, all the way round.
fn circle(ids: &[String], lang: Lang) -> String {
    let next = ids.iter().cycle().skip(1);
    let steps = ids.iter().zip(next);
    steps
        .map(|(one, next)| say!(lang, "`{one}` after `{next}`", "`{next}` 다음에 `{one}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
