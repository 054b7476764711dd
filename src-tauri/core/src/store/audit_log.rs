//! The audit log's tables: entries in their chain, and the rows that each wrote.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::ids::CredentialId;
use crate::mac::{self, Mac, Marked};
use crate::secret::hex;
use crate::store::write::add_to;
use crate::store::{Write, digest};

/// A row that was written with an entry.
#[derive(Clone, Debug)]
pub struct Item {
    /// The row's table.
    pub table: Cow<'static, str>,
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
        Self { table: Cow::Borrowed(R::TABLE), id: row.id(), revision: row.revision(), mac, before, after }
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

pub(super) fn append(connection: &Connection, sequence: u64, bytes: &[u8], hash: &[u8; 32], mac: &[u8]) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO audit_entry (sequence, bytes, hash, mac) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![sequence, bytes, hash, mac])?;
    Ok(())
}

/// Appends items to those of the entry `sequence`, of which `before` are there.
pub(super) fn append_items(connection: &Connection, sequence: u64, before: usize, items: &[Item]) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO audit_item (sequence, position, \"table\", row_id, revision, mac, before, after)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (position, item) in (before..).zip(items) {
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

/// One entry.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection, sequence: u64) -> Result<Option<KeptEntry>> {
    Ok(connection
        .prepare_cached("SELECT sequence, bytes, hash, mac FROM audit_entry WHERE sequence = ?1")?
        .query_row([sequence], entry)
        .optional()?)
}

/// Whether an entry's hash follows from the entry before it and its own bytes.
///
/// # Errors
/// What SQLite reports.
pub fn follows(connection: &Connection, entry: &KeptEntry) -> Result<bool> {
    let previous = match entry.sequence {
        1 => Some([0; 32]),
        sequence => get(connection, sequence - 1)?.map(|previous| previous.hash),
    };
    Ok(previous.is_some_and(|previous| mac::chain(&previous, &entry.bytes) == entry.hash))
}

/// What a genuine entry says, and the rows that it was written with.
#[derive(Debug)]
pub struct Genuine {
    /// What it says.
    pub body: serde_json::Value,
    /// The rows.
    pub items: Vec<Item>,
}

/// What entry `sequence` says and wrote, if it bears the vault's mark, follows from the entry before it, and its rows are
/// those that it was written with.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NotVouched`]; [`Error::NotPossible`] where it bears no mark, because the key was not at
/// hand.
pub fn genuine(write: &Write<'_>, sequence: u64) -> Result<Genuine> {
    let connection = write.connection();
    let entry = get(connection, sequence)?.ok_or(Error::NotFound("audit entry"))?;
    let altered = || Error::NotVouched(format!("The audit entry {sequence}"));
    if entry.mac.is_empty() {
        let problem = "This was done while the keychain was locked, and cannot be undone. Reinstate the credential, or activate it, instead.";
        return Err(Error::NotPossible(problem.into()));
    }
    if entry.mac != write.vouch().audit_mac(&entry.hash) || !follows(connection, &entry)? {
        return Err(altered());
    }
    let body: serde_json::Value = serde_json::from_slice(&entry.bytes).map_err(|_| altered())?;
    let items = items(connection, sequence)?;
    if body["items"] == digest(&items) { Ok(Genuine { body, items }) } else { Err(altered()) }
}

/// The entries after number `sequence`, oldest first.
pub(super) fn after(connection: &Connection, sequence: u64) -> Result<Vec<KeptEntry>> {
    let mut statement = connection
        .prepare_cached("SELECT sequence, bytes, hash, mac FROM audit_entry WHERE sequence > ?1 ORDER BY sequence")?;
    let entries = statement.query_map([sequence], entry)?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

/// The entries from number `from` on that bear no mark, oldest first.
///
/// # Errors
/// What SQLite reports.
pub fn without_mark(connection: &Connection, from: u64) -> Result<Vec<KeptEntry>> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, bytes, hash, mac FROM audit_entry WHERE sequence >= ?1 AND length(mac) = 0 ORDER BY sequence",
    )?;
    let entries = statement.query_map([from], entry)?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

/// The last entry with a mark that wrote a row, as its item says.
#[derive(Debug)]
pub struct Last {
    /// Its number.
    pub sequence: u64,
    /// The mark that the row was given.
    pub mac: Mac,
    /// Whether the row was deleted.
    pub gone: bool,
}

