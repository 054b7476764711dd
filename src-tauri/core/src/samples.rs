//! Sample data: what an administrator would have after a few years. Pure: the n-th sample is
//! the same whoever asks, but for the dates, which are relative to now.

use crate::clock::{DAY_MILLIS, Moment};
use crate::error::Result;
use crate::name::Name;
use crate::policy::Policy;
use crate::state::{Revocation, State, Validity};
use crate::zone::Zone;

const SYSTEMS: [&str; 24] = [
    "CRM integration",
    "Nightly ledger export",
    "Customs filing",
    "Invoice OCR worker",
    "Warehouse scanners",
    "Halden Shipping API",
    "Penetration test",
    "Refund service",
    "Chargeback desk",
    "Route planner",
    "Mistral Cargo API",
    "Data lake loader",
    "Legacy SOAP bridge",
    "Payout batch runner",
    "Support console",
    "Fleet telemetry ingest",
    "Statement mailer",
    "Old customer portal",
    "Freight sandbox",
    "Rate sheet sync",
    "Carrier webhook relay",
    "Depot door control",
    "Claims intake",
    "Fuel card import",
];

const PLACES: [&str; 12] = [
    "",
    "Rotterdam",
    "Hamburg",
    "Antwerp",
    "Gdańsk",
    "Lisboa",
    "Malmö",
    "Trieste",
    "Bilbao",
    "Cork",
    "Riga",
    "Le Havre",
];

const PURPOSES: [&str; 6] = [
    "Pulls invoices into the depot CRM every 15 minutes",
    "Runs at 02:00, owned by the finance desk",
    "For the partner's staging system only",
    "",
    "Handed to the carrier in person",
    "Read-only reports for the board",
];

/// How many different titles there are before they are numbered.
pub const TITLES: u32 = (SYSTEMS.len() * PLACES.len()) as u32;

/// One sample credential, without its secret.
pub struct Sample {
    /// Its title.
    pub title: Name,
    /// What it is for.
    pub description: &'static str,
    /// Its state.
    pub state: State,
    /// When it is accepted.
    pub validity: Validity,
    /// When it was issued.
    pub created_at: Moment,
    /// When it last changed.
    pub modified_at: Moment,
    /// When its secret was collected; never, for a few.
    pub collected_at: Option<Moment>,
}

/// The `number`-th sample, as of `now`.
///
/// # Errors
/// None in practice: every title that it makes is a name.
pub fn sample(number: u32, policy: &Policy, zone: Zone, now: Moment) -> Result<Sample> {
    let mixed = mix(number);
    let age_days = 5 + i64::from(mixed % 900);
    let created_at = now.plus_millis(-age_days * DAY_MILLIS - i64::from(mix(mixed) % 80_000_000));
    let modified_at = created_at.plus_millis((now.millis() - created_at.millis()) / 100 * i64::from(mixed % 97));
    let expiry = |days: i64| zone.first_instant_of(zone.date_at(now.plus_millis((days + 1) * DAY_MILLIS)));
    let active = State::Active;
    let revoked = |reason: &str| {
        State::Revoked(Revocation {
            at: modified_at,
            by: "Dana Whitfield".into(),
            reason: Some(reason.into()),
            was_active: true,
        })
    };
    let later = i64::from(35 + mixed % 700);
    let warned = i64::from(policy.warning_days.clamp(1, 30));
    let (state, starts, expires) = match number % 17 {
        0 | 9 => (active, None, Some(expiry(-i64::from(1 + mixed % 60)))),
        1 => (revoked("Left the partner programme"), None, Some(expiry(later))),
        2 | 7 | 11 => (active, None, Some(expiry(i64::from(mixed) % warned))),
        3 => (State::Inactive, None, Some(expiry(later))),
        4 => (active, Some(expiry(20)), Some(expiry(later))),
        5 | 13 => (active, None, None),
        _ => (active, None, Some(expiry(later))),
    };
    Ok(Sample {
        title: Name::parse("title", "the title", &title(number))?,
        description: PURPOSES[(mixed / 7) as usize % PURPOSES.len()],
        state,
        validity: Validity { starts, expires },
        created_at,
        modified_at,
        collected_at: (number % 23 != 19).then_some(created_at),
    })
}

fn title(number: u32) -> String {
    let system = SYSTEMS[number as usize % SYSTEMS.len()];
    let place = PLACES[(number as usize / SYSTEMS.len()) % PLACES.len()];
    let round = number / TITLES;
    match (place, round) {
        ("", 0) => system.to_owned(),
        ("", round) => format!("{system} {}", round + 1),
        (place, 0) => format!("{system}, {place}"),
        (place, round) => format!("{system}, {place} {}", round + 1),
    }
}

/// Spreads small numbers over all of `u32`: the finaliser of MurmurHash3, whose constants these are.
fn mix(number: u32) -> u32 {
    let mut mixed = number.wrapping_add(0x9E37_79B9);
    mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x85EB_CA6B);
    mixed = (mixed ^ (mixed >> 13)).wrapping_mul(0xC2B2_AE35);
    mixed ^ (mixed >> 16)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::state::Status;

    #[test]
    fn every_title_is_its_own_and_every_status_appears() {
        let now = Moment::from_millis(1_795_392_000_000);
        let mut titles = HashSet::new();
        let mut statuses = HashSet::new();
        for number in 0..5_000 {
            let sample = sample(number, &Policy::default(), Zone::UTC, now).expect("a sample");
            assert!(titles.insert(sample.title.folded()), "{} is there twice", sample.title);
            assert!(sample.created_at <= sample.modified_at && sample.modified_at <= now);
            statuses.insert(sample.state.status(sample.validity, 30, now));
        }
        let all =
            [Status::Active, Status::Expiring, Status::Scheduled, Status::Expired, Status::Inactive, Status::Revoked];
        assert!(all.iter().all(|status| statuses.contains(status)), "{statuses:?}");
    }
}
