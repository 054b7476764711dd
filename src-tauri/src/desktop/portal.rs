//! Whether the desktop has a file portal. A dialog that is asked of a portal which is not there
//! never opens and never says so, so it is asked beforehand.

use std::time::Duration;

use crate::deadline::within;

/// A portal may have to be started first.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether a portal answers that can open a file dialog.
pub(super) fn has_file_chooser() -> bool {
    within(PATIENCE, || version_of_file_chooser().is_ok()).unwrap_or(false)
}

/// The frontend alone answers too; without a backend for files it has no such interface.
fn version_of_file_chooser() -> zbus::Result<()> {
    // Without a time of its own the call would wait on a frozen portal after everybody has stopped waiting.
    let bus = zbus::blocking::connection::Builder::session()?.method_timeout(PATIENCE).build()?;
    bus.call_method(
        Some("org.freedesktop.portal.Desktop"),
        "/org/freedesktop/portal/desktop",
        Some("org.freedesktop.DBus.Properties"),
        "Get",
        &("org.freedesktop.portal.FileChooser", "version"),
    )?;
    Ok(())
}
