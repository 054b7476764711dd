//! A credential as stored, and what the forms for it send. Pure.

use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::clock::Moment;
use crate::ids::{CredentialId, GroupId, RequestId, RoleId, TenantId, UserId};
use crate::mac::{Fields, Marked};
use crate::name::{Description, Name, Tag};
use crate::policy::{Expires, Reveal};
use crate::scheme::AccessId;
use crate::state::{State, Validity};

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
    /// Its Access ID; a single key has none.
    pub access_id: Option<AccessId>,
    /// The user on whose behalf it acts.
    #[serde(default)]
    pub user: Option<UserId>,
    /// The one of that user's roles in which it acts.
    #[serde(default)]
    pub in_role: Option<RoleId>,
    /// Its roles, sorted.
    #[serde(default)]
    pub roles: Vec<RoleId>,
    /// The addresses that it may be used from, sorted; any, where there are none.
    #[serde(default)]
    pub addresses: Vec<Address>,
    /// Its tags, sorted.
    #[serde(default)]
    pub tags: Vec<Tag>,
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
    const LIST: u16 = 2;

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, list: u16, into: &mut Fields) {
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
        .text_or_nothing(self.access_id.as_ref().map(AccessId::as_str))
        .flag(self.sample)
        .number(self.created_at.millis())
        .text(&self.created_by)
        .number(self.modified_at.millis());
        if list >= 2 {
            into.bytes_or_nothing(self.user.map(UserId::to_bytes).as_ref().map(<[u8; 16]>::as_slice))
                .bytes_or_nothing(self.in_role.map(RoleId::to_bytes).as_ref().map(<[u8; 16]>::as_slice))
                .number(self.roles.len() as i64);
            self.roles.iter().for_each(|role| {
                into.bytes(&role.to_bytes());
            });
            into.number(self.addresses.len() as i64);
            self.addresses.iter().for_each(|address| {
                into.text(&address.to_string());
            });
            into.number(self.tags.len() as i64);
            self.tags.iter().for_each(|tag| {
                into.text(tag.as_str());
            });
        }
    }

    fn fits(&self, list: u16) -> bool {
        list >= 2
            || self.user.is_none()
                && self.in_role.is_none()
                && self.roles.is_empty()
                && self.addresses.is_empty()
                && self.tags.is_empty()
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
    /// The group that it goes into; *General*, where there is none.
    pub group: Option<GroupId>,
    /// Its roles.
    pub roles: Vec<RoleId>,
    /// The user on whose behalf it acts.
    pub user: Option<UserId>,
    /// The one of that user's roles in which it acts.
    pub in_role: Option<RoleId>,
    /// The addresses that it may be used from, as typed; any, where there are none.
    pub addresses: Vec<String>,
    /// The date, `YYYY-MM-DD` in the tenant's zone, from which on it is accepted; at once, where there is none.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub starts: Option<chrono::NaiveDate>,
    /// Until when it is accepted.
    pub expires: Expires,
    /// Whether it is switched on from the start.
    pub active: bool,
    /// Its tags as typed.
    pub tags: Vec<String>,
    /// What is kept of its secret; as the tenant has it, where nothing is chosen.
    pub reveal: Option<Reveal>,
    /// The credential whose settings it began with.
    pub duplicate_of: Option<CredentialId>,
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
    /// Whether traces of a destroyed secret may be left in the database's files for now. What was done stands.
    pub traces: bool,
}

/// What the form that edits a credential sends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EditRequest {
    /// Which credential.
    pub target: Target,
    /// The title as typed.
    pub title: String,
    /// The description as typed.
    pub description: String,
    /// Its roles.
    pub roles: Vec<RoleId>,
    /// The user on whose behalf it acts.
    pub user: Option<UserId>,
    /// The one of that user's roles in which it acts.
    pub in_role: Option<RoleId>,
    /// The addresses that it may be used from, as typed; any, where there are none.
    pub addresses: Vec<String>,
    /// The date, `YYYY-MM-DD` in the tenant's zone, from which on it is accepted; at once, where there is none.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub starts: Option<chrono::NaiveDate>,
    /// Its tags as typed.
    pub tags: Vec<String>,
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

/// A word of advice for one who fills in a form.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Advice {
    /// The sentence; nothing where there is nothing to say.
    pub advice: Option<String>,
}
