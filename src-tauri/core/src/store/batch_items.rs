//! The table `batch_item`: the credentials of each batch, with the revisions that were previewed, and what became of
//! them. Bookkeeping, as `batch` is.

use rusqlite::{Connection, Row, params};
use sha2::{Digest, Sha256};

use crate::batch::rows::BatchItemRow;
use crate::batch::{Because, Outcome};
use crate::error::Result;
use crate::ids::{BatchId, CredentialId};
use crate::state::Status;
use crate::store::Unaudited;
use crate::store::columns::Columns;

/// A credential of a batch, as it is written down.
#[derive(Clone, Debug)]
pub struct Item {
    /// What the table knows it by.
    pub handle: u32,
    /// Its identity.
    pub credential: CredentialId,
    /// The revision that is previewed.
    pub revision: u32,
    /// Its title.
    pub title: String,
    /// Its status.
    pub status: Status,
    /// Whether it is to be done.
    pub outcome: Outcome,
    /// Why not, where it is not.
    pub because: Option<Because>,
}

/// A credential of a batch that is still to be done.
#[derive(Clone, Copy, Debug)]
pub struct Left {
    /// Its place in the batch.
    pub position: u32,
    /// What the table knows it by.
    pub handle: u32,
    /// Its identity.
    pub credential: CredentialId,
    /// The revision that was previewed.
    pub revision: u32,
}

/// What became of a credential.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
    /// Its place in the batch.
    pub position: u32,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was not touched, where it was not.
    pub because: Option<Because>,
}

/// The credentials that one audit entry says were done: from one place in the batch to another.
#[derive(Clone, Copy, Debug)]
pub struct DoneWith {
    /// The entry's number.
    pub sequence: u64,
    /// The first place.
    pub first: u32,
    /// The last place.
    pub last: u32,
}

/// Writes credentials down behind those that there are, the first at place `from`.
///
/// # Errors
/// What SQLite reports.
pub fn append(write: &Unaudited<'_>, batch: BatchId, from: u32, items: &[Item]) -> Result<()> {
    let mut statement = write.connection().prepare_cached(
        "INSERT INTO batch_item (batch_id, position, handle, credential_id, revision, title, status, outcome, because)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (position, item) in (from..).zip(items) {
        statement.execute(params![
            batch.to_bytes(),
            position,
            item.handle,
            item.credential.to_bytes(),
            item.revision,
            item.title,
            item.status.code(),
            item.outcome.code(),
            item.because.map(Because::code),
        ])?;
    }
    Ok(())
}

/// Writes what became of credentials, in the order of their places; `sequence` is the entry that says that the done ones
/// are. Neighbours that came to the same are written at once: most of a chunk is one stretch.
///
/// # Errors
/// What SQLite reports.
pub fn settle(write: &Unaudited<'_>, batch: BatchId, settled: &[Settled], sequence: Option<u64>) -> Result<()> {
    let mut statement = write.connection().prepare_cached(
        "UPDATE batch_item SET outcome = ?4, because = ?5, sequence = coalesce(?6, sequence)
         WHERE batch_id = ?1 AND position BETWEEN ?2 AND ?3",
    )?;
    let alike = |one: &Settled, next: &Settled| {
        next.position == one.position + 1 && (one.outcome, one.because) == (next.outcome, next.because)
    };
    for stretch in settled.chunk_by(alike) {
        let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else { continue };
        let sequence = sequence.filter(|_| first.outcome == Outcome::Done);
        statement.execute(params![
            batch.to_bytes(),
            first.position,
            last.position,
            first.outcome.code(),
            first.because.map(Because::code),
            sequence
        ])?;
    }
    Ok(())
}

/// Up to `most` credentials that are left, from place `from` on.
///
/// # Errors
/// What SQLite reports.
pub fn left(connection: &Connection, batch: BatchId, from: u32, most: usize) -> Result<Vec<Left>> {
    let mut statement = connection.prepare_cached(
        "SELECT position, handle, credential_id, revision FROM batch_item
         WHERE batch_id = ?1 AND position >= ?2 AND outcome = 'left' ORDER BY position LIMIT ?3",
    )?;
    let left = statement.query_map(params![batch.to_bytes(), from, most as i64], |row| {
        let columns = Columns::of(row);
        Ok(Left {
            position: columns.get("position"),
            handle: columns.get("handle"),
            credential: CredentialId::from_bytes(columns.id("credential_id")),
            revision: columns.get("revision"),
        })
    })?;
    Ok(left.collect::<rusqlite::Result<_>>()?)
}

/// The entries that say what was done and not undone since, the newest first.
///
/// # Errors
/// What SQLite reports.
pub fn entries(connection: &Connection, batch: BatchId) -> Result<Vec<DoneWith>> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, min(position), max(position) FROM batch_item
         WHERE batch_id = ?1 AND outcome = 'done' AND sequence IS NOT NULL GROUP BY sequence ORDER BY sequence DESC",
    )?;
    let entries = statement.query_map([batch.to_bytes()], |row| {
        Ok(DoneWith { sequence: row.get(0)?, first: row.get(1)?, last: row.get(2)? })
    })?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

