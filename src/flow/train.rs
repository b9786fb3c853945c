//! When the schedule is fitted to the learner's own answers, and what becomes of it.

use crate::model::{Day, Preferences};
use crate::store::{History, HistoryError};
use crate::study::{self, Training};

/// The schedule is fitted again when there is a fifth more to learn from.
const MORE: usize = 5;

/// Or after so many days, if there is anything more.
const DAYS: i32 = 30;

/// Names under which is remembered what was fitted, when, to how many answers, and how well it did.
const PARAMETERS: &str = "parameters";
const DAY: &str = "trained_day";
const N: &str = "trained_n";
const LOSSES: &str = "trained_losses";

/// What is remembered of the last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastTraining {
    /// The day.
    pub day: Day,
    /// About how many answers could be learned from then.
    pub n: usize,
}

/// The last time that the schedule was fitted to this history, if it ever was.
///
/// # Errors
///
/// The history cannot be read.
pub fn last_training(history: &History) -> Result<Option<LastTraining>, HistoryError> {
    let day = history.fact(DAY)?.and_then(|day| day.parse().ok()).map(Day);
    let n = history.fact(N)?.and_then(|n| n.parse().ok());
    Ok(day.zip(n).map(|(day, n)| LastTraining { day, n }))
}

/// Fits the schedule to the history if the learner wishes that, there is enough to learn from, and enough more than last time.
/// Whether it is so takes two look-ups; fitting takes seconds.
///
/// # Errors
///
/// The history cannot be read or written.
pub fn train_if_due(
    history: &mut History,
    preferences: &Preferences,
    today: Day,
) -> Result<Option<Training>, HistoryError> {
    if !preferences.train {
        return Ok(None);
    }
    let n = history.n_asked()?;
    let is_due = match last_training(history)? {
        None => true,
        Some(last) => n >= last.n + last.n.div_ceil(MORE) || (n > last.n && today.since(last.day) >= DAYS),
    };
    if n < study::ENOUGH || !is_due {
        return Ok(None);
    }
    train(history, preferences, today)
}

/// Fits the schedule to the history. What foresees best is used from now on, and every card is scheduled anew by it. None where there
/// is not enough to learn from.
///
/// # Errors
///
/// The history cannot be read or written.
pub fn train(
    history: &mut History,
    preferences: &Preferences,
    today: Day,
) -> Result<Option<Training>, HistoryError> {
    let (n, present) = (history.n_asked()?, history.parameters()?);
    let training = study::train(&history.graded()?, &present, preferences.relearning_steps_min.len());
    let (day, n) = (today.0.to_string(), n.to_string());
    let mut facts = vec![(DAY, day), (N, n)];
    let mut rules = history.rules().clone();
    if let Some(training) = &training {
        facts.push((LOSSES, losses(training)));
        if let Some(better) = &training.better {
            rules = rules.refitted(better);
            facts.push((PARAMETERS, format!("{better:?}")));
        }
    }
    let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    history.adopt(&facts, rules)?;
    Ok(training)
}

fn losses(training: &Training) -> String {
    let Training { n_fitted, n_held_out, losses, .. } = training;
    let study::Losses { present, published, fitted } = losses;
    format!(
        "{{\"n_fitted\":{n_fitted},\"n_held_out\":{n_held_out},\"present\":{present},\"published\":{published},\"fitted\":{fitted}}}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CardKey, Deed, Entry, Grade, Moment, Occasion, Phase, Review, Verdict};
    use crate::study::Rules;

    const DAY_MS: i64 = 86_400_000;

    fn answer(history: &History, card: usize, day: i32, grade: Grade) -> Entry {
        let key = CardKey::new("d", format!("c{card}"));
        let known = history.known(&key).expect("read").map(|known| known.memory).unwrap_or_default();
        let review = Review {
            meaning: "m".into(),
            kind: "choice".into(),
            answer: "a".into(),
            verdict: if grade == Grade::Again { Verdict::Wrong } else { Verdict::Right },
            grade: Some(grade),
            confidence: None,
            hints: 0,
            took_ms: 1,
            beliefs: Vec::new(),
            occasion: Occasion::Review,
            day: Day(day),
            phase: known.phase,
            elapsed_days: (known.phase != Phase::New).then(|| Day(day).since(known.last_day)),
            recall: None,
        };
        let noon = Moment { ms: i64::from(day) * DAY_MS + DAY_MS / 2, offset_min: 0 };
        history.entry(noon, key, Deed::Answered(Box::new(review))).expect("an entry")
    }

    /// Everybody forgets every second time after four days: nothing that the published parameters foresee.
    fn answered(history: &mut History, days: std::ops::Range<i32>) {
        for day in days {
            for card in 0..30 {
                let is_forgotten = day > 0 && (card + usize::try_from(day).expect("a day")) % 2 == 0;
                let grade = if is_forgotten { Grade::Again } else { Grade::Good };
                let entry = answer(history, card, day * 4, grade);
                history.append(&entry).expect("it is written");
                if is_forgotten {
                    let again =
                        Entry { at: entry.at.later(600_000), ..answer(history, card, day * 4, Grade::Good) };
                    history.append(&again).expect("it is written");
                }
            }
        }
    }

    #[test]
    fn the_schedule_is_fitted_when_there_is_enough_and_again_when_there_is_more() {
        let preferences = Preferences::default();
        let mut history = History::in_memory(Rules::new(&preferences, &[])).expect("a history");
        let due = |history: &mut History, preferences: &Preferences, day| {
            train_if_due(history, preferences, Day(day)).expect("it can be read and written")
        };
        answered(&mut history, 0..5);
        assert!(due(&mut history, &preferences, 20).is_none(), "too little");
        answered(&mut history, 5..20);
        let off = Preferences { train: false, ..Preferences::default() };
        assert!(due(&mut history, &off, 80).is_none(), "not wished");
        let before = history.known(&CardKey::new("d", "c1")).expect("read").expect("known").memory;
        let training = due(&mut history, &preferences, 80).expect("it is due");
        let better = training.better.expect("these answers are foreseen better");
        assert!(training.losses.fitted < training.losses.published);
        assert_eq!(history.parameters().expect("read"), better);
        assert_eq!(history.rules().parameters(), better);
        let after = history.known(&CardKey::new("d", "c1")).expect("read").expect("known").memory;
        assert_ne!(before.stability, after.stability, "cards are scheduled anew");
        assert!(due(&mut history, &preferences, 81).is_none(), "nothing is new");
        assert!(due(&mut history, &preferences, 200).is_none(), "long ago, but nothing is new");
        answered(&mut history, 20..21);
        assert!(due(&mut history, &preferences, 82).is_none(), "little is new");
        assert!(due(&mut history, &preferences, 110).is_some(), "a month has gone by");
        answered(&mut history, 21..26);
        assert!(due(&mut history, &preferences, 111).is_some(), "a fifth is new");
        assert_eq!(history.check().expect("it can be read").flaws, []);
    }
}
