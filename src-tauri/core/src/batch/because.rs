//! Why a credential of a batch is not touched. Pure.

use serde::{Deserialize, Serialize};

/// Why a credential was not touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Because {
    /// Revoked already.
    AlreadyRevoked,
    /// Not revoked.
    NotRevoked,
    /// Active already.
    AlreadyActive,
    /// Inactive already.
    AlreadyInactive,
    /// Revoked, which switching on or off does not change.
    IsRevoked,
    /// In that group already.
    InGroup,
    /// Of another tenant than that group.
    OtherTenant,
    /// It never expires.
    NeverExpires,
    /// It expires so already.
    SameExpiry,
    /// The tenant's policy does not allow that expiry.
    BeyondPolicy,
    /// That date is past, or before its start, or after the year 9999.
    DateNotPossible,
    /// It has all of these tags.
    HasTags,
    /// It has none of these tags.
    LacksTags,
    /// It would have more tags than a credential may have.
    TooManyTags,
    /// It, or what it refers to, was changed outside Keywright.
    Altered,
    /// It was changed while the keychain was locked, and nobody has vouched for that.
    Pending,
    /// Changed since.
    ChangedSince,
    /// Deleted since.
    DeletedSince,
    /// What it referred to before is gone.
    ReferenceGone,
    /// Done while the keychain was locked, which nothing undoes by itself.
    Unkeyed,
}

impl Because {
    /// Every reason.
    pub const ALL: [Self; 20] = [
        Self::AlreadyRevoked,
        Self::NotRevoked,
        Self::AlreadyActive,
        Self::AlreadyInactive,
        Self::IsRevoked,
        Self::InGroup,
        Self::OtherTenant,
        Self::NeverExpires,
        Self::SameExpiry,
        Self::BeyondPolicy,
        Self::DateNotPossible,
        Self::HasTags,
        Self::LacksTags,
        Self::TooManyTags,
        Self::Altered,
        Self::Pending,
        Self::ChangedSince,
        Self::DeletedSince,
        Self::ReferenceGone,
        Self::Unkeyed,
    ];

    /// What the database calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::AlreadyRevoked => "already-revoked",
            Self::NotRevoked => "not-revoked",
            Self::AlreadyActive => "already-active",
            Self::AlreadyInactive => "already-inactive",
            Self::IsRevoked => "is-revoked",
            Self::InGroup => "in-group",
            Self::OtherTenant => "other-tenant",
            Self::NeverExpires => "never-expires",
            Self::SameExpiry => "same-expiry",
            Self::BeyondPolicy => "beyond-policy",
            Self::DateNotPossible => "date-not-possible",
            Self::HasTags => "has-tags",
            Self::LacksTags => "lacks-tags",
            Self::TooManyTags => "too-many-tags",
            Self::Altered => "altered",
            Self::Pending => "pending",
            Self::ChangedSince => "changed-since",
            Self::DeletedSince => "deleted-since",
            Self::ReferenceGone => "reference-gone",
            Self::Unkeyed => "unkeyed",
        }
    }

    /// The sentence to show.
    pub fn words(self) -> &'static str {
        match self {
            Self::AlreadyRevoked => "It is revoked already.",
            Self::NotRevoked => "It is not revoked.",
            Self::AlreadyActive => "It is active already.",
            Self::AlreadyInactive => "It is inactive already.",
            Self::IsRevoked => "It is revoked; reinstate it first.",
            Self::InGroup => "It is in this group already.",
            Self::OtherTenant => "It is of another tenant than this group.",
            Self::NeverExpires => "It never expires, so there is nothing to extend.",
            Self::SameExpiry => "It expires then already.",
            Self::BeyondPolicy => "Its tenant does not allow this expiry.",
            Self::DateNotPossible => "It cannot expire then: the date is past, before its start, or too far off.",
            Self::HasTags => "It has these tags already.",
            Self::LacksTags => "It has none of these tags.",
            Self::TooManyTags => "It would have more tags than a credential may have.",
            Self::Altered => "It was changed outside Keywright; restore it from a backup first.",
            Self::Pending => "It was changed while the keychain was locked; an administrator vouches for that first.",
            Self::ChangedSince => "It was changed since.",
            Self::DeletedSince => "It was deleted since.",
            Self::ReferenceGone => "What it referred to before has been deleted since.",
            Self::Unkeyed => "It was done while the keychain was locked, and cannot be undone.",
        }
    }

    /// The reason that the database calls `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|because| because.code() == code)
    }
}
