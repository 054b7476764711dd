//! The table `secret_version`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::clock::Moment;
use crate::error::Result;
use crate::ids::{CredentialId, VersionId};
use crate::secret::Fingerprint;
use crate::secret_version::SecretVersion;
use crate::store::columns::Columns;
use crate::store::{Kept, Write};

/// Writes a new secret version.
///
/// # Errors
/// What SQLite reports.
pub fn insert(write: &mut Write<'_>, row: &SecretVersion) -> Result<()> {
    let mac = write.inserted(row)?;
    write.touched(row.credential);
    write
        .connection()
        .prepare_cached(
            "INSERT INTO secret_version (id, revision, credential_id, number, fingerprint, sealed, key_start, recoverable, made_at,
                                         collected_at, accepted_until, mac)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.credential.to_bytes(),
            row.number,
            row.fingerprint.as_str(),
            row.sealed,
            row.key_start,
            row.recoverable,
            row.made_at.millis(),
            row.collected_at.map(Moment::millis),
            row.accepted_until.map(Moment::millis),
            mac
        ])?;
    Ok(())
}

/// Writes what may change of a secret version in place of what is kept of it: the seal and whether it can be had again,
/// when it was collected, until when it is accepted.
///
/// # Errors
/// What SQLite reports.
pub fn update(write: &mut Write<'_>, kept: &Kept<SecretVersion>, row: &SecretVersion) -> Result<()> {
    let mac = write.updated(&kept.row, &kept.mac, row)?;
    write.touched(row.credential);
    if let Some(sealed) = kept.row.sealed.as_deref().filter(|sealed| row.sealed.as_deref() != Some(*sealed)) {
        write.destroyed(sealed);
    }
    write
        .connection()
        .prepare_cached(
            "UPDATE secret_version SET revision = ?2, sealed = ?3, recoverable = ?4, collected_at = ?5, accepted_until = ?6,
                    mac = ?7
             WHERE id = ?1",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.sealed,
            row.recoverable,
            row.collected_at.map(Moment::millis),
            row.accepted_until.map(Moment::millis),
            mac
        ])?;
    Ok(())
}

/// Writes that the secret was collected for the first time at `now`; nothing where it was before.
///
/// # Errors
/// What SQLite reports.
pub fn collect(write: &mut Write<'_>, kept: &Kept<SecretVersion>, now: Moment) -> Result<()> {
    if kept.row.collected_at.is_some() {
        return Ok(());
    }
    let row = SecretVersion { revision: kept.row.revision + 1, collected_at: Some(now), ..kept.row.clone() };
    update(write, kept, &row)
}

/// Deletes a secret version.
///
/// # Errors
/// What SQLite reports.
pub fn delete(write: &mut Write<'_>, kept: &Kept<SecretVersion>) -> Result<()> {
    write.deleted(&kept.row, &kept.mac)?;
    write.touched(kept.row.credential);
    kept.row.sealed.iter().for_each(|sealed| write.destroyed(sealed));
    write.connection().prepare_cached("DELETE FROM secret_version WHERE id = ?1")?.execute([kept.row.id.to_bytes()])?;
    Ok(())
}

/// One secret version.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection, id: VersionId) -> Result<Option<Kept<SecretVersion>>> {
    Ok(connection
        .prepare_cached("SELECT * FROM secret_version WHERE id = ?1")?
        .query_row([id.to_bytes()], version)
        .optional()?)
}

/// The secret versions of a credential, the newest first.
///
/// # Errors
/// What SQLite reports.
pub fn of_credential(connection: &Connection, credential: CredentialId) -> Result<Vec<Kept<SecretVersion>>> {
    let mut statement =
        connection.prepare_cached("SELECT * FROM secret_version WHERE credential_id = ?1 ORDER BY number DESC")?;
    let versions = statement.query_map([credential.to_bytes()], version)?;
    Ok(versions.collect::<rusqlite::Result<_>>()?)
}

fn version(row: &Row<'_>) -> rusqlite::Result<Kept<SecretVersion>> {
    let columns = Columns::of(row);
    let row = SecretVersion {
        id: VersionId::from_bytes(columns.id("id")),
        revision: columns.get("revision"),
        credential: CredentialId::from_bytes(columns.id("credential_id")),
        number: columns.get("number"),
        fingerprint: Fingerprint::from_database(columns.text("fingerprint")),
        sealed: columns.get("sealed"),
        key_start: columns.get("key_start"),
        recoverable: columns.get("recoverable"),
        made_at: columns.moment("made_at"),
        collected_at: columns.moment_or_none("collected_at"),
        accepted_until: columns.moment_or_none("accepted_until"),
    };
    Ok(Kept { row, mac: columns.mac(), agrees: columns.agree() })
}

/// Writes the whole table to new pages; the old ones are zeroed. No row changes.
///
/// # Errors
/// What SQLite reports; then the table is as it was.
pub(super) fn write_anew(connection: &mut Connection) -> Result<()> {
    let transaction = connection.transaction()?;
    let table: String = transaction.query_row(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'secret_version'",
        [],
        |row| row.get(0),
    )?;
    transaction.execute_batch(&format!(
        "{};
         INSERT INTO secret_version_anew SELECT * FROM secret_version ORDER BY id;
         DROP TABLE secret_version;
         ALTER TABLE secret_version_anew RENAME TO secret_version",
        table.replacen("secret_version", "secret_version_anew", 1)
    ))?;
    transaction.commit()?;
    Ok(())
}
