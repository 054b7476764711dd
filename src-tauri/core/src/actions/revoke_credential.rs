//! *Revoke a credential*.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::credential::{Changed, Credential, Target};
use crate::error::Result;
use crate::name::Description;
use crate::permission::Permission;

/// Blocks a credential until it is reinstated; `reason` may be empty.
///
/// # Errors
/// [`crate::error::Error::NotPossible`] where it is revoked already; [`crate::error::Error::InvalidInput`] on
/// `reason`; [`crate::error::Error::NotPermitted`] without *revoke and reinstate*;
/// [`crate::error::Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn revoke_credential(app: &App, target: Target, reason: &str) -> Result<Changed> {
    let reason = Description::parse("reason", reason)?;
    let reason = Some(reason.as_str()).filter(|reason| !reason.is_empty()).map(str::to_owned);
    let entry = |subject| {
        let entry = Entry::new(Action::RevokeCredential, subject);
        reason.iter().fold(entry, |entry, reason| entry.with_detail(reason))
    };
    super::change::change(app, target, Permission::RevokeAndReinstate, entry, |_, credential, _, now| {
        let state = credential.state.clone().revoke(now, app.account.name.clone(), reason.clone())?;
        Ok(Credential { state, ..credential })
    })
}
