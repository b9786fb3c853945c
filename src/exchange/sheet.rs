//! Cards as the rows of a table: CSV and TSV, one card a row, the first row naming the columns.

use csv::{Terminator, WriterBuilder};

use super::build::{self, Fields, is_tag};
use super::flat;
use super::losses::{is_stated, left_out};
use super::name::Names;
use super::rows::{Row, behind_mark, rows};
use super::tongue::Tongue;
use super::{Loss, Read, Told, Written};
use crate::model::{At, Card, Deck, Diagnostic, Foreign, Place, Problem, Source, SourceId, nearest};

/// Columns of one word, in the order in which they are written.
const COLUMNS: [&str; 18] = [
    "deck",
    "id",
    "kind",
    "prompt",
    "answer",
    "correct",
    "compiles",
    "line",
    "within",
    "unit",
    "choice",
    "program",
    "hint",
    "explain",
    "tags",
    "notes",
    "source",
    "difficulty",
];

/// What other programs call our columns.
const ALIASES: [(&str, &str); 12] = [
    ("front", "prompt"),
    ("question", "prompt"),
    ("back", "answer"),
    ("type", "kind"),
    ("explanation", "explain"),
    ("tag", "tags"),
    ("sources", "source"),
    ("note", "notes"),
    ("질문", "prompt"),
    ("앞면", "prompt"),
    ("답", "answer"),
    ("뒷면", "answer"),
];

/// Reads a table.
pub(super) fn read(source: &Source, id: SourceId, told: &Told, delimiter: u8) -> Read {
    let mut read = Read::default();
    let found = rows(&source.text, behind_mark(&source.text), id, delimiter, None);
    let mut report = |foreign, place: Place| {
        read.problems.push(Diagnostic::new(Problem::Foreign(foreign), place));
    };
    if let Some(place) = found.open_quote {
        report(Foreign::OpenQuote, place);
        return read;
    }
    let [header, rows @ ..] = found.rows.as_slice() else {
        report(Foreign::Nothing, Place { source: id, span: 0..0 });
        return read;
    };
    let columns: Vec<String> = header.fields.iter().map(|field| column(&field.value)).collect();
    let has = |name: &str| columns.iter().any(|column| column == name || is_language_of(column, name));
    if !has("prompt") {
        report(Foreign::NoColumn("prompt"), header.place.clone());
        return read;
    }
    for (name, field) in columns.iter().zip(&header.fields).filter(|(name, _)| !is_known(name)) {
        let meant = nearest(name, COLUMNS).map(str::to_owned);
        report(Foreign::UnknownColumn { name: name.clone(), meant }, field.place.clone());
    }
    if rows.is_empty() {
        report(Foreign::Nothing, header.place.clone());
    }
    cards(rows, &columns, told, &mut read);
    read
}

/// Puts every row's card into its deck.
fn cards(rows: &[Row], columns: &[String], told: &Told, read: &mut Read) {
    let mut decks: Vec<(String, Names, Vec<Card>)> = Vec::new();
    for row in rows {
        if row.fields.len() > columns.len() {
            let problem = Foreign::Ragged { found: row.fields.len(), wanted: columns.len() };
            read.problems.push(Diagnostic::new(Problem::Foreign(problem), row.place.clone()));
        }
        let named: Vec<(&str, &At<String>)> = columns.iter().map(String::as_str).zip(&row.fields).collect();
        let fields = Fields::new(named, row.place.clone(), told, &mut read.problems);
        let deck = fields.get("deck").map_or(told.deck.clone(), |field| field.value.trim().to_owned());
        let at = decks.iter().position(|(name, ..)| *name == deck).unwrap_or_else(|| {
            decks.push((deck, Names::default(), Vec::new()));
            decks.len() - 1
        });
        let (_, names, cards) = &mut decks[at];
        cards.extend(build::card(fields, names));
    }
    for (name, _, cards) in decks.into_iter().filter(|(.., cards)| !cards.is_empty()) {
        let told = match name == told.deck {
            true => told.clone(),
            false => Told { deck: super::deck_name(&name), title: name, ..told.clone() },
        };
        read.decks.push(told.deck(cards));
    }
}

/// Our name of a column: small letters, and what other programs call it turned into what we do.
fn column(header: &str) -> String {
    let header = header.trim().to_lowercase().replace(' ', "");
    let (name, rest) =
        header.split_once('.').map_or((header.as_str(), None), |(name, rest)| (name, Some(rest)));
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, own)| own);
    // `choice1`, `option_2`: the number is part of the word.
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &name[word.len()..];
    let word = word.trim_end_matches(['_', '-', '#']);
    let word = if matches!(word, "option" | "choices") { "choice" } else { word };
    let numbered = if number.is_empty() { word.to_owned() } else { format!("{word}.{number}") };
    rest.map_or(numbered.clone(), |rest| format!("{numbered}.{rest}"))
}

fn is_language_of(column: &str, name: &str) -> bool {
    column.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')).is_some_and(is_tag)
}

fn is_known(column: &str) -> bool {
    let mut parts = column.split('.');
    let (name, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let is_number = |part: Option<&str>| part.is_some_and(|part| part.parse::<usize>().is_ok());
    match name {
        "choice" | "match" | "hint" => {
            let rest = [third, parts.next()];
            is_number(second)
                && rest
                    .iter()
                    .flatten()
                    .all(|part| is_tag(part) || ["id", "why", "belief", "unprovable"].contains(part))
        }
        "prompt" | "answer" | "explain" | "unit" => second.is_none_or(is_tag) && third.is_none(),
        "program" => {
            let keys = ["lang", "code", "stdin", "flags", "deadline_ms", "show"];
            second.is_some_and(|key| keys.contains(&key)) && third.is_none()
        }
        name => COLUMNS.contains(&name) && second.is_none(),
    }
}

/// Writes a table; a column for every field that some card has.
pub(super) fn write(decks: &[&Deck], tongue: Tongue, delimiter: u8) -> Written {
    let mut written = Written::default();
    let mut cards: Vec<Vec<flat::Field>> = Vec::new();
    for deck in decks {
        for card in &deck.cards {
            if !is_stated(&card.body) {
                written.left_out.push(left_out(deck, card, Loss::Card(card.body.kind())));
                continue;
            }
            let mut fields = flat::fields(card, tongue);
            if decks.len() > 1 {
                fields.insert(0, ("deck".to_owned(), deck.id.clone()));
            }
            cards.push(fields);
            written.left_out.extend(flat::lost(deck, card));
        }
    }
    let mut columns: Vec<&str> = Vec::new();
    for (name, _) in cards.iter().flatten() {
        if !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    columns.sort_by_key(|column| rank(column));
    let mut rows =
        WriterBuilder::new().delimiter(delimiter).terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has as many fields as the first.
    let _ = rows.write_record(&columns);
    for fields in &cards {
        let field =
            |column: &&str| fields.iter().find(|(name, _)| name == column).map_or("", |(_, field)| field);
        let _ = rows.write_record(columns.iter().map(field));
    }
    written.n_cards = cards.len();
    written.text = rows.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    written
}

/// Where a column stands: by its word, then by its number, then by its name.
fn rank(column: &str) -> (usize, usize, String) {
    let mut parts = column.split('.');
    let name = parts.next().unwrap_or_default();
    let name = if name == "match" { "choice" } else { name };
    let place = COLUMNS.iter().position(|known| *known == name).unwrap_or(COLUMNS.len());
    (place, parts.next().and_then(|number| number.parse().ok()).unwrap_or(0), column.to_owned())
}
