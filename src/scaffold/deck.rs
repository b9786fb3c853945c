//! A new deck: its head, and a first card.

use super::card::{CardPlan, NoBasis, card};
use super::toml::{quoted, text};
use crate::model::{Lang, Text};

/// What a new deck is to be.
pub struct DeckPlan<'a> {
    /// Its name.
    pub id: &'a str,
    /// Its title.
    pub title: &'a Text,
    /// The path of its schema, seen from its folder.
    pub schema: &'a str,
    /// How to check it, as typed.
    pub check: &'a str,
    /// The language of the comments.
    pub lang: Lang,
    /// Its first card.
    pub first: CardPlan<'a>,
}

/// The text of a new deck.
///
/// # Errors
///
/// The first card cannot be made from its demo.
pub fn deck(plan: &DeckPlan<'_>) -> Result<String, NoBasis> {
    let (id, check) = (quoted(plan.id), plan.check);
    let comment = match plan.lang {
        Lang::En => format!(
            "# A deck: one table [deck], and [[card]] for each question. `{check}` says what is wrong and proves the keys by\n\
             # running. `ttl schema deck --markdown` explains every key; an editor that knows TOML schemas shows them as you type."
        ),
        Lang::Ko => format!(
            "# 덱은 [deck] 표 하나와 질문마다 하나씩 적는 [[card]]로 이루어집니다. `{check}` 명령이 잘못을 알려 주고 정답을\n\
             # 실행해서 증명합니다. 키의 뜻은 `ttl schema deck --markdown`으로 볼 수 있고, TOML 스키마를 아는 편집기는 쓰는 동안 보여 줍니다."
        ),
    };
    let title = text("title", plan.first.langs, |lang| plan.title.get(lang).to_owned());
    let first = card(&plan.first)?;
    Ok(format!("#:schema {}\n{comment}\n\n[deck]\nid = {id}\n{title}\n{first}", plan.schema))
}
