//! Programs from elsewhere on paper and at the terminal: what would run, and the question whether it may.
//!
//! Everything here was written by strangers, file names included; it goes through `paper` like all foreign text.
//! Deliberately missing: what is done with the answer.

use std::io;

use console::{Key, Term};
use ratatui::style::{Color, Stylize};
use ratatui::text::{Line, Span};
use serde_json::{Value as Json, json};

use super::grid::{Grid, grid};
use super::{Look, cells, clean, listings, paper, trust_words as words, wrap};
use crate::model::{Consent, Waiting};

/// At most so many files are named before the rest is counted.
const NAMED: usize = 20;

/// Name, origin, command and files of a program, and what changed since somebody agreed.
pub fn would_run(waiting: &Waiting, look: &Look) -> Vec<Line<'static>> {
    let (foreign, lang) = (&waiting.foreign, look.lang);
    let [name, from, runs, files] = words::facts(lang);
    let mut lines = vec![Line::default(), Line::from(words::would_run(lang).fg(Color::Yellow).bold())];
    lines.push(Line::default());
    lines.extend(fact(name, &foreign.name, look));
    lines.extend(fact(from, &foreign.origin, look));
    for (at, command) in foreign.commands.iter().enumerate() {
        let command = command.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ");
        lines.extend(fact(if at == 0 { runs } else { "" }, &command, look));
    }
    let widest = foreign.files.iter().map(|file| cells::width(&clean::line(&file.name))).max().unwrap_or(0);
    for (at, file) in foreign.files.iter().take(NAMED).enumerate() {
        let length = match file.n_lines() {
            Some(n) => words::lines(n, lang),
            None => words::binary(file.bytes.len(), lang),
        };
        let shown = clean::line(&file.name).into_owned();
        let gap = " ".repeat(widest.min(40).saturating_sub(cells::width(&shown)) + 2);
        lines.extend(fact(if at == 0 { files } else { "" }, &format!("{shown}{gap}{length}"), look));
    }
    if foreign.files.len() > NAMED {
        lines.extend(fact("", &format!("+{}", foreign.files.len() - NAMED), look));
    }
    if let Some(before) = &waiting.before {
        lines.extend([Line::default(), Line::from(words::changed_since(&before.since, lang).bold())]);
        lines.extend(
            before.changes.iter().map(|change| Line::from(format!("  {}", words::change(change, lang)))),
        );
    }
    let may = [Span::from(words::what_it_may(lang)).dim()];
    lines.push(Line::default());
    lines.extend(wrap::wrap(&may, usize::from(look.measure()), &[], &[]));
    lines
}

/// Why a program from elsewhere did not run, with what to type.
pub fn not_agreed(name: &str, word: &str, changed: bool, look: &Look) -> String {
    words::not_agreed(name, &format!("ttl trust add {}", quoted(word)), changed, look.lang)
}

/// A word as it can be typed at a shell: in quotes where it would otherwise fall apart or do something.
pub(super) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=:,+@%".contains(c);
    let word = clean::line(word);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.into_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

fn fact(label: &str, what: &str, look: &Look) -> Vec<Line<'static>> {
    let lead = format!("  {label}{}", " ".repeat(8_usize.saturating_sub(cells::width(label))));
    let rest = " ".repeat(cells::width(&lead));
    let what = [Span::from(clean::line(what).into_owned())];
    wrap::wrap(&what, usize::from(look.width), &[Span::from(lead).dim()], &[Span::from(rest)])
}

