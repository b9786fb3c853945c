//! A sitting of reviews: which card comes next, and when a card that was answered comes again within the sitting.
//!
//! Deliberately missing: the clock (it is told the time) and what a day holds (`plan`).

use std::collections::VecDeque;

use super::Tally;
use super::plan::Candidate;
use crate::model::{CardKey, Memory, Phase, Verdict};

/// A sitting goes on with a card that is in its steps up to so many milliseconds before its time, rather than end.
const AHEAD_MS: i64 = 20 * 60_000;

/// A sitting.
#[derive(Clone, Debug, Default)]
pub struct Sitting {
    /// What is still to come, in order.
    queue: VecDeque<CardKey>,
    /// Cards in their steps, with when they are due.
    steps: Vec<(i64, CardKey)>,
    /// What was asked and answered, for going back.
    answered: Vec<(CardKey, Verdict)>,
    n_skipped: usize,
    now: Option<CardKey>,
}

impl Sitting {
    /// A sitting over these cards.
    pub fn new(cards: impl IntoIterator<Item = Candidate>, now_ms: i64) -> Self {
        let mut sitting = Sitting::default();
        sitting.add(cards, now_ms);
        sitting
    }

    /// Takes in more cards, without repeating those that are still to come.
    pub fn add(&mut self, cards: impl IntoIterator<Item = Candidate>, now_ms: i64) {
        for Candidate { key, memory, .. } in cards {
            let is_there = self.queue.contains(&key) || self.steps.iter().any(|(_, known)| *known == key);
            match memory.phase {
                _ if is_there => {}
                Phase::Learning | Phase::Relearning if memory.due_ms > now_ms => {
                    self.steps.push((memory.due_ms, key));
                }
                _ => self.queue.push_back(key),
            }
        }
    }

    /// The next card: one whose step has come, then the queue, then one whose step comes soon; none: the sitting is through.
    pub fn next_card(&mut self, now_ms: i64) -> Option<CardKey> {
        let (steps, queue) = (&mut self.steps, &mut self.queue);
        let soonest = |until_ms: i64, steps: &mut Vec<(i64, CardKey)>| {
            let (at, _) = steps.iter().enumerate().min_by_key(|(_, (due_ms, _))| *due_ms)?;
            (steps[at].0 <= until_ms).then(|| steps.remove(at).1)
        };
        self.now = soonest(now_ms, steps)
            .or_else(|| queue.pop_front())
            .or_else(|| soonest(now_ms.saturating_add(AHEAD_MS), steps));
        self.now.clone()
    }

    /// Notes that the card that came last was answered; `memory` is how it stands now.
    pub fn record(&mut self, verdict: Verdict, memory: Option<&Memory>) {
        let Some(key) = self.now.take() else { return };
        if let Some(memory) =
            memory.filter(|memory| matches!(memory.phase, Phase::Learning | Phase::Relearning))
        {
            self.steps.push((memory.due_ms, key.clone()));
        }
        self.answered.push((key, verdict));
    }

    /// Notes that the card that came last was passed over.
    pub fn skip(&mut self) {
        self.n_skipped += usize::from(self.now.take().is_some());
    }

    /// Has the card that came last come again at once.
    pub fn again(&mut self) {
        self.queue.extend(self.now.take());
        self.queue.rotate_right(usize::from(!self.queue.is_empty()));
    }

    /// Goes back: the answer to this card was taken back, so it comes at once, and after it the card that came last.
    pub fn back(&mut self, key: &CardKey) {
        if let Some(now) = self.now.take() {
            self.queue.push_front(now);
        }
        self.steps.retain(|(_, known)| known != key);
        self.queue.retain(|known| known != key);
        if let Some(at) = self.answered.iter().rposition(|(known, _)| known == key) {
            self.answered.remove(at);
        }
        self.queue.push_front(key.clone());
    }

    /// The number of the card that comes now, from 1, and how many there are as far as is known.
    pub fn place(&self) -> (usize, usize) {
        let done = self.answered.len() + self.n_skipped;
        (done + 1, done + self.queue.len() + self.steps.len() + usize::from(self.now.is_some()))
    }

