//! Every command that the page can call: takes the arguments, hands them to the core on a
//! thread where waiting does no harm, and says what is stale after. Decides nothing.

mod audit;
mod directory;
mod finding;
mod life;
mod operators;
mod pending;
mod settings;
mod table;

use std::sync::Arc;

use keywright_core::actions;
use keywright_core::app::App;
use keywright_core::credential::{IssueRequest, TitleCheck};
use keywright_core::credential_row::{CredentialQuery, CredentialRow, Sort};
use keywright_core::error::Result;
use keywright_core::ids::{CredentialId, SheetId, TenantId};
use keywright_core::keywright::{KeychainProbe, StartState};
use keywright_core::sheets::SheetRow;
use keywright_core::vault::KeyStatus;
use tauri::State;
use tauri::ipc::Response;

use crate::desktop::flows::{self, ClearAnswer, CopyAnswer, DownloadAnswer, SheetPart};
use crate::error::{Answer, CommandError};
use crate::given::{ChosenProtection, Given, ShownSecret, TypedPassphrase};
use crate::shell::{Noun, Shell};

pub use audit::*;
pub use directory::*;
pub use finding::*;
pub use life::*;
pub use operators::*;
pub use pending::*;
pub use settings::*;
pub use table::*;

type Held<'a> = State<'a, Arc<Shell>>;

