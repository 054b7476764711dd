//! Forgetting what was destroyed: the write-ahead log is emptied, and the database's file is searched for traces. A note
//! in the folder, written before the deletion is committed, has the next start finish what a kill has cut off.

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::store::folder::Folder;
use crate::store::traces::Traces;
use crate::store::{Store, checkpoint, locked, secret_versions};

/// After how many pages SQLite carries the log over by itself, as it begins with.
const PAGES: u32 = 1_000;

impl Store {
    /// Carries the write-ahead log over into the database and empties it, and sees to it that what was destroyed is in
    /// neither of them. Other work goes on while the file is searched. Answers whether traces may be left, because the
    /// files are in use or the disk is full: then the next call, or the next start, sees to them.
    #[must_use]
    pub fn forget_deleted(&self) -> bool {
        let _turn = locked(&self.forgetting);
        let destroyed = std::mem::take(&mut *locked(&self.destroyed));
        let forgotten = self.forget(&destroyed);
        let writer = self.writer.held();
        if let Err(error) = writer.pragma_update(None, "wal_autocheckpoint", PAGES) {
            tracing::warn!(%error, "the write-ahead log is carried over when Keywright starts again");
        }
        let mut since = locked(&self.destroyed);
        if let Err(error) = &forgotten {
            tracing::warn!(%error, "traces of what was destroyed may be left");
            since.take(destroyed);
        } else if since.is_empty() {
            self.folder.end_forgetting();
        }
        forgotten.is_err()
    }

    fn forget(&self, destroyed: &Traces) -> Result<()> {
        let left = || -> Result<bool> {
            let looked = destroyed.are_in(&self.image);
            looked.map_err(|source| Error::File { doing: "Reading the database file".into(), source })
        };
        self.settle(|_| Ok(()))?;
        if !destroyed.are_unknown() && !left()? {
            return Ok(());
        }
        self.settle(secret_versions::write_anew)?;
        if left()? { Err(Error::Internal("They are elsewhere than where secrets are kept.".into())) } else { Ok(()) }
    }

    /// Does `work` and carries the log over. From then on the file stays as it is, and whatever is written goes to the
    /// log: what is not in the file cannot come to be in it again, so that it can be searched while others write.
    fn settle(&self, work: impl FnOnce(&mut Connection) -> Result<()>) -> Result<()> {
        let mut writer = self.writer.held();
        work(&mut writer)?;
        checkpoint(&writer)?;
        Ok(writer.pragma_update(None, "wal_autocheckpoint", 0)?)
    }
}

/// What an end between a deletion and the search for its traces has left to do. What was destroyed is not known any
/// more, so the table is written anew whether or not there is a trace of it. Answers what is left to do even then.
pub(super) fn finish(folder: &Folder, writer: &mut Connection) -> Traces {
    match checkpoint(writer).and_then(|()| secret_versions::write_anew(writer)).and_then(|()| checkpoint(writer)) {
        Ok(()) => {
            folder.end_forgetting();
            Traces::default()
        }
        Err(error) => {
            tracing::warn!(%error, "traces of what was destroyed may be left; the next deletion or start sees to it");
            Traces::unknown()
        }
    }
}
