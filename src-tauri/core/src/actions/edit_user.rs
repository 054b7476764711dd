//! *Edit a user*: name, mail and roles.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::{Error, Result};
use crate::name::Name;
use crate::permission::Permission;
use crate::store::{Done, users};
use crate::user::{EditUserRequest, Mail, User, UserRow};

/// Changes a user to what was typed. A role in which one of its credentials acts cannot be taken away.
///
/// # Errors
/// [`Error::InvalidInput`] on `name`, `mail` or `roles`; [`Error::NotPermitted`] without *manage the directory*;
/// [`Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn edit_user(app: &App, request: &EditUserRequest) -> Result<UserRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        let kept = directory::user_seen(write, request.target)?;
        let tenant = directory::tenant(write, kept.row.tenant)?.row;
        let name = Name::parse("name", "the user's name", &request.name)?;
        if name.folded() != kept.row.name.folded() && users::is_taken(write.connection(), tenant.id, &name.folded())? {
            return Err(directory::taken("user", name, &tenant));
        }
        let roles = directory::chosen_roles(write, tenant.id, &request.roles)?;
        for gone in kept.row.roles.iter().filter(|role| !roles.contains(role)) {
            let uses = users::uses(write.connection(), kept.row.id, Some(*gone))?;
            if !uses.none() {
                let role = directory::role(write, *gone)?.row.name;
                let problem =
                    format!("{} acts in the role {role} by {}. Change them first.", kept.row.name, uses.words());
                return Err(Error::invalid("roles", problem));
            }
        }
        let mail = Mail::parse(&request.mail)?;
        let row = User { revision: kept.row.revision + 1, modified_at: now, name, mail, roles, ..kept.row.clone() };
        users::update(write, &kept, &row)?;
        let uses = users::uses(write.connection(), row.id, None)?;
        let entry = Entry::new(Action::EditUser, directory::subject("user", row.id, &row.name)).in_tenant(tenant.id);
        Ok(Done::Audited(entry, UserRow::of(&row, uses.credentials, &app.account.name)))
    })
}
