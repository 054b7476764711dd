//! The commands of one credential's life, as [`super`] has them: arguments in, the core's verb, what is stale after.

use keywright_core::actions;
use keywright_core::column::Column;
use keywright_core::credential::{Changed, EditRequest, Overlap, Target};
use keywright_core::details::CredentialDetails;
use keywright_core::ids::{CredentialId, GroupId};
use keywright_core::policy::{Expires, Reveal};
use keywright_core::sheets::Rotated;

use super::{COUNTED, CREDENTIALS, Held, act, act_in_steps, blocking, read};
use crate::desktop::flows::{self, CopyAnswer, DownloadAnswer};
use crate::error::Answer;
use crate::given::Given;

/// Everything of one credential that the drawer shows.
#[tauri::command]
pub async fn credential_details(shell: Held<'_>, credential: Given<CredentialId>) -> Answer<CredentialDetails> {
    read(shell, move |app| app.credential_details(credential.0)).await
}

/// Changes a credential to what its form has.
#[tauri::command]
pub async fn edit_credential(shell: Held<'_>, request: Given<EditRequest>) -> Answer<Changed> {
    act(shell, CREDENTIALS, move |app| actions::edit_credential(app, &request.0)).await
}

/// Switches a credential on.
#[tauri::command]
pub async fn activate_credential(shell: Held<'_>, target: Given<Target>) -> Answer<Changed> {
    act(shell, CREDENTIALS, move |app| actions::activate_credential(app, target.0)).await
}

/// Switches a credential off.
#[tauri::command]
pub async fn deactivate_credential(shell: Held<'_>, target: Given<Target>) -> Answer<Changed> {
    act(shell, CREDENTIALS, move |app| actions::deactivate_credential(app, target.0)).await
}

/// Blocks a credential until it is reinstated.
#[tauri::command]
pub async fn revoke_credential(shell: Held<'_>, target: Given<Target>, reason: Given<String>) -> Answer<Changed> {
    act(shell, CREDENTIALS, move |app| actions::revoke_credential(app, target.0, &reason.0)).await
}

/// Gives a revoked credential back the state from before.
#[tauri::command]
pub async fn reinstate_credential(shell: Held<'_>, target: Given<Target>) -> Answer<Changed> {
    act(shell, CREDENTIALS, move |app| actions::reinstate_credential(app, target.0)).await
}

/// Changes until when a credential is accepted.
#[tauri::command]
pub async fn change_expiry(shell: Held<'_>, target: Given<Target>, expires: Given<Expires>) -> Answer<Changed> {
    act(shell, CREDENTIALS, move |app| actions::change_expiry(app, target.0, expires.0)).await
}

/// Gives a credential a new secret, and opens its one-time sheet.
#[tauri::command]
pub async fn rotate_credential(
    shell: Held<'_>,
    target: Given<Target>,
    overlap: Given<Overlap>,
    reveal: Given<Option<Reveal>>,
) -> Answer<Rotated> {
    act(shell, CREDENTIALS, move |app| actions::rotate_credential(app, target.0, overlap.0, reveal.0)).await
}

/// Moves a credential to another group.
#[tauri::command]
pub async fn move_credential(shell: Held<'_>, target: Given<Target>, group: Given<GroupId>) -> Answer<Changed> {
    act(shell, COUNTED, move |app| actions::move_credential(app, target.0, group.0)).await
}

/// Makes a credential's secret one that cannot be had again.
#[tauri::command]
pub async fn make_show_once(shell: Held<'_>, target: Given<Target>) -> Answer<Changed> {
    act_in_steps(shell, CREDENTIALS, move |app| actions::make_show_once(app, target.0)).await
}

/// Copies the kept secret of a recoverable credential; answers once it is on the clipboard.
#[tauri::command]
pub async fn copy_again(shell: Held<'_>, credential: Given<CredentialId>) -> Answer<CopyAnswer> {
    blocking(shell, move |shell| flows::copy_again(shell, credential.0)).await
}

/// Copies the API URL of a credential's tenant.
#[tauri::command]
pub async fn copy_api_url(shell: Held<'_>, credential: Given<CredentialId>) -> Answer<CopyAnswer> {
    blocking(shell, move |shell| flows::copy_line(shell, |app| app.api_url(credential.0))).await
}

/// Copies what a cell of the table says of a credential.
#[tauri::command]
pub async fn copy_cell(shell: Held<'_>, credential: Given<CredentialId>, column: Given<Column>) -> Answer<CopyAnswer> {
    blocking(shell, move |shell| flows::copy_line(shell, |app| app.cell_text(credential.0, column.0))).await
}

/// Copies how a request presents a credential, without its key.
#[tauri::command]
pub async fn copy_presents(shell: Held<'_>, credential: Given<CredentialId>) -> Answer<CopyAnswer> {
    blocking(shell, move |shell| flows::copy_line(shell, |app| app.presents(credential.0))).await
}

/// Saves the CSV of a recoverable credential.
#[tauri::command]
pub async fn download_again(
    shell: Held<'_>,
    credential: Given<CredentialId>,
    path: Given<Option<String>>,
    bom: Given<bool>,
    replace: Given<bool>,
) -> Answer<DownloadAnswer> {
    blocking(shell, move |shell| flows::download_again(shell, credential.0, path.0, bom.0, replace.0)).await
}

/// Opens the folder of what was downloaded again or exported last.
#[tauri::command]
pub async fn show_download(shell: Held<'_>) -> Answer<()> {
    blocking(shell, flows::show_download).await
}

/// Deletes a credential for ever.
#[tauri::command]
pub async fn delete_credential(shell: Held<'_>, target: Given<Target>) -> Answer<Changed> {
    act_in_steps(shell, COUNTED, move |app| actions::delete_credential(app, target.0)).await
}

/// Undoes an earlier change.
#[tauri::command]
pub async fn undo_change(shell: Held<'_>, sequence: Given<u64>) -> Answer<Changed> {
    act(shell, CREDENTIALS, move |app| actions::undo_change(app, sequence.0)).await
}
