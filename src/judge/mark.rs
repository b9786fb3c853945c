//! From an answer to a verdict.
//!
//! The learner is graded by the key. A wrong answer is not marked where the run that was asked for could not
//! show the key's own effect, or contradicts the key: nobody is marked wrong by bad luck.

use unicode_normalization::UnicodeNormalization;

use super::effect::shown;
use crate::model::{
    Answer, Body, Card, Evidence, Grade, Item, Proof, Text, Tolerance, Truth, Value, Verdict, cloze,
};

/// What an answer is measured against: what the author states, or what the run reported; `None` while nobody knows.
pub fn truth(card: &Card, evidence: Option<&Evidence>) -> Option<Truth> {
    match &card.body {
        Body::Choice(choices) | Body::Multi(choices) => {
            let right = choices.iter().enumerate().filter(|(_, choice)| choice.correct).map(|(i, _)| i);
            Some(Truth::Chosen(right.collect()))
        }
        Body::Match(pairs) => Some(Truth::Matched(pairs.len())),
        Body::Flash(_) => Some(Truth::Own),
        Body::Cloze { .. } => Some(Truth::Filled),
        Body::Output { expect } => match expect {
            Some(expect) => Some(Truth::Effect(expect.value.clone())),
            None => shown(evidence?).map(Truth::Effect),
        },
        Body::Number { observe, expect, .. } => match (expect, observe) {
            (Some(expect), _) => Some(Truth::Number(expect.value)),
            (None, Some(observe)) => observed_number(evidence?, &observe.value).map(Truth::Number),
            (None, None) => None,
        },
        Body::Order { items, observe, expect } => {
            let ids = match (expect, observe) {
                (Some(expect), _) => expect.value.clone(),
                (None, Some(observe)) => match observed(evidence?, &observe.value)? {
                    Value::List(ids) => ids.clone(),
                    _ => return None,
                },
                (None, None) => return None,
            };
            indexes(items, &ids).map(Truth::Ordered)
        }
        Body::Text { accept, observe, .. } => match (accept.is_empty(), observe) {
            (false, _) => Some(Truth::Typed(accept.clone())),
            (true, Some(observe)) => match observed(evidence?, &observe.value)? {
                Value::Text(words) => Some(Truth::Typed(vec![words.clone()])),
                _ => None,
            },
            (true, None) => None,
        },
    }
}

fn indexes(items: &[Item], ids: &[String]) -> Option<Vec<usize>> {
    let found: Option<Vec<usize>> =
        ids.iter().map(|id| items.iter().position(|item| item.id == *id)).collect();
    found.filter(|found| found.len() == items.len())
}

/// What every trial that reported it said; nothing if they disagree, since neither is the answer then.
fn observed<'e>(evidence: &'e Evidence, name: &str) -> Option<&'e Value> {
    let complete = evidence.trials.iter().filter(|trial| trial.complete);
    let mut values = complete.filter_map(|trial| trial.value(name));
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// The middle one of the reported numbers: one for a forced observation, robust for a measured one. Trials that were held
/// still count only where there is no other.
fn observed_number(evidence: &Evidence, name: &str) -> Option<f64> {
    let numbers = |even_held: bool| -> Vec<f64> {
        let complete = evidence.trials.iter().filter(|trial| trial.complete);
        let counted = complete.filter(|trial| even_held || !trial.disturbance.held_still());
        counted.filter_map(|trial| trial.value(name)?.number()).collect()
    };
    let mut numbers = Some(numbers(false)).filter(|quiet| !quiet.is_empty()).unwrap_or_else(|| numbers(true));
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len().saturating_sub(1) / 2).copied()
}

/// The verdict of an answer; `proof` is what the run said of the key ([`Proof::NotRun`] if nothing was run).
pub fn mark(card: &Card, answer: &Answer, evidence: Option<&Evidence>, proof: Proof) -> Verdict {
    if let Answer::Recalled(grade) = answer {
        return if *grade == Grade::Again { Verdict::Wrong } else { Verdict::Right };
    }
    let Some(truth) = truth(card, evidence) else { return Verdict::NotMarked };
    if let (Answer::Matched(matched), Body::Match(pairs)) = (answer, &card.body) {
        // Two pairs may share a right side; then either one is right.
        let fits =
            |(left, right): (usize, &usize)| pairs.get(*right).is_some_and(|p| p.right == pairs[left].right);
        let right = matched.len() == pairs.len() && matched.iter().enumerate().all(fits);
        return verdict(right, proof);
    }
    if let (Answer::Filled(words), Truth::Filled) = (answer, &truth) {
        return verdict(fills(&card.prompt, words), proof);
    }
    let within = match &card.body {
        Body::Number { within, .. } => *within,
        _ => Tolerance::Absolute(0.0),
    };
    verdict(agrees(answer, &truth, within), proof)
}

