//! The schedule, held against the reference scheduler and against what people expect.

use serde_json::Value as Json;

use super::*;

const DAY_MS: i64 = 86_400_000;

/// Noon of a day, in UTC.
fn noon(day: i32) -> Moment {
    Moment { ms: i64::from(day) * DAY_MS + DAY_MS / 2, offset_min: 0 }
}

fn past(day: i32, grade: Grade) -> Past {
    Past { at: noon(day), day: Day(day), grade, was_sure: false }
}

fn rules(change: impl FnOnce(&mut Preferences)) -> Rules {
    let mut preferences = Preferences { fuzz: false, ..Preferences::default() };
    change(&mut preferences);
    Rules::new(&preferences, &[])
}

fn key() -> CardKey {
    CardKey::new("d", "c")
}

fn number(row: &Json, name: &str) -> f64 {
    row[name].as_f64().expect("a number")
}

#[test]
fn the_schedule_is_that_of_the_reference_scheduler() {
    let vectors: Json =
        serde_json::from_str(include_str!("../../tests/fsrs/vectors.json")).expect("the vectors");
    let steps = |p: &mut Preferences| {
        (p.learning_steps_min, p.relearning_steps_min) = (vec![1, 10], vec![10]);
        (p.longest_days, p.day_starts_at) = (36_500, 0);
    };
    let rules = rules(steps);
    let cases = vectors["cases"].as_array().expect("cases");
    assert!(cases.len() > 50);
    for case in cases {
        let mut memory = Memory::default();
        for (i, row) in case["rows"].as_array().expect("rows").iter().enumerate() {
            // Beyond a century the crate stops growing, the reference does not.
            if number(row, "stability") >= 36_500.0 {
                break;
            }
            let at = Moment { ms: row["at_ms"].as_i64().expect("a time"), offset_min: 0 };
            let grade = Grade::ALL[row["grade"].as_u64().expect("a grade") as usize - 1];
            // Full days since the answer before, as the reference counts them.
            let elapsed = if i == 0 { 0 } else { (at.ms - memory.last.ms).div_euclid(DAY_MS) as i32 };
            let day = if i == 0 { at.day(0) } else { memory.last_day.later(elapsed) };
            memory = rules.after(&key(), &memory, &Past { at, day, grade, was_sure: false });
            let place = format!("{} row {i}: {memory:?} {row}", case["name"]);
            assert_eq!(memory.phase.name(), row["phase"], "{place}");
            let near = |ours: f32, theirs: f64| (f64::from(ours) - theirs).abs() <= 1e-3 * theirs.abs();
            assert!(near(memory.stability, number(row, "stability")), "{place}");
            assert!(near(memory.difficulty, number(row, "difficulty")), "{place}");
            let due_ms = row["due_ms"].as_i64().expect("a time");
            match memory.phase {
                Phase::Review => {
                    let days = (due_ms - at.ms) / DAY_MS;
                    let ours = i64::from(memory.due_day.since(memory.last_day));
                    // Rounding of single precision may fall to the other side of a half.
                    assert!((ours - days).abs() <= i64::from(days > 200), "{place}");
                }
                _ => assert_eq!(memory.due_ms, due_ms, "{place}"),
            }
        }
    }
}

