//! A query once every name in it is known: what the index answers. Pure.

use chrono::NaiveDate;

use crate::address::Address;
use crate::clock::Moment;
use crate::ids::{CredentialId, GroupId, RoleId, TenantId, UserId};
use crate::name::Tag;
use crate::scheme::Scheme;
use crate::state::Status;

/// What a credential must fulfil to be found: every condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The conditions, in the order in which they were written.
    pub conditions: Vec<Condition>,
}

/// One condition: fulfilled where one of its tests holds or, negated, where none does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whether it is turned round.
    pub negated: bool,
    /// The tests.
    pub any: Vec<Test>,
}

/// What can be asked of one credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Its title, description, Access ID, key start or one of its tags holds this folded text.
    Text(String),
    /// Its title holds this folded text.
    Title(String),
    /// Its Access ID or key start holds this text, without regard to case.
    Id(String),
    /// It is this one: what a whole identity, Access ID or fingerprint comes to.
    Is(CredentialId),
    /// Its derived status is this one.
    Status(Status),
    /// It is usable now: its status is active or expiring.
    Usable,
    /// This fact holds.
    Fact(Fact),
    /// It is of this kind.
    Kind(Scheme),
    /// It belongs to this tenant.
    Tenant(TenantId),
    /// It is in this group.
    Group(GroupId),
    /// It has this role.
    Role(RoleId),
    /// It acts on behalf of this user.
    Owner(UserId),
    /// It has this tag.
    Tag(Tag),
    /// One of its allowed addresses has an address in common with this one.
    Address(Address),
    /// It has this instant, and it lies in the span.
    Time(TimeField, Span),
    /// It has no such instant: it never expires, starts at once, was never rotated.
    Never(TimeField),
}

/// What holds of a credential whatever its status; several can at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// Its expiry is past.
    Expired,
    /// Its expiry is to come, and within its tenant's warning days.
    Expiring,
    /// It is revoked.
    Revoked,
    /// It is switched off.
    Inactive,
    /// It has no expiry.
    NeverExpires,
    /// It may be used from any address.
    NoAddress,
    /// An older secret is still accepted.
    InRotation,
    /// Its newest secret can be had again.
    Recoverable,
    /// Its newest secret was never copied, shown or downloaded.
    NeverCollected,
    /// It is sample data.
    Sample,
}

/// An instant of a credential that can be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeField {
    /// When it was issued.
    Created,
    /// When it last changed.
    Modified,
    /// From when on it is accepted.
    Starts,
    /// Until when it is accepted. Compared is the last millisecond of that time, which is on the date that was picked.
    Expires,
    /// When its secret was last replaced.
    Rotated,
}

/// A span of time: from its first end (included) until its other (excluded); open where an end is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first instant in it.
    pub from: Option<End>,
    /// The first instant after it.
    pub until: Option<End>,
}

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// An instant.
    At(Moment),
    /// The first instant of this date in the zone of each credential's tenant.
    Of(NaiveDate),
}
