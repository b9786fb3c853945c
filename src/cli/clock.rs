//! The clock: the one place that asks what time it is where the learner is.
//!
//! `--now` sets it, for whoever wants to see what tomorrow brings; it runs on from there.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};

use super::settings::variable;
use crate::flow;
use crate::model::Moment;

/// A clock that shows the system's time, or runs on from a time that was told.
pub(crate) struct Clock {
    told: Option<Timestamp>,
    zone: TimeZone,
    start: Instant,
}

impl Clock {
    /// The clock of this machine; `told` is a moment as in `2026-11-28T21:00:00+09:00[Asia/Seoul]` or `2026-11-28T12:00:00Z`.
    pub(crate) fn new(told: Option<&str>) -> Self {
        let zoned: Option<ZonedDateTime> = told.and_then(|words| words.parse().ok());
        let stamp = told.and_then(|words| words.parse::<Timestamp>().ok());
        let zone = zoned.as_ref().map_or_else(TimeZone::system, |zoned| zoned.time_zone().clone());
        Clock { told: zoned.map(|zoned| zoned.timestamp()).or(stamp), zone, start: Instant::now() }
    }
}

impl flow::Clock for Clock {
    fn now(&self) -> Moment {
        let stamp = match self.told {
            Some(told) => told.checked_add(self.start.elapsed()).unwrap_or(told),
            None => Timestamp::now(),
        };
        let offset = self.zone.to_offset(stamp).seconds() / 60;
        Moment { ms: stamp.as_millisecond(), offset_min: offset }
    }

    fn ticks_ms(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// The day by the clock of the machine, in UTC, as in `2026-11-20`.
pub(super) fn today() -> String {
    jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date().to_string()
}

#[expect(clippy::disallowed_methods, reason = "evidence is kept with its date")]
pub(super) fn now_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// The time, or what `SOURCE_DATE_EPOCH` says it is, so that the same decks can give the same bytes.
#[expect(clippy::disallowed_methods, reason = "this is the place that asks the clock")]
pub(super) fn now() -> u64 {
    let told = variable("SOURCE_DATE_EPOCH").and_then(|seconds| seconds.parse().ok());
    told.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a sitting is shuffled differently each time, unless a seed is given"
)]
pub(super) fn seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.as_secs() ^ u64::from(now.subsec_nanos()).rotate_left(32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flow::Clock as _;

    #[test]
    fn a_told_time_is_shown_with_the_offset_of_its_place_and_runs_on() {
        let clock = Clock::new(Some("2026-11-28T21:00:00+09:00[Asia/Seoul]"));
        let (first, second) = (clock.now(), clock.now());
        assert_eq!(first.offset_min, 540);
        assert!((1_795_867_200_000..1_795_867_260_000).contains(&first.ms), "{first:?}");
        assert!(second.ms >= first.ms);
    }

    #[test]
    fn summer_and_winter_have_their_own_offsets() {
        let offset = |words| Clock::new(Some(words)).now().offset_min;
        assert_eq!(offset("2026-07-01T12:00:00[Europe/Berlin]"), 120);
        assert_eq!(offset("2026-12-01T12:00:00[Europe/Berlin]"), 60);
    }
}
