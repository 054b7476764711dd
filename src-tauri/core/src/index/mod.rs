//! The resident index of the table: what a query can ask of every credential, in memory, and the orders by which the
//! table is sorted. SQLite can always rebuild it; [`resident`] keeps it true to what is committed.
//!
//! A credential has a slot; slots are in the order of handles. `rows` has the columns, `texts` the folded text in pages, `shared`
//! what many have in common, `places` the directory, `statuses` the derived statuses. `conditions` tells which slots a
//! query finds, `arranging` in which order, by `order` (values of one's own) and `ranks` (values that many share). All
//! of it but [`resident`] is pure.

mod arranging;
mod bits;
mod conditions;
mod interned;
mod natural;
mod order;
mod page;
mod places;
mod ranks;
pub mod resident;
mod rows;
mod shared;
mod statuses;
#[cfg(test)]
mod tests;
mod texts;

pub use conditions::Asked;
pub use rows::OutOfOrder;

use arranging::Orders;
use rows::Rows;

use crate::column::Column;
use crate::credential_row::Sort;
use crate::listing::{ListedCredential, ListedDirectory};

/// What a query finds, in no order; it means nothing once the index has changed.
#[derive(Debug)]
pub struct Found(bits::Bits);

impl Found {
    /// How many.
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// What is in both.
    pub fn and(&self, other: &Self) -> Self {
        let mut both = self.0.clone();
        both.keep(&other.0);
        Self(both)
    }
}

/// The index.
#[derive(Debug)]
pub struct Index {
    rows: Rows,
    orders: Orders,
}

impl Index {
    /// The index of a directory, without credentials yet, with room for so many.
    pub fn new(directory: &ListedDirectory, room: usize) -> Self {
        Self { rows: Rows::with_room(directory, room), orders: Orders::default() }
    }

    /// Takes in credentials as they are now, new ones and changed ones. They ascend by handle.
    ///
    /// # Errors
    /// [`OutOfOrder`]; then the index is to be made anew.
    pub fn write(&mut self, credentials: &[ListedCredential]) -> Result<(), OutOfOrder> {
        let slots = self.rows.write(credentials)?;
        self.orders.changed(&slots, &self.rows);
        Ok(())
    }

    /// Takes credentials out that are gone.
    pub fn take(&mut self, handles: &[u32]) {
        let slots = self.rows.take(handles);
        self.orders.changed(&slots, &self.rows);
        if self.rows.is_sparse() {
            self.rows.close_up();
            self.orders.clear();
        }
    }

    /// Takes the directory in as it is now.
    pub fn put_directory(&mut self, directory: &ListedDirectory) {
        self.rows.put_directory(directory);
    }

    /// How many credentials there are.
    pub fn len(&self) -> usize {
        self.rows.live().count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The handles of what is found, in the order of `sort`: by the first, then by the second; without any, by
    /// *created*, the newest first.
    pub fn answer(&mut self, asked: &Asked<'_>, sort: &[Sort]) -> Vec<u32> {
        if sort.iter().any(|sort| sort.column == Column::Status) {
            self.rows.know_statuses(asked.now);
        }
        let Found(found) = self.found(asked);
        let mut slots = self.orders.arrange(&self.rows, &found, sort, asked.now);
        slots.iter_mut().for_each(|slot| *slot = self.rows.handle(*slot as usize));
        slots
    }

    /// What is found, to be counted and compared.
    pub fn found(&mut self, asked: &Asked<'_>) -> Found {
        if asked.asks_statuses() {
            self.rows.know_statuses(asked.now);
        }
        Found(conditions::find(&self.rows, asked))
    }

    /// Whether a handle's credential is among what was found, with no change since.
    pub fn finds(&self, found: &Found, handle: u32) -> bool {
        self.rows.slot(handle).is_some_and(|slot| found.0.holds(slot))
    }

    /// Makes ready what the first question is likely to need: the order that a table has first.
    pub fn warm(&mut self) {
        self.orders.warm(&self.rows);
    }

    /// Which of these handles are those of credentials that are there.
    pub fn present<'a>(&'a self, handles: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        let there = |handle: &u32| self.rows.slot(*handle).is_some_and(|slot| self.rows.live().holds(slot));
        handles.iter().copied().filter(there)
    }

    /// The folded text of all credentials, in pieces: what a search for text passes over.
    pub fn text(&self) -> impl Iterator<Item = &[u8]> {
        self.rows.words.raw().chain(self.rows.identities.raw())
    }

    /// How many bytes of memory it takes, about, with the orders that it keeps.
    pub fn bytes(&self) -> usize {
        self.rows.bytes() + self.orders.bytes()
    }
}
