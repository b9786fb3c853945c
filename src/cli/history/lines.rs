//! `ttl history export|import|salvage`: the log as lines.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use super::super::exit::Exit;
use super::super::settings::Settings;
use super::super::trust::say;
use super::{complaint, open};
use crate::screen::{clean, history_trouble as trouble, history_words as words};
use crate::store::{self, History, HistoryError, StoreError};

/// Arguments of `ttl history export`.
#[derive(Args)]
pub(super) struct Export {
    file: Option<PathBuf>,
}

/// Arguments of `ttl history import`.
#[derive(Args)]
pub(super) struct Import {
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// Arguments of `ttl history salvage`.
#[derive(Args)]
pub(super) struct Salvage {
    file: PathBuf,
}

impl Export {
    pub(super) fn run(&self, settings: &Settings) -> Result<Exit> {
        let history = open(settings)?;
        let Some(file) = self.file.as_deref().filter(|file| *file != Path::new("-")) else {
            let mut out = Shown::new(BufWriter::new(io::stdout().lock()));
            history.export(&mut out)?;
            out.flush()?;
            return Ok(Exit::Done);
        };
        nothing_is_lost(&history, file, settings)?;
        let n = store::replace_with(file, &mut |out| history.export(&mut Shown::new(out)))?;
        say(words::exported(&file.display().to_string(), n, settings.talk.lang), settings)?;
        Ok(Exit::Done)
    }
}

/// Lines on their way out: what steers a terminal is escaped, for whoever looks at them there. An escape means the same in JSON, and
/// the same lines leave for a file, so that a log has the same bytes wherever it goes.
struct Shown<W> {
    out: W,
    line: Vec<u8>,
}

impl<W: Write> Shown<W> {
    fn new(out: W) -> Self {
        Shown { out, line: Vec::new() }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                self.line.pop();
                let line = String::from_utf8_lossy(&self.line);
                writeln!(self.out, "{}", clean::json(&line))?;
                self.line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether a file may be overwritten: it is not there, or everything in it is in the history.
fn nothing_is_lost(history: &History, file: &Path, settings: &Settings) -> Result<()> {
    if !file.is_file() {
        return Ok(());
    }
    let (name, lang) = (file.display().to_string(), settings.talk.lang);
    match history.n_lacking(&name, &mut reader(file, settings)?) {
        Ok(0) => Ok(()),
        Ok(n) => {
            Err(complaint(trouble::not_known_here(&name, n, lang), &trouble::try_import_first(&name, lang)))
        }
        Err(HistoryError::Line { line, .. }) => {
            Err(complaint(trouble::not_a_log(&name, line, lang), &trouble::try_other_name(lang)))
        }
        Err(error) => Err(error.into()),
    }
}

/// A file to read lines from; `-` is standard input.
fn reader(file: &Path, settings: &Settings) -> Result<Box<dyn BufRead>> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    match File::open(file) {
        Ok(open) => Ok(Box::new(BufReader::new(open))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(no_file(file, settings)),
        Err(source) => Err(StoreError::Read { path: file.to_owned(), source }.into()),
    }
}

fn no_file(file: &Path, settings: &Settings) -> anyhow::Error {
    let lang = settings.talk.lang;
    complaint(trouble::no_file(&file.display().to_string(), lang), &trouble::try_path(lang))
}

impl Import {
    pub(super) fn run(&self, settings: &Settings) -> Result<Exit> {
        let mut readers = Vec::new();
        for file in &self.files {
            readers.push((file.display().to_string(), reader(file, settings)?));
        }
        let mut files: Vec<(String, &mut dyn BufRead)> = readers
            .iter_mut()
            .map(|(name, reader)| (name.clone(), reader.as_mut() as &mut dyn BufRead))
            .collect();
        let joined = open(settings)?.import_all(&mut files)?;
        say(words::imported(joined.n_new, joined.n_known, settings.talk.lang), settings)?;
        Ok(Exit::Done)
    }
}

impl Salvage {
    pub(super) fn run(&self, settings: &Settings) -> Result<Exit> {
        if !self.file.exists() {
            return Err(no_file(&self.file, settings));
        }
        let mut out = Shown::new(BufWriter::new(io::stdout().lock()));
        let salvaged = History::salvage(&self.file, &mut out)?;
        out.flush()?;
        drop(out);
        let lang = settings.talk.lang;
        for line in words::salvaged(salvaged.n, salvaged.n_unreadable, salvaged.n_not_understood, lang) {
            say(line, settings)?;
        }
        Ok(Exit::Done)
    }
}
