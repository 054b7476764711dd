//! What the screens send and are shown of batches. Pure.

use serde::{Deserialize, Serialize};

use super::{BatchDeed, BatchScope, Because, Outcome};
use crate::clock::Moment;
use crate::ids::{BatchId, CredentialId};
use crate::state::Status;

/// What is to be looked at before it is done.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PreviewRequest {
    /// What would be done.
    pub deed: BatchDeed,
    /// Over which credentials.
    pub scope: BatchScope,
}

/// What running a batch needs beside its preview.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RunRequest {
    /// The batch.
    pub batch: BatchId,
    /// What was typed where a confirmation is asked for; it does not count otherwise.
    pub confirmation: String,
    /// Why; may be empty. A revocation keeps it, and so does the audit log.
    pub reason: String,
}

/// How many are in a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StatusCount {
    /// The status.
    pub status: Status,
    /// How many.
    pub count: u32,
}

/// How many are not touched for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BecauseCount {
    /// Why.
    pub because: Because,
    /// That as a sentence about one of them.
    pub words: &'static str,
    /// How many.
    pub count: u32,
}

/// What a batch would do: its credentials, and the revisions of their rows, stand fixed from here on.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BatchPreview {
    /// By which it is run, or dropped.
    pub batch: BatchId,
    /// What would be done.
    pub deed: BatchDeed,
    /// Over which credentials, in words.
    pub scope: String,
    /// How many it would touch.
    pub touched: u32,
    /// How many it would skip.
    pub skipped: u32,
    /// Those that it would touch, by their status now; none with nothing to count.
    pub statuses: Vec<StatusCount>,
    /// Those that it would skip, by why; the most first.
    pub because: Vec<BecauseCount>,
    /// The titles of the first that it would touch, at most 10.
    pub first: Vec<String>,
    /// What must be typed for it to run; nothing where that is not asked for.
    pub confirmation: Option<String>,
    /// Whether it can be undone.
    pub reversible: bool,
}

/// One credential of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BatchItemRow {
    /// Its identity.
    pub credential: CredentialId,
    /// Its title, as it was when it was previewed.
    pub title: String,
    /// Its status, as it was then.
    pub status: Status,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was not touched, where it was not.
    pub because: Option<Because>,
    /// That as a sentence.
    pub words: Option<&'static str>,
}

/// A window of the credentials of a batch.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BatchItems {
    /// How many there are, of those that were asked for.
    pub total: u32,
    /// Those of the window.
    pub rows: Vec<BatchItemRow>,
}

/// How a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum BatchState {
    /// It goes on.
    Running,
    /// It is being undone.
    Undoing,
    /// It, or its undoing, ended in the midst: by a kill, or by what failed.
    Interrupted,
    /// It did all that it was to do.
    Finished,
    /// It was called off: whole chunks of it are done.
    Cancelled,
    /// It was undone.
    Undone,
}

/// How many credentials of a batch came to which end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BatchCounts {
    /// Not done yet, or left.
    pub left: u32,
    /// Of which the deed makes nothing.
    pub skipped: u32,
    /// Done, and not undone or kept.
    pub done: u32,
    /// Changed since the preview, and not touched.
    pub changed: u32,
    /// Come to match since the preview, and not touched.
    pub newcomers: u32,
    /// Changed back.
    pub undone: u32,
    /// Not changed back by the undoing.
    pub kept: u32,
}

impl BatchCounts {
    /// The count of an outcome.
    pub fn of(&mut self, outcome: Outcome) -> &mut u32 {
        match outcome {
            Outcome::Left => &mut self.left,
            Outcome::Skipped => &mut self.skipped,
            Outcome::Done => &mut self.done,
            Outcome::Changed => &mut self.changed,
            Outcome::Newcomer => &mut self.newcomers,
            Outcome::Undone => &mut self.undone,
            Outcome::Kept => &mut self.kept,
        }
    }
}

/// A batch as the list shows it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BatchRow {
    /// Its identity.
    pub id: BatchId,
    /// What is done.
    pub deed: BatchDeed,
    /// Over which credentials, in words.
    pub scope: String,
    /// Why; empty where no reason was given.
    pub reason: String,
    /// Who ran it.
    pub operator: String,
    /// When it was begun.
    pub begun_at: Moment,
    /// When it ended, or was last interrupted by what failed; nothing while it goes on, and after a kill.
    pub ended_at: Option<Moment>,
    /// How it stands.
    pub state: BatchState,
    /// What became of its credentials.
    pub counts: BatchCounts,
    /// Why it cannot be resumed; nothing where it can.
    pub resume_closed: Option<String>,
    /// Why it cannot be undone; nothing where it can.
    pub undo_closed: Option<String>,
    /// Until when it can be undone, if at all.
    pub undo_until: Moment,
}

/// Where the report of a batch goes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BatchReportRequest {
    /// The batch.
    pub batch: BatchId,
    /// Of those with this outcome alone; of all, where there is none.
    pub outcome: Option<Outcome>,
    /// Whether the file begins with a byte-order mark, by which some spreadsheets tell UTF-8.
    pub bom: bool,
    /// Where it goes; the desktop's save dialog asks, where that is not said.
    pub path: Option<String>,
    /// Whether a file that is there may be replaced.
    pub replace: bool,
}
