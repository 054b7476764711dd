//! *Make a credential show once*: what is kept of its secrets can never be had again. Only rotating leads back.

use super::{change, new_secret};
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::credential::{Changed, Credential, Target};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::policy::Reveal;
use crate::scheme::Scheme;
use crate::secret_version::SecretVersion;
use crate::store::{Done, credentials, secret_versions};
use crate::tenant::Tenant;
use crate::vault::Keys;
use crate::vault::seal::Sealed;

/// Turns a recoverable credential to show once: the sealed copies of its secrets are destroyed, in the database and in
/// its write-ahead log; those of a `signed` one are sealed anew, only so that signatures can be checked.
///
/// # Errors
/// [`Error::NotPossible`] where it is show once already; [`Error::NotPermitted`] without *create and update*;
/// [`Error::NotVouched`]; [`Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn make_show_once(app: &App, target: Target) -> Result<Changed> {
    let keys = app.vault.keys()?;
    let now = app.now();
    let changed = app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::CreateAndUpdate)?;
        let (kept, tenant) = change::found(write, target)?;
        if kept.row.reveal == Reveal::ShowOnce {
            return Err(Error::NotPossible("Its secret is shown once already.".into()));
        }
        for version in secret_versions::of_credential(write.connection(), kept.row.id)? {
            let version = version.verified(write.vouch(), |_| format!("The secret of {}", kept.row.title))?;
            if version.row.recoverable {
                let row = for_good(app, &keys, (&tenant, &kept.row), &version.row)?;
                secret_versions::update(write, &version, &row)?;
            }
        }
        let row = Credential {
            revision: kept.row.revision + 1,
            modified_at: now,
            reveal: Reveal::ShowOnce,
            ..kept.row.clone()
        };
        credentials::update(write, &kept, &row)?;
        let subject = change::subject_of(write, &row)?;
        let entry = Entry::new(Action::MakeShowOnce, subject).in_tenant(tenant.id);
        Ok(Done::Audited(entry, Changed { title: row.title.to_string(), undo: None, traces: false }))
    })?;
    let traces = app.store.forget_deleted();
    Ok(Changed { traces, ..changed })
}

/// `version` as it is to be once it cannot be had again: without its sealed copy, or for a `signed` credential with one
/// that is sealed anew, only so that signatures can be checked.
pub(super) fn for_good(
    app: &App,
    keys: &Keys,
    (tenant, credential): (&Tenant, &Credential),
    version: &SecretVersion,
) -> Result<SecretVersion> {
    let sealed = match &version.sealed {
        Some(sealed) if tenant.scheme == Scheme::Signed => {
            let bound = |recoverable| new_secret::binding(app, keys, credential, version.id, recoverable);
            let secret = keys.open(&bound(true), &Sealed(sealed.clone()))?;
            Some(keys.seal(&bound(false), &secret, &*app.rng)?.0)
        }
        _ => None,
    };
    Ok(SecretVersion { revision: version.revision + 1, sealed, recoverable: false, ..version.clone() })
}
