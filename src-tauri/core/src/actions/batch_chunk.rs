//! One chunk of a batch that is run: its rows, their entry, and what is kept of the batch in one transaction. No verb of
//! its own.

use rusqlite::Connection;

use super::batch_around::Surroundings;
use super::batch_job::Work;
use super::run_batch;
use crate::app::App;
use crate::batch::made::{Made, Prepared};
use crate::batch::rows::BatchCounts;
use crate::batch::{Because, Outcome};
use crate::credential_row::Vouched;
use crate::error::{Error, Result};
use crate::ids::CredentialId;
use crate::store::batch_items::{self, Left, Settled};
use crate::store::batches::{self, Batch};
use crate::store::{Done, Kept, ManyBlocking, Write, credentials, many, secret_versions};
use crate::vault::Keys;

/// What became of the credentials of a chunk.
pub(super) struct Chunk {
    pub(super) settled: Vec<Settled>,
    pub(super) counts: BatchCounts,
    /// How many rows were written.
    pub(super) written: u32,
}

impl Chunk {
    /// Of a batch with `counts` so far: nothing yet.
    pub(super) fn of(counts: BatchCounts, room: usize) -> Self {
        Self { settled: Vec::with_capacity(room), counts, written: 0 }
    }

    /// Notes what became of one that was `before`.
    pub(super) fn settle(&mut self, position: u32, before: Outcome, outcome: Outcome, because: Option<Because>) {
        self.settled.push(Settled { position, outcome, because });
        let left = self.counts.of(before);
        *left = left.saturating_sub(1);
        *self.counts.of(outcome) += 1;
        self.written += u32::from(matches!(outcome, Outcome::Done | Outcome::Undone));
    }

    /// Writes what is kept of it; `sequence` is the entry that says so.
    pub(super) fn keep(&self, write: &crate::store::Unaudited<'_>, batch: &Batch, sequence: Option<u64>) -> Result<()> {
        batch_items::settle(write, batch.id, &self.settled, sequence)?;
        batches::update(write, &Batch { counts: self.counts, ..batch.clone() })
    }
}

/// Runs a chunk, and brings the batch forward.
///
/// # Errors
/// [`Error::NotPermitted`]; [`Error::NotVouched`] where the operator, the group or the log was changed outside; what SQLite
/// and the disk report. Then nothing of this chunk was changed.
pub(super) fn run(app: &App, work: &mut Work, left: &[Left]) -> Result<()> {
    let chunk = match &work.keys {
        Some(keys) => keyed(app, keys, work, left)?,
        None => unkeyed(app, work, left)?,
    };
    work.batch.counts = chunk.counts;
    work.batch.unkeyed |= work.keys.is_none() && chunk.written > 0;
    Ok(())
}

fn keyed(app: &App, keys: &Keys, work: &Work, left: &[Left]) -> Result<Chunk> {
    let (batch, prepared, now) = (&work.batch, &work.prepared, app.now());
    let touch_all = |write: &mut Write<'_>, gone: &mut Vec<CredentialId>| -> Result<Done<Chunk>> {
        app.permit(write.connection(), write.vouch(), batch.deed.permission())?;
        let mut around = Surroundings::of(write.transaction(), Some(write.vouch()), prepared, now, &app.account.name)?;
        let mut chunk = Chunk::of(batch.counts, left.len());
        for one in left {
            let (outcome, because) = touch(write, &mut around, one)?;
            if outcome == Outcome::Done && batch.deed.deletes() {
                gone.push(one.credential);
            }
            chunk.settle(one.position, Outcome::Left, outcome, because);
        }
        if chunk.written == 0 {
            return Ok(Done::Nothing(chunk));
        }
        chunk.keep(&write.beside(), batch, Some(write.sequence()))?;
        Ok(Done::Audited(run_batch::entry(write.connection(), work, chunk.written)?, chunk))
    };
    let mut gone = Vec::new();
    let chunk = if matches!(prepared, Prepared::Block(_)) {
        app.store.write_from_reserve(keys, &app.account, now, |write| touch_all(write, &mut Vec::new()))?
    } else {
        app.store.write(keys, &app.account, now, |write| touch_all(write, &mut gone))?
    };
    app.sheets.close_of(&gone);
    if chunk.written == 0 {
        app.store.write_unaudited_from_reserve(|write| chunk.keep(write, batch, None))?;
    }
    Ok(chunk)
}

