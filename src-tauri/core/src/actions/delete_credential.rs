//! *Delete a credential*: row and secrets gone from the database and from the write-ahead log.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::credential::{Changed, Target};
use crate::error::Result;
use crate::permission::Permission;
use crate::store::{Done, credentials, secret_versions};

/// Deletes a credential for ever. The audit log keeps its title, identifiers and fingerprints.
///
/// # Errors
/// [`crate::error::Error::NotPermitted`] without *delete*; [`crate::error::Error::ChangedMeanwhile`];
/// [`crate::error::Error::NotVouched`]; [`crate::error::Error::NotFound`]. Then nothing was deleted.
pub fn delete_credential(app: &App, target: Target) -> Result<Changed> {
    let keys = app.vault.keys()?;
    let deleted = app.store.write(&*keys, &app.account, app.now(), |write| {
        app.permit(write.connection(), write.vouch(), Permission::Delete)?;
        let (kept, tenant) = super::change::found(write, target)?;
        let subject = super::change::subject_of(write, &kept.row)?;
        let versions = secret_versions::of_credential(write.connection(), kept.row.id)?;
        let fingerprints: Vec<_> = versions.iter().map(|version| version.row.fingerprint.as_str()).collect();
        let detail = fingerprints.join(" ");
        for version in versions {
            let version = version.verified(write.vouch(), |_| format!("The secret of {}", kept.row.title))?;
            secret_versions::delete(write, &version)?;
        }
        credentials::delete(write, &kept)?;
        let title = kept.row.title.as_str().to_owned();
        let entry = Entry::new(Action::DeleteCredential, subject).in_tenant(tenant.id).with_detail(detail);
        Ok(Done::Audited(entry, Changed { title, undo: None, traces: false }))
    })?;
    app.sheets.close_of(&[target.credential]);
    let traces = app.store.forget_deleted();
    Ok(Changed { traces, ..deleted })
}