#[test]
fn the_published_sequence_has_its_published_intervals() {
    let rules = rules(|p| (p.learning_steps_min, p.longest_days) = (vec![1, 10], 36_500));
    let grades = [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3].map(|grade: usize| Grade::ALL[grade - 1]);
    let (mut memory, mut day, mut intervals) = (Memory::default(), Day(20_000), Vec::new());
    for grade in grades {
        memory = rules.after(&key(), &memory, &past(day.0, grade));
        intervals.push(memory.due_day.since(day));
        day = memory.due_day;
    }
    assert_eq!(intervals, [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
}

#[test]
fn what_was_sure_and_wrong_comes_back_the_next_day_until_it_was_right_on_another() {
    let rules = rules(|_| ());
    let known = rules.fold(&key(), [past(0, Grade::Easy), past(8, Grade::Good)]);
    let wrong = |was_sure| {
        let wrong = Past { was_sure, ..past(30, Grade::Again) };
        let relearnt = rules.after(&key(), &known, &wrong);
        rules.after(&key(), &relearnt, &past(30, Grade::Easy))
    };
    let (sure, unsure) = (wrong(true), wrong(false));
    assert!(sure.hurry && !unsure.hurry);
    assert_eq!(sure.due_day, Day(31));
    assert!(unsure.due_day > Day(31), "{unsure:?}");
    let later = rules.after(&key(), &sure, &past(31, Grade::Good));
    assert!(!later.hurry && later.due_day > Day(32), "{later:?}");
}

#[test]
fn a_clock_that_was_set_back_counts_as_no_time_at_all() {
    let rules = rules(|_| ());
    let memory = rules.fold(&key(), [past(100, Grade::Good), past(40, Grade::Good)]);
    assert!(memory.due_day > Day(40) && memory.stability.is_finite(), "{memory:?}");
    assert_eq!(rules.recall(&memory, Day(3)), Some(1.0));
}

#[test]
fn steps_end_in_days_and_an_easy_one_skips_them() {
    let rules = rules(|p| p.learning_steps_min = vec![1, 10]);
    let after = |grades: &[Grade]| rules.fold(&key(), grades.iter().map(|grade| past(0, *grade)));
    let minutes = |memory: &Memory| (memory.due_ms - noon(0).ms) / 60_000;
    let again = after(&[Grade::Again]);
    assert_eq!((again.phase, minutes(&again)), (Phase::Learning, 1));
    let hard = after(&[Grade::Hard]);
    assert_eq!((hard.phase, minutes(&hard)), (Phase::Learning, 5));
    assert_eq!(minutes(&after(&[Grade::Good])), 10);
    assert_eq!(after(&[Grade::Good, Grade::Good]).phase, Phase::Review);
    assert_eq!(after(&[Grade::Easy]).phase, Phase::Review);
    assert!(after(&[Grade::Easy]).due_day > Day(0));
}

#[test]
fn without_steps_a_wrong_answer_comes_back_the_next_day() {
    let rules = rules(|p| (p.learning_steps_min, p.relearning_steps_min) = (Vec::new(), Vec::new()));
    let memory = rules.fold(&key(), [past(0, Grade::Again)]);
    assert_eq!((memory.phase, memory.due_day), (Phase::Review, Day(1)));
}

#[test]
fn a_step_that_ends_after_the_night_is_due_on_the_next_day() {
    let rules = rules(|p| p.learning_steps_min = vec![20 * 60]);
    assert_eq!(rules.fold(&key(), [past(0, Grade::Again)]).due_day, Day(1));
}

#[test]
fn fuzz_is_the_same_for_the_same_answer_stays_near_and_parts_cards() {
    let fuzzy = rules(|p| p.fuzz = true);
    let plain = rules(|_| ());
    let answers = || [past(0, Grade::Easy), past(8, Grade::Good), past(40, Grade::Good)];
    let due = |rules: &Rules, card: usize| {
        rules.fold(&CardKey::new("d", card.to_string()), answers()).due_day.since(Day(40))
    };
    let middle = due(&plain, 0);
    let days: std::collections::BTreeSet<i32> = (0..200).map(|card| due(&fuzzy, card)).collect();
    assert!(days.len() > 3, "{days:?}");
    assert!(days.iter().all(|day| (day - middle).abs() <= 2 + middle / 10), "{middle}: {days:?}");
    assert!((0..200).all(|card| due(&fuzzy, card) == due(&fuzzy, card)));
}

#[test]
fn weights_that_are_no_numbers_are_as_none() {
    let broken = Rules::new(&Preferences::default(), &[f32::NAN; 21]);
    assert_eq!(broken.fingerprint(), Rules::new(&Preferences::default(), &[]).fingerprint());
    let short = Rules::new(&Preferences::default(), &[1.0, 2.0]);
    assert_eq!(short.fingerprint(), broken.fingerprint());
}
