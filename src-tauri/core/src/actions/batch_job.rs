//! What running, resuming and undoing a batch have in common: what is checked before, and the work in chunks after,
//! which lets others write between two of them. No verb of its own.

use std::sync::Arc;

use super::{batch_chunk, undo_batch};
use crate::app::App;
use crate::batch::made::Prepared;
use crate::batch::{CHUNK, Outcome};
use crate::batch_scope;
use crate::error::{Error, Result};
use crate::going::Turn;
use crate::ids::{BatchId, TenantId};
use crate::job::Watch;
use crate::mac::Vouch;
use crate::store::batch_items;
use crate::store::batches::{self, Batch, Stage};
use crate::vault::Keys;

/// A batch that may go on, and is to be told to.
pub struct BatchJob {
    work: Work,
    /// Which way it goes.
    way: Way,
    /// How many credentials there are to go through.
    pub total: u32,
    _turn: Turn,
}

/// What a chunk is given.
pub(super) struct Work {
    pub(super) batch: Batch,
    pub(super) prepared: Prepared,
    pub(super) tenant: Option<TenantId>,
    /// The keys, where they are at hand: for all of it or for none.
    pub(super) keys: Option<Arc<Keys>>,
}

impl Work {
    pub(super) fn vouch(&self) -> Option<&dyn Vouch> {
        self.keys.as_deref().map(|keys| keys as &dyn Vouch)
    }
}

/// Which way a batch goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is run.
    Run,
    /// What is left of it is run.
    Resume,
    /// It is undone.
    Undo,
}

/// Has a batch begin, in one turn: `check` refuses it, or changes what is kept of it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NotPermitted`] without what the deed needs; [`Error::NotPossible`] where it goes on
/// already; [`Error::NotVouched`] where it is not as it was previewed; [`Error::Key`]; what `check` reports. Then nothing
/// was changed.
pub(super) fn begin(app: &App, id: BatchId, way: Way, check: impl Fn(&mut Batch) -> Result<()>) -> Result<BatchJob> {
    let found = app.store.read(|connection| batches::get(connection, id))?.ok_or(Error::NotFound("batch"))?;
    let keys = match app.vault.keys() {
        Err(Error::Key(_)) if found.deed.works_locked() && way != Way::Undo => None,
        keys => Some(keys?),
    };
    let turn = app.going.begin(id)?;
    let prepare = |connection: &rusqlite::Connection| {
        let mut batch = batches::get(connection, id)?.ok_or(Error::NotFound("batch"))?;
        match &keys {
            Some(keys) => app.permit(connection, &**keys, batch.deed.permission())?,
            None => app.may(connection, batch.deed.permission())?,
        }
        check(&mut batch)?;
        if let (Some(keys), true) = (&keys, way != Way::Undo)
            && !batches::is_sealed(connection, &batch, &**keys)?
        {
            return Err(not_as_previewed(&batch));
        }
        let tenant = batch_scope::tenant_of(connection, &batch.scope)?;
        Ok((batch, tenant))
    };
    let (batch, tenant) = app.store.write_unaudited_from_reserve(|write| {
        let (batch, tenant) = prepare(write.connection())?;
        batches::update(write, &batch)?;
        Ok((batch, tenant))
    })?;
    let prepared = batch.deed.prepare(&batch.reason)?;
    let total = if way == Way::Undo { batch.counts.done } else { batch.counts.left };
    Ok(BatchJob { work: Work { batch, prepared, tenant, keys }, way, total, _turn: turn })
}

fn not_as_previewed(batch: &Batch) -> Error {
    if batch.seal.is_empty() {
        return Error::NotPossible(
            "It was previewed while the keychain was locked, and it is open now. Preview it again.".into(),
        );
    }
    Error::NotVouched("What was previewed of this batch".into())
}

