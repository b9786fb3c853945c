//! TOML as a person writes it: quoted words, and texts in one language or several.

use crate::model::Lang;

/// The same words in the languages of the program: English, Korean.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) en: String,
    pub(super) ko: String,
}

impl Said {
    pub(super) fn new(en: impl Into<String>, ko: impl Into<String>) -> Self {
        Said { en: en.into(), ko: ko.into() }
    }

    pub(super) fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ko => &self.ko,
        }
    }
}

/// A word between quotes.
pub(super) fn quoted(word: &str) -> String {
    ::toml::Value::from(word).to_string()
}

/// `key = "words"`, or a line for each language where there are several.
pub(super) fn text(key: &str, langs: &[Lang], words: impl Fn(Lang) -> String) -> String {
    match langs {
        [only] => format!("{key} = {}\n", quoted(&words(*only))),
        langs => langs.iter().map(|&l| format!("{key}.{} = {}\n", l.tag(), quoted(&words(l)))).collect(),
    }
}

/// The same of words that stand side by side.
pub(super) fn said(key: &str, langs: &[Lang], said: &Said) -> String {
    text(key, langs, |lang| said.get(lang).to_owned())
}
