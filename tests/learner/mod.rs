//! A learner who does not exist: answers over many days, with forgetting, confidence, wrong ideas and runs that refute them.
//!
//! The same seed gives the same life. What is remembered follows the curve of FSRS, but not with the parameters of the schedule, so that
//! what was foreseen and what came differ a little, as they do with people. Nothing here asks a clock.
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::collections::BTreeMap;
use std::path::Path;

use ttl::deck::read_deck;
use ttl::model::{
    Body, Card, CardKey, Confidence, Day, Deck, Deed, Entry, Grade, Memory, Moment, Occasion, Phase,
    Preferences, Proof, Review, RunNote, Source, SourceId, Verdict,
};
use ttl::store::History;
use ttl::study::{Past, Rules};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// What somebody is like.
#[derive(Clone, Debug)]
pub struct Learner {
    /// What chance is drawn from.
    pub seed: u64,
    /// New cards a day.
    pub new_per_day: usize,
    /// Answers to cards that are due, at most so many a day.
    pub due_per_day: usize,
    /// How much longer something is remembered than the schedule believes.
    pub memory: f32,
    /// The chance that a card is known at first sight.
    pub insight: f32,
    /// How often somebody is sure of what is wrong.
    pub boldness: f32,
    /// The chance that nothing is learnt on a day.
    pub idleness: f32,
    /// Minutes that local time is ahead of UTC.
    pub offset_min: i32,
}

impl Default for Learner {
    fn default() -> Self {
        Learner {
            seed: 7,
            new_per_day: 2,
            due_per_day: 60,
            memory: 0.9,
            insight: 0.6,
            boldness: 0.25,
            idleness: 0.15,
            offset_min: 540,
        }
    }
}

/// A life being lived.
struct Life<'a> {
    learner: &'a Learner,
    rng: fastrand::Rng,
    rules: Rules,
    memories: BTreeMap<CardKey, Memory>,
    entries: Vec<Entry>,
    now: Moment,
}

impl Learner {
    /// Everything that happens to somebody with these decks, from a day on, over so many days; the earliest first.
    pub fn live(&self, decks: &[Deck], from: Day, n_days: i32) -> Vec<Entry> {
        let cards: Vec<(CardKey, &Card)> = decks
            .iter()
            .flat_map(|deck| deck.cards.iter().map(|card| (CardKey::new(&deck.id, &card.id), card)))
            .collect();
        let by_key: BTreeMap<&CardKey, &Card> = cards.iter().map(|(key, card)| (key, *card)).collect();
        let mut life = Life {
            learner: self,
            rng: fastrand::Rng::with_seed(self.seed),
            rules: Rules::new(&Preferences::default(), &[]),
            memories: BTreeMap::new(),
            entries: Vec::new(),
            now: Moment::default(),
        };
        let mut unseen = cards.iter();
        for at in 0..n_days {
            let day = from.later(at);
            if life.rng.f32() < self.idleness {
                continue;
            }
            // Nine in the evening.
            let ms = i64::from(day.0) * DAY_MS + (21 * 60 - i64::from(self.offset_min)) * MINUTE_MS;
            life.now = Moment { ms, offset_min: self.offset_min };
            for key in life.due(day).into_iter().take(self.due_per_day) {
                life.sit(&key, by_key[&key], day);
            }
            for (key, card) in unseen.by_ref().take(self.new_per_day) {
                life.sit(key, card, day);
            }
        }
        life.entries
    }
}