/// The credentials that an entry says were done and that were not undone since, with their places.
///
/// # Errors
/// What SQLite reports.
pub fn done_with(connection: &Connection, batch: BatchId, entry: DoneWith) -> Result<Vec<(u32, CredentialId)>> {
    let mut statement = connection.prepare_cached(
        "SELECT position, credential_id FROM batch_item
         WHERE batch_id = ?1 AND position BETWEEN ?2 AND ?3 AND outcome = 'done' AND sequence = ?4 ORDER BY position",
    )?;
    let done = statement.query_map(params![batch.to_bytes(), entry.first, entry.last, entry.sequence], |row| {
        let columns = Columns::of(row);
        Ok((columns.get("position"), CredentialId::from_bytes(columns.id("credential_id"))))
    })?;
    Ok(done.collect::<rusqlite::Result<_>>()?)
}

/// The handles of all credentials of a batch, sorted.
///
/// # Errors
/// What SQLite reports.
pub fn handles(connection: &Connection, batch: BatchId) -> Result<Vec<u32>> {
    let mut statement =
        connection.prepare_cached("SELECT handle FROM batch_item WHERE batch_id = ?1 ORDER BY handle")?;
    let handles = statement.query_map([batch.to_bytes()], |row| row.get(0))?;
    Ok(handles.collect::<rusqlite::Result<_>>()?)
}

/// How many credentials of a batch there are: with this outcome, or all.
///
/// # Errors
/// What SQLite reports.
pub fn count(connection: &Connection, batch: BatchId, outcome: Option<Outcome>) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM batch_item WHERE batch_id = ?1 AND (?2 IS NULL OR outcome = ?2)")?
        .query_row(params![batch.to_bytes(), outcome.map(Outcome::code)], |row| row.get(0))?)
}

/// Up to `most` credentials of a batch from place `from` on, with this outcome or all, each with its place.
///
/// # Errors
/// What SQLite reports.
pub fn some(
    connection: &Connection,
    batch: BatchId,
    outcome: Option<Outcome>,
    from: u32,
    most: usize,
) -> Result<Vec<(u32, BatchItemRow)>> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM batch_item WHERE batch_id = ?1 AND position >= ?2 AND (?3 IS NULL OR outcome = ?3)
         ORDER BY position LIMIT ?4",
    )?;
    let rows = statement.query_map(params![batch.to_bytes(), from, outcome.map(Outcome::code), most as i64], item)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// As [`some`], beginning with the `skip`-th of them.
///
/// # Errors
/// What SQLite reports.
pub fn window(
    connection: &Connection,
    batch: BatchId,
    outcome: Option<Outcome>,
    skip: u32,
    most: usize,
) -> Result<Vec<BatchItemRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM batch_item WHERE batch_id = ?1 AND (?3 IS NULL OR outcome = ?3)
         ORDER BY position LIMIT ?4 OFFSET ?2",
    )?;
    let rows = statement.query_map(params![batch.to_bytes(), skip, outcome.map(Outcome::code), most as i64], item)?;
    Ok(rows.map(|row| row.map(|(_, row)| row)).collect::<rusqlite::Result<_>>()?)
}

/// SHA-256 over what was previewed of every credential: identity, handle and revision, in their places.
///
/// # Errors
/// What SQLite reports.
pub fn digest(connection: &Connection, batch: BatchId) -> Result<[u8; 32]> {
    let mut statement = connection.prepare_cached(
        "SELECT position, handle, credential_id, revision FROM batch_item
         WHERE batch_id = ?1 AND outcome <> 'newcomer' ORDER BY position",
    )?;
    let mut rows = statement.query([batch.to_bytes()])?;
    let mut hash = Sha256::new();
    while let Some(row) = rows.next()? {
        let columns = Columns::of(row);
        for number in [columns.get::<u32>("position"), columns.get("handle"), columns.get("revision")] {
            hash.update(number.to_le_bytes());
        }
        hash.update(columns.id("credential_id"));
    }
    Ok(hash.finalize().into())
}

/// As with entries of the audit log: what somebody edited keeps no other from being read.
fn item(row: &Row<'_>) -> rusqlite::Result<(u32, BatchItemRow)> {
    let columns = Columns::of(row);
    let because = columns.get::<Option<String>>("because").as_deref().and_then(Because::from_code);
    let item = BatchItemRow {
        credential: CredentialId::from_bytes(columns.id("credential_id")),
        title: columns.text("title"),
        status: columns.code("status", Status::from_code, Status::Inactive),
        outcome: columns.code("outcome", Outcome::from_code, Outcome::Left),
        because,
        words: because.map(Because::words),
    };
    Ok((columns.get("position"), item))
}