fn verdict(agrees: bool, proof: Proof) -> Verdict {
    match (agrees, proof) {
        (_, Proof::Contradicted) => Verdict::NotMarked,
        (true, _) => Verdict::Right,
        (false, Proof::NotShown | Proof::Unavailable) => Verdict::NotMarked,
        (false, _) => Verdict::Wrong,
    }
}

fn agrees(answer: &Answer, truth: &Truth, within: Tolerance) -> bool {
    match (answer, truth) {
        (Answer::Chosen(chosen), Truth::Chosen(right)) => {
            let mut chosen = chosen.clone();
            chosen.sort_unstable();
            chosen.dedup();
            chosen == *right
        }
        (Answer::Number(guess), Truth::Number(key)) => within.accepts(*guess, *key),
        (Answer::Ordered(order), Truth::Ordered(key)) => order == key,
        (Answer::Effect(guess), Truth::Effect(key)) => guess.agrees(key),
        (Answer::Typed(words), Truth::Typed(accepted)) => accepted.iter().any(|a| same_words(a, words)),
        _ => false,
    }
}

/// Whether words fill the gaps of a text, in the order of any of its languages.
fn fills(prompt: &Text, words: &[String]) -> bool {
    prompt.entries().iter().any(|(_, text)| {
        let gaps = cloze::gaps(text);
        let fits = |(gap, word): (&cloze::Gap<'_>, &String)| gap.accept.iter().any(|a| same_words(a, word));
        gaps.len() == words.len() && gaps.iter().zip(words).all(fits)
    })
}

/// Whether two typed answers are the same, whatever their case, spaces and width.
pub fn same_words(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}

fn fold(words: &str) -> String {
    let folded = words.nfkc().flat_map(char::to_lowercase);
    folded.filter(|c| !c.is_whitespace() && *c != '`').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_answers_may_differ_in_case_spaces_and_width() {
        assert!(same_words("epoll_wait", " EPOLL_WAIT "));
        assert!(same_words("이벤트 루프", "이벤트루프"));
        assert!(same_words("read", "ｒｅａｄ"));
        assert!(!same_words("read", "write"));
    }

    #[test]
    fn hangul_typed_as_single_letters_is_the_same_word() {
        assert!(same_words("락", "\u{1105}\u{1161}\u{11a8}"));
    }

    #[test]
    fn gaps_are_filled_in_the_order_of_one_language() {
        let prompt = Text::tagged(vec![
            ("en".into(), "a {{lock|mutex}} and a {{queue}}".into()),
            ("ko".into(), "{{큐}}와 {{락}}".into()),
        ]);
        let fills =
            |words: &[&str]| fills(&prompt, &words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert!(fills(&["Mutex", "queue"]) && fills(&["큐", "락"]));
        assert!(!fills(&["queue", "lock"]) && !fills(&["lock"]) && !fills(&["lock", "락"]));
    }

    #[test]
    fn the_middle_of_the_numbers_is_the_key() {
        let trial = |n: f64, complete| crate::model::Trial {
            complete,
            observations: [("n".to_owned(), Value::Float(n))].into(),
            ..crate::model::Trial::default()
        };
        let evidence = |numbers: &[(f64, bool)]| Evidence {
            experiment: crate::model::Experiment::default(),
            trials: numbers.iter().map(|(n, complete)| trial(*n, *complete)).collect(),
            missing: None,
        };
        for (numbers, wanted) in [
            (&[(3.0, true), (900.0, true), (4.0, true)][..], Some(4.0)),
            (&[(3.0, true), (4.0, true)], Some(3.0)),
            (&[(3.0, false), (4.0, true)], Some(4.0)),
            (&[(3.0, false)], None),
        ] {
            assert_eq!(observed_number(&evidence(numbers), "n"), wanted, "{numbers:?}");
        }
    }

    #[test]
    fn a_verdict_is_withheld_where_the_run_leaves_doubt() {
        for (proof, agrees, disagrees) in [
            (Proof::Proven, Verdict::Right, Verdict::Wrong),
            (Proof::Partly, Verdict::Right, Verdict::Wrong),
            (Proof::NotRun, Verdict::Right, Verdict::Wrong),
            (Proof::NotShown, Verdict::Right, Verdict::NotMarked),
            (Proof::Unavailable, Verdict::Right, Verdict::NotMarked),
            (Proof::Contradicted, Verdict::NotMarked, Verdict::NotMarked),
        ] {
            assert_eq!((verdict(true, proof), verdict(false, proof)), (agrees, disagrees), "{proof:?}");
        }
    }
}
