//! Which batches go on in this process: what the database calls running and is not here was interrupted. Pure.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Result};
use crate::ids::BatchId;

/// The batches that are being run or undone.
#[derive(Clone, Debug, Default)]
pub struct Going(Arc<Mutex<HashSet<BatchId>>>);

/// That one batch goes on, until this is dropped.
#[derive(Debug)]
pub struct Turn {
    going: Going,
    batch: BatchId,
}

impl Going {
    /// Begins the one turn that a batch can have at a time.
    ///
    /// # Errors
    /// [`Error::NotPossible`] where it goes on already.
    pub fn begin(&self, batch: BatchId) -> Result<Turn> {
        if self.held().insert(batch) {
            return Ok(Turn { going: self.clone(), batch });
        }
        Err(Error::NotPossible("This batch goes on already; wait for its end, or cancel it.".into()))
    }

    /// Whether a batch goes on.
    pub fn has(&self, batch: BatchId) -> bool {
        self.held().contains(&batch)
    }

    fn held(&self) -> MutexGuard<'_, HashSet<BatchId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.going.held().remove(&self.batch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_has_one_turn_at_a_time() {
        let going = Going::default();
        let batch = BatchId::from_bytes([7; 16]);
        let turn = going.begin(batch).expect("a turn");
        assert!(going.has(batch) && going.begin(batch).is_err());
        going.begin(BatchId::from_bytes([8; 16])).expect("another batch");
        drop(turn);
        assert!(!going.has(batch) && going.begin(batch).is_ok());
    }
}
