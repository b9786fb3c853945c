//! What each problem means, with an example that has it and one that has not.
//!
//! A page is a file in `src/screen/explain`, called like its code: a sentence and a text in each language, then the two
//! examples, which are the same in every language. `tests/explain.rs` reads every example as the program would.
//! Deliberately missing: anything about a problem at hand; that is in `problem_*.rs`.

use include_dir::{Dir, include_dir};
use ratatui::style::Stylize;
use ratatui::text::{Line, Span};

use super::{Look, cells, check_words, code, inline, markdown, problem_terms, wrap};
use crate::model::{Lang, Problem, Severity};

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/screen/explain");

/// One page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    text: &'static str,
}

impl Page {
    /// The page of a code, if it has one.
    pub fn of(code: &str) -> Option<Page> {
        PAGES.get_file(format!("{code}.md")).and_then(|file| file.contents_utf8()).map(|text| Page { text })
    }

    /// Every code that has a page.
    pub fn codes() -> Vec<&'static str> {
        let stems = PAGES.files().filter_map(|file| file.path().file_stem()?.to_str());
        let mut codes: Vec<&str> = stems.collect();
        let place = |code: &str| Problem::CODES.iter().position(|known| *known == code);
        codes.sort_by_key(|code| place(code).unwrap_or(usize::MAX));
        codes
    }

    /// The sentence.
    pub fn sentence(&self, lang: Lang) -> &'static str {
        self.part(lang.tag()).lines().next().unwrap_or_default()
    }

    /// The text below the sentence, as Markdown.
    pub fn body(&self, lang: Lang) -> &'static str {
        self.part(lang.tag()).split_once('\n').map_or("", |(_, body)| body.trim())
    }

    /// The example that has the problem.
    pub fn wrong(&self) -> &'static str {
        self.part("wrong")
    }

    /// The same without it.
    pub fn right(&self) -> &'static str {
        self.part("right")
    }

    /// What stands below a line `--- name`.
    fn part(&self, name: &str) -> &'static str {
        let mut parts = self.text.split("--- ").skip(1);
        let found = parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('\n'));
        found.unwrap_or_default().trim()
    }
}

/// A page as lines.
pub fn page(code_name: &str, page: &Page, look: &Look) -> Vec<Line<'static>> {
    let width = look.width.min(100);
    let is_warning = Problem::WARNINGS.contains(&code_name);
    let severity = if is_warning { Severity::Warning } else { Severity::Error };
    let mut lines = vec![
        Line::from(vec![
            Span::from(code_name.to_owned()).bold(),
            Span::from(format!("  {}", problem_terms::severity(severity, look.lang))).dim(),
        ]),
        Line::default(),
    ];
    lines.extend(markdown(page.sentence(look.lang), width, look));
    lines.push(Line::default());
    lines.extend(markdown(page.body(look.lang), width, look));
    for (heading, example) in
        [(check_words::refused(look.lang), page.wrong()), (check_words::accepted(look.lang), page.right())]
    {
        if !example.is_empty() {
            lines.push(Line::default());
            lines.push(Line::from(format!("{heading}:")).bold());
            lines.push(Line::default());
            // What is wrong with a folder is shown by the commands that make it.
            let language = if example.starts_with("# ") { "bash" } else { "toml" };
            let listing = code(example, language, width.saturating_sub(4), look);
            lines.extend(listing.into_iter().map(|line| {
                let spans = [Span::from("    ")].into_iter().chain(line.spans);
                Line::from(spans.collect::<Vec<_>>())
            }));
        }
    }
    lines
}

/// Every code with its sentence.
pub fn list(look: &Look) -> Vec<Line<'static>> {
    let codes = Page::codes();
    let widest = codes.iter().map(|code| cells::width(code)).max().unwrap_or(0);
    let lines = codes.into_iter().filter_map(|code| {
        let page = Page::of(code)?;
        let lead = [Span::from(format!(" {code:<widest$}  ")).bold()];
        let words = inline(page.sentence(look.lang), look);
        let hang = [Span::from(" ".repeat(widest + 3))];
        Some(wrap::wrap(&words, usize::from(look.width.min(110)), &lead, &hang))
    });
    lines.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_a_page_with_every_part_in_every_language() {
        for code in Problem::CODES.iter().copied().chain([check_words::CONTRADICTED]) {
            let page = Page::of(code).unwrap_or_else(|| panic!("no src/screen/explain/{code}.md"));
            for lang in Lang::ALL {
                assert!(!page.sentence(lang).is_empty() && !page.body(lang).is_empty(), "{code} {lang:?}");
            }
            assert!(!page.wrong().is_empty() && !page.right().is_empty(), "{code}");
        }
        assert_eq!(Page::codes().len(), Problem::CODES.len() + 1, "a page of no problem");
    }

    #[test]
    fn korean_pages_are_korean() {
        for code in Page::codes() {
            let page = Page::of(code).expect("a page");
            let hangul = |text: &str| text.chars().filter(|c| ('가'..='힣').contains(c)).count();
            assert!(hangul(page.sentence(Lang::Ko)) > 3 && hangul(page.body(Lang::Ko)) > 10, "{code}");
            assert_eq!(hangul(page.sentence(Lang::En)), 0, "{code}");
        }
    }
}
