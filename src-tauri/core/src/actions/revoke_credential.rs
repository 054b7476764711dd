//! *Revoke a credential*.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::blocking::Block;
use crate::credential::{Changed, Target};
use crate::error::Result;
use crate::name::Description;
use crate::permission::Permission;

/// Blocks a credential until it is reinstated; `reason` may be empty. Also works while the master key is not at hand,
/// and on a full disk.
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
    super::block::block(app, target, Permission::RevokeAndReinstate, &Block::Revoke { reason: reason.clone() }, entry)
}
