//! Many credentials as one: what can be done to them, over which of them, and what becomes of each. Pure: what a deed
//! makes of one credential is in [`made`], what the screens are shown in [`rows`].

mod because;
pub mod made;
pub mod rows;

use serde::{Deserialize, Serialize};

pub use because::Because;

use crate::clock::{DAY_MILLIS, Moment};
use crate::ids::{GroupId, TenantId};
use crate::permission::Permission;
use crate::policy::Expires;
use crate::selection::Selection;

/// How many credentials one transaction changes.
pub const CHUNK: usize = 1_000;

/// For how long a batch can be undone from when it was begun.
pub const UNDO_MILLIS: i64 = 30 * DAY_MILLIS;

/// For how long a preview that nobody ran is kept.
pub const PREVIEW_MILLIS: i64 = DAY_MILLIS;

/// What is done to many credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum BatchDeed {
    /// Revoke all that are not revoked; asks for a typed confirmation.
    RevokeAll,
    /// Reinstate all that are revoked, whoever revoked them.
    ReinstateAll,
    /// Delete all that are revoked, for ever.
    DeleteAllRevoked,
    /// Block each until it is reinstated.
    Revoke,
    /// Give each back the state from before it was revoked.
    Reinstate,
    /// Switch each on.
    Activate,
    /// Switch each off.
    Deactivate,
    /// Move each to another group of its tenant.
    Move {
        /// The group.
        group: GroupId,
    },
    /// Extend each, shorten it, or let it never expire, within its tenant's policy.
    ChangeExpiry {
        /// Until when.
        until: Until,
    },
    /// Give each these tags beside its own.
    Tag {
        /// The tags as typed.
        tags: Vec<String>,
    },
    /// Take these tags from each.
    Untag {
        /// The tags as typed.
        tags: Vec<String>,
    },
    /// Delete each for ever.
    Delete,
}

/// Until when many credentials are to be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Until {
    /// The same for all.
    Expires {
        /// Until when; a date counts in each credential's tenant's zone.
        expires: Expires,
    },
    /// So many days after each one's own expiry, or after today where that is past.
    Days {
        /// 1 to 36,500.
        days: u32,
    },
    /// So many months after it; where a month has no such day, its last one.
    Months {
        /// 1 to 1,200.
        months: u32,
    },
}

/// Over which credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum BatchScope {
    /// All of a tenant.
    Tenant {
        /// The tenant.
        tenant: TenantId,
    },
    /// All of a group.
    Group {
        /// The group.
        group: GroupId,
    },
    /// All that a query finds.
    Query {
        /// Of this tenant; of all, where there is none.
        tenant: Option<TenantId>,
        /// The query.
        query: String,
    },
    /// Those that are selected.
    Selection {
        /// The selection.
        selection: Selection,
    },
}

impl BatchDeed {
    /// What doing it needs.
    pub fn permission(&self) -> Permission {
        match self {
            Self::RevokeAll | Self::ReinstateAll | Self::Revoke | Self::Reinstate => Permission::RevokeAndReinstate,
            Self::DeleteAllRevoked | Self::Delete => Permission::Delete,
            Self::Activate
            | Self::Deactivate
            | Self::Move { .. }
            | Self::ChangeExpiry { .. }
            | Self::Tag { .. }
            | Self::Untag { .. } => Permission::CreateAndUpdate,
        }
    }

    /// Whether it deletes.
    pub fn deletes(&self) -> bool {
        matches!(self, Self::DeleteAllRevoked | Self::Delete)
    }

    /// Whether it works while the master key is not at hand: what only ever blocks.
    pub fn works_locked(&self) -> bool {
        matches!(self, Self::RevokeAll | Self::Revoke | Self::Deactivate)
    }

    /// What must be typed before `count` credentials are done: where they are many and deleted, and for *Revoke all*.
    pub fn confirmation(&self, count: u32) -> Option<String> {
        match self {
            Self::RevokeAll if count > 0 => Some(format!("revoke {count}")),
            Self::DeleteAllRevoked | Self::Delete if count > 1 => Some(format!("delete {count}")),
            _ => None,
        }
    }

    /// What a person calls it.
    pub fn words(&self) -> &'static str {
        match self {
            Self::RevokeAll => "Revoke all",
            Self::ReinstateAll => "Reinstate all",
            Self::DeleteAllRevoked => "Delete all revoked",
            Self::Revoke => "Revoke",
            Self::Reinstate => "Reinstate",
            Self::Activate => "Activate",
            Self::Deactivate => "Deactivate",
            Self::Move { .. } => "Move",
            Self::ChangeExpiry { .. } => "Change expiry",
            Self::Tag { .. } => "Tag",
            Self::Untag { .. } => "Untag",
            Self::Delete => "Delete",
        }
    }
}

/// Whether `typed` is the confirmation `wanted`: the case of letters and space around do not count.
pub fn is_confirmed(wanted: &str, typed: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(wanted) == words(typed)
}

/// What became of one credential of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Outcome {
    /// Nothing yet: it is to be done, or is left.
    Left,
    /// The deed makes nothing of it.
    Skipped,
    /// It is done.
    Done,
    /// It was changed or deleted since the preview, and not touched.
    Changed,
    /// It has come to match since the preview, and was not touched.
    Newcomer,
    /// It was done, and changed back exactly.
    Undone,
    /// It was done, and not changed back.
    Kept,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 7] =
        [Self::Left, Self::Skipped, Self::Done, Self::Changed, Self::Newcomer, Self::Undone, Self::Kept];

    /// What the database calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Skipped => "skipped",
            Self::Done => "done",
            Self::Changed => "changed",
            Self::Newcomer => "newcomer",
            Self::Undone => "undone",
            Self::Kept => "kept",
        }
    }

    /// What a person calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Left => "Not done",
            Self::Skipped => "Skipped",
            Self::Done => "Done",
            Self::Changed => "Changed since the preview",
            Self::Newcomer => "New since the preview",
            Self::Undone => "Undone",
            Self::Kept => "Not undone",
        }
    }

    /// The outcome that the database calls `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// Whether a batch that was begun at `begun` can still be undone at `now`, for its age.
pub fn is_recent(begun: Moment, now: Moment) -> bool {
    now < begun.plus_millis(UNDO_MILLIS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back_and_differ() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_code(outcome.code()), Some(outcome));
        }
        for because in Because::ALL {
            assert_eq!(Because::from_code(because.code()), Some(because));
        }
        assert_eq!((Outcome::from_code("else"), Because::from_code("")), (None, None));
    }

    #[test]
    fn a_confirmation_is_asked_for_what_hurts_and_read_leniently() {
        assert_eq!(BatchDeed::RevokeAll.confirmation(7).as_deref(), Some("revoke 7"));
        assert_eq!(BatchDeed::Delete.confirmation(2).as_deref(), Some("delete 2"));
        assert_eq!(BatchDeed::Delete.confirmation(1), None);
        assert_eq!(BatchDeed::Revoke.confirmation(900), None);
        assert!(is_confirmed("revoke 7", "  Revoke  7 "));
        for typed in ["", "revoke", "revoke 70", "7", "delete 7"] {
            assert!(!is_confirmed("revoke 7", typed), "{typed}");
        }
    }

    #[test]
    fn thirty_days_from_its_beginning_on_a_batch_cannot_be_undone() {
        let begun = Moment::from_millis(5);
        assert!(is_recent(begun, begun.plus_millis(UNDO_MILLIS - 1)));
        assert!(!is_recent(begun, begun.plus_millis(UNDO_MILLIS)));
    }
}
