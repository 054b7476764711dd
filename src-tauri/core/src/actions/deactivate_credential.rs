//! *Deactivate a credential*.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::blocking::Block;
use crate::credential::{Changed, Target};
use crate::error::Result;
use crate::permission::Permission;

/// Switches a credential off, until it is switched on again. Also works while the master key is not at hand, and on a
/// full disk.
///
/// # Errors
/// [`crate::error::Error::NotPossible`] where its state does not allow it; [`crate::error::Error::NotPermitted`]
/// without *create and update*; [`crate::error::Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn deactivate_credential(app: &App, target: Target) -> Result<Changed> {
    let entry = |subject| Entry::new(Action::DeactivateCredential, subject);
    super::block::block(app, target, Permission::CreateAndUpdate, &Block::Deactivate, entry)
}
