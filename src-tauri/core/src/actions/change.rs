//! What the verbs that change one credential have in common: the row is read, verified and compared
//! with what the screen saw, changed, and written with its entry. No verb of its own.

use rusqlite::Connection;

use crate::app::App;
use crate::audit::{Entry, Subject};
use crate::clock::Moment;
use crate::credential::{Changed, Credential, Target};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::store::{Done, Kept, Write, credentials, secret_versions, tenants};
use crate::tenant::Tenant;

/// The credential that is meant and its tenant, both vouched for and as the screen saw them.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NotVouched`]; [`Error::Pending`]; [`Error::ChangedMeanwhile`].
pub(super) fn found(write: &Write<'_>, target: Target) -> Result<(Kept<Credential>, Tenant)> {
    let kept = credentials::get(write.connection(), target.credential)?.ok_or(Error::NotFound("credential"))?;
    let kept = write.vouched_for(kept)?;
    if kept.row.revision != target.revision {
        return Err(Error::ChangedMeanwhile(kept.row.title.to_string()));
    }
    let tenant = tenants::get(write.connection(), kept.row.tenant)?
        .ok_or(Error::NotFound("tenant"))?
        .verified(write.vouch(), |row| format!("The tenant {}", row.name))?;
    Ok((kept, tenant.row))
}

/// A credential, as the audit log names it: with the fingerprint of its newest secret.
pub(super) fn subject_of(write: &Write<'_>, credential: &Credential) -> Result<Subject> {
    subject_in(write.connection(), credential)
}

/// As [`subject_of`], where nothing is being written.
pub(super) fn subject_in(connection: &Connection, credential: &Credential) -> Result<Subject> {
    let versions = secret_versions::of_credential(connection, credential.id)?;
    Ok(Subject {
        kind: "credential",
        id: credential.id.to_string(),
        title: credential.title.as_str().to_owned(),
        access_id: credential.access_id.as_ref().map(|id| id.as_str().to_owned()),
        fingerprint: versions.first().map(|version| version.row.fingerprint.as_str().to_owned()),
    })
}

/// Changes one credential's own fields: `work` is given the row as it is, its tenant and the time, and gives the row
/// as it is to be; revision and modified are taken care of. `entry` makes the audit entry for its subject.
///
/// # Errors
/// [`Error::NotPermitted`] without `permission`; as [`found`]; what `work` reports. Then nothing was changed.
pub(super) fn change(
    app: &App,
    target: Target,
    permission: Permission,
    entry: impl FnOnce(Subject) -> Entry,
    work: impl FnOnce(&Write<'_>, Credential, &Tenant, Moment) -> Result<Credential>,
) -> Result<Changed> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), permission)?;
        let (kept, tenant) = found(write, target)?;
        let row = work(write, kept.row.clone(), &tenant, now)?;
        let row = Credential { revision: kept.row.revision + 1, modified_at: now, ..row };
        credentials::update(write, &kept, &row)?;
        let entry = entry(subject_of(write, &row)?).in_tenant(tenant.id);
        let answer = Changed { title: row.title.as_str().to_owned(), undo: Some(write.sequence()), traces: false };
        Ok(Done::Audited(entry, answer))
    })
}
