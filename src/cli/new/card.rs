//! `ttl new card DECK`: a card at the end of a deck, made from what a demo finds where one is named.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use console::Term;
use dialoguer::{FuzzySelect, MultiSelect, Select};

use super::{asked, done, interacted, languages, missing, quoted, refused, text};
use crate::cli::LangArg;
use crate::cli::exit::{Complaint, Exit};
use crate::cli::settings::Settings;
use crate::flow;
use crate::lab::Lab;
use crate::model::{Body, Deck, DemoSpec, Lang, Source, SourceId, Text, Values, nearest};
use crate::scaffold::{Basis, CardPlan, is_name, like};
use crate::screen::{door_words, inline, new_words as words};
use crate::store::{Shelf, StoreError};

/// What to type, as an example.
const EXAMPLE: &str = "ttl new card locks --kind choice --demo lost-update";

/// Kinds that can be made from a demo.
const FROM_DEMOS: [&str; 6] = ["choice", "multi", "match", "number", "order", "text"];

/// Arguments of `ttl new card`.
#[derive(Args)]
pub(super) struct NewCard {
    deck: Option<String>,
    #[arg(long)]
    kind: Option<String>,
    #[arg(long, value_name = "DEMO")]
    demo: Option<String>,
    #[arg(long, value_name = "FINDING", requires = "demo")]
    right: Option<String>,
    #[arg(long, value_name = "FINDING", value_delimiter = ',', requires = "demo")]
    wrong: Vec<String>,
    #[arg(long, value_name = "LANGUAGE", conflicts_with = "demo")]
    code: Option<String>,
    #[arg(long)]
    id: Option<String>,
    #[arg(long)]
    prompt: Vec<String>,
    #[arg(long, value_enum, value_delimiter = ',')]
    texts: Vec<LangArg>,
}

impl NewCard {
    pub(super) fn run(mut self, settings: &Settings) -> Result<Exit> {
        let lang = settings.look.lang;
        let word = asked(self.deck.take(), "DECK", words::which_deck(lang), EXAMPLE, settings)?;
        let (path, source, deck) = find(&word, settings)?;
        let asks = self.kind.is_none() && settings.is_interactive;
        let kind = self.kind(settings)?;
        let lab = settings.lab()?;
        let spec = match &self.demo {
            Some(demo) => Some(demo_named(demo, &lab, settings)?),
            None if asks && self.code.is_none() && FROM_DEMOS.contains(&kind) => which_demo(&lab, settings)?,
            None => None,
        };
        if let Some(spec) = spec.filter(|_| asks && matches!(kind, "choice" | "multi")) {
            self.which_findings(spec, settings)?;
        }
        let seen = match spec {
            Some(spec) if kind == "order" => flow::see_once(&lab, spec)?,
            _ => Values::new(),
        };
        let basis = match (spec, &self.code) {
            (Some(spec), _) => {
                let wrong = self.wrong.iter().map(String::as_str).collect();
                Basis::Demo { spec, seen, right: self.right.as_deref(), wrong }
            }
            (None, Some(code)) => Basis::Program(code),
            (None, None) => Basis::Nothing,
        };
        let langs = match self.texts.as_slice() {
            [] if self
                .prompt
                .iter()
                .all(|text| Lang::ALL.iter().all(|lang| super::tagged(text, *lang).is_none())) =>
            {
                languages_of(&deck, settings)
            }
            told => languages(told, &self.prompt, settings),
        };
        let prompt = self.prompt(&langs, asks, settings)?;
        let id = self.id(&deck, kind, spec, settings)?;
        let plan = CardPlan { id: &id, kind, langs: &langs, lang, prompt: prompt.as_ref(), basis };
        flow::create_card(&source, &path, &plan).map_err(|error| refused(error, settings))?;
        let (check, is_usual) = (quoted(&path), settings.shelf().path_of(&deck.id).as_ref() == Some(&path));
        let quiz = if is_usual { deck.id.clone() } else { check.clone() };
        done(&[path], &[format!("ttl check {check}"), format!("ttl quiz {quiz}")], settings)
    }

