//! *Create a user*.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::Result;
use crate::ids::UserId;
use crate::name::Name;
use crate::permission::Permission;
use crate::store::{Done, requests, users};
use crate::user::{CreateUserRequest, Mail, User, UserRow};

/// Makes a user. A repeat of the same request answers the user that the first one made.
///
/// # Errors
/// [`crate::error::Error::InvalidInput`] on `name`, `mail` or `roles`; [`crate::error::Error::NotPermitted`] without
/// *manage the directory*. Then nothing was made.
pub fn create_user(app: &App, request: &CreateUserRequest) -> Result<UserRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        if let Some(made) = requests::made_by(write.connection(), request.request_id)? {
            let kept = directory::user(write, UserId::from_bytes(made))?;
            return Ok(Done::Nothing(UserRow::of(&kept.row, 0, &app.account.name)));
        }
        let tenant = directory::tenant(write, request.tenant)?.row;
        let name = Name::parse("name", "the user's name", &request.name)?;
        if users::is_taken(write.connection(), tenant.id, &name.folded())? {
            return Err(directory::taken("user", name, &tenant));
        }
        let user = User {
            id: UserId::new(now, &*app.rng)?,
            revision: 1,
            tenant: tenant.id,
            name,
            mail: Mail::parse(&request.mail)?,
            roles: directory::chosen_roles(write, tenant.id, &request.roles)?,
            created_at: now,
            modified_at: now,
        };
        users::insert(write, &user)?;
        requests::keep(write.connection(), request.request_id, user.id.to_bytes(), now)?;
        let subject = directory::subject("user", user.id, &user.name);
        let entry = Entry::new(Action::CreateUser, subject).in_tenant(tenant.id);
        Ok(Done::Audited(entry, UserRow::of(&user, 0, &app.account.name)))
    })
}
