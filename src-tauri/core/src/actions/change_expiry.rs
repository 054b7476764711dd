//! *Change the expiry* of a credential: extend it, shorten it, or let it never expire.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::credential::{Changed, Credential, Target};
use crate::error::Result;
use crate::permission::Permission;
use crate::policy::Expires;
use crate::state::Validity;

/// Changes until when a credential is accepted, within its tenant's policy; in any state.
///
/// # Errors
/// [`crate::error::Error::InvalidInput`] on `expires`; [`crate::error::Error::NotPermitted`] without *create and update*;
/// [`crate::error::Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn change_expiry(app: &App, target: Target, expires: Expires) -> Result<Changed> {
    let entry = |subject| Entry::new(Action::ChangeExpiry, subject);
    super::change::change(app, target, Permission::CreateAndUpdate, entry, |_, credential, tenant, now| {
        let starts = credential.validity.starts.map(|starts| tenant.zone.date_at(starts));
        let chosen = tenant.policy.validity(starts, expires, tenant.zone, now)?;
        Ok(Credential { validity: Validity { expires: chosen.expires, ..credential.validity }, ..credential })
    })
}
