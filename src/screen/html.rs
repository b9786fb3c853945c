//! An author's Markdown as HTML that can do nothing but be read.
//!
//! Whatever was written, only elements that this file knows come out: embedded HTML is shown as it is written, links lead
//! to the web or nowhere, pictures become their description. Code is coloured here, by classes, so that a page needs no
//! program for it. Deliberately missing: style sheets (each page has its own).

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html as writer};
use ratatui::style::{Color, Modifier, Style};

use super::inline::{HINGE, prepared};
use super::{clean, highlight};

/// Running text with paragraphs, lists, tables and code.
pub fn block(text: &str) -> String {
    let text = prepared(&clean::block(text));
    let mut safe = Safe::default();
    let mut page = String::new();
    let events: Vec<Event<'_>> =
        Parser::new_ext(&text, Options::ENABLE_TABLES).filter_map(|event| safe.pass(event)).collect();
    writer::push_html(&mut page, events.into_iter());
    page.retain(|c| c != HINGE);
    page.trim_end().to_owned()
}

/// A text that stands in a line, for instance an option: a single paragraph loses its frame.
pub fn line(text: &str) -> String {
    let page = block(text);
    let inner = page.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    match inner {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => page,
    }
}

/// Source text with its colours.
pub fn code(source: &str, language: &str) -> String {
    let source = clean::block(source);
    let source = source.trim_end_matches('\n');
    let mut page = format!("<pre><code data-lang=\"{}\">", escaped(language));
    match highlight::highlight(source, language) {
        None => page.push_str(&escaped(source)),
        Some(lines) => {
            for (i, line) in lines.iter().enumerate() {
                if i > 0 {
                    page.push('\n');
                }
                for span in line {
                    match class(span.style) {
                        None => page.push_str(&escaped(&span.content)),
                        Some(class) => {
                            page.push_str(&format!(
                                "<span class=\"{class}\">{}</span>",
                                escaped(&span.content)
                            ));
                        }
                    }
                }
            }
        }
    }
    page.push_str("</code></pre>");
    page
}

/// Plain words for any place of a page, attributes included.
pub fn escaped(words: &str) -> String {
    let mut ready = String::with_capacity(words.len());
    for c in clean::block(words).chars() {
        match c {
            '&' => ready.push_str("&amp;"),
            '<' => ready.push_str("&lt;"),
            '>' => ready.push_str("&gt;"),
            '"' => ready.push_str("&quot;"),
            '\'' => ready.push_str("&#39;"),
            c => ready.push(c),
        }
    }
    ready
}

/// The class of a colour that the highlighter gave.
fn class(style: Style) -> Option<&'static str> {
    Some(match style.fg {
        Some(Color::Green) => "hl-s",
        Some(Color::Cyan) => "hl-n",
        Some(Color::Magenta) => "hl-k",
        Some(Color::Blue) => "hl-m",
        _ if style.add_modifier.contains(Modifier::DIM) => "hl-c",
        _ if style.add_modifier.contains(Modifier::BOLD) => "hl-f",
        _ => return None,
    })
}

/// Turns everything that could act into words.
#[derive(Default)]
struct Safe {
    /// The language and the text of the open block of code.
    code: Option<(String, String)>,
    /// For each open link, whether it leads somewhere.
    links: Vec<bool>,
}

impl Safe {
    fn pass<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        if let Some((_, text)) = &mut self.code {
            match event {
                Event::Text(words) => text.push_str(&words),
                Event::End(TagEnd::CodeBlock) => return self.code_block(),
                _ => {}
            }
            return None;
        }
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split([',', ' ']).next().unwrap_or("").to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
                None
            }
            Event::InlineHtml(tag) if matches!(&*tag, "<br>" | "<br/>" | "<br />") => Some(Event::HardBreak),
            Event::Html(words) | Event::InlineHtml(words) => Some(Event::Text(words)),
            Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let leads = is_web(&dest_url);
                self.links.push(leads);
                leads.then(|| opened(&dest_url))
            }
            Event::End(TagEnd::Link) => {
                self.links.pop().unwrap_or(false).then_some(Event::Html(CowStr::Borrowed("</a>")))
            }
            Event::Start(Tag::Image { dest_url, .. }) => Some(Event::Text(format!("[{dest_url}: ").into())),
            Event::End(TagEnd::Image) => Some(Event::Text("]".into())),
            other => Some(other),
        }
    }

    fn code_block<'e>(&mut self) -> Option<Event<'e>> {
        let (language, text) = self.code.take()?;
        Some(Event::Html(code(&text, &language).into()))
    }
}

fn is_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|start| address.starts_with(start))
}

fn opened<'e>(address: &str) -> Event<'e> {
    Event::Html(format!("<a href=\"{}\" rel=\"noreferrer\">", escaped(address)).into())
}

/// A link to where to read on; an address that leads nowhere is shown as it is written.
pub fn link(address: &str) -> String {
    match is_web(address) {
        true => format!("<a href=\"{0}\" rel=\"noreferrer\">{0}</a>", escaped(address)),
        false => escaped(address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_an_author_writes_can_act() {
        for hostile in [
            "<script>alert(1)</script>",
            "text <img src=x onerror=alert(1)> more",
            "[go](javascript:alert(1))",
            "![x](https://elsewhere.example/track.png)",
            "```html\n<script>alert(1)</script>\n```",
            "```\"><script>\nx\n```",
            "`<script>`",
            "<svg onload=alert(1)>\n\nword",
            "[a](https://x.example/\"onmouseover=\"alert(1))",
            "<div><script>\nalert(1)</script></div>",
        ] {
            let page = block(hostile);
            assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<svg"), "{page}");
            assert!(!page.contains("href=\"java") && !page.contains("\"onmouse"), "{page}");
        }
    }

    #[test]
    fn markdown_becomes_what_it_means() {
        assert_eq!(line("a **b** `c<d>`"), "a <strong>b</strong> <code>c&lt;d&gt;</code>");
        assert_eq!(block("a\n\n- b"), "<p>a</p>\n<ul>\n<li>b</li>\n</ul>");
        assert_eq!(
            block("[a](https://x.example)"),
            "<p><a href=\"https://x.example\" rel=\"noreferrer\">a</a></p>"
        );
    }

    #[test]
    fn a_korean_particle_may_follow_a_closing_bracket() {
        assert_eq!(line("**동시성(concurrency)**은"), "<strong>동시성(concurrency)</strong>은");
    }

    #[test]
    fn code_is_coloured_and_keeps_every_letter() {
        let page = block("```rust\nfn f() -> &'static str { \"<\" }\n```");
        assert!(page.contains("<span class=\"hl-k\">") && page.contains("&lt;"), "{page}");
        assert!(!page.contains("\"<\""), "{page}");
    }
}
