//! The frame that the directory's verbs share: rows of tenants, groups, roles and users found, verified and compared
//! with what the screen saw. No verb of its own.

use crate::audit::Subject;
use crate::error::{Error, Result};
use crate::group::{Group, GroupTarget};
use crate::ids::{GroupId, RoleId, TenantId, UserId};
use crate::mac::Marked;
use crate::role::{Role, RoleTarget};
use crate::store::{Kept, Write, groups, roles, tenants, users};
use crate::tenant::{Tenant, TenantTarget};
use crate::user::{User, UserTarget};

/// The tenant `id`, vouched for.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NotVouched`].
pub(super) fn tenant(write: &Write<'_>, id: TenantId) -> Result<Kept<Tenant>> {
    tenants::get(write.connection(), id)?
        .ok_or(Error::NotFound("tenant"))?
        .verified(write.vouch(), |row| format!("The tenant {}", row.name))
}

/// The group `id`, vouched for.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NotVouched`].
pub(super) fn group(write: &Write<'_>, id: GroupId) -> Result<Kept<Group>> {
    groups::get(write.connection(), id)?
        .ok_or(Error::NotFound("group"))?
        .verified(write.vouch(), |row| format!("The group {}", row.name))
}

/// The role `id`, vouched for.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NotVouched`].
pub(super) fn role(write: &Write<'_>, id: RoleId) -> Result<Kept<Role>> {
    roles::get(write.connection(), id)?
        .ok_or(Error::NotFound("role"))?
        .verified(write.vouch(), |row| format!("The role {}", row.name))
}

/// The user `id`, vouched for.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NotVouched`].
pub(super) fn user(write: &Write<'_>, id: UserId) -> Result<Kept<User>> {
    users::get(write.connection(), id)?
        .ok_or(Error::NotFound("user"))?
        .verified(write.vouch(), |row| format!("The user {}", row.name))
}

/// The tenant that is meant, as the screen saw it.
///
/// # Errors
/// As [`tenant`]; [`Error::ChangedMeanwhile`].
pub(super) fn tenant_seen(write: &Write<'_>, target: TenantTarget) -> Result<Kept<Tenant>> {
    let kept = tenant(write, target.tenant)?;
    seen(&kept, target.revision, || kept.row.name.to_string())?;
    Ok(kept)
}

/// The group that is meant, as the screen saw it.
///
/// # Errors
/// As [`group`]; [`Error::ChangedMeanwhile`].
pub(super) fn group_seen(write: &Write<'_>, target: GroupTarget) -> Result<Kept<Group>> {
    let kept = group(write, target.group)?;
    seen(&kept, target.revision, || kept.row.name.to_string())?;
    Ok(kept)
}

/// The role that is meant, as the screen saw it.
///
/// # Errors
/// As [`role`]; [`Error::ChangedMeanwhile`].
pub(super) fn role_seen(write: &Write<'_>, target: RoleTarget) -> Result<Kept<Role>> {
    let kept = role(write, target.role)?;
    seen(&kept, target.revision, || kept.row.name.to_string())?;
    Ok(kept)
}

/// The user that is meant, as the screen saw it.
///
/// # Errors
/// As [`user`]; [`Error::ChangedMeanwhile`].
pub(super) fn user_seen(write: &Write<'_>, target: UserTarget) -> Result<Kept<User>> {
    let kept = user(write, target.user)?;
    seen(&kept, target.revision, || kept.row.name.to_string())?;
    Ok(kept)
}

fn seen<R: Marked>(kept: &Kept<R>, revision: u32, name: impl FnOnce() -> String) -> Result<()> {
    if kept.row.revision() == revision { Ok(()) } else { Err(Error::ChangedMeanwhile(name())) }
}

/// A thing of the directory, as the audit log names it.
pub(super) fn subject(kind: &'static str, id: impl std::fmt::Display, name: impl std::fmt::Display) -> Subject {
    Subject { kind, id: id.to_string(), title: name.to_string(), ..Subject::default() }
}

/// The refusal of a name that another of the `things` of `tenant` has.
pub(super) fn taken(thing: &str, name: impl std::fmt::Display, tenant: &Tenant) -> Error {
    Error::invalid(
        "name",
        format!(
            "There is a {thing} “{name}” in {} already. Names are compared without regard to case; choose another.",
            tenant.name
        ),
    )
}

/// The roles that were chosen in the field `roles`, each of `tenant` and vouched for; sorted and without repeats.
///
/// # Errors
/// [`Error::InvalidInput`] on `roles` where one is gone or another tenant's; [`Error::NotVouched`].
pub(super) fn chosen_roles(write: &Write<'_>, tenant: TenantId, chosen: &[RoleId]) -> Result<Vec<RoleId>> {
    let mut ids = chosen.to_vec();
    ids.sort_unstable();
    ids.dedup();
    for id in &ids {
        match role(write, *id) {
            Ok(kept) if kept.row.tenant == tenant => {}
            Ok(kept) => {
                let problem =
                    format!("The role “{}” belongs to another tenant. Choose among this tenant's.", kept.row.name);
                return Err(Error::invalid("roles", problem));
            }
            Err(Error::NotFound(_)) => {
                let problem = "A role that was chosen has been deleted meanwhile. Nothing was changed; choose again among those that are left.";
                return Err(Error::invalid("roles", problem));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(ids)
}
