//! A deck as one page for a browser: asked question by question, marked, explained, with the runs that were recorded.
//!
//! The page is whole without a network: style and program stand in it, and its policy forbids everything else. All
//! words, in every language, are in the page as they will be read; the program (`page.js`) only shows and hides, marks
//! and moves. Without it the page is a document. Deliberately missing: running anything. What happened is what was recorded on the
//! author's machine, and the page says so.

mod answer;
mod asked;
mod card;
mod recorded;
pub mod words;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};

pub use answer::{answer, options, program};

use super::{Look, export_svg, html, inline};
use crate::judge::Examination;
use crate::model::{Deck, DemoSpec, Evidence, Lang, Trial};

/// What was recorded of a card.
pub struct Record<'a> {
    /// Index of the deck.
    pub deck: usize,
    /// Index of the card in the deck.
    pub card: usize,
    /// The demo's promise.
    pub spec: &'a DemoSpec,
    /// The quiet trials.
    pub evidence: &'a Evidence,
    /// What they say of the card.
    pub examination: Examination,
    /// The traced trial.
    pub traced: Option<&'a Trial>,
    /// Whether it shows what the quiet trials showed.
    pub picture_shows: bool,
}

/// What a page is to say beside the decks.
pub struct Page<'a> {
    /// The decks.
    pub decks: &'a [&'a Deck],
    /// What was recorded, where anything was run.
    pub records: &'a [Record<'a>],
    /// The languages, first the one to begin with.
    pub langs: &'a [Lang],
    /// The machine on which it was recorded.
    pub machine: &'a str,
    /// The day on which it was recorded, as in 2026-01-31.
    pub day: &'a str,
}

const CSS: &str = include_str!("page.css");
const JS: &str = include_str!("page.js");

