//! *Create a tenant*, with its group *General*.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::{Error, Result};
use crate::group::{GENERAL, Group};
use crate::ids::{GroupId, TenantId};
use crate::name::{Description, Name};
use crate::permission::Permission;
use crate::store::{Done, Write, groups, requests, tenants};
use crate::tenant::{CreateTenantRequest, Holds, TenantRow};

/// Makes a tenant. A repeat of the same request answers the tenant that the first one made.
///
/// # Errors
/// [`Error::InvalidInput`] on the field that holds what it may not; [`Error::NotPermitted`] without *manage the
/// directory*; the keychain's trouble. Then nothing was made.
pub fn create_tenant(app: &App, request: &CreateTenantRequest) -> Result<TenantRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        if let Some(made) = requests::made_by(write.connection(), request.request_id)? {
            return Ok(Done::Nothing(row(write, TenantId::from_bytes(made), now)?));
        }
        let tenant = request.draft.parse(TenantId::new(now, &*app.rng)?, 1, now, now)?;
        if tenants::is_taken(write.connection(), &tenant.name.folded())? {
            let problem = format!("There is a tenant “{}” already. Choose another name.", tenant.name);
            return Err(Error::invalid("name", problem));
        }
        tenants::insert(write, &tenant)?;
        let general = Group {
            id: GroupId::new(now, &*app.rng)?,
            revision: 1,
            tenant: tenant.id,
            name: Name::parse("name", "the name", GENERAL)?,
            description: Description::default(),
            created_at: now,
            modified_at: now,
        };
        groups::insert(write, &general)?;
        requests::keep(write.connection(), request.request_id, tenant.id.to_bytes(), now)?;
        let subject = directory::subject("tenant", tenant.id, &tenant.name);
        let entry = Entry::new(Action::CreateTenant, subject).in_tenant(tenant.id);
        Ok(Done::Audited(entry, TenantRow::of(&tenant, Holds::default())))
    })
}

/// The tenant `id` as a list shows it, vouched for.
pub(super) fn row(write: &Write<'_>, id: TenantId, now: crate::clock::Moment) -> Result<TenantRow> {
    let tenant = directory::tenant(write, id)?.row;
    let holds = tenants::holds(write, &tenant, now)?;
    Ok(TenantRow::of(&tenant, holds))
}
