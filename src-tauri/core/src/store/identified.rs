//! Finding a credential by what identifies it: its Access ID, or the fingerprint of one of its secrets.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::Result;
use crate::ids::{CredentialId, TenantId};
use crate::secret::Fingerprint;
use crate::store::columns::Columns;

/// A credential that was found so.
#[derive(Debug, PartialEq, Eq)]
pub struct Identified {
    /// The credential.
    pub credential: CredentialId,
    /// Its title.
    pub title: String,
    /// Its tenant.
    pub tenant: TenantId,
}

/// The credential with the Access ID `access_id`.
///
/// # Errors
/// What SQLite reports.
pub fn by_access_id(connection: &Connection, access_id: &str) -> Result<Option<Identified>> {
    Ok(connection
        .prepare_cached("SELECT id, title, tenant_id FROM credential WHERE access_id = ?1")?
        .query_row([access_id], identified)
        .optional()?)
}

/// The credential one of whose secrets has this fingerprint.
///
/// # Errors
/// What SQLite reports.
pub fn by_fingerprint(connection: &Connection, fingerprint: &Fingerprint) -> Result<Option<Identified>> {
    Ok(connection
        .prepare_cached(
            "SELECT credential.id, title, tenant_id FROM secret_version JOIN credential ON credential.id = credential_id
             WHERE fingerprint = ?1",
        )?
        .query_row([fingerprint.as_str()], identified)
        .optional()?)
}

fn identified(row: &Row<'_>) -> rusqlite::Result<Identified> {
    let columns = Columns::of(row);
    Ok(Identified {
        credential: CredentialId::from_bytes(columns.id("id")),
        title: columns.text("title"),
        tenant: TenantId::from_bytes(columns.id("tenant_id")),
    })
}
