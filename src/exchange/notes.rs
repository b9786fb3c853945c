//! Notes as plain text: one a line, front, back and tags, as Anki imports and exports them.
//!
//! The headers of such files are honoured: `#separator:`, `#html:`, `#columns:`, `#tags:`, `#deck:`, and
//! `#guid column:`, `#tags column:`, `#deck column:`, `#notetype column:`. Deliberately missing: kinds of card.
//! Every note becomes a flash card, and cards of other kinds are written as a front and a back.

use csv::{QuoteStyle, WriterBuilder};

use super::html::markdown_of;
use super::losses::{is_stated, left_out, lost_keys};
use super::name::Names;
use super::rows::{Row, behind_mark, rows};
use super::sides::sides;
use super::tongue::Tongue;
use super::{Loss, Read, Told, Written};
use crate::model::{At, Body, Card, Deck, Diagnostic, Foreign, Place, Problem, Source, SourceId, Takes};

/// What the headers of a file say; columns count from 0.
#[derive(Debug, Default)]
struct Headers {
    separator: Option<u8>,
    is_html: bool,
    tags: Vec<String>,
    guid: Option<usize>,
    tags_column: Option<usize>,
    /// Columns that are neither front nor back.
    others: Vec<usize>,
    deck: Option<String>,
}

/// The names that `#separator:` takes.
const SEPARATORS: [(&str, u8); 6] =
    [("tab", b'\t'), ("comma", b','), ("semicolon", b';'), ("space", b' '), ("pipe", b'|'), ("colon", b':')];

/// Reads notes.
pub(super) fn read(source: &Source, id: SourceId, told: &Told) -> Read {
    let start = behind_mark(&source.text);
    let (headers, mut problems) = headers(&source.text, start, id);
    let separator = headers.separator.unwrap_or_else(|| guess(&source.text[start..]));
    let found = rows(&source.text, start, id, separator, Some(b'#'));
    if let Some(place) = &found.open_quote {
        problems.push(Diagnostic::new(Problem::Foreign(Foreign::OpenQuote), place.clone()));
    }
    let mut names = Names::default();
    let mut cards = Vec::new();
    for row in &found.rows {
        cards.extend(card(row, &headers, told, &mut names, &mut problems));
    }
    if found.rows.is_empty() {
        problems.push(Diagnostic::new(Problem::Foreign(Foreign::Nothing), Place { source: id, span: 0..0 }));
    }
    let told = match &headers.deck {
        Some(title) => Told { deck: super::deck_name(title), title: title.clone(), ..told.clone() },
        None => told.clone(),
    };
    let decks = if cards.is_empty() { Vec::new() } else { vec![told.deck(cards)] };
    Read { decks, problems }
}

fn headers(text: &str, start: usize, id: SourceId) -> (Headers, Vec<Diagnostic>) {
    let (mut headers, mut problems, mut at) = (Headers::default(), Vec::new(), start);
    for line in text[start..].split_inclusive('\n') {
        let Some(header) = line.trim_end().strip_prefix('#') else { break };
        let place = Place { source: id, span: at..at + line.trim_end().len() };
        at += line.len();
        // Anything else that begins with `#` is a comment.
        let Some((key, value)) = header.split_once(':') else { continue };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
        let column = || value.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let is_understood = match key.as_str() {
            "separator" => {
                headers.separator = separator(value);
                headers.separator.is_some()
            }
            "html" => {
                headers.is_html = value.eq_ignore_ascii_case("true");
                true
            }
            "tags" => {
                headers.tags = value.split_whitespace().map(str::to_owned).collect();
                true
            }
            "deck" => {
                headers.deck = (!value.is_empty()).then(|| value.to_owned());
                true
            }
            "guid column" => {
                headers.guid = column();
                headers.others.extend(headers.guid);
                headers.guid.is_some()
            }
            "tags column" => {
                headers.tags_column = column();
                headers.others.extend(headers.tags_column);
                headers.tags_column.is_some()
            }
            "deck column" | "notetype column" => {
                headers.others.extend(column());
                column().is_some()
            }
            _ => true,
        };
        if !is_understood {
            let problem = Foreign::BadField { column: format!("#{key}"), takes: takes(&key) };
            problems.push(Diagnostic::new(Problem::Foreign(problem), place));
        }
    }
    (headers, problems)
}

fn takes(key: &str) -> Takes {
    if key == "separator" { Takes::Separator } else { Takes::Column }
}