/// Does the deed to one credential, if it is as it was previewed.
fn touch(write: &mut Write<'_>, around: &mut Surroundings<'_>, left: &Left) -> Result<(Outcome, Option<Because>)> {
    let kept = match as_previewed(write.connection(), left)? {
        Ok(kept) => kept,
        Err(because) => return Ok((Outcome::Changed, Some(because))),
    };
    let skipped = |because| Ok((Outcome::Skipped, Some(because)));
    let sound = match write.sound(kept)? {
        Ok(sound) => sound,
        Err(Vouched::Pending) => return skipped(Because::Pending),
        Err(_) => return skipped(Because::Altered),
    };
    match around.judge(sound.row())? {
        Err(because) => return skipped(because),
        Ok(Made::Changed(row)) => many::update(write, &sound, &row)?,
        Ok(Made::Deleted) => {
            let versions = secret_versions::of_credential(write.connection(), left.credential)?;
            if !versions.iter().all(|version| version.is_vouched(write.vouch())) {
                return skipped(Because::Altered);
            }
            versions.iter().try_for_each(|version| secret_versions::delete(write, version))?;
            many::delete(write, &sound)?;
        }
    }
    Ok((Outcome::Done, None))
}

/// A credential, if its row is the one that was previewed.
fn as_previewed(connection: &Connection, left: &Left) -> Result<Result<Kept<crate::credential::Credential>, Because>> {
    Ok(match credentials::of_handle(connection, left.handle)? {
        None => Err(Because::DeletedSince),
        Some(kept) if kept.row.id != left.credential || kept.row.revision != left.revision => {
            Err(Because::ChangedSince)
        }
        Some(kept) => Ok(kept),
    })
}

/// As [`keyed`] without the master key, which blocking alone can do.
fn unkeyed(app: &App, work: &Work, left: &[Left]) -> Result<Chunk> {
    let (batch, now) = (&work.batch, app.now());
    let Prepared::Block(block) = &work.prepared else {
        return Err(Error::Internal("Nothing but blocking works without the master key.".into()));
    };
    let judged = std::cell::RefCell::new(None);
    let decide = |connection: &Connection| {
        app.may(connection, batch.deed.permission())?;
        let mut around = Surroundings::of(connection, None, &work.prepared, now, &app.account.name)?;
        let mut chunk = Chunk::of(batch.counts, left.len());
        let mut blocked = Vec::with_capacity(left.len());
        for one in left {
            let (outcome, because) = match as_previewed(connection, one)? {
                Err(because) => (Outcome::Changed, Some(because)),
                Ok(kept) if !kept.agrees => (Outcome::Skipped, Some(Because::Altered)),
                Ok(kept) => match around.judge(&kept.row)? {
                    Err(because) => (Outcome::Skipped, Some(because)),
                    Ok(_) => {
                        blocked.push(kept);
                        (Outcome::Done, None)
                    }
                },
            };
            chunk.settle(one.position, Outcome::Left, outcome, because);
        }
        let entry = run_batch::entry(connection, work, chunk.written)?;
        judged.replace(Some(chunk));
        Ok(ManyBlocking { kept: blocked, block: block.clone(), entry })
    };
    let beside = |write: &crate::store::Unaudited<'_>, sequence| match &*judged.borrow() {
        Some(chunk) => {
            let batch = Batch { unkeyed: batch.unkeyed || chunk.written > 0, ..batch.clone() };
            chunk.keep(write, &batch, Some(sequence).filter(|_| chunk.written > 0))
        }
        None => Ok(()),
    };
    app.store.block_many_unkeyed(&app.account, now, decide, beside)?;
    judged.into_inner().ok_or_else(|| Error::Internal("Nothing was decided.".into()))
}
