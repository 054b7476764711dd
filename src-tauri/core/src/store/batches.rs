//! The table `batch`: what each batch is to do and how far it has come. Bookkeeping beside the audit log: it grants and
//! limits nothing, so its rows bear no mark. What was previewed is sealed, so that nobody runs another batch unseen.

use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use subtle::ConstantTimeEq;

use crate::batch::rows::BatchCounts;
use crate::batch::{BatchDeed, BatchScope};
use crate::clock::Moment;
use crate::error::Result;
use crate::ids::BatchId;
use crate::mac::{Fields, Vouch};
use crate::store::columns::Columns;
use crate::store::{Unaudited, batch_items};

/// How far a batch has come, as it was last written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Its credentials are being written down.
    Preparing,
    /// It can be looked at, and run.
    Previewed,
    /// It goes on, or was interrupted.
    Running,
    /// It was called off.
    Cancelled,
    /// It did all.
    Finished,
    /// It is being undone, or that was interrupted.
    Undoing,
    /// It was undone.
    Undone,
}

impl Stage {
    const ALL: [Self; 7] =
        [Self::Preparing, Self::Previewed, Self::Running, Self::Cancelled, Self::Finished, Self::Undoing, Self::Undone];

    fn code(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Previewed => "previewed",
            Self::Running => "running",
            Self::Cancelled => "cancelled",
            Self::Finished => "finished",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }

    /// Whether nobody has run it yet.
    pub fn is_preview(self) -> bool {
        matches!(self, Self::Preparing | Self::Previewed)
    }
}

/// A batch as it is kept.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Its identity.
    pub id: BatchId,
    /// The account that previewed it.
    pub account: String,
    /// The operator's name who previewed it, then of the one who ran it.
    pub operator: String,
    /// What is done.
    pub deed: BatchDeed,
    /// Over which credentials.
    pub scope: BatchScope,
    /// That in words.
    pub words: String,
    /// Why; empty where no reason was given.
    pub reason: String,
    /// How far it has come.
    pub stage: Stage,
    /// Whether any of it was done without the master key.
    pub unkeyed: bool,
    /// When it was previewed.
    pub made_at: Moment,
    /// When it was begun.
    pub begun_at: Option<Moment>,
    /// When it ended.
    pub ended_at: Option<Moment>,
    /// What became of its credentials.
    pub counts: BatchCounts,
    /// The vault's mark over what was previewed; empty where the key was not at hand.
    pub seal: Vec<u8>,
}

/// Writes a new batch, which [`update`] brings forward.
///
/// # Errors
/// What SQLite reports.
pub fn insert(write: &Unaudited<'_>, batch: &Batch) -> Result<()> {
    write
        .connection()
        .prepare_cached(
            "INSERT INTO batch (id, account, operator, deed, scope, words, reason, stage, unkeyed, made_at, begun_at, ended_at,
                                left, skipped, done, changed, newcomers, undone, kept, seal)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', ?7, 0, ?8, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, x'')",
        )?
        .execute(params![
            batch.id.to_bytes(),
            batch.account,
            batch.operator,
            json(&batch.deed),
            json(&batch.scope),
            batch.words,
            batch.stage.code(),
            batch.made_at.millis(),
        ])?;
    Ok(())
}

/// Writes how far a batch has come: everything but what was asked for.
///
/// # Errors
/// What SQLite reports.
pub fn update(write: &Unaudited<'_>, batch: &Batch) -> Result<()> {
    let counts = &batch.counts;
    write
        .connection()
        .prepare_cached(
            "UPDATE batch SET operator = ?2, reason = ?3, stage = ?4, unkeyed = ?5, begun_at = ?6, ended_at = ?7, left = ?8,
                    skipped = ?9, done = ?10, changed = ?11, newcomers = ?12, undone = ?13, kept = ?14, seal = ?15
             WHERE id = ?1",
        )?
        .execute(params![
            batch.id.to_bytes(),
            batch.operator,
            batch.reason,
            batch.stage.code(),
            batch.unkeyed,
            batch.begun_at.map(Moment::millis),
            batch.ended_at.map(Moment::millis),
            counts.left,
            counts.skipped,
            counts.done,
            counts.changed,
            counts.newcomers,
            counts.undone,
            counts.kept,
            batch.seal,
        ])?;
    Ok(())
}

