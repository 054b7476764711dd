//! The head: how long the audit log is, its last hash, and for each table the number of rows and
//! the sum of their marks; all under one mark, so that removed and replayed rows show. Where the master key is not
//! at hand the log grows beyond its head; the next write with the key takes those entries in.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Error, Result};
use crate::mac::{Fields, MacSum, Vouch, chain};
use crate::store::audit_log;
use crate::store::write::{Tallies, Tally};

/// What `head_table` calls the entries without a mark, beside the tables.
const UNKEYED: &str = "unkeyed";

/// The head of the database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// How many audit entries there are.
    pub length: u64,
    /// The hash of the last one; zeros where there is none.
    pub hash: [u8; 32],
    /// Rows and sums, by table.
    pub tables: Tallies,
    /// The entries without a mark that have not all been answered.
    pub unkeyed: Option<Unkeyed>,
}

/// The audit entries without a mark, from the oldest on that is not answered. The log cannot be rid of one unseen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unkeyed {
    /// The number of the oldest.
    pub from: u64,
    /// The sum of the hashes of all of them, the answered ones in between included.
    pub sum: MacSum,
}

impl Head {
    /// Whether `counted` is what the head says, table by table.
    pub fn agrees_with(&self, counted: &Tallies) -> bool {
        MARKED_TABLES.iter().all(|table| self.agrees_on(table, counted))
    }

    /// Whether `counted` is what the head says of one table.
    pub fn agrees_on(&self, table: &str, counted: &Tallies) -> bool {
        self.tables.get(table).copied().unwrap_or_default() == counted.get(table).copied().unwrap_or_default()
    }

    fn bytes(&self, epoch: u32) -> Vec<u8> {
        let mut fields = Fields::default();
        fields.text("head").number(i64::from(epoch)).number(self.length as i64).bytes(&self.hash);
        for (table, tally) in &self.tables {
            fields.text(table).number(tally.rows as i64).bytes(&tally.sum.to_bytes());
        }
        if let Some(unkeyed) = &self.unkeyed {
            fields.text(UNKEYED).number(unkeyed.from as i64).bytes(&unkeyed.sum.to_bytes());
        }
        fields.into_bytes()
    }
}

/// Reads the head, and takes in the entries that were written after it without the master key: each follows from the
/// one before and bears no mark. There is no head only before a vault's first entry, which `founding` says.
///
/// # Errors
/// [`Error::NotVouched`] where the head does not bear the vault's mark, or is gone; where the entry that it ends at is
/// not there, or what comes after does not follow from it or bears a mark.
pub fn get(connection: &Connection, vouch: &dyn Vouch, founding: bool) -> Result<Head> {
    use subtle::ConstantTimeEq;
    let (mut head, mac) = read(connection).map_err(|error| told(error, altered))?;
    let genuine = match &mac {
        Some(mac) => vouch.row_mac(&head.bytes(vouch.epoch())).as_slice().ct_eq(mac).into(),
        None => founding && head == Head::default(),
    };
    if !genuine {
        return Err(altered());
    }
    take_in(connection, &mut head)?;
    Ok(head)
}

/// As [`get`] where there is no key to tell whether the head is genuine.
pub(super) fn unverified(connection: &Connection) -> Result<Head> {
    let (mut head, _) = read(connection).map_err(|error| told(error, altered))?;
    take_in(connection, &mut head)?;
    Ok(head)
}

/// Goes on from where `head` ends to the end of the log.
fn take_in(connection: &Connection, head: &mut Head) -> Result<()> {
    let broken = || Error::NotVouched("The audit log".into());
    if head.length > 0 {
        let end = audit_log::get(connection, head.length).map_err(|error| told(error, broken))?;
        if end.is_none_or(|end| end.hash != head.hash) {
            return Err(broken());
        }
    }
    for entry in audit_log::after(connection, head.length).map_err(|error| told(error, broken))? {
        let follows = entry.sequence == head.length + 1 && chain(&head.hash, &entry.bytes) == entry.hash;
        if !follows || !entry.mac.is_empty() {
            return Err(broken());
        }
        let unkeyed = head.unkeyed.get_or_insert(Unkeyed { from: entry.sequence, sum: MacSum::default() });
        unkeyed.sum.add(&entry.hash);
        (head.length, head.hash) = (entry.sequence, entry.hash);
    }
    Ok(())
}

