//! `ttl check --explain [CODE]`: what a problem means.

use std::io;

use anyhow::Result;

use super::exit::{Complaint, Exit};
use super::settings::Settings;
use crate::model::nearest;
use crate::screen::{check_words as words, explain, paper};

/// Explains a code, or lists all of them.
pub(super) fn run(code: Option<&str>, settings: &Settings) -> Result<Exit> {
    let (out, look) = (&mut io::stdout().lock(), &settings.look);
    let Some(code) = code else {
        paper::print(out, &explain::list(look), look)?;
        return Ok(Exit::Done);
    };
    // What was copied from a report may still have its brackets.
    let wanted = code.trim_matches(['[', ']', '`']).to_lowercase().replace('_', "-");
    let Some(page) = explain::Page::of(&wanted) else {
        let lang = settings.talk.lang;
        let meant = nearest(&wanted, explain::Page::codes());
        return Err(Complaint::usage(words::no_code(code, lang), words::try_codes(meant, lang)));
    };
    paper::print(out, &explain::page(&wanted, &page, look), look)?;
    Ok(Exit::Done)
}
