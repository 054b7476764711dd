//! *Delete a user* on whose behalf no credential acts.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::store::{Done, users};
use crate::tenant::Deleted;
use crate::user::UserTarget;

/// Deletes a user for ever.
///
/// # Errors
/// [`Error::NotPossible`] that names the credentials that act on its behalf; [`Error::NotPermitted`] without *manage the
/// directory*; [`Error::ChangedMeanwhile`]. Then nothing was deleted.
pub fn delete_user(app: &App, target: UserTarget) -> Result<Deleted> {
    let keys = app.vault.keys()?;
    app.store.write(&*keys, &app.account, app.now(), |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        let kept = directory::user_seen(write, target)?;
        let uses = users::uses(write.connection(), kept.row.id, None)?;
        if !uses.none() {
            let problem = format!("{} is used by {}. Change or delete them first.", kept.row.name, uses.words());
            return Err(Error::NotPossible(problem));
        }
        users::delete(write, &kept)?;
        let subject = directory::subject("user", kept.row.id, &kept.row.name);
        let entry = Entry::new(Action::DeleteUser, subject).in_tenant(kept.row.tenant);
        Ok(Done::Audited(entry, Deleted { name: kept.row.name.to_string(), credentials: 0, traces: false }))
    })
}
