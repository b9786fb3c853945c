//! Days of the learner's as dates of the calendar.
//!
//! Deliberately missing: today, which is told, and times of day.

use jiff::Span;
use jiff::civil::Date;

use super::words::{pick, say};
use crate::model::{Day, Lang};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const WEEKDAYS: [(&str, &str); 7] =
    [("Mon", "월"), ("Tue", "화"), ("Wed", "수"), ("Thu", "목"), ("Fri", "금"), ("Sat", "토"), ("Sun", "일")];

/// The date of a day; one that no calendar knows becomes the first of January 1970.
pub(super) fn date(day: Day) -> Date {
    let first = jiff::civil::date(1970, 1, 1);
    // Days beyond the years that people write come from a clock that was wrong.
    let days = i64::from(day.0.clamp(-365_000, 2_900_000));
    first.checked_add(Span::new().days(days)).unwrap_or(first)
}

/// As in `2026-11-28`, for programs.
pub(super) fn iso(day: Day) -> String {
    date(day).to_string()
}

/// The month alone.
pub(super) fn month(day: Day, lang: Lang) -> String {
    let number = date(day).month();
    let name = usize::try_from(number - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    match lang {
        Lang::En => name.to_owned(),
        Lang::Ko => format!("{number}월"),
    }
}

/// The day of the month.
pub(super) fn of_month(day: Day) -> i8 {
    date(day).day()
}

/// The weekday that is so many days after Monday.
pub(super) fn weekday(after_monday: i32, lang: Lang) -> &'static str {
    let at = usize::try_from(after_monday.rem_euclid(7)).unwrap_or(0);
    let (en, ko) = WEEKDAYS[at];
    pick(lang, en, ko)
}

/// Month and day, and the year where it is another one than today's.
pub(super) fn near(day: Day, today: Day, lang: Lang) -> String {
    let (date, now) = (date(day), date(today));
    let (month, number, year) = (month(day, lang), date.day(), date.year());
    match date.year() == now.year() {
        true => say!(lang, "{month} {number}", "{month} {number}일"),
        false => say!(lang, "{month} {number}, {year}", "{year}년 {month} {number}일"),
    }
}

/// Weekday, day, month and year.
pub(super) fn whole(day: Day, lang: Lang) -> String {
    let (month, number, year) = (month(day, lang), of_month(day), date(day).year());
    let weekday = weekday(crate::study::progress::weekday(day), lang);
    say!(lang, "{weekday}, {month} {number}, {year}", "{year}년 {month} {number}일 ({weekday})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates_in_both_languages() {
        let (day, other_year) = (Day(20_785), Day(20_300));
        assert_eq!(iso(day), "2026-11-28");
        assert_eq!(whole(day, Lang::En), "Sat, Nov 28, 2026");
        assert_eq!(whole(day, Lang::Ko), "2026년 11월 28일 (토)");
        assert_eq!(near(other_year, day, Lang::En), "Jul 31, 2025");
        assert_eq!(near(other_year, day, Lang::Ko), "2025년 7월 31일");
        assert_eq!(
            (near(day, day, Lang::En), near(day, day, Lang::Ko)),
            ("Nov 28".into(), "11월 28일".into())
        );
    }

    #[test]
    fn a_day_beyond_the_calendar_is_no_panic() {
        for day in [Day(i32::MIN), Day(i32::MAX)] {
            assert!(!whole(day, Lang::En).is_empty());
        }
    }
}
