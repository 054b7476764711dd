//! *Edit a role*: its name, description and rules.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::Result;
use crate::name::{Description, Name};
use crate::permission::Permission;
use crate::role::{EditRoleRequest, Role, RoleRow};
use crate::rule::parse_rules;
use crate::store::{Done, roles};

/// Changes a role to what was typed; what its credentials may do changes with it.
///
/// # Errors
/// [`crate::error::Error::InvalidInput`] on `name`, `description` or `rules`; [`crate::error::Error::NotPermitted`]
/// without *manage the directory*; [`crate::error::Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn edit_role(app: &App, request: &EditRoleRequest) -> Result<RoleRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        let kept = directory::role_seen(write, request.target)?;
        let tenant = directory::tenant(write, kept.row.tenant)?.row;
        let name = Name::parse("name", "the role's name", &request.name)?;
        if name.folded() != kept.row.name.folded() && roles::is_taken(write.connection(), tenant.id, &name.folded())? {
            return Err(directory::taken("role", name, &tenant));
        }
        let row = Role {
            revision: kept.row.revision + 1,
            name,
            description: Description::parse("description", &request.description)?,
            rules: parse_rules(request.rules.clone())?,
            modified_at: now,
            ..kept.row.clone()
        };
        roles::update(write, &kept, &row)?;
        let uses = roles::uses(write.connection(), row.id)?;
        let entry = Entry::new(Action::EditRole, directory::subject("role", row.id, &row.name)).in_tenant(tenant.id);
        Ok(Done::Audited(entry, RoleRow::of(&row, uses.credentials, uses.users)))
    })
}
