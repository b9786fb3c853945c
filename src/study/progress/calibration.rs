//! Whether a learner is as often right as they are sure, and cards are remembered as often as the schedule foresaw.
//!
//! Deliberately missing: praise. Few answers say little, and where an interval is too wide to tell, nothing is told.

use super::DayCount;
use crate::model::Confidence;

/// With fewer answers than this a share is not worth a point in a plot.
const FEW: u32 = 10;

/// How wide an interval is taken, in standard deviations: nineteen times in twenty the share lies inside.
const WIDE: f64 = 1.96;

/// A chance that was named, and how often it came true.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Foreseen {
    /// The chance that was named; the mean of them where they differed.
    pub chance: f64,
    /// How often.
    pub n: u32,
    /// How often it came true.
    pub n_true: u32,
}

impl Foreseen {
    /// How often it came true, as a share.
    pub fn share(&self) -> Option<f64> {
        (self.n > 0).then(|| f64::from(self.n_true) / f64::from(self.n))
    }

    /// Whether there are too few to say anything.
    pub fn is_few(&self) -> bool {
        self.n < FEW
    }

    /// How what came lies to what was named.
    pub fn leaning(&self) -> Leaning {
        if self.is_few() {
            return Leaning::TooFew;
        }
        let (low, high) = interval(self.n_true, self.n);
        match (self.chance > high, self.chance < low) {
            (true, _) => Leaning::TooSure,
            (_, true) => Leaning::TooShy,
            _ => Leaning::Even,
        }
    }
}

/// How what came lies to what was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaning {
    /// It came less often than was named.
    TooSure,
    /// It came more often than was named.
    TooShy,
    /// It may well be as was named.
    Even,
    /// Too few to say.
    TooFew,
}

impl Leaning {
    /// The name under which it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Leaning::TooSure => "too_sure",
            Leaning::TooShy => "too_shy",
            Leaning::Even => "even",
            Leaning::TooFew => "too_few",
        }
    }
}

/// One degree of confidence, and how often it was right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// What was said.
    pub confidence: Confidence,
    /// What came of it.
    pub foreseen: Foreseen,
}

/// How confidence and verdicts fit together.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// Every degree, the least first.
    pub said: [Said; Confidence::ALL.len()],
    /// Marked answers with a confidence.
    pub n: u32,
    /// The Brier score over them: 0 is perfect, smaller is better.
    pub brier: Option<f64>,
    /// What the score would be of somebody who names the share of right answers every time, and so tells nothing apart.
    pub brier_flat: Option<f64>,
}

impl Calibration {
    /// Whether there are too few answers for a plot.
    pub fn is_few(&self) -> bool {
        self.said.iter().all(|said| said.foreseen.is_few())
    }
}

/// How confidence and verdicts fit together on these days.
pub fn calibration(all: &DayCount) -> Calibration {
    let said: [Said; 3] = std::array::from_fn(|at| {
        let confidence = Confidence::ALL[at];
        let (n, n_true) = all.by_confidence[at];
        Said { confidence, foreseen: Foreseen { chance: confidence.chance(), n, n_true } }
    });
    let n: u32 = said.iter().map(|said| said.foreseen.n).sum();
    let n_right: u32 = said.iter().map(|said| said.foreseen.n_true).sum();
    let missed = |said: &Said| {
        let Foreseen { chance, n, n_true } = said.foreseen;
        f64::from(n_true) * (1.0 - chance).powi(2) + f64::from(n.saturating_sub(n_true)) * chance.powi(2)
    };
    let mean = |sum: f64| (n > 0).then(|| sum / f64::from(n));
    let share = mean(f64::from(n_right));
    Calibration {
        said,
        n,
        brier: mean(said.iter().map(missed).sum()),
        brier_flat: share.map(|share| share * (1.0 - share)),
    }
}

/// Wilson's interval for a share.
fn interval(n_true: u32, n: u32) -> (f64, f64) {
    let n = f64::from(n.max(1));
    let (share, square) = (f64::from(n_true) / n, WIDE * WIDE);
    let middle = share + square / (2.0 * n);
    let reach = WIDE * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    let scale = 1.0 + square / n;
    ((middle - reach) / scale, (middle + reach) / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(by_confidence: [(u32, u32); 3]) -> Calibration {
        calibration(&DayCount { by_confidence, ..DayCount::default() })
    }

    fn near(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() < 1e-9)
    }

    #[test]
    fn the_score_is_the_mean_square_of_what_was_missed() {
        let calibration = of([(0, 0), (2, 1), (1, 1)]);
        let expected = (0.3_f64.powi(2) + 0.7_f64.powi(2) + 0.05_f64.powi(2)) / 3.0;
        assert!(near(calibration.brier, expected), "{calibration:?}");
        assert!(near(calibration.brier_flat, 2.0 / 9.0), "{calibration:?}");
        assert_eq!((of([(0, 0); 3]).brier, of([(0, 0); 3]).brier_flat), (None, None));
    }

    #[test]
    fn few_answers_say_nothing_and_many_say_which_way() {
        let leaning = |n, n_true| Foreseen { chance: 0.95, n, n_true }.leaning();
        assert_eq!(leaning(9, 2), Leaning::TooFew);
        assert_eq!(leaning(10, 9), Leaning::Even);
        assert_eq!(leaning(144, 120), Leaning::TooSure);
        assert_eq!(Foreseen { chance: 1.0 / 3.0, n: 60, n_true: 40 }.leaning(), Leaning::TooShy);
        assert!(of([(3, 1), (9, 9), (0, 0)]).is_few() && !of([(3, 1), (10, 9), (0, 0)]).is_few());
    }

    #[test]
    fn an_interval_is_that_of_wilson() {
        let (low, high) = interval(8, 10);
        assert!((low - 0.490_2).abs() < 1e-4 && (high - 0.943_3).abs() < 1e-4, "{low} {high}");
    }
}
