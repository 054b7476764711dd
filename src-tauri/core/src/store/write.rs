//! One audited transaction: rows are written through it, so that each gets its mark, the head
//! its sums, and the entry its items, without any table's module having to remember.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rusqlite::Transaction;
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
use crate::store::head::{self, Head, Unkeyed};
use crate::store::pending::Steps;
use crate::store::touched::Touched;
use crate::store::traces::Traces;
use crate::store::{Kept, Unaudited};

/// A transaction in progress. Dropped without [`Write::finish`], nothing of it stands.
pub struct Write<'a> {
    transaction: &'a Transaction<'a>,
    vouch: &'a dyn Vouch,
    head: Head,
    items: Vec<Item>,
    steps: OnceCell<Steps>,
    written: Written,
}

/// What is left to do once a transaction stands.
#[derive(Default)]
pub(super) struct Written {
    /// The sealed secrets that are destroyed.
    pub(super) destroyed: Traces,
    /// What watchers are told.
    pub(super) touched: Touched,
}

impl<'a> Write<'a> {
    pub(super) fn begin(transaction: &'a Transaction<'a>, vouch: &'a dyn Vouch, founding: bool) -> Result<Self> {
        let head = head::get(transaction, vouch, founding)?;
        Ok(Self { transaction, vouch, head, items: Vec::new(), steps: OnceCell::new(), written: Written::default() })
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
    pub(super) fn inserted<R: Marked + Serialize>(&mut self, row: &R) -> Mac {
        let mac = mark(row, self.vouch);
        let tally = self.head.tables.entry(R::TABLE.to_owned()).or_default();
        tally.rows += 1;
        tally.sum.add(&mac);
        self.items.push(Item::of(row, mac, None, Some(snapshot(row))));
        self.written.touched.note(row);
        mac
    }

    /// Enters a row that takes the place of `before`, whose mark is `old`: its mark, to be written with it.
    pub(super) fn updated<R: Marked + Serialize>(&mut self, before: &R, old: &Mac, row: &R) -> Mac {
        let mac = mark(row, self.vouch);
        let tally = self.head.tables.entry(R::TABLE.to_owned()).or_default();
        tally.sum.take(old);
        tally.sum.add(&mac);
        self.items.push(Item::of(row, mac, Some(snapshot(before)), Some(snapshot(row))));
        self.written.touched.note(row);
        mac
    }

    /// Enters that a row with the mark `mac` is gone.
    pub(super) fn deleted<R: Marked + Serialize>(&mut self, row: &R, mac: &Mac) {
        let tally = self.head.tables.entry(R::TABLE.to_owned()).or_default();
        tally.rows = tally.rows.saturating_sub(1);
        tally.sum.take(mac);
        self.items.push(Item::of(row, *mac, Some(snapshot(row)), None));
        self.written.touched.note(row);
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
        let placed = Placed { sequence, at: now, operator: by, entry, items: digest(&self.items) };
        let bytes = placed.to_bytes();
        let hash = chain(&self.head.hash, &bytes);
        audit_log::append(self.transaction, sequence, &bytes, &hash, &self.vouch.audit_mac(&hash), &self.items)?;
        self.head.length = sequence;
        self.head.hash = hash;
        head::put(self.transaction, &self.head, self.vouch)?;
        Ok(self.written)
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
    let mut fields = Fields::default();
    for item in items {
        fields
            .text(&item.table)
            .bytes(&item.id)
            .number(i64::from(item.revision))
            .bytes(&item.mac)
            .text_or_nothing(item.before.as_deref())
            .text_or_nothing(item.after.as_deref());
    }
    hex(&Sha256::digest(fields.into_bytes()))
}
