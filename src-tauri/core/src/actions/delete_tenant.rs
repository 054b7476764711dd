//! *Delete a tenant* with its groups, roles and users; with its credentials only where its name was typed.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::{Error, Result};
use crate::ids::{CredentialId, GroupId, TenantId};
use crate::permission::Permission;
use crate::store::counts::{Count, Counted};
use crate::store::{Done, Write, credentials, groups, roles, secret_versions, tenants, users};
use crate::tenant::{DeleteTenantRequest, Deleted};

/// How many credentials are read at once.
const CHUNK: u32 = 1_000;

/// Deletes a tenant for ever.
///
/// # Errors
/// [`Error::NotPossible`] while it has credentials that are not to go with it; [`Error::InvalidInput`] on `typed`
/// where that is not its name; [`Error::NotPermitted`] without *manage the directory*, and with credentials without
/// *delete*; [`Error::NotVouched`] where anything that is to go with it was changed outside, which stays as evidence;
/// [`Error::ChangedMeanwhile`]. Then nothing was deleted.
pub fn delete_tenant(app: &App, request: &DeleteTenantRequest) -> Result<Deleted> {
    let keys = app.vault.keys()?;
    let (deleted, gone) = app.store.write(&*keys, &app.account, app.now(), |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        let kept = directory::tenant_seen(write, request.target)?;
        let tenant = kept.row.id;
        let used = write.count(Counted::Tenant(tenant))?;
        if used > 0 && !request.with_credentials {
            let problem =
                format!("{} has {used} credentials. Delete them first, or delete it with them.", kept.row.name);
            return Err(Error::NotPossible(problem));
        }
        if used > 0 {
            app.permit(write.connection(), write.vouch(), Permission::Delete)?;
            confirmed(&request.typed, kept.row.name.as_str())?;
        }
        let gone = delete_credentials(write, tenant, None)?;
        for listed in users::all(write, Some(tenant))? {
            let user = listed.kept.verified(write.vouch(), |row| format!("The user {}", row.name))?;
            users::delete(write, &user)?;
        }
        for listed in roles::all(write, Some(tenant))? {
            let role = listed.kept.verified(write.vouch(), |row| format!("The role {}", row.name))?;
            roles::delete(write, &role)?;
        }
        for listed in groups::all(write, Some(tenant), app.now())? {
            let group = listed.kept.verified(write.vouch(), |row| format!("The group {}", row.name))?;
            groups::delete(write, &group)?;
        }
        tenants::delete(write, &kept)?;
        let credentials = u32::try_from(gone.len()).unwrap_or(u32::MAX);
        let subject = directory::subject("tenant", tenant, &kept.row.name);
        let entry = Entry::new(Action::DeleteTenant, subject).in_tenant(tenant).with_count(credentials);
        Ok(Done::Audited(entry, (Deleted { name: kept.row.name.to_string(), credentials, traces: false }, gone)))
    })?;
    app.sheets.close_of(&gone);
    let traces = app.store.forget_deleted();
    Ok(Deleted { traces, ..deleted })
}

/// Whether what was typed is the name of what is to be deleted with its credentials.
///
/// # Errors
/// [`Error::InvalidInput`] on `typed`.
pub(super) fn confirmed(typed: &str, name: &str) -> Result<()> {
    if typed.trim() == name {
        return Ok(());
    }
    Err(Error::invalid("typed", format!("Type {name} exactly as it is written to delete it with its credentials.")))
}

/// Deletes the credentials of `tenant`, or of one group of it, with their secrets. Answers which.
///
/// # Errors
/// [`Error::NotVouched`] where one was changed outside.
pub(super) fn delete_credentials(
    write: &mut Write<'_>,
    tenant: TenantId,
    group: Option<GroupId>,
) -> Result<Vec<CredentialId>> {
    let mut gone = Vec::new();
    loop {
        let some = credentials::some_of(write.connection(), tenant, group, CHUNK)?;
        if some.is_empty() {
            return Ok(gone);
        }
        for kept in some {
            let kept = kept.verified(write.vouch(), |row| row.title.to_string())?;
            for version in secret_versions::of_credential(write.connection(), kept.row.id)? {
                let version = version.verified(write.vouch(), |_| format!("The secret of {}", kept.row.title))?;
                secret_versions::delete(write, &version)?;
            }
            credentials::delete(write, &kept)?;
            gone.push(kept.row.id);
        }
    }
}
