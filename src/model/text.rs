//! Text in one or several languages.

/// A language that the program itself speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Korean.
    Ko,
}

impl Lang {
    /// Every language of the program, in the order in which they are listed.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Ko];

    /// The tag under which decks write this language.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ko => "ko",
        }
    }
}

/// Markdown in one or several languages; never empty when it was read from a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Language tag and words; the tag is empty where the author named no language.
    entries: Vec<(String, String)>,
}

impl Text {
    /// Text whose author named no language.
    pub fn plain(words: impl Into<String>) -> Self {
        Text { entries: vec![(String::new(), words.into())] }
    }

    /// Text with the given languages; `entries` are tag and words.
    pub fn tagged(entries: Vec<(String, String)>) -> Self {
        Text { entries }
    }

    /// The words in `lang`, or the best there is: text without a language, English, whatever is there.
    pub fn get(&self, lang: Lang) -> &str {
        [lang.tag(), "", "en"]
            .iter()
            .find_map(|tag| self.exactly(tag))
            .or_else(|| self.entries.first().map(|(_, words)| words.as_str()))
            .unwrap_or("")
    }

    /// Whether `lang` would have to fall back to another language.
    pub fn lacks(&self, lang: Lang) -> bool {
        self.exactly(lang.tag()).is_none() && self.exactly("").is_none()
    }

    /// Tag and words of every language, as written.
    pub fn entries(&self) -> &[(String, String)] {
        &self.entries
    }

    fn exactly(&self, tag: &str) -> Option<&str> {
        self.entries.iter().find(|(t, _)| t == tag).map(|(_, words)| words.as_str())
    }
}

/// The candidate that looks most like `word`, if one looks like it at all.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = candidates.into_iter().map(|candidate| (strsim::jaro_winkler(word, candidate), candidate));
    scored
        .filter(|(score, _)| *score > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_english() {
        let text = Text::tagged(vec![("en".into(), "wait".into())]);
        assert_eq!(text.get(Lang::Ko), "wait");
        assert!(text.lacks(Lang::Ko));
    }

    #[test]
    fn text_without_a_language_serves_every_language() {
        assert!(Lang::ALL.iter().all(|&lang| !Text::plain("read").lacks(lang)));
    }
}