/// Which entry with a mark wrote the row `id` of `table` last; nothing where none did.
///
/// # Errors
/// What SQLite reports.
pub fn last_with_mark(connection: &Connection, table: &str, id: [u8; 16]) -> Result<Option<Last>> {
    Ok(connection
        .prepare_cached(
            "SELECT sequence, audit_item.mac, after IS NULL FROM audit_item JOIN audit_entry USING (sequence)
             WHERE row_id = ?1 AND \"table\" = ?2 AND length(audit_entry.mac) > 0 ORDER BY sequence DESC LIMIT 1",
        )?
        .query_row(params![id, table], |row| {
            // Zeros, which are no row's mark, in place of one of another length.
            Ok(Last { sequence: row.get(0)?, mac: row.get(1).unwrap_or_default(), gone: row.get(2)? })
        })
        .optional()?)
}

/// The rows that were written with an entry, in their order.
///
/// # Errors
/// What SQLite reports.
pub fn items(connection: &Connection, sequence: u64) -> Result<Vec<Item>> {
    let mut statement = connection.prepare_cached(ITEMS)?;
    let items = statement.query_map([sequence], item)?;
    Ok(items.collect::<rusqlite::Result<_>>()?)
}

/// The first of the items of an entry, which may have a hundred thousand.
#[derive(Debug)]
pub struct FirstItems {
    /// As many as were asked for.
    pub first: Vec<Item>,
    /// How many there are.
    pub count: u32,
    /// The digest of all of them.
    pub digest: String,
}

/// The first `most` items of the entry `sequence`; of the others nothing is kept.
///
/// # Errors
/// What SQLite reports.
pub fn first_items(connection: &Connection, sequence: u64, most: usize) -> Result<FirstItems> {
    let mut statement = connection.prepare_cached(ITEMS)?;
    let (mut first, mut count, mut digest) = (Vec::new(), 0, Sha256::new());
    for item in statement.query_map([sequence], item)? {
        let item = item?;
        add_to(&mut digest, &item);
        count += 1;
        if first.len() < most {
            first.push(item);
        }
    }
    Ok(FirstItems { first, count, digest: hex(&digest.finalize()) })
}

const ITEMS: &str =
    "SELECT \"table\", row_id, revision, mac, before, after FROM audit_item WHERE sequence = ?1 ORDER BY position";

/// As with entries: what somebody edited does not agree with the entry, and keeps no other from being read.
fn item(row: &Row<'_>) -> rusqlite::Result<Item> {
    Ok(Item {
        table: Cow::Owned(row.get(0).unwrap_or_default()),
        id: row.get(1).unwrap_or_default(),
        revision: row.get(2).unwrap_or_default(),
        mac: row.get(3).unwrap_or_default(),
        before: row.get(4).unwrap_or_default(),
        after: row.get(5).unwrap_or_default(),
    })
}

/// What the row `id` was called when it was last written, also where it is gone.
///
/// # Errors
/// What SQLite reports.
pub fn name_of_row(connection: &Connection, id: [u8; 16]) -> Result<Option<String>> {
    let written: Option<Option<String>> = connection
        .prepare_cached(
            "SELECT coalesce(after, before) FROM audit_item WHERE row_id = ?1 ORDER BY sequence DESC, position DESC LIMIT 1",
        )?
        .query_row([id], |row| Ok(row.get(0).unwrap_or_default()))
        .optional()?;
    let row: Option<serde_json::Value> = written.flatten().and_then(|text| serde_json::from_str(&text).ok());
    Ok(row.and_then(|row| row["name"].as_str().or(row["title"].as_str()).map(str::to_owned)))
}

/// The entries about a credential, or that wrote its row among others, the newest first, at most `most`.
///
/// # Errors
/// What SQLite reports.
pub fn of_credential(connection: &Connection, credential: CredentialId, most: u32) -> Result<Vec<KeptEntry>> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, bytes, hash, mac FROM audit_entry WHERE sequence IN (
           SELECT sequence FROM audit_entry WHERE json_extract(CAST(bytes AS TEXT), '$.subject.id') = ?1
           UNION SELECT sequence FROM audit_item WHERE row_id = ?2)
         ORDER BY sequence DESC LIMIT ?3",
    )?;
    let entries = statement.query_map(params![credential.to_string(), credential.to_bytes(), most], entry)?;
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

/// What a column should not hold is read as nothing, which neither follows nor bears a mark: an entry that somebody
/// edited keeps no other from being read.
fn entry(row: &Row<'_>) -> rusqlite::Result<KeptEntry> {
    let bytes = |at| row.get_ref(at).ok().and_then(|value| value.as_bytes().ok()).unwrap_or_default().to_vec();
    Ok(KeptEntry { sequence: row.get(0)?, bytes: bytes(1), hash: row.get(2).unwrap_or_default(), mac: bytes(3) })
}
