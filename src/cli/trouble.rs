//! What is said when the review history cannot be had: what happened, where, and what to type next.

use std::error::Error as _;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::Lang;
use crate::screen::history_trouble as words;
use crate::store::{HistoryError, LineFault};

/// A trouble in words.
pub(super) struct Trouble {
    /// What happened, and where.
    pub(super) what: String,
    /// Why, in the words of others.
    pub(super) because: Option<String>,
    /// What to type next: a line of words, and commands.
    pub(super) next: Vec<String>,
}

/// The trouble with the history that an error is about, if it is about one.
pub(super) fn find(error: &anyhow::Error) -> Option<&HistoryError> {
    error.chain().find_map(|cause| {
        let within = || cause.downcast_ref::<io::Error>()?.get_ref()?.downcast_ref::<HistoryError>();
        cause.downcast_ref::<HistoryError>().or_else(within)
    })
}

/// Says it.
pub(super) fn said(error: &HistoryError, lang: Lang) -> Trouble {
    let because = error.source().map(ToString::to_string);
    let shown = |path: &Path| path.display().to_string();
    let (what, next) = match error {
        HistoryError::Newer { path, found, known } => {
            (words::newer(&shown(path), *found, *known, lang), words::try_update(&shown(path), lang))
        }
        HistoryError::Damaged { path, .. } => {
            (words::damaged(&shown(path), lang), words::try_salvage(&shown(path), &files(path), lang))
        }
        HistoryError::ReadOnly { path, .. } => {
            (words::read_only(&shown(path), lang), words::try_elsewhere(&shown(path), path.is_file(), lang))
        }
        HistoryError::Full { path, .. } => {
            let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
            (words::full(&shown(path), lang), words::try_room(&shown(folder), lang))
        }
        HistoryError::Busy { path, .. } => {
            (words::busy(&shown(path), lang), words::try_later(&shown(path), lang))
        }
        HistoryError::Failed { path, .. } => (words::failed(&shown(path), lang), words::try_check(lang)),
        HistoryError::Line { name, line, fault } => return of_line(name, *line, fault, lang),
    };
    Trouble { what, because, next }
}

fn of_line(name: &str, line: usize, fault: &LineFault, lang: Lang) -> Trouble {
    let because = match fault {
        LineFault::NotAnEntry(why) => Some(why.clone()),
        LineFault::Uid => Some(words::bad_uid(lang).to_owned()),
        LineFault::NoCard => Some(words::no_card_named(lang).to_owned()),
        LineFault::Conflict => {
            let (what, next) = (words::conflict(name, line, lang), words::try_union(name, lang));
            return Trouble { what, because: None, next };
        }
    };
    Trouble { what: words::not_an_entry(name, line, lang), because, next: words::try_line(name, line, lang) }
}

/// A database and what lies beside it.
pub(super) fn files(path: &Path) -> Vec<String> {
    let beside = ["", "-wal", "-shm"].map(|end| {
        let mut file = path.as_os_str().to_owned();
        file.push(end);
        PathBuf::from(file)
    });
    beside.iter().filter(|file| file.exists()).map(|file| file.display().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(code: i32) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None)
    }

    #[test]
    fn whatever_is_wrong_is_said_with_its_place_and_what_to_type() {
        let path = PathBuf::from("/home/a b/history.db");
        let of = |error: &HistoryError, words: &str| {
            for lang in Lang::ALL {
                let Trouble { what, next, .. } = said(error, lang);
                assert!(what.contains("/home/a b/history.db"), "{what}");
                assert!(next.len() > 1 && next.iter().any(|line| line.contains(words)), "{next:?}");
            }
        };
        use rusqlite::ffi::{SQLITE_BUSY, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_READONLY};
        let newer = HistoryError::Newer { path: path.clone(), found: 9, known: 1 };
        of(&newer, "ttl history salvage '/home/a b/history.db' > answers.jsonl");
        let damaged = HistoryError::Damaged { path: path.clone(), source: failure(SQLITE_CORRUPT) };
        of(&damaged, "ttl history salvage '/home/a b/history.db' > answers.jsonl");
        of(
            &HistoryError::Busy { path: path.clone(), source: failure(SQLITE_BUSY) },
            "fuser -v '/home/a b/history.db'",
        );
        of(&HistoryError::Full { path: path.clone(), source: failure(SQLITE_FULL) }, "df -h '/home/a b'");
        of(&HistoryError::ReadOnly { path, source: failure(SQLITE_READONLY).into() }, "TTL_HOME=");
    }

    #[test]
    fn a_trouble_is_found_wherever_it_was_put() {
        let newer = || HistoryError::Newer { path: "x".into(), found: 9, known: 1 };
        for error in [anyhow::Error::from(newer()), io::Error::from(newer()).into()] {
            assert!(matches!(find(&error), Some(HistoryError::Newer { found: 9, .. })));
        }
        assert!(find(&anyhow::anyhow!("something else")).is_none());
    }
}