    fn kind(&self, settings: &Settings) -> Result<&'static str> {
        let lang = settings.look.lang;
        let Some(kind) = &self.kind else {
            if !settings.is_interactive {
                return Err(missing("--kind", EXAMPLE, lang));
            }
            let items = Body::KINDS.map(|kind| format!("{kind:<7} {}", words::kind(kind, lang)));
            let select = Select::new().with_prompt(words::which_kind(lang)).items(items).default(0);
            return Ok(Body::KINDS[interacted(select.interact_on(&Term::stdout()))?]);
        };
        Body::KINDS.into_iter().find(|known| known == kind).ok_or_else(|| {
            let what = door_words::invalid_value("--kind", kind, lang);
            let help = match nearest(kind, Body::KINDS) {
                Some(meant) => door_words::did_you_mean(meant, lang),
                None => door_words::one_of(&Body::KINDS.join(", "), lang),
            };
            Complaint::usage(what, help)
        })
    }

    /// Asks which finding is right, and which are turned into wrong options.
    fn which_findings(&mut self, spec: &DemoSpec, settings: &Settings) -> Result<()> {
        let lang = settings.look.lang;
        if self.right.is_some() || spec.findings.is_empty() {
            return Ok(());
        }
        // A line that is longer than the terminal is wide would be drawn again and again.
        let room = usize::from(settings.look.width).saturating_sub(8);
        let says = |text: &Text| {
            let words = inline::words(text.get(lang), &settings.look);
            console::truncate_str(&words, room, "…").into_owned()
        };
        let items = spec.findings.iter().map(|finding| says(&finding.says));
        let select =
            Select::new().with_prompt(words::which_is_right(lang)).report(false).items(items).default(0);
        let right = &spec.findings[interacted(select.interact_on(&Term::stdout()))?];
        self.right = Some(right.id.clone());
        let others: Vec<_> = spec.findings.iter().filter(|f| f.id != right.id && f.fails.is_some()).collect();
        if others.is_empty() {
            return Ok(());
        }
        let items: Vec<(String, bool)> = (0..).zip(&others).map(|(i, f)| (says(&f.says), i < 2)).collect();
        let select =
            MultiSelect::new().with_prompt(words::which_are_turned(lang)).report(false).items_checked(items);
        let picked = interacted(select.interact_on(&Term::stdout()))?;
        self.wrong = picked.into_iter().map(|i| others[i].id.clone()).collect();
        Ok(())
    }

    fn prompt(&self, langs: &[Lang], asks: bool, settings: &Settings) -> Result<Option<Text>> {
        if !self.prompt.is_empty() {
            return text("--prompt", &self.prompt, langs, settings).map(Some);
        }
        if !asks {
            return Ok(None);
        }
        let mut entries = Vec::new();
        for lang in langs {
            let question = words::which_prompt(*lang, settings.look.lang);
            let input = dialoguer::Input::<String>::new().with_prompt(question).allow_empty(true);
            let words = interacted(input.interact_text_on(&Term::stdout()))?;
            entries.push((lang.tag().to_owned(), words));
        }
        Ok(entries.iter().all(|(_, words)| !words.trim().is_empty()).then(|| Text::tagged(entries)))
    }

    /// The name that was typed, or one that no card of the deck has.
    fn id(&self, deck: &Deck, kind: &str, spec: Option<&DemoSpec>, settings: &Settings) -> Result<String> {
        if let Some(id) = &self.id {
            let lang = settings.look.lang;
            return match is_name(id) {
                true => Ok(id.clone()),
                false => Err(Complaint::usage(
                    words::bad_name(id, lang),
                    words::names_are(like(id).as_deref(), lang),
                )),
            };
        }
        let base = spec.map_or_else(|| kind.to_owned(), |spec| format!("{}-{kind}", spec.id));
        let is_free = |id: &String| deck.cards.iter().all(|card| card.id != *id);
        let numbered = (2..).map(|n| format!("{base}-{n}"));
        Ok(std::iter::once(base.clone()).chain(numbered).find(is_free).unwrap_or(base))
    }
}

/// The deck that a word means: a file, or a name in the usual folders.
fn find(word: &str, settings: &Settings) -> Result<(PathBuf, Source, Deck)> {
    let (lang, shelf, given) = (settings.look.lang, settings.shelf(), Path::new(word));
    let path = match given.is_file() {
        true => Some(given.to_owned()),
        false => shelf.path_of(word),
    };
    let Some(path) = path else {
        if shelf.named(word)?.is_some() {
            return Err(Complaint::usage(words::inside(word, lang), words::like_this("ttl new deck", lang)));
        }
        return Err(Complaint::usage(
            door_words::nothing_called(word, lang),
            words::like_this("ttl new deck", lang),
        ));
    };
    let missing = || StoreError::NotText { path: path.clone() };
    let source = Shelf::at(&path)?.into_iter().next().ok_or_else(missing)?;
    match crate::deck::read_deck(&source, SourceId(0)).0 {
        Some(deck) => Ok((path, source, deck)),
        None => {
            let next = format!("ttl check {}", quoted(&path));
            Err(Complaint::usage(
                words::no_deck(&path.display().to_string(), lang),
                words::like_this(&next, lang),
            ))
        }
    }
}

/// The languages that the texts of a deck are written in.
fn languages_of(deck: &Deck, settings: &Settings) -> Vec<Lang> {
    let tags = deck.title.entries();
    let langs: Vec<Lang> =
        Lang::ALL.into_iter().filter(|lang| tags.iter().any(|(tag, _)| tag == lang.tag())).collect();
    if langs.is_empty() { vec![settings.look.lang] } else { langs }
}

/// The demo of that name.
pub(super) fn demo_named<'l>(name: &str, lab: &'l dyn Lab, settings: &Settings) -> Result<&'l DemoSpec> {
    let lang = settings.look.lang;
    lab.demo(name).ok_or_else(|| {
        let meant = nearest(name, lab.demos().iter().map(|demo| demo.id.as_str()));
        Complaint::usage(door_words::no_demo_called(name, lang), door_words::try_demos(meant, lang))
    })
}

fn which_demo<'l>(lab: &'l dyn Lab, settings: &Settings) -> Result<Option<&'l DemoSpec>> {
    let lang = settings.look.lang;
    let entries = lab
        .demos()
        .iter()
        .map(|demo| format!("{}  {}", demo.id, inline::words(demo.title.get(lang), &settings.look)));
    let entries: Vec<String> = std::iter::once(words::no_demo(lang).to_owned()).chain(entries).collect();
    let select = FuzzySelect::new().with_prompt(door_words::which_demo(lang)).items(entries).default(0);
    let picked = interacted(select.interact_on(&Term::stdout()))?;
    Ok(picked.checked_sub(1).and_then(|i| lab.demos().get(i)))
}
