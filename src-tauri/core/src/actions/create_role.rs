//! *Create a role*.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::Result;
use crate::ids::RoleId;
use crate::name::{Description, Name};
use crate::permission::Permission;
use crate::role::{CreateRoleRequest, Role, RoleRow};
use crate::rule::parse_rules;
use crate::store::{Done, requests, roles};

/// Makes a role. A repeat of the same request answers the role that the first one made.
///
/// # Errors
/// [`crate::error::Error::InvalidInput`] on `name`, `description` or `rules`; [`crate::error::Error::NotPermitted`]
/// without *manage the directory*. Then nothing was made.
pub fn create_role(app: &App, request: &CreateRoleRequest) -> Result<RoleRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        if let Some(made) = requests::made_by(write.connection(), request.request_id)? {
            let kept = directory::role(write, RoleId::from_bytes(made))?;
            return Ok(Done::Nothing(RoleRow::of(&kept.row, 0, 0)));
        }
        let tenant = directory::tenant(write, request.tenant)?.row;
        let name = Name::parse("name", "the role's name", &request.name)?;
        if roles::is_taken(write.connection(), tenant.id, &name.folded())? {
            return Err(directory::taken("role", name, &tenant));
        }
        let role = Role {
            id: RoleId::new(now, &*app.rng)?,
            revision: 1,
            tenant: tenant.id,
            name,
            description: Description::parse("description", &request.description)?,
            rules: parse_rules(request.rules.clone())?,
            created_at: now,
            modified_at: now,
        };
        roles::insert(write, &role)?;
        requests::keep(write.connection(), request.request_id, role.id.to_bytes(), now)?;
        let subject = directory::subject("role", role.id, &role.name);
        let entry = Entry::new(Action::CreateRole, subject).in_tenant(tenant.id);
        Ok(Done::Audited(entry, RoleRow::of(&role, 0, 0)))
    })
}
