//! What stands in the fields of a note: HTML as Markdown, and texts with gaps.

use htmd::HtmlToMarkdown;
use htmd::options::{BulletListMarker, Options};

/// The HTML as Markdown. Scripts and styles are gone, pictures and sounds leave their name.
pub(super) fn markdown(html: &str) -> String {
    let options =
        Options { bullet_list_marker: BulletListMarker::Dash, ul_bullet_spacing: 1, ..Options::default() };
    let converter = HtmlToMarkdown::builder()
        .options(options)
        .skip_tags(vec!["script", "style", "head", "svg", "canvas"])
        .build();
    let found = converter.convert(&sounds(html)).unwrap_or_default();
    let lines: Vec<&str> = found.lines().collect();
    lines.join("\n").trim().to_owned()
}

/// The words of the HTML alone, on one line.
pub(super) fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    // The ampersand comes last, so that what was written as `&amp;lt;` stays `&lt;`.
    let named =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let text = named.iter().fold(text, |text, (from, to)| text.replace(from, to));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a field has nothing to show.
pub(super) fn is_blank(html: &str) -> bool {
    words(html).is_empty() && !html.contains("<img")
}

/// How many pictures and sounds a field calls for.
pub(super) fn n_media(html: &str) -> usize {
    html.matches("<img").count() + html.matches("[sound:").count()
}

/// Sounds as Anki writes them, without the brackets that Markdown would take for a link.
fn sounds(html: &str) -> String {
    html.replace("[sound:", "(sound: ").replace("[anki:play:", "(sound: ")
}

/// How the gaps that are asked for are to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gaps {
    /// Closed: `[…]` or `[hint]`.
    Closed,
    /// Filled, in bold.
    Open,
    /// Their place is held by [`holder`]s, from this number on.
    Held(u32),
}

/// What belongs into a gap.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    /// HTML.
    pub words: String,
    /// What stands in the gap.
    pub hint: Option<String>,
}

/// The sign that holds the place of a gap while its surroundings become Markdown.
pub(super) fn holder(number: u32) -> char {
    char::from_u32(0xe000 + number.min(0x18ff)).unwrap_or('\u{e000}')
}

/// The text `{{c1::words::hint}}` as the card of gap `asked` shows it, and what belongs in that card's gaps.
pub(super) fn gaps(html: &str, asked: usize, look: Gaps) -> (String, Vec<Answer>) {
    let (mut rest, mut answers) = (html, Vec::new());
    let text = gap_text(&mut rest, asked, look, false, &mut answers);
    (text, answers)
}

/// The numbers of the gaps in a text, each once, in ascending order.
pub(super) fn numbers(html: &str) -> Vec<usize> {
    let starts = html.match_indices("{{c").filter_map(|(at, _)| {
        let (number, _) = html[at + 3..].split_once("::")?;
        number.split(',').next()?.trim().parse().ok()
    });
    let mut all: Vec<usize> = starts.collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn gap_text(rest: &mut &str, asked: usize, look: Gaps, is_inside: bool, answers: &mut Vec<Answer>) -> String {
    let mut text = String::new();
    loop {
        let open = rest.find("{{c").filter(|at| opening(&rest[*at..]).is_some());
        let close = rest.find("}}").filter(|_| is_inside);
        match (open, close) {
            (Some(open), close) if close.is_none_or(|close| open < close) => {
                text.push_str(&rest[..open]);
                let Some((number, length)) = opening(&rest[open..]) else { return text };
                *rest = &rest[open + length..];
                let inner = gap_text(rest, asked, look, true, answers);
                let (words, hint) = inner
                    .split_once("::")
                    .map_or((inner.as_str(), None), |(words, hint)| (words, Some(hint)));
                match (number == asked, look) {
                    (false, _) => text.push_str(words),
                    (true, Gaps::Open) => text.push_str(&format!("<b>{words}</b>")),
                    (true, Gaps::Closed) => text.push_str(&format!("[{}]", hint.unwrap_or("…"))),
                    (true, Gaps::Held(from)) => {
                        text.push(holder(from + u32::try_from(answers.len()).unwrap_or(u32::MAX / 2)));
                    }
                }
                if number == asked {
                    answers.push(Answer { words: words.to_owned(), hint: hint.map(str::to_owned) });
                }
            }
            (_, Some(close)) => {
                text.push_str(&rest[..close]);
                *rest = &rest[close + 2..];
                return text;
            }
            _ => {
                text.push_str(rest);
                *rest = "";
                return text;
            }
        }
    }
}

/// The number of a gap that opens here, and how long its opening is.
fn opening(text: &str) -> Option<(usize, usize)> {
    let inside = text.strip_prefix("{{c")?;
    let end = inside.find("::")?;
    let number = inside[..end].split(',').next()?.trim().parse().ok()?;
    Some((number, 3 + end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_markdown_and_nothing_else() {
        for (html, wanted) in [
            ("a<br>b", "a  \nb"),
            ("<div>one</div><div>two <b>bold</b></div>", "one\n\ntwo **bold**"),
            ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
            ("x<script>alert(1)</script><style>a{}</style>", "x"),
            ("5 * 3 and _x_", "5 \\* 3 and \\_x\\_"),
            ("<pre><code class=\"language-rust\">a &lt; b;\n</code></pre>", "```rust\na < b;\n```"),
            ("word [sound:a.mp3]", "word (sound: a.mp3\\]"),
        ] {
            assert_eq!(markdown(html), wanted, "{html}");
        }
    }

    #[test]
    fn gaps_are_closed_one_number_at_a_time() {
        let text = "{{c1::Rust}} is {{c2::fast::adjective}}, {{c1::really}}";
        assert_eq!(numbers(text), [1, 2]);
        assert_eq!(gaps(text, 1, Gaps::Closed).0, "[…] is fast, […]");
        assert_eq!(gaps(text, 2, Gaps::Closed).0, "Rust is [adjective], really");
        assert_eq!(gaps(text, 2, Gaps::Open).0, "Rust is <b>fast</b>, really");
        assert_eq!(gaps(text, 1, Gaps::Held(3)).0, "\u{e003} is fast, \u{e004}");
        let answers: Vec<String> =
            gaps(text, 1, Gaps::Open).1.into_iter().map(|answer| answer.words).collect();
        assert_eq!(answers, ["Rust", "really"]);
    }

    #[test]
    fn gaps_may_stand_in_gaps_and_braces_may_stand_anywhere() {
        let text = "{{c1::outer {{c2::inner}} end}} {{x}} }} {{c3::";
        assert_eq!(gaps(text, 2, Gaps::Closed).0, "outer […] end {{x}} }} ");
        assert_eq!(gaps(text, 1, Gaps::Closed).0, "[…] {{x}} }} ");
        assert_eq!(gaps("a }} b", 1, Gaps::Closed).0, "a }} b");
    }
}
