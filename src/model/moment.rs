//! Time as a learner lives it: moments with the offset of their place, and days that begin in the night.
//!
//! Deliberately missing: the clock and the calendar. Whoever wants to know the time is told it.

/// A moment, with what a clock on the wall was ahead of UTC then and there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since the first of January 1970, UTC.
    pub ms: i64,
    /// Minutes that local time is ahead of UTC.
    pub offset_min: i32,
}

/// A day of the learner's, counted from the first of January 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Moment {
    /// The day this moment belongs to, where days begin `starts_at` hours after midnight: who studies past midnight studies today.
    pub fn day(self, starts_at: u8) -> Day {
        let local_min = self.ms.div_euclid(60_000) + i64::from(self.offset_min);
        let day = (local_min - i64::from(starts_at) * 60).div_euclid(24 * 60);
        Day(i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX }))
    }

    /// The moment so many milliseconds later, in the same place.
    pub fn later(self, ms: i64) -> Moment {
        Moment { ms: self.ms.saturating_add(ms), ..self }
    }
}

impl Day {
    /// The day so many days later.
    pub fn later(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// How many days later this day is than `earlier`; negative where it is the earlier one.
    pub fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn a_night_belongs_to_the_evening_before_it() {
        let seoul = |hour: i64| Moment { ms: (hour - 9) * HOUR, offset_min: 9 * 60 };
        assert_eq!(seoul(23).day(4), Day(0));
        assert_eq!(seoul(24 + 3).day(4), Day(0));
        assert_eq!(seoul(24 + 4).day(4), Day(1));
        assert_eq!(seoul(24).day(0), Day(1));
        assert_eq!(Moment { ms: -1, offset_min: 0 }.day(0), Day(-1));
    }

    #[test]
    fn the_same_moment_may_be_another_day_elsewhere() {
        let noon = 12 * HOUR;
        assert_eq!(Moment { ms: noon, offset_min: -9 * 60 }.day(4), Day(-1));
        assert_eq!(Moment { ms: noon, offset_min: 14 * 60 }.day(0), Day(1));
    }
}
