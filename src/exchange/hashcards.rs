//! Cards in a Markdown file, as hashcards keeps them: `Q:` and `A:`, and `C:` with gaps in square brackets.
//!
//! A card ends where the next begins, or at a line `---`. Deliberately missing: ids. They come from the words, here as there.

use super::fences::Fences;
use super::losses::{is_stated, left_out, lost_keys};
use super::name::Names;
use super::sides::sides;
use super::tongue::Tongue;
use super::{LeftOut, Loss, Read, Told, Written};
use crate::model::{Body, Card, Deck, Diagnostic, Foreign, Place, Problem, Source, SourceId, Text, cloze};

/// What stands for a gap in the prompt of a card that asks for it alone.
const GAP: &str = "[...]";

/// What a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Question,
    Answer,
    Cloze,
}

impl Part {
    const MARKS: [(&'static str, Part); 3] =
        [("Q:", Part::Question), ("A:", Part::Answer), ("C:", Part::Cloze)];
}

/// Words with what they are and where they stand.
struct Block {
    part: Part,
    words: String,
    place: Place,
}

/// Reads cards.
pub(super) fn read(source: &Source, id: SourceId, told: &Told) -> Read {
    let mut problems = Vec::new();
    let (start, name) = front_matter(&source.text);
    let blocks = blocks(&source.text, start, id, &mut problems);
    let mut names = Names::default();
    let mut cards = Vec::new();
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let mut report = |foreign| {
            problems.push(Diagnostic::new(Problem::Foreign(foreign), block.place.clone()));
        };
        match block.part {
            Part::Cloze => {
                let gaps = gaps(&block.words);
                if gaps.is_empty() {
                    report(Foreign::NoGap);
                }
                match whole(&block, &gaps, told, &mut names) {
                    Some(card) => cards.push(card),
                    None => cards.extend(gaps.iter().map(|gap| alone(&block, gap, &gaps, told, &mut names))),
                }
            }
            Part::Question => match blocks.next_if(|next| next.part == Part::Answer) {
                Some(answer) if !answer.words.is_empty() && !block.words.is_empty() => {
                    let id = names.name(&block.words, &answer.words, "card");
                    let body = Body::Flash(told.text(answer.words));
                    cards.push(Card::new(id, told.text(block.words), body, block.place));
                }
                _ => report(Foreign::NoBack),
            },
            Part::Answer => report(Foreign::NoBack),
        }
    }
    if cards.is_empty() && problems.is_empty() {
        problems.push(Diagnostic::new(Problem::Foreign(Foreign::Nothing), Place { source: id, span: 0..0 }));
    }
    let told = match name {
        Some(name) => Told { deck: super::deck_name(&name), title: name, ..told.clone() },
        None => told.clone(),
    };
    let decks = if cards.is_empty() { Vec::new() } else { vec![told.deck(cards)] };
    Read { decks, problems }
}

/// Where the cards begin, and the name of the deck, if the file begins with `---`, `name = "…"`, `---`.
fn front_matter(text: &str) -> (usize, Option<String>) {
    let start = super::rows::behind_mark(text);
    let Some(rest) = text[start..].strip_prefix("---\n").or_else(|| text[start..].strip_prefix("---\r\n"))
    else {
        return (start, None);
    };
    let begin = text.len() - rest.len();
    let Some(end) = rest.find("\n---") else { return (start, None) };
    let Ok(table) = rest[..end].parse::<toml::Table>() else { return (start, None) };
    let after = begin + end + "\n---".len();
    let newline = text[after..].find('\n').map_or(text.len(), |at| after + at + 1);
    (newline, table.get("name").and_then(|name| name.as_str()).map(str::to_owned))
}

fn blocks(text: &str, start: usize, id: SourceId, problems: &mut Vec<Diagnostic>) -> Vec<Block> {
    let (mut blocks, mut open, mut fences): (Vec<Block>, bool, Fences) =
        (Vec::new(), false, Fences::default());
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let span = at..at + bare.trim_end().len();
        at += line.len();
        if !fences.is_code(bare) {
            if bare.trim_end() == "---" {
                open = false;
                continue;
            }
            if let Some((mark, part)) = Part::MARKS.into_iter().find(|(mark, _)| bare.starts_with(mark)) {
                let words = bare[mark.len()..].trim_start().to_owned();
                // A block of code may begin right behind the mark.
                fences.is_code(&words);
                blocks.push(Block { part, words, place: Place { source: id, span } });
                open = true;
                continue;
            }
        }
        match blocks.last_mut().filter(|_| open) {
            Some(block) => {
                block.words.push('\n');
                block.words.push_str(&unescaped(bare));
                if !bare.trim().is_empty() {
                    block.place.span.end = span.end;
                }
            }
            None if bare.trim().is_empty() => {}
            None => {
                let place = Place { source: id, span };
                problems.push(Diagnostic::new(Problem::Foreign(Foreign::Stray), place));
            }
        }
    }
    blocks.iter_mut().for_each(|block| block.words = block.words.trim().to_owned());
    blocks
}

