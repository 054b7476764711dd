//! The commands about settings, preferences, the data folder and what this is, as [`super`] has them.

use keywright_core::actions;
use keywright_core::app::App;
use keywright_core::data_folder::{BackupRow, DataFolder};
use keywright_core::settings::{Preferences, Settings};

use super::{Held, act, act_in_steps, blocking, read};
use crate::about::{self, About};
use crate::desktop::flows;
use crate::error::Answer;
use crate::given::Given;
use crate::shell::Noun;

const SETTINGS: &[Noun] = &[Noun::Settings];

/// How the operator has the window.
#[tauri::command]
pub async fn preferences(shell: Held<'_>) -> Answer<Preferences> {
    read(shell, App::preferences).await
}

/// Keeps how the operator has the window.
#[tauri::command]
pub async fn change_preferences(shell: Held<'_>, preferences: Given<Preferences>) -> Answer<Preferences> {
    act(shell, SETTINGS, move |app| actions::change_preferences(app, preferences.0)).await
}

/// The vault's settings.
#[tauri::command]
pub async fn settings(shell: Held<'_>) -> Answer<Settings> {
    read(shell, App::settings).await
}

/// Changes the vault's settings.
#[tauri::command]
pub async fn change_settings(shell: Held<'_>, settings: Given<Settings>) -> Answer<Settings> {
    act(shell, SETTINGS, move |app| actions::change_settings(app, &settings.0)).await
}

/// The data folder and what is in it.
#[tauri::command]
pub async fn data_folder(shell: Held<'_>) -> Answer<DataFolder> {
    read(shell, App::data_folder).await
}

/// Opens the data folder in the desktop's file manager.
#[tauri::command]
pub async fn open_data_folder(shell: Held<'_>) -> Answer<()> {
    blocking(shell, flows::open_data_folder).await
}

/// What this is, and what it runs on.
#[tauri::command]
pub async fn about(shell: Held<'_>) -> Answer<About> {
    blocking(shell, |shell| Ok(about::about(shell.desktop()))).await
}

/// The backups from before changes of format.
#[tauri::command]
pub async fn list_backups(shell: Held<'_>) -> Answer<Vec<BackupRow>> {
    read(shell, App::list_backups).await
}

/// Deletes every backup.
#[tauri::command]
pub async fn drop_backups(shell: Held<'_>) -> Answer<u32> {
    act_in_steps(shell, SETTINGS, actions::drop_backups).await
}
