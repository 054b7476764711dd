//! Time zones: which there are, and where days begin in one.
//! The name of the system's zone is the only thing read from outside.

use std::str::FromStr;

use chrono::{Days, NaiveDate, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;
use serde::Serialize;

use crate::clock::Moment;
use crate::error::{Error, Result};

/// A zone of the IANA time-zone database, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

impl Zone {
    /// UTC.
    pub const UTC: Self = Self(Tz::UTC);

    /// The zone called `name`, for example `Europe/Amsterdam`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on the field `zone` where there is none of that name.
    pub fn parse(name: &str) -> Result<Self> {
        Tz::from_str(name.trim())
            .map(Self)
            .map_err(|_| Error::invalid("zone", "There is no time zone of this name. Choose one from the list."))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The first instant of `date` here; of the next day that exists, where a zone has skipped this one.
    pub fn first_instant_of(self, date: NaiveDate) -> Moment {
        let mut local = date.and_time(chrono::NaiveTime::MIN);
        // Gaps are shorter than two days, and every zone's rules change on whole quarters of an hour or
        // on a recorded local mean time; minutes meet them all.
        for _ in 0..2 * 24 * 60 {
            if let Some(at) = self.0.from_local_datetime(&local).earliest() {
                return at.to_utc().into();
            }
            local += TimeDelta::minutes(1);
        }
        local.and_utc().into()
    }

    /// The date at `moment` here.
    pub fn date_at(self, moment: Moment) -> NaiveDate {
        self.0.from_utc_datetime(&moment.to_utc().naive_utc()).date_naive()
    }

    /// The first instant of the day after the one at `moment` here.
    pub fn next_midnight(self, moment: Moment) -> Moment {
        let today = self.date_at(moment);
        self.first_instant_of(today.checked_add_days(Days::new(1)).unwrap_or(today))
    }

    /// The end of validity for one who picks `date`: the first instant of the next day here.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on the field `expires` where no day follows.
    pub fn end_of(self, date: NaiveDate) -> Result<Moment> {
        date.checked_add_days(Days::new(1))
            .filter(|next| chrono::Datelike::year(next) <= 9999)
            .map(|next| self.first_instant_of(next))
            .ok_or_else(|| Error::invalid("expires", "This date is beyond the year 9999. Choose an earlier one."))
    }

    /// The last date on which something that ends at `expiry` is accepted.
    pub fn last_date_before(self, expiry: Moment) -> NaiveDate {
        self.date_at(expiry.plus_millis(-1))
    }

    /// Whole days from `now` to the last date before `expiry`, here: 0 on that date, negative after it.
    pub fn days_left(self, now: Moment, expiry: Moment) -> i64 {
        (self.last_date_before(expiry) - self.date_at(now)).num_days()
    }

    /// How many seconds its time is ahead of UTC at `moment`.
    pub fn offset_seconds(self, moment: Moment) -> i32 {
        self.0.offset_from_utc_datetime(&moment.to_utc().naive_utc()).fix().local_minus_utc()
    }

    /// `moment` as RFC 3339 with this zone's offset at that time: `2027-02-23T00:00:00+01:00`.
    pub fn to_rfc3339(self, moment: Moment) -> String {
        self.0.from_utc_datetime(&moment.to_utc().naive_utc()).to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
    }
}

/// The zones that a tenant can have.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Zones {
    /// The system's zone.
    pub system: String,
    /// Every zone's name, sorted.
    pub all: Vec<&'static str>,
}

/// The zones that a tenant can have, with `system` for the system's.
pub fn zones(system: &str) -> Zones {
    let mut all: Vec<_> = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect();
    all.sort_unstable();
    Zones { system: system.to_owned(), all }
}

/// The name of the system's zone; `UTC` where it has none that is known.
pub fn system_zone() -> String {
    iana_time_zone::get_timezone().ok().filter(|name| Zone::parse(name).is_ok()).unwrap_or_else(|| "UTC".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_date_lasts_until_the_next_day_begins() {
        for (zone, picked, end) in [
            ("UTC", "2027-02-22", "2027-02-23T00:00:00+00:00"),
            ("Europe/Amsterdam", "2027-02-22", "2027-02-23T00:00:00+01:00"),
            ("Europe/Amsterdam", "2027-03-28", "2027-03-29T00:00:00+02:00"),
            // Midnight does not exist on the day that summer time begins in Santiago.
            ("America/Santiago", "2026-09-05", "2026-09-06T01:00:00-03:00"),
            // Samoa left 30 December 2011 out.
            ("Pacific/Apia", "2011-12-29", "2011-12-31T00:00:00+14:00"),
        ] {
            let zone = Zone::parse(zone).expect("a zone");
            let expiry = zone.end_of(date(picked)).expect("an end");
            assert_eq!(zone.to_rfc3339(expiry), end, "{picked} in {}", zone.name());
            assert_eq!(zone.last_date_before(expiry), date(picked));
        }
    }

    #[test]
    fn days_left_are_the_zones_own() {
        let zone = Zone::parse("Pacific/Auckland").expect("a zone");
        let expiry = zone.end_of(date("2027-02-22")).expect("an end");
        assert_eq!(zone.days_left(expiry.plus_millis(-1), expiry), 0);
        assert_eq!(zone.days_left(expiry, expiry), -1);
        assert_eq!(zone.days_left(zone.first_instant_of(date("2027-02-20")), expiry), 2);
    }

    #[test]
    fn a_zone_that_is_none_and_a_year_too_far_are_refused() {
        assert_eq!(Zone::parse("Mars/Olympus").expect_err("no zone").field(), Some("zone"));
        assert_eq!(Zone::UTC.end_of(date("9999-12-31")).expect_err("too far").field(), Some("expires"));
    }

    #[test]
    fn every_zone_listed_is_one() {
        let zones = zones("UTC");
        assert!(zones.all.len() > 400 && zones.all.iter().all(|name| Zone::parse(name).is_ok()));
    }
}
