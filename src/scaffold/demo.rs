//! A new demo: a small measurement that is true on every machine, with its promise.

use super::toml::text;
use crate::model::{Lang, Text};

/// What a new demo's program is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A cargo project without dependencies; threads and atomic numbers.
    Rust,
    /// A script; a bounded queue between threads.
    Python,
    /// A script; processes that wait for input.
    Bash,
}

impl Code {
    /// Every language with the name that people type.
    pub const ALL: [(Code, &'static str); 3] =
        [(Code::Rust, "rust"), (Code::Python, "python"), (Code::Bash, "bash")];

    /// The title of its demo, where nobody gave one.
    pub fn title(self) -> Text {
        let (en, ko) = match self {
            Code::Rust => ("A load and a store are two steps", "load와 store는 두 단계"),
            Code::Python => ("A full queue makes you wait", "가득 찬 큐는 기다리게 한다"),
            Code::Bash => ("Two processes wait at once", "두 프로세스는 동시에 기다린다"),
        };
        Text::tagged(vec![("en".to_owned(), en.to_owned()), ("ko".to_owned(), ko.to_owned())])
    }

    fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Code::Rust => &[
                ("demo.toml", include_str!("rust/demo.toml")),
                ("Cargo.toml", include_str!("rust/Cargo.toml")),
                ("src/main.rs", include_str!("rust/main.rs")),
                (".gitignore", "/target\n/.ttl\n"),
            ],
            Code::Python => &[
                ("demo.toml", include_str!("python/demo.toml")),
                ("demo.py", include_str!("python/demo.py")),
            ],
            Code::Bash => {
                &[("demo.toml", include_str!("bash/demo.toml")), ("demo.sh", include_str!("bash/demo.sh"))]
            }
        }
    }
}

/// What a new demo is to be.
pub struct DemoPlan<'a> {
    /// Its name.
    pub id: &'a str,
    /// Its title.
    pub title: &'a Text,
    /// What its program is written in.
    pub code: Code,
}

/// A file that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Where, seen from the demo's folder.
    pub path: &'static str,
    /// What.
    pub text: String,
}

/// The files of a new demo, its promise first.
pub fn demo(plan: &DemoPlan<'_>) -> Vec<NewFile> {
    let title = text("title", &Lang::ALL, |lang| plan.title.get(lang).to_owned());
    let filled = |text: &str| text.replace("@NAME@", plan.id).replace("@TITLE@\n", &title);
    plan.code.files().iter().map(|(path, text)| NewFile { path, text: filled(text) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_learner_reads_is_short() {
        for (code, name) in Code::ALL {
            for (path, text) in code.files().iter().filter(|(path, _)| !path.ends_with(".toml")) {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                let n = lines.filter(|line| !line.starts_with(['#', '/'])).count();
                assert!(n <= 60, "{name} {path}: {n} lines");
            }
        }
    }
}
