//! The one thing that is written without the master key: a credential is blocked. The row keeps the mark that it had,
//! the entry bears none, and the head stays as it is; [`super::pending`] tells later what to make of it.

use rusqlite::{Connection, params};

use crate::audit::{Entry, Placed};
use crate::blocking::Block;
use crate::clock::Moment;
use crate::credential::Credential;
use crate::error::{Error, Result};
use crate::mac::chain;
use crate::operator::Account;
use crate::store::audit_log::{self, Item};
use crate::store::head::{self, Head};
use crate::store::write::{digest, snapshot};
use crate::store::{Kept, Store, Touched, Unaudited};

/// What is to be blocked, how, and what the audit log says of it.
pub struct Blocking {
    /// The row as it stands.
    pub kept: Kept<Credential>,
    /// How it is blocked.
    pub block: Block,
    /// What the audit log says.
    pub entry: Entry,
}

/// Many that are to be blocked in one transaction, how, and what the audit log says of it.
pub struct ManyBlocking {
    /// The rows as they stand.
    pub kept: Vec<Kept<Credential>>,
    /// How they are blocked.
    pub block: Block,
    /// What the audit log says.
    pub entry: Entry,
}

impl Store {
    /// As [`Store::block_unkeyed`] for many at once, with one entry; those whose state does not allow it must not be among
    /// them. `beside` is given the entry's number, and writes what is kept beside in the same transaction. Gives how many
    /// were blocked; where `decide` names none, nothing is written but what `beside` writes.
    ///
    /// # Errors
    /// As [`Store::block_unkeyed`]; what `beside` reports.
    pub fn block_many_unkeyed(
        &self,
        by: &Account,
        now: Moment,
        decide: impl Fn(&Connection) -> Result<ManyBlocking>,
        beside: impl Fn(&Unaudited<'_>, u64) -> Result<()>,
    ) -> Result<u32> {
        self.with_reserve(|connection| {
            let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let ManyBlocking { kept, block, entry } = reading_only(&transaction, &decide)?;
            let end = head::unverified(&transaction)?;
            let mut items = Vec::with_capacity(kept.len());
            let mut touched = Touched::default();
            for kept in &kept {
                let row = block_row(&transaction, kept, &block, by, now)?;
                items.push(Item::of(&row, kept.mac, Some(snapshot(&kept.row)), Some(snapshot(&row))));
                touched.credentials.push(row.id);
            }
            if !items.is_empty() {
                append(&transaction, &end, &entry, by, now, &items)?;
            }
            beside(&Unaudited(&transaction), end.length + 1)?;
            transaction.commit()?;
            self.tell(touched);
            Ok(u32::try_from(items.len()).unwrap_or(u32::MAX))
        })
    }

    /// Blocks the credential that `decide` names, without a key: its state, revision and modified are written, and an
    /// entry without a mark; all or nothing. `decide` can only read. Gives the row as it is then. On a full disk the
    /// reserve is given up.
    ///
    /// # Errors
    /// [`Error::NotVouched`] where the audit log is not what its head says, or the row does not read; what `decide`,
    /// SQLite and the disk report. Then nothing was changed.
    pub fn block_unkeyed(
        &self,
        by: &Account,
        now: Moment,
        decide: impl Fn(&Connection) -> Result<Blocking>,
    ) -> Result<Credential> {
        self.with_reserve(|connection| {
            let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let blocking = reading_only(&transaction, &decide)?;
            let row = block(&transaction, &blocking, by, now)?;
            transaction.commit()?;
            self.tell(Touched { credentials: vec![row.id], ..Touched::default() });
            Ok(row)
        })
    }
}

/// Runs `decide` while SQLite itself refuses to write.
fn reading_only<T>(connection: &Connection, decide: impl Fn(&Connection) -> Result<T>) -> Result<T> {
    struct Reading<'a>(&'a Connection);
    impl Drop for Reading<'_> {
        fn drop(&mut self) {
            if self.0.pragma_update(None, "query_only", false).is_err() {
                tracing::warn!("the database may not be written for now");
            }
        }
    }
    connection.pragma_update(None, "query_only", true)?;
    let reading = Reading(connection);
    decide(reading.0)
}

fn block(connection: &Connection, blocking: &Blocking, by: &Account, now: Moment) -> Result<Credential> {
    let end = head::unverified(connection)?;
    let row = block_row(connection, &blocking.kept, &blocking.block, by, now)?;
    let before = snapshot(&blocking.kept.row);
    let items = [Item::of(&row, blocking.kept.mac, Some(before), Some(snapshot(&row)))];
    append(connection, &end, &blocking.entry, by, now, &items)?;
    Ok(row)
}

/// Writes what blocking changes in a row, which keeps its mark.
fn block_row(
    connection: &Connection,
    kept: &Kept<Credential>,
    block: &Block,
    by: &Account,
    now: Moment,
) -> Result<Credential> {
    if !kept.agrees {
        return Err(Error::NotVouched(kept.row.title.to_string()));
    }
    let row = block.apply(&kept.row, now, &by.name)?;
    let revocation = row.state.revocation();
    connection
        .prepare_cached(
            "UPDATE credential SET revision = ?2, state = ?3, revoked_at = ?4, revoked_by = ?5, revoked_for = ?6,
                                   was_active = ?7, modified_at = ?8
             WHERE id = ?1",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.state.code(),
            revocation.map(|revocation| revocation.at.millis()),
            revocation.map(|revocation| revocation.by.as_str()),
            revocation.and_then(|revocation| revocation.reason.as_deref()),
            revocation.map(|revocation| revocation.was_active),
            row.modified_at.millis(),
        ])?;
    Ok(row)
}

/// Writes an entry without a mark behind the end of the log.
fn append(connection: &Connection, end: &Head, entry: &Entry, by: &Account, now: Moment, items: &[Item]) -> Result<()> {
    let sequence = end.length + 1;
    let placed = Placed { sequence, at: now, operator: by, entry, items: digest(items) };
    let bytes = placed.to_bytes();
    audit_log::append(connection, sequence, &bytes, &chain(&end.hash, &bytes), &[])?;
    audit_log::append_items(connection, sequence, 0, items)
}
