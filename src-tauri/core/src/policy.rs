//! What a tenant allows its credentials: how long, whether for ever, when to warn.
//! Pure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::zone::Zone;

/// The bounds of a tenant's credentials, in days of its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// The longest lifetime; any, where there is none.
    pub longest_days: Option<u32>,
    /// The lifetime that a form offers first.
    pub default_days: Option<u32>,
    /// Whether a credential may never expire.
    pub never_allowed: bool,
    /// How many days before its expiry a credential counts as expiring.
    pub warning_days: u32,
    /// Whether secrets are shown once or can be had again.
    pub reveal: Reveal,
}

/// What is kept of a secret after the one-time sheet is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Reveal {
    /// No command can show, copy, sign with or export it again.
    ShowOnce,
    /// It can be had again with the permission *reveal*.
    Recoverable,
}

impl Reveal {
    /// What the database calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::ShowOnce => "show-once",
            Self::Recoverable => "recoverable",
        }
    }

    /// What the database calls `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::ShowOnce, Self::Recoverable].into_iter().find(|reveal| reveal.code() == code)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self { longest_days: None, default_days: None, never_allowed: true, warning_days: 30, reveal: Reveal::ShowOnce }
    }
}

/// What an administrator chose as the end of validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Expires {
    /// It never expires.
    Never,
    /// It is accepted on this date for the last time.
    On {
        /// The date, `YYYY-MM-DD`, in the tenant's zone.
        #[cfg_attr(test, ts(type = "string"))]
        date: NaiveDate,
    },
}

impl Policy {
    /// The instant at which a credential that is made at `now` expires; `None` for never.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `expires` where the date is past or the policy does not allow it.
    pub fn expiry(self, chosen: Expires, zone: Zone, now: Moment) -> Result<Option<Moment>> {
        let date = match chosen {
            Expires::Never if self.never_allowed => return Ok(None),
            Expires::Never => {
                return Err(Error::invalid(
                    "expires",
                    "This tenant does not allow credentials that never expire. Choose a date.",
                ));
            }
            Expires::On { date } => date,
        };
        let today = zone.date_at(now);
        let expiry = zone.end_of(date)?;
        if date < today || expiry <= now {
            return Err(Error::invalid(
                "expires",
                format!("{} is past. Choose today or a later date.", date.format("%-d %b %Y")),
            ));
        }
        if let Some(longest) = self.longest_days
            && (date - today).num_days() > i64::from(longest)
        {
            let last = today + chrono::Days::new(u64::from(longest));
            return Err(Error::invalid(
                "expires",
                format!("This tenant allows {longest} days at most: {} or earlier.", last.format("%-d %b %Y")),
            ));
        }
        Ok(Some(expiry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Expires {
        Expires::On { date: text.parse().expect("a date") }
    }

    #[test]
    fn the_bounds_hold() {
        let zone = Zone::parse("Europe/Amsterdam").expect("a zone");
        let now = zone.first_instant_of("2026-11-23".parse().expect("a date"));
        let policy = Policy { longest_days: Some(90), never_allowed: false, ..Policy::default() };
        assert!(policy.expiry(on("2026-11-23"), zone, now).expect("today").is_some());
        assert!(policy.expiry(on("2027-02-21"), zone, now).expect("the last day").is_some());
        for (chosen, word) in
            [(on("2026-11-22"), "past"), (on("2027-02-22"), "21 Feb 2027"), (Expires::Never, "never expire")]
        {
            let error = policy.expiry(chosen, zone, now).expect_err(word);
            assert_eq!(error.field(), Some("expires"));
            assert!(error.to_string().contains(word), "{error}");
        }
        assert_eq!(Policy::default().expiry(Expires::Never, zone, now).expect("never"), None);
    }
}
