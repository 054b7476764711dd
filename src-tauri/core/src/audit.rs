//! The audit log's words: what was done, to what, and the exact bytes of an entry.
//! Pure: hashing is in [`crate::mac`], keeping in the store.

use serde::Serialize;

use crate::clock::Moment;
use crate::ids::{BatchId, TenantId};
use crate::operator::Account;

/// What was done. Each is constructed in the one file of `actions` that does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The vault was made, with its operator groups and its first administrator.
    CreateVault,
    /// A tenant was made, with its group *General*.
    CreateTenant,
    /// A tenant was changed.
    EditTenant,
    /// A tenant's credential limit was changed.
    ChangeLimit,
    /// A tenant was deleted for ever.
    DeleteTenant,
    /// A group was made.
    CreateGroup,
    /// A group was changed.
    EditGroup,
    /// A group was deleted for ever.
    DeleteGroup,
    /// A role was made.
    CreateRole,
    /// A role was changed.
    EditRole,
    /// A role was deleted for ever.
    DeleteRole,
    /// A user was made.
    CreateUser,
    /// A user was changed.
    EditUser,
    /// A user was deleted for ever.
    DeleteUser,
    /// A credential was issued.
    IssueCredential,
    /// A secret was copied.
    CopySecret,
    /// A secret was shown.
    ShowSecret,
    /// The download of a secret was begun.
    BeginDownload,
    /// The downloaded file is in its place.
    FinishDownload,
    /// The download failed, and no file was left.
    FailDownload,
    /// A kept secret was copied.
    CopyAgain,
    /// The download of a kept secret was begun.
    BeginDownloadAgain,
    /// The downloaded file with a kept secret is in its place.
    FinishDownloadAgain,
    /// The download of a kept secret failed, and no file was left.
    FailDownloadAgain,
    /// A credential was switched on.
    ActivateCredential,
    /// A credential was switched off.
    DeactivateCredential,
    /// A credential was revoked.
    RevokeCredential,
    /// A credential was reinstated.
    ReinstateCredential,
    /// A credential's own fields were changed.
    EditCredential,
    /// A credential's expiry was changed.
    ChangeExpiry,
    /// A credential was given a new secret.
    RotateCredential,
    /// A credential was moved to another group.
    MoveCredential,
    /// What is kept of a credential's secrets was made such that they cannot be had again.
    MakeShowOnce,
    /// A credential was deleted for ever.
    DeleteCredential,
    /// Many credentials were switched on.
    ActivateCredentials,
    /// Many credentials were switched off.
    DeactivateCredentials,
    /// Many credentials were revoked.
    RevokeCredentials,
    /// Many credentials were reinstated.
    ReinstateCredentials,
    /// The expiries of many credentials were changed.
    ChangeExpiries,
    /// Many credentials were moved to another group.
    MoveCredentials,
    /// Many credentials were given tags.
    TagCredentials,
    /// Tags were taken from many credentials.
    UntagCredentials,
    /// Many credentials were deleted for ever.
    DeleteCredentials,
    /// What a batch did was undone.
    UndoBatch,
    /// An earlier change was undone.
    UndoChange,
    /// Changes that were made without the master key were vouched for.
    VouchForChanges,
    /// Sample credentials were added.
    AddSamples,
    /// Sample credentials were removed for ever.
    RemoveSamples,
    /// An OS account was made an operator.
    AddOperator,
    /// An operator was given another name or group.
    EditOperator,
    /// An OS account is an operator no longer.
    RemoveOperator,
    /// An operator group was made.
    CreateOperatorGroup,
    /// An operator group was given another name or other permissions.
    EditOperatorGroup,
    /// An operator group was deleted.
    DeleteOperatorGroup,
    /// The vault's settings were changed.
    ChangeSettings,
    /// The backups from before changes of format were given up; their files are deleted from here on.
    DropBackups,
    /// Some of the files that were to be deleted stand.
    FailDropBackups,
}

/// What it was done to: what stays readable after the thing itself is gone. Never a secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// Which noun: `vault`, `tenant`, `group`, `role`, `user`, `credential`, `operator`, `operatorGroup`, `settings`,
    /// `backups`, `samples`, `batch`.
    pub kind: &'static str,
    /// Its identity, as text.
    pub id: String,
    /// Its title or name.
    pub title: String,
    /// Its Access ID, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_id: Option<String>,
    /// The fingerprint of the secret in question, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
}

/// An entry, before it has its place in the chain.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// What was done.
    pub action: Action,
    /// To what.
    pub subject: Subject,
    /// In which tenant, if in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<TenantId>,
    /// What else there is to say, for example a file's path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// How many rows it touched, where it stands for many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// The batch that it is a chunk of, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchId>,
}

impl Entry {
    /// `action`, done to `subject`.
    pub fn new(action: Action, subject: Subject) -> Self {
        Self { action, subject, tenant: None, detail: None, count: None, batch: None }
    }

    /// The same, in a tenant.
    #[must_use]
    pub fn in_tenant(mut self, tenant: TenantId) -> Self {
        self.tenant = Some(tenant);
        self
    }

    /// The same, with more to say.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same, as a chunk of a batch.
    #[must_use]
    pub fn of_batch(mut self, batch: BatchId) -> Self {
        self.batch = Some(batch);
        self
    }

    /// The same, standing for `count` rows.
    #[must_use]
    pub fn with_count(mut self, count: u32) -> Self {
        self.count = Some(count);
        self
    }
}

/// An entry in its place. Its JSON, byte for byte, is what the chain hashes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Placed<'a> {
    /// Its number; the first is 1.
    pub sequence: u64,
    /// When, in milliseconds since the Unix epoch.
    pub at: Moment,
    /// By whom.
    pub operator: &'a Account,
    /// What.
    #[serde(flatten)]
    pub entry: &'a Entry,
    /// SHA-256 over the rows that were written with it, in lower-case hexadecimal.
    pub items: String,
}

impl Placed<'_> {
    /// The exact bytes that are kept and hashed.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_else(|_| unreachable!("an entry has text keys and plain values only"))
    }
}
