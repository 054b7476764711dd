//! *Reinstate a credential*.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::credential::{Changed, Credential, Target};
use crate::error::Result;
use crate::permission::Permission;

/// Gives a revoked credential back the state from before it was revoked.
///
/// # Errors
/// [`crate::error::Error::NotPossible`] where its state does not allow it; [`crate::error::Error::NotPermitted`]
/// without *revoke and reinstate*; [`crate::error::Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn reinstate_credential(app: &App, target: Target) -> Result<Changed> {
    let entry = |subject| Entry::new(Action::ReinstateCredential, subject);
    super::change::change(app, target, Permission::RevokeAndReinstate, entry, |_, credential, _, _| {
        let state = credential.state.clone().reinstate()?;
        Ok(Credential { state, ..credential })
    })
}
