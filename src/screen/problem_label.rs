//! What stands under the caret, for every problem: a few words beside the text itself.

use crate::model::{Lang, Problem};

use super::problem_terms::kind_of_value;
use super::words::say;
use super::{foreign_words, settings_words};

/// The words under the caret.
#[expect(clippy::too_many_lines, reason = "one entry a problem; a table reads better whole")]
pub(super) fn label(problem: &Problem, lang: Lang) -> String {
    match problem {
        Problem::Foreign(foreign) => foreign_words::label(foreign, lang),
        Problem::Syntax(_) | Problem::ClaimSyntax(_) => {
            say!(lang, "reading stopped here", "여기서 읽기를 멈춤")
        }
        Problem::UnknownKey { .. } => say!(lang, "means nothing here", "여기서는 뜻이 없음"),
        Problem::MissingKey { key, .. } => say!(lang, "`{key}` is missing", "`{key}` 키가 빠짐"),
        Problem::WrongType { found, .. } => {
            let found = kind_of_value(found, lang);
            say!(lang, "this is {found}", "실제로는 {found}")
        }
        Problem::EmptyText => say!(lang, "empty", "비어 있음"),
        Problem::BadId(_) => say!(lang, "not an id", "id가 아님"),
        Problem::HiddenText(found) => say!(lang, "{found} stands here", "{found} 문자의 자리"),
        Problem::MissingLanguage(_) => say!(lang, "one language is missing", "언어 하나가 빠짐"),
        Problem::UnknownKind { .. } => say!(lang, "no such kind", "없는 종류"),
        Problem::DuplicateId(_) => say!(lang, "used again here", "여기서 다시 쓰임"),
        Problem::IdInTwoDecks { .. } => say!(lang, "used in another deck", "다른 덱에서도 쓰임"),
        Problem::CannotAllow { is_error: true, .. } => say!(lang, "an error", "오류"),
        Problem::CannotAllow { .. } => say!(lang, "no such warning", "없는 경고"),
        Problem::NoCorrectChoice => say!(lang, "which one is right?", "맞는 보기는 어느 것입니까?"),
        Problem::SeveralCorrectChoices(_) => say!(lang, "one too many", "정답이 하나 더 많음"),
        Problem::TooFewOptions(_) => say!(lang, "nothing to choose from", "고를 것이 없음"),
        Problem::NotForThisKind { kind, .. } => {
            say!(lang, "not on a `{kind}` card", "`{kind}` 카드에는 없음")
        }
        Problem::NoAnswerKey(_) => say!(lang, "no answer key", "정답 없음"),
        Problem::NotARearrangement(_) => {
            say!(lang, "not the items in another order", "항목의 순서만 바꾼 것이 아님")
        }
        Problem::UnknownDeck { .. } => say!(lang, "no such deck", "없는 덱"),
        Problem::AfterItself(ids) if ids.len() == 1 => say!(lang, "this deck itself", "이 덱 자신"),
        Problem::AfterItself(_) => say!(lang, "closes a circle", "순환이 생기는 곳"),
        Problem::UnknownDemo { .. } => say!(lang, "no such demo", "없는 데모"),
        Problem::UnknownParam { .. } => say!(lang, "no such parameter", "없는 매개변수"),
        Problem::BadSetting { accepts, .. } => settings_words::not_accepted(accepts, lang),
        Problem::BadParam { .. } => say!(lang, "not a value it takes", "받지 않는 값"),
        Problem::UnknownFinding { .. } => say!(lang, "no such finding", "없는 결론"),
        Problem::NoGap => say!(lang, "no gap", "빈칸 없음"),
        Problem::GapsDiffer { .. } => say!(lang, "not as many gaps in each", "빈칸 수가 다름"),
        Problem::DemoAndProgram => say!(lang, "one of the two is enough", "둘 중 하나면 충분함"),
        Problem::UnknownProgramLanguage { .. } => say!(lang, "no such language", "없는 언어"),
        Problem::ClaimWithoutDemo => say!(lang, "nothing to run", "실행할 것이 없음"),
        Problem::FindingAndClaim => say!(lang, "one of the two is enough", "둘 중 하나면 충분함"),
        Problem::NothingObserved => say!(lang, "the run cannot change this", "실행해도 달라지지 않음"),
        Problem::ClaimTooLarge => say!(lang, "too large", "너무 큼"),
        Problem::ClaimUnsupported(_) => say!(lang, "not used in claims", "주장에 쓰지 않음"),
        Problem::UnknownObservation { .. } => say!(lang, "never reported", "보고되지 않음"),
        Problem::ClaimType { wanted, .. } => {
            let wanted = kind_of_value(wanted, lang);
            say!(lang, "not {wanted}", "{wanted} 아님")
        }
        Problem::UnsafeObservation { .. } => say!(lang, "shown, never judged", "보여 주기만 하는 값"),
        Problem::StallCouldSatisfy { .. } => {
            say!(lang, "a stall could satisfy this", "실행이 지연되기만 해도 성립함")
        }
        Problem::WitnessNotSeen { .. } => {
            say!(lang, "true when it was merely not seen", "못 보았을 뿐이어도 참")
        }
        Problem::InsideDeadBand { .. } => say!(lang, "within reach of the error", "오차가 미치는 범위"),
        Problem::NeedsBothSides { .. } => say!(lang, "only one side", "한쪽뿐임"),
        Problem::NoDeadBand => say!(lang, "touches the other side", "다른 쪽과 맞닿음"),
        Problem::NotAKey { .. } => say!(lang, "not firm enough to grade by", "채점할 만큼 확실하지 않음"),
        Problem::KeyNotProvable { .. } => {
            say!(lang, "may differ from machine to machine", "컴퓨터마다 다를 수 있음")
        }
        Problem::ObservationType { wanted, .. } => {
            let wanted = kind_of_value(wanted, lang);
            say!(lang, "not {wanted}", "{wanted} 아님")
        }
        Problem::Irrefutable(_) => say!(lang, "never refuted", "반증되지 않음"),
        Problem::NoClaim(_) => say!(lang, "no claim", "주장 없음"),
        Problem::IrrefutableKey => say!(lang, "never contradicted", "반박되지 않음"),
        Problem::UnprovenCard { .. } => {
            say!(lang, "shown, but nothing is proven", "보여 주기만 하고 증명하지 않음")
        }
        Problem::BeliefUsedOnce { meant, .. } => say!(lang, "or `{meant}`?", "혹시 `{meant}`?"),
        Problem::NoOpposite(_) => {
            say!(lang, "asks for an opposite that is not there", "없는 반대 조건을 물음")
        }
        Problem::ThinMargin { percent, .. } => {
            say!(lang, "{percent} % from the other side", "{percent} % 여유")
        }
        Problem::UnknownCell(_) => say!(lang, "no such cell", "없는 칸"),
        Problem::Folder(trouble) => super::trust_words::trouble_label(trouble, lang).to_owned(),
    }
}
