//! Notes become cards.
//!
//! A note of ours holds its card as the deck's file had it, and comes back as that card, unless somebody edited the note
//! in Anki: then what is read there counts, on a flash card (gaps stay gaps). Other notes are shown as Anki would show them, side by
//! side, and each of their cards becomes a flash card, a text card where one short answer is typed, or a
//! cloze card.

use super::fields::{Answer, Gaps, gaps, holder, is_blank, markdown, n_media, numbers, words};
use super::template::{Fields, side, typed};
use super::{
    CARD_FIELD, Note, NoteType, Package, TAG_DIFFICULTY, TAG_KIND, TAG_NOTE, Template, revealed, seal, tags,
};
use crate::exchange::{Read, Told, deck_name};
use crate::model::{Body, Card, Deck, Diagnostic, Foreign, Place, Problem, Source, SourceId, Text, cloze};

/// Reads the text of a deck's file; what could be read of it.
pub type Own<'o> = &'o dyn Fn(&str) -> Option<Deck>;

/// An answer longer than this, in characters, is not asked to be typed.
const TYPED: usize = 40;

/// Reads a package. The source that comes with it lists the notes, a line each, for problems to point at.
pub fn read(package: &Package, id: SourceId, name: &str, told: &Told, own: Own<'_>) -> (Read, Source) {
    let mut reader = Reader { package, id, told, own, text: String::new(), read: Read::default() };
    for note in &package.notes {
        reader.note(note);
    }
    if package.notes.is_empty() {
        reader.report(Foreign::Nothing, 0..0);
    }
    let calls: usize = package.notes.iter().flat_map(|note| &note.fields).map(|field| n_media(field)).sum();
    if package.n_media > 0 || calls > 0 {
        reader.report(Foreign::Media(package.n_media.max(calls)), 0..0);
    }
    (reader.read, Source { name: name.to_owned(), text: reader.text })
}

struct Reader<'a> {
    package: &'a Package,
    id: SourceId,
    told: &'a Told,
    own: Own<'a>,
    text: String,
    read: Read,
}

