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
    let mac = write.inserted(row);
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
    let mac = write.inserted(row);
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
