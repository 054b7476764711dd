//! *Download again*: the CSV of a recoverable credential, with the permission *reveal*.

use std::path::Path;

use super::download_csv::{Downloaded, Source, save};
use super::kept_secret;
use crate::app::App;
use crate::audit::Action;
use crate::error::Result;
use crate::file;
use crate::ids::CredentialId;
use crate::permission::Permission;

/// Saves the CSV with the kept secret to `path`, as [`download_csv`](super::download_csv()) has it.
///
/// # Errors
/// [`crate::error::Error::NotPossible`] where its secret is shown once; [`crate::error::Error::FileNotWritten`];
/// [`crate::error::Error::NotPermitted`] without *reveal*; [`crate::error::Error::NotVouched`].
pub fn download_again(
    app: &App,
    credential: CredentialId,
    path: &Path,
    byte_order_mark: bool,
    replace: bool,
) -> Result<Downloaded> {
    let keys = app.vault.keys()?;
    file::check(path)?;
    let now = app.now();
    let sheet = app.store.peek(&*keys, |write| kept_secret::kept_secret(app, &keys, write, credential, now))?;
    let [begin, finish, fail] = [Action::BeginDownloadAgain, Action::FinishDownloadAgain, Action::FailDownloadAgain];
    let source = Source { sheet: &sheet, permission: Permission::Reveal, begin, finish, fail };
    save(app, &keys, source, path, byte_order_mark, replace)
}