fn separator(value: &str) -> Option<u8> {
    let named = SEPARATORS.iter().find(|(name, _)| name.eq_ignore_ascii_case(value)).map(|(_, byte)| *byte);
    named.or_else(|| match value.as_bytes() {
        [byte] if byte.is_ascii() => Some(*byte),
        _ => None,
    })
}

/// The separator of a file that names none: the first of tab, semicolon and comma that its first note has.
fn guess(text: &str) -> u8 {
    let first =
        text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    [b'\t', b';', b','].into_iter().find(|byte| first.as_bytes().contains(byte)).unwrap_or(b'\t')
}

fn card(
    row: &Row,
    headers: &Headers,
    told: &Told,
    names: &mut Names,
    problems: &mut Vec<Diagnostic>,
) -> Option<Card> {
    let mut report = |foreign, place: &Place| {
        problems.push(Diagnostic::new(Problem::Foreign(foreign), place.clone()));
    };
    let mut words: Vec<(At<String>, usize)> = Vec::new();
    for (i, field) in row.fields.iter().enumerate().filter(|(i, _)| !headers.others.contains(i)) {
        let mut field = field.clone();
        if headers.is_html {
            let (text, dropped) = markdown_of(&field.value);
            field.value = text;
            dropped.into_iter().for_each(|tag| report(Foreign::NoHome(format!("<{tag}>")), &field.place));
        }
        words.push((field, i));
    }
    let mut words = words.into_iter();
    let (front, back) = (words.next().map(|(field, _)| field)?, words.next().map(|(field, _)| field));
    let Some(back) = back.filter(|back| !back.value.trim().is_empty() && !front.value.trim().is_empty())
    else {
        report(Foreign::NoBack, &row.place);
        return None;
    };
    let mut tags = headers.tags.clone();
    // Without headers the third column is the one with the tags.
    let own = headers.tags_column.and_then(|column| row.fields.get(column)).cloned();
    let own = own.or_else(|| words.next().filter(|_| headers.tags_column.is_none()).map(|(field, _)| field));
    for tag in own.iter().flat_map(|field| field.value.split_whitespace()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    for (field, _) in words.filter(|(field, _)| !field.value.trim().is_empty()) {
        report(Foreign::NoHome(shortened(&field.value)), &field.place);
    }
    let given = headers.guid.and_then(|column| row.fields.get(column)).map(|field| field.value.trim());
    let id = match given.filter(|id| is_id(id) && names.take(id)) {
        Some(id) => id.to_owned(),
        None => names.name(&front.value, &back.value, "card"),
    };
    let body = Body::Flash(told.text(back.value));
    Some(Card { tags, ..Card::new(id, told.text(front.value), body, row.place.clone()) })
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(30) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}

/// Writes one note a card: id, front, back, tags.
pub(super) fn write(decks: &[&Deck], tongue: Tongue) -> Written {
    let mut written = Written::default();
    let mut rows =
        WriterBuilder::new().delimiter(b'\t').quote_style(QuoteStyle::Necessary).from_writer(Vec::new());
    for deck in decks {
        written.left_out.extend(tongue.lost(deck, |_| true));
        for card in &deck.cards {
            if !is_stated(&card.body) {
                written.left_out.push(left_out(deck, card, Loss::Card(card.body.kind())));
                continue;
            }
            let (front, back) = sides(card, tongue);
            // A blank would make two tags of one.
            let tags: Vec<String> =
                card.tags.iter().map(|tag| tag.replace(char::is_whitespace, "_")).collect();
            // Writing to memory cannot fail, and every row has four fields.
            let _ = rows.write_record([card.id.as_str(), &front, &back, &tags.join(" ")]);
            written.n_cards += 1;
            let kind = card.body.kind();
            if kind == "flash" {
                written.left_out.extend(lost_keys(deck, card, &["tags"]));
            } else {
                written.left_out.push(left_out(deck, card, Loss::Becomes(kind, "flash")));
                written.left_out.extend(lost_keys(deck, card, &["tags", "explain"]));
            }
        }
    }
    let body = rows.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let deck = match decks {
        [deck] => format!("#deck:{}\n", one_line(tongue.words(&deck.title))),
        _ => String::new(),
    };
    written.text = format!(
        "#separator:tab\n#html:false\n{deck}#guid column:1\n#tags column:4\n#columns:id\tFront\tBack\tTags\n{body}"
    );
    written
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