impl BatchJob {
    /// Goes through the credentials in chunks of 1,000, each one transaction with one entry; `watch` is asked before each,
    /// so that whole chunks stand where it calls this off. Answers how many were done or undone.
    ///
    /// # Errors
    /// [`Error::Cancelled`]; what `watch`, SQLite and the disk report, and [`Error::NotPermitted`] from the moment on that
    /// the operator may not. Then the chunks before stand, and the batch says so.
    pub fn go(mut self, app: &App, watch: Watch<'_>) -> Result<u32> {
        let before = self.work.batch.counts;
        let gone = match self.way {
            Way::Undo => self.undo(app, watch),
            Way::Run => {
                // What they are called is told beside; it keeps nothing from being done.
                if let Err(error) = self.name_newcomers(app) {
                    tracing::warn!(code = error.code(), "what has come to match a batch since could not be named");
                }
                self.run(app, watch)
            }
            Way::Resume => self.run(app, watch),
        };
        let batch = &mut self.work.batch;
        batch.ended_at = Some(app.now());
        batch.stage = match (&gone, self.way) {
            (Ok(()), Way::Undo) => Stage::Undone,
            (Ok(()), _) => Stage::Finished,
            (Err(Error::Cancelled), Way::Run | Way::Resume) => Stage::Cancelled,
            // What is written now already says that it was interrupted.
            (Err(_), _) => batch.stage,
        };
        let written = app.store.write_unaudited_from_reserve(|write| batches::update(write, batch));
        let counts = batch.counts;
        let traces = batch.deed.deletes() && counts.done > before.done && app.store.forget_deleted();
        gone?;
        written?;
        if traces {
            return Err(Error::Internal("All of it is done, but traces of what was deleted may still be in the database's files, which are in use or on a full disk. They go with the next deletion, or when Keywright starts again.".into()));
        }
        Ok(if self.way == Way::Undo { counts.undone - before.undone } else { counts.done - before.done })
    }

    fn run(&mut self, app: &App, watch: Watch<'_>) -> Result<()> {
        let (mut from, mut through) = (0, 0);
        loop {
            let left = app.store.read(|connection| batch_items::left(connection, self.work.batch.id, from, CHUNK))?;
            let Some(last) = left.last() else { return Ok(()) };
            watch(through, self.total)?;
            app.store.give_way();
            batch_chunk::run(app, &mut self.work, &left)?;
            from = last.position + 1;
            through += u32::try_from(left.len()).unwrap_or(u32::MAX);
        }
    }

    fn undo(&mut self, app: &App, watch: Watch<'_>) -> Result<()> {
        let mut through = 0;
        let entries = app.store.read(|connection| batch_items::entries(connection, self.work.batch.id))?;
        for entry in entries {
            watch(through, self.total)?;
            app.store.give_way();
            through += undo_batch::chunk(app, &mut self.work, entry)?;
        }
        Ok(())
    }

    /// Names the credentials that the deed would touch as well, had they been there when it was previewed.
    fn name_newcomers(&mut self, app: &App) -> Result<()> {
        let Work { batch, prepared, .. } = &self.work;
        let known = app.store.read(|connection| batch_items::handles(connection, batch.id))?;
        let mut new = app.handles_of_kept_scope(&batch.scope)?;
        new.retain(|handle| known.binary_search(handle).is_err());
        let mut position = u32::try_from(known.len()).unwrap_or(u32::MAX);
        let mut named = 0;
        for piece in new.chunks(CHUNK) {
            let mut items = app.store.read(|connection| {
                super::preview_batch::items(app, connection, prepared, self.work.vouch(), piece, app.now())
            })?;
            items.retain(|item| item.outcome == Outcome::Left);
            items.iter_mut().for_each(|item| item.outcome = Outcome::Newcomer);
            app.store.write_unaudited(|write| batch_items::append(write, batch.id, position, &items))?;
            let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
            (position, named) = (position + count, named + count);
        }
        self.work.batch.counts.newcomers = named;
        Ok(())
    }
}
