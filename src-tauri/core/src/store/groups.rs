//! The table `credential_group`.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::clock::{DAY_MILLIS, Moment};
use crate::error::Result;
use crate::group::Group;
use crate::ids::{GroupId, TenantId};
use crate::name::Description;
use crate::store::columns::Columns;
use crate::store::counts::{Count, Counted};
use crate::store::{Kept, Write};

/// Writes a new group.
///
/// # Errors
/// What SQLite reports.
pub fn insert(write: &mut Write<'_>, row: &Group) -> Result<()> {
    let mac = write.inserted(row)?;
    write
        .connection()
        .prepare_cached(
            "INSERT INTO credential_group (id, revision, tenant_id, name, folded, description, created_at, modified_at, mac)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.tenant.to_bytes(),
            row.name.as_str(),
            row.name.folded(),
            row.description.as_str(),
            row.created_at.millis(),
            row.modified_at.millis(),
            mac
        ])?;
    Ok(())
}

/// Writes `row` in place of what is kept of it.
///
/// # Errors
/// What SQLite reports.
pub fn update(write: &mut Write<'_>, kept: &Kept<Group>, row: &Group) -> Result<()> {
    let mac = write.updated(&kept.row, &kept.mac, row)?;
    write
        .connection()
        .prepare_cached(
            "UPDATE credential_group SET revision = ?2, name = ?3, folded = ?4, description = ?5, modified_at = ?6, mac = ?7
             WHERE id = ?1",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.name.as_str(),
            row.name.folded(),
            row.description.as_str(),
            row.modified_at.millis(),
            mac
        ])?;
    Ok(())
}

/// Deletes a group; its credentials must be gone or elsewhere before.
///
/// # Errors
/// What SQLite reports.
pub fn delete(write: &mut Write<'_>, kept: &Kept<Group>) -> Result<()> {
    write.deleted(&kept.row, &kept.mac)?;
    write
        .connection()
        .prepare_cached("DELETE FROM credential_group WHERE id = ?1")?
        .execute([kept.row.id.to_bytes()])?;
    Ok(())
}

/// A group in a list: with how many credentials are in it, and how many of them are *expiring*.
#[derive(Debug)]
pub struct Listed {
    /// The group.
    pub kept: Kept<Group>,
    /// How many credentials.
    pub credentials: u32,
    /// How many of them are expiring.
    pub expiring: u32,
}

/// The groups of `tenant` (of all, where there is none), by tenant and name, with what is in them at `now`.
///
/// # Errors
/// What SQLite reports.
pub fn all(count: &impl Count, tenant: Option<TenantId>, now: Moment) -> Result<Vec<Listed>> {
    let expiring = expiring(count.connection(), now)?;
    let mut statement = count.connection().prepare_cached(
        "SELECT credential_group.* FROM credential_group JOIN tenant ON tenant.id = tenant_id
         WHERE ?1 IS NULL OR tenant_id = ?1 ORDER BY tenant.folded, credential_group.folded",
    )?;
    let groups = statement.query_map([tenant.map(TenantId::to_bytes)], group)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let listed = groups.into_iter().map(|kept| {
        let credentials = count.count(Counted::Group(kept.row.id))?;
        Ok(Listed { credentials, expiring: expiring.get(&kept.row.id).copied().unwrap_or_default(), kept })
    });
    listed.collect()
}

/// How many credentials are in the group `id`, and how many of them are expiring at `now`.
///
/// # Errors
/// What SQLite reports.
pub fn holds(count: &impl Count, id: GroupId, now: Moment) -> Result<(u32, u32)> {
    let expiring = expiring(count.connection(), now)?.get(&id).copied().unwrap_or_default();
    Ok((count.count(Counted::Group(id))?, expiring))
}

/// The credentials that may be expiring, by their expiry, so that no others are read; and of them those which are.
pub(super) const EXPIRING: &str = "SELECT group_id, count(*) FROM credential INDEXED BY credential_expiry
     JOIN tenant ON tenant.id = tenant_id
     WHERE expires_at > ?1 AND expires_at <= ?1 + (SELECT max(warning_days) FROM tenant) * ?2
       AND expires_at <= ?1 + warning_days * ?2 AND state = 'active' AND (starts_at IS NULL OR starts_at <= ?1)
     GROUP BY group_id";

/// How many credentials are *expiring* at `now`, by group.
fn expiring(connection: &Connection, now: Moment) -> Result<HashMap<GroupId, u32>> {
    let mut statement = connection.prepare_cached(EXPIRING)?;
    let mut rows = statement.query(params![now.millis(), DAY_MILLIS])?;
    let mut expiring = HashMap::new();
    while let Some(row) = rows.next()? {
        // What was changed outside may name anything.
        if let Ok(id) = <[u8; 16]>::try_from(row.get::<_, Vec<u8>>(0)?) {
            expiring.insert(GroupId::from_bytes(id), row.get(1)?);
        }
    }
    Ok(expiring)
}

/// One group.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection, id: GroupId) -> Result<Option<Kept<Group>>> {
    Ok(connection
        .prepare_cached("SELECT * FROM credential_group WHERE id = ?1")?
        .query_row([id.to_bytes()], group)
        .optional()?)
}

/// The group of `tenant` whose name folds to `folded`.
///
/// # Errors
/// What SQLite reports.
pub fn named(connection: &Connection, tenant: TenantId, folded: &str) -> Result<Option<Kept<Group>>> {
    Ok(connection
        .prepare_cached("SELECT * FROM credential_group WHERE tenant_id = ?1 AND folded = ?2")?
        .query_row(params![tenant.to_bytes(), folded], group)
        .optional()?)
}

fn group(row: &Row<'_>) -> rusqlite::Result<Kept<Group>> {
    let columns = Columns::of(row);
    let row = Group {
        id: GroupId::from_bytes(columns.id("id")),
        revision: columns.get("revision"),
        tenant: TenantId::from_bytes(columns.id("tenant_id")),
        name: columns.name("name"),
        description: Description::from_database(columns.text("description")),
        created_at: columns.moment("created_at"),
        modified_at: columns.moment("modified_at"),
    };
    Ok(Kept { row, mac: columns.mac(), agrees: columns.agree() })
}
