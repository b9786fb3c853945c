//! A made-up learner: how a year or three of answers to many cards may look, always the same for the same sizes.
//!
//! Every card begins on some day, comes back when the schedule says so or a little later, and is remembered with the chance
//! that the schedule sees; where the days would not be enough for all its answers it comes back sooner. Half of the wrong answers
//! show a misconception, and a third of those are followed by a run that refutes it.

use serde_json::json;
use ttl::model::{
    CardKey, Confidence, Day, Deed, Entry, Grade, Memory, Moment, Occasion, Phase, Proof, Review, RunNote,
    Verdict,
};
use ttl::study::{Past, Rules};

/// The day on which everything is measured; the answers are from before.
pub const TODAY: Day = Day(21_000);

/// So many days before it the learner began.
const DAYS: i32 = 1_000;

const DAY_MS: i64 = 86_400_000;

/// How many cards and answers there are, and how many of the cards are in a deck.
#[derive(Clone, Copy)]
pub struct Size {
    pub n_cards: usize,
    pub n_reviews: usize,
    pub per_deck: usize,
}

impl Size {
    pub fn key(&self, card: usize) -> CardKey {
        CardKey::new(format!("deck-{:03}", card / self.per_deck), format!("card-{card:06}"))
    }

    pub fn n_decks(&self) -> usize {
        self.n_cards.div_ceil(self.per_deck)
    }
}

/// One answer, without its words.
#[derive(Clone)]
struct Step {
    at: Moment,
    card: usize,
    day: Day,
    grade: Grade,
    confidence: Confidence,
    before: Memory,
    chance: u64,
}

/// Every entry of the log, the earliest first.
pub fn entries(size: Size, rules: &Rules) -> impl Iterator<Item = Entry> {
    let mut rng = fastrand::Rng::with_seed(11);
    let mut steps = Vec::with_capacity(size.n_reviews);
    for card in 0..size.n_cards {
        // The first cards have the answers that are left over.
        let n = size.n_reviews / size.n_cards + usize::from(card < size.n_reviews % size.n_cards);
        answer(size.key(card), card, n, rules, &mut rng, &mut steps);
    }
    steps.sort_by_key(|step| (step.at.ms, step.card));
    steps.into_iter().flat_map(move |step| {
        let answered = entry(size, &step, rules);
        let run = refuted(&answered, &step);
        [Some(answered), run].into_iter().flatten()
    })
}

fn answer(
    key: CardKey,
    card: usize,
    n: usize,
    rules: &Rules,
    rng: &mut fastrand::Rng,
    steps: &mut Vec<Step>,
) {
    let mut day = TODAY.later(-rng.i32(DAYS / 2..DAYS));
    let end = TODAY.later(-rng.i32(1..DAYS / 3));
    let mut memory = Memory::default();
    let mut at =
        Moment { ms: i64::from(day.0) * DAY_MS + DAY_MS / 2 + rng.i64(0..DAY_MS / 4), offset_min: 0 };
    for left in (0..n).rev() {
        let is_kept = rng.f64() < rules.recall(&memory, day).unwrap_or(0.7);
        let grade = match (is_kept, rng.u8(..10)) {
            (false, _) => Grade::Again,
            (true, 0..2) => Grade::Hard,
            (true, 2..8) => Grade::Good,
            (true, _) => Grade::Easy,
        };
        let confidence = Confidence::ALL[rng.usize(..3)];
        let before = memory.clone();
        memory =
            rules.after(&key, &before, &Past { at, day, grade, was_sure: confidence == Confidence::Sure });
        steps.push(Step { at, card, day, grade, confidence, before, chance: rng.u64(..) });
        if memory.due_ms > 0 && memory.due_day == day {
            at = Moment { ms: memory.due_ms + rng.i64(0..60_000), offset_min: 0 };
            continue;
        }
        let latest = day.later((end.since(day) / (left as i32 + 1)).max(1));
        day = memory.due_day.later(rng.i32(0..3)).min(latest);
        at.ms = i64::from(day.0) * DAY_MS + DAY_MS / 2 + rng.i64(0..DAY_MS / 4);
    }
}

fn uid(at: Moment, chance: u64) -> String {
    format!("{:012x}{:020x}", at.ms, u128::from(chance))
}

fn entry(size: Size, step: &Step, rules: &Rules) -> Entry {
    let Step { at, card, day, grade, confidence, before, chance } = step;
    let is_wrong = *grade == Grade::Again;
    let review = Review {
        meaning: format!("{:016x}", *card as u64 * 0x9e37_79b9_7f4a_7c15),
        kind: if card.is_multiple_of(2) { "choice" } else { "flash" }.into(),
        answer: ["before", "after", "at-once"][(chance % 3) as usize].into(),
        verdict: if is_wrong { Verdict::Wrong } else { Verdict::Right },
        grade: Some(*grade),
        confidence: Some(*confidence),
        hints: 0,
        took_ms: 2_000 + chance % 20_000,
        beliefs: (is_wrong && chance % 2 == 0)
            .then(|| format!("belief-{:03}", card % 300))
            .into_iter()
            .collect(),
        occasion: Occasion::Review,
        day: *day,
        phase: before.phase,
        elapsed_days: (before.phase != Phase::New).then(|| day.since(before.last_day)),
        recall: rules.recall(before, *day),
    };
    Entry { uid: uid(*at, *chance), at: *at, key: size.key(*card), deed: Deed::Answered(Box::new(review)) }
}

/// The run after an answer, where there was one.
fn refuted(answered: &Entry, step: &Step) -> Option<Entry> {
    let Deed::Answered(review) = &answered.deed else { return None };
    if review.beliefs.is_empty() || !step.chance.is_multiple_of(3) {
        return None;
    }
    let run = RunNote {
        review: answered.uid.clone(),
        demo: "gather-overlap".into(),
        verdict: review.verdict,
        grade: review.grade,
        proof: Proof::Proven,
        n_trials: 1,
        observed: vec![("gather.threads".into(), "1".into())],
        refuted: review.beliefs.clone(),
    };
    let at = answered.at.later(4_000);
    let deed = Deed::Ran(Box::new(run));
    Some(Entry { uid: uid(at, !step.chance), at, key: answered.key.clone(), deed })
}

/// An entry as a line of an exported log.
pub fn line(entry: &Entry) -> String {
    let mut line = json!({
        "uid": entry.uid, "at_ms": entry.at.ms, "offset_min": entry.at.offset_min,
        "deck": entry.key.deck, "card": entry.key.card,
    });
    let more = match &entry.deed {
        Deed::Answered(review) => json!({
            "what": "answered", "kind": review.kind, "meaning": review.meaning, "answer": review.answer,
            "verdict": if review.verdict == Verdict::Right { "right" } else { "wrong" },
            "grade": review.grade.map(Grade::name), "confidence": review.confidence.map(Confidence::name),
            "took_ms": review.took_ms, "beliefs": review.beliefs, "occasion": "review", "day": review.day.0,
            "phase": review.phase.name(), "elapsed_days": review.elapsed_days, "recall": review.recall,
        }),
        Deed::Ran(run) => json!({
            "what": "ran", "about": run.review, "demo": run.demo, "verdict": "wrong",
            "grade": run.grade.map(Grade::name), "proof": "proven", "n_trials": run.n_trials,
            "observed": run.observed, "refuted": run.refuted,
        }),
        other => panic!("{other:?} is not made up"),
    };
    for (key, value) in more.as_object().expect("an object") {
        line[key] = value.clone();
    }
    line.to_string()
}
