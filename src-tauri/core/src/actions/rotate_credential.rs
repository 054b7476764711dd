//! *Rotate a credential*: a new secret; the old one is accepted for a while, or no longer.

use super::make_show_once::for_good;
use super::new_secret;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::clock::Moment;
use crate::credential::{Credential, Overlap, Target};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::policy::Reveal;
use crate::secret_version::SecretVersion;
use crate::sheets::Rotated;
use crate::state::State;
use crate::store::{Done, credentials, secret_versions};
use crate::tenant::Tenant;

/// The longest overlap in hours: one year.
const HOURS: u32 = 8_760;

/// Gives a credential a new secret and opens its one-time sheet. The Access ID stays. `reveal` says what is kept of the
/// new secret, where that is to change; where it is to be shown once, the older ones can no longer be had again either.
/// At most two secrets are accepted: rotating again ends the one before the last at once.
///
/// # Errors
/// [`Error::NotPossible`] where it is revoked or expired; [`Error::InvalidInput`] on `overlap`;
/// [`Error::NotPermitted`] without *create and update*; [`Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn rotate_credential(app: &App, target: Target, overlap: Overlap, reveal: Option<Reveal>) -> Result<Rotated> {
    let keys = app.vault.keys()?;
    let now = app.now();
    let (mut opened, mut destroyed) = (None, false);
    let answer = app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::CreateAndUpdate)?;
        let (kept, tenant) = super::change::found(write, target)?;
        may_rotate(&kept.row, now)?;
        let until = accepted_until(overlap, &kept.row, &tenant, now)?;
        let versions = secret_versions::of_credential(write.connection(), kept.row.id)?;
        let number = versions.first().map_or(1, |version| version.row.number + 1);
        let reveal = reveal.unwrap_or(kept.row.reveal);
        for (age, version) in versions.into_iter().enumerate() {
            let version = version.verified(write.vouch(), |_| format!("The secret of {}", kept.row.title))?;
            let end = if age == 0 { until } else { now };
            let mut row = version.row.clone();
            if reveal == Reveal::ShowOnce && row.recoverable {
                row = for_good(app, &keys, (&tenant, &kept.row), &row)?;
                destroyed = true;
            }
            row.accepted_until = Some(row.accepted_until.map_or(end, |accepted| accepted.min(end)));
            if row != version.row {
                let revision = version.row.revision + 1;
                secret_versions::update(write, &version, &SecretVersion { revision, ..row })?;
            }
        }
        let row =
            Credential { revision: kept.row.revision + 1, modified_at: now, reveal, sample: false, ..kept.row.clone() };
        credentials::update(write, &kept, &row)?;
        let secret = new_secret::generate(app, &tenant)?;
        let version = new_secret::version(app, &keys, (&tenant, &row), number, &secret, now)?;
        secret_versions::insert(write, &version)?;
        let sheet = new_secret::sheet(app, &tenant, row, version, secret, now)?;
        let detail =
            if until <= now { "old secret ended".to_owned() } else { format!("old secret accepted until {until}") };
        let entry =
            Entry::new(Action::RotateCredential, super::subject_of(&sheet)).in_tenant(tenant.id).with_detail(detail);
        let row = app.sheets.open(sheet);
        opened = Some(row.id);
        Ok(Done::Audited(entry, row))
    });
    if answer.is_err()
        && let Some(sheet) = opened
    {
        app.sheets.close(sheet)?;
    }
    let sheet = answer?;
    // The sheet is the only place that has the new secret, so it is answered whatever comes of this.
    let traces = destroyed && app.store.forget_deleted();
    Ok(Rotated { sheet, traces })
}

fn may_rotate(credential: &Credential, now: Moment) -> Result<()> {
    if matches!(credential.state, State::Revoked(_)) {
        return Err(Error::NotPossible("It is revoked; reinstate it first.".into()));
    }
    if credential.validity.expires.is_some_and(|expires| expires <= now) {
        return Err(Error::NotPossible("It has expired; change its expiry first.".into()));
    }
    Ok(())
}

/// Until when the old secret is accepted: never past the credential's own expiry.
fn accepted_until(overlap: Overlap, credential: &Credential, tenant: &Tenant, now: Moment) -> Result<Moment> {
    let refuse = |problem: &str| Err(Error::invalid("overlap", problem));
    let until = match overlap {
        Overlap::Now => return Ok(now),
        Overlap::Hours { hours } if (1..=HOURS).contains(&hours) => now.plus_millis(i64::from(hours) * 3_600_000),
        Overlap::Hours { .. } => return refuse("Between 1 hour and 8,760 hours (one year) can be chosen."),
        Overlap::Until { date } => {
            if date < tenant.zone.date_at(now) {
                return refuse("This date is past. Choose today or a later date, or end the old secret now.");
            }
            match tenant.zone.end_of(date) {
                Ok(until) => until,
                Err(_) => return refuse("This date is beyond the year 9999. Choose an earlier one."),
            }
        }
    };
    match credential.validity.expires {
        Some(expires) if until > expires && matches!(overlap, Overlap::Until { .. }) => {
            refuse("This is past the credential's expiry. Choose an earlier date, or change the expiry first.")
        }
        Some(expires) => Ok(until.min(expires)),
        None => Ok(until),
    }
}
