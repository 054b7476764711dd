//! Dates and lengths of time as a query writes them: `2026-11-28`, `2026-11`, `2026`, `today`, `30d`, `2w`, `6m`, `1y`,
//! `never`. Pure: what day it is comes with the question.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::clock::{DAY_MILLIS, Moment};
use crate::name::fold;
use crate::query::nearest;

/// The first and the last year that a query can name.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// The words for days, with how many days they are from today.
const DAY_WORDS: [(&str, i64); 3] = [("today", 0), ("yesterday", -1), ("tomorrow", 1)];

/// What a value of time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// The days from the first (included) until the other (excluded).
    Days(NaiveDate, NaiveDate),
    /// So long from now, or ago.
    Length(Length),
    /// There is no such instant.
    Never,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    count: u32,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Why a text says no time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoTime {
    /// It is nothing that a query can read; what it probably means.
    Unreadable(Option<String>),
    /// The year has no such month.
    NoMonth(u32),
    /// The month, as its first day, has no such day.
    NoDay(u32, NaiveDate),
    /// It is outside the years 1 to 9999.
    TooFar,
}

/// Reads a date, a month, a year, a word or a length of time.
pub(super) fn read(typed: &str, today: NaiveDate) -> Result<Point, NoTime> {
    let text = fold(typed.trim());
    if text == "never" {
        return Ok(Point::Never);
    }
    if let Some((_, days)) = DAY_WORDS.iter().find(|(word, _)| *word == text) {
        let day = if *days < 0 { today.pred_opt() } else { today.checked_add_days(Days::new(days.unsigned_abs())) };
        return day.and_then(one_day).ok_or(NoTime::TooFar);
    }
    if let Some((digits, unit)) = number_and_rest(&text)
        && let Some(unit) = Unit::parse(unit)
    {
        return digits.parse().map(|count| Point::Length(Length { count, unit })).map_err(|_| NoTime::TooFar);
    }
    date(&text).unwrap_or_else(|| Err(NoTime::Unreadable(meant(&text))))
}

/// The text as a date, if it has the shape of one.
fn date(text: &str) -> Option<Result<Point, NoTime>> {
    let mut numbers = text.split('-');
    let mut next = |digits: usize| {
        numbers.next().map(|part| {
            let right = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            right.then(|| part.parse::<u32>().ok()).flatten()
        })
    };
    let (year, month, day) = (next(4)??, next(2), next(2));
    if next(0).is_some() || matches!(month, Some(None)) || matches!(day, Some(None)) {
        return None;
    }
    let (month, day) = (month.flatten(), day.flatten());
    Some(calendar(i32::try_from(year).unwrap_or(i32::MAX), month, day))
}

fn calendar(year: i32, month: Option<u32>, day: Option<u32>) -> Result<Point, NoTime> {
    if !YEARS.contains(&year) {
        return Err(NoTime::TooFar);
    }
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), 1).ok_or(NoTime::NoMonth(month.unwrap_or(1)))?;
    let point = match (month, day) {
        (_, Some(day)) => one_day(first.with_day(day).ok_or(NoTime::NoDay(day, first))?),
        (Some(_), None) => first.checked_add_months(Months::new(1)).map(|until| Point::Days(first, until)),
        (None, None) => first.checked_add_months(Months::new(12)).map(|until| Point::Days(first, until)),
    };
    point.ok_or(NoTime::TooFar)
}

fn one_day(day: NaiveDate) -> Option<Point> {
    YEARS.contains(&day.year()).then(|| day.succ_opt()).flatten().map(|until| Point::Days(day, until))
}

/// The last day of the month that begins on `first`.
pub(super) fn last_day(first: NaiveDate) -> NaiveDate {
    first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first)
}

impl Unit {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "d" => Some(Self::Day),
            "w" => Some(Self::Week),
            "m" => Some(Self::Month),
            "y" => Some(Self::Year),
            _ => None,
        }
    }
}