/// A line that would begin a card or end one, as it is written inside of one: with a back-slash more.
fn escaped(line: &str) -> String {
    match marked(line) {
        Some(at) => format!("{}\\{}", &line[..at], &line[at..]),
        None => line.to_owned(),
    }
}

fn unescaped(line: &str) -> String {
    match marked(line).filter(|at| line[*at..].starts_with('\\')) {
        Some(at) => format!("{}{}", &line[..at], &line[at + 1..]),
        None => line.to_owned(),
    }
}

/// Where a back-slash makes a mark or a rule into words, if the line is one or was one.
fn marked(line: &str) -> Option<usize> {
    if line.trim_start_matches('\\').trim_end() == "---" {
        return Some(0);
    }
    let rest = line.strip_prefix(['Q', 'A', 'C'])?;
    rest.trim_start_matches('\\').starts_with(':').then_some(1)
}

/// The stretches in square brackets, brackets included; links and pictures are no gaps.
fn gaps(words: &str) -> Vec<std::ops::Range<usize>> {
    let (mut found, mut open, mut before) = (Vec::new(), None, ' ');
    for (at, c) in words.char_indices() {
        match c {
            '[' if before != '\\' && before != '!' => open = Some(at),
            ']' if before != '\\' => {
                let is_link = words[at + 1..].starts_with('(');
                if let Some(begin) = open.take().filter(|begin| !is_link && at > begin + 1) {
                    found.push(begin..at + 1);
                }
            }
            _ => {}
        }
        before = c;
    }
    found
}

/// The card that asks for all gaps, if they can stand in a prompt: there `|` and `::` have a meaning.
fn whole(block: &Block, all: &[std::ops::Range<usize>], told: &Told, names: &mut Names) -> Option<Card> {
    let (mut prompt, mut at) = (String::new(), 0);
    for gap in all {
        prompt.push_str(&block.words[at..gap.start]);
        prompt.push_str(&format!("{{{{{}}}}}", block.words[gap.start + 1..gap.end - 1].trim()));
        at = gap.end;
    }
    prompt.push_str(&block.words[at..]);
    let read = cloze::gaps(&prompt);
    let is_same = read.len() == all.len()
        && read.iter().zip(all).all(|(gap, span)| {
            gap.accept == [block.words[span.start + 1..span.end - 1].trim()] && gap.hint.is_none()
        });
    let n_gaps = cloze::count(&Text::plain(prompt.as_str())).ok().filter(|_| is_same)?;
    let id = names.name(&cloze::blanked(&prompt), &prompt, "card");
    Some(Card::new(id, told.text(prompt), Body::Cloze { n_gaps }, block.place.clone()))
}

