//! The table `credential_group`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::clock::Moment;
use crate::error::Result;
use crate::ids::{GroupId, TenantId};
use crate::name::{Description, Name};
use crate::store::{Kept, Write, folds_to, id_column};
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
    let name = Name::from_database(row.get("name")?);
    Ok(Kept {
        mac: row.get("mac")?,
        agrees: folds_to(row, &name)?,
        row: Group {
            id: GroupId::from_bytes(id_column(row, "id")?),
            revision: row.get("revision")?,
            tenant: TenantId::from_bytes(id_column(row, "tenant_id")?),
            name,
            description: Description::from_database(row.get("description")?),
            created_at: Moment::from_millis(row.get("created_at")?),
            modified_at: Moment::from_millis(row.get("modified_at")?),
        },
    })
}
