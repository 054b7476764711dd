//! *Drop a preview* that is not run. Bookkeeping, not audited.

use crate::app::App;
use crate::batch::PREVIEW_MILLIS;
use crate::error::Result;
use crate::ids::BatchId;
use crate::store::batches;

/// Forgets a preview of the operator's own; what was run, or is gone, stays as it is. Whether there was one.
///
/// # Errors
/// [`crate::error::Error::NotPermitted`] without *view*; what SQLite reports.
pub fn drop_preview(app: &App, batch: BatchId) -> Result<bool> {
    app.store.read(|connection| app.may_view(connection))?;
    app.store.write_unaudited(|write| batches::drop_preview(write, batch, &app.account.account))
}

/// Forgets every preview that is older than a day. For the start.
///
/// # Errors
/// What SQLite reports.
pub fn drop_old_previews(app: &App) -> Result<bool> {
    let before = app.now().plus_millis(-PREVIEW_MILLIS);
    if !app.store.read(|connection| batches::has_old_previews(connection, before))? {
        return Ok(false);
    }
    app.store.write_unaudited(|write| batches::drop_old_previews(write, before))
}
