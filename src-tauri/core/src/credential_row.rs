//! What the table asks for and shows: queries, handles, rows. Pure.

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::column::Column;
use crate::ids::{CredentialId, GroupId, TenantId};
use crate::name::Tag;
use crate::scheme::Scheme;
use crate::state::Status;

/// A credential as the table shows it. It cannot hold a secret.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CredentialRow {
    /// The table's handle for it.
    pub handle: u32,
    /// Its identity.
    pub id: CredentialId,
    /// Its tenant.
    pub tenant: TenantId,
    /// Its tenant's name.
    pub tenant_name: String,
    /// Its group.
    pub group: GroupId,
    /// Its group's name.
    pub group_name: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// How it is formed.
    pub scheme: Scheme,
    /// Its Access ID; a single key has none.
    pub access_id: Option<String>,
    /// What may be shown of its newest single key.
    pub key_start: Option<String>,
    /// What it is now.
    pub status: Status,
    /// From when on it is accepted.
    pub starts_at: Option<Moment>,
    /// Until when it is accepted.
    pub expires_at: Option<Moment>,
    /// The last date on which it is accepted, `YYYY-MM-DD` in the tenant's zone.
    pub expires_on: Option<String>,
    /// Whole days in the tenant's zone until that date: 0 on it, negative after it.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub days_left: Option<i64>,
    /// When it was issued.
    pub created_at: Moment,
    /// By whom.
    pub created_by: String,
    /// When its own fields, state or secret last changed.
    pub modified_at: Moment,
    /// Whether its secret was never copied, shown or downloaded.
    pub never_collected: bool,
    /// Whether its newest secret is kept so that it can be had again.
    pub recoverable: bool,
    /// Its roles, by name, in the order of their names.
    pub roles: Vec<String>,
    /// The user on whose behalf it acts, by name.
    pub user: Option<String>,
    /// The addresses that it may be used from; any, where there are none.
    pub addresses: Vec<String>,
    /// Its tenant's API URL.
    pub api_url: String,
    /// When its secret was last replaced, if it ever was.
    pub rotated_at: Option<Moment>,
    /// Its tags.
    #[cfg_attr(test, ts(type = "Array<string>"))]
    pub tags: Vec<Tag>,
    /// Why its tenant's policy would not allow its expiry today, where it would not.
    pub beyond_policy: Option<String>,
    /// Whether it is sample data.
    pub sample: bool,
    /// How often it was written: what a change says it has seen.
    pub revision: u32,
    /// Until when an older secret is still accepted beside the newest.
    pub rotating_until: Option<Moment>,
    /// Whether the vault vouches for it.
    pub vouched: Vouched,
}

/// Whether the vault vouches for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Vouched {
    /// It bears the vault's mark.
    Yes,
    /// The keychain is not ready, so it cannot be told.
    Unknown,
    /// It was blocked while the master key was not at hand, and the audit log explains how: an administrator vouches for it.
    Pending,
    /// It was changed outside Keywright.
    Altered,
}

/// By what the table is ordered: one column. What has nothing in it (no expiry, no Access ID) stands last, whichever
/// the direction; ties stand newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Sort {
    /// By which column.
    pub column: Column,
    /// From the last to the first.
    pub descending: bool,
}

/// Which credentials, in which order.
#[derive(Clone, Debug)]
pub struct CredentialQuery {
    /// Of this tenant; of all, where there is none.
    pub tenant: Option<TenantId>,
    /// The text of the query; empty for all.
    pub query: String,
    /// The order: by the first, then by the second. Without any, by *created*, the newest first.
    pub sort: Vec<Sort>,
}

/// The answer to a query: which credentials, as handles, in order.
#[derive(Debug, PartialEq, Eq)]
pub struct Handles {
    /// Handles of another generation are stale.
    pub generation: u32,
    /// The handles, in order.
    pub handles: Vec<u32>,
}

impl Handles {
    /// Generation, total, then the handles: each a `u32`, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let total = u32::try_from(self.handles.len()).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(8 + 4 * self.handles.len());
        bytes.extend_from_slice(&self.generation.to_le_bytes());
        bytes.extend_from_slice(&total.to_le_bytes());
        for handle in &self.handles {
            bytes.extend_from_slice(&handle.to_le_bytes());
        }
        bytes
    }
}