    /// How it went so far.
    pub fn tally(&self) -> Tally {
        let n_left = self.queue.len() + self.steps.len() + usize::from(self.now.is_some());
        let mut tally = Tally { n_skipped: self.n_skipped, n_left, ..Tally::default() };
        self.answered.iter().for_each(|(_, verdict)| tally.count(Some(*verdict)));
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sitting(names: &str) -> Sitting {
        let candidate = |name: &str| Candidate {
            key: CardKey::new("d", name),
            notes: Vec::new(),
            memory: Memory::default(),
        };
        Sitting::new(names.split(' ').map(candidate), 0)
    }

    fn learning(due_ms: i64) -> Memory {
        Memory { phase: Phase::Learning, due_ms, ..Memory::default() }
    }

    fn next(sitting: &mut Sitting, now_ms: i64) -> Option<String> {
        sitting.next_card(now_ms).map(|key| key.card)
    }

    const MINUTE: i64 = 60_000;

    #[test]
    fn a_wrong_card_comes_back_when_its_time_has_come_or_nothing_else_is_left() {
        let mut sitting = sitting("a b c");
        assert_eq!(next(&mut sitting, 0).as_deref(), Some("a"));
        sitting.record(Verdict::Wrong, Some(&learning(10 * MINUTE)));
        assert_eq!(next(&mut sitting, MINUTE).as_deref(), Some("b"));
        sitting.record(Verdict::Right, None);
        assert_eq!(next(&mut sitting, 11 * MINUTE).as_deref(), Some("a"), "its time has come");
        sitting.record(Verdict::Wrong, Some(&learning(21 * MINUTE)));
        assert_eq!(next(&mut sitting, 12 * MINUTE).as_deref(), Some("c"));
        sitting.record(Verdict::Right, None);
        assert_eq!(next(&mut sitting, 12 * MINUTE).as_deref(), Some("a"), "nothing else is left");
        sitting.record(Verdict::Right, None);
        assert_eq!(next(&mut sitting, 12 * MINUTE), None);
        assert_eq!(sitting.tally(), Tally { n_right: 3, n_wrong: 2, ..Tally::default() });
    }

    #[test]
    fn a_step_of_hours_is_left_for_another_sitting() {
        let mut sitting = sitting("a");
        next(&mut sitting, 0);
        sitting.record(Verdict::Wrong, Some(&learning(180 * MINUTE)));
        assert_eq!(next(&mut sitting, 0), None);
        assert_eq!(sitting.tally().n_left, 1);
    }

    #[test]
    fn going_back_asks_the_card_again_and_counts_its_answer_no_more() {
        let mut sitting = sitting("a b");
        next(&mut sitting, 0);
        sitting.record(Verdict::Wrong, Some(&learning(10 * MINUTE)));
        next(&mut sitting, 0);
        sitting.back(&CardKey::new("d", "a"));
        assert_eq!(sitting.place(), (1, 2));
        assert_eq!(next(&mut sitting, 0).as_deref(), Some("a"));
        sitting.record(Verdict::Right, None);
        assert_eq!(next(&mut sitting, 0).as_deref(), Some("b"));
        sitting.skip();
        assert_eq!(next(&mut sitting, 0), None);
        assert_eq!(sitting.tally(), Tally { n_right: 1, n_skipped: 1, ..Tally::default() });
    }

    #[test]
    fn the_same_card_is_never_twice_to_come() {
        let mut sitting = sitting("a b");
        let more = sitting.clone();
        sitting.add(
            more.queue.iter().map(|key| Candidate {
                key: key.clone(),
                notes: Vec::new(),
                memory: Memory::default(),
            }),
            0,
        );
        assert_eq!(sitting.place().1, 2);
        next(&mut sitting, 0);
        sitting.again();
        assert_eq!(next(&mut sitting, 0).as_deref(), Some("a"));
    }
}
