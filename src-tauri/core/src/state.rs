//! The states of a credential and what is derived from them at a moment.
//! Pure: transitions take a state and give one back.

use serde::{Deserialize, Serialize};

use crate::clock::{DAY_MILLIS, Moment};
use crate::error::{Error, Result};

/// What is stored of a credential's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "camelCase")]
pub enum State {
    /// Switched off.
    Inactive,
    /// Switched on.
    Active,
    /// Blocked until it is reinstated.
    Revoked(Revocation),
}

/// A state without how it came to be: all that its status depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Switched off.
    Inactive,
    /// Switched on.
    Active,
    /// Blocked until it is reinstated.
    Revoked,
}

/// How a credential came to be revoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// When.
    pub at: Moment,
    /// By whom: the operator's name.
    pub by: String,
    /// Why, if a reason was given.
    pub reason: Option<String>,
    /// Whether it was active before, which reinstating restores.
    pub was_active: bool,
}

/// What a credential is at a moment. Derived, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Status {
    /// Accepted.
    Active,
    /// Accepted, and its expiry is within the tenant's warning days.
    Expiring,
    /// Its start is in the future.
    Scheduled,
    /// Its expiry is past.
    Expired,
    /// Switched off.
    Inactive,
    /// Blocked until it is reinstated.
    Revoked,
}

/// When a credential is accepted: from `starts` (included) to `expires` (excluded).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// From when on; always, where there is none.
    pub starts: Option<Moment>,
    /// Until when; for ever, where there is none.
    pub expires: Option<Moment>,
}

impl Validity {
    /// When a credential begins to be *expiring*: `warning_days` times 24 hours before its expiry.
    pub fn expiring_from(self, warning_days: u32) -> Option<Moment> {
        self.expires.map(|expires| expires.plus_millis(-DAY_MILLIS.saturating_mul(i64::from(warning_days))))
    }

    /// The first instant after `now` at which it begins, is *expiring*, or ends: before it no status changes by time
    /// alone.
    pub fn next_turn(self, warning_days: u32, now: Moment) -> Option<Moment> {
        let turns = [self.starts, self.expiring_from(warning_days), self.expires];
        turns.into_iter().flatten().filter(|turn| *turn > now).min()
    }

    /// Whether the expiry is past.
    pub fn has_expired(self, now: Moment) -> bool {
        self.expires.is_some_and(|expires| now >= expires)
    }

    /// Whether the expiry is to come, and within `warning_days` times 24 hours.
    pub fn is_expiring(self, warning_days: u32, now: Moment) -> bool {
        let (after, until) = expiring_at(warning_days, now);
        self.expires.is_some_and(|expires| after < expires && expires <= until)
    }
}

/// Which expiries are *expiring* at `now`: those after the first instant, up to the second.
pub fn expiring_at(warning_days: u32, now: Moment) -> (Moment, Moment) {
    (now, now.plus_millis(DAY_MILLIS.saturating_mul(i64::from(warning_days))))
}

impl Standing {
    /// What the credential is at `now`, by precedence: revoked, inactive, expired, scheduled, expiring, active.
    pub fn status(self, validity: Validity, warning_days: u32, now: Moment) -> Status {
        match self {
            Self::Revoked => Status::Revoked,
            Self::Inactive => Status::Inactive,
            Self::Active if validity.has_expired(now) => Status::Expired,
            Self::Active if validity.starts.is_some_and(|starts| now < starts) => Status::Scheduled,
            Self::Active if validity.is_expiring(warning_days, now) => Status::Expiring,
            Self::Active => Status::Active,
        }
    }
}

impl State {
    /// What the credential is at `now`, as [`Standing::status`] has it.
    pub fn status(&self, validity: Validity, warning_days: u32, now: Moment) -> Status {
        self.standing().status(validity, warning_days, now)
    }

    /// The state without how it came to be.
    pub fn standing(&self) -> Standing {
        match self {
            Self::Inactive => Standing::Inactive,
            Self::Active => Standing::Active,
            Self::Revoked(_) => Standing::Revoked,
        }
    }

    /// The next instant after `now` at which [`State::status`] answers something else by time alone.
    pub fn next_change(&self, validity: Validity, warning_days: u32, now: Moment) -> Option<Moment> {
        let today = self.status(validity, warning_days, now);
        let mut turns: Vec<_> = [validity.starts, validity.expiring_from(warning_days), validity.expires]
            .into_iter()
            .flatten()
            .filter(|turn| *turn > now)
            .collect();
        turns.sort_unstable();
        turns.into_iter().find(|turn| self.status(validity, warning_days, *turn) != today)
    }

    /// Switches it on.
    ///
    /// # Errors
    /// [`Error::NotPossible`] unless it is switched off.
    pub fn activate(self) -> Result<Self> {
        match self {
            Self::Inactive => Ok(Self::Active),
            Self::Active => Err(not_possible("It is active already.")),
            Self::Revoked(_) => Err(not_possible("It is revoked; reinstate it first.")),
        }
    }

