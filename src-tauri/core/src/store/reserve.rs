//! What still works on a full disk: blocking a credential, and opening the vault to do so. The reserve file is given
//! up for it, and made whole again once there is room.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use rusqlite::{Connection, TransactionBehavior};

use crate::clock::Moment;
use crate::error::Result;
use crate::mac::Vouch;
use crate::operator::Account;
use crate::store::{Done, Store, Unaudited, Write, write};

impl Store {
    /// As [`Store::write`], for what must work on a full disk: where it is full, the reserve is given up, and `work` is
    /// done once more.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_from_reserve<T>(
        &self,
        vouch: &dyn Vouch,
        by: &Account,
        now: Moment,
        work: impl Fn(&mut Write<'_>) -> Result<Done<T>>,
    ) -> Result<T> {
        self.with_reserve(|connection| {
            let (answer, written) = write(connection, vouch, by, now, Some(&self.counts), &work, |_| Ok(()))?;
            self.tell(written.touched);
            Ok(answer)
        })
    }

    /// As [`Store::write_unaudited`], for what goes with that: where the disk is full, the reserve is given up, and `work`
    /// is done once more.
    ///
    /// # Errors
    /// As [`Store::write_unaudited`].
    pub fn write_unaudited_from_reserve<T>(&self, work: impl Fn(&Unaudited<'_>) -> Result<T>) -> Result<T> {
        self.with_reserve(|connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let answer = work(&Unaudited(&transaction))?;
            transaction.commit()?;
            Ok(answer)
        })
    }

    pub(super) fn with_reserve<T>(&self, attempt: impl Fn(&mut Connection) -> Result<T>) -> Result<T> {
        let done = {
            let mut writer = self.writer.held();
            match attempt(&mut writer) {
                Err(error) if error.is_full_disk() && self.folder.give_up_reserve() => {
                    self.reserve_spent.store(true, Ordering::Relaxed);
                    attempt(&mut writer)
                }
                done => done,
            }
        };
        self.refill(done)
    }

    /// After a write that succeeded, makes the reserve whole again if it was given up and there is room: one look at
    /// the file system, and nothing more, for as long as there is none.
    pub(super) fn refill<T>(&self, done: Result<T>) -> Result<T> {
        if done.is_ok() && self.reserve_spent.load(Ordering::Relaxed) {
            let _filling = self.filling.lock().unwrap_or_else(PoisonError::into_inner);
            if self.folder.has_room_for_reserve() && self.folder.fill_reserve() {
                self.reserve_spent.store(false, Ordering::Relaxed);
            }
        }
        done
    }
}