/// The card that asks for one gap; the others are filled in.
fn alone(
    block: &Block,
    gap: &std::ops::Range<usize>,
    all: &[std::ops::Range<usize>],
    told: &Told,
    names: &mut Names,
) -> Card {
    let (mut prompt, mut at) = (String::new(), 0);
    for other in all {
        prompt.push_str(&block.words[at..other.start]);
        prompt.push_str(if other == gap { GAP } else { &block.words[other.start + 1..other.end - 1] });
        at = other.end;
    }
    prompt.push_str(&block.words[at..]);
    let word = block.words[gap.start + 1..gap.end - 1].trim().to_owned();
    let id = names.name(&prompt, &word, "card");
    let body = Body::Text { accept: vec![word], observe: None, place: block.place.clone() };
    Card::new(id, told.text(prompt), body, block.place.clone())
}

/// Writes every card as a question and its answer, and cards with a gap as one.
pub(super) fn write(decks: &[&Deck], tongue: Tongue) -> Written {
    let mut written = Written::default();
    if let [deck] = decks {
        let mut name = toml::Table::new();
        name.insert("name".to_owned(), tongue.words(&deck.title).into());
        written.text = format!("---\n{name}---\n\n");
    }
    for deck in decks {
        written.left_out.extend(tongue.lost(deck, |_| true));
        let mut names = Names::default();
        for card in &deck.cards {
            if !is_stated(&card.body) {
                written.left_out.push(left_out(deck, card, Loss::Card(card.body.kind())));
                continue;
            }
            let (text, losses) = written_card(deck, card, tongue, &mut names);
            written.text.push_str(&text);
            written.left_out.extend(losses);
            written.n_cards += 1;
        }
    }
    written
}

fn written_card(deck: &Deck, card: &Card, tongue: Tongue, names: &mut Names) -> (String, Vec<LeftOut>) {
    let (front, back) = sides(card, tongue);
    let (text, id, becomes) = match bracketed(card, tongue) {
        Some(words) => {
            let id = names.name(&card.question(tongue.lang), tongue.words(&card.prompt), "card");
            (format!("C: {}\n\n", lines(&words)), id, None)
        }
        None => {
            let id = names.name(front.trim(), back.trim(), "card");
            let kind = card.body.kind();
            let becomes = (kind != "flash").then(|| left_out(deck, card, Loss::Becomes(kind, "flash")));
            (format!("Q: {}\nA: {}\n\n", lines(&front), lines(&back)), id, becomes)
        }
    };
    let kept: &[&str] = if becomes.is_some() { &["explain", "program"] } else { &[] };
    let mut lost = lost_keys(deck, card, kept).map_or(Vec::new(), |lost| match lost.what {
        Loss::Keys(keys) => keys,
        _ => Vec::new(),
    });
    if id != card.id {
        lost.insert(0, "id");
    }
    let keys = (!lost.is_empty()).then(|| left_out(deck, card, Loss::Keys(lost)));
    (text, becomes.into_iter().chain(keys).collect())
}

fn lines(words: &str) -> String {
    let mut fences = Fences::default();
    let line = |(i, line): (usize, &str)| {
        let is_code = fences.is_code(line);
        // The first line stands behind a mark already.
        if is_code || i == 0 { line.to_owned() } else { escaped(line) }
    };
    let mut all = words.trim().lines().enumerate().map(line).collect::<Vec<_>>();
    // An open block would swallow every card below.
    all.extend(fences.closing());
    all.join("\n")
}

/// A prompt with its gaps in square brackets, if nothing else in it would be read as one.
fn bracketed(card: &Card, tongue: Tongue) -> Option<String> {
    let Body::Cloze { .. } = card.body else { return None };
    let prompt = tongue.words(&card.prompt);
    let (mut words, mut at, mut wanted) = (String::new(), 0, Vec::new());
    for gap in cloze::gaps(prompt) {
        let ([word], None) = (gap.accept.as_slice(), gap.hint) else { return None };
        words.push_str(&prompt[at..gap.span.start]);
        wanted.push(words.len()..words.len() + word.len() + 2);
        words.push_str(&format!("[{word}]"));
        at = gap.span.end;
    }
    words.push_str(&prompt[at..]);
    (gaps(&words) == wanted && words.trim() == words).then_some(words)
}
