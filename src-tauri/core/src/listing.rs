//! What a list of all credentials holds of each, and of the directory around them: what [`crate::index`] is made of
//! and kept true with. Pure.

use crate::address::Address;
use crate::clock::Moment;
use crate::ids::{CredentialId, GroupId, RoleId, TenantId, UserId};
use crate::scheme::Scheme;
use crate::state::{Standing, Validity};
use crate::zone::Zone;

/// A credential with what a query can ask of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCredential {
    /// The table's handle for it.
    pub handle: u32,
    /// Its identity.
    pub id: CredentialId,
    /// The tenant that it belongs to.
    pub tenant: TenantId,
    /// The group that it is in.
    pub group: GroupId,
    /// The user on whose behalf it acts.
    pub user: Option<UserId>,
    /// Its roles.
    pub roles: Vec<RoleId>,
    /// The addresses that it may be used from, sorted; any, where there are none.
    pub addresses: Vec<Address>,
    /// Its tags, sorted.
    pub tags: Vec<String>,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Its Access ID; a single key has none.
    pub access_id: Option<String>,
    /// What may be shown of its newest single key.
    pub key_start: Option<String>,
    /// Switched on, off, or revoked.
    pub standing: Standing,
    /// When it is accepted.
    pub validity: Validity,
    /// When it was issued.
    pub created_at: Moment,
    /// By whom.
    pub created_by: String,
    /// When its own fields, state or secret last changed.
    pub modified_at: Moment,
    /// When its secret was last replaced, if it ever was.
    pub rotated_at: Option<Moment>,
    /// Until when an older secret than the newest is accepted at the longest.
    pub rotating_until: Option<Moment>,
    /// Whether its newest secret was never copied, shown or downloaded.
    pub never_collected: bool,
    /// Whether its newest secret is kept so that it can be had again.
    pub recoverable: bool,
    /// Whether it is sample data.
    pub sample: bool,
}

/// What the credentials refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedDirectory {
    /// The tenants.
    pub tenants: Vec<ListedTenant>,
    /// The groups, by name.
    pub groups: Vec<(GroupId, String)>,
    /// The roles, by name.
    pub roles: Vec<(RoleId, String)>,
    /// The users, by name.
    pub users: Vec<(UserId, String)>,
}

/// A tenant, as far as its credentials depend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedTenant {
    /// Its identity.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Where its API is.
    pub api_url: String,
    /// How its credentials are formed.
    pub scheme: Scheme,
    /// Where its days begin.
    pub zone: Zone,
    /// For how many days before its expiry a credential is *expiring*.
    pub warning_days: u32,
}
