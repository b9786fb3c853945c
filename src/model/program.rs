//! Programs that cards bring along: their text, the languages they are written in, and what they do when they are run.

use super::{At, Text};

/// The id under which the promise of such programs is known: what any program reports without any change to it.
pub const PROGRAM: &str = "program";

/// A program that a card brings along.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    /// The id of its language, and where the card names it.
    pub lang: At<String>,
    /// Its text, and where that stands.
    pub code: At<String>,
    /// What it reads from standard input.
    pub stdin: String,
    /// What the compiler is told, or the interpreter where there is none; none: what the language says.
    pub flags: Option<Vec<String>>,
    /// How long one run may take, in milliseconds; none: as long as the promise says.
    pub deadline_ms: Option<u64>,
    /// Whether it stands under the question.
    pub is_shown: bool,
}

impl Program {
    /// Whether both are the same program, wherever they stand.
    pub fn is_same(&self, other: &Program) -> bool {
        let content = |p: &Program| (p.lang.value.clone(), p.code.value.clone(), p.stdin.clone());
        content(self) == content(other) && self.flags == other.flags && self.deadline_ms == other.deadline_ms
    }
}

/// How programs of one language are compiled and started.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Language {
    /// What cards write after `lang =`.
    pub id: String,
    /// The file that the text is put into.
    pub file: String,
    /// The command that compiles or only checks it; empty where the language has none. `{flags}` stands for the flags.
    pub compile: Vec<String>,
    /// The command that starts it.
    pub run: Vec<String>,
    /// The flags of a card that names none.
    pub flags: Vec<String>,
    /// A variable of the environment that may name another program than the first word of the commands.
    pub env: Option<String>,
    /// What to install where the program is missing.
    pub install: Text,
}

/// What a program does when it is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It writes this to standard output.
    Prints(String),
    /// The compiler refuses it.
    DoesNotCompile {
        /// A line that the compiler names, from 1; none: any.
        line: Option<u32>,
    },
}

impl Effect {
    /// Whether `self`, as somebody predicted it, is what `key` says. Blanks at the ends of lines and empty lines at the end do not
    /// count; a line counts where both name one.
    pub fn agrees(&self, key: &Effect) -> bool {
        match (self, key) {
            (Effect::Prints(guess), Effect::Prints(key)) => lines(guess).eq(lines(key)),
            (Effect::DoesNotCompile { line: guess }, Effect::DoesNotCompile { line: key }) => {
                guess.is_none() || key.is_none() || guess == key
            }
            _ => false,
        }
    }
}

fn lines(output: &str) -> impl Iterator<Item = &str> {
    output.trim_end().lines().map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(output: &str) -> Effect {
        Effect::Prints(output.to_owned())
    }

    #[test]
    fn what_cannot_be_seen_in_output_does_not_count() {
        assert!(prints("a\nb").agrees(&prints("a \nb\n\n")) && prints("").agrees(&prints("\n")));
        assert!(prints("a\r\nb").agrees(&prints("a\nb")));
        assert!(!prints("ab").agrees(&prints("a\nb")) && !prints(" a").agrees(&prints("a")));
        assert!(!prints("a\n\nb").agrees(&prints("a\nb")));
    }

    #[test]
    fn a_line_counts_only_where_both_name_one() {
        let refused = |line| Effect::DoesNotCompile { line };
        assert!(refused(None).agrees(&refused(Some(3))) && refused(Some(3)).agrees(&refused(None)));
        assert!(refused(Some(3)).agrees(&refused(Some(3))) && !refused(Some(2)).agrees(&refused(Some(3))));
        assert!(!refused(None).agrees(&prints("")) && !prints("").agrees(&refused(None)));
    }
}
