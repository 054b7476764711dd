//! The table `vault`: the one row that says which vault this is.

use rusqlite::{Connection, params};

use crate::clock::Moment;
use crate::error::{Error, Result, VaultTrouble};
use crate::ids::VaultId;

/// Which vault this is.
#[derive(Clone, Debug)]
pub struct VaultRow {
    /// Its identity.
    pub id: VaultId,
    /// The number of the master key in use.
    pub epoch: u32,
    /// What tells a wrong master key.
    pub key_check: [u8; 32],
    /// When it was made.
    pub created_at: Moment,
}

/// Writes the row of a new vault.
///
/// # Errors
/// What SQLite reports.
pub fn insert(connection: &Connection, row: &VaultRow) -> Result<()> {
    connection.execute(
        "INSERT INTO vault (only, id, epoch, key_check, created_at) VALUES (1, ?1, ?2, ?3, ?4)",
        params![row.id.to_bytes(), row.epoch, row.key_check, row.created_at.millis()],
    )?;
    Ok(())
}

/// Reads the row.
///
/// # Errors
/// [`VaultTrouble::Damaged`] where it is missing.
pub fn get(connection: &Connection) -> Result<VaultRow> {
    connection
        .query_row("SELECT id, epoch, key_check, created_at FROM vault WHERE only = 1", [], |row| {
            Ok(VaultRow {
                id: VaultId::from_bytes(row.get(0)?),
                epoch: row.get(1)?,
                key_check: row.get(2)?,
                created_at: Moment::from_millis(row.get(3)?),
            })
        })
        .map_err(|error| match error {
            rusqlite::Error::QueryReturnedNoRows
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => Error::vault(
                VaultTrouble::Damaged,
                "The database does not say which vault it is. It was left as it is; restore the latest backup.",
            ),
            error => error.into(),
        })
}

/// How many credentials and how many audit entries there are.
///
/// # Errors
/// What SQLite reports.
pub fn counts(connection: &Connection) -> Result<(u32, u32)> {
    Ok(connection
        .prepare_cached("SELECT (SELECT count(*) FROM credential), (SELECT count(*) FROM audit_entry)")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The version of SQLite that keeps the vault.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}
