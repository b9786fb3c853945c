//! Decks become a file of another program, and whatever it cannot hold is told.

use anyhow::Result;

use super::record::{picture_shows, record};
use super::{Proving, Recording};
use crate::exchange::{self, Format, Tongue};
use crate::lab::{self, Lab};
use crate::model::{Deck, Lang};
use crate::screen::page::{Page, Record};
use crate::screen::{self, Front, stamp};
use crate::store;

/// How decks are to be exported.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The format.
    pub format: Format,
    /// The language.
    pub tongue: Tongue,
    /// Whether both languages stand on every side.
    pub both: bool,
    /// The time that stands in the file as the time of its making, in seconds since 1970.
    pub made: u64,
}

/// Where the export is made.
pub struct Here<'a> {
    /// The laboratory, where demos shall be run.
    pub lab: Option<&'a dyn Lab>,
    /// Hears of every run before it begins.
    pub tell: &'a mut dyn FnMut(Proving<'_>),
}

/// A file of another program, ready to be written.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// What is to be written.
    pub bytes: Vec<u8>,
    /// How many cards it holds.
    pub n_cards: usize,
    /// Whatever it cannot hold.
    pub left_out: Vec<exchange::LeftOut>,
}

/// Writes decks in a format.
///
/// # Errors
///
/// A package cannot be built, or a demo cannot be started.
pub fn export(decks: &[&Deck], wanted: Wanted, here: &mut Here<'_>) -> Result<Exported> {
    let n_cards = decks.iter().map(|deck| deck.cards.len()).sum();
    Ok(match wanted.format {
        Format::Anki => {
            let lang = wanted.tongue.lang;
            let front = if wanted.both { Front::Both(lang) } else { Front::One(lang) };
            let bytes = store::apkg(&screen::anki_notes(decks, front), wanted.made)?;
            Exported { bytes, n_cards, left_out: Vec::new() }
        }
        Format::Html => {
            Exported { bytes: page(decks, wanted, here)?.into_bytes(), n_cards, left_out: Vec::new() }
        }
        format => {
            let written = exchange::write(format, decks, wanted.tongue);
            Exported {
                bytes: written.text.into_bytes(),
                n_cards: written.n_cards,
                left_out: written.left_out,
            }
        }
    })
}

/// The decks as a page, with what was recorded here.
fn page(decks: &[&Deck], wanted: Wanted, here: &mut Here<'_>) -> Result<String> {
    let recordings: Vec<Recording<'_>> = match here.lab {
        Some(lab) => record(decks, lab, here.tell)?,
        None => Vec::new(),
    };
    let records = recordings.iter().flat_map(|recording| {
        recording.cards.iter().map(move |(deck, card, examination)| Record {
            deck: *deck,
            card: *card,
            spec: recording.spec,
            evidence: &recording.evidence,
            examination: examination.clone(),
            traced: recording.traced.as_ref(),
            picture_shows: picture_shows(recording, examination),
        })
    });
    let records: Vec<Record<'_>> = records.collect();
    let mut langs = vec![wanted.tongue.lang];
    if !wanted.tongue.is_only || wanted.both {
        langs.extend(Lang::ALL.into_iter().filter(|lang| *lang != wanted.tongue.lang));
    }
    let (machine, day) = (lab::machine(), stamp::day(wanted.made));
    Ok(Page { decks, records: &records, langs: &langs, machine: &machine, day: &day }.html())
}