/// A batch, if it can be read.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection, id: BatchId) -> Result<Option<Batch>> {
    let found =
        connection.prepare_cached("SELECT * FROM batch WHERE id = ?1")?.query_row([id.to_bytes()], batch).optional()?;
    Ok(found.flatten())
}

/// The batches that were begun and can be read, the newest first.
///
/// # Errors
/// What SQLite reports.
pub fn begun(connection: &Connection) -> Result<Vec<Batch>> {
    let mut statement =
        connection.prepare_cached("SELECT * FROM batch WHERE begun_at IS NOT NULL ORDER BY begun_at DESC, id DESC")?;
    let batches = statement.query_map([], batch)?;
    Ok(batches.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Deletes a batch that nobody has run; whether there was one.
///
/// # Errors
/// What SQLite reports.
pub fn drop_preview(write: &Unaudited<'_>, id: BatchId, account: &str) -> Result<bool> {
    drop_previews(write, "id = ?1 AND account = ?2", params![id.to_bytes(), account])
}

/// Deletes the batches that nobody has run and that were previewed before `before`; whether there were any.
///
/// # Errors
/// What SQLite reports.
pub fn drop_old_previews(write: &Unaudited<'_>, before: Moment) -> Result<bool> {
    drop_previews(write, "made_at < ?1", params![before.millis()])
}

/// Whether there are such.
///
/// # Errors
/// What SQLite reports.
pub fn has_old_previews(connection: &Connection, before: Moment) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM batch WHERE begun_at IS NULL AND made_at < ?1)")?
        .query_row([before.millis()], |row| row.get(0))?)
}

fn drop_previews(write: &Unaudited<'_>, which: &str, given: &[&dyn ToSql]) -> Result<bool> {
    let connection = write.connection();
    let previews = format!("SELECT id FROM batch WHERE begun_at IS NULL AND {which}");
    connection.prepare_cached(&format!("DELETE FROM batch_item WHERE batch_id IN ({previews})"))?.execute(given)?;
    Ok(connection.prepare_cached(&format!("DELETE FROM batch WHERE id IN ({previews})"))?.execute(given)? > 0)
}

/// The vault's mark over what was previewed: which batch, by whom, the deed, the scope, and every credential with its
/// revision. What becomes of them is not under it.
///
/// # Errors
/// What SQLite reports.
pub fn seal(connection: &Connection, batch: &Batch, vouch: &dyn Vouch) -> Result<Vec<u8>> {
    let mut fields = Fields::default();
    fields
        .text("batch")
        .number(i64::from(vouch.epoch()))
        .bytes(&batch.id.to_bytes())
        .text(&batch.account)
        .text(&json(&batch.deed))
        .text(&json(&batch.scope))
        .bytes(&batch_items::digest(connection, batch.id)?);
    Ok(vouch.row_mac(&fields.into_bytes()).to_vec())
}

/// Whether a batch is as it was previewed.
///
/// # Errors
/// What SQLite reports.
pub fn is_sealed(connection: &Connection, batch: &Batch, vouch: &dyn Vouch) -> Result<bool> {
    Ok(seal(connection, batch, vouch)?.as_slice().ct_eq(&batch.seal).into())
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| unreachable!("plain values with text keys"))
}

/// A batch, unless somebody edited it such that it cannot be read.
fn batch(row: &Row<'_>) -> rusqlite::Result<Option<Batch>> {
    let columns = Columns::of(row);
    let stage = columns.text("stage");
    let (Ok(deed), Ok(scope), Some(stage)) = (
        serde_json::from_str(&columns.text("deed")),
        serde_json::from_str(&columns.text("scope")),
        Stage::ALL.into_iter().find(|one| one.code() == stage),
    ) else {
        return Ok(None);
    };
    let batch = Batch {
        id: BatchId::from_bytes(columns.id("id")),
        account: columns.text("account"),
        operator: columns.text("operator"),
        deed,
        scope,
        words: columns.text("words"),
        reason: columns.text("reason"),
        stage,
        unkeyed: columns.get("unkeyed"),
        made_at: columns.moment("made_at"),
        begun_at: columns.moment_or_none("begun_at"),
        ended_at: columns.moment_or_none("ended_at"),
        counts: BatchCounts {
            left: columns.get("left"),
            skipped: columns.get("skipped"),
            done: columns.get("done"),
            changed: columns.get("changed"),
            newcomers: columns.get("newcomers"),
            undone: columns.get("undone"),
            kept: columns.get("kept"),
        },
        seal: columns.get("seal"),
    };
    Ok(columns.agree().then_some(batch))
}
