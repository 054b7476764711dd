//! *Deactivate a credential*.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::credential::{Changed, Credential, Target};
use crate::error::Result;
use crate::permission::Permission;

/// Switches a credential off, until it is switched on again.
///
/// # Errors
/// [`crate::error::Error::NotPossible`] where its state does not allow it; [`crate::error::Error::NotPermitted`]
/// without *create and update*; [`crate::error::Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn deactivate_credential(app: &App, target: Target) -> Result<Changed> {
    let entry = |subject| Entry::new(Action::DeactivateCredential, subject);
    super::change::change(app, target, Permission::CreateAndUpdate, entry, |_, credential, _, _| {
        let state = credential.state.clone().deactivate()?;
        Ok(Credential { state, ..credential })
    })
}
