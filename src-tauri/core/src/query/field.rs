//! The fields of the query language, and the words that some of them take. Pure.

use crate::name::fold;
use crate::query::resolved::{Fact, Test, TimeField};
use crate::scheme::Scheme;
use crate::state::Status;

/// What can be asked about by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The title.
    Title,
    /// The Access ID or the key start.
    Id,
    /// The derived status; `active` is what is usable.
    Status,
    /// How it is formed.
    Kind,
    /// The group.
    Group,
    /// The tenant.
    Tenant,
    /// A role.
    Role,
    /// An allowed address.
    Address,
    /// The user on whose behalf it acts.
    Owner,
    /// A tag.
    Tag,
    /// When it was issued.
    Created,
    /// When it last changed.
    Modified,
    /// From when on it is accepted.
    Starts,
    /// Until when it is accepted.
    Expires,
    /// When its secret was last replaced.
    Rotated,
    /// A fact that holds of it.
    Is,
}

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Text to find.
    Text,
    /// One of a few words.
    Word,
    /// The name of something in a tenant.
    Name,
    /// An address or a block.
    Address,
    /// A date or a length of time, compared or in a range.
    Time(TimeField),
}

/// A word that a field takes.
pub(super) struct Word {
    /// The word.
    pub(super) word: &'static str,
    /// What it means.
    pub(super) note: &'static str,
    /// What it asks.
    pub(super) test: Test,
    /// What else people call it.
    pub(super) also: &'static [&'static str],
}

const fn word(word: &'static str, note: &'static str, test: Test, also: &'static [&'static str]) -> Word {
    Word { word, note, test, also }
}

static STATUSES: [Word; 6] = [
    word("active", "Usable now", Test::Usable, &["usable", "enabled", "valid", "on", "ok"]),
    word("expiring", "Usable, and ends within the warning days", Test::Status(Status::Expiring), &["ending", "soon"]),
    word("scheduled", "Its start is to come", Test::Status(Status::Scheduled), &["pending", "future", "planned"]),
    word("expired", "Its end is past", Test::Status(Status::Expired), &["ended", "past", "over"]),
    word("inactive", "Switched off", Test::Status(Status::Inactive), &["disabled", "deactivated", "off", "paused"]),
    word("revoked", "Blocked until reinstated", Test::Status(Status::Revoked), &["blocked", "withdrawn"]),
];

static KINDS: [Word; 3] = [
    word("signed", "Access ID and Secret Key", Test::Kind(Scheme::Signed), &["secret", "hmac", "pair"]),
    word("reference", "A single key of 32 characters", Test::Kind(Scheme::Reference), &["ref", "hex"]),
    word("token", "A single key with a prefix", Test::Kind(Scheme::Token), &["bearer", "key", "apikey"]),
];

static FACTS: [Word; 10] = [
    word("expired", "Its end is past, whatever its status", Test::Fact(Fact::Expired), &["ended", "over"]),
    word("expiring", "It ends within the warning days", Test::Fact(Fact::Expiring), &["ending", "soon"]),
    word("revoked", "Blocked until reinstated", Test::Fact(Fact::Revoked), &["blocked"]),
    word("inactive", "Switched off", Test::Fact(Fact::Inactive), &["disabled", "deactivated", "off"]),
    word("never-expires", "It has no end", Test::Fact(Fact::NeverExpires), &["permanent", "endless", "unlimited"]),
    word("no-address", "It may be used from any address", Test::Fact(Fact::NoAddress), &["any-address", "anywhere"]),
    word("in-rotation", "An older secret is still accepted", Test::Fact(Fact::InRotation), &["rotating"]),
    word("recoverable", "Its secret can be had again", Test::Fact(Fact::Recoverable), &["revealable"]),
    word(
        "never-collected",
        "Its secret was never copied, shown or downloaded",
        Test::Fact(Fact::NeverCollected),
        &["uncollected", "unused"],
    ),
    word("sample", "Sample data", Test::Fact(Fact::Sample), &["demo", "example", "test"]),
];

impl Field {
    /// Every field, the most asked for first.
    pub const ALL: [Self; 16] = [
        Self::Status,
        Self::Expires,
        Self::Group,
        Self::Is,
        Self::Tag,
        Self::Role,
        Self::Owner,
        Self::Address,
        Self::Title,
        Self::Id,
        Self::Kind,
        Self::Created,
        Self::Modified,
        Self::Rotated,
        Self::Starts,
        Self::Tenant,
    ];

