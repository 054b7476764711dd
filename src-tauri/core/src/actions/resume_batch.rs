//! *Resume a batch* that was interrupted or called off: what is left of it is done.

use super::batch_job::{self, BatchJob, Way};
use crate::app::App;
use crate::batch_list::closed_for_resuming;
use crate::error::{Error, Result};
use crate::ids::BatchId;
use crate::store::batches::Stage;

/// Has what is left of a batch begin; the answer goes through it. What was changed since the preview is not touched.
///
/// # Errors
/// [`Error::NotPossible`] where nothing is left, or it was undone; as [`super::run_batch`]. Then nothing was changed.
pub fn resume_batch(app: &App, batch: BatchId) -> Result<BatchJob> {
    batch_job::begin(app, batch, Way::Resume, |batch| {
        if let Some(why) = closed_for_resuming(batch) {
            return Err(Error::NotPossible(why));
        }
        batch.stage = Stage::Running;
        batch.ended_at = None;
        Ok(())
    })
}
