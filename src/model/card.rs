//! Decks and cards: what is asked, and what each answer claims.

use std::borrow::Cow;

use super::{At, Diagnostic, Effect, Grade, Lang, Place, Program, Severity, Text, Values, cloze};

/// One deck: a title and cards.
#[derive(Clone, Debug, Default)]
pub struct Deck {
    /// Stable name, also what the learner types.
    pub id: String,
    /// What the deck is called.
    pub title: Text,
    /// What it is about; may be empty.
    pub about: Text,
    /// Ids of the decks that are best learnt before.
    pub after: Vec<At<String>>,
    /// The cards that could be built, in the order of the file.
    pub cards: Vec<Card>,
    /// Warnings that the author has decided to live with.
    pub allowed: Vec<Allowed>,
    /// Stretches that could not be read whole: what is missing in a card there may have stood in what was lost.
    pub broken: Vec<Place>,
    /// The id of every card in the order of the file, also of those that could not be built.
    pub headings: Vec<At<String>>,
    /// Where the deck begins.
    pub place: Place,
}

impl Deck {
    /// Whether the author has decided to live with this problem.
    pub fn allows(&self, diagnostic: &Diagnostic) -> bool {
        let (code, at) = (diagnostic.problem.code(), &diagnostic.place);
        diagnostic.severity() == Severity::Warning
            && self.allowed.iter().any(|allowed| allowed.code == code && allowed.within.holds(at))
    }

    /// Whether a place lies where the text could not be read whole.
    pub fn is_broken_at(&self, place: &Place) -> bool {
        self.broken.iter().any(|broken| broken.holds(place))
    }
}

/// A warning that the author of a stretch of text has decided to live with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The code of the warning.
    pub code: String,
    /// The text for which it is allowed: the whole deck, or one card.
    pub within: Place,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Card {
    /// Stable for ever: progress hangs on it.
    pub id: String,
    /// The question; the front of a flash card.
    pub prompt: Text,
    /// What kind of answer it wants, with the answer.
    pub body: Body,
    /// What decides it, if anything can.
    pub experiment: Option<Experiment>,
    /// Help in small steps, weakest first.
    pub hints: Vec<Text>,
    /// Why the answer is the answer.
    pub explain: Option<Text>,
    /// Ids of the claims of the source notes that this card teaches.
    pub notes: Vec<String>,
    /// Words to select by.
    pub tags: Vec<String>,
    /// Where to read on.
    pub sources: Vec<String>,
    /// From 1 (everyday picture) to 5 (trap).
    pub difficulty: Option<u8>,
    /// Where the card begins.
    pub place: Place,
}

impl Card {
    /// A card with nothing but its question and answer.
    pub fn new(id: String, prompt: Text, body: Body, place: Place) -> Self {
        Card {
            id,
            prompt,
            body,
            experiment: None,
            hints: Vec::new(),
            explain: None,
            notes: Vec::new(),
            tags: Vec::new(),
            sources: Vec::new(),
            difficulty: None,
            place,
        }
    }

    /// The prompt as it is put to a learner: of a cloze card, with its gaps empty.
    pub fn question(&self, lang: Lang) -> Cow<'_, str> {
        match self.body {
            Body::Cloze { .. } => cloze::blanked(self.prompt.get(lang)).into(),
            _ => self.prompt.get(lang).into(),
        }
    }
}

