//! A key group inside a tenant. Pure.

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::ids::{GroupId, RequestId, TenantId};
use crate::mac::{Fields, Marked};
use crate::name::{Description, Name, fold};

/// The name of the group that every tenant has from the start, and keeps.
pub const GENERAL: &str = "General";

/// A key group inside a tenant.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Its identity.
    pub id: GroupId,
    /// How often it was written.
    pub revision: u32,
    /// The tenant that has it.
    pub tenant: TenantId,
    /// Its name, unique in the tenant.
    pub name: Name,
    /// What it is for.
    pub description: Description,
    /// When it was made.
    pub created_at: Moment,
    /// When its own fields last changed.
    pub modified_at: Moment,
}

impl Group {
    /// Whether it is the one that every tenant has.
    pub fn is_general(&self) -> bool {
        self.name.folded() == fold(GENERAL)
    }
}

impl Marked for Group {
    const TABLE: &'static str = "credential_group";
    const LIST: u16 = 1;

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, _: u16, into: &mut Fields) {
        into.bytes(&self.tenant.to_bytes())
            .text(self.name.as_str())
            .text(&self.name.folded())
            .text(self.description.as_str())
            .number(self.created_at.millis())
            .number(self.modified_at.millis());
    }
}

/// Which group is meant, as the screen last read it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct GroupTarget {
    /// Its identity.
    pub group: GroupId,
    /// The revision that the screen read.
    pub revision: u32,
}

/// What the form for a new group sends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CreateGroupRequest {
    /// The form's identity: a repeat answers what the first one made.
    pub request_id: RequestId,
    /// The tenant that it is for.
    pub tenant: TenantId,
    /// The name as typed.
    pub name: String,
    /// The description as typed.
    pub description: String,
}

/// What the form that edits a group sends.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EditGroupRequest {
    /// Which group.
    pub target: GroupTarget,
    /// The name as typed.
    pub name: String,
    /// The description as typed.
    pub description: String,
}

/// What becomes of the credentials of a group that is deleted.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum GroupEnd {
    /// There are none.
    Empty,
    /// They move to another group of the tenant.
    Move {
        /// Which.
        to: GroupId,
    },
    /// They are deleted with it.
    Delete {
        /// The group's name, as the person typed it.
        typed: String,
    },
}

/// A group as a list shows it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct GroupRow {
    /// Its identity.
    pub id: GroupId,
    /// How often it was written.
    pub revision: u32,
    /// The tenant that has it.
    pub tenant: TenantId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether it is the one that every tenant has and keeps.
    pub general: bool,
    /// How many credentials are in it.
    pub credentials: u32,
    /// How many of them are *expiring* now.
    pub expiring: u32,
    /// When it was made.
    pub created_at: Moment,
    /// When its own fields last changed.
    pub modified_at: Moment,
}

impl GroupRow {
    /// The row of `group`, which has so many credentials, of which so many are expiring.
    pub fn of(group: &Group, credentials: u32, expiring: u32) -> Self {
        Self {
            id: group.id,
            revision: group.revision,
            tenant: group.tenant,
            name: group.name.as_str().to_owned(),
            description: group.description.as_str().to_owned(),
            general: group.is_general(),
            credentials,
            expiring,
            created_at: group.created_at,
            modified_at: group.modified_at,
        }
    }
}
