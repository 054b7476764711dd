//! What keeps tests apart from whoever runs them: no vault, and no keychain item, of theirs.

use std::path::Path;

use keywright::place;

/// The name under which a test may use the desktop's keychain; the application's own is never used.
pub const TEST_SERVICE: &str = "dev.keywright.test";

/// Refuses a data folder that holds `own`, the folder of this account's own vault, or lies in it.
///
/// # Errors
/// A sentence that names the folder.
pub fn refuse_own_folder(folder: &Path, own: Option<&Path>) -> Result<(), String> {
    let folder = place::canonical(folder);
    let own = own.map(place::canonical);
    if own.is_some_and(|own| folder.starts_with(&own) || own.starts_with(&folder)) {
        return Err(format!("{} holds this account's own vault; this is for tests.", folder.display()));
    }
    Ok(())
}
