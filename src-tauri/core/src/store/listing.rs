//! All credentials as a list shows them, with the directory around them: read in chunks, or some of them anew. What
//! cannot be read in a row, which somebody else may have written, is as if it were not there.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::types::FromSql;
use rusqlite::{Connection, Row, ToSql, TransactionBehavior, params};

use crate::address::Address;
use crate::clock::Moment;
use crate::error::Result;
use crate::ids::{CredentialId, GroupId, RoleId, TenantId, UserId};
use crate::listing::{ListedCredential, ListedDirectory, ListedTenant};
use crate::policy::Reveal;
use crate::query::resolved::{Resolved, Test};
use crate::scheme::Scheme;
use crate::state::{Standing, Validity};
use crate::store::columns::Columns;
use crate::store::{Store, credentials, flags, prepare};
use crate::zone::Zone;

/// Where the database is, for one who reads all of it on a connection of their own.
pub struct Place(PathBuf);

/// A connection that only reads.
pub struct Reader(Connection);

impl Store {
    /// Where the database is.
    pub fn place(&self) -> Place {
        Place(self.file())
    }
}

impl Place {
    /// Opens a connection.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn reader(&self) -> Result<Reader> {
        reader(&self.0).map(Reader)
    }
}

/// Opens a connection that only reads.
pub(super) fn reader(path: &Path) -> Result<Connection> {
    let reader = Connection::open_with_flags(path, flags())?;
    prepare(&reader)?;
    reader.pragma_update(None, "query_only", true)?;
    Ok(reader)
}

impl Reader {
    /// Reads: all of `work` sees the same moment.
    ///
    /// # Errors
    /// What `work` reports.
    pub fn read<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        work(&*self.0.transaction_with_behavior(TransactionBehavior::Deferred)?)
    }
}

/// What a credential has of its own, in the order in which [`own`] reads it.
const OWN: &str = "SELECT handle, id, tenant_id, group_id, user_id, title, description, access_id, state, starts_at,
     expires_at, created_at, created_by, modified_at, reveal, sample FROM credential";

/// What belongs to the credentials that a condition names, each behind its credential's handle.
const ROLES: &str = "SELECT handle, role_id FROM credential JOIN credential_role ON credential_id = credential.id";
const ADDRESSES: &str =
    "SELECT handle, address FROM credential JOIN credential_address ON credential_id = credential.id";
const TAGS: &str = "SELECT handle, tag FROM credential JOIN credential_tag ON credential_id = credential.id";
const VERSIONS: &str = "SELECT handle, number, key_start, made_at, collected_at, accepted_until,
     recoverable AND sealed IS NOT NULL
     FROM credential JOIN secret_version ON credential_id = credential.id";

/// How many credentials there are.
///
/// # Errors
/// What SQLite reports.
pub fn count(connection: &Connection) -> Result<usize> {
    Ok(connection.prepare_cached("SELECT count(*) FROM credential")?.query_row([], |row| row.get(0))?)
}

/// Up to `most` credentials with handles after `after`, by handle; and after which handle to go on, where there may be
/// more.
///
/// # Errors
/// What SQLite reports.
pub fn chunk(connection: &Connection, after: i64, most: u32) -> Result<(Vec<ListedCredential>, Option<i64>)> {
    let last: Option<i64> = connection
        .prepare_cached(
            "SELECT max(handle) FROM (SELECT handle FROM credential WHERE handle > ?1 ORDER BY handle LIMIT ?2)",
        )?
        .query_row(params![after, most], |row| row.get(0))?;
    let Some(last) = last else { return Ok((Vec::new(), None)) };
    let credentials = those(connection, "handle > ?1 AND handle <= ?2", params![after, last])?;
    Ok((credentials, Some(last)))
}

/// Those of `ids` that are there, by handle.
///
/// # Errors
/// What SQLite reports.
pub fn some(connection: &Connection, ids: &[CredentialId]) -> Result<Vec<ListedCredential>> {
    let mut some = Vec::with_capacity(ids.len());
    for id in ids {
        some.extend(those(connection, "credential.id = ?1", params![id.to_bytes()])?);
    }
    some.sort_unstable_by_key(|credential| credential.handle);
    Ok(some)
}

/// The handles of the credentials that a query names by identity, of those that are there.
///
/// # Errors
/// What SQLite reports.
pub fn known(connection: &Connection, resolved: &Resolved) -> Result<HashMap<CredentialId, u32>> {
    let mut known = HashMap::new();
    for test in resolved.conditions.iter().flat_map(|condition| &condition.any) {
        if let Test::Is(id) = test
            && let Some(handle) = credentials::handle_of(connection, *id)?
        {
            known.insert(*id, handle);
        }
    }
    Ok(known)
}

/// The directory.
///
/// # Errors
/// What SQLite reports.
pub fn directory(connection: &Connection) -> Result<ListedDirectory> {
    let mut statement =
        connection.prepare_cached("SELECT id, name, api_url, scheme, zone, warning_days FROM tenant")?;
    let tenants = statement.query_map([], |row| {
        let columns = Columns::of(row);
        Ok(ListedTenant {
            id: TenantId::from_bytes(columns.id("id")),
            name: columns.text("name"),
            api_url: columns.text("api_url"),
            scheme: columns.code("scheme", Scheme::from_code, Scheme::Signed),
            zone: columns.code("zone", |name| Zone::parse(name).ok(), Zone::UTC),
            warning_days: columns.get("warning_days"),
        })
    })?;
    let tenants = tenants.collect::<rusqlite::Result<_>>()?;
    Ok(ListedDirectory {
        tenants,
        groups: named(connection, "SELECT id, name FROM credential_group", GroupId::from_bytes)?,
        roles: named(connection, "SELECT id, name FROM role", RoleId::from_bytes)?,
        users: named(connection, "SELECT id, name FROM user", UserId::from_bytes)?,
    })
}

