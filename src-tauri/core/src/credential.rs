//! A credential and its secret versions, as stored; and what forms send and lists show. Pure.

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::ids::{CredentialId, GroupId, RequestId, SheetId, TenantId, VersionId};
use crate::mac::{Fields, Marked};
use crate::name::{Description, Name};
use crate::policy::{Expires, Reveal};
use crate::scheme::AccessId;
use crate::secret::Fingerprint;
use crate::state::{State, Status, Validity};

/// What is issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credential {
    /// Its identity.
    pub id: CredentialId,
    /// How often it was written.
    pub revision: u32,
    /// The tenant that it belongs to.
    pub tenant: TenantId,
    /// The group that it is in.
    pub group: GroupId,
    /// Its title, unique in the tenant.
    pub title: Name,
    /// What it is for.
    pub description: Description,
    /// Switched on, off, or revoked.
    #[serde(flatten)]
    pub state: State,
    /// When it is accepted.
    #[serde(flatten)]
    pub validity: Validity,
    /// What is kept of its secret.
    pub reveal: Reveal,
    /// Its Access ID.
    pub access_id: AccessId,
    /// Whether it is sample data.
    pub sample: bool,
    /// When it was issued.
    pub created_at: Moment,
    /// By whom: the operator's name.
    pub created_by: String,
    /// When its own fields, state or secret last changed.
    pub modified_at: Moment,
}

impl Marked for Credential {
    const TABLE: &'static str = "credential";
    const LIST: u16 = 1;

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, _: u16, into: &mut Fields) {
        into.bytes(&self.tenant.to_bytes())
            .bytes(&self.group.to_bytes())
            .text(self.title.as_str())
            .text(&self.title.folded())
            .text(self.description.as_str())
            .text(self.state.code());
        match &self.state {
            State::Revoked(revocation) => into
                .number(revocation.at.millis())
                .text(&revocation.by)
                .text_or_nothing(revocation.reason.as_deref())
                .flag(revocation.was_active),
            State::Active | State::Inactive => into.nothing().nothing().nothing().nothing(),
        }
        .number_or_nothing(self.validity.starts.map(Moment::millis))
        .number_or_nothing(self.validity.expires.map(Moment::millis))
        .text(self.reveal.code())
        .text(self.access_id.as_str())
        .flag(self.sample)
        .number(self.created_at.millis())
        .text(&self.created_by)
        .number(self.modified_at.millis());
    }
}

/// One secret of a credential. The sealed secret is no plain value: it opens only with the vault's key.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SecretVersion {
    /// Its identity.
    pub id: VersionId,
    /// How often it was written.
    pub revision: u32,
    /// The credential that it belongs to.
    pub credential: CredentialId,
    /// Which of its secrets; the first is 1.
    pub number: u32,
    /// What to know the secret again by.
    #[serde(serialize_with = "fingerprint_text")]
    pub fingerprint: Fingerprint,
    /// The sealed secret, where one is kept; never written to the audit log.
    #[serde(skip)]
    pub sealed: Option<Vec<u8>>,
    /// When it was made.
    pub made_at: Moment,
    /// When it was first copied, shown or downloaded.
    pub collected_at: Option<Moment>,
    /// Until when it is accepted, where another has taken its place.
    pub accepted_until: Option<Moment>,
}

fn fingerprint_text<S: serde::Serializer>(fingerprint: &Fingerprint, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(fingerprint.as_str())
}

impl Marked for SecretVersion {
    const TABLE: &'static str = "secret_version";
    const LIST: u16 = 1;

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, _: u16, into: &mut Fields) {
        into.bytes(&self.credential.to_bytes())
            .number(i64::from(self.number))
            .text(self.fingerprint.as_str())
            .bytes_or_nothing(self.sealed.as_deref())
            .number(self.made_at.millis())
            .number_or_nothing(self.collected_at.map(Moment::millis))
            .number_or_nothing(self.accepted_until.map(Moment::millis));
    }
}

/// What the form for a credential sends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct IssueRequest {
    /// The form's identity: a repeat answers what the first one made.
    pub request_id: RequestId,
    /// The tenant that it is for.
    pub tenant: TenantId,
    /// The title as typed.
    pub title: String,
    /// The description as typed.
    pub description: String,
    /// Until when it is accepted.
    pub expires: Expires,
    /// Whether it is switched on from the start.
    pub active: bool,
}

/// Which credential is meant, as the screen last read it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Target {
    /// Its identity.
    pub credential: CredentialId,
    /// The revision that the screen read: what was changed since is not changed unseen.
    pub revision: u32,
}

/// What came of a change.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Changed {
    /// The credential's title.
    pub title: String,
    /// By what the change can be undone; nothing where it cannot.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub undo: Option<u64>,
}

/// What the form that edits a credential sends.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EditRequest {
    /// Which credential.
    pub target: Target,
    /// The title as typed.
    pub title: String,
    /// The description as typed.
    pub description: String,
}

/// How long the secret that is replaced stays accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Overlap {
    /// Not at all.
    Now,
    /// For so many hours.
    Hours {
        /// 1 to 8,760.
        hours: u32,
    },
    /// Until the end of a date in the tenant's zone.
    Until {
        /// The date, `YYYY-MM-DD`.
        #[cfg_attr(test, ts(type = "string"))]
        date: chrono::NaiveDate,
    },
}

/// Whether a title may be given.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct TitleCheck {
    /// Why not, as the sentence to show; nothing where it may.
    pub problem: Option<String>,
}

/// An open one-time sheet, without its secret.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "Sheet"))]
pub struct SheetRow {
    /// Its identity.
    pub id: SheetId,
    /// The credential that it hands out.
    pub credential: CredentialId,
    /// Its title.
    pub title: String,
    /// Its tenant.
    pub tenant: TenantId,
    /// Its tenant's name.
    pub tenant_name: String,
    /// Its API URL.
    pub api_url: String,
    /// Its Access ID.
    pub access_id: String,
    /// When it expires.
    pub expires_at: Option<Moment>,
    /// What has been done with the secret so far.
    pub secret: Collected,
    /// Whether any of that has been done.
    pub collected: bool,
}

/// What has been done with the secret of an open sheet.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Collected {
    /// It was copied.
    pub copied: bool,
    /// It was shown.
    pub shown: bool,
    /// It was saved: the file's path.
    pub downloaded: Option<String>,
}

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
    /// Its title.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Its Access ID.
    pub access_id: String,
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

/// The columns that the table sorts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum SortColumn {
    /// By title, folded.
    Title,
    /// By Access ID.
    AccessId,
    /// By status, from active to revoked.
    Status,
    /// By expiry; what never expires comes last, whichever the direction.
    Expires,
    /// By the moment of issue.
    Created,
    /// By the last change.
    Modified,
}

/// In which order the table stands.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Sort {
    /// By which column.
    pub column: SortColumn,
    /// From the last to the first.
    pub descending: bool,
}

/// Which credentials, in which order.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CredentialQuery {
    /// Of this tenant; of all, where there is none.
    pub tenant: Option<TenantId>,
    /// The order.
    pub sort: Sort,
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
