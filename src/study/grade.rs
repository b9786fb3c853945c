//! From an answer to a grade: answers that can be marked grade themselves.

use crate::model::{Confidence, Grade, Verdict};

/// Nobody reads a question and answers it sooner than this, in milliseconds.
const REACTION_MS: u64 = 3_000;

/// What a quick reader takes for a letter of an English text, in milliseconds (some 330 words a minute).
const READING_MS: u64 = 30;

/// What a grade is made of besides the verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// How sure the learner was, if that was asked.
    pub confidence: Option<Confidence>,
    /// How many hints were taken.
    pub hints: u32,
    /// From the question on the screen to the answer, in milliseconds.
    pub took_ms: u64,
    /// How much there was to read, in letters of the English text: a reader of another language has the same to think about.
    pub letters: usize,
}

/// Grades an answer: wrong is `again`; right with a hint, or as a guess, is `hard`; right, sure and quick is `easy`; right is
/// `good`. What was not marked has no grade.
pub fn grade(verdict: Verdict, circumstances: Circumstances) -> Option<Grade> {
    let Circumstances { confidence, hints, .. } = circumstances;
    Some(match verdict {
        Verdict::NotMarked => return None,
        Verdict::Wrong => Grade::Again,
        Verdict::Right if hints > 0 || confidence == Some(Confidence::Guess) => Grade::Hard,
        Verdict::Right if confidence == Some(Confidence::Sure) && circumstances.is_quick() => Grade::Easy,
        Verdict::Right => Grade::Good,
    })
}

impl Circumstances {
    /// Whether the answer came about as soon as the question could be read.
    fn is_quick(self) -> bool {
        let reading = u64::try_from(self.letters).unwrap_or(u64::MAX).saturating_mul(READING_MS);
        self.took_ms <= REACTION_MS.saturating_add(reading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_says_how_surely_something_is_known() {
        let calm = Circumstances { took_ms: 60_000, letters: 200, ..Circumstances::default() };
        let with = |confidence| Circumstances { confidence: Some(confidence), ..calm };
        let quick = |confidence| Circumstances { took_ms: 8_000, ..with(confidence) };
        let hinted = Circumstances { hints: 1, ..quick(Confidence::Sure) };
        for (verdict, circumstances, expected) in [
            (Verdict::NotMarked, with(Confidence::Sure), None),
            (Verdict::Wrong, quick(Confidence::Sure), Some(Grade::Again)),
            (Verdict::Right, calm, Some(Grade::Good)),
            (Verdict::Right, with(Confidence::Guess), Some(Grade::Hard)),
            (Verdict::Right, with(Confidence::ThinkSo), Some(Grade::Good)),
            (Verdict::Right, with(Confidence::Sure), Some(Grade::Good)),
            (Verdict::Right, quick(Confidence::Sure), Some(Grade::Easy)),
            (Verdict::Right, quick(Confidence::ThinkSo), Some(Grade::Good)),
            (Verdict::Right, hinted, Some(Grade::Hard)),
        ] {
            assert_eq!(grade(verdict, circumstances), expected, "{verdict:?} {circumstances:?}");
        }
    }
}
