//! The commands about many credentials at once, as [`super`] has them.

use keywright_core::actions;
use keywright_core::batch::Outcome;
use keywright_core::batch::rows::{BatchItems, BatchPreview, BatchReportRequest, BatchRow, PreviewRequest, RunRequest};
use keywright_core::ids::BatchId;

use super::{Held, blocking, read};
use crate::batch_jobs;
use crate::desktop::export::{self, ExportAnswer};
use crate::error::Answer;
use crate::given::Given;
use crate::shell::Shell;

/// What a batch would do, kept such that it can be run.
#[tauri::command]
pub async fn preview_batch(shell: Held<'_>, request: Given<PreviewRequest>) -> Answer<BatchPreview> {
    read(shell, move |app| actions::preview_batch(app, &request.0)).await
}

/// A window of the credentials of a batch.
#[tauri::command]
pub async fn batch_items(
    shell: Held<'_>,
    batch: Given<BatchId>,
    outcome: Given<Option<Outcome>>,
    from: Given<u32>,
) -> Answer<BatchItems> {
    read(shell, move |app| app.batch_items(batch.0, outcome.0, from.0)).await
}

/// Forgets a preview.
#[tauri::command]
pub async fn drop_preview(shell: Held<'_>, batch: Given<BatchId>) -> Answer<()> {
    read(shell, move |app| actions::drop_preview(app, batch.0).map(drop)).await
}

/// Begins what was previewed.
#[tauri::command]
pub async fn run_batch(shell: Held<'_>, request: Given<RunRequest>) -> Answer<u32> {
    let run = move |shell: &Shell| Ok(batch_jobs::begin(shell, actions::run_batch(&*shell.app()?, &request.0)?)?);
    blocking(shell, run).await
}

/// Begins what is left of a batch.
#[tauri::command]
pub async fn resume_batch(shell: Held<'_>, batch: Given<BatchId>) -> Answer<u32> {
    let resume = move |shell: &Shell| Ok(batch_jobs::begin(shell, actions::resume_batch(&*shell.app()?, batch.0)?)?);
    blocking(shell, resume).await
}

/// Begins to undo a batch.
#[tauri::command]
pub async fn undo_batch(shell: Held<'_>, batch: Given<BatchId>) -> Answer<u32> {
    let undo = move |shell: &Shell| Ok(batch_jobs::begin(shell, actions::undo_batch(&*shell.app()?, batch.0)?)?);
    blocking(shell, undo).await
}

/// The batches that were begun.
#[tauri::command]
pub async fn list_batches(shell: Held<'_>) -> Answer<Vec<BatchRow>> {
    read(shell, |app| app.list_batches()).await
}

/// Begins to write the report of a batch to a file.
#[tauri::command]
pub async fn save_batch_report(shell: Held<'_>, request: Given<BatchReportRequest>) -> Answer<ExportAnswer> {
    blocking(shell, move |shell| export::save_batch_report(shell, request.0)).await
}