fn named<Id>(connection: &Connection, sql: &str, id: fn([u8; 16]) -> Id) -> Result<Vec<(Id, String)>> {
    let mut statement = connection.prepare_cached(sql)?;
    let named = statement.query_map([], |row| {
        let columns = Columns::of(row);
        Ok((id(columns.id("id")), columns.text("name")))
    })?;
    Ok(named.collect::<rusqlite::Result<_>>()?)
}

/// A credential that is being put together.
struct Found {
    credential: ListedCredential,
    /// Whether what is kept of it says that its secret can be had again.
    recoverable: bool,
    /// Whether its newest secret was met.
    met: bool,
}

/// The credentials that `condition` names, by handle.
fn those(connection: &Connection, condition: &str, given: &[&dyn ToSql]) -> Result<Vec<ListedCredential>> {
    let mut statement = connection.prepare_cached(&format!("{OWN} WHERE {condition} ORDER BY handle"))?;
    let mut rows = statement.query(given)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.extend(own(row));
    }
    give(connection, &format!("{ROLES} WHERE {condition} ORDER BY handle, role_id"), given, &mut found, |one, row| {
        one.credential.roles.push(RoleId::from_bytes(value(row, 1)));
    })?;
    give(connection, &format!("{ADDRESSES} WHERE {condition} ORDER BY handle"), given, &mut found, |one, row| {
        one.credential.addresses.extend(Address::from_database(&text(row, 1)));
    })?;
    give(connection, &format!("{TAGS} WHERE {condition} ORDER BY handle, tag"), given, &mut found, |one, row| {
        one.credential.tags.push(text(row, 1));
    })?;
    let versions = format!("{VERSIONS} WHERE {condition} ORDER BY handle, number DESC");
    give(connection, &versions, given, &mut found, version)?;
    let credentials = found.into_iter().map(|Found { mut credential, .. }| {
        credential.addresses.sort_unstable();
        credential.tags.sort_unstable();
        credential
    });
    Ok(credentials.collect())
}

/// Has each of `found` given the rows that belong to it: both ascend by handle.
fn give(
    connection: &Connection,
    sql: &str,
    given: &[&dyn ToSql],
    found: &mut [Found],
    mut give: impl FnMut(&mut Found, &Row<'_>),
) -> Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(given)?;
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let handle: u32 = value(row, 0);
        while found.get(at).is_some_and(|one| one.credential.handle < handle) {
            at += 1;
        }
        if let Some(one) = found.get_mut(at).filter(|one| one.credential.handle == handle) {
            give(one, row);
        }
    }
    Ok(())
}

fn own(row: &Row<'_>) -> Option<Found> {
    let moment = |at| value::<Option<i64>>(row, at).map(Moment::from_millis);
    let credential = ListedCredential {
        handle: row.get(0).ok()?,
        id: CredentialId::from_bytes(value(row, 1)),
        tenant: TenantId::from_bytes(value(row, 2)),
        group: GroupId::from_bytes(value(row, 3)),
        user: value::<Option<[u8; 16]>>(row, 4).map(UserId::from_bytes),
        roles: Vec::new(),
        addresses: Vec::new(),
        tags: Vec::new(),
        title: text(row, 5),
        description: text(row, 6),
        access_id: value(row, 7),
        key_start: None,
        standing: match text(row, 8).as_str() {
            "active" => Standing::Active,
            "revoked" => Standing::Revoked,
            _ => Standing::Inactive,
        },
        validity: Validity { starts: moment(9), expires: moment(10) },
        created_at: Moment::from_millis(value(row, 11)),
        created_by: text(row, 12),
        modified_at: Moment::from_millis(value(row, 13)),
        rotated_at: None,
        rotating_until: None,
        never_collected: false,
        recoverable: false,
        sample: value(row, 15),
    };
    Some(Found { credential, recoverable: text(row, 14) == Reveal::Recoverable.code(), met: false })
}

/// Takes a secret version in: the newest comes first.
fn version(found: &mut Found, row: &Row<'_>) {
    let credential = &mut found.credential;
    let accepted_until = value::<Option<i64>>(row, 5).map(Moment::from_millis);
    if found.met {
        credential.rotating_until = credential.rotating_until.max(accepted_until);
        return;
    }
    found.met = true;
    credential.key_start = value(row, 2);
    credential.rotated_at = (value::<u32>(row, 1) > 1).then(|| Moment::from_millis(value(row, 3)));
    credential.never_collected = value::<Option<i64>>(row, 4).is_none();
    credential.recoverable = found.recoverable && value(row, 6);
}

/// A value; in place of one that cannot be read, the type's default.
fn value<T: FromSql + Default>(row: &Row<'_>, at: usize) -> T {
    row.get(at).unwrap_or_default()
}

/// Text; where it is no text, as much of it as can be told.
fn text(row: &Row<'_>, at: usize) -> String {
    let bytes = row.get_ref(at).ok().and_then(|value| value.as_bytes().ok()).unwrap_or_default();
    String::from_utf8_lossy(bytes).into_owned()
}
