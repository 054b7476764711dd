//! The table `credential_group`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::ids::{GroupId, TenantId};
use crate::name::Description;
use crate::store::columns::Columns;
use crate::store::{Kept, Write};
use crate::tenant::Group;

/// Writes a new group.
///
/// # Errors
/// What SQLite reports.
pub fn insert(write: &mut Write<'_>, row: &Group) -> Result<()> {
    let mac = write.inserted(row);
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
