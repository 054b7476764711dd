//! *Change preferences*: the operator's own. They grant and limit nothing, so the audit log has no entry.

use crate::app::App;
use crate::error::Result;
use crate::permission::Permission;
use crate::settings::Preferences;
use crate::store::preferences;

/// Keeps how the operator has the window; works without the keys.
///
/// # Errors
/// [`crate::error::Error::NotPermitted`] without *view*; what the disk and SQLite report. Then nothing was changed.
pub fn change_preferences(app: &App, wanted: Preferences) -> Result<Preferences> {
    app.store.read(|connection| app.may(connection, Permission::View))?;
    app.store.write_unaudited(|write| preferences::put(write, &app.account.account, &wanted))?;
    Ok(wanted)
}