impl Life<'_> {
    /// What is due, the longest due first.
    fn due(&self, day: Day) -> Vec<CardKey> {
        let due = self.memories.iter().filter(|(_, memory)| memory.due_day <= day);
        let mut due: Vec<_> = due.map(|(key, memory)| (memory.due_day, key.clone())).collect();
        due.sort();
        due.into_iter().map(|(_, key)| key).collect()
    }

    /// Answers a card, and again within the sitting until it is right; sometimes there is no time for that.
    fn sit(&mut self, key: &CardKey, card: &Card, day: Day) {
        for attempt in 0..3 {
            let is_right = self.answer(key, card, day, attempt);
            if is_right || self.rng.f32() < 0.4 {
                break;
            }
            self.now = self.now.later(10 * MINUTE_MS);
        }
    }

    fn answer(&mut self, key: &CardKey, card: &Card, day: Day, attempt: u32) -> bool {
        let memory = self.memories.get(key).cloned().unwrap_or_default();
        let foreseen = self.rules.recall(&memory, day);
        let chance = match foreseen {
            None => self.learner.insight,
            Some(_) if attempt > 0 => 0.8,
            // What is remembered longer has forgotten less: the curve is stretched.
            Some(_) => {
                let stretched =
                    Memory { stability: memory.stability * self.learner.memory, ..memory.clone() };
                self.rules.recall(&stretched, day).unwrap_or(0.5) as f32
            }
        };
        let is_right = self.rng.f32() < chance;
        let confidence = self.confidence(is_right);
        let wrong = wrong_choice(card, &mut self.rng);
        let grade = match (is_right, confidence) {
            (false, _) => Grade::Again,
            (true, Confidence::Guess) => Grade::Hard,
            (true, Confidence::ThinkSo) => Grade::Good,
            (true, Confidence::Sure) => {
                if self.rng.bool() {
                    Grade::Easy
                } else {
                    Grade::Good
                }
            }
        };
        let took_ms = self.rng.u64(3_000..25_000);
        let beliefs: Vec<String> = wrong.clone().filter(|_| !is_right).into_iter().collect();
        let review = Review {
            meaning: "m".into(),
            kind: card.body.kind().into(),
            answer: if is_right { "right" } else { "wrong" }.into(),
            verdict: if is_right { Verdict::Right } else { Verdict::Wrong },
            grade: Some(grade),
            confidence: Some(confidence),
            hints: 0,
            took_ms,
            beliefs: beliefs.clone(),
            occasion: Occasion::Review,
            day,
            phase: memory.phase,
            elapsed_days: (memory.phase != Phase::New).then(|| day.since(memory.last_day)),
            recall: foreseen,
        };
        self.now = self.now.later(i64::try_from(took_ms).unwrap_or(0) + 5_000);
        let answered = self.note(key, Deed::Answered(Box::new(review)));
        if !is_right && self.rng.f32() < 0.6 {
            let run = run_of(&answered, beliefs);
            self.now = self.now.later(4_000);
            self.note(key, Deed::Ran(Box::new(run)));
        }
        let was_sure = confidence == Confidence::Sure;
        let after = self.rules.after(key, &memory, &Past { at: self.now, day, grade, was_sure });
        self.memories.insert(key.clone(), after);
        is_right
    }

    /// How sure somebody is who is right, or not.
    fn confidence(&mut self, is_right: bool) -> Confidence {
        let sure = if is_right { 0.55 } else { self.learner.boldness };
        let guess = if is_right { 0.07 } else { 0.4 };
        match self.rng.f32() {
            x if x < sure => Confidence::Sure,
            x if x < sure + guess => Confidence::Guess,
            _ => Confidence::ThinkSo,
        }
    }

    fn note(&mut self, key: &CardKey, deed: Deed) -> String {
        let uid = format!("{:012x}{:08x}", self.now.ms, self.entries.len());
        self.entries.push(Entry { uid: uid.clone(), at: self.now, key: key.clone(), deed });
        uid
    }
}

/// The misconception of a wrong option, if the card names one.
fn wrong_choice(card: &Card, rng: &mut fastrand::Rng) -> Option<String> {
    let (Body::Choice(choices) | Body::Multi(choices)) = &card.body else { return None };
    let wrong: Vec<_> = choices.iter().filter(|choice| !choice.correct).collect();
    rng.choice(wrong)?.belief.clone()
}

fn run_of(review: &str, refuted: Vec<String>) -> RunNote {
    RunNote {
        review: review.into(),
        demo: "gather-overlap".into(),
        verdict: Verdict::Wrong,
        grade: Some(Grade::Again),
        proof: Proof::Proven,
        n_trials: 1,
        observed: Vec::new(),
        refuted,
    }
}

/// Writes entries into a history in a file, all at once.
pub fn write(entries: &[Entry], path: &Path) {
    let rules = Rules::new(&Preferences::default(), &[]);
    let mut memory = History::in_memory(rules.clone()).expect("a history");
    for entry in entries {
        memory.append(entry).expect("it is written");
    }
    let mut lines = Vec::new();
    memory.export(&mut lines).expect("lines");
    let mut history = History::open(path, |_| rules).expect("a history");
    history.import("learner", &mut lines.as_slice()).expect("lines");
}

/// The deck in a text.
pub fn deck(text: &str) -> Deck {
    let (deck, problems) =
        read_deck(&Source { name: "deck.toml".into(), text: text.to_owned() }, SourceId(0));
    assert!(problems.iter().all(|problem| problem.severity() != ttl::model::Severity::Error), "{problems:?}");
    deck.expect("a deck")
}

/// The text of a deck of choice cards that share a few misconceptions, in both languages.
pub fn deck_text(id: &str, n_cards: usize) -> String {
    let mut text = format!("[deck]\nid = \"{id}\"\ntitle = {{ en = \"The deck {id}\", ko = \"덱 {id}\" }}\n");
    for n in 1..=n_cards {
        let belief = ["waits-add-up", "threads-are-free", "locks-order-threads", "reads-are-safe"][n % 4];
        let tag = ["waiting", "threads", "memory"][n % 3];
        text.push_str(&format!(
            r#"
[[card]]
id = "{id}-{n}"
kind = "choice"
tags = ["{tag}"]
prompt = {{ en = "Question {n}?", ko = "질문 {n}?" }}
[[card.choice]]
id = "right"
text = {{ en = "what the run shows", ko = "실행이 보여 주는 것" }}
correct = true
[[card.choice]]
id = "wrong"
text = {{ en = "what many believe of question {n}", ko = "질문 {n}에 대해 흔히 믿는 것" }}
belief = "{belief}"
why = {{ en = "Whoever picks this believes that nothing else happens meanwhile. The run shows otherwise.", ko = "그동안 다른 일은 일어나지 않는다는 믿음입니다. 실행에서는 그렇지 않습니다." }}
"#
        ));
    }
    text
}
