//! Cards painted as Anki notes: fields in both languages, templates that show one of them, and a style sheet.
//!
//! Three fields of every note are not for the eye: `Id`, `Show` (which language stands in front) and `Card` (the card as
//! the deck's file has it, so that nothing is lost on the way back). Deliberately missing: runs; Anki cannot run anything.

use super::page::{self, words};
use super::{Look, html, inline};
use crate::exchange::anki::{self, CARD_FIELD, Note, NoteType, Package, TAG_REVERSED, Template};
use crate::exchange::deck_file;
use crate::model::{Body, Card, Deck, Lang, Text, cloze};

/// The numbers of our kinds of note: Anki knows them again by these, so they never change.
const QUESTION: i64 = 1_763_600_000_001;
const FLASH: i64 = 1_763_600_000_002;
const CLOZE: i64 = 1_763_600_000_003;

/// The fields in each language, after `Id` and `Show`.
const FIELDS: [&str; 5] = ["Question", "Options", "Hints", "Answer", "Explain"];

/// Which language stands in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// This one; the other can be unfolded.
    One(Lang),
    /// Both, one under the other.
    Both(Lang),
}

impl Front {
    fn lang(self) -> Lang {
        match self {
            Front::One(lang) | Front::Both(lang) => lang,
        }
    }
}

/// The notes of every card of these decks.
pub fn anki_notes(decks: &[&Deck], front: Front) -> Package {
    let notes = decks.iter().flat_map(|deck| deck.cards.iter().map(move |card| note(deck, card, front)));
    Package {
        note_types: vec![question_type(), flash_type(), cloze_type()],
        notes: notes.collect(),
        n_media: 0,
    }
}

fn note(deck: &Deck, card: &Card, front: Front) -> Note {
    let has = |lang: Lang| card.prompt.entries().iter().any(|(tag, _)| tag == lang.tag());
    let first = Lang::ALL.into_iter().find(|lang| has(*lang)).unwrap_or(front.lang());
    let shown = if has(front.lang()) { front.lang() } else { first };
    let show = match front {
        Front::Both(_) if Lang::ALL.into_iter().all(has) => "both",
        _ => shown.tag(),
    };
    let mut fields = vec![card.id.clone(), show.to_owned()];
    for lang in Lang::ALL {
        match lang == shown || has(lang) {
            true => fields.extend(sides(deck, card, lang)),
            false => fields.extend(FIELDS.map(|_| String::new())),
        }
    }
    let is_flash = matches!(card.body, Body::Flash(_));
    let is_reversed = is_flash && card.tags.iter().any(|tag| tag == TAG_REVERSED);
    fields.push(card.sources.iter().map(|source| format!("<li>{}</li>", html::link(source))).collect());
    if is_flash {
        fields.push(if is_reversed { "1".to_owned() } else { String::new() });
    }
    let alone = Deck { cards: vec![card.clone()], ..deck.clone() };
    fields.push(anki::hidden(&anki::seal(&fields), &deck_file(&alone)));
    let look = Look { width: 80, unicode: true, colour: false, lang: front.lang() };
    let title = inline::words(deck.title.get(front.lang()), &look);
    Note {
        guid: format!("ttl/{}/{}", deck.id, card.id),
        note_type: match card.body {
            Body::Flash(_) => FLASH,
            Body::Cloze { .. } => CLOZE,
            _ => QUESTION,
        },
        deck: if title.is_empty() { deck.id.clone() } else { title },
        tags: anki::tags(card),
        fields,
        cards: if is_reversed { vec![0, 1] } else { vec![0] },
    }
}

/// The fields of a card in one language.
fn sides(deck: &Deck, card: &Card, lang: Lang) -> [String; 5] {
    let block = |text: &Text| html::block(text.get(lang));
    let hints: String =
        card.hints.iter().map(|hint| format!("<li>{}</li>", html::line(hint.get(lang)))).collect();
    let mut answer = page::answer(deck, card, lang)
        .unwrap_or_else(|| format!("<p>{}</p>", words::only_a_run(&html::escaped(&card.id), lang)));
    if card.experiment.is_some() {
        answer.push_str(&format!("<p class=\"run\">{}</p>", words::run_it(&html::escaped(&card.id), lang)));
    }
    let explain = card.explain.as_ref().map(block).unwrap_or_default();
    let program = page::program(card, |say| format!("<p>{}</p>", say(lang)));
    let question = match card.body {
        Body::Cloze { .. } => gapped(card.prompt.get(lang)),
        _ => block(&card.prompt),
    };
    [question + &program, page::options(card, lang), hints, answer, explain]
}

