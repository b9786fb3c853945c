//! Colours for code, as scopes of its grammar say.
//!
//! The grammars are large, so they are unpacked when the first block of a named language is coloured, and never before.
//! Only colours that every terminal lets its owner choose are used; they are readable on dark and on light paper.
//! Deliberately missing: themes.

use std::sync::OnceLock;

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;
use syntect::parsing::{ParseState, ScopeStack, SyntaxSet};

static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();

/// The code as coloured lines, or nothing where the language is not known.
pub fn highlight(code: &str, language: &str) -> Option<Vec<Vec<Span<'static>>>> {
    // Asked first, because the answer is known without unpacking anything.
    if matches!(language, "" | "text" | "txt" | "plain" | "output" | "console") {
        return None;
    }
    let grammars = GRAMMARS.get_or_init(two_face::syntax::extra_newlines);
    let grammar = grammars.find_syntax_by_token(language)?;
    let mut state = ParseState::new(grammar);
    let mut scopes = ScopeStack::new();
    code.split_inclusive('\n').map(|line| coloured(line, &mut state, &mut scopes, grammars)).collect()
}

fn coloured(
    line: &str,
    state: &mut ParseState,
    scopes: &mut ScopeStack,
    grammars: &SyntaxSet,
) -> Option<Vec<Span<'static>>> {
    // The grammars expect every line to end, also the last.
    let ended = if line.ends_with('\n') { line.to_owned() } else { format!("{line}\n") };
    let mut spans = Vec::new();
    let mut begun = 0;
    for (at, change) in state.parse_line(&ended, grammars).ok()? {
        push(&mut spans, ended.get(begun..at)?, scopes);
        begun = at;
        scopes.apply(&change).ok()?;
    }
    push(&mut spans, ended.get(begun..)?, scopes);
    Some(spans)
}

fn push(spans: &mut Vec<Span<'static>>, piece: &str, scopes: &ScopeStack) {
    let piece = piece.trim_end_matches('\n');
    if !piece.is_empty() {
        spans.push(Span::styled(piece.to_owned(), style(scopes)));
    }
}

/// The style of the innermost scope that has one.
fn style(scopes: &ScopeStack) -> Style {
    scopes.scopes.iter().rev().find_map(|scope| named(&scope.build_string())).unwrap_or_default()
}

fn named(scope: &str) -> Option<Style> {
    let plain = Style::default();
    let styles = [
        ("comment", plain.add_modifier(Modifier::DIM | Modifier::ITALIC)),
        ("string", plain.fg(Color::Green)),
        ("constant.character.escape", plain.fg(Color::Cyan)),
        ("constant", plain.fg(Color::Cyan)),
        ("keyword.operator", plain),
        ("keyword", plain.fg(Color::Magenta)),
        ("storage.type.function", plain.fg(Color::Magenta)),
        ("storage", plain.fg(Color::Magenta)),
        ("support.macro", plain.fg(Color::Blue)),
        ("entity.name", plain.add_modifier(Modifier::BOLD)),
        ("meta.annotation", plain.fg(Color::Blue)),
        ("variable.language", plain.fg(Color::Magenta)),
    ];
    styles.into_iter().find(|(start, _)| scope.starts_with(start)).map(|(_, style)| style)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style_of(word: &str, code: &str, language: &str) -> Style {
        let lines = highlight(code, language).unwrap();
        lines.iter().flatten().find(|span| span.content.trim() == word).unwrap().style
    }

    #[test]
    fn keywords_strings_and_comments_differ() {
        let code = "# wait\nasync def f():\n    return \"done\"\n";
        assert_eq!(style_of("return", code, "python").fg, Some(Color::Magenta));
        assert!(highlight(code, "python").unwrap()[0][0].style.add_modifier.contains(Modifier::DIM));
        let text: String = highlight(code, "python").unwrap()[2].iter().map(|s| s.content.as_ref()).collect();
        assert_eq!(text, "    return \"done\"");
    }

    #[test]
    fn the_languages_of_the_decks_are_known() {
        for language in ["rust", "python", "c", "bash", "js", "go", "toml", "json"] {
            assert!(highlight("x", language).is_some(), "{language}");
        }
        assert!(highlight("x", "no-such-language").is_none());
    }

    #[test]
    fn plain_text_is_not_coloured() {
        assert!(highlight("x", "text").is_none());
    }
}
