//! What a query finds, in which order, told the plain way: rows read by SQL one by one, and every condition and every
//! comparison spelled out. It shares nothing with the index that it is held against.

use std::cmp::Ordering;
use std::collections::HashMap;

use keywright_core::address::Address;
use keywright_core::clock::{DAY_MILLIS, Moment};
use keywright_core::column::Column;
use keywright_core::credential_row::Sort;
use keywright_core::ids::{CredentialId, GroupId, RoleId, TenantId, UserId};
use keywright_core::name::fold;
use keywright_core::query::resolved::{End, Fact, Resolved, Span, Test, TimeField};
use keywright_core::scheme::Scheme;
use keywright_core::state::Status;
use keywright_core::zone::Zone;
use rusqlite::Connection;

/// A credential as SQL has it.
#[derive(Debug)]
pub(crate) struct PlainRow {
    pub(crate) handle: u32,
    pub(crate) id: CredentialId,
    tenant: TenantId,
    tenant_name: String,
    api_url: String,
    scheme: Scheme,
    zone: Zone,
    warning_days: i64,
    group: GroupId,
    group_name: String,
    user: Option<(UserId, String)>,
    roles: Vec<(RoleId, String)>,
    addresses: Vec<Address>,
    tags: Vec<String>,
    title: String,
    description: String,
    access_id: String,
    key_start: String,
    state: String,
    sample: bool,
    starts: Option<i64>,
    expires: Option<i64>,
    created: i64,
    created_by: String,
    modified: i64,
    rotated: Option<i64>,
    rotating_until: Option<i64>,
    never_collected: bool,
    recoverable: bool,
}

