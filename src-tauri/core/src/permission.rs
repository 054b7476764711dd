//! What an operator may do: permissions, and the groups that bundle them.
//! Pure: who the operator is comes from outside.

use serde::{Deserialize, Serialize};

/// One thing that an operator group may be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Permission {
    /// See credentials, export the list, check requests.
    View,
    /// Issue credentials and change them; collect at issue.
    CreateAndUpdate,
    /// Revoke and reinstate.
    RevokeAndReinstate,
    /// Delete.
    Delete,
    /// Copy, sign with and export kept secrets later.
    Reveal,
    /// Tenants, groups, roles, users, limits.
    ManageDirectory,
    /// Settings and operators.
    ManageSettings,
    /// Read the audit log.
    ReadAudit,
}

impl Permission {
    /// Every permission, in the order in which screens list them.
    pub const ALL: [Self; 8] = [
        Self::View,
        Self::CreateAndUpdate,
        Self::RevokeAndReinstate,
        Self::Delete,
        Self::Reveal,
        Self::ManageDirectory,
        Self::ManageSettings,
        Self::ReadAudit,
    ];

    /// What the database calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::CreateAndUpdate => "create-and-update",
            Self::RevokeAndReinstate => "revoke-and-reinstate",
            Self::Delete => "delete",
            Self::Reveal => "reveal",
            Self::ManageDirectory => "manage-directory",
            Self::ManageSettings => "manage-settings",
            Self::ReadAudit => "read-audit",
        }
    }

    /// What a person calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::View => "View",
            Self::CreateAndUpdate => "Create and update",
            Self::RevokeAndReinstate => "Revoke and reinstate",
            Self::Delete => "Delete",
            Self::Reveal => "Reveal",
            Self::ManageDirectory => "Manage the directory",
            Self::ManageSettings => "Manage settings and operators",
            Self::ReadAudit => "Read the audit log",
        }
    }

    /// The permission that the database calls `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.code() == code)
    }
}

/// A set of permissions, kept sorted and without repeats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions(Vec<Permission>);

impl Permissions {
    /// The set of `permissions`.
    pub fn of(permissions: impl IntoIterator<Item = Permission>) -> Self {
        let mut permissions: Vec<_> = permissions.into_iter().collect();
        permissions.sort_unstable();
        permissions.dedup();
        Self(permissions)
    }

    /// Whether `permission` is in the set.
    pub fn allow(&self, permission: Permission) -> bool {
        self.0.binary_search(&permission).is_ok()
    }

    /// The permissions, sorted.
    pub fn iter(&self) -> impl Iterator<Item = Permission> + '_ {
        self.0.iter().copied()
    }

    /// As the database keeps it: codes, joined by one space.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|permission| permission.code()).collect::<Vec<_>>().join(" ")
    }

    /// Reads what [`Permissions::to_text`] wrote; `None` where a code is unknown.
    pub fn from_text(text: &str) -> Option<Self> {
        text.split_ascii_whitespace().map(Permission::from_code).collect::<Option<Vec<_>>>().map(Self::of)
    }
}

/// The built-in operator group that may do everything, and never is without an operator.
pub const ADMINISTRATORS: &str = "Administrators";

/// The operator groups that every vault begins with, by name.
pub fn built_in_groups() -> [(&'static str, Permissions); 3] {
    [
        (ADMINISTRATORS, Permissions::of(Permission::ALL)),
        ("Issuers", Permissions::of([Permission::View, Permission::CreateAndUpdate, Permission::RevokeAndReinstate])),
        ("Auditors", Permissions::of([Permission::View, Permission::ReadAudit])),
    ]
}
