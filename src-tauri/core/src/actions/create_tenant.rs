//! *Create a tenant*, with its group *General*.

use crate::app::App;
use crate::audit::{Action, Entry, Subject};
use crate::error::{Error, Result};
use crate::ids::{GroupId, TenantId};
use crate::name::{Description, Name};
use crate::permission::Permission;
use crate::policy::Policy;
use crate::scheme::Scheme;
use crate::store::{Done, Write, groups, requests, tenants};
use crate::tenant::{ApiUrl, CreateTenantRequest, GENERAL, Group, Tenant, TenantRow};
use crate::zone::Zone;

/// Makes a tenant. A repeat of the same request answers the tenant that the first one made.
///
/// # Errors
/// [`Error::InvalidInput`] on `name`, `apiUrl` or `zone`; [`Error::NotPermitted`] without *manage the directory*;
/// the keychain's trouble. Then nothing was made.
pub fn create_tenant(app: &App, request: &CreateTenantRequest) -> Result<TenantRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    let name = Name::parse("name", "the tenant's name", &request.name)?;
    let api_url = ApiUrl::parse(&request.api_url)?;
    let zone = Zone::parse(&request.zone)?;
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        if let Some(made) = requests::made_by(write.connection(), request.request_id)? {
            return Ok(Done::Nothing(made_before(write, TenantId::from_bytes(made))?));
        }
        if tenants::is_taken(write.connection(), &name.folded())? {
            return Err(Error::invalid("name", format!("There is a tenant “{name}” already. Choose another name.")));
        }
        let tenant = Tenant {
            id: TenantId::new(now, &*app.rng)?,
            revision: 1,
            name,
            api_url,
            scheme: Scheme::Signed,
            zone,
            credential_limit: None,
            policy: Policy::default(),
            sample: false,
            created_at: now,
            modified_at: now,
        };
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
        let title = tenant.name.as_str().to_owned();
        let subject = Subject { kind: "tenant", id: tenant.id.to_string(), title, ..Subject::default() };
        let entry = Entry::new(Action::CreateTenant, subject).in_tenant(tenant.id);
        Ok(Done::Audited(entry, TenantRow::of(&tenant, 0, false)))
    })
}

fn made_before(write: &Write<'_>, id: TenantId) -> Result<TenantRow> {
    let made = tenants::all(write.connection())?.into_iter().find(|listed| listed.kept.row.id == id);
    let made = made.ok_or(Error::NotFound("tenant"))?;
    let kept = made.kept.verified(write.vouch(), |row| format!("The tenant {}", row.name))?;
    Ok(TenantRow::of(&kept.row, made.used, made.samples))
}
