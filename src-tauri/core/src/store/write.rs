//! One audited transaction: rows are written through it, so that each gets its mark, the head
//! its sums, and the entry its items, without any table's module having to remember.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::audit::{Entry, Placed};
use crate::clock::Moment;
use crate::credential::Credential;
use crate::credential_row::Vouched;
use crate::error::{Error, Result};
use crate::ids::CredentialId;
use crate::mac::{Fields, Mac, MacSum, Marked, Vouch, chain, mark};
use crate::operator::Account;
use crate::secret::hex;
use crate::store::audit_log::{self, Item};
use crate::store::counts::{Changes, Count, Counted, Counts};
use crate::store::head::{self, Head, Unkeyed};
use crate::store::pending::Steps;
use crate::store::touched::Touched;
use crate::store::traces::Traces;
use crate::store::{Kept, Unaudited};

/// How many items are held before they are written, ahead of their entry.
const HELD: usize = 1_000;

/// A transaction in progress. Dropped without [`Write::finish`], nothing of it stands.
pub struct Write<'a> {
    transaction: &'a Transaction<'a>,
    vouch: &'a dyn Vouch,
    head: Head,
    items: Items,
    steps: OnceCell<Steps>,
    /// None where the vault is only being made, and nothing is in it.
    counts: Option<&'a Counts>,
    written: Written,
}

/// The rows that the transaction has written so far: the first ones are in their table already, so that a transaction
/// over a hundred thousand rows holds no more of them than one over a thousand.
#[derive(Default)]
struct Items {
    held: Vec<Item>,
    written: usize,
    digest: Sha256,
}

/// What is left to do once a transaction stands.
#[derive(Default)]
pub(super) struct Written {
    /// The sealed secrets that are destroyed.
    pub(super) destroyed: Traces,
    /// By how much it changes the counts.
    pub(super) changes: Changes,
    /// What watchers are told.
    pub(super) touched: Touched,
}

impl<'a> Write<'a> {
    pub(super) fn begin(
        transaction: &'a Transaction<'a>,
        vouch: &'a dyn Vouch,
        counts: Option<&'a Counts>,
    ) -> Result<Self> {
        counts.map_or(Ok(()), |counts| counts.look_outside(transaction))?;
        let head = head::get(transaction, vouch, counts.is_none())?;
        let (items, steps, written) = (Items::default(), OnceCell::new(), Written::default());
        Ok(Self { transaction, vouch, head, items, steps, counts, written })
    }

