//! Forgetting what was destroyed: the write-ahead log is emptied, and the database's file is searched for traces. A note
//! in the folder, written before the deletion is committed, has the next start finish what a kill has cut off.

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::store::folder::Folder;
use crate::store::traces::Traces;
use crate::store::{Store, checkpoint, locked, secret_versions};

impl Store {
    /// Carries the write-ahead log over into the database and empties it, and sees to it that what was destroyed is in
    /// neither of them.
    ///
    /// # Errors
    /// [`Error::Internal`] where the files are in use or the disk is full; then the next call sees to it.
    pub fn forget_deleted(&self) -> Result<()> {
        let mut writer = self.writer.held();
        let mut destroyed = locked(&self.destroyed);
        self.forget(&mut writer, &destroyed).map_err(|error| {
            tracing::warn!(%error, "traces of what was destroyed may be left");
            Error::Internal(
                "It is done, but traces of what was deleted may still be in the database's files, which are in use or on a full disk. They go with the next deletion, or when Keywright starts again.".into(),
            )
        })?;
        *destroyed = Traces::default();
        self.folder.end_forgetting();
        Ok(())
    }

    fn forget(&self, writer: &mut Connection, destroyed: &Traces) -> Result<()> {
        let left = || -> Result<bool> {
            let looked = if destroyed.is_empty() { Ok(false) } else { destroyed.are_in(&self.image) };
            looked.map_err(|source| Error::File { doing: "Reading the database file".into(), source })
        };
        checkpoint(writer)?;
        if !left()? {
            return Ok(());
        }
        secret_versions::write_anew(writer)?;
        checkpoint(writer)?;
        if left()? { Err(Error::Internal("They are elsewhere than where secrets are kept.".into())) } else { Ok(()) }
    }
}

/// What an end between a deletion and the search for its traces has left to do. What was destroyed is not known any
/// more, so the table is written anew whether or not there is a trace of it.
pub(super) fn finish(folder: &Folder, writer: &mut Connection) {
    match checkpoint(writer).and_then(|()| secret_versions::write_anew(writer)).and_then(|()| checkpoint(writer)) {
        Ok(()) => folder.end_forgetting(),
        Err(error) => tracing::warn!(%error, "traces of what was destroyed may be left; the next start sees to it"),
    }
}
