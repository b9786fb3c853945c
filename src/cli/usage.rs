//! What was typed cannot be understood: said in the user's language, with what to type instead.
//!
//! Help and version are no errors; they end here too, because the parser reports them the same way.

use std::io;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};
use ratatui::text::Line;

use super::exit::Exit;
use crate::model::Lang;
use crate::screen::{Look, door_words as words, new_words, paper};

/// Says what could not be understood, and ends.
pub(super) fn end(error: &Error, command: &mut Command, lang: Lang) -> ExitCode {
    let is_asked_for = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if is_asked_for {
        // A closed pipe is not an error.
        let _ = error.print();
        return Exit::Done.into();
    }
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage).to_owned();
    let lines = [
        Line::from(words::error(&what(error, lang), lang)),
        Line::from(words::help(&hint(error, &usage, lang), lang)),
    ];
    let look = Look { width: 80, unicode: true, colour: false, lang };
    let _ = paper::print(&mut io::stderr().lock(), &lines, &look);
    Exit::Usage.into()
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join(", ")),
        _ => None,
    }
}

fn what(error: &Error, lang: Lang) -> String {
    let word = |kind| context(error, kind).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => words::unknown_argument(&word(ContextKind::InvalidArg), lang),
        ErrorKind::InvalidSubcommand => words::unknown_command(&word(ContextKind::InvalidSubcommand), lang),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            words::invalid_value(&word(ContextKind::InvalidArg), &word(ContextKind::InvalidValue), lang)
        }
        ErrorKind::MissingRequiredArgument => words::missing_argument(&word(ContextKind::InvalidArg), lang),
        _ => words::not_understood(lang).to_owned(),
    }
}

fn hint(error: &Error, usage: &str, lang: Lang) -> String {
    let is_lang = context(error, ContextKind::InvalidArg).is_some_and(|arg| arg.starts_with("--lang"));
    let value = context(error, ContextKind::InvalidValue).filter(|_| is_lang);
    if let Some(meant) = value.and_then(|value| new_words::lang_is_ours(&value, lang)) {
        return meant;
    }
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    match meant.into_iter().find_map(|kind| context(error, kind)) {
        Some(meant) if !meant.is_empty() => words::did_you_mean(&meant, lang),
        _ => match context(error, ContextKind::ValidValue) {
            Some(values) if !values.is_empty() => words::one_of(&values, lang),
            _ => words::usage(usage, lang),
        },
    }
}
