//! What a tenant allows its credentials: how long, whether for ever, when to warn.
//! Pure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::state::Validity;
use crate::zone::Zone;

/// The bounds of a tenant's credentials, in days of its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// The longest lifetime; any, where there is none.
    pub longest_days: Option<u32>,
    /// The lifetime that a form offers first; its own choice, where there is none.
    pub default_days: Option<u32>,
    /// Whether a form offers *never* first.
    #[serde(default)]
    pub default_never: bool,
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
        Self {
            longest_days: None,
            default_days: None,
            default_never: false,
            never_allowed: true,
            warning_days: 30,
            reveal: Reveal::ShowOnce,
        }
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

/// The longest lifetime, and the longest warning, that a policy can name, in days.
pub const LONGEST_DAYS: u32 = 36_500;

impl Policy {
    /// The policy, if its parts agree.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `longestDays`, `defaultDays` or `warningDays`.
    pub fn parse(self) -> Result<Self> {
        let days = |field, days: Option<u32>| match days {
            Some(days) if !(1..=LONGEST_DAYS).contains(&days) => Err(Error::invalid(
                field,
                format!("Between 1 and {LONGEST_DAYS} days can be chosen (a hundred years)."),
            )),
            _ => Ok(()),
        };
        days("longestDays", self.longest_days)?;
        days("defaultDays", self.default_days)?;
        if self.warning_days > LONGEST_DAYS {
            return Err(Error::invalid(
                "warningDays",
                format!("Up to {LONGEST_DAYS} days can be chosen; 0 warns of nothing."),
            ));
        }
        if let (Some(longest), Some(default)) = (self.longest_days, self.default_days)
            && default > longest
        {
            let problem = format!("The first choice cannot be longer than the longest lifetime, {longest} days.");
            return Err(Error::invalid("defaultDays", problem));
        }
        if self.default_never && !self.never_allowed {
            let problem = "Never cannot be the first choice where it is not allowed.";
            return Err(Error::invalid("defaultDays", problem));
        }
        Ok(Self { default_days: self.default_days.filter(|_| !self.default_never), ..self })
    }

    /// When a credential that is accepted from `starts` (from now on, where there is none) is accepted, for one who
    /// chooses at `now`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `expires` where the date is past, or before the start, or the policy does not allow it.
    pub fn validity(self, starts: Option<NaiveDate>, chosen: Expires, zone: Zone, now: Moment) -> Result<Validity> {
        let refuse = |problem: String| Err(Error::invalid("expires", problem));
        let starts_at = starts.map(|date| start_of(date, zone)).transpose()?;
        let date = match chosen {
            Expires::Never if self.never_allowed => return Ok(Validity { starts: starts_at, expires: None }),
            Expires::Never => {
                return refuse("This tenant does not allow credentials that never expire. Choose a date.".into());
            }
            Expires::On { date } => date,
        };
        let today = zone.date_at(now);
        if date < today {
            return refuse(format!("{} is past. Choose today or a later date.", date.format("%-d %b %Y")));
        }
        let expires = zone.end_of(date)?;
        if starts_at.is_some_and(|starts| expires <= starts) {
            return refuse("This is before the start. Choose the start date or a later one.".into());
        }
        let from = starts.map_or(today, |starts| starts.max(today));
        if let Some(longest) = self.longest_days
            && (date - from).num_days() > i64::from(longest)
        {
            let last = from + chrono::Days::new(u64::from(longest));
            return refuse(format!(
                "This tenant allows {longest} days at most: {} or earlier.",
                last.format("%-d %b %Y")
            ));
        }
        Ok(Validity { starts: starts_at, expires: Some(expires) })
    }

    /// `validity` with the start that was chosen at `now` (none: it is accepted at once). The date that it has already
    /// changes nothing, also where the zone has become another.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `starts` where it is not before the expiry, too far off, or earlier than before such
    /// that the lifetime would be longer than the policy allows.
    pub fn restarted(self, validity: Validity, chosen: Option<NaiveDate>, zone: Zone, now: Moment) -> Result<Validity> {
        if chosen == validity.starts.map(|starts| zone.date_at(starts)) {
            return Ok(validity);
        }
        let starts = chosen.map(|date| start_of(date, zone)).transpose()?;
        let new = Validity { starts, ..validity };
        if starts.zip(validity.expires).is_some_and(|(starts, expires)| expires <= starts) {
            return Err(Error::invalid(
                "starts",
                "This is after the credential's expiry. Choose an earlier date, or change the expiry first.",
            ));
        }
        let from = |starts: Option<Moment>| starts.map_or(now, |starts| starts.max(now));
        if from(starts) < from(validity.starts)
            && new.expires.is_some()
            && let Some(longest) = self.longest_days.filter(|_| self.beyond(new, zone, now).is_some())
        {
            return Err(Error::invalid(
                "starts",
                format!(
                    "From this start to its expiry it is more than the {longest} days that this tenant allows. Choose a later date, or change the expiry first."
                ),
            ));
        }
        Ok(new)
    }

