//! Moments and days, as data: the engine never asks what time it is.
//!
//! A [`Timestamp`] is milliseconds since 1970-01-01T00:00:00Z, written as `2026-09-06T16:46:15.818Z`; a [`Date`] is a
//! day of the proleptic Gregorian calendar in UTC, written as `2026-09-06`.

use crate::units::Years;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;
use std::str::FromStr;

const MILLISECONDS_PER_DAY: i64 = 86_400_000;
const MILLISECONDS_PER_YEAR: f64 = 365.0 * 86_400_000.0;

/// A moment, to the millisecond, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment `milliseconds` after the start of 1970 in UTC.
    pub const fn from_milliseconds(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since the start of 1970 in UTC.
    pub const fn milliseconds(self) -> i64 {
        self.0
    }

    /// The day that this moment falls on.
    pub fn date(self) -> Date {
        Date::from_days(self.0.div_euclid(MILLISECONDS_PER_DAY))
    }

    /// The time from this moment to a later one, in years of 365 days; negative when `later` has passed.
    pub fn years_until(self, later: Self) -> Years {
        Years::new((later.0 - self.0) as f64 / MILLISECONDS_PER_YEAR)
    }
}

/// A day in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, or nothing when the calendar has no such day.
    ///
    /// ```
    /// # use margin_core::time::Date;
    /// assert!(Date::new(2024, 2, 29).is_some());
    /// assert!(Date::new(2026, 2, 29).is_none());
    /// ```
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let named = (0..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1;
        (named && day <= days_in_month(year, month)).then_some(Self { year, month, day })
    }

    /// The first moment of the day.
    pub fn start(self) -> Timestamp {
        Timestamp(self.days() * MILLISECONDS_PER_DAY)
    }

    /// The number of days from `earlier` to this day.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.days() - earlier.days()
    }

    /// The year, the month from 1 and the day of the month from 1.
    pub const fn parts(self) -> (i32, u8, u8) {
        (self.year, self.month, self.day)
    }

    /// Days since 1970-01-01, counting years from March so that the leap day comes last (Howard Hinnant's
    /// `days_from_civil`).
    fn days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month_from_march = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The inverse of [`Date::days`].
    fn from_days(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u8;
        let month = ((month_from_march + 2) % 12 + 1) as u8;
        let year = (year_of_era + era * 400 + i64::from(month <= 2)) as i32;
        Self { year, month, day }
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A text that is not a day such as `2026-09-06` or a moment such as `2026-09-06T16:46:15Z`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotATime;

impl fmt::Display for NotATime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected a UTC time such as 2026-09-06 or 2026-09-06T16:46:15.818Z")
    }
}

impl std::error::Error for NotATime {}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let [year, month, day] = split_digits(text, b'-', [4, 2, 2]).ok_or(NotATime)?;
        Self::new(year as i32, month as u8, day as u8).ok_or(NotATime)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let in_day = self.0.rem_euclid(MILLISECONDS_PER_DAY);
        let (seconds, milliseconds) = (in_day / 1_000, in_day % 1_000);
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        write!(f, "{}T{hours:02}:{minutes:02}:{:02}", self.date(), seconds % 60)?;
        if milliseconds > 0 {
            write!(f, ".{milliseconds:03}")?;
        }
        write!(f, "Z")
    }
}

impl FromStr for Timestamp {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let (date, clock) = text.strip_suffix('Z').and_then(|t| t.split_once('T')).ok_or(NotATime)?;
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
        let [hours, minutes, seconds] = split_digits(clock, b':', [2, 2, 2]).ok_or(NotATime)?;
        let digits = fraction.len();
        let in_range = hours < 24 && minutes < 60 && seconds < 60 && (1..=9).contains(&digits);
        let all_digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
        if !in_range || !all_digits {
            return Err(NotATime);
        }
        let thousandths: i64 = format!("{fraction:0<3}")[..3].parse().map_err(|_| NotATime)?;
        let clock = i64::from((hours * 60 + minutes) * 60 + seconds) * 1_000 + thousandths;
        Ok(Self(date.parse::<Date>()?.start().0 + clock))
    }
}

/// Reads three groups of digits of the given widths between separators.
fn split_digits(text: &str, separator: u8, widths: [usize; 3]) -> Option<[u32; 3]> {
    let mut groups = text.split(char::from(separator));
    let mut read = |width: usize| {
        let group = groups.next().filter(|group| group.len() == width)?;
        let digits = group.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| group.parse().ok()).flatten()
    };
    let found = [read(widths[0])?, read(widths[1])?, read(widths[2])?];
    groups.next().is_none().then_some(found)
}

macro_rules! as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
    };
}

as_text!(Date);
as_text!(Timestamp);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_and_read_back() {
        let moment = Timestamp::from_milliseconds(1_788_713_175_818);
        assert_eq!(moment.to_string(), "2026-09-06T16:46:15.818Z");
        assert_eq!("2026-09-06T16:46:15.818Z".parse(), Ok(moment));
        assert_eq!("1970-01-01T00:00:00Z".parse(), Ok(Timestamp::from_milliseconds(0)));
    }

    #[test]
    fn every_day_of_a_thousand_years_is_read_back() {
        for days in -200_000..200_000 {
            let date = Date::from_days(days);
            assert_eq!(date.days(), days);
            assert_eq!(date.to_string().parse(), Ok(date));
        }
    }

    #[test]
    fn what_is_not_a_time_is_refused() {
        for text in ["", "2026-9-6", "2026-02-30", "2026-09-06T24:00:00Z", "2026-09-06T10:00:00", "२०२६-09-06"]
        {
            assert!(text.parse::<Timestamp>().is_err() && text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_year_has_365_days() {
        let (start, end) = (Date::new(2026, 1, 1).unwrap(), Date::new(2027, 1, 1).unwrap());
        assert_eq!(start.start().years_until(end.start()), Years::new(1.0));
        assert_eq!(end.days_since(start), 365);
    }
}