impl Reader<'_> {
    fn report(&mut self, problem: Foreign, span: std::ops::Range<usize>) {
        let place = Place { source: self.id, span };
        self.read.problems.push(Diagnostic::new(Problem::Foreign(problem), place));
    }

    fn note(&mut self, note: &Note) {
        let shown =
            note.fields.iter().map(|field| words(field)).find(|words| !words.is_empty()).unwrap_or_default();
        let from = self.text.len();
        self.text.extend(shown.chars().take(100));
        let span = from..self.text.len();
        self.text.push('\n');
        let Some(kind) = self.package.note_type(note) else {
            return self.report(Foreign::NoKind(note.note_type.to_string()), span);
        };
        match self.ours(note, kind) {
            Some((card, is_edited)) => {
                if is_edited {
                    self.report(Foreign::Edited(card.id.clone()), span);
                }
                let head = self.head_of_ours(note, kind);
                self.put(note, head, vec![card]);
            }
            None => {
                let cards = cards(note, kind, self.told, &Place { source: self.id, span: span.clone() });
                if cards.is_empty() {
                    return self.report(Foreign::NoBack, span);
                }
                self.put(note, None, cards);
            }
        }
    }

    /// Our own card, and whether its note was edited since.
    fn ours(&self, note: &Note, kind: &NoteType) -> Option<(Card, bool)> {
        let (stamp, deck) = self.own_deck(note, kind)?;
        let mut card = deck.cards.into_iter().next()?;
        // Somebody who sorts in Anki changes tags and nothing else.
        let is_tagged_anew = {
            let (mut here, mut there) = (note.tags.clone(), tags(&card));
            here.sort();
            there.sort();
            here != there
        };
        if is_tagged_anew {
            (card.notes, card.tags, card.difficulty) = meant(&note.tags);
        }
        let is_edited = stamp != seal(visible(note, kind));
        if is_edited {
            card = self.edited(note, kind, card)?;
        }
        Some((card, is_edited))
    }

    fn own_deck(&self, note: &Note, kind: &NoteType) -> Option<(String, Deck)> {
        let at = kind.fields.iter().position(|name| name == CARD_FIELD)?;
        let (stamp, text) = revealed(note.fields.get(at)?)?;
        Some((stamp, (self.own)(&text)?))
    }

    fn head_of_ours(&self, note: &Note, kind: &NoteType) -> Option<Deck> {
        self.own_deck(note, kind).map(|(_, deck)| Deck { cards: Vec::new(), ..deck })
    }

    /// What somebody wrote in Anki, on a flash card that keeps everything a flash card can have.
    fn edited(&self, note: &Note, kind: &NoteType, card: Card) -> Option<Card> {
        let both = |names: &[&str]| {
            let entry = |lang: &str| {
                let parts = names.iter().filter_map(|name| {
                    let at = kind.fields.iter().position(|known| *known == format!("{name} {lang}"))?;
                    note.fields.get(at).map(|field| markdown(field)).filter(|field| !field.is_empty())
                });
                let parts: Vec<String> = parts.collect();
                (!parts.is_empty()).then(|| (lang.to_owned(), parts.join("\n\n")))
            };
            let entries: Vec<_> = ["en", "ko"].into_iter().filter_map(entry).collect();
            (!entries.is_empty()).then(|| Text::tagged(entries))
        };
        let explain = both(&["Explain"]);
        if let Body::Cloze { n_gaps } = card.body {
            // Gaps are read as Anki writes them.
            let prompt = both(&["Question"])?;
            let fits = prompt.entries().iter().all(|(_, text)| cloze::gaps(text).len() == n_gaps);
            return fits.then_some(Card { prompt, explain, ..card });
        }
        let (front, back) = (both(&["Question", "Options"])?, both(&["Answer"])?);
        Some(Card {
            prompt: front,
            body: Body::Flash(back),
            explain: both(&["Explain"]),
            experiment: None,
            ..card
        })
    }

    /// Puts cards into the deck that they belong to.
    fn put(&mut self, note: &Note, head: Option<Deck>, cards: Vec<Card>) {
        let deck = head.unwrap_or_else(|| match note.deck.as_str() {
            "" | "Default" => self.told.deck(Vec::new()),
            name => {
                let told = Told { deck: deck_name(name), title: name.to_owned(), ..self.told.clone() };
                told.deck(Vec::new())
            }
        });
        let decks = &mut self.read.decks;
        let at = decks.iter().position(|known| known.id == deck.id).unwrap_or_else(|| {
            decks.push(deck);
            decks.len() - 1
        });
        decks[at].cards.extend(cards);
    }
}

/// The fields that a learner sees.
fn visible<'n>(note: &'n Note, kind: &NoteType) -> &'n [String] {
    let at = kind.fields.iter().position(|name| name == CARD_FIELD).unwrap_or(note.fields.len());
    &note.fields[..at.min(note.fields.len())]
}

/// The cards of a note that is not ours.
fn cards(note: &Note, kind: &NoteType, told: &Told, place: &Place) -> Vec<Card> {
    let (notes, tags, difficulty) = meant(&note.tags);
    let gaps: Vec<usize> = match kind.is_cloze {
        true => note.fields.iter().flat_map(|field| numbers(field)).collect(),
        false => Vec::new(),
    };
    let mut wanted: Vec<(usize, Option<usize>)> = match kind.is_cloze {
        true => gaps.into_iter().map(|gap| (0, Some(gap))).collect(),
        false => note.cards.iter().map(|ord| (*ord, None)).collect(),
    };
    wanted.sort_unstable();
    wanted.dedup();
    let several = wanted.len() > 1;
    let made = wanted.into_iter().enumerate().filter_map(|(i, (template, gap))| {
        let (prompt, body, explain) = sides(note, kind, kind.templates.get(template)?, gap, told)?;
        let id = if several { format!("{}-{}", card_id(&note.guid), i + 1) } else { card_id(&note.guid) };
        let card = Card::new(id, prompt, body, place.clone());
        Some(Card { explain, notes: notes.clone(), tags: tags.clone(), difficulty, ..card })
    });
    made.collect()
}