/// Runs `work` where it may wait: not on the window's thread, nor on one that runs commands.
async fn blocking<T, F>(shell: Held<'_>, work: F) -> Answer<T>
where
    T: Send + 'static,
    F: FnOnce(&Shell) -> Answer<T> + Send + 'static,
{
    let shell = Arc::clone(&shell);
    let done = tauri::async_runtime::spawn_blocking(move || work(&shell)).await;
    done.unwrap_or_else(|_| {
        Err(CommandError::internal("Something in Keywright broke. What was there before stands; try again."))
    })
}

/// Reads from the open vault.
async fn read<T, F>(shell: Held<'_>, read: F) -> Answer<T>
where
    T: Send + 'static,
    F: FnOnce(&App) -> Result<T> + Send + 'static,
{
    blocking(shell, move |shell| Ok(read(&*shell.app()?)?)).await
}

/// Acts on the open vault, and says after a success what is stale.
async fn act<T, F>(shell: Held<'_>, stale: &'static [Noun], act: F) -> Answer<T>
where
    T: Send + 'static,
    F: FnOnce(&App) -> Result<T> + Send + 'static,
{
    let acted = move |shell: &Shell| {
        let answer = act(&*shell.app()?)?;
        shell.changed(stale);
        Ok(answer)
    };
    blocking(shell, acted).await
}

/// As [`act`], for what is done in steps that stand one by one: a failure too leaves something stale.
async fn act_in_steps<T, F>(shell: Held<'_>, stale: &'static [Noun], act: F) -> Answer<T>
where
    T: Send + 'static,
    F: FnOnce(&App) -> Result<T> + Send + 'static,
{
    let acted = move |shell: &Shell| {
        let answer = act(&*shell.app()?);
        shell.changed(stale);
        Ok(answer?)
    };
    blocking(shell, acted).await
}

const EVERYTHING: &[Noun] =
    &[Noun::Keys, Noun::Tenants, Noun::Credentials, Noun::Operators, Noun::Settings, Noun::Views];
const CREDENTIALS: &[Noun] = &[Noun::Credentials];
const DIRECTORY: &[Noun] = &[Noun::Tenants];
const COUNTED: &[Noun] = &[Noun::Credentials, Noun::Tenants];

// Start

/// How the data folder was found. Waits for the core to have started.
#[tauri::command]
pub async fn start_state(shell: Held<'_>) -> Answer<StartState> {
    blocking(shell, |shell| Ok(shell.core().state())).await
}

/// Tries to open the data folder again.
#[tauri::command]
pub async fn retry_start(shell: Held<'_>) -> Answer<StartState> {
    let retry = |shell: &Shell| {
        let state = shell.core().retry();
        shell.changed(EVERYTHING);
        Ok(state)
    };
    blocking(shell, retry).await
}

/// Tries the keychain out with an item of its own.
#[tauri::command]
pub async fn probe_keychain(shell: Held<'_>) -> Answer<KeychainProbe> {
    blocking(shell, |shell| Ok(shell.core().probe_keychain())).await
}

/// Makes the vault.
#[tauri::command]
pub async fn create_vault(shell: Held<'_>, protection: Given<ChosenProtection>) -> Answer<StartState> {
    let create = move |shell: &Shell| {
        let state = shell.core().create_vault(protection.0.into())?;
        shell.changed(EVERYTHING);
        Ok(state)
    };
    blocking(shell, create).await
}

/// Ends the application.
#[tauri::command]
pub async fn quit(shell: Held<'_>) -> Answer<()> {
    let quit = |shell: &Shell| {
        shell.clipboard().clear();
        shell.jobs().end();
        shell.desktop().quit();
        Ok(())
    };
    blocking(shell, quit).await
}

/// The page has heard `close_requested`, and asks the person.
#[tauri::command]
pub async fn hear_close_request(shell: Held<'_>) -> Answer<()> {
    shell.close_request_heard();
    Ok(())
}

// Keys

/// Whether the master key is at hand; asks no keychain.
#[tauri::command]
pub async fn key_status(shell: Held<'_>) -> Answer<KeyStatus> {
    read(shell, |app| Ok(app.key_status())).await
}

/// Asks the keychain again; never prompts.
#[tauri::command]
pub async fn retry_keychain(shell: Held<'_>) -> Answer<KeyStatus> {
    read(shell, |app| Ok(app.retry_keychain())).await
}

/// Has the desktop unlock the keychain, with its own password window.
#[tauri::command]
pub async fn unlock_keychain(shell: Held<'_>) -> Answer<KeyStatus> {
    read(shell, |app| Ok(app.unlock_keychain())).await
}

/// Ends the wait of `unlock_keychain`.
#[tauri::command]
pub async fn cancel_unlock(shell: Held<'_>) -> Answer<()> {
    let cancel = |app: &App| {
        app.cancel_unlock();
        Ok(())
    };
    read(shell, cancel).await
}

/// Opens the passphrase slot.
#[tauri::command]
pub async fn unlock_with_passphrase(shell: Held<'_>, passphrase: Given<TypedPassphrase>) -> Answer<KeyStatus> {
    read(shell, move |app| app.unlock_with_passphrase(&passphrase.0.0)).await
}

// Credentials

/// Whether a title is free and well formed.
#[tauri::command]
pub async fn check_title(shell: Held<'_>, tenant: Given<TenantId>, title: Given<String>) -> Answer<TitleCheck> {
    read(shell, move |app| app.check_title(tenant.0, &title.0)).await
}

/// Issues a credential, and opens its one-time sheet.
#[tauri::command]
pub async fn issue_credential(shell: Held<'_>, request: Given<IssueRequest>) -> Answer<SheetRow> {
    act(shell, COUNTED, move |app| actions::issue_credential(app, &request.0)).await
}

/// The ordered handles of a query, as bytes.
#[tauri::command]
pub async fn query_credentials(
    shell: Held<'_>,
    tenant: Given<Option<TenantId>>,
    query: Given<String>,
    sort: Given<Vec<Sort>>,
) -> Answer<Response> {
    let query = CredentialQuery { tenant: tenant.0, query: query.0, sort: sort.0 };
    let bytes = read(shell, move |app| Ok(app.query_credentials(&query)?.to_bytes())).await?;
    Ok(Response::new(bytes))
}

/// A window of rows by their handles.
#[tauri::command]
pub async fn credential_rows(
    shell: Held<'_>,
    generation: Given<u32>,
    handles: Given<Vec<u32>>,
) -> Answer<Vec<CredentialRow>> {
    read(shell, move |app| app.credential_rows(generation.0, &handles.0)).await
}

/// Copies a credential's Access ID.
#[tauri::command]
pub async fn copy_access_id(shell: Held<'_>, credential: Given<CredentialId>) -> Answer<CopyAnswer> {
    blocking(shell, move |shell| flows::copy_line(shell, |app| app.access_id(credential.0))).await
}

/// Adds sample credentials, flagged as such.
#[tauri::command]
pub async fn add_samples(shell: Held<'_>, tenant: Given<TenantId>, count: Given<u32>) -> Answer<u32> {
    act_in_steps(shell, COUNTED, move |app| actions::add_samples(app, tenant.0, count.0)).await
}

/// Removes every sample.
#[tauri::command]
pub async fn remove_samples(shell: Held<'_>) -> Answer<u32> {
    act_in_steps(shell, COUNTED, actions::remove_samples).await
}

// The one-time sheet

/// The one-time sheets that are open.
#[tauri::command]
pub async fn open_sheets(shell: Held<'_>) -> Answer<Vec<SheetRow>> {
    read(shell, |app| Ok(app.open_sheets())).await
}

/// Copies one part of a sheet; answers once it is on the clipboard.
#[tauri::command]
pub async fn copy_from_sheet(shell: Held<'_>, sheet: Given<SheetId>, part: Given<SheetPart>) -> Answer<CopyAnswer> {
    blocking(shell, move |shell| flows::copy_from_sheet(shell, sheet.0, part.0)).await
}

/// Takes the Secret Key off the clipboard, if it is still there.
#[tauri::command]
pub async fn clear_clipboard(shell: Held<'_>) -> Answer<ClearAnswer> {
    blocking(shell, flows::clear_clipboard).await
}

/// The Secret Key of an open sheet: the one command that answers a secret, for the explicit *Show*.
#[tauri::command]
pub async fn show_secret(shell: Held<'_>, sheet: Given<SheetId>) -> Answer<ShownSecret> {
    act(shell, CREDENTIALS, move |app| actions::show_secret(app, sheet.0).map(ShownSecret)).await
}

/// Saves a sheet's CSV.
#[tauri::command]
pub async fn download_csv(
    shell: Held<'_>,
    sheet: Given<SheetId>,
    path: Given<Option<String>>,
    bom: Given<bool>,
    replace: Given<bool>,
) -> Answer<DownloadAnswer> {
    blocking(shell, move |shell| flows::download_csv(shell, sheet.0, path.0, bom.0, replace.0)).await
}

/// Opens the folder that holds what a sheet has saved.
#[tauri::command]
pub async fn show_in_folder(shell: Held<'_>, sheet: Given<SheetId>) -> Answer<()> {
    blocking(shell, move |shell| flows::show_in_folder(shell, sheet.0)).await
}

/// Closes a sheet; after it the Secret Key cannot be had. `stored` says whether the person has
/// it, which only the page asks about: either way the sheet is closed.
#[tauri::command]
pub async fn close_sheet(shell: Held<'_>, sheet: Given<SheetId>, stored: Given<bool>) -> Answer<()> {
    let Given(_stored) = stored;
    act(shell, CREDENTIALS, move |app| actions::close_sheet(app, sheet.0)).await
}