    /// What the language calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Id => "id",
            Self::Status => "status",
            Self::Kind => "kind",
            Self::Group => "group",
            Self::Tenant => "tenant",
            Self::Role => "role",
            Self::Address => "address",
            Self::Owner => "owner",
            Self::Tag => "tag",
            Self::Created => "created",
            Self::Modified => "modified",
            Self::Starts => "starts",
            Self::Expires => "expires",
            Self::Rotated => "rotated",
            Self::Is => "is",
        }
    }

    /// The field that was typed as `typed`, without regard to case.
    pub fn parse(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        Self::ALL.into_iter().find(|field| field.name() == folded)
    }

    /// What people call it who do not know its name.
    pub(super) fn also(self) -> &'static [&'static str] {
        match self {
            Self::Title => &["name", "called"],
            Self::Id => &["accessid", "access-id", "access_id", "key", "keystart"],
            Self::Status => &["state"],
            Self::Kind => &["type", "scheme"],
            Self::Group => &["groups", "in"],
            Self::Tenant => &["tenants", "company"],
            Self::Role => &["roles"],
            Self::Address => &["addresses", "ip", "cidr", "from", "host"],
            Self::Owner => &["user", "users", "behalf", "on-behalf-of", "onbehalfof", "for"],
            Self::Tag => &["tags", "label", "labels"],
            Self::Created => &["issued", "made"],
            Self::Modified => &["changed", "updated", "edited"],
            Self::Starts => &["start", "begins", "since"],
            Self::Expires => &["expiry", "expiration", "expire", "ends", "until", "end"],
            Self::Rotated => &["rotation", "rotate", "replaced"],
            Self::Is => &["has", "fact"],
        }
    }

    /// What it takes.
    pub(super) fn takes(self) -> Takes {
        match self {
            Self::Title | Self::Id => Takes::Text,
            Self::Status | Self::Kind | Self::Is => Takes::Word,
            Self::Group | Self::Tenant | Self::Role | Self::Owner | Self::Tag => Takes::Name,
            Self::Address => Takes::Address,
            Self::Created => Takes::Time(TimeField::Created),
            Self::Modified => Takes::Time(TimeField::Modified),
            Self::Starts => Takes::Time(TimeField::Starts),
            Self::Expires => Takes::Time(TimeField::Expires),
            Self::Rotated => Takes::Time(TimeField::Rotated),
        }
    }

    /// Whether it is about an instant, whose values are compared and have ranges.
    pub fn is_time(self) -> bool {
        matches!(self.takes(), Takes::Time(_))
    }

    /// The words that it takes, where it takes a few.
    pub(super) fn words(self) -> &'static [Word] {
        match self {
            Self::Status => &STATUSES,
            Self::Kind => &KINDS,
            Self::Is => &FACTS,
            _ => &[],
        }
    }

    /// What its values are, as the list of fields says it.
    pub(super) fn note(self) -> &'static str {
        match self {
            Self::Title => "Text in the title",
            Self::Id => "Part of an Access ID or of a key’s start",
            Self::Status => "active, expiring, scheduled, expired, inactive or revoked",
            Self::Kind => "signed, reference or token",
            Self::Group => "A group’s name",
            Self::Tenant => "A tenant’s name",
            Self::Role => "A role’s name",
            Self::Address => "An address or a block, such as 10.0.0.5",
            Self::Owner => "The user on whose behalf it acts",
            Self::Tag => "A tag",
            Self::Created => "A date, or an age such as <30d",
            Self::Modified => "A date, or an age such as <30d",
            Self::Starts => "A date, or a time from now such as <30d",
            Self::Expires => "A date, never, or a time from now such as <30d",
            Self::Rotated => "A date, never, or an age such as >1y",
            Self::Is => "A fact, such as in-rotation",
        }
    }

    /// A value to show as an example.
    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Title => "crm",
            Self::Id => "7e4e6a9c",
            Self::Status => "active",
            Self::Kind => "token",
            Self::Group => "General",
            Self::Tenant => "\"Acme Logistics\"",
            Self::Role => "writer",
            Self::Address => "10.0.0.5",
            Self::Owner => "\"Dana Whitfield\"",
            Self::Tag => "production",
            Self::Created | Self::Modified | Self::Starts | Self::Expires => "<30d",
            Self::Rotated => ">1y",
            Self::Is => "in-rotation",
        }
    }
}
