//! Exit codes: how the program ends, and what it says when it could not go on.
//!
//! A wrong answer is not an error. A closed pipe is not an error.

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use anyhow::{Error, Result};

use super::settings::Settings;
use super::signals;
use super::trouble::{self, Trouble};
use crate::lab::LabError;
use crate::screen::door_words as words;
use crate::screen::paper;
use crate::store::StoreError;
use ratatui::text::Line;

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done.
    Done = 0,
    /// A check found something.
    Found = 1,
    /// What was typed means nothing.
    Usage = 2,
    /// A demo could not be started.
    NotStarted = 3,
    /// Our own fault.
    Fault = 70,
    /// Ctrl-C.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Something the user can mend, said in the user's language: what happened, and what to type next.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub(crate) struct Complaint {
    /// What happened.
    pub(crate) what: String,
    /// What to type next.
    pub(crate) help: Option<String>,
    /// The code to end with.
    pub(crate) exit: Exit,
}

impl Complaint {
    /// Wrong usage, with what to type instead.
    pub(crate) fn usage(what: String, help: String) -> Error {
        Complaint { what, help: Some(help), exit: Exit::Usage }.into()
    }
}

/// Ends the program: says what went wrong, if anything, and turns it into a code.
pub(crate) fn end(settings: &Settings, outcome: Result<Exit>) -> ExitCode {
    let error = match outcome {
        Ok(exit) => return exit.into(),
        Err(error) => error,
    };
    let exit = code(&error);
    if exit == Exit::Interrupted {
        // The prompt may hear of Ctrl-C before the thread that watches for it.
        signals::restore();
    }
    if !matches!(exit, Exit::Done | Exit::Interrupted) {
        // If even the complaint cannot be written there is nobody left to tell.
        let _ = complain(settings, &error);
    }
    exit.into()
}

fn code(error: &Error) -> Exit {
    if let Some(complaint) = error.downcast_ref::<Complaint>() {
        return complaint.exit;
    }
    match error.downcast_ref::<LabError>() {
        Some(LabError::Interrupted) => return Exit::Interrupted,
        Some(_) => return Exit::NotStarted,
        None => {}
    }
    let is_of_history = trouble::find(error).is_some();
    if error.downcast_ref::<StoreError>().is_some() || is_of_history {
        return Exit::Usage;
    }
    match error.chain().find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind) {
        Some(ErrorKind::BrokenPipe) => Exit::Done,
        Some(ErrorKind::Interrupted) => Exit::Interrupted,
        _ => Exit::Fault,
    }
}

/// Says what went wrong, why, and what to type next.
pub(crate) fn complain(settings: &Settings, error: &Error) -> io::Result<()> {
    let lang = settings.talk.lang;
    if let Some(error) = trouble::find(error) {
        return complain_of_history(settings, &trouble::said(error, lang));
    }
    let mut lines = vec![Line::from(words::error(&error.to_string(), lang))];
    for cause in error.chain().skip(1).map(ToString::to_string) {
        // A compiler says more than one line.
        let mut said = cause.lines();
        lines.extend(said.next().map(|first| Line::from(words::because(first, lang))));
        lines.extend(said.map(|line| Line::from(format!("  {line}"))));
    }
    let help = error.downcast_ref::<Complaint>().and_then(|complaint| complaint.help.clone());
    let help: Vec<String> = help.iter().flat_map(|help| help.lines()).map(str::to_owned).collect();
    lines.extend(next_steps(&help, settings));
    paper::print(&mut io::stderr().lock(), &lines, &settings.talk)
}

fn complain_of_history(settings: &Settings, trouble: &Trouble) -> io::Result<()> {
    let lang = settings.talk.lang;
    let mut lines = vec![Line::from(words::error(&trouble.what, lang))];
    lines.extend(trouble.because.iter().map(|why| Line::from(words::because(why, lang))));
    lines.extend(next_steps(&trouble.next, settings));
    paper::print(&mut io::stderr().lock(), &lines, &settings.talk)
}

/// What to type next: a line of words, and below it commands.
pub(crate) fn next_steps(next: &[String], settings: &Settings) -> Vec<Line<'static>> {
    let [first, rest @ ..] = next else { return Vec::new() };
    let mut lines = vec![Line::from(words::help(first, settings.talk.lang))];
    lines.extend(rest.iter().map(|command| Line::from(format!("  {command}"))));
    lines
}
