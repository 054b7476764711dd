//! The tables `user` and `user_role`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::ids::{RoleId, TenantId, UserId};
use crate::role::Uses;
use crate::store::columns::Columns;
use crate::store::counts::{Count, Counted};
use crate::store::{Kept, Write};
use crate::user::{Mail, User};

/// A user with its roles, as JSON.
const USER: &str =
    "SELECT user.*, (SELECT json_group_array(hex(role_id)) FROM user_role WHERE user_id = user.id) AS roles FROM user";

/// Writes a new user.
///
/// # Errors
/// What SQLite reports.
pub fn insert(write: &mut Write<'_>, row: &User) -> Result<()> {
    let mac = write.inserted(row)?;
    write
        .connection()
        .prepare_cached(
            "INSERT INTO user (id, revision, tenant_id, name, folded, mail, created_at, modified_at, mac)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.tenant.to_bytes(),
            row.name.as_str(),
            row.name.folded(),
            row.mail.as_str(),
            row.created_at.millis(),
            row.modified_at.millis(),
            mac
        ])?;
    give_roles(write, row)
}

/// Writes `row` in place of what is kept of it.
///
/// # Errors
/// What SQLite reports.
pub fn update(write: &mut Write<'_>, kept: &Kept<User>, row: &User) -> Result<()> {
    let mac = write.updated(&kept.row, &kept.mac, row)?;
    write
        .connection()
        .prepare_cached(
            "UPDATE user SET revision = ?2, name = ?3, folded = ?4, mail = ?5, modified_at = ?6, mac = ?7 WHERE id = ?1",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.name.as_str(),
            row.name.folded(),
            row.mail.as_str(),
            row.modified_at.millis(),
            mac
        ])?;
    take_roles(write, row.id)?;
    give_roles(write, row)
}

/// Deletes a user with its roles; no credential may act on its behalf.
///
/// # Errors
/// What SQLite reports.
pub fn delete(write: &mut Write<'_>, kept: &Kept<User>) -> Result<()> {
    write.deleted(&kept.row, &kept.mac)?;
    take_roles(write, kept.row.id)?;
    write.connection().prepare_cached("DELETE FROM user WHERE id = ?1")?.execute([kept.row.id.to_bytes()])?;
    Ok(())
}

fn give_roles(write: &Write<'_>, row: &User) -> Result<()> {
    let mut statement =
        write.connection().prepare_cached("INSERT INTO user_role (user_id, role_id) VALUES (?1, ?2)")?;
    for role in &row.roles {
        statement.execute([row.id.to_bytes(), role.to_bytes()])?;
    }
    Ok(())
}

fn take_roles(write: &Write<'_>, id: UserId) -> Result<()> {
    write.connection().prepare_cached("DELETE FROM user_role WHERE user_id = ?1")?.execute([id.to_bytes()])?;
    Ok(())
}

/// One user.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection, id: UserId) -> Result<Option<Kept<User>>> {
    Ok(connection.prepare_cached(&format!("{USER} WHERE id = ?1"))?.query_row([id.to_bytes()], user).optional()?)
}

/// Whether `tenant` has a user whose name folds to `folded`.
///
/// # Errors
/// What SQLite reports.
pub fn is_taken(connection: &Connection, tenant: TenantId, folded: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM user WHERE tenant_id = ?1 AND folded = ?2)")?
        .query_row(params![tenant.to_bytes(), folded], |row| row.get(0))?)
}

/// A user in a list: with how many credentials act on its behalf.
#[derive(Debug)]
pub struct Listed {
    /// The user.
    pub kept: Kept<User>,
    /// How many credentials.
    pub credentials: u32,
}

/// The users of `tenant` (of all, where there is none), by tenant and name.
///
/// # Errors
/// What SQLite reports.
pub fn all(count: &impl Count, tenant: Option<TenantId>) -> Result<Vec<Listed>> {
    let mut statement = count.connection().prepare_cached(
        "SELECT user.*, (SELECT json_group_array(hex(role_id)) FROM user_role WHERE user_id = user.id) AS roles
         FROM user JOIN tenant ON tenant.id = tenant_id
         WHERE ?1 IS NULL OR tenant_id = ?1 ORDER BY tenant.folded, user.folded",
    )?;
    let users = statement.query_map([tenant.map(TenantId::to_bytes)], user)?;
    let listed = users.map(|found| {
        let kept = found?;
        Ok(Listed { credentials: count.count(Counted::User(kept.row.id))?, kept })
    });
    listed.collect()
}

/// Where a user is used: by credentials that act on its behalf; those only that act in `role`, where one is given.
///
/// # Errors
/// What SQLite reports.
pub fn uses(connection: &Connection, id: UserId, role: Option<RoleId>) -> Result<Uses> {
    let given = params![id.to_bytes(), role.map(RoleId::to_bytes)];
    let from = "FROM credential WHERE user_id = ?1 AND (?2 IS NULL OR in_role_id = ?2)";
    let credentials =
        connection.prepare_cached(&format!("SELECT count(*) {from}"))?.query_row(given, |row| row.get(0))?;
    let mut statement = connection.prepare_cached(&format!("SELECT title {from} ORDER BY folded LIMIT 20"))?;
    let titles = statement.query_map(given, |row| row.get(0))?;
    Ok(Uses { credentials, credential_titles: titles.collect::<rusqlite::Result<_>>()?, ..Uses::default() })
}

fn user(row: &Row<'_>) -> rusqlite::Result<Kept<User>> {
    let columns = Columns::of(row);
    let row = User {
        id: UserId::from_bytes(columns.id("id")),
        revision: columns.get("revision"),
        tenant: TenantId::from_bytes(columns.id("tenant_id")),
        name: columns.name("name"),
        mail: Mail::from_database(columns.text("mail")),
        roles: columns.ids("roles").into_iter().map(RoleId::from_bytes).collect(),
        created_at: columns.moment("created_at"),
        modified_at: columns.moment("modified_at"),
    };
    Ok(Kept { row, mac: columns.mac(), agrees: columns.agree() })
}
