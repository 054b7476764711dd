//! The audit log's tables: entries in their chain, and the rows that each wrote.

use rusqlite::{Connection, Row, params};

use crate::error::Result;
use crate::mac::{Mac, Marked};

/// A row that was written with an entry.
#[derive(Clone, Debug)]
pub struct Item {
    /// The row's table.
    pub table: &'static str,
    /// The row's identity.
    pub id: [u8; 16],
    /// Its revision.
    pub revision: u32,
    /// Its mark.
    pub mac: Mac,
    /// What it was, as JSON; never sealed bytes.
    pub before: Option<String>,
    /// What it is now, as JSON; never sealed bytes.
    pub after: Option<String>,
}

impl Item {
    pub(super) fn of<R: Marked>(row: &R, mac: Mac, before: Option<String>, after: Option<String>) -> Self {
        Self { table: R::TABLE, id: row.id(), revision: row.revision(), mac, before, after }
    }
}

/// An entry as it is kept.
#[derive(Debug)]
pub struct KeptEntry {
    /// Its number.
    pub sequence: u64,
    /// Its exact bytes: JSON.
    pub bytes: Vec<u8>,
    /// SHA-256 over the previous entry's hash and the bytes.
    pub hash: [u8; 32],
    /// The vault's mark over the hash; empty where the key was not at hand.
    pub mac: Vec<u8>,
}

pub(super) fn append(
    connection: &Connection,
    sequence: u64,
    bytes: &[u8],
    hash: &[u8; 32],
    mac: &[u8],
    items: &[Item],
) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO audit_entry (sequence, bytes, hash, mac) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![sequence, bytes, hash, mac])?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO audit_item (sequence, position, \"table\", row_id, revision, mac, before, after)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (position, item) in items.iter().enumerate() {
        statement.execute(params![
            sequence,
            position as i64,
            item.table,
            item.id,
            item.revision,
            item.mac,
            item.before,
            item.after
        ])?;
    }
    Ok(())
}

/// Every entry, oldest first.
///
/// # Errors
/// What SQLite reports.
pub fn all(connection: &Connection) -> Result<Vec<KeptEntry>> {
    let mut statement =
        connection.prepare_cached("SELECT sequence, bytes, hash, mac FROM audit_entry ORDER BY sequence")?;
    let entries = statement.query_map([], entry)?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

/// The newest entries, at most `most`, the newest first.
///
/// # Errors
/// What SQLite reports.
pub fn newest(connection: &Connection, most: u32) -> Result<Vec<KeptEntry>> {
    let mut statement = connection
        .prepare_cached("SELECT sequence, bytes, hash, mac FROM audit_entry ORDER BY sequence DESC LIMIT ?1")?;
    let entries = statement.query_map([most], entry)?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<KeptEntry> {
    Ok(KeptEntry { sequence: row.get(0)?, bytes: row.get(1)?, hash: row.get(2)?, mac: row.get(3)? })
}
