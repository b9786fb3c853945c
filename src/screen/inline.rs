//! Markdown inside a line: emphasis, code, links as text with their address.
//!
//! Where styles are not written, code keeps its back-ticks: they carry a meaning that plain letters would lose.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;

use super::{Look, clean};

/// What is put beside a run of asterisks so that Korean particles may follow it; never printed.
pub(super) const HINGE: char = '\u{2e31}';

/// One line of an author's text, styled; block marks are left as they are written.
pub fn inline(text: &str, look: &Look) -> Vec<Span<'static>> {
    let text = prepared(&clean::line(text));
    let mut ink = Ink::new(look);
    // A letter in front keeps the parser from seeing a list or a heading where a label begins with `-` or `#`.
    for event in Parser::new_ext(&format!("x{HINGE}{text}"), Options::empty()) {
        ink.take(event);
    }
    let mut spans = ink.finish();
    if let Some(first) = spans.first_mut() {
        first.content = first.content.strip_prefix('x').unwrap_or_default().to_owned().into();
    }
    spans.retain(|span| !span.content.is_empty());
    spans
}

/// One line of an author's text as mere words, for places that cannot carry styles.
pub fn words(text: &str, look: &Look) -> String {
    let plain = Look { colour: false, ..*look };
    inline(text, &plain).iter().map(|span| span.content.as_ref()).collect()
}

/// The source with hinges where a particle follows closing punctuation, as in `**(x)**는`.
///
/// By the letter of CommonMark the asterisks there close nothing, because the rule expects a blank after punctuation;
/// Korean never has one before a particle.
pub(super) fn prepared(text: &str) -> String {
    let letters: Vec<char> = text.chars().filter(|&c| c != HINGE).collect();
    let mut ready = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let end = (at..letters.len()).find(|&i| letters[i] != '*').unwrap_or(letters.len());
        if end == at {
            ready.push(letters[at]);
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).map(|i| letters[i]);
        let after = letters.get(end).copied();
        let hinge_before = before.is_some_and(wide_letter) && after.is_some_and(punctuation);
        let hinge_after = before.is_some_and(punctuation) && after.is_some_and(wide_letter);
        ready.extend(hinge_before.then_some(HINGE));
        ready.extend(&letters[at..end]);
        ready.extend(hinge_after.then_some(HINGE));
        at = end;
    }
    ready
}

fn punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{301f}')
}

fn wide_letter(c: char) -> bool {
    c.is_alphabetic() && super::cells::of(c) == 2
}

/// Collects the spans of one stretch of running text.
pub(super) struct Ink<'a> {
    look: &'a Look,
    /// Whether what is collected cannot carry styles, so that code keeps its back-ticks.
    bare: bool,
    spans: Vec<Span<'static>>,
    styles: Vec<Style>,
    /// Addresses of the links that are open, with the number of spans before each.
    links: Vec<(String, usize)>,
}

impl<'a> Ink<'a> {
    pub(super) fn new(look: &'a Look) -> Self {
        Ink { look, bare: false, spans: Vec::new(), styles: Vec::new(), links: Vec::new() }
    }

    /// Says whether what follows cannot carry styles.
    pub(super) fn set_bare(&mut self, bare: bool) {
        self.bare = bare;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// What was collected; the ink begins anew.
    pub(super) fn finish(&mut self) -> Vec<Span<'static>> {
        std::mem::take(&mut self.spans)
    }

    /// Takes an event inside running text; others are ignored.
    pub(super) fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Html(text) => self.push(&text),
            Event::InlineHtml(tag) if matches!(&*tag, "<br>" | "<br/>" | "<br />") => self.push("\n"),
            Event::InlineHtml(tag) => self.push(&tag),
            Event::Code(code) => self.push_code(&code),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Start(Tag::Emphasis) => self.open(Style::default().add_modifier(Modifier::ITALIC)),
            Event::Start(Tag::Strong) => self.open(Style::default().add_modifier(Modifier::BOLD)),
            Event::End(TagEnd::Emphasis | TagEnd::Strong) => self.close(),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.links.push((dest_url.into_string(), self.spans.len()));
                self.open(Style::default().add_modifier(Modifier::UNDERLINED));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.close_link(),
            _ => {}
        }
    }

    /// Styles what follows until the matching `close`.
    pub(super) fn open(&mut self, style: Style) {
        self.styles.push(style);
    }

    pub(super) fn close(&mut self) {
        self.styles.pop();
    }

    fn close_link(&mut self) {
        self.close();
        let Some((address, begun)) = self.links.pop() else { return };
        let said: String =
            self.spans[begun.min(self.spans.len())..].iter().map(|s| s.content.as_ref()).collect();
        if said != address && !address.is_empty() {
            self.push_styled(&format!(" ({address})"), Style::default().add_modifier(Modifier::DIM));
        }
    }

    fn push_code(&mut self, code: &str) {
        let code = code.replace(HINGE, "");
        if self.look.colour && !self.bare {
            self.push_styled(&code, Style::default().fg(Color::Cyan));
        } else {
            self.push_styled(&format!("`{code}`"), Style::default());
        }
    }

    fn push(&mut self, text: &str) {
        self.push_styled(&text.replace(HINGE, ""), Style::default());
    }

    fn push_styled(&mut self, text: &str, style: Style) {
        let style = self.styles.iter().fold(Style::default(), |all, one| all.patch(*one)).patch(style);
        self.spans.push(Span::styled(text.to_owned(), style));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    const LOOK: Look = Look { width: 80, unicode: true, colour: false, lang: Lang::Ko };

    #[test]
    fn emphasis_may_be_followed_by_a_korean_particle() {
        for text in ["**비동기(async)**는 다릅니다", "그것은**(굵게)** 씁니다", "**`read`**는 잠듭니다"]
        {
            assert!(!words(text, &LOOK).contains('*'), "{text}");
        }
        assert_eq!(words("**`read`**는", &LOOK), "`read`는");
    }

    #[test]
    fn a_label_is_not_taken_for_a_list_or_a_heading() {
        assert_eq!(words("- 1", &LOOK), "- 1");
        assert_eq!(words("# 2", &LOOK), "# 2");
        assert_eq!(words("fd[0] a_b_c 2 * 3", &LOOK), "fd[0] a_b_c 2 * 3");
    }

    #[test]
    fn a_link_shows_its_address() {
        assert_eq!(words("see [the page](https://a.b/c)", &LOOK), "see the page (https://a.b/c)");
    }

    #[test]
    fn code_keeps_its_back_ticks_only_where_colour_is_missing() {
        let coloured = inline("a `b`", &Look { colour: true, ..LOOK });
        assert_eq!(coloured.last().map(|span| span.content.as_ref()), Some("b"));
    }
}
