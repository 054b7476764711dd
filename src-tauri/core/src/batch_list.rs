//! The batches as their screen lists them, their credentials by windows, and the report of one as CSV. Reads only.

use std::path::Path;

use rusqlite::Connection;

use crate::app::App;
use crate::batch::rows::{BatchItems, BatchRow, BatchState};
use crate::batch::{CHUNK, Outcome, UNDO_MILLIS, is_recent};
use crate::clock::Moment;
use crate::csv::write_guarded;
use crate::deeds::closed_by_keys;
use crate::error::{Error, Result};
use crate::file::Unfinished;
use crate::ids::BatchId;
use crate::job::Watch;
use crate::permission::{Permission, Permissions};
use crate::store::batches::{self, Batch, Stage};
use crate::store::{batch_items, operators};
use crate::table::WINDOW;

/// The report of a batch that can be written.
#[derive(Debug)]
pub struct BatchReport {
    batch: BatchId,
    outcome: Option<Outcome>,
    byte_order_mark: bool,
    /// How many credentials it tells of.
    pub total: u32,
    /// What its file would be called.
    pub suggested: String,
}

/// The header of a report.
const HEADER: [&str; 5] = ["Title", "Status at the preview", "Outcome", "Why", "Identity"];

impl App {
    /// The batches that were begun, the newest first.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn list_batches(&self) -> Result<Vec<BatchRow>> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            let permissions = operators::of_account(connection, &self.account.account)?
                .map(|(_, group)| group.row.permissions)
                .unwrap_or_default();
            Ok(batches::begun(connection)?.into_iter().map(|batch| self.batch_row(batch, &permissions)).collect())
        })
    }

    /// A window of the credentials of a batch or a preview from the `from`-th on, with this outcome or all.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::NotPermitted`] without *view*.
    pub fn batch_items(&self, batch: BatchId, outcome: Option<Outcome>, from: u32) -> Result<BatchItems> {
        self.store.read(|connection| {
            self.kept_batch(connection, batch)?;
            let total = batch_items::count(connection, batch, outcome)?;
            let rows = batch_items::window(connection, batch, outcome, from, WINDOW)?;
            Ok(BatchItems { total, rows })
        })
    }

    /// The report of what became of every credential of a batch, or of those with one outcome.
    ///
    /// # Errors
    /// As [`App::batch_items`].
    pub fn batch_report(&self, batch: BatchId, outcome: Option<Outcome>, byte_order_mark: bool) -> Result<BatchReport> {
        self.store.read(|connection| {
            let kept = self.kept_batch(connection, batch)?;
            let total = batch_items::count(connection, batch, outcome)?;
            let verb = kept.deed.words().to_lowercase().replace(' ', "-");
            let suggested = format!("{verb}-{}.csv", self.zone.date_at(kept.begun_at.unwrap_or(kept.made_at)));
            Ok(BatchReport { batch, outcome, byte_order_mark, total, suggested })
        })
    }

    /// Writes a report to `path` (0600), where it appears whole or not at all; says how many credentials it tells of.
    ///
    /// # Errors
    /// [`Error::FileNotWritten`]; what `watch` and SQLite report. Then nothing was left behind, and a file that was there
    /// stands.
    pub fn save_batch_report(&self, report: &BatchReport, path: &Path, replace: bool, watch: Watch<'_>) -> Result<u32> {
        let mut file = Unfinished::begin(path)?;
        let mut lines = Vec::new();
        if report.byte_order_mark {
            lines.extend_from_slice("\u{FEFF}".as_bytes());
        }
        record(&mut lines, HEADER);
        let (mut written, mut next) = (0, 0);
        loop {
            watch(written, report.total)?;
            let rows = self.store.read(|connection| {
                self.may_view(connection)?;
                batch_items::some(connection, report.batch, report.outcome, next, CHUNK)
            })?;
            for (position, row) in &rows {
                let (identity, status) = (row.credential.to_string(), crate::list_cells::status_word(row.status));
                let cells = [&row.title, status, row.outcome.words(), row.words.unwrap_or_default(), &identity];
                record(&mut lines, cells);
                (written, next) = (written + 1, position + 1);
            }
            file.put(&lines)?;
            lines.clear();
            if rows.len() < CHUNK {
                break;
            }
        }
        file.finish(replace)?;
        Ok(written)
    }

    fn kept_batch(&self, connection: &Connection, batch: BatchId) -> Result<Batch> {
        self.may_view(connection)?;
        batches::get(connection, batch)?.ok_or(Error::NotFound("batch"))
    }

    fn batch_row(&self, batch: Batch, permissions: &Permissions) -> BatchRow {
        let begun_at = batch.begun_at.unwrap_or(batch.made_at);
        let state = self.state_of(&batch);
        let locked = closed_by_keys(self.vault.status().state);
        let needs = |permission: Permission| {
            (!permissions.allow(permission)).then(|| format!("It needs the permission “{}”.", permission.words()))
        };
        let going = || self.going.has(batch.id).then(|| "It goes on.".to_owned());
        let closed_for_running = going()
            .or_else(|| closed_for_resuming(&batch))
            .or_else(|| needs(batch.deed.permission()))
            .or_else(|| locked.filter(|_| !batch.deed.works_locked()).map(str::to_owned));
        let closed_for_undoing = going()
            .or_else(|| closed_for_undoing(&batch, self.now()))
            .or_else(|| needs(batch.deed.permission()))
            .or_else(|| locked.map(str::to_owned));
        BatchRow {
            id: batch.id,
            deed: batch.deed,
            scope: batch.words,
            reason: batch.reason,
            operator: batch.operator,
            begun_at,
            ended_at: batch.ended_at,
            state,
            counts: batch.counts,
            resume_closed: closed_for_running,
            undo_closed: closed_for_undoing,
            undo_until: begun_at.plus_millis(UNDO_MILLIS),
        }
    }

    fn state_of(&self, batch: &Batch) -> BatchState {
        match (batch.stage, self.going.has(batch.id)) {
            (Stage::Undoing, true) => BatchState::Undoing,
            (_, true) => BatchState::Running,
            (Stage::Cancelled, _) => BatchState::Cancelled,
            (Stage::Finished, _) => BatchState::Finished,
            (Stage::Undone, _) => BatchState::Undone,
            // A kill after the last chunk, before that was written down.
            (Stage::Running, _) if batch.counts.left == 0 => BatchState::Finished,
            (Stage::Undoing, _) if batch.counts.done == 0 => BatchState::Undone,
            (Stage::Preparing | Stage::Previewed | Stage::Running | Stage::Undoing, _) => BatchState::Interrupted,
        }
    }
}

