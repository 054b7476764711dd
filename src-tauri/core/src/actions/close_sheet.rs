//! *Close the one-time sheet*: its secret is zeroed, and no command can have it again.

use crate::app::App;
use crate::error::Result;
use crate::ids::SheetId;

/// Closes a sheet. Needs no permission: it can only take a secret away. Whether the secret was collected is already kept, so nothing is written.
///
/// # Errors
/// [`crate::error::Error::SheetClosed`] where it is not open.
pub fn close_sheet(app: &App, sheet: SheetId) -> Result<()> {
    app.sheets.close(sheet)
}
