//! What will be due: day by day, as things stand now.
//!
//! Deliberately missing: cards that are not known yet, and the answers that will move every date.

use crate::model::Day;

/// What will be due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// The days from today on, with how many cards are due; what is overdue is due today.
    pub days: Vec<(Day, u32)>,
    /// How many of those of today were due earlier.
    pub n_overdue: u32,
    /// How many are due later than all these days.
    pub n_later: u32,
}

/// The next so many days, from when cards are due.
pub fn forecast(due: &[(Day, u32)], today: Day, n_days: usize) -> Forecast {
    let days = (0_i32..).take(n_days.max(1)).map(|at| (today.later(at), 0));
    let mut forecast = Forecast { days: days.collect(), ..Forecast::default() };
    for &(day, n) in due {
        if day < today {
            forecast.n_overdue += n;
        }
        let at = usize::try_from(day.max(today).since(today)).unwrap_or(usize::MAX);
        match forecast.days.get_mut(at) {
            Some((_, count)) => *count += n,
            None => forecast.n_later += n,
        }
    }
    forecast
}

impl Forecast {
    /// How many cards are due today.
    pub fn today(&self) -> u32 {
        self.days.first().map_or(0, |(_, n)| *n)
    }

    /// The next day on which something is due, after today.
    pub fn next(&self) -> Option<(Day, u32)> {
        self.days.iter().skip(1).find(|(_, n)| *n > 0).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_overdue_is_due_today_and_what_is_far_off_is_counted() {
        let due = [(7, 2), (9, 1), (10, 4), (12, 3), (13, 5), (900, 6)].map(|(day, n)| (Day(day), n));
        let forecast = forecast(&due, Day(10), 3);
        assert_eq!(forecast.days, [(Day(10), 7), (Day(11), 0), (Day(12), 3)]);
        assert_eq!((forecast.n_overdue, forecast.n_later, forecast.today()), (3, 11, 7));
        assert_eq!(forecast.next(), Some((Day(12), 3)));
    }

    #[test]
    fn where_nothing_is_known_nothing_is_due() {
        let forecast = forecast(&[], Day(i32::MAX), 2);
        assert_eq!((forecast.today(), forecast.next(), forecast.days.len()), (0, None, 2));
    }
}