/// Why a batch cannot be resumed by anybody, where it cannot.
pub(crate) fn closed_for_resuming(batch: &Batch) -> Option<String> {
    let why = match batch.stage {
        Stage::Preparing | Stage::Previewed => "It has not been run.",
        Stage::Finished => "It did all that it was to do.",
        Stage::Undoing | Stage::Undone => "It has been undone, or in part.",
        Stage::Running | Stage::Cancelled if batch.counts.left == 0 => "Nothing of it is left.",
        Stage::Running | Stage::Cancelled => return None,
    };
    Some(why.to_owned())
}

/// Why a batch cannot be undone by anybody, where it cannot.
pub(crate) fn closed_for_undoing(batch: &Batch, now: Moment) -> Option<String> {
    let why = match batch.stage {
        _ if batch.deed.deletes() => "What is deleted is gone for ever.",
        Stage::Preparing | Stage::Previewed => "It has not been run.",
        Stage::Undone => "It has been undone.",
        Stage::Undoing if batch.counts.done == 0 => "It has been undone.",
        _ if batch.unkeyed => "It was done while the keychain was locked, and cannot be undone.",
        _ if batch.counts.done == 0 => "It has changed nothing.",
        _ if !is_recent(batch.begun_at.unwrap_or(batch.made_at), now) => "It is older than 30 days.",
        _ => return None,
    };
    Some(why.to_owned())
}

/// One record of RFC 4180, each cell with the guard where it would begin a formula.
fn record<'a>(lines: &mut Vec<u8>, cells: impl IntoIterator<Item = &'a (impl AsRef<str> + ?Sized + 'a)>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            lines.push(b',');
        }
        write_guarded(lines, cell.as_ref().as_bytes());
    }
    lines.extend_from_slice(b"\r\n");
}
