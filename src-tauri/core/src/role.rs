//! A role of a tenant: what the credentials that have it may do. Pure.

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::ids::{RequestId, RoleId, TenantId};
use crate::mac::{Fields, Marked};
use crate::name::{Description, Name};
use crate::rule::{Rule, to_text};

/// A role of a tenant.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// Its identity.
    pub id: RoleId,
    /// How often it was written.
    pub revision: u32,
    /// The tenant that has it.
    pub tenant: TenantId,
    /// Its name, unique in the tenant.
    pub name: Name,
    /// What it is for.
    pub description: Description,
    /// What it permits; everything, where there are none.
    pub rules: Vec<Rule>,
    /// When it was made.
    pub created_at: Moment,
    /// When its own fields last changed.
    pub modified_at: Moment,
}

impl Marked for Role {
    const TABLE: &'static str = "role";
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
            .text(&to_text(&self.rules))
            .number(self.created_at.millis())
            .number(self.modified_at.millis());
    }
}

/// Which role is meant, as the screen last read it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RoleTarget {
    /// Its identity.
    pub role: RoleId,
    /// The revision that the screen read.
    pub revision: u32,
}

/// What the form for a new role sends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CreateRoleRequest {
    /// The form's identity: a repeat answers what the first one made.
    pub request_id: RequestId,
    /// The tenant that it is for.
    pub tenant: TenantId,
    /// The name as typed.
    pub name: String,
    /// The description as typed.
    pub description: String,
    /// The rules as typed.
    pub rules: Vec<Rule>,
}

/// What the form that edits a role sends.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EditRoleRequest {
    /// Which role.
    pub target: RoleTarget,
    /// The name as typed.
    pub name: String,
    /// The description as typed.
    pub description: String,
    /// The rules as typed.
    pub rules: Vec<Rule>,
}

/// A role as a list shows it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RoleRow {
    /// Its identity.
    pub id: RoleId,
    /// How often it was written.
    pub revision: u32,
    /// The tenant that has it.
    pub tenant: TenantId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it permits; everything, where there are none.
    pub rules: Vec<Rule>,
    /// How many credentials have it or act in it.
    pub credentials: u32,
    /// How many users have it.
    pub users: u32,
    /// When it was made.
    pub created_at: Moment,
    /// When its own fields last changed.
    pub modified_at: Moment,
}

impl RoleRow {
    /// The row of `role`, which so many credentials and users have.
    pub fn of(role: &Role, credentials: u32, users: u32) -> Self {
        Self {
            id: role.id,
            revision: role.revision,
            tenant: role.tenant,
            name: role.name.as_str().to_owned(),
            description: role.description.as_str().to_owned(),
            rules: role.rules.clone(),
            credentials,
            users,
            created_at: role.created_at,
            modified_at: role.modified_at,
        }
    }
}

/// Where a role or a user is used: at most 20 names of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Uses {
    /// How many credentials.
    pub credentials: u32,
    /// How many users.
    pub users: u32,
    /// The titles of credentials, sorted.
    pub credential_titles: Vec<String>,
    /// The names of users, sorted.
    pub user_names: Vec<String>,
}

impl Uses {
    /// Whether there are none.
    pub fn none(&self) -> bool {
        self.credentials == 0 && self.users == 0
    }

    /// Where, in words: “2 credentials (A, B) and 1 user (C)”.
    pub fn words(&self) -> String {
        let part = |count: u32, one: &str, many: &str, names: &[String]| {
            let shown = names.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = if count as usize > names.len().min(3) { ", …" } else { "" };
            format!("{count} {} ({shown}{more})", if count == 1 { one } else { many })
        };
        let mut parts = Vec::new();
        if self.credentials > 0 {
            parts.push(part(self.credentials, "credential", "credentials", &self.credential_titles));
        }
        if self.users > 0 {
            parts.push(part(self.users, "user", "users", &self.user_names));
        }
        parts.join(" and ")
    }
}
