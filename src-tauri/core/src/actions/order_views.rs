//! *Order views*: in which order the operator's views stand. It grants and limits nothing, so the audit log has no entry.

use crate::app::App;
use crate::error::Result;
use crate::permission::Permission;
use crate::store::views;
use crate::view::{BUILT_IN, ordered};

/// Keeps the order of the operator's views, given by what they are known by; what is not named stands at the end, what
/// names no view is left out. Works without the keys.
///
/// # Errors
/// [`crate::error::Error::NotPermitted`] without *view*; what the disk and SQLite report. Then nothing was changed.
pub fn order_views(app: &App, wanted: &[String]) -> Result<()> {
    app.store.read(|connection| app.may(connection, Permission::View))?;
    let account = &app.account.account;
    app.store.write_unaudited(|write| {
        let own = views::all(write.connection(), account)?;
        let built_in = BUILT_IN.iter().map(|view| view.key.to_owned());
        let keys = built_in.chain(own.iter().map(|view| view.id.to_string())).collect();
        views::put_order(write, account, &ordered(keys, wanted))
    })
}
