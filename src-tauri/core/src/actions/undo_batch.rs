//! *Undo a batch*: exactly what it changed goes back to what it was, but for revision and modified, as far as nothing has
//! changed it since.

use std::collections::HashMap;

use super::batch_chunk::Chunk;
use super::batch_job::{self, BatchJob, Way, Work};
use super::{directory, run_batch};
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::batch::{Because, Outcome};
use crate::batch_list::closed_for_undoing;
use crate::clock::Moment;
use crate::credential::Credential;
use crate::credential_row::Vouched;
use crate::error::{Error, Result};
use crate::ids::{BatchId, CredentialId};
use crate::mac::Marked;
use crate::permission::Permission;
use crate::store::audit_log::{self, Genuine};
use crate::store::batch_items::{self, DoneWith};
use crate::store::batches::Stage;
use crate::store::{Done, Write, credentials, many};

/// Has the undoing of a batch begin; the answer goes through what it did. What was changed since stays as it is, and is
/// told. For 30 days from its beginning, and never for what was deleted.
///
/// # Errors
/// [`Error::NotPossible`] where it cannot be undone; [`Error::NotPermitted`] without what the inverse deed needs;
/// [`Error::NotFound`]; [`Error::Key`]. Then nothing was changed.
pub fn undo_batch(app: &App, batch: BatchId) -> Result<BatchJob> {
    batch_job::begin(app, batch, Way::Undo, |batch| {
        if let Some(why) = closed_for_undoing(batch, app.now()) {
            return Err(Error::NotPossible(why));
        }
        batch.stage = Stage::Undoing;
        batch.ended_at = None;
        Ok(())
    })
}

/// Undoes what one entry of the batch says was done; answers how many credentials were gone through.
pub(super) fn chunk(app: &App, work: &mut Work, entry: DoneWith) -> Result<u32> {
    let (batch, now) = (&work.batch, app.now());
    let keys = work.keys.as_deref().ok_or_else(|| Error::Internal("Nothing is undone without the key.".into()))?;
    let undone = app.store.write(keys, &app.account, now, |write| {
        let changes = changes(write, batch.id, entry.sequence)?;
        app.permit(write.connection(), write.vouch(), inverse_permission(&changes))?;
        let done = batch_items::done_with(write.connection(), batch.id, entry)?;
        let mut chunk = Chunk::of(batch.counts, done.len());
        for (position, credential) in done {
            let undone = match &changes {
                Ok(changes) => match changes.get(&credential) {
                    Some((before, after)) => back(write, before, after, now)?,
                    None => Err(Because::Altered),
                },
                Err(because) => Err(*because),
            };
            let outcome = if undone.is_ok() { Outcome::Undone } else { Outcome::Kept };
            chunk.settle(position, Outcome::Done, outcome, undone.err());
        }
        if chunk.written == 0 {
            return Ok(Done::Nothing(chunk));
        }
        chunk.keep(&write.beside(), batch, None)?;
        let said = format!("undoes entry {}", entry.sequence);
        let entry = Entry::new(Action::UndoBatch, run_batch::subject(work)).of_batch(batch.id).with_detail(said);
        let entry = work.tenant.iter().fold(entry, |entry, tenant| entry.in_tenant(*tenant));
        Ok(Done::Audited(entry.with_count(chunk.written), chunk))
    })?;
    if undone.written == 0 {
        app.store.write_unaudited(|write| undone.keep(write, batch, None))?;
    }
    work.batch.counts = undone.counts;
    Ok(u32::try_from(undone.settled.len()).unwrap_or(u32::MAX))
}

/// What an entry of the batch changed, before and after, by credential; why it cannot be told, where somebody edited the
/// entry, or the key was not at hand.
type Changes = HashMap<CredentialId, (Credential, Credential)>;

fn changes(write: &Write<'_>, batch: BatchId, sequence: u64) -> Result<Result<Changes, Because>> {
    let Genuine { body, items } = match audit_log::genuine(write, sequence) {
        Ok(genuine) => genuine,
        Err(Error::NotPossible(_)) => return Ok(Err(Because::Unkeyed)),
        Err(Error::NotVouched(_) | Error::NotFound(_)) => return Ok(Err(Because::Altered)),
        Err(error) => return Err(error),
    };
    if body["batch"] != batch.to_string() || body["action"] == "undo_batch" {
        return Ok(Err(Because::Altered));
    }
    let rows = items.into_iter().filter(|item| item.table == Credential::TABLE).filter_map(|item| {
        let before: Credential = serde_json::from_str(item.before.as_deref()?).ok()?;
        let after: Credential = serde_json::from_str(item.after.as_deref()?).ok()?;
        (before.id == after.id).then_some((before.id, (before, after)))
    });
    Ok(Ok(rows.collect()))
}

/// What changing back needs, by what the entry says and not by what is kept of the batch, which anybody may have edited.
fn inverse_permission(changes: &Result<Changes, Because>) -> Permission {
    let revocations = changes.iter().flat_map(HashMap::values);
    let mut differ = revocations.map(|(before, after)| before.state.revocation() != after.state.revocation());
    if differ.any(|differs| differs) { Permission::RevokeAndReinstate } else { Permission::CreateAndUpdate }
}

/// Puts one credential back to what it was, if it is what the batch made of it.
fn back(write: &mut Write<'_>, before: &Credential, after: &Credential, now: Moment) -> Result<Result<(), Because>> {
    let Some(kept) = credentials::get(write.connection(), before.id)? else { return Ok(Err(Because::DeletedSince)) };
    let sound = match write.sound(kept)? {
        Ok(sound) => sound,
        Err(Vouched::Pending) => return Ok(Err(Because::Pending)),
        Err(_) => return Ok(Err(Because::Altered)),
    };
    if sound.row() != after {
        return Ok(Err(Because::ChangedSince));
    }
    if before.group != after.group {
        match directory::group(write, before.group) {
            Ok(_) => {}
            Err(Error::NotFound(_)) => return Ok(Err(Because::ReferenceGone)),
            Err(error) => return Err(error),
        }
    }
    let row = Credential { revision: after.revision + 1, modified_at: now, ..before.clone() };
    many::update(write, &sound, &row)?;
    Ok(Ok(()))
}
