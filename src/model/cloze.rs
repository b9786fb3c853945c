//! Gaps in a text: `{{answer}}`, `{{answer|another spelling}}`, `{{answer::hint}}`.
//!
//! A number as Anki writes it (`{{c1::answer}}`) is read over, so that such texts can be taken as they are. Deliberately missing:
//! what the learner typed (`judge`) and how a gap looks (`screen`).

use std::ops::Range;

use super::{Problem, Text};

/// One gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap<'t> {
    /// Every accepted spelling; the first is shown.
    pub accept: Vec<&'t str>,
    /// A word that stands in the gap.
    pub hint: Option<&'t str>,
    /// Where it stands, braces included, in bytes.
    pub span: Range<usize>,
}

/// Every gap of a text, in order. Braces around nothing are no gap.
pub fn gaps(text: &str) -> Vec<Gap<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let Some(close) = text[open..].find("}}").map(|at| open + at) else { break };
        found.extend(gap(&text[open + 2..close], open..close + 2));
        from = close + 2;
    }
    found
}

fn gap(inside: &str, span: Range<usize>) -> Option<Gap<'_>> {
    let numbered = inside.strip_prefix('c').and_then(|rest| rest.split_once("::"));
    let inside = match numbered {
        Some((number, rest)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => rest,
        _ => inside,
    };
    let (answer, hint) =
        inside.split_once("::").map_or((inside, None), |(answer, hint)| (answer, Some(hint)));
    let accept: Vec<&str> = answer.split('|').map(str::trim).filter(|word| !word.is_empty()).collect();
    let hint = hint.map(str::trim).filter(|hint| !hint.is_empty());
    (!accept.is_empty()).then_some(Gap { accept, hint, span })
}

/// The number of gaps, which is at least one and the same in every language; otherwise what is wrong.
///
/// # Errors
///
/// [`Problem::NoGap`] or [`Problem::GapsDiffer`].
pub fn count(prompt: &Text) -> Result<usize, Problem> {
    let counts = || prompt.entries().iter().map(|(_, text)| gaps(text).len());
    match (counts().min().unwrap_or(0), counts().max().unwrap_or(0)) {
        (_, 0) => Err(Problem::NoGap),
        (least, most) if least < most => Err(Problem::GapsDiffer { least, most }),
        (_, most) => Ok(most),
    }
}

/// The text with every gap empty: its hint or an ellipsis between brackets, with a number where there are several. Between
/// backticks a gap is not made bold: there the asterisks would be seen.
pub fn blanked(text: &str) -> String {
    let gaps = gaps(text);
    let mut ready = String::with_capacity(text.len());
    let mut from = 0;
    for (number, gap) in (1..).zip(&gaps) {
        ready.push_str(&text[from..gap.span.start]);
        let inside = gap.hint.unwrap_or("…");
        let is_code = ready.matches('`').count() % 2 == 1;
        let bold = if is_code { "" } else { "**" };
        match gaps.len() {
            1 => ready.push_str(&format!("{bold}[{inside}]{bold}")),
            _ => ready.push_str(&format!("{bold}[{number} {inside}]{bold}")),
        }
        from = gap.span.end;
    }
    ready.push_str(&text[from..]);
    ready
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_has_spellings_and_perhaps_a_hint() {
        let text =
            "A {{lock|mutex}} keeps {{c2::one thread::how many?}} inside; {{}} and {{ :: x}} are none.";
        let found: Vec<_> = gaps(text).into_iter().map(|gap| (gap.accept, gap.hint)).collect();
        assert_eq!(found, [(vec!["lock", "mutex"], None), (vec!["one thread"], Some("how many?"))]);
        assert_eq!(gaps("{{open").len() + gaps("}}{{").len(), 0);
        assert_eq!(gaps("{{c::x}}")[0].accept, ["c"]);
    }

    #[test]
    fn an_empty_gap_says_its_number_where_there_are_several() {
        assert_eq!(blanked("a {{b}} c"), "a **[…]** c");
        assert_eq!(blanked("{{a}} {{b::say}}"), "**[1 …]** **[2 say]**");
        assert_eq!(blanked("가 {{나}}"), "가 **[…]**");
        assert_eq!(blanked("`x.{{y}}()` {{z}}"), "`x.[1 …]()` **[2 …]**");
    }
}