fn question_type() -> NoteType {
    NoteType {
        id: QUESTION,
        name: "ttl question".to_owned(),
        is_cloze: false,
        fields: field_names(false),
        templates: vec![template("Question", "Question", "Answer", true)],
        css: CSS.to_owned(),
    }
}

/// All gaps of a text are asked for at once, as in a deck: they may stand in another order in the other language.
fn cloze_type() -> NoteType {
    let mut template = template("Gaps", "cloze:Question", "cloze:Question", true);
    template.answer = template.answer.replacen("{{FrontSide}}\n", "", 1);
    NoteType {
        id: CLOZE,
        name: "ttl cloze".to_owned(),
        is_cloze: true,
        fields: field_names(false),
        templates: vec![template],
        css: CSS.to_owned(),
    }
}

/// A text with its gaps as Anki writes them.
fn gapped(text: &str) -> String {
    let gaps = cloze::gaps(text);
    let (mut held, mut from) = (String::new(), 0);
    // The place of each is held by a sign of its own while its surroundings become HTML.
    let holder =
        |i: usize| char::from_u32(0xe000 + u32::try_from(i % 0x1900).unwrap_or(0)).unwrap_or('\u{e000}');
    for (i, gap) in gaps.iter().enumerate() {
        held.push_str(&text[from..gap.span.start]);
        held.push(holder(i));
        from = gap.span.end;
    }
    held.push_str(&text[from..]);
    gaps.iter().enumerate().fold(html::block(&held), |page, (i, gap)| {
        let answer = html::escaped(&gap.accept.join(" | "));
        let hint = gap.hint.map(|hint| format!("::{}", html::escaped(hint))).unwrap_or_default();
        page.replace(holder(i), &format!("{{{{c1::{answer}{hint}}}}}"))
    })
}

fn flash_type() -> NoteType {
    let mut reversed = template("Back to front", "Answer", "Question", false);
    reversed.question = format!("{{{{#Reversed}}}}{}{{{{/Reversed}}}}", reversed.question);
    NoteType {
        id: FLASH,
        name: "ttl flash".to_owned(),
        is_cloze: false,
        fields: field_names(true),
        templates: vec![template("Front to back", "Question", "Answer", true), reversed],
        css: CSS.to_owned(),
    }
}

fn field_names(is_flash: bool) -> Vec<String> {
    let each = Lang::ALL.into_iter().flat_map(|lang| FIELDS.map(|name| format!("{name} {}", lang.tag())));
    let mut names: Vec<String> = ["Id", "Show"].into_iter().map(str::to_owned).chain(each).collect();
    names.push("Sources".to_owned());
    if is_flash {
        names.push("Reversed".to_owned());
    }
    names.push(CARD_FIELD.to_owned());
    names
}

/// A template that asks one field and answers with another, in the language that `Show` names.
fn template(name: &str, asked: &str, answered: &str, has_hints: bool) -> Template {
    let plain = asked.trim_start_matches("cloze:");
    let in_both = |part: &dyn Fn(Lang) -> String| -> String {
        let open = Lang::ALL
            .map(|lang| format!("<div class=\"{0}\" lang=\"{0}\">{1}</div>", lang.tag(), part(lang)));
        let folded = Lang::ALL.map(|lang| {
            let tag = lang.tag();
            let name = words::own_name(lang);
            format!(
                "{{{{#{plain} {tag}}}}}<details class=\"other-{tag}\" lang=\"{tag}\"><summary>{name}</summary>{}\
                 </details>{{{{/{plain} {tag}}}}}",
                part(lang)
            )
        });
        format!("<div class=\"ttl show-{{{{Show}}}}\">{}{}</div>", open.concat(), folded.concat())
    };
    let question = in_both(&|lang| {
        let tag = lang.tag();
        let (hints, name) = (words::hints(lang), format!("Hints {tag}"));
        let folded = format!(
            "{{{{#{name}}}}}<details><summary>{hints}</summary><ul>{{{{{name}}}}}</ul></details>{{{{/{name}}}}}"
        );
        let options = format!("{{{{Options {tag}}}}}");
        let (options, folded) = if has_hints { (options, folded) } else { (String::new(), String::new()) };
        format!("{{{{{asked} {tag}}}}}{options}{folded}")
    });
    let answer = in_both(&|lang| {
        let tag = lang.tag();
        format!("{{{{{answered} {tag}}}}}<div class=\"explain\">{{{{Explain {tag}}}}}</div>")
    });
    let sources = "{{#Sources}}<ul class=\"sources\">{{Sources}}</ul>{{/Sources}}";
    Template {
        name: name.to_owned(),
        question,
        answer: format!("{{{{FrontSide}}}}\n<hr id=answer>\n{answer}\n{sources}"),
    }
}

const CSS: &str = include_str!("anki_notes.css");