impl Page<'_> {
    /// The page.
    pub fn html(&self) -> String {
        let n_cards: usize = self.decks.iter().map(|deck| deck.cards.len()).sum();
        let mut cards = String::new();
        let mut keys = Vec::new();
        let all =
            self.decks.iter().enumerate().flat_map(|(d, deck)| {
                deck.cards.iter().enumerate().map(move |(c, card)| (d, c, *deck, card))
            });
        for (number, (d, c, deck, card)) in all.enumerate() {
            let record = self.records.iter().find(|record| (record.deck, record.card) == (d, c));
            let one = card::Asked { page: self, deck, card, record, number: number + 1, total: n_cards };
            cards.push_str(&one.html());
            keys.push(one.key());
        }
        let data = json!({ "keys": keys, "words": words::of_program(self.langs), "name": self.name() });
        // Nothing in it may end the element that it stands in.
        let data = data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
        let (lang, title) = (self.langs.first().copied().unwrap_or(Lang::En), self.title_words());
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{css}'; \
             script-src '{js}'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n{head}\n<main id=\"stage\">\n{start}\n{cards}\
             {end}\n</main>\n{keys}\n{patterns}\n\
             <script type=\"application/json\" id=\"data\">{data}</script>\n<script>{JS}</script>\n</body>\n</html>\n",
            lang = lang.tag(),
            css = digest(CSS),
            js = digest(JS),
            title = html::escaped(&title),
            head = self.head(),
            start = self.start(n_cards),
            end = self.end(),
            keys = self.keys(),
            patterns = export_svg::patterns(),
        )
    }

    /// In every language of the page, one after the other; only one is shown. What is the same in all stands once.
    fn said(&self, element: &str, say: impl Fn(Lang) -> String) -> String {
        let each: Vec<(Lang, String)> = self.langs.iter().map(|lang| (*lang, say(*lang))).collect();
        match each.as_slice() {
            [] => String::new(),
            [(_, first), rest @ ..] if rest.iter().all(|(_, other)| other == first) => {
                if first.is_empty() {
                    String::new()
                } else {
                    format!("<{element}>{first}</{element}>")
                }
            }
            several => several
                .iter()
                .map(|(lang, words)| format!("<{element} lang=\"{}\">{words}</{element}>", lang.tag()))
                .collect(),
        }
    }

    /// By this the page finds what it kept of an earlier visit.
    fn name(&self) -> String {
        self.decks.iter().map(|deck| deck.id.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn title_words(&self) -> String {
        let lang = self.langs.first().copied().unwrap_or(Lang::En);
        let look = Look { width: 80, unicode: true, colour: false, lang };
        let titles = self.decks.iter().map(|deck| inline::words(deck.title.get(lang), &look));
        titles.collect::<Vec<_>>().join(" · ")
    }

    fn head(&self) -> String {
        let titles = |lang: Lang| {
            let titles = self.decks.iter().map(|deck| html::line(deck.title.get(lang)));
            titles.collect::<Vec<_>>().join(" · ")
        };
        let switch = match self.langs {
            [_, _, ..] => {
                let buttons = self.langs.iter().map(|lang| {
                    format!(
                        "<button type=\"button\" data-lang=\"{0}\" lang=\"{0}\" class=\"tongue\">{1}</button>",
                        lang.tag(),
                        words::own_name(*lang)
                    )
                });
                format!(
                    "<div class=\"tongues\" role=\"group\" aria-label=\"Language, 언어\">{}</div>",
                    buttons.collect::<String>()
                )
            }
            _ => String::new(),
        };
        format!(
            "<header class=\"top\"><h1>{}</h1><div class=\"tools\">{switch}<button type=\"button\" id=\"ask-keys\" \
             class=\"quiet\" aria-haspopup=\"dialog\"><kbd>?</kbd> {}</button></div><div id=\"bar\" role=\"progressbar\" \
             aria-valuemin=\"0\" aria-valuenow=\"0\" aria-valuemax=\"1\"><div></div></div></header>\
             <p id=\"live\" class=\"unseen\" role=\"status\" aria-live=\"polite\"></p>",
            self.said("span", titles),
            self.said("span", |lang| words::keys(lang).to_owned()),
        )
    }

    fn start(&self, n_cards: usize) -> String {
        let about = |lang: Lang| {
            let each = self.decks.iter().map(|deck| html::block(deck.about.get(lang)));
            each.collect::<Vec<_>>().join("\n")
        };
        let n_recorded = self.records.len();
        let (machine, day) = (html::escaped(self.machine), recorded::whole(self.day));
        format!(
            "<section class=\"sheet\" id=\"start\">{about}<p class=\"count\">{count}</p><p class=\"note\">{note}</p>\
             <p class=\"buttons\"><button type=\"button\" class=\"main\" id=\"begin\">{begin}</button>\
             <button type=\"button\" id=\"anew\" class=\"quiet later\">{anew}</button></p></section>",
            about = self.said("div", about),
            count = self.said("span", |lang| words::cards(n_cards, n_recorded, lang)),
            note = self.said("span", |lang| match n_recorded {
                0 => words::nothing_recorded(lang).to_owned(),
                _ => words::recorded_on(&machine, &day, lang),
            }),
            begin = self.said("span", |lang| words::begin(lang).to_owned()),
            anew = self.said("span", |lang| words::anew(lang).to_owned()),
        )
    }

    fn end(&self) -> String {
        format!(
            "<section class=\"sheet later\" id=\"end\"><h2 tabindex=\"-1\">{}</h2><p id=\"tally\"></p><ul id=\"missed\"></ul>\
             <p class=\"buttons\"><button type=\"button\" class=\"main\" id=\"missed-again\">{}</button>\
             <button type=\"button\" id=\"all-again\" class=\"quiet\">{}</button></p></section>",
            self.said("span", |lang| words::done(lang).to_owned()),
            self.said("span", |lang| words::missed_again(lang).to_owned()),
            self.said("span", |lang| words::anew(lang).to_owned()),
        )
    }

    fn keys(&self) -> String {
        let rows: String = words::KEYS
            .iter()
            .map(|(keys, say)| {
                let keys: Vec<String> = keys.split(' ').map(|key| format!("<kbd>{key}</kbd>")).collect();
                format!(
                    "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
                    keys.join(" "),
                    self.said("span", |lang| say(lang).to_owned())
                )
            })
            .collect();
        format!(
            "<dialog id=\"keys\" aria-labelledby=\"keys-title\"><h2 id=\"keys-title\">{}</h2><table>{rows}</table>\
             <p class=\"buttons\"><button type=\"button\" class=\"main\" id=\"close-keys\">{}</button></p></dialog>",
            self.said("span", |lang| words::keys(lang).to_owned()),
            self.said("span", |lang| words::close(lang).to_owned()),
        )
    }
}

/// What the page's policy calls a text that it lets in.
fn digest(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}
