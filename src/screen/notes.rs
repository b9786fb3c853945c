//! The statements of the study notes on paper: what became of each, and the cards and demos that decide it.

use ratatui::style::{Color, Style, Stylize};
use ratatui::text::{Line, Span};
use serde_json::{Value as Json, json};

use super::{Look, inline, report_words as words, wrap};
use crate::model::{Card, Deck, NoteClaim, Status};

/// Every statement, note by note, with the cards that name it.
pub fn notes(claims: &[NoteClaim], decks: &[Deck], look: &Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut note = "";
    for claim in claims {
        if claim.note != note {
            note = &claim.note;
            lines.extend([Line::default(), Line::from(note.to_owned().bold())]);
        }
        lines.extend(statement(claim, decks, look));
    }
    lines.push(Line::default());
    let summary = [Span::from(summary(claims, decks, look)).bold()];
    lines.extend(wrap::wrap(&summary, usize::from(look.measure()), &[], &[]));
    lines
}

fn statement(claim: &NoteClaim, decks: &[Deck], look: &Look) -> Vec<Line<'static>> {
    let width = usize::from(look.measure());
    let (sign, ink) = sign(claim.status, look.unicode);
    let head = [Span::styled(format!(" {sign} "), ink)];
    let rest = [Span::from("   ")];
    let mut text = inline(claim.says.get(look.lang), look);
    text.push(Span::styled(format!("  {}", words::note_status(claim.status, look.lang)), ink));
    let mut lines = wrap::wrap(&text, width, &head, &rest);
    let by: Vec<String> = teaching(claim, decks).map(|(deck, card)| by(deck, card)).collect();
    let by = match by.is_empty() {
        true => words::no_card_yet(look.lang).to_owned(),
        false => by.join(", "),
    };
    lines.extend(wrap::wrap(&[Span::from(format!("{}: {by}", claim.id)).dim()], width, &rest, &rest));
    lines
}

fn sign(status: Status, unicode: bool) -> (&'static str, Style) {
    let plain = Style::default();
    match (status, unicode) {
        (Status::True, true) => ("✓", plain.fg(Color::Green)),
        (Status::True, false) => ("+", plain.fg(Color::Green)),
        (Status::Conditions, _) => ("~", plain.fg(Color::Yellow)),
        (Status::Oversimplified, _) => ("!", plain.fg(Color::Magenta)),
        (Status::Wrong, true) => ("✗", plain.fg(Color::Red)),
        (Status::Wrong, false) => ("x", plain.fg(Color::Red)),
    }
}

fn teaching<'d>(claim: &NoteClaim, decks: &'d [Deck]) -> impl Iterator<Item = (&'d Deck, &'d Card)> {
    let cards = decks.iter().flat_map(|deck| deck.cards.iter().map(move |card| (deck, card)));
    cards.filter(move |(_, card)| card.notes.contains(&claim.id))
}

fn by(deck: &Deck, card: &Card) -> String {
    match &card.experiment {
        Some(experiment) => format!("{}/{} ({})", deck.id, card.id, experiment.demo.value),
        None => format!("{}/{}", deck.id, card.id),
    }
}

fn summary(claims: &[NoteClaim], decks: &[Deck], look: &Look) -> String {
    let counts = Status::ALL.iter().map(|(status, _)| {
        let n = claims.iter().filter(|claim| claim.status == *status).count();
        format!("{} {n}", words::note_status(*status, look.lang))
    });
    let n_taught = claims.iter().filter(|claim| teaching(claim, decks).next().is_some()).count();
    words::notes_summary(claims.len(), &counts.collect::<Vec<_>>().join(", "), n_taught, look.lang)
}

/// The same as one object.
pub fn notes_json(claims: &[NoteClaim], decks: &[Deck]) -> Json {
    let each = claims.iter().map(|claim| {
        let cards = teaching(claim, decks).map(|(deck, card)| {
            let demo = card.experiment.as_ref().map(|experiment| experiment.demo.value.clone());
            json!({ "deck": deck.id, "card": card.id, "demo": demo })
        });
        json!({
            "id": claim.id,
            "note": claim.note,
            "topic": claim.topic,
            "status": claim.status.name(),
            "says": super::json::text(&claim.says),
            "cards": cards.collect::<Vec<_>>(),
        })
    });
    json!({ "claims": each.collect::<Vec<_>>() })
}