    /// The connection, for reading within the transaction.
    pub fn connection(&self) -> &Transaction<'a> {
        self.transaction
    }

    /// The same, for what reads on while this writes.
    pub fn transaction(&self) -> &'a Transaction<'a> {
        self.transaction
    }

    /// The number that this transaction's entry will have.
    pub fn sequence(&self) -> u64 {
        self.head.length + 1
    }

    /// For what is kept beside, in tables without marks, in the same transaction.
    pub fn beside(&self) -> Unaudited<'_> {
        Unaudited(self.transaction)
    }

    /// Who gives the marks.
    pub fn vouch(&self) -> &'a dyn Vouch {
        self.vouch
    }

    /// A credential, if the vault vouches for it as it stands: what every verb but vouching itself goes by.
    ///
    /// # Errors
    /// As [`Write::must_vouch_for`].
    pub fn vouched_for(&self, kept: Kept<Credential>) -> Result<Kept<Credential>> {
        self.must_vouch_for(&kept).map(|()| kept)
    }

    /// Refuses a credential that the vault does not vouch for as it stands.
    ///
    /// # Errors
    /// [`Error::Pending`] where it was blocked while the master key was not at hand, [`Error::NotVouched`] where it
    /// was changed outside, or put back to what it was before.
    pub fn must_vouch_for(&self, kept: &Kept<Credential>) -> Result<()> {
        match self.steps()?.vouched(kept, self.vouch) {
            Vouched::Yes => Ok(()),
            Vouched::Pending => Err(Error::Pending(kept.row.title.to_string())),
            Vouched::Unknown | Vouched::Altered => Err(Error::NotVouched(kept.row.title.to_string())),
        }
    }

    /// What was done without the master key and is not all answered.
    pub(super) fn steps(&self) -> Result<&Steps> {
        match self.steps.get() {
            Some(steps) => Ok(steps),
            None => {
                let steps = Steps::of(self.transaction, &self.head)?;
                Ok(self.steps.get_or_init(|| steps))
            }
        }
    }

    pub(super) fn head(&self) -> &Head {
        &self.head
    }

    /// Has the head know of these entries without a mark from now on.
    pub(super) fn keep_unkeyed(&mut self, unkeyed: Option<Unkeyed>) {
        self.head.unkeyed = unkeyed;
    }

    /// Enters a new row: its mark, to be written with it.
    ///
    /// # Errors
    /// What SQLite reports. It may have rolled the transaction back by itself, as on a full disk, so nothing may be
    /// written after it: each statement would stand alone.
    pub(super) fn inserted<R: Marked + Serialize>(&mut self, row: &R) -> Result<Mac> {
        let mac = mark(row, self.vouch);
        let tally = self.head.tables.entry(R::TABLE.to_owned()).or_default();
        tally.rows += 1;
        tally.sum.add(&mac);
        self.written.touched.note(row);
        self.enter(Item::of(row, mac, None, Some(snapshot(row))))?;
        Ok(mac)
    }

    /// Enters a row that takes the place of `before`, whose mark is `old`: its mark, to be written with it.
    ///
    /// # Errors
    /// As [`Write::inserted`].
    pub(super) fn updated<R: Marked + Serialize>(&mut self, before: &R, old: &Mac, row: &R) -> Result<Mac> {
        let mac = mark(row, self.vouch);
        let tally = self.head.tables.entry(R::TABLE.to_owned()).or_default();
        tally.sum.take(old);
        tally.sum.add(&mac);
        self.written.touched.note(row);
        self.enter(Item::of(row, mac, Some(snapshot(before)), Some(snapshot(row))))?;
        Ok(mac)
    }

    /// Enters that a row with the mark `mac` is gone.
    ///
    /// # Errors
    /// As [`Write::inserted`].
    pub(super) fn deleted<R: Marked + Serialize>(&mut self, row: &R, mac: &Mac) -> Result<()> {
        let tally = self.head.tables.entry(R::TABLE.to_owned()).or_default();
        tally.rows = tally.rows.saturating_sub(1);
        tally.sum.take(mac);
        self.written.touched.note(row);
        self.enter(Item::of(row, *mac, Some(snapshot(row)), None))
    }

    fn enter(&mut self, item: Item) -> Result<()> {
        self.items.held.push(item);
        if self.items.held.len() < HELD { Ok(()) } else { self.write_ahead() }
    }

    fn write_ahead(&mut self) -> Result<()> {
        // Their entry, which they refer to, comes last: it holds their digest.
        self.transaction.pragma_update(None, "defer_foreign_keys", true)?;
        let sequence = self.sequence();
        let Items { held, written, digest } = &mut self.items;
        held.iter().for_each(|item| add_to(digest, item));
        audit_log::append_items(self.transaction, sequence, *written, held)?;
        *written += held.len();
        held.clear();
        Ok(())
    }

    /// Enters that a credential took the place of another, or came, or went.
    pub(super) fn counted(&mut self, before: Option<&Credential>, after: Option<&Credential>) {
        self.written.changes.enter(before, after);
    }

    /// Notes that a credential shows something else now because of a row that belongs to it.
    pub(super) fn touched(&mut self, credential: CredentialId) {
        self.written.touched.credentials.push(credential);
    }

    /// Notes that the credential with this handle is gone.
    pub(super) fn gone(&mut self, handle: u32) {
        self.written.touched.gone.push(handle);
    }

    /// Notes that a sealed secret is destroyed, and is to be in no file any more.
    pub(super) fn destroyed(&mut self, sealed: &[u8]) {
        self.written.destroyed.add(sealed);
    }

    /// Writes the entry with its items, and the new head. The caller commits.
    pub(super) fn finish(mut self, entry: &Entry, by: &Account, now: Moment) -> Result<Written> {
        let sequence = self.head.length + 1;
        let Items { held, written, mut digest } = self.items;
        held.iter().for_each(|item| add_to(&mut digest, item));
        let placed = Placed { sequence, at: now, operator: by, entry, items: hex(&digest.finalize()) };
        let bytes = placed.to_bytes();
        let hash = chain(&self.head.hash, &bytes);
        audit_log::append(self.transaction, sequence, &bytes, &hash, &self.vouch.audit_mac(&hash))?;
        audit_log::append_items(self.transaction, sequence, written, &held)?;
        self.head.length = sequence;
        self.head.hash = hash;
        head::put(self.transaction, &self.head, self.vouch)?;
        Ok(self.written)
    }
}

impl Count for Write<'_> {
    fn connection(&self) -> &Connection {
        self.transaction
    }

    fn count(&self, what: Counted) -> Result<u32> {
        match self.counts {
            Some(counts) => counts.within(self.transaction, &self.written.changes, what),
            None => Ok(0),
        }
    }
}

/// How many rows a table has, and the sum of their marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many rows.
    pub rows: u64,
    /// The sum of their marks.
    pub sum: MacSum,
}

/// All of them, by table.
pub type Tallies = BTreeMap<String, Tally>;

pub(super) fn snapshot<R: Serialize>(row: &R) -> String {
    serde_json::to_string(row).unwrap_or_else(|_| unreachable!("a stored row has text keys and plain values only"))
}

/// SHA-256 over every field of every item, length-prefixed: ties the items to their entry.
pub fn digest(items: &[Item]) -> String {
    let mut digest = Sha256::new();
    items.iter().for_each(|item| add_to(&mut digest, item));
    hex(&digest.finalize())
}

pub(super) fn add_to(digest: &mut Sha256, item: &Item) {
    let mut fields = Fields::default();
    fields
        .text(&item.table)
        .bytes(&item.id)
        .number(i64::from(item.revision))
        .bytes(&item.mac)
        .text_or_nothing(item.before.as_deref())
        .text_or_nothing(item.after.as_deref());
    digest.update(fields.into_bytes());
}
