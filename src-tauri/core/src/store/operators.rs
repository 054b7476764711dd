//! The tables `operator` and `operator_group`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::ids::{OperatorGroupId, OperatorId};
use crate::operator::{Operator, OperatorGroup};
use crate::permission::{Permission, Permissions};
use crate::store::columns::Columns;
use crate::store::{Kept, Write};

/// Writes a new operator group.
///
/// # Errors
/// What SQLite reports.
pub fn insert_group(write: &mut Write<'_>, row: &OperatorGroup) -> Result<()> {
    let mac = write.inserted(row)?;
    write
        .connection()
        .prepare_cached(
            "INSERT INTO operator_group (id, revision, name, folded, permissions, built_in, mac) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.name.as_str(),
            row.name.folded(),
            row.permissions.to_text(),
            row.built_in,
            mac
        ])?;
    Ok(())
}

/// Writes a new operator.
///
/// # Errors
/// What SQLite reports.
pub fn insert(write: &mut Write<'_>, row: &Operator) -> Result<()> {
    let mac = write.inserted(row)?;
    write
        .connection()
        .prepare_cached(
            "INSERT INTO operator (id, revision, account, name, group_id, created_at, mac) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.account,
            row.name,
            row.group.to_bytes(),
            row.created_at.millis(),
            mac
        ])?;
    Ok(())
}

/// Writes an operator in the place of what they were.
///
/// # Errors
/// What SQLite reports.
pub fn update(write: &mut Write<'_>, before: &Kept<Operator>, row: &Operator) -> Result<()> {
    let mac = write.updated(&before.row, &before.mac, row)?;
    write
        .connection()
        .prepare_cached("UPDATE operator SET revision = ?2, name = ?3, group_id = ?4, mac = ?5 WHERE id = ?1")?
        .execute(params![row.id.to_bytes(), row.revision, row.name, row.group.to_bytes(), mac])?;
    Ok(())
}

/// Removes an operator.
///
/// # Errors
/// What SQLite reports.
pub fn delete(write: &mut Write<'_>, kept: &Kept<Operator>) -> Result<()> {
    write.deleted(&kept.row, &kept.mac)?;
    write.connection().prepare_cached("DELETE FROM operator WHERE id = ?1")?.execute([kept.row.id.to_bytes()])?;
    Ok(())
}

/// Writes an operator group in the place of what it was.
///
/// # Errors
/// What SQLite reports.
pub fn update_group(write: &mut Write<'_>, before: &Kept<OperatorGroup>, row: &OperatorGroup) -> Result<()> {
    let mac = write.updated(&before.row, &before.mac, row)?;
    write
        .connection()
        .prepare_cached(
            "UPDATE operator_group SET revision = ?2, name = ?3, folded = ?4, permissions = ?5, mac = ?6 WHERE id = ?1",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.name.as_str(),
            row.name.folded(),
            row.permissions.to_text(),
            mac
        ])?;
    Ok(())
}

/// Removes an operator group, which must be without operators.
///
/// # Errors
/// What SQLite reports.
pub fn delete_group(write: &mut Write<'_>, kept: &Kept<OperatorGroup>) -> Result<()> {
    write.deleted(&kept.row, &kept.mac)?;
    write.connection().prepare_cached("DELETE FROM operator_group WHERE id = ?1")?.execute([kept.row.id.to_bytes()])?;
    Ok(())
}

/// One operator.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection, id: OperatorId) -> Result<Option<Kept<Operator>>> {
    Ok(connection
        .prepare_cached("SELECT * FROM operator WHERE id = ?1")?
        .query_row([id.to_bytes()], operator)
        .optional()?)
}

/// One operator group.
///
/// # Errors
/// What SQLite reports.
pub fn get_group(connection: &Connection, id: OperatorGroupId) -> Result<Option<Kept<OperatorGroup>>> {
    Ok(connection
        .prepare_cached("SELECT * FROM operator_group WHERE id = ?1")?
        .query_row([id.to_bytes()], group)
        .optional()?)
}

/// Every operator, by name.
///
/// # Errors
/// What SQLite reports.
pub fn all(connection: &Connection) -> Result<Vec<Kept<Operator>>> {
    let mut statement = connection.prepare_cached("SELECT * FROM operator ORDER BY name, account")?;
    let operators = statement.query_map([], operator)?;
    Ok(operators.collect::<rusqlite::Result<_>>()?)
}

/// Every operator group, by name.
///
/// # Errors
/// What SQLite reports.
pub fn groups(connection: &Connection) -> Result<Vec<Kept<OperatorGroup>>> {
    let mut statement = connection.prepare_cached("SELECT * FROM operator_group ORDER BY folded")?;
    let groups = statement.query_map([], group)?;
    Ok(groups.collect::<rusqlite::Result<_>>()?)
}

/// The operator group with the name that folds to `folded`, if there is one.
///
/// # Errors
/// What SQLite reports.
pub fn group_named(connection: &Connection, folded: &str) -> Result<Option<OperatorGroupId>> {
    Ok(connection
        .prepare_cached("SELECT id FROM operator_group WHERE folded = ?1")?
        .query_row([folded], |row| row.get(0).map(OperatorGroupId::from_bytes))
        .optional()?)
}

/// The operator that the OS account `account` is, and the group that says what they may do.
///
/// # Errors
/// What SQLite reports.
pub fn of_account(connection: &Connection, account: &str) -> Result<Option<(Kept<Operator>, Kept<OperatorGroup>)>> {
    let Some(operator) = connection
        .prepare_cached("SELECT * FROM operator WHERE account = ?1")?
        .query_row([account], operator)
        .optional()?
    else {
        return Ok(None);
    };
    let group = connection
        .prepare_cached("SELECT * FROM operator_group WHERE id = ?1")?
        .query_row([operator.row.group.to_bytes()], group)
        .optional()?;
    Ok(group.map(|group| (operator, group)))
}

/// The names of the operators who have `permission`, sorted: whom to ask.
///
/// # Errors
/// What SQLite reports.
pub fn with_permission(connection: &Connection, permission: Permission) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT operator.name, permissions FROM operator JOIN operator_group ON operator_group.id = group_id ORDER BY operator.name",
    )?;
    let mut names = Vec::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let permissions: String = row.get(1)?;
        if Permissions::from_text(&permissions).is_some_and(|permissions| permissions.allow(permission)) {
            names.push(row.get(0)?);
        }
    }
    Ok(names)
}

fn operator(row: &Row<'_>) -> rusqlite::Result<Kept<Operator>> {
    let columns = Columns::of(row);
    let row = Operator {
        id: OperatorId::from_bytes(columns.id("id")),
        revision: columns.get("revision"),
        account: columns.text("account"),
        name: columns.text("name"),
        group: OperatorGroupId::from_bytes(columns.id("group_id")),
        created_at: columns.moment("created_at"),
    };
    Ok(Kept { row, mac: columns.mac(), agrees: columns.agree() })
}

fn group(row: &Row<'_>) -> rusqlite::Result<Kept<OperatorGroup>> {
    let columns = Columns::of(row);
    let row = OperatorGroup {
        id: OperatorGroupId::from_bytes(columns.id("id")),
        revision: columns.get("revision"),
        name: columns.name("name"),
        permissions: columns.code("permissions", Permissions::from_text, Permissions::default()),
        built_in: columns.get("built_in"),
    };
    Ok(Kept { row, mac: columns.mac(), agrees: columns.agree() })
}
