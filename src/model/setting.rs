//! What can be set: what a setting accepts, what it is set to, and who set it.
//!
//! Deliberately missing: which settings there are (`deck`), and the file and the environment themselves (`cli`).

use std::fmt;

use super::{Lang, Preferences, RunPolicy};

/// Everything that can be set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// The language of the program; none: the system's.
    pub lang: Option<Lang>,
    /// Whether a quiz runs demos.
    pub demo: RunPolicy,
    /// What is set for reviews.
    pub preferences: Preferences,
}

/// What a setting accepts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Accepts {
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// `true` or `false`.
    Truth,
    /// A whole number.
    Whole {
        /// The smallest.
        least: u32,
        /// The largest.
        most: u32,
    },
    /// A number, told in hundredths.
    Number {
        /// The smallest.
        least: f64,
        /// The largest.
        most: f64,
    },
    /// A list of whole numbers.
    Wholes {
        /// The smallest of each.
        least: u32,
        /// The largest of each.
        most: u32,
    },
}

/// What a setting is set to; written as TOML writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingValue {
    /// A word.
    Word(&'static str),
    /// A truth value.
    Truth(bool),
    /// A whole number.
    Whole(u32),
    /// A number.
    Number(f32),
    /// A list of whole numbers.
    Wholes(Vec<u32>),
}

/// Where the value of a setting is from; later ones go before earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// What the system says.
    System,
    /// Nobody set it.
    Default,
    /// The settings file.
    File {
        /// The line, from 1.
        line: usize,
    },
    /// A variable of the environment.
    Variable,
    /// The command line.
    Flag,
}

impl Accepts {
    /// The word that is meant, where words are accepted and this is one of them.
    pub fn word(&self, word: &str) -> Option<SettingValue> {
        let Accepts::OneOf(words) = self else { return None };
        words.iter().find(|known| **known == word).map(|known| SettingValue::Word(known))
    }

    /// The whole number, where it is in the range.
    pub fn whole(&self, number: i64) -> Option<u32> {
        let (Accepts::Whole { least, most } | Accepts::Wholes { least, most }) = self else { return None };
        u32::try_from(number).ok().filter(|number| (least..=most).contains(&number))
    }

    /// The number, where it is in the range.
    pub fn number(&self, number: f64) -> Option<SettingValue> {
        let Accepts::Number { least, most } = self else { return None };
        #[expect(clippy::cast_possible_truncation, reason = "hundredths are all that is meant")]
        (least..=most).contains(&&number).then_some(SettingValue::Number(number as f32))
    }

    /// The value that words typed in a shell give: `ask`, `true`, `10`, `0.9`, `1,10` or `[1, 10]`.
    pub fn typed(&self, words: &str) -> Option<SettingValue> {
        let words = words.trim();
        match self {
            Accepts::OneOf(_) => self.word(words),
            Accepts::Truth => words.parse().ok().map(SettingValue::Truth),
            Accepts::Whole { .. } => self.whole(words.parse().ok()?).map(SettingValue::Whole),
            Accepts::Number { .. } => self.number(words.parse().ok()?),
            Accepts::Wholes { .. } => {
                let inner = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(words);
                let each = inner.split([',', ' ']).filter(|word| !word.is_empty());
                let numbers: Option<Vec<u32>> = each.map(|word| self.whole(word.parse().ok()?)).collect();
                numbers.map(SettingValue::Wholes)
            }
        }
    }
}

impl fmt::Display for SettingValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SettingValue::Word(word) => write!(f, "\"{word}\""),
            SettingValue::Truth(truth) => write!(f, "{truth}"),
            SettingValue::Whole(number) => write!(f, "{number}"),
            SettingValue::Number(number) => write!(f, "{number}"),
            SettingValue::Wholes(numbers) => write!(f, "{numbers:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_in_a_shell_is_read_as_what_the_setting_accepts() {
        let steps = Accepts::Wholes { least: 1, most: 60 };
        let share = Accepts::Number { least: 0.7, most: 0.97 };
        let hour = Accepts::Whole { least: 0, most: 23 };
        for (accepts, words, wanted) in [
            (Accepts::OneOf(&["a", "b"]), " b ", Some(SettingValue::Word("b"))),
            (Accepts::OneOf(&["a", "b"]), "c", None),
            (Accepts::Truth, "false", Some(SettingValue::Truth(false))),
            (Accepts::Truth, "no", None),
            (hour, "23", Some(SettingValue::Whole(23))),
            (hour, "24", None),
            (hour, "-1", None),
            (share, "0.97", Some(SettingValue::Number(0.97))),
            (share, "0.971", None),
            (share, "nan", None),
            (steps, "1,10", Some(SettingValue::Wholes(vec![1, 10]))),
            (steps, "[1, 10]", Some(SettingValue::Wholes(vec![1, 10]))),
            (steps, "[]", Some(SettingValue::Wholes(vec![]))),
            (steps, "1,61", None),
            (steps, "1,x", None),
        ] {
            assert_eq!(accepts.typed(words), wanted, "{accepts:?} {words}");
        }
    }

    #[test]
    fn a_value_is_written_as_toml_writes_it() {
        let values = [
            SettingValue::Word("due"),
            SettingValue::Truth(true),
            SettingValue::Whole(10),
            SettingValue::Number(0.9),
            SettingValue::Wholes(vec![1, 10]),
        ];
        assert_eq!(values.map(|value| value.to_string()), ["\"due\"", "true", "10", "0.9", "[1, 10]"]);
    }
}