    /// Switches it off.
    ///
    /// # Errors
    /// [`Error::NotPossible`] unless it is switched on.
    pub fn deactivate(self) -> Result<Self> {
        match self {
            Self::Active => Ok(Self::Inactive),
            Self::Inactive => Err(not_possible("It is inactive already.")),
            Self::Revoked(_) => Err(not_possible("It is revoked, which blocks it already.")),
        }
    }

    /// Blocks it until it is reinstated.
    ///
    /// # Errors
    /// [`Error::NotPossible`] where it is revoked already.
    pub fn revoke(self, at: Moment, by: String, reason: Option<String>) -> Result<Self> {
        match self {
            Self::Revoked(_) => Err(not_possible("It is revoked already.")),
            before => Ok(Self::Revoked(Revocation { at, by, reason, was_active: before == Self::Active })),
        }
    }

    /// Gives back the state from before it was revoked: the only way out of it.
    ///
    /// # Errors
    /// [`Error::NotPossible`] where it is not revoked.
    pub fn reinstate(self) -> Result<Self> {
        match self {
            Self::Revoked(Revocation { was_active: true, .. }) => Ok(Self::Active),
            Self::Revoked(_) => Ok(Self::Inactive),
            Self::Active | Self::Inactive => Err(not_possible("It is not revoked.")),
        }
    }

    /// How it came to be revoked, where it is.
    pub fn revocation(&self) -> Option<&Revocation> {
        match self {
            Self::Revoked(revocation) => Some(revocation),
            Self::Active | Self::Inactive => None,
        }
    }

    /// What the database calls it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Active => "active",
            Self::Revoked(_) => "revoked",
        }
    }
}

fn not_possible(why: &str) -> Error {
    Error::NotPossible(why.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(days: i64) -> Moment {
        Moment::from_millis(days * DAY_MILLIS)
    }

    #[test]
    fn precedence_is_the_domains() {
        let past = Validity { starts: Some(at(200)), expires: Some(at(90)) };
        let revoked = State::Revoked(Revocation { at: at(1), by: "Dana".into(), reason: None, was_active: true });
        assert_eq!(revoked.status(past, 30, at(100)), Status::Revoked);
        assert_eq!(State::Inactive.status(past, 30, at(100)), Status::Inactive);
        assert_eq!(State::Active.status(past, 30, at(100)), Status::Expired);
        let coming = Validity { starts: Some(at(110)), expires: Some(at(115)) };
        assert_eq!(State::Active.status(coming, 30, at(100)), Status::Scheduled);
        let short = Validity { starts: None, expires: Some(at(130)) };
        assert_eq!(State::Active.status(short, 30, at(100)), Status::Expiring);
        assert_eq!(State::Active.status(short, 30, at(100).plus_millis(-1)), Status::Active);
        assert_eq!(State::Active.status(Validity::default(), 30, at(100)), Status::Active);
    }

    #[test]
    fn accepted_from_the_start_and_no_longer_at_the_expiry() {
        let validity = Validity { starts: Some(at(10)), expires: Some(at(60)) };
        assert_eq!(State::Active.status(validity, 0, at(10)), Status::Active);
        assert_eq!(State::Active.status(validity, 0, at(60).plus_millis(-1)), Status::Active);
        assert_eq!(State::Active.status(validity, 0, at(60)), Status::Expired);
    }

    proptest! {
        #[test]
        fn no_path_but_reinstate_leaves_revoked(steps in proptest::collection::vec(0..4_u8, 1..40), active: bool) {
            let mut state = if active { State::Active } else { State::Inactive };
            let mut before_revoked = None;
            for step in steps {
                let was = state.clone();
                let next = match step {
                    0 => was.clone().activate(),
                    1 => was.clone().deactivate(),
                    2 => was.clone().revoke(at(1), "Dana".into(), None),
                    _ => was.clone().reinstate(),
                };
                match (&was, next) {
                    (State::Revoked(_), Ok(next)) => {
                        prop_assert_eq!(step, 3);
                        prop_assert_eq!(Some(&next), before_revoked.as_ref());
                        state = next;
                    }
                    (_, Ok(next)) => {
                        prop_assert_ne!(&next, &was);
                        if step == 2 {
                            before_revoked = Some(was);
                        }
                        state = next;
                    }
                    (_, Err(error)) => prop_assert_eq!(error.code(), "not_possible"),
                }
            }
        }

        #[test]
        fn nothing_changes_before_the_next_change(
            starts in proptest::option::of(-50_i64..50), expires in proptest::option::of(-50_i64..50),
            warning in 0_u32..60, now in -60_i64..60,
        ) {
            let validity = Validity { starts: starts.map(at), expires: expires.map(at) };
            let status = |when| State::Active.status(validity, warning, when);
            match State::Active.next_change(validity, warning, at(now)) {
                Some(turn) => {
                    prop_assert_ne!(status(turn), status(at(now)));
                    prop_assert_eq!(status(turn.plus_millis(-1)), status(at(now)));
                }
                None => prop_assert_eq!(status(at(1_000)), status(at(now))),
            }
        }
    }
}