    /// The instant after which an expiry is beyond this policy for what is accepted at `now` already, as
    /// [`Policy::beyond`] has it; none where there is no longest lifetime.
    pub fn last_expiry(self, zone: Zone, now: Moment) -> Option<Moment> {
        let days = chrono::Days::new(u64::from(self.longest_days?) + 1);
        zone.date_at(now).checked_add_days(days).map(|date| zone.first_instant_of(date))
    }

    /// Why this policy would not allow `validity` to one who chose it at `now`, where it would not: what stood before a
    /// policy was tightened stands on, and is flagged. What is over is not.
    pub fn beyond(self, validity: Validity, zone: Zone, now: Moment) -> Option<String> {
        let Some(expires) = validity.expires else {
            return (!self.never_allowed).then(|| "It never expires, which its tenant no longer allows.".to_owned());
        };
        let longest = self.longest_days.filter(|_| expires > now)?;
        let from = validity.starts.map_or(now, |starts| starts.max(now));
        let days = (zone.last_date_before(expires) - zone.date_at(from)).num_days();
        (days > i64::from(longest))
            .then(|| format!("Its expiry is further away than the {longest} days that its tenant allows now."))
    }
}

/// The first instant of the date that was chosen as a start.
///
/// # Errors
/// [`Error::InvalidInput`] on `starts` where its year is not one of 1 to 9999.
fn start_of(date: NaiveDate, zone: Zone) -> Result<Moment> {
    if !(1..=9999).contains(&chrono::Datelike::year(&date)) {
        return Err(Error::invalid("starts", "This date is not within the years 1 to 9999. Choose another."));
    }
    Ok(zone.first_instant_of(date))
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
        assert!(policy.validity(None, on("2026-11-23"), zone, now).expect("today").expires.is_some());
        assert!(policy.validity(None, on("2027-02-21"), zone, now).expect("the last day").expires.is_some());
        for (chosen, word) in
            [(on("2026-11-22"), "past"), (on("2027-02-22"), "21 Feb 2027"), (Expires::Never, "never expire")]
        {
            let error = policy.validity(None, chosen, zone, now).expect_err(word);
            assert_eq!(error.field(), Some("expires"));
            assert!(error.to_string().contains(word), "{error}");
        }
        assert_eq!(Policy::default().validity(None, Expires::Never, zone, now).expect("never"), Validity::default());
    }

    #[test]
    fn a_lifetime_begins_with_its_start() {
        let zone = Zone::parse("Europe/Amsterdam").expect("a zone");
        let now = zone.first_instant_of("2026-11-23".parse().expect("a date"));
        let policy = Policy { longest_days: Some(90), ..Policy::default() };
        let starts = Some("2027-02-01".parse().expect("a date"));
        assert!(policy.validity(starts, on("2027-05-02"), zone, now).is_ok());
        assert!(policy.validity(starts, on("2027-05-03"), zone, now).is_err());
        assert!(policy.validity(starts, on("2027-02-01"), zone, now).is_ok());
        assert!(policy.validity(starts, on("2027-01-31"), zone, now).is_err());
    }

    #[test]
    fn what_a_tightened_policy_would_not_allow_is_flagged() {
        let zone = Zone::parse("Europe/Amsterdam").expect("a zone");
        let now = zone.first_instant_of("2026-11-23".parse().expect("a date"));
        let loose = Policy::default();
        let long = loose.validity(None, on("2027-11-23"), zone, now).expect("a year");
        let short = loose.validity(None, on("2027-02-21"), zone, now).expect("90 days");
        let tight = Policy { longest_days: Some(90), never_allowed: false, ..loose };
        assert_eq!(loose.beyond(long, zone, now), None);
        assert!(tight.beyond(long, zone, now).is_some());
        assert_eq!(tight.beyond(short, zone, now), None);
        assert!(tight.beyond(Validity::default(), zone, now).is_some());
        assert_eq!(tight.beyond(Validity { starts: None, expires: Some(now) }, zone, now), None);
    }

    #[test]
    fn the_parts_of_a_policy_agree() {
        let policy = Policy::default();
        for (policy, field) in [
            (Policy { longest_days: Some(0), ..policy }, "longestDays"),
            (Policy { longest_days: Some(30), default_days: Some(90), ..policy }, "defaultDays"),
            (Policy { default_never: true, never_allowed: false, ..policy }, "defaultDays"),
            (Policy { warning_days: 40_000, ..policy }, "warningDays"),
        ] {
            assert_eq!(policy.parse().expect_err(field).field(), Some(field));
        }
        assert!(Policy { longest_days: Some(30), default_days: Some(30), ..policy }.parse().is_ok());
    }
}
