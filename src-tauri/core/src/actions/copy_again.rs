//! *Copy again*: the kept secret of a recoverable credential, with the permission *reveal*.

use super::{copy_secret, kept_secret};
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::Result;
use crate::ids::CredentialId;
use crate::secret::Secret;
use crate::store::Done;

/// Gives the kept secret to `put`, which places it on the clipboard, and keeps that it was copied; as
/// [`copy_secret`](super::copy_secret()) has it.
///
/// # Errors
/// [`crate::error::Error::NotPossible`] where its secret is shown once; [`crate::error::Error::NotPermitted`] without
/// *reveal*; [`crate::error::Error::NotVouched`]; what `put` reports.
pub fn copy_again(app: &App, credential: CredentialId, put: impl FnOnce(&Secret) -> Result<()>) -> Result<()> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        let sheet = kept_secret::kept_secret(app, &keys, write, credential, now)?;
        copy_secret::copied(write, &sheet, now, put)?;
        Ok(Done::Audited(Entry::new(Action::CopyAgain, super::subject_of(&sheet)).in_tenant(sheet.tenant), ()))
    })
}