/// Shows what would run and asks; with `is_only_kept`, whether to remember an agreement without running anything.
///
/// # Errors
///
/// The terminal cannot be read or written; `Interrupted` after Ctrl-C.
pub fn ask(term: &Term, waiting: &Waiting, is_only_kept: bool, look: &Look) -> io::Result<Consent> {
    let print = |lines: &[Line<'_>]| paper::print(&mut &*term, lines, look);
    let keys = match is_only_kept {
        true => words::keys_to_remember(look.lang),
        false => words::keys(look.lang),
    };
    let bar = [Line::default(), Line::from(Span::from(keys).fg(Color::Cyan))];
    print(&would_run(waiting, look))?;
    print(&bar)?;
    loop {
        match term.read_key()? {
            Key::Char('y' | 'Y' | 'ㅛ') if is_only_kept => return Ok(Consent::Remembered),
            Key::Char('y' | 'Y' | 'ㅛ') => return Ok(Consent::Once),
            Key::Char('a' | 'A' | 'ㅁ') => return Ok(Consent::Remembered),
            // Enter alone agrees to nothing: it is what a hand does by itself.
            Key::Char('n' | 'N' | 'ㅜ' | 'q' | 'Q' | 'ㅂ') | Key::Escape => return Ok(Consent::Refused),
            Key::Char('s' | 'S' | 'ㄴ') => {
                print(&listings(&waiting.foreign.listings(), look))?;
                print(&bar)?;
            }
            _ => {}
        }
    }
}

/// Asks a question with two answers below what is already on the screen.
///
/// # Errors
///
/// As [`ask`].
pub fn confirm(term: &Term, look: &Look) -> io::Result<bool> {
    let bar = Line::from(Span::from(words::yes_or_no(look.lang)).fg(Color::Cyan));
    paper::print(&mut &*term, &[bar], look)?;
    loop {
        match term.read_key()? {
            Key::Char('y' | 'Y' | 'ㅛ') => return Ok(true),
            Key::Char('n' | 'N' | 'ㅜ' | 'q' | 'Q' | 'ㅂ') | Key::Escape => return Ok(false),
            _ => {}
        }
    }
}

/// One agreement, as it is listed.
pub struct Entry<'a> {
    /// The program.
    pub name: &'a str,
    /// Where it was.
    pub from: &'a str,
    /// What the agreement is bound to.
    pub hash: &'a str,
    /// Its day.
    pub since: &'a str,
}

/// Folders of the learner's own, each with the day on which it was declared, and what was agreed to.
pub fn list(own: &[(String, String)], agreed: &[Entry<'_>], look: &Look) -> Vec<Line<'static>> {
    let lang = look.lang;
    if own.is_empty() && agreed.is_empty() {
        return vec![Line::from(words::no_agreements(lang))];
    }
    let own = own.iter().map(|(folder, since)| vec![format!("  {folder}"), since.clone()]);
    let agreed = agreed.iter().map(|entry| {
        let short = entry.hash.get(..12).unwrap_or(entry.hash);
        vec![format!("  {}", entry.name), short.to_owned(), entry.since.to_owned(), entry.from.to_owned()]
    });
    let mut lines = section(words::own_folders(lang), own.collect(), look);
    lines.extend(section(words::agreements(lang), agreed.collect(), look));
    lines
}

fn section(title: &str, rows: Vec<Vec<String>>, look: &Look) -> Vec<Line<'static>> {
    if rows.is_empty() {
        return Vec::new();
    }
    let clean = |row: Vec<String>| row.into_iter().map(|cell| clean::line(&cell).into_owned()).collect();
    let rows = rows.into_iter().map(clean).collect();
    let mut lines = vec![Line::default(), Line::from(title.to_owned().bold())];
    lines.extend(grid(&Grid { rows, names_first: true, ..Grid::default() }, usize::from(look.width), look));
    lines
}

/// The same as one object.
pub fn list_json(own: &[(String, String)], agreed: &[Entry<'_>]) -> Json {
    let own = own.iter().map(|(folder, since)| json!({ "folder": folder, "since": since }));
    let agreed = agreed.iter().map(
        |entry| json!({ "name": entry.name, "from": entry.from, "hash": entry.hash, "since": entry.since }),
    );
    json!({ "own": own.collect::<Vec<_>>(), "agreed": agreed.collect::<Vec<_>>() })
}
