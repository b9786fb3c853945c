//! An entry as a line of JSON: what leaves with `ttl history export`, what comes back, and what lies in the database.
//!
//! A line names everything in full, so that other programs and people can read it, and lines of two machines can be joined by any
//! tool that knows lines. Fields that this program does not know are refused, not lost: they come from a newer one.

use serde::{Deserialize, Serialize};

use crate::model::{
    CardKey, Confidence, Day, Deed, Entry, Grade, Moment, Occasion, Phase, Proof, Review, RunNote, Verdict,
};

/// One line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct EntryLine {
    pub(super) uid: String,
    pub(super) at_ms: i64,
    pub(super) offset_min: i32,
    pub(super) deck: String,
    pub(super) card: String,
    #[serde(flatten)]
    pub(super) deed: DeedLine,
}

/// An entry as a line, for whoever has to keep it elsewhere.
pub fn entry_line(entry: &Entry) -> String {
    serde_json::to_string(&EntryLine::from(entry)).unwrap_or_default()
}

/// What happened, by the word under `what`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum DeedLine {
    Answered(AnsweredLine),
    Ran(RanLine),
    Undone { about: String },
    Buried { until: i32 },
    Suspended,
    Resumed,
    Forgotten,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnsweredLine {
    kind: String,
    meaning: String,
    answer: String,
    verdict: Word<Verdict>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    grade: Option<Word<Grade>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<Word<Confidence>>,
    #[serde(default, skip_serializing_if = "is_zero")]
    hints: u32,
    took_ms: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    beliefs: Vec<String>,
    occasion: Word<Occasion>,
    day: i32,
    phase: Word<Phase>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    elapsed_days: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recall: Option<f64>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RanLine {
    about: String,
    demo: String,
    verdict: Word<Verdict>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    grade: Option<Word<Grade>>,
    proof: Word<Proof>,
    n_trials: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    observed: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    refuted: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands references")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// A value of a small set, written as its name.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str", bound = "T: Named")]
pub(super) struct Word<T: Named>(pub(super) T);

/// Something with a name that is written down.
pub(super) trait Named: Copy + 'static {
    /// Every value.
    const VALUES: &'static [Self];

    fn name(self) -> &'static str;
}

impl<T: Named> TryFrom<String> for Word<T> {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let found = T::VALUES.iter().find(|value| value.name() == name);
        let names = || T::VALUES.iter().map(|value| value.name()).collect::<Vec<_>>().join(", ");
        found.copied().map(Word).ok_or_else(|| format!("`{name}` is none of {}", names()))
    }
}

impl<T: Named> From<Word<T>> for &'static str {
    fn from(word: Word<T>) -> &'static str {
        word.0.name()
    }
}

/// The words that are written down know their names themselves.
macro_rules! named {
    ($($word:ty),*) => {$(
        impl Named for $word {
            const VALUES: &'static [Self] = &<$word>::ALL;

            fn name(self) -> &'static str {
                <$word>::name(self)
            }
        }
    )*};
}
named!(Grade, Confidence, Phase, Verdict, Occasion, Proof);

impl From<&Entry> for EntryLine {
    fn from(entry: &Entry) -> Self {
        EntryLine {
            uid: entry.uid.clone(),
            at_ms: entry.at.ms,
            offset_min: entry.at.offset_min,
            deck: entry.key.deck.clone(),
            card: entry.key.card.clone(),
            deed: DeedLine::from(&entry.deed),
        }
    }
}

impl From<EntryLine> for Entry {
    fn from(line: EntryLine) -> Self {
        Entry {
            uid: line.uid,
            at: Moment { ms: line.at_ms, offset_min: line.offset_min },
            key: CardKey { deck: line.deck, card: line.card },
            deed: line.deed.into(),
        }
    }
}

impl From<&Deed> for DeedLine {
    fn from(deed: &Deed) -> Self {
        match deed {
            Deed::Answered(review) => DeedLine::Answered(review.as_ref().into()),
            Deed::Ran(run) => DeedLine::Ran(run.as_ref().into()),
            Deed::Undone(about) => DeedLine::Undone { about: about.clone() },
            Deed::Buried(until) => DeedLine::Buried { until: until.0 },
            Deed::Suspended => DeedLine::Suspended,
            Deed::Resumed => DeedLine::Resumed,
            Deed::Forgotten => DeedLine::Forgotten,
        }
    }
}

impl From<DeedLine> for Deed {
    fn from(line: DeedLine) -> Self {
        match line {
            DeedLine::Answered(line) => Deed::Answered(Box::new(line.into())),
            DeedLine::Ran(line) => Deed::Ran(Box::new(line.into())),
            DeedLine::Undone { about } => Deed::Undone(about),
            DeedLine::Buried { until } => Deed::Buried(Day(until)),
            DeedLine::Suspended => Deed::Suspended,
            DeedLine::Resumed => Deed::Resumed,
            DeedLine::Forgotten => Deed::Forgotten,
        }
    }
}

impl From<&Review> for AnsweredLine {
    fn from(review: &Review) -> Self {
        AnsweredLine {
            kind: review.kind.clone(),
            meaning: review.meaning.clone(),
            answer: review.answer.clone(),
            verdict: Word(review.verdict),
            grade: review.grade.map(Word),
            confidence: review.confidence.map(Word),
            hints: review.hints,
            took_ms: review.took_ms,
            beliefs: review.beliefs.clone(),
            occasion: Word(review.occasion),
            day: review.day.0,
            phase: Word(review.phase),
            elapsed_days: review.elapsed_days,
            recall: review.recall,
        }
    }
}

impl From<AnsweredLine> for Review {
    fn from(line: AnsweredLine) -> Self {
        Review {
            kind: line.kind,
            meaning: line.meaning,
            answer: line.answer,
            verdict: line.verdict.0,
            grade: line.grade.map(|word| word.0),
            confidence: line.confidence.map(|word| word.0),
            hints: line.hints,
            took_ms: line.took_ms,
            beliefs: line.beliefs,
            occasion: line.occasion.0,
            day: Day(line.day),
            phase: line.phase.0,
            elapsed_days: line.elapsed_days,
            recall: line.recall,
        }
    }
}

impl From<&RunNote> for RanLine {
    fn from(run: &RunNote) -> Self {
        RanLine {
            about: run.review.clone(),
            demo: run.demo.clone(),
            verdict: Word(run.verdict),
            grade: run.grade.map(Word),
            proof: Word(run.proof),
            n_trials: run.n_trials,
            observed: run.observed.clone(),
            refuted: run.refuted.clone(),
        }
    }
}

impl From<RanLine> for RunNote {
    fn from(line: RanLine) -> Self {
        RunNote {
            review: line.about,
            demo: line.demo,
            verdict: line.verdict.0,
            grade: line.grade.map(|word| word.0),
            proof: line.proof.0,
            n_trials: line.n_trials,
            observed: line.observed,
            refuted: line.refuted,
        }
    }
}