/// Every credential.
pub(crate) fn rows(database: &Connection) -> Vec<PlainRow> {
    let sql =
        "SELECT c.handle, c.id, c.tenant_id, t.name, t.api_url, t.scheme, t.zone, t.warning_days, c.group_id, g.name,
                      u.id, u.name, c.title, c.description, coalesce(c.access_id, ''), c.state, c.sample, c.starts_at,
                      c.expires_at, c.created_at, c.created_by, c.modified_at, c.reveal
               FROM credential c JOIN tenant t ON t.id = c.tenant_id JOIN credential_group g ON g.id = c.group_id
               LEFT JOIN user u ON u.id = c.user_id";
    let mut statement = database.prepare(sql).expect("SQL");
    let rows = statement
        .query_map([], |row| {
            let id: [u8; 16] = row.get(1)?;
            let user: Option<[u8; 16]> = row.get(10)?;
            let reveal: String = row.get(22)?;
            let mut versions = versions(database, id);
            let newest = versions.remove(0);
            Ok(PlainRow {
                handle: row.get(0)?,
                id: CredentialId::from_bytes(id),
                tenant: TenantId::from_bytes(row.get(2)?),
                tenant_name: row.get(3)?,
                api_url: row.get(4)?,
                scheme: Scheme::from_code(&row.get::<_, String>(5)?).expect("a scheme"),
                zone: Zone::parse(&row.get::<_, String>(6)?).expect("a zone"),
                warning_days: row.get(7)?,
                group: GroupId::from_bytes(row.get(8)?),
                group_name: row.get(9)?,
                user: user.map(UserId::from_bytes).zip(row.get(11)?),
                roles: list(
                    database,
                    "SELECT r.id, r.name FROM role r JOIN credential_role c ON c.role_id = r.id WHERE c.credential_id = ?1",
                    id,
                    |row| (RoleId::from_bytes(row.get(0).expect("an id")), row.get(1).expect("a name")),
                ),
                addresses: list(database, "SELECT address FROM credential_address WHERE credential_id = ?1", id, |row| {
                    Address::parse(&row.get::<_, String>(0).expect("text")).expect("an address")
                }),
                tags: list(database, "SELECT tag FROM credential_tag WHERE credential_id = ?1", id, |row| {
                    row.get(0).expect("text")
                }),
                title: row.get(12)?,
                description: row.get(13)?,
                access_id: row.get(14)?,
                key_start: newest.key_start,
                state: row.get(15)?,
                sample: row.get(16)?,
                starts: row.get(17)?,
                expires: row.get(18)?,
                created: row.get(19)?,
                created_by: row.get(20)?,
                modified: row.get(21)?,
                rotated: if newest.number > 1 { Some(newest.made) } else { None },
                rotating_until: versions.iter().filter_map(|version| version.until).max(),
                never_collected: newest.collected.is_none(),
                recoverable: reveal == "recoverable" && newest.recoverable,
            })
        })
        .expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

struct Version {
    number: u32,
    key_start: String,
    made: i64,
    collected: Option<i64>,
    until: Option<i64>,
    recoverable: bool,
}

fn versions(database: &Connection, id: [u8; 16]) -> Vec<Version> {
    let sql = "SELECT number, coalesce(key_start, ''), made_at, collected_at, accepted_until, recoverable AND sealed IS NOT NULL
               FROM secret_version WHERE credential_id = ?1 ORDER BY number DESC";
    list(database, sql, id, |row| Version {
        number: row.get(0).expect("a number"),
        key_start: row.get(1).expect("text"),
        made: row.get(2).expect("an instant"),
        collected: row.get(3).expect("an instant"),
        until: row.get(4).expect("an instant"),
        recoverable: row.get(5).expect("a flag"),
    })
}

fn list<T>(database: &Connection, sql: &str, id: [u8; 16], read: impl Fn(&rusqlite::Row<'_>) -> T) -> Vec<T> {
    let mut statement = database.prepare_cached(sql).expect("SQL");
    let rows = statement.query_map([id], |row| Ok(read(row))).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

impl PlainRow {
    fn status(&self, now: i64) -> Status {
        let expiring_from = self.expires.map(|expires| expires - self.warning_days * DAY_MILLIS);
        if self.state == "revoked" {
            Status::Revoked
        } else if self.state == "inactive" {
            Status::Inactive
        } else if self.expires.is_some_and(|expires| expires <= now) {
            Status::Expired
        } else if self.starts.is_some_and(|starts| now < starts) {
            Status::Scheduled
        } else if expiring_from.is_some_and(|from| from <= now) {
            Status::Expiring
        } else {
            Status::Active
        }
    }

    fn time(&self, field: TimeField) -> Option<i64> {
        match field {
            TimeField::Created => Some(self.created),
            TimeField::Modified => Some(self.modified),
            TimeField::Starts => self.starts,
            TimeField::Expires => self.expires,
            TimeField::Rotated => self.rotated,
        }
    }

    fn has_fact(&self, fact: Fact, now: i64) -> bool {
        let expired = self.expires.is_some_and(|expires| expires <= now);
        match fact {
            Fact::Expired => expired,
            Fact::Expiring => {
                !expired && self.expires.is_some_and(|expires| expires - self.warning_days * DAY_MILLIS <= now)
            }
            Fact::Revoked => self.state == "revoked",
            Fact::Inactive => self.state == "inactive",
            Fact::NeverExpires => self.expires.is_none(),
            Fact::NoAddress => self.addresses.is_empty(),
            Fact::InRotation => self.rotating_until.is_some_and(|until| now < until),
            Fact::Recoverable => self.recoverable,
            Fact::NeverCollected => self.never_collected,
            Fact::Sample => self.sample,
        }
    }

    fn fulfils(&self, test: &Test, now: i64) -> bool {
        let holds = |text: &String, part: &str| fold(text).contains(part);
        match test {
            Test::Text(text) => {
                [&self.title, &self.description, &self.access_id, &self.key_start]
                    .into_iter()
                    .any(|part| holds(part, text))
                    || self.tags.iter().any(|tag| holds(tag, text))
            }
            Test::Title(text) => holds(&self.title, text),
            Test::Id(text) => holds(&self.access_id, &fold(text)) || holds(&self.key_start, &fold(text)),
            Test::Is(id) => self.id == *id,
            Test::Status(status) => self.status(now) == *status,
            Test::Usable => [Status::Active, Status::Expiring].contains(&self.status(now)),
            Test::Fact(fact) => self.has_fact(*fact, now),
            Test::Kind(kind) => self.scheme == *kind,
            Test::Tenant(tenant) => self.tenant == *tenant,
            Test::Group(group) => self.group == *group,
            Test::Role(role) => self.roles.iter().any(|(id, _)| id == role),
            Test::Owner(user) => self.user.as_ref().is_some_and(|(id, _)| id == user),
            Test::Tag(tag) => self.tags.iter().any(|own| own == tag.as_str()),
            Test::Address(address) => self.addresses.iter().any(|own| own.overlaps(*address)),
            Test::Time(field, span) => self.time(*field).is_some_and(|at| self.is_in(at, *field, *span)),
            Test::Never(field) => self.time(*field).is_none(),
        }
    }

    fn is_in(&self, at: i64, field: TimeField, span: Span) -> bool {
        let at = if field == TimeField::Expires { at - 1 } else { at };
        let instant = |end: End| match end {
            End::At(moment) => moment.millis(),
            End::Of(date) => self.zone.first_instant_of(date).millis(),
        };
        span.from.is_none_or(|from| instant(from) <= at) && span.until.is_none_or(|until| at < instant(until))
    }

    /// What the row is ordered by in a column; nothing, where it has nothing.
    fn key(&self, column: Column, now: i64) -> Option<Key> {
        let name = |name: &str| Some(Key::Names(vec![natural(&fold(name))])).filter(|_| !name.is_empty());
        let names = |names: Vec<Natural>| Some(Key::Names(names.clone())).filter(|_| !names.is_empty());
        let number = |number: Option<i64>| number.map(Key::Number);
        match column {
            Column::Title => name(&self.title),
            Column::AccessId => {
                let shown = if self.access_id.is_empty() { &self.key_start } else { &self.access_id };
                Some(Key::Text(fold(shown))).filter(|_| !shown.is_empty())
            }
            Column::Status => Some(Key::Number(self.status(now) as i64)),
            Column::Kind => Some(Key::Number(self.scheme as i64)),
            Column::Group => name(&self.group_name),
            Column::Tenant => name(&self.tenant_name),
            Column::Roles => {
                let mut roles: Vec<_> = self.roles.iter().map(|(_, role)| natural(&fold(role))).collect();
                roles.sort();
                names(roles)
            }
            Column::User => self.user.as_ref().and_then(|(_, user)| name(user)),
            Column::Addresses => {
                let mut addresses = self.addresses.clone();
                addresses.sort();
                Some(Key::Addresses(addresses)).filter(|_| !self.addresses.is_empty())
            }
            Column::ApiUrl => name(&self.api_url),
            Column::Description => name(&self.description),
            Column::Tags => {
                let mut tags = self.tags.clone();
                tags.sort();
                names(tags.iter().map(|tag| natural(tag)).collect())
            }
            Column::Starts => number(self.starts),
            Column::Expires => number(self.expires),
            Column::Created => number(Some(self.created)),
            Column::Modified => number(Some(self.modified)),
            Column::Rotated => number(self.rotated),
            Column::CreatedBy => name(&self.created_by),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Text(String),
    Names(Vec<Natural>),
    Addresses(Vec<Address>),
}

/// A name to be compared naturally: its letters and the values of its numbers, and then its leading zeros.
type Natural = (Vec<(char, usize, String)>, Vec<usize>);

fn natural(name: &str) -> Natural {
    let (mut parts, mut zeros, mut rest) = (Vec::new(), Vec::new(), name);
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let digits = rest[..end].trim_start_matches('0');
            parts.push(('0', digits.len(), digits.to_owned()));
            zeros.push(end - digits.len());
            rest = &rest[end..];
        } else {
            parts.push((first, 0, String::new()));
            rest = &rest[first.len_utf8()..];
        }
    }
    (parts, zeros)
}

/// The handles of what `resolved` finds among `rows`, in the order of `sort`.
pub(crate) fn answer(
    rows: &[PlainRow],
    tenant: Option<TenantId>,
    resolved: &Resolved,
    sort: &[Sort],
    now: Moment,
) -> Vec<u32> {
    let now = now.millis();
    let mut found: Vec<_> = rows
        .iter()
        .filter(|row| tenant.is_none_or(|tenant| row.tenant == tenant))
        .filter(|row| {
            resolved
                .conditions
                .iter()
                .all(|condition| condition.negated != condition.any.iter().any(|test| row.fulfils(test, now)))
        })
        .collect();
    let first = [Sort { column: Column::Created, descending: true }];
    let sort = if sort.is_empty() { &first } else { sort };
    let mut keys = HashMap::new();
    for row in &found {
        keys.insert(row.handle, sort.iter().map(|sort| row.key(sort.column, now)).collect::<Vec<_>>());
    }
    found.sort_by(|one, other| {
        let by_keys =
            sort.iter().enumerate().map(|(at, sort)| match (&keys[&one.handle][at], &keys[&other.handle][at]) {
                (Some(one), Some(other)) if sort.descending => other.cmp(one),
                (Some(one), Some(other)) => one.cmp(other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            });
        by_keys.fold(Ordering::Equal, Ordering::then).then(other.handle.cmp(&one.handle))
    });
    found.iter().map(|row| row.handle).collect()
}