impl Length {
    /// The instant that is so long after `now`, or before it: days of 24 hours, weeks of seven of them, months and
    /// years of the calendar in UTC. None outside the years 1 to 9999.
    pub(super) fn from(self, now: Moment, forward: bool) -> Option<Moment> {
        let count = i64::from(self.count);
        let at = match self.unit {
            Unit::Day | Unit::Week => {
                let days = if self.unit == Unit::Week { count * 7 } else { count };
                let millis = days.checked_mul(DAY_MILLIS)?;
                Moment::from_millis(now.millis().checked_add(if forward { millis } else { -millis })?)
            }
            Unit::Month | Unit::Year => {
                let months = if self.unit == Unit::Year { self.count.checked_mul(12)? } else { self.count };
                let (utc, months) = (now.to_utc(), Months::new(months));
                if forward { utc.checked_add_months(months)?.into() } else { utc.checked_sub_months(months)?.into() }
            }
        };
        // What lies outside is told as the end of the years, which is another instant then.
        let told = Moment::from(at.to_utc());
        (told == at && YEARS.contains(&at.to_utc().year())).then_some(at)
    }
}

/// `30` and `d` of `30d`.
fn number_and_rest(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// What a text that is no time probably means: other ways to write dates and lengths, and words that are nearly right.
fn meant(text: &str) -> Option<String> {
    if let Some(rest) = text.strip_prefix('=') {
        return date(rest).is_some().then(|| rest.to_owned());
    }
    if number_and_rest(text).is_some() {
        let days = || (text.len() < 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| format!("{text}d"));
        return length(text).or_else(days).or_else(|| other_date(text));
    }
    if text == "now" {
        return Some("today".to_owned());
    }
    let words = DAY_WORDS.iter().map(|(word, _)| *word).chain(["never"]);
    nearest::of(text, words).map(str::to_owned)
}

/// A length of time whose unit is written out, as this language writes it.
pub(super) fn length(text: &str) -> Option<String> {
    let (number, rest) = number_and_rest(text)?;
    let unit = match rest.trim_matches(|c: char| c.is_whitespace() || c == '.') {
        "d" | "day" | "days" => "d",
        "w" | "week" | "weeks" | "wk" | "wks" => "w",
        "m" | "month" | "months" | "mo" | "mos" | "mon" => "m",
        "y" | "year" | "years" | "yr" | "yrs" => "y",
        _ => return None,
    };
    Some(format!("{number}{unit}"))
}

/// A date that is written in another way, as this language writes it; none where it could be one of two.
fn other_date(text: &str) -> Option<String> {
    let day = text.split(['t', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['.', '/', '-']).collect();
    let numbers: Vec<u32> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match (parts.as_slice(), numbers.as_slice()) {
        ([all], _) if all.len() == 8 => (all[..4].parse().ok()?, all[4..6].parse().ok()?, all[6..].parse().ok()?),
        ([first, ..], [year, month, day]) if first.len() == 4 => (*year, *month, *day),
        ([first, ..], [year, month]) if first.len() == 4 => return month_of(*year, *month),
        ([_, last], [month, year]) if last.len() == 4 => return month_of(*year, *month),
        ([_, _, last], [one, other, year]) if last.len() == 4 => {
            let day_first = day.contains('.') || *one > 12;
            let month_first = day.contains('/') && *other > 12;
            match (day_first, month_first) {
                (true, _) => (*year, *other, *one),
                (_, true) => (*year, *one, *other),
                _ => return None,
            }
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        .filter(|date| YEARS.contains(&date.year()))
        .map(|date| date.to_string())
}

fn month_of(year: u32, month: u32) -> Option<String> {
    ((1..=12).contains(&month) && (1..=9999).contains(&year)).then(|| format!("{year:04}-{month:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-23".parse().expect("a date")
    }

    fn days(from: &str, until: &str) -> Result<Point, NoTime> {
        Ok(Point::Days(from.parse().expect("a date"), until.parse().expect("a date")))
    }

    #[test]
    fn dates_months_years_and_words_are_days() {
        for (typed, expected) in [
            ("2026-11-28", days("2026-11-28", "2026-11-29")),
            ("2026-11", days("2026-11-01", "2026-12-01")),
            ("2026-12", days("2026-12-01", "2027-01-01")),
            ("2026", days("2026-01-01", "2027-01-01")),
            ("2028-02-29", days("2028-02-29", "2028-03-01")),
            (" Today ", days("2026-11-23", "2026-11-24")),
            ("yesterday", days("2026-11-22", "2026-11-23")),
            ("TOMORROW", days("2026-11-24", "2026-11-25")),
            ("never", Ok(Point::Never)),
        ] {
            assert_eq!(read(typed, today()), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_no_time_says_what_it_probably_is() {
        let meant = |meant: &str| Err(NoTime::Unreadable(Some(meant.into())));
        for (typed, expected) in [
            ("tody", meant("today")),
            ("now", meant("today")),
            ("nevr", meant("never")),
            ("30 days", meant("30d")),
            ("2weeks", meant("2w")),
            ("6mo", meant("6m")),
            ("1 year", meant("1y")),
            ("30", meant("30d")),
            ("=2026", meant("2026")),
            ("2026/11/28", meant("2026-11-28")),
            ("2026-1-5", meant("2026-01-05")),
            ("2026-1", meant("2026-01")),
            ("11/2026", meant("2026-11")),
            ("28.11.2026", meant("2026-11-28")),
            ("28/11/2026", meant("2026-11-28")),
            ("11/28/2026", meant("2026-11-28")),
            ("20261128", meant("2026-11-28")),
            ("2026-11-28t10:00", meant("2026-11-28")),
            ("5/6/2026", Err(NoTime::Unreadable(None))),
            ("12h", Err(NoTime::Unreadable(None))),
            ("soon", Err(NoTime::Unreadable(None))),
            ("2026-", Err(NoTime::Unreadable(None))),
            ("2026-13", Err(NoTime::NoMonth(13))),
            ("2026-00-01", Err(NoTime::NoMonth(0))),
            ("2026-02-31", Err(NoTime::NoDay(31, "2026-02-01".parse().expect("a date")))),
            ("0000-01-01", Err(NoTime::TooFar)),
            ("99999999999d", Err(NoTime::TooFar)),
        ] {
            assert_eq!(read(typed, today()), expected, "{typed}");
        }
    }

    #[test]
    fn lengths_end_at_instants_and_never_overflow() {
        let now = Moment::from_millis(1_795_424_400_000);
        let at = |typed: &str, forward: bool| match read(typed, today()) {
            Ok(Point::Length(length)) => length.from(now, forward).map(Moment::to_rfc3339),
            other => panic!("{typed}: {other:?}"),
        };
        for (typed, after, before) in [
            ("0d", Some("2026-11-23T09:00:00Z"), Some("2026-11-23T09:00:00Z")),
            ("30d", Some("2026-12-23T09:00:00Z"), Some("2026-10-24T09:00:00Z")),
            ("2w", Some("2026-12-07T09:00:00Z"), Some("2026-11-09T09:00:00Z")),
            ("3M", Some("2027-02-23T09:00:00Z"), Some("2026-08-23T09:00:00Z")),
            ("1y", Some("2027-11-23T09:00:00Z"), Some("2025-11-23T09:00:00Z")),
            ("8000y", None, None),
            ("4294967295d", None, None),
            ("4294967295w", None, None),
            ("4294967295m", None, None),
            ("4294967295y", None, None),
        ] {
            assert_eq!(at(typed, true).as_deref(), after, "{typed}");
            assert_eq!(at(typed, false).as_deref(), before, "{typed}");
        }
    }
}
