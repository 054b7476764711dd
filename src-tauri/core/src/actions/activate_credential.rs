//! *Activate a credential*.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::credential::{Changed, Credential, Target};
use crate::error::Result;
use crate::permission::Permission;

/// Switches a credential on.
///
/// # Errors
/// [`crate::error::Error::NotPossible`] where its state does not allow it; [`crate::error::Error::NotPermitted`]
/// without *create and update*; [`crate::error::Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn activate_credential(app: &App, target: Target) -> Result<Changed> {
    let entry = |subject| Entry::new(Action::ActivateCredential, subject);
    super::change::change(app, target, Permission::CreateAndUpdate, entry, |_, credential, _, _| {
        let state = credential.state.clone().activate()?;
        Ok(Credential { state, ..credential })
    })
}