fn altered() -> Error {
    Error::NotVouched("The vault's own count of its rows".into())
}

fn told(error: Error, instead: impl FnOnce() -> Error) -> Error {
    if is_unreadable(&error) { instead() } else { error }
}

/// Whether a column held what it cannot hold, so that somebody else wrote it.
pub(super) fn is_unreadable(error: &Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType};
    matches!(error, Error::Database(FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..)))
}

/// Reads the head and its mark, unverified.
///
/// # Errors
/// What SQLite reports.
pub fn read(connection: &Connection) -> Result<(Head, Option<Vec<u8>>)> {
    let mut head = Head::default();
    let mut statement = connection.prepare_cached("SELECT \"table\", rows, sum FROM head_table")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, rows, sum): (String, u64, _) = (row.get(0)?, row.get(1)?, MacSum::from_bytes(row.get(2)?));
        if table == UNKEYED {
            head.unkeyed = Some(Unkeyed { from: rows, sum });
        } else {
            head.tables.insert(table, Tally { rows, sum });
        }
    }
    let mut statement = connection.prepare_cached("SELECT length, hash, mac FROM head WHERE only = 1")?;
    let first = statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let mac = first.map(|(length, hash, mac)| {
        head.length = length;
        head.hash = hash;
        mac
    });
    Ok((head, mac))
}

/// Writes the head with its mark.
///
/// # Errors
/// What SQLite reports.
pub(super) fn put(connection: &Connection, head: &Head, vouch: &dyn Vouch) -> Result<()> {
    let mac = vouch.row_mac(&head.bytes(vouch.epoch()));
    connection
        .prepare_cached("INSERT OR REPLACE INTO head (only, epoch, length, hash, mac) VALUES (1, ?1, ?2, ?3, ?4)")?
        .execute(params![vouch.epoch(), head.length, head.hash, mac])?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO head_table (\"table\", rows, sum) VALUES (?1, ?2, ?3)
         ON CONFLICT (\"table\") DO UPDATE SET rows = excluded.rows, sum = excluded.sum
         WHERE rows <> excluded.rows OR sum <> excluded.sum",
    )?;
    for (table, tally) in &head.tables {
        statement.execute(params![table, tally.rows, tally.sum.to_bytes()])?;
    }
    match &head.unkeyed {
        Some(unkeyed) => statement.execute(params![UNKEYED, unkeyed.from, unkeyed.sum.to_bytes()])?,
        None => connection.prepare_cached("DELETE FROM head_table WHERE \"table\" = ?1")?.execute([UNKEYED])?,
    };
    Ok(())
}

/// The tables whose rows bear a mark.
pub const MARKED_TABLES: [&str; 9] = [
    "operator_group",
    "operator",
    "tenant",
    "credential_group",
    "role",
    "user",
    "credential",
    "secret_version",
    "settings",
];

/// Counts the rows and sums the marks as they stand. Where this differs from [`Head::tables`], rows
/// were removed, added or put back from outside, even if each bears a mark of its own.
///
/// # Errors
/// What SQLite reports.
pub fn count(connection: &Connection) -> Result<Tallies> {
    let mut tallies = Tallies::new();
    for table in MARKED_TABLES {
        let mut tally = Tally::default();
        let mut statement = connection.prepare_cached(&format!("SELECT mac FROM \"{table}\""))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            tally.rows += 1;
            // A mark of another length is none, and the sum will not agree.
            tally.sum.add(&row.get(0).unwrap_or_default());
        }
        if tally.rows > 0 {
            tallies.insert(table.to_owned(), tally);
        }
    }
    Ok(tallies)
}
