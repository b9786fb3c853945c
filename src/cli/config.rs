//! `ttl config path|show|edit`: what is set, where that is from, and how to change it.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, Subcommand};
use ratatui::text::Line;

use super::exit::{Complaint, Exit};
use super::preferences::FileRead;
use super::settings::Settings;
use super::signals;
use crate::lab::{Editor, EditorError};
use crate::screen::settings_page::{self as page, Row, Where};
use crate::screen::{paper, settings_words as words};
use crate::store::{self, StoreError};

/// Arguments of `ttl config`.
#[derive(Args)]
pub(super) struct Config {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    Path,
    Show(Show),
    Edit,
}

/// Arguments of `ttl config show`.
#[derive(Args, Default)]
struct Show {
    #[arg(long, conflicts_with = "json")]
    default: bool,
    #[arg(long)]
    json: bool,
}

impl Config {
    pub(super) fn run(self, settings: &Settings) -> Result<Exit> {
        match self.what {
            None => Show::default().run(settings),
            Some(What::Path) => print_path(settings),
            Some(What::Show(show)) => show.run(settings),
            Some(What::Edit) => edit(settings),
        }
    }
}

impl Show {
    fn run(&self, settings: &Settings) -> Result<Exit> {
        let (out, look) = (&mut io::stdout().lock(), &settings.look);
        if self.default {
            write!(out, "{}", page::commented(look.lang))?;
            return Ok(Exit::Done);
        }
        let path = file(settings)?;
        let file = Where {
            path: path.display().to_string(),
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            is_there: path.exists(),
        };
        let rows = settings.standing().into_iter();
        let rows: Vec<Row> = rows.map(|(setting, value, origin)| Row { setting, value, origin }).collect();
        match self.json {
            true => paper::print_json(out, &page::table_json(&rows, &file, look.lang))?,
            false => paper::print(out, &page::table(&rows, &file, look), look)?,
        }
        Ok(Exit::Done)
    }
}

/// Where the file is, or would be.
fn file(settings: &Settings) -> Result<PathBuf> {
    let lang = settings.talk.lang;
    let none = || Complaint::usage(words::no_folder(lang).to_owned(), words::set_home(lang).to_owned());
    settings.file().ok_or_else(none)
}

fn print_path(settings: &Settings) -> Result<Exit> {
    // Whoever hands it to another program needs it byte for byte.
    let file = file(settings)?;
    let line = [file.as_os_str(), OsStr::new("\n")].map(OsStr::as_bytes).concat();
    io::stdout().lock().write_all(&line)?;
    Ok(Exit::Done)
}

fn edit(settings: &Settings) -> Result<Exit> {
    let (file, lang) = (file(settings)?, settings.talk.lang);
    let path = file.display().to_string();
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Complaint::usage(
            words::needs_terminal(lang).to_owned(),
            words::edit_yourself(&path, lang),
        ));
    }
    let editor = Editor::find(&settings.environment()).map_err(|error| told(error, &path, settings))?;
    if !file.exists() {
        begin(&file, &page::commented(lang))?;
    }
    // What was wrong before is what is to be mended.
    let line = FileRead::of(&file).ok().and_then(|read| read.first_wrong_line());
    signals::watch();
    editor.open(&file, line).map_err(|error| told(error, &path, settings))?;
    let read = FileRead::of(&file)?;
    let mut talk = io::stderr().lock();
    let is_wrong = read.first_wrong_line().is_some();
    let next = match is_wrong {
        true => {
            read.say_problems(&mut talk, &settings.talk)?;
            vec![Line::from(words::next_edit(lang))]
        }
        false => {
            vec![Line::from(words::in_order(&path, read.n_given(), lang)), Line::from(words::next_show(lang))]
        }
    };
    paper::print(&mut talk, &next, &settings.talk)?;
    Ok(if is_wrong { Exit::Found } else { Exit::Done })
}

/// Makes the file, and the folders that lead there.
fn begin(file: &Path, text: &str) -> Result<(), StoreError> {
    let failed = |source| StoreError::Write { path: file.to_owned(), source };
    file.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
    store::save(file, text)
}

/// Why there is no editing, in the user's language.
fn told(error: EditorError, path: &str, settings: &Settings) -> anyhow::Error {
    let lang = settings.talk.lang;
    match error {
        EditorError::Unset => {
            Complaint::usage(words::no_editor(lang).to_owned(), words::set_editor(path, lang))
        }
        EditorError::Missing(name) => {
            Complaint::usage(words::editor_not_found(&name, lang), words::set_editor(path, lang))
        }
        EditorError::Failed { name, code } => Complaint {
            what: words::editor_failed(&name, code, lang),
            help: Some(words::as_last_saved(path, lang)),
            exit: Exit::Found,
        }
        .into(),
        EditorError::Start { name, source } => {
            let what = words::editor_not_started(&name, &source.to_string(), lang);
            Complaint::usage(what, words::set_editor(path, lang))
        }
    }
}
