//! Collections on paper: what one holds, what an update would change, which there are.
//!
//! Names of decks, words of commits and addresses are foreign text; `paper` cleans them.

use ratatui::style::Stylize;
use ratatui::text::{Line, Span};
use serde_json::{Value as Json, json};

use super::grid::{Grid, grid};
use super::{Look, clean, collection_words as words, glyphs};

/// Names of one kind, in the order of their headings.
pub struct Kind {
    /// What came.
    pub added: Vec<String>,
    /// What is other than before.
    pub changed: Vec<String>,
    /// What went.
    pub gone: Vec<String>,
}

/// What was added, how much of it there is, and which demos go by their long names.
pub fn added(
    name: &str,
    source: &str,
    [decks, cards, demos]: [usize; 3],
    taken: &[String],
    look: &Look,
) -> Vec<Line<'static>> {
    let lang = look.lang;
    let mut lines = vec![
        Line::from(vec![
            Span::from(words::added(name, lang)).bold(),
            Span::from(format!("  {source}")).dim(),
        ]),
        Line::from(format!("  {}", words::counts(decks, cards, demos, lang))),
    ];
    lines.extend(taken.iter().map(|demo| Line::from(format!("  {}", words::long_name(demo, name, lang)))));
    lines.push(Line::from(words::runs_nothing(lang)));
    lines.push(Line::from(words::try_quiz(name, lang).dim()));
    lines
}

/// What an update would change: commits, then decks, cards and demos.
pub fn changes(name: &str, commits: &[String], kinds: &[Kind; 3], look: &Look) -> Vec<Line<'static>> {
    let [commit, decks, cards, demos] = words::headings(look.lang);
    let mut lines = vec![Line::from(words::would_change(name, look.lang).bold())];
    if !commits.is_empty() {
        lines.push(Line::from(format!("  {commit}").bold()));
        lines.extend(commits.iter().map(|line| Line::from(format!("    {}", clean::line(line)))));
    }
    for (heading, kind) in [decks, cards, demos].into_iter().zip(kinds) {
        let marked = [('+', &kind.added), ('~', &kind.changed), ('-', &kind.gone)];
        if marked.iter().all(|(_, names)| names.is_empty()) {
            continue;
        }
        lines.push(Line::from(format!("  {heading}").bold()));
        for (mark, names) in marked {
            let shown =
                names.iter().take(MOST).map(|name| Line::from(format!("    {mark} {}", clean::line(name))));
            lines.extend(shown);
            if names.len() > MOST {
                let ellipsis = glyphs::strokes(look.unicode).ellipsis;
                lines.push(Line::from(format!("    {mark} {ellipsis} +{}", names.len() - MOST)));
            }
        }
    }
    lines
}

/// At most so many names of one kind are shown.
const MOST: usize = 20;

/// Name, source, revision and day of every collection.
pub fn list(rows: &[[String; 4]], look: &Look) -> Vec<Line<'static>> {
    if rows.is_empty() {
        return vec![Line::from(words::none(look.lang))];
    }
    let cells = rows.iter().map(|[name, source, rev, since]| {
        [format!("  {name}"), source.clone(), rev.clone(), since.clone()]
            .map(|cell| clean::line(&cell).into_owned())
            .to_vec()
    });
    let content = Grid { rows: cells.collect(), names_first: true, ..Grid::default() };
    let mut lines = vec![Line::default(), Line::from(words::collections(look.lang).bold())];
    lines.extend(grid(&content, usize::from(look.width), look));
    lines
}

/// The same as one object.
pub fn list_json(rows: &[[String; 4]]) -> Json {
    let each = rows.iter().map(
        |[name, source, rev, since]| json!({ "name": name, "source": source, "rev": rev, "since": since }),
    );
    json!({ "collections": each.collect::<Vec<_>>() })
}