type Sides = (Text, Body, Option<Text>);

fn sides(
    note: &Note,
    kind: &NoteType,
    template: &Template,
    gap: Option<usize>,
    told: &Told,
) -> Option<Sides> {
    let fields = |look| Fields { names: &kind.fields, values: &note.fields, gap: gap.map(|gap| (gap, look)) };
    let front = markdown(&side(&template.question, &fields(Gaps::Closed)));
    let back = markdown(answer_side(&side(&template.answer, &fields(Gaps::Open))));
    if front.is_empty() {
        return None;
    }
    let explain = |word: &str| (!back.is_empty() && back != word).then(|| told.text(back.as_str()));
    if let Some(gap) = gap {
        let held = markdown(&side(&template.question, &fields(Gaps::Held(0))));
        let answers: Vec<Answer> =
            note.fields.iter().flat_map(|field| gaps(field, gap, Gaps::Closed).1).collect();
        if let Some(prompt) = gapped(held, &answers) {
            let body = Body::Cloze { n_gaps: cloze::gaps(&prompt).len() };
            return Some((told.text(prompt), body, explain("")));
        }
    } else if let Some(word) = typed_answer(note, kind, template) {
        let explain = explain(&word);
        let body = Body::Text { accept: vec![word], observe: None, place: Place::default() };
        return Some((told.text(front), body, explain));
    }
    (!back.is_empty()).then(|| (told.text(front), Body::Flash(told.text(back.as_str())), None))
}

/// The text with its gaps as decks write them, if plain words belong in them.
fn gapped(mut held: String, answers: &[Answer]) -> Option<String> {
    let is_plain =
        |html: &str| n_media(html) == 0 && !["|", "::", "}}"].iter().any(|sign| words(html).contains(sign));
    for (number, answer) in (0..).zip(answers) {
        let hint = answer.hint.as_deref().map(words).filter(|hint| !hint.is_empty());
        let word = words(&answer.words);
        if word.is_empty() || !is_plain(&answer.words) || word.chars().count() > TYPED {
            return None;
        }
        let hint = hint.map(|hint| format!("::{hint}")).unwrap_or_default();
        held = held.replace(holder(number), &format!("{{{{{word}{hint}}}}}"));
    }
    (cloze::gaps(&held).len() == answers.len() && !answers.is_empty()).then_some(held)
}

/// What has to be typed, where that is one short answer.
fn typed_answer(note: &Note, kind: &NoteType, template: &Template) -> Option<String> {
    let name = typed(&template.question)?;
    let answer = note.fields.get(kind.fields.iter().position(|known| known == name)?)?;
    let is_short =
        !is_blank(answer) && n_media(answer) == 0 && !answer.contains("<br") && !answer.contains("<div");
    Some(words(answer)).filter(|words| is_short && words.chars().count() <= TYPED)
}

/// The back without what only repeats the front.
fn answer_side(html: &str) -> &str {
    for line in ["<hr id=answer>", "<hr id=\"answer\">", "<hr id='answer'>"] {
        if let Some((_, answer)) = html.split_once(line) {
            return answer;
        }
    }
    html
}

/// Notes, tags and difficulty that tags tell of.
fn meant(all: &[String]) -> (Vec<String>, Vec<String>, Option<u8>) {
    let (mut notes, mut tags, mut difficulty) = (Vec::new(), Vec::new(), None);
    for tag in all {
        if let Some(note) = tag.strip_prefix(TAG_NOTE) {
            notes.push(note.to_owned());
        } else if let Some(level) = tag.strip_prefix(TAG_DIFFICULTY) {
            difficulty = level.parse().ok().filter(|level| (1..=5).contains(level));
        } else if !tag.starts_with(TAG_KIND) {
            tags.push(tag.clone());
        }
    }
    (notes, tags, difficulty)
}

/// The id of a card from the id of its note: that itself where a deck can hold it, otherwise a number made of it.
fn card_id(guid: &str) -> String {
    let is_id = !guid.is_empty() && guid.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    if is_id { guid.to_owned() } else { format!("anki-{}", seal(&[guid.to_owned()])) }
}