/// The kind of a card together with its answer.
#[derive(Clone, Debug)]
pub enum Body {
    /// One choice is right.
    Choice(Vec<Choice>),
    /// Any number of choices is right.
    Multi(Vec<Choice>),
    /// A number is predicted.
    Number {
        /// The observation that is predicted.
        observe: Option<At<String>>,
        /// The key that the author states, if it is the same on every machine.
        expect: Option<At<f64>>,
        /// What is counted.
        unit: Option<Text>,
        /// How far off still counts as right.
        within: Tolerance,
    },
    /// Events are put in order.
    Order {
        /// The events, in the order of the file.
        items: Vec<Item>,
        /// The list observation that reports their ids in the order of the run.
        observe: Option<At<String>>,
        /// The key that the author states: ids of `items`.
        expect: Option<At<Vec<String>>>,
    },
    /// A word is typed.
    Text {
        /// Every accepted spelling; the first is shown.
        accept: Vec<String>,
        /// The text observation that the word predicts.
        observe: Option<At<String>>,
        /// Where `accept` stands.
        place: Place,
    },
    /// Left sides are matched with right sides.
    Match(Vec<Pair>),
    /// Front and back, graded by the learner; the back.
    Flash(Text),
    /// The gaps of the prompt are filled.
    Cloze {
        /// How many there are, in every language.
        n_gaps: usize,
    },
    /// What the card's program does is predicted.
    Output {
        /// The key that the author states; none: what the run shows.
        expect: Option<At<Effect>>,
    },
}

impl Body {
    /// The name of the kind, as decks write it.
    pub fn kind(&self) -> &'static str {
        match self {
            Body::Choice(_) => "choice",
            Body::Multi(_) => "multi",
            Body::Number { .. } => "number",
            Body::Order { .. } => "order",
            Body::Text { .. } => "text",
            Body::Match(_) => "match",
            Body::Flash(_) => "flash",
            Body::Cloze { .. } => "cloze",
            Body::Output { .. } => "output",
        }
    }

    /// Every name a deck may write after `kind =`.
    pub const KINDS: [&'static str; 9] =
        ["choice", "multi", "number", "order", "text", "match", "cloze", "flash", "output"];
}

/// How far off a predicted number may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// By at most this much.
    Absolute(f64),
    /// By at most this share of the key (0.2 is 20 %).
    Share(f64),
    /// By at most this factor, up or down (10 accepts a tenth to ten times).
    Factor(f64),
}

impl Tolerance {
    /// Whether `guess` is close enough to `key`; what only rounding puts beyond the edge still is.
    pub fn accepts(self, guess: f64, key: f64) -> bool {
        let rounding = 4.0 * f64::EPSILON * guess.abs().max(key.abs());
        match self {
            Tolerance::Absolute(by) => (guess - key).abs() <= by + rounding,
            Tolerance::Share(share) => (guess - key).abs() <= share * key.abs() + rounding,
            Tolerance::Factor(factor) => {
                if key == 0.0 || guess == 0.0 {
                    return guess == key;
                }
                let ratio = guess / key;
                let rounding = 4.0 * f64::EPSILON;
                ratio >= (1.0 - rounding) / factor && ratio <= factor * (1.0 + rounding)
            }
        }
    }
}

/// One answer option of a choice or multi card.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Stable within the card.
    pub id: String,
    /// What the learner reads.
    pub text: Text,
    /// Whether the author says it is right.
    pub correct: bool,
    /// What it asserts about the run.
    pub claim: Option<ClaimText>,
    /// The named misconception of whoever picks it.
    pub belief: Option<String>,
    /// What that person believes and what the run shows instead.
    pub why: Option<Text>,
    /// Why no run can decide it, where that is so.
    pub unprovable: Option<Text>,
    /// Where the choice begins.
    pub place: Place,
}

/// One event of an order card.
#[derive(Clone, Debug)]
pub struct Item {
    /// The name under which the demo reports it.
    pub id: String,
    /// What the learner reads.
    pub text: Text,
    /// Where it stands.
    pub place: Place,
}

/// One pair of a match card.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The fixed side.
    pub left: Text,
    /// The side that is matched to it.
    pub right: Text,
    /// What the pairing asserts about the run.
    pub claim: Option<ClaimText>,
    /// Where the pair begins.
    pub place: Place,
}

