//! *Change a limit*: how many credentials a tenant may have.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::Result;
use crate::permission::Permission;
use crate::store::{Done, tenants};
use crate::tenant::{Tenant, TenantRow, TenantTarget, parse_limit};

/// Changes how many credentials a tenant may have; any number, where there is no limit. A limit below what there is
/// stands: nothing more is issued until there are fewer.
///
/// # Errors
/// [`crate::error::Error::InvalidInput`] on `limit`; [`crate::error::Error::NotPermitted`] without *manage the
/// directory*; [`crate::error::Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn change_limit(app: &App, target: TenantTarget, limit: Option<u32>) -> Result<TenantRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        let kept = directory::tenant_seen(write, target)?;
        let credential_limit = parse_limit("limit", limit)?;
        let row = Tenant { revision: kept.row.revision + 1, modified_at: now, credential_limit, ..kept.row.clone() };
        tenants::update(write, &kept, &row)?;
        let words = |limit: Option<u32>| limit.map_or("no limit".to_owned(), |limit| limit.to_string());
        let detail = format!("{} to {}", words(kept.row.credential_limit), words(credential_limit));
        let subject = directory::subject("tenant", row.id, &row.name);
        let entry = Entry::new(Action::ChangeLimit, subject).in_tenant(row.id).with_detail(detail);
        let answer = super::create_tenant::row(write, row.id, now)?;
        Ok(Done::Audited(entry, answer))
    })
}
