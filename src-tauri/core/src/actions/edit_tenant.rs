//! *Edit a tenant*: everything but its scheme once it has credentials, which are formed by it.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::store::counts::{Count, Counted};
use crate::store::{Done, tenants};
use crate::tenant::{EditTenantRequest, Tenant, TenantRow};

/// Changes a tenant to what its form has. Credentials that a tightened policy or a lowered limit would not allow stand,
/// and are flagged.
///
/// # Errors
/// [`Error::InvalidInput`] on the field that holds what it may not; [`Error::NotPermitted`] without *manage the
/// directory*; [`Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn edit_tenant(app: &App, request: &EditTenantRequest) -> Result<TenantRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        let kept = directory::tenant_seen(write, request.target)?;
        let drafted = request.draft.parse(kept.row.id, kept.row.revision + 1, kept.row.created_at, now)?;
        let row = Tenant { sample: kept.row.sample, ..drafted };
        if row.name.folded() != kept.row.name.folded() && tenants::is_taken(write.connection(), &row.name.folded())? {
            let problem = format!("There is a tenant “{}” already. Choose another name.", row.name);
            return Err(Error::invalid("name", problem));
        }
        let used = write.count(Counted::Tenant(row.id))?;
        if row.scheme != kept.row.scheme && used > 0 {
            let problem = format!("The {used} credentials of this tenant are formed by its scheme, so it stays. Make another tenant for another scheme.");
            return Err(Error::invalid("scheme", problem));
        }
        tenants::update(write, &kept, &row)?;
        let entry = Entry::new(Action::EditTenant, directory::subject("tenant", row.id, &row.name)).in_tenant(row.id);
        let answer = super::create_tenant::row(write, row.id, now)?;
        Ok(Done::Audited(entry, answer))
    })
}