/// A claim as an author writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimText {
    /// A finding of the card's demo.
    Finding {
        /// The finding's id.
        id: At<String>,
        /// Written with `!`: its opposite.
        negated: bool,
    },
    /// A pair of predicates, or one over forced observations alone.
    Predicates {
        /// True in a trial that shows the claim.
        holds: At<String>,
        /// True in a trial that shows its opposite.
        fails: Option<At<String>>,
    },
}

impl ClaimText {
    /// Where it stands; of a pair, its first side.
    pub fn place(&self) -> &Place {
        match self {
            ClaimText::Finding { id, .. } => &id.place,
            ClaimText::Predicates { holds, .. } => &holds.place,
        }
    }
}

/// A demo with settings, or a card's own program: what has to be run to decide a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Experiment {
    /// The demo's id, and where the card names it; [`PROGRAM`](super::PROGRAM) for a program of the card's own.
    pub demo: At<String>,
    /// Parameters that differ from their defaults.
    pub set: Values,
    /// Where the parameters stand, in the order of `set`.
    pub set_places: Vec<Place>,
    /// The card's own program.
    pub program: Option<Program>,
}

impl Experiment {
    /// Whether both run the same program with the same settings.
    pub fn same_run(&self, other: &Experiment) -> bool {
        let same_program = match (&self.program, &other.program) {
            (Some(program), Some(other)) => program.is_same(other),
            (None, None) => true,
            _ => false,
        };
        same_program && self.demo.value == other.demo.value && self.set == other.set
    }
}

/// What a learner answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Indexes of the chosen options (one for `choice`).
    Chosen(Vec<usize>),
    /// A predicted number.
    Number(f64),
    /// Indexes of the items in the order that the learner gave them.
    Ordered(Vec<usize>),
    /// Typed words.
    Typed(String),
    /// For every left side, the index of the pair whose right side was matched to it.
    Matched(Vec<usize>),
    /// A flash card: how well the learner remembered it.
    Recalled(Grade),
    /// What a program does.
    Effect(Effect),
    /// Words for every gap, in order.
    Filled(Vec<String>),
}

/// What an answer is measured against.
#[derive(Clone, Debug, PartialEq)]
pub enum Truth {
    /// Indexes of the right options.
    Chosen(Vec<usize>),
    /// The number.
    Number(f64),
    /// Indexes of the items in their order.
    Ordered(Vec<usize>),
    /// Accepted spellings.
    Typed(Vec<String>),
    /// Pairs belong together as they stand.
    Matched(usize),
    /// Only the learner knows.
    Own,
    /// What the program does.
    Effect(Effect),
    /// The gaps of the prompt say it themselves.
    Filled,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_of_a_tolerance_belongs_to_it_whatever_rounding_says() {
        assert!(Tolerance::Share(0.1).accepts(7.7, 7.0) && Tolerance::Share(0.1).accepts(6.3, 7.0));
        assert!(Tolerance::Absolute(0.1).accepts(0.8, 0.7));
        assert!(Tolerance::Factor(10.0).accepts(0.7, 7.0) && Tolerance::Factor(10.0).accepts(70.0, 7.0));
        assert!(!Tolerance::Share(0.1).accepts(7.71, 7.0) && !Tolerance::Factor(10.0).accepts(70.1, 7.0));
    }

    #[test]
    fn nothing_may_be_off_where_nothing_is_allowed() {
        assert!(
            Tolerance::Absolute(0.0).accepts(1e12, 1e12)
                && !Tolerance::Absolute(0.0).accepts(1e12 + 1.0, 1e12)
        );
        assert!(Tolerance::Share(0.5).accepts(0.0, 0.0) && !Tolerance::Share(0.5).accepts(0.1, 0.0));
        assert!(!Tolerance::Factor(10.0).accepts(-7.0, 7.0) && Tolerance::Factor(10.0).accepts(-7.0, -7.0));
        assert!(
            !Tolerance::Absolute(0.0).accepts(f64::NAN, 1.0)
                && !Tolerance::Factor(2.0).accepts(f64::INFINITY, 1.0)
        );
    }
}
