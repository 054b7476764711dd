//! *Change the expiry* of a credential: extend it, shorten it, or let it never expire.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::credential::{Changed, Credential, Target};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::policy::Expires;
use crate::state::Validity;

/// Changes until when a credential is accepted, within its tenant's policy; in any state.
///
/// # Errors
/// [`Error::InvalidInput`] on `expires`; [`Error::NotPermitted`] without *create and update*;
/// [`Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn change_expiry(app: &App, target: Target, expires: Expires) -> Result<Changed> {
    let entry = |subject| Entry::new(Action::ChangeExpiry, subject);
    super::change::change(app, target, Permission::CreateAndUpdate, entry, |_, credential, tenant, now| {
        let expires = tenant.policy.expiry(expires, tenant.zone, now)?;
        if expires.zip(credential.validity.starts).is_some_and(|(expires, starts)| expires <= starts) {
            return Err(Error::invalid("expires", "This is before the credential's start. Choose a later date."));
        }
        Ok(Credential { validity: Validity { expires, ..credential.validity }, ..credential })
    })
}
