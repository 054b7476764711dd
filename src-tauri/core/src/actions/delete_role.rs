//! *Delete a role* that nothing uses: a credential that lost its only role would no longer be restricted.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::role::RoleTarget;
use crate::store::{Done, roles};
use crate::tenant::Deleted;

/// Deletes a role for ever.
///
/// # Errors
/// [`Error::NotPossible`] that names where it is used; [`Error::NotPermitted`] without *manage the directory*;
/// [`Error::ChangedMeanwhile`]. Then nothing was deleted.
pub fn delete_role(app: &App, target: RoleTarget) -> Result<Deleted> {
    let keys = app.vault.keys()?;
    app.store.write(&*keys, &app.account, app.now(), |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        let kept = directory::role_seen(write, target)?;
        let uses = roles::uses(write.connection(), kept.row.id)?;
        if !uses.none() {
            let problem = format!("{} is used by {}. Take it from them first.", kept.row.name, uses.words());
            return Err(Error::NotPossible(problem));
        }
        roles::delete(write, &kept)?;
        let subject = directory::subject("role", kept.row.id, &kept.row.name);
        let entry = Entry::new(Action::DeleteRole, subject).in_tenant(kept.row.tenant);
        Ok(Done::Audited(entry, Deleted { name: kept.row.name.to_string(), credentials: 0, traces: false }))
    })
}
