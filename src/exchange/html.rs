//! The little HTML that stands in the fields of other programs, as Markdown.
//!
//! Deliberately missing: pictures, sounds and layout. A tag that has no Markdown is dropped and its words are kept.

/// The words of an HTML field, and the names of the tags that had to be dropped.
pub(super) fn markdown_of(html: &str) -> (String, Vec<String>) {
    let (mut out, mut dropped) = (String::new(), Vec::new());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&entities(&rest[..at]));
        let tag = &rest[at..];
        let Some(end) = tag.find('>').filter(|_| is_tag(tag)) else {
            out.push('<');
            rest = &tag[1..];
            continue;
        };
        let (is_end, name) = name(&tag[1..end]);
        match mark(&name, is_end) {
            Some(mark) => out.push_str(mark),
            None if is_end || dropped.contains(&name) => {}
            None => dropped.push(name),
        }
        rest = &tag[end + 1..];
    }
    out.push_str(&entities(rest));
    (out.trim().to_owned(), dropped)
}

fn is_tag(text: &str) -> bool {
    text[1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic() || c == '!')
}

fn name(inside: &str) -> (bool, String) {
    let is_end = inside.starts_with('/');
    let name = inside.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
    (is_end, name.unwrap_or_default().to_ascii_lowercase())
}

fn mark(name: &str, is_end: bool) -> Option<&'static str> {
    Some(match (name, is_end) {
        ("br", _) | ("div" | "li" | "ul" | "ol", true) | ("div", false) => "\n",
        ("p", true) => "\n\n",
        ("p" | "ul" | "ol" | "span" | "font", _) | ("", _) => "",
        ("li", false) => "- ",
        ("b" | "strong", _) => "**",
        ("i" | "em", _) => "*",
        ("code", _) => "`",
        ("pre", false) => "\n```\n",
        ("pre", true) => "\n```\n",
        _ => return None,
    })
}

fn entities(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " ")];
    // The ampersand comes last, so that `&amp;lt;` stays the text `&lt;`.
    let text = named.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_can_say_is_kept() {
        let (text, dropped) = markdown_of("a <b>b</b><br>x &lt; 1 &amp;&amp; <code>y</code> <img src=x>");
        assert_eq!(text, "a **b**\nx < 1 && `y`");
        assert_eq!(dropped, ["img"]);
        assert_eq!(markdown_of("1 < 2 and 3 > 2").0, "1 < 2 and 3 > 2");
        assert_eq!(markdown_of("Vec<").0, "Vec<");
    }
}
