//! A clock that runs as the computer's does until it is set, and then stands still.

use std::sync::{Mutex, PoisonError};

use keywright_core::clock::{Clock, Moment, SystemClock};

/// Time as a test wants it.
#[derive(Debug, Default)]
pub struct TestClock {
    set: Mutex<Option<Moment>>,
}

impl TestClock {
    /// Stands at `now`, or runs where there is none.
    pub fn new(now: Option<Moment>) -> Self {
        Self { set: Mutex::new(now) }
    }

    /// Stands at `now` from here on.
    pub fn set(&self, now: Moment) {
        *self.set.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Moment {
        let set = *self.set.lock().unwrap_or_else(PoisonError::into_inner);
        set.unwrap_or_else(|| SystemClock.now())
    }
}

/// Reads an instant as RFC 3339.
///
/// # Errors
/// A sentence that repeats what was given.
pub fn instant(text: &str) -> Result<Moment, String> {
    match chrono::DateTime::parse_from_rfc3339(text) {
        Ok(at) => Ok(at.to_utc().into()),
        Err(_) => Err(format!("“{text}” is no time as RFC 3339 writes it, such as 2027-02-22T09:00:00Z.")),
    }
}
