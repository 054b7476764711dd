//! *Move a credential* to another group of its tenant.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::credential::{Changed, Credential, Target};
use crate::error::{Error, Result};
use crate::ids::GroupId;
use crate::permission::Permission;

/// Moves a credential.
///
/// # Errors
/// [`Error::InvalidInput`] on `group` where that is gone, another tenant's, or the one that it is in;
/// [`Error::NotPermitted`] without *create and update*; [`Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn move_credential(app: &App, target: Target, group: GroupId) -> Result<Changed> {
    let entry = |subject| Entry::new(Action::MoveCredential, subject);
    super::change::change(app, target, Permission::CreateAndUpdate, entry, |write, credential, tenant, _| {
        let refuse = |problem: String| Err(Error::invalid("group", problem));
        match directory::group(write, group) {
            Ok(kept) if kept.row.id == credential.group => refuse(format!("It is in {} already.", kept.row.name)),
            Ok(kept) if kept.row.tenant == tenant.id => Ok(Credential { group, ..credential }),
            Ok(kept) => refuse(format!("The group “{}” belongs to another tenant.", kept.row.name)),
            Err(Error::NotFound(_)) => refuse("The group has been deleted meanwhile. Choose another.".into()),
            Err(error) => Err(error),
        }
    })
}
