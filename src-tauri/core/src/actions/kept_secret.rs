//! The kept secret of a recoverable credential, as a sheet that no list knows: what copying and downloading again hand
//! out. No verb of its own.

use super::{directory, new_secret};
use crate::app::App;
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::ids::CredentialId;
use crate::permission::Permission;
use crate::policy::Reveal;
use crate::sheets::Sheet;
use crate::store::{Write, credentials, secret_versions};
use crate::vault::Keys;
use crate::vault::seal::Sealed;

/// Opens the newest secret of `credential`.
///
/// # Errors
/// [`Error::NotPermitted`] without *reveal*; [`Error::NotPossible`] where its secret is shown once;
/// [`Error::NotFound`]; [`Error::NotVouched`].
pub(super) fn kept_secret(
    app: &App,
    keys: &Keys,
    write: &Write<'_>,
    credential: CredentialId,
    now: Moment,
) -> Result<Sheet> {
    app.permit(write.connection(), write.vouch(), Permission::Reveal)?;
    let kept = credentials::get(write.connection(), credential)?.ok_or(Error::NotFound("credential"))?;
    let kept = write.vouched_for(kept)?.row;
    let tenant = directory::tenant(write, kept.tenant)?.row;
    let newest = secret_versions::of_credential(write.connection(), kept.id)?.into_iter().next();
    let version = newest
        .ok_or(Error::NotFound("secret"))?
        .verified(write.vouch(), |_| format!("The secret of {}", kept.title))?
        .row;
    let sealed = version.sealed.clone().filter(|_| version.recoverable && kept.reveal == Reveal::Recoverable);
    let sealed = Sealed(sealed.ok_or_else(|| Error::NotPossible(SHOWN_ONCE.into()))?);
    let secret = keys.open(&new_secret::binding(app, keys, &kept, version.id, true), &sealed)?;
    new_secret::sheet(app, &tenant, kept, version, secret, now)
}

/// Why the secret of a show-once credential cannot be had again.
pub const SHOWN_ONCE: &str = "Its secret was shown once, when it was made, and is not kept so that it could be had again. Rotate it for a new one.";
