//! What a credential grants and to whom, read from a form: roles, user, role acted in, addresses, tags. No verb of its own.

use super::directory;
use crate::address::{self, Address};
use crate::credential::{Credential, EditRequest, IssueRequest};
use crate::error::{Error, Result};
use crate::ids::{RoleId, TenantId, UserId};
use crate::name::Tag;
use crate::store::Write;

/// What the form sent.
pub(super) struct Asked<'a> {
    roles: &'a [RoleId],
    user: Option<UserId>,
    in_role: Option<RoleId>,
    addresses: &'a [String],
    tags: &'a [String],
}

impl<'a> From<&'a IssueRequest> for Asked<'a> {
    fn from(request: &'a IssueRequest) -> Self {
        let IssueRequest { roles, user, in_role, addresses, tags, .. } = request;
        Self { roles, user: *user, in_role: *in_role, addresses, tags }
    }
}

impl<'a> From<&'a EditRequest> for Asked<'a> {
    fn from(request: &'a EditRequest) -> Self {
        let EditRequest { roles, user, in_role, addresses, tags, .. } = request;
        Self { roles, user: *user, in_role: *in_role, addresses, tags }
    }
}

/// What was asked for, found and verified.
pub(super) struct Grants {
    roles: Vec<RoleId>,
    user: Option<UserId>,
    in_role: Option<RoleId>,
    addresses: Vec<Address>,
    tags: Vec<Tag>,
}

impl Grants {
    /// `credential` with these in place of its own.
    pub(super) fn on(self, credential: Credential) -> Credential {
        let Self { roles, user, in_role, addresses, tags } = self;
        Credential { roles, user, in_role, addresses, tags, ..credential }
    }
}

/// Finds what was asked for in `tenant`.
///
/// # Errors
/// [`Error::InvalidInput`] on `roles`, `user`, `inRole`, `addresses` or `tags`; [`Error::NotVouched`].
pub(super) fn grants(write: &Write<'_>, tenant: TenantId, asked: &Asked<'_>) -> Result<Grants> {
    let roles = directory::chosen_roles(write, tenant, asked.roles)?;
    let user = match asked.user {
        None => None,
        Some(id) => match directory::user(write, id) {
            Ok(kept) if kept.row.tenant == tenant => Some(kept.row),
            Ok(kept) => {
                let problem =
                    format!("The user “{}” belongs to another tenant. Choose among this tenant's.", kept.row.name);
                return Err(Error::invalid("user", problem));
            }
            Err(Error::NotFound(_)) => {
                let problem = "The user that was chosen has been deleted meanwhile. Nothing was changed; choose again among those that are left.";
                return Err(Error::invalid("user", problem));
            }
            Err(error) => return Err(error),
        },
    };
    let in_role = match (asked.in_role, &user) {
        (None, _) => None,
        (Some(_), None) => {
            return Err(Error::invalid("inRole", "A role to act in is one of a user's. Choose on whose behalf first."));
        }
        (Some(id), Some(user)) if user.roles.contains(&id) => Some(id),
        (Some(_), Some(user)) => {
            let problem = format!(
                "{} does not have this role, or no longer. Choose one of that user's roles, or none.",
                user.name
            );
            return Err(Error::invalid("inRole", problem));
        }
    };
    Ok(Grants {
        roles,
        user: user.map(|user| user.id),
        in_role,
        addresses: address::parse_all(asked.addresses)?,
        tags: Tag::parse_all(asked.tags)?,
    })
}
