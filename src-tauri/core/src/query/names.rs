//! The names that a query can use: what its values are looked up in, and completed from. Pure.

use crate::ids::{GroupId, RoleId, TenantId, UserId};

/// A name of something in a tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<Id> {
    /// What it is called.
    pub name: String,
    /// Which one.
    pub id: Id,
    /// The tenant that it is in.
    pub tenant: TenantId,
}

/// Everything that can be named where a query is asked: one tenant's, or every tenant's. Each list is sorted by folded
/// name; a name that several tenants use is there several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The tenants; their own `tenant` is themselves.
    pub tenants: Vec<Named<TenantId>>,
    /// The groups.
    pub groups: Vec<Named<GroupId>>,
    /// The roles.
    pub roles: Vec<Named<RoleId>>,
    /// The users.
    pub users: Vec<Named<UserId>>,
    /// The tags that credentials have.
    pub tags: Vec<String>,
}
