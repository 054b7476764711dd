//! The commands about what was changed while the keychain was locked, as [`super`] has them.

use keywright_core::actions;
use keywright_core::pending::PendingRow;

use super::{CREDENTIALS, Held, act, read};
use crate::error::Answer;

/// What nobody has vouched for yet.
#[tauri::command]
pub async fn pending_changes(shell: Held<'_>) -> Answer<Vec<PendingRow>> {
    read(shell, |app| app.pending_changes()).await
}

/// Vouches for it, as far as the audit log explains it.
#[tauri::command]
pub async fn vouch_for_changes(shell: Held<'_>) -> Answer<u32> {
    act(shell, CREDENTIALS, actions::vouch_for_changes).await
}
