//! How days went, and what weeks and streaks they make.

use crate::model::{Confidence, Day};

/// Weeks are counted back no further than this: a clock that once was wrong by decades must not fill pages.
const WEEKS_AT_MOST: i32 = 520;

/// How a day went.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayCount {
    /// The day.
    pub day: Day,
    /// Answers.
    pub n: u32,
    /// Right ones.
    pub n_right: u32,
    /// Wrong ones; the others were not marked.
    pub n_wrong: u32,
    /// First answers to a card.
    pub n_new: u32,
    /// Answers to known cards after at least a day.
    pub n_asked: u32,
    /// How many of those were remembered.
    pub n_kept: u32,
    /// The sum of the chances that the schedule saw for those.
    pub recall: f64,
    /// Time taken, in milliseconds.
    pub took_ms: u64,
    /// Marked answers and right ones, by confidence: guess, think so, sure.
    pub by_confidence: [(u32, u32); Confidence::ALL.len()],
}

impl DayCount {
    fn add(&mut self, other: &DayCount) {
        for (ours, theirs) in [
            (&mut self.n, other.n),
            (&mut self.n_right, other.n_right),
            (&mut self.n_wrong, other.n_wrong),
            (&mut self.n_new, other.n_new),
            (&mut self.n_asked, other.n_asked),
            (&mut self.n_kept, other.n_kept),
        ] {
            *ours = ours.saturating_add(theirs);
        }
        self.recall += other.recall;
        self.took_ms = self.took_ms.saturating_add(other.took_ms);
        for (ours, theirs) in self.by_confidence.iter_mut().zip(other.by_confidence) {
            *ours = (ours.0.saturating_add(theirs.0), ours.1.saturating_add(theirs.1));
        }
    }
}

/// Days together; the day of the sum is the latest of them.
pub fn sum<'a>(days: impl IntoIterator<Item = &'a DayCount>) -> DayCount {
    days.into_iter().fold(DayCount::default(), |mut all, day| {
        all.add(day);
        all.day = day.day;
        all
    })
}

/// How many days after a Monday a day is: 0 to 6.
pub fn weekday(day: Day) -> i32 {
    // The first of January 1970 was a Thursday.
    (day.0.rem_euclid(7) + 3) % 7
}

/// How well known cards were remembered in a week.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub from: Day,
    /// Answers to known cards after at least a day.
    pub n_asked: u32,
    /// How many of those were remembered.
    pub n_kept: u32,
    /// The sum of the chances that the schedule saw for those.
    pub recall: f64,
}

impl Week {
    /// The share that was remembered.
    pub fn kept(&self) -> Option<f64> {
        (self.n_asked > 0).then(|| f64::from(self.n_kept) / f64::from(self.n_asked))
    }

    /// The share that the schedule saw coming.
    pub fn foreseen(&self) -> Option<f64> {
        (self.n_asked > 0).then(|| self.recall / f64::from(self.n_asked))
    }
}

/// The weeks from the first in which a known card was asked to this one, also those in which none was.
pub fn weeks(days: &[DayCount], today: Day) -> Vec<Week> {
    let monday = |day: Day| day.later(-weekday(day));
    let this = monday(today);
    let asked = || days.iter().filter(|day| day.n_asked > 0 && day.day <= today);
    let earliest = this.later(-7 * (WEEKS_AT_MOST - 1));
    let Some(first) = asked().map(|day| monday(day.day).max(earliest)).min() else { return Vec::new() };
    let n = usize::try_from(this.since(first) / 7 + 1).unwrap_or(0);
    let mut weeks: Vec<Week> =
        (0_i32..).take(n).map(|at| Week { from: first.later(7 * at), ..Week::default() }).collect();
    for day in asked() {
        let at = usize::try_from(day.day.since(first).div_euclid(7)).ok();
        let Some(week) = at.and_then(|at| weeks.get_mut(at)) else { continue };
        week.n_asked += day.n_asked;
        week.n_kept += day.n_kept;
        week.recall += day.recall;
    }
    weeks
}

/// Days in a row with answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streak {
    /// Up to today, or up to yesterday where nothing was answered today yet.
    pub current: u32,
    /// The longest ever.
    pub longest: u32,
    /// How many days with answers there are.
    pub n_days: u32,
}

/// The streaks of these days, the earliest first; days after today are from a clock that was set back, and are left out.
pub fn streak(days: &[DayCount], today: Day) -> Streak {
    let mut streak = Streak::default();
    let (mut run, mut last) = (0, None);
    for day in days.iter().filter(|day| day.n > 0 && day.day <= today) {
        run = if last.is_some_and(|last: Day| day.day.since(last) == 1) { run + 1 } else { 1 };
        last = Some(day.day);
        streak.n_days += 1;
        streak.longest = streak.longest.max(run);
    }
    streak.current = if last.is_some_and(|last| today.since(last) <= 1) { run } else { 0 };
    streak
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i32, n_asked: u32, n_kept: u32) -> DayCount {
        let recall = 0.9 * f64::from(n_asked);
        DayCount { day: Day(day), n: n_asked.max(1), n_asked, n_kept, recall, ..DayCount::default() }
    }

    #[test]
    fn weeks_begin_on_mondays_and_none_between_is_left_out() {
        // The 5th of January 1970 was a Monday.
        assert_eq!((weekday(Day(4)), weekday(Day(0)), weekday(Day(-1)), weekday(Day(3))), (0, 3, 2, 6));
        let days = [day(3, 2, 1), day(4, 4, 4), day(10, 6, 3), day(18, 0, 0), day(24, 1, 1)];
        let weeks = weeks(&days, Day(24));
        let seen: Vec<_> = weeks.iter().map(|week| (week.from.0, week.n_asked, week.n_kept)).collect();
        assert_eq!(seen, [(-3, 2, 1), (4, 10, 7), (11, 0, 0), (18, 1, 1)]);
        assert_eq!((weeks[1].kept(), weeks[2].kept()), (Some(0.7), None));
        assert!(weeks[1].foreseen().is_some_and(|share| (share - 0.9).abs() < 1e-9));
    }

    #[test]
    fn a_clock_that_was_wrong_by_centuries_fills_no_pages() {
        let weeks = weeks(&[day(i32::MIN, 1, 1), day(20_000, 1, 0), day(i32::MAX, 1, 1)], Day(20_000));
        assert_eq!(weeks.len(), 520);
        assert_eq!(weeks.iter().map(|week| week.n_asked).sum::<u32>(), 1);
    }

    #[test]
    fn a_streak_lives_until_a_whole_day_has_passed_without_an_answer() {
        let days = [1, 2, 3, 7, 8].map(|at| day(at, 1, 1));
        let of = |today: i32| {
            let Streak { current, longest, n_days } = streak(&days, Day(today));
            (current, longest, n_days)
        };
        assert_eq!((of(8), of(9), of(10)), ((2, 3, 5), (2, 3, 5), (0, 3, 5)));
        assert_eq!(of(3), (3, 3, 3), "what lies in the future does not count");
        assert_eq!(streak(&[], Day(0)), Streak::default());
    }

    #[test]
    fn days_are_added_up() {
        let mut second = day(2, 4, 2);
        second.by_confidence[2] = (3, 1);
        second.took_ms = 500;
        let total = sum(&[day(1, 6, 6), second]);
        assert_eq!((total.n, total.n_asked, total.n_kept, total.took_ms), (10, 10, 8, 500));
        assert_eq!((total.day, total.by_confidence[2]), (Day(2), (3, 1)));
    }
}
