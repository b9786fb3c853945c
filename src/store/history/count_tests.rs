//! What is counted, held against what the tallies and the cards say themselves.

use super::*;
use crate::model::{Deed, Entry, Grade, Moment, Occasion, Preferences, Proof, Review, RunNote, Verdict};
use crate::study::Rules;

const DAY_MS: i64 = 86_400_000;

fn history() -> History {
    let rules = Rules::new(&Preferences { fuzz: false, ..Preferences::default() }, &[]);
    History::in_memory(rules).expect("a history")
}

/// An answer at noon of a day; the belief is shown where it is wrong.
fn answer(history: &mut History, key: &CardKey, day: i32, minute: i64, grade: Grade, sure: bool) -> Entry {
    let known = history.known(key).expect("read").map(|known| known.memory).unwrap_or_default();
    let is_wrong = grade == Grade::Again;
    let review = Review {
        meaning: String::new(),
        kind: "choice".into(),
        answer: "a".into(),
        verdict: if is_wrong { Verdict::Wrong } else { Verdict::Right },
        grade: Some(grade),
        confidence: Some(if sure { Confidence::Sure } else { Confidence::Guess }),
        hints: 0,
        took_ms: 4_000,
        beliefs: if is_wrong { vec![format!("b-{}", key.card)] } else { Vec::new() },
        occasion: Occasion::Review,
        day: Day(day),
        phase: known.phase,
        elapsed_days: (known.phase != Phase::New).then(|| Day(day).since(known.last_day)),
        recall: history.rules().recall(&known, Day(day)),
    };
    let at = Moment { ms: i64::from(day) * DAY_MS + DAY_MS / 2 + minute * 60_000, offset_min: 0 };
    let entry = history.entry(at, key.clone(), Deed::Answered(Box::new(review))).expect("an entry");
    history.append(&entry).expect("it is written");
    entry
}

/// Three cards in two decks over some days, with an undone answer, a run and a suspended card.
fn lived() -> History {
    let mut history = history();
    let [a, b, c] = [("d", "a"), ("d", "b"), ("e", "c")].map(|(deck, card)| CardKey::new(deck, card));
    answer(&mut history, &a, 100, 0, Grade::Easy, true);
    answer(&mut history, &b, 100, 1, Grade::Good, false);
    answer(&mut history, &c, 101, 2, Grade::Again, true);
    answer(&mut history, &b, 102, 3, Grade::Good, true);
    let wrong = answer(&mut history, &b, 105, 4, Grade::Again, true);
    let undone = answer(&mut history, &a, 106, 5, Grade::Again, true);
    answer(&mut history, &a, 109, 6, Grade::Good, false);
    for (about, deed) in [
        (&undone, Deed::Undone(undone.uid.clone())),
        (
            &wrong,
            Deed::Ran(Box::new(RunNote {
                review: wrong.uid.clone(),
                demo: "d".into(),
                verdict: Verdict::Wrong,
                grade: Some(Grade::Again),
                proof: Proof::Proven,
                n_trials: 1,
                observed: Vec::new(),
                refuted: vec!["b-b".into()],
            })),
        ),
        (&wrong, Deed::Suspended),
    ] {
        let entry = history.entry(about.at.later(1), about.key.clone(), deed).expect("an entry");
        history.append(&entry).expect("it is written");
    }
    history
}

fn cards(history: &History, deck: &str) -> Scope {
    let known = history.all_known().expect("cards").into_iter().map(|known| known.key);
    Scope::Cards(known.filter(|key| key.deck == deck).collect())
}

#[test]
fn counting_the_log_gives_what_the_tallies_say() {
    let history = lived();
    for deck in ["d", "e", "nobody's"] {
        let by_tally = history.days(&Scope::Decks(vec![deck.into()])).expect("days");
        assert_eq!(history.days(&cards(&history, deck)).expect("days"), by_tally, "{deck}");
    }
    let Scope::Cards(mut many) = cards(&history, "d") else { panic!("cards") };
    many.extend((0..=MANY).map(|n| CardKey::new("nobody's", n.to_string())));
    let by_tally = history.days(&Scope::Decks(vec!["d".into()])).expect("days");
    assert_eq!(history.days(&Scope::Cards(many)).expect("days"), by_tally, "many are counted another way");
    let all = history.days(&Scope::All).expect("days");
    let seen: Vec<_> = all.iter().map(|day| (day.day.0, day.n, day.n_new, day.n_asked, day.n_kept)).collect();
    assert_eq!(
        seen,
        [(100, 2, 2, 0, 0), (101, 1, 1, 0, 0), (102, 1, 0, 1, 1), (105, 1, 0, 1, 0), (109, 1, 0, 0, 0)]
    );
    assert_eq!(
        (all[0].by_confidence, all[3].by_confidence),
        ([(1, 1), (0, 0), (1, 1)], [(0, 0), (0, 0), (1, 0)])
    );
    let tenths = history.foreseen_by_tenths(&Scope::All).expect("tenths");
    let of_d = history.foreseen_by_tenths(&cards(&history, "d")).expect("tenths");
    assert_eq!(
        tenths.iter().map(|t| (t.n, t.n_true)).collect::<Vec<_>>(),
        of_d.iter().map(|t| (t.n, t.n_true)).collect::<Vec<_>>()
    );
    assert_eq!(tenths.iter().map(|tenth| tenth.n).sum::<u32>(), 2);
}

#[test]
fn decks_and_cards_stand_alike_and_what_is_suspended_is_not_due() {
    let history = lived();
    let far = Day(9_000);
    let Stand { decks, due } = history.standings(&Scope::All, far, &|_| true).expect("decks");
    let [d, e] = decks.as_slice() else { panic!("{decks:?}") };
    assert_eq!((d.name.as_str(), d.n_known, d.n_learning, d.n_suspended, d.n_due), ("d", 1, 1, 1, 1));
    assert_eq!((d.n_answers, d.n_right, e.n_due, e.n_learning), (5, 4, 1, 1));
    let mut again = Standing { name: "d".into(), ..Standing::default() };
    for card in history.counted(&Scope::Decks(vec!["d".into()]), far).expect("cards") {
        again.add(&card.memory, card.is_due, card.is_suspended);
    }
    assert!((again.stability - d.stability).abs() < 1e-3);
    assert_eq!(Standing { stability: d.stability, ..again }, *d);
    assert_eq!(due.iter().map(|(_, n)| n).sum::<u32>(), 2);
    assert_eq!(due[0], (Day(101), 1));
    let without_e = history.standings(&Scope::All, far, &|deck| deck == "d").expect("decks");
    assert_eq!((without_e.due.len(), without_e.decks[1].n_due), (1, 0), "nobody can ask them");
}

#[test]
fn what_an_answer_showed_is_found_with_what_came_of_it() {
    let mut history = lived();
    let shown = |history: &History, scope: &Scope| {
        let shown = history.showings(scope).expect("showings").into_iter();
        shown.map(|s| (s.belief, s.day.0, s.was_sure, s.refuted, s.mended)).collect::<Vec<_>>()
    };
    let (b, c) = (("b-b".to_owned(), 105, true, true, false), ("b-c".to_owned(), 101, true, false, false));
    assert_eq!(shown(&history, &Scope::All), [b.clone(), c], "the undone answer showed nothing");
    assert_eq!(shown(&history, &Scope::Decks(vec!["d".into()])), std::slice::from_ref(&b));
    answer(&mut history, &CardKey::new("d", "b"), 110, 0, Grade::Good, false);
    assert_eq!(shown(&history, &cards(&history, "d")), [(b.0, b.1, b.2, b.3, true)]);
}
