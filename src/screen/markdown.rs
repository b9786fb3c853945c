//! An author's Markdown as lines for the screen.
//!
//! Drawn from the events of `pulldown-cmark` directly: lists hang, code is indented behind a quiet bar, links show
//! their address. Deliberately missing: everything a quiz does not need, such as footnotes and embedded HTML, which
//! is shown as it is written.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use ratatui::style::{Modifier, Style, Stylize};
use ratatui::text::{Line, Span};

use super::inline::{Ink, prepared};
use super::{Look, cells, clean, code, glyphs, grid, wrap};

/// The text, wrapped to `width` cells.
pub fn markdown(text: &str, width: u16, look: &Look) -> Vec<Line<'static>> {
    let text = prepared(&clean::block(text));
    let mut page = Page::new(usize::from(width.max(1)), look);
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        page.take(event);
    }
    page.flush();
    page.done
}

/// Something that indents what stands in it.
enum Holder {
    /// A quotation.
    Quote,
    /// An item of a list: its sign, and whether that is still to be written.
    Item { sign: String, pending: bool },
}

struct Page<'a> {
    width: usize,
    look: &'a Look,
    done: Vec<Line<'static>>,
    ink: Ink<'a>,
    holders: Vec<Holder>,
    /// The next number of each open list; none: bullets.
    lists: Vec<Option<u64>>,
    /// The language and the text of the open block of code.
    code: Option<(String, String)>,
    /// The rows of the open table.
    table: Option<Vec<Vec<String>>>,
    /// Whether the next block stands apart from what is above.
    apart: bool,
}

impl<'a> Page<'a> {
    fn new(width: usize, look: &'a Look) -> Self {
        Page {
            width,
            look,
            done: Vec::new(),
            ink: Ink::new(look),
            holders: Vec::new(),
            lists: Vec::new(),
            code: None,
            table: None,
            apart: false,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code.is_some() => {
                if let Some((_, code)) = &mut self.code {
                    code.push_str(&text);
                }
            }
            Event::Rule => {
                let width = self.width.min(24);
                let rule = glyphs::strokes(self.look.unicode).across.to_string().repeat(width);
                self.block(vec![vec![rule.dim()]]);
            }
            event => self.ink.take(event),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.ink.open(Style::default().add_modifier(Modifier::BOLD)),
            Tag::BlockQuote(_) => {
                self.flush();
                self.part();
                self.holders.push(Holder::Quote);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                let sign = self.next_sign();
                self.holders.push(Holder::Item { sign, pending: true });
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split([' ', ',']).next().unwrap_or_default().to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::Table(_) => {
                self.ink.set_bare(true);
                self.table = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(rows) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            tag => self.ink.take(Event::Start(tag)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.close_paragraph(),
            TagEnd::Heading(_) => {
                self.ink.close();
                self.close_paragraph();
            }
            TagEnd::BlockQuote(_) => drop(self.holders.pop()),
            TagEnd::Item => {
                self.flush();
                // An item without a word still shows its sign.
                if matches!(self.holders.last(), Some(Holder::Item { pending: true, .. })) {
                    self.block(vec![Vec::new()]);
                    self.apart = false;
                }
                self.holders.pop();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.apart |= self.lists.is_empty();
            }
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::TableCell => {
                let words = self.ink.finish().iter().map(|span| span.content.as_ref()).collect();
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(words);
                }
            }
            TagEnd::Table => self.close_table(),
            tag => self.ink.take(Event::End(tag)),
        }
    }

    fn next_sign(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let sign = format!("{number}. ");
                *number += 1;
                sign
            }
            _ => format!("{} ", glyphs::strokes(self.look.unicode).bullet),
        }
    }

    /// Writes what was collected, if anything, without setting apart what follows.
    fn flush(&mut self) {
        if !self.ink.is_empty() {
            self.close_paragraph();
            self.apart = false;
        }
    }

    fn close_paragraph(&mut self) {
        let text = self.ink.finish();
        let (first, rest) = self.begin();
        self.done.extend(wrap::wrap(&text, self.width, &first, &rest));
        self.apart = true;
    }

    fn close_code(&mut self) {
        let Some((language, text)) = self.code.take() else { return };
        let bar = format!("{} ", glyphs::strokes(self.look.unicode).down);
        let room = self.width.saturating_sub(self.indent() + cells::width(&bar)).max(1);
        let lines = code::code(&text, &language, u16::try_from(room).unwrap_or(u16::MAX), self.look);
        let barred = |line: Line<'static>| [vec![bar.clone().dim()], line.spans].concat();
        self.block(lines.into_iter().map(barred).collect());
    }

    fn close_table(&mut self) {
        self.ink.set_bare(false);
        let Some(mut rows) = self.table.take().filter(|rows| !rows.is_empty()) else { return };
        let heading = rows.remove(0);
        let width = self.width.saturating_sub(self.indent());
        let table = grid::Grid { heading, rows, ..grid::Grid::default() };
        let lines = grid::grid(&table, width, self.look);
        self.block(lines.into_iter().map(|line| line.spans).collect());
    }

    /// Writes finished lines at the indent of the place.
    fn block(&mut self, lines: Vec<Vec<Span<'static>>>) {
        let (first, rest) = self.begin();
        for (n, line) in lines.into_iter().enumerate() {
            let start = if n == 0 { &first } else { &rest };
            self.done.push(Line::from([start.clone(), line].concat()));
        }
        self.apart = true;
    }

    /// How far a block stands from the left edge, in cells.
    fn indent(&self) -> usize {
        self.holders
            .iter()
            .map(|holder| match holder {
                Holder::Quote => 2,
                Holder::Item { sign, .. } => cells::width(sign),
            })
            .sum()
    }

    /// What the first and every other line of the next block begins with.
    fn begin(&mut self) -> (Vec<Span<'static>>, Vec<Span<'static>>) {
        self.part();
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        for holder in &mut self.holders {
            match holder {
                Holder::Quote => {
                    let bar = format!("{} ", glyphs::strokes(self.look.unicode).quote).dim();
                    first.push(bar.clone());
                    rest.push(bar);
                }
                Holder::Item { sign, pending } => {
                    let blank = Span::from(" ".repeat(cells::width(sign)));
                    first.push(if std::mem::take(pending) {
                        Span::from(sign.clone())
                    } else {
                        blank.clone()
                    });
                    rest.push(blank);
                }
            }
        }
        (first, rest)
    }

    /// An empty line, if what follows stands apart; quotations go on through it.
    fn part(&mut self) {
        if !std::mem::take(&mut self.apart) || self.done.is_empty() {
            return;
        }
        let bar = format!("{} ", glyphs::strokes(self.look.unicode).quote);
        let held = self.holders.iter().map(|holder| match holder {
            Holder::Quote => bar.clone().dim(),
            Holder::Item { sign, .. } => Span::from(" ".repeat(cells::width(sign))),
        });
        self.done.push(Line::from(held.collect::<Vec<_>>()));
    }
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
