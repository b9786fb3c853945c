//! Cards of the history that are not asked, on paper and as JSON.

use ratatui::style::Stylize;
use ratatui::text::Line;
use serde_json::{Value as Json, json};

use super::grid::{Grid, grid};
use super::{Look, history_words as words};
use crate::model::{CardKey, Day};

/// A card that is not asked.
pub struct Row {
    /// Which.
    pub key: CardKey,
    /// How many of its answers count.
    pub n: u32,
    /// The day of the last one.
    pub last: Option<Day>,
    /// Until when it is put off, if it is.
    pub until: Option<Day>,
}

/// The vanished, the suspended and those put off, each under a heading.
pub fn list(groups: &[Vec<Row>; 3], look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    if groups.iter().all(Vec::is_empty) {
        return vec![Line::from(words::nobody_away(lang))];
    }
    let mut lines = Vec::new();
    for (at, (heading, rows)) in words::away_headings(lang).into_iter().zip(groups).enumerate() {
        if rows.is_empty() {
            continue;
        }
        let rows = rows.iter().map(|row| {
            let until = row.until.map(|until| words::until(until, lang));
            let cells = [format!("  {}", row.key), words::answers(row.n, row.last, lang)];
            cells.into_iter().chain(until).collect()
        });
        let content = Grid { rows: rows.collect(), names_first: true, name_at_most: 48, ..Grid::default() };
        lines.extend([Line::default(), Line::from(heading.bold())]);
        lines.extend(grid(&content, usize::from(look.width), look));
        if at == 0 {
            lines.push(Line::from(format!("  {}", words::vanished_note(lang)).dim()));
        }
    }
    lines
}

/// The same as one object.
pub fn list_json(groups: &[Vec<Row>; 3]) -> Json {
    let rows = |rows: &Vec<Row>| -> Json {
        let rows = rows.iter().map(|row| {
            json!({
                "deck": row.key.deck, "card": row.key.card, "answers": row.n,
                "last": row.last.map(words::day), "until": row.until.map(words::day),
            })
        });
        rows.collect::<Vec<_>>().into()
    };
    let [vanished, suspended, buried] = groups;
    json!({ "vanished": rows(vanished), "suspended": rows(suspended), "buried": rows(buried) })
}
