//! The table `role`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::ids::{RoleId, TenantId};
use crate::name::Description;
use crate::role::{Role, Uses};
use crate::rule::{from_text, to_text};
use crate::store::columns::Columns;
use crate::store::counts::{Count, Counted};
use crate::store::{Kept, Write};

/// How many names [`Uses`] lists of each kind.
const NAMES: u32 = 20;

/// Writes a new role.
///
/// # Errors
/// What SQLite reports.
pub fn insert(write: &mut Write<'_>, row: &Role) -> Result<()> {
    let mac = write.inserted(row)?;
    write
        .connection()
        .prepare_cached(
            "INSERT INTO role (id, revision, tenant_id, name, folded, description, rules, created_at, modified_at, mac)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.tenant.to_bytes(),
            row.name.as_str(),
            row.name.folded(),
            row.description.as_str(),
            to_text(&row.rules),
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
pub fn update(write: &mut Write<'_>, kept: &Kept<Role>, row: &Role) -> Result<()> {
    let mac = write.updated(&kept.row, &kept.mac, row)?;
    write
        .connection()
        .prepare_cached(
            "UPDATE role SET revision = ?2, name = ?3, folded = ?4, description = ?5, rules = ?6, modified_at = ?7, mac = ?8
             WHERE id = ?1",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.name.as_str(),
            row.name.folded(),
            row.description.as_str(),
            to_text(&row.rules),
            row.modified_at.millis(),
            mac
        ])?;
    Ok(())
}

/// Deletes a role; nothing may use it.
///
/// # Errors
/// What SQLite reports.
pub fn delete(write: &mut Write<'_>, kept: &Kept<Role>) -> Result<()> {
    write.deleted(&kept.row, &kept.mac)?;
    write.connection().prepare_cached("DELETE FROM role WHERE id = ?1")?.execute([kept.row.id.to_bytes()])?;
    Ok(())
}

/// One role.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection, id: RoleId) -> Result<Option<Kept<Role>>> {
    Ok(connection.prepare_cached("SELECT * FROM role WHERE id = ?1")?.query_row([id.to_bytes()], role).optional()?)
}

/// Whether `tenant` has a role whose name folds to `folded`.
///
/// # Errors
/// What SQLite reports.
pub fn is_taken(connection: &Connection, tenant: TenantId, folded: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM role WHERE tenant_id = ?1 AND folded = ?2)")?
        .query_row(params![tenant.to_bytes(), folded], |row| row.get(0))?)
}

/// A role in a list: with how many credentials have it or act in it, and how many users have it.
#[derive(Debug)]
pub struct Listed {
    /// The role.
    pub kept: Kept<Role>,
    /// How many credentials.
    pub credentials: u32,
    /// How many users.
    pub users: u32,
}

/// The roles of `tenant` (of all, where there is none), by tenant and name.
///
/// # Errors
/// What SQLite reports.
pub fn all(count: &impl Count, tenant: Option<TenantId>) -> Result<Vec<Listed>> {
    let mut statement = count.connection().prepare_cached(
        "SELECT role.*, (SELECT count(*) FROM user_role WHERE role_id = role.id) AS users
         FROM role JOIN tenant ON tenant.id = tenant_id
         WHERE ?1 IS NULL OR tenant_id = ?1 ORDER BY tenant.folded, role.folded",
    )?;
    let roles = statement.query_map([tenant.map(TenantId::to_bytes)], |row| Ok((role(row)?, row.get("users")?)))?;
    let listed = roles.map(|found| {
        let (kept, users) = found?;
        Ok(Listed { credentials: count.count(Counted::Role(kept.row.id))?, kept, users })
    });
    listed.collect()
}

/// Where a role is used: by credentials that have it or act in it, and by users.
///
/// # Errors
/// What SQLite reports.
pub fn uses(connection: &Connection, id: RoleId) -> Result<Uses> {
    let credentials =
        "FROM credential WHERE in_role_id = ?1 OR id IN (SELECT credential_id FROM credential_role WHERE role_id = ?1)";
    let users = "FROM user WHERE id IN (SELECT user_id FROM user_role WHERE role_id = ?1)";
    let count = |from: &str| -> Result<u32> {
        Ok(connection
            .prepare_cached(&format!("SELECT count(*) {from}"))?
            .query_row([id.to_bytes()], |row| row.get(0))?)
    };
    let names = |column: &str, from: &str| -> Result<Vec<String>> {
        let mut statement =
            connection.prepare_cached(&format!("SELECT {column} {from} ORDER BY folded LIMIT {NAMES}"))?;
        let names = statement.query_map([id.to_bytes()], |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    };
    Ok(Uses {
        credentials: count(credentials)?,
        users: count(users)?,
        credential_titles: names("title", credentials)?,
        user_names: names("name", users)?,
    })
}

fn role(row: &Row<'_>) -> rusqlite::Result<Kept<Role>> {
    let columns = Columns::of(row);
    let row = Role {
        id: RoleId::from_bytes(columns.id("id")),
        revision: columns.get("revision"),
        tenant: TenantId::from_bytes(columns.id("tenant_id")),
        name: columns.name("name"),
        description: Description::from_database(columns.text("description")),
        rules: columns.code("rules", from_text, Vec::new()),
        created_at: columns.moment("created_at"),
        modified_at: columns.moment("modified_at"),
    };
    Ok(Kept { row, mac: columns.mac(), agrees: columns.agree() })
}
