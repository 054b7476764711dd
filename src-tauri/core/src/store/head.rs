//! The head: how long the audit log is, its last hash, and for each table the number of rows and
//! the sum of their marks; all under one mark, so that removed and replayed rows show.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Error, Result};
use crate::mac::{Fields, MacSum, Vouch};
use crate::store::write::{Tallies, Tally};

/// The head of the database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// How many audit entries there are.
    pub length: u64,
    /// The hash of the last one; zeros where there is none.
    pub hash: [u8; 32],
    /// Rows and sums, by table.
    pub tables: Tallies,
}

impl Head {
    /// Whether `counted` is what the head says, table by table.
    pub fn agrees_with(&self, counted: &Tallies) -> bool {
        MARKED_TABLES.iter().all(|table| {
            self.tables.get(*table).copied().unwrap_or_default() == counted.get(*table).copied().unwrap_or_default()
        })
    }

    fn bytes(&self, epoch: u32) -> Vec<u8> {
        let mut fields = Fields::default();
        fields.text("head").number(i64::from(epoch)).number(self.length as i64).bytes(&self.hash);
        for (table, tally) in &self.tables {
            fields.text(table).number(tally.rows as i64).bytes(&tally.sum.to_bytes());
        }
        fields.into_bytes()
    }
}

/// Reads the head. There is none only before a vault's first entry, which `founding` says.
///
/// # Errors
/// [`Error::NotVouched`] where it does not bear the vault's mark, or is gone.
pub fn get(connection: &Connection, vouch: &dyn Vouch, founding: bool) -> Result<Head> {
    use subtle::ConstantTimeEq;
    let altered = || Error::NotVouched("The vault's own count of its rows".into());
    let (head, mac) = read(connection).map_err(|error| match error {
        Error::Database(rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..)) => {
            altered()
        }
        error => error,
    })?;
    let genuine = match &mac {
        Some(mac) => vouch.row_mac(&head.bytes(vouch.epoch())).as_slice().ct_eq(mac).into(),
        None => founding && head == Head::default(),
    };
    if genuine { Ok(head) } else { Err(altered()) }
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
        head.tables.insert(row.get(0)?, Tally { rows: row.get(1)?, sum: MacSum::from_bytes(row.get(2)?) });
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
